"""Reads the dates in a line of prose: one or several, with or without a year; none is guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from ._words import DAY, MONTHS, WEEKDAYS

__all__ = ["Dates", "DayHeading", "day_heading", "find_dates"]


class Dates(NamedTuple):
    """Dates that a line names together: `July 9 & 10, 2024`."""

    begin: int
    stop: int
    """Where their words end."""
    days: tuple[tuple[int, int], ...]
    """The month and the day of each."""
    year: int | None
    """The year; None: the line has none."""
    is_range: bool = False
    """Whether the days between the two are included: `30 June – 2 July`."""

    def in_year(self, year: int | None) -> tuple[dt.date, ...]:
        """Return the dates in the year of the line, or in the given year; an invalid date, 31 June, is left out."""
        actual = self.year or year
        dates = tuple(_dates(actual, self.days)) if actual is not None else ()
        if not self.is_range or len(dates) != 2 or not 0 < (dates[1] - dates[0]).days < _LONGEST:
            return dates
        return tuple(dates[0] + dt.timedelta(days=number) for number in range((dates[1] - dates[0]).days + 1))


_LONGEST = 31
"""How many days a range of dates may have: longer ranges are not events."""


def _dates(year: int, days: tuple[tuple[int, int], ...]) -> Iterator[dt.date]:
    for month, day in days:
        try:
            yield dt.date(year, month, day)
        except ValueError:
            continue


class DayHeading(NamedTuple):
    """A line that names the day of the rows below it."""

    title: str | None = None
    """The title of the day."""
    number: int | None = None
    """The number of the day in the event, from 1, if the line has it."""
    dates: Dates | None = None
    """Its date, if the line has it."""
    weekday: int | None = None
    """Its day of the week, from 0 for Monday, if the line has it."""


_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_NTH = r"(\d{1,2})(?:st|nd|rd|th|er|\.)?"
_AND = r"\s*(?:-|–|—|&|,|/|\+|to|and|et|au|y|al|und|bis|и|по|到|至|و)\s*"
_TAIL = r"(?:,?\s*(?:de\s+|del\s+|г\.?\s+)?(\d{4})(?!\d)(?:\s?г\.)?)?"
_day_first = re.compile(
    rf"(?<![\w.]){_NTH}(?:{_AND}{_NTH})?(?:{_AND}{_NTH})?\s*(?:of\s+|de\s+|do\s+)?({_MONTH})\.?(?!\w){_TAIL}",
    re.IGNORECASE,
)
_month_first = re.compile(
    rf"(?<!\w)({_MONTH})\.?\s+{_NTH}(?:{_AND}{_NTH})?(?:{_AND}{_NTH})?(?!\d|[:.]\d){_TAIL}", re.IGNORECASE
)
_two_months = re.compile(
    rf"(?<![\w.]){_NTH}\s*({_MONTH})\.?{_AND}{_NTH}\s*({_MONTH})\.?(?!\w){_TAIL}"
    rf"|(?<!\w)({_MONTH})\.?\s+{_NTH}{_AND}({_MONTH})\.?\s+{_NTH}(?!\d){_TAIL}",
    re.IGNORECASE,
)
_numbers = re.compile(r"(?<![\d.:/-])(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}))(?![\d:/-])")
_slashes = re.compile(r"(?<![\d.:/-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d:/-])")
_chinese = re.compile(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_number_of_day = re.compile(
    rf"(?<!\w)(?:{DAY})\s*(?:n[°º.]?\s*|#)?(\d{{1,2}}|[一二三四五六七八九])(?!\d|[:.h]\d)(?:\s*天)?|(?<!\w)(\d{{1,2}})\.\s*tag\b",
    re.IGNORECASE,
)
_WEEKDAY_NAMES = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_weekday = re.compile(rf"(?<!\w)({_WEEKDAY_NAMES})(?!\w)\.?,?", re.IGNORECASE)
_FILLERS = re.compile(
    r"(?:events?|agenda|programme|program|schedule|sessions?|activities|ordre du jour|programa|programm)\W*$",
    re.IGNORECASE,
)
_AT_ENDS = " \t:–—-·|,.*()"
_CHINESE = "一二三四五六七八九"


def find_dates(text: str) -> Dates | None:
    """Return the first dates in a line; a range includes all of its days."""
    found = [match for match in (_named_range(text), _in_words(text), _in_numbers(text)) if match is not None]
    return min(found, key=lambda dates: (dates.begin, -dates.stop), default=None)


def _named_range(text: str) -> Dates | None:
    match = _two_months.search(text)
    if match is None:
        return None
    if match[1]:
        days = ((MONTHS[match[2].casefold()], int(match[1])), (MONTHS[match[4].casefold()], int(match[3])))
        year = match[5]
    else:
        days = ((MONTHS[match[6].casefold()], int(match[7])), (MONTHS[match[8].casefold()], int(match[9])))
        year = match[10]
    return Dates(match.start(), match.end(), days, int(year) if year else None, is_range=True)


def _in_words(text: str) -> Dates | None:
    one, other = _day_first.search(text), _month_first.search(text)
    if one is None and other is None:
        return None
    if other is None or (one is not None and one.start() <= other.start()):
        assert one is not None
        month, numbers, year, match = one[4], one.group(1, 2, 3), one[5], one
    else:
        month, numbers, year, match = other[1], other.group(2, 3, 4), other[5], other
    days = [int(number) for number in numbers if number]
    begin = match.start()
    if match is one and len(days) == 2 and days[0] > days[1]:
        days, begin = days[1:], match.start(2)  # `Day 3 – 1 July` is one date
    if len(days) == 2 and days[0] < days[1] and re.search(r"\d\D*(?:-|–|—|to|au|al|bis|по|到|至)\D*\d", match[0]):
        days = list(range(days[0], days[1] + 1))
    named = tuple((MONTHS[month.casefold()], day) for day in days)
    return Dates(begin, match.end(), named, int(year) if year else None)


def _in_numbers(text: str) -> Dates | None:
    if match := _numbers.search(text):
        if match[1]:
            return Dates(match.start(), match.end(), ((int(match[2]), int(match[3])),), int(match[1]))
        return Dates(match.start(), match.end(), ((int(match[5]), int(match[4])),), int(match[6]))
    if match := _chinese.search(text):
        year = int(match[1]) if match[1] else None
        return Dates(match.start(), match.end(), ((int(match[2]), int(match[3])),), year)
    if match := _slashes.search(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        # `4/9/2026` is one date here and another there: it is read only where it can be one alone.
        if first > 12 or first == second:
            return Dates(match.start(), match.end(), ((second, first),), year)
        if second > 12:
            return Dates(match.start(), match.end(), ((first, second),), year)
    return None


def day_heading(text: str) -> DayHeading | None:
    """Return the day that a heading names; None if the line is not the heading of a day."""
    if len(text) > 120:
        return None
    number, weekday, dates = _number_of_day.search(text), _weekday.search(text), find_dates(text)
    if dates is not None and len(dates.days) > 1:
        return None
    # A date that may be one of two is a heading all the same: what follows is on no day that was named before.
    doubtful = _slashes.search(text) if dates is None else None
    found = [match.span() for match in (weekday, doubtful) if match] + ([(dates.begin, dates.stop)] if dates else [])
    if number is not None and not (dates is not None and dates.begin <= number.start() < dates.stop):
        begins = [*(begin for begin, _ in found), number.start()]
    else:
        number, begins = None, [begin for begin, _ in found]
    if not begins or min(begins) > 12:
        return None
    pieces = _pieces(text, sorted(found))
    if sum(len(piece.split()) for piece in pieces) > 10:
        return None  # a sentence with a date in it
    if dates is None and doubtful is None and text[: min(begins)].strip(_AT_ENDS + "#"):
        return None
    title = _FILLERS.sub("", pieces[0]).strip(_AT_ENDS) if pieces else ""
    if dates is None and number is None and doubtful is None and title:
        return None  # `Monday blues`
    day = WEEKDAYS[weekday[1].casefold()] if weekday else None
    return DayHeading(title or None, _day_number(number), dates, day)


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Return the rest of a line without some spans of it."""
    for begin, stop in reversed(spans):
        text = text[:begin] + "\t" + text[stop:]
    return [piece for part in text.split("\t") if (piece := part.strip(_AT_ENDS))]


def _day_number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    said = match[1] or match[2]
    return _CHINESE.index(said) + 1 if said in _CHINESE else int(said)
