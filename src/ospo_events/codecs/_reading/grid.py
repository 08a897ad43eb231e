"""A table as it was read: rows of cells, with their addresses in the spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from ...diagnostics import Findings, Severity, Span
from .decode_bytes import read_text
from .delimited import delimited_rows, mark_of

__all__ = ["Grid", "address", "read_delimited"]


@attrs.frozen(eq=False)
class Grid:
    """One table."""

    name: str
    """Its name: the sheet of a workbook, or a file name without its suffix."""
    source: str
    """The file that contains it, for the findings."""
    rows: Sequence[Sequence[object]]
    """Its cells, with the blank rows."""
    lines: Sequence[int] | None = None
    """The line of the file in which each row begins; None: the row numbers."""
    numbers: Sequence[int] | None = None
    """The number of each row in the file, from 0; None: all rows of the file are here."""

    def span(self, row: int, column: int) -> Span:
        """Return the place of a cell in its file.

        Args:
            row: its row, from 0.
            column: its column, from 0.
        """
        row = self._number(row)
        line = row + 1 if self.lines is None else self.lines[row]
        return Span(source=self.source, line=line, column=column + 1)

    def address(self, row: int, column: int) -> str:
        """Return the address of a cell in the spreadsheet: `Sessions!C7`."""
        return f"{self.name}!{address(self._number(row), column)}"

    def _number(self, row: int) -> int:
        return row if self.numbers is None else self.numbers[row]


def address(row: int, column: int) -> str:
    """Return the letters and the number of a cell, given its row and column from 0: `C7`."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def read_delimited(data: bytes, name: str, source: str, findings: Findings) -> Grid | None:
    """Return the table in a CSV file; None, and an error, if it is not text.

    Args:
        data: the file.
        name: the name of the table.
        source: the name of the file.
        findings: receives findings about the file.
    """
    text, report = read_text(data, source, wide=True, latin=True)
    # Programs put a byte order mark before a table to show its encoding.
    findings.include(item for item in report if item.code != "byte-order-mark")
    if text is None:
        return None
    mark, table = mark_of(text)
    line = 1 + text.count("\n") - table.count("\n")

    def open_quote(line: int, _: int) -> None:
        message = (
            f"{name}: expected a quote that closes the cell in line {line}, got none: quotes are read as letters there"
        )
        findings.add("open-quote", message, severity=Severity.WARNING)

    rows: list[list[str]] = []
    lines: list[int] = []
    for row in delimited_rows(table, mark, line, open_quote):
        rows.append([cell for cell, _ in row])
        lines.append(row[0][1][0])
    return Grid(name, source, rows, lines)
