"""The one parser of delimited text: CSV with any separator, each cell with its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

__all__ = ["Cells", "delimited_rows", "mark_of"]

_MARKS = "\t;|,"
_FAR = 10_000
"""How many characters are searched for the first line with several columns."""

Cells: TypeAlias = "list[tuple[str, tuple[int, int]]]"
"""The cells of a row, each with its line and its column in the text."""


def mark_of(text: str) -> tuple[str, str]:
    """Return the separator and the table: Excel may name the separator in a first line, else the header shows it."""
    if match := re.match(r"sep=([^\r\n])\r?\n", text):
        return match[1], text[match.end() :]
    # People write a title above the header.
    lines = (re.sub(r'"[^"]*"', "", line) for line in text[:_FAR].splitlines())
    header = next((line for line in lines if any(mark in line for mark in _MARKS)), "")
    return max(_MARKS, key=header.count), text


def delimited_rows(text: str, mark: str, line: int, open_quote: Callable[[int, int], None]) -> Iterator[Cells]:
    """Yield the cells of each row; an empty line is one empty cell.

    Args:
        text: the table.
        mark: the separator.
        line: the number of its first line.
        open_quote: called with the position of a quote that is never closed; from there on, quotes are letters.
    """
    escaped = re.escape(mark)
    end_of_cell = rf"({escaped}|\r\n|\n|\r|\Z)"
    quoted = re.compile(rf'"((?:[^"]|"")*+)"{end_of_cell}').match
    plain = re.compile(rf"([^{escaped}\r\n]*+){end_of_cell}").match
    row: Cells = []
    begin, position = 0, 0
    has_quotes = True
    while True:
        match = quoted(text, position) if has_quotes and text.startswith('"', position) else None
        cell = match[1].replace('""', '"') if match is not None else ""
        if match is None:
            if has_quotes and text.startswith('"', position):
                # This is searched once: otherwise each cell would search for the missing quote to the end of the text.
                has_quotes = False
                open_quote(line, position - begin + 1)
            match = plain(text, position)
            assert match is not None, "every cell ends at the end of the text at the latest"
            cell = match[1]
        row.append((cell, (line, position - begin + 1)))
        if breaks := match[1].count("\n"):
            line += breaks
            begin = text.rindex("\n", 0, match.end(1)) + 1
        position = match.end()
        if match[2] == mark:
            continue
        yield row
        row, line, begin = [], line + 1, position
        if not match[2] or position >= len(text):
            return
