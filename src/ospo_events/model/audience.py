"""Who may see what: one table with the smallest audience of every attribute of every class.

A new attribute fails a test until it is in this table. The audience of a single link or session (`Link.audience`,
`Session.privacy`) and of the data in `extra` come on top; `views.for_audience` respects all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .status import Audience

__all__ = ["LEAST_AUDIENCE", "PUBLIC_EXTRA", "is_public_extra"]

PUBLIC_EXTRA = frozenset({"x-ical", "x-indico", "x-jsonld", "x-pretalx", "x-schedule", "x-sessionize"})
"""The keys of `extra` under which readers of public formats preserve data that was public in the source."""

_OWN_PUBLIC = "x-public"
_PUBLIC: Mapping[str, str] = {
    "Day": "date title start end",
    "Event": """
        id title timezone language start end milestones theme acronym kind edition series related status version
        updated description objectives outputs attendance_mode access audience is_accessible_for_free languages
        interpretation captions sign_languages accessibility license recording url links color tags concepts
        participants day_change expects days venues rooms tracks people organizations sessions uid
    """,
    "Expectation": "days tracks rooms organizers sessions",
    "Geo": "latitude longitude",
    "Link": "href rel title media_type language audience",
    "Milestone": "kind title date at url",
    "Objective": "verb text",
    "Organization": "id name short_name description parent country url links uid",
    "Output": "title kind description links",
    "Participant": "agent role role_title mode status credited_as affiliation other_affiliations job_title order",
    "Person": "id name honorific job_title affiliation other_affiliations pronouns bio country url links uid",
    "PostalAddress": "street locality region postal_code country",
    "RecordingPolicy": "opt_out license links",
    "RelatedEvent": "title relation id start end edition description url",
    "Room": "id name venue capacity floor description accessibility shared stream url links uid",
    "Series": "id title description url links",
    "Session": """
        id title subtitle kind status slot parent repeat_of tracks participants abstract description languages
        interpretation captions sign_languages attendance_mode access audience expected_attendance recording url links
        tags concepts privacy uid sequence updated previous_start
    """,
    "Slot": "start end rooms venue all_day",
    "Track": "id title description color exclusive concepts url links uid",
    "Venue": "id name address geo timezone description accessibility url links",
}
# In `extra`, everybody may see the keys for which `is_public_extra` is true.
_TEAM: Mapping[str, str] = {
    "Acceptance": "rule where reason",
    "Event": "accept extra",
    "Organization": "email extra",
    "Person": "email extra",
    "Room": "extra",
    "Session": "accept extra",
    "Track": "extra",
    "Venue": "extra",
}

LEAST_AUDIENCE: Mapping[str, Audience] = MappingProxyType(
    {
        f"{owner}.{name}": audience
        for audience, table in ((Audience.PUBLIC, _PUBLIC), (Audience.TEAM, _TEAM))
        for owner, names in table.items()
        for name in names.split()
    }
)
"""The smallest audience that may see an attribute, by class and attribute: `Person.email`."""


def is_public_extra(key: str) -> bool:
    """Return whether everybody may see the data under a key of `extra`.

    This is so for data that the readers of public formats preserve, and for keys that say so: `x-public`,
    `x-public-badge`.
    """
    return key in PUBLIC_EXTRA or key == _OWN_PUBLIC or key.startswith(f"{_OWN_PUBLIC}-")
