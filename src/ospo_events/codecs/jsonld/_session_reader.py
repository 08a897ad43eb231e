"""Reads the sessions of a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ...diagnostics import Severity
from ...model.identity import as_uuid
from ...model.ids import is_id
from ...model.session import Slot, whole_days
from ...model.time import instant
from ...model.vocabulary import kind_of
from ._event_fields import EventFields
from ._nodes import Node, concepts_of, is_event, links_of, make, uid_of
from ._schema_org import KIND_OF_TYPE, PREFIX, SESSION_PROPERTIES

__all__ = ["SessionReader"]


class SessionReader:
    """Adds the sessions of an event to its programme, each with its parts.

    Args:
        fields: reads the fields that events and sessions have in common.
    """

    def __init__(self, fields: EventFields) -> None:
        self._fields = fields
        self._findings = fields.findings
        self._written_by_us = fields.written_by_us

    def add(self, nodes: Iterable[Node]) -> None:
        """Add these sessions and their parts."""
        stack: list[tuple[Node, str | None]] = [(node, None) for node in reversed(tuple(nodes))]
        seen: set[int] = set()
        while stack:
            item, parent = stack.pop()
            node = item if self._written_by_us and "name" in item.members else item.described()
            if id(node.members) in seen:
                self._findings.add("duplicate-id", "expected each session once; the first is read", item.path)
                continue
            seen.add(id(node.members))
            if not is_event(node):
                message = "expected an event as subEvent, got something else"
                self._findings.add("wrong-type", message, node.path)
                continue
            session = self._session(node, parent)
            parts = [*node.nodes("subEvent"), *node.nodes("subEvents")]
            stack += [(part, session) for part in reversed(parts)]

    def _session(self, node: Node, parent: str | None) -> str | None:
        title = node.text("name")
        if title is None:
            message = "expected the name of the session, got none"
            self._findings.add("missing-title", message, node.path, severity=Severity.ERROR)
            return None
        uid = uid_of(node)
        own_id = node.fragment(PREFIX["session"]) if self._written_by_us else as_uuid(uid or "")
        for item in node.nodes("superEvent"):
            above = item.fragment(PREFIX["session"])
            parent = above if above is not None and is_id(above) else parent
        fields = self._fields
        tags, tracks = fields.keywords(node)
        rooms, venue, streams, mode = fields.places.places_of_session(node)
        return fields.programme.session(
            title,
            node.path,
            id=own_id if own_id is not None and is_id(own_id) else None,
            subtitle=node.text("disambiguatingDescription"),
            kind=self._kind(node),
            status=fields.status(node),
            slot=self._slot(node, rooms, venue),
            parent=parent,
            tracks=tracks,
            participants=fields.agents.participants(node),
            abstract=node.text("description"),
            languages=fields.languages(node),
            attendance_mode=fields.attendance_mode(node) or mode,
            audience=fields.audience(node),
            recording=fields.recording(node),
            url=node.text("url"),
            links=links_of(node, streams),
            tags=tags,
            concepts=concepts_of(node),
            uid=uid,
            previous_start=fields.moment(node, "previousStartDate"),
            extra=fields.extra_of(node, SESSION_PROPERTIES),
        )

    def _kind(self, node: Node) -> str:
        word = self._fields.kind_word(node)
        if word is not None:
            return word if self._written_by_us else kind_of(word) or word
        return next((KIND_OF_TYPE[type_] for type_ in node.types if type_ in KIND_OF_TYPE), "other")

    def _slot(self, node: Node, rooms: list[str], venue: str | None) -> Slot | None:
        start = self._fields.moment(node, "startDate")
        if start is None:
            return self._whole_days(node, rooms, venue)
        end = self._fields.moment(node, "endDate")
        if end is not None and instant(end) < instant(start):
            message = f"expected an end after {start.isoformat()}, got {end.isoformat()!r}; it is left open"
            self._findings.add("end-before-start", message, node.raw("endDate")[1], severity=Severity.ERROR)
            end = None
        return make(Slot, node, start=start, end=end, rooms=tuple(rooms), venue=venue)

    def _whole_days(self, node: Node, rooms: list[str], venue: str | None) -> Slot | None:
        """Return the all-day slot of a session whose start is a date; the end date is included."""
        first = None if node.raw("startDate")[0] is None else node.moment("startDate")
        if first is None or isinstance(first, dt.datetime):
            return None
        if not self._written_by_us:
            message = "expected a time of day, got a date: the session lasts all of that day"
            self._findings.add("no-time-of-day", message, node.raw("startDate")[1])
        end = None if node.raw("endDate")[0] is None else node.moment("endDate")
        last = end.date() if isinstance(end, dt.datetime) else end or first
        if last < first:
            message = (
                f"expected an end not before {first.isoformat()}, got {last.isoformat()!r}; the session lasts one day"
            )
            self._findings.add("end-before-start", message, node.raw("endDate")[1], severity=Severity.ERROR)
            last = first
        return make(whole_days, node, first=first, last=last, zone=self._fields.zone, rooms=tuple(rooms), venue=venue)
