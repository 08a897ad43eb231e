"""libical, the reader of Evolution, KDE and older Thunderbirds, through ctypes: our calendars as it understands them.

Zones are those that the file declares: libical's own database is never asked.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import re
from typing import NamedTuple

__all__ = ["Item", "items", "library"]


_ERROR = re.compile(rb"X-LIC-ERROR[^:]*:([^\r]*)")
_TOO_NEW = (
    b"property name: CONCEPT",
    b"property name: LINK",
    b"property name: REFID",
    b"property name: STRUCTURED-DATA",
)
"""Properties of RFC 9253 and RFC 9073, which libical 3.0 does not know and leaves out."""


class _Time(ctypes.Structure):
    """`struct icaltimetype` of libical 3."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_dst")),
        ("zone", ctypes.c_void_p),
    )


class Item(NamedTuple):
    """A VEVENT as libical reads it: seconds since 1970."""

    uid: str
    summary: str
    start: int
    end: int


def library() -> ctypes.CDLL | None:
    """Return libical 3, or None where it is not installed."""
    name = ctypes.util.find_library("ical")
    if name is None or not name.endswith(".3"):
        return None
    lib = ctypes.CDLL(name)
    pointer = ctypes.c_void_p
    for function, result, *arguments in (
        ("icalparser_parse_string", pointer, ctypes.c_char_p),
        ("icalcomponent_isa", ctypes.c_int, pointer),
        ("icalcomponent_get_first_component", pointer, pointer, ctypes.c_int),
        ("icalcomponent_get_next_component", pointer, pointer, ctypes.c_int),
        ("icalcomponent_get_uid", ctypes.c_char_p, pointer),
        ("icalcomponent_get_summary", ctypes.c_char_p, pointer),
        ("icalcomponent_get_dtstart", _Time, pointer),
        ("icalcomponent_get_dtend", _Time, pointer),
        ("icalcomponent_as_ical_string", ctypes.c_char_p, pointer),
        ("icalcomponent_get_timezone", pointer, pointer, ctypes.c_char_p),
        ("icaltimezone_get_tzid", ctypes.c_char_p, pointer),
        ("icaltime_as_timet_with_zone", ctypes.c_long, _Time, pointer),
        ("icalcomponent_free", None, pointer),
    ):
        getattr(lib, function).restype = result
        getattr(lib, function).argtypes = arguments
    return lib


def items(lib: ctypes.CDLL, data: bytes) -> list[Item]:
    """Return the VEVENTs of a calendar.

    Raises:
        ValueError: libical finds an error in it, or a zone that it does not declare.
    """
    root = lib.icalparser_parse_string(data)
    if not root or lib.icalcomponent_isa(root) != _calendar_kind(lib):
        raise ValueError("libical finds no calendar in it")
    try:
        text = lib.icalcomponent_as_ical_string(root).replace(b"\r\n ", b"")
        errors = [error for error in _ERROR.findall(text) if not error.endswith(_TOO_NEW)]
        if errors:
            raise ValueError(f"libical finds errors in it: {errors[0]!r}")
        kind = lib.icalcomponent_string_to_kind(b"VEVENT")
        found: list[Item] = []
        item = lib.icalcomponent_get_first_component(root, kind)
        while item:
            times = (lib.icalcomponent_get_dtstart(item), lib.icalcomponent_get_dtend(item))
            start, end = (_seconds(lib, root, time) for time in times)
            uid, summary = lib.icalcomponent_get_uid(item), lib.icalcomponent_get_summary(item)
            found.append(Item(uid.decode(), (summary or b"").decode(), start, end))
            item = lib.icalcomponent_get_next_component(root, kind)
        return found
    finally:
        lib.icalcomponent_free(root)


def _calendar_kind(lib: ctypes.CDLL) -> int:
    return int(lib.icalcomponent_string_to_kind(b"VCALENDAR"))


def _seconds(lib: ctypes.CDLL, root: int, time: _Time) -> int:
    """Return the instant of a time, by the VTIMEZONE that the file has for it."""
    zone = time.zone
    if zone and (tzid := lib.icaltimezone_get_tzid(zone)) not in (None, b"UTC"):
        declared = lib.icalcomponent_get_timezone(root, tzid)
        if not declared:
            raise ValueError(f"the file does not declare {tzid!r}")
        zone = declared
    return int(lib.icaltime_as_timet_with_zone(time, zone))
