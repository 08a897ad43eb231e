"""Days, milestones and the local clock of an event: turns the times of a printed agenda into slots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import attrs

from .._repr import shown
from ._checks import NO_ITEMS, all_of, as_items, describe, settle
from .link import check_text
from .place import Room, Venue, as_optional_venue_id, as_room_ids
from .session import Slot, as_reading, whole_days
from .time import (
    DAY_CHANGE,
    FIRST_YEAR,
    LAST_YEAR,
    AmbiguousTime,
    EndBeforeStart,
    NonexistentTime,
    as_timezone,
    check_aware,
    date_of_time,
    is_nonexistent,
    keeps_offset,
    read_clock,
)
from .vocabulary import KNOWN_MILESTONES

__all__ = ["Day", "Milestone", "WallClock", "as_days", "as_milestones", "check_year", "end_date"]


def check_year(owner: str, date: dt.date) -> None:
    """Raise unless a date is in a year that every format can write."""
    if not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise ValueError(f"expected {owner} to be in the years {FIRST_YEAR} to {LAST_YEAR}, got {date.isoformat()!r}")


def _optional_clock(value: dt.time | str | None) -> dt.time | None:
    return read_clock(value) if isinstance(value, str) else value


@attrs.frozen(kw_only=True)
class Day:
    """A day of the event. Which sessions belong to it follows from their times."""

    date: dt.date
    """The date on which it begins."""
    title: str | None = None
    """Its title."""
    start: dt.time | None = attrs.field(default=None, converter=_optional_clock)
    """When the programme begins."""
    end: dt.time | None = attrs.field(default=None, converter=_optional_clock)
    """When the programme ends (a time before the day change belongs to the following night)."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.date.__class__ is dt.date
            and (self.title is None or self.title.__class__ is str)
            and (self.start is None or (self.start.__class__ is dt.time and self.start.tzinfo is None))
            and (self.end is None or (self.end.__class__ is dt.time and self.end.tzinfo is None))
        ):
            settle(self)
        check_year("the date of a day", self.date)


@attrs.frozen(kw_only=True)
class Milestone:
    """A date around an event that people wait for: the call closes, the programme is published."""

    kind: str
    """What happens: a word of `KNOWN_MILESTONES` or your own."""
    title: str | None = None
    """Its title; None: the label of its kind."""
    date: dt.date | None = None
    """The date, if there is no time of day."""
    at: dt.datetime | None = attrs.field(default=None, eq=as_reading)
    """The moment, in the event's time zone; either this or a date."""
    url: str | None = None
    """A page about it."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        settle(self)
        if not self.kind.strip():
            check_text("kind of a milestone", self.kind)
        if self.title is not None and not self.title.strip():
            check_text("title of a milestone", self.title)
        if (self.date is None) == (self.at is None):
            got = "neither" if self.date is None else "both"
            raise ValueError(f"expected a date or a moment (at) of the milestone {self.kind[:60]!r}, got {got}")
        if self.at is not None:
            check_aware("the moment of a milestone", self.at)
        elif self.date is not None:
            check_year("the date of a milestone", self.date)

    @property
    def label(self) -> str:
        """The text to print for it."""
        return self.title or KNOWN_MILESTONES.get(self.kind) or self.kind

    @property
    def day(self) -> dt.date:
        """The date it is on."""
        if self.at is not None:
            return self.at.date()
        assert self.date is not None, "a milestone has a date or a moment"
        return self.date


def as_milestones(value: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Return milestones as a tuple."""
    if value is NO_ITEMS:
        return NO_ITEMS
    return value if all_of(value, Milestone) else as_items(value, Milestone, "milestones")


def _day(value: object) -> Day | None:
    if isinstance(value, str):
        try:
            return Day(date=dt.date.fromisoformat(value))
        except ValueError:
            raise ValueError(f"expected a date such as 2026-05-04 among the days, got {describe(value)}") from None
    return Day(date=value) if isinstance(value, dt.date) else None


def as_days(value: Iterable[Day | dt.date | str]) -> tuple[Day, ...]:
    """Return days as a tuple; a date or a text `YYYY-MM-DD` becomes a day, as in native files."""
    if value is NO_ITEMS:
        return NO_ITEMS
    return value if all_of(value, Day) else as_items(value, Day, "days", _day)


