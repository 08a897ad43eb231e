"""Reads dates and times as JSON-LD documents spell them."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["read_datetime"]

_LOOSE = re.compile(
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})"
    r"(?:[T\s]\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:[.,]\d+)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:(?P<utc>Z|UTC|GMT)|(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{1,2}))?)?"
    r"\s*(?:\[[^\]]{1,60}\])?)?"
)


def read_datetime(text: str) -> tuple[dt.datetime | dt.date | None, bool]:
    """Return a date or a date with time, and whether it is valid ISO 8601; None if it is neither.

    A zone in brackets after it (RFC 9557) is accepted.
    """
    text = text.strip()
    try:
        if (len(text) == 10 or ":" not in text) and "T" not in text:
            return dt.date.fromisoformat(text), True
        return dt.datetime.fromisoformat(text.partition("[")[0] if text.endswith("]") else text), True
    except ValueError:
        pass
    match = _LOOSE.fullmatch(text)
    try:
        return (None, False) if match is None else (_loose_datetime(match), False)
    except ValueError:
        return None, False


def _loose_datetime(match: re.Match[str]) -> dt.datetime | dt.date:
    date = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["hour"] is None:
        return date
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(match[0])
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    zone: dt.tzinfo | None = dt.UTC if match["utc"] else None
    if match["sign"]:
        offset = dt.timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        zone = dt.timezone(-offset if match["sign"] == "-" else offset)
    time = dt.time(hour, int(match["minute"]), int(match["second"] or 0), tzinfo=zone)
    return dt.datetime.combine(date, time)
