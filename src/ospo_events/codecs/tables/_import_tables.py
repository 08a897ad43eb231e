"""Imports edited tables: only the cells that people changed since the export reach the programme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from ...diagnostics import Diagnostic, Findings, Report, Severity, SourceMap
from ...model import Audience, Event
from ...model.ids import slugify, unused_id
from ...views.audiences import for_audience
from ...views.merging import merge
from .._reading.cell_values import text_of_cell
from .._reading.grid import Grid
from ..loss import LINK_AUDIENCES, strip
from ..publishable import repaired
from ._cells import unescaped
from ._header import Header, read_header
from ._imported import Imported
from ._read_rows import Row, rows_in, table_named
from ._rows import header_of, rows_of
from ._shape import EVENT, TABLES, Table
from .decode import decode_grids

__all__ = ["as_exported", "import_tables"]


def import_tables(
    grids: Iterable[Grid],
    event: Event,
    base: Event,
    *,
    source: str,
    source_map: SourceMap | None = None,
    delete: bool = False,
) -> Imported:
    """Return a programme with the changes that people made in its tables.

    What the tables have lost is as it was exported: a table, a column, and, without `delete`, a row.

    Args:
        grids: the tables.
        event: the programme as it is now, whole.
        base: the programme as it was exported.
        source: the name of the file of the tables, for the findings.
        source_map: finds the places of the programme in its file, for conflicts.
        delete: whether what had a row that was deleted is removed.
    """
    findings = Findings()
    completed = _Completed(base, delete=delete, findings=findings)
    decoded = decode_grids(completed.grids(grids), source, findings)
    report = decoded.report
    if decoded.event is None or not report.ok:
        return Imported(None, report)
    dangling = _dangling(decoded.event, base)
    if dangling:
        found = Report(dangling) if decoded.source_map is None else Report(dangling).located(decoded.source_map)
        return Imported(None, report + found)
    merged = merge(base, event, decoded.event)
    conflicts = merged.located(ours=source_map, theirs=decoded.source_map)
    errors = Report(tuple(attrs.evolve(item, code="import-conflict", severity=Severity.ERROR) for item in conflicts))
    return Imported(None if len(errors) else merged.event, report + errors)


def _dangling(event: Event, base: Event) -> tuple[Diagnostic, ...]:
    """Return an error for each reference of the tables that leads nowhere, unless the export had it too."""
    known = {item.message for item in repaired(base)[1]}
    found = [item for item in repaired(event)[1] if item.code == "dangling-reference" and item.message not in known]
    return tuple(attrs.evolve(item, severity=Severity.ERROR) for item in found)


def as_exported(base: Event, grids: Sequence[Grid]) -> Event:
    """Return a programme as the audience of the tables sees it: the audience with the fewest differing cells.

    Args:
        base: the whole programme.
        grids: the tables.
    """
    said: set[tuple[str, str]] = set()
    for grid in grids:
        table = table_named(grid.name)
        header = None if table is None else read_header(grid, table, Findings())
        if table is not None and header is not None:
            cells = (cell for row in rows_in(header) for cell in row.cells.values())
            said |= {(table.name, unescaped(text_of_cell(cell))) for cell in cells}

    def different(view: Event) -> int:
        rows = rows_of(view, formulas=False)
        shown = {(name, unescaped(cell)) for name, cells in rows.items() for row in cells for cell in row if cell}
        return len(shown ^ said)

    views = [for_audience(base, audience) for audience in Audience]
    return min([strip(view, LINK_AUDIENCES) for view in views], key=different)


class _Completed:
    """Brings tables into the order of the export, and restores what they have lost.

    Args:
        base: what was exported.
        delete: whether a row that was deleted stays so.
        findings: takes what is new and what is missing.
    """

    def __init__(self, base: Event, *, delete: bool, findings: Findings) -> None:
        self._rows = rows_of(base, formulas=True)
        self._delete = delete
        self._findings = findings

    def grids(self, grids: Iterable[Grid]) -> list[Grid]:
        """Return the tables."""
        found: dict[str, Grid] = {}
        others: list[Grid] = []
        for grid in grids:
            table = table_named(grid.name)
            if table is None or table.name in found:
                others.append(grid)
            else:
                found[table.name] = grid
        return [self._grid(table, found.get(table.name)) for table in TABLES] + others

    def _grid(self, table: Table, grid: Grid | None) -> Grid:
        names, before = header_of(table), self._rows[table.name]
        if grid is None:
            return Grid(table.name, table.name, [names, *before])
        header = read_header(grid, table, Findings())
        if header is None:
            return grid  # reading says why
        keys = ("name",) if table is EVENT else table.key
        exported = {_key(dict(zip(names, row, strict=True)), keys): row for row in before}
        places = {key: number for number, key in enumerate(exported)}
        # Of several rows with one key, as two milestones may be, each goes back to its own place.
        whole = {tuple(map(unescaped, row)): number for number, row in enumerate(before)}
        places = {**places, **{key: whole[tuple(map(unescaped, row))] for key, row in exported.items()}}
        lost = [name for name in names if name not in header.columns]
        head = [*grid.rows[header.row], *lost]
        width = len(head) - len(lost)
        placed: list[tuple[int, list[object], int]] = []
        met: set[tuple[str, ...]] = set()
        for row in rows_in(header):
            key = _key(row.cells, keys)
            old = exported.get(key)
            cells = [*grid.rows[row.number], *[""] * width][:width]
            cells += [old[names.index(name)] if old is not None else "" for name in lost]
            if keys == ("id",) and key == ("",):
                self._give_id(cells, row, header, {*met, *exported})
            met.add(key)
            said = tuple(unescaped(text_of_cell(row.cells.get(name, ""))) for name in names)
            placed.append((whole.get(said, places.get(key, len(before))), cells, row.number))
        for key, old in exported.items():
            if key not in met:
                self._tell_of_deleted(grid, table, key)
                if not self._delete:
                    cells = _as_row(dict(zip(names, old, strict=True)), header, lost, width)
                    placed.append((places[key], cells, header.row))
        placed.sort(key=_place)
        rows = [head, *(cells for _, cells, _ in placed)]
        return Grid(grid.name, grid.source, rows, grid.lines, [header.row, *(number for _, _, number in placed)])

    def _give_id(self, cells: list[object], row: Row, header: Header, taken: set[tuple[str, ...]]) -> None:
        """Give an id to a new row."""
        name = text_of_cell(row.cells.get("title") or row.cells.get("name") or "")
        id = unused_id(slugify(unescaped(name)), {key[0] for key in taken})
        taken.add((id,))
        cells[header.columns["id"]] = id
        address = header.grid.address(row.number, header.columns["id"])
        self._findings.add("row-new", f"a new row; its id is {id!r}", (address,), severity=Severity.INFO)

    def _tell_of_deleted(self, grid: Grid, table: Table, key: tuple[str, ...]) -> None:
        way = "it is removed" if self._delete else "it stays; --delete removes it"
        said = " ".join(filter(None, key))
        message = f"expected a row for {said[:60]!r} in {table.name}, got none: {way}"
        severity = Severity.INFO if self._delete else Severity.WARNING
        self._findings.add("row-deleted", message, (grid.name,), severity=severity)


def _key(cells: Mapping[str, object], keys: Sequence[str]) -> tuple[str, ...]:
    return tuple([unescaped(text_of_cell(cells.get(name, "")).strip()) for name in keys])


def _place(item: tuple[int, list[object], int]) -> int:
    return item[0]


def _as_row(cells: Mapping[str, str], header: Header, lost: Sequence[str], width: int) -> list[object]:
    """Return a row of the export with its cells in the columns of the edited table."""
    row: list[object] = [""] * width
    for name, place in header.columns.items():
        row[place] = cells[name]
    return [*row, *(cells[name] for name in lost)]
