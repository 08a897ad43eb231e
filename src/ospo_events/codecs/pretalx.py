"""pretalx's REST API: submissions, slots, rooms, tracks, speakers and the event, read as one programme.

One document may hold one collection (a list, a page, a list of pages) or several of them by name
(`{"event": ..., "submissions": ..., "rooms": ...}`); a folder of files, one for each end point, is read as one.
Facts: `pretalx/api/serializers` (2026.2 and the legacy API).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ..diagnostics import Path
from ..model import Day, Event
from ..model.ids import slugify
from ._base import Decoded
from ._documents import Documents
from ._foreign import Findings, Node, is_id, model_map
from ._foreign_time import UTC, date_of, zone_of
from ._pretalx import EXTRA, Reader
from ._pretalx_shapes import Collections

__all__ = ["decode"]

_NAMES: dict[tuple[str, ...], Path] = {
    ("title",): ("title",),
    ("abstract",): ("abstract",),
    ("description",): ("description",),
    ("name",): ("name",),
    ("status",): ("state",),
    ("kind",): ("submission_type",),
    ("tracks",): ("track",),
    ("participants",): ("speakers",),
    ("slot",): ("slot",),
    ("bio",): ("biography",),
    ("capacity",): ("capacity",),
}


def decode(
    data: bytes | Mapping[str, bytes],
    *,
    source: str = "<data>",
    zone: str | None = None,
    title: str | None = None,
    id: str | None = None,
    language: str | None = None,
) -> Decoded:
    """Read what pretalx's API gives.

    Args:
        data: a document, or file name -> document for several: the names of the end points
            (`submissions.json`, `rooms.json`) say what is in a file whose content does not.
        source: the name of the document, or of the folder.
        zone: the IANA time zone of the event; None: the one the end point of the event says.
        title: the title of the event; None: the one the end point of the event says.
        id: the id of the event; None: its slug.
        language: which translation to take; None: the locale of the event, else the first. The others go to `extra`.
    """
    documents = Documents(data, source)
    findings = Findings(documents.report)
    found = Collections(findings)
    for file, path, value in documents.readable():
        found.take(value, path, file.rpartition("/")[2].partition(".")[0] if documents.several else None)
    event = found.event
    zone_info = zone_of(zone, findings)
    if zone is None and event is not None:
        zone_info = zone_of(event.text("timezone"), findings, (*event.path, "timezone"))
    reader = Reader(findings, zone_info or UTC, found, language)
    name = title or (reader.words(event, "name") if event is not None else None)
    if found.known and zone_info is None and zone is None:
        findings.add(
            "needs-time-zone",
            "expected the time zone of the event, got none: times of pretalx's API have offsets only",
            (),
            help="--zone Europe/Berlin, or the end point /api/events/SLUG/ beside the others",
        )
    if found.known and not (name and name.strip()):
        findings.add(
            "needs-title", "expected the title of the event, got none", (), help="--title 'The Conference 2024'"
        )
    if not found.known and any(True for _ in documents.readable()):
        findings.add("unknown-shape", "expected pretalx's submissions, slots, rooms or speakers, got other JSON", ())
    if id is not None and not is_id(id):
        findings.add("bad-option", f"expected an id of letters, digits, '.', '_' and '-', got {id[:60]!r}", ())
        id = None
    reader.read()
    about = _about(event, reader) if event is not None else {}
    report = findings.report().located(documents.source_map)
    origins = reader.origins | ({(): event.path} if event is not None else {})
    places = model_map(documents.source_map, data if isinstance(data, bytes) else b"", origins, _NAMES)
    if not found.known or zone_info is None or not (name and name.strip()):
        return Decoded(event=None, report=report, source_map=places)
    slug = about.pop("id", None)
    made = Event(
        id=cast("Any", id or slug or slugify(name)),
        title=name,
        timezone=zone_info,
        version=found.schedule.text("version") if found.schedule is not None else None,
        rooms=tuple(reader.rooms.values()),
        tracks=tuple(reader.tracks.values()),
        people=tuple(reader.people.values()),
        sessions=tuple(reader.sessions),
        **about,
    )
    return Decoded(event=made, report=report, source_map=places)


def _about(node: Node, reader: Reader) -> dict[str, Any]:
    """Return what the end point of the event says."""
    found: dict[str, Any] = {}
    slug = node.text("slug")
    if slug is not None:
        found["id"] = slug if is_id(slug) else slugify(slug)
    findings = node.findings
    first = date_of(node.text("date_from"), findings, (*node.path, "date_from"))
    last = date_of(node.text("date_to"), findings, (*node.path, "date_to"))
    if first is not None and last is not None:
        if 0 <= (last - first).days < 366:
            days = range(first.toordinal(), last.toordinal() + 1)
            found["days"] = tuple(Day(date=first.fromordinal(number)) for number in days)
        else:
            findings.warn(
                "bad-days", f"expected at most a year from {first} to {last}; the days are left out", node.path
            )
    found["url"] = node.text("custom_domain", "url")
    found["color"] = node.text("primary_color")
    found["links"] = reader.pictures(node, ("logo", "icon"), ("header_image", "image"), ("og_image", "image"))
    for key in ("timezone", "name", "is_public"):
        node.raw(key)
    extra = reader.kept(node)
    found["extra"] = {EXTRA: extra} if extra else {}
    return found
