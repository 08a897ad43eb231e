"""What a strict reading refuses and a second look understands: read as it is meant, and told as a repair."""

from __future__ import annotations

import datetime as dt
import json
from itertools import product

import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar._content.values import mended_moment
from ospo_events.codecs.calendar.doctor import check
from ospo_events.diagnostics import Severity
from ospo_events.model import Event
from tests.support.calendars import FIRST, START, TIMES, calendar, vevent

ics = CODECS["ics"]
jcal = CODECS["jcal"]


HEAD = (*START, "X-WR-CALNAME:x", "X-WR-TIMEZONE:Europe/Berlin")


def talk(*lines: str, version: str = "2.0", item: tuple[str, ...] = ("SUMMARY:Talk",)) -> bytes:
    head = (line if line != "VERSION:2.0" else f"VERSION:{version}" for line in HEAD)
    return calendar(*vevent(*FIRST[:2], *item, *lines), head=head)


def read(data: bytes) -> tuple[ics.Decoded, dict[str, list[int]]]:
    """Return what is read and the lines of each code; what is written of it says the same and needs no repair."""
    decoded = ics.decode(data)
    assert decoded.event is not None
    told: dict[str, list[int]] = {}
    for item in decoded.report:
        assert item.span is not None
        told.setdefault(item.code, []).append(item.span.line)
    written = ics.encode(decoded.event).value()
    again = ics.decode(written)
    assert again.event == decoded.event
    assert not again.report.diagnostics
    return decoded, told


def slot(data: bytes) -> tuple[str | None, str | None, dict[str, list[int]]]:
    """Return start and end of the one session, in UTC, and what was told."""
    decoded, told = read(data)
    (session,) = decoded.event.sessions
    if session.slot is None:
        return None, None, told
    moments = (session.slot.start, session.slot.end)
    start, end = (None if moment is None else f"{moment.astimezone(dt.UTC):%d %H:%M:%S}" for moment in moments)
    return start, end, told


@pytest.mark.parametrize(
    ("end", "want"),
    [
        ("DTEND:20240709T240000", "09 22:00:00"),  # midnight in Berlin
        ("DTEND:2024-07-09T24:00", "09 22:00:00"),
        ("DTEND:2024-07-09T12:30:00", "09 10:30:00"),
        ("DTEND:2024-07-09 12:30", "09 10:30:00"),
        ("DTEND:2024-07-09T12:30:00.000Z", "09 12:30:00"),
        ("DTEND:2024-07-09T12:30:00+02:00", "09 10:30:00"),
        ("DTEND:2024-07-09T05:30:00-0500", "09 10:30:00"),
        ("DTEND:20240709T1230", "09 10:30:00"),
        ("DTEND:20240709T123060", "09 10:30:59"),
        ("DTEND:20240709T123000UTC", "09 12:30:00"),
        ("DTEND:2024/07/09 12:30", "09 10:30:00"),
        ("DTEND;VALUE=DATE:20240709T123000", "09 10:30:00"),
        ("DTEND:20240710", "09 22:00:00"),
        ("DTEND:2024-07-10", "09 22:00:00"),
    ],
)
def test_an_end_that_is_spelled_oddly_is_read_and_told(end: str, want: str) -> None:
    start, found, told = slot(talk(TIMES[0], end))
    assert (start, found) == ("09 09:00:00", want)
    assert told.pop("odd-time") == [11]
    assert set(told) <= {"floating-time"}


@pytest.mark.parametrize("begin", ["20240709T110000", "2024-07-09T11:00", "20240709T1100"])
def test_so_is_a_start(begin: str) -> None:
    start, end, told = slot(talk(f"DTSTART;TZID=Europe/Berlin:{begin}", "DURATION:PT1H"))
    assert (start, end) == ("09 09:00:00", "09 10:00:00")
    assert ("odd-time" in told) == (begin != "20240709T110000")


@pytest.mark.parametrize(
    "end",
    [
        "tomorrow",
        "",
        "20240799T100000",
        "20240709T256000",
        "20240709T250000",
        "2024-W28-2",
        "09/07/2024 10:00",
        "12:30",
    ],
)
def test_an_end_that_says_nothing_is_open_and_an_error(end: str) -> None:
    start, found, told = slot(talk(TIMES[0], f"DTEND:{end}"))
    assert (start, found) == ("09 09:00:00", None)
    assert told == {"bad-time": [11], "missing-end": [6]}
    assert not ics.decode(talk(TIMES[0], f"DTEND:{end}")).report.ok


