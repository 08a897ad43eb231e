"""Reads Indico's export (conference, sessions, contributions, subcontributions) and its timetable.

Blocks contain contributions, and contributions contain subcontributions: each part has the whole as its `parent`.
Sources: `indico/modules/events/api.py`, `timetable/legacy.py` and, since 3.4, `timetable/serializer.py` of Indico
(MIT).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from ...diagnostics import Findings
from .._codec import Decoded
from .._reading.header import days_between, event_id
from .._reading.json_node import Node
from .._reading.source_map import FieldPaths
from .._reading.system_reader import SystemReader
from ._entries import EntryReader, keywords
from ._extra import extra_of, plain_member, unread_members
from ._people import participants
from ._shapes import Shape, common_zone, of_one_event

__all__ = ["decode"]

_FIELDS: FieldPaths = {
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
    zone: ZoneInfo | None = None,
    title: str | None = None,
    id: str | None = None,
    event: str | None = None,
    merge_breaks: bool = True,
) -> Decoded:
    """Read an export of Indico.

    Args:
        data: a document (`/export/event/1.json?detail=sessions`, or a timetable), or several by file name.
        source: the name of the document, or of the folder.
        zone: the time zone of the event; None: that of the document.
        title: the title of the event; None: that of the document.
        id: the id of the event; None: one is made from that of the document.
        event: Indico's id of the event to read, if an export has several; None: the first.
        merge_breaks: whether a break that is listed in several rooms is read as one session in all of them.
    """
    system = SystemReader(data, source, zone=zone, title=title, id=id, merge_breaks=merge_breaks)
    findings, header = system.findings, system.header
    shapes = [Shape(value, path, findings, event) for _, path, value in system.documents.readable()]
    is_known = any(shape.known for shape in shapes)
    if not is_known:
        system.refuse("an export of Indico (results, or a timetable)")
    elif not any(shape.has_programme for shape in shapes):
        _report_no_programme(shapes[0].conference, findings)
    shapes = of_one_event(shapes, event, findings)
    conference = next((shape.conference for shape in shapes if shape.conference is not None), None)
    if conference is not None:
        path = (*conference.path, "timezone")
        header.add(title=conference.text("title"), zone=conference.text("timezone"), path=path)
    else:
        common, path = common_zone(shapes)
        header.add(title=None, zone=common, path=path)
    complete = any(shape.known for shape in shapes) and header.is_complete()
    base = next((shape.base for shape in shapes if shape.base), None)
    if base is None and conference is not None:
        base = conference.text("url")
    reader = EntryReader(system.programme, system.zone, base)
    id_in_document, values = _event_values(conference, reader) if conference is not None else (None, {})
    for shape in shapes:
        shape.read(reader)
    reader.finish()
    path_of_event = conference.path if conference is not None else None
    return system.decoded(_FIELDS, values, complete=complete, id=id_in_document, path=path_of_event)


def _report_no_programme(conference: Node | None, findings: Findings) -> None:
    findings.add(
        "no-sessions",
        "expected sessions or contributions, got an event without its programme",
        conference.path if conference is not None else (),
        help="export with ?detail=sessions, or put the timetable beside it",
    )


def _event_values(node: Node, reader: EntryReader) -> tuple[str | None, dict[str, Any]]:
    """Return the id of the event in the document, and the attributes of the event."""
    number = node.identifier("id")
    extra: dict[str, object] = {}
    times = reader.times_and_rooms
    kind = node.text("type")
    values: dict[str, Any] = {
        "description": plain_member(node, "description", extra),
        "url": reader.links.address(node, "url", extra),
        "kind": {"simple_event": "lecture"}.get(kind or "", kind or "conference"),
        "links": tuple(reader.links.of(node, extra)),
        "tags": keywords(node),
    }
    start, end = times.moment(node, "startDate"), times.moment(node, "endDate")
    if start is not None and end is not None:
        values["days"] = days_between(start.date(), end.date()) or ()
    values["updated"] = times.moment(node, "modificationDate")
    times.room(node)
    values["participants"] = tuple(participants(node, "chairs", "chair", reader.programme))
    for key in ("sessions", "contributions", "timezone", "title"):
        node.raw(key)
    values["extra"] = extra_of(extra | unread_members(node))
    return (event_id(number, "indico-") if number is not None else None), values
