"""The changes of each zone in the zone database: when offsets change, which dates are tricky, and VTIMEZONE.

A VTIMEZONE is made for the years an event needs. RFC 5545 section 3.6.5: an onset (DTSTART, RDATE, the pattern of
RRULE) is in the wall-clock time before it. An RRULE is written where one rule gives every onset of the window and of
the years around it, RDATE otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from .._content.tree import JcalProperty

__all__ = ["UTC_KEYS", "Onset", "make_vtimezone", "onsets", "tricky_dates"]

UTC_KEYS = frozenset({"UTC", "Etc/UTC", "Etc/Zulu", "Etc/Universal", "Etc/UCT", "UCT", "Zulu", "Universal"})
"""Zones that are UTC: their times are written with `Z` and need no VTIMEZONE."""
_STEP = 7 * 86400


class Onset(NamedTuple):
    """A moment at which a zone changes its offset or the name of its time."""

    wall: dt.datetime
    """The local time just before, naive."""
    before: int
    """The offset before, in seconds east of UTC."""
    after: int
    """The offset from then on."""
    name: str
    """The name of the time from then on."""
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
    """Return the dates on which a local time may be skipped or repeated."""
    zone = ZoneInfo(key)
    found: set[dt.date] = set()
    for change in onsets(zone, first, last):
        after = change.wall + dt.timedelta(seconds=change.after - change.before)
        low, high = sorted((change.wall, after))
        found.update(low.date() + dt.timedelta(days=number) for number in range((high.date() - low.date()).days + 1))
    return frozenset(found)


# --- VTIMEZONE ---

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _offset(seconds: int) -> str:
    sign = "-" if seconds < 0 else "+"
    minutes, rest = divmod(abs(seconds), 60)
    text = f"{sign}{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{rest:02}" if rest else text


def _candidates(wall: dt.datetime) -> set[str]:
    day = _WEEKDAYS[wall.weekday()]
    found = {f"{(wall.day - 1) // 7 + 1}{day}"}
    if (wall + dt.timedelta(days=7)).month != wall.month:
        found.add(f"-1{day}")
    return found


def _rule(group: list[Onset], years: range) -> dict[str, Any] | None:
    """Return the RRULE that gives exactly these changes, once in each of the years; None if there is none."""
    if [item.wall.year for item in group] != list(years):
        return None
    if len({(item.wall.month, item.wall.time(), item.before) for item in group}) != 1:
        return None
    common = _candidates(group[0].wall)
    for item in group:
        common &= _candidates(item.wall)
    if not common:
        return None
    # "-1SU" before "4SU": where both fit, last is what law-givers write.
    return {"freq": "YEARLY", "bymonth": group[0].wall.month, "byday": min(common)}


def _observance(group: list[Onset], rule: dict[str, Any] | None) -> list[Any]:
    first = group[0]
    properties: list[JcalProperty] = [
        ["dtstart", {}, "date-time", first.wall.isoformat()],
        ["tzoffsetfrom", {}, "utc-offset", _offset(first.before)],
        ["tzoffsetto", {}, "utc-offset", _offset(first.after)],
    ]
    if first.name:
        properties.append(["tzname", {}, "text", first.name])
    if rule is not None:
        properties.append(["rrule", {}, "recur", rule])
    elif len(group) > 1:
        # DTSTART is repeated: ical.js, and Thunderbird with it, forgets it where there is an RDATE.
        properties += [["rdate", {}, "date-time", item.wall.isoformat()] for item in group]
    return ["daylight" if first.summer else "standard", properties, []]


def _groups(changes: Iterable[Onset]) -> list[list[Onset]]:
    groups: dict[tuple[int, int, str, bool], list[Onset]] = {}
    for change in changes:
        groups.setdefault(change[1:], []).append(change)
    return list(groups.values())


@lru_cache(maxsize=64)
def make_vtimezone(key: str, first: int, last: int) -> list[Any] | None:
    """Return the VTIMEZONE of a zone as jCal, right for every moment of the years `first` to `last`.

    Args:
        key: the IANA name.
        first: the first year.
        last: the last year.

    Returns:
        `["vtimezone", properties, observances]`; None for UTC, which needs none. Not to be changed: it is kept.
    """
    if key in UTC_KEYS:
        return None
    zone = ZoneInfo(key)
    properties: list[JcalProperty] = [["tzid", {}, "text", key]]
    # The year before says what holds when the window opens, the years after that a rule goes on.
    wide = onsets(zone, first - 1, min(last + 4, 9000))
    years = range(first - 1, min(last + 4, 9000) + 1)
    groups = _groups(wide)
    rules = [_rule(group, years) for group in groups]
    if groups and all(rule is not None for rule in rules):
        return ["vtimezone", properties, [_observance(g, r) for g, r in zip(groups, rules, strict=True)]]
    changes = onsets(zone, first - 1, last)
    # What holds when the window opens; its onset is a stand-in that is earlier than all that is asked of it.
    opening = zone_state(zone, start_of_year(first - 1))
    summer = is_summer((0, "", 0), opening) and opening[2] > 0
    stand_in = Onset(
        dt.datetime.combine(dt.date(min(1970, first - 1), 1, 1), dt.time()), opening[0], opening[0], opening[1], summer
    )
    return ["vtimezone", properties, [_observance(group, None) for group in _groups([stand_in, *changes])]]
