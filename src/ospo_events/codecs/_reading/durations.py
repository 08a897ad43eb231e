"""Reads durations, as programs and people write them."""

from __future__ import annotations

import re

__all__ = ["MOST_MINUTES", "duration_minutes"]

_two_parts = re.compile(r"(\d{1,5}):(\d{2,3})", re.ASCII).fullmatch
_three_parts = re.compile(r"(\d{1,3}):([0-5]?\d):([0-5]\d)", re.ASCII).fullmatch
_iso_duration = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:\d{1,5}S)?)?", re.ASCII).fullmatch
_in_words = re.compile(
    r"()(?:(\d{1,4}) ?h(?:(?:ou)?rs?)?)?[ ,]*(?:(\d{1,5}) ?(?:m(?:in(?:ute)?s?)?\.?)?)?", re.ASCII | re.IGNORECASE
).fullmatch
MOST_MINUTES = 400 * 1440
"""No session lasts longer than this: the year would be wrong."""


def duration_minutes(text: str, three: str = "h:mm:ss") -> int | None:
    """Return a duration in minutes; None if the text is not a duration.

    It may be `H:MM` (camps have written 90 minutes as `0:90`), three parts, which are read as `three` says, ISO 8601
    (`PT90M`), or a number of minutes or hours in words (`90`, `90 min`, `1h30`).
    """
    if not text or len(text) > 40:
        return None
    minutes: int | None = None
    if match := _two_parts(text):
        minutes = int(match[1]) * 60 + int(match[2])
    elif match := _three_parts(text):
        first, second, third = int(match[1]), int(match[2]), int(match[3])
        if three == "d:hh:mm":
            minutes = (first * 24 + second) * 60 + third if second < 24 else None
        else:
            minutes = first * 60 + second
    elif (match := _iso_duration(text) or _in_words(text)) and any(match.groups()):
        days, hours, rest = (int(part or 0) for part in match.groups())
        minutes = (days * 24 + hours) * 60 + rest
    return minutes if minutes is not None and minutes <= MOST_MINUTES else None
