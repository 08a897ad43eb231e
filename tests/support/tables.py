"""Sheets as people and programs send them back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ospo_events import Event, load
from ospo_events.codecs import CODECS

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"


def example() -> Event:
    """The worked example."""
    return load(EXAMPLE)


def sheet_of(event: Event, **options: Any) -> list[list[str]]:
    """Return the flat sheet of an event as rows of cells."""
    text = CODECS["sheet-csv"].encode(event, **options).value().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def as_csv(rows: Iterable[Iterable[object]], mark: str = ",", encoding: str = "utf-8") -> bytes:
    """Return rows as CSV, as some program writes it."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark).writerows(rows)
    return text.getvalue().encode(encoding)


def cell_of(rows: Sequence[Sequence[str]], id: str, column: str) -> tuple[int, int]:
    """Return the row and the column of a cell of the flat sheet."""
    number = next(number for number, row in enumerate(rows) if row[0] == id)
    return number, rows[0].index(column)


def files_in(archive: bytes) -> dict[str, bytes]:
    """Return the files in an archive."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as an archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """Return a workbook in which numbers, dates and times are what a spreadsheet program makes of them."""
    import datetime as dt

    xlsxwriter = pytest.importorskip("xlsxwriter")
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    looks = {
        dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        dt.date: book.add_format({"num_format": "dd/mm/yyyy"}),
        dt.time: book.add_format({"num_format": "hh:mm"}),
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, (dt.datetime, dt.date, dt.time)):
                    sheet.write_datetime(number, place, cell, looks[type(cell)])
                elif isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                elif cell is not None:
                    sheet.write(number, place, cell)
    book.close()
    return target.getvalue()
