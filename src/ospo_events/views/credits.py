"""Participants in words: names, affiliations, remarks, and their order.

Pages, texts and calendars all use these functions, so that a participant is described alike everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

import attrs

from ..model.agent import Organization, Participant, Person
from ..model.ids import AgentId
from ..model.status import ParticipationMode, Status
from ..model.vocabulary import KNOWN_ROLES, role_label
from .english import ENGLISH, words_of
from .words import Words

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = [
    "Credits",
    "agent_name",
    "credits_of_event",
    "in_billing_order",
    "organization_names",
    "remarks",
    "role_heading",
    "stands_for",
    "with_notes",
]

_order = attrgetter("order")
_details = attrgetter("mode", "status", "credited_as", "affiliation", "job_title", "order", "role_title")
_CONFIRMED = Status.CONFIRMED
_NO_DETAILS = (None, _CONFIRMED, None, None, None, None, None)
"""Most participations have no more than an agent and a role: they need no remarks."""


def agent_name(event: Event, agent: AgentId | None, participant: Participant | None = None) -> str:
    """Return the name to print for an agent; an unknown id is printed as it is.

    Args:
        event: the event.
        agent: the id of a person or an organization; None: nobody is named yet.
        participant: the participation, whose `credited_as` is used first. An organization in a session is called by
            its short name, as in affiliations; None: its full name.
    """
    if participant is not None and participant.credited_as:
        return participant.credited_as
    if agent is None:
        return words_of(event)("participation.nobody")
    holder = event.index.agents.get(agent)
    if holder is None:
        return agent
    if isinstance(holder, Person) and holder.honorific:
        return f"{holder.honorific} {holder.name}"
    if participant is not None and isinstance(holder, Organization):
        return holder.short_name or holder.name
    return holder.name


def credits_of_event(event: Event) -> tuple[Participant, ...]:
    """Return the participants of the event as a whole: the head of a programme names organizations in full, once."""
    organizations = event.index.organizations
    names: dict[AgentId | None, str] = {id: one.name for id, one in organizations.items() if one.short_name}
    return tuple(
        attrs.evolve(one, credited_as=names[one.agent]) if one.agent in names and not one.credited_as else one
        for one in event.participants
    )


def stands_for(event: Event, participant: Participant) -> str | None:
    """Return the job title and the organization of a participant as `Director, Example Office`; None: not stated."""
    agent = event.index.agents.get(participant.agent) if participant.agent else None
    title, homes = participant.job_title, participant.affiliations
    if isinstance(agent, Person):
        title, homes = title or agent.job_title, homes or agent.affiliations
    if not homes:
        return title or None
    names = organization_names(event, homes)
    return f"{title}, {names}" if title else names


def organization_names(event: Event, ids: Iterable[AgentId], *, short: bool = True) -> str:
    """Return the names of organizations as `Example Office / Sample Agency`; an unknown id is printed as it is."""
    known = event.index.organizations
    names: list[str] = []
    for id in ids:  # without a generator: a large programme comes here thousands of times
        one = known.get(id)
        names.append(id if one is None else (short and one.short_name) or one.name)
    return " / ".join(names)


def remarks(participant: Participant, words: Words = ENGLISH) -> list[str]:
    """Return the remarks about a participation: `online`, `to be confirmed`, `cancelled`."""
    mode, status = participant.mode, participant.status
    notes = [] if mode is None or mode is ParticipationMode.IN_PERSON else [words(f"mode.{mode.value}")]
    if status is not _CONFIRMED:
        notes.append(words("participation.tentative" if status is Status.TENTATIVE else f"status.{status.value}"))
    return notes


def with_notes(name: str, stands: str | None, remarks: list[str]) -> str:
    """Return a name with remarks as `Name (Director, Office; online)`."""
    if stands:
        return f"{name} ({'; '.join([stands, *remarks])})" if remarks else f"{name} ({stands})"
    return f"{name} ({'; '.join(remarks)})" if remarks else name


def in_billing_order(participants: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the participants in the order in which to name them: by their `order`, else as they are listed."""
    people = tuple(participants)
    if any(map(_order, people)):
        numbered = sorted(enumerate(people, 1), key=lambda pair: (pair[1].order or pair[0], pair[0]))
        return tuple(one for _, one in numbered)
    return people


