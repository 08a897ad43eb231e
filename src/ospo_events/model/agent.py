"""People and organizations, and the parts they play."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from .._frozenmap import EMPTY, FrozenMap, JsonValue
from .ids import AgentId, check_id
from .link import Link, as_extra, as_links, as_tuple, check_text
from .status import ParticipationMode, Status

__all__ = [
    "Agent",
    "Organization",
    "Participant",
    "Person",
    "as_agent_id",
    "as_optional_agent_id",
    "as_organizations",
    "as_participants",
    "as_people",
]


def as_agent_id(value: Person | Organization | str) -> AgentId:
    """Return the id of a person or an organization, given itself or its id."""
    if isinstance(value, str):
        return AgentId(value)
    if isinstance(value, (Person, Organization)):  # pyright: ignore[reportUnnecessaryIsInstance]
        return value.id
    raise TypeError(f"expected a Person, an Organization or an id, got {type(value).__name__}")


def as_optional_agent_id(value: Person | Organization | str | None) -> AgentId | None:
    """Return the id of a person or an organization, given itself, its id or None."""
    return None if value is None else as_agent_id(value)


def as_optional_organization_id(value: Organization | str | None) -> AgentId | None:
    """Return the id of an organization, given itself, its id or None."""
    if value is None:
        return None
    if isinstance(value, str):
        return AgentId(value)
    if isinstance(value, Organization):  # pyright: ignore[reportUnnecessaryIsInstance]
        return value.id
    raise TypeError(f"expected an Organization or its id, got {type(value).__name__}")


@attrs.frozen(kw_only=True)
class Organization:
    """An organization: organiser, host, sponsor, somebody's employer."""

    id: AgentId = attrs.field(converter=AgentId)
    """Its id, in one namespace with the people."""
    name: str
    """Its name in full."""
    short_name: str | None = None
    """Its usual short name or acronym."""
    description: str | None = None
    """What it is, as plain text."""
    parent: AgentId | None = attrs.field(default=None, converter=as_optional_organization_id)
    """The organization it is a part of."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code."""
    url: str | None = None
    """Its page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Its other pages; `rel: icon` is its logo."""
    email: str | None = None
    """Private: only native files hold it."""
    uid: str | None = None
    """The identifier another system published it with."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, kept and written back; keys begin with `x-`."""

    def __attrs_post_init__(self) -> None:
        check_id("organization", self.id)
        check_text("name of an organization", self.name)


@attrs.frozen(kw_only=True)
class Person:
    """A person (or a collective that appears as one)."""

    id: AgentId = attrs.field(converter=AgentId)
    """Their id, in one namespace with the organizations; never made from an e-mail address."""
    name: str
    """The name as they want it printed."""
    honorific: str | None = None
    """What precedes the name: `H.E.`, `Dr.` (schema.org honorificPrefix)."""
    job_title: str | None = None
    """What they do at their affiliation."""
    affiliation: AgentId | None = attrs.field(default=None, converter=as_optional_organization_id)
    """The organization they belong to."""
    pronouns: str | None = None
    """The pronouns to use."""
    bio: str | None = None
    """A short biography, as plain text."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the country they speak for."""
    url: str | None = None
    """Their page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Their other pages; `rel: image` is their portrait."""
    email: str | None = None
    """Private: only native files hold it."""
    uid: str | None = None
    """The identifier another system published them with."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, kept and written back; keys begin with `x-`."""

    def __attrs_post_init__(self) -> None:
        check_id("person", self.id)
        check_text("name of a person", self.name)


Agent = Person | Organization


@attrs.frozen(kw_only=True)
class Participant:
    """An agent in a role, at an event or a session."""

    agent: AgentId = attrs.field(converter=as_agent_id)
    """The person or organization."""
    role: str = "speaker"
    """A word of `KNOWN_ROLES` or your own."""
    mode: ParticipationMode | None = None
    """How they take part, where it is known."""
    status: Status = Status.CONFIRMED
    """Whether they promised to come."""
    credited_as: str | None = None
    """The name to print here, where it differs from the agent's own."""
    affiliation: AgentId | None = attrs.field(default=None, converter=as_optional_organization_id)
    """The organization they stand for here, where it differs from their own."""
    job_title: str | None = None
    """What they are here, where it differs from what they are otherwise."""
    order: int | None = None
    """Their place in the billing, from 1, where it differs from the order of the list."""


def as_participants(value: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return participants as a tuple."""
    return value if isinstance(value, tuple) else as_tuple(value)


def as_people(value: Iterable[Person]) -> tuple[Person, ...]:
    """Return people as a tuple."""
    return value if isinstance(value, tuple) else as_tuple(value)


def as_organizations(value: Iterable[Organization]) -> tuple[Organization, ...]:
    """Return organizations as a tuple."""
    return value if isinstance(value, tuple) else as_tuple(value)
