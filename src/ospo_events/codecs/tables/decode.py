"""Reads a programme from tables: a folder or an archive of CSV files, a Data Package, or a workbook."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

import attrs

from ...diagnostics import Diagnostic, Findings, Path, Report, Severity, SourceMap, Span
from .._codec import Decoded
from .._file_signatures import is_workbook
from .._reading.archive import is_archive, read_archive
from .._reading.grid import Grid, read_delimited
from .._reading.workbook import read_workbook
from ..native.decode import decode_json, event_of_tree
from ._datapackage import resource_names
from ._exported import EXPORTED, EXPORTED_TABLE
from ._read_rows import Document, read_document

__all__ = ["decode", "decode_grids", "read_grids"]

_TABLES = (".csv", ".tsv", ".txt")


def decode(data: bytes | Mapping[str, bytes], *, source: str = "<data>") -> Decoded:
    """Read a programme from its tables.

    Args:
        data: a workbook, an archive of CSV files, or the files of a folder, by name.
        source: its name, for the findings.

    Raises:
        MissingExtra: it is a workbook, and python-calamine is not installed.
    """
    findings = Findings()
    grids = read_grids(data, source, findings)
    return Decoded(event=None, report=findings.report()) if grids is None else decode_grids(grids, source, findings)


def decode_grids(grids: Iterable[Grid], source: str, findings: Findings) -> Decoded:
    """Read a programme from tables.

    Args:
        grids: the tables.
        source: the name of their file, for the findings.
        findings: what is wrong with the file.
    """
    document = read_document((grid for grid in grids if grid.name.casefold() != EXPORTED_TABLE), findings)
    if document is None:
        return Decoded(event=None, report=findings.report())
    return _decoded(document, source)


def read_grids(data: bytes | Mapping[str, bytes], source: str, findings: Findings) -> list[Grid] | None:
    """Return the tables in a file or a folder; None, and an error, if there are none.

    Args:
        data: a workbook, a CSV, an archive of CSV files, or the files of a folder, by name.
        source: its name, for the findings.
        findings: takes what is wrong.

    Raises:
        MissingExtra: it is a workbook, and python-calamine is not installed.
    """
    if isinstance(data, bytes):
        if is_workbook(data):
            return read_workbook(data, source, findings)
        if not is_archive(data):
            message = "expected a workbook or an archive of CSV files, got neither"
            findings.add("wrong-format", message, severity=Severity.ERROR)
            return None
        files = read_archive(data, findings, lambda name: name.endswith((*_TABLES, ".json")))
    else:
        files = dict(data)
    if files is None:
        return None
    names = resource_names(files)
    grids: list[Grid] = []
    for name, content in files.items():
        if name.lower().endswith(_TABLES):
            called = names.get(name) or name.rpartition("/")[2].rpartition(".")[0]
            grid = read_delimited(content, called, f"{source}/{name}", findings)
            if grid is not None:
                grids.append(grid)
        elif name.rpartition("/")[2] == EXPORTED:
            grids.append(Grid(EXPORTED_TABLE, f"{source}/{name}", [[content.decode("utf-8", "replace")]]))
    return grids


def _decoded(document: Document, source: str) -> Decoded:
    """Return the event of a document, with every finding at its cell."""
    event = None if document.has_escapes else event_of_tree(document.tree)
    read = Decoded(event=event) if event is not None else decode_json(_native(document), source=source)

    def moved(item: Diagnostic) -> Diagnostic:
        place = document.place(item.path)
        if place is None:
            return attrs.evolve(item, span=Span(source=source, line=1, column=1), fix=None)
        grid, row, column = place
        return attrs.evolve(item, path=(grid.address(row, column),), span=grid.span(row, column), fix=None)

    def find(wanted: Collection[Path]) -> Mapping[Path, Span]:
        return document.spans(wanted)

    own = Report(tuple(_placed(item, document) for item in document.findings.report()))
    return Decoded(
        event=read.event,
        report=own + read.report.changed(moved),
        source_map=SourceMap(source, b"", find, original=None if read.source_map is None else read.source_map.origin),
    )


def _native(document: Document) -> bytes:
    try:
        return json.dumps(document.tree, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, which only JSON in a cell can hold
        return json.dumps(document.tree).encode("ascii")


def _placed(item: Diagnostic, document: Document) -> Diagnostic:
    row = document.row(item.path) if item.path else None
    if row is None or item.span is not None:
        return item
    header, number = row
    return attrs.evolve(item, span=header.grid.span(number, 0))
