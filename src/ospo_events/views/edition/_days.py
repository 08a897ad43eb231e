"""Programme days on other dates: a day moves as a whole, and its local times stay the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Diagnostic, Path, Severity
from ...errors import InvalidOption
from ...model.clock import WallClock
from ...model.session import Session, Slot, slot_days, whole_days
from ...model.time import AmbiguousTime, NonexistentTime

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["NewDates"]

_SKIPPED = "nonexistent-local-time"
_REPEATED = "time-in-repeated-hour"


class NewDates:
    """The new date of each day of an event.

    Args:
        event: the older edition.
        start: the first day of the next one.
        given: the new dates of some days.
        zone: the time zone of the next edition.

    Raises:
        InvalidOption: a day has no such date, or two days have the same.
    """

    def __init__(self, event: Event, start: dt.date, given: Mapping[dt.date, dt.date], zone: ZoneInfo) -> None:
        self.findings: list[Diagnostic] = []
        self._change = event.day_change
        self._clock = WallClock(zone, event.day_change)
        old_dates = sorted(_days_of(event))
        self.first = old_dates[0] if old_dates else None
        """The first day of the older edition; None: it has no dates."""
        self.last = old_dates[-1] if old_dates else None
        """The last day of the older edition."""
        self._by = start - (self.first or start)
        self._given = dict(given)
        unknown = sorted(set(given) - set(old_dates))
        if unknown:
            days = ", ".join(map(str, old_dates)) or "none"
            raise InvalidOption(f"expected a day of the programme, one of {days}, got {unknown[0].isoformat()!r}")
        old_by_new: dict[dt.date, dt.date] = {}
        for day in old_dates:
            other = old_by_new.setdefault(self.of(day), day)
            if other != day:
                raise InvalidOption(f"expected a date for each day, got {self.of(day)} for {other} and {day}")
        self.begin = min(old_by_new, default=start)
        """The first day of the next edition."""
        self.until = max(old_by_new, default=None)
        """The last day of the next edition; None: it has no dates."""

    def of(self, day: dt.date) -> dt.date:
        """Return the new date of a day.

        Raises:
            InvalidOption: there is no such date.
        """
        try:
            return self._given.get(day) or day + self._by
        except OverflowError:
            raise InvalidOption(
                f"expected dates in the years of calendars, got {day} and {self._by.days} days"
            ) from None

    def slot(self, slot: Slot, session: Session, number: int) -> Slot | None:
        """Return a slot on its new date; None, and a finding, if the clocks of that date skip it.

        Args:
            slot: the slot.
            session: the session that has it.
            number: the index of the session in the next edition.
        """
        day = slot_days(slot, self._change)[0]
        by = self.of(day) - day
        path: Path = ("sessions", number, "slot")
        if slot.all_day and slot.end is not None:
            first, last = slot_days(slot, self._change)
            try:
                return whole_days(first + by, last + by, self._clock.timezone, rooms=slot.rooms, venue=slot.venue)
            except NonexistentTime as problem:
                self._note(_SKIPPED, f"{problem}: the session {session.id!r} has no date", path, Severity.ERROR)
                return None
        times: list[dt.datetime | None] = []
        is_told = False
        for name, moment in (("start", slot.start), ("end", slot.end)):
            if moment is None:
                times.append(None)
                continue
            wall = moment.replace(tzinfo=None, fold=0) + by
            try:
                times.append(self._clock.resolve(wall))
            except AmbiguousTime:
                is_told = True
                times.append(self._clock.resolve(wall, fold=0))
                message = f"{wall:%Y-%m-%d %H:%M} comes twice in {self._clock.timezone.key}: the first is used"
                self._note(_REPEATED, f"{message} for the session {session.id!r}", (*path, name), Severity.WARNING)
            except NonexistentTime as problem:
                self._note(_SKIPPED, f"{problem}: the session {session.id!r} has no time", path, Severity.ERROR)
                return None
        start, end = times
        assert start is not None, "every slot has a start"
        moved = attrs.evolve(slot, start=start, end=end)
        if moved.duration != slot.duration and not is_told:
            self._note(
                _REPEATED,
                f"the session {session.id!r} lasts {moved.duration}, not {slot.duration} as before: the clocks "
                "change during it",
                path,
                Severity.WARNING,
            )
        return moved

    def _note(self, code: str, message: str, path: Path, severity: Severity) -> None:
        help = "choose another time, or another date" if severity is Severity.ERROR else "say which of the two is meant"
        self.findings.append(Diagnostic(code=code, message=message, severity=severity, path=path, help=help))


def _days_of(event: Event) -> Iterable[dt.date]:
    """Return the dates on which an event takes place."""
    dates = {day.date for day in event.days}
    dates |= {date for date in (event.start, event.end) if date is not None}
    for session in event.sessions:
        if session.slot is not None:
            dates.update(slot_days(session.slot, event.day_change))
    return dates
