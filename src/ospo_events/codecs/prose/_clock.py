"""Reads the times of day in a line of prose: one grammar, in which a damaged time is a finding, not an open end."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from ._words import ALL_DAY, CLOCK_NAMES, FROM, ONWARDS, TO

__all__ = ["Times", "has_time", "read_times"]


class Times(NamedTuple):
    """The times in a line of prose."""

    text: str
    """The words of the times."""
    stop: int
    """Where they end in the line."""
    start: dt.time | None = None
    """When it begins; None: it lasts all day, or the time is damaged."""
    end: dt.time | None = None
    """When it ends; None: the end is open or missing."""
    is_open: bool = False
    """Whether the line says that the end is open."""
    start_day: int | None = None
    """How many days after the day of the line it begins, if the line says so: `00:30 (+1 day)`."""
    end_day: int | None = None
    """How many days after the day of the line it ends, if the line says so."""
    zones: tuple[str | None, str | None] = (None, None)
    """The words for the zone after the start and after the end: `EST`."""
    is_all_day: bool = False
    """Whether it lasts all day."""
    problem: str | None = None
    """The error in the time; there is neither a start nor an end then."""


_HALF = r"(?:\s?(?P<half{0}>[apAP])\.?\s?[mM]\b\.?)"
_CLOCK = (
    r"(?P<hour{0}>\d{{1,2}})(?:(?:[:：.]|\s?[hH]\s?|時|点|时)(?P<minute{0}>\d{{2}})(?:[:.]\d{{2}})?(?!\d)(?:分|\s?[hH]\b)?|"
    r"(?:[hH]|\s?Uhr|点|时|\s?ч)(?!\w))?" + _HALF + r"?(?:\s?(?:Uhr|hrs?\b|час\w*))?"
)
_NAMES = "|".join(CLOCK_NAMES)
_ONE = rf"(?:(?P<name{{0}}>{_NAMES})\b|{_CLOCK})"
_FOUR = r"(?P<four{0}>(?:[01]\d|2[0-4])[0-5]\d)(?:\s?(?:hrs?|h|Uhr)\b)?"


def _pattern(text: str, number: int) -> str:
    return text.replace("{0}", str(number)).replace("{{", "{").replace("}}", "}")


_ZONE = r"(?:\s?\(?\b(?P<zone{0}>(?-i:UTC|GMT|[A-Z]{{1,4}}T)(?:[+-]\d{{1,2}}(?::?\d{{2}})?)?)\b\)?)?"
_to = re.compile(rf"\s*(?:{TO})\s*", re.IGNORECASE)
_DAYS_LATER = r"(?:\s*\(\+(?P<days{0}>\d{{1,2}}) days?\))?"
_first = re.compile(rf"(?:(?P<from>{FROM})\s+)?" + _pattern(_ONE + _ZONE + _DAYS_LATER, 0), re.IGNORECASE)
_second = re.compile(_pattern(_ONE + _ZONE + _DAYS_LATER, 1), re.IGNORECASE)
_four_digits = re.compile(_pattern(_FOUR, 0) + rf"\s*(?:{TO})\s*" + _pattern(_FOUR, 1) + r"(?![\d.:/])", re.IGNORECASE)
_onwards = re.compile(rf"\s*(?:(?:{TO})\s*)?(?:{ONWARDS})(?!\w)", re.IGNORECASE)
_open_dash = re.compile(r"\s*[-–—]\s*(?=$|\t|\|)")
_all_day = re.compile(rf"(?:{ALL_DAY})(?!\w)", re.IGNORECASE)
_damaged = re.compile(r"[\d:.hH ]*\d[\d:.hH]*(?:\s?[apAP]\.?[mM]\.?)?")
_looks_like_time = re.compile(
    r"(?<![\d.:/+-])(?:[01]?\d|2[0-4])(?:[:：h][0-5]\d|\s?[ap]\.?m\b|\s?h(?!\w)|\s?Uhr\b)(?![\d/])"
    r"|(?<![\d.:/+-])(?:[01]?\d|2[0-4])\.[0-5]\d(?!\.?\d|\s?%)",
    re.IGNORECASE,
)
_more_digits = re.compile(rf"\d|[.:]\d|\s\d{{1,2}}[:.hH]\d|\s?(?:{TO})\s?\d{{1,2}}[:.hH]\d", re.IGNORECASE)


def has_time(text: str) -> bool:
    """Return whether something in a line looks like a time of day."""
    return _looks_like_time.search(text) is not None


def read_times(text: str, begin: int = 0) -> Times | None:
    """Return the times at a position of a line; None if there are none.

    A number alone is no time: it has minutes, an `h`, `am` or `pm`, or an end that has. Where the end cannot be read
    the whole is damaged, since an end that is there and cannot be read is no open end.
    """
    if match := _all_day.match(text, begin):
        return Times(match[0], match.end(), is_all_day=True)
    if match := _four_digits.match(text, begin):
        is_time = text[match.start("four0")] == "0" or not match[0][-1].isdigit()
        return _checked(match[0], match.end(), _digits(match["four0"]), _digits(match["four1"])) if is_time else None
    first = _first.match(text, begin)
    if first is None:
        return None
    says_so = _is_certain(first, 0)
    times = _with_end(text, begin, first, says_so)
    if times is not None or not says_so:
        return times
    return _start_alone(text, begin, first)


def _with_end(text: str, begin: int, first: re.Match[str], says_so: bool) -> Times | None:
    """Return the times with the words after the start: an end, or words for an open end."""
    if onwards := _onwards.match(text, first.end()):
        return _opened(text[begin : onwards.end()], onwards.end(), first) if says_so else None
    to = _to.match(text, first.end())
    second = _second.match(text, to.end()) if to is not None else None
    if to is None or second is None:
        dash = _open_dash.match(text, first.end())
        return _opened(text[begin : dash.end()].rstrip(), dash.end(), first) if says_so and dash else None
    if _is_certain(second, 1) and not _goes_on(text, second.end()):
        return _range(text, begin, first, second)
    if not says_so:
        return None
    # `10:00 - 11` too: where the start has minutes, an end without them has lost something.
    stop = _end_of_damage(text, to.end())
    return _broken(text[begin:stop], stop, "its end cannot be read")


def _start_alone(text: str, begin: int, first: re.Match[str]) -> Times:
    if _goes_on(text, first.end()):
        stop = _end_of_damage(text, first.start())
        return _broken(text[begin:stop], stop, "it cannot be read")
    return _opened(text[begin : first.end()], first.end(), first, is_open=first["from"] is not None)


def _is_certain(match: re.Match[str], number: int) -> bool:
    """Return whether this is certainly a time: a bare number is not."""
    if any(match[f"{part}{number}"] for part in ("name", "minute", "half", "days")):
        return True
    return not match[0].strip()[-1].isdigit()


def _goes_on(text: str, stop: int) -> bool:
    """Return whether digits follow: then the text was something else, or damaged."""
    return _more_digits.match(text, stop) is not None


def _end_of_damage(text: str, begin: int) -> int:
    match = _damaged.match(text, begin)
    return match.end() if match else begin


def _range(text: str, begin: int, first: re.Match[str], second: re.Match[str]) -> Times:
    stop = second.end()
    words = text[begin:stop]
    start, end = _time(first, 0, second["half1"]), _time(second, 1, None)
    start_day, end_day = _days_later(first, 0), _days_later(second, 1)
    if second["hour1"] == "24" and not int(second["minute1"] or 0):
        end, end_day = dt.time(0), 1 if end_day is None else end_day + 1
    zones = (first["zone0"] or second["zone1"], second["zone1"] or first["zone0"])
    return _checked(words, stop, start, end)._replace(start_day=start_day, end_day=end_day, zones=zones)


def _days_later(match: re.Match[str], number: int) -> int | None:
    said = match[f"days{number}"]
    return None if said is None else int(said)


def _checked(words: str, stop: int, start: dt.time | None, end: dt.time | None) -> Times:
    if start is None or end is None:
        return _broken(words, stop, "no clock shows it")
    return Times(words, stop, start=start, end=end)


def _opened(words: str, stop: int, first: re.Match[str], *, is_open: bool = True) -> Times:
    start = _time(first, 0, None)
    if start is None:
        return _broken(words, stop, "no clock shows it")
    zones = (first["zone0"], None)
    return Times(words, stop, start=start, is_open=is_open, start_day=_days_later(first, 0), zones=zones)


def _broken(words: str, stop: int, why: str) -> Times:
    return Times(words.rstrip(), stop, problem=why)


def _digits(four: str) -> dt.time | None:
    hour, minute = int(four[:2]), int(four[2:])
    return dt.time(hour, minute) if hour < 24 else None


def _time(match: re.Match[str], number: int, borrowed: str | None) -> dt.time | None:
    """Return the time of one clock; `2-3pm` lends its `pm` to the start, unless that would be later than the end."""
    if name := match[f"name{number}"]:
        return dt.time(*CLOCK_NAMES[name.casefold()])
    hour, minute = int(match[f"hour{number}"]), int(match[f"minute{number}"] or 0)
    half = match[f"half{number}"]
    if half is None and borrowed is not None and 1 <= hour <= 12:
        half = borrowed
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in "pP" else 0)
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None
