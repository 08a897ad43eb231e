"""From the nodes of a document to an event."""

from __future__ import annotations

import datetime as dt
from functools import partial
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Path, Severity
from ...model.clock import Day
from ...model.event import Event, RelatedEvent, Series
from ...model.ids import EventId, is_id, slugify
from ...model.link import Link
from .common import COMMON, Common
from .moments import zone_of
from .nodes import Node, Notes, link_of, links_of, uid_of
from .places import made
from .sessions import Sessions
from .words import EVENT_TYPES

__all__ = ["Builder"]

_EVENT_ONLY = {"alternateName", "eventSchedule", "isAccessibleForFree", "offers", "@graph"}
_LONGEST = 366


class Builder:
    """Builds the event of one node.

    Args:
        node: the event.
        notes: where findings go.
        zone: the zone the reader was told; None: that of the document.
        parts: events beside it that say they are a part of it.
    """

    def __init__(self, node: Node, notes: Notes, zone: ZoneInfo | None, parts: tuple[Node, ...] = ()) -> None:
        self.node = node
        self.notes = notes
        self.ours = notes.ours
        self._children = (*node.nodes("subEvent"), *node.nodes("subEvents"), *parts)
        self._common = Common(notes, zone or zone_of(node, self._children, notes))
        self._sessions = Sessions(self._common)

    @property
    def places(self) -> dict[Path, Path]:
        """Where in the document the event and its sessions are told."""
        return {(): self.node.path, **self._sessions.places}

    def event(self) -> Event | None:
        """Return the event."""
        node = self.node
        title = node.text("name")
        if title is None:
            self.notes.findings.add(
                "missing-title", "expected the name of the event, got none", node.path, severity=Severity.ERROR
            )
            return None
        if self.ours:
            self._included()
        links = self._common.where.of_event(node)
        participants = self._common.agents.participants(node)
        self._sessions.add(self._children)
        series, related = self._above()
        own_links = list(links_of(node, links))
        self._offers(own_links)
        built: Event | None = made(
            node,
            lambda: Event(
                id=self._event_id(title),
                title=title,
                timezone=self._common.zone,
                theme=node.text("disambiguatingDescription"),
                acronym=node.text("alternateName"),
                kind=self._event_kind(),
                series=series,
                related=tuple(related),
                status=self._common.status(node),
                description=node.text("description"),
                attendance_mode=self._common.mode(node),
                audience=self._common.audience(node),
                is_accessible_for_free=node.truth("isAccessibleForFree"),
                languages=tuple(self._common.languages(node)),
                recording=self._common.recording(node),
                url=node.text("url"),
                links=tuple(own_links),
                tags=tuple(self._common.keywords(node)[0]),
                concepts=tuple(self._common.concepts(node)),
                participants=tuple(participants),
                days=tuple(self._days(bool(self._children))),
                venues=tuple(self._common.where.venues.values()),
                rooms=tuple(self._common.where.rooms.values()),
                tracks=tuple(self._common.tracks.values()),
                people=tuple(self._common.agents.people.values()),
                organizations=tuple(self._common.agents.organizations.values()),
                sessions=tuple(self._sessions.sessions),
                uid=uid_of(node),
                extra=self._common.kept(node, COMMON | _EVENT_ONLY),
            ),
        )
        return built

    def _event_id(self, title: str) -> str:
        for text in self.node.texts("identifier") if self._plain_identifier() else ():
            if is_id(text):
                return text
        return slugify(title)

    def _plain_identifier(self) -> bool:
        return any(isinstance(value, str) for value, _ in self.node.values("identifier"))

    def _event_kind(self) -> str:
        word = self._common.own_kind(self.node)
        if word is not None:
            return word
        for kind, type_ in EVENT_TYPES.items():
            if type_ in self.node.types:
                return kind
        return "conference" if "ConferenceEvent" in self.node.types else "event"

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
            id = next((text for text in node.texts("identifier") if is_id(text)), None)
            if "EventSeries" in node.types and series is None:
                series = made(node, partial(_series, node, id or slugify(title), title))
            elif (one := made(node, partial(_larger_event, node, id, title))) is not None:
                related.append(one)
        return series, related

    def _days(self, has_sessions: bool) -> list[Day]:
        if self.ours:
            return self._scheduled_days()
        if has_sessions:
            return []
        first, last = self.node.moment("startDate"), self.node.moment("endDate")
        start, end = self._common.moment(self.node, "startDate"), self._common.moment(self.node, "endDate")
        begin = _date(start or first)
        finish = _date(end or last) or begin
        if begin is None or finish is None:
            return []
        if not 0 <= (finish - begin).days < _LONGEST:
            self.notes.findings.add(
                "end-before-start", f"expected an end after {begin}, got {finish}", self.node.raw("endDate")[1]
            )
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
            self.notes.findings.add(
                "bad-time", f"expected a time of day, got {text!r}", node.raw(key)[1], severity=Severity.ERROR
            )
            return None

    def _included(self) -> None:
        for node in self.node.nodes("@included"):
            self._common.agents.announce(node)
        for node in self.node.nodes("@included"):
            if node.types == ("DefinedTerm",):
                self._common.track(node)
            elif node.types == ("Place",):
                self._common.where.room(node)
            else:
                self._common.agents.agent(node)


def _date(value: dt.date | None) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


def _series(node: Node, id: str, title: str) -> Series:
    return Series(id=id, title=title, description=node.text("description"), url=node.text("url"), links=links_of(node))


def _larger_event(node: Node, id: str | None, title: str) -> RelatedEvent:
    return RelatedEvent(
        title=title,
        relation="part-of",
        id=EventId(id) if id else None,
        start=_date(node.moment("startDate")),
        end=_date(node.moment("endDate")),
        description=node.text("description"),
        url=node.text("url"),
    )
