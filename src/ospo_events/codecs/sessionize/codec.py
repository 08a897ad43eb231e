"""Sessionize: facts about the format, for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import MERGE_BREAKS, Option

__all__ = ["CODEC", "CODECS"]

_SESSIONIZE_LOSS = (
    *[
        "language",
        "start",
        "end",
        "milestones",
        "theme",
        "acronym",
        "kind",
        "edition",
        "series",
        "related",
        "status",
        "version",
        "updated",
        "description",
        "objectives",
        "outputs",
        "attendance_mode",
        "access",
        "audience",
        "is_accessible_for_free",
        "languages",
        "interpretation",
        "captions",
        "sign_languages",
        "accessibility",
        "license",
        "recording",
        "url",
        "links",
        "color",
        "tags",
        "concepts",
        "participants",
        "day_change",
        "expects",
        "days",
        "venues",
        "organizations",
        "uid",
        "accept",
    ],
    *(
        f"rooms.{name}"
        for name in [
            "venue",
            "capacity",
            "floor",
            "description",
            "accessibility",
            "shared",
            "stream",
            "url",
            "links",
            "uid",
            "extra",
        ]
    ),
    *(f"tracks.{name}" for name in ["description", "color", "exclusive", "concepts", "url", "links", "uid", "extra"]),
    *(f"people.{name}" for name in ["honorific", "affiliation", "other_affiliations", "pronouns", "country", "email"]),
    "people.links.media_type",
    "people.links.language",
    *(
        f"sessions.{name}"
        for name in [
            "parent",
            "repeat_of",
            "interpretation",
            "captions",
            "sign_languages",
            "attendance_mode",
            "access",
            "expected_attendance",
            "recording.opt_out",
            "recording.license",
            "recording.links.media_type",
            "recording.links.language",
            "links.media_type",
            "links.language",
            "concepts",
            "privacy",
            "uid",
            "sequence",
            "updated",
            "previous_start",
            "accept",
            "participants.role",
            "participants.role_title",
            "participants.mode",
            "participants.status",
            "participants.credited_as",
            "participants.affiliation",
            "participants.other_affiliations",
            "participants.job_title",
            "participants.order",
        ]
    ),
)


_ZONE = Option(name="zone", kind="zone", required=True, help="the time zone of the event, which no view contains")
_TITLE = Option(name="title", kind="text", required=True, help="the title of the event, which no view contains")
_ID = Option(name="id", kind="id", help="the id of the event; without it, one is made from the title")
_CATEGORIES = Option(
    name="categories",
    kind="pairs",
    values=("track", "format", "level", "language", "tags"),
    help="the meaning of further category groups: title -> track, format, level, language or tags",
)
_TIMES = Option(
    name="times",
    kind="word",
    values=("local", "utc"),
    default="local",
    help="what times with a Z are: local times, as in most feeds, or UTC",
)

CODEC = Codec(
    name="sessionize",
    title="Sessionize API v2 (All, Sessions, GridSmart, Speakers)",
    suffixes=(".sessionize.json",),
    media_types=("application/json",),
    specification="https://sessionize.com/playbook/api",
    reader="ospo_events.codecs.sessionize.decode:decode",
    writer="ospo_events.codecs.sessionize.encode:encode",
    fitter="ospo_events.codecs.sessionize.fit:fit",
    streamer="ospo_events.codecs.sessionize.encode:iterencode",
    cannot_carry=_SESSIONIZE_LOSS,
    notes=(
        "No view contains the title or the time zone of the event: give them as options when reading.",
        "No view contains the id of the event: without the option it is made from the title.",
        "The view All is written; cancelled sessions are left out, because programs that read it show all of it.",
        "Rooms, tracks and people carry our id as an additional member, `x-id`.",
        "Times are local; a `Z` after them is ignored, with a finding, unless the option times=utc is given.",
    ),
    decode_options=(_ZONE, _TITLE, _ID, _CATEGORIES, _TIMES, MERGE_BREAKS),
)
CODECS = (CODEC,)
