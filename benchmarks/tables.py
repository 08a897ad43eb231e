"""Tables, written and read, and a sheet taken back into its programme.

The floors are the `csv` module and xlsxwriter with the same cells, made before; python-calamine, and decoding the
same programme from a native document.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from functools import partial

from ospo_events.codecs import CODECS
from ospo_events.codecs.tables import import_sheet

from .measure import Row, least
from .programmes import programme


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions, up to 10 000."""
    rows: list[Row] = []
    for size in [size for size in sizes if size <= 10_000]:
        event = programme(size)
        archive = CODECS["csv"].encode(event, base=False).value()
        tables = tables_in(archive)
        ours, floor = least(partial(CODECS["csv"].encode, event, base=False), partial(write_csv, tables))
        rows.append(Row(operation="write csv", size=size, ours=ours, floor_name="csv module", floor=floor, goal=2))
        ours, floor = least(partial(CODECS["xlsx"].encode, event, base=False), partial(write_xlsx, tables))
        rows.append(Row(operation="write xlsx", size=size, ours=ours, floor_name="xlsxwriter", floor=floor, goal=1.2))
        workbook, native = CODECS["xlsx"].encode(event, base=False).value(), CODECS["json"].encode(event).value()
        ours, floor = least(partial(CODECS["xlsx"].decode, workbook), partial(read_xlsx, workbook, native))
        name = "calamine and decode"
        rows.append(Row(operation="read xlsx", size=size, ours=ours, floor_name=name, floor=floor, goal=2))
        sheet = CODECS["sheet-csv"].encode(event).value().replace(b"09:00", b"09:05")
        rows.append(Row(operation="import a sheet", size=size, ours=least(partial(import_sheet, sheet, event))[0]))
    return rows


def tables_in(archive: bytes) -> dict[str, list[list[str]]]:
    """Return the cells of each table."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {
            name: list(csv.reader(io.StringIO(files.read(name).decode("utf-8"), newline="")))
            for name in files.namelist()
        }


def write_csv(tables: dict[str, list[list[str]]]) -> bytes:
    """Write the cells with the csv module, into an archive as ours."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            archive.writestr(name, text.getvalue().encode("utf-8"))
    return target.getvalue()


def write_xlsx(tables: dict[str, list[list[str]]]) -> bytes:
    """Write the cells with xlsxwriter, as texts like ours."""
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    text = book.add_format({"num_format": "@", "valign": "top"})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name.removesuffix(".csv"))
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, cell, text)
    book.close()
    return target.getvalue()


def read_xlsx(workbook: bytes, native: bytes) -> object:
    """Read the cells with calamine, and decode the same programme from a native document."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names], CODECS["json"].decode(native)
