"""Indico's export: conference, sessions, contributions and subcontributions, and the timetable JSON.

Blocks of sessions hold their contributions, contributions their subcontributions: the parts name their `parent`.
Facts: `indico/modules/events/api.py` and `timetable/legacy.py` of Indico (MIT).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ...diagnostics import Path
from ...model import Event
from ...model.ids import slugify
from .._base import Decoded
from .._foreign.documents import Documents
from .._foreign.event import checked_id, days_between, model_map, require
from .._foreign.findings import Findings
from .._foreign.ids import is_id
from .._foreign.nodes import Node
from .._foreign.times import UTC, zone_of
from ._documents import Shape, common_zone
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
    shapes = [Shape(value, path, findings) for _, path, value in documents.readable()]
    conference = next((shape.conference for shape in shapes if shape.conference is not None), None)
    zone_info = zone_of(zone, findings)
    if zone is None and conference is not None:
        zone_info = zone_of(conference.text("timezone"), findings, (*conference.path, "timezone"))
    elif zone is None:
        zone_info = common_zone(shapes, findings)
    name = title or (conference.text("title") if conference is not None else None)
    known = any(shape.known for shape in shapes)
    complete = known and require(zone_info, name, findings, asked=zone)
    _missing(shapes, findings)
    id = checked_id(id, findings)
    base = next((shape.base for shape in shapes if shape.base), None)
    if base is None and conference is not None:
        base = conference.text("url")
    reader = Reader(findings, zone_info or UTC, base)
    about = _about(conference, reader) if conference is not None else {}
    for shape in shapes:
        shape.read(reader)
    report = findings.report().located(documents.source_map)
    origins = reader.origins | ({(): conference.path} if conference is not None else {})
    places = model_map(documents.source_map, data if isinstance(data, bytes) else b"", origins, _NAMES)
    if not complete:
        return Decoded(event=None, report=report, source_map=places)
    own = about.pop("id", None)
    event = Event(
        id=cast("Any", id or own or slugify(cast("str", name))),
        title=cast("str", name),
        timezone=cast("Any", zone_info),
        venues=tuple(reader.places.venues.values()),
        rooms=tuple(reader.places.rooms.values()),
        tracks=tuple(reader.places.tracks.values()),
        people=tuple(reader.agents.people.values()),
        organizations=tuple(reader.agents.organizations.values()),
        sessions=reader.sessions,
        **about,
    )
    return Decoded(event=event, report=report, source_map=places)


def _missing(shapes: list[Shape], findings: Findings) -> None:
    """Say where there is nothing of Indico's to read, or no programme in it."""
    if shapes and not any(shape.known for shape in shapes):
        findings.add("unknown-shape", "expected an export of Indico (results, or a timetable), got other JSON", ())
    elif shapes and not any(shape.has_programme for shape in shapes):
        conference = shapes[0].conference
        findings.warn(
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
        found["id"] = f"indico-{foreign}" if is_id(f"indico-{foreign}") else slugify(foreign)
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
