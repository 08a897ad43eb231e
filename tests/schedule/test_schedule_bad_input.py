"""Hostile and broken files: located findings, bounded time and memory, nothing lost that could be kept."""

from __future__ import annotations

import datetime as dt
import gc
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import Severity
from ospo_events.codecs import CODECS, Codec, Decoded
from ospo_events.diagnostics import LIMIT
from tests.support.reading import bounded

XML, JSON, NEXT = CODECS["schedule-xml"], CODECS["schedule-json"], CODECS["schedule2"]

EVENT = """<event guid="5387660e-eae2-5d4b-94bd-51230abd365c" id="7"><date>2024-07-09T09:00:00-04:00</date>
<start>09:00</start><duration>01:00</duration><room>A</room><title>One</title></event>"""
HEAD = "<schedule><version>1</version><conference><title>T</title><time_zone_name>America/New_York</time_zone_name>"
HEAD += "</conference>"


def document(*entries: str, head: str = HEAD) -> bytes:
    day = '<day index="1" date="2024-07-09"><room name="A">'
    return f"{head}\n{day}\n{''.join(entries)}\n</room></day></schedule>".encode()


def read(data: bytes, codec: Codec = XML, **options: Any) -> Decoded:
    """Read in bounded time and memory; messages are written as all others are."""
    decoded = bounded(codec.name, data, **options)
    for item in decoded.report:
        assert item.message[:1] == item.message[:1].lower() or item.message[0] in "'\"0123456789"
        assert not item.message.endswith(".")
    return decoded


LAUGHS = '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]><schedule>&j;</schedule>"  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (LAUGHS.encode(), "doctype-refused"),
        (LAUGHS.replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16"), "doctype-refused"),
        (b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>', "doctype-refused"),
        (b'<!DOCTYPE s SYSTEM "http://127.0.0.1:9/x.dtd"><schedule/>', "doctype-refused"),
        (b'<!DOCTYPE s [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]><schedule/>', "doctype-refused"),
        (b'<!DOCTYPE s [<!ENTITY a "' + b"A" * 50_000 + b'">]><schedule>' + b"&a;" * 50_000 + b"</schedule>",
         "doctype-refused"),
        (b"<schedule>&undefined;</schedule>", "not-well-formed"),
        (b"<a>" * 140_000, "wrong-format"),
        (b"<schedule>" + b"<a>" * 140_000, "too-deep"),
        (document("<event>" + "<a>" * 140_000), "too-deep"),
        (b'<schedule><conference ' + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/></schedule>",
         "too-many-attributes"),
        (b'<?xml version="1.0" encoding="UTF-7"?>+ADw-schedule/+AD4-', "not-utf-8"),
        (b'<?xml version="1.0" encoding="UTF-7"?><schedule/>', "not-utf-8"),
        (b'<?xml version="1.0" encoding="cp037"?><schedule/>', "not-utf-8"),
        (b"", "empty-document"),
        (b"\x00\x01\x02", "not-well-formed"),
        (b"<html><body/></html>", "wrong-format"),
        (document(EVENT)[:-60], "not-well-formed"),
    ],
)  # fmt: skip
def test_hostile_and_broken_xml_is_refused_with_its_place(data: bytes, code: str) -> None:
    decoded = read(data)
    first = decoded.report.errors[0]
    assert first.code == code
    assert first.span is not None
    assert first.span.line >= 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("<schedule/>".encode("utf-32"), "not-utf-8"),
        (document(EVENT.replace("One", "Caf\xe9")).decode().encode("latin-1"), "not-utf-8"),
    ],
)
def test_what_is_no_utf_8_is_told_by_its_byte(data: bytes, code: str) -> None:
    decoded = read(data)
    (error,) = decoded.report.errors
    assert (error.code, error.help is not None) == (code, True)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["", '<?xml version="1.0" encoding="UTF-16"?>\n'])
def test_places_in_utf_16_are_those_of_its_text(encoding: str, declared: str) -> None:
    text = declared + document(EVENT.replace("09:00</start>", "nine</start>")).decode()
    decoded = read(text.encode(encoding))
    (found,) = [item for item in decoded.report if item.code == "bad-time"]
    assert found.span is not None
    assert found.span.text is not None
    assert found.span.text[found.span.column - 1 :].startswith("<start>nine")


