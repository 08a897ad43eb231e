"""Calendars: helpers for iCalendar files, besides `decode` and `encode`, which read and write them.

`make_feeds` and `write_feeds` give the set of calendars that people subscribe to: all sessions, and one for each day,
track, room, person and kind; `make_calendar` gives one of any sessions. `check` says what calendar programs will make
of a file. `to_icalendar` and `from_icalendar` lead to the `icalendar` package and back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._lazy import lazy_names

if TYPE_CHECKING:
    from .doctor import check
    from .feeds import Calendars, Feed, make_calendar, make_feeds, write_feeds
    from .icalendar_interop import from_icalendar, to_icalendar
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "doctor": ("check",),
            "feeds": ("Calendars", "Feed", "make_calendar", "make_feeds", "write_feeds"),
            "icalendar_interop": ("from_icalendar", "to_icalendar"),
        },
    )

__all__ = ["Calendars", "Feed", "check", "from_icalendar", "make_calendar", "make_feeds", "to_icalendar", "write_feeds"]
