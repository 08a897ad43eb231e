"""Speakers, authors, chairs and conveners, whom Indico repeats at everything they take part in."""

from __future__ import annotations

from typing import Any, cast

from ...diagnostics import Severity
from ...model import Participant
from .._reading.agents import Agents
from .._reading.json_node import Node
from ._members import withhold

__all__ = ["chairs", "contributors", "participants"]


def participants(node: Node, key: str, role: str, agents: Agents) -> list[Participant]:
    """Return those a list names, in a role; in that of speakers who says so (`personLinks`, since Indico 3.4)."""
    found: list[Participant] = []
    for person in node.children(key):
        roles = [word for word, _ in person.identifiers("roles")]
        if roles == ["submitter"]:
            continue  # who wrote it down and takes no part
        first, last = person.text("first_name", "firstName"), person.text("last_name", "familyName")
        name = " ".join(part for part in (first, last) if part) or _straight(person.text("fullName", "name"))
        if name is None:
            person.findings.add("missing-key", "expected a name, got none", person.path, severity=Severity.ERROR)
            continue
        affiliation = agents.organization(person.text("affiliation"), person.path)
        number = person.identifier("person_id")
        email = person.text("email")
        told_apart = ("id", number) if number else ("name", name, affiliation, email or person.text("emailHash"))
        agent = agents.person(
            told_apart,
            name,
            person.path,
            id=f"person-{number}" if number else None,
            affiliation=affiliation,
            email=email,
            honorific=person.text("title"),
        )
        withhold(person)
        here = affiliation if affiliation != agents.people[agent].affiliation else None
        if agent not in [item.agent for item in found]:
            own_role = "speaker" if "speaker" in roles else role
            found.append(Participant(agent=cast("Any", agent), role=own_role, affiliation=cast("Any", here)))
    return found


def chairs(agents: Agents, *lists: tuple[Node | None, str]) -> tuple[Participant, ...]:
    """Return the conveners of a block, in the order they are first named."""
    found = [one for node, key in lists if node is not None for one in participants(node, key, "chair", agents)]
    return tuple({one.agent: one for one in reversed(found)}.values())[::-1]


def contributors(node: Node, agents: Agents) -> tuple[Participant, ...]:
    """Return who speaks, then the authors who do not."""
    people = {
        person.agent: person
        for role, key in (
            ("contributor", "coauthors"),
            ("contributor", "primaryauthors"),
            ("contributor", "authors"),
            ("speaker", "presenters"),
            ("speaker", "speakers"),
        )
        for person in participants(node, key, role, agents)
    }
    for person in participants(node, "personLinks", "contributor", agents):
        people.setdefault(person.agent, person)
    return tuple(sorted(people.values(), key=lambda person: person.role != "speaker"))


def _straight(name: str | None) -> str | None:
    """Return `Last, First` as `First Last`."""
    if name is None:
        return None
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name
