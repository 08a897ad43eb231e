"""Reads workbooks of spreadsheet programs (.xlsx, .ods, .xls) with calamine, within size limits."""

from __future__ import annotations

import re
from importlib.util import find_spec

from ...diagnostics import Findings, Severity
from ...errors import MissingExtra
from .archive import is_archive, read_archive
from .grid import Grid, address
from .sheets import DamagedWorkbook, LockedWorkbook, sheets_in, sheets_in_process

__all__ = ["read_workbook"]

MOST_CELLS = 5_000_000
"""How many cells a sheet may have, from the first to the last one, with everything between them."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The parts of an office file that has a password."""
_is_sheet = re.compile(r"xl/(?:worksheets|charts|dialog)[^/]*/[^/]+\.xml|content\.xml", re.IGNORECASE).fullmatch
_cells = re.compile(rb"""[\s:]r=["']([A-Za-z]{0,3})([0-9]{1,7})["']""").findall
_may_be_far = re.compile(
    rb"""r=["'](?:[C-Zc-z][A-Za-z][0-9]|[A-Za-z]{3}[0-9]|[A-Za-z]{0,2}(?:[5-9][0-9]{4}|[0-9]{6}))"""
).search
"""Matches cell addresses beyond column BZ or row 49 999; a sheet without any has fewer cells than allowed."""
_ods_tags = re.compile(rb"<(table:table|table:table-row|table:(?:covered-)?table-cell)(?=[\s>/])([^>]*)>").finditer
_repeated = re.compile(rb"""number-(?:rows|columns)-repeated=["']([0-9]{1,12})["']""").search


def read_workbook(data: bytes, source: str, findings: Findings) -> list[Grid] | None:
    """Return the sheets of a workbook; None, and an error, if it cannot be read.

    Raises:
        MissingExtra: python-calamine is not installed.
    """
    packed = is_archive(data)
    if find_spec("python_calamine") is None:
        raise MissingExtra("workbooks need the xlsx extra: pip install 'ospo-events[xlsx]'")
    if packed and not _is_harmless(data, findings):
        return None
    try:
        if not packed and _ENCRYPTED in data:
            raise LockedWorkbook
        sheets = sheets_in(data) if packed else sheets_in_process(data)
    except LockedWorkbook:
        findings.add(
            "refused-workbook",
            "expected a workbook without a password, got one with a password",
            severity=Severity.ERROR,
            help="save it without a password",
        )
        return None
    except DamagedWorkbook as problem:
        message = f"expected a workbook, got a damaged one: {problem}"
        findings.add("wrong-format", message[:200], severity=Severity.ERROR)
        return None
    return [Grid(name, source, rows) for name, rows in sheets]


def _is_harmless(data: bytes, findings: Findings) -> bool:
    """Return whether a workbook has no macros, no links to others and its true size; otherwise an error says why."""
    names: list[str] = []

    def wanted(name: str) -> bool:
        names.append(name)
        return name.endswith((".xml", ".rels"))

    parts = read_archive(data, findings, wanted)
    if parts is None:
        return False
    refused = _refused(names, parts.get("[Content_Types].xml", b""))
    if refused is not None:
        findings.add("refused-workbook", f"expected a workbook that only has cells, got one with {refused[0]}",
                     severity=Severity.ERROR, help=refused[1])  # fmt: skip
        return False
    for name, content in parts.items():
        if _is_sheet(name) and (cells := _extent(content)) is not None:
            message = f"expected at most {MOST_CELLS} cells in a sheet, got {cells} in {name}"
            findings.add("too-large", message, severity=Severity.ERROR,
                         help="delete the rows and columns far from the table, then save")  # fmt: skip
            return False
    return True


def _refused(names: list[str], types: bytes) -> tuple[str, str] | None:
    if any(name.endswith(("vbaProject.bin", "/script-lb.xml")) for name in names) or b"macroEnabled" in types:
        return "macros", "save it as a workbook without macros, .xlsx or .ods"
    if any(name.startswith("xl/externalLinks/") for name in names):
        return "links to other workbooks", "replace the links by their values, then save"
    return None


def _extent(content: bytes) -> str | None:
    """Return the size of a sheet that is too large; None for others."""
    rows = columns = 0
    if _may_be_far(content):
        letters, numbers = map(set, zip(*_cells(content), (b"", b"0"), strict=True))
        rows, columns = max(map(int, numbers)), max(map(_number, letters))
    if b"<table:table-row" in content:
        rows, columns = _extent_of_ods(content)
    if rows * max(columns, 1) > MOST_CELLS:
        return f"all up to {address(rows - 1, max(columns, 1) - 1)}"
    return "more" if content.count(b"<c ") + content.count(b"<c>") > MOST_CELLS else None


def _extent_of_ods(content: bytes) -> tuple[int, int]:
    """Return the numbers of rows and columns up to the last cell with content."""
    rows = columns = last = column = 0
    for tag in _ods_tags(content):
        if tag[1] == b"table:table":
            rows = 0
            continue
        repeated = _repeated(tag[2])
        number = int(repeated[1]) if repeated else 1
        if tag[1] == b"table:table-row":
            rows, column = rows + number, 0
        else:
            column += number
            if not tag[2].endswith(b"/") or b"office:value" in tag[2]:
                last, columns = max(last, rows), max(columns, column)
    return last, columns


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