@pytest.mark.parametrize("name", ["utf8", "UTF8", "us-ascii", "ascii"])
def test_utf_8_under_another_name_is_utf_8(name: str) -> None:
    declared = f'<?xml version="1.0" encoding="{name}"?>'.encode()
    decoded = read(declared + document(EVENT.replace("One", "Café")))
    assert decoded.value().sessions[0].title == "Café"
    assert decoded.report.codes[0] == "encoding-converted"
    broken = read(declared + document(EVENT.replace("One", "Café")).decode().encode("latin-1"))
    assert "not-utf-8" in broken.report.codes


def test_a_declaration_of_another_encoding_costs_nothing() -> None:
    decoded = read(b'<?xml version="1.0" encoding="UTF-16"?>' + document(EVENT))
    assert decoded.value().sessions[0].title == "One"
    assert decoded.report.codes[0] == "encoding-converted"


def test_ampersands_and_control_characters_are_read_as_meant_and_told_with_their_place() -> None:
    slips = EVENT.replace("One", "R&D &amp; AT&T &#65;&#x0B;\x0b<![CDATA[a & b]]> &#38;")
    decoded = read(document(slips))
    assert decoded.value().sessions[0].title == "R&D & AT&T A  a & b &"
    assert {"bare-ampersand", "control-character"} <= set(decoded.report.codes)
    line = document(slips)[: document(slips).index(b"R&D")].count(b"\n") + 1
    assert finding(decoded, "bare-ampersand")[0] == line


def test_what_is_refused_is_shown_where_it_begins() -> None:
    data = b"<?xml version='1.0'?>\n<!-- x -->\n  <svg\n width='1'></svg>"
    assert finding(read(data), "wrong-format") == (3, 3)
    assert finding(read(b"\n<!DOCTYPE schedule [\n<!ENTITY a 'b'>]><schedule/>"), "doctype-refused") == (2, 1)


def test_what_stands_before_the_break_of_a_truncated_file_is_kept() -> None:
    decoded = read(document(EVENT, "<event><title>Two</ti"))
    assert decoded.event is not None
    assert [item.title for item in decoded.event.sessions][:1] == ["One"]
    assert not decoded.report.ok


def test_xinclude_is_an_element_like_any_other() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
    decoded = read(document(EVENT.replace("<title>", include + "<title>")))
    assert decoded.value().sessions[0].title == "One"


def finding(decoded: Decoded, code: str) -> tuple[int, int]:
    item = next(item for item in decoded.report if item.code == code)
    assert item.span is not None
    return item.span.line, item.span.column


def test_template_artefacts_are_repaired_and_told() -> None:
    broken = '<event id="" guid=""><title>\n</title>\n<start></start>\n<duration>:</duration></event>'
    decoded = read(document(EVENT, broken))
    one, other = decoded.value().sessions
    assert other.title == "Untitled"
    assert other.slot is None
    assert {"missing-title", "missing-start"} <= set(decoded.report.codes)
    assert one.slot is not None


def test_a_duration_that_is_none_leaves_the_end_open_and_is_told_where() -> None:
    decoded = read(document(EVENT.replace("01:00", ":")))
    slot = decoded.value().sessions[0].slot
    assert slot is not None
    assert slot.end is None
    assert finding(decoded, "bad-time") == (4, 21)


def test_duplicate_guids_and_ids_are_told_and_kept_apart(xsd_errors: Any) -> None:
    decoded = read(document(EVENT, EVENT.replace("One", "Two")))
    event = decoded.value()
    assert len({item.id for item in event.sessions}) == 2
    assert {"duplicate-uid", "duplicate-id"} <= set(decoded.report.codes)
    assert xsd_errors(XML.encode(event).value()) == []


def test_a_date_that_contradicts_its_day_is_told() -> None:
    decoded = read(document(EVENT.replace("2024-07-09T", "2024-08-01T")))
    assert finding(decoded, "outside-day")[0] == 3
    assert decoded.value().sessions[0].slot is not None


def test_a_start_that_contradicts_its_date_is_told() -> None:
    decoded = read(document(EVENT, EVENT.replace("<start>09:00", "<start>11:00").replace('"5', '"6')))
    assert finding(decoded, "start-contradicts-date")[0] == 5


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (("2024-07-09T09:00:00-04:00", "that morning"), "bad-time"),
        (("<start>09:00", "<start>9 o'clock"), "bad-time"),
        (("<start>09:00", "<start>11:00"), "start-contradicts-date"),
        (("-07-09T", "-08-09T"), "outside-day"),
        (("01:00</duration>", "long</duration>"), "bad-time"),
    ],
)
def test_entries_that_say_the_same_each_have_their_finding(slip: tuple[str, str], code: str) -> None:
    entry = EVENT.replace(*slip)
    other = entry.replace("5387660e", "6387660e").replace('id="7"', 'id="8"')
    decoded = XML.decode(document(f"{entry}\n", other))
    places = [(item.path[:2], item.span and item.span.line) for item in decoded.report if item.code == code]
    lines = [line for _, line in places if line is not None]
    assert [path for path, _ in places] == [("events", 0), ("events", 1)]
    assert len(set(lines)) == 2


