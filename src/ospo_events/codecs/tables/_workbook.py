"""Writes workbooks with xlsxwriter: text cells, and the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Protocol, cast

from ...errors import MissingExtra

__all__ = ["LONGEST_CELL", "MOST_ROWS", "Format", "Workbook", "Worksheet", "new_workbook", "write_table"]

LONGEST_CELL = 32_767
"""How many characters a cell of a workbook can hold."""
MOST_ROWS = 1_048_575
"""How many rows a sheet of a workbook can have below its header."""
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 # a document has to say one, and the same each time


class Format(Protocol):
    """The look of a cell, of xlsxwriter."""


class Worksheet(Protocol):
    """The part of xlsxwriter's sheet that we use; xlsxwriter has no types of its own."""

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int: ...
    def set_column(
        self, first_col: int, last_col: int, width: float, cell_format: Format, options: Mapping[str, object] = ...
    ) -> int: ...
    def data_validation(
        self, first_row: int, first_col: int, last_row: int, last_col: int, options: Mapping[str, object]
    ) -> int: ...
    def freeze_panes(self, row: int, col: int) -> None: ...
    def autofilter(self, first_row: int, first_col: int, last_row: int, last_col: int) -> None: ...
    def hide(self) -> None: ...
    def very_hidden(self) -> None: ...
    def set_landscape(self) -> None: ...
    def set_paper(self, paper_size: int) -> None: ...
    def fit_to_pages(self, width: int, height: int) -> None: ...
    def repeat_rows(self, first_row: int) -> None: ...
    def print_area(self, first_row: int, first_col: int, last_row: int, last_col: int) -> None: ...


class Workbook(Protocol):
    """The part of xlsxwriter's workbook that we use."""

    def add_worksheet(self, name: str) -> Worksheet: ...
    def add_format(self, properties: Mapping[str, object]) -> Format: ...
    def close(self) -> None: ...


def new_workbook(target: io.BytesIO) -> Workbook:
    """Return a workbook that is written when it is closed.

    Raises:
        MissingExtra: xlsxwriter is not installed.
    """
    try:
        xlsxwriter: Any = import_module("xlsxwriter")  # it belongs to an extra
    except ImportError as error:
        raise MissingExtra("workbooks need the xlsx extra: pip install 'ospo-events[xlsx]'") from error
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(target, options)
    workbook.set_properties({"created": _CREATED})
    return cast("Workbook", workbook)


def write_table(sheet: Worksheet, rows: list[list[str]], head: Format, text: Format) -> None:
    """Write rows of text, the first one as a header that stays visible and has filters.

    Args:
        sheet: the sheet.
        rows: the rows.
        head: the format of the header.
        text: the format of the others.
    """
    header, *others = rows
    for place, name in enumerate(header):
        sheet.write_string(0, place, name, head)
    write = sheet.write_string
    for number, row in enumerate(others, 1):
        for place, cell in enumerate(row):
            if cell:
                write(number, place, cell, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(others), len(header) - 1)
