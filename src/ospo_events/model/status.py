"""Closed vocabularies: the few words that change what the library does."""

from __future__ import annotations

import enum
from functools import total_ordering
from typing import TYPE_CHECKING, Literal, TypeAlias

__all__ = [
    "OFF",
    "AnyAttendanceMode",
    "AnyAudience",
    "AnyParticipationMode",
    "AnyPrivacy",
    "AnyStatus",
    "AttendanceMode",
    "Audience",
    "ParticipationMode",
    "Privacy",
    "Status",
    "as_attendance_mode",
    "as_audience",
    "as_participation_mode",
    "as_privacy",
    "as_status",
]


class Status(enum.Enum):
    """How certain an event, a session or a participation is (iCalendar STATUS, schema.org eventStatus)."""

    TENTATIVE = "tentative"
    """Proposed, not yet promised."""
    CONFIRMED = "confirmed"
    """Will take place as stated."""
    CANCELLED = "cancelled"
    """Will not take place; stays in the programme, so that calendars learn of the cancellation."""
    POSTPONED = "postponed"
    """Will not take place at the time stated; there is no new time yet."""


class AttendanceMode(enum.Enum):
    """Where the audience is (schema.org EventAttendanceModeEnumeration)."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    MIXED = "mixed"


OFF = (Status.CANCELLED, Status.POSTPONED)
"""The statuses of sessions that will not take place, or not at their time."""


class ParticipationMode(enum.Enum):
    """How one participant takes part."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    VIDEO = "video"
    """By a recorded message."""


class Privacy(enum.Enum):
    """Who may see a session (iCalendar CLASS); the team sees all sessions."""

    PUBLIC = "public"
    """Everybody."""
    PRIVATE = "private"
    """The team; others see only that its room is reserved."""
    CONFIDENTIAL = "confidential"
    """The team; others do not see it at all."""


@total_ordering
class Audience(enum.Enum):
    """The group of people that something is for: each group sees what the groups before it see, and more."""

    PUBLIC = "public"
    """Everybody."""
    REGISTERED = "registered"
    """People who registered for the event."""
    SPEAKERS = "speakers"
    """People who take part on stage."""
    TEAM = "team"
    """The team that makes the event: it sees everything."""

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Audience):
            return NotImplemented
        return _ORDER[self] < _ORDER[other]


_ORDER = {audience: number for number, audience in enumerate(Audience)}


AnyStatus: TypeAlias = "Status | Literal['tentative', 'confirmed', 'cancelled', 'postponed']"
"""A status or its word."""

AnyAttendanceMode: TypeAlias = "AttendanceMode | Literal['in_person', 'online', 'mixed']"
"""An attendance mode or its word."""

AnyParticipationMode: TypeAlias = "ParticipationMode | Literal['in_person', 'online', 'video']"
"""A participation mode or its word."""

AnyPrivacy: TypeAlias = "Privacy | Literal['public', 'private', 'confidential']"
"""A privacy or its word."""

AnyAudience: TypeAlias = "Audience | Literal['public', 'registered', 'speakers', 'team']"
"""An audience or its word."""

# Constructors take a word for its member, such as `status="cancelled"`. They convert it when they test the types of
# their attributes: with a converter for each attribute, making a participant would take a sixth longer
# (benchmarks/model.py). But type checkers need a converter to know which arguments are allowed, so only they are shown
# one.
if TYPE_CHECKING:

    def as_status(value: AnyStatus) -> Status:
        """Return the member of an enum, given the member or its word."""
        ...

    def as_attendance_mode(value: AnyAttendanceMode | None) -> AttendanceMode | None:
        """Return the member of an enum, given the member or its word."""
        ...

    def as_participation_mode(value: AnyParticipationMode | None) -> ParticipationMode | None:
        """Return the member of an enum, given the member or its word."""
        ...

    def as_privacy(value: AnyPrivacy) -> Privacy:
        """Return the member of an enum, given the member or its word."""
        ...

    def as_audience(value: AnyAudience) -> Audience:
        """Return the member of an enum, given the member or its word."""
        ...


else:
    as_status = as_attendance_mode = as_participation_mode = as_privacy = as_audience = None
