"""The event that reading a JSON-LD document of ours gives, and the changes on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeAlias

import attrs

from ..._frozenmap import EMPTY, FrozenMap, JsonValue, freeze
from ...diagnostics import Findings, Path, Report, Severity
from ...model.agent import Participant, Person
from ...model.event import Event, RelatedEvent
from ...model.ids import VenueId
from ...model.link import RecordingPolicy
from ...model.place import Room
from ...model.session import Session, Slot
from ...views.readable import with_readable_texts
from .._codec import Fitted
from ..loss import add_taken_over, losses, strip
from ._nodes import Document, Node, concepts_of
from ._passthrough import EXTRA, passthrough
from ._schema_org import (
    AGENT_PROPERTIES,
    CARRIED_RELATION,
    EVENT_PROPERTIES,
    PLACE_PROPERTIES,
    SESSION_PROPERTIES,
    property_of,
)
from .codec import CODEC

__all__ = ["fit", "report_of"]

Extra: TypeAlias = "FrozenMap[str, JsonValue]"

_TOO_LARGE = 10**18
"""JSON readers leave out whole numbers from here on."""
_PROPERTIES = {
    "sessions": SESSION_PROPERTIES,
    "people": AGENT_PROPERTIES,
    "organizations": AGENT_PROPERTIES,
    "venues": PLACE_PROPERTIES,
    "rooms": PLACE_PROPERTIES,
}
"""The collections whose nodes may have properties of other documents, and their own properties."""
_LOST = tuple(
    name
    for name in CODEC.cannot_carry
    if name != "extra" and name not in [f"{collection}.extra" for collection in _PROPERTIES]
)
"""The lost attributes; of all `extra` only the properties of other documents come back."""


def fit(event: Event, *, base_url: str | None = None) -> Fitted:
    """Return the event as it is read back from JSON-LD, and the changes.

    Besides values that the format cannot hold: a long description without an abstract becomes the abstract;
    participants are grouped by property; values that a participant repeats from the person are left to the person;
    recording terms without a recording, and relations to other events except `part-of`, are dropped. HTML and Markdown
    in long texts become plain text.

    Args:
        event: the event, whose references are valid; private parts are left out.
        base_url: the URL with which `@id`s begin; it does not change the result.
    """
    del base_url
    fitted = _arranged(strip(_Fit(event.index.resolved, Findings()).event(), _LOST))
    return Fitted(event=_with_extra(fitted, _only_own), report=Report(later=lambda: report_of(event)))


def report_of(event: Event) -> Report:
    """Return the changes in an event without anything private."""
    changes = Findings()
    add_taken_over(event, changes, format="jsonld")
    fitted = _with_extra(_Fit(event.index.resolved, changes).event(), _without_own)
    lost = losses(fitted, CODEC.cannot_carry, format="jsonld")
    paths = {item.path for item in lost}
    return lost + Report(tuple(item for item in changes.report() if item.path not in paths))


class _Fit:
    """Turns an event into one that schema.org has terms for.

    Args:
        event: the event.
        findings: receives the changes.
    """

    def __init__(self, event: Event, findings: Findings) -> None:
        self._event = event
        self._findings = findings

    def event(self) -> Event:
        """Return the event with every item at its index: lost items are still in it, and nothing is regrouped."""
        event = with_readable_texts(_with_extra(self._event, self._written_extra), self._findings)
        if event.language is not None and not event.languages:
            self._add(
                "changed-to-fit", ("language",), "jsonld has one language per event, which is read as the spoken one"
            )
            event = attrs.evolve(event, languages=(event.language,))
        for number, item in enumerate(event.related):
            if item.relation != CARRIED_RELATION:
                self._add("not-carried", ("related", number), f"jsonld has no place for a {item.relation!r} event")
        return attrs.evolve(
            event,
            related=tuple(map(_bare_unless_carried, event.related)),
            sessions=tuple(self._session(number, session) for number, session in enumerate(event.sessions)),
            rooms=tuple(self._room(number, room) for number, room in enumerate(event.rooms)),
            participants=self._participants(event.participants, ()),
            recording=self._recording(event.recording, ()),
            concepts=self._concepts(event, EVENT_PROPERTIES, ()),
        )

    def _add(self, code: str, path: Path, message: str) -> None:
        self._findings.add(code, message, path, severity=Severity.INFO)

    def _session(self, number: int, session: Session) -> Session:
        path: Path = ("sessions", number)
        abstract, description = session.abstract, session.description
        if description is not None and abstract is None:
            abstract, description = description, None
            self._add("changed-to-fit", (*path, "description"), "jsonld keeps one text, which is read as the abstract")
        slot = session.slot
        if slot is not None:
            start = self._time(slot.start, (*path, "slot", "start"))
            end = None if slot.end is None else self._time(slot.end, (*path, "slot", "end"))
            slot = attrs.evolve(slot, start=start, end=end, venue=self._venue(slot, (*path, "slot", "venue")))
        before = session.previous_start
        return attrs.evolve(
            session,
            abstract=abstract,
            description=description,
            slot=slot,
            previous_start=None if before is None else self._time(before, (*path, "previous_start")),
            participants=self._participants(session.participants, path),
            recording=self._recording(session.recording, path),
            concepts=self._concepts(session, SESSION_PROPERTIES, path),
        )

    def _venue(self, slot: Slot, path: Path) -> VenueId | None:
        """Return the venue of a slot, if it can be distinguished from that of the event."""
        if slot.venue is None or (not slot.rooms and len(self._event.venues) > 1):
            return slot.venue
        beside = "besides rooms" if slot.rooms else "that is the only one of the event"
        self._add("changed-to-fit", path, f"jsonld reads no venue of a session {beside}")
        return None

    def _time(self, moment: dt.datetime, path: Path) -> dt.datetime:
        """Return the same instant as clocks show it: a time that the zone skips is read as another one."""
        clock_time = moment.astimezone(dt.UTC).astimezone(moment.tzinfo)
        if clock_time.replace(tzinfo=None) == moment.replace(tzinfo=None):
            return moment
        self._add("invalid-value", path, f"the zone skips {moment.isoformat()}; it is read as {clock_time.isoformat()}")
        return clock_time

    def _room(self, number: int, room: Room) -> Room:
        if room.capacity is None or room.capacity < _TOO_LARGE:
            return room
        self._add("not-carried", ("rooms", number, "capacity"), "JSON readers do not keep numbers of 19 digits")
        return attrs.evolve(room, capacity=None)

    def _recording(self, recording: RecordingPolicy | None, path: Path) -> RecordingPolicy | None:
        if recording is None or recording.links:
            return recording
        self._add("not-carried", (*path, "recording"), "jsonld has no place for terms without a recording")
        return None

    def _concepts(self, item: Event | Session, known: frozenset[str], path: Path) -> tuple[str, ...]:
        concepts = tuple(uri for uri in item.concepts if uri)
        written_back = Node(passthrough(item.extra, known), (), Document(written_by_us=True))
        if written_back.raw("about")[0] is not None:
            concepts = concepts_of(written_back)
        if concepts != item.concepts:
            self._add("not-carried", (*path, "concepts"), f"jsonld holds {len(concepts)} of {len(item.concepts)}")
        return concepts

    def _participants(self, participants: tuple[Participant, ...], path: Path) -> tuple[Participant, ...]:
        path = (*path, "participants")
        announced = [item for item in participants if item.agent is not None]
        if any(a is not b for a, b in zip(_grouped(participants), announced, strict=True)):
            self._add("changed-to-fit", path, "jsonld does not keep the order across properties")
        for number, item in enumerate(participants):
            if item.agent is None:
                self._add("not-carried", (*path, number), "jsonld cannot hold a participant who is not announced yet")
        return tuple(self._participant(item, (*path, number)) for number, item in enumerate(participants))

    def _participant(self, participant: Participant, path: Path) -> Participant:
        agent = self._event.index.agents.get(participant.agent) if participant.agent else None
        described: dict[str, Any] = {"credited_as": None if agent is None else agent.name}
        if isinstance(agent, Person):
            described |= {"job_title": agent.job_title, "affiliations": agent.affiliations}
        changes: dict[str, Any] = {}
        for name, value in described.items():
            if value and getattr(participant, name) == value:
                where = "affiliation" if name == "affiliations" else name
                changes |= {"affiliation": None, "other_affiliations": ()} if where != name else {name: None}
                self._add("not-carried", (*path, where), "jsonld leaves out what a participant repeats from the person")
        return attrs.evolve(participant, **changes) if changes else participant

    def _written_extra(self, extra: Extra, known: frozenset[str], path: Path) -> Extra:
        """Return `extra` with those properties of other documents that are written back."""
        if EXTRA not in extra:
            return extra
        properties = extra[EXTRA]
        written = passthrough(extra, known)
        if not isinstance(properties, FrozenMap):
            self._add("not-carried", (*path, "extra", EXTRA), "expected properties by name, got something else")
        else:
            for key in properties:
                if key not in written:
                    message = f"jsonld writes {key!r} from the programme, or no reader accepts it"
                    self._add("not-carried", (*path, "extra", EXTRA, key), message)
        others = {key: value for key, value in extra.items() if key != EXTRA}
        return FrozenMap(others | ({EXTRA: freeze(written)} if written else {}))


def _bare_unless_carried(item: RelatedEvent) -> RelatedEvent:
    """Return a relation without the parts that JSON-LD loses; None if it loses the whole relation."""
    return item if item.relation == CARRIED_RELATION else attrs.evolve(item, edition=None)


def _arranged(event: Event) -> Event:
    """Return the event with the relations that survive, and with participants grouped by property."""
    return attrs.evolve(
        event,
        related=tuple(item for item in event.related if item.relation == CARRIED_RELATION),
        participants=_grouped(event.participants),
        sessions=tuple(attrs.evolve(item, participants=_grouped(item.participants)) for item in event.sessions),
    )


def _grouped(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Return participants in the order in which their properties first occur."""
    participants = tuple(item for item in participants if item.agent is not None)
    first: dict[str, int] = {}
    for participant in participants:
        first.setdefault(property_of(participant.role), len(first))
    return tuple(sorted(participants, key=lambda item: first[property_of(item.role)]))


def _only_own(extra: Extra, _known: frozenset[str], _path: Path) -> Extra:
    return FrozenMap({EXTRA: extra[EXTRA]}) if EXTRA in extra else EMPTY


def _without_own(extra: Extra, _known: frozenset[str], _path: Path) -> Extra:
    return FrozenMap({key: value for key, value in extra.items() if key != EXTRA}) if EXTRA in extra else extra


def _with_extra(event: Event, change: Callable[[Extra, frozenset[str], Path], Extra]) -> Event:
    """Return the event with each `extra` that JSON-LD may have changed replaced by a function's result."""
    changes: dict[str, Any] = {}
    for name, own_properties in _PROPERTIES.items():
        items: tuple[Any, ...] = getattr(event, name)
        changes[name] = tuple(
            attrs.evolve(item, extra=change(item.extra, own_properties, (name, number))) if item.extra else item
            for number, item in enumerate(items)
        )
    return attrs.evolve(event, **changes, extra=change(event.extra, EVENT_PROPERTIES, ()))
