"""Reads the sheets of a workbook with calamine; an old one (.xls) in a separate process with bounded memory and time.

calamine trusts the sizes that an .xls file states: a damaged one makes it request all memory, which ends the process. A
workbook that is an archive is checked beforehand.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any, TypeAlias

__all__ = ["DamagedWorkbook", "LockedWorkbook", "Sheets", "answer", "sheets_in", "sheets_in_process"]

Sheets: TypeAlias = "list[tuple[str, list[list[object]]]]"
"""The name and the rows of each sheet."""
_MOST_SECONDS = 60
_MOST_MEMORY = 2 * 1024**3
_MOST_MERGED = 5_000_000
"""How many cells receive the value of the first cell of a merged area."""
_CHILD = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({_MOST_MEMORY}, {_MOST_MEMORY}))
except (ImportError, ValueError, OSError):
    pass
from {__name__} import answer
sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
"""


class LockedWorkbook(Exception):
    """A workbook with a password."""


class DamagedWorkbook(Exception):
    """A workbook that cannot be read; the message says why."""


def sheets_in(data: bytes) -> Sheets:
    """Return the sheets of a workbook.

    Raises:
        ImportError: python-calamine is not installed.
        LockedWorkbook: the workbook has a password.
        DamagedWorkbook: the workbook cannot be read.
    """
    calamine: Any = import_module("python_calamine")
    sheets: Sheets = []
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            rows: list[list[object]] = sheet.to_python(skip_empty_area=False)
            _fill(rows, sheet.merged_cell_ranges or ())
            sheets.append((name, rows))
    except calamine.PasswordError as problem:
        raise LockedWorkbook from problem
    except BaseException as problem:
        # A panic of Rust is a BaseException, not an Exception.
        if isinstance(problem, Exception) or type(problem).__name__ == "PanicException":
            raise DamagedWorkbook(str(problem)) from problem
        raise
    return sheets


def _fill(rows: list[list[object]], areas: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Give each cell of a merged area the value of its first cell."""
    left_over = _MOST_MERGED
    for (top, left), (bottom, right) in areas:
        if top >= len(rows) or left >= len(rows[top]) or left_over < 0:
            continue
        for row in rows[top : bottom + 1]:
            width = len(row[left : right + 1])
            row[left : right + 1] = [rows[top][left]] * width
            left_over -= width


def answer(data: bytes) -> bytes:
    """Return the output of the process that reads a workbook: its sheets, or nothing if it has a password."""
    try:
        return pickle.dumps(sheets_in(data))
    except LockedWorkbook:
        return pickle.dumps(None)


def sheets_in_process(data: bytes) -> Sheets:
    """Return the sheets of a workbook, read in a separate process; raises the same as `sheets_in`."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", _CHILD]
    try:
        done = subprocess.run(  # noqa: S603 # our own program, which reads what it is given
            command, input=data, capture_output=True, check=True, timeout=_MOST_SECONDS, env=environment
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise DamagedWorkbook("it cannot be read within the limits of memory and time") from problem
    sheets: Sheets | None = pickle.loads(done.stdout)  # noqa: S301 # what `answer` wrote
    if sheets is None:
        raise LockedWorkbook
    return sheets
