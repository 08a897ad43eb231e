"""Values of content lines to the values of jCal (RFC 7265 section 3.6), by type."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

__all__ = ["VALUE_READERS", "is_moment", "is_value", "read_duration", "unescape", "utc_moment"]

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"n": "\n", "N": "\n"}


def unescape(value: str) -> str:
    r"""Return a TEXT value without its escapes, in one pass: `\\n` is a backslash and an n."""
    if "\\" not in value:
        return value
    if "\\\\" not in value:
        value = value.replace("\\n", "\n").replace("\\,", ",")
        if "\\" not in value:
            return value
    return _ESCAPE.sub(lambda match: _MEANT.get(match[1], match[1] if match[1] in '\\;,:"' else match[0]), value)


@lru_cache(maxsize=2000)  # in a programme the same times come again and again
def _date_time(value: str) -> str:
    value = value.strip()
    if len(value) in (15, 16) and value[8] in "Tt" and value[15:] in ("", "Z", "z"):
        text = f"{value[:4]}-{value[4:6]}-{value[6:8]}T{value[9:11]}:{value[11:13]}:{value[13:15]}"
        if _is_real(text):
            return text + value[15:].upper()
    raise ValueError(f"expected a date and time like 20240709T093000, got {value[:60]!r}")


def _is_real(text: str) -> bool:
    """Return whether a date or a time, as ISO 8601 writes it in full, is in the calendar."""
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return text.isascii()


_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ?)?").fullmatch


def is_moment(text: object) -> bool:
    """Return whether a value is a date or a time as jCal writes them."""
    return isinstance(text, str) and _MOMENT(text) is not None and _is_real(text.rstrip("Z"))


def is_value(kind: str, value: object) -> bool:
    """Return whether a JSON value is what jCal has for that type (RFC 7265 section 3.6)."""
    if kind in ("date", "date-time"):
        return is_moment(value)
    if kind == "period":
        parts = cast("list[Any]", value) if isinstance(value, list) else []
        return len(parts) == 2 and is_moment(parts[0]) and isinstance(parts[1], str)
    if kind in ("integer", "float"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, {"boolean": bool, "recur": dict}.get(kind, str))


def utc_moment(text: str) -> dt.datetime | None:
    """Return the moment of DTSTAMP or LAST-MODIFIED; what is without `Z` is taken for UTC, as they must be."""
    try:
        moment = dt.datetime.fromisoformat(text.rstrip("Z")[:19])
    except ValueError:
        return None
    return moment.replace(tzinfo=dt.UTC)


def _date(value: str) -> str:
    value = value.strip()
    text = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if len(value) == 8 and _is_real(text):
        return text
    raise ValueError(f"expected a date like 20240709, got {value[:60]!r}")


def _time(value: str) -> str:
    value = value.strip()
    if len(value) >= 6 and value[:6].isdigit():
        return f"{value[:2]}:{value[2:4]}:{value[4:6]}{value[6:7]}"
    raise ValueError(f"expected a time like 093000, got {value[:60]!r}")


def _utc_offset(value: str) -> str:
    value = value.strip()
    if re.fullmatch(r"[+-]\d{4}(\d\d)?", value) is None:
        raise ValueError(f"expected an offset like -0400, got {value[:60]!r}")
    text = f"{value[:3]}:{value[3:5]}"
    return f"{text}:{value[5:]}" if value[5:] else text


def _integer(value: str) -> int:
    value = value.strip()
    if re.fullmatch(r"[+-]?\d{1,18}", value) is None:
        raise ValueError(f"expected a whole number, got {value[:60]!r}")
    return int(value)


def _float(value: str) -> float:
    value = value.strip()
    if re.fullmatch(r"[+-]?\d{1,15}(\.\d{0,40})?", value) is None:
        raise ValueError(f"expected a number, got {value[:60]!r}")
    return float(value)


def _boolean(value: str) -> bool:
    return value.strip().upper() == "TRUE"


_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?", re.IGNORECASE
)


def read_duration(value: str) -> dt.timedelta:
    """Return the time a DURATION says.

    Raises:
        ValueError: it is none, or longer than calendars are.
    """
    match = _DURATION.fullmatch(value.strip())
    if match is None or len(value.strip()) < 3:
        raise ValueError(f"expected a duration like PT1H30M, got {value[:60]!r}")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    try:
        length = dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise ValueError(f"expected a duration a calendar can hold, got {value[:60]!r}") from None
    return -length if match[1] == "-" else length


def _duration(value: str) -> str:
    read_duration(value)
    return value.strip().upper()


def _period(value: str) -> list[str]:
    start, slash, end = value.partition("/")
    if not slash:
        raise ValueError(f"expected a period like 20240709T093000Z/PT1H, got {value[:60]!r}")
    return [_date_time(start), _duration(end) if "P" in end.upper() else _date_time(end)]


def _recur(value: str) -> dict[str, Any]:
    rule: dict[str, Any] = {}
    for part in value.strip().rstrip(";").split(";"):
        key, equals, text = part.partition("=")
        key = key.strip().lower()
        if not equals or not key.isalnum() or len(value) > 5000:
            raise ValueError(f"expected a recurrence rule like FREQ=YEARLY, got {value[:60]!r}")
        if key == "until":
            rule[key] = _date(text) if len(text) == 8 else _date_time(text)
        elif key in ("count", "interval"):
            rule[key] = _integer(text)
        else:
            items = [int(item) if re.fullmatch(r"[+-]?\d{1,6}", item) else item.upper() for item in text.split(",")]
            rule[key] = items[0] if len(items) == 1 else items
    return rule


VALUE_READERS: dict[str, Callable[[str], Any]] = {
    "text": unescape,
    "date-time": _date_time,
    "date": _date,
    "time": _time,
    "utc-offset": _utc_offset,
    "integer": _integer,
    "float": _float,
    "boolean": _boolean,
    "duration": _duration,
    "period": _period,
    "recur": _recur,
    "uri": str.strip,
    "cal-address": str.strip,
}
"""What reads the text of a value, for each type but `unknown` and `binary`, which are taken as they are."""
