"""Closed vocabularies: the few words that change what the library does."""

from __future__ import annotations

import enum

__all__ = ["AttendanceMode", "ParticipationMode", "Privacy", "Status"]


class Status(enum.Enum):
    """How firm an event, a session or a participation is (iCalendar STATUS, schema.org eventStatus)."""

    TENTATIVE = "tentative"
    """Proposed, not yet promised."""
    CONFIRMED = "confirmed"
    """Going to happen as stated."""
    CANCELLED = "cancelled"
    """Not going to happen; kept, so that calendars learn of it."""
    POSTPONED = "postponed"
    """Not at the time stated; a new one is not known yet."""


class AttendanceMode(enum.Enum):
    """Where the audience is (schema.org EventAttendanceModeEnumeration)."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    MIXED = "mixed"


class ParticipationMode(enum.Enum):
    """How one participant takes part."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    VIDEO = "video"
    """By a recorded message."""


class Privacy(enum.Enum):
    """Who may see a session in a shared calendar (iCalendar CLASS)."""

    PUBLIC = "public"
    PRIVATE = "private"
    CONFIDENTIAL = "confidential"
