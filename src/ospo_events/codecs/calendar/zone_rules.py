"""The rules of a VTIMEZONE, for zones that no database knows (RFC 5545 section 3.6.5)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from typing import Any, cast

from .properties import as_list
from .tree import Component

__all__ = ["ZoneRules", "read_zone_rules"]

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_MOST = 2000
"""How many onsets of one observance are read."""
_MOST_OBSERVANCES = 500
"""How many observances of one zone are read; those with each onset since 1900 apart have about 200."""
_YEARS = (1969, 2101)
"""The years whose onsets are needed: those of programmes, and the one before."""


class ZoneRules:
    """The onsets of a zone, in order.

    Args:
        changes: of each onset its wall-clock time in the offset before it, and the offsets before and after.
    """

    def __init__(self, changes: list[tuple[dt.datetime, dt.timedelta, dt.timedelta]]) -> None:
        self._changes = sorted(changes, key=lambda change: change[0] - change[1])
        self._moments = [wall - before for wall, before, _ in self._changes]
        # What is skipped or repeated is read by the offset before it (RFC 5545 section 3.3.5).
        self._walls = [max(wall, wall - before + after) for wall, before, after in self._changes]

    def utc(self, wall: dt.datetime) -> dt.datetime:
        """Return the moment of a wall-clock time, in UTC."""
        try:
            return (wall - self._offset(self._walls, wall)).replace(tzinfo=dt.UTC)
        except OverflowError:
            return wall.replace(tzinfo=dt.UTC)

    def wall(self, moment: dt.datetime) -> dt.datetime:
        """Return the wall-clock time of a moment."""
        there = moment.astimezone(dt.UTC).replace(tzinfo=None)
        return there + self._offset(self._moments, there)

    def _offset(self, onsets: list[dt.datetime], time: dt.datetime) -> dt.timedelta:
        place = bisect_right(onsets, time)
        return self._changes[place - 1][2] if place else self._changes[0][1]


def read_zone_rules(component: Component) -> ZoneRules | None:
    """Return the rules of a VTIMEZONE, or None where it does not say enough."""
    changes: list[tuple[dt.datetime, dt.timedelta, dt.timedelta]] = []
    observances = [inner for inner in component.components if inner.name in ("standard", "daylight")]
    for observance in observances[:_MOST_OBSERVANCES]:
        before = _offset(observance.text("tzoffsetfrom"))
        after = _offset(observance.text("tzoffsetto"))
        start = _wall(observance.text("dtstart"))
        if before is None or after is None or start is None:
            continue
        walls = {start, *_dates(observance)}
        rule = observance.first("rrule")
        if rule is not None and isinstance(rule[3], dict):
            walls.update(_yearly(start, cast("dict[str, Any]", rule[3]), before))
        changes += [(wall, before, after) for wall in sorted(walls)[:_MOST]]
    return ZoneRules(changes) if changes else None


def _offset(text: str | None) -> dt.timedelta | None:
    match = re.fullmatch(r"([+-])(\d\d):(\d\d)(?::(\d\d))?", text or "")
    if match is None or int(match[2]) > 23:
        return None
    length = dt.timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return -length if match[1] == "-" else length


def _wall(text: str | None) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat((text or "").rstrip("Z")).replace(tzinfo=None)
    except ValueError:
        return None
    return moment if 1000 < moment.year < 9000 else None


def _dates(observance: Component) -> list[dt.datetime]:
    found = [_wall(str(value)) for prop, _ in observance.named("rdate") for value in prop[3:_MOST]]
    return [wall for wall in found if wall is not None]


def _yearly(start: dt.datetime, rule: dict[str, Any], before: dt.timedelta) -> list[dt.datetime]:
    """Return the onsets of a yearly rule in the years that are needed; other rules are not met in zones.

    `recurrence_rule` knows every rule, and would try each day of the month for it: twenty times as long, which counts
    where a hostile file has thousands of zones.
    """
    month, day = rule.get("bymonth", start.month), rule.get("byday")
    if rule.get("freq") != "YEARLY" or not isinstance(month, int) or not 1 <= month <= 12:
        return []
    until = _wall(str(rule["until"])) if "until" in rule else None
    if until is not None and str(rule["until"]).endswith("Z"):
        until += before
    count = rule.get("count")
    limit = count if isinstance(count, int) else _MOST
    found: list[dt.datetime] = []
    for year in range(start.year if count is not None else max(start.year, _YEARS[0]), _YEARS[1]):
        date = _day_of(year, month, day, rule.get("bymonthday"), start)
        if date is None:
            continue
        wall = dt.datetime.combine(date, start.time())
        if (until is not None and wall > until) or len(found) >= limit:
            break
        if wall >= start:
            found.append(wall)
    return found


def _day_of(year: int, month: int, byday: Any, monthday: Any, start: dt.datetime) -> dt.date | None:
    last = calendar.monthrange(year, month)[1]
    match = re.fullmatch(r"([+-]?\d)?([A-Z]{2})", byday) if isinstance(byday, str) else None
    if match is None or match[2] not in _DAYS:
        day = monthday if isinstance(monthday, int) and 1 <= monthday <= 31 else start.day
        return dt.date(year, month, min(day, last))
    weekday = _DAYS[match[2]]
    if isinstance(monthday, list):
        days = [day for day in as_list(monthday) if isinstance(day, int) and 1 <= day <= last]
        return next((date for day in days if (date := dt.date(year, month, day)).weekday() == weekday), None)
    order = int(match[1] or 1)
    first = 1 + (weekday - dt.date(year, month, 1).weekday()) % 7
    day = first + 7 * (order - 1)
    if order < 0:
        final = first + 7 * ((last - first) // 7)
        day = final + 7 * (order + 1)
    return dt.date(year, month, day) if 1 <= day <= last else None
