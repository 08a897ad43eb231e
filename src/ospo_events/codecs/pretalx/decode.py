"""pretalx's REST API: submissions, slots, rooms, tracks, speakers and the event, read as one programme.

One document may hold one collection (a list, a page, a list of pages) or several of them by name
(`{"event": ..., "submissions": ..., "rooms": ...}`); a folder of files, one for each end point, is read as one.
What pretalx's own pages are made from (`schedule/widgets/schedule.json`) is read too.
Facts: `pretalx/api/serializers` (2026.2 and the legacy API), `Schedule.build_data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...diagnostics import Findings, Path, Severity
from ...model import Day
from .._codec import Decoded
from .._reading.folder import Documents
from .._reading.header import Head, days_between, id_from, model_map
from .._reading.json_node import Node
from .._reading.times import UTC, date_of
from ._collections import COLLECTIONS, Collections
from ._programme import Reader
from ._words import Words, extra_of, pictures

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
    found.missing_pages()
    said = found.event
    head = Head(findings, zone=zone, title=title, id=id)
    words = Words(findings, language or (said.text("locale") if said is not None else None))
    if said is not None:
        head.tell(title=words.of(said, "name"), zone=said.text("timezone"), place=(*said.path, "timezone"))
    if not found.known and any(True for _ in documents.readable()):
        findings.add(
            "wrong-format",
            "expected pretalx's submissions, slots, rooms or speakers, got other JSON",
            severity=Severity.ERROR,
        )
    beside = "the API tells offsets only; the end point /api/events/SLUG/ beside the others tells it"
    complete = found.known and head.is_complete(why=beside)
    reader = Reader(words, head.zone or UTC, found)
    reader.read()
    about = _about(said, words) if said is not None else {}
    event = None
    if complete:
        event = head.event(
            version=found.schedule.text("version") if found.schedule is not None else None,
            rooms=tuple(reader.rooms.items.values()),
            tracks=tuple(reader.tracks.items.values()),
            people=tuple(reader.people.items.values()),
            sessions=tuple(reader.sessions),
            **about,
        )
    origins = reader.origins | ({(): said.path} if said is not None else {})
    places = model_map(documents.source_map, data, origins, _NAMES)
    return Decoded(event=event, report=findings.report().located(documents.source_map), source_map=places)


def _about(node: Node, words: Words) -> dict[str, Any]:
    """Return what the end point of the event says, or the data of the widget."""
    found: dict[str, Any] = {}
    slug = node.text("slug")
    if slug is not None:
        found["id"] = id_from(slug)
    found["days"] = _days(node)
    found["url"] = node.text("custom_domain", "url")
    found["color"] = node.text("primary_color")
    found["links"] = pictures(node, ("logo", "icon"), ("header_image", "image"), ("og_image", "image"))
    for key in ("timezone", "name", "is_public", "locale", "version", "schedule_id"):
        node.raw(key)
    found["extra"] = extra_of(words.kept(node, *COLLECTIONS))
    return found


def _days(node: Node) -> tuple[Day, ...]:
    findings = node.findings
    first, last = (
        date_of(node.text(*keys), findings, (*node.path, next((key for key in keys if key in node), keys[0])))
        for keys in (("date_from", "event_start"), ("date_to", "event_end"))
    )
    if first is None or last is None:
        return ()
    days = days_between(first, last)
    if days is None:
        message = f"expected at most a year from {first} to {last}; the days are left out"
        findings.add("end-before-start", message, node.path)
    return days or ()
