"""Assigns the identifiers that a file of the family needs: guids, integer ids and slugs of entries and people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..._frozenmap import EMPTY
from ...diagnostics import Path, Severity
from ...model import Event, Organization, Participant, Person, Session
from ...model.identity import uuid5
from ._further_entries import entry_of, room_mark
from ._identifiers import as_guid, derived_guid, made_agent_guid, positive_int, slug_for, to_guid, unused_int
from ._raw_schedule import EXTRA
from ._tree import UNLISTED_ROLES, TreePerson, foreign

__all__ = ["AssignedIds"]

_is_slug = re.compile("[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]").fullmatch


class AssignedIds:
    """Gives each entry and each person a unique identity: that of another system if there is one.

    Args:
        event: the event.
        acronym: what slugs begin with.
        note: takes code, path and message of what is changed, and its severity where it is more than an INFO.
    """

    def __init__(self, event: Event, acronym: str, note: Callable[..., None]) -> None:
        self.event = event
        self.note = note
        self.slug_prefix = acronym.replace("-", "_")
        self.agents = event.index.agents
        self.guids: set[str] = set()
        self.slugs = _Slugs()
        # Ids of other systems are kept before any is made.
        self.taken_ids = _kept_ids(event.sessions)
        self.used_ids: set[int] = set()
        self.taken_person_ids = _kept_ids(self.agents.values())
        self.used_person_ids: set[int] = set()
        self.person_guids: set[str] = set()
        self.people: dict[str, tuple[str, int, str]] = {}

    def guid(self, session: Session, number: int) -> str:
        """Return the guid of a session: its UID if it is a UUID, else one made from it; never the same one twice."""
        published = session.uid
        guid = as_guid(published) if published else None
        if guid is None:
            guid = uuid5(published or f"{self.event.id}/{session.id}")
            if published:
                self.note(
                    "guid-replaced",
                    ("sessions", number, "uid"),
                    f"expected a UUID, got {published[:80]!r}: {guid} is made from it",
                )
        if guid in self.guids:
            replaced = uuid5(f"{self.event.id}/{session.id}/{guid}")
            while replaced in self.guids:
                replaced = uuid5(replaced)
            self.note(
                "duplicate-uid",
                ("sessions", number, "uid"),
                f"expected a UID of its own, got {guid} a second time: {replaced} is made from it",
                Severity.WARNING,
            )
            guid = replaced
        self.guids.add(guid)
        return guid

    def id(self, session: Session, number: int, guid: str, first: bool) -> int:
        """Return the integer id of an entry: a foreign id for the first of its session, else one made from `guid`."""
        known = foreign(session).get("id") if first and session.extra is not EMPTY else None
        if known is not None:
            wanted = positive_int(known)
            if wanted is not None and wanted not in self.used_ids:
                self.used_ids.add(wanted)
                return wanted
            self.note(
                "id-replaced",
                ("sessions", number, "extra", EXTRA, "id"),
                f"expected a positive integer of its own as the id, got {str(known)[:80]!r}: another is made"
                " from the UID",
            )
        made = unused_int(guid, self.taken_ids)
        self.taken_ids.add(made)
        return made

    def further(self, session: Session, room: str, first: str, room_guid: str) -> tuple[str, int | None, str]:
        """Return guid, number and mark of a further entry: those of another system, else made ones.

        Args:
            session: the session.
            room: the id of the room that the entry is in.
            first: the guid of the first entry.
            room_guid: the UUID of the room.
        """
        guid, number = entry_of(session, room)
        if guid is None or guid in self.guids:
            return derived_guid(first, room_guid), None, ""
        self.guids.add(guid)
        if number is None or number in self.used_ids or number in self.taken_ids:
            return guid, None, room_mark(first, guid)
        self.used_ids.add(number)
        self.taken_ids.add(number)
        return guid, number, room_mark(first, guid)

    def slug(self, session: Session, first: bool, mark: str = "") -> str:
        """Return the slug of an entry, which no other has; with a mark at its end if it is marked."""
        known = foreign(session).get("slug") if first and session.extra is not EMPTY else None
        slug = known if isinstance(known, str) and _is_slug(known) else slug_for(self.slug_prefix, session.id)
        return self.slugs.take(f"{slug}{mark}")

    def persons(self, session: Session, number: int) -> tuple[TreePerson, ...]:
        """Return the people named with a session, in order."""
        listed: list[TreePerson] = []
        participants = session.participants
        path: Path = ("sessions", number, "participants")
        if [item for item in participants if item.order is not None]:
            last = len(participants) + 1
            participants = tuple(sorted(participants, key=lambda item: last if item.order is None else item.order))
        for participant in participants:
            if participant.role in UNLISTED_ROLES:
                index = session.participants.index(participant)
                self.note(
                    "not-carried",
                    ("sessions", number, "participants", index),
                    f"a {participant.role} is not named among the persons: apps show those as speakers",
                )
                continue
            known = None if participant.credited_as else self.people.get(participant.agent or "")
            if known is None:
                listed.append(self._person(participant, path))
            else:  # as most are
                listed.append(TreePerson(*known, participant, self.agents.get(participant.agent or "")))
        return tuple(listed)

    def organizers(self) -> tuple[TreePerson, ...]:
        """Return the participants of the whole event, with their identifiers."""
        return tuple(self._person(participant, ("participants",)) for participant in self.event.participants)

    def _person(self, participant: Participant, path: Path) -> TreePerson:
        agent_id = participant.agent or f"announced/{participant.credited_as}"
        agent = self.agents.get(agent_id)
        name, id, guid = self.people.get(agent_id) or self._identified(agent_id, agent, path)
        if participant.credited_as:
            name = self._name(participant.credited_as, path)
        return TreePerson(name, id, guid, participant, agent)

    def _name(self, name: str, path: Path) -> str:
        if ";" in name:
            self.note(
                "changed-to-fit",
                path,
                f"{name!r} is written with ',' for ';': apps take ';' for the end of a name",
            )
        return name.replace(";", ",")

    def _identified(self, agent_id: str, agent: Person | Organization | None, path: Path) -> tuple[str, int, str]:
        """Return the name, the integer id and the guid of a person who is named for the first time."""
        if agent is None and not agent_id.startswith("announced/"):
            self.note(
                "dangling-reference",
                path,
                f"expected the id of a person or an organization of the event, got {agent_id!r}: they are named so",
                Severity.WARNING,
            )
        number = positive_int(foreign(agent).get("id")) if agent and agent.extra is not EMPTY else None
        published = agent.uid if agent else None
        made = made_agent_guid(self.event.id, agent_id)
        guid = to_guid(published) if published else made
        if guid in self.person_guids:
            guid = made
        self.person_guids.add(guid)
        if number is None or number in self.used_person_ids:
            number = unused_int(guid, self.taken_person_ids)
            self.taken_person_ids.add(number)
        self.used_person_ids.add(number)
        identity = self.people[agent_id] = (self._name(agent.name if agent else agent_id, path), number, guid)
        return identity


def _kept_ids(things: Iterable[Session | Person | Organization]) -> set[int]:
    kept = (positive_int(foreign(thing).get("id")) for thing in things if thing.extra is not EMPTY)
    return {number for number in kept if number is not None}


class _Slugs:
    """Gives out each slug once: `a`, `a-2`, `a-3`; each in one step, however many want the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """Return the slug, or the first free one with a number after it; from now on it is in use."""
        slug, number = wanted, self._last.get(wanted, 1)
        while slug in self._taken:
            number += 1
            slug = f"{wanted}-{number}"
        if number > 1:
            self._last[wanted] = number
        self._taken.add(slug)
        return slug