def end_date(date: dt.date, start: dt.time, end: dt.time, day_change: dt.time) -> dt.date:
    """Return the date on which something ends that starts on `date`, if only clock times are given.

    Raises:
        EndBeforeStart: the end precedes the start and is not in the following night; no later day is guessed.
    """
    if end >= start:
        return date
    if end <= day_change:
        return date + dt.timedelta(days=1)
    raise EndBeforeStart(
        f"expected an end after {start:%H:%M} or in the night up to {day_change:%H:%M}, got {end:%H:%M}"
    )


def _as_date(day: Day | dt.date | str) -> dt.date:
    if isinstance(day, Day):
        return day.date
    if not isinstance(day, str):
        return day
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        raise ValueError(f"expected a date such as 2026-05-04, got {describe(day)}") from None


@attrs.frozen
class WallClock:
    """Turns a day and the clock times of a printed agenda into datetimes with a time zone.

    A time before the day change belongs to the night after the day, so `("2024-07-09", "00:30")` is half past midnight
    on 10 July.
    """

    timezone: ZoneInfo = attrs.field(converter=as_timezone)
    """The IANA time zone of the clock."""
    day_change: dt.time = DAY_CHANGE
    """The time of day at which one programme day ends and the next begins."""

    __repr__ = shown

    def at(self, day: dt.date | str, time: dt.time | str, *, fold: int | None = None) -> dt.datetime:
        """Return the moment at which this clock shows `time` on programme day `day`.

        Args:
            day: the programme day, as a date or `YYYY-MM-DD`.
            time: the local time, as a time or a text: `9:00`, `9.30`, `9:30pm`.
            fold: 0 or 1 picks the first or the second of a repeated time.

        Raises:
            NonexistentTime: the zone skips this time.
            AmbiguousTime: the zone has this time twice and `fold` does not say which.
        """
        date, clock = _as_date(day), read_clock(time)
        date = date_of_time(date, clock, self.day_change)
        return self.resolve(dt.datetime.combine(date, clock), fold=fold)

    def resolve(self, wall: dt.datetime, *, fold: int | None = None) -> dt.datetime:
        """Return the moment at which this clock shows the naive datetime `wall`; errors as for `at`."""
        moment = wall.replace(tzinfo=self.timezone, fold=fold or 0)
        if keeps_offset(self.timezone, wall.date()):
            return moment
        if moment.replace(fold=0).utcoffset() == moment.replace(fold=1).utcoffset():
            return moment
        if is_nonexistent(moment):
            raise NonexistentTime(f"{wall.isoformat()} does not exist in {self.timezone.key}: the clocks skip it")
        if fold is None:
            raise AmbiguousTime(f"{wall.isoformat()} happens twice in {self.timezone.key}: the clocks go back over it")
        return moment

    def slot(
        self,
        day: Day | dt.date | str,
        start: dt.time | str,
        end: dt.time | str | None = None,
        *,
        rooms: Iterable[Room | str] = (),
        venue: Venue | str | None = None,
    ) -> Slot:
        """Return the slot for a programme day and the times of a printed agenda.

        Args:
            day: a day of the event, a date or `YYYY-MM-DD`.
            start: a time or a text: `9:00`, `9.30`, `9:30pm`; before the day change it belongs to the following night.
            end: a time or a text; None: open. Up to the day change it may be on the next date.
            rooms: the rooms.
            venue: the venue, if not in a room.

        Raises:
            NonexistentTime: the zone skips one of the times.
            AmbiguousTime: the zone has one of the times twice.
            EndBeforeStart: the end precedes the start and is not in the following night.
        """
        begin = self.at(_as_date(day), start)
        if end is None:
            return Slot(begin, rooms=as_room_ids(tuple(rooms)), venue=as_optional_venue_id(venue))
        clock = read_clock(end)
        until = end_date(begin.date(), begin.time(), clock, self.day_change)
        closing = self.resolve(dt.datetime.combine(until, clock))
        return Slot(begin, closing, rooms=as_room_ids(tuple(rooms)), venue=as_optional_venue_id(venue))

    def all_day(
        self,
        day: Day | dt.date | str,
        last: Day | dt.date | str | None = None,
        *,
        rooms: Iterable[Room | str] = (),
        venue: Venue | str | None = None,
    ) -> Slot:
        """Return the all-day slot of a date, or of several.

        Args:
            day: the first date: a day of the event, a date or `YYYY-MM-DD`.
            last: the last date, which is included; None: the first one.
            rooms: the rooms.
            venue: the venue, if not in a room.

        Raises:
            EndBeforeStart: the last date is before the first.
            NonexistentTime: the zone skips one of the dates.
        """
        first = _as_date(day)
        until = first if last is None else _as_date(last)
        return whole_days(first, until, self.timezone, rooms=rooms, venue=venue)
