"""Reads Sessionize's API v2: the views All, Sessions, GridSmart and Speakers.

The API has no public schema. There is no event object, so the title and the time zone come as options. Times are
local, and the `Z` in some feeds means nothing; other feeds were set to UTC. Tracks, formats, levels and languages
are all categories, which only the titles of their groups tell apart.
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
        zone: the time zone of the event, which no view has.
        title: the title of the event, which no view has.
        id: the id of the event; None: made from the title.
        categories: what further titles of category groups mean: title -> `track`, `format`, `level`, `language`
            or `tags`.
        times: what the `Z` behind a time means: `local`, nothing, as in most feeds; `utc`, that it is in UTC.
        merge_breaks: whether a break that stands in each of several rooms is read as one session in all of them.
    """
    system = SystemReader(data, source, zone=zone, title=title, id=id, merge_breaks=merge_breaks, reads_marks=False)
    complete = system.header.is_complete(why="Sessionize's files do not say it")
    reader = ViewReader(system.programme, system.zone, category_meanings(categories), z_is_local=times != "utc")
    is_known = any(reader.read(value) for _, _, value in system.documents.readable())
    if not is_known:
        system.refuse("a view of Sessionize's API (All, Sessions, GridSmart, Speakers)")
    extra = {EXTRA: reader.extra} if reader.extra else {}
    return system.decoded(_FIELDS, {"extra": extra}, complete=is_known and complete)
