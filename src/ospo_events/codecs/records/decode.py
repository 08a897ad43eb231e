"""Reads a table of sessions with any column names: a map assigns the columns to attributes."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from ...diagnostics import Findings
from .._codec import Decoded
from .._reading.column_map import checked_map
from .._reading.header import EventHeader
from .._reading.programme import ProgrammeBuilder
from .._reading.records import read_records
from .._reading.repeated_breaks import merge_breaks as merge_sessions
from .._reading.session_rows import SessionRows
from .._reading.source_map import FieldPaths, model_source_map
from .._reading.statuses import read_marks

__all__ = ["decode"]


def decode(
    data: bytes,
    *,
    source: str = "<data>",
    zone: ZoneInfo | None = None,
    title: str | None = None,
    id: str | None = None,
    map: Mapping[str, str] | None = None,
    dates: str | None = None,
    merge_breaks: bool = True,
) -> Decoded:
    """Read a table of sessions.

    Args:
        data: a CSV with a header, or a JSON list of objects without lists in them except lists of names.
        source: its name, for the findings.
        zone: the time zone of the event, which no table contains.
        title: the title of the event, which no table contains.
        id: the id of the event; None: one is made from the title.
        map: attribute of a session -> column: `{"title": "name", "start": "begin"}`; None: one is proposed.
        dates: what a date such as `4/9/2026` means, `dmy` or `mdy`; None: such dates are not read.
        merge_breaks: whether a break that is listed in several rooms is read as one session in all of them.
    """
    findings = Findings()
    records = read_records(data, source, findings)
    if records is None:
        return Decoded(event=None, report=findings.report())
    header = EventHeader(findings, zone=zone, title=title, id=id)
    columns = checked_map(map, records.columns, findings)
    # Without a map, the finding that proposes one is the first thing to do.
    complete = map is not None and header.is_complete(why="tables do not contain it")
    if columns is None or not complete or header.zone is None:
        return Decoded(event=None, report=findings.report().located(records.source_map), source_map=records.source_map)
    programme = ProgrammeBuilder(findings)
    rows = SessionRows(programme, header.zone, columns, dates=dates)
    for record in records.rows:
        rows.read(record)
    if not len(programme.sessions):
        findings.add("no-sessions", "expected sessions, got none: no row has a title")
    read_marks(programme.sessions, findings)
    if merge_breaks:
        merge_sessions(programme.sessions, findings)
    event = programme.event(id=header.id(), title=header.title, timezone=header.zone)
    fields: FieldPaths = {(name,): (column,) for name, column in columns.items()}
    slot = {("slot", "start"): "start", ("slot", "end"): "end", ("slot", "rooms"): "room"}
    fields = {**fields, **{path: (columns[name],) for path, name in slot.items() if name in columns}}
    return Decoded(
        event=event,
        report=findings.report().located(records.source_map),
        source_map=model_source_map(records.source_map, data, programme.origins, fields),
    )
