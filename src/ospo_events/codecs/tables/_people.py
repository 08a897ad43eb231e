"""Who takes part, as one cell: `Name (role, Organisation); Name (Organisation)`, written and read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import attrs

from ...model import AgentId, Event, Organization, Participant, Person
from ...model.ids import slugify, unused_id
from ...model.vocabulary import role_label, role_of

__all__ = ["Newcomers", "People"]

_ANNOUNCED = frozenset(("to be announced", "to be confirmed", "tba", "tbc", "tbd", "n. n.", "n.n."))
"""What people write where nobody is known yet."""
_entry = re.compile(r"(.*\S)\s*\(([^()]*)\)", re.DOTALL).fullmatch


class People:
    """Writes the people of a session into a cell.

    Args:
        event: the event.
    """

    def __init__(self, event: Event) -> None:
        self._names = {agent.id: _one_line(agent.name) for agent in event.index.agents.values()}
        self._homes = {person.id: person.affiliation for person in event.people}

    def cell(self, participants: Iterable[Participant]) -> str:
        """Return the text of the cell."""
        return "; ".join(map(self.entry, participants))

    def entry(self, participant: Participant) -> str:
        """Return one of them: the name, and in brackets the role where it is no speaker, and the organization."""
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
    """Finds people and organizations by name, and makes those who are new.

    Args:
        event: the event that knows the others.
    """

    event: Event
    people: list[Person] = attrs.field(factory=list[Person], init=False)
    organizations: list[Organization] = attrs.field(factory=list[Organization], init=False)
    _ids: dict[str, AgentId] = attrs.field(factory=dict[str, AgentId], init=False)
    _homes: dict[str, AgentId] = attrs.field(factory=dict[str, AgentId], init=False)
    _affiliations: dict[AgentId, AgentId | None] = attrs.field(init=False)
    _taken: set[str] = attrs.field(factory=set[str], init=False)

    def __attrs_post_init__(self) -> None:
        for organization in self.event.organizations:
            for name in (organization.short_name, organization.name):
                if name is not None:
                    self._homes.setdefault(_folded(name), organization.id)
        self._affiliations = {person.id: person.affiliation for person in self.event.people}
        for agent in self.event.index.agents.values():
            self._ids.setdefault(_folded(agent.name), agent.id)
            self._taken.add(agent.id)

    def participants(
        self, text: str, before: Iterable[Participant], entry: Callable[[Participant], str]
    ) -> tuple[Participant, ...]:
        """Return who a cell says takes part.

        Args:
            text: the cell.
            before: who took part before. Whoever the cell calls just as before stays as they are.
            entry: writes a participant, as the cell did.
        """
        known: dict[str, list[Participant]] = {}
        by_agent: dict[str, list[Participant]] = {}
        for one in before:
            known.setdefault(_folded(entry(one)), []).append(one)
            by_agent.setdefault(_who(one), []).append(one)
        found: list[Participant] = []
        for part in re.split(r"[;\r\n]+", text):
            if not part.strip():
                continue
            same = known.get(_folded(part))
            if same:
                one = same.pop(0)
                found.append(one)
                by_agent[_who(one)].remove(one)
                continue
            found.append(self._changed(part.strip(), by_agent))
        return tuple(found)

    def _changed(self, part: str, by_agent: dict[str, list[Participant]]) -> Participant:
        """Return somebody who is new in a session, or of whom something else is said there."""
        name, notes = part, ""
        match = _entry(part)
        if match is not None and _folded(part) not in self._ids:
            name, notes = match[1], match[2]
        words = [word.strip() for word in notes.split(",") if word.strip()]
        role = role_of(words[0]) if words else None
        home = ", ".join(words[1:] if role else words)
        affiliation = self._home(home) if home else None
        unnamed = by_agent.get(_unnamed(name))
        if unnamed:
            one = unnamed.pop(0)
        elif _folded(name) in _ANNOUNCED:
            one = Participant(credited_as=name)
        else:
            agent = self._agent(name, affiliation)
            if affiliation == self._affiliations.get(agent):
                affiliation = None
            others = by_agent.get(agent)
            one = others.pop(0) if others else Participant(agent=agent)
        return attrs.evolve(one, role=role or "speaker", affiliation=affiliation)

    def _agent(self, name: str, home: AgentId | None) -> AgentId:
        key = _folded(name)
        if key not in self._ids:
            id = self._new_id(name)
            self._ids[key] = id
            self._affiliations[id] = home
            self.people.append(Person(id=id, name=" ".join(name.split()), affiliation=home))
        return self._ids[key]

    def _home(self, name: str) -> AgentId:
        key = _folded(name)
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


def _who(participant: Participant) -> str:
    """Return what tells who a participant is: the id, or the words for somebody who is not known yet."""
    return participant.agent or _unnamed(participant.credited_as or "")


def _unnamed(name: str) -> str:
    return f"\0{_folded(_one_line(name))}"  # no id is like it


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
