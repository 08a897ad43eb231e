"""Reads dates and times as people type them into tables: nothing is guessed, a doubt is reported."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["MONTHS", "clock_of", "date_in_words", "split_time"]

_MONTHS = """january jan januar janvier enero|february feb februar février febrero|march mar märz maerz mars marzo|
april apr avril abril|may mai mayo|june jun juni juin junio|july jul juli juillet julio|august aug août agosto|
september sep sept septembre septiembre|october oct oktober okt octobre octubre|november nov novembre noviembre|
december dec dezember dez décembre diciembre"""
MONTHS = {word: number for number, words in enumerate(_MONTHS.split("|"), 1) for word in words.split()}
_CLOCK = r"\d{1,2}(?:[:.h]\d\d(?:[:.][0-5]\d(?:\.\d+)?)?(?:\s?[ap]\.?m\.?)?|\s?[ap]\.?m\.?)"
_clock = re.compile(r"(\d{1,2})(?:[:.h](\d\d)(?:[:.][0-5]\d(?:\.\d+)?)?)?(?:\s?([ap])\.?m\.?)?", re.I | re.A).fullmatch
_with_clock = re.compile(rf"(.*?)(?:^|[\sT,]+)({_CLOCK})(?:\s?(?:uhr|h))?", re.I | re.A | re.S).fullmatch
_range = re.compile(
    rf"(.*?{_CLOCK})(?:\s?(?:uhr|h))?\s*(?:-|–|—|\bto\b|\buntil\b|\bbis\b)\s*({_CLOCK})(?:\s?(?:uhr|h))?",
    re.I | re.A | re.S,
).fullmatch
_iso = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})", re.A).fullmatch
_numbers = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4})", re.A).fullmatch
_day_first = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?([^\W\d_]+)\.?,?\s+(\d{4})", re.I).fullmatch
_month_first = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.I).fullmatch
_weekday = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim)[^\W\d_]*\.?,?\s+", re.I
)


def clock_of(text: str) -> dt.time | None:
    """Return a time of day: `9:30`, `9.30`, `9h30`, `09:30:00`, `9:30 pm`, `9 am`."""
    match = _clock(text.strip())
    if match is None or (match[2] is None and match[3] is None):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if half := match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def split_time(text: str) -> tuple[str, str, str]:
    """Return the date, the start and the end in a text such as `4 Sep 2026, 10:00-10:30`; "" for a missing one."""
    text, end = text.strip(), ""
    if match := _range(text):
        text, end = match[1], match[2]
    if match := _with_clock(text):
        return match[1].strip(" ,"), match[2], end
    return text, "", end


def date_in_words(text: str, order: str | None) -> dt.date | None:
    """Return a date; None if the text is not a date, or may be two dates.

    Args:
        text: `2026-09-04`, `4.9.2026`, `4 September 2026`, `Sep 4, 2026`, with or without a weekday before it.
        order: what `4/9/2026` means, `dmy` or `mdy`; None: only unambiguous dates are read.
    """
    text = _weekday.sub("", text.strip()) if len(text) < 60 else ""
    if match := _iso(text):
        return _date(match[1], match[2], match[3])
    if match := _numbers(text):
        first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
        if mark == "." or order == "dmy" or (order is None and (first > 12 or first == second)):
            return _date(year, second, first)
        return _date(year, first, second) if order == "mdy" or second > 12 else None
    if match := _day_first(text):
        return _date(match[3], MONTHS.get(match[2].casefold()), match[1])
    if match := _month_first(text):
        return _date(match[3], MONTHS.get(match[1].casefold()), match[2])
    return None


def _date(year: str, month: str | int | None, day: str | int) -> dt.date | None:
    try:
        return dt.date(int(year), int(month or 0), int(day))
    except ValueError:
        return None
