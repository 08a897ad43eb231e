"""The programme by id, room, track, agent, day and kind.

Every table is made when it is first asked for. Where two things share an id (a rule reports
it) the first is the one found by it; all of them are in the tables of sessions.

A part of a session that has no slot of its own takes place when and where its whole does, and what
is a part of something cancelled or postponed is so too. The tables of rooms, days and times go by
that. `Index.slot` and `Index.status` say it of one session, `Index.resolved` of all.
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
    """Return what to sort sessions by: the instants of start and end, then the id; unscheduled ones last."""
    slot = session.slot
    if slot is None:
        return (float("inf"), float("inf"), session.id)
    return (instant(slot.start), float("inf") if slot.end is None else instant(slot.end), session.id)


def _with_taken_over(session: Session, whole: Session) -> Session:
    """Return a session with what it takes over from what it is a part of, which has taken over all that it does."""
    changes: dict[str, Any] = {}
    if session.slot is None and whole.slot is not None:
        changes["slot"] = whole.slot
        changes["previous_start"] = session.previous_start or whole.previous_start
    status = session.status
    if whole.status is Status.CANCELLED or (whole.status is Status.POSTPONED and status is not Status.CANCELLED):
        changes["status"] = status = whole.status
    if "slot" not in changes and status is session.status:
        return session
    # Calendars take a change for new only where the number of changes has grown (RFC 5546, section 2.1.4).
    changes["sequence"] = min(session.sequence + whole.sequence, MAX_NUMBER)
    return attrs.evolve(session, **changes)


class Index:
    """The programme by id, room, track, agent, day and kind. Get it as `event.index`."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._derived: dict[Callable[[Event], Any], Any] = {}

    def derived(self, make: Callable[[Event], T]) -> T:
        """Return what a function makes of the event, which is made once and kept as long as the event.

        Args:
            make: a function of a module; what it returns is a value, like the event.
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
        """Each session that takes something over from what it is a part of, with that written out."""
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
            whole = None if above is None else done.get(id(above))
            if above is not None and whole is None:  # a ring: nobody says which of its members is the whole of all
                whole = above
                for number in list(line)[list(line).index(id(above)) :]:
                    done[number] = line.pop(number)
            for number, session in reversed(line.items()):
                done[number] = whole = session if whole is None else _with_taken_over(session, whole)
        return {id(session): done[id(session)] for session in sessions if done[id(session)] is not session}

    @cached_property
    def resolved(self) -> Event:
        """The event in which each part says itself what it takes over from its whole; the same one where none does.

        That is the slot and what belongs to it, and that something is cancelled or postponed. It is what happens, for
        all that show the programme; what somebody wrote, and is to be kept, is the event itself.
        """
        resolved = self._resolved
        if not resolved:
            return self._event
        sessions = tuple([resolved.get(id(session), session) for session in self._event.sessions])
        event = attrs.evolve(self._event, sessions=sessions)
        event.index.__dict__["_resolved"] = _NOTHING  # nothing is left to take over
        return event

    def resolve(self, session: Session) -> Session:
        """Return a session of the event as it stands in `resolved`."""
        return self._resolved.get(id(session), session)

    def slot(self, session: Session) -> Slot | None:
        """Return when and where a session of the event is: its own slot, or that of what it is a part of."""
        return session.slot or self.resolve(session).slot

    def status(self, session: Session) -> Status:
        """Return how firm a session of the event is: a part of something cancelled or postponed is so too."""
        return self.resolve(session).status

    @cached_property
    def _instants(self) -> Mapping[int, tuple[float, float]]:
        resolved = self._resolved
        return {id(session): by_time(resolved.get(id(session), session))[:2] for session in self._event.sessions}

    def instants(self, session: Session) -> tuple[float, float]:
        """Return when a session starts and ends (seconds since 1970); infinity for what is open or has no slot.

        Views ask again and again, and a time zone answers slowly: each session of the event is asked once.
        """
        return self._instants.get(id(session)) or by_time(session)[:2]

    @cached_property
    def in_order(self) -> tuple[Session, ...]:
        """All sessions by start, end and id, a whole before the parts at its time; those without a slot last."""
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
        """The sessions of each programme day, in order of time; those without a slot are in none.

        An all-day session is on its first date.
        """
        change = self._event.day_change
        return _group(
            self.in_order,
            lambda session: slot_days(slot, change)[:1] if (slot := self.slot(session)) else (),
        )

    @cached_property
    def children(self) -> ById[SessionId, tuple[Session, ...]]:
        """The parts of each session that has any: by time, those without a slot of their own last, as written."""
        parts: dict[SessionId, list[Session]] = {}
        for session in self._event.sessions:
            if session.parent is not None:
                parts.setdefault(session.parent, []).append(session)
        in_order = {key: tuple(sorted(group, key=lambda s: by_time(s)[:2])) for key, group in parts.items()}
        return cast("ById[SessionId, tuple[Session, ...]]", MappingProxyType(in_order))

    @cached_property
    def unscheduled(self) -> tuple[Session, ...]:
        """The sessions that have no slot and take none over, by id."""
        return tuple(session for session in self.in_order if self.slot(session) is None)
