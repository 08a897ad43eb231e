"""The attributes that the formats of the family cannot hold: facts for the table of codecs."""

from __future__ import annotations

__all__ = ["IN_META", "NOT_IN_JSON", "NOT_IN_SCHEDULE2", "NOT_IN_XML"]

_META_ALONE = (
    *("theme", "kind", "edition", "series", "related", "status", "updated", "objectives", "outputs"),
    *("attendance_mode", "access", "audience", "is_accessible_for_free", "languages", "interpretation", "captions"),
    *(
        "language",
        "start",
        "end",
        "milestones",
        "sign_languages",
        "accessibility",
        "license",
        "concepts",
        "expects",
        "venues",
        "uid",
        "accept",
    ),
)
IN_META = ("id", "timezone", "acronym", "recording", "day_change", "days", *_META_ALONE)
"""The attributes of an event in `conference.meta`, whose content the schema of schedule.json leaves open."""


def _of(owner: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{owner}.{name}" for name in names)


_IN_JSON_ALONE = (
    *_META_ALONE,
    *("description", "tags", "participants"),
    *_of("days", "title", "start", "end"),
    *_of("rooms", "venue", "capacity", "floor", "description", "accessibility", "shared", "url"),
    *_of("people", "honorific", "job_title", "affiliation", "pronouns", "bio", "country", "url", "links"),
    *_of("organizations", "url", "links"),
    *_of("sessions.participants", "role"),
)
_IN_NEITHER = (
    *_of("organizations", "short_name", "description", "parent", "country"),
    *_of("rooms", "stream", "links"),
    *_of("tracks", "description", "exclusive", "concepts", "url", "links", "uid"),
    *_of("people", "other_affiliations"),
    *_of("sessions", "parent", "repeat_of", "interpretation", "captions", "sign_languages", "attendance_mode"),
    *_of("sessions", "access", "audience", "expected_attendance", "tags", "concepts", "privacy", "sequence"),
    *_of("sessions", "updated", "previous_start", "accept"),
    *_of("sessions.links", "media_type", "language"),
    *_of("people.links", "media_type", "language"),
    *_of("organizations.links", "media_type", "language"),
    *_of("sessions.participants", "role_title", "mode", "status", "job_title", "order"),
    *_of("sessions.participants", "affiliation", "other_affiliations"),
)

NOT_IN_XML = (*_IN_JSON_ALONE, *_IN_NEITHER)
"""The attributes that schedule.xml cannot hold."""

NOT_IN_JSON = _IN_NEITHER
"""The attributes that schedule.json cannot hold: fewer, since persons and `conference.meta` are open."""

NOT_IN_SCHEDULE2 = (*NOT_IN_JSON, *_of("sessions", "recording"))
"""The attributes that schedule2 cannot hold: those of version 1, and whether a session may be recorded."""
