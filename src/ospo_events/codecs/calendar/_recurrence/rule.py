"""Recurrence rules (RFC 5545 section 3.3.10): the local times of a rule, period by period.

Only rules by day, week, month or year: what recurs by the hour or faster is no programme, and a bomb more often than
not. The caller says when to stop; no period is long.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, cast

import attrs

from .._content.tree import as_list, is_moment

__all__ = ["Rule", "read_rule"]

_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_PARTS = frozenset({"freq", "interval", "count", "until", "wkst", "bymonth", "bymonthday", "byday"}) | frozenset(
    {"byyearday", "byweekno", "bysetpos", "byhour", "byminute", "bysecond"}
)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_DAY = re.compile(r"([+-]?(?:0?[1-9]|[1-5]\d))?([A-Z]{2})").fullmatch
_MOST_TIMES_A_DAY = 48


@attrs.frozen(kw_only=True)
class Rule:
    """A rule in which the parts that depend on its start are filled in."""

    freq: str
    interval: int
    count: int | None
    until: str | None
    """The last time, as jCal writes it: a date, a wall-clock time or a moment in UTC."""
    months: frozenset[int]
    monthdays: frozenset[int]
    yeardays: frozenset[int]
    weeks: frozenset[int]
    weekdays: frozenset[tuple[int, int]]
    """The ordinal of each weekday, 0 for every one, and the day of the week, 0 for Monday."""
    positions: frozenset[int]
    week_start: int
    times: tuple[dt.time, ...]
    """The times of a day, in order."""

    def periods(self, start: dt.date, last: dt.date, since: dt.date | None = None) -> Iterator[list[dt.datetime]]:
        """Yield the times of each period in order, from the period of `start` to that of `last`.

        Args:
            start: the day on which the rule starts.
            last: the last day.
            since: where given, periods that end before that day may be left out.
        """
        number = 0 if since is None else self._periods_before(start, since)
        while True:
            try:
                days = self._days(start, number)
            except (ValueError, OverflowError):  # the end of the calendar
                return
            if days[0] > last:
                return
            found = [dt.datetime.combine(day, time) for day in days if self._fits(day) for time in self.times]
            if self.positions:
                most = len(found)
                found = [
                    moment
                    for place, moment in enumerate(found)
                    if place + 1 in self.positions or place - most in self.positions
                ]
            yield found
            number += self.interval

    def _periods_before(self, start: dt.date, since: dt.date) -> int:
        """Return the number of a period before `since`, counted in the steps of the rule."""
        days = max(0, (since - start).days)
        length = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[self.freq]
        return max(0, days // length // self.interval - 1) * self.interval

    def _days(self, start: dt.date, number: int) -> list[dt.date]:
        """Return the days of a period, as offsets from that of `start`."""
        if self.freq == "DAILY":
            return [start + dt.timedelta(days=number)]
        if self.freq == "WEEKLY":
            first = start - dt.timedelta(days=(start.weekday() - self.week_start) % 7) + dt.timedelta(weeks=number)
            return [first + dt.timedelta(days=day) for day in range(7)]
        if self.freq == "MONTHLY":
            year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
            months = [month + 1]
        else:
            year, months = start.year + number, sorted(self.months or range(1, 13))
        return [
            dt.date(year, month, day) for month in months for day in range(1, calendar.monthrange(year, month)[1] + 1)
        ]

    def _fits(self, day: dt.date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.weekdays and not self._fits_weekday(day):
            return False
        if self.monthdays:
            length = calendar.monthrange(day.year, day.month)[1]
            if self.monthdays.isdisjoint((day.day, day.day - length - 1)):
                return False
        if self.yeardays:
            number, length = day.timetuple().tm_yday, 365 + calendar.isleap(day.year)
            if self.yeardays.isdisjoint((number, number - length - 1)):
                return False
        if self.weeks:
            number, length = day.isocalendar()[1], dt.date(day.year, 12, 28).isocalendar()[1]
            return not self.weeks.isdisjoint((number, number - length - 1))
        return True

    def _fits_weekday(self, day: dt.date) -> bool:
        """Return whether a day is one of BYDAY; `2TU` counts within the year, or the month where there is one."""
        weekday = day.weekday()
        ordinals = [ordinal for ordinal, known in self.weekdays if known == weekday]
        if not ordinals or 0 in ordinals:
            return bool(ordinals)
        if self.freq == "YEARLY" and not self.months:
            number, length = day.timetuple().tm_yday, 365 + calendar.isleap(day.year)
        else:
            number, length = day.day, calendar.monthrange(day.year, day.month)[1]
        return (number - 1) // 7 + 1 in ordinals or (number - length - 1) // 7 in ordinals


def read_rule(tree: Any, start: dt.datetime) -> Rule:
    """Return the rule of a jCal RECUR value.

    Args:
        tree: the value.
        start: the wall-clock time at which it starts.

    Raises:
        ValueError: it is no rule, or one that is not expanded.
    """
    if not isinstance(tree, Mapping):
        raise ValueError(f"expected a recurrence rule, got {str(tree)[:60]!r}")
    parts = {str(key).lower(): value for key, value in cast("Mapping[Any, Any]", tree).items()}
    freq = str(parts.get("freq", "")).upper()
    if freq not in _FREQUENCIES:
        raise ValueError(f"expected FREQ to be DAILY, WEEKLY, MONTHLY or YEARLY, got {freq[:20]!r}")
    strange = [key for key in parts if key not in _PARTS and not key.startswith("x-")]
    if strange:
        raise ValueError(f"expected the parts of RFC 5545, got {strange[0].upper()[:20]!r}")
    if "until" in parts and not is_moment(parts["until"]):
        raise ValueError(f"expected UNTIL to be a date or a time, got {str(parts['until'])[:30]!r}")
    rule = Rule(
        freq=freq,
        interval=_interval(parts.get("interval", 1)),
        count=next(iter(_numbers(parts, "count", 1, 10**9)), None),
        until=str(parts["until"]) if "until" in parts else None,
        months=_numbers(parts, "bymonth", 1, 12),
        monthdays=_numbers(parts, "bymonthday", -31, 31),
        yeardays=_numbers(parts, "byyearday", -366, 366),
        weeks=_numbers(parts, "byweekno", -53, 53),
        weekdays=frozenset(map(_weekday, as_list(parts.get("byday", ())))),
        positions=_numbers(parts, "bysetpos", -366, 366),
        week_start=_WEEKDAYS.get(str(parts.get("wkst", "MO")), 0),
        times=_times(parts, start),
    )
    if rule.weeks and rule.week_start:
        raise ValueError("expected BYWEEKNO to count weeks from Monday, as ISO 8601 does")
    return _completed(rule, start)


def _completed(rule: Rule, start: dt.datetime) -> Rule:
    """Return the rule with the days that its start determines."""
    if rule.weekdays or rule.monthdays or rule.yeardays or rule.weeks or rule.freq == "DAILY":
        return rule
    if rule.freq == "WEEKLY":
        return attrs.evolve(rule, weekdays=frozenset({(0, start.weekday())}))
    months = rule.months or (frozenset({start.month}) if rule.freq == "YEARLY" else rule.months)
    return attrs.evolve(rule, months=months, monthdays=frozenset({start.day}))


def _interval(value: Any) -> int:
    if not isinstance(value, int) or not 1 <= value <= 10_000:
        raise ValueError(f"expected INTERVAL to be a number from 1, got {str(value)[:20]!r}")
    return value


def _numbers(parts: Mapping[str, Any], name: str, least: int, most: int) -> frozenset[int]:
    values = as_list(parts.get(name, ()))
    for value in values:
        if not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"expected {name.upper()} to be {least} to {most}, got {str(value)[:20]!r}")
    return frozenset(values)


def _weekday(value: Any) -> tuple[int, int]:
    match = _DAY(str(value).upper())
    if match is None or match[2] not in _WEEKDAYS:
        raise ValueError(f"expected BYDAY to be days like MO or 2TU, got {str(value)[:20]!r}")
    return int(match[1] or 0), _WEEKDAYS[match[2]]


def _times(parts: Mapping[str, Any], start: dt.datetime) -> tuple[dt.time, ...]:
    hours = _numbers(parts, "byhour", 0, 23) or {start.hour}
    minutes = _numbers(parts, "byminute", 0, 59) or {start.minute}
    seconds = _numbers(parts, "bysecond", 0, 59) or {start.second}
    if len(hours) * len(minutes) * len(seconds) > _MOST_TIMES_A_DAY:
        raise ValueError(f"expected at most {_MOST_TIMES_A_DAY} times a day, got more")
    return tuple(dt.time(*parts) for parts in product(sorted(hours), sorted(minutes), sorted(seconds)))
