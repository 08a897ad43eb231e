"""Sessionize API v2: the views All, Sessions, GridSmart and Speakers are read, All is written.

The API has no public schema. There is no event object, so the title and the time zone come as options; times are
local, and the `Z` of some feeds means nothing, while others were set to give UTC; tracks, formats, levels and languages
are categories, told apart by the titles of their groups only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...diagnostics import Findings, Path, Severity
from ...model import Event
from ...views.selection import public
from .._base import Decoded, Encoded
from .._foreign.event import Head, model_map
from .._foreign.json_input import read_json
from .._foreign.times import UTC
from .._table import codec_named
from ._fit import fit
from ._people import EXTRA
from ._read import Reader
from ._tables import category_meanings
from ._write import view_all

__all__ = ["decode", "encode"]

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
    categories: Mapping[str, str] | str | None = None,
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
            or `tags`; also as text, `Topic=track, Experience=level`.
        times: what the `Z` behind times means: `local`, as in the feeds there are, nothing; `utc`, what it says.
    """
    document = read_json(data, source)
    findings = Findings(document.report)
    head = Head(findings, zone=zone, title=title, id=id)
    complete = head.is_complete(why="Sessionize's files do not say it")
    meanings, wrong = category_meanings(categories)
    for pair in wrong:
        findings.add(
            "bad-option",
            f"expected track, format, level, language or tags as the meaning, got {pair!r}",
            severity=Severity.ERROR,
        )
    if times not in ("local", "utc"):
        findings.add("bad-option", f"expected local or utc as the times, got {times[:60]!r}", severity=Severity.ERROR)
    reader = Reader(findings, head.zone or UTC, meanings, z_is_local=times != "utc")
    known = document.readable and reader.read(document.value)
    if document.readable and not known:
        views = "All, Sessions, GridSmart, Speakers"
        findings.add(
            "unknown-shape", f"expected a view of Sessionize's API ({views}), got other JSON", severity=Severity.ERROR
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


def encode(event: Event) -> Encoded:
    """Write the view All.

    What the view has only numbers for (rooms, tracks) or UUIDs (people) carries our own id as the further member
    `x-id`; the numbers are made from the ids, so that they stay whatever else is in the event.

    Args:
        event: the event; e-mail addresses and private links are left out first.
    """
    findings = Findings()
    fitted = fit(public(event), codec_named("sessionize").cannot_carry, findings)
    data = json.dumps(view_all(fitted), ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"
    return Encoded(data=data, report=findings.report())
