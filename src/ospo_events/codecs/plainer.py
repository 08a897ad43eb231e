"""Expresses parts of an event that a format lacks by simpler ones; writers and `fit` share these functions.

Instead of leaving something out, they express it with what the format has; each change is a finding.
"""

from __future__ import annotations

import datetime as dt
from operator import is_

import attrs

from ..diagnostics import Findings, Severity
from ..model.agenda import day_bound
from ..model.clock import Day
from ..model.event import Event
from ..model.ids import RoomId, VenueId, unused_id
from ..model.place import Room
from ..model.session import Slot, slot_days
from ..model.time import date_of_time

__all__ = ["with_venues_as_rooms", "without_all_day"]

_LAST_MINUTE = dt.time(23, 59)


def without_all_day(event: Event, *, format: str, findings: Findings | None = None) -> Event:
    """Return the event with times instead of all-day slots: from the start of the day to its end.

    The times are those of the day (`Day.start`, `Day.end`), or its day change and the last minute before midnight, so
    that the session stays on its day and is a single entry everywhere, if it lasts one day.

    Args:
        event: the event.
        format: the name of the format, for the findings.
        findings: receives a finding for each changed session; None: no findings are needed.
    """
    sessions = list(event.sessions)
    for number, session in enumerate(sessions):
        slot = session.slot
        if slot is None or not slot.all_day:
            continue
        timed = _timed(event, slot)
        sessions[number] = attrs.evolve(session, slot=timed)
        if findings is not None:
            assert timed.end is not None, "all-day slots have an end"
            findings.add(
                "changed-to-fit",
                f"{format} has no all-day sessions: {session.title[:60]!r} is written from {timed.start:%Y-%m-%d %H:%M}"
                f" to {timed.end:%Y-%m-%d %H:%M}",
                ("sessions", number, "slot", "all_day"),
                severity=Severity.INFO,
            )
    unchanged = all(map(is_, sessions, event.sessions))
    return event if unchanged else attrs.evolve(event, sessions=sessions)


def with_venues_as_rooms(event: Event, *, format: str, findings: Findings | None = None) -> Event:
    """Return the event with a room instead of each venue at which a session is without a room.

    Args:
        event: the event.
        format: the name of the format, for the findings.
        findings: receives a finding for each changed session; None: no findings are needed.
    """
    sessions = list(event.sessions)
    used: set[str] = {room.id for room in event.rooms}
    rooms: dict[VenueId, Room] = {}
    for number, session in enumerate(sessions):
        slot = session.slot
        if slot is None or slot.venue is None:
            continue
        message = f"{format} cannot hold a venue besides rooms"
        if not slot.rooms:
            room = rooms.get(slot.venue) or rooms.setdefault(slot.venue, _room(event, slot.venue, used))
            slot = attrs.evolve(slot, rooms=(room.id,))
            message = f"{format} has rooms only: {session.title[:60]!r} is written in a room called {room.name[:60]!r}"
        sessions[number] = attrs.evolve(session, slot=attrs.evolve(slot, venue=None))
        if findings is not None:
            path = ("sessions", number, "slot", "venue")
            findings.add("changed-to-fit", message, path, severity=Severity.INFO)
    if all(map(is_, sessions, event.sessions)):
        return event
    return attrs.evolve(event, sessions=sessions, rooms=(*event.rooms, *rooms.values()))


def _room(event: Event, id: VenueId, taken: set[str]) -> Room:
    venue = event.index.venues.get(id)
    room = Room(id=RoomId(unused_id(id, taken)), name=id if venue is None else venue.name)
    taken.add(room.id)
    return room


def _timed(event: Event, slot: Slot) -> Slot:
    first, last = slot_days(slot)
    frames = {day.date: day for day in reversed(event.days)}
    start = _moment(event, first, _start(frames.get(first))) or day_bound(event, first)
    end = _moment(event, last, _end(frames.get(last))) or dt.datetime.combine(last, _LAST_MINUTE, event.timezone)
    if _utc(end) <= _utc(start):
        start, end = day_bound(event, first), day_bound(event, last + dt.timedelta(days=1))
    # Clocks never show a time that the zone skips.
    return Slot(
        *(_utc(moment).astimezone(event.timezone) for moment in (start, end)), rooms=slot.rooms, venue=slot.venue
    )


def _start(day: Day | None) -> dt.time | None:
    return None if day is None else day.start


def _end(day: Day | None) -> dt.time | None:
    return None if day is None else day.end


def _moment(event: Event, date: dt.date, time: dt.time | None) -> dt.datetime | None:
    """Return the moment of a time on a programme day."""
    if time is None:
        return None
    return dt.datetime.combine(date_of_time(date, time, event.day_change), time, event.timezone)


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)
