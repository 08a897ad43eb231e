"""The event as schema.org can tell it, and what that changes."""

from __future__ import annotations

from typing import Any

import attrs

from ..._frozenmap import FrozenMap
from ...diagnostics import Diagnostic, Path, Report, Severity
from ...model.agent import Participant, Person
from ...model.event import Event
from ...model.link import RecordingPolicy
from ...model.session import Session
from ..loss import losses
from .codec import CODEC
from .words import PROPERTY_OF_ROLE

__all__ = ["CARRIED_RELATION", "fit", "property_of", "report"]

CARRIED_RELATION = "part-of"
"""The relation to another event that schema.org has a word for: superEvent."""


def fit(event: Event) -> Event:
    """Return the event as schema.org can tell it, before anything is lost.

    A long description without an abstract becomes the abstract; participants stand together by the property that
    leads to them; what a participant repeats of the person is left to the person; recording terms without a
    recording, and relations to other events but `part-of`, go.
    """
    return _Fit(event, []).event()


def report(event: Event) -> Report:
    """Return what JSON-LD cannot carry of the event, and what is changed to fit it; looked for when it is read."""

    def find() -> list[Diagnostic]:
        changed: list[Diagnostic] = []
        fitted = _without_own_extra(_Fit(event, changed).event())
        return [*losses(fitted, CODEC.cannot_carry, format="jsonld"), *changed]

    return Report(later=find)


_OWNERS = ("sessions", "people", "organizations", "venues", "rooms")


def _without_own_extra(event: Event) -> Event:
    """Return the event without the foreign properties, which are written back."""

    def bare(item: Any) -> Any:
        if "x-jsonld" not in item.extra:
            return item
        return attrs.evolve(item, extra=FrozenMap({k: v for k, v in item.extra.items() if k != "x-jsonld"}))

    changes: dict[str, Any] = {}
    for name in _OWNERS:
        items: tuple[Any, ...] = getattr(event, name)
        new = tuple(bare(item) for item in items)
        if any(a is not b for a, b in zip(new, items, strict=True)):
            changes[name] = new
    bared: Event = bare(attrs.evolve(event, **changes) if changes else event)
    return bared


def property_of(role: str) -> str:
    """Return the schema.org property that leads to an agent in a role."""
    return PROPERTY_OF_ROLE.get(role, "contributor")


class _Fit:
    """Makes the event one that schema.org can tell, and notes what that changed."""

    def __init__(self, event: Event, changed: list[Diagnostic]) -> None:
        self._event = event
        self._changed = changed

    def event(self) -> Event:
        event = self._event
        changes: dict[str, Any] = {}
        related = tuple(item for item in event.related if item.relation == CARRIED_RELATION)
        for number, item in enumerate(event.related):
            if item.relation != CARRIED_RELATION:
                self._note("not-carried", ("related", number), f"jsonld has no place for a {item.relation!r} event")
        if len(related) != len(event.related):
            changes["related"] = related
        sessions = tuple(self._session(number, session) for number, session in enumerate(event.sessions))
        if any(a is not b for a, b in zip(sessions, event.sessions, strict=True)):
            changes["sessions"] = sessions
        participants = self._participants(event.participants, ())
        if participants is not event.participants:
            changes["participants"] = participants
        if self._bare_terms(event.recording, ()):
            changes["recording"] = None
        return attrs.evolve(event, **changes) if changes else event

    def _note(self, code: str, path: Path, message: str) -> None:
        self._changed.append(Diagnostic(code=code, severity=Severity.INFO, path=path, message=message))

    def _session(self, number: int, session: Session) -> Session:
        changes: dict[str, Any] = {}
        path: Path = ("sessions", number)
        if session.description is not None and session.abstract is None:
            changes |= {"abstract": session.description, "description": None}
            self._note("changed-to-fit", (*path, "description"), "jsonld keeps one text, read as the abstract")
        participants = self._participants(session.participants, path)
        if participants is not session.participants:
            changes["participants"] = participants
        if self._bare_terms(session.recording, path):
            changes["recording"] = None
        return attrs.evolve(session, **changes) if changes else session

    def _bare_terms(self, recording: RecordingPolicy | None, path: Path) -> bool:
        if recording is None or recording.links:
            return False
        self._note("not-carried", (*path, "recording"), "jsonld has no place for terms without a recording")
        return True

    def _participants(self, participants: tuple[Participant, ...], path: Path) -> tuple[Participant, ...]:
        if not any(one.credited_as or one.affiliation or one.job_title for one in participants):
            properties = [property_of(one.role) for one in participants]
            if len(set(properties)) == 1 or not participants:
                return participants
        first: dict[str, int] = {}
        for participant in participants:
            first.setdefault(property_of(participant.role), len(first))
        fitted = tuple(sorted(map(self._participant, participants), key=lambda item: first[property_of(item.role)]))
        if [(p.agent, p.role) for p in fitted] != [(p.agent, p.role) for p in participants]:
            self._note("changed-to-fit", (*path, "participants"), "jsonld keeps no order across properties")
        return participants if fitted == participants else fitted

    def _participant(self, participant: Participant) -> Participant:
        person = self._event.index.agents.get(participant.agent)
        changes: dict[str, Any] = {}
        if participant.credited_as and person is not None and participant.credited_as == person.name:
            changes["credited_as"] = None
        if isinstance(person, Person):
            for name in ("affiliation", "job_title"):
                own = getattr(participant, name)
                if own is not None and own == getattr(person, name):
                    changes[name] = None
        return attrs.evolve(participant, **changes) if changes else participant
