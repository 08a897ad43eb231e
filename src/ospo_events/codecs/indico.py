"""Indico's export: conference, sessions, contributions and subcontributions, and the timetable JSON.

Blocks of sessions hold their contributions, contributions their subcontributions: the parts name their `parent`.
Facts: `indico/modules/events/api.py` and `timetable/legacy.py` of Indico (MIT).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

from ..diagnostics import Path
from ..model import Day, Event
from ..model.ids import slugify
from ._base import Decoded
from ._documents import Documents
from ._foreign import Findings, Node, is_id, model_map
from ._foreign_time import UTC, zone_of
from ._indico import EXTRA, Reader, plain

__all__ = ["decode"]

_DAY = re.compile(r"(?:19|20)[0-9]{6}")

_NAMES: dict[tuple[str, ...], Path] = {
    ("slot", "start"): ("startDate",),
    ("slot", "end"): ("endDate",),
    ("slot", "rooms"): ("room",),
    ("title",): ("title",),
    ("description",): ("description",),
    ("name",): ("fullName",),
    ("kind",): ("type",),
    ("url",): ("url",),
    ("tracks",): ("track",),
}


def decode(
    data: bytes | Mapping[str, bytes],
    *,
    source: str = "<data>",
    zone: str | None = None,
    title: str | None = None,
    id: str | None = None,
) -> Decoded:
    """Read what Indico exports.

    Args:
        data: a document (`/export/event/1.json?detail=sessions`, or a timetable), or file name -> document for several.
        source: the name of the document, or of the folder.
        zone: the IANA time zone of the event; None: the one the document says.
        title: the title of the event; None: the one the document says.
        id: the id of the event; None: made from the one the document says.
    """
    documents = Documents(data, source)
    findings = Findings(documents.report)
    roots = [Root(value, path, findings) for _, path, value in documents.readable()]
    conference = next((root.conference for root in roots if root.conference is not None), None)
    zone_info = zone_of(zone, findings)
    if conference is not None and zone is None:
        zone_info = zone_of(conference.text("timezone"), findings, (*conference.path, "timezone"))
    name = title or (conference.text("title") if conference is not None else None)
    known = any(root.known for root in roots)
    if conference is None and zone is None:
        zone_info = _common_zone(roots, findings)
    if known and zone_info is None and zone is None:
        findings.add(
            "needs-time-zone", "expected the time zone of the event, got none", (), help="--zone Europe/Zurich"
        )
    if known and not name:
        findings.add(
            "needs-title", "expected the title of the event, got none", (), help="--title 'The Conference 2024'"
        )
    if roots and not known:
        findings.add("unknown-shape", "expected an export of Indico (results, or a timetable), got other JSON", ())
    if id is not None and not is_id(id):
        findings.add("bad-option", f"expected an id of letters, digits, '.', '_' and '-', got {id[:60]!r}", ())
        id = None
    base = next((root.base for root in roots if root.base), None)
    if base is None and conference is not None:
        base = conference.text("url")
    reader = Reader(findings, zone_info or UTC, base)
    about = _about(conference, reader) if conference is not None else {}
    for root in roots:
        root.read(reader)
    report = findings.report().located(documents.source_map)
    origins = reader.origins | reader.agents.origins | ({(): conference.path} if conference is not None else {})
    places = model_map(documents.source_map, data if isinstance(data, bytes) else b"", origins, _NAMES)
    if not known or zone_info is None or not name:
        return Decoded(event=None, report=report, source_map=places)
    event = Event(
        id=cast("Any", id or f"{about.pop('id', slugify(name))}"),
        title=name,
        timezone=zone_info,
        venues=tuple(reader.venues.values()),
        rooms=tuple(reader.rooms.values()),
        tracks=tuple(reader.tracks.values()),
        people=tuple(reader.agents.people.values()),
        organizations=tuple(reader.agents.organizations.values()),
        sessions=tuple(reader.finished()),
        **{key: value for key, value in about.items() if key != "id"},
    )
    return Decoded(event=event, report=report, source_map=places)


class Root:
    """One document: which of Indico's shapes it has."""

    def __init__(self, value: object, path: Path, findings: Findings) -> None:
        self.conference: Node | None = None
        self.timetable: list[Node] = []
        self.known = False
        self.days: list[str] = []
        self.base: str | None = None
        if not isinstance(value, dict):
            return
        node = Node(cast("dict[str, object]", value), path, findings)
        self.findings = findings
        self.base = node.text("url")
        results = node.members.get("results")
        if isinstance(results, list):
            found = node.children("results")
            self.known = node.members.get("_type") == "HTTPAPIResult" or any(_is_conference(item) for item in found)
            if self.known and found:
                self.conference = found[0]
            for other in found[1:] if self.known else ():
                findings.warn(
                    "several-events", "another event of the export is left out", other.path, "export them one by one"
                )
        elif isinstance(results, dict):
            self._days(cast("Node", node.child("results")), deeper=True)
        elif _is_conference(node):
            self.conference, self.known = node, True
        else:
            self._days(node, deeper=True)

    def _days(self, node: Node, *, deeper: bool) -> None:
        """Take `{"20240709": {"s1": {...}}}`, one level down for `{"<event>": {...}}`."""
        for key, value in node.members.items():
            if _DAY.fullmatch(key):
                self.known = True
                self.timetable.append(node)
                self.days.append(key)
            elif deeper and isinstance(value, dict):
                self._days(cast("Node", node.child(key)), deeper=False)

    def read(self, reader: Reader) -> None:
        """Read its sessions."""
        if self.conference is not None:
            for block in self.conference.children("sessions"):
                reader.block(block)
            for contribution in self.conference.children("contributions"):
                reader.contribution(contribution)
        for owner, day in zip(self.timetable, self.days, strict=True):
            for entry in reader.entries_of(owner, day):
                reader.entry(entry)


def _common_zone(roots: list[Root], findings: Findings) -> ZoneInfo | None:
    """Return the zone that all times of the timetables are in; None where they are in several."""
    names: dict[str, Path] = {}
    for root in roots:
        for owner, day in zip(root.timetable, root.days, strict=True):
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


def _about(node: Node, reader: Reader) -> dict[str, Any]:
    """Return what the document says of the whole event."""
    found: dict[str, Any] = {}
    foreign = node.identifier("id")
    if foreign is not None:
        found["id"] = f"indico-{foreign}" if is_id(f"indico-{foreign}") else slugify(foreign)
    extra: dict[str, object] = {}
    found["description"] = plain(node, "description", extra)
    found["url"] = reader.links.address(node, "url", extra)
    kind = node.text("type")
    found["kind"] = {"simple_event": "lecture"}.get(kind or "", kind or "conference")
    found["links"] = tuple(reader.links.of(node, extra))
    found["tags"] = reader.keywords(node)
    start = reader.moment(node, "startDate")
    end = reader.moment(node, "endDate")
    if start is not None and end is not None and 0 <= (end.date() - start.date()).days < 366:
        first = start.date().toordinal()
        found["days"] = tuple(
            Day(date=start.date().fromordinal(number)) for number in range(first, end.date().toordinal() + 1)
        )
    found["updated"] = reader.moment(node, "modificationDate")
    reader.place(node)
    people = [*reader.participants(node, "chairs", "chair")]
    found["participants"] = tuple(people)
    for key in ("sessions", "contributions", "timezone", "title"):
        node.raw(key)
    extra |= reader.public_rest(node)
    found["extra"] = {EXTRA: extra} if extra else {}
    return found
