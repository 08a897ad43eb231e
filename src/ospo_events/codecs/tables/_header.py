"""Reads the header of a table: finds out which column is which, under the names that programs and people use."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

from ...diagnostics import Findings, Severity, suggest
from .._reading.cell_values import text_of_cell
from .._reading.column_map import folded_header
from .._reading.grid import Grid
from ._shape import EVENT, Table

__all__ = ["Header", "read_header"]

_FAR = 10
"""How many rows are searched for the header: people write a title above it."""


@attrs.frozen(eq=False)
class Header:
    """Which column of a grid is which."""

    grid: Grid
    row: int
    columns: Mapping[str, int]
    """The number of each column by its name, from 0."""
    unknown: Mapping[str, int]
    """The number of each unknown column by its header."""


def read_header(grid: Grid, table: Table, findings: Findings) -> Header | None:
    """Return the header of a table; None, and an error, if there is none or there are two.

    Args:
        grid: the table as it stands there.
        table: what it is.
        findings: takes what is wrong.
    """
    names = ("name", "value") if table is EVENT else tuple(column.name for column in table.columns)
    known = {folded_header(name): name for name in names}
    needed = ("name", "value") if table is EVENT else tuple(one.name for one in table.columns if one.required)

    def columns_in(number: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for place, cell in enumerate(grid.rows[number]):
            name = known.get(folded_header(text_of_cell(cell))) if isinstance(cell, str) else None
            if name is not None:
                found.setdefault(name, place)
        return found

    best = max(range(min(_FAR, len(grid.rows))), key=lambda row: len(columns_in(row)), default=0)
    columns = columns_in(best) if grid.rows else {}
    if not columns or not set(needed) <= columns.keys():
        missing = ", ".join(name for name in needed if name not in columns) or ", ".join(names[:4])
        message = f"expected a header with the columns {missing}, got none"
        findings.add("no-header", message, (grid.address(best, 0),), severity=Severity.ERROR)
        return None
    if best + 1 < len(grid.rows) and columns_in(best + 1) == columns:
        message = "expected rows below the header, got another header"
        findings.add("header-twice", message, (grid.address(best + 1, 0),), severity=Severity.ERROR)
        return None
    return Header(grid, best, columns, _unknown(grid, best, columns, known, findings))


def _unknown(
    grid: Grid, row: int, columns: Mapping[str, int], known: Mapping[str, str], findings: Findings
) -> dict[str, int]:
    """Return the unknown columns, and report them."""
    unknown: dict[str, int] = {}
    for place, cell in enumerate(grid.rows[row]):
        text = " ".join(text_of_cell(cell).split())
        if not text or place in columns.values() or text.startswith("#"):
            continue
        path = (grid.address(row, place),)
        if folded_header(text) in known or text in unknown:
            message = f"expected a name of its own for each column, got {text[:60]!r} again: it is left out"
            findings.add("column-twice", message, path)
            continue
        near = suggest(re.sub(r"\W+", "_", text.casefold()), known.values())
        hint = f"; did you mean {near!r}?" if near else ""
        message = f"expected a known column, got {text[:60]!r}: it is kept as unknown data where there is a place{hint}"
        findings.add("unknown-column", message, path)
        unknown[text] = place
    return unknown
