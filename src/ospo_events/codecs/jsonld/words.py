"""What schema.org calls things, for the writer and the reader alike."""

from __future__ import annotations

from ...model.status import AttendanceMode, Status

__all__ = [
    "ATTENDANCE",
    "CONTEXT",
    "DEFAULT_ROLES",
    "EVENT_TYPES",
    "KIND_OF_TYPE",
    "PREFIX",
    "PROPERTY_OF_ROLE",
    "SESSION_TYPES",
    "STATUS",
]

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
PROPERTY_OF_ROLE = {
    role: name
    for name, roles in {
        "performer": ("speaker", "keynote", "panelist", "discussant", "performer", "guest"),
        "organizer": ("organizer", "co-organizer", "host", "co-host"),
        "sponsor": ("sponsor",),
        "funder": ("funder",),
        "translator": ("interpreter",),
    }.items()
    for role in roles
}
"""The property that leads to an agent in a role; every other role is a contributor."""
SESSION_TYPES = {
    kind: type
    for type, kinds in {
        "EducationEvent": (
            "talk", "keynote", "presentation", "lightning-talk", "panel", "high-level-panel", "spotlight-panel",
            "discussion", "roundtable", "interactive-session", "workshop", "tutorial", "demo", "poster", "plenary",
            "thematic-track", "devroom",
        ),
        "BusinessEvent": ("meeting",),
        "FoodEvent": ("meal",),
        "SocialEvent": ("social",),
        "MusicEvent": ("concert",),
        "ScreeningEvent": ("film",),
        "ExhibitionEvent": ("exhibition",),
        "Hackathon": ("hackathon",),
    }.items()
    for kind in kinds
}  # fmt: skip
"""The type of a session of a known kind; every other kind is an Event."""
KIND_OF_TYPE = {type: kind for kind, type in reversed(SESSION_TYPES.items())}
"""The kind of a session that only its type describes: the first of those that are written as this type."""
EVENT_TYPES = {
    "conference": "BusinessEvent",
    "symposium": "BusinessEvent",
    "summit": "BusinessEvent",
    "meeting": "BusinessEvent",
    "assembly": "BusinessEvent",
    "workshop": "EducationEvent",
    "training": "EducationEvent",
    "school": "EducationEvent",
    "hackathon": "Hackathon",
    "festival": "Festival",
    "exhibition": "ExhibitionEvent",
    "meetup": "SocialEvent",
}
"""The type of a whole event of a known kind; every other kind is an Event."""
