"""The sessions of a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ...diagnostics import Path, Severity
from ...model.ids import SessionId, is_id, slugify, unused_id
from ...model.session import Session, Slot
from ...model.time import instant
from ...model.vocabulary import kind_of
from .common import COMMON, Common
from .nodes import Node, is_event, links_of, uid_of
from .places import made
from .words import KIND_OF_TYPE, PREFIX

__all__ = ["Sessions"]


class Sessions:
    """Takes in the sessions of an event, each with its parts."""

    def __init__(self, common: Common) -> None:
        self.sessions: list[Session] = []
        self.places: dict[Path, Path] = {}
        self._common = common
        self._ids: set[str] = set()

    def add(self, nodes: Iterable[Node]) -> None:
        """Take in these nodes and what they are made of."""
        stack: list[tuple[Node, str | None]] = [(node, None) for node in reversed(tuple(nodes))]
        told: set[int] = set()
        while stack:
            item, above = stack.pop()
            node = item.full()
            if id(node.own) in told:
                self._common.notes.findings.add(
                    "duplicate-id", "expected each session once; the first is read", item.path
                )
                continue
            told.add(id(node.own))
            if not is_event(node):
                self._common.notes.findings.add(
                    "wrong-type", "expected an event as subEvent, got something else", node.path
                )
                continue
            whole = self._session(node, above)
            parts = [*node.nodes("subEvent"), *node.nodes("subEvents")]
            stack += [(part, whole) for part in reversed(parts)]

    def _session(self, node: Node, above: str | None) -> str | None:
        title = node.text("name")
        if title is None:
            self._common.notes.findings.add(
                "missing-title", "expected the name of the session, got none", node.path, severity=Severity.ERROR
            )
            return None
        id = node.fragment(PREFIX["session"])
        if id is None or not is_id(id) or not self._common.ours:
            id = unused_id(slugify(title), self._ids)
        self._ids.add(id)
        for item in node.nodes("superEvent"):
            known = item.fragment(PREFIX["session"])
            above = known if known is not None and is_id(known) else above
        tags, tracks = self._common.keywords(node)
        rooms, streams = self._common.where.of_session(node)
        session = made(
            node,
            lambda: Session(
                id=SessionId(id),
                title=title,
                subtitle=node.text("disambiguatingDescription"),
                kind=self._session_kind(node),
                status=self._common.status(node),
                slot=self._slot(node, rooms),
                parent=above,
                tracks=tuple(tracks),
                participants=tuple(self._common.agents.participants(node)),
                abstract=node.text("description"),
                languages=tuple(self._common.languages(node)),
                attendance_mode=self._common.mode(node),
                audience=self._common.audience(node),
                recording=self._common.recording(node),
                url=node.text("url"),
                links=links_of(node, streams),
                tags=tuple(tags),
                concepts=tuple(self._common.concepts(node)),
                uid=uid_of(node),
                previous_start=self._common.moment(node, "previousStartDate"),
                extra=self._common.kept(node, COMMON),
            ),
        )
        if session is None:
            return None
        self.places["sessions", len(self.sessions)] = node.path
        self.sessions.append(session)
        return id

    def _session_kind(self, node: Node) -> str:
        word = self._common.own_kind(node)
        if word is not None:
            return word if self._common.ours else kind_of(word) or word
        return next((KIND_OF_TYPE[type_] for type_ in node.types if type_ in KIND_OF_TYPE), "other")

    def _slot(self, node: Node, rooms: list[str]) -> Slot | None:
        start, end = self._common.moment(node, "startDate"), self._common.moment(node, "endDate")
        if start is None:
            if node.raw("startDate")[0] is not None and isinstance(node.moment("startDate"), dt.date):
                self._common.notes.findings.add(
                    "no-time-of-day",
                    "expected a time of day, got a date; it is not scheduled",
                    node.raw("startDate")[1],
                )
            return None
        if end is not None and instant(end) < instant(start):
            self._common.notes.findings.add(
                "end-before-start",
                f"expected an end after {start.isoformat()}, got {end.isoformat()!r}; it is left open",
                node.raw("endDate")[1],
                severity=Severity.ERROR,
            )
            end = None
        return Slot(start, end, rooms=tuple(rooms))
