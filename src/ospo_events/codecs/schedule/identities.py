"""Who is who in a file of the family: guids, integer ids, slugs, and the people named with a session."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ..._frozenmap import EMPTY
from ...diagnostics import Severity
from ...model import Event, Organization, Person, Session
from ...model.identity import uuid5
from .ids import Names, as_guid, positive_int, slug_for, to_guid, unused_int
from .tree import EXTRA, UNLISTED_ROLES, TreePerson, foreign

__all__ = ["Identities"]

_is_slug = re.compile("[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]").fullmatch


class Identities:
    """Gives each entry and each person an identity of its own, that of another system where there is one.

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
        self.slugs = Names()
        # Ids of other systems are kept before any is made.
        self.taken_ids = _kept_ids(event.sessions)
        self.used_ids: set[int] = set()
        self.taken_person_ids = _kept_ids(self.agents.values())
        self.used_person_ids: set[int] = set()
        self.person_guids: set[str] = set()
        self.people: dict[str, tuple[str, int, str]] = {}

    def guid(self, session: Session, number: int) -> str:
        """Return the guid of a session: its UID where it is a UUID, else one made from it; never one a second time."""
        published = session.uid
        guid = as_guid(published) if published else None
        if guid is None:
            guid = uuid5(published or f"{self.event.id}/{session.id}")
            if published:
                self.note("guid-replaced", ("sessions", number, "uid"), f"expected a UUID, got {published[:80]!r}:"
                          f" {guid} is made from it")  # fmt: skip
        if guid in self.guids:
            replaced = uuid5(f"{self.event.id}/{session.id}/{guid}")
            while replaced in self.guids:
                replaced = uuid5(replaced)
            self.note("duplicate-uid", ("sessions", number, "uid"), f"expected a UID of its own, got {guid} a second"
                      f" time: {replaced} is made from it", Severity.WARNING)  # fmt: skip
            guid = replaced
        self.guids.add(guid)
        return guid

    def id(self, session: Session, number: int, guid: str, first: bool) -> int:
        """Return the integer id of an entry: the foreign one for the first of its session, else one made of `guid`."""
        kept = foreign(session).get("id") if first and session.extra is not EMPTY else None
        if kept is not None:
            wanted = positive_int(kept)
            if wanted is not None and wanted not in self.used_ids:
                self.used_ids.add(wanted)
                return wanted
            self.note("id-replaced", ("sessions", number, "extra", EXTRA, "id"), "expected a positive integer of its"
                      f" own as the id, got {str(kept)[:80]!r}: another is made from the UID")  # fmt: skip
        made = unused_int(guid, self.taken_ids)
        self.taken_ids.add(made)
        return made

    def slug(self, session: Session, first: bool) -> str:
        """Return the slug of an entry, which no other has."""
        kept = foreign(session).get("slug") if first and session.extra is not EMPTY else None
        slug = kept if isinstance(kept, str) and _is_slug(kept) else slug_for(self.slug_prefix, session.id)
        return self.slugs.take(slug)

    def persons(self, session: Session, number: int) -> tuple[TreePerson, ...]:
        """Return who is named with a session, in billing order."""
        listed: list[TreePerson] = []
        participants = session.participants
        if [item for item in participants if item.order is not None]:
            last = len(participants) + 1
            participants = tuple(sorted(participants, key=lambda item: last if item.order is None else item.order))
        for participant in participants:
            if participant.role in UNLISTED_ROLES:
                place = session.participants.index(participant)
                self.note("not-carried", ("sessions", number, "participants", place), f"a {participant.role} is not"
                          " named among the persons: apps show those as speakers")  # fmt: skip
                continue
            agent = self.agents.get(participant.agent)
            known = self.people.get(participant.agent) or self._person(participant.agent, agent, number)
            name, id, guid = known
            if participant.credited_as:
                name = self._name(participant.credited_as, number)
            listed.append(TreePerson(name, id, guid, participant, agent))
        return tuple(listed)

    def _name(self, name: str, number: int) -> str:
        if ";" in name:
            self.note("changed-to-fit", ("sessions", number, "participants"), f"{name!r} is written with ',' for ';':"
                      " apps take ';' for the end of a name")  # fmt: skip
        return name.replace(";", ",")

    def _person(self, agent_id: str, agent: Person | Organization | None, number: int) -> tuple[str, int, str]:
        if agent is None:
            self.note("dangling-reference", ("sessions", number, "participants"), "expected the id of a person or an"
                      f" organization of the event, got {agent_id!r}: they are named so", Severity.WARNING)  # fmt: skip
        kept = positive_int(foreign(agent).get("id")) if agent and agent.extra is not EMPTY else None
        published = agent.uid if agent else None
        made = uuid5(f"{self.event.id}/agent/{agent_id}")  # what `thing_uid` gives
        guid = to_guid(published) if published else made
        if guid in self.person_guids:
            guid = made
        self.person_guids.add(guid)
        if kept is None or kept in self.used_person_ids:
            kept = unused_int(guid, self.taken_person_ids)
            self.taken_person_ids.add(kept)
        self.used_person_ids.add(kept)
        known = self.people[agent_id] = (self._name(agent.name if agent else agent_id, number), kept, guid)
        return known


def _kept_ids(things: Iterable[Session | Person | Organization]) -> set[int]:
    kept = (positive_int(foreign(thing).get("id")) for thing in things if thing.extra is not EMPTY)
    return {number for number in kept if number is not None}
