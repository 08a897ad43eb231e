"""The people and organizations of a document, and the parts they play."""

from __future__ import annotations

from typing import Any

from ...diagnostics import Severity
from ...model.agent import Organization, Participant, Person
from ...model.ids import AgentId, is_id, slugify, unused_id
from ...model.vocabulary import role_of
from .nodes import Node, Notes, foreign, links_of, uid_of
from .words import DEFAULT_ROLES, PREFIX

__all__ = ["Agents"]

_PROPERTIES = {
    **DEFAULT_ROLES,
    "performers": "speaker",
    "actor": "performer",
    "director": "director",
    "composer": "composer",
}
_OF_ORGANIZATIONS = ("organizer", "sponsor", "funder")
"""The properties whose bare texts name organizations rather than people."""
_ON_STAGE = ("MusicEvent", "TheaterEvent", "DanceEvent", "ComedyEvent", "ScreeningEvent", "Festival")
_KNOWN = {
    "@type",
    "type",
    "@id",
    "identifier",
    "name",
    "givenName",
    "familyName",
    "honorificPrefix",
    "jobTitle",
    "affiliation",
    "worksFor",
    "pronouns",
    "description",
    "url",
    "image",
    "sameAs",
    "subjectOf",
    "alternateName",
    "parentOrganization",
    "address",
    "logo",
    "email",
    "telephone",
}


class Agents:
    """Every person and organization that a document names, once."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._ours = notes.ours
        self._told: set[str] = set()
        self.people: dict[str, Person] = {}
        self.organizations: dict[str, Organization] = {}
        self._id_of: dict[str, str] = {}

    def participants(self, node: Node) -> list[Participant]:
        """Return who takes part in an event or a session, in the order of the document."""
        found: list[Participant] = []
        stage = any(kind in _ON_STAGE for kind in node.types)
        for key in node.own:
            name = key.rpartition("/")[2].removeprefix("schema:")
            default = _PROPERTIES.get(name)
            if default is None:
                continue
            if stage and not self._ours and name in ("performer", "performers"):
                default = "performer"
            for item in node.nodes(name):
                participant = self._participant(item, name, default)
                if participant is not None:
                    found.append(participant)
        return found

    def _participant(self, item: Node, name: str, role: str) -> Participant | None:
        if "Role" in item.types or "OrganizationRole" in item.types or "PerformanceRole" in item.types:
            said = item.text("roleName") or item.text("characterName")
            if said:
                role = said if self._ours else role_of(said) or said
            agent = next(item.nodes(name), None)
            if agent is None:
                self._notes.findings.add("missing-key", f"expected a {name} in the role, got none", item.path)
                return None
            item = agent
        id = self.agent(item, default="Organization" if name in _OF_ORGANIZATIONS else "Person")
        if id is None:
            return None
        return Participant(agent=id, role=role, **self._different(item, id))

    def _different(self, item: Node, id: str) -> dict[str, Any]:
        """Return what a mention says otherwise than the person is described."""
        person = self.people.get(id)
        known = person or self.organizations[id]
        found: dict[str, Any] = {}
        name = item.text("name")
        if name is not None and name != known.name:
            found["credited_as"] = name
        title, home = item.text("jobTitle"), self._affiliation(item)
        if title is not None and title != (person.job_title if person else None):
            found["job_title"] = title
        if home is not None and home != (person.affiliation if person else None):
            found["affiliation"] = home
        return found

    def announce(self, node: Node) -> None:
        """Keep a place for an agent that is told of later: those of our own documents stay in their order."""
        id, name = node.fragment(PREFIX["agent"]), node.text("name")
        if id is not None and is_id(id) and name:
            if node.types == ("Organization",):
                self.organizations.setdefault(id, Organization(id=AgentId(id), name=name))
            elif node.types == ("Person",):
                self.people.setdefault(id, Person(id=AgentId(id), name=name))

    def agent(self, item: Node, *, default: str = "Person") -> str | None:
        """Take in a person or an organization; return its id.

        Args:
            item: the mention.
            default: which of the two it is where no type says so.
        """
        node = item.full()
        name = node.text("name") or " ".join(part for part in (node.text("givenName"), node.text("familyName")) if part)
        if not name:
            self._notes.findings.add("missing-key", "expected a name, got none; the mention is left out", node.path)
            return None
        # Every type that is no Person is some organization: SportsClub, LocalBusiness, MusicGroup, Brand ...
        kinds = node.types or (default,)
        organization = "Person" not in kinds
        fragment = node.fragment(PREFIX["agent"])
        if fragment is not None and is_id(fragment):
            id = fragment
        else:
            key = node.id or f"{organization}:{name}"
            if key not in self._id_of:
                self._id_of[key] = unused_id(slugify(name), {**self.people, **self.organizations})
            id = self._id_of[key]
        if id not in self._told:
            self._told.add(id)
            if "email" in node.own or "telephone" in node.own:
                self._notes.findings.add(
                    "private-data-left-out",
                    "e-mail addresses and telephone numbers are not read",
                    node.path,
                    severity=Severity.INFO,
                )
            if organization:
                self.organizations[id] = self._organization(node, id, name)
            else:
                self.people.setdefault(id, Person(id=AgentId(id), name=name))  # keeps its place meanwhile
                self.people[id] = self._person(node, id, name)
        return id

    def _affiliation(self, node: Node) -> str | None:
        for key in ("affiliation", "worksFor"):
            for home in node.nodes(key):
                id = self._organization_id(home)
                if id is not None:
                    return id
        return None

    def _organization_id(self, home: Node) -> str | None:
        node = home.full()
        if not node.types:
            node = Node({**node.own, "@type": "Organization"}, node.path, self._notes)
        id = self.agent(node)
        return id if id in self.organizations else None

    def _person(self, node: Node, id: str, name: str) -> Person:
        return Person(
            id=AgentId(id),
            name=name,
            honorific=node.text("honorificPrefix"),
            job_title=node.text("jobTitle"),
            affiliation=self._affiliation(node),
            pronouns=node.text("pronouns"),
            bio=node.text("description"),
            url=node.text("url"),
            links=links_of(node),
            uid=uid_of(node),
            extra=foreign(node, _KNOWN),
        )

    def _organization(self, node: Node, id: str, name: str) -> Organization:
        self.organizations.setdefault(id, Organization(id=AgentId(id), name=name))  # keeps its place meanwhile
        parent = next((self._organization_id(item) for item in node.nodes("parentOrganization")), None)
        country = next((item.text("addressCountry") for item in node.nodes("address")), None)
        return Organization(
            id=AgentId(id),
            name=name,
            short_name=node.text("alternateName"),
            description=node.text("description"),
            parent=parent,
            country=country,
            url=node.text("url"),
            links=links_of(node),
            uid=uid_of(node),
            extra=foreign(node, _KNOWN),
        )
