"""Decides the zones of a calendar that is read: IANA names first, else its VTIMEZONE (RFC 5545 section 3.6.5).

What a VTIMEZONE says of an IANA name is not used: calendars disagree with the zone database where they are wrong.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo

from ....diagnostics import Findings, Severity
from ....model.time import as_timezone, is_nonexistent
from ..._reading.timezones import city_zones, likely_zones, named_offset, named_zone, zone_of_copy
from .._content.tree import Component, JcalProperty, as_list
from .onsets import tricky_dates

__all__ = ["ZoneRules", "Zones", "read_zone_rules"]

_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_weekday = re.compile(r"([+-]?\d)?([A-Z]{2})").fullmatch
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

    def samples(self, years: range) -> list[dt.datetime]:
        """Return times in these years at which zones differ; none if the clocks do not change."""
        changes = [wall for wall, before, after in self._changes if wall.year in years and before != after]
        if not changes:
            return []
        noon, day = dt.time(12), dt.timedelta(days=1)
        around = [dt.datetime.combine(wall.date() + side, noon) for wall in changes for side in (-day, day)]
        days = [dt.date(year, month, date) for year in years for month in range(1, 13) for date in (1, 15)]
        return around + [dt.datetime.combine(date, noon) for date in days]

    def _offset(self, onsets: list[dt.datetime], time: dt.datetime) -> dt.timedelta:
        position = bisect_right(onsets, time)
        return self._changes[position - 1][2] if position else self._changes[0][1]


def read_zone_rules(component: Component) -> ZoneRules | None:
    """Return the rules of a VTIMEZONE, or None if it is incomplete."""
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
    match = _weekday(byday) if isinstance(byday, str) else None
    if match is None or match[2] not in _DAYS:
        day = monthday if isinstance(monthday, int) and 1 <= monthday <= 31 else start.day
        return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
    weekday = _DAYS[match[2]]
    if isinstance(monthday, list):
        last = calendar.monthrange(year, month)[1]
        days = [day for day in as_list(monthday) if isinstance(day, int) and 1 <= day <= last]
        return next((date for day in days if (date := dt.date(year, month, day)).weekday() == weekday), None)
    return _nth_weekday(year, month, weekday, int(match[1] or 1))


@lru_cache(maxsize=4096)
def _nth_weekday(year: int, month: int, weekday: int, order: int) -> dt.date | None:
    """Return the date of a weekday of a month, counted from its end if the ordinal is negative.

    Zones share their rules, and a file may have the same one a thousand times.
    """
    last = calendar.monthrange(year, month)[1]
    first = 1 + (weekday - dt.date(year, month, 1).weekday()) % 7
    day = first + 7 * (order - 1)
    if order < 0:
        final = first + 7 * ((last - first) // 7)
        day = final + 7 * (order + 1)
    return dt.date(year, month, day) if 1 <= day <= last else None


_UTC = as_timezone("UTC")
_MOST_OWN = 50
"""How many zones of a calendar's own are read; calendars of the world have one or two."""


