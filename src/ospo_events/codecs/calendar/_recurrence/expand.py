"""Recurring items to one component for each time (RFC 5545 section 3.8.5), with what was changed for single times.

A session happens once. The first keeps the UID; the others are distinguished by the time that the rule gave them,
which stays when one of them is moved or called off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

from ....diagnostics import Findings, Severity
from ....model.time import instant
from .._content.lines import content_line
from .._content.tree import Component, JcalProperty, as_list, is_moment
from .._zones.resolve import Zones
from .rule import Rule, read_rule

__all__ = ["MAX_TIMES", "Occurrence", "occurrences"]

MAX_TIMES = 1000
"""How many times one recurring item is read; a weekly one has them in 19 years."""
_MAX_STEPS = 100_000
"""How much all the rules of a calendar may cost together: a step is a time, or a period without one."""
_RULES = frozenset({"rrule", "rdate", "exdate", "exrule"})
_RECURRING = _RULES | {"recurrence-id"}
_DATES = frozenset({"dtstamp", "dtstart", "dtend", "last-modified", "created", "recurrence-id", "rdate"})
_DAY, _YEAR, _LONGEST = dt.timedelta(days=1), dt.timedelta(days=366), dt.timedelta(days=366 * 100)
_LATEST = dt.date(9000, 1, 1)
_HELP = "end the rule with COUNT or UNTIL, or give each time an item of its own"


class Occurrence(NamedTuple):
    """One time of an item."""

    component: Component
    """The VEVENT of that time alone."""
    suffix: str = ""
    """What its id ends in; nothing for the first of its item, and for an item that does not recur."""
    series: int | None = None
    """A number that all times of one item share; None for an item that does not recur."""


def occurrences(calendar: Component, findings: Findings, zones: Zones) -> Iterator[Occurrence]:
    """Yield every VEVENT of a calendar once for each of its times, in the calendar's order."""
    vevents = [inner for inner in calendar.components if inner.name == "vevent"]
    names = {prop[0] for vevent in vevents for prop in vevent.properties}
    if not names.isdisjoint(_RECURRING):
        yield from _Expander(vevents, findings, zones)
    else:
        yield from map(Occurrence, vevents)


class _Expander:
    """The items of one calendar; those that change a single time of another are found by UID."""

    def __init__(self, vevents: list[Component], findings: Findings, zones: Zones) -> None:
        self._vevents = vevents
        self._findings = findings
        self._zones = zones
        self._steps = _MAX_STEPS
        self._horizon = _latest(vevents) + _YEAR
        self._by_uid: dict[str, int] = {}
        self._changes: dict[str, list[Component]] = {}
        for number, item in enumerate(vevents):
            uid = item.text("uid") or ""
            if item.first("recurrence-id") is None:
                self._by_uid.setdefault(uid, number)
            else:
                self._changes.setdefault(uid, []).append(item)

    def __iter__(self) -> Iterator[Occurrence]:
        for number, item in enumerate(self._vevents):
            uid = item.text("uid") or ""
            recurs = any(prop[0] in _RULES for prop in item.properties)
            if item.first("recurrence-id") is not None:
                if uid not in self._by_uid:  # a time of an item that is not in this file
                    yield Occurrence(_single(item), _suffix(_original(item)))
                continue
            changes = self._changes.get(uid, []) if self._by_uid[uid] == number else []
            if recurs or changes:
                yield from self._expand(item, changes, number)
            else:
                yield Occurrence(item)

    def _expand(self, item: Component, changes: list[Component], number: int) -> Iterator[Occurrence]:
        begin = item.first("dtstart")
        if begin is None or not is_moment(begin[3]):
            yield Occurrence(_single(item), "", number)
            yield from (Occurrence(_single(other), _suffix(_original(other)), number) for other in changes)
            return
        series = _Series(item, begin, self._findings, self._zones)
        for prop, position in item.named("rrule"):
            self._by_rule(series, prop, position)
        series.add_and_remove()
        series.change(changes)
        kept = _kept(item)
        for wall, component in series.components():
            component.properties += kept
            component.positions += [item.position] * len(kept)
            kept = []
            yield Occurrence(component, "" if wall == series.wall else _suffix(wall.isoformat()), number)
        yield from (Occurrence(_single(other), _suffix(_original(other)), number) for other in series.strange)

    def _by_rule(self, series: _Series, prop: JcalProperty, position: int) -> None:
        """Add the times of a rule, as far as it is read."""
        try:
            rule = read_rule(prop[3], series.wall)
        except ValueError as error:
            self._findings.add(
                "recurrence-refused",
                f"{error}: only its start was read, the rule is kept",
                position=position,
                help=_HELP,
            )
            return
        before = len(series.times)
        cut = self._walk(series, rule)
        made = f"{len(series.times) - before} more sessions were made of it"
        if cut:
            self._findings.add(
                "recurrence-cut",
                f"expected a rule with an end near by, got {cut}: {made}",
                position=position,
                help=_HELP,
            )
        else:
            message = f"expected one time for one session, got a rule for many: {made}"
            self._findings.add("recurrence-expanded", message, position=position, severity=Severity.INFO)

    def _walk(self, series: _Series, rule: Rule) -> str:
        """Add the times of a rule; return why it was not followed to its end, or nothing where it was."""
        endless = rule.count is None and rule.until is None
        last = self._horizon if endless else min(series.wall.date(), _LATEST) + _LONGEST
        if rule.until is not None:
            # A day more, for a moment in UTC may be on the day after where the item is.
            last = min(last - _DAY, dt.date.fromisoformat(rule.until[:10])) + _DAY
        left = rule.count or MAX_TIMES
        for batch in rule.periods(series.wall.date(), last):
            self._steps -= 1 + len(batch)
            if self._steps < 0:
                return "more than all the rules of a calendar may cost"
            for wall in batch:
                if wall <= series.wall:  # DTSTART is there, and "always counts as the first" (RFC 5545 3.3.10)
                    continue
                if rule.until is not None and series.is_past(wall, rule.until):
                    return ""
                left -= 1
                if not left:
                    return "" if rule.count else f"more than {MAX_TIMES} times"
                if len(series.times) >= MAX_TIMES:
                    return f"more than {MAX_TIMES} times"
                series.times.setdefault(wall, None)
        return "none: it was followed until a year after the latest date in the file" if endless else ""


