"""Writes a programme as tables: an archive of CSV files, a Data Package, a workbook."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable

from ...model import Event
from .._codec import Encoded
from ..native.encode import encode_json
from ._datapackage import PACKAGE, descriptor
from ._exported import EXPORTED, EXPORTED_TABLE
from ._rows import Rows, header_of
from ._shape import TABLES
from ._sheet_writer import sheet_table, sheet_workbook
from ._workbook import LONGEST_CELL, new_workbook, write_table
from .fit import fit_and_rows

__all__ = [
    "csv_files",
    "encode_csv",
    "encode_datapackage",
    "encode_sheet",
    "encode_sheet_csv",
    "encode_xlsx",
    "written_csv",
    "zipped",
]

_TIME = (1980, 1, 1, 0, 0, 0)
"""The time stamp of every file in an archive: constant, so that the bytes are the same each time."""
_WIDTHS = {"id": 24, "title": 40, "name": 30, "value": 60, "abstract": 60, "description": 60, "bio": 60, "href": 40}
_WIDTH = 16


def encode_csv(event: Event, *, bom: bool = False, base: bool = True) -> Encoded:
    """Write an archive with a CSV file for each table.

    Args:
        event: the event.
        bom: whether each file begins with a byte order mark, by which Excel knows that it is UTF-8.
        base: whether what was exported is kept beside the tables, so that `import` knows what was changed in them.
    """
    fitted, rows = fit_and_rows(event, "csv")
    if not fitted.report.ok:
        return Encoded(data=b"", report=fitted.report)
    files = [*csv_files(rows, bom=bom), *_exported(fitted.event, base=base)]
    return Encoded(data=zipped(files), report=fitted.report)


def encode_datapackage(event: Event, *, base: bool = True) -> Encoded:
    """Write an archive with a CSV file for each table, and the descriptor of a Data Package.

    Args:
        event: the event.
        base: whether what was exported is kept beside the tables, so that `import` knows what was changed in them.
    """
    fitted, rows = fit_and_rows(event, "datapackage")
    if not fitted.report.ok:
        return Encoded(data=b"", report=fitted.report)
    files = [
        (PACKAGE, descriptor(fitted.event)),
        *csv_files(rows, bom=False),
        *_exported(fitted.event, base=base),
    ]
    return Encoded(data=zipped(files), report=fitted.report)


def _exported(event: Event, *, base: bool) -> list[tuple[str, bytes]]:
    return [(EXPORTED, encode_json(event).value())] if base else []


def csv_files(rows: Rows, *, bom: bool) -> Iterable[tuple[str, bytes]]:
    """Return the name and the content of the CSV file of each table."""
    return [(f"{table.name}.csv", written_csv([header_of(table), *rows[table.name]], bom=bom)) for table in TABLES]


def written_csv(rows: Iterable[Iterable[str]], *, bom: bool) -> bytes:
    """Return rows as CSV (RFC 4180)."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as a ZIP archive, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()


def encode_xlsx(event: Event, *, base: bool = True) -> Encoded:
    """Write a workbook with a sheet for each table.

    Args:
        event: the event.
        base: whether what was exported is kept in a hidden sheet, so that `import` knows what was changed.

    Raises:
        MissingExtra: xlsxwriter is not installed.
    """
    target = io.BytesIO()
    workbook = new_workbook(target)
    fitted, rows = fit_and_rows(event, "xlsx")
    if not fitted.report.ok:
        return Encoded(data=b"", report=fitted.report)
    head = workbook.add_format({"bold": True, "num_format": "@", "bottom": 1})
    text = workbook.add_format({"num_format": "@", "valign": "top"})
    for table in TABLES:
        sheet = workbook.add_worksheet(table.name.capitalize())
        header = header_of(table)
        for place, name in enumerate(header):
            sheet.set_column(place, place, _WIDTHS.get(name, _WIDTH), text)
        write_table(sheet, [header, *rows[table.name]], head, text)
    if base:
        hidden = workbook.add_worksheet(EXPORTED_TABLE.capitalize())
        hidden.very_hidden()
        for number, line in enumerate(encode_json(fitted.event).value().decode("utf-8").split("\n")):
            for place in range(0, len(line), LONGEST_CELL):
                hidden.write_string(number, place // LONGEST_CELL, line[place : place + LONGEST_CELL], text)
    workbook.close()
    return Encoded(data=target.getvalue(), report=fitted.report)


def encode_sheet(event: Event) -> Encoded:
    """Write one flat sheet of sessions as a workbook.

    Raises:
        MissingExtra: xlsxwriter is not installed.
    """
    table, report = sheet_table(event, formulas=False)
    return Encoded(data=sheet_workbook(event, table), report=report)


def encode_sheet_csv(event: Event, *, bom: bool = True) -> Encoded:
    """Write one flat sheet of sessions as CSV.

    Args:
        event: the event.
        bom: whether it begins with a byte order mark, by which Excel knows that it is UTF-8.
    """
    table, report = sheet_table(event, formulas=True)
    return Encoded(data=written_csv(table, bom=bom), report=report)
