"""What calendars carry in our own X-OSPO- properties, and what they have no place for: data alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["LEFT_OUT", "NOT_IN_CALENDARS", "SAID_OF_EVENT", "SAID_OF_SESSION"]

LEFT_OUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "": ("accept", "extra"),
        # Feeds must stay small: biographies, and pages of people and organizations, stay at home.
        "organizations": ("description", "email", "extra", "links"),
        "people": ("bio", "email", "extra", "links"),
        "rooms": ("extra",),
        "sessions": ("accept", "extra"),
        "tracks": ("extra",),
        "venues": ("extra",),
    }
)
"""The attributes that no calendar of ours holds: of the event itself, and of the things in each of its collections."""

NOT_IN_CALENDARS = tuple(
    sorted(f"{owner}.{name}" if owner else name for owner, names in LEFT_OUT.items() for name in names)
)
"""The same as one list."""

SAID_OF_EVENT = (
    *("id", "title", "timezone", "updated", "description", "url", "tags", "uid"),
    *("venues", "rooms", "tracks", "people", "organizations", "sessions"),
)
"""What other properties of a calendar say of the event; X-OSPO-EVENT holds the rest."""

SAID_OF_SESSION = (
    *("id", "title", "kind", "slot", "tracks", "participants", "abstract", "description", "tags", "concepts", "links"),
    *("url", "status", "privacy", "uid", "sequence", "updated", "previous_start"),
)
"""What other properties of a VEVENT say of a session, with the help of X-OSPO-SESSION, which holds the rest."""
