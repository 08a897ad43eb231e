"""The programme by time: days in order, each with its slots in order.

Every session with a slot is in exactly one day, even if the event does not list that day; so is a part at the time of
its whole. The sessions are those of `event.index.resolved`, in which parts have the times and rooms of their wholes.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from .._repr import shown
from .clock import Day
from .session import Session, slot_days
from .time import instant

if TYPE_CHECKING:
    from .event import Event

__all__ = ["Agenda", "AgendaDay", "AgendaSlot", "Gap", "dates_of", "make_agenda"]


@attrs.frozen(kw_only=True)
class AgendaSlot:
    """An interval of time, and the sessions that take exactly this interval, in parallel."""

    start: dt.datetime
    """When it begins."""
    end: dt.datetime | None
    """When it ends; None: open."""
    sessions: tuple[Session, ...]
    """Its sessions, in the order of their first rooms in the event, then by id."""
    all_day: bool = False
    """Whether it consists of whole dates, see `Slot.all_day`."""

    __repr__ = shown

    @property
    def open_ended(self) -> bool:
        """Whether its end is open."""
        return self.end is None


@attrs.frozen(kw_only=True)
class Gap:
    """An interval of a day in which no session is on."""

    start: dt.datetime
    """When the session before it ends."""
    end: dt.datetime
    """When the next session begins."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class AgendaDay:
    """A programme day, from its day change to the next."""

    date: dt.date
    """The date on which it begins."""
    title: str | None
    """The title that the event gives it."""
    declared: bool
    """Whether the event lists it."""
    start: dt.datetime
    """The day change at which it begins."""
    end: dt.datetime
    """The day change at which it ends."""
    slots: tuple[AgendaSlot, ...]
    """Its slots: all-day ones first, then by start, then by end, open ones last."""
    gaps: tuple[Gap, ...]
    """The intervals between its first start and its last end in which no session is on."""

    __repr__ = shown

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Its sessions, in order."""
        return tuple(session for slot in self.slots for session in slot.sessions)

    @property
    def entries(self) -> tuple[AgendaSlot | Gap, ...]:
        """Its slots and gaps, in order of time."""
        both: list[AgendaSlot | Gap] = sorted([*self.slots, *self.gaps], key=lambda entry: instant(entry.start))
        return tuple(both)


@attrs.frozen(kw_only=True)
class Agenda:
    """The days of an event in order, and the sessions without a slot."""

    days: tuple[AgendaDay, ...]
    """Every day that the event lists or that has a session."""
    unscheduled: tuple[Session, ...]
    """The sessions without a slot of their own or of their whole, by id."""

    __repr__ = shown

    def day(self, date: dt.date) -> AgendaDay:
        """Return the day of a date.

        Raises:
            KeyError: there is no such day.
        """
        for day in self.days:
            if day.date == date:
                return day
        raise KeyError(date)

    def _repr_html_(self) -> str:
        """Return the days as notebooks show them."""
        from ..views.notebook import agenda_fragment  # noqa: PLC0415 # notebooks alone ask for it, and views stand above the model

        return agenda_fragment(self)


def dates_of(event: Event) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last date of an event: its `start` and `end`, else those of its sessions; or None."""
    days = [day.date for day in event.agenda.days]
    busy = [slot_days(item.slot, event.day_change)[1] for item in event.sessions if item.slot and item.slot.all_day]
    first = event.start or min(days, default=event.end)
    last = event.end or max([*days, *busy], default=event.start)
    if first is None or last is None:
        return None
    return first, max(first, last)


def day_bound(event: Event, date: dt.date) -> dt.datetime:
    """Return the day change at which the programme day `date` begins.

    If the zone skips or repeats this local time, the first reading is used: a bound is a label, not a meeting.
    """
    return dt.datetime.combine(date, event.day_change, tzinfo=event.timezone)


def _slots(event: Event, sessions: tuple[Session, ...]) -> tuple[AgendaSlot, ...]:
    room_order = {room.id: number for number, room in enumerate(event.rooms)}
    last = len(room_order)
    at_once: dict[tuple[bool, tuple[float, float]], list[Session]] = {}
    for session in sessions:
        timed = session.slot is None or not session.slot.all_day
        at_once.setdefault((timed, event.index.instants(session)), []).append(session)

    def order(session: Session) -> tuple[int, str]:
        rooms = session.slot.rooms if session.slot else ()
        return (min((room_order.get(room, last) for room in rooms), default=-1), session.id)

    slots: list[AgendaSlot] = []
    for key in sorted(at_once):
        group = tuple(sorted(at_once[key], key=order))
        slot = group[0].slot
        assert slot is not None, "a day holds scheduled sessions only"
        slots.append(AgendaSlot(start=slot.start, end=slot.end, sessions=group, all_day=slot.all_day))
    return tuple(slots)


def _gaps(slots: tuple[AgendaSlot, ...]) -> tuple[Gap, ...]:
    gaps: list[Gap] = []
    until: dt.datetime | None = None
    for slot in slots:
        if slot.all_day:
            continue  # an all-day session has no hours
        if until is not None and instant(slot.start) > instant(until):
            gaps.append(Gap(start=until, end=slot.start))
        if slot.end is None:
            until = (
                None  # nobody knows how long an open-ended session lasts, so no gap is reported before the next start
            )
        elif until is None or instant(slot.end) > instant(until):
            until = slot.end
    return tuple(gaps)


def make_agenda(event: Event) -> Agenda:
    """Return the agenda of the event. Use `event.agenda` to get it."""
    event = event.index.resolved
    by_day = event.index.by_day
    declared: dict[dt.date, Day] = {}
    for day in event.days:
        declared.setdefault(day.date, day)
    days: list[AgendaDay] = []
    for date in sorted({*by_day, *declared}):
        listed = declared.get(date)
        slots = _slots(event, by_day.get(date, ()))
        days.append(
            AgendaDay(
                date=date,
                title=listed.title if listed else None,
                declared=listed is not None,
                start=day_bound(event, date),
                end=day_bound(event, date + dt.timedelta(days=1)),
                slots=slots,
                gaps=_gaps(slots),
            )
        )
    return Agenda(days=tuple(days), unscheduled=event.index.unscheduled)