@lru_cache(maxsize=1024)
def role_heading(role: str, several: bool, words: Words = ENGLISH) -> str:
    """Return the heading for people in a role: `Speaker`, or `Speakers`; a special role title is not changed."""
    if role not in KNOWN_ROLES:
        return role_label(role) if role.islower() else role
    return words(f"roles.{role}" if several else f"role.{role}")


class Credits:
    """Writes the participants of the sessions of one event, roles and people in the order in which to name them.

    Most participations have no more than an agent and a role: their text is made once for each agent.

    Args:
        event: the event.
        mention: writes one participant; None: in plain words, `Name (Director, Office; online)`.
    """

    def __init__(self, event: Event, mention: Callable[[Participant], str] | None = None) -> None:
        self._event = event
        self._words = words_of(event)
        self.write = mention or self._in_plain_words
        """Writes one participant without the cache, for callers that have their own."""
        self._mentions: dict[AgentId, str] = {}
        self._headings: dict[str, tuple[str, str]] = {}

    def _in_plain_words(self, participant: Participant) -> str:
        name, stands = agent_name(self._event, participant.agent, participant), stands_for(self._event, participant)
        if participant.mode is None and participant.status is _CONFIRMED:  # like most
            return f"{name} ({stands})" if stands else name
        return with_notes(name, stands, remarks(participant, self._words))

    def mention(self, participant: Participant) -> str:
        """Return one participant as `Name (Director, Office; online)`."""
        agent = participant.agent
        if agent is None or _details(participant) != _NO_DETAILS:
            return self.write(participant)
        return self._mentions.get(agent) or self._first_mention(agent, participant)

    def _first_mention(self, agent: AgentId, participant: Participant) -> str:
        text = self._mentions[agent] = self.write(participant)
        return text

    def by_role(self, participants: tuple[Participant, ...]) -> list[tuple[str, list[str]]]:
        """Return the participants as `("Speakers", ["Name (Director, Office; online)", ...])`, by role."""
        roles = self._by_role(participants)
        return [(role_heading(role, len(names) > 1, self._words), names) for role, names in roles.items()]

    def lines(self, participants: tuple[Participant, ...]) -> list[str]:
        """Return the participants, one line for each role: `Speakers: Name (Director, Office), Name`."""
        return self.headed(self._by_role(participants))

    def headed(self, roles: Mapping[str, list[str]]) -> list[str]:
        """Return the names in each role as lines, `Speakers: Name (Director, Office), Name`."""
        lines: list[str] = []
        for role, names in roles.items():
            one, several = self._headings.get(role) or self._new_headings(role)
            lines.append(one + names[0] if len(names) == 1 else several + self._words.listed(names))
        return lines

    def _new_headings(self, role: str) -> tuple[str, str]:
        colon = self._words("mark.colon")
        one, several = (role_heading(role, number, self._words) + colon for number in (False, True))
        self._headings[role] = (one, several)
        return one, several

    def _by_role(self, participants: tuple[Participant, ...]) -> dict[str, list[str]]:
        # Written without helper functions and in one pass as far as possible: a large programme calls this thousands of
        # times.
        mentions = self._mentions
        roles: dict[str, list[str]] = {}
        for one in participants:
            role, agent = one.role, one.agent
            if _details(one) == _NO_DETAILS and agent is not None:
                mention = mentions.get(agent) or self._first_mention(agent, one)
            elif one.order is None:
                role, mention = one.role_title or role, self.write(one)
            else:
                return self._in_order(participants)
            if role in roles:
                roles[role].append(mention)
            else:
                roles[role] = [mention]
        return roles

    def _in_order(self, participants: tuple[Participant, ...]) -> dict[str, list[str]]:
        roles: dict[str, list[str]] = {}
        for one in in_billing_order(participants):
            roles.setdefault(one.role_title or one.role, []).append(self.mention(one))
        return roles
