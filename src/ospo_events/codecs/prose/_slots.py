"""Turns the times of agenda rows into slots, with the dates of its days."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from ...diagnostics import Severity
from ...model.clock import Day, WallClock
from ...model.session import Slot, whole_days
from ...model.time import NonexistentTime, date_of_time, is_ambiguous
from ...views.english import day_name
from .._reading.times import in_range, local_moment, make_slot
from ._clock import Times
from ._head import Head
from ._lines import Line
from ._record import Record
from ._rows import DayOfRows, Row

__all__ = ["Slots"]


class Slots:
    """Makes the slots of rows, and records their days.

    Args:
        record: takes evidence and findings.
        head: the head of the note.
        zone: the time zone of the event; None: nobody says it, and times are read as UTC.
        year: the year of dates that say none.
        is_ours: whether this library wrote the note: then a time after midnight says how many days later it is.
    """

    def __init__(self, record: Record, head: Head, zone: ZoneInfo | None, year: int | None, *, is_ours: bool) -> None:
        self._record, self._head, self._zone, self._is_ours = record, head, zone, is_ours
        said = head.dates
        self._year = said[0].year if said is not None and said[0].year is not None else year
        self.clock = WallClock(zone or ZoneInfo("UTC"))
        dates = said[0].in_year(self._year) if said else ()
        self._dates = tuple(date for date in dates if said and in_range(date, record.at(said[1]), ()))
        self._days: dict[dt.date, tuple[str | None, Line]] = {}

    def days(self) -> tuple[Day, ...]:
        """Return the days that the note names, in order."""
        for date in self._dates if self._head.dates else ():
            self._days.setdefault(date, (None, self._head.dates[1] if self._head.dates else self._days[date][1]))
        days: list[Day] = []
        for date, (name, line) in sorted(self._days.items()):
            days.append(Day(date=date, title=name))
            self._record.say(("days", date.isoformat(), "date"), line, line.text, "date of a day")
            if name is not None:
                self._record.say(("days", date.isoformat(), "title"), line, line.text, "heading of a day")
        return tuple(days)

    def slot(self, row: Row, rooms: tuple[str, ...]) -> Slot | None:
        """Return the slot of a row; None if it has no time, or if the time is unclear, which is then reported."""
        times = row.times
        if times is None:
            return None
        if times.problem is not None:
            self._refuse("bad-time", f"expected a time such as '10:00-11:30', got {times.text!r}: {times.problem}", row)
            return None
        date = self._date_of(row)
        if date is None:
            return None
        if times.start is None:
            return self._whole_day(date, rooms, row)
        if times.start_day is None and not self._is_ours:
            wall = dt.datetime.combine(date_of_time(date, times.start, self.clock.day_change), times.start)
        else:
            wall = dt.datetime.combine(date + dt.timedelta(days=times.start_day or 0), times.start)
        start = self._moment(wall, times.zones[0], row)
        if start is None:
            return None
        self._compare_zone(times.zones[0], start, row.line)
        if times.end is None:
            if not times.is_open:
                message = f"the note does not say when this ends: {row.title[:60]!r}"
                help = "write the end behind the start: 10:00-11:30"
                self._record.unresolved("missing-end", message, row.line, Severity.INFO, help)
            return Slot(start, rooms=rooms)
        end = self._end(times, wall, date, row)
        return None if end is None else make_slot(start, end, rooms, self._record.at(row.line), ())

    def _end(self, times: Times, start: dt.datetime, day: dt.date, row: Row) -> dt.datetime | None:
        assert times.end is not None
        date = start.date() if times.end_day is None else day + dt.timedelta(days=times.end_day)
        if times.end_day is None and times.end < start.time():
            # What ends before it begins ends in the night that follows, or is a mistake.
            if times.end >= self.clock.day_change:
                self._refuse("end-before-start", f"expected the end not to precede the start, got {times.text!r}", row)
                return None
            date += dt.timedelta(days=1)
        return self._moment(dt.datetime.combine(date, times.end), times.zones[1], row)

    def _moment(self, wall: dt.datetime, zone: str | None, row: Row) -> dt.datetime | None:
        """Return the moment of a local time; for a repeated one, the one that the zone after it means."""
        moment = wall.replace(tzinfo=self.clock.timezone, fold=1)
        if zone is not None and is_ambiguous(moment) and moment.tzname() == zone:
            return moment
        if zone is not None and is_ambiguous(moment) and moment.replace(fold=0).tzname() == zone:
            return moment.replace(fold=0)
        return local_moment(wall, self.clock.timezone, self._record.at(row.line), ())

    def _refuse(self, code: str, message: str, row: Row) -> None:
        help = "correct the note; the session is not scheduled until then"
        self._record.unresolved(code, message, row.line, Severity.ERROR, help)

    def _whole_day(self, date: dt.date, rooms: tuple[str, ...], row: Row) -> Slot | None:
        try:
            return whole_days(date, date, self.clock.timezone, rooms=rooms)
        except NonexistentTime as problem:
            self._refuse("nonexistent-local-time", str(problem), row)
            return None

    def _compare_zone(self, said: str | None, start: dt.datetime, line: Line) -> None:
        """Report a zone beside a time, or for all times, that is not that of the event on this date."""
        name = said or (self._head.zone_words.text if self._head.zone_words else None)
        if self._zone is None or name is None or name in (start.tzname(), self._zone.key):
            return
        offset = start.utcoffset()
        if name in ("GMT", "UTC") and offset == dt.timedelta():
            return
        self._record.unresolved(
            "offset-contradicts-zone",
            f"the note says {name!r}, and the clocks of {self._zone.key} show {start.tzname()} then",
            line if said or self._head.zone_words is None else self._head.zone_words.line,
            help="give the zone that the times are in, or correct the note",
        )

    def _date_of(self, row: Row) -> dt.date | None:
        """Return the date of a row; None and a finding if the note does not give it."""
        day = row.day
        if day is None:
            if len(self._dates) == 1 and self._head.dates is not None:
                return self._noted(self._dates[0], None, self._head.dates[1])
            self._no_date(row.line, "no line above this row says which day it is on")
            return None
        return self._date_of_day(day)

    def _date_of_day(self, day: DayOfRows) -> dt.date | None:
        heading = day.heading
        if heading.dates is not None:
            dates = heading.dates.in_year(self._year)
            if dates:
                self._compare_weekday(dates[0], heading.weekday, day.line)
                return self._noted(dates[0], heading.title, day.line)
            if heading.dates.year is None and self._year is None:
                self._no_date(day.line, "the note does not say the year", "--year")
            else:
                self._no_date(day.line, "no calendar has this date")
            return None
        named = self._dates[heading.number - 1 : heading.number] if heading.number else self._dates
        if heading.weekday is not None and heading.number is None:
            named = tuple(date for date in named if date.weekday() == heading.weekday)
        if len(named) == 1 and (heading.number or heading.weekday is not None):
            self._compare_weekday(named[0], heading.weekday, day.line)
            return self._noted(named[0], heading.title, day.line)
        if self._head.dates is not None and self._year is None:
            self._no_date(day.line, "the note does not say the year", "--year")
        else:
            self._no_date(day.line, f"the note does not say the date of {heading.title or 'this day'!r}")
        return None

    def _compare_weekday(self, date: dt.date, weekday: int | None, line: Line) -> None:
        if weekday is not None and date.weekday() != weekday:
            message = f"{line.text!r} is no {day_name(date)}: the day of the week or the date is wrong"
            self._record.unresolved("weekday-differs", message, line, Severity.WARNING, "correct the note")

    def _no_date(self, line: Line, why: str, option: str | None = None) -> None:
        help = f"give {option}, or write the date into the note" if option else "write the date into the note"
        self._record.unresolved("missing-date", f"{why}: what follows is not scheduled", line, Severity.ERROR, help)

    def _noted(self, date: dt.date, title: str | None, line: Line) -> dt.date | None:
        if not in_range(date, self._record.at(line), ()):
            return None
        self._days.setdefault(date, (title, line))
        return date