class _Series:
    """The times of one item by their wall clock, each with an end of its own where RDATE gives one.

    Args:
        item: the item.
        begin: its DTSTART.
        zones: turn times of other zones into moments.
    """

    def __init__(self, item: Component, begin: JcalProperty, findings: Findings, zones: Zones) -> None:
        self._item = item
        self._begin = begin
        self._findings = findings
        self._zones = zones
        self.wall = _wall(begin[3])
        self.times: dict[dt.datetime, JcalProperty | None] = {self.wall: None}
        # What EXDATE and RECURRENCE-ID look up; they are asked for when all times are known.
        self._days: dict[dt.date, list[dt.datetime]] | None = None
        self._instants: dict[float | None, dt.datetime] | None = None
        self._exact: dict[dt.datetime, Component] = {}
        self._since: list[tuple[dt.datetime, Component]] = []
        self.strange: list[Component] = []
        """Changes of times that the item does not have."""

    def _moment(self, prop: JcalProperty, text: str) -> dt.datetime | None:
        try:
            return self._zones.moment([prop[0], prop[1], "date-time", text], self._item.position)
        except (ValueError, OverflowError):
            return None

    def _instant(self, prop: JcalProperty, text: str) -> float | None:
        moment = self._moment(prop, text)
        return None if moment is None else instant(moment)

    def is_past(self, wall: dt.datetime, until: str) -> bool:
        """Return whether a time is after UNTIL, which is a date, a wall-clock time or a moment in UTC."""
        if len(until) == 10 or len(self._begin[3]) == 10:
            return wall.date() > _wall(until).date()
        if until[-1] == "Z" and self._begin[3][-1] != "Z":
            there = self._instant(self._begin, wall.isoformat())
            return there is None or there > _wall(until).replace(tzinfo=dt.UTC).timestamp()
        return wall > _wall(until)

    def find(self, prop: JcalProperty, text: str) -> list[dt.datetime]:
        """Return the times that a value of EXDATE or RECURRENCE-ID names: in whatever zone, or by the date alone."""
        if not is_moment(text):
            return []
        wall = _wall(text)
        if len(text) == 10 or len(self._begin[3]) == 10:
            return [known for known in self._of_day(wall.date()) if known in self.times]
        if _same_clock(prop, text, self._begin):
            return [wall] if wall in self.times else []
        known = self._at_instant().get(self._instant(prop, text))
        return [] if known is None or known not in self.times else [known]

    def _of_day(self, day: dt.date) -> list[dt.datetime]:
        """Return the times of a day; a file may ask for hundreds of thousands of days."""
        if self._days is None:
            self._days = {}
            for known in self.times:
                self._days.setdefault(known.date(), []).append(known)
        return self._days.get(day, [])

    def _at_instant(self) -> dict[float | None, dt.datetime]:
        """Return the times by the instants that they are."""
        if self._instants is None:
            clock = "Z" if self._begin[3][-1] == "Z" else ""
            self._instants = {self._instant(self._begin, known.isoformat() + clock): known for known in self.times}
            self._instants.pop(None, None)
        return self._instants

    def _wall_of(self, prop: JcalProperty, text: str) -> dt.datetime | None:
        """Return a value of RDATE on the clock of DTSTART, or None for what is no time."""
        if not is_moment(text):
            return None
        if len(self._begin[3]) == 10:
            return _wall(text[:10])
        if len(text) == 10:  # EXDATE takes out the time of a day in the same way
            return dt.datetime.combine(_wall(text).date(), self.wall.time())
        if _same_clock(prop, text, self._begin):
            return _wall(text)
        moment = self._moment(prop, text)
        try:
            return None if moment is None else self._zones.wall(self._begin, moment, self._item.position)
        except OverflowError:
            return None

    def add_and_remove(self) -> None:
        """Add the times of RDATE, of whatever zone, and take out those of EXDATE."""
        for prop, position in self._item.named("rdate"):
            for value in prop[3:]:
                text, end = _start_and_end(prop, value)
                wall = self._wall_of(prop, text)
                if wall is not None and len(self.times) < MAX_TIMES:
                    self.times.setdefault(wall, end)
                else:
                    why = "more than can be read" if wall is not None else repr(text[:30])
                    self._findings.add(
                        "recurrence-refused",
                        f"expected RDATE to be a few times, got {why}: left out",
                        position=position,
                    )
        for prop, _ in self._item.named("exdate"):
            for value in prop[3:]:
                for wall in self.find(prop, str(value)):
                    del self.times[wall]
        for _, position in self._item.named("exrule"):
            self._findings.add(
                "recurrence-refused", "expected EXDATE, got EXRULE (RFC 2445): it was left out", position=position
            )

    def change(self, changes: list[Component]) -> None:
        """Take note of the items that change a time of this one, or all from a time on."""
        for other in changes:
            prop = other.first("recurrence-id")
            found = [] if prop is None else self.find(prop, _original(other))
            if prop is not None and found and str(prop[1].get("range", "")).upper() == "THISANDFUTURE":
                self._since.append((found[0], other))
            elif found and found[0] not in self._exact:
                self._exact[found[0]] = other
            else:
                self._findings.add(
                    "recurrence-id-unknown",
                    f"expected RECURRENCE-ID to be a time of its item, got {_original(other)[:30]!r}: read as one more",
                    position=other.position,
                )
                self.strange.append(other)

    def components(self) -> Iterator[tuple[dt.datetime, Component]]:
        """Yield the times in order, each as an item that happens once."""
        for wall, end in sorted(self.times.items()):
            exact = self._exact.get(wall)
            if exact is not None:
                yield wall, _single(exact)
                continue
            item, shift = self._item, wall - self.wall
            for since, other in self._since:
                if since <= wall:
                    item, shift = other, wall - since
            moved = _single(item, shift)
            if end is not None:
                _replace_end(moved, end)
            yield wall, moved


