"""Who takes part, in words: names, whom they stand for, remarks, and the order of a bill.

Pages, texts and calendars all take these from here, so that a participant is described alike everywhere.
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
"""What most participations say beyond agent and role: nothing."""


def agent_name(event: Event, agent: AgentId | None, participant: Participant | None = None) -> str:
    """Return the name to print of an agent; an unknown id is itself.

    Args:
        event: the event.
        agent: the id of a person or an organization; None: nobody is named yet.
        participant: what they do in a session, whose own credit is the name. An organization on stage goes by its short
            name, as it does where it is somebody's affiliation; None: its name in full.
    """
    if participant is not None and participant.credited_as:
        return participant.credited_as
    if agent is None:
        return words_of(event)("participation.nobody")
    known = event.index.agents.get(agent)
    if known is None:
        return agent
    if isinstance(known, Person) and known.honorific:
        return f"{known.honorific} {known.name}"
    if participant is not None and isinstance(known, Organization):
        return known.short_name or known.name
    return known.name


def credits_of_event(event: Event) -> tuple[Participant, ...]:
    """Return who takes part in the event as a whole: the head of a programme names organizations in full, once."""
    known = event.index.organizations
    names: dict[AgentId | None, str] = {id: one.name for id, one in known.items() if one.short_name}
    return tuple(
        attrs.evolve(one, credited_as=names[one.agent]) if one.agent in names and not one.credited_as else one
        for one in event.participants
    )


def stands_for(event: Event, participant: Participant) -> str | None:
    """Return what a participant is and whom they stand for as `Director, Example Office`; None: not said."""
    agent = event.index.agents.get(participant.agent) if participant.agent else None
    title, homes = participant.job_title, participant.affiliations
    if isinstance(agent, Person):
        title, homes = title or agent.job_title, homes or agent.affiliations
    if not homes:
        return title or None
    names = organization_names(event, homes)
    return f"{title}, {names}" if title else names


def organization_names(event: Event, ids: Iterable[AgentId], *, short: bool = True) -> str:
    """Return the names of organizations as `Example Office / Sample Agency`; an unknown id is itself."""
    known = event.index.organizations
    names: list[str] = []
    for id in ids:  # without a generator: a large programme comes here thousands of times
        one = known.get(id)
        names.append(id if one is None else (short and one.short_name) or one.name)
    return " / ".join(names)


def remarks(participant: Participant, words: Words = ENGLISH) -> list[str]:
    """Return what has to be said of a participation: `online`, `to be confirmed`, `cancelled`."""
    mode, status = participant.mode, participant.status
    notes = [] if mode is None or mode is ParticipationMode.IN_PERSON else [words(f"mode.{mode.value}")]
    if status is not _CONFIRMED:
        notes.append(words("participation.tentative" if status is Status.TENTATIVE else f"status.{status.value}"))
    return notes


def with_notes(name: str, stands: str | None, remarks: list[str]) -> str:
    """Return a name and what is said of it as `Name (Director, Office; online)`."""
    if stands:
        return f"{name} ({'; '.join([stands, *remarks])})" if remarks else f"{name} ({stands})"
    return f"{name} ({'; '.join(remarks)})" if remarks else name


def in_billing_order(participants: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the participants as a bill names them: by the order they are given, else as they stand."""
    people = tuple(participants)
    if any(map(_order, people)):
        numbered = sorted(enumerate(people, 1), key=lambda pair: (pair[1].order or pair[0], pair[0]))
        return tuple(one for _, one in numbered)
    return people


@lru_cache(maxsize=1024)
def role_heading(role: str, several: bool, words: Words = ENGLISH) -> str:
    """Return the heading of those who have a role: `Speaker`, or `Speakers`; a title of its own stays as it is."""
    if role not in KNOWN_ROLES:
        return role_label(role) if role.islower() else role
    return words(f"roles.{role}" if several else f"role.{role}")


class Credits:
    """Writes who takes part in the sessions of one event, roles and people in billing order.

    Most participations say nothing beyond agent and role: what is written of these is made once for each agent.

    Args:
        event: the event.
        mention: writes one participant; None: in plain words, `Name (Director, Office; online)`.
    """

    def __init__(self, event: Event, mention: Callable[[Participant], str] | None = None) -> None:
        self._event = event
        self._words = words_of(event)
        self.write = mention or self._in_plain_words
        """Writes one participant anew, for those who keep what is written themselves."""
        self._mentions: dict[AgentId, str] = {}
        self._headings: dict[str, tuple[str, str]] = {}

    def _in_plain_words(self, participant: Participant) -> str:
        name, stands = agent_name(self._event, participant.agent, participant), stands_for(self._event, participant)
        if participant.mode is None and participant.status is _CONFIRMED:  # as most
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
        """Return who takes part as `("Speakers", ["Name (Director, Office; online)", ...])`, by role."""
        roles = self._by_role(participants)
        return [(role_heading(role, len(names) > 1, self._words), names) for role, names in roles.items()]

    def lines(self, participants: tuple[Participant, ...]) -> list[str]:
        """Return who takes part, a line for each role: `Speakers: Name (Director, Office), Name`."""
        return self.headed(self._by_role(participants))

    def headed(self, roles: Mapping[str, list[str]]) -> list[str]:
        """Return the names of those who have each role as lines, `Speakers: Name (Director, Office), Name`."""
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
        # Spelled out and in one pass as far as may be: a large programme comes here thousands of times.
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
