"""A second look at what a strict reading of a content line refused: texts of vCalendar 1.0, and times spelled oddly.

What says clearly what is meant is read, and told by who asks; what does not is left to be told as an error.
"""

from __future__ import annotations

import binascii
import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from .properties import COMMA_LISTS
from .text import clean
from .values import VALUE_READERS

__all__ = ["BARE_PARAMETERS", "mended_moment", "mended_times", "text_decoder", "text_of"]

BARE_PARAMETERS = {
    "quoted-printable": ("encoding", "quoted-printable"),
    "base64": ("encoding", "base64"),
    "8bit": ("encoding", "8bit"),
    "7bit": ("encoding", "7bit"),
    "url": ("value", "uri"),
}
"""Parameters that vCalendar 1.0 lets stand without their names, in lower case."""

_CHARSET = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|(windows-|cp)\d{3,4}|koi8-[ru]|shift_jis|euc-(jp|kr)|gb(2312|k|18030)|big5",
    re.IGNORECASE,
)
"""The names that CHARSET may have: Python knows more, and some of those take an attacker's time to decode."""


def text_of(data: bytes, charset: object) -> str:
    """Return the text of bytes in the encoding that CHARSET names, or what they are without that: UTF-8, Windows."""
    named = [charset] if isinstance(charset, str) and _CHARSET.fullmatch(charset) else []
    for encoding in (*named, "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def text_decoder(encoding: object, charset: object) -> Callable[[str], str] | None:
    """Return what decodes the values of a property with that ENCODING and CHARSET, or None where nothing has to."""
    name = str(encoding).lower()
    if name == "quoted-printable":
        return lambda value: clean(text_of(binascii.a2b_qp(value.encode()), charset))
    if name in ("base64", "b"):
        return lambda value: clean(text_of(binascii.a2b_base64(value.encode()), charset))
    return None


_ODD = re.compile(
    r"(?P<date>(\d{4})(?P<dash>[-/.]?)(\d\d)(?P=dash)(\d\d))"
    r"(?:(?:T|\s+)(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)


def mended_moment(text: str) -> str | None:
    """Return a date or a time that is spelled oddly as jCal has it, or None where it is not clear what is meant.

    Year, month and day stand in that order; the seconds may be missing; 24:00 is the next midnight, and second 60 is
    second 59 (RFC 5545 section 3.3.12); a time with an offset is turned into UTC.
    """
    match = _ODD.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match[group] or 0) for group in (2, 4, 5, 6, 7, 8))
    try:
        date = dt.date(year, month, day)
        if match[6] is None:
            return date.isoformat()
        late = (hour, minute, second) == (24, 0, 0)
        wall = dt.datetime.combine(date, dt.time(0 if late else hour, minute, 59 if second == 60 else second))
        wall += dt.timedelta(days=late)
        zone = match["zone"]
        if zone is None:
            return wall.isoformat()
        if zone.upper() in ("Z", "UTC"):
            return f"{wall.isoformat()}Z"
        offset = dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        return f"{(wall + offset if zone[0] == '-' else wall - offset).isoformat()}Z"
    except (ValueError, OverflowError):
        return None


def mended_times(name: str, kind: str, value: str) -> tuple[str, list[Any], list[str]] | None:
    """Return the type and the values of a property of times that are spelled oddly, and those of no meaning.

    Args:
        name: the property.
        kind: the type that it has or says it has.
        value: its value, which is not written as that type is.
    """
    if kind == "recur":
        return _mended_rule(value)
    if kind not in ("date", "date-time"):
        return None
    moments: list[str] = []
    bad: list[str] = []
    for part in value.split(",") if name in COMMA_LISTS else [value]:
        moment = mended_moment(part)
        if moment is None:
            bad.append(part)
        else:
            moments.append(moment)
    if not moments:
        return None
    return "date" if all(len(moment) == 10 for moment in moments) else "date-time", moments, bad


_UNTIL = re.compile(r"(?<=UNTIL=)[^;]+", re.IGNORECASE)


def _mended_rule(value: str) -> tuple[str, list[Any], list[str]] | None:
    """Return a recurrence rule whose UNTIL is spelled oddly."""
    match = _UNTIL.search(value)
    moment = None if match is None else mended_moment(match[0])
    if moment is None:
        return None
    plain = _UNTIL.sub(moment.replace("-", "").replace(":", ""), value)
    try:
        return "recur", [VALUE_READERS["recur"](plain)], []
    except (ValueError, OverflowError):
        return None