@pytest.mark.parametrize("end", ["DTEND:00010101T000000Z", "DTEND;VALUE=DATE:99991231", "DURATION:P300000W"])
def test_an_end_that_no_programme_has_is_open_and_an_error(end: str) -> None:
    start, found, told = slot(talk(TIMES[0], end))
    assert (start, found) == ("09 09:00:00", None)
    assert told == {"bad-time": [11]}


def test_a_duration_counts_where_the_end_says_nothing() -> None:
    assert slot(talk(TIMES[0], "DTEND:soon", "DURATION:PT1H"))[:2] == ("09 09:00:00", "09 10:00:00")


@pytest.mark.parametrize("begin", ["DTSTART:soon", "DTSTART:20240230T090000", "DTSTART:00010101T000000Z"])
def test_a_start_that_says_nothing_leaves_a_session_without_a_time(begin: str) -> None:
    decoded = ics.decode(talk(begin, TIMES[1]))
    assert [session.slot for session in decoded.event.sessions] == [None]
    errors = [item for item in decoded.report if item.severity is Severity.ERROR]
    assert [(item.code, item.span.line) for item in errors] in ([("invalid-value", 10)], [("bad-time", 10)])


def test_utc_holds_where_a_zone_stands_beside_it_and_that_is_told_once_for_each_zone() -> None:
    times = ("DTSTART;TZID=Europe/Berlin:20240709T090000Z", "DTEND;TZID=Europe/Berlin:20240709T100000Z")
    start, end, told = slot(talk(*times))
    assert (start, end) == ("09 09:00:00", "09 10:00:00")
    assert told == {"zone-with-utc": [10]}


def test_times_of_lists_are_read_one_by_one() -> None:
    rule = "RRULE:FREQ=DAILY;UNTIL=2024-07-12T12:00:00Z"
    data = talk(*TIMES, rule, "EXDATE:20240710T090000Z,2024-07-11T09:00:00Z,never")
    decoded, told = read(data)
    assert [session.slot.start.day for session in decoded.event.sessions] == [9, 12]
    assert told["odd-time"] == [12, 13]
    assert told["bad-time"] == [13]


@pytest.mark.parametrize("rule", ["FREQ=DAILY;UNTIL=never", "FREQ=DAILY;UNTIL=2024-07-12;COUNT=x", "D1 #5"])
def test_a_rule_that_says_nothing_is_told(rule: str) -> None:
    assert read(talk(*TIMES, f"RRULE:{rule}"))[1] == {"invalid-value": [12]}


@pytest.mark.parametrize("text", ["99991231T240000", "00010101T000000+0100", "20240709T090000+02", "2024-7-9"])
def test_what_is_not_clear_is_not_guessed(text: str) -> None:
    assert mended_moment(text) is None


QUOTED = (
    "SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Er=C3=B6ffnung: Open=",
    " Source im=",
    "=C3=B6ffentlichen Dienst",
    "DESCRIPTION;QUOTED-PRINTABLE:One.=0D=0A=",
    "=0D=0A=",
    "DTSTART: is text here",
    "LOCATION;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Gro=DFer Saal=20=",
    "",
)


def test_quoted_printable_is_decoded_and_told_once_for_each_kind_of_line() -> None:
    data = talk(*TIMES, *QUOTED, "URL:/x", "nonsense", item=())
    decoded, told = read(data)
    (session,) = decoded.event.sessions
    assert session.title == "Eröffnung: Open Source imöffentlichen Dienst"
    assert session.description == "One.\n\nDTSTART: is text here"
    assert [room.name for room in decoded.event.rooms] == ["Großer Saal"]
    assert told["old-encoding"] == [11, 14, 17]
    assert told["malformed-line"] == [20]  # the physical line, soft breaks counted
    assert {*told} == {"old-encoding", "malformed-line"}


def test_quoted_printable_across_folds_as_programs_of_today_write_it() -> None:
    decoded, _ = read(talk(*TIMES, "SUMMARY;ENCODING=QUOTED-PRINTABLE:caf=C3=A9 =C3", " =BC=", "ber", item=()))
    assert decoded.event.sessions[0].title == "café über"


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        ("ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1252", "=93x=94"),
        ("ENCODING=QUOTED-PRINTABLE", "=93x=94"),  # no UTF-8
        ("ENCODING=QUOTED-PRINTABLE;CHARSET=punycode", "=E2=80=9Cx=E2=80=9D"),
        ("ENCODING=QUOTED-PRINTABLE;CHARSET=iso-8859-99", "=E2=80=9Cx=E2=80=9D"),
        ("ENCODING=BASE64;CHARSET=UTF-8", "4oCceOKAnQ=="),
    ],
)
def test_the_bytes_of_a_text_are_read_by_its_charset_or_as_what_they_are(parameters: str, text: str) -> None:
    decoded, told = read(talk(*TIMES, f"SUMMARY;{parameters}:{text}", item=()))
    assert decoded.event.sessions[0].title == "“x”"
    assert told == {"old-encoding": [11]}


