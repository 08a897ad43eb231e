"""The zone database by its onsets: when a zone changes its offset, and on which dates a clock may mislead."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

__all__ = ["UTC_KEYS", "Onset", "onsets", "tricky_dates"]

UTC_KEYS = frozenset({"UTC", "Etc/UTC", "Etc/Zulu", "Etc/Universal", "Etc/UCT", "UCT", "Zulu", "Universal"})
"""Zones that are UTC: their times are written with `Z` and need no VTIMEZONE."""
_STEP = 7 * 86400


class Onset(NamedTuple):
    """A moment at which a zone changes its offset or the name of its time."""

    wall: dt.datetime
    """The wall clock just before, naive."""
    before: int
    """The offset before, in seconds east of UTC."""
    after: int
    """The offset from then on."""
    name: str
    """What the time is called from then on."""
    summer: bool
    """Whether it is daylight-saving time from then on."""


def zone_state(zone: ZoneInfo, instant: int) -> tuple[int, str, int]:
    moment = dt.datetime.fromtimestamp(instant, zone)
    offset, saving = moment.utcoffset(), moment.dst()
    seconds = int(offset.total_seconds()) if offset is not None else 0
    return seconds, moment.tzname() or "", int(saving.total_seconds()) if saving is not None else 0


def start_of_year(year: int) -> int:
    return int(dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp())


def onsets(zone: ZoneInfo, first: int, last: int) -> list[Onset]:
    """Return the changes of a zone in the years `first` to `last` (UTC), in order."""
    found: list[Onset] = []
    low, end = start_of_year(first), start_of_year(last + 1)
    state = zone_state(zone, low)
    while low < end:
        high = min(low + _STEP, end)
        there = zone_state(zone, high)
        while state != there:
            a, b = low, high
            while b - a > 1:
                middle = (a + b) // 2
                if zone_state(zone, middle) == state:
                    a = middle
                else:
                    b = middle
            new = zone_state(zone, b)
            wall = dt.datetime.fromtimestamp(b + state[0], dt.UTC).replace(tzinfo=None)
            found.append(Onset(wall, state[0], new[0], new[1], is_summer(state, new)))
            low, state = b, new
        low = high
    return found


def is_summer(before: tuple[int, str, int], after: tuple[int, str, int]) -> bool:
    # Europe/Dublin saves "minus one hour" in winter: what people call summer time is then the one without saving.
    if before[2] < 0 or after[2] < 0:
        return after[2] >= 0
    return after[2] > 0


@lru_cache(maxsize=64)
def tricky_dates(key: str, first: int, last: int) -> frozenset[dt.date]:
    """Return the dates on which a wall-clock time may be skipped or repeated."""
    zone = ZoneInfo(key)
    found: set[dt.date] = set()
    for change in onsets(zone, first, last):
        after = change.wall + dt.timedelta(seconds=change.after - change.before)
        low, high = sorted((change.wall, after))
        found.update(low.date() + dt.timedelta(days=number) for number in range((high.date() - low.date()).days + 1))
    return frozenset(found)
