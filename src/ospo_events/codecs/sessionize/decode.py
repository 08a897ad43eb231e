"""Reads Sessionize's API v2: the views All, Sessions, GridSmart and Speakers.

The API has no public schema. There is no event object, so the title and the time zone are options. Times are local, and
the `Z` in some feeds has no meaning; other feeds are set to UTC. Tracks, formats, levels and languages are all
categories, which only the titles of their groups distinguish.
"""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from .._codec import Decoded
from .._reading.source_map import FieldPaths
from .._reading.system_reader import SystemReader
from ._speakers import EXTRA
from ._tables import category_meanings
from ._views import ViewReader

__all__ = ["decode"]

_FIELDS: FieldPaths = {
    ("slot", "start"): ("startsAt",),
    ("slot", "end"): ("endsAt",),
    ("slot", "rooms"): ("roomId",),
    ("title",): ("title",),
    ("name",): ("name",),
    ("description",): ("description",),
    ("participants",): ("speakers",),
    ("kind",): ("isServiceSession",),
    ("status",): ("status",),
    ("job_title",): ("tagLine",),
    ("bio",): ("bio",),
}


def decode(
    data: bytes,
    *,
    source: str = "<data>",
    zone: ZoneInfo | None = None,
    title: str | None = None,
    id: str | None = None,
    categories: Mapping[str, str] | None = None,
    times: str = "local",
    merge_breaks: bool = True,
) -> Decoded:
    """Read a document of Sessionize's API.

    Args:
        data: the JSON of one view.
        source: its name, for the findings.
        zone: the time zone of the event, which no view contains.
        title: the title of the event, which no view contains.
        id: the id of the event; None: one is made from the title.
        categories: the meaning of further titles of category groups: title -> `track`, `format`, `level`,
            `language` or `tags`.
        times: the meaning of the `Z` after a time: `local`, none, as in most feeds; `utc`, that the time is in UTC.
        merge_breaks: whether a break that is listed in several rooms is read as one session in all of them.
    """
    system = SystemReader(data, source, zone=zone, title=title, id=id, merge_breaks=merge_breaks, reads_marks=False)
    complete = system.header.is_complete(why="Sessionize's files do not contain it")
    reader = ViewReader(system.programme, system.zone, category_meanings(categories), z_is_local=times != "utc")
    is_known = any(reader.read(value) for _, _, value in system.documents.readable())
    if not is_known:
        system.refuse("a view of Sessionize's API (All, Sessions, GridSmart, Speakers)")
    extra = {EXTRA: reader.extra} if reader.extra else {}
    return system.decoded(_FIELDS, {"extra": extra}, complete=is_known and complete)
