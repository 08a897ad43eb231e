"""Calendars: iCalendar and jCal, from and to events.

One mapping between an event and the calendar tree (jCal, RFC 7265) serves both spellings.
"""

from .bridge import from_icalendar, to_icalendar

__all__ = ["from_icalendar", "to_icalendar"]
