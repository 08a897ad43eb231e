"""Items of foreign calendars: their times, links, parents and tracks, and findings at their lines."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from ospo_events.codecs import CODECS, Codec
from ospo_events.codecs.calendar._content.unfolding import MAX_PROPERTY
from ospo_events.codecs.calendar.doctor import check
from ospo_events.diagnostics import Diagnostic, Report, Severity
from ospo_events.model import Event, Privacy, Room, Session, WallClock
from ospo_events.model.session import slot_days
from ospo_events.views.html_text import plain_text
from tests.support.calendars import HEAD, TIMES, bare_item, calendar, item, read

ics = CODECS["ics"]
jcal = CODECS["jcal"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (bare_item("DTSTART:20240709T090000Z", "DTEND:20240709T080000Z"), "end-before-start"),
        (bare_item("DTSTART;VALUE=DATE:20240709", "DTEND;VALUE=DATE:20240709"), "end-before-start"),
        (bare_item("DTSTART;VALUE=DATE:20240709", "DTEND:20240710T120000Z"), "bad-time"),
        (bare_item("DTSTART;VALUE=DATE:20240709", "DURATION:PT5H"), "bad-time"),
        (bare_item("DTSTART:99991231T235900Z", "DURATION:P9W"), "bad-time"),
        (bare_item("DTSTART:20240709T090000Z", "DTSTART:20240710T090000Z"), "several-values"),
        (bare_item("DTSTART:20240709T090000Z", "RELATED-TO:nobody"), "dangling-reference"),
        (("BEGIN:VEVENT", "DTSTART:20240709T090000Z", "END:VEVENT"), "missing-uid"),
        (("BEGIN:VEVENT", "UID:x", "DTSTART:20240709T090000Z", "END:VEVENT"), "missing-title"),
        (("END:VEVENT",), "stray-end"),
        (("BEGIN:VEVENT", "UID:x"), "unclosed-component"),
        (("X-A;B:c",), "malformed-parameter"),
        (
            tuple(f"BEGIN:X{number}" for number in range(40)) + tuple(f"END:X{39 - number}" for number in range(40)),
            "too-deep",
        ),
    ],
)
def test_what_is_wrong_with_an_item_is_told_where_it_is(lines: tuple[str, ...], code: str) -> None:
    decoded = ics.decode(calendar(*lines))
    assert code in decoded.report.codes
    assert all(finding.span is not None for finding in decoded.report)
    assert decoded.event is not None


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ((), 9),
        (("DTEND;VALUE=DATE:20240712",), 11),
        (("DURATION:P2D",), 10),
        (("DTEND;VALUE=DATE:20240709",), 9),  # which Google takes for one day too
    ],
)
def test_an_item_of_whole_days_is_an_all_day_session(lines: tuple[str, ...], last: int) -> None:
    (session,) = ics.decode(calendar(*bare_item("DTSTART;VALUE=DATE:20240709", *lines))).value().sessions
    assert session.slot is not None
    assert session.slot.all_day
    assert slot_days(session.slot) == (dt.date(2024, 7, 9), dt.date(2024, 7, last))


@pytest.mark.parametrize("codec", [ics, jcal])
def test_an_all_day_session_is_written_as_dates_and_read_as_such(codec: Codec) -> None:
    # The clocks of this zone went from 24:00 to 01:00 before 4 November 2018.
    slot = WallClock("America/Sao_Paulo").all_day("2018-11-03", "2018-11-04", rooms=("hall",))
    event = Event(
        id="e",
        title="E",
        timezone="America/Sao_Paulo",
        day_change=dt.time(4),
        rooms=(Room(id="hall", name="Hall"),),
        sessions=(Session(id="fair", title="Fair", kind="exhibition", slot=slot),),
    )
    written = codec.encode(event)
    assert codec.decode(written.data).value() == event
    text = written.data.decode()
    assert "DTSTART;VALUE=DATE:20181103\r\nDTEND;VALUE=DATE:20181105" in text or '"date","2018-11-05"' in text


def test_a_foreign_calendar_tells_links_classes_and_parents() -> None:
    links = (
        "ATTACH;FMTTYPE=application/pdf:https://a.example/x.pdf",
        "ATTACH:data:text/plain,x",
        "CONFERENCE;VALUE=URI;LABEL=Room:https://a.example/live",
        "IMAGE;VALUE=URI:https://a.example/i.png",
        "CLASS:PRIVATE",
        "CONCEPT:https://a.example/c",
        "RELATED-TO:b",
    )
    two = bare_item("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z")
    parent = tuple("UID:b" if line == "UID:a" else line for line in two)
    child = bare_item("DTSTART:20240709T090000Z", "DTEND:20240709T093000Z", *links)
    first, second = ics.decode(calendar(*parent, *child)).value().sessions
    assert second.parent == first.id == "b"
    assert [(link.rel, link.href, link.title) for link in second.links] == [
        ("enclosure", "https://a.example/x.pdf", None),
        ("meeting", "https://a.example/live", "Room"),
        ("image", "https://a.example/i.png", None),
    ]
    assert second.links[0].media_type == "application/pdf"
    assert second.privacy is Privacy.PRIVATE
    assert second.concepts == ("https://a.example/c",)
    assert "data:text/plain" in str(second.extra)


def test_a_line_outside_of_the_calendar_is_left_out() -> None:
    decoded = ics.decode(b"SUMMARY:before\r\n" + calendar(*item(*TIMES)))
    assert [(i.code, i.span.line) for i in decoded.report] == [("outside-calendar", 1)]
    assert len(decoded.value().sessions) == 1


def test_a_large_file_without_a_large_property_is_read() -> None:
    fold = "x" * 60 + "\r\n " + "y" * 60
    decoded, codes = read(*item(*TIMES, *[f"X-A:{fold}"] * (MAX_PROPERTY // 120)))
    assert not codes
    assert len(decoded.value().sessions) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("DTSTART;VALUE=TEXT", "now"), ("DTSTART;VALUE=TEXT;TZID=Europe/Berlin", "now")]
)
def test_a_start_of_another_type_is_no_time(name: str, value: str) -> None:
    decoded, codes = read(*item(f"{name}:{value}", "RRULE:FREQ=DAILY;COUNT=3"), head=HEAD[:4])
    assert [session.slot for session in decoded.event.sessions] == [None]
    assert "bad-time" in codes
    assert check(calendar(*item(f"{name}:{value}", TIMES[1]))).diagnostics


def test_a_stamp_of_another_type_says_nothing() -> None:
    decoded, _ = read(*item(*TIMES, "LAST-MODIFIED;VALUE=TEXT:lately"))
    assert decoded.value().sessions[0].updated is None


def test_a_parent_is_found_wherever_it_stands() -> None:
    decoded, codes = read(*item(*TIMES, "RELATED-TO:v"), *item(*TIMES, uid="v"))
    assert not codes
    assert [session.parent for session in decoded.value().sessions] == ["v", None]


def test_items_in_one_track_share_it() -> None:
    decoded, _ = read(*item(*TIMES, "CATEGORIES:Law"), *item(*TIMES, "CATEGORIES:Law", uid="v"))
    assert [track.id for track in decoded.value().tracks] == ["law"]
    assert [session.tracks for session in decoded.value().sessions] == [("law",), ("law",)]


def test_html_is_read_without_its_scripts() -> None:
    assert (
        plain_text("<p>One</p><script>alert(1)</script><style>p{}</style><ul><li>two</ul>three")
        == "One\n\n- two\n\nthree"
    )


def test_several_calendars_in_one_jcal_are_read_as_one_and_nothing_is_nothing() -> None:
    times = [["dtstart", {}, "date-time", "2024-07-09T09:00:00Z"], ["dtend", {}, "date-time", "2024-07-09T10:00:00Z"]]
    one = ["vcalendar", [["name", {}, "text", "x"]], [["vevent", [["uid", {}, "text", "u"], *times], []], None]]
    two = ["vcalendar", [], [["vevent", [["uid", {}, "text", "v"], *times], []]]]
    decoded = jcal.decode(json.dumps([one, two], indent=1).encode(), zone="UTC")
    assert [session.id for session in decoded.value().sessions] == ["u", "v"]
    assert "several-calendars" in decoded.report.codes
    named = {item.span.line for item in decoded.report if item.code == "missing-title"}
    assert len(named) == 2  # each at the line of its UID
    escaped = json.dumps(two).replace('"v"', '"\\u0076"').replace("[[", "[\n[")
    assert jcal.decode(escaped.encode(), zone="UTC").value().sessions[0].id == "v"


def test_what_is_too_deep_is_left_out_with_all_it_holds() -> None:
    decoded, codes = read(*["BEGIN:X"] * 20, "SUMMARY:deep", *["END:X"] * 20, *item(*TIMES))
    assert codes == {"too-deep": 21}
    assert len(decoded.event.sessions) == 1


def test_findings_of_sessions_are_located_at_their_items() -> None:
    decoded, _ = read(*item(*TIMES), *item(*TIMES, uid="v"))
    report = Report((Diagnostic(code="x-y", message="m", severity=Severity.INFO, path=("sessions", 1, "title")),))
    (finding,) = report.located(decoded.source_map)
    assert finding.span is not None
    assert finding.span.line == 14
