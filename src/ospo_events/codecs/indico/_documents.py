"""Which of Indico's shapes a document has: an export of events, of blocks or contributions, or a timetable."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast
from zoneinfo import ZoneInfo

from ...diagnostics import Path
from .._foreign.findings import Findings
from .._foreign.nodes import Node, node_of
from .._foreign.times import zone_of
from ._programme import Reader, entries_of

__all__ = ["Shape", "common_zone"]

_DAY = re.compile(r"(?:19|20)[0-9]{6}")
_PARTS = ("SessionSlot", "Contribution")


class Shape:
    """One document, and what of it there is to read.

    Args:
        value: the JSON.
        path: where it stands.
        findings: takes what is left out.
    """

    def __init__(self, value: object, path: Path, findings: Findings) -> None:
        self.conference: Node | None = None
        self.known = False
        self.base: str | None = None
        self.days: list[tuple[Node, str]] = []
        """The days of timetables: the object that holds one, and its key in it."""
        self._parts: list[Node] = []
        self._findings = findings
        whole = node_of(value, path, findings)
        if whole is not None:
            self._take(whole)
        elif isinstance(value, list):
            items = cast("list[object]", value)
            self._results(
                Node({"results": items}, path, findings), [(item, (*path, n)) for n, item in enumerate(items)]
            )

    def _take(self, node: Node) -> None:
        self.base = node.text("url")
        results = node.members.get("results")
        if isinstance(results, list):
            self._results(node, node.values("results"))
        elif isinstance(results, dict):
            self._timetable(cast("Node", node.child("results")))
        elif _is_conference(node):
            self.conference, self.known = node, True
        else:
            self._timetable(node)

    def _results(self, node: Node, values: Iterable[tuple[object, Path]]) -> None:
        self.known = node.members.get("_type") == "HTTPAPIResult"
        for value, path in values:
            item = node_of(value, path, self._findings)
            if item is None:
                if self.known:
                    self._findings.wrong_type("an object", value, path)
            elif _is_conference(item):
                self.known = True
                self._conference(item)
            elif item.members.get("_type") in _PARTS:
                # /export/event/ID/session/ID.json and .../contribution/ID.json: the event stands in each block.
                self.known = True
                self._parts.append(item)
                outer = item.child("conference")
                if self.conference is None and outer is not None and _is_conference(outer):
                    self.conference = outer
            elif self.known and self.conference is None:
                self.conference = item

    def _conference(self, node: Node) -> None:
        if self.conference is None:
            self.conference = node
        else:
            self._findings.warn(
                "several-events", "another event of the export is left out", node.path, "export them one by one"
            )

    def _timetable(self, node: Node) -> None:
        """Take `{"20240709": {"s1": {...}}}`, or one level down that of the first event: `{"7": {"20240709": ...}}`."""
        self._days(node)
        for key, value in node.members.items() if not self.days else ():
            inner = node.child(key) if isinstance(value, dict) else None
            if inner is None or not any(_DAY.fullmatch(name) for name in inner.members):
                continue
            if self.days:
                self._findings.warn(
                    "several-events", "the timetable of another event is left out", inner.path, "export them one by one"
                )
            else:
                self._days(inner)

    def _days(self, node: Node) -> None:
        self.days += [(node, key) for key in node.members if _DAY.fullmatch(key)]
        self.known = self.known or bool(self.days)

    def read(self, reader: Reader) -> None:
        """Read its sessions."""
        if self.conference is not None:
            for block in self.conference.children("sessions"):
                reader.block(block)
            for contribution in self.conference.children("contributions"):
                reader.contribution(contribution)
        for part in self._parts:
            reader.entry(part)
        for owner, day in self.days:
            for entry in entries_of(owner, day):
                reader.entry(entry)

    @property
    def has_programme(self) -> bool:
        """Whether there is anything to read the programme from, be it empty."""
        detailed = self.conference is not None and {"sessions", "contributions"} & self.conference.members.keys()
        return bool(self._parts or self.days or detailed)


def common_zone(shapes: Iterable[Shape], findings: Findings) -> ZoneInfo | None:
    """Return the zone that all times of the timetables are in; None where they are in several."""
    names: dict[str, Path] = {}
    for shape in shapes:
        for owner, day in shape.days:
            _zones_in(owner.members[day], (*owner.path, day), names)
    if len(names) != 1:
        return None
    [(name, path)] = names.items()
    return zone_of(name, findings, path)


def _zones_in(value: object, path: Path, names: dict[str, Path]) -> None:
    """Note the zones of the times in a part of a timetable, each with its first place."""
    todo: list[tuple[object, Path]] = [(value, path)]
    while todo:
        item, here = todo.pop()
        if isinstance(item, list):
            todo.extend((inner, (*here, number)) for number, inner in enumerate(cast("list[object]", item)))
        elif isinstance(item, dict):
            members = cast("dict[str, object]", item)
            name = members.get("tz")
            if "date" in members and isinstance(name, str):
                names.setdefault(name, (*here, "tz"))
            todo.extend((inner, (*here, key)) for key, inner in members.items())


def _is_conference(node: Node) -> bool:
    members = node.members
    return members.get("_type") == "Conference" or (
        "startDate" in members and "title" in members and "timezone" in members
    )
