"""Reads the event of a document."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Path, Severity
from ...model.clock import Day
from ...model.event import Event, RelatedEvent, Series
from ...model.ids import is_id, slugify
from ...model.link import Link
from ...model.time import programme_date
from .._reading.statuses import read_marks
from .._reading.times import in_range
from ._event_fields import EventFields
from ._nodes import Node, concepts_of, link_of, links_of, make, uid_of
from ._schema_org import CARRIED_RELATION, DATES, EVENT_PROPERTIES, EVENT_TYPES
from ._session_reader import SessionReader
from ._timezone import zone_of

__all__ = ["EventReader"]

_LONGEST = 366


class EventReader:
    """Reads the event of one node.

    Args:
        node: the event.
        zone: the requested zone; None: that of the document.
        parts: events beside it that say they are a part of it.
    """

    def __init__(self, node: Node, zone: ZoneInfo | None, parts: tuple[Node, ...] = ()) -> None:
        self._node = node
        self._findings = node.findings
        self._written_by_us = node.document.written_by_us
        self._sessions = (*node.nodes("subEvent"), *node.nodes("subEvents"), *parts)
        self._fields = EventFields(node.document, zone or zone_of(node, self._sessions, node.document))

    @property
    def origins(self) -> dict[Path, Path]:
        """The path of each element of the event -> the path of the node that it was read from."""
        return {(): self._node.path, **self._fields.programme.origins}

    def event(self) -> Event | None:
        """Return the event; None and a finding if it has no name."""
        node, fields = self._node, self._fields
        title = node.text("name")
        if title is None:
            message = "expected the name of the event, got none"
            self._findings.add("missing-title", message, node.path, severity=Severity.ERROR)
            return None
        if self._written_by_us:
            self._read_included()
        streams = fields.places.places_of_event(node)
        participants = fields.agents.participants(node)
        SessionReader(fields).add(self._sessions)
        if not self._written_by_us:
            read_marks(fields.programme.sessions, self._findings)
        series, related = self._larger_events()
        return fields.programme.event(
            path=node.path,
            id=self._event_id(title),
            title=title,
            timezone=fields.zone,
            theme=node.text("disambiguatingDescription"),
            acronym=node.text("alternateName"),
            kind=self._kind(),
            series=series,
            related=related,
            status=fields.status(node),
            description=node.text("description"),
            attendance_mode=fields.attendance_mode(node) or fields.places.mode_of_event,
            audience=fields.audience(node),
            is_accessible_for_free=node.flag("isAccessibleForFree"),
            languages=fields.languages(node),
            recording=fields.recording(node),
            url=node.text("url"),
            links=self._links(streams),
            tags=fields.keywords(node)[0],
            concepts=concepts_of(node),
            participants=participants,
            days=self._days(),
            **self._own_dates(),
            uid=uid_of(node),
            extra=fields.extra_of(node, EVENT_PROPERTIES),
        )

    def _event_id(self, title: str) -> str:
        # A node among them is the identifier of another system.
        texts = [value for value, _ in self._node.values("identifier") if isinstance(value, str)]
        return next((text for text in texts if is_id(text)), None) or slugify(title)

    def _kind(self) -> str:
        word = self._fields.kind_word(self._node)
        if word is not None:
            return word
        for kind, type_ in EVENT_TYPES.items():
            if type_ in self._node.types:
                return kind
        return "conference" if "ConferenceEvent" in self._node.types else "event"

    def _links(self, streams: list[Link]) -> tuple[Link, ...]:
        links = list(links_of(self._node, streams))
        if not (self._written_by_us and "eventSchedule" in self._node.members):  # these have all links in one list
            for offer in self._node.nodes("offers"):
                link = link_of(offer, "registration")
                if link is not None and not any(other.href == link.href for other in links):
                    links.append(link)
        return tuple(links)

    def _larger_events(self) -> tuple[Series | None, tuple[RelatedEvent, ...]]:
        """Return the series and the other events that the event is a part of."""
        series: Series | None = None
        related: list[RelatedEvent] = []
        for node in (item.described() for item in self._node.nodes("superEvent")):
            title = node.text("name")
            if title is None:
                continue
            ids = node.texts("identifier")
            id = next((text for text in ids if is_id(text)), ids[0] if ids and self._written_by_us else None)
            if "EventSeries" in node.types and series is None:
                series = _series(node, id or slugify(title), title)
            elif (event := _larger_event(node, id, title)) is not None:
                related.append(event)
        return series, tuple(related)

    def _days(self) -> tuple[Day, ...]:
        if self._written_by_us:
            return tuple(self._scheduled_days())
        days = self._days_of_times()
        dates = {day.date for day in days}
        session_dates = {programme_date(s.slot.start) for s in self._fields.programme.sessions if s.slot is not None}
        return days if session_dates <= dates else ()

    def _days_of_times(self) -> tuple[Day, ...]:
        """Return the days of an event from its start to its end, with their hours."""
        node, fields = self._node, self._fields
        start, end = fields.moment(node, "startDate"), fields.moment(node, "endDate")
        if start is not None and start.time() == dt.time():
            start = None  # a date, as many programs write it
        first = _date(node.moment("startDate")) if start is None else programme_date(start)
        last = (_date(node.moment("endDate")) if end is None else programme_date(end)) or first
        if first is None or last is None:
            return ()
        if not (self._in_range(first, node, "startDate") and self._in_range(last, node, "endDate")):
            return ()
        if not 0 <= (last - first).days < _LONGEST:
            message = f"expected an end after {first}, got {last}"
            self._findings.add("end-before-start", message, node.raw("endDate")[1])
            last = first
        days = [Day(date=first + dt.timedelta(days=number)) for number in range((last - first).days + 1)]
        if start is not None:
            days[0] = attrs.evolve(days[0], start=start.timetz().replace(tzinfo=None))
        if end is not None:
            days[-1] = attrs.evolve(days[-1], end=end.timetz().replace(tzinfo=None))
        return tuple(days)

    def _own_dates(self) -> dict[str, Any]:
        """Return the start and the end of an event that this library wrote."""
        dates: dict[str, Any] = {}
        for schedule in self._node.nodes("eventSchedule") if self._written_by_us else ():
            if schedule.id.endswith(f"#{DATES}"):
                for name in ("start", "end"):
                    date = _date(schedule.moment(f"{name}Date"))
                    if date is not None and self._in_range(date, schedule, f"{name}Date"):
                        dates[name] = date
        if "start" in dates and "end" in dates and dates["end"] < dates["start"]:
            del dates["end"]
        return dates

    def _scheduled_days(self) -> list[Day]:
        days: list[Day] = []
        for schedule in self._node.nodes("eventSchedule"):
            if schedule.id.endswith(f"#{DATES}"):
                continue
            date = _date(schedule.moment("startDate"))
            if date is not None and self._in_range(date, schedule, "startDate"):
                start, end = self._time(schedule, "startTime"), self._time(schedule, "endTime")
                days.append(Day(date=date, title=schedule.text("name"), start=start, end=end))
        return days

    def _in_range(self, date: dt.date, node: Node, key: str) -> bool:
        return in_range(date, self._findings, node.raw(key)[1])

    def _time(self, node: Node, key: str) -> dt.time | None:
        text = node.text(key)
        try:
            return None if text is None else dt.time.fromisoformat(text)
        except ValueError:
            message = f"expected a time of day, got {text!r}"
            self._findings.add("bad-time", message, node.raw(key)[1], severity=Severity.ERROR)
            return None

    def _read_included(self) -> None:
        """Read the people, organizations, rooms and tracks that a document of ours describes separately."""
        for node in self._node.nodes("@included"):
            self._fields.agents.announce(node)
        for node in self._node.nodes("@included"):
            if node.types == ("DefinedTerm",):
                self._fields.track(node)
            elif node.types == ("Place",):
                self._fields.places.room(node)
            else:
                self._fields.agents.agent(node)


def _date(value: dt.date | None) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


def _series(node: Node, id: str, title: str) -> Series | None:
    text, url = node.text("description"), node.text("url")
    return make(Series, node, id=id, title=title, description=text, url=url, links=links_of(node))


def _larger_event(node: Node, id: str | None, title: str) -> RelatedEvent | None:
    return make(
        RelatedEvent,
        node,
        title=title,
        relation=CARRIED_RELATION,
        id=id,
        start=_date(node.moment("startDate")),
        end=_date(node.moment("endDate")),
        description=node.text("description"),
        url=node.text("url"),
    )
