"""What events and sessions say alike, read from their nodes."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Severity
from ...model.clock import WallClock
from ...model.ids import TrackId, is_id
from ...model.link import RecordingPolicy
from ...model.session import Track
from ...model.status import AttendanceMode, Status
from ...model.time import AmbiguousTime, NonexistentTime
from ...views.english import language_code
from .agents import Agents
from .nodes import Node, Notes, foreign, link_of, links_of, uid_of
from .places import Places, made
from .words import ATTENDANCE, PREFIX

__all__ = ["COMMON", "Common"]

_STATUS = {
    "EventScheduled": Status.CONFIRMED,
    "EventRescheduled": Status.CONFIRMED,
    "EventMovedOnline": Status.CONFIRMED,
    "EventCancelled": Status.CANCELLED,
    "EventCanceled": Status.CANCELLED,
    "EventPostponed": Status.POSTPONED,
}
_MODES = {word.rpartition("/")[2]: mode for mode, word in ATTENDANCE.items()}
COMMON = {
    "@context",
    "@type",
    "type",
    "@id",
    "@included",
    "identifier",
    "additionalType",
    "name",
    "disambiguatingDescription",
    "description",
    "url",
    "startDate",
    "endDate",
    "previousStartDate",
    "eventStatus",
    "eventAttendanceMode",
    "location",
    "organizer",
    "sponsor",
    "performer",
    "performers",
    "contributor",
    "funder",
    "translator",
    "actor",
    "director",
    "composer",
    "superEvent",
    "subEvent",
    "subEvents",
    "inLanguage",
    "keywords",
    "about",
    "audience",
    "recordedIn",
    "subjectOf",
    "image",
}


class Common:
    """Reads what events and sessions of one document say alike.

    Args:
        notes: where findings go.
        zone: the zone of the event.
    """

    def __init__(self, notes: Notes, zone: ZoneInfo) -> None:
        self.notes = notes
        self.ours = notes.ours
        self.zone = zone
        self.clock = WallClock(zone)
        self.agents = Agents(notes)
        self.where = Places(notes)
        self.tracks: dict[str, Track] = {}

    def moment(self, node: Node, key: str) -> dt.datetime | None:
        """Return a moment in the zone of the event; a date alone is none."""
        value = node.moment(key)
        if value is None or not isinstance(value, dt.datetime):
            return None
        path = node.raw(key)[1]
        try:
            return self.clock.resolve(value) if value.tzinfo is None else value.astimezone(self.zone)
        except NonexistentTime as problem:
            self.notes.findings.add("nonexistent-local-time", _lower(str(problem)), path, severity=Severity.ERROR)
        except AmbiguousTime as problem:
            self.notes.findings.add("ambiguous-local-time", _lower(str(problem)), path, severity=Severity.ERROR)
        except (ValueError, OverflowError) as problem:
            self.notes.findings.add("bad-time", _lower(str(problem)), path, severity=Severity.ERROR)
        return None

    def own_kind(self, node: Node) -> str | None:
        """Return the word of our own writer, or of others, for what kind of thing it is."""
        word = node.own.get("additionalType")
        return word if isinstance(word, str) and word.strip() and (self.ours or "/" not in word) else None

    def status(self, node: Node) -> Status:
        """Return the status; of others, what says none is confirmed."""
        words = [word.rpartition("/")[2] for word in node.texts("eventStatus")]
        known = [_STATUS[word] for word in words if word in _STATUS]
        if len(known) != len(words):
            unknown = next(word for word in words if word not in _STATUS)
            place = node.raw("eventStatus")[1]
            self.notes.findings.add("unknown-value", f"expected an eventStatus, got {unknown[:60]!r}", place)
        off = [status for status in known if status is not Status.CONFIRMED]
        if off:  # of several, "rescheduled, moved online", what is off counts
            return off[0]
        return Status.TENTATIVE if self.ours and not words else Status.CONFIRMED

    def mode(self, node: Node) -> AttendanceMode | None:
        """Return where the audience is."""
        word = node.word("eventAttendanceMode")
        if word is None:
            return None
        known = _MODES.get(word.rpartition("/")[2])
        if known is None:
            place = node.raw("eventAttendanceMode")[1]
            self.notes.findings.add("unknown-value", f"expected an eventAttendanceMode, got {word[:60]!r}", place)
        return known

    def audience(self, node: Node) -> str | None:
        """Return for whom it is."""
        for item in node.nodes("audience"):
            return item.text("audienceType") or item.text("name")
        return None

    def languages(self, node: Node) -> list[str]:
        """Return the languages it is in, as BCP 47 tags."""
        found: list[str] = []
        for value, path in node.values("inLanguage"):
            code: Any = value
            if isinstance(value, dict):
                language = Node(cast("dict[str, Any]", value), path, self.notes)
                code = language.text("alternateName") or language.text("name")
            if isinstance(code, str) and code.strip():
                found.append(code if self.ours else language_code(code))
        return found

    def keywords(self, node: Node) -> tuple[list[str], list[str]]:
        """Return the tags and the ids of the tracks."""
        tags: list[str] = []
        tracks: list[str] = []
        for value, path in node.values("keywords"):
            if isinstance(value, dict):
                term = Node(cast("dict[str, Any]", value), path, self.notes)
                known = term.fragment(PREFIX["track"])
                if known is not None and is_id(known):
                    tracks.append(known)
                    self.track(term)
                elif text := term.text("name"):
                    tags.append(text)
            elif isinstance(value, str):
                tags += [value] if self.ours else [word.strip() for word in value.split(",") if word.strip()]
        return tags, tracks

    def concepts(self, node: Node) -> list[str]:
        """Return the addresses of what it is about."""
        return [item.id for item in node.nodes("about") if item.id]

    def recording(self, node: Node) -> RecordingPolicy | None:
        """Return its recordings."""
        works = list(node.nodes("recordedIn"))
        links = [link for work in works for link in (link_of(work, "recording"),) if link is not None]
        if not links:
            return None
        licences = [text for work in works for text in (work.text("license"),) if text]
        return RecordingPolicy(license=licences[0] if licences else None, links=tuple(links))

    def kept(self, node: Node, known: set[str]) -> FrozenMap[str, JsonValue]:
        """Return what the model has no place for."""
        partly: set[str] = set()
        if any(not item.id for item in node.nodes("about")):
            partly.add("about")
        if any(set(item.own) - {"@type", "url"} for item in node.nodes("offers")):
            partly.add("offers")
        if not self.ours:
            self._left_out(node)
        return foreign(node, known - partly)

    def _left_out(self, node: Node) -> None:
        """Report what the model words otherwise, and cannot keep beside it."""
        if any(isinstance(value, dict) for value, _ in node.values("identifier")) and uid_of(node) in (None, node.id):
            place = node.raw("identifier")[1]
            self.notes.findings.add(
                "not-modelled", "an identifier of others is not kept", place, severity=Severity.INFO
            )
        if any(set(item.own) - {"@type", "scheduleTimezone"} for item in node.nodes("eventSchedule")):
            place = node.raw("eventSchedule")[1]
            self.notes.findings.add(
                "not-modelled", "a schedule of repetitions is not kept", place, severity=Severity.INFO
            )

    def track(self, term: Node) -> None:
        """Take in a track."""
        id = term.fragment(PREFIX["track"])
        node = term.full()
        title = node.text("name")
        if id is not None and title is not None and id not in self.tracks:
            track = made(
                node,
                lambda: Track(
                    id=TrackId(id),
                    title=title,
                    description=node.text("description"),
                    url=node.text("url"),
                    links=links_of(node),
                    uid=uid_of(node),
                ),
            )
            if track is not None:
                self.tracks[id] = track


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
