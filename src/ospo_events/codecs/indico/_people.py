"""Reads speakers, authors, chairs and conveners: Indico repeats a full object of each wherever they take part."""

from __future__ import annotations

from typing import Any, cast

from ...diagnostics import Severity
from ...model import Participant
from .._reading.json_node import Node
from .._reading.programme import ProgrammeBuilder
from ._extra import report_personal_data

__all__ = ["contributors", "conveners", "participants"]


def participants(node: Node, key: str, role: str, programme: ProgrammeBuilder) -> list[Participant]:
    """Return the participants in a list of people.

    Args:
        node: the object that has the list.
        key: its key.
        role: their role, if their own object does not say that they speak (`personLinks`, since Indico 3.4).
        programme: receives the people and their organizations.
    """
    listed: dict[str, Participant] = {}
    for person in node.children(key):
        roles = [word for word, _ in person.identifiers("roles")]
        if roles == ["submitter"]:
            continue  # they entered the contribution and do not take part
        agent, affiliation = _person(person, programme)
        if agent is None:
            continue
        report_personal_data(person)
        here = affiliation if affiliation != programme.people[agent].affiliation else None
        if agent not in listed:
            own_role = "speaker" if "speaker" in roles else role
            listed[agent] = Participant(agent=cast("Any", agent), role=own_role, affiliation=cast("Any", here))
    return list(listed.values())


def _person(node: Node, programme: ProgrammeBuilder) -> tuple[str | None, str | None]:
    """Return the ids of a person and of their organization; no person if there is no name."""
    first, last = node.text("first_name", "firstName"), node.text("last_name", "familyName")
    name = " ".join(part for part in (first, last) if part) or _first_name_first(node.text("fullName", "name"))
    if name is None:
        node.findings.add("missing-key", "expected a name, got none", node.path, severity=Severity.ERROR)
        return None, None
    employer = node.text("affiliation")
    affiliation = programme.organization(employer, node.path) if employer is not None else None
    number, email = node.identifier("person_id"), node.text("email")
    agent = programme.person(
        ("id", number) if number else ("name", name, affiliation, email or node.text("emailHash")),
        name,
        node.path,
        id=f"person-{number}" if number else None,
        affiliation=affiliation,
        email=email,
        honorific=node.text("title"),
    )
    return agent, affiliation


def conveners(programme: ProgrammeBuilder, *lists: tuple[Node | None, str]) -> tuple[Participant, ...]:
    """Return the conveners of a block, in the order they are first named."""
    chairs = [one for node, key in lists if node is not None for one in participants(node, key, "chair", programme)]
    return tuple({one.agent: one for one in reversed(chairs)}.values())[::-1]


def contributors(node: Node, programme: ProgrammeBuilder) -> tuple[Participant, ...]:
    """Return the speakers of a contribution, then the authors who do not speak."""
    people = {
        person.agent: person
        for role, key in (
            ("contributor", "coauthors"),
            ("contributor", "primaryauthors"),
            ("contributor", "authors"),
            ("speaker", "presenters"),
            ("speaker", "speakers"),
        )
        for person in participants(node, key, role, programme)
    }
    for person in participants(node, "personLinks", "contributor", programme):
        people.setdefault(person.agent, person)
    return tuple(sorted(people.values(), key=lambda person: person.role != "speaker"))


def _first_name_first(name: str | None) -> str | None:
    """Return `Last, First` as `First Last`."""
    if name is None:
        return None
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name
