"""Calendars of the programs that people export from: read right, nothing lost that is not told, written validly."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar.doctor import check
from ospo_events.model import Event
from ospo_events.model.time import first_instant
from tests.support.calendar_exporters import EXPORTERS, Exporter
from tests.support.libical import items, library

ics = CODECS["ics"]


LIBRARY = library()
KEPT = {
    *("refresh-interval", "sends-invitation", "unstable-dtstamp", "uid-names-host", "colon-in-parameter"),
    *("no-time-of-day", "missing-location"),
}
"""What the doctor may still find: what is true of every calendar, of whole days, of items without a place, and of what was kept as it stood."""


def read(exporter: Exporter, end: str = "\r\n") -> ics.Decoded:
    return ics.decode(exporter.text.replace("\n", end).encode(), source="x.ics")


def begin(value: dt.datetime | dt.date, event: Event) -> dt.datetime:
    """Return when something begins that another library read: a date begins where the event is."""
    return (value if isinstance(value, dt.datetime) else first_instant(value, event.timezone)).astimezone(dt.UTC)


def utc(moment: dt.datetime | None) -> dt.datetime | None:
    return None if moment is None else moment.astimezone(dt.UTC)


def starts(event: Event) -> dict[str, dt.datetime]:
    """Return the starts of the first session of each title."""
    return {s.title: s.slot.start.astimezone(dt.UTC) for s in reversed(event.sessions) if s.slot is not None}


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)
def test_what_it_says_is_read_and_every_repair_is_told(exporter: Exporter) -> None:
    decoded = read(exporter)
    event = decoded.value()
    assert {item.code for item in decoded.report} == exporter.codes
    assert all(item.span is not None for item in decoded.report)
    assert event.timezone.key == exporter.zone
    assert tuple(room.name for room in event.rooms) == exporter.rooms
    assert tuple(track.title for track in event.tracks) == exporter.tracks
    assert tuple(link.href for session in event.sessions for link in session.links) == exporter.links
    begins = starts(event)
    ends = {s.title: utc(s.slot.end) for s in reversed(event.sessions) if s.slot is not None}
    found = {title: (f"{begins[title]:%Y-%m-%d %H:%M}", f"{ends[title]:%H:%M}") for title in begins}
    assert found == exporter.sessions


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)
def test_what_has_no_place_in_the_model_is_written_back(exporter: Exporter) -> None:
    lines = ics.encode(read(exporter).value(), audience="team").value().replace(b"\r\n ", b"").decode().split("\r\n")
    assert [kept for kept in exporter.kept if kept not in lines] == []


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)
def test_what_is_written_of_it_is_valid_and_the_same_for_other_readers(exporter: Exporter) -> None:
    event = read(exporter).value()
    data = ics.encode(event, audience="team").value()
    again = ics.decode(data)
    assert again.event == event
    assert not again.report.diagnostics
    assert {item.code for item in check(data)} <= KEPT
    theirs = {
        str(item["SUMMARY"]): begin(item["DTSTART"].dt, event)
        for item in reversed(list(icalendar.Calendar.from_ical(data).walk("VEVENT")))
    }
    assert theirs == starts(event)
    if LIBRARY is not None:
        found = reversed(items(LIBRARY, data))
        timed = {item.title for item in event.sessions if item.slot is not None and not item.slot.all_day}
        theirs = {item.summary: dt.datetime.fromtimestamp(item.start, dt.UTC) for item in found}
        # libical takes a date for midnight in UTC.
        assert {title: start for title, start in theirs.items() if title in timed} == {
            title: start for title, start in starts(event).items() if title in timed
        }


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)
@pytest.mark.parametrize("end", ["\n", "\r\r\n"])
def test_line_ends_make_no_difference(exporter: Exporter, end: str) -> None:
    assert read(exporter, end).event == read(exporter).event
