"""Looks up the programme by id, room, track, agent, day and kind.

Every table is made when it is first used. If two things share an id (a rule reports it), the table by id finds the
first; the tables of sessions hold both.

A part of a session without its own slot takes place at the time and place of its whole, and a part of a cancelled or
postponed session is cancelled or postponed too. The tables of rooms, days and times follow this. `Index.slot` and
`Index.status` answer for one session, `Index.resolved` for all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

import attrs

from ._checks import MAX_NUMBER
from .agent import Organization, Person
from .ids import AgentId, RoomId, SessionId, TrackId, VenueId, unknown_id
from .place import Room, Venue
from .session import Session, Slot, Track, slot_days
from .status import Status
from .time import instant

if TYPE_CHECKING:
    from .event import Event

__all__ = ["Index", "by_time"]

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")
V = TypeVar("V")
Id = TypeVar("Id", bound=str)

_id: Callable[[Any], Any] = attrgetter("id")
_parent = attrgetter("parent")
_NOTHING: Mapping[int, Session] = MappingProxyType({})

if TYPE_CHECKING:

    class ById(Mapping[Id, T]):
        """A mapping by id that accepts any text as a key, like the constructors. It is a plain read-only mapping."""

        def __getitem__(self, id: str, /) -> T:
            """Return the thing with the id.

            Raises:
                UnknownId: nothing has the id; this is a `KeyError`.
            """
            ...

        @overload
        def get(self, id: str, /) -> T | None: ...
        @overload
        def get(self, id: str, default: T, /) -> T: ...
        @overload
        def get(self, id: str, default: V, /) -> T | V: ...
        def get(self, id: str, default: object = None, /) -> object:
            """Return the thing with the id, or the default."""
            ...


class _Table(dict[Id, T]):
    """A dict that suggests a similar key if it has no such key."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what

    def __missing__(self, id: Id) -> T:
        raise unknown_id(self._what, id, list(self))


def _by_id(what: str, items: Sequence[T], id_of: Callable[[T], Id]) -> ById[Id, T]:
    table: _Table[Id, T] = _Table(what)
    table.update(zip(map(id_of, items), items, strict=True))
    if len(table) < len(items):  # of those that share an id, the first
        table.update(zip(map(id_of, reversed(items)), reversed(items), strict=True))
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
    """Return the sort key of a session: the instants of start and end, then the id; unscheduled ones last."""
    slot = session.slot
    if slot is None:
        return (float("inf"), float("inf"), session.id)
    return (instant(slot.start), float("inf") if slot.end is None else instant(slot.end), session.id)


def _with_taken_over(session: Session, whole: Session) -> Session:
    """Return a part with the slot and status of its whole, which already has those of its own whole."""
    changes: dict[str, Any] = {}
    if session.slot is None and whole.slot is not None:
        changes["slot"] = whole.slot
        changes["previous_start"] = session.previous_start or whole.previous_start
    status = session.status
    if whole.status is Status.CANCELLED or (whole.status is Status.POSTPONED and status is not Status.CANCELLED):
        changes["status"] = status = whole.status
    if "slot" not in changes and status is session.status:
        return session
    # Calendars accept a change only if the number of changes has grown (RFC 5546, section 2.1.4).
    changes["sequence"] = min(session.sequence + whole.sequence, MAX_NUMBER)
    return attrs.evolve(session, **changes)


