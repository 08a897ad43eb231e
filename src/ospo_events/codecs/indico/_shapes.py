"""Recognises the shape of Indico's documents: an export of events, of blocks or contributions, or a timetable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import cast

from ...diagnostics import Findings, Path, Severity
from .._reading.json_node import Node, node_of
from ._entries import EntryReader, entries_of

__all__ = ["Shape", "common_zone", "of_one_event"]

_DAY = re.compile(r"(?:19|20)[0-9]{6}")
_PARTS = ("SessionSlot", "Contribution")


class Shape:
    """One document, sorted by its shape; only one event of it is read.

    Args:
        value: the JSON.
        path: its path.
        findings: receives findings about parts that are left out.
        wanted: the id of the event to read; None: the first.
    """

    def __init__(self, value: object, path: Path, findings: Findings, wanted: str | None = None) -> None:
        self.conference: Node | None = None
        self.known = False
        self.base: str | None = None
        self.days: list[tuple[Node, str]] = []
        """The days of timetables: the object that contains one, and its key."""
        self.events: dict[str, Node] = {}
        """The parts of the document for each event, by its id."""
        self._parts: list[Node] = []
        self._findings = findings
        self._wanted = wanted
        root = node_of(value, path, findings)
        if root is not None:
            self._take(root)
        elif isinstance(value, list):
            items = cast("list[object]", value)
            self.known = not items
            self._results(
                Node({"results": items}, path, findings), [(item, (*path, n)) for n, item in enumerate(items)]
            )

    def _take(self, node: Node) -> None:
        self.base = node.text("url")
        results = node.members.get("results")
        if isinstance(results, list):
            self.known = node.members.get("_type") == "HTTPAPIResult"
            self._results(node, node.values("results"))
        elif isinstance(results, dict):
            self._timetable(cast("Node", node.child("results")))
        elif _is_conference(node):
            self.known = True
            self._choose([node])
        else:
            self._timetable(node)

    def _results(self, node: Node, values: Iterable[tuple[object, Path]]) -> None:
        conferences: list[Node] = []
        outer: Node | None = None
        others: list[Node] = []
        for value, path in values:
            item = node_of(value, path, self._findings)
            if item is None:
                if self.known:
                    self._findings.wrong_type("an object", value, path)
            elif _is_conference(item):
                conferences.append(item)
            elif item.members.get("_type") in _PARTS:
                # /export/event/ID/session/ID.json and .../contribution/ID.json: the event is repeated in each block.
                self._parts.append(item)
                around = item.child("conference")
                outer = outer or (around if around is not None and _is_conference(around) else None)
            else:
                others.append(item)
        self.known = self.known or bool(conferences or self._parts)
        self._choose(conferences or ([outer] if outer is not None else others[:1] if self.known else []))

    def _choose(self, conferences: list[Node]) -> None:
        """Use the event that the option names; the others are left out, with a finding."""
        events = {node.identifier("id") or "": node for node in reversed(conferences)}
        self.events = dict(reversed(events.items()))
        self.conference = self._one_of(self.events)

    def _one_of(self, events: Mapping[str, Node]) -> Node | None:
        if self._wanted is not None or len(events) < 2:
            # A part without an id may belong to any event.
            return events.get(self._wanted or next(iter(events), ""), events.get(""))
        (first, chosen), *others = events.items()
        listed = ", ".join(id[:40] for id, _ in others[:10])
        self._findings.add(
            "several-events",
            f"{len(events)} events are in the export: {first[:40]!r} is read, and left out are {listed}"
            + (" ..." if len(others) > 10 else ""),
            others[0][1].path,
            help=f"say which: --read-with event={others[0][0][:40]}",
        )
        return chosen

    def _timetable(self, node: Node) -> None:
        """Read `{"20240709": {"s1": {...}}}`, or one level deeper that of an event: `{"7": {"20240709": ...}}`."""
        self._days(node)
        if self.days:
            return
        for key, value in node.members.items():
            inner = node.child(key) if isinstance(value, dict) else None
            if inner is not None and any(_DAY.fullmatch(name) for name in inner.members):
                self.events[key] = inner
        chosen = self._one_of(self.events)
        self.known = bool(self.events)
        if chosen is not None:
            self._days(chosen)

    def _days(self, node: Node) -> None:
        self.days += [(node, key) for key in node.members if _DAY.fullmatch(key)]
        self.known = self.known or bool(self.days)

    def read(self, reader: EntryReader) -> None:
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
        """Whether there is a programme to read, even if it is empty."""
        detailed = self.conference is not None and {"sessions", "contributions"} & self.conference.members.keys()
        return bool(self._parts or self.days or detailed)


def of_one_event(shapes: list[Shape], wanted: str | None, findings: Findings) -> list[Shape]:
    """Return the documents without those of another event than the wanted one, or the first one.

    Args:
        shapes: the documents.
        wanted: the id of the event to read; None: the first.
        findings: receives findings about documents that are left out.
    """
    ids = list(dict.fromkeys(id for shape in shapes for id in shape.events if id))
    if wanted is not None and ids and wanted not in ids:
        listed = ", ".join(id[:40] for id in ids[:20])
        findings.add(
            "unknown-event",
            f"expected the id of an event of the export ({listed}), got {wanted[:40]!r}",
            severity=Severity.ERROR,
        )
        return []
    main = next((shape.conference for shape in shapes if shape.conference is not None), None)
    of_event: list[Shape] = []
    for shape in shapes:
        other = shape.conference
        if wanted is not None and shape.events and other is None and not shape.days:
            continue  # of another event, as requested
        if main is not None and other is not None and other.members.get("id") != main.members.get("id"):
            id = str(other.members.get("id"))[:40]
            findings.add(
                "several-events",
                f"another event, {id!r}, is left out",
                other.path,
                help=f"say which: --read-with event={id}",
            )
            continue
        of_event.append(shape)
    return of_event


def common_zone(shapes: Iterable[Shape]) -> tuple[str | None, Path]:
    """Return the time zone of all times in the timetables, and its path; None if they have several zones."""
    names: dict[str, Path] = {}
    for shape in shapes:
        for owner, day in shape.days:
            _zones_in(owner.members[day], (*owner.path, day), names)
    return next(iter(names.items())) if len(names) == 1 else (None, ())


def _zones_in(value: object, path: Path, names: dict[str, Path]) -> None:
    """Record the zones of the times in a part of a timetable, each with its first path."""
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
