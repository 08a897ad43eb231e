"""Expands recurring items to one component per time (RFC 5545 section 3.8.5), with the changes of single times.

A session happens once. The first keeps the UID; the others are distinguished by the time that the rule gave them,
which stays when one of them is moved or called off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from ....diagnostics import Findings, Severity
from .._content.lines import content_line
from .._content.tree import Component, JcalProperty, is_moment
from .._zones.resolve import Zones
from .rule import Rule, read_rule
from .series import MAX_TIMES, RECURRING, RULES, Series, latest_revisions, original, single

__all__ = ["MAX_TIMES", "Occurrence", "occurrences"]

_MAX_STEPS = 100_000
"""How much all the rules of a calendar may cost together: a step is a time, or a period without one."""
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


def occurrences(
    calendar: Component,
    findings: Findings,
    zones: Zones,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Iterator[Occurrence]:
    """Yield every VEVENT of a calendar once for each of its times, in the calendar's order.

    Args:
        calendar: the calendar.
        findings: takes what is wrong with it.
        zones: its zones.
        since: the first day from which a series without an end is followed; None: the day of its start.
        until: the last of them; None: a year after the latest date in the file.
    """
    vevents = latest_revisions([inner for inner in calendar.components if inner.name == "vevent"], findings)
    if not all(vevent.names.isdisjoint(RECURRING) for vevent in vevents):
        yield from _Expander(vevents, findings, zones, since, until)
    else:
        yield from map(Occurrence, vevents)


class _Expander:
    """The items of one calendar; those that change a single time of another are found by UID."""

    def __init__(
        self,
        vevents: list[Component],
        findings: Findings,
        zones: Zones,
        since: dt.date | None,
        until: dt.date | None,
    ) -> None:
        self._vevents = vevents
        self._findings = findings
        self._zones = zones
        self._since, self._until = since, until
        self._steps = _MAX_STEPS
        self._horizon = _latest(vevents) + _YEAR if until is None else until
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
            recurs = any(prop[0] in RULES for prop in item.properties)
            if item.first("recurrence-id") is not None:
                if uid not in self._by_uid:  # a time of an item that is not in this file
                    yield Occurrence(single(item), _suffix(original(item)))
                continue
            changes = self._changes.get(uid, []) if self._by_uid[uid] == number else []
            if recurs or changes:
                yield from self._expand(item, changes, number)
            else:
                yield Occurrence(item)

    def _expand(self, item: Component, changes: list[Component], number: int) -> Iterator[Occurrence]:
        begin = item.first("dtstart")
        if begin is None or not is_moment(begin[3]):
            yield Occurrence(single(item), "", number)
            yield from (Occurrence(single(other), _suffix(original(other)), number) for other in changes)
            return
        series = Series(item, begin, self._findings, self._zones)
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
        yield from (Occurrence(single(other), _suffix(original(other)), number) for other in series.strange)

    def _by_rule(self, series: Series, prop: JcalProperty, position: int) -> None:
        """Add the times of a rule, as far as it is read."""
        try:
            rule = read_rule(prop[3], series.wall)
        except ValueError as error:
            self._findings.add(
                "recurrence-refused",
                f"{error}: only its start was read, the rule is kept",
                position=position,
                help="mend the rule, or give each time an item of its own",
            )
            return
        if rule.until is not None and series.is_past(series.wall, rule.until):
            message = f"expected UNTIL after DTSTART, got {rule.until} before it: only its start was read"
            self._findings.add("end-before-start", message, position=position)
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
            return
        message = f"expected one time for one session, got a rule for many: {made}"
        if series.known_until is not None:
            message += f", until {series.known_until} as asked"
        self._findings.add("recurrence-expanded", message, position=position, severity=Severity.INFO)

    def _walk(self, series: Series, rule: Rule) -> str:
        """Add the times of a rule; return why it was not followed to its end, or nothing."""
        endless = rule.count is None and rule.until is None
        last = self._horizon if endless else min(series.wall.date(), _LATEST) + _LONGEST
        if endless:
            series.known_since, series.known_until = self._since, self._until
        if rule.until is not None:
            # A day more, for a moment in UTC may be on the day after where the item is.
            last = min(last - _DAY, dt.date.fromisoformat(rule.until[:10])) + _DAY
        left = rule.count or MAX_TIMES
        for batch in rule.periods(series.wall.date(), last, series.known_since):
            self._steps -= 1 + len(batch)
            if self._steps < 0:
                series.known_until = batch[0].date() if batch else series.wall.date()
                return "more than all the rules of a calendar may cost"
            for wall in filter(series.may_have, batch):
                if rule.until is not None and series.is_past(wall, rule.until):
                    return ""
                left -= 1
                if not left and rule.count:
                    return ""
                if not left or len(series.times) >= MAX_TIMES:
                    series.known_until = wall.date() - _DAY
                    return f"more than {MAX_TIMES} times"
                series.times.setdefault(wall, None)
        if not endless or self._until is not None:
            return ""
        series.known_until = last
        return "none: it was followed until a year after the latest date in the file"


def _latest(vevents: list[Component]) -> dt.date:
    """Return the latest date in the items, which is about when the file was made, or later."""
    texts = [prop[3][:10] for item in vevents for prop in item.properties if prop[0] in _DATES and is_moment(prop[3])]
    return min(dt.date.fromisoformat(max(texts, default="1970-01-01")), _LATEST)


def _suffix(text: str) -> str:
    """Return the id suffix of an occurrence: `-20240709`, the date before any move."""
    return "-" + text[:10].replace("-", "")


def _kept(item: Component) -> list[JcalProperty]:
    """Return the recurrence of an item as text, to pass through: properties would make the sessions recur again."""
    rules = [prop for prop in item.properties if prop[0] in RULES]
    return [["x-ospo-recurrence", {}, "text", line] for line in map(content_line, rules)]
