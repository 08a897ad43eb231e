"""What schema.org calls things, for the writer and the reader alike."""

from __future__ import annotations

from ...model.status import AttendanceMode, Status

__all__ = ["ATTENDANCE", "CANNOT_CARRY", "CONTEXT", "DEFAULT_ROLES", "PREFIX", "STATUS"]

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
CANNOT_CARRY = (
    "access",
    "accept",
    "accessibility",
    "captions",
    "color",
    "day_change",
    "edition",
    "expects",
    "extra",
    "interpretation",
    "license",
    "objectives",
    "organizations.email",
    "organizations.extra",
    "outputs",
    "participants.mode",
    "participants.order",
    "participants.status",
    "people.country",
    "people.email",
    "people.extra",
    "recording.opt_out",
    "related.edition",
    "rooms.extra",
    "rooms.floor",
    "rooms.stream.language",
    "rooms.stream.media_type",
    "rooms.stream.rel",
    "sessions.accept",
    "sessions.access",
    "sessions.captions",
    "sessions.description",
    "sessions.expected_attendance",
    "sessions.extra",
    "sessions.interpretation",
    "sessions.participants.mode",
    "sessions.participants.order",
    "sessions.participants.status",
    "sessions.privacy",
    "sessions.recording.opt_out",
    "sessions.repeat_of",
    "sessions.sequence",
    "sessions.sign_languages",
    "sessions.updated",
    "sign_languages",
    "tracks.color",
    "tracks.concepts",
    "tracks.exclusive",
    "tracks.extra",
    "updated",
    "venues.extra",
    "venues.timezone",
    "version",
)
"""What schema.org has no property for on an Event, a Person, a Place."""