def test_raw_bytes_are_read_by_their_charset() -> None:
    data = talk(*TIMES, "SUMMARY;CHARSET=KOI8-R:@", item=()).replace(b"@", "Открытие".encode("koi8-r"))
    decoded, told = read(data)
    assert decoded.event.sessions[0].title == "Открытие"
    assert told == {"not-utf-8": [11]}


def test_base64_that_is_none_is_left_out_and_told() -> None:
    assert read(talk(*TIMES, "DESCRIPTION;BASE64:x"))[1] == {"invalid-value": [12]} | {"old-encoding": [12]}


def test_encodings_that_change_nothing_stay() -> None:
    decoded, told = read(talk(*TIMES, "DESCRIPTION;ENCODING=8BIT:a=20b", "X-A;7BIT:a=20b"))
    assert decoded.event.sessions[0].description == "a=20b"
    assert not told


def test_a_file_of_version_1_is_told_and_what_it_says_in_other_words_is_read() -> None:
    lines = (
        "DCREATED:20240601T120000Z",
        "CATEGORIES:MEETING;Open source;Berlin",
        "TRANSP:1",
        "ATTACH;BASE64:",
        "    R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
        "",
        "DALARM:20240709T084500Z;;;Soon",
    )
    decoded, told = read(talk(*TIMES, *lines, version="1.0"))
    (session,) = decoded.event.sessions
    assert (session.kind, session.tags) == ("meeting", ("Berlin",))
    assert [track.title for track in decoded.event.tracks] == ["Open source"]
    assert told == {"old-version": [2, 18]}
    written = ics.encode(decoded.event).value()
    assert b"\r\nTRANSP:TRANSPARENT\r\n" in written
    assert b"\r\nCREATED:20240601T120000Z\r\n" in written
    assert b"VALUE=BINARY:R0lGODlhAQ" in written
    assert b"DALARM" not in written


def test_a_creation_date_of_version_1_that_says_nothing_is_told() -> None:
    assert read(talk(*TIMES, "DCREATED:once", version="1.0"))[1] == {"old-version": [2], "invalid-value": [12]}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32"])
def test_wide_encodings_are_one_finding_with_a_byte_order_mark_or_without(encoding: str) -> None:
    data = talk(*TIMES, "LOCATION:Größer")
    decoded, told = read(data.decode().encode(encoding))
    assert [room.name for room in decoded.event.rooms] == ["Größer"]
    assert told == {"encoding-converted": [1]}
    lines = {item.code for item in check(data.decode().encode(encoding))}
    assert lines == {item.code for item in check(data)} | {"encoding-converted"}


def test_an_end_in_jcal_that_says_nothing_is_open_too() -> None:
    times = '["dtstart",{},"date-time","2024-07-09T09:00:00Z"],["dtend",{},"date-time","2024-07-09T99:00:00Z"]'
    decoded = jcal.decode(f'["vcalendar",[],[["vevent",[{times}],[]]]]'.encode(), zone="UTC")
    assert decoded.event.sessions[0].slot.end is None
    assert [item.code for item in decoded.report if item.severity is Severity.ERROR] == ["bad-time"]


VALUES = ("", "Z", None, 5, [], ["a"], {}, {"freq": "DAILY", "until": "2024"}, "2024-07-09T09:00:00", True, 1e9, [1, 2])


