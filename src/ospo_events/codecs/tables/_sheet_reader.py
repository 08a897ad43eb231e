"""Reads a flat sheet that comes back: its header under any names, its rows, and the record of its export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from ...diagnostics import Findings, Severity
from .._reading.cell_values import text_of_cell
from .._reading.column_map import proposed_map
from .._reading.grid import Grid
from ._cells import unescaped
from ._sheet import LENGTH_OF_DIGESTS, SHEET, Exported, exported_in

__all__ = ["Sheet", "SheetRow", "read_sheet"]

_FAR = 10
_CALLED = {"date": "day", "speakers": "people"}
"""The names of columns in the general map that differ from those of the sheet."""


@attrs.frozen(eq=False)
class SheetRow:
    """One row."""

    number: int
    """The number of its row in the grid, from 0."""
    cells: Mapping[str, object]
    digests: str
    """The digests of its exported cells; "" if it has none."""

    @property
    def id(self) -> str:
        """The id of its session; "" for a new one."""
        return unescaped(text_of_cell(self.cells.get("id", "")).strip())


@attrs.frozen(eq=False)
class Sheet:
    """The sheet as it came back."""

    grid: Grid
    columns: Mapping[str, int]
    rows: Sequence[SheetRow]
    exported: Exported | None
    """The record of its export; None if the sheet has lost it."""


def _sheet_in(grids: Sequence[Grid]) -> tuple[Grid, int, dict[str, int]] | None:
    """Return the table of sessions, the number of its header and its columns."""
    for grid in grids:
        best: tuple[int, dict[str, int]] | None = None
        for number, row in enumerate(grid.rows[:_FAR]):
            columns = _columns(row)
            if "id" in columns and len(columns) > max(1, len(best[1]) if best is not None else 1):
                best = number, columns
        if best is not None:
            return grid, *best
    return None


def _columns(row: Sequence[object]) -> dict[str, int]:
    """Return which cell of a header is which column: by its name, or by another name that people use."""
    texts = {" ".join(text_of_cell(cell).split()): place for place, cell in reversed(list(enumerate(row)))}
    found = {name: texts[name] for name in SHEET if name in texts}
    others = [text for text in texts if text and text not in SHEET and not text.startswith("#")]
    for attribute, text in proposed_map(others).items():
        name = _CALLED.get(attribute, attribute)
        if name in SHEET:
            found.setdefault(name, texts[text])
    return found


def read_sheet(grids: Sequence[Grid], findings: Findings) -> Sheet | None:
    """Return the sheet of sessions in a file; None, and an error, if there is none.

    Args:
        grids: the sheets of the file.
        findings: takes what is wrong.
    """
    found = _sheet_in(grids)
    if found is None:
        message = "expected a sheet with the columns id, title, day, start and so on, got none"
        findings.add("no-header", message, severity=Severity.ERROR)
        return None
    grid, head, columns = found
    if head + 1 < len(grid.rows) and _columns(grid.rows[head + 1]) == columns:
        address = grid.address(head + 1, 0)
        findings.add("header-twice", "expected rows below the header, got another header", (address,),
                     severity=Severity.ERROR)  # fmt: skip
        return None
    exported = exported_in(grid.rows[head])
    rows: list[SheetRow] = []
    day: object = ""
    for number in range(head + 1, len(grid.rows)):
        row = grid.rows[number]
        cells = {
            name: row[place] for name, place in columns.items() if place < len(row) and row[place] not in (None, "")
        }
        if not any(text_of_cell(cell).strip() for cell in cells.values()):
            continue
        if "start" in cells and "day" not in cells and "day" in columns:
            cells["day"] = day  # people clear what repeats
        day = cells.get("day", day)
        digests = ""
        if exported is not None and exported.column < len(row):
            digests = text_of_cell(row[exported.column]).strip()
        rows.append(SheetRow(number, cells, digests if len(digests) == LENGTH_OF_DIGESTS else ""))
    return Sheet(grid, columns, rows, exported)
