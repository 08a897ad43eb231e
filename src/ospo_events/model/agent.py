"""People and organizations, and their roles in sessions and events."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from .._frozenmap import EMPTY, FrozenMap, JsonValue
from .._repr import shown
from ._checks import NO_ITEMS, all_of, as_id, as_ids, as_items, is_count, settle
from .ids import AgentId, check_id, matches_id
from .link import Link, as_extra, as_links, check_text
from .status import ParticipationMode, Status, as_participation_mode, as_status

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
    """Return the id of a person or an organization, given the object or its id."""
    if value.__class__ is str:
        return value  # type: ignore[return-value] # pyright: ignore[reportReturnType]
    return as_id(value, AgentId, Person, Organization)


def as_optional_agent_id(value: Person | Organization | str | None) -> AgentId | None:
    """Return the id of a person or an organization, given the object, its id or None."""
    return None if value is None else as_agent_id(value)


def as_optional_organization_id(value: Organization | str | None) -> AgentId | None:
    """Return the id of an organization, given the object, its id or None."""
    return None if value is None else as_id(value, AgentId, Organization)


if TYPE_CHECKING:

    def as_agent_of_participant(value: Person | Organization | str | None) -> AgentId | None:
        """Return the id of a person or an organization, given the object, its id or None."""
        ...

    def as_affiliation(value: Organization | str | None) -> AgentId | None:
        """Return the id of an organization, given the object, its id or None."""
        ...

    def as_organization_ids(value: Iterable[Organization | str]) -> tuple[AgentId, ...]:
        """Return the ids of organizations, given the objects or their ids."""
        ...

else:
    # There are many people and participants. Their constructors test for themselves whether there is anything to
    # convert: calling a converter for each attribute would be measurable (benchmarks/model.py).
    as_agent_of_participant = as_affiliation = as_organization_ids = None


@attrs.frozen(kw_only=True)
class Organization:
    """An organization: organiser, host, sponsor or employer."""

    id: AgentId = attrs.field(converter=AgentId)
    """Its id; people and organizations share one namespace."""
    name: str
    """Its name in full."""
    short_name: str | None = None
    """Its usual short name or acronym, used in sessions and affiliations."""
    description: str | None = None
    """A description in plain text."""
    parent: AgentId | None = attrs.field(default=None, converter=as_optional_organization_id)
    """The organization it is a part of."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code."""
    url: str | None = None
    """Its web page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Its other pages; `rel: icon` is its logo."""
    email: str | None = None
    """An e-mail address; private: only native files hold it."""
    uid: str | None = None
    """The identifier that another system published it with."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, preserved and written back; keys begin with `x-`."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.id.__class__ is str
            and self.name.__class__ is str
            and (self.short_name is None or self.short_name.__class__ is str)
            and (self.description is None or self.description.__class__ is str)
            and (self.country is None or self.country.__class__ is str)
            and (self.url is None or self.url.__class__ is str)
            and (self.email is None or self.email.__class__ is str)
            and (self.uid is None or self.uid.__class__ is str)
        ):
            settle(self)
        if not matches_id(self.id):
            check_id("organization", self.id)
        if not self.name.strip():
            check_text("name of an organization", self.name)


@attrs.frozen(kw_only=True)
class Person:
    """A person (or a collective that appears as one)."""

    id: AgentId = attrs.field(converter=AgentId)
    """Their id; people and organizations share one namespace. It is never made from an e-mail address."""
    name: str
    """The name as they want it printed."""
    honorific: str | None = None
    """A title before the name: `H.E.`, `Dr.` (schema.org honorificPrefix)."""
    job_title: str | None = None
    """Their job at their affiliation."""
    affiliation: AgentId | None = attrs.field(default=None, converter=as_affiliation)
    """The organization they belong to; the first one if there are several."""
    other_affiliations: tuple[AgentId, ...] = attrs.field(default=(), converter=as_organization_ids)
    """Further organizations they belong to; the first one is their `affiliation`."""
    pronouns: str | None = None
    """The pronouns to use."""
    bio: str | None = None
    """A short biography, as plain text."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code of the country they speak for."""
    url: str | None = None
    """Their web page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Their other pages; `rel: image` is their portrait."""
    email: str | None = None
    """An e-mail address; private: only native files hold it."""
    uid: str | None = None
    """The identifier that another system published them with."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, preserved and written back; keys begin with `x-`."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.id.__class__ is str
            and self.name.__class__ is str
            and (self.honorific is None or self.honorific.__class__ is str)
            and (self.job_title is None or self.job_title.__class__ is str)
            and (self.affiliation is None or self.affiliation.__class__ is str)
            and self.other_affiliations is NO_ITEMS
            and (self.pronouns is None or self.pronouns.__class__ is str)
            and (self.bio is None or self.bio.__class__ is str)
            and (self.country is None or self.country.__class__ is str)
            and (self.url is None or self.url.__class__ is str)
            and (self.email is None or self.email.__class__ is str)
            and (self.uid is None or self.uid.__class__ is str)
        ):
            _settle_affiliations(self)
            settle(self)
        if not matches_id(self.id):
            check_id("person", self.id)
        if not self.name.strip():
            check_text("name of a person", self.name)

    @property
    def affiliations(self) -> tuple[AgentId, ...]:
        """All organizations they belong to, the first one first."""
        return _affiliations(self)


Agent = Person | Organization


@attrs.frozen(kw_only=True)
class Participant:
    """A person or an organization in a role, at an event or a session."""

    agent: AgentId | None = attrs.field(default=None, converter=as_agent_of_participant)
    """The person or organization; None: not known yet, and `credited_as` is the text to print until then."""
    role: str = "speaker"
    """A word of `KNOWN_ROLES` or your own."""
    role_title: str | None = None
    """The name of the role here, if it has a special one: "Session leader"."""
    mode: ParticipationMode | None = attrs.field(default=None, converter=as_participation_mode)
    """How they take part, if known."""
    status: Status = attrs.field(default=Status.CONFIRMED, converter=as_status)
    """Whether they promised to come."""
    credited_as: str | None = None
    """The name to print here, if it is not the agent's own: "Speaker to be announced"."""
    affiliation: AgentId | None = attrs.field(default=None, converter=as_affiliation)
    """The organization they represent here, if it is not their own; the first one if there are several."""
    other_affiliations: tuple[AgentId, ...] = attrs.field(default=(), converter=as_organization_ids)
    """Further organizations they represent here; the first one is their `affiliation`."""
    job_title: str | None = None
    """Their job title here, if it is another than usual."""
    order: int | None = None
    """Their position in the list of names, from 1, if it differs from the order of the list."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.agent.__class__ is str
            and self.role.__class__ is str
            and (self.role_title is None or self.role_title.__class__ is str)
            and self.status.__class__ is Status
            and (self.affiliation is None or self.affiliation.__class__ is str)
            and self.other_affiliations is NO_ITEMS
            and (self.mode is None or self.mode.__class__ is ParticipationMode)
            and (self.credited_as is None or self.credited_as.__class__ is str)
            and (self.job_title is None or self.job_title.__class__ is str)
            and (self.order is None or is_count(self.order))
        ):
            if self.agent is not None:
                object.__setattr__(self, "agent", as_agent_id(self.agent))
            _settle_affiliations(self)
            settle(self)
            if self.agent is None and not (self.credited_as and self.credited_as.strip()):
                raise ValueError(
                    "expected the id of a person or an organization as the agent of a participant, or a text to "
                    "print until the agent is known as its `credited_as`, got neither"
                )

    @property
    def affiliations(self) -> tuple[AgentId, ...]:
        """All organizations that the participant represents here, the main one first; empty: those of the person."""
        return _affiliations(self)


def _affiliations(agent: Person | Participant) -> tuple[AgentId, ...]:
    return NO_ITEMS if agent.affiliation is None else (agent.affiliation, *agent.other_affiliations)


def _settle_affiliations(agent: Person | Participant) -> None:
    """Convert several affiliations: each once; the first one becomes the `affiliation`."""
    others = as_ids(agent.other_affiliations, AgentId, Organization, "affiliations")
    first = () if agent.affiliation is None else (as_id(agent.affiliation, AgentId, Organization),)
    main, *rest = dict.fromkeys((*first, *others)) or (None,)
    object.__setattr__(agent, "affiliation", main)
    object.__setattr__(agent, "other_affiliations", tuple(rest))


def _participant(value: object) -> Participant | None:
    return Participant(agent=value) if isinstance(value, (str, Person, Organization)) else None


def as_participants(value: Iterable[Participant | Person | Organization | str]) -> tuple[Participant, ...]:
    """Return participants as a tuple; a person, an organization or an id becomes a speaker, as in native files."""
    if value.__class__ is tuple:
        for item in value:
            if item.__class__ is not Participant:
                break
        else:
            return value  # pyright: ignore[reportReturnType]
    return as_items(value, Participant, "participants", _participant)


def as_people(value: Iterable[Person]) -> tuple[Person, ...]:
    """Return people as a tuple."""
    if value is NO_ITEMS:
        return NO_ITEMS
    return value if all_of(value, Person) else as_items(value, Person, "people")


def as_organizations(value: Iterable[Organization]) -> tuple[Organization, ...]:
    """Return organizations as a tuple."""
    return (
        NO_ITEMS
        if value is NO_ITEMS
        else value
        if all_of(value, Organization)
        else as_items(value, Organization, "organizations")
    )