@pytest.mark.parametrize("kind", ["text", "date-time", "recur", "uri", "unknown", "period", "integer", "time"])
def test_no_value_of_jcal_raises_nor_does_writing_it_again(kind: str) -> None:
    names = ("dtstart", "dtend", "duration", "rrule", "rdate", "exdate", "recurrence-id", "geo", "attach", "sequence")
    for name, value in product((*names, "request-status", "x-foo"), VALUES):
        times = [["dtstart", {}, "date-time", "2024-07-09T09:00:00Z"]] if name != "dtstart" else []
        tree = ["vcalendar", [], [["vevent", [*times, [name, {"tzid": "Europe/Berlin"}, kind, value]], []]]]
        event = jcal.decode(json.dumps(tree).encode(), zone="Europe/Berlin").event
        assert event is not None
        assert ics.decode(ics.encode(event).value()).event is not None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("AT&T and R&D; A&B", "AT&T and R&D; A&B"),
        ("Q&amp;A", "Q&A"),
        ("&#8220;Open&#x201D; &hellip;", "“Open” …"),
        ("&notit; &unknown; &amp", "&notit; &unknown; &amp"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),  # each is read once
        ("a&nbsp;b", "a\u00a0b"),
        ("see example.org/?a=1&copy=2", "see example.org/?a=1&copy=2"),
    ],
)
def test_entities_are_read_in_foreign_calendars_and_told_once_for_each_property(text: str, plain: str) -> None:
    escaped = text.replace(";", "\\;")
    data = talk(*TIMES, f"LOCATION:{escaped}", f"DESCRIPTION:{escaped}", item=(f"SUMMARY:{escaped}",))
    event = "BEGIN:VEVENT\r\nUID:v\r\nDTSTAMP:20240601T120000Z\r\nSUMMARY:" + escaped + "\r\nEND:VEVENT\r\n"
    decoded = ics.decode(data.replace(b"END:VCALENDAR", event.encode() + b"END:VCALENDAR"))
    assert [session.title for session in decoded.value().sessions] == [plain, plain]
    assert decoded.value().sessions[0].description == plain
    assert [room.name for room in decoded.value().rooms] == [plain]
    lines = [item.span.line for item in decoded.report if item.code == "markup-in-text"]
    assert lines == ([9, 12, 13] if text != plain else [])


def test_entities_in_our_own_calendars_are_what_somebody_wrote(small: Event) -> None:
    event = small.with_session("talk", title="Escape &amp; unescape", subtitle="&lt;b&gt;")
    data = ics.encode(event).value()
    again = ics.decode(data).value().index.sessions["talk"]
    assert (again.title, again.subtitle) == ("Escape &amp; unescape", "&lt;b&gt;")
    lines = [line for line in data.replace(b"\r\n ", b"").split(b"\r\n") if b"X-OSPO" not in line]
    assert "Escape &amp; unescape" in [session.title for session in ics.decode(b"\r\n".join(lines)).event.sessions]


@pytest.mark.parametrize("name", ["TIMEZONE-ID", "X-LIC-LOCATION", "TZID"])
def test_the_zone_of_a_calendar_by_other_names(name: str) -> None:
    data = talk("DTSTART:20240709T090000", "DURATION:PT1H").replace(b"X-WR-TIMEZONE", name.encode())
    start, _, told = slot(data)
    assert start == "09 07:00:00"
    assert told == {"floating-time": [10]}


LIST = "CATEGORIES:Embedded, Mobile and Automotive,Talk"


@pytest.mark.parametrize(
    ("summary", "line", "tracks", "tags"),
    [
        ("Boards, big and small", LIST, ["Embedded, Mobile and Automotive"], ()),
        ("Boards\\, big and small", LIST, ["Embedded"], ("Mobile and Automotive",)),
        ("Boards, big and small", "CATEGORIES:Embedded\\, Mobile,Cars,Talk", ["Embedded, Mobile"], ("Cars",)),
        ("Boards, big and small", "CATEGORIES:Embedded,Cars", ["Embedded"], ("Cars",)),
    ],
)
def test_commas_are_part_of_a_category_where_a_file_does_not_escape_them(
    summary: str, line: str, tracks: list[str], tags: tuple[str, ...]
) -> None:
    decoded, told = read(talk(*TIMES, line, line.replace("CAT", "cat"), item=(f"SUMMARY:{summary}",)))
    assert [track.title for track in decoded.event.tracks] == tracks
    assert set(tags) <= set(decoded.event.sessions[0].tags)
    assert told.get("unescaped-comma") == ([12] if summary[6] == "," and line == LIST else None)


def test_an_address_as_location_is_a_link_to_where_the_session_is() -> None:
    decoded, told = read(talk(*TIMES, "LOCATION: https://meet.example.org/x "))
    assert not decoded.event.rooms
    assert [(link.rel, link.href) for link in decoded.event.sessions[0].links] == [
        ("meeting", "https://meet.example.org/x")
    ]
    assert told == {"location-is-link": [12]}
    twice = talk(*TIMES, "LOCATION:https://meet.example.org/x", "CONFERENCE;VALUE=URI:https://meet.example.org/x")
    assert len(read(twice)[0].event.sessions[0].links) == 1


@pytest.mark.parametrize("line", ["Speaker: Ada", "- point: one", "(see: below)", "Note;x=1: two"])
def test_a_broken_text_may_have_colons(line: str) -> None:
    decoded, told = read(talk(*TIMES, "DESCRIPTION:One", line, "X-A:b", "summary2:c"))
    assert decoded.event.sessions[0].description == f"One\n{line}"
    assert told == {"unfolded-line": [13]}
    assert [prop[0] for prop in decoded.event.sessions[0].extra["x-ical"]["properties"]] == ["x-a", "summary2"]
