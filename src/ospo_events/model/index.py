"""The programme by id, room, track, agent, day and kind.

Every table is made when it is first asked for. Where two things share an id (a rule reports
it) the first is the one found by it; all of them are in the tables of sessions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from .agent import Organization, Person
from .ids import AgentId, RoomId, SessionId, TrackId, VenueId
from .place import Room, Venue
from .session import Session, Track
from .time import instant, programme_date

if TYPE_CHECKING:
    from .event import Event

__all__ = ["Index", "by_time"]

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def _by_id(items: Iterable[T], key: Callable[[T], K]) -> Mapping[K, T]:
    table: dict[K, T] = {}
    for item in items:
        table.setdefault(key(item), item)
    return MappingProxyType(table)


def _group(sessions: Iterable[Session], keys: Callable[[Session], Iterable[K]]) -> Mapping[K, tuple[Session, ...]]:
    table: dict[K, list[Session]] = {}
    for session in sessions:
        for key in dict.fromkeys(keys(session)):
            table.setdefault(key, []).append(session)
    return MappingProxyType({key: tuple(group) for key, group in table.items()})


def by_time(session: Session) -> tuple[float, float, str]:
    """Return what to sort sessions by: the instants of start and end, then the id; unscheduled ones last."""
    slot = session.slot
    if slot is None:
        return (float("inf"), float("inf"), session.id)
    return (instant(slot.start), float("inf") if slot.end is None else instant(slot.end), session.id)


class Index:
    """The programme by id, room, track, agent, day and kind. Get it as `event.index`."""

    def __init__(self, event: Event) -> None:
        self._event = event

    def __repr__(self) -> str:
        return f"<index of {self._event.id!r}>"

    def __reduce__(self) -> tuple[type[Index], tuple[Event]]:
        return (Index, (self._event,))

    @cached_property
    def sessions(self) -> Mapping[SessionId, Session]:
        """The sessions by id."""
        return _by_id(self._event.sessions, lambda item: item.id)

    @cached_property
    def rooms(self) -> Mapping[RoomId, Room]:
        """The rooms by id."""
        return _by_id(self._event.rooms, lambda item: item.id)

    @cached_property
    def venues(self) -> Mapping[VenueId, Venue]:
        """The venues by id."""
        return _by_id(self._event.venues, lambda item: item.id)

    @cached_property
    def tracks(self) -> Mapping[TrackId, Track]:
        """The tracks by id."""
        return _by_id(self._event.tracks, lambda item: item.id)

    @cached_property
    def people(self) -> Mapping[AgentId, Person]:
        """The people by id."""
        return _by_id(self._event.people, lambda item: item.id)

    @cached_property
    def organizations(self) -> Mapping[AgentId, Organization]:
        """The organizations by id."""
        return _by_id(self._event.organizations, lambda item: item.id)

    @cached_property
    def agents(self) -> Mapping[AgentId, Person | Organization]:
        """The people and the organizations by id."""
        return _by_id([*self._event.people, *self._event.organizations], lambda item: item.id)

    @cached_property
    def _instants(self) -> Mapping[int, tuple[float, float]]:
        return {id(session): by_time(session)[:2] for session in self._event.sessions}

    def instants(self, session: Session) -> tuple[float, float]:
        """Return when a session starts and ends (seconds since 1970); infinity for what is open or has no slot.

        Views ask again and again, and a time zone answers slowly: each session of the event is asked once.
        """
        return self._instants.get(id(session)) or by_time(session)[:2]

    @cached_property
    def in_order(self) -> tuple[Session, ...]:
        """All sessions by start, end and id; those without a slot last."""
        instants = self._instants
        return tuple(sorted(self._event.sessions, key=lambda session: (*instants[id(session)], session.id)))

    @cached_property
    def by_room(self) -> Mapping[RoomId, tuple[Session, ...]]:
        """The sessions of each room, in order of time."""
        return _group(self.in_order, lambda session: session.slot.rooms if session.slot else ())

    @cached_property
    def by_track(self) -> Mapping[TrackId, tuple[Session, ...]]:
        """The sessions of each track, in order of time."""
        return _group(self.in_order, lambda session: session.tracks)

    @cached_property
    def by_agent(self) -> Mapping[AgentId, tuple[Session, ...]]:
        """The sessions each person or organization takes part in, in order of time."""
        return _group(self.in_order, lambda session: [item.agent for item in session.participants])

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Session, ...]]:
        """The sessions of each kind, in order of time."""
        return _group(self.in_order, lambda session: (session.kind,))

    @cached_property
    def by_day(self) -> Mapping[dt.date, tuple[Session, ...]]:
        """The sessions of each programme day, in order of time; those without a slot are in none."""
        change = self._event.day_change
        return _group(
            self.in_order,
            lambda session: (programme_date(session.slot.start, change),) if session.slot else (),
        )

    @cached_property
    def children(self) -> Mapping[SessionId, tuple[Session, ...]]:
        """The parts of each session that has any: by time, those without a slot last and in the order written."""
        parts: dict[SessionId, list[Session]] = {}
        for session in self._event.sessions:
            if session.parent is not None:
                parts.setdefault(session.parent, []).append(session)
        return MappingProxyType(
            {key: tuple(sorted(group, key=lambda s: by_time(s)[:2])) for key, group in parts.items()}
        )

    @cached_property
    def unscheduled(self) -> tuple[Session, ...]:
        """The sessions without a slot, by id."""
        return tuple(session for session in self.in_order if session.slot is None)
