"""Writes people and organizations as JSON texts, each once: programmes name them again and again."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from ...model.agent import Organization, Participant, Person
from ...model.event import Event
from ...model.ids import AgentId
from ._node_writer import JsonNode, add, array, dumps, finished, one, put, put_links, quoted, uid_node
from ._schema_org import AGENT_PROPERTIES, DEFAULT_ROLES, PREFIX, property_of

__all__ = ["AgentWriter"]

_own_words = attrgetter("credited_as", "job_title", "affiliation")
_NONE = (None, None, None)


class AgentWriter:
    """Writes the people and organizations of one event."""

    def __init__(self, event: Event, base: str) -> None:
        self._event = event
        self._start = f"{base}#{PREFIX['agent']}"
        self._brief: dict[AgentId, str] = {}
        self._in_role: dict[tuple[AgentId, str], tuple[str, str]] = {}

    def by_property(self, participants: Iterable[Participant]) -> dict[str, list[str]]:
        """Return the participants as JSON texts, by property."""
        texts: dict[str, list[str]] = {}
        for participant in participants:
            agent = participant.agent
            if agent is None:
                continue  # a participant without an agent is not a Person
            has_own_words = _own_words(participant)
            if has_own_words == _NONE:
                key = (agent, participant.role)
                written = self._in_role.get(key)
                if written is None:
                    written = self._in_role[key] = _with_role(participant.role, self.brief(agent))
            else:
                mention = self._mention(agent, *has_own_words[:2], participant.affiliations)
                written = _with_role(participant.role, mention)
            name, text = written
            if name in texts:
                texts[name].append(text)
            else:
                texts[name] = [text]
        return texts

    def brief(self, id: AgentId) -> str:
        """Return a person or an organization by name and organization."""
        text = self._brief.get(id)
        if text is None:
            text = self._brief[id] = self._mention(id, None, None, ())
        return text

    def _mention(self, id: AgentId, name: str | None, title: str | None, homes: tuple[AgentId, ...]) -> str:
        """Return a participant: with its own name, title and affiliations if it has any, else with the agent's."""
        agent = self._event.index.agents.get(id)
        kind, organizations = "Person", list(map(self.brief, homes))
        if isinstance(agent, Organization):
            kind = "Organization"
        elif agent is not None:
            title = agent.job_title if title is None else title
            organizations = organizations or list(map(self._of_name, agent.affiliations))
        if name is None:
            name = id if agent is None else agent.name
        members = [self._head(kind, id, name)]
        add(members, "jobTitle", title)
        if organizations:
            members.append(f'"affiliation":{array(organizations)}')
        return ",".join(members) + "}"

    def _head(self, kind: str, id: str, name: str) -> str:
        return f'{{"@type":"{kind}","@id":{quoted(self._start + id)},"name":{quoted(name)}'

    def _of_name(self, id: AgentId) -> str:
        """Return an organization by name."""
        organization = self._event.index.organizations.get(id)
        return self._head("Organization", id, organization.name if organization else id) + "}"

    def person(self, person: Person) -> str:
        """Return everything that is known about a person."""
        members = [self._head("Person", person.id, person.name)]
        if person.uid is not None:
            members.append(f'"identifier":{dumps(uid_node(person.uid))}')
        add(members, "honorificPrefix", person.honorific)
        add(members, "jobTitle", person.job_title)
        if person.affiliation:
            members.append(f'"affiliation":{array(list(map(self._of_name, person.affiliations)))}')
        add(members, "pronouns", person.pronouns)
        add(members, "description", person.bio)
        add(members, "url", person.url)
        rest: JsonNode = {}
        if person.links:
            put(rest, "image", one([link.href for link in person.links if link.rel == "image"]))
            put(rest, "sameAs", one([link.href for link in person.links if link.rel == "me"]))
            put_links(rest, person.links)
        return finished(members, rest, person.extra, AGENT_PROPERTIES)

    def organization(self, organization: Organization) -> str:
        """Return everything that is known about an organization."""
        members = [self._head("Organization", organization.id, organization.name)]
        if organization.uid is not None:
            members.append(f'"identifier":{dumps(uid_node(organization.uid))}')
        add(members, "alternateName", organization.short_name)
        add(members, "description", organization.description)
        if organization.parent:
            members.append(f'"parentOrganization":{self._of_name(organization.parent)}')
        rest: JsonNode = {}
        if organization.country is not None:
            rest["address"] = {"@type": "PostalAddress", "addressCountry": organization.country}
        put(rest, "url", organization.url)
        if organization.links:
            put(rest, "logo", one([link.href for link in organization.links if link.rel == "icon"]))
            put_links(rest, organization.links)
        return finished(members, rest, organization.extra, AGENT_PROPERTIES)


def _with_role(role: str, agent: str) -> tuple[str, str]:
    """Return the property for an agent in a role, and its value."""
    name = property_of(role)
    if role == DEFAULT_ROLES[name]:
        return name, agent
    return name, f'{{"@type":"Role","roleName":{quoted(role)},"{name}":{agent}}}'