def _latest(vevents: list[Component]) -> dt.date:
    """Return the latest date that stands in items, which is about when the file was made or later."""
    texts = [prop[3][:10] for item in vevents for prop in item.properties if prop[0] in _DATES and is_moment(prop[3])]
    return min(dt.date.fromisoformat(max(texts, default="1970-01-01")), _LATEST)


def _wall(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.rstrip("Z"))


def _start_and_end(prop: JcalProperty, value: Any) -> tuple[str, JcalProperty | None]:
    """Return a value of RDATE, which is a time, or a period: with an end or a duration, as a property."""
    parts = [str(part) for part in as_list(value)]
    if len(parts) != 2:
        return str(value), None
    start, end = parts
    if end.lstrip("+-").startswith("P"):
        return start, ["duration", {}, "duration", end]
    return start, ["dtend", prop[1], "date-time", end]


def _same_clock(prop: JcalProperty, text: str, other: JcalProperty) -> bool:
    same_zone: bool = prop[1].get("tzid") == other[1].get("tzid")
    return same_zone and text.endswith("Z") == str(other[3]).endswith("Z")


def _original(item: Component) -> str:
    return item.text("recurrence-id") or ""


def _suffix(text: str) -> str:
    """Return the id suffix of an occurrence: `-20240709`, the date before any move."""
    return "-" + text[:10].replace("-", "")


def _single(item: Component, shift: dt.timedelta = dt.timedelta()) -> Component:
    """Return an item without what makes it recur, later by so much on the clock of each of its times."""
    single = Component(item.name, item.position)
    single.components = item.components
    for prop, position in zip(item.properties, item.positions, strict=True):
        if prop[0] not in _RECURRING:
            moves = shift and prop[0] in ("dtstart", "dtend") and is_moment(prop[3])
            single.properties.append(_later(prop, shift) if moves else prop)
            single.positions.append(position)
    return single


def _later(prop: JcalProperty, shift: dt.timedelta) -> JcalProperty:
    name, parameters, kind, text = prop
    wall = (_wall(text) + shift).isoformat()
    return [name, parameters, kind, wall[:10] if len(text) == 10 else wall + ("Z" if text[-1] == "Z" else "")]


def _replace_end(item: Component, end: JcalProperty) -> None:
    for number, prop in enumerate(item.properties):
        if prop[0] in ("dtend", "duration"):
            item.properties[number] = end
            return
    item.properties.append(end)
    item.positions.append(item.position)


def _kept(item: Component) -> list[JcalProperty]:
    """Return what made an item recur as text, to ride along: as properties it would make the sessions recur again."""
    rules = [prop for prop in item.properties if prop[0] in _RULES]
    return [["x-ospo-recurrence", {}, "text", line] for line in map(content_line, rules)]
