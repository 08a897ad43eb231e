"""From the nodes of a document to an event."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Path, Severity
from ...model.clock import Day, WallClock
from ...model.event import Event, RelatedEvent, Series
from ...model.ids import ID_PATTERN, EventId, SessionId, TrackId, slugify, unused_id
from ...model.link import Link, RecordingPolicy
from ...model.session import Session, Slot, Track
from ...model.status import AttendanceMode, Status
from ...model.time import as_timezone, instant
from ...model.vocabulary import KNOWN_EVENT_KINDS
from .agents import Agents
from .nodes import Node, Notes, foreign, is_event, link_of, links_of, uid_of
from .places import Places, made
from .words import ATTENDANCE, PREFIX

__all__ = ["Builder"]

_is_id = re.compile(ID_PATTERN).fullmatch
_STATUS = {
    "EventScheduled": Status.CONFIRMED,
    "EventRescheduled": Status.CONFIRMED,
    "EventMovedOnline": Status.CONFIRMED,
    "EventCancelled": Status.CANCELLED,
    "EventCanceled": Status.CANCELLED,
    "EventPostponed": Status.POSTPONED,
}
_MODES = {word.rpartition("/")[2]: mode for mode, word in ATTENDANCE.items()}
_COMMON = {
    "@context", "@type", "type", "@id", "@included", "identifier", "additionalType", "name",
    "disambiguatingDescription", "description", "url", "startDate", "endDate", "previousStartDate", "eventStatus",
    "eventAttendanceMode", "location", "organizer", "sponsor", "performer", "performers", "contributor", "funder",
    "translator", "actor", "director", "composer", "superEvent", "subEvent", "subEvents", "inLanguage", "keywords",
    "about", "audience", "recordedIn", "subjectOf", "image",
}  # fmt: skip
_EVENT_ONLY = {"alternateName", "eventSchedule", "isAccessibleForFree", "offers", "@graph"}
_SESSION_KINDS = {
    "EducationEvent": "talk",
    "BusinessEvent": "meeting",
    "FoodEvent": "meal",
    "SocialEvent": "social",
    "MusicEvent": "concert",
    "ScreeningEvent": "film",
    "ExhibitionEvent": "exhibition",
    "Hackathon": "hackathon",
}
_LONGEST = 366


class Builder:
    """Builds the event of one node.

    Args:
        node: the event.
        notes: where findings go.
        timezone: the zone the reader was told; None: that of the document.
    """

    def __init__(self, node: Node, notes: Notes, timezone: ZoneInfo | None) -> None:
        self.node = node
        self.notes = notes
        self.ours = notes.ours
        self.zone = timezone or self._zone()
        self.clock = WallClock(self.zone)
        self.agents = Agents(notes)
        self.where = Places(notes)
        self.tracks: dict[str, Track] = {}
        self.sessions: list[Session] = []
        self.places: dict[Path, Path] = {}
        self._session_ids: set[str] = set()

    # The zone

    def _zone(self) -> ZoneInfo:
        for schedule in self.node.nodes("eventSchedule"):
            name = schedule.text("scheduleTimezone")
            if name is None:
                continue
            try:
                return as_timezone(name)
            except ValueError as problem:
                self.notes.add("unknown-timezone", schedule.raw("scheduleTimezone")[1], str(problem), Severity.ERROR)
        offsets = self._offsets()
        if offsets - {"+00:00"}:
            said = ", ".join(sorted(offsets))
            self.notes.add(
                "timezone-unknown",
                self.node.raw("startDate")[1],
                f"expected an IANA time zone, got only {said}; times are read as the same moments in UTC",
                help="say which zone the event is in: zone='Europe/Berlin' or --zone",
            )
        return as_timezone("UTC")

    def _offsets(self) -> set[str]:
        found: set[str] = set()
        for node in (self.node, *self.node.nodes("subEvent"), *self.node.nodes("subEvents")):
            text = node.own.get("startDate")
            if isinstance(text, str) and len(text) > 10:
                match = re.search(r"(Z|[+-]\d\d:?\d\d)$", text.strip())
                found.add("no offset" if match is None else "+00:00" if match[1] in ("Z", "+0000") else match[1])
        return found

    def moment(self, node: Node, key: str) -> dt.datetime | None:
        """Return a moment in the zone of the event; a date alone is none."""
        value = node.moment(key)
        if value is None or not isinstance(value, dt.datetime):
            return None
        path = node.raw(key)[1]
        try:
            return self.clock.resolve(value) if value.tzinfo is None else value.astimezone(self.zone)
        except (ValueError, OverflowError) as problem:
            self.notes.add("invalid-value", path, _lower(str(problem)), Severity.ERROR)
            return None

    # The event

    def event(self) -> Event | None:
        """Return the event."""
        node = self.node
        title = node.text("name")
        if title is None:
            self.notes.add("missing-key", node.path, "expected the name of the event, got none", Severity.ERROR)
            return None
        if self.ours:
            self._included()
        links = self.where.of_event(node)
        participants = self.agents.participants(node)
        children = [*node.nodes("subEvent"), *node.nodes("subEvents")]
        self._sessions(children, None)
        series, related = self._above()
        own_links = list(links_of(node, links))
        self._offers(own_links)
        built: Event | None = made(
            node,
            lambda: Event(
                id=self._event_id(title),
                title=title,
                timezone=self.zone,
                theme=node.text("disambiguatingDescription"),
                acronym=node.text("alternateName"),
                kind=self._event_kind(),
                series=series,
                related=tuple(related),
                status=self._status(node),
                description=node.text("description"),
                attendance_mode=self._mode(node),
                audience=self._audience(node),
                is_accessible_for_free=node.truth("isAccessibleForFree"),
                languages=tuple(self._languages(node)),
                recording=self._recording(node),
                url=node.text("url"),
                links=tuple(own_links),
                tags=tuple(self._keywords(node)[0]),
                concepts=tuple(self._concepts(node)),
                participants=tuple(participants),
                days=tuple(self._days(bool(children))),
                venues=tuple(self.where.venues.values()),
                rooms=tuple(self.where.rooms.values()),
                tracks=tuple(self.tracks.values()),
                people=tuple(self.agents.people.values()),
                organizations=tuple(self.agents.organizations.values()),
                sessions=tuple(self.sessions),
                uid=uid_of(node),
                extra=self._extra(node, _COMMON | _EVENT_ONLY),
            ),
        )
        self.places[()] = node.path
        return built

    def _event_id(self, title: str) -> str:
        for text in self.node.texts("identifier") if self._plain_identifier() else ():
            if _is_id(text):
                return text
        return slugify(title)

    def _plain_identifier(self) -> bool:
        return any(isinstance(value, str) for value, _ in self.node.values("identifier"))

    def _event_kind(self) -> str:
        word = self._own_kind(self.node)
        if word is not None:
            return word
        for kind, type_ in KNOWN_EVENT_KINDS.items():
            if type_ in self.node.types and type_ != "Event":
                return kind
        return "conference" if "ConferenceEvent" in self.node.types else "event"

    def _own_kind(self, node: Node) -> str | None:
        word = node.own.get("additionalType")
        return word if isinstance(word, str) and word.strip() and (self.ours or "/" not in word) else None

    def _status(self, node: Node) -> Status:
        word = node.word("eventStatus")
        if word is None:
            return Status.TENTATIVE if self.ours else Status.CONFIRMED
        known = _STATUS.get(word.rpartition("/")[2])
        if known is None:
            self.notes.add("unknown-value", node.raw("eventStatus")[1], f"expected an eventStatus, got {word[:60]!r}")
        return known or Status.CONFIRMED

    def _mode(self, node: Node) -> AttendanceMode | None:
        word = node.word("eventAttendanceMode")
        if word is None:
            return None
        known = _MODES.get(word.rpartition("/")[2])
        if known is None:
            place = node.raw("eventAttendanceMode")[1]
            self.notes.add("unknown-value", place, f"expected an eventAttendanceMode, got {word[:60]!r}")
        return known

    def _audience(self, node: Node) -> str | None:
        for item in node.nodes("audience"):
            return item.text("audienceType") or item.text("name")
        return None

    def _languages(self, node: Node) -> list[str]:
        found: list[str] = []
        for value, path in node.values("inLanguage"):
            code: Any = value
            if isinstance(value, dict):
                language = Node(cast("dict[str, Any]", value), path, self.notes)
                code = language.text("alternateName") or language.text("name")
            if isinstance(code, str) and code.strip():
                found.append(code)
        return found

    def _keywords(self, node: Node) -> tuple[list[str], list[str]]:
        """Return the tags and the ids of the tracks."""
        tags: list[str] = []
        tracks: list[str] = []
        for value, path in node.values("keywords"):
            if isinstance(value, dict):
                term = Node(cast("dict[str, Any]", value), path, self.notes)
                known = term.fragment(PREFIX["track"])
                if known is not None and _is_id(known):
                    tracks.append(known)
                    self._track(term)
                elif text := term.text("name"):
                    tags.append(text)
            elif isinstance(value, str):
                tags += [value] if self.ours else [word.strip() for word in value.split(",") if word.strip()]
        return tags, tracks

    def _concepts(self, node: Node) -> list[str]:
        return [item.id for item in node.nodes("about") if item.id]

    def _recording(self, node: Node) -> RecordingPolicy | None:
        works = list(node.nodes("recordedIn"))
        links = [link for work in works for link in (link_of(work, "recording"),) if link is not None]
        if not links:
            return None
        licences = [text for work in works for text in (work.text("license"),) if text]
        return RecordingPolicy(license=licences[0] if licences else None, links=tuple(links))

    def _offers(self, links: list[Link]) -> None:
        for offer in self.node.nodes("offers"):
            link = link_of(offer, "registration")
            if link is not None and not any(other.href == link.href for other in links):
                links.append(link)

    def _above(self) -> tuple[Series | None, list[RelatedEvent]]:
        series: Series | None = None
        related: list[RelatedEvent] = []
        for node in (item.full() for item in self.node.nodes("superEvent")):
            title = node.text("name")
            if title is None:
                continue
            id = next((text for text in node.texts("identifier") if _is_id(text)), None)
            if "EventSeries" in node.types and series is None:
                series = Series(
                    id=id or slugify(title),
                    title=title,
                    description=node.text("description"),
                    url=node.text("url"),
                    links=links_of(node),
                )
            else:
                related.append(
                    RelatedEvent(
                        title=title,
                        relation="part-of",
                        id=EventId(id) if id else None,
                        start=_date(node.moment("startDate")),
                        end=_date(node.moment("endDate")),
                        description=node.text("description"),
                        url=node.text("url"),
                    )
                )
        return series, related

    def _days(self, has_sessions: bool) -> list[Day]:
        if self.ours:
            return self._scheduled_days()
        if has_sessions:
            return []
        first, last = self.node.moment("startDate"), self.node.moment("endDate")
        start, end = self.moment(self.node, "startDate"), self.moment(self.node, "endDate")
        begin = _date(start or first)
        finish = _date(end or last) or begin
        if begin is None or finish is None:
            return []
        if not 0 <= (finish - begin).days < _LONGEST:
            self.notes.add("invalid-value", self.node.raw("endDate")[1], f"expected an end after {begin}, got {finish}")
            finish = begin
        dates = [begin + dt.timedelta(days=number) for number in range((finish - begin).days + 1)]
        days = [Day(date=date) for date in dates]
        if start is not None:
            days[0] = attrs.evolve(days[0], start=start.timetz().replace(tzinfo=None))
        if end is not None:
            days[-1] = attrs.evolve(days[-1], end=end.timetz().replace(tzinfo=None))
        return days

    def _scheduled_days(self) -> list[Day]:
        days: list[Day] = []
        for schedule in self.node.nodes("eventSchedule"):
            date = _date(schedule.moment("startDate"))
            if date is not None:
                start, end = self._time(schedule, "startTime"), self._time(schedule, "endTime")
                days.append(Day(date=date, title=schedule.text("name"), start=start, end=end))
        return days

    def _time(self, node: Node, key: str) -> dt.time | None:
        text = node.text(key)
        try:
            return None if text is None else dt.time.fromisoformat(text)
        except ValueError:
            self.notes.add("invalid-value", node.raw(key)[1], f"expected a time of day, got {text!r}", Severity.ERROR)
            return None

    def _extra(self, node: Node, known: set[str]) -> FrozenMap[str, JsonValue]:
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
            self.notes.add("not-modelled", place, "an identifier of others is not kept", Severity.INFO)
        if any(set(item.own) - {"@type", "scheduleTimezone"} for item in node.nodes("eventSchedule")):
            place = node.raw("eventSchedule")[1]
            self.notes.add("not-modelled", place, "a schedule of repetitions is not kept", Severity.INFO)

    def _included(self) -> None:
        for node in self.node.nodes("@included"):
            self.agents.announce(node)
        for node in self.node.nodes("@included"):
            if node.types == ("DefinedTerm",):
                self._track(node)
            elif node.types == ("Place",):
                self.where.room(node)
            else:
                self.agents.agent(node)

    def _track(self, term: Node) -> None:
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

    # Sessions

    def _sessions(self, nodes: list[Node], parent: str | None) -> None:
        stack = [(node, parent) for node in reversed(nodes)]
        while stack:
            item, above = stack.pop()
            node = item.full()
            if not is_event(node):
                self.notes.add("not-an-event", node.path, "expected an event as subEvent, got something else")
                continue
            id = self._session(node, above)
            parts = [*node.nodes("subEvent"), *node.nodes("subEvents")]
            stack += [(part, id) for part in reversed(parts)]

    def _session(self, node: Node, above: str | None) -> str | None:
        title = node.text("name")
        if title is None:
            self.notes.add("missing-key", node.path, "expected the name of the session, got none", Severity.ERROR)
            return None
        id = node.fragment(PREFIX["session"])
        if id is None or not _is_id(id) or not self.ours:
            id = unused_id(slugify(title), self._session_ids)
        self._session_ids.add(id)
        for item in node.nodes("superEvent"):
            known = item.fragment(PREFIX["session"])
            above = known if known is not None and _is_id(known) else above
        tags, tracks = self._keywords(node)
        rooms, streams = self.where.of_session(node)
        session = made(
            node,
            lambda: Session(
                id=SessionId(id),
                title=title,
                subtitle=node.text("disambiguatingDescription"),
                kind=self._session_kind(node),
                status=self._status(node),
                slot=self._slot(node, rooms),
                parent=above,
                tracks=tuple(tracks),
                participants=tuple(self.agents.participants(node)),
                abstract=node.text("description"),
                languages=tuple(self._languages(node)),
                attendance_mode=self._mode(node),
                audience=self._audience(node),
                recording=self._recording(node),
                url=node.text("url"),
                links=links_of(node, streams),
                tags=tuple(tags),
                concepts=tuple(self._concepts(node)),
                uid=uid_of(node),
                previous_start=self.moment(node, "previousStartDate"),
                extra=self._extra(node, _COMMON),
            ),
        )
        if session is None:
            return None
        self.places["sessions", len(self.sessions)] = node.path
        self.sessions.append(session)
        return id

    def _session_kind(self, node: Node) -> str:
        word = self._own_kind(node)
        if word is not None:
            return word
        return next((_SESSION_KINDS[kind] for kind in node.types if kind in _SESSION_KINDS), "other")

    def _slot(self, node: Node, rooms: list[str]) -> Slot | None:
        start, end = self.moment(node, "startDate"), self.moment(node, "endDate")
        if start is None:
            if node.raw("startDate")[0] is not None and isinstance(node.moment("startDate"), dt.date):
                self.notes.add(
                    "no-time-of-day",
                    node.raw("startDate")[1],
                    "expected a time of day, got a date; it is not scheduled",
                )
            return None
        if end is not None and instant(end) < instant(start):
            self.notes.add(
                "end-before-start",
                node.raw("endDate")[1],
                f"expected an end after {start.isoformat()}, got {end.isoformat()!r}; it is left open",
                Severity.ERROR,
            )
            end = None
        return Slot(start, end, rooms=tuple(rooms))


def _date(value: dt.date | None) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
