"""Records of a table: the rows of a CSV or of a flat JSON list, each value with its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import cast

import attrs

from ...diagnostics import Findings, Path, Severity, SourceMap, Span
from .._file_signatures import is_workbook
from .cell_values import text_of_cell
from .decode_bytes import read_text, utf8
from .delimited import delimited_rows, mark_of
from .json_document import read_json
from .workbook import read_workbook

__all__ = ["Record", "Records", "read_records"]

MOST_COLUMNS = 400


@attrs.frozen
class Record:
    """One row."""

    values: Mapping[str, object]
    """Its values, by the name of the column; empty cells are left out."""
    path: Path
    """Its path; the path of a value ends in the name of its column."""


@attrs.frozen
class Records:
    """A whole table."""

    columns: tuple[str, ...]
    """The names of the columns, in order."""
    rows: tuple[Record, ...]
    source_map: SourceMap
    """Locates rows and values."""


def read_records(data: bytes, source: str, findings: Findings) -> Records | None:
    """Return the rows of a table; None, and an error, if it has none.

    Args:
        data: a CSV with a header and any separator, a workbook, or JSON: a list of objects, or an object that
            contains one such list.
        source: its name, for the findings.
        findings: receives the findings.
    """
    if is_workbook(data):
        return _of_workbook(data, source, findings)
    if utf8(data).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{"):
        return _of_json(data, source, findings)
    text, report = read_text(data, source, wide=True, latin=True)
    findings.include(report)
    return None if text is None else _Sheet(text, source, data, findings).records()


def _of_json(data: bytes, source: str, findings: Findings) -> Records | None:
    document = read_json(data, source, lenient=True)
    findings.include(document.report)
    if not document.readable:
        return None
    listed, path = _list_in(document.value)
    rows: list[Record] = []
    columns: dict[str, None] = {}
    for number, item in enumerate(listed):
        if not isinstance(item, dict):
            findings.wrong_type("an object", item, (*path, number), severity=Severity.WARNING)
            continue
        values = dict(_flat(cast("dict[str, object]", item), ""))
        columns.update(dict.fromkeys(values))
        rows.append(Record(values, (*path, number)))
    if not rows:
        findings.add(
            "wrong-format",
            "expected a list of objects, one for each session, got other JSON",
            severity=Severity.ERROR,
        )
        return None

    def find(wanted: Collection[Path]) -> Mapping[Path, Span]:
        inner = {one: (*one[:-1], *str(one[-1]).split(".")) if one else one for one in wanted}
        spans = document.positions.find({*inner.values(), *wanted})
        return {one: spans.get(one) or spans[there] for one, there in inner.items() if one in spans or there in spans}

    return Records(tuple(columns)[:MOST_COLUMNS], tuple(rows), SourceMap(source, utf8(data), find))


def _list_in(value: object) -> tuple[list[object], Path]:
    """Return the list in a document, and its path: the whole document, or its only list of objects."""
    if isinstance(value, list):
        return cast("list[object]", value), ()
    members = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    lists = [
        (cast("list[object]", item), (key,))
        for key, item in members.items()
        if isinstance(item, list) and item and isinstance(item[0], dict)
    ]
    return lists[0] if len(lists) == 1 else ([], ())


def _flat(members: Mapping[str, object], prefix: str) -> Iterator[tuple[str, object]]:
    """Yield the values of an object; values of an inner object by both names, `room.name`."""
    for key, item in members.items():
        if isinstance(item, dict) and not prefix:
            yield from _flat(cast("dict[str, object]", item), f"{key}.")
        elif item not in (None, "", []):
            yield prefix + key, item


def _of_workbook(data: bytes, source: str, findings: Findings) -> Records | None:
    """Return the rows of the first sheet that has any."""
    grids = read_workbook(data, source, findings)
    grid = next((grid for grid in grids or () if any(map(any, grid.rows))), None)
    if grid is None:
        if grids is not None:
            findings.add("empty-document", "expected a header and rows, got nothing", severity=Severity.ERROR)
        return None
    head = next(number for number, row in enumerate(grid.rows) if any(row))
    columns = named_columns([text_of_cell(cell).strip() for cell in grid.rows[head]], findings)
    rows: list[Record] = []
    positions: dict[Path, tuple[int, int]] = {(): (1, 1)}
    for number, cells in enumerate(grid.rows[head + 1 :], head + 2):
        texts = [text_of_cell(cell).strip() for cell in cells]
        values = {column: text for column, text in zip(columns, texts, strict=False) if text}
        if values:
            path: Path = (len(rows),)
            positions[path] = (number, 1)
            positions |= {(*path, column): (number, index) for index, column in enumerate(columns, 1)}
            rows.append(Record(values, path))
    return Records(tuple(columns), tuple(rows), SourceMap.of_places(source, b"", positions))


def named_columns(names: list[str], findings: Findings) -> list[str]:
    """Return the names of the columns in a header, each made unique.

    Args:
        names: its cells.
        findings: receives the findings.
    """
    columns: list[str] = []
    for number, text in enumerate(names[:MOST_COLUMNS], 1):
        name = text or f"column {number}"
        if name in columns:
            message = f"expected a different name for each column, got {name[:60]!r} again"
            findings.add("column-twice", message)
            name = f"{name} ({number})"
        columns.append(name)
    return columns


class _Sheet:
    """The cells of a CSV, with the place of each."""

    def __init__(self, text: str, source: str, data: bytes, findings: Findings) -> None:
        self.text = text
        self.source = source
        self.data = data
        self.findings = findings
        self.places: dict[Path, tuple[int, int]] = {(): (1, 1)}

    def records(self) -> Records | None:
        """Return the records under the header; None if there is no header."""
        mark, text = mark_of(self.text)
        line = 1 + self.data.count(b"\n") - text.count("\n")
        cells = (
            row for row in delimited_rows(text, mark, line, self._open_quote) if any(one.strip() for one, _ in row)
        )
        header = next(cells, None)
        if header is None:
            self.findings.add("empty-document", "expected a header and rows, got nothing", severity=Severity.ERROR)
            return None
        columns = named_columns([text.strip() for text, _ in header], self.findings)
        rows: list[Record] = []
        for row in cells:
            path: Path = (len(rows),)
            self.places[path] = row[0][1]
            values: dict[str, object] = {}
            for column, (text, position) in zip(columns, row, strict=False):
                if text.strip():
                    values[column] = text.strip()
                    self.places[*path, column] = position
            if len(row) > len(columns) and any(text.strip() for text, _ in row[len(columns) :]):
                message = f"expected {len(columns)} cells, got {len(row)}: those beyond are left out"
                self.findings.add("row-too-long", message, path)
            rows.append(Record(values, path))
        source_map = SourceMap.of_places(self.source, utf8(self.data), self.places)
        return Records(tuple(columns), tuple(rows), source_map)

    def _open_quote(self, line: int, column: int) -> None:
        message = "expected a quote that closes the cell, got none: quotes are read as letters from here on"
        path: Path = (len(self.places),)
        self.findings.add("open-quote", message, path, severity=Severity.WARNING)
        self.places[path] = (line, column)
