"""Open vocabularies: the words the library knows, what each means and what the formats call it.

Any other word is allowed and carried; a rule asks whether a known one was meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

__all__ = [
    "KNOWN_ACCESS",
    "KNOWN_ACCESSIBILITY",
    "KNOWN_EVENT_KINDS",
    "KNOWN_KINDS",
    "KNOWN_RELATIONS",
    "KNOWN_RELS",
    "KNOWN_ROLES",
    "SDG_TITLES",
    "Kind",
    "Role",
    "is_service",
    "kind_label",
    "role_label",
    "sdg",
]


@attrs.frozen(kw_only=True)
class Kind:
    """What a session of a known kind is called here and elsewhere."""

    label: str
    """What a reader of the programme calls it."""
    service: bool = False
    """Whether it serves the audience (break, meal, registration) rather than the subject."""
    schedule2: str | None = "OTHER"
    """The `type` of c3voc's schedule2; None for its MetaEvent BREAK."""
    schema_org: str = "Event"
    """The schema.org type."""
    synonyms: tuple[str, ...] = ()
    """Other spellings met in the files of the field, in lower case."""


@attrs.frozen(kw_only=True)
class Role:
    """What a role is called here and elsewhere."""

    label: str
    """What a reader of the programme calls it."""
    schedule2: str = "CONTRIBUTOR"
    """The `role` of c3voc's schedule2."""
    schema_org: str = "contributor"
    """The schema.org property of the event that leads to the agent."""
    participant_type: str = "ACTIVE"
    """The PARTICIPANT-TYPE of RFC 9073, section 6.2."""
    on_stage: bool = True
    """Whether the agent has to be in the room for the whole of it (for clashes of persons)."""
    synonyms: tuple[str, ...] = ()
    """Other spellings met in the files of the field, in lower case."""


def _kind(label: str, schedule2: str | None = "OTHER", schema_org: str = "Event", *synonyms: str) -> Kind:
    return Kind(label=label, schedule2=schedule2, schema_org=schema_org, synonyms=synonyms)


def _service(label: str, schema_org: str = "Event", *synonyms: str) -> Kind:
    return Kind(label=label, service=True, schedule2=None, schema_org=schema_org, synonyms=synonyms)


KNOWN_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "talk": _kind(
            "Talk", "TALK", "EducationEvent", "lecture", "vortrag", "maintrack", "regular talk", "conference"
        ),
        "keynote": _kind("Keynote", "TALK", "EducationEvent", "keynotes", "key note"),
        "presentation": _kind("Presentation", "TALK", "EducationEvent"),
        "lightning-talk": _kind("Lightning talk", "LIGHTNING_TALK", "EducationEvent", "lightningtalk", "lightning"),
        "panel": _kind("Panel", "DISCUSSION", "EducationEvent", "podium", "panel discussion"),
        "high-level-panel": _kind("High-level panel", "DISCUSSION", "EducationEvent"),
        "spotlight-panel": _kind("Spotlight panel", "DISCUSSION", "EducationEvent"),
        "discussion": _kind("Discussion", "DISCUSSION", "EducationEvent", "debate"),
        "roundtable": _kind("Round table", "DISCUSSION", "EducationEvent", "round table"),
        "interactive-session": _kind("Interactive session", "DISCUSSION", "EducationEvent", "interactive"),
        "workshop": _kind("Workshop", "WORKSHOP", "EducationEvent", "hands-on workshop"),
        "tutorial": _kind("Tutorial", "HANDS-ON", "EducationEvent", "training", "hands-on"),
        "demo": _kind("Demonstration", "HANDS-ON", "EducationEvent", "demonstration"),
        "poster": _kind("Poster", "OTHER", "EducationEvent", "poster session"),
        "plenary": _kind("Plenary", "TALK", "EducationEvent", "plenary session"),
        "opening": _kind("Opening", "TALK", "Event", "opening session", "opening plenary"),
        "closing": _kind("Closing", "TALK", "Event", "closing session", "closing plenary"),
        "thematic-track": _kind("Thematic track", "OTHER", "EducationEvent"),
        "devroom": _kind("Devroom", "OTHER", "EducationEvent", "devrooms", "developer room"),
        "side-event": _kind("Side event", "MEETING", "Event", "side event"),
        "meeting": _kind("Meeting", "MEETING", "BusinessEvent", "assembly"),
        "bof": _kind("Birds of a feather", "MEETING", "Event", "birds of a feather", "bofs", "unconference"),
        "hackathon": _kind("Hackathon", "HANDS-ON", "Hackathon", "sprint", "codesprint"),
        "ceremony": _kind("Ceremony", "PERFORMANCE", "Event", "award ceremony", "awards"),
        "press-conference": _kind("Press conference", "MEETING", "Event"),
        "performance": _kind("Performance", "PERFORMANCE", "Event", "show", "artistic"),
        "concert": _kind("Concert", "CONCERT", "MusicEvent", "music"),
        "film": _kind("Film", "PERFORMANCE", "ScreeningEvent", "movie", "screening"),
        "game": _kind("Game", "GAME", "Event", "contest"),
        "exhibition": _kind("Exhibition", "OTHER", "ExhibitionEvent", "expo"),
        "other": _kind("Session", "OTHER", "Event", "other", "session"),
        "registration": _service("Registration", "Event", "check-in", "registration & welcome"),
        "break": _service("Break", "Event", "pause", "coffee break", "coffee"),
        "meal": _service("Meal", "FoodEvent", "lunch", "dinner", "breakfast", "lunch break"),
        "social": _service("Social event", "SocialEvent", "social event", "party", "networking", "reception"),
        "free-time": _service("Free time", "Event", "free time"),
    }
)
"""Session kinds. An unknown kind is an ordinary session that formats call by its own name."""


