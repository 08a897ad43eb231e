"""The times of one recurring item: rules and RDATE add times, EXDATE removes them, RECURRENCE-ID changes them.

A time that says no zone is in that of DTSTART. Of two changes of one time, the later revision counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from ....diagnostics import Findings
from ....model.time import instant
from .._content.tree import Component, JcalProperty, as_list, is_moment
from .._zones.resolve import Zones

__all__ = ["MAX_TIMES", "RECURRING", "RULES", "Series", "original", "single"]

MAX_TIMES = 1000
"""How many times one recurring item is read; a weekly one has them in 19 years."""
RULES = frozenset({"rrule", "rdate", "exdate", "exrule"})
RECURRING = RULES | {"recurrence-id"}
_MIDNIGHT = dt.time()
_DAY = dt.timedelta(days=1)


class Series:
    """The times of one item in local time, each with its own end if RDATE gives one.

    Args:
        item: the item.
        begin: its DTSTART.
        findings: takes everything wrong.
        zones: turn times of other zones into moments.
    """

    def __init__(self, item: Component, begin: JcalProperty, findings: Findings, zones: Zones) -> None:
        self._item = item
        self._begin = begin
        self._findings = findings
        self._zones = zones
        self.wall = _wall(begin[3])
        self.times: dict[dt.datetime, JcalProperty | None] = {self.wall: None}
        self.known_since: dt.date | None = None
        """The first day of which the times are known; None: all days before."""
        self.known_until: dt.date | None = None
        """The last day of which the times are known; None: all days after."""
        # What EXDATE and RECURRENCE-ID look up; they are asked for when all times are known.
        self._days: dict[dt.date, list[dt.datetime]] | None = None
        self._instants: dict[float | None, dt.datetime] | None = None
        self._off: set[dt.datetime] = set()
        self._exact: dict[dt.datetime, Component] = {}
        self._since: list[tuple[dt.datetime, Component]] = []
        self.strange: list[Component] = []
        """Changes of times that the item does not have."""

    def may_have(self, wall: dt.datetime) -> bool:
        """Return whether a rule may add a time; DTSTART is there, and counts as the first (RFC 5545 section 3.3.10)."""
        return wall > self.wall and self._is_known(wall.date())

    def _moment(self, prop: JcalProperty, text: str, position: int) -> dt.datetime | None:
        try:
            return self._zones.moment([prop[0], prop[1], "date-time", text], position)
        except (ValueError, OverflowError):
            return None

    def _instant(self, prop: JcalProperty, text: str, position: int) -> float | None:
        moment = self._moment(prop, text, position)
        return None if moment is None else instant(moment)

    def is_past(self, wall: dt.datetime, until: str) -> bool:
        """Return whether a time is after UNTIL, which is a date, a wall-clock time or a moment in UTC."""
        if len(self._begin[3]) == 10 and until[-1] == "Z":
            return wall.date() > self._days_meant(["until", {}, "date-time", until], until, self._item.position)[0]
        if len(until) == 10 or len(self._begin[3]) == 10:
            return wall.date() > _wall(until).date()
        if until[-1] == "Z" and self._begin[3][-1] != "Z":
            there = self._instant(self._begin, wall.isoformat(), self._item.position)
            return there is None or there > _wall(until).replace(tzinfo=dt.UTC).timestamp()
        return wall > _wall(until)

    def _find(self, prop: JcalProperty, text: str, position: int) -> list[dt.datetime]:
        """Return the times that a value of EXDATE or RECURRENCE-ID names: in whatever zone, or by the date alone."""
        if len(self._begin[3]) == 10 and len(text) > 10:
            days = self._days_meant(prop, text, position)
            for times in map(self._of_day, days):
                if times:
                    return times
            return []
        wall = _wall(text)
        if len(text) == 10:
            return self._of_day(wall.date())
        if self._is_on_own_clock(prop, text, position):
            return [wall] if wall in self.times else []
        known = self._at_instant().get(self._instant(prop, text, position))
        return [] if known is None else [known]

    def _days_meant(self, prop: JcalProperty, text: str, position: int) -> list[dt.date]:
        """Return the days that a time may mean where a day is expected, the most likely first.

        Exchange writes a day of an item of whole days as the UTC of midnight in the zone of the calendar.
        """
        wall = _wall(text)
        is_floating = text[-1] != "Z" and not isinstance(prop[1].get("tzid"), str)
        moment = None if is_floating else self._moment(prop, text, position)
        if moment is None:
            return [wall.date()]
        there = moment.replace(tzinfo=None)
        midnights = [clock.date() for clock in (there, wall) if clock.time() == _MIDNIGHT]
        try:
            nearest = (wall + _DAY / 2).date()
        except OverflowError:
            nearest = wall.date()
        if prop[0] == "until":
            return [*midnights, wall.date()]
        return [*midnights, there.date(), wall.date(), nearest]

    def _is_on_own_clock(self, prop: JcalProperty, text: str, position: int) -> bool:
        """Return whether a time is in the zone of DTSTART, or names no zone."""
        if text[-1] == "Z" or isinstance(prop[1].get("tzid"), str):
            return _same_clock(prop, text, self._begin)
        if self._begin[3][-1] == "Z" or "tzid" in self._begin[1]:
            zone = self._begin[1].get("tzid", "UTC")
            self._findings.add(
                "floating-time",
                f"expected a time zone, got none: read in that of DTSTART, {str(zone)[:60]}",
                position=position,
            )
        return True

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
            position = self._item.position_of("dtstart")
            self._instants = {
                self._instant(self._begin, known.isoformat() + clock, position): known for known in self.times
            }
            self._instants.pop(None, None)
        return self._instants

    def _wall_of(self, prop: JcalProperty, text: str, position: int) -> dt.datetime | None:
        """Return a value of RDATE in the zone of DTSTART, or None if it is not a time."""
        if not is_moment(text):
            return None
        if len(self._begin[3]) == 10:
            day = _wall(text).date() if len(text) == 10 else self._days_meant(prop, text, position)[0]
            return dt.datetime.combine(day, _MIDNIGHT)
        if len(text) == 10:  # EXDATE takes out the time of a day in the same way
            return dt.datetime.combine(_wall(text).date(), self.wall.time())
        if self._is_on_own_clock(prop, text, position):
            return _wall(text)
        moment = self._moment(prop, text, position)
        try:
            return None if moment is None else self._zones.wall(self._begin, moment, position)
        except OverflowError:
            return None

    def add_and_remove(self) -> None:
        """Add the times of RDATE, of whatever zone, and take out those of EXDATE."""
        for prop, position in self._item.named("rdate"):
            for value in prop[3:]:
                text, end = self._start_and_end(prop, value)
                wall = self._wall_of(prop, text, position)
                if wall is not None and len(self.times) < MAX_TIMES:
                    self.times.setdefault(wall, end)
                else:
                    why = "more than can be read" if wall is not None else repr(text[:30])
                    self._findings.add(
                        "recurrence-refused",
                        f"expected RDATE to be a few times, got {why}: left out",
                        position=position,
                    )
        for prop, position in self._item.named("exdate"):
            for value in prop[3:]:
                self._remove(prop, value, position)
        for _, position in self._item.named("exrule"):
            self._findings.add(
                "recurrence-refused", "expected EXDATE, got EXRULE (RFC 2445): it was left out", position=position
            )

    def _remove(self, prop: JcalProperty, value: Any, position: int) -> None:
        """Take out the times that a value of EXDATE names."""
        if not is_moment(value):
            what = "a period" if isinstance(value, list) else repr(str(value)[:30])
            message = f"expected EXDATE to be dates or times (RFC 5545 3.8.5.1), got {what}: it was left out"
            self._findings.add("recurrence-refused", message, position=position)
            return
        found = self._find(prop, value, position)
        self._off.update(found)
        if not found and self._is_known(_wall(value).date()):
            self._findings.add(
                "exdate-unknown",
                f"expected EXDATE to be a time of its item, got {value}: nothing was taken out",
                position=position,
                help="EXDATE is the start of a time of the item, to the second",
            )

    def _is_known(self, day: dt.date) -> bool:
        """Return whether the times of a day are known."""
        return (self.known_since is None or day >= self.known_since) and (
            self.known_until is None or day <= self.known_until
        )

    def _start_and_end(self, prop: JcalProperty, value: Any) -> tuple[str, JcalProperty | None]:
        """Return a value of RDATE, which is a time, or a period: with an end or a duration, as a property."""
        parts = [str(part) for part in as_list(value)]
        if len(parts) != 2:
            return str(value), None
        start, end = parts
        if end.lstrip("+-").startswith("P"):
            return start, ["duration", {}, "duration", end]
        parameters = prop[1] if end[-1:] == "Z" or "tzid" in prop[1] else self._begin[1]
        return start, ["dtend", parameters, "date-time", end]

    def change(self, changes: list[Component]) -> None:
        """Take note of the items that change a time of this one, or all from a time on."""
        for other in changes:
            prop = other.first("recurrence-id")
            text = original(other)
            found: list[dt.datetime] = []
            if prop is not None and is_moment(text):
                found = self._find(prop, text, other.position_of("recurrence-id"))
                if not found and not self._is_known(_wall(text).date()):
                    continue  # before or after what was asked for
            if prop is not None and found and str(prop[1].get("range", "")).upper() == "THISANDFUTURE":
                self._since.append((found[0], other))
            elif not found or not self._revise(found[0], other):
                self._findings.add(
                    "recurrence-id-unknown",
                    f"expected RECURRENCE-ID to be a time of its item, got {text[:30]!r}: read as one more",
                    position=other.position,
                )
                self.strange.append(other)

    def _revise(self, wall: dt.datetime, other: Component) -> bool:
        """Let an item change a time; return False if another does too, and it is unknown which is newer."""
        known = self._exact.get(wall)
        if known is None:
            self._exact[wall] = other
            return True
        latest = _newer(known, other)
        if latest is None:
            return False
        self._exact[wall] = latest
        _report_older(known if latest is other else other, latest, self._findings)
        return True

    def components(self) -> Iterator[tuple[dt.datetime, Component]]:
        """Yield the times in order, each as an item that happens once."""
        for wall, end in sorted(self.times.items()):
            if self.known_since is not None and wall.date() < self.known_since:
                continue
            exact = self._exact.get(wall)
            if exact is not None and wall in self._off and _sequence(exact) < _sequence(self._item):
                # Somebody changed this time, and took it out of the series later.
                _report_older(exact, self._item, self._findings)
                continue
            if exact is not None:
                yield wall, single(exact)
                continue
            if wall in self._off:
                continue
            item, shift = self._item, wall - self.wall
            for since, other in self._since:
                if since <= wall:
                    item, shift = other, wall - since
            moved = single(item, shift)
            if end is not None:
                _replace_end(moved, end)
            elif shift:
                self._keep_length(item, moved)
            yield wall, moved

    def _keep_length(self, item: Component, moved: Component) -> None:
        """Give a time whose start the zone skips the exact length of its item (RFC 5545 section 3.8.5.3)."""
        start, end = item.first("dtstart"), item.first("dtend")
        there = moved.first("dtstart")
        if start is None or end is None or there is None or not self._zones.skips(there, item.position_of("dtstart")):
            return
        begins = self._instant(start, start[3], item.position)
        ends = self._instant(end, end[3], item.position) if is_moment(end[3]) else None
        if begins is not None and ends is not None and ends >= begins:
            _replace_end(moved, ["duration", {}, "duration", f"PT{ends - begins:.0f}S"])


def _wall(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text.rstrip("Z"))


def _same_clock(prop: JcalProperty, text: str, other: JcalProperty) -> bool:
    same_zone: bool = prop[1].get("tzid") == other[1].get("tzid")
    return same_zone and text.endswith("Z") == str(other[3]).endswith("Z")


def original(item: Component) -> str:
    return item.text("recurrence-id") or ""


def single(item: Component, shift: dt.timedelta = dt.timedelta()) -> Component:
    """Return an item without its recurrence, moved later by a duration in the zone of each of its times."""
    single = Component(item.name, item.position)
    single.components = item.components
    for prop, position in zip(item.properties, item.positions, strict=True):
        if prop[0] not in RECURRING:
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


# --- revisions of one item: the highest SEQUENCE counts, then the latest DTSTAMP (RFC 5546 section 2.1.5) ---


def _newer(one: Component, other: Component) -> Component | None:
    """Return the newer of two items with the same UID and RECURRENCE-ID; None if that cannot be decided."""
    first, second = _sequence(one), _sequence(other)
    if first != second:
        return one if first > second else other
    stamps = one.text("dtstamp"), other.text("dtstamp")
    if stamps[0] is None or stamps[1] is None or stamps[0] == stamps[1]:
        return None
    return one if stamps[0] > stamps[1] else other


def _sequence(item: Component) -> int:
    prop = item.first("sequence")
    return prop[3] if prop is not None and isinstance(prop[3], int) else 0


def _report_older(older: Component, latest: Component, findings: Findings) -> None:
    """Report an item that is left out since another is a later revision of it."""
    span = findings.span(latest.position)
    where = "" if span is None else f" in line {span.line}"
    words = [f"SEQUENCE {_sequence(latest)}"]
    if _sequence(latest) == _sequence(older):
        words = [f"DTSTAMP {latest.text('dtstamp')}"]
    findings.add(
        "older-revision",
        f"expected one item of the UID {(older.text('uid') or '')[:60]!r}, got two: the one{where} with {words[0]} is"
        f" newer (RFC 5546 2.1.5), and {(older.text('summary') or '')[:60]!r} was left out",
        position=older.position,
    )


def latest_revisions(vevents: list[Component], findings: Findings) -> list[Component]:
    """Return items without those of which the calendar holds a later revision.

    All are kept where nothing says which is newer, and where three or more have a time and a title each: a program that
    gives all items of a calendar one UID does not mean one item. Our own items say themselves who they are.
    """
    uids = [prop[3] for item in vevents for prop, _ in item.named("uid")]
    if len(set(map(str, uids))) == len(uids):
        return vevents
    groups: dict[str, list[Component]] = {}
    for item in vevents:
        uid = (item.text("uid") or "").strip()
        if uid and item.first("x-ospo-session") is None and item.first("recurrence-id") is None:
            groups.setdefault(uid, []).append(item)
    left_out: set[int] = set()
    for items in groups.values():
        if len(items) > 1 and not _are_different(items):
            left_out.update(map(id, _older(items, findings)))
    return [item for item in vevents if id(item) not in left_out]


def _older(items: list[Component], findings: Findings) -> list[Component]:
    """Return the items of one UID that are older than another of them."""
    latest = items[0]
    for item in items[1:]:
        latest = _newer(latest, item) or latest
    older = [item for item in items if item is not latest and _newer(item, latest) is latest]
    for item in older:
        _report_older(item, latest, findings)
    return older


def _are_different(items: list[Component]) -> bool:
    """Return whether three or more items of one UID and one SEQUENCE are plainly not revisions of one."""
    if len(items) < 3 or len(set(map(_sequence, items))) > 1:
        return False
    starts, titles = ({item.text(name) for item in items} for name in ("dtstart", "summary"))
    return len(starts) == len(titles) == len(items)
