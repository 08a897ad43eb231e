"""Reads and writes participants as one cell: `Name (role, Organisation); Name (Organisation)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import attrs

from ...model import AgentId, Event, Organization, Participant, Person
from ...model.ids import slugify, unused_id
from ...model.vocabulary import role_label, role_of
from ._names import SPLIT, BadCell, folded_name, named

__all__ = ["Newcomers", "People"]

_ANNOUNCED = frozenset(("to be announced", "to be confirmed", "tba", "tbc", "tbd", "n. n.", "n.n."))
"""Placeholders that people write if nobody is known yet."""
_entry = re.compile(r"(.*\S)\s*\(([^()]*)\)", re.DOTALL).fullmatch


class People:
    """Writes the people of a session into a cell.

    Args:
        event: the event.
    """

    def __init__(self, event: Event) -> None:
        self._names = named({agent.id: agent.name for agent in event.index.agents.values()})
        self._homes = {person.id: person.affiliation for person in event.people}

    def cell(self, participants: Iterable[Participant]) -> str:
        """Return the text of the cell."""
        return "; ".join(map(self.entry, participants))

    def entry(self, participant: Participant) -> str:
        """Return one entry of a cell: the name, and in brackets the role (unless speaker) and the organization."""
        agent = participant.agent
        name = _one_line(participant.credited_as or "") if agent is None else self._names.get(agent, agent)
        home = participant.affiliation or (None if agent is None else self._homes.get(agent))
        notes = [] if participant.role == "speaker" else [role_label(participant.role).lower()]
        if home is not None:
            notes.append(self._names.get(home, home))
        notes = [note for note in notes if not set(note) & set("();")]
        return f"{name} ({', '.join(notes)})" if notes else name


def _one_line(name: str) -> str:
    return " ".join(re.sub(r"[;\r\n]", " ", name).split())


@attrs.define(eq=False)
class Newcomers:
    """Finds people and organizations by name, and makes new ones.

    Args:
        event: the event that knows the others.
    """

    event: Event
    people: list[Person] = attrs.field(factory=list[Person], init=False)
    organizations: list[Organization] = attrs.field(factory=list[Organization], init=False)
    _names: dict[str, str] = attrs.field(init=False)
    _ids: dict[str, AgentId] = attrs.field(init=False)
    _shared: set[str] = attrs.field(init=False)
    _homes: dict[str, AgentId] = attrs.field(init=False)
    _affiliations: dict[AgentId, AgentId | None] = attrs.field(init=False)
    _taken: set[str] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        names: dict[str, str] = {agent.id: agent.name for agent in self.event.index.agents.values()}
        self._names = named(names)
        self._ids = {folded_name(id): AgentId(id) for id in names}
        self._ids |= {folded_name(name): AgentId(id) for id, name in self._names.items()}
        self._shared = {folded_name(name) for name in names.values()} - self._ids.keys()
        self._homes = {folded_name(one.id): one.id for one in self.event.organizations}
        for organization in self.event.organizations:
            for name in (self._names[organization.id], organization.short_name):
                if name is not None:
                    self._homes.setdefault(folded_name(name), organization.id)
        self._affiliations = {person.id: person.affiliation for person in self.event.people}
        self._taken = set(names)

    def participants(
        self, text: str, before: Iterable[Participant], entry: Callable[[Participant], str]
    ) -> tuple[Participant, ...]:
        """Return the participants in a cell.

        Args:
            text: the cell.
            before: who took part before. Whoever the cell calls just as before stays as they are.
            entry: writes a participant, as the cell did.
        """
        known: dict[str, list[Participant]] = {}
        called: dict[str, list[Participant]] = {}
        for one in before:
            known.setdefault(folded_name(entry(one)), []).append(one)
            called.setdefault(self._called(one), []).append(one)
        found: list[Participant] = []
        for part in SPLIT.split(text.strip()):
            same = known.get(folded_name(part))
            if same:
                one = same.pop(0)
                called[self._called(one)].remove(one)
                found.append(one)
            elif part:
                found.append(self._changed(part, called))
        return tuple(found)

    def _called(self, participant: Participant) -> str:
        """Return the name of a participant in a cell, without the text in brackets."""
        agent = participant.agent
        return folded_name(_one_line(participant.credited_as or "") if agent is None else self._names.get(agent, agent))

    def _changed(self, part: str, called: dict[str, list[Participant]]) -> Participant:
        """Return a participant who is new in a session, or whose text has changed."""
        name, notes = part, ""
        match = _entry(part)
        if match is not None and folded_name(part) not in self._ids:
            name, notes = match[1], match[2]
        words = [word.strip() for word in notes.split(",") if word.strip()]
        role = role_of(words[0]) if words else None
        home = ", ".join(words[1:] if role else words)
        affiliation = self._home(home) if home else None
        others = called.get(folded_name(name))
        if others:
            one = others.pop(0)
        elif folded_name(name) in _ANNOUNCED:
            one = Participant(credited_as=name)
        else:
            one = Participant(agent=self._agent(name, affiliation))
        if one.agent is not None and affiliation == self._affiliations.get(one.agent):
            affiliation = None
        return attrs.evolve(one, role=role or "speaker", affiliation=affiliation)

    def _agent(self, name: str, home: AgentId | None) -> AgentId:
        key = folded_name(name)
        if key in self._shared:
            message = f"expected one person or organization, got {name[:60]!r}, as several are called: write the id"
            raise BadCell("people", "ambiguous-identity", message)
        if key not in self._ids:
            id = self._new_id(name)
            self._ids[key] = id
            self._affiliations[id] = home
            self.people.append(Person(id=id, name=" ".join(name.split()), affiliation=home))
        return self._ids[key]

    def _home(self, name: str) -> AgentId:
        key = folded_name(name)
        if key not in self._homes:
            id = self._new_id(name)
            self._homes[key] = id
            self._ids.setdefault(key, id)
            self.organizations.append(Organization(id=id, name=" ".join(name.split())))
        return self._homes[key]

    def _new_id(self, name: str) -> AgentId:
        id = unused_id(slugify(name), self._taken)
        self._taken.add(id)
        return AgentId(id)
