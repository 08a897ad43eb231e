"""Ids that stay: a programme that was read anew gets the ids of its older edition wherever the UIDs are the same.

Readers of foreign files make ids; whoever has edited them, or publishes links with them, wants to keep theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar, cast

import attrs

from .agent import Participant, Person
from .event import Event
from .identity import session_uid, uuid5
from .ids import unused_id
from .session import Acceptance, Session, Slot

__all__ = ["KeptIds", "with_ids_of"]

T = TypeVar("T")
_Ids = Mapping[str, str]


class KeptIds(NamedTuple):
    """An event with the ids of its older edition."""

    event: Event
    """The event."""
    kept: int
    """How many things have the id that they had, which the new edition calls otherwise."""
    moved: tuple[tuple[str, str], ...]
    """The old and the new id of each thing that matches nothing and had to make way."""


def with_ids_of(event: Event, older: Event) -> KeptIds:
    """Return an event in which everything that the older edition has under the same UID has the id that it has there.

    Sessions, people, organizations and rooms can have UIDs; a UID that comes twice in an edition matches nothing. The
    UIDs that sessions are published with stay as they are.

    Args:
        event: the new edition.
        older: the older one.
    """
    moved: list[tuple[str, str]] = []
    sessions = _renamings(_session_uids(event), _session_uids(older), moved)
    rooms = _renamings(_uids(event.rooms), _uids(older.rooms), moved)
    agents = _renamings(
        _uids((*event.people, *event.organizations)), _uids((*older.people, *older.organizations)), moved
    )
    kept = len(sessions) + len(rooms) + len(agents) - len(moved)
    return KeptIds(_Renaming(event, sessions, rooms, agents).event(), kept, tuple(moved))


def _uids(things: Iterable[Any]) -> list[tuple[str, str | None]]:
    return [(thing.id, thing.uid) for thing in things]


def _session_uids(event: Event) -> list[tuple[str, str | None]]:
    return [(session.id, session_uid(event, session)) for session in event.sessions]


def _renamings(
    new: list[tuple[str, str | None]], old: list[tuple[str, str | None]], moved: list[tuple[str, str]]
) -> dict[str, str]:
    """Return the new id of everything that is to have another one, by its id; add to `moved` what makes way."""
    often = Counter(id for id, _ in new)
    times = Counter(uid for _, uid in new if uid)
    times_before = Counter(uid for _, uid in old if uid)
    before = {uid: id for id, uid in old if uid and times_before[uid] == 1}
    # A thing whose id comes twice cannot be referred to, and so not be renamed.
    wanted = {id: before[uid] for id, uid in new if uid and times[uid] == 1 and often[id] == 1 and uid in before}
    taken = set(wanted.values()) | set(often)
    given = set(wanted.values())
    for id, _ in new:
        if id not in wanted and id in given and often[id] == 1:
            free = wanted[id] = unused_id(id, taken)
            taken.add(free)
            moved.append((id, free))
    return {id: other for id, other in wanted.items() if id != other}


class _Renaming:
    """Gives the things of an event other ids, wherever they are named.

    Args:
        event: the event.
        sessions: the new ids of sessions, by the old ones.
        rooms: those of rooms.
        agents: those of people and organizations.
    """

    def __init__(self, event: Event, sessions: _Ids, rooms: _Ids, agents: _Ids) -> None:
        self._event = event
        self._sessions = sessions
        self._rooms = rooms
        self._agents = agents
        # An acceptance names ids of all kinds; one that two kinds have means the same as before only if it stays.
        self._all = {**agents, **rooms, **sessions}

    def event(self) -> Event:
        """Return the event with the new ids."""
        event = self._event
        if not self._all:
            return event
        return attrs.evolve(
            event,
            sessions=_each(event.sessions, self._session),
            rooms=_each(event.rooms, lambda room: {"id": self._rooms.get(room.id, room.id)}),
            people=_each(event.people, lambda person: self._agent(person, "affiliation") | self._others(person)),
            organizations=_each(event.organizations, lambda organization: self._agent(organization, "parent")),
            participants=tuple(map(self._participant, event.participants)),
            accept=_each(event.accept, self._acceptance),
        )

    def _session(self, session: Session) -> dict[str, Any]:
        id = self._sessions.get(session.id, session.id)
        published = session_uid(self._event, session)
        return {
            "id": id,
            "uid": session.uid if session.uid or uuid5(f"{self._event.id}/{id}") == published else published,
            "parent": _new(self._sessions, session.parent),
            "repeat_of": _new(self._sessions, session.repeat_of),
            "slot": self._slot(session.slot),
            "participants": tuple(map(self._participant, session.participants)),
            "accept": _each(session.accept, self._acceptance),
        }

    def _slot(self, slot: Slot | None) -> Slot | None:
        if slot is None or not any(room in self._rooms for room in slot.rooms):
            return slot
        return attrs.evolve(slot, rooms=tuple(self._rooms.get(room, room) for room in slot.rooms))

    def _agent(self, agent: Any, above: str) -> dict[str, Any]:
        return {"id": self._agents.get(agent.id, agent.id), above: _new(self._agents, getattr(agent, above))}

    def _participant(self, participant: Participant) -> Participant:
        agent, affiliation = _new(self._agents, participant.agent), _new(self._agents, participant.affiliation)
        new: dict[str, Any] = {"agent": agent, "affiliation": affiliation, **self._others(participant)}
        if all(getattr(participant, name) == value for name, value in new.items()):
            return participant
        return attrs.evolve(participant, **new)

    def _others(self, agent: Person | Participant) -> dict[str, Any]:
        return {"other_affiliations": tuple(self._agents.get(id, id) for id in agent.other_affiliations)}

    def _acceptance(self, acceptance: Acceptance) -> dict[str, Any]:
        return {"where": tuple(self._all.get(id, id) for id in acceptance.where)}


def _new(ids: _Ids, id: str | None) -> str | None:
    return None if id is None else ids.get(id, id)


def _each(items: tuple[T, ...], values: Callable[[T], Mapping[str, Any]]) -> tuple[T, ...]:
    """Return the items with those of the values that differ."""

    def renamed(item: T) -> T:
        changes = {name: value for name, value in values(item).items() if value != getattr(item, name)}
        return attrs.evolve(cast("Any", item), **changes) if changes else item

    return tuple(renamed(item) for item in items)
