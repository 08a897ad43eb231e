"""Sessionize API v2: the views All, Sessions, GridSmart and Speakers are read, All is written.

The API has no public schema. There is no event object, so the title and the time zone come as options; times are
local, and the `Z` of some feeds means nothing, while others were set to give UTC; tracks, formats, levels and languages
are categories, told apart by the titles of their groups only.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...diagnostics import Findings, Path, Severity
from .._codec import Decoded
from .._reading.header import Head, model_map
from .._reading.json_document import read_json
from .._reading.times import UTC
from ._people import EXTRA
from ._read import Reader
from ._tables import category_meanings

__all__ = ["decode"]

_NAMES: dict[tuple[str, ...], Path] = {
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
    zone: str | None = None,
    title: str | None = None,
    id: str | None = None,
    categories: Mapping[str, str] | None = None,
    times: str = "local",
) -> Decoded:
    """Read a document of Sessionize's API.

    Args:
        data: the JSON of one view.
        source: its name, for the findings.
        zone: the IANA time zone of the event, which no view says.
        title: the title of the event, which no view says.
        id: the id of the event; made from the title where it is missing.
        categories: what further titles of category groups mean: title -> `track`, `format`, `level`, `language`
            or `tags`.
        times: what the `Z` behind times means: `local`, as in the feeds there are, nothing; `utc`, what it says.
    """
    document = read_json(data, source)
    findings = Findings(document.report)
    head = Head(findings, zone=zone, title=title, id=id)
    complete = head.is_complete(why="Sessionize's files do not say it")
    reader = Reader(findings, head.zone or UTC, category_meanings(categories), z_is_local=times != "utc")
    known = document.readable and reader.read(document.value)
    if document.readable and not known:
        views = "All, Sessions, GridSmart, Speakers"
        findings.add(
            "wrong-format", f"expected a view of Sessionize's API ({views}), got other JSON", severity=Severity.ERROR
        )
    event = None
    if known and complete:
        event = head.event(
            rooms=tuple(reader.rooms.values()),
            tracks=tuple(reader.tracks.values()),
            people=tuple(reader.people.items.values()),
            sessions=tuple(reader.sessions),
            extra={EXTRA: reader.extra} if reader.extra else {},
        )
    places = model_map(document.source_map, data, reader.origins | reader.people.origins, _NAMES)
    return Decoded(event=event, report=findings.report().located(document.source_map), source_map=places)
