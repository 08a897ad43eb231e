"""Joins changes that are one change for those who attend: a day that begins later, two talks that swapped."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ...model.session import Session, Slot, slot_days
from ...model.time import instant
from ..matching import Thing
from ._impacts import slot_impacts
from ._values import Action, Change, Group, GroupKind, Impact

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["Moved", "groups_of"]

_FEW = 3
"""How many sessions of a day have to move by the same time to form a group."""

Moved = tuple[Change, Session, Session]


def groups_of(older: Event, moved: Sequence[Moved], changes: Sequence[Change]) -> tuple[Group, ...]:
    """Return the groups; no session is in two of them.

    Args:
        older: the older edition.
        moved: the sessions at another time or place, in the aligned older edition and in the newer one.
        changes: the changes.
    """
    swaps = sorted(_swaps(moved), key=lambda group: group.ids)
    swapped = {id for group in swaps for id in group.ids}
    left = [item for item in moved if item[0].id not in swapped]
    return (*_shifts(older, left), *swaps, *_renamed_rooms(changes))


def _place(slot: Slot | None) -> tuple[object, ...] | None:
    return None if slot is None else (instant(slot.start), frozenset(slot.rooms), slot.venue)


def _swaps(moved: Sequence[Moved]) -> Iterator[Group]:
    """Yield each two sessions that swapped their times and places."""
    before: dict[object, list[Moved]] = {}
    for item in moved:
        place = _place(item[1].slot)
        if place is not None:
            before.setdefault(place, []).append(item)
    done: set[str] = set()
    for item in moved:
        change, old, new = item
        here, there = _place(old.slot), _place(new.slot)
        others = before.get(there, [])
        if here is None or there is None or len(others) != 1 or change.id in done:
            continue
        other, theirs, now = others[0]
        if other.id == change.id or other.id in done or _place(now.slot) != here:
            continue
        if len(before[here]) != 1 or _place(theirs.slot) != there:
            continue
        done |= {change.id, other.id}
        yield Group(kind=GroupKind.SWAP, ids=tuple(sorted((change.id, other.id))))


def _shifts(older: Event, moved: Sequence[Moved]) -> Iterator[Group]:
    """Yield the sessions of one day that moved by the same time and kept their length."""
    alike: dict[tuple[dt.date, dt.timedelta], list[Moved]] = {}
    for item in moved:
        _, old, new = item
        if old.slot is None or new.slot is None or old.slot.all_day or new.slot.all_day:
            continue
        if Impact.LENGTH in slot_impacts(old.slot, new.slot):
            continue
        by = _on_the_wall(new.slot.start) - _on_the_wall(old.slot.start)
        day = slot_days(old.slot, older.day_change)[0]
        if by:
            alike.setdefault((day, by), []).append(item)
    # Whether a few sessions are all of a day decides only where they move by whole days.
    alike = {key: items for key, items in alike.items() if len(items) >= _FEW or _is_by_days(key[1])}
    most: dict[dt.date, int] = {}
    for (day, _), items in alike.items():
        most[day] = max(len(items), most.get(day, 0))
    held = _numbers_by_day(older, most)
    for (day, by), items in sorted(alike.items()):
        whole = len(items) >= held[day]
        by_days = _is_by_days(by)
        if len(items) >= _FEW or (whole and by_days):
            ordered = sorted((instant(new.slot.start), change.id) for change, _, new in items if new.slot is not None)
            yield Group(
                kind=GroupKind.DAY_MOVED if whole and by_days else GroupKind.SHIFT,
                ids=tuple(id for _, id in ordered),
                by=by,
                day=day,
                whole_day=whole,
            )


def _is_by_days(by: dt.timedelta) -> bool:
    return by % dt.timedelta(days=1) == dt.timedelta()


def _numbers_by_day(event: Event, most: Mapping[dt.date, int]) -> Counter[dt.date]:
    """Return how many sessions begin on each of these programme days.

    Args:
        event: the event.
        most: the days, each with how many there are at most if anybody wants to know: the rest is not counted.
    """
    numbers: Counter[dt.date] = Counter()
    wanted = set(most)
    near = _near(wanted)
    for session in event.sessions if wanted else ():
        slot = session.slot
        if slot is not None and slot.start.date() in near:
            day = slot_days(slot, event.day_change)[0]
            if day in wanted:
                numbers[day] += 1
                if numbers[day] > most[day]:
                    wanted.discard(day)
                    near = _near(wanted)
                    if not near:
                        break
    return numbers


def _near(days: Collection[dt.date]) -> set[dt.date]:
    """Return the dates on which sessions of these programme days may begin."""
    return {*days, *(day + dt.timedelta(days=1) for day in days)}  # sessions after midnight are on the next date


def _on_the_wall(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=None)


def _renamed_rooms(changes: Iterable[Change]) -> Iterator[Group]:
    for change in changes:
        if change.thing is Thing.ROOM and change.action is Action.CHANGED and change.field("name") is not None:
            yield Group(kind=GroupKind.ROOM_RENAMED, ids=(change.id,))
