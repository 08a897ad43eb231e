"""The terms of schema.org for the words of the model, shared by reader, writer and `fit`."""

from __future__ import annotations

from functools import lru_cache

from ...model.status import AttendanceMode, Status

__all__ = [
    "AGENT_PROPERTIES",
    "ATTENDANCE",
    "CARRIED_RELATION",
    "CONTEXT",
    "DATES",
    "DEFAULT_ROLES",
    "EVENT_PROPERTIES",
    "EVENT_TYPES",
    "KIND_OF_TYPE",
    "ONLINE",
    "PLACE_PROPERTIES",
    "PREFIX",
    "PROPERTY_OF_ROLE",
    "RESCHEDULED",
    "SESSION_PROPERTIES",
    "SESSION_TYPES",
    "STATUS",
    "local_name",
    "property_of",
    "spellings",
]

_PREFIXES = ("schema:", "https://schema.org/", "http://schema.org/")

CONTEXT = "https://schema.org"
PREFIX = {"session": "s-", "room": "r-", "venue": "v-", "track": "t-", "agent": "p-", "stream": "live-"}
"""The beginnings of the fragments of `@id`s, by kind of thing; pages use the same fragments."""
DATES = "dates"
"""The fragment of the `@id` for the dates that an event states itself; its days have none."""
ONLINE = "online"
"""The fragment of a place that is only the page of an online event."""
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
"""The role that a property means if no Role node gives another."""
PROPERTY_OF_ROLE = {
    role: name
    for name, roles in {
        "performer": ("speaker", "keynote", "panelist", "discussant", "performer", "guest", "respondent", "trainer"),
        "organizer": ("organizer", "co-organizer", "host", "co-host"),
        "sponsor": ("sponsor",),
        "funder": ("funder",),
        "translator": ("interpreter",),
    }.items()
    for role in roles
}
"""The property for an agent in a role; every other role is a contributor."""
SESSION_TYPES = {
    kind: type
    for type, kinds in {
        "EducationEvent": (
            "talk", "keynote", "presentation", "lightning-talk", "panel", "high-level-panel", "spotlight-panel",
            "discussion", "roundtable", "interactive-session", "workshop", "tutorial", "demo", "poster", "plenary",
            "thematic-track", "devroom", "debate", "fireside-chat", "q-and-a", "breakout", "training", "unconference",
        ),
        "BusinessEvent": ("meeting", "assembly", "working-group", "consultation", "briefing"),
        "FoodEvent": ("meal",),
        "SocialEvent": ("social",),
        "MusicEvent": ("concert",),
        "ScreeningEvent": ("film",),
        "ExhibitionEvent": ("exhibition",),
        "Hackathon": ("hackathon",),
    }.items()
    for kind in kinds
}  # fmt: skip
"""The type for a known kind of session; every other kind is an Event."""
KIND_OF_TYPE = {type: kind for kind, type in reversed(SESSION_TYPES.items())}
"""The kind of a session that has only a type: the first kind that is written as this type."""
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
"""The type for a known kind of event; every other kind is an Event."""
SESSION_PROPERTIES = frozenset((
    "@context", "@type", "type", "@id", "@included", "identifier", "additionalType", "name",
    "disambiguatingDescription", "description", "url", "startDate", "endDate", "previousStartDate",
    "eventStatus", "eventAttendanceMode", "location", "organizer", "sponsor", "performer", "performers",
    "contributor", "funder", "translator", "actor", "director", "composer", "superEvent", "subEvent",
    "subEvents", "inLanguage", "keywords", "about", "audience", "recordedIn", "subjectOf", "image",
))  # fmt: skip
"""The properties of a session that the reader uses or ignores."""
EVENT_PROPERTIES = SESSION_PROPERTIES | {"alternateName", "eventSchedule", "isAccessibleForFree", "offers", "@graph"}
"""The properties of an event that the reader uses or ignores."""
AGENT_PROPERTIES = frozenset((
    "@type", "type", "@id", "identifier", "name", "givenName", "familyName", "honorificPrefix", "jobTitle",
    "affiliation", "worksFor", "pronouns", "description", "url", "image", "sameAs", "subjectOf",
    "alternateName", "parentOrganization", "address", "logo", "email", "telephone",
))  # fmt: skip
"""The properties of a person or an organization that the reader uses or ignores."""
PLACE_PROPERTIES = frozenset((
    "@type", "type", "@id", "identifier", "name", "description", "url", "address", "geo", "amenityFeature",
    "subjectOf", "image", "sameAs", "logo", "containedInPlace", "maximumAttendeeCapacity", "streetAddress",
    "addressLocality", "addressRegion", "postalCode", "addressCountry",
))  # fmt: skip
"""The properties of a venue or a room that the reader uses or ignores."""
CARRIED_RELATION = "part-of"
"""The relation to another event that schema.org has a term for: superEvent."""


def property_of(role: str) -> str:
    """Return the property for an agent in a role."""
    return PROPERTY_OF_ROLE.get(role, "contributor")


@lru_cache(maxsize=256)
def spellings(key: str) -> tuple[str, ...]:
    """Return the longer spellings of a property: `schema:name`, `https://schema.org/name` ..."""
    return tuple(prefix + key for prefix in _PREFIXES)


def local_name(text: str) -> str:
    """Return a term without the prefix of schema.org."""
    if ":" not in text:
        return text
    for prefix in _PREFIXES:
        if text.startswith(prefix):
            return text[len(prefix) :]
    return text