class Zones:
    """Turns the times of one calendar into moments in the event's zone.

    Args:
        calendar: the calendar.
        findings: takes everything wrong.
    """

    def __init__(self, calendar: Component, findings: Findings) -> None:
        self._calendar = calendar
        self._findings = findings
        self.event_zone: ZoneInfo = _UTC
        """The zone the event is in."""
        self.is_guessed = False
        """Whether the zone of the event is unknown, and UTC is used instead."""
        self._known = False
        self._declared: dict[str, Component] = {}
        for inner in calendar.components:
            if inner.name == "vtimezone" and (tzid := inner.text("tzid")) is not None:
                self._declared.setdefault(tzid, inner)
        self._fitted: dict[str, ZoneInfo | None] = {}
        self._by_rules: set[str] = set()
        self._rules: dict[str, ZoneRules | ZoneInfo | dt.timezone | None] = {}
        self._own: dict[str, ZoneRules | None] = {}
        self._used: set[str] = set()
        self._beside: set[str] = set()
        self._tricky: dict[int, frozenset[dt.date]] = {}
        self._moments: dict[str, dt.datetime] = {}
        """Wall-clock times in the event's zone that have no finding: the same ones come often."""

    def settle(self, zone: ZoneInfo) -> None:
        """Set the event's zone."""
        self.event_zone = zone
        self._known = True

    def settle_by_use(self) -> None:
        """Set the event's zone to the one most of its times are in."""
        used, floating = self._used_zones()
        for tzid in [name for name, _ in used.most_common()] + list(self._declared):
            found = self._named(tzid)
            if found is not None:
                self.settle(found)
                return
        if used or not floating:
            self.settle(_UTC)
            self.is_guessed = True
        if not floating and any(inner.name == "vevent" for inner in self._calendar.components):
            what = "zones of its own" if used else "UTC times only"
            self._findings.add(
                "missing-timezone",
                f"expected the calendar to say where it is, got {what}: the event is in UTC, and its days go from"
                " midnight to midnight there",
                position=self._calendar.position,
                help="say the zone: --zone Europe/Berlin, or zone= in Python",
            )

    def _used_zones(self) -> tuple[Counter[str], bool]:
        """Return how often each TZID is used by a start, and whether there are times without one."""
        used: Counter[str] = Counter()
        floating = False
        for vevent in self._calendar.components:
            if vevent.name == "vevent" and (prop := vevent.first("dtstart")) is not None:
                tzid = prop[1].get("tzid")
                if isinstance(tzid, str):
                    used[tzid] += 1
                elif not str(prop[3]).endswith("Z"):
                    floating = True
        return used, floating

    def _named(self, tzid: str) -> ZoneInfo | None:
        found = named_zone(tzid)
        if found is not None:
            return found
        declared = self._declared.get(tzid)
        if declared is None:
            # Nothing but the name says where it is; the cities of one such name are in one Windows zone.
            return zone_of_copy(tzid) or next(iter(city_zones(tzid)), None)
        city = declared.text("x-lic-location")
        return named_zone(city) if city else self._fitting(tzid)

    def _fitting(self, tzid: str) -> ZoneInfo | None:
        """Return the zone with the rules of a VTIMEZONE: the one in its name, else one with the same rules."""
        if tzid not in self._fitted:
            named = zone_of_copy(tzid) is not None or bool(city_zones(tzid))
            # A name that says another place than the rules is as private as one that says none.
            self._fitted[tzid] = self._fitting_name(tzid) if named else self._fitting_rules(tzid)
        return self._fitted[tzid]

    def _fitting_name(self, tzid: str) -> ZoneInfo | None:
        """Return the zone in the name that has the rules of the VTIMEZONE at every time it is used for."""
        copied = zone_of_copy(tzid)
        candidates = city_zones(tzid) if copied is None else (copied,)
        rules = self._own_rules(tzid) if candidates else None
        if rules is None:
            return None
        return _first_like(rules, self._walls(tzid), candidates)

    def _fitting_rules(self, tzid: str) -> ZoneInfo | None:
        """Return a zone with the rules of a VTIMEZONE in the years it is used for; the clocks change in both."""
        rules = self._own_rules(tzid)
        if rules is None or not (walls := self._walls(tzid)):
            return None
        years = range(min(walls).year, min(max(walls).year, min(walls).year + 5) + 1)
        samples = rules.samples(years)
        found = _first_like(rules, samples + walls, (self.event_zone, *likely_zones())) if samples else None
        if found is not None:
            self._by_rules.add(tzid)
        return found

    def _walls(self, tzid: str) -> list[dt.datetime]:
        """Return the local times of DTSTART and DTEND that have this TZID."""
        return [
            wall
            for inner in self._calendar.components
            for prop in inner.properties
            if prop[0] in ("dtstart", "dtend") and prop[1].get("tzid") == tzid
            if (wall := _wall_clock(prop[3])) is not None
        ]

    def moment(self, prop: JcalProperty, position: int) -> dt.datetime | None:
        """Return a DATE-TIME or DATE in the event's zone, or None if its zone is unknown."""
        text: str = prop[3]
        if text[-1] == "Z":
            if prop[1]:
                self._beside_utc(prop[1].get("tzid"), position)
            return dt.datetime.fromisoformat(text).astimezone(self.event_zone)
        tzid = prop[1].get("tzid")
        if tzid == self.event_zone.key and (known := self._moments.get(text)) is not None:
            return known
        wall = dt.datetime.fromisoformat(text)
        if len(text) == 10 or not isinstance(tzid, str):
            return self._floating(wall, position, floating=len(text) > 10)
        if tzid not in self._used:
            self._first_use(tzid, position)
        if tzid != self.event_zone.key:
            return self._foreign(wall, tzid, position)
        moment = self._local(wall, self.event_zone, position)
        if wall.date() not in self._tricky[wall.year]:
            self._moments[text] = moment
        return moment

    def is_settled(self, prop: JcalProperty) -> bool:
        """Return whether `moment` was asked for this time before, and gives the same again without a finding."""
        text: str = prop[3]
        if text[-1] == "Z":
            return not prop[1]
        return text in self._moments and prop[1].get("tzid") == self.event_zone.key

    def later(
        self, prop: JcalProperty, start: dt.datetime, days: int, rest: dt.timedelta, position: int
    ) -> dt.datetime | None:
        """Return a moment moved by calendar days and then by a duration, on the clock of its DATE-TIME property.

        Args:
            prop: the property.
            start: the moment that it is.
            days: how many days.
            rest: the time after them.
            position: where the property stands.
        """
        text: str = prop[3]
        there: dt.datetime | None = start
        if days:
            later = dt.datetime.fromisoformat(text.rstrip("Z")) + dt.timedelta(days)
            there = self.moment([*prop[:3], later.isoformat()[: len(text)] + text[19:]], position)
        return None if there is None else (there.astimezone(dt.UTC) + rest).astimezone(self.event_zone)

    def _beside_utc(self, tzid: object, position: int) -> None:
        """Report a zone beside a time in UTC, once for each: RFC 5545 section 3.2.19 does not allow it."""
        if isinstance(tzid, str) and tzid not in self._beside:
            self._beside.add(tzid)
            self._findings.add(
                "zone-with-utc",
                f"expected a time in UTC without TZID, got {tzid[:60]!r} beside it: read as UTC",
                position=position,
            )

    def _floating(self, wall: dt.datetime, position: int, *, floating: bool) -> dt.datetime | None:
        if not self._known:
            self._findings.add(
                "missing-timezone",
                "expected a time zone, got none here nor in the calendar: the time was left out",
                position=position,
                severity=Severity.ERROR,
                help="say the zone: --zone Europe/Berlin, or zone= in Python",
            )
            return None
        if floating:
            self._findings.add(
                "floating-time",
                f"expected a time zone, got none: read in that of the event, {self.event_zone.key}",
                position=position,
            )
        return self._local(wall, self.event_zone, position)

    def _foreign(self, wall: dt.datetime, tzid: str, position: int) -> dt.datetime | None:
        rules = self._zone(tzid, position)
        if rules is None:
            return self._floating(wall, position, floating=True)
        if isinstance(rules, ZoneRules):
            return rules.utc(wall).astimezone(self.event_zone)
        if isinstance(rules, dt.timezone):
            return wall.replace(tzinfo=rules).astimezone(self.event_zone)
        moment = self._local(wall, rules, position)
        return moment if rules is self.event_zone else moment.astimezone(self.event_zone)

    def skips(self, prop: JcalProperty, position: int) -> bool:
        """Return whether the zone of a DATE-TIME property skips that time."""
        tzid = prop[1].get("tzid")
        wall = _wall_clock(prop[3])
        if wall is None or len(prop[3]) == 10:
            return False
        rules = self._zone(tzid, position) if isinstance(tzid, str) else self.event_zone
        return isinstance(rules, ZoneInfo) and is_nonexistent(wall.replace(tzinfo=rules))

    def wall(self, prop: JcalProperty, moment: dt.datetime, position: int) -> dt.datetime:
        """Return the local time, in the zone of a DATE-TIME property, at a moment."""
        if prop[3][-1] == "Z":
            return moment.astimezone(dt.UTC).replace(tzinfo=None)
        tzid = prop[1].get("tzid")
        rules = self._zone(tzid, position) if isinstance(tzid, str) else None
        if isinstance(rules, ZoneRules):
            return rules.wall(moment)
        return moment.astimezone(rules or self.event_zone).replace(tzinfo=None)

    def _zone(self, tzid: str, position: int) -> ZoneRules | ZoneInfo | dt.timezone | None:
        if tzid not in self._rules:
            self._rules[tzid] = self._find(tzid, position)
        return self._rules[tzid]

    def _own_rules(self, tzid: str) -> ZoneRules | None:
        """Return the rules of a VTIMEZONE, of the first of a calendar: each costs thousands of onsets to read."""
        declared = self._declared.get(tzid)
        if declared is None or (tzid not in self._own and len(self._own) >= _MOST_OWN):
            return None
        if tzid not in self._own:
            self._own[tzid] = read_zone_rules(declared)
        return self._own[tzid]

    def _find(self, tzid: str, position: int) -> ZoneRules | ZoneInfo | dt.timezone | None:
        found = self._named(tzid)
        declared = self._declared.get(tzid)
        if found is not None:
            if found.key == self.event_zone.key:
                found = self.event_zone
            else:
                self._findings.add(
                    "other-zone",
                    f"times in {found.key} were turned into {self.event_zone.key}, the zone of the event",
                    position=position,
                    severity=Severity.INFO,
                )
            if tzid in self._by_rules:
                self._findings.add(
                    "custom-zone",
                    f"{tzid[:60]!r} is a zone of this calendar only; its rules are those of {found.key}: read as that",
                    position=position,
                    help="other places have the same rules: say yours: --zone Europe/Paris, or zone= in Python",
                )
            elif found.key != tzid:
                self._findings.add(
                    "zone-renamed",
                    f"expected an IANA time zone, got {tzid[:60]!r}: read as {found.key}",
                    position=position,
                )
            return found
        rules = self._own_rules(tzid)
        if rules is not None:
            self._findings.add(
                "custom-zone",
                f"{tzid[:60]!r} is a zone of this calendar only: its times were turned",
                position=position,
            )
            return rules
        offset = named_offset(tzid)
        if offset is not None:
            self._findings.add(
                "custom-zone",
                f"expected an IANA time zone, got the offset {tzid[:60]!r}: its times were turned",
                position=position,
            )
            return dt.timezone(offset)
        what = "has no usable rules" if declared is not None else "is declared nowhere"
        self._findings.add(
            "unknown-timezone",
            f"expected an IANA time zone, got {tzid[:60]!r}, which {what}",
            position=position,
            severity=Severity.ERROR,
            help="say the zone: --zone Europe/Berlin, or zone= in Python",
        )
        return None

    def _first_use(self, tzid: str, position: int) -> None:
        """Tell of a zone that is used and not declared: many clients take its times for something else."""
        self._used.add(tzid)
        if tzid not in self._declared:
            self._findings.add(
                "undeclared-zone", f"expected a VTIMEZONE for {tzid[:60]!r}, got none", position=position
            )

    def _local(self, wall: dt.datetime, zone: ZoneInfo, position: int) -> dt.datetime:
        """Return a local time in a zone; RFC 5545 section 3.3.5 defines skipped and repeated ones."""
        moment = wall.replace(tzinfo=zone)
        tricky = self._tricky.get(wall.year) if zone is self.event_zone else None
        if tricky is None:
            year = min(max(wall.year, 1971), 2998)
            tricky = tricky_dates(zone.key, year - 1, year + 1)
            if zone is self.event_zone:
                self._tricky[wall.year] = tricky
        if wall.date() not in tricky or moment.utcoffset() == moment.replace(fold=1).utcoffset():
            return moment
        there = moment.astimezone(dt.UTC).astimezone(zone)
        if there.replace(tzinfo=None) != wall:
            self._findings.add(
                "nonexistent-local-time",
                f"{wall} does not exist in {zone.key}: read as {there:%H:%M}",
                position=position,
            )
            return there
        self._findings.add(
            "ambiguous-local-time",
            f"{wall} happens twice in {zone.key}: the first is meant (RFC 5545 3.3.5)",
            position=position,
        )
        return moment


def _first_like(rules: ZoneRules, walls: list[dt.datetime], zones: Iterable[ZoneInfo]) -> ZoneInfo | None:
    """Return the first zone in which these times are the moments that the rules say."""
    moments = [(wall, rules.utc(wall)) for wall in walls]
    for zone in zones:
        if all(moment == wall.replace(tzinfo=zone).astimezone(dt.UTC) for wall, moment in moments):
            return zone
    return None


def _wall_clock(value: Any) -> dt.datetime | None:
    """Return a DATE-TIME without a zone, or None if it is invalid, or too far away to be converted."""
    try:
        wall = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return wall if wall.tzinfo is None and 1 < wall.year < 9999 else None


def is_date(prop: JcalProperty) -> bool:
    """Return whether a DTSTART or DTEND is a date without a time."""
    value: Any = prop[3]
    return isinstance(value, str) and len(value) == 10
