"""libical (Evolution, GNOME Calendar, KOrganizer) as an independent reader, by ctypes: it has no Python package."""

from __future__ import annotations

import ctypes
import ctypes.util
import re
from functools import cache
from typing import Any

_VEVENT = 4
"""`ICAL_VEVENT_COMPONENT`."""


class _Time(ctypes.Structure):
    """`struct icaltimetype` of libical 3."""

    _fields_ = [
        *(
            (name, ctypes.c_int)
            for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")
        ),
        ("zone", ctypes.c_void_p),
    ]


@cache
def library() -> Any:
    """Return libical 3, or None where it is not installed."""
    name = ctypes.util.find_library("ical") or "libical.so.3"
    try:
        found: Any = ctypes.CDLL(name)
    except OSError:
        return None
    if not name.endswith(".3"):
        return None  # another major version has other structures
    pointer = ctypes.c_void_p
    for function, result, arguments in (
        ("icalparser_parse_string", pointer, [ctypes.c_char_p]),
        ("icalcomponent_get_first_component", pointer, [pointer, ctypes.c_int]),
        ("icalcomponent_get_next_component", pointer, [pointer, ctypes.c_int]),
        ("icalcomponent_get_dtstart", _Time, [pointer]),
        ("icalcomponent_get_dtend", _Time, [pointer]),
        ("icalcomponent_get_summary", ctypes.c_char_p, [pointer]),
        ("icalcomponent_get_uid", ctypes.c_char_p, [pointer]),
        ("icalcomponent_as_ical_string", ctypes.c_char_p, [pointer]),
        ("icaltime_as_timet_with_zone", ctypes.c_long, [_Time, pointer]),
        ("icalcomponent_free", None, [pointer]),
    ):
        getattr(found, function).restype = result
        getattr(found, function).argtypes = arguments
    return found


def _errors(text: str) -> list[str]:
    """Return what libical noted as X-LIC-ERROR, but for properties that are younger than it (RFC 9253)."""
    noted = re.findall(r"^X-LIC-ERROR[^:]*:(.*)", re.sub(r"\r?\n[ \t]", "", text), re.MULTILINE)
    younger = ("property name: CONCEPT", "property name: LINK")
    return [error.strip() for error in noted if not error.strip().endswith(younger)]


def read(data: bytes) -> list[tuple[str, str, int, int]]:
    """Return UID, SUMMARY and the instants of start and end of every VEVENT, as libical makes them of the file.

    Raises:
        ValueError: it cannot parse the file, or found errors in it.
    """
    ical = library()
    root = ical.icalparser_parse_string(data)
    if not root:
        raise ValueError("expected a calendar, got what libical cannot parse")
    try:
        if errors := _errors(ical.icalcomponent_as_ical_string(root).decode()):
            raise ValueError(f"expected a calendar without errors, got {errors}")
        found = []
        item = ical.icalcomponent_get_first_component(root, _VEVENT)
        while item:
            uid, summary = ical.icalcomponent_get_uid(item), ical.icalcomponent_get_summary(item)
            times = (ical.icalcomponent_get_dtstart(item), ical.icalcomponent_get_dtend(item))
            start, end = (ical.icaltime_as_timet_with_zone(time, time.zone) for time in times)
            found.append((uid.decode(), (summary or b"").decode(), start, end))
            item = ical.icalcomponent_get_next_component(root, _VEVENT)
        return found
    finally:
        ical.icalcomponent_free(root)
