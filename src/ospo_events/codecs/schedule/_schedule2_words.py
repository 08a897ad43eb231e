"""The words of schedule2 for states, types, roles and references, with the matching words of the model."""

from __future__ import annotations

from collections.abc import Mapping

from ...model import Status

__all__ = [
    "REFERENCE_TYPES",
    "RELATIONS",
    "ROLES",
    "ROLE_WORDS",
    "SERVICES",
    "STATES",
    "STATUS",
    "TYPES",
    "TYPE_OF_KIND",
]

STATES = {
    Status.TENTATIVE: "DRAFT",
    Status.CONFIRMED: "CONFIRMED",
    Status.CANCELLED: "CANCELED",
    Status.POSTPONED: "DELAYED",
}
STATUS: Mapping[str, str] = {
    **{state: status.value for status, state in STATES.items()},
    "SUBMITTED": "tentative",
    "ACCEPTED": "confirmed",
    "REJECTED": "cancelled",
    "WITHDRAWN": "cancelled",
    "DELETED": "cancelled",
}
TYPES: Mapping[str, str] = {
    "TALK": "talk",
    "WORKSHOP": "workshop",
    "HANDS-ON": "tutorial",
    "MEETING": "meeting",
    "DISCUSSION": "discussion",
    "PERFORMANCE": "performance",
    "CONCERT": "concert",
    "GAME": "game",
    "LIGHTNING_TALK": "lightning-talk",
    "OTHER": "other",
    "BREAK": "break",
    "META": "other",
}
"""The kind that each `type` of the format is read as."""
TYPE_OF_KIND: Mapping[str, str] = {
    kind: type
    for type, kinds in {
        "TALK": ("talk", "keynote", "presentation", "plenary", "opening", "closing"),
        "LIGHTNING_TALK": ("lightning-talk",),
        "DISCUSSION": (
            "discussion",
            "panel",
            "high-level-panel",
            "spotlight-panel",
            "roundtable",
            "interactive-session",
            "debate",
            "fireside-chat",
            "q-and-a",
            "breakout",
            "consultation",
        ),
        "WORKSHOP": ("workshop",),
        "HANDS-ON": ("tutorial", "demo", "hackathon", "training"),
        "MEETING": (
            "meeting",
            "side-event",
            "bof",
            "press-conference",
            "assembly",
            "working-group",
            "briefing",
            "unconference",
        ),
        "PERFORMANCE": ("performance", "ceremony", "film", "awards"),
        "CONCERT": ("concert",),
        "GAME": ("game",),
    }.items()
    for kind in kinds
}
"""The `type` that each kind is written as; every other kind is OTHER, and service items are BREAK."""
ROLES: Mapping[str, str] = {
    "SPEAKER": "speaker",
    "MODERATOR": "moderator",
    "CONTRIBUTOR": "contributor",
    "HOST": "host",
    "GUEST": "guest",
}
"""The role that each `role` of the format is read as."""
ROLE_WORDS: Mapping[str, str] = {
    own: role
    for role, roles in {
        "SPEAKER": ("speaker", "keynote", "panelist", "performer", "trainer"),
        "MODERATOR": ("moderator", "chair", "facilitator", "co-chair", "lead", "emcee"),
        "GUEST": ("guest", "discussant", "respondent"),
        "HOST": ("host", "co-host", "organizer", "co-organizer"),
    }.items()
    for own in roles
}
"""The `role` that each role is written as; every other role is CONTRIBUTOR."""
SERVICES = frozenset(
    {
        *("FORGEJO", "GITHUB", "GITLAB", "MASTODON", "BLUESKY", "INSTAGRAM", "THREADS", "TWITTER"),
        *("MEDIACCCDE", "PEERTUBE"),
    }
)
"""The services that a reference may name."""
REFERENCE_TYPES = {
    "slides": "SLIDES",
    "paper": "PAPER",
    "recording": "MEDIA",
    "stream": "MEDIA",
    "meeting": "RELATED",
    "related": "RELATED",
    "about": "WEB",
    "blog": "BLOG",
    "article": "ARTICLE",
    "book": "BOOK",
    "activitypub": "ACTIVITYPUB",
    "feedback": "FEEDBACK",
    "canonical": "ORIGIN",
}
RELATIONS = {
    "SLIDES": "slides",
    "PAPER": "paper",
    "MEDIA": "recording",
    "RELATED": "related",
    "WEB": "about",
    "BLOG": "blog",
    "ARTICLE": "article",
    "BOOK": "book",
    "ACTIVITYPUB": "activitypub",
    "FEEDBACK": "feedback",
    "ORIGIN": "canonical",
}
