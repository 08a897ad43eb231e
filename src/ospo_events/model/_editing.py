"""Copies of an event with one thing changed, added or removed: the work of `Event.with_session` and similar methods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from ..diagnostics import suggest
from ._checks import describe
from .agent import Participant
from .ids import unknown_id
from .session import Acceptance, Session

if TYPE_CHECKING:
    from .event import Event

__all__ = ["changed", "without"]

T = TypeVar("T")

_KINDS = {
    "sessions": "session",
    "rooms": "room",
    "tracks": "track",
    "venues": "venue",
    "people": "person",
    "organizations": "organization",
}


def changed(event: Event, collection: str, item: Any, changes: Mapping[str, Any]) -> Event:
    """Return the event with one item of a collection changed, or added if its id is new.

    Args:
        event: the event.
        collection: the attribute that holds the items, such as `sessions`.
        item: an item, or the id of one.
        changes: the attributes to change, by name.

    Raises:
        UnknownId: no item has the id.
        TypeError: items of this class have no such attribute.
    """
    items: tuple[Any, ...] = getattr(event, collection)
    id, numbers = _find(collection, items, item)
    if not numbers:
        if isinstance(item, str):
            raise unknown_id(_KINDS[collection], id, [other.id for other in items])
        return _with(event, collection, (*items, _evolved(item, changes)))
    new = list(items)
    for number in numbers:
        new[number] = _evolved(items[number] if isinstance(item, str) else item, changes)
    return _with(event, collection, tuple(new))


def without(event: Event, collection: str, item: Any) -> Event:
    """Return the event without one item of a collection and all references to it; arguments as for `changed`.

    Raises:
        UnknownId: no item has the id.
    """
    items: tuple[Any, ...] = getattr(event, collection)
    id, numbers = _find(collection, items, item)
    if not numbers:
        raise unknown_id(_KINDS[collection], id, [other.id for other in items])
    event = _with(event, collection, tuple(other for other in items if other.id != id))
    if collection in ("people", "organizations"):
        # People and organizations share one namespace: the other collection may still have an item with this id.
        event = event if id in event.index.agents else _without_agent(event, id)
    else:
        event = _CLEANERS[collection](event, id)
    return _without_acceptances(event, id)


def _find(collection: str, items: Iterable[Any], item: Any) -> tuple[str, list[int]]:
    id: object = item if isinstance(item, str) else getattr(item, "id", None)
    if not isinstance(id, str):
        raise TypeError(f"expected a {_KINDS[collection]} or its id, got {describe(item)}")
    return id, [number for number, other in enumerate(items) if other.id == id]


@cache
def _names(owner: type) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(cast("Any", owner)))


def _evolved(item: T, changes: Mapping[str, Any]) -> T:
    names = _names(cast("Any", type(item)))
    for name in changes:
        if name not in names:
            near = suggest(name, names)
            hint = f"did you mean {near!r}?" if near else f"there are {', '.join(names)}"
            raise TypeError(f"a {type(item).__name__} has no attribute {name!r}; {hint}")
    new: T = attrs.evolve(cast("Any", item), **changes)
    return new


def _with(event: Event, collection: str, items: tuple[Any, ...]) -> Event:
    new: dict[str, Any] = {collection: items}
    return attrs.evolve(event, **new)


# --- references -------------------------------------------------------------------------------


def _each(items: tuple[T, ...], **attributes: Any) -> tuple[T, ...]:
    """Return the items with some attributes replaced, each by a function of its value that rarely changes it."""
    new: list[T] = []
    for item in items:
        changes: dict[str, Any] = {}
        for name, replace in attributes.items():
            old = getattr(item, name)
            value = replace(old)
            if value != old:
                changes[name] = value
        new.append(attrs.evolve(cast("Any", item), **changes) if changes else item)
    return tuple(new)


def _without_session(event: Event, id: str) -> Event:
    def unless_gone(other: str | None) -> str | None:
        return None if other == id else other

    return attrs.evolve(event, sessions=_each(event.sessions, parent=unless_gone, repeat_of=unless_gone))


def _without_track(event: Event, id: str) -> Event:
    def others(tracks: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(track for track in tracks if track != id)

    return attrs.evolve(event, sessions=_each(event.sessions, tracks=others))


def _without_room(event: Event, id: str) -> Event:
    def elsewhere(session: Session) -> Session:
        if session.slot is None or id not in session.slot.rooms:
            return session
        rooms = tuple(room for room in session.slot.rooms if room != id)
        return attrs.evolve(session, slot=attrs.evolve(session.slot, rooms=rooms))

    return attrs.evolve(event, sessions=tuple(map(elsewhere, event.sessions)))


def _without_venue(event: Event, id: str) -> Event:
    def unless_gone(venue: str | None) -> str | None:
        return None if venue == id else venue

    def elsewhere(session: Session) -> Session:
        if session.slot is None or session.slot.venue != id:
            return session
        return attrs.evolve(session, slot=attrs.evolve(session.slot, venue=None))

    sessions = tuple(map(elsewhere, event.sessions))
    return attrs.evolve(event, rooms=_each(event.rooms, venue=unless_gone), sessions=sessions)


def _without_agent(event: Event, id: str) -> Event:
    def unless_gone(agent: str | None) -> str | None:
        return None if agent == id else agent

    def unless_gone_of(agents: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(agent for agent in agents if agent != id)

    def others(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
        staying = tuple(participant for participant in participants if participant.agent != id)
        return _each(staying, affiliation=unless_gone, other_affiliations=unless_gone_of)

    return attrs.evolve(
        event,
        participants=others(event.participants),
        people=_each(event.people, affiliation=unless_gone, other_affiliations=unless_gone_of),
        organizations=_each(event.organizations, parent=unless_gone),
        sessions=_each(event.sessions, participants=others),
    )


def _without_acceptances(event: Event, id: str) -> Event:
    """Return the event without acceptances of removed things: an acceptance of an unknown id matches no finding."""
    index = event.index
    if any(id in table for table in (index.sessions, index.rooms, index.tracks, index.venues, index.agents)):
        return event

    def others(accept: tuple[Acceptance, ...]) -> tuple[Acceptance, ...]:
        return tuple(acceptance for acceptance in accept if id not in acceptance.where)

    return attrs.evolve(event, accept=others(event.accept), sessions=_each(event.sessions, accept=others))


_CLEANERS = {
    "sessions": _without_session,
    "tracks": _without_track,
    "rooms": _without_room,
    "venues": _without_venue,
}
