"""Time zones, moments that exist, and slots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from ..model import RoomId, Slot
from ..model.time import as_timezone

__all__ = ["FIRST_DAY", "LAST_DAY", "dates", "existing", "moments", "slots", "zones"]

FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2040, 12, 31)
_ZONES = (
    "UTC",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Europe/Dublin",  # winter time is the exception, by the zone database
    "Pacific/Apia",  # skipped 30 December 2011
    "Africa/Casablanca",  # goes back for Ramadan
    "Asia/Kathmandu",
    "America/Argentina/Buenos_Aires",
)
_MINUTE = dt.timedelta(minutes=1)
_DURATIONS = (0, 1, 5, 20, 30, 45, 59, 60, 61, 90, 150, 719, 1439, 1440, 1441, 4320)


def zones() -> SearchStrategy[ZoneInfo]:
    """Return a strategy for IANA zones, each with a trait of its own."""
    return st.sampled_from(_ZONES).map(ZoneInfo)


@cache
def _nights(key: str) -> tuple[dt.date, ...]:
    """Return the dates between 2011 and 2030 on which the zone changes its offset."""
    zone = ZoneInfo(key)
    offset = None
    found: list[dt.date] = []
    for number in range(dt.date(2011, 1, 1).toordinal(), dt.date(2031, 1, 1).toordinal()):
        date = dt.date.fromordinal(number)
        now = dt.datetime.combine(date, dt.time(12), zone).utcoffset()
        if offset is not None and now != offset:
            found.append(date)
        offset = now
    return tuple(found)


def dates(*, timezone: ZoneInfo | str = "UTC") -> SearchStrategy[dt.date]:
    """Return a strategy for dates from 2000 to 2040; half of them are days on which the clocks change."""
    any_day = st.dates(FIRST_DAY, LAST_DAY)
    nights = _nights(as_timezone(timezone).key)
    return st.one_of(any_day, st.sampled_from(nights)) if nights else any_day


def existing(wall: dt.datetime, timezone: ZoneInfo, *, fold: int = 0) -> dt.datetime:
    """Return the moment when clocks in the zone show `wall`, moved over the gap where they skip it."""
    return wall.replace(tzinfo=timezone, fold=fold).astimezone(dt.UTC).astimezone(timezone)


def moments(
    *,
    timezone: ZoneInfo | str = "UTC",
    days: SearchStrategy[dt.date] | None = None,
    resolution: dt.timedelta = _MINUTE,
) -> SearchStrategy[dt.datetime]:
    """Return a strategy for aware datetimes that exist in the zone, both readings of repeated hours included.

    Args:
        timezone: the IANA zone.
        days: the dates to choose from.
        resolution: what times are a multiple of.
    """
    zone = as_timezone(timezone)
    steps = dt.timedelta(days=1) // resolution
    night = min(steps, dt.timedelta(hours=4) // resolution)
    round_times = st.integers(0, 95).map(lambda quarter: quarter * 15 * _MINUTE // resolution * resolution)
    times = st.one_of(
        round_times,
        st.integers(0, max(night - 1, 0)).map(lambda number: number * resolution),
        st.integers(0, steps - 1).map(lambda number: number * resolution),
    )

    def moment(day: dt.date, time: dt.timedelta, fold: int) -> dt.datetime:
        return existing(dt.datetime.combine(day, dt.time()) + time, zone, fold=fold)

    return st.builds(moment, dates(timezone=zone) if days is None else days, times, st.sampled_from((0, 1)))


def slots(
    *,
    timezone: ZoneInfo | str = "UTC",
    rooms: Sequence[RoomId | str] = (),
    days: SearchStrategy[dt.date] | None = None,
    resolution: dt.timedelta = _MINUTE,
) -> SearchStrategy[Slot]:
    """Return a strategy for slots: open, of no length, past midnight, over several days, in several rooms.

    Args:
        timezone: the IANA zone.
        rooms: the ids of the rooms to choose from.
        days: the dates on which slots begin.
        resolution: what times are a multiple of.
    """
    zone = as_timezone(timezone)
    lengths = st.one_of(
        st.sampled_from(_DURATIONS).map(lambda minutes: minutes * _MINUTE // resolution * resolution),
        st.none(),
        st.integers(0, dt.timedelta(hours=12) // resolution).map(lambda number: number * resolution),
    )
    chosen: SearchStrategy[list[RoomId | str]] = (
        st.lists(st.sampled_from(list(rooms)), max_size=2, unique=True) if rooms else st.just([])
    )

    def slot(start: dt.datetime, length: dt.timedelta | None, rooms: list[RoomId | str]) -> Slot:
        end = None if length is None else (start.astimezone(dt.UTC) + length).astimezone(zone)
        return Slot(start, end, rooms=rooms)

    return st.builds(slot, moments(timezone=zone, days=days, resolution=resolution), lengths, chosen)
