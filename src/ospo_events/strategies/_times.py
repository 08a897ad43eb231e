"""Time zones, moments that exist, and slots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..model import RoomId, Slot, VenueId
from ..model.session import whole_days
from ..model.time import as_timezone
from ._draws import coin, one_of, one_or_none, several

__all__ = ["FIRST_DAY", "LAST_DAY", "Times", "dates", "existing", "moments", "slots", "zones"]

FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2040, 12, 31)
_ZONES = (
    "UTC",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Europe/Dublin",  # winter time is the exception in the time zone database
    "Pacific/Apia",  # skipped 30 December 2011
    "Africa/Casablanca",  # changes its clocks for Ramadan
    "Asia/Kathmandu",
    "America/Argentina/Buenos_Aires",
)
_MINUTE = dt.timedelta(minutes=1)
_DURATIONS = (0, 1, 5, 20, 30, 45, 59, 60, 61, 90, 150, 719, 1439, 1440, 1441, 4320)


_ANY_ZONE = st.sampled_from([ZoneInfo(key) for key in _ZONES])


def zones() -> SearchStrategy[ZoneInfo]:
    """Return a strategy for IANA zones, each with a peculiarity."""
    return _ANY_ZONE


@cache
def _changes(key: str) -> dict[dt.date, dt.datetime]:
    """Return when the zone changed its offset between 2011 and 2030: the local date and the moment in UTC."""
    zone = ZoneInfo(key)
    changes: dict[dt.date, dt.datetime] = {}
    week = dt.timedelta(days=7)  # no zone here changes twice on one date
    day = dt.datetime(2011, 1, 1, tzinfo=dt.UTC)
    while day.year < 2031:
        before, after = day, day + week
        offset = before.astimezone(zone).utcoffset()
        if after.astimezone(zone).utcoffset() != offset:
            while after - before > _MINUTE:
                middle = before + (after - before) // 2
                before, after = (middle, after) if middle.astimezone(zone).utcoffset() == offset else (before, middle)
            change = after.replace(second=0, microsecond=0)
            changes[change.astimezone(zone).date()] = change
        day += week
    return changes


def dates(*, timezone: ZoneInfo | str = "UTC") -> SearchStrategy[dt.date]:
    """Return a strategy for dates from 2000 to 2040; half of them are days on which the clocks change."""
    return _dates(as_timezone(timezone).key)


@cache
def _dates(key: str) -> SearchStrategy[dt.date]:
    any_day = st.dates(FIRST_DAY, LAST_DAY)
    nights = list(_changes(key))
    return st.one_of(any_day, st.sampled_from(nights)) if nights else any_day


def existing(wall: dt.datetime, timezone: ZoneInfo) -> dt.datetime:
    """Return the first moment when clocks in the zone show `wall`, or the moment after the gap if they skip it."""
    return wall.replace(tzinfo=timezone).astimezone(dt.UTC).astimezone(timezone)


@cache
def _times_of_day(resolution: dt.timedelta) -> SearchStrategy[dt.timedelta]:
    steps = dt.timedelta(days=1) // resolution
    return st.one_of(
        st.integers(0, 95).map(lambda quarter: quarter * 15 * _MINUTE // resolution * resolution),
        st.integers(0, steps - 1).map(lambda number: number * resolution),
    )


@cache
def _around(resolution: dt.timedelta) -> SearchStrategy[dt.timedelta]:
    hour = dt.timedelta(hours=1) // resolution
    return st.integers(-hour, hour - 1).map(lambda number: number * resolution)


@cache
def _lengths(resolution: dt.timedelta) -> SearchStrategy[dt.timedelta | None]:
    return st.one_of(
        st.sampled_from(_DURATIONS).map(lambda minutes: minutes * _MINUTE // resolution * resolution),
        st.none(),
        st.integers(0, dt.timedelta(hours=12) // resolution).map(lambda number: number * resolution),
    )


@attrs.frozen(eq=False)
class Times:
    """Draws moments and slots of a zone, on dates from a strategy."""

    zone: ZoneInfo
    days: SearchStrategy[dt.date]
    resolution: dt.timedelta = _MINUTE

    @classmethod
    def of(cls, timezone: ZoneInfo | str, days: SearchStrategy[dt.date] | None, resolution: dt.timedelta) -> Times:
        """Return the strategies of times in a zone on these dates, or on any dates."""
        zone = as_timezone(timezone)
        return cls(zone, dates(timezone=zone) if days is None else days, resolution)

    def moment(self, draw: DrawFn) -> dt.datetime:
        """Draw a moment: at any time of the day, or within an hour of noon or of a change of the clocks."""
        day = draw(self.days)
        if coin(draw):
            change = _changes(self.zone.key).get(day) or existing(dt.datetime.combine(day, dt.time(12)), self.zone)
            return (change.astimezone(dt.UTC) + draw(_around(self.resolution))).astimezone(self.zone)
        return existing(dt.datetime.combine(day, dt.time()) + draw(_times_of_day(self.resolution)), self.zone)

    def slot(self, draw: DrawFn, rooms: Sequence[RoomId | str], venues: Sequence[VenueId | str] = ()) -> Slot:
        """Draw a slot in at most two of the rooms, or at a venue; one in eight is all-day."""
        slot = self._in_rooms(draw, rooms)
        if not venues or slot.rooms:
            return slot
        return attrs.evolve(slot, venue=one_or_none(draw, venues))

    def _in_rooms(self, draw: DrawFn, rooms: Sequence[RoomId | str]) -> Slot:
        if one_of(draw, (False,) * 7 + (True,)):
            return self.whole_days(draw, rooms)
        start = self.moment(draw)
        length = draw(_lengths(self.resolution))
        end = None if length is None else (start.astimezone(dt.UTC) + length).astimezone(self.zone)
        return Slot(start, end, rooms=several(draw, rooms, most=2))

    def whole_days(self, draw: DrawFn, rooms: Sequence[RoomId | str]) -> Slot:
        """Draw an all-day slot of one date or a few, in at most two of the rooms."""
        first = existing(dt.datetime.combine(draw(self.days), dt.time(12)), self.zone).date()
        last = existing(dt.datetime.combine(first + dt.timedelta(one_of(draw, (0, 0, 1, 3))), dt.time(12)), self.zone)
        return whole_days(first, last.date(), self.zone, rooms=several(draw, rooms, most=2))


@st.composite
def _moments(draw: DrawFn, times: Times) -> dt.datetime:
    return times.moment(draw)


@st.composite
def _slots(draw: DrawFn, times: Times, rooms: Sequence[RoomId | str], venues: Sequence[VenueId | str]) -> Slot:
    return times.slot(draw, rooms, venues)


def moments(
    *,
    timezone: ZoneInfo | str = "UTC",
    days: SearchStrategy[dt.date] | None = None,
    resolution: dt.timedelta = _MINUTE,
) -> SearchStrategy[dt.datetime]:
    """Return a strategy for datetimes that exist in the zone, with both readings of repeated hours.

    Args:
        timezone: the IANA zone.
        days: the dates to choose from.
        resolution: times are a multiple of this.
    """
    return _moments(Times.of(timezone, days, resolution))


def slots(
    *,
    timezone: ZoneInfo | str = "UTC",
    rooms: Sequence[RoomId | str] = (),
    venues: Sequence[VenueId | str] = (),
    days: SearchStrategy[dt.date] | None = None,
    resolution: dt.timedelta = _MINUTE,
) -> SearchStrategy[Slot]:
    """Return a strategy for slots: open, of no length, past midnight, over several days, all-day, in several rooms.

    Args:
        timezone: the IANA zone.
        rooms: the ids of the rooms to choose from.
        venues: the ids of the venues for slots without a room.
        days: the dates on which slots begin.
        resolution: times are a multiple of this.
    """
    return _slots(Times.of(timezone, days, resolution), rooms, venues)
