"""When the entries of a file are: its zone, its days and what each entry says of its start and end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeAlias
from zoneinfo import ZoneInfo

from ...diagnostics import Path, Severity
from ...model.clock import WallClock
from ...model.time import DAY_CHANGE, AmbiguousTime, NonexistentTime, as_timezone, programme_date
from .dialects import (
    clock_minutes,
    date_of,
    day_dates,
    duration_minutes,
    effective_offset,
    find_day_change,
    moment_of,
    three_parts,
    zone_of_offsets,
)
from .raw import Findings, RawDay, RawEvent, RawSchedule

__all__ = ["Times", "find_times"]

_Said: TypeAlias = "tuple[dt.datetime | dt.date | None, int | None]"
"""The moment an entry states, or its date alone; and the minutes of its `start` since midnight."""

_Observed: TypeAlias = "set[tuple[int, int]]"
"""Offsets from UTC in minutes, each with the hour since 1970 it was seen at."""


def find_times(raw: RawSchedule, found: Findings, *, zone: str | None, duration: str | None) -> Times | None:
    """Return the clock of a file; None, and an error, where nobody knows its zone.

    Args:
        raw: what the file says.
        found: takes the findings.
        zone: the IANA zone, where the file does not say.
        duration: what durations of three parts are.
    """
    said = {event.path: _said(event, found) for event in raw.events}
    observed: _Observed = set()
    for moment, minutes in said.values():
        if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
            observed.add((int(moment.timestamp() // 3600), effective_offset(moment, minutes)))
    settled = _settle_zone(raw, found, observed, zone)
    return None if settled is None else Times(raw, found, said, settled, three_parts(raw, duration))


def _said(event: RawEvent, found: Findings) -> _Said:
    text, clock = event.fields.get("date", ""), event.fields.get("start", "")
    minutes = clock_minutes(clock)
    if clock and minutes is None:
        if not text and (moment := moment_of(clock)) is not None:
            return moment, None
        if clock != ":" or not text:
            found.add("bad-start", (*event.path, "start"), f"expected a start like '09:30', got {clock[:60]!r}")
    if not text:
        return None, minutes
    stated = moment_of(text) or date_of(text)
    if isinstance(stated, dt.datetime) and stated.tzinfo is None and stated.time() == dt.time() and minutes:
        stated = stated.date()  # a date with the midnight that some software puts behind it
    if stated is None:
        found.add("bad-date", (*event.path, "date"), "expected a date and time like '2024-07-09T09:30:00-04:00', got"
                  f" {text[:60]!r}")  # fmt: skip
    return stated, minutes


def _settle_zone(raw: RawSchedule, found: Findings, observed: _Observed, wanted: str | None) -> ZoneInfo | None:
    """Return the zone: the one asked for, the one the file names, one that has the offsets in it."""
    place: Path = ("conference", "time_zone_name")
    if wanted is not None:
        try:
            return as_timezone(wanted)
        except ValueError as error:
            found.add("zone-unknown", (), str(error), Severity.ERROR)
            return None
    name = raw.conference.get("time_zone_name", "")
    stated: ZoneInfo | None = None
    if name:
        try:
            stated = as_timezone(name)
        except ValueError as error:
            found.add("zone-unknown", place, str(error))
    if stated is not None and (not observed or _agrees(stated, observed)):
        return stated
    told = zone_of_offsets(sorted(observed)) if observed else None
    if told is None:
        if stated is None:
            found.add("zone-unknown", (), "expected the time zone of the event, got a file that does not say",
                      Severity.ERROR, "say which: zone='Europe/Berlin', or --zone Europe/Berlin")  # fmt: skip
        return stated
    if stated is not None:
        found.add("zone-contradicted", place, f"the file names {name!r}, but none of its times is in it:"
                  f" {told.key!r} has them all and is taken", help="say which: zone=")  # fmt: skip
    else:
        # UTC is what a file may mean that says `Z`; any other zone is one of several that would fit.
        severity = Severity.INFO if told.key == "UTC" else Severity.WARNING
        found.add("zone-from-offsets", (), f"the file names no time zone: {told.key!r} has the offsets of all its"
                  " times and is taken", severity, f"say which: zone={told.key!r}")  # fmt: skip
    return told


def _agrees(zone: ZoneInfo, observed: Iterable[tuple[int, int]]) -> bool:
    """Return whether any of the times stated is what the clocks of the zone show."""
    for hour, offset in observed:
        there = dt.datetime.fromtimestamp(hour * 3600, zone).utcoffset()
        if there is not None and there.total_seconds() == offset * 60:
            return True
    return False


class Times:
    """The clock of a file."""

    def __init__(self, raw: RawSchedule, found: Findings, said: dict[Path, _Said], zone: ZoneInfo, three: str) -> None:
        self.zone = zone
        self.day_change = find_day_change(raw, zone) or DAY_CHANGE
        self._found = found
        self._said = said
        self._three = three
        self._clock = WallClock(zone, self.day_change)
        self._dates = dict(zip((day.path for day in raw.days), day_dates(raw, zone), strict=True))

    def date(self, day: RawDay) -> dt.date | None:
        """Return the date of a day of the file, in its zone."""
        return self._dates[day.path]

    def programme_date(self, moment: dt.datetime) -> dt.date:
        """Return the date of the programme day that a moment is in."""
        return programme_date(moment, self.day_change)

    def of(self, event: RawEvent) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Return when an entry begins and ends; None for what nobody says."""
        start = self._start(event)
        return start, None if start is None else self._end(event, start)

    def _start(self, event: RawEvent) -> dt.datetime | None:
        stated, minutes = self._said[event.path]
        if not isinstance(stated, dt.datetime):
            wall = self._wall(event, stated, minutes)
            if wall is None:
                self._found.add("no-time", event.path, "expected a date and a start, got none that can be read: the"
                                " session is kept without a slot")  # fmt: skip
                return None
            start = self._resolve(event, wall)
        else:
            start = self._resolve(event, stated) if stated.tzinfo is None else stated.astimezone(self.zone)
            if start is not None and minutes is not None and minutes != start.hour * 60 + start.minute:
                self._found.add("start-contradicts-date", (*event.path, "start"), f"expected the start {start:%H:%M}"
                                f" that the date {stated.isoformat()} has in {self.zone.key}, got"
                                f" {event.fields['start'][:20]!r}: the date is taken")  # fmt: skip
        if start is not None and event.day is not None:
            self._check_day(event, event.day, start)
        return start

    def _wall(self, event: RawEvent, date: dt.date | None, minutes: int | None) -> dt.datetime | None:
        """Return what the clock on the wall shows at the start of an entry that has no full date."""
        if minutes is None:
            return None
        time = dt.time(minutes // 60, minutes % 60)
        if date is not None:
            return dt.datetime.combine(date, time)
        date = None if event.day is None else self.date(event.day)
        if date is None:
            return None
        return dt.datetime.combine(date + dt.timedelta(days=time < self.day_change), time)

    def _resolve(self, event: RawEvent, wall: dt.datetime) -> dt.datetime | None:
        try:
            return self._clock.resolve(wall)
        except NonexistentTime as error:
            self._found.add("nonexistent-time", (*event.path, "start"), f"{error}: the session is kept without a slot",
                            Severity.ERROR)  # fmt: skip
            return None
        except AmbiguousTime as error:
            self._found.add("ambiguous-time", (*event.path, "start"), f"{error}: the first is taken")
            return self._clock.resolve(wall, fold=0)

    def _check_day(self, event: RawEvent, day: RawDay, start: dt.datetime) -> None:
        date = self.date(day)
        if date is not None and self.programme_date(start) != date:
            self._found.add("outside-day", (*event.path, "date"), f"expected a time of the day {date.isoformat()} it"
                            f" stands in, got {start.isoformat()}: the time is taken")  # fmt: skip

    def _end(self, event: RawEvent, start: dt.datetime) -> dt.datetime | None:
        fields = event.fields
        text, stated = fields.get("duration", ""), fields.get("end", "")
        end = moment_of(stated) if stated else None
        if end is not None and end.tzinfo is not None:
            local = end.astimezone(self.zone)
            if local.timestamp() >= start.timestamp():
                return local
            self._found.add("end-before-start", (*event.path, "end"), f"expected an end after {start.isoformat()}, got"
                            f" {end.isoformat()}: the duration is taken")  # fmt: skip
        minutes = duration_minutes(text, self._three)
        if minutes is None and not text and (clock := clock_minutes(stated)) is not None:
            minutes = (clock - start.hour * 60 - start.minute) % 1440
        if minutes is None:
            self._found.add("bad-duration", (*event.path, "duration"), "expected a duration like '01:30', got"
                            f" {text[:60]!r}: the end is left open")  # fmt: skip
            return None
        if text.count(":") == 2:
            self._found.add("duration-of-three-parts", (*event.path, "duration"), f"{text!r} is read as {self._three}:"
                            f" {minutes} minutes", help="say what it is: duration='d:hh:mm' or 'h:mm:ss'")  # fmt: skip
        if not minutes:
            return None
        return (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(self.zone)
