"""The values of spreadsheet cells: texts, and numbers, dates and times as spreadsheet programs store them."""

from __future__ import annotations

import datetime as dt
import re

from .written_times import clock_of, date_in_words, split_time

__all__ = ["date_of_cell", "moment_of_cell", "text_of_cell", "time_of_cell"]

_FIRST_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001 # the local times of a spreadsheet have no zone
"""Day 0 of spreadsheets."""
_LAST_SERIAL = 2_958_466
"""The day after the last date, 9999-12-31."""
_is_moment = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*", re.ASCII | re.DOTALL).fullmatch
_fraction = re.compile(r"\d{1,7}[.,]\d+", re.ASCII).fullmatch


def text_of_cell(cell: object) -> str:
    """Return the text of a cell, as a spreadsheet shows it without formatting."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "auto" if cell.second or cell.microsecond else "minutes")
    if isinstance(cell, dt.time):
        return cell.isoformat("auto" if cell.second or cell.microsecond else "minutes")
    return str(cell)


def _serial(cell: object) -> dt.datetime | None:
    """Return the moment for a number of days, as spreadsheets count them; None if the cell is not such a number."""
    if isinstance(cell, str) and _fraction(cell.strip()):
        cell = float(cell.strip().replace(",", "."))
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not 0 <= cell < _LAST_SERIAL:
        return None
    return _FIRST_DAY + dt.timedelta(minutes=round(cell * 24 * 60))


def date_of_cell(cell: object, order: str | None = None) -> dt.date | None:
    """Return the date in a cell: a spreadsheet date, a number of days, or a text; None if it is not a date.

    Args:
        cell: the value of the cell.
        order: what `4/9/2026` means, `dmy` or `mdy`; None: only unambiguous dates are read.
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    moment = _serial(cell)
    if moment is not None:
        return moment.date()
    return date_in_words(text_of_cell(cell).strip().removesuffix(" 00:00:00"), order)


def time_of_cell(cell: object) -> dt.time | None:
    """Return the time of day in a cell: a spreadsheet time, a fraction of a day, or a text with 12 or 24 hours."""
    if isinstance(cell, dt.time):
        return cell
    if isinstance(cell, dt.datetime):
        return cell.time()
    if isinstance(cell, dt.timedelta):
        return (_FIRST_DAY + cell).time() if dt.timedelta() <= cell < dt.timedelta(days=1) else None
    moment = _serial(cell)
    if moment is not None:
        return moment.time()
    return clock_of(text_of_cell(cell))


def moment_of_cell(cell: object) -> dt.datetime | dt.date | None:
    """Return the date and time in a cell, or the date alone; None for a text, which is read as in native files."""
    if isinstance(cell, (dt.datetime, dt.date)):
        return cell
    text = text_of_cell(cell).strip()
    if _is_moment(text):
        return None
    moment = _serial(cell)
    if moment is not None:
        return moment
    date, clock, end = split_time(text)
    day, time = date_in_words(date, None), clock_of(clock) if clock else None
    if day is None or end or (clock and time is None):
        return None
    return dt.datetime.combine(day, time) if time is not None else day
