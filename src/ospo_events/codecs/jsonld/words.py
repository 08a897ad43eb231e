"""What schema.org calls things, for the writer and the reader alike."""

from __future__ import annotations

from ...model.status import AttendanceMode, Status

__all__ = ["ATTENDANCE", "CONTEXT", "DEFAULT_ROLES", "PREFIX", "STATUS"]

CONTEXT = "https://schema.org"
PREFIX = {"session": "s-", "room": "r-", "venue": "v-", "track": "t-", "agent": "p-", "stream": "live-"}
"""What the fragment of an `@id` begins with, by what it names; a page uses the same fragments."""
STATUS = {
    Status.CONFIRMED: "https://schema.org/EventScheduled",
    Status.CANCELLED: "https://schema.org/EventCancelled",
    Status.POSTPONED: "https://schema.org/EventPostponed",
}
RESCHEDULED = "https://schema.org/EventRescheduled"
ATTENDANCE = {
    AttendanceMode.IN_PERSON: "https://schema.org/OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    AttendanceMode.MIXED: "https://schema.org/MixedEventAttendanceMode",
}
DEFAULT_ROLES = {
    "performer": "speaker",
    "organizer": "organizer",
    "sponsor": "sponsor",
    "funder": "funder",
    "contributor": "contributor",
    "translator": "interpreter",
}
"""The role that a property means where no Role node says another."""
