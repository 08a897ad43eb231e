"""Rewrites the older edition with the ids and the time zone of the newer one, so that only real differences remain."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin
from zoneinfo import ZoneInfo

import attrs

from ...model.hints import hints_of
from ...model.ids import unused_id
from ...model.renaming import with_ids
from ...model.session import Slot, whole_days
from ...model.time import EndBeforeStart, NonexistentTime
from ..matching import NAMESPACES, Thing

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["aligned", "renamings"]

_Ids = dict[str, dict[str, str]]


def renamings(event: Event, renamed: Iterable[tuple[Thing, str, str]]) -> _Ids:
    """Return the new ids of things by namespace, if the old id identifies one thing.

    Args:
        event: the older edition.
        renamed: things, each with its old and its new id.
    """
    ids: _Ids = {}
    for thing, old, new in renamed:
        if old != new and thing in NAMESPACES:
            ids.setdefault(NAMESPACES[thing], {})[old] = new
    for namespace, table in ids.items():
        often = Counter(_ids_of(event, namespace))
        for id in [id for id in table if often[id] != 1]:
            del table[id]
    return ids


def aligned(event: Event, ids: Mapping[str, Mapping[str, str]], timezone: ZoneInfo, *, apart: bool = False) -> Event:
    """Return the older edition with new ids and in another time zone.

    Args:
        event: the older edition.
        ids: the new ids, by namespace.
        timezone: the zone of the newer edition.
        apart: whether a thing whose id belongs to something else now gets an unused id, so that references to the
            two differ.
    """
    if apart:
        ids = {namespace: _kept_apart(event, namespace, table) for namespace, table in ids.items()}
    event = with_ids(event, ids)
    return event if event.timezone.key == timezone.key else _in_zone(event, timezone)


def _ids_of(event: Event, namespace: str) -> list[str]:
    items: tuple[Any, ...] = (
        (*event.people, *event.organizations) if namespace == "agents" else getattr(event, namespace)
    )
    return [item.id for item in items]


def _kept_apart(event: Event, namespace: str, table: Mapping[str, str]) -> dict[str, str]:
    used = {*_ids_of(event, namespace), *table.values()}
    result = dict(table)
    for new in table.values():
        if new not in result:
            free = result[new] = unused_id(new, used)
            used.add(free)
    return result


def _in_zone(event: Event, timezone: ZoneInfo) -> Event:
    """Return the event with all its times in another zone: the same instants, but all-day slots keep their dates."""
    changes = _moved(event, event.timezone, timezone)
    return attrs.evolve(event, **changes | {"timezone": timezone})


def _moved(value: Any, old: ZoneInfo, new: ZoneInfo) -> dict[str, Any]:
    """Return the attributes of an object that contain times in a zone, converted to another zone."""
    changes: dict[str, Any] = {}
    for name in _holders(value.__class__):
        content: Any = getattr(value, name)
        if isinstance(content, dt.datetime):
            if isinstance(content.tzinfo, ZoneInfo) and content.tzinfo.key == old.key:
                changes[name] = content.astimezone(new)
        elif isinstance(content, Slot):
            changes[name] = _slot(content, new)
        elif content.__class__ is tuple:
            items = tuple(
                [attrs.evolve(item, **inner) if (inner := _moved(item, old, new)) else item for item in content]
            )
            if any(one is not other for one, other in zip(items, content, strict=True)):
                changes[name] = items
    return changes


@cache
def _holders(owner: Any) -> tuple[str, ...]:
    """Return the attributes of a class that hold times, slots, or several objects that hold these."""
    holders: list[str] = []
    for name, hint in hints_of(owner).items():
        inner = get_args(hint)
        is_many = get_origin(hint) is tuple and attrs.has(inner[0]) and _holders(inner[0])
        if is_many or dt.datetime in (hint, *inner) or Slot in inner:
            holders.append(name)
    return tuple(holders)


def _slot(slot: Slot, timezone: ZoneInfo) -> Slot | None:
    if not slot.all_day or slot.end is None:
        end = None if slot.end is None else slot.end.astimezone(timezone)
        return attrs.evolve(slot, start=slot.start.astimezone(timezone), end=end)
    last = slot.end.date() - dt.timedelta(days=1)
    try:
        return whole_days(slot.start.date(), last, timezone, rooms=slot.rooms, venue=slot.venue)
    except (NonexistentTime, EndBeforeStart):  # the zone skipped this date, so the slot differs
        return None
