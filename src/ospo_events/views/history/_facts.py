"""The facts of a session whose change makes calendars notify people, and the other content of its calendar entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ...model.identity import session_uid
from ...model.ids import slugify
from ...model.session import slot_days
from ...model.status import OFF, Status
from ...model.time import instant
from ..credits import agent_name

if TYPE_CHECKING:
    from ...model.event import Event
    from ...model.session import Session

__all__ = [
    "Facts",
    "changed_things",
    "facts_of",
    "feeds_of",
    "news_between",
    "refers_to",
    "relations_of",
    "rooms_of",
    "tracks_of",
]


class Facts(NamedTuple):
    """The facts that raise SEQUENCE (RFC 5546, section 2.1.4): times, status, and what may keep people away."""

    status: Status
    start: object
    end: object
    rooms: frozenset[str]
    access: tuple[object, ...]


def lineage(event: Event, session: Session) -> Iterator[Session]:
    """Yield a session and its wholes, from itself upwards."""
    seen: set[str] = set()
    while session.id not in seen:
        yield session
        seen.add(session.id)
        above = None if session.parent is None else event.index.sessions.get(session.parent)
        if above is None:
            return
        session = above


def rooms_of(event: Event, session: Session) -> tuple[str, ...]:
    """Return the rooms of a session; a part without rooms has those of its whole."""
    if session.slot is not None and (session.slot.rooms or session.parent is None):
        return session.slot.rooms
    return next((item.slot.rooms for item in lineage(event, session) if item.slot and item.slot.rooms), ())


def tracks_of(event: Event, session: Session) -> tuple[str, ...]:
    """Return the tracks of a session; a part without tracks has those of its whole."""
    if session.tracks or session.parent is None:
        return session.tracks
    return next((item.tracks for item in lineage(event, session) if item.tracks), ())


def facts_of(event: Event, rooms: Mapping[str, str]) -> Callable[[Session], Facts]:
    """Return a function that returns, for a session of an event, the facts in its calendar entry.

    Args:
        event: the event, resolved.
        rooms: new ids for rooms that have another id in the other edition.
    """
    of_all = event.status

    def facts(session: Session) -> Facts:
        status, slot = session.status, session.slot
        if of_all is not Status.CONFIRMED and status not in OFF and (of_all in OFF or status is Status.CONFIRMED):
            status = of_all
        start: object = None
        end: object = None
        if slot is not None:
            start = slot.start.date() if slot.all_day else instant(slot.start)
            end = None if slot.end is None else slot.end.date() if slot.all_day else instant(slot.end)
        there = rooms_of(event, session)
        return Facts(
            status,
            start,
            end,
            frozenset([rooms.get(room, room) for room in there] if rooms else there),
            (session.attendance_mode or event.attendance_mode, session.access or event.access),
        )

    return facts


_ON_TO_OFF = {(False, True): "cancelled", (True, False): "reinstated"}


def news_between(older: Facts, newer: Facts) -> str:
    """Return the change from some facts to others in one word."""
    word = _ON_TO_OFF.get((older.status in OFF, newer.status in OFF))
    if word is not None:
        return word
    if older.start != newer.start:
        return "moved"
    if older.end != newer.end:
        return "length"
    if older.rooms != newer.rooms:
        return "room"
    return "status" if older.status is not newer.status else "access"


def feeds_of(event: Event, session: Session) -> Iterator[tuple[str, str]]:
    """Yield the feeds that hold a session, each with the name of its subject: `track/ai`, `day/2024-07-09`."""
    index = event.index
    if session.slot is None:
        return
    for date in slot_days(session.slot, event.day_change)[:1]:
        yield f"day/{date.isoformat()}", date.isoformat()
    for id in tracks_of(event, session):
        if (track := index.tracks.get(id)) is not None:
            yield f"track/{id}", track.title
    for room_id in rooms_of(event, session):
        if (room := index.rooms.get(room_id)) is not None:
            yield f"room/{room_id}", room.name
    for part in session.participants:
        if part.agent in index.people:
            yield f"person/{part.agent}", agent_name(event, part.agent)
    yield f"kind/{slugify(session.kind)}", session.kind


# --- the other content of an entry -----------------------------------------------------------

_IN_EVERY_ENTRY = (
    "timezone", "status", "participants", "languages", "interpretation", "captions", "sign_languages",
    "attendance_mode", "access", "accessibility", "venues", "series", "recording", "id",
)  # fmt: skip
"""The attributes of the event that every calendar entry may show."""


_NO_PLACE = "place/none"
"""The location of a session without a place: the title of the event."""


def changed_things(older: Event, newer: Event) -> frozenset[str] | None:
    """Return which referenced things differ, such as `room/hall`; None if a difference affects every entry."""
    if any(getattr(older, name) != getattr(newer, name) for name in _IN_EVERY_ENTRY):
        return None
    things: set[str] = set()
    for kind, names in (("room", ("rooms",)), ("track", ("tracks",)), ("agent", ("people", "organizations"))):
        before, after = _by_id(older, names), _by_id(newer, names)
        things |= {f"{kind}/{id}" for id in {*before, *after} if _differ(before.get(id), after.get(id))}
    if older.title != newer.title and not newer.venues:
        things.add(_NO_PLACE)
    if things:
        homes = {f"agent/{person.id}" for person in newer.people if f"agent/{person.affiliation}" in things}
        things |= homes
    return frozenset(things)


def _differ(one: object, other: object) -> bool:
    # Two editions that were read from one file in one process share most of their objects.
    return one is not other and one != other


def _by_id(event: Event, collections: Iterable[str]) -> dict[str, Any]:
    return {item.id: item for name in collections for item in getattr(event, name)}


def refers_to(event: Event, session: Session, things: frozenset[str]) -> bool:
    """Return whether a session refers to one of some things."""
    if not things:
        return False
    rooms = rooms_of(event, session)
    return (
        any(f"room/{id}" in things for id in rooms)
        or (not rooms and _NO_PLACE in things)
        or any(f"track/{id}" in things for id in session.tracks)
        or any(f"agent/{id}" in things for part in session.participants for id in (part.agent, part.affiliation) if id)
    )


def relations_of(event: Event, session: Session) -> tuple[str | None, ...]:
    """Return the UIDs of the whole and of the first run of a session, if calendars show these."""
    if session.parent is None and session.repeat_of is None:
        return ()
    sessions = event.index.sessions
    others = [None if id is None else sessions.get(id) for id in (session.parent, session.repeat_of)]
    return tuple(
        session_uid(event, other) if other is not None and other.slot is not None else None for other in others
    )
