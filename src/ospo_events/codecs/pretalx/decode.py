"""Reads pretalx's REST API: submissions, slots, rooms, tracks, speakers and the event, as one programme.

A document may contain one collection (a list, a page, a list of pages) or several of them by name (`{"event": ...,
"submissions": ..., "rooms": ...}`); a folder of files, one for each end point, is read as one document. So is the data
behind the pages of pretalx (`schedule/widgets/schedule.json`). Sources: `pretalx/api/serializers` (2026.2 and the
legacy API), `Schedule.build_data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from ...model import Day
from .._codec import Decoded
from .._reading.header import days_between, event_id
from .._reading.json_node import Node
from .._reading.source_map import FieldPaths
from .._reading.system_reader import SystemReader
from .._reading.times import date_of
from ._collections import COLLECTIONS, Collections
from ._submissions import CollectionReader
from ._translations import Translations, extra_of, pictures

__all__ = ["decode"]

_FIELDS: FieldPaths = {
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
    zone: ZoneInfo | None = None,
    title: str | None = None,
    id: str | None = None,
    language: str | None = None,
    private: bool = False,
    merge_breaks: bool = True,
) -> Decoded:
    """Read the answers of pretalx's API.

    Args:
        data: a document, or several by file name: the names of the end points (`submissions.json`, `rooms.json`)
            show what a file contains if its content does not.
        source: the name of the document, or of the folder.
        zone: the time zone of the event; None: that of the event's end point.
        title: the title of the event; None: that of the event's end point.
        id: the id of the event; None: its slug.
        language: which translation to use; None: the locale of the event, else the first. The others go to `extra`.
        private: whether answers that are not public are read too; they are for the team.
        merge_breaks: whether a break that is listed in several rooms is read as one session in all of them.
    """
    system = SystemReader(data, source, zone=zone, title=title, id=id, merge_breaks=merge_breaks)
    findings, header = system.findings, system.header
    collections = Collections(findings)
    for file, path, value in system.documents.readable():
        stem = file.rpartition("/")[2].partition(".")[0]
        collections.take(value, path, stem if system.documents.several else None)
    collections.missing_pages()
    about = collections.event
    translations = Translations(findings, language or (about.text("locale") if about is not None else None))
    if about is not None:
        path = (*about.path, "timezone")
        header.add(title=translations.text(about, "name"), zone=about.text("timezone"), path=path)
    if not collections.known:
        system.refuse("pretalx's submissions, slots, rooms or speakers")
    why = "the API has only offsets; the end point /api/events/SLUG/ beside the others has the zone"
    complete = collections.known and header.is_complete(why=why)
    CollectionReader(system.programme, collections, translations, system.zone, private=private).read()
    slug, values = _event_values(about, translations) if about is not None else (None, {})
    schedule = collections.schedule
    values["version"] = schedule.text("version") if schedule is not None else None
    path_of_event = about.path if about is not None else None
    return system.decoded(_FIELDS, values, complete=complete, id=slug, path=path_of_event)


def _event_values(node: Node, translations: Translations) -> tuple[str | None, dict[str, Any]]:
    """Return the id of the event in the documents, and the attributes of the event."""
    slug = node.text("slug")
    values: dict[str, Any] = {
        "days": _days(node),
        "url": node.text("custom_domain", "url"),
        "color": node.text("primary_color"),
        "links": pictures(node, ("logo", "icon"), ("header_image", "image"), ("og_image", "image")),
    }
    for key in ("timezone", "name", "is_public", "locale", "version", "schedule_id"):
        node.raw(key)
    values["extra"] = extra_of(translations.unread_members(node, *COLLECTIONS))
    return (event_id(slug) if slug is not None else None), values


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
        findings.add(
            "end-before-start", f"expected at most a year from {first} to {last}; the days are left out", node.path
        )
    return days or ()