def test_what_was_read_goes_with_the_reading() -> None:
    """The parser and its handlers hold each other: nothing of the file may wait for the collector with them."""

    def left(count: int) -> int:
        data = document(*(EVENT.replace("5387660e", f"{number:08x}") for number in range(count)))
        gc.collect()
        gc.disable()
        try:
            assert len(XML.decode(data).value().sessions) == count
            return gc.collect()
        finally:
            gc.enable()

    left(1)  # what is made once
    assert left(200) <= left(2) + 20


def test_times_the_zone_skips_or_repeats_are_not_guessed() -> None:
    day = '<day index="1" date="2024-03-10"><room name="A"><event id="1"><start>02:30</start><duration>01:00</duration>'
    data = f"{HEAD}{day}<title>Skipped</title></event></room></day></schedule>".replace(
        "</conference>", "<day_change>00:00</day_change></conference>"
    ).encode()
    decoded = read(data)
    assert "nonexistent-local-time" in decoded.report.codes
    assert decoded.event is not None
    assert decoded.event.sessions[0].slot is None
    twice = read(data.replace(b"2024-03-10", b"2024-11-03").replace(b"02:30", b"01:30"))
    assert "ambiguous-local-time" in twice.report.codes


@pytest.mark.parametrize(
    "date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2024-13-41T00:00:00Z", "x" * 100_000, "1"]
)
def test_dates_nobody_can_use_are_told(date: str) -> None:
    decoded = read(document(EVENT.replace("2024-07-09T09:00:00-04:00", date)))
    assert "bad-time" in decoded.report.codes
    assert len(decoded.event.sessions if decoded.event else ()) == 1


def test_three_parts_are_read_by_who_wrote_them_and_told() -> None:
    long = EVENT.replace("01:00", "2:06:00")
    seconds = read(document(long))
    days = read(document(long, head=HEAD.replace("<version>", '<generator name="pretalx"/><version>')))
    asked = read(document(long), duration="d:hh:mm")
    hours = [
        slot.duration for item in (seconds, days, asked) if (slot := item.value().sessions[0].slot) and slot.duration
    ]
    assert hours == [dt.timedelta(hours=2, minutes=6), dt.timedelta(hours=54), dt.timedelta(hours=54)]
    assert "duration-of-three-parts" in seconds.report.codes


@pytest.mark.slow
def test_findings_of_one_kind_are_counted_not_listed_without_end() -> None:
    decoded = read(document(*[EVENT.replace("01:00", "?")] * (LIMIT + 50)), seconds=20)
    assert decoded.report.codes.count("bad-time") == LIMIT + 1
    assert any(item.message == "and 50 more of this kind, from here on" for item in decoded.report)


ENTRY = {"guid": "5387660e-eae2-5d4b-94bd-51230abd365c", "id": 7, "date": "2024-07-09T09:00:00-04:00",
         "start": "09:00", "duration": "01:00", "title": "One", "persons": [{"id": 1, "public_name": "Ann"}]}  # fmt: skip


def told(entry: Any, **conference: Any) -> bytes:
    head = {"title": "T", "acronym": "tttt", "time_zone_name": "America/New_York", **conference}
    days = [{"index": 0, "date": "2024-07-09", "rooms": {"A": [entry]}}]
    return json.dumps({"schedule": {"conference": {**head, "days": days}}}).encode()


@pytest.mark.parametrize("codec", [JSON, NEXT])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-document"),
        (b"[1, 2]", "wrong-format"),
        (b'"schedule"', "wrong-format"),
        (b"{}", "wrong-format"),
        (b"null", "wrong-format"),
        (b'{"schedule": {"conference": {"title": "T"', "not-json"),
        (b"[" * 140_000, "too-deep"),
        (b'{"schedule":' * 140_000, "too-deep"),
        (b'{"schedule": ' + b"[" * 70 + b"1" + b"]" * 70 + b"}", "too-deep"),
        (b"\xff\xfe\x00\x00{", "not-utf-8"),
    ],
)
def test_json_that_is_no_schedule_is_refused_with_its_place(codec: Any, data: bytes, code: str) -> None:
    decoded = read(data, codec)
    assert decoded.event is None
    assert code in {item.code for item in decoded.report.errors}
    assert all(item.span is not None for item in decoded.report)


