"""The programme by id, room, track, agent, day and kind.

Every table is made when it is first asked for. Where two things share an id (a rule reports
it) the first is the one found by it; all of them are in the tables of sessions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, cast, overload

from .agent import Organization, Person
from .ids import AgentId, RoomId, SessionId, TrackId, VenueId, unknown_id
from .place import Room, Venue
from .session import Session, Track, slot_days
from .time import instant

if TYPE_CHECKING:
    from .event import Event

__all__ = ["Index", "by_time"]

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
V = TypeVar("V")
Id = TypeVar("Id", bound=str)


if TYPE_CHECKING:

    class ById(Mapping[Id, T]):
        """A mapping by id that takes any text as a key, as the constructors do. It is a plain read-only mapping."""

        def __getitem__(self, id: str, /) -> T:
            """Return what has the id.

            Raises:
                UnknownId: nothing has it; this is a `KeyError`.
            """
            ...

        @overload
        def get(self, id: str, /) -> T | None: ...
        @overload
        def get(self, id: str, default: T, /) -> T: ...
        @overload
        def get(self, id: str, default: V, /) -> T | V: ...
        def get(self, id: str, default: object = None, /) -> object:
            """Return what has the id, or the default."""
            ...


class _Table(dict[Id, T]):
    """A dict that says what may have been meant, where it has no such key."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def __missing__(self, id: Id) -> T:
        raise unknown_id(self._what, id, list(self))


def _by_id(what: str, items: Iterable[T], key: Callable[[T], Id]) -> ById[Id, T]:
    table: _Table[Id, T] = _Table(what)
    for item in items:
        table.setdefault(key(item), item)
    return cast("ById[Id, T]", MappingProxyType(table))


def _group(sessions: Iterable[Session], keys: Callable[[Session], Iterable[K]]) -> Mapping[K, tuple[Session, ...]]:
    table: dict[K, list[Session]] = {}
    for session in sessions:
        for key in dict.fromkeys(keys(session)):
            table.setdefault(key, []).append(session)
    return MappingProxyType({key: tuple(group) for key, group in table.items()})


def _group_by_id(sessions: Iterable[Session], keys: Callable[[Session], Iterable[Id]]) -> ById[Id, tuple[Session, ...]]:
    return cast("ById[Id, tuple[Session, ...]]", _group(sessions, keys))


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
    def sessions(self) -> ById[SessionId, Session]:
        """The sessions by id."""
        return _by_id("session", self._event.sessions, lambda item: item.id)

    @cached_property
    def rooms(self) -> ById[RoomId, Room]:
        """The rooms by id."""
        return _by_id("room", self._event.rooms, lambda item: item.id)

    @cached_property
    def venues(self) -> ById[VenueId, Venue]:
        """The venues by id."""
        return _by_id("venue", self._event.venues, lambda item: item.id)

    @cached_property
    def tracks(self) -> ById[TrackId, Track]:
        """The tracks by id."""
        return _by_id("track", self._event.tracks, lambda item: item.id)

    @cached_property
    def people(self) -> ById[AgentId, Person]:
        """The people by id."""
        return _by_id("person", self._event.people, lambda item: item.id)

    @cached_property
    def organizations(self) -> ById[AgentId, Organization]:
        """The organizations by id."""
        return _by_id("organization", self._event.organizations, lambda item: item.id)

    @cached_property
    def agents(self) -> ById[AgentId, Person | Organization]:
        """The people and the organizations by id."""
        return _by_id("person or organization", [*self._event.people, *self._event.organizations], lambda item: item.id)

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
    def by_room(self) -> ById[RoomId, tuple[Session, ...]]:
        """The sessions of each room, in order of time."""
        return _group_by_id(self.in_order, lambda session: session.slot.rooms if session.slot else ())

    @cached_property
    def by_track(self) -> ById[TrackId, tuple[Session, ...]]:
        """The sessions of each track, in order of time."""
        return _group_by_id(self.in_order, lambda session: session.tracks)

    @cached_property
    def by_agent(self) -> ById[AgentId, tuple[Session, ...]]:
        """The sessions each person or organization takes part in, in order of time."""
        return _group_by_id(self.in_order, lambda session: [item.agent for item in session.participants])

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Session, ...]]:
        """The sessions of each kind, in order of time."""
        return _group(self.in_order, lambda session: (session.kind,))

    @cached_property
    def by_day(self) -> Mapping[dt.date, tuple[Session, ...]]:
        """The sessions of each programme day, in order of time; those without a slot are in none.

        An all-day session is on its first date.
        """
        change = self._event.day_change
        return _group(
            self.in_order,
            lambda session: slot_days(session.slot, change)[:1] if session.slot else (),
        )

    @cached_property
    def children(self) -> ById[SessionId, tuple[Session, ...]]:
        """The parts of each session that has any: by time, those without a slot last and in the order written."""
        parts: dict[SessionId, list[Session]] = {}
        for session in self._event.sessions:
            if session.parent is not None:
                parts.setdefault(session.parent, []).append(session)
        in_order = {key: tuple(sorted(group, key=lambda s: by_time(s)[:2])) for key, group in parts.items()}
        return cast("ById[SessionId, tuple[Session, ...]]", MappingProxyType(in_order))

    @cached_property
    def unscheduled(self) -> tuple[Session, ...]:
        """The sessions without a slot, by id."""
        return tuple(session for session in self.in_order if session.slot is None)