def _role(
    label: str, schedule2: str, schema_org: str, participant_type: str, *synonyms: str, stage: bool = True
) -> Role:
    return Role(
        label=label,
        schedule2=schedule2,
        schema_org=schema_org,
        participant_type=participant_type,
        on_stage=stage,
        synonyms=synonyms,
    )


KNOWN_ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "speaker": _role("Speaker", "SPEAKER", "performer", "SPEAKER", "presenter", "referent", "primary"),
        "keynote": _role("Keynote speaker", "SPEAKER", "performer", "SPEAKER", "keynote speaker", "keynote-speaker"),
        "panelist": _role("Panelist", "SPEAKER", "performer", "SPEAKER", "panellist", "panel"),
        "moderator": _role("Moderator", "MODERATOR", "contributor", "SPEAKER", "moderation"),
        "chair": _role("Chair", "MODERATOR", "contributor", "SPEAKER", "chairperson", "session chair"),
        "facilitator": _role("Facilitator", "MODERATOR", "contributor", "SPEAKER"),
        "discussant": _role("Discussant", "GUEST", "performer", "SPEAKER"),
        "host": _role("Host", "HOST", "organizer", "PLANNER-CONTACT", stage=False),
        "co-host": _role("Co-host", "HOST", "organizer", "PLANNER-CONTACT", "cohost", stage=False),
        "performer": _role("Performer", "SPEAKER", "performer", "PERFORMER", "artist"),
        "guest": _role("Guest", "GUEST", "performer", "SPEAKER", "special guest"),
        "contributor": _role("Contributor", "CONTRIBUTOR", "contributor", "ACTIVE", "author", "co-author", stage=False),
        "coordinator": _role("Coordinator", "CONTRIBUTOR", "contributor", "ACTIVE", stage=False),
        "interpreter": _role("Interpreter", "CONTRIBUTOR", "translator", "ACTIVE", "translator"),
        "organizer": _role("Organiser", "HOST", "organizer", "PLANNER-CONTACT", "organiser", stage=False),
        "co-organizer": _role("Co-organiser", "HOST", "organizer", "PLANNER-CONTACT", "co-organiser", stage=False),
        "sponsor": _role("Sponsor", "CONTRIBUTOR", "sponsor", "SPONSOR", stage=False),
        "partner": _role("Partner", "CONTRIBUTOR", "contributor", "ACTIVE", "supporter", stage=False),
        "funder": _role("Funder", "CONTRIBUTOR", "funder", "SPONSOR", stage=False),
        "contact": _role("Contact", "CONTRIBUTOR", "contributor", "CONTACT", stage=False),
    }
)
"""Roles of people and organizations at an event or a session."""

