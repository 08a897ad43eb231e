"""Situations of public reports: each calendar among the shared cases is read as its row says, in a table of our own.

The files and `cases.tsv` stand beside the checkout. The table says of each file when its sessions are, how firm they
are, and what is told; what a row says of outputs is a test below it.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import pytest

from ospo_events import load
from ospo_events.codecs import CODECS, Decoded, detect
from ospo_events.errors import UnknownFormat
from ospo_events.model import Audience, Session
from ospo_events.validation import validate
from tests.support.corpus import NOT_THERE, SHARED, shared_file

needs_cases = pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason=NOT_THERE)

TIMES: dict[str, tuple[str, str]] = {
    "all-day-workshop.ics": ("06-23 | 06-22T18:00/06-22T19:00", ""),
    "allday-other-zone-viewer.ics": ("06-23", ""),
    "allday-deadline.ics": ("06-30 | 06-23T10:00/06-23T11:00", ""),
    "allday-no-zone.ics": ("06-23", ""),
    "allday-end-equals-start.ics": ("06-23", "end-before-start"),
    "date-with-z.ics": ("06-23", "odd-time"),
    "allday-duration-dst.ics": (
        "03-29 | 10-25 | 10-24..10-25 | 10-25 | 10-19T09:00/10-26T09:00 | 10-24T09:00/10-25T11:00",
        "",
    ),
    "duration-over-dst.ics": ("03-28T23:00/03-29T06:00 | 03-28T12:00/03-29T12:00 | 03-28T12:00/03-29T13:00", ""),
    "overnight-over-dst.ics": ("03-21T23:00/03-22T05:00 | 03-28T23:00/03-29T05:00 | 04-04T23:00/04-05T05:00", ""),
    "dst-gap-weekly.ics": (
        "03-22T02:30/03-22T03:30 | 03-29T03:30/03-29T04:30 | 04-05T02:30/04-05T03:30",
        "nonexistent-local-time",
    ),
    "utc-only-asia-morning.ics": ("10-17T01:30/10-17T02:15 | 10-17T06:00/10-17T07:00", "missing-timezone"),
    "status-canceled-us.ics": ("06-23T10:00/06-23T11:00 cancelled", "odd-status"),
    "status-postponed.ics": ("06-23T10:00/06-23T11:00 postponed", "odd-status"),
    "status-cancelled-word.ics": ("06-23T10:00/06-23T11:00 cancelled", "odd-status"),
    "status-typo.ics": ("06-23T10:00/06-23T11:00 tentative", "odd-status"),
    "status-needs-action.ics": ("06-23T10:00/06-23T11:00 tentative", "unknown-value"),
    "status-after-alarm.ics": ("06-23T10:00/06-23T11:00 cancelled", ""),
    "status-lower.ics": ("06-23T10:00/06-23T11:00 cancelled", ""),
    "method-cancel.ics": ("06-23T10:00/06-23T11:00 cancelled", "message-method"),
    "method-in-event.ics": ("06-23T10:00/06-23T11:00 cancelled", "misplaced-property"),
    "prefix-outlook-canceled.ics": ("06-23T10:00/06-23T11:00 cancelled", "odd-status"),
    "override-cancelled-utc.ics": (
        "06-23T10:00/06-23T11:30 | 06-30T10:00/06-30T11:30 cancelled | 07-07T10:00/07-07T11:30",
        "",
    ),
    "exdate-misspelt-parameter.ics": ("06-03T14:00/06-03T15:00 | 08-05T14:00/08-05T15:00", "malformed-parameter"),
    "exdate-floating-zone.ics": ("06-02T16:00/06-02T17:00 | 06-16T16:00/06-16T17:00", "floating-time"),
    "exdate-floating-other-event-zone.ics": ("06-03T23:00/06-04T00:00 | 08-05T23:00/08-06T00:00", "floating-time"),
    "exdate-utc-allday.ics": ("06-23 | 07-07", ""),
    "exdate-wrong-time.ics": (
        "06-23T10:00/06-23T11:00 | 06-30T10:00/06-30T11:00 | 07-07T10:00/07-07T11:00",
        "exdate-unknown",
    ),
    "exdate-datetime-allday.ics": ("06-23 | 07-07", ""),
    "exdate-zoned-allday.ics": ("06-23 | 07-07", ""),
    "exdate-trailing-comma.ics": ("06-23T10:00/06-23T11:00 | 07-07T10:00/07-07T11:00", "bad-time odd-time"),
    "override-twice-sequence.ics": (
        "06-23T10:00/06-23T11:00 | 06-24T15:00/06-24T16:00 | 06-25T10:00/06-25T11:00",
        "older-revision",
    ),
    "same-uid-sequence.ics": ("06-23T14:00/06-23T15:00", "older-revision"),
    "recurrence-id-other-zone.ics": ("06-23T10:00/06-23T11:00 | 06-24T15:00/06-24T16:00 | 06-25T10:00/06-25T11:00", ""),
    "recurrence-id-floating.ics": (
        "06-23T10:00/06-23T11:00 | 06-24T15:00/06-24T16:00 | 06-25T10:00/06-25T11:00",
        "floating-time",
    ),
    "faked-master.ics": ("06-23T10:00/06-23T11:00", ""),
    "google-r-split.ics": (
        "06-23T10:00/06-23T11:00 | 06-30T10:00/06-30T11:00 | 07-14T11:00/07-14T12:00 | 07-07T10:00/07-07T11:00 | 07-14T10:00/07-14T11:00 | 07-21T10:00/07-21T11:00",
        "recurrence-id-unknown",
    ),
    "rdate-after-until.ics": (
        "06-23T10:00/06-23T11:00 | 06-30T10:00/06-30T11:00 | 07-14T10:00/07-14T11:00 | 07-21T13:00/07-21T14:00",
        "",
    ),
    "exdate-after-until.ics": ("06-23T10:00/06-23T11:00 | 06-30T10:00/06-30T11:00", "exdate-unknown"),
    "until-before-start.ics": ("06-22", "end-before-start"),
    "until-date-timed.ics": ("06-23T10:00/06-23T11:00 | 06-30T10:00/06-30T11:00 | 07-07T10:00/07-07T11:00", ""),
    "until-floating.ics": ("06-23T10:00/06-23T11:00 | 06-30T10:00/06-30T11:00 | 07-07T10:00/07-07T11:00", ""),
    "third-saturday.ics": (
        "06-20T14:00/06-20T17:00 | 08-15T14:00/08-15T17:00 | 09-19T14:00/09-19T17:00 | 10-17T14:00/10-17T17:00 | 11-21T14:00/11-21T17:00 | 12-19T14:00/12-19T17:00",
        "",
    ),
    "rdate-period-tz.ics": ("06-23T10:00/06-23T11:00 | 10-22T16:00/10-22T17:00", ""),
    "organizer-noname.ics": ("06-23T10:00/06-23T11:00", ""),
    "organizer-of-conference.ics": ("06-23T10:00/06-23T11:00", ""),
    "private-class.ics": ("06-23T10:00/06-23T11:00", ""),
    "send-by-unquoted.ics": ("06-23T10:00/06-23T11:00", "malformed-parameter"),
    "member-list.ics": ("06-23T10:00/06-23T11:00", ""),
    "attendee-colon.ics": ("06-23T10:00/06-23T11:00", "malformed-parameter"),
    "location-city.ics": ("06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00", ""),
    "location-tbd.ics": ("06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00", ""),
    "location-zoom.ics": ("06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00", ""),
    "location-hybrid.ics": ("06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00", ""),
    "location-virtual.ics": ("06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00", ""),
    "location-irc.ics": ("06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00", ""),
    "location-street.ics": ("06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00 | 06-23T10:00/06-23T11:00", ""),
    "apple-location.ics": ("06-23T10:00/06-23T11:00", ""),
    "lunch-and-break.ics": (
        "06-23T08:00/06-23T09:00 | 06-23T09:00/06-23T10:00 | 06-23T10:00/06-23T11:00 | 06-23T11:00/06-23T12:00 | 06-23T12:00/06-23T13:00 | 06-23T13:00/06-23T14:00 | 06-23T14:00/06-23T15:00 | 06-23T15:00/06-23T16:00",
        "",
    ),
    "geo-place.ics": ("06-23T10:00/06-23T11:00", ""),
    "apple-structured-odd.ics": ("06-23T10:00/06-23T11:00", "invalid-value malformed-line"),
    "alt-desc-only.ics": ("06-23T10:00/06-23T11:00", "markup-in-text"),
    "html-description.ics": ("06-23T10:00/06-23T11:00", "markup-in-text"),
    "real-break-paragraphs.ics": ("06-23T10:00/06-23T11:00", "unfolded-line"),
    "central-standard-time-1.ics": ("06-23T17:00/06-23T18:00", "zone-renamed"),
    "windows-vtz-1601.ics": ("06-23T10:00/06-23T11:00 | 12-23T10:00/12-23T11:00", "custom-zone malformed-parameter"),
    "x-wr-timezone-windows.ics": ("06-23T10:00/06-23T11:00", ""),
    "comment-around.ics": ("06-23T10:00/06-23T11:00", "malformed-line"),
    "front-matter.ics": ("06-23T10:00/06-23T11:00", "malformed-line unrendered-template"),
    "jcal-array.jcal": ("06-23T08:00/", "missing-end missing-timezone missing-title"),
    "jcal-ical4j-dates.jcal": (
        "08-10 | 08-11T10:00/08-11T11:00 | 08-18T10:00/08-18T11:00",
        "missing-dtstamp missing-title odd-time",
    ),
    "jcal-until.jcal": ("06-23T10:00/06-23T11:00 | 06-30T10:00/06-30T11:00 | 07-07T10:00/07-07T11:00", ""),
    "rfc9073-participant.ics": ("06-23T10:00/06-23T11:00", ""),
    "only-todo.ics": ("", "no-sessions"),
    "only-busy-and-journal.ics": ("", "no-sessions"),
    "huge-sequence.ics": ("06-23T10:00/06-23T11:00", "invalid-value"),
    "dtend-and-duration.ics": ("06-23T10:00/06-23T11:00", "several-values"),
    "join-link-private.ics": ("06-23T10:00/06-23T11:00", ""),
    "enc-bom.ics": ("06-23T10:00/06-23T11:00", ""),
    "enc-utf16.ics": ("06-23T10:00/06-23T11:00", "encoding-converted"),
    "enc-utf16be-nobom.ics": ("06-23T10:00/06-23T11:00", "encoding-converted"),
    "enc-cp1252.ics": ("06-23T10:00/06-23T11:00", "not-utf-8"),
    "enc-cr-only.ics": ("06-23T10:00/06-23T11:00", ""),
    "enc-nul.ics": ("06-23T10:00/06-23T11:00", "control-character"),
    "enc-double-crlf.ics": ("06-23T10:00/06-23T11:00", ""),
    "blank-lines.ics": ("06-23T10:00/06-23T11:00", ""),
    "leading-space.ics": ("06-23T10:00/06-23T11:00", ""),
}
"""By file: the sessions in the order of the file, and the codes of the warnings and errors of the reader."""
ELSEWHERE = {"zones-iana-old.ics", "odd-zone-names.ics", "jscalendar-event.json"}
"""The files that have a test of their own."""


@cache
def read(name: str) -> Decoded:
    data = shared_file("cases", "calendar", name).read_bytes()
    return CODECS[detect(data, name)].decode(data, source=name)


def when(session: Session) -> str:
    slot = session.slot
    if slot is None:
        return "none"
    end = slot.end
    if slot.all_day:
        assert end is not None
        dates = (f"{slot.start:%m-%d}", f"{end - dt.timedelta(days=1):%m-%d}")
        text = "..".join(dict.fromkeys(dates))
    else:
        text = f"{slot.start:%m-%dT%H:%M}/" + ("" if end is None else f"{end:%m-%dT%H:%M}")
    return text if session.status.value == "confirmed" else f"{text} {session.status.value}"


@needs_cases
def test_every_calendar_of_the_table_of_cases_is_tested_here() -> None:
    rows = shared_file("cases", "cases.tsv").read_text("utf-8").splitlines()[1:]
    files = {name for row in rows for name in re.findall(r"calendar/(\S+?)(?:,|$)", row.split("\t")[3])}
    assert files == TIMES.keys() | ELSEWHERE


@needs_cases
@pytest.mark.parametrize("name", TIMES)
def test_sessions_are_when_their_author_meant(name: str) -> None:
    sessions, codes = TIMES[name]
    decoded = read(name)
    event = decoded.event
    assert event is not None
    assert " | ".join(map(when, event.sessions)) == sessions
    told = {item.code for item in decoded.report if item.severity.value != "info"} - {"undeclared-zone"}
    assert " ".join(sorted(told)) == codes
    clashes = {item.code for item in validate(event)} & {"room-double-booked", "missing-slot"}
    assert clashes == set()


@needs_cases
@pytest.mark.parametrize("name", ["zones-iana-old.ics", "odd-zone-names.ics"])
def test_zones_by_any_name_say_the_same_as_the_zone_database(name: str) -> None:
    decoded = read(name)
    unknown = [item.message for item in decoded.report if item.code == "unknown-timezone"]
    nowhere = ("'Factory'", "'localtime'", "'Mitteleuropäische Zeit'")
    assert [text for text in unknown if not any(zone in text for zone in nowhere)] == []


@needs_cases
def test_jscalendar_is_named() -> None:
    data = shared_file("cases", "calendar", "jscalendar-event.json").read_bytes()
    with pytest.raises(UnknownFormat, match="JSCalendar"):
        detect(data, "jscalendar-event.json")


@needs_cases
@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json", "markdown", "html", "now"])
def test_an_item_of_a_whole_day_stands_on_its_date_in_every_output(format: str) -> None:
    event = read("all-day-workshop.ics").value()
    day = next(session for session in event.sessions if session.slot and session.slot.all_day)
    noon = dt.datetime(2026, 6, 23, 12, tzinfo=event.timezone)
    codec = CODECS[format]
    text = (codec.encode(event, at=noon) if format == "now" else codec.encode(event)).value().decode()
    assert day.title in text
    if format in ("schedule-xml", "schedule-json"):
        again = CODECS[format].decode(text.encode()).value()
        found = [one for one in again.sessions if one.title == day.title]
        assert [f"{one.slot.start:%m-%d}" for one in found if one.slot] == ["06-23"]


@needs_cases
@pytest.mark.parametrize(
    "name", [name for name, (sessions, _) in TIMES.items() if re.search(r"\d\d-\d\d( |$)", sessions)]
)
def test_items_of_whole_days_leave_as_dates(name: str) -> None:
    event = read(name).value() if read(name).report.ok else read(name).event
    assert event is not None
    text = CODECS["ics"].encode(event).value().decode()
    for session in event.sessions:
        if session.slot is not None and session.slot.all_day:
            assert f"DTSTART;VALUE=DATE:{session.slot.start:%Y%m%d}\r\n" in text


@needs_cases
@pytest.mark.parametrize("name", ["organizer-noname.ics", "organizer-of-conference.ics", "attendee-colon.ics"])
@pytest.mark.parametrize("format", ["ics", "json", "jsonld", "schedule-json", "html", "markdown"])
def test_addresses_of_people_are_for_the_team(name: str, format: str) -> None:
    event = read(name).event
    assert event is not None
    data = CODECS[format].encode(event, audience=Audience.PUBLIC).value().decode()
    assert re.findall(r"\w+@example\.org|555-0100", data) == []


@needs_cases
def test_people_and_places_of_other_calendars_are_read() -> None:
    event = read("organizer-of-conference.ics").event
    assert event is not None
    assert [one.name for one in event.organizations] == ["Example Foundation"]
    assert [one.role for one in event.participants] == ["organizer"]
    event = read("rfc9073-participant.ics").event
    assert event is not None
    assert [one.name for one in event.people] == ["Ada Example"]
    assert [room.name for room in event.rooms] == ["Great Hall"]
    for name, rooms, venues in (
        ("location-city.ics", 0, 1), ("location-street.ics", 0, 1), ("location-tbd.ics", 0, 0), ("location-zoom.ics", 0, 0),
        ("location-hybrid.ics", 0, 0), ("location-virtual.ics", 0, 0), ("location-irc.ics", 0, 0),
        ("apple-location.ics", 1, 1), ("geo-place.ics", 1, 1), ("apple-structured-odd.ics", 0, 1),
    ):  # fmt: skip
        event = read(name).event
        assert event is not None
        assert (name, len(event.rooms), len(event.venues)) == (name, rooms, venues)


@needs_cases
def test_nothing_is_invented_on_the_way_out() -> None:
    event = read("lunch-and-break.ics").value()
    kinds = ["registration", "keynote", "break", "panel", "meal", "workshop", "social", "closing"]
    assert [session.kind for session in event.sessions] == kinds
    text = CODECS["ics"].encode(event).value().decode()
    assert "LOCATION" not in text
    assert "CATEGORIES:Talk" not in text
    text = CODECS["ics"].encode(read("join-link-private.ics").value()).value().decode()
    assert "FEED" not in text
    assert "Live stream" not in text


@needs_cases
def test_texts_and_their_links_survive() -> None:
    event = read("html-description.ics").event
    assert event is not None
    for format in ("ics", "html", "schedule-json", "schedule-xml", "jsonld"):
        text = CODECS[format].encode(event).value().decode().replace("\r\n ", "")
        assert "example.org/a?b=1" in text, format
    event = read("alt-desc-only.ics").event
    assert event is not None
    assert event.sessions[0].description


@needs_cases
def test_a_confidential_item_is_published_by_nobody() -> None:
    event = read("private-class.ics").value()
    for format in ("ics", "schedule-xml", "html", "markdown", "jsonld"):
        assert "secret" not in CODECS[format].encode(event).value().decode(), format


@needs_cases
def test_a_calendar_is_told_by_what_is_in_it() -> None:
    path = shared_file("cases", "calendar", "comment-around.ics")
    assert detect(path.read_bytes(), path.name) == "ics"
    assert load(shared_file("cases", "calendar", "blank-lines.ics")).sessions
