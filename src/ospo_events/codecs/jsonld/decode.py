"""Reads the event in a JSON-LD document, or in a page that contains one."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Diagnostic, Findings, Path, Report, Severity, SourceMap
from ...model.time import as_timezone
from .._codec import Decoded
from .._reading.decode_bytes import read_text
from ._event_reader import EventReader
from ._json_blocks import JsonBlocks
from ._nodes import Document, Node, event_nodes, id_table

__all__ = ["decode"]


def decode(data: bytes, *, source: str = "<data>", zone: ZoneInfo | str | None = None) -> Decoded:
    """Read the event in a JSON-LD document or in a page that contains one.

    Args:
        data: the document or page, UTF-8.
        source: its name, for the findings.
        zone: the zone of the event, for documents that only give offsets.

    Raises:
        ValueError: `zone` is not an IANA zone.
    """
    known_zone = None if zone is None else as_timezone(zone)
    text, faults = read_text(data, source)
    if text is None:
        return Decoded(event=None, report=Report(tuple(faults)))
    blocks = JsonBlocks(text, source)
    faults += blocks.findings
    source_map = SourceMap(source, data, blocks.spans, counted=_without_number)
    document = Document(Findings(faults))
    events = event_nodes(blocks.values, (), document)
    if not events:
        if not any(item.severity is Severity.ERROR for item in faults):
            faults.append(
                Diagnostic(
                    code="no-event",
                    message="expected an event of schema.org, got none",
                    help="the page needs JSON-LD with @type Event",
                )
            )
        return Decoded(event=None, report=_in_document(Report(tuple(faults)), source_map), source_map=source_map)
    node, parts = _main_event(events, blocks.values, document)
    reader = EventReader(node, known_zone, parts)
    event = reader.event()
    origins = reader.origins
    positions = SourceMap(source, data, blocks.spans, lambda path: _origin(path, origins))
    report = _in_document(document.findings.report(), source_map)
    return Decoded(event=event, report=report.sorted(), source_map=positions)


def _main_event(events: list[Node], values: list[object], document: Document) -> tuple[Node, tuple[Node, ...]]:
    """Return the event with the most sessions, else the first, and the events that say they are a part of it."""
    main = max(events, key=lambda node: sum(1 for key in ("subEvent", "subEvents") for _ in node.nodes(key)))
    larger = [above.id for node in events for above in node.nodes("superEvent") if above.id]
    if larger:
        main = max(events, key=lambda node: (larger.count(node.id), node is main))
    document.written_by_us = main.id.endswith("#event")
    included, path = main.raw("@included")
    if document.written_by_us and included:
        # Properties of other documents that we wrote back may contain nodes with our identifiers: these describe
        # nothing.
        document.described = id_table(included, path)
    else:
        document.described = id_table(values, ())
    listed = {id(item.described().members) for key in ("subEvent", "subEvents") for item in main.nodes(key)}
    parts: list[Node] = []
    for node in events:
        if node is main or id(node.members) in listed:
            continue
        if main.id and any(above.id == main.id for above in node.nodes("superEvent")):
            parts.append(node)
        else:
            message = "only one event of a document is read; this one is left out"
            document.findings.add("several-events", message, node.path)
    return main, tuple(parts)


def _origin(path: Path, origins: Mapping[Path, Path]) -> Path:
    for length in range(len(path), -1, -1):
        if path[:length] in origins:
            return origins[path[:length]]
    return ()


def _in_document(report: Report, source_map: SourceMap) -> Report:
    """Return findings with their places and with paths as in the document, without the number of the text."""
    # A finding that has a place already keeps its path.
    plain = Report(tuple(attrs.evolve(item, path=item.path[1:]) if item.span else item for item in report))
    return plain.located(source_map)


def _without_number(path: Path) -> Path:
    return path[1:]
