"""Parts of a programme: the sessions of a track, a room, an agent, a day, a kind; and what may be published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter, is_
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from ..model.ids import unknown_id
from ..model.link import Link
from ..model.session import Session
from ..model.time import programme_date

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = ["check_ids", "public", "select"]

T = TypeVar("T")
_is_private = attrgetter("private")


def select(
    event: Event,
    *,
    sessions: Collection[str] = (),
    tracks: Collection[str] = (),
    rooms: Collection[str] = (),
    agents: Collection[str] = (),
    days: Collection[dt.date] = (),
    kinds: Collection[str] = (),
) -> Event:
    """Return the event with only the sessions that match every criterion given.

    A part of a session is in the tracks and rooms of its parent where it names none of its own.
    Everything else of the event stays. Each criterion is a set of ids (dates, words); an empty one asks nothing.

    Raises:
        UnknownId: the programme does not have a session, a track, a room or an agent of that id.
    """
    index = event.index
    by_id = index.sessions
    check_ids("session", sessions, by_id)
    check_ids("track", tracks, index.tracks)
    check_ids("room", rooms, index.rooms)
    check_ids("person", agents, index.agents)

    def lineage(session: Session) -> list[Session]:
        line = [session]
        while (above := line[-1].parent) is not None and (parent := by_id.get(above)) and parent not in line:
            line.append(parent)
        return line

    def fits(session: Session) -> bool:
        line = lineage(session)
        slot = next((item.slot for item in line if item.slot), None)
        in_tracks = next((item.tracks for item in line if item.tracks), ())
        in_rooms = next((item.slot.rooms for item in line if item.slot and item.slot.rooms), ())
        return (
            (not sessions or session.id in sessions)
            and (not tracks or not set(in_tracks).isdisjoint(tracks))
            and (not rooms or not set(in_rooms).isdisjoint(rooms))
            and (not agents or any(item.agent in agents for item in session.participants))
            and (not kinds or session.kind in kinds)
            and (not days or (slot is not None and programme_date(slot.start, event.day_change) in days))
        )

    return attrs.evolve(event, sessions=tuple(session for session in event.sessions if fits(session)))


def check_ids(what: str, asked: Iterable[str], known: Collection[str]) -> None:
    """Refuse ids that a programme does not have.

    Args:
        what: what has these ids, for the message.
        asked: the ids.
        known: the ids that the programme has.

    Raises:
        UnknownId: it does not have one of them.
    """
    for id in asked:
        if id not in known:
            raise unknown_id(what, id, known)


_MAY_HOLD_PRIVATE = (
    "email",
    "links",
    "stream",
    "recording",
    "series",
    "outputs",
    "venues",
    "rooms",
    "tracks",
    "people",
    "organizations",
    "sessions",
)


def public(event: Event) -> Event:
    """Return the event without what must not be published: e-mail addresses and private links.

    Every codec but the native ones begins with this. An event that holds nothing private is returned as it is.
    """
    return (_published(event) or event) if _any_private([event]) else event


@cache
def _may_hold_private(owner: type) -> tuple[str, ...]:
    """Return the names of the attributes to look at in objects of a class."""
    return tuple(name for name in _MAY_HOLD_PRIVATE if hasattr(owner, name))


def _any_private(items: Sequence[Any]) -> bool:
    """Return whether anything private is in these objects of one class.

    They are looked through attribute by attribute, not one by one: most events hold nothing private.
    """
    if isinstance(items[0], Link):
        return any(map(_is_private, items))
    for name in _may_hold_private(items[0].__class__):
        held: list[Any] = list(filter(None, map(attrgetter(name), items)))
        if held and held[0].__class__ is tuple:
            held = list(chain.from_iterable(held))
        if held and (name == "email" or _any_private(held)):
            return True
    return False


def _published(value: T) -> T | None:
    if isinstance(value, Link):
        return None if value.private else value
    changes: dict[str, Any] = {}
    for name in _may_hold_private(cast("Any", value).__class__):
        old: Any = getattr(value, name)
        if not old:
            continue
        new: Any
        if name == "email":
            new = None
        elif old.__class__ is tuple:
            items: tuple[Any, ...] = old
            published = [_published(item) for item in items]
            new = items if all(map(is_, published, items)) else tuple(filter(None, published))
        else:
            new = _published(old)
        if new is not old:
            changes[name] = new
    return attrs.evolve(cast("Any", value), **changes) if changes else value
