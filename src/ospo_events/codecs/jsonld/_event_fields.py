"""Reads the fields that events and sessions have in common."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Severity
from ...model.clock import WallClock
from ...model.ids import is_id
from ...model.link import RecordingPolicy
from ...model.status import AttendanceMode, Status
from ...views.english import language_code
from .._reading.programme import ProgrammeBuilder
from ._agent_reader import AgentReader
from ._nodes import Document, Node, link_of, links_of, uid_of
from ._passthrough import passthrough_of
from ._place_reader import PlaceReader
from ._schema_org import ATTENDANCE, PREFIX

__all__ = ["EventFields"]

_STATUS = {
    "EventScheduled": Status.CONFIRMED,
    "EventRescheduled": Status.CONFIRMED,
    "EventMovedOnline": Status.CONFIRMED,
    "EventCancelled": Status.CANCELLED,
    "EventCanceled": Status.CANCELLED,
    "EventPostponed": Status.POSTPONED,
}
_MODES = {word.rpartition("/")[2]: mode for mode, word in ATTENDANCE.items()}


class EventFields:
    """Reads the fields that the event and the sessions of one document have in common.

    Args:
        document: the document.
        zone: the zone of the event.
    """

    def __init__(self, document: Document, zone: ZoneInfo) -> None:
        self.document = document
        self.findings = document.findings
        self.written_by_us = document.written_by_us
        self.zone = zone
        self.programme = ProgrammeBuilder(document.findings)
        self.agents = AgentReader(document, self.programme)
        self.places = PlaceReader(document, self.programme)
        self._clock = WallClock(zone)

    def moment(self, node: Node, key: str) -> dt.datetime | None:
        """Return a moment in the zone of the event; None for a date alone."""
        value = node.moment(key)
        if value is None or not isinstance(value, dt.datetime):
            return None
        try:
            return self._clock.resolve(value) if value.tzinfo is None else value.astimezone(self.zone)
        except (ValueError, OverflowError) as problem:
            text = str(problem)
            message = text[:1].lower() + text[1:]
            self.findings.add("bad-time", message, node.raw(key)[1], severity=Severity.ERROR)
            return None

    def kind_word(self, node: Node) -> str | None:
        """Return the document's word for the kind of event or session; None if it has none."""
        word = node.members.get("additionalType")
        if not isinstance(word, str) or self.written_by_us:
            return word if isinstance(word, str) else None
        return word if word.strip() and "/" not in word else None

    def status(self, node: Node) -> Status:
        """Return the status. Documents of other software without eventStatus are confirmed, ours are tentative."""
        words = [word.rpartition("/")[2] for word in node.texts("eventStatus")]
        states = [_STATUS[word] for word in words if word in _STATUS]
        if len(states) != len(words):
            unknown = next(word for word in words if word not in _STATUS)
            message = f"expected an eventStatus, got {unknown[:60]!r}"
            self.findings.add("unknown-value", message, node.raw("eventStatus")[1])
        off = [status for status in states if status is not Status.CONFIRMED]
        if off:  # of several, such as "rescheduled, moved online", a cancellation counts most
            return off[0]
        return Status.TENTATIVE if self.written_by_us and not words else Status.CONFIRMED

    def attendance_mode(self, node: Node) -> AttendanceMode | None:
        """Return where the audience is."""
        word = node.word("eventAttendanceMode")
        if word is None:
            return None
        mode = _MODES.get(word.rpartition("/")[2])
        if mode is None:
            message = f"expected an eventAttendanceMode, got {word[:60]!r}"
            self.findings.add("unknown-value", message, node.raw("eventAttendanceMode")[1])
        return mode

    def audience(self, node: Node) -> str | None:
        """Return who it is for."""
        for item in node.nodes("audience"):
            kind = item.text("audienceType")
            return item.text("name") if kind is None else kind
        return None

    def languages(self, node: Node) -> tuple[str, ...]:
        """Return its languages, as BCP 47 tags."""
        codes: list[str] = []
        for value, path in node.values("inLanguage"):
            code: Any = value
            if isinstance(value, dict):
                language = Node(cast("dict[str, Any]", value), path, self.document)
                code = language.text("alternateName") or language.text("name")
            if isinstance(code, str):
                if self.written_by_us:
                    codes.append(code)
                elif code.strip():
                    codes.append(language_code(code))
        return tuple(codes)

    def keywords(self, node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the tags and the ids of the tracks."""
        tags: list[str] = []
        tracks: list[str] = []
        for value, path in node.values("keywords"):
            if isinstance(value, dict):
                term = Node(cast("dict[str, Any]", value), path, self.document)
                id = term.fragment(PREFIX["track"])
                if id is not None and is_id(id):
                    tracks.append(id)
                    self.track(term)
                elif text := term.text("name"):
                    tags.append(text)
            elif isinstance(value, str):
                tags += [value] if self.written_by_us else [word.strip() for word in value.split(",") if word.strip()]
        return tuple(tags), tuple(tracks)

    def recording(self, node: Node) -> RecordingPolicy | None:
        """Return its recordings."""
        works = list(node.nodes("recordedIn"))
        links = [link for work in works for link in (link_of(work, "recording"),) if link is not None]
        if not links:
            return None
        licenses = [text for work in works for text in (work.text("license"),) if text is not None]
        return RecordingPolicy(license=licenses[0] if licenses else None, links=tuple(links))

    def extra_of(self, node: Node, known: frozenset[str]) -> FrozenMap[str, JsonValue]:
        """Return the properties that the model has no field for; those that cannot be preserved are reported."""
        if not self.written_by_us:
            self._report_left_out(node)
        return passthrough_of(node.members, known)

    def _report_left_out(self, node: Node) -> None:
        if any(isinstance(value, dict) for value, _ in node.values("identifier")) and uid_of(node) in (None, node.id):
            message = "an identifier of another system is not kept"
            self.findings.add("not-modelled", message, node.raw("identifier")[1], severity=Severity.INFO)
        if any(set(item.members) - {"@type", "scheduleTimezone"} for item in node.nodes("eventSchedule")):
            message = "a schedule of repetitions is not kept"
            self.findings.add("not-modelled", message, node.raw("eventSchedule")[1], severity=Severity.INFO)

    def track(self, term: Node) -> None:
        """Add a track to the programme."""
        id = term.fragment(PREFIX["track"])
        node = term.described()
        title = node.text("name")
        if id is not None and title is not None and id not in self.programme.tracks:
            self.programme.track(
                title,
                node.path,
                key=id,
                id=id,
                description=node.text("description"),
                url=node.text("url"),
                links=links_of(node),
                uid=uid_of(node),
            )
