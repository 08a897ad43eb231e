"""JSON-LD: facts about the format, for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import Option

__all__ = ["CODEC", "CODECS"]


_ZONE = Option(name="zone", kind="zone", help="the time zone of the event, for documents that only give offsets")
_BASE_URL = Option(
    name="base_url",
    kind="address",
    help="the address with which identifiers begin; without it, the page of the event",
)

CODEC = Codec(
    name="jsonld",
    title="schema.org JSON-LD",
    suffixes=(".jsonld",),
    media_types=("application/ld+json",),
    specification="https://schema.org/Event",
    reader="ospo_events.codecs.jsonld.decode:decode",
    writer="ospo_events.codecs.jsonld.encode:encode",
    fitter="ospo_events.codecs.jsonld.fit:fit",
    cannot_carry=(
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
        "language",
        "license",
        "milestones",
        "objectives",
        "organizations.email",
        "organizations.extra",
        "outputs",
        "participants.mode",
        "participants.order",
        "participants.role_title",
        "participants.status",
        "people.country",
        "people.email",
        "people.extra",
        "recording.opt_out",
        "related.edition",
        "rooms.extra",
        "rooms.floor",
        "rooms.shared",
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
        "sessions.participants.role_title",
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
    ),
    notes=(
        "What search engines read; it can also be read from web pages.",
        "Participants are grouped by the schema.org property of their role; their order across groups is lost.",
        "Properties of other documents without a field in the model stay in extra['x-jsonld'] and are written back.",
    ),
    decode_options=(_ZONE,),
    encode_options=(_BASE_URL,),
    own_lines=True,
)
CODECS = (CODEC,)
