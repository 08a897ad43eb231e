"""What calendars keep of a removed session, and which other things that needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

import attrs

from ..._frozenmap import EMPTY, FrozenMap, JsonValue
from ...model.identity import uuid5
from ...model.ids import unused_id
from ...model.session import Session
from ...model.status import Status
from ._facts import rooms_of, tracks_of

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["cancelled", "retained", "told_extra", "withdrawn", "without_unknown"]


_OF_CALENDARS = "x-ical"
"""The beginning of those keys of unknown data that calendars carry."""


def told_extra(extra: FrozenMap[str, JsonValue]) -> FrozenMap[str, JsonValue]:
    """Return the unknown data that calendars carry; the rest, mostly numbers of other systems, is not published."""
    if extra is EMPTY or all(key.startswith(_OF_CALENDARS) for key in extra):
        return extra
    return FrozenMap((key, value) for key, value in extra.items() if key.startswith(_OF_CALENDARS))


def without_unknown(event: Event) -> Event:
    """Return an event without the unknown data that calendars do not carry, in itself and in all its parts."""
    changes: dict[str, Any] = {"extra": told_extra(event.extra)}
    for name in ("venues", "rooms", "tracks", "people", "organizations"):
        items = getattr(event, name)
        if any(item.extra for item in items):
            changes[name] = [attrs.evolve(item, extra=EMPTY) if item.extra else item for item in items]
    return attrs.evolve(event, **changes)


def cancelled(event: Event, session: Session, uid: str, taken: AbstractSet[str]) -> Session:
    """Return a removed session as calendars keep it: cancelled, with its title, time and place, without people.

    Args:
        event: the last published programme.
        session: the session as it was published.
        uid: the UID it is published with.
        taken: the ids that other sessions have now.
    """
    slot = session.slot
    if slot is not None and (rooms := rooms_of(event, session)) != slot.rooms:
        slot = attrs.evolve(slot, rooms=rooms)
    id = unused_id(session.id, taken)
    return Session(
        id=id,
        title=session.title,
        kind=session.kind,
        status=Status.CANCELLED,
        slot=slot,
        tracks=tracks_of(event, session),
        uid=session.uid if id == session.id else uid,
        sequence=session.sequence,
        updated=session.updated,
        previous_start=session.previous_start,
    )


def withdrawn(session: Session, uid: str) -> Session:
    """Return what calendars keep of a session that is not public any more: a free time, without any text."""
    slot = session.slot
    return Session(
        id=f"cancelled-{uuid5(uid)[:13]}",
        title="Cancelled",
        kind="other",
        status=Status.CANCELLED,
        slot=None if slot is None else attrs.evolve(slot, rooms=()),
        uid=uid,
        sequence=session.sequence,
        updated=session.updated,
    )


def retained(event: Event, older: Event, sessions: Sequence[Session]) -> Event:
    """Return an event with the rooms, tracks and people of these sessions that only an older edition of it has."""
    if not sessions:
        return event
    needs: dict[str, Iterable[str]] = {
        "rooms": [room for item in sessions if item.slot is not None for room in item.slot.rooms],
        "tracks": [track for item in sessions for track in item.tracks],
    }
    agents = [part for item in sessions for part in item.participants]
    ids = [id for part in agents for id in (part.agent, part.affiliation) if id is not None]
    if ids:
        homes = [older.index.people[id].affiliation for id in ids if id in older.index.people]
        needs["people"] = ids
        needs["organizations"] = [*ids, *(id for id in homes if id is not None)]
    changes: dict[str, Any] = {}
    for name, wanted in needs.items():
        there = {item.id for item in getattr(event, name)}
        by_id = {item.id: item for item in getattr(older, name)}
        missing = [by_id[id] for id in dict.fromkeys(wanted) if id not in there and id in by_id]
        if missing:
            changes[name] = (*getattr(event, name), *missing)
    return attrs.evolve(event, **changes) if changes else event
