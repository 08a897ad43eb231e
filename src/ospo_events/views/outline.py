"""The programme as a reader sees it: days with sessions, each part below its whole.

Every session of the event is in exactly one place: in a day, or among the unscheduled ones; at the top, or below its
parent. A part is below its parent if both are on the same programme day or the part has no time of its own. If parents
form a cycle, or the tree is deeper than `DEEPEST`, sessions are at the top: nothing is ever left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import attrs

from .._repr import shown
from ..model.index import by_time
from ..model.session import Session, slot_days

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = [
    "DEEPEST",
    "Item",
    "Outline",
    "OutlineDay",
    "OutlineSlot",
    "PartOutlines",
    "make_outline",
]

DEEPEST = 6
"""How many levels of parts there may be."""


@attrs.frozen
class Item:
    """A session and the parts below it."""

    session: Session
    """The session."""
    parts: tuple[Item, ...] = ()
    """Its parts: by time; those at exactly the time of the whole, or without a time, last."""

    __repr__ = shown

    @property
    def everything(self) -> tuple[Session, ...]:
        """The session and everything below it, in reading order."""
        return (self.session, *(below for part in self.parts for below in part.everything))


@attrs.frozen
class OutlineSlot:
    """An interval of time, and the sessions that take exactly this interval."""

    start: dt.datetime
    """When it begins."""
    end: dt.datetime | None
    """When it ends; None: open."""
    items: tuple[Item, ...]
    """The sessions in it, in the order of rooms, then by id."""

    __repr__ = shown


@attrs.frozen
class OutlineDay:
    """A programme day."""

    date: dt.date
    """The date on which it begins."""
    title: str | None
    """The title that the event gives it."""
    slots: tuple[OutlineSlot, ...]
    """Its slots, by start, then by end, open ones last."""

    __repr__ = shown

    @property
    def items(self) -> tuple[Item, ...]:
        """The sessions at the top, in order."""
        return tuple(item for slot in self.slots for item in slot.items)


@attrs.frozen
class Outline:
    """The days of an event in order, and the sessions without a time."""

    days: tuple[OutlineDay, ...]
    """Every day that the event lists or that has a session."""
    unscheduled: tuple[Item, ...]
    """The sessions without a time and without a whole that has one, by id."""

    __repr__ = shown


def _parents(sessions: Sequence[Session], change: dt.time) -> dict[int, int]:
    """Return, by index in `sessions`, the index of the session that each one is below."""
    position = {session.id: number for number, session in reversed([*enumerate(sessions)])}
    parent_of: dict[int, int] = {}
    for number, session in enumerate(sessions):
        above = position.get(session.parent) if session.parent is not None else None
        if above is None or above == number:
            continue
        if session.slot is not None:
            slot = sessions[above].slot
            if slot is None or slot_days(session.slot, change)[0] != slot_days(slot, change)[0]:
                continue
        parent_of[number] = above
    return parent_of


def _without_rings(wanted: dict[int, int]) -> dict[int, int]:
    """Return the same without links that close a cycle or go too deep."""
    depth: dict[int, int] = {}
    parent_of: dict[int, int] = {}
    for first in wanted:
        line: list[int] = []
        seen: set[int] = set()
        number = first
        while number in wanted and number not in depth and number not in seen:
            seen.add(number)
            line.append(number)
            number = wanted[number]
        if number in seen:  # a cycle: its members are put at the top
            ring = line[line.index(number) :]
            depth.update(dict.fromkeys(ring, 0))
            line = line[: len(line) - len(ring)]
        for below in reversed(line):
            level = depth.get(wanted[below], 0) + 1
            if level > DEEPEST:
                level = 0
            else:
                parent_of[below] = wanted[below]
            depth[below] = level
    return parent_of


def make_outline(event: Event) -> Outline:
    """Return the outline of the event; its sessions are those of `event.index.resolved`."""
    event = event.index.resolved
    item = _items(event.sessions, event.day_change)
    days: list[OutlineDay] = []
    for day in event.agenda.days:
        slots = [OutlineSlot(slot.start, slot.end, item(slot.sessions)) for slot in day.slots]
        days.append(OutlineDay(day.date, day.title, tuple([slot for slot in slots if slot.items])))
    return Outline(tuple(days), item(event.agenda.unscheduled))


def _items(sessions: Sequence[Session], change: dt.time) -> Callable[[Iterable[Session]], tuple[Item, ...]]:
    """Return a function that returns the top-level items among some of these sessions, with their parts."""
    parents = _without_rings(_parents(sessions, change))
    below: dict[int, list[int]] = {}
    for child, parent in parents.items():
        below.setdefault(parent, []).append(child)
    tops = {id(session): number for number, session in enumerate(sessions) if number not in parents}

    def item(number: int) -> Item:
        children = below.get(number)
        if not children:
            return Item(sessions[number])
        slot = sessions[number].slot
        children.sort(key=lambda child: (sessions[child].slot == slot, *by_time(sessions[child])[:2], child))
        return Item(sessions[number], tuple([item(child) for child in children]))

    return lambda some: tuple([item(tops[id(session)]) for session in some if id(session) in tops])


class PartOutlines:
    """Makes the outlines of parts of an event; the cost depends on the size of the part, not of the programme.

    Args:
        event: the event, already resolved (its own `index.resolved`).
    """

    def __init__(self, event: Event) -> None:
        self._change = event.day_change
        self._days = event.agenda.days
        self._places: dict[int, tuple[int, int, int]] = {}
        """Where each session with a time is in the agenda: its day, its slot and its position in the slot."""
        for number, day in enumerate(self._days):
            for turn, slot in enumerate(day.slots):
                for position, session in enumerate(slot.sessions):
                    self._places[id(session)] = (number, turn, position)
        self._later = {id(session): position for position, session in enumerate(event.agenda.unscheduled)}

    def of(self, sessions: Sequence[Session]) -> Outline:
        """Return the outline of some sessions of the event, with the days that have one of them."""
        item = _items(sessions, self._change)
        positions = self._places
        timed = sorted(
            [session for session in sessions if id(session) in positions], key=lambda one: positions[id(one)]
        )
        days: list[OutlineDay] = []
        for number, of_day in groupby(timed, key=lambda one: positions[id(one)][0]):
            day = self._days[number]
            slots: list[OutlineSlot] = []
            for turn, of_slot in groupby(of_day, key=lambda one: positions[id(one)][1]):
                slot = day.slots[turn]
                if items := item(of_slot):
                    slots.append(OutlineSlot(slot.start, slot.end, items))
            days.append(OutlineDay(day.date, day.title, tuple(slots)))
        later = sorted([one for one in sessions if id(one) in self._later], key=lambda one: self._later[id(one)])
        return Outline(tuple(days), item(later))
