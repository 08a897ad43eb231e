"""Indico's export: conference, sessions, contributions and subcontributions, and the timetable JSON.

Blocks of sessions hold their contributions, contributions their subcontributions: the parts name their `parent`.
Facts: `indico/modules/events/api.py`, `timetable/legacy.py` and, since 3.4, `timetable/serializer.py` of Indico (MIT).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...diagnostics import Findings, Path, Severity
from .._codec import Decoded
from .._reading.folder import Documents
from .._reading.header import Head, days_between, id_from, model_map
from .._reading.json_node import Node
from .._reading.times import UTC
from ._documents import Shape, common_zone, of_one_event
from ._members import extra_of, plain, public_rest
from ._people import participants
from ._programme import Reader, keywords

__all__ = ["decode"]

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
    event: str | None = None,
) -> Decoded:
    """Read what Indico exports.

    Args:
        data: a document (`/export/event/1.json?detail=sessions`, or a timetable), or file name -> document for several.
        source: the name of the document, or of the folder.
        zone: the IANA time zone of the event; None: the one the document says.
        title: the title of the event; None: the one the document says.
        id: the id of the event; None: made from the one the document says.
        event: which event to read of an export that has several, by Indico's id; None: the first.
    """
    documents = Documents(data, source)
    findings = Findings(documents.report)
    shapes = [Shape(value, path, findings, event) for _, path, value in documents.readable()]
    _missing(shapes, findings)
    shapes = of_one_event(shapes, event, findings)
    conference = next((shape.conference for shape in shapes if shape.conference is not None), None)
    head = Head(findings, zone=zone, title=title, id=id)
    if conference is not None:
        place = (*conference.path, "timezone")
        head.tell(title=conference.text("title"), zone=conference.text("timezone"), place=place)
    else:
        told, place = common_zone(shapes)
        head.tell(title=None, zone=told, place=place)
    complete = any(shape.known for shape in shapes) and head.is_complete()
    base = next((shape.base for shape in shapes if shape.base), None)
    if base is None and conference is not None:
        base = conference.text("url")
    reader = Reader(findings, head.zone or UTC, base)
    about = _about(conference, reader) if conference is not None else {}
    for shape in shapes:
        shape.read(reader)
    made = None
    if complete:
        made = head.event(
            venues=tuple(reader.places.venues.values()),
            rooms=tuple(reader.places.rooms.values()),
            tracks=tuple(reader.places.tracks.values()),
            people=tuple(reader.agents.people.values()),
            organizations=tuple(reader.agents.organizations.values()),
            sessions=reader.sessions,
            **about,
        )
    origins = reader.origins | ({(): conference.path} if conference is not None else {})
    places = model_map(documents.source_map, data, origins, _NAMES)
    return Decoded(event=made, report=findings.report().located(documents.source_map), source_map=places)


def _missing(shapes: list[Shape], findings: Findings) -> None:
    """Say where there is nothing of Indico's to read, or no programme in it."""
    if shapes and not any(shape.known for shape in shapes):
        findings.add(
            "wrong-format",
            "expected an export of Indico (results, or a timetable), got other JSON",
            severity=Severity.ERROR,
        )
    elif shapes and not any(shape.has_programme for shape in shapes):
        conference = shapes[0].conference
        findings.add(
            "no-sessions",
            "expected sessions or contributions, got an event without its programme",
            conference.path if conference is not None else (),
            help="export with ?detail=sessions, or give the timetable beside it",
        )


def _about(node: Node, reader: Reader) -> dict[str, Any]:
    """Return what the document says of the whole event."""
    found: dict[str, Any] = {}
    foreign = node.identifier("id")
    if foreign is not None:
        found["id"] = id_from(foreign, "indico-")
    extra: dict[str, object] = {}
    found["description"] = plain(node, "description", extra)
    found["url"] = reader.links.address(node, "url", extra)
    kind = node.text("type")
    found["kind"] = {"simple_event": "lecture"}.get(kind or "", kind or "conference")
    found["links"] = tuple(reader.links.of(node, extra))
    found["tags"] = keywords(node)
    start, end = reader.places.moment(node, "startDate"), reader.places.moment(node, "endDate")
    if start is not None and end is not None:
        found["days"] = days_between(start.date(), end.date()) or ()
    found["updated"] = reader.places.moment(node, "modificationDate")
    reader.places.room(node)
    found["participants"] = tuple(participants(node, "chairs", "chair", reader.agents))
    for key in ("sessions", "contributions", "timezone", "title"):
        node.raw(key)
    found["extra"] = extra_of(extra | public_rest(node))
    return found
