"""Selects parts of a programme: the sessions of a track, a room, a person, a day or a kind; or the public part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from ..model.ids import unknown_id
from ..model.session import Session, Slot, slot_days
from ..model.status import Audience
from .audiences import for_audience

if TYPE_CHECKING:
    from ..model.event import Event
    from ..model.ids import RoomId, SessionId, TrackId
    from ..model.index import ById

__all__ = ["check_ids", "in_tracks_and_rooms", "public", "select"]


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
    """Return the event with only the sessions that match every given criterion.

    A part without tracks or rooms is in those of its parent; a part whose time comes from a session that is not
    selected gets that time as its own. Everything else in the event stays. Each criterion is a set of ids (dates,
    words); an empty set matches everything.

    Raises:
        UnknownId: the programme has no session, track, room or agent with that id.
    """
    index = event.index
    by_id = index.sessions
    check_ids("session", sessions, by_id)
    check_ids("track", tracks, index.tracks)
    check_ids("room", rooms, index.rooms)
    check_ids("person", agents, index.agents)

    def fits(session: Session) -> bool:
        line = _lineage(session, by_id)
        slot = index.slot(session)
        in_tracks, in_rooms = _tracks(line), _rooms(line)
        return (
            (not sessions or session.id in sessions)
            and (not tracks or not set(in_tracks).isdisjoint(tracks))
            and (not rooms or not set(in_rooms).isdisjoint(rooms))
            and (not agents or any(item.agent in agents for item in session.participants))
            and (not kinds or session.kind in kinds)
            and (not days or (slot is not None and _is_on(slot, days, event.day_change)))
        )

    chosen = [session for session in event.sessions if fits(session)]
    ids = {session.id for session in chosen}
    # A part whose whole is selected still takes missing values from it.
    return attrs.evolve(event, sessions=[item if item.parent in ids else index.resolve(item) for item in chosen])


def _lineage(session: Session, by_id: ById[SessionId, Session]) -> list[Session]:
    """Return a session and its wholes, from below."""
    line = [session]
    while (above := line[-1].parent) is not None and (parent := by_id.get(above)) and parent not in line:
        line.append(parent)
    return line


def _tracks(line: list[Session]) -> tuple[TrackId, ...]:
    return next((item.tracks for item in line if item.tracks), ())


def _rooms(line: list[Session]) -> tuple[RoomId, ...]:
    return next((item.slot.rooms for item in line if item.slot and item.slot.rooms), ())


def in_tracks_and_rooms(
    event: Event,
) -> tuple[Mapping[TrackId, Sequence[Session]], Mapping[RoomId, Sequence[Session]]]:
    """Return the sessions of each track and of each room, as `select` would choose them, in one pass."""
    by_id = event.index.sessions
    by_track: dict[TrackId, list[Session]] = {}
    by_room: dict[RoomId, list[Session]] = {}
    for session in event.sessions:
        line = _lineage(session, by_id)
        for track in dict.fromkeys(_tracks(line)):
            by_track.setdefault(track, []).append(session)
        for room in dict.fromkeys(_rooms(line)):
            by_room.setdefault(room, []).append(session)
    return by_track, by_room


def _is_on(slot: Slot, days: Collection[dt.date], change: dt.time) -> bool:
    first, last = slot_days(slot, change)
    return any(first <= day <= last for day in days)


def check_ids(what: str, asked: Iterable[str], known: Collection[str]) -> None:
    """Refuse ids that a programme does not have.

    Args:
        what: the noun for things with these ids, for the message.
        asked: the ids.
        known: the ids that the programme has.

    Raises:
        UnknownId: the programme does not have one of them.
    """
    for id in asked:
        if id not in known:
            raise unknown_id(what, id, known)


def public(event: Event) -> Event:
    """Return the event as everybody may see it: `for_audience(event, Audience.PUBLIC)`."""
    return for_audience(event, Audience.PUBLIC)