class Index:
    """The programme by id, room, track, agent, day and kind. Use `event.index` to get it."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._derived: dict[Callable[[Event], Any], Any] = {}

    def derived(self, make: Callable[[Event], T]) -> T:
        """Return the result of a function of the event, which is computed once and kept as long as the event.

        Args:
            make: a module-level function; its result is immutable, like the event.
        """
        if make not in self._derived:
            self._derived[make] = make(self._event)
        made: T = self._derived[make]
        return made

    def __repr__(self) -> str:
        return f"<index of {self._event.id!r}>"

    def __reduce__(self) -> tuple[type[Index], tuple[Event]]:
        return (Index, (self._event,))

    @cached_property
    def sessions(self) -> ById[SessionId, Session]:
        """The sessions by id."""
        return _by_id("session", self._event.sessions, _id)

    @cached_property
    def rooms(self) -> ById[RoomId, Room]:
        """The rooms by id."""
        return _by_id("room", self._event.rooms, _id)

    @cached_property
    def venues(self) -> ById[VenueId, Venue]:
        """The venues by id."""
        return _by_id("venue", self._event.venues, _id)

    @cached_property
    def tracks(self) -> ById[TrackId, Track]:
        """The tracks by id."""
        return _by_id("track", self._event.tracks, _id)

    @cached_property
    def people(self) -> ById[AgentId, Person]:
        """The people by id."""
        return _by_id("person", self._event.people, _id)

    @cached_property
    def organizations(self) -> ById[AgentId, Organization]:
        """The organizations by id."""
        return _by_id("organization", self._event.organizations, _id)

    @cached_property
    def agents(self) -> ById[AgentId, Person | Organization]:
        """The people and the organizations by id."""
        return _by_id("person or organization", [*self._event.people, *self._event.organizations], _id)

    @cached_property
    def _resolved(self) -> Mapping[int, Session]:
        """Each session that takes its slot or status from its whole, with that written out."""
        sessions = self._event.sessions
        if not any(map(_parent, sessions)):
            return _NOTHING
        by_id = self.sessions
        done: dict[int, Session] = {}
        for first in sessions:
            line: dict[int, Session] = {}
            above: Session | None = first
            while above is not None and id(above) not in done and id(above) not in line:
                line[id(above)] = above
                above = by_id.get(above.parent) if above.parent is not None else None
            above_resolved = None if above is None else done.get(id(above))
            if above is not None and above_resolved is None:  # a cycle: none of its members is the whole of all
                above_resolved = above
                for number in list(line)[list(line).index(id(above)) :]:
                    done[number] = line.pop(number)
            for number, session in reversed(line.items()):
                done[number] = above_resolved = (
                    session if above_resolved is None else _with_taken_over(session, above_resolved)
                )
        return {id(session): done[id(session)] for session in sessions if done[id(session)] is not session}

    @cached_property
    def resolved(self) -> Event:
        """The event with the slot and status of wholes written into their parts; the same object if there are none.

        Use this event to show the programme. The event itself is what the authors wrote, to be preserved.
        """
        resolved = self._resolved
        if not resolved:
            return self._event
        sessions = tuple([resolved.get(id(session), session) for session in self._event.sessions])
        event = attrs.evolve(self._event, sessions=sessions)
        event.index.__dict__["_resolved"] = _NOTHING  # every part is settled
        return event

    def resolve(self, session: Session) -> Session:
        """Return a session as it is in `resolved`."""
        return self._resolved.get(id(session), session)

    def slot(self, session: Session) -> Slot | None:
        """Return the slot of a session: its own, or that of its whole."""
        return session.slot or self.resolve(session).slot

    def status(self, session: Session) -> Status:
        """Return the status of a session: a part of a cancelled or postponed session has the status of its whole."""
        return self.resolve(session).status

    @cached_property
    def _instants(self) -> Mapping[int, tuple[float, float]]:
        resolved = self._resolved
        return {id(session): by_time(resolved.get(id(session), session))[:2] for session in self._event.sessions}

    def instants(self, session: Session) -> tuple[float, float]:
        """Return when a session starts and ends (seconds since 1970); infinity for an open end or without a slot.

        Views ask for this again and again, and time zones are slow: each session is computed once.
        """
        return self._instants.get(id(session)) or by_time(session)[:2]

    @cached_property
    def in_order(self) -> tuple[Session, ...]:
        """All sessions by start, end and id, a whole before its parts at the same time; those without a slot last."""
        instants = self._instants
        return tuple(
            sorted(
                self._event.sessions,
                key=lambda session: (*instants[id(session)], session.slot is None, session.id),
            )
        )

    @cached_property
    def by_room(self) -> ById[RoomId, tuple[Session, ...]]:
        """The sessions of each room, in order of time."""
        return _group_by_id(self.in_order, lambda session: slot.rooms if (slot := self.slot(session)) else ())

    @cached_property
    def by_track(self) -> ById[TrackId, tuple[Session, ...]]:
        """The sessions of each track, in order of time."""
        return _group_by_id(self.in_order, lambda session: session.tracks)

    @cached_property
    def by_agent(self) -> ById[AgentId, tuple[Session, ...]]:
        """The sessions each person or organization takes part in, in order of time."""
        return _group_by_id(self.in_order, lambda session: [item.agent for item in session.participants if item.agent])

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Session, ...]]:
        """The sessions of each kind, in order of time."""
        return _group(self.in_order, lambda session: (session.kind,))

    @cached_property
    def by_day(self) -> Mapping[dt.date, tuple[Session, ...]]:
        """The sessions of each programme day, in order of time; sessions without a slot are not in it.

        An all-day session is listed on its first date.
        """
        change = self._event.day_change
        return _group(
            self.in_order,
            lambda session: slot_days(slot, change)[:1] if (slot := self.slot(session)) else (),
        )

    @cached_property
    def children(self) -> ById[SessionId, tuple[Session, ...]]:
        """The parts of each session that has any: by time; parts without their own slot last, in written order."""
        parts: dict[SessionId, list[Session]] = {}
        for session in self._event.sessions:
            if session.parent is not None:
                parts.setdefault(session.parent, []).append(session)
        in_order = {key: tuple(sorted(group, key=lambda s: by_time(s)[:2])) for key, group in parts.items()}
        return cast("ById[SessionId, tuple[Session, ...]]", MappingProxyType(in_order))

    @cached_property
    def unscheduled(self) -> tuple[Session, ...]:
        """The sessions without a slot of their own or of their whole, by id."""
        return tuple(session for session in self.in_order if self.slot(session) is None)
