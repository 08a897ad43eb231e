"""Reads the people and organizations of a document, and their roles."""

from __future__ import annotations

from typing import Any, cast

from ...diagnostics import Severity
from ...model.agent import Organization, Participant, Person
from ...model.ids import is_id, slugify
from ...model.vocabulary import role_of
from .._reading.programme import ProgrammeBuilder
from ._nodes import Document, Node, links_of, make, uid_of
from ._passthrough import passthrough_of
from ._schema_org import AGENT_PROPERTIES, DEFAULT_ROLES, PREFIX, local_name

__all__ = ["AgentReader"]

_ROLE_OF_PROPERTY = {
    **DEFAULT_ROLES,
    "performers": "speaker",
    "actor": "performer",
    "director": "director",
    "composer": "composer",
}
_OF_ORGANIZATIONS = ("organizer", "sponsor", "funder")
"""The properties whose bare texts name organizations rather than people."""
_ON_STAGE = ("MusicEvent", "TheaterEvent", "DanceEvent", "ComedyEvent", "ScreeningEvent", "Festival")
_ROLE_TYPES = ("Role", "OrganizationRole", "PerformanceRole")


class AgentReader:
    """Adds every person and organization that a document names to the programme, once.

    Args:
        document: the document.
        programme: receives the people and organizations.
    """

    def __init__(self, document: Document, programme: ProgrammeBuilder) -> None:
        self._findings = document.findings
        self._written_by_us = document.written_by_us
        self._people = programme.people
        self._organizations = programme.organizations
        self._ids = programme.people.ids  # people and organizations share ids
        self._described: set[str] = set()
        self._pending: list[tuple[Node, str]] = []

    def participants(self, node: Node) -> tuple[Participant, ...]:
        """Return the participants of an event or a session, in the order of the document."""
        participants: list[Participant] = []
        is_on_stage = any(kind in _ON_STAGE for kind in node.types)
        names = dict.fromkeys(local_name(key) for key in node.members)
        for name in names:
            role = _ROLE_OF_PROPERTY.get(name)
            if role is None:
                continue
            if is_on_stage and not self._written_by_us and name in ("performer", "performers"):
                role = "performer"
            for item in node.nodes(name):
                participant = self._participant(item, name, role)
                if participant is not None:
                    participants.append(participant)
        return tuple(participants)

    def _participant(self, item: Node, name: str, role: str) -> Participant | None:
        if any(kind in _ROLE_TYPES for kind in item.types):
            word = self._role(item)
            role = role if word is None else word
            agent = next(item.nodes(name), None)
            if agent is None:
                self._findings.add("missing-key", f"expected a {name} in the role, got none", item.path)
                return None
            item = agent
        id = self.agent(item, default="Organization" if name in _OF_ORGANIZATIONS else "Person")
        if id is None:
            return None
        return Participant(agent=cast("Any", id), role=role, **self._differences(item, id))

    def _role(self, item: Node) -> str | None:
        word = item.text("roleName")
        if self._written_by_us:
            return word
        word = word or item.text("characterName")
        return word and (role_of(word) or word)

    def _differences(self, item: Node, id: str) -> dict[str, Any]:
        """Return the attributes of a participant in which this mention differs from the description of the agent."""
        if id in self._people:
            agent: Person | Organization = self._people[id]
        else:
            agent = self._organizations[id]
        person = agent if isinstance(agent, Person) else None
        differences: dict[str, Any] = {}
        name = item.text("name")
        if name is not None and name != agent.name:
            differences["credited_as"] = name
        title, homes = item.text("jobTitle"), self._affiliations(item)
        self._describe_pending()
        if title is not None and title != (person.job_title if person else None):
            differences["job_title"] = title
        if homes and homes != (person.affiliations if person else ()):
            differences |= _of_affiliations(homes)
        return differences

    def announce(self, node: Node) -> None:
        """Add an agent of a document of ours by name, so that all agents keep their order; `agent` adds the rest."""
        id, name = node.fragment(PREFIX["agent"]), node.text("name")
        if id is not None and is_id(id) and name:
            if node.types == ("Organization",):
                self._add_name(node, id, name, is_organization=True)
            elif node.types == ("Person",):
                self._add_name(node, id, name, is_organization=False)

    def agent(self, mention: Node, *, default: str = "Person") -> str | None:
        """Add a person or an organization; return its id, or None if it has no name.

        Args:
            mention: the node that names it.
            default: whether it is a person or an organization if no type says so.
        """
        id = self._known(mention, default)
        self._describe_pending()
        return id

    def _describe_pending(self) -> None:
        # In a loop, not by recursion: organizations may have any number of parents.
        while self._pending:
            node, id = self._pending.pop()
            if id in self._organizations:
                self._describe_organization(node, id)
            else:
                self._describe_person(node, id)

    def _known(self, mention: Node, default: str) -> str | None:
        """Return the id of an agent; a new one is added by name and described later."""
        node = mention.described()
        name = node.text("name") or " ".join(part for part in (node.text("givenName"), node.text("familyName")) if part)
        if not name:
            self._findings.add("missing-key", "expected a name, got none; the mention is left out", node.path)
            return None
        # Every type other than Person is some kind of organization: SportsClub, LocalBusiness, MusicGroup, Brand ...
        is_organization = "Person" not in (node.types or (default,))
        id = node.fragment(PREFIX["agent"])
        if id is None or not is_id(id):
            id = self._ids.of(("agent", node.id or f"{is_organization}:{name}"), slugify(name))
        if id in self._described:
            return id
        if not self._add_name(node, id, name, is_organization=is_organization):
            return None
        self._described.add(id)
        self._pending.append((node, id))
        if "email" in node.members or "telephone" in node.members:
            message = "e-mail addresses and telephone numbers are not read"
            self._findings.add("private-data-left-out", message, node.path, severity=Severity.INFO)
        return id

    def _add_name(self, node: Node, id: str, name: str, *, is_organization: bool) -> bool:
        """Add an agent by id and name; return False if the model refuses them."""
        if id in self._people or id in self._organizations:
            return True
        if is_organization:
            organization = make(Organization, node, id=id, name=name)
            if organization is not None:
                self._organizations.put(organization, node.path)
            return organization is not None
        person = make(Person, node, id=id, name=name)
        if person is not None:
            self._people.put(person, node.path)
        return person is not None

    def _affiliations(self, node: Node) -> tuple[str, ...]:
        for key in ("affiliation", "worksFor"):
            organization_ids = (self._known(home, "Organization") for home in node.nodes(key))
            ids = tuple(dict.fromkeys(id for id in organization_ids if id is not None and id in self._organizations))
            if ids:
                return ids
        return ()

    def _describe_person(self, node: Node, id: str) -> None:
        self._people.change(
            id,
            honorific=node.text("honorificPrefix"),
            job_title=node.text("jobTitle"),
            **_of_affiliations(self._affiliations(node)),
            pronouns=node.text("pronouns"),
            bio=node.text("description"),
            url=node.text("url"),
            links=links_of(node),
            uid=uid_of(node),
            extra=passthrough_of(node.members, AGENT_PROPERTIES),
        )

    def _describe_organization(self, node: Node, id: str) -> None:
        parents = (self._known(parent, "Organization") for parent in node.nodes("parentOrganization"))
        parent = next(parents, None)
        country = next((item.text("addressCountry") for item in node.nodes("address")), None)
        self._organizations.change(
            id,
            short_name=node.text("alternateName"),
            description=node.text("description"),
            parent=parent if parent in self._organizations else None,
            country=country,
            url=node.text("url"),
            links=links_of(node),
            uid=uid_of(node),
            extra=passthrough_of(node.members, AGENT_PROPERTIES),
        )


def _of_affiliations(ids: tuple[str, ...]) -> dict[str, Any]:
    """Return the attributes for these affiliations."""
    return {"affiliation": ids[0], "other_affiliations": ids[1:]} if ids else {}
