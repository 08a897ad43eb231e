"""Large native JSON by msgspec (the extra `fast`): the same events, findings and bytes as without it, or the plain way."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.programmes import programme
from ospo_events.codecs import CODECS, Decoded
from ospo_events.codecs.native import _json_reader, _json_writer, _speedup
from ospo_events.codecs.native._shorthand import COLLECTIONS, contract
from ospo_events.codecs.native._to_tree import to_tree
from ospo_events.model import Event, Session, Slot
from ospo_events.strategies import events
from tests.support.native_layout import write_by_the_tree
from tests.support.native_mutants import mutant

msgspec = pytest.importorskip("msgspec", reason="the extra `fast` is not installed")

HEAD = '{"format":1,"id":"e","title":"E","timezone":"Europe/Paris"'
CODEC = CODECS["json"]


@pytest.fixture(autouse=True)
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(_json_reader, "LARGE", 0)
    monkeypatch.setattr(_json_writer, "LARGE_NUMBER", 1)
    _speedup.speedup.cache_clear()
    yield
    _speedup.speedup.cache_clear()


def wire() -> Any:
    made = _speedup.speedup()
    assert made is not None, "msgspec is there, and does as we do"
    return made


def read_plainly(data: bytes) -> Decoded:
    """Read without msgspec."""
    text = data.decode()
    event = _json_reader._by_tree(data)
    return Decoded(event=event) if event else _json_reader._read_with_findings(text, data, "<data>", [])


def alike(text: str) -> bool:
    """Assert that msgspec gives the same event or none; return whether it gives one."""
    data = text.encode()
    event = wire().read_wire(data)
    plain = read_plainly(data)
    if event is not None:
        assert plain.report.codes == ()
        assert (event, hash(event), repr(event)) == (plain.event, hash(plain.event), repr(plain.event))
    decoded = CODEC.decode(data)
    assert decoded.event == plain.event
    assert decoded.report == plain.report
    return event is not None


@given(events(max_sessions=4))
def test_both_ways_read_and_write_every_event(event: Event) -> None:
    data = write_by_the_tree(event)
    assert CODEC.encode(event).data == data
    alike(data.decode())


@given(
    events(max_sessions=3),
    st.booleans(),
    st.sampled_from([(",", ":"), (", ", ": "), (" ,", " :")]),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_both_ways_read_alike_or_msgspec_gives_up(
    event: Event, shorthand: bool, separators: tuple[str, str], ascii: bool, random: Any
) -> None:
    tree = json.loads(json.dumps(contract(to_tree(event)) if shorthand else to_tree(event)))
    if random.random() < 0.7:
        tree = mutant(tree, random)
    alike(json.dumps(tree, separators=separators, ensure_ascii=ascii))


@given(events(max_sessions=3), st.randoms(use_true_random=False))
def test_a_text_with_a_letter_more_or_less_is_never_read_otherwise(event: Event, random: Any) -> None:
    text = write_by_the_tree(event).decode()
    begin = random.randrange(len(text))
    piece = random.choice(
        ["", "null", '"', "\\", "\\u0041", "\\ud800", " ", "\x01", "é", "0", "-0", "1e5", "NaN", ":", "{}"]
    )
    alike(text[:begin] + piece + text[begin + random.randrange(3) :])


def test_what_we_write_is_read_by_it() -> None:
    assert alike(CODEC.encode(programme(30)).data.decode())


def test_what_we_write_is_read_at_once_and_every_collection_is_found_in_it() -> None:
    rooms, venues = ',"rooms":[{"id":"a","name":"A"},{"id":"b","name":"B"}]', ',"venues":[{"id":"a","name":"A"}]'
    ours = f"{HEAD}{venues}{rooms}}}".encode()
    assert wire()._read_whole(ours) == read_plainly(ours).event, "a room is written as the venue before it"
    assert wire()._read_whole(CODEC.encode(programme(30)).data) == programme(30)
    with pytest.raises(wire().NotPlain):
        wire()._read_whole(f"{HEAD}{rooms}{venues}}}".encode())
    assert alike(f"{HEAD}{rooms}{venues}}}"), "in another order it is taken apart"


def test_what_is_left_of_a_document_is_what_stands_between_its_collections(monkeypatch: pytest.MonkeyPatch) -> None:
    session, person = '{"id":"a","title":"A","tags":["b"]}', '{"id":"a","name":"A"}'
    data = f'{HEAD},"people":[{person}],"sessions":[{session}]}}'.encode()
    left: list[bytes] = []

    def counted(read: tuple[Event, int], rest: bytes) -> Event:
        left.append(rest)
        return read[0]

    monkeypatch.setattr(wire(), "_counted", counted)
    wire()._read_whole(data)
    assert left == [f'{HEAD},"people":[],"sessions":[]}}'.encode()]


PLAIN = (
    "",
    ',"theme":"a: \\"b\\": c"',
    ',"x-a":{"b":[1.5,null,"\U0001f30d"]}',
    ',"sessions":[]',
    ',"sessions":[{"id":"a","title":"A"}]',
    ',"sessions":[{"id":"a","title":"A","sequence":3,"expected_attendance":40}]',
    ',"sessions":[{"id":"a","title":"A","links":[{"href":"https://a.example/","private":true}]}]',
    ',"sessions":[{"id":"a","title":"A","links":[{"href":"https://a.example/","audience":"speakers"}]}]',
    ',"sessions":[{"id":"a","title":"A","kind":"talk","x-b":{"c":1}}]',
    ',"sessions":[ { "title" : "A" , "id" : "a" } ]',
    ',"sessions":[{"id":"a","title":"A","slot":{"start":"2024-07-09","all_day":true}}]',
    ',"sessions":[{"id":"a","title":"A","time":"09:30 to 10:00","day":"2024-07-09"}],"days":["2024-07-09"]',
    ',"series":{"id":"a","title":"A"},"sessions":[{"id":"a","title":"A"}]',
    ',"rooms":[{"id":"a","name":"A","shared":true,"capacity":7}],"venues":[{"id":"v","name":"V","geo":{"latitude":1,"longitude":-0.0}}]',
)
NOT_PLAIN = (
    ',"theme":"a","theme":"b"',
    ',"theme":"\\ud800"',
    ',"x-a":NaN',
    ',"x-a":"\\ud800"',
    ',"x-a":{"b":1,"b":2}',
    ',"sessions":[{"id":"a","title":"A","title":"B"}]',
    ',"sessions":[{"id":"a","title":"A","x-b":1,"x-b":2}]',
    ',"sessions":[{"id":"a","title":"A","tags":["x"],"tags":["x"]}]',
    ',"sessions":[{"id":"a","title":"A"}],"sessions":[{"id":"a","title":"A"}]',
    ',"sessions":[{"id":"a","title":"A"}],"x-a":[{"id":"a","title":"A"},{"id":"a","id":"a"}]',
    ',"series":{"id":"a","title":"A"},"sessions":[{"id":"a","title":"A","title":"A"}]',
    ',"sessions":null',
    ',"sessions":{}',
    ',"sessions":[{"id":"a","title":"A","sequence":1.5}]',
    ',"sessions":[{"id":"a","title":"A","links":[{"href":"https://a.example/","private":true,"audience":"team"}]}]',
    ',"sessions":[{"id":"a","title":"A","status":"nonsense"}]',
    ',"sessions":[{"id":"a","title":"A","x-b":"\\ud800"}]',
    ',"sessions":[{"id":"a","title":" "}]',
    ',"sessions":[{"id":"a","title":"A","slot":{"start":"2024-07-09T10:00","end":"2024-07-09T09:00"}}]',
    ',"x-a":' + "[" * 3000 + "]" * 3000,
)


@pytest.mark.parametrize("members", PLAIN)
def test_what_is_plain_is_the_same(members: str) -> None:
    assert alike(f"{HEAD}{members}}}")


@pytest.mark.parametrize("members", [',"track":{"id":"t","title":"T"}', ',"theme":"\\ud83c\\udf0d"', ',"theme":": a"'])
def test_what_is_not_plain_to_see_goes_the_plain_way(members: str) -> None:
    assert not alike(f"{HEAD}{members}}}")
    assert CODEC.decode(f"{HEAD}{members}}}".encode()).report.codes == ()


@pytest.mark.parametrize("members", NOT_PLAIN)
def test_what_is_wrong_is_found_as_ever(members: str) -> None:
    assert not alike(f"{HEAD}{members}}}")
    report = CODEC.decode(f"{HEAD}{members}}}".encode()).report
    assert report.codes
    assert all(item.span is not None for item in report)


@pytest.mark.parametrize("data", [b"", b"[]", b"\xef\xbb\xbf{}", b"\xff", b'{"title":"\xff"}', b"{}x"])
def test_what_is_no_document_goes_the_plain_way(data: bytes) -> None:
    assert wire().read_wire(data) is None
    assert not CODEC.decode(data).report.ok


def test_a_value_that_begins_as_one_before_it_goes_the_plain_way() -> None:
    session = '{"id":"a","title":"A","abstract":"' + "a" * 200
    more = f',"x-a":[{session}b"}}],"sessions":[{session}c"}}]'
    assert not alike(f"{HEAD}{more}}}")


def test_odd_items_go_the_plain_way_alone_and_a_file_of_them_as_a_whole() -> None:
    odd, plain = '{"title":"A","id":"a%d"}', '{"id":"b%d","title":"B"}'
    few = [odd % number for number in range(10)] + [plain % number for number in range(30)]
    assert alike(f'{HEAD},"sessions":[{",".join(few)}]}}')
    many = [odd % number for number in range(40)]
    assert not alike(f'{HEAD},"sessions":[{",".join(many)}]}}')
    assert len(CODEC.decode(f'{HEAD},"sessions":[{",".join(many)}]}}'.encode()).value().sessions) == 40


def test_a_place_is_found_in_what_msgspec_read() -> None:
    data = f'{HEAD},\n"sessions":[\n{{"id":"a","title":"A"}}]}}'.encode()
    assert wire().read_wire(data) is not None
    source_map = CODEC.decode(data).source_map
    assert source_map is not None
    assert source_map.spans([("sessions", 0, "title")])["sessions", 0, "title"].line == 3


def test_half_a_surrogate_pair_is_refused_by_the_writer_as_ever() -> None:
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="s", title="\ud800")])
    encoded = CODEC.encode(event)
    assert encoded.data == b""
    assert encoded.report.codes == ("lone-surrogate",)


@pytest.mark.parametrize("speedup", [True, False])
def test_the_two_readings_of_a_repeated_time_are_written_apart(monkeypatch: pytest.MonkeyPatch, speedup: bool) -> None:
    if not speedup:
        monkeypatch.setattr(_json_writer, "speedup", lambda: None)
    zone = ZoneInfo("Europe/Paris")
    first = dt.datetime(2024, 10, 27, 2, 30, tzinfo=zone)
    second = first.replace(fold=1)
    assert first == second, "so that a table of what times are written as would have one for both"
    sessions = [
        Session(id=id, title="A", slot=Slot(start, start + dt.timedelta(hours=2)))
        for id, start in (("a", first), ("b", second), ("c", first), ("d", second))
    ]
    event = Event(id="e", title="E", timezone=zone, sessions=sessions)
    data = CODEC.encode(event).data
    assert [data.count(b"T02:30+0%d:00" % offset) for offset in (2, 1)] == [2, 2]
    assert data == write_by_the_tree(event)


def test_every_collection_has_its_shape() -> None:
    assert list(wire()._SHAPES) == list(COLLECTIONS)


def _without(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(sys.modules):
        if name.startswith("ospo_events.codecs.native._wire"):
            monkeypatch.delitem(sys.modules, name)
    package = sys.modules["ospo_events.codecs.native"]
    for name in ("_wire", "_wire_generated"):
        monkeypatch.delattr(package, name, raising=False)


@pytest.mark.parametrize("broken", ["missing", "another", "raising", "careless"])
def test_without_a_msgspec_to_rely_on_everything_goes_the_plain_way(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="s", title="S: \x7f \U0001f30d")])
    data = CODEC.encode(event).data
    if broken == "missing":
        _without(monkeypatch)
        monkeypatch.setitem(sys.modules, "msgspec", None)
    elif broken == "another":
        _without(monkeypatch)
        monkeypatch.setitem(sys.modules, "msgspec", SimpleNamespace())
    elif broken == "raising":
        monkeypatch.setattr(msgspec.json, "encode", lambda value: 1 / 0)
    else:
        monkeypatch.setattr(msgspec.json, "encode", lambda value: json.dumps(value).encode())
    _speedup.speedup.cache_clear()
    assert _speedup.speedup() is None
    assert CODEC.encode(event).data == data
    assert CODEC.decode(data).value() == event


def test_small_documents_do_not_import_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert _json_reader.LARGE == 1_000_000
    monkeypatch.setattr(_json_reader, "speedup", lambda: pytest.fail("imported"))
    monkeypatch.setattr(_json_writer, "speedup", lambda: pytest.fail("imported"))
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="s", title="S")])
    assert CODEC.decode(CODEC.encode(event).data).value() == event
