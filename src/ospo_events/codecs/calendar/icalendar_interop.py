"""Converts to and from calendars of the `icalendar` package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._codec import Decoded
from .codec import ICS

if TYPE_CHECKING:
    import icalendar

    from ...model.event import Event

__all__ = ["from_icalendar", "to_icalendar"]


def to_icalendar(event: Event, **options: Any) -> icalendar.Calendar:
    """Return the event as a calendar of the `icalendar` package, which you can change and extend.

    Args:
        event: the event.
        options: those of the codec `ics`.
    """
    import icalendar  # noqa: PLC0415 # icalendar is heavy, and only this needs it

    calendar = icalendar.Calendar.from_ical(ICS.encode(event, **options).value())
    assert isinstance(calendar, icalendar.Calendar), "a VCALENDAR is a Calendar"
    return calendar


def from_icalendar(calendar: icalendar.Calendar, **options: Any) -> Decoded:
    """Read a calendar of the `icalendar` package.

    Args:
        calendar: the calendar.
        options: those of decoding the codec `ics`.
    """
    return ICS.decode(calendar.to_ical(), source="<icalendar.Calendar>", **options)