KNOWN_EVENT_KINDS: Mapping[str, str] = MappingProxyType(
    {
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
        "week": "Event",
    }
)
"""Kinds of whole events, each with its schema.org type."""

KNOWN_RELS: Mapping[str, str] = MappingProxyType(
    {
        "related": "something to read with it",
        "about": "a page about it",
        "alternate": "the same in another form or language",
        "author": "the page of the person or organization",
        "canonical": "the page this was first published on",
        "code-of-conduct": "how people agree to treat each other",
        "describedby": "a description of it",
        "discussion": "where it is talked about: a chat, a pad, a forum",
        "enclosure": "a file that belongs to it",
        "feedback": "where the audience says how it was",
        "icon": "a small picture or a logo",
        "image": "a picture of it",
        "license": "the terms of use",
        "me": "another page of the same person",
        "next": "the edition after this one",
        "paper": "the paper behind it",
        "prev": "the edition before this one",
        "privacy-policy": "what happens with personal data",
        "recording": "the recording",
        "registration": "where to register",
        "self": "this document",
        "slides": "the slides",
        "stream": "the live stream",
        "transcript": "what was said, as text",
        "up": "what this is a part of",
    }
)
"""Link relations: those of the IANA registry that the field needs, and the field's own."""

KNOWN_RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "predecessor": "the edition before this one",
        "successor": "the edition after this one",
        "part-of": "a larger event that this one is a part of",
        "side-event": "an event of others, held beside this one",
        "co-located": "an event at the same time and place",
    }
)
"""How another event relates to this one."""

KNOWN_ACCESS: Mapping[str, str] = MappingProxyType(
    {
        "public": "everybody may come",
        "registered": "for those who registered",
        "members": "for the members of the organisers",
        "invited": "by invitation",
    }
)
"""Who may attend."""

KNOWN_ACCESSIBILITY: Mapping[str, str] = MappingProxyType(
    {
        "step-free": "step-free access",
        "wheelchair-spaces": "spaces for wheelchairs",
        "accessible-toilet": "accessible toilet nearby",
        "hearing-loop": "hearing loop",
        "captioning": "live captions",
        "sign-language": "sign language interpretation",
        "interpretation": "interpretation equipment",
        "quiet-room": "quiet room nearby",
        "service-animals": "service animals welcome",
        "accessible-parking": "accessible parking",
        "lift": "lift",
    }
)
"""Accessibility features of rooms and venues."""

SDG_TITLES: tuple[str, ...] = (
    "No poverty",
    "Zero hunger",
    "Good health and well-being",
    "Quality education",
    "Gender equality",
    "Clean water and sanitation",
    "Affordable and clean energy",
    "Decent work and economic growth",
    "Industry, innovation and infrastructure",
    "Reduced inequalities",
    "Sustainable cities and communities",
    "Responsible consumption and production",
    "Climate action",
    "Life below water",
    "Life on land",
    "Peace, justice and strong institutions",
    "Partnerships for the goals",
)
"""The titles of the Sustainable Development Goals, 1 to 17."""

SDG_BASE = "http://metadata.un.org/sdg/"


def sdg(goal: int) -> str:
    """Return the concept URI the United Nations gave a Sustainable Development Goal (1 to 17)."""
    if not 1 <= goal <= len(SDG_TITLES):
        raise ValueError(f"expected a goal from 1 to {len(SDG_TITLES)}, got {goal!r}")
    return f"{SDG_BASE}{goal}"


def is_service(kind: str) -> bool:
    """Return whether sessions of this kind are service items (breaks, meals, registration, social)."""
    known = KNOWN_KINDS.get(kind)
    return known is not None and known.service


def kind_label(kind: str) -> str:
    """Return what a reader of the programme calls this kind of session."""
    known = KNOWN_KINDS.get(kind)
    return known.label if known else kind.replace("-", " ").replace("_", " ").capitalize()


def role_label(role: str) -> str:
    """Return what a reader of the programme calls this role."""
    known = KNOWN_ROLES.get(role)
    return known.label if known else role.replace("-", " ").replace("_", " ").capitalize()
