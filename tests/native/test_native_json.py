"""JSON as programs write it, and what is said of what is wrong in it."""

import json
import time
import weakref
from typing import Any

import attrs
import pytest

from ospo_events import Event, Geo, Session, Venue
from ospo_events.codecs import CODECS
from ospo_events.codecs.native import _fast, _json_reader
from ospo_events.diagnostics import Diagnostic
from tests.support.native_layout import write_by_the_tree

HEAD = '{"format": 1, "id": "e", "title": "E", "timezone": "UTC"'


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (',\n "titel": 1}', [(2, 2, "unknown-key")]),
        (',\n "title": "again"}', [(2, 2, "duplicate-key")]),
        (',\n "rooms": [{"id": "a", "name": "A", "capacity": "5"}]}', [(2, 49, "wrong-type")]),
        (',\n "rooms": [{"id": "a", "name": 5}]}', [(2, 32, "wrong-type")]),
        (',\n "rooms": [{"id": "a", "name": "A", "capacity": NaN}]}', [(2, 49, "not-json")]),
        (',\n "rooms": [{"id": "a", "name": "A", "capacity": 1e400}]}', [(2, 49, "wrong-type")]),
        (',\n "x-a": 1e400}', [(2, 9, "invalid-value")]),
        (',\n "x-a": {"b": Infinity}}', [(2, 15, "not-json")]),
        (',\n "venues": [{"id": "a", "name": "A", "geo": {"latitude": 1e999, "longitude": 0}}]}', [(2, 58, "invalid-value")]),
        (',\n "theme": "\\ud800"}', [(2, 11, "lone-surrogate")]),
        (',\n "\\udc00": 1}', [(1, 1, "unknown-key"), (2, 2, "lone-surrogate")]),
        (',\n "theme": "\\ud83d\\ude00"}', []),
        (',\n "theme": null, "slot": {}}', [(2, 17, "unknown-key")]),
        (',\n "sessions": [{"id": "a", "title": "A", "slot": {"start": "2024-07-09T09:00", "end": "2024-07-09T08:00"}}]}',
         [(2, 49, "end-before-start")]),
        (',\n "x-deep": ' + "[" * 70 + "]" * 70 + "}", [(2, 12, "too-deep")]),
        (',\n "expects": {"sessions": {"panel": true}}}', [(2, 26, "wrong-type")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(read_json, places, more, found):
    decoded = read_json(HEAD + more)
    assert sorted(places(decoded)) == sorted(found)
    assert decoded.event is not None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[]", [(1, 1, "wrong-type")]),
        ('"text"', [(1, 1, "wrong-type")]),
        ("{", [(1, 2, "not-json")]),
        ('{"a": 1;}', [(1, 8, "not-json")]),
        ('{"a": "\x01"}', [(1, 8, "not-json")]),
        ("[" * 200_000, [(1, 65, "too-deep")]),
        ('{"a":' * 100_000, [(1, 321, "too-deep")]),
        ('{"a": ' + "9" * 5000 + "}", [(1, 7, "invalid-value")]),
    ],
)
def test_hostile_text_gives_findings_with_places_in_time(read_json, places, text, found):
    begun = time.process_time()
    decoded = read_json(text)
    assert places(decoded) == found
    assert decoded.event is None
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("version", ["0", "2", "1.5", "true", '"1"', "[]"])
def test_other_versions_are_refused(read_json, version):
    text = HEAD.replace("1", version) + "}"
    assert read_json(text).report.codes == ("unknown-format-version",)


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("America/New_Yrok", "did you mean 'America/New_York'?"),
        ("Berlin", "did you mean 'Europe/Berlin'?"),
        ("../../etc/passwd", None),
        ("/etc/localtime", None),
        ("localtime", None),
        ("EST", None),
        ("UTC+2", None),
        ("Etc/GMT+5", None),
        ("Europe", None),
        ("UTC\\u0000", None),
        ("x" * 5000, None),
    ],
)
def test_zones_that_are_none(read_json, zone, hint):
    decoded = read_json(HEAD.replace("UTC", zone) + "}")
    assert decoded.report.codes == ("unknown-timezone",)
    assert decoded.report.diagnostics[0].help == hint


def test_slips_in_many_zones_cost_no_minutes(read_json):
    venues = ",".join(f'{{"id":"v{number}","name":"V","timezone":"Europe/Berlyn{number}"}}' for number in range(1_000))
    begun = time.process_time()
    found = read_json(HEAD + f',"venues":[{venues}]}}').report
    assert time.process_time() - begun < 10
    assert len(found) == 1_000
    assert found.diagnostics[0].help == "did you mean 'Europe/Berlin'?"


def test_one_line_for_each_session_and_room():
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id=f"s{n}", title="T") for n in range(3)])
    before = CODECS["json"].encode(event).data.split(b"\n")
    after = CODECS["json"].encode(event.with_session("s1", title="Other")).data.split(b"\n")
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_every_character_that_json_escapes_is_escaped():
    every = "".join(map(chr, range(0x21))) + '"\\/\x7f\u2028é😀'
    event = Event(
        id="e",
        title=every,
        timezone="UTC",
        tags=(every, "b"),
        sessions=[Session(id="a", title=every, tags=(every,), extra={"x-" + every: every}), Session(id="b", title="B")],
        extra={"x-" + every: [{every: every}]},
    )
    data = CODECS["json"].encode(event).data
    assert data == write_by_the_tree(event)
    assert CODECS["json"].decode(data).value() == event


@pytest.mark.parametrize("number", [1e-07, 1e22, 2**70, -1.5e300])
def test_numbers_that_two_writers_spell_differently(number):
    event = Event(id="e", title="E", timezone="UTC", extra={"x-n": [{"a": number}, 1.5, 7]})
    data = CODECS["json"].encode(event).data
    assert json.loads(data)["x-n"][0]["a"] == number
    assert CODECS["json"].decode(data).value() == event
    placed = attrs.evolve(event, extra={}, venues=(Venue(id="v", name="V", geo=Geo(latitude=1e-07, longitude=0)),))
    assert CODECS["json"].decode(CODECS["json"].encode(placed).data).value() == placed


def test_text_that_no_file_can_hold_is_reported_by_the_writer():
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="a", title="\ud800")], extra={"x-\ud800": 1})
    encoded = CODECS["json"].encode(event)
    assert encoded.data == b""
    assert {item.path for item in encoded.report} == {(), ("sessions", 0, "title")}


def test_the_text_of_a_document_is_let_go_before_its_event_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    class _Text(str):
        """Text that says whether somebody holds it."""

    texts: list[weakref.ref[_Text]] = []

    def read_text(data: bytes, source: str) -> tuple[str, list[Diagnostic]]:
        text = _Text(data.decode())
        texts.append(weakref.ref(text))
        return text, []

    def read_fast(tree: dict[str, Any]) -> tuple[Event, int] | None:
        assert [text() for text in texts] == [None]
        return _fast.read_fast(tree)

    monkeypatch.setattr(_json_reader, "read_text", read_text)
    monkeypatch.setattr(_json_reader, "read_fast", read_fast)
    assert _json_reader.read_json(b'{"format": 1, "id": "e", "title": "E", "timezone": "UTC"}', "e.json").event
