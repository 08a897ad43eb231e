"""Writing workbooks with xlsxwriter: cells of text, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from ...errors import MissingExtra

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["LONGEST_CELL", "MOST_ROWS", "new_workbook", "write_table"]

LONGEST_CELL = 32_767
"""How many characters a cell of a workbook holds."""
MOST_ROWS = 1_048_575
"""How many rows a sheet of a workbook has below its header."""
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 # a document has to say one, and the same each time


def new_workbook(target: io.BytesIO) -> Workbook:
    """Return a workbook that is written when it is closed.

    Raises:
        MissingExtra: xlsxwriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 # it belongs to an extra
    except ImportError as error:
        raise MissingExtra("workbooks need the xlsx extra: pip install 'ospo-events[xlsx]'") from error
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"created": _CREATED})
    return workbook


def write_table(sheet: Worksheet, rows: list[list[str]], head: Any, text: Any) -> None:
    """Write rows of text, the first of them as a header that stays in sight and filters.

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