def test_wrong_types_are_told_where_and_the_rest_is_kept() -> None:
    entry = {**ENTRY, "subtitle": [1], "links": {"url": "x"}, "persons": [1, {"public_name": 5}], "id": "seven"}
    decoded = read(told(entry, tracks=5), JSON)
    event = decoded.value()
    assert event.sessions[0].title == "One"
    assert decoded.report.codes.count("wrong-type") >= 4
    assert all(item.span is not None for item in decoded.report if item.code == "wrong-type")


def test_huge_numbers_are_no_ids(json_errors: Any) -> None:
    decoded = read(told({**ENTRY, "id": 10**400, "duration": "99999999:00"}), JSON)
    assert {"invalid-value", "bad-time"} <= set(decoded.report.codes)
    assert json_errors(JSON.encode(decoded.value()).value()) == []


@pytest.mark.parametrize(
    ("odd", "code"),
    [
        ("1e999", "invalid-value"),
        ("[[-1e999]]", "invalid-value"),
        ("9" * 5000, "invalid-value"),
        ("NaN", "not-json"),
        ('{"a": [Infinity]}', "not-json"),
        ('"\\ud800"', "lone-surrogate"),
        ('{"\\ud800": 1}', "lone-surrogate"),
    ],
)
def test_a_value_nobody_can_keep_is_left_out_with_its_place(odd: str, code: str) -> None:
    data = told({**ENTRY, "answers": "ODD"}).replace(b'"ODD"', odd.encode())
    decoded = read(data, JSON)
    (found,) = [item for item in decoded.report if item.code == code]
    assert found.severity is Severity.WARNING
    assert found.span is not None
    assert data.index(b'"answers": ') < found.span.column
    for codec in (JSON, NEXT, XML, CODECS["json"]):
        assert codec.encode(decoded.value()).report.ok


def test_a_key_told_twice_costs_something_and_is_an_error() -> None:
    data = told(ENTRY).replace(b'"rooms": {', b'"rooms": {"A": [], ')
    decoded = read(data, JSON)
    (error,) = decoded.report.errors
    assert (error.code, error.path[-1]) == ("duplicate-key", "A")


def test_halves_of_surrogate_pairs_in_names_do_not_travel() -> None:
    decoded = read(told(ENTRY).replace(b'{"A": [', b'{"A\\ud800": ['), JSON)
    assert [room.name for room in decoded.value().rooms] == ["A\ufffd"]


def test_halves_of_surrogate_pairs_do_not_travel(json_errors: Any) -> None:
    decoded = read(told({**ENTRY, "title": "a\ud800b"}), JSON)
    assert json_errors(JSON.encode(decoded.value()).value()) == []


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), lambda inner: st.lists(
        inner, max_size=3) | st.dictionaries(st.sampled_from([*ENTRY, "rooms", "days", "room", "track", "meta", "type",
                                                              "links", "end", "name", "logo", "participants"]),
                                             inner, max_size=4), max_leaves=8)  # fmt: skip


@given(
    entry=st.dictionaries(st.sampled_from([*ENTRY, "end", "links", "room", "track"]), JSON_VALUES), other=JSON_VALUES
)
def test_no_value_anywhere_raises(entry: dict[str, Any], other: Any) -> None:
    for data in (
        told({**ENTRY, **entry}, meta=other, tracks=other, rooms=[other], colors=other, logo=other),
        json.dumps({"schedule": {"conference": {"title": "T", "days": other}, "events": [entry, other]}}).encode(),
        json.dumps(other).encode(),
    ):
        for codec in (JSON, NEXT):
            decoded = codec.decode(data, zone="Europe/Berlin")
            if decoded.event is not None:
                assert XML.encode(decoded.event).report.ok


@given(
    tag=st.sampled_from(["date", "start", "duration", "slug", "language", "type", "track", "room", "end", "url"]),
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<&"), max_size=12),
)
def test_no_text_in_any_field_raises(tag: str, text: str) -> None:
    decoded = XML.decode(document(f'<event id="{len(text)}"><title>T</title><{tag}>{text}</{tag}></event>', EVENT))
    assert decoded.event is not None
    assert XML.encode(decoded.event).report.ok
