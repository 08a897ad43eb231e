"""pretalx: facts about the format, for the table of formats."""

from __future__ import annotations

from collections.abc import Collection

from .._codec import Codec
from .._options import MERGE_BREAKS, Option

__all__ = ["CODEC", "CODECS", "WIDGET", "collection_of"]


_ZONE = Option(name="zone", kind="zone", help="the time zone of the event; without it, that of the document")
_TITLE = Option(name="title", kind="text", help="the title of the event; without it, that of the document")
_ID = Option(name="id", kind="id", help="the id of the event; without it, one is made from its slug or title")
_LANGUAGE = Option(
    name="language",
    kind="text",
    help="the language to use for texts in several; without it, that of the event",
)
_PRIVATE = Option(
    name="private",
    kind="flag",
    default=False,
    help="read answers that are not public too, for the team only",
)

CODEC = Codec(
    name="pretalx",
    title="pretalx REST API (JSON)",
    suffixes=(".pretalx.json",),
    media_types=("application/json",),
    specification="https://docs.pretalx.org/api/",
    reader="ospo_events.codecs.pretalx.decode:decode",
    notes=(
        "One document with several collections, or a folder of the end points' answers.",
        "Submissions that are not accepted, blockers and data for the team only are left out.",
    ),
    decode_options=(_ZONE, _TITLE, _ID, _LANGUAGE, _PRIVATE, MERGE_BREAKS),
    reads_folders=True,
)

_WIDGET_LOSS = (
    *[
        *("language", "theme", "acronym", "kind", "edition", "series", "related", "status", "description"),
        *("objectives", "outputs", "attendance_mode", "access", "audience", "is_accessible_for_free"),
        *("interpretation", "captions", "sign_languages", "accessibility", "license", "recording", "url", "links"),
        *("color", "tags", "concepts", "participants", "day_change", "expects", "milestones", "venues"),
        *("organizations", "uid", "accept", "extra", "days.title"),
    ],
    *(
        f"rooms.{name}"
        for name in ["venue", "capacity", "floor", "accessibility", "shared", "stream", "url", "links", "uid", "extra"]
    ),
    *(f"tracks.{name}" for name in ["exclusive", "concepts", "url", "links", "uid", "extra"]),
    *(
        f"people.{name}"
        for name in [
            *("honorific", "job_title", "affiliation", "other_affiliations", "pronouns", "bio", "country", "url"),
            *("links", "email", "uid", "extra"),
        ]
    ),
    *(
        f"sessions.{name}"
        for name in [
            *("subtitle", "parent", "repeat_of", "interpretation", "captions", "sign_languages", "attendance_mode"),
            *("access", "audience", "expected_attendance", "recording.license", "recording.links", "url", "links"),
            *("tags", "concepts", "privacy", "uid", "sequence", "previous_start", "accept", "extra"),
            *(f"participants.{fact}" for fact in ["role", "role_title", "mode", "status", "affiliation"]),
            *(f"participants.{fact}" for fact in ["other_affiliations", "job_title"]),
        ]
    ),
)
_ROOM_NAME = Option(
    name="room_name", kind="text", default="Everywhere", help="the room that shows sessions without one"
)

WIDGET = Codec(
    name="pretalx-widget",
    title="pretalx widget (schedule.json)",
    suffixes=(".widget.json",),
    media_types=("application/json",),
    specification="https://docs.pretalx.org/user/schedule/",
    writer="ospo_events.codecs.pretalx.encode:encode",
    cannot_carry=_WIDGET_LOSS,
    notes=(
        "For `<pretalx-schedule>`: as `schedule/widgets/schedule.json` below the address that its `event-url` names.",
        "A session of several rooms stands in each of them; a break without a room in all, as in pretalx.",
        "A session has its first track only; one that is cancelled or postponed says so in its title.",
        "An open end is that of the programme day. Whole days and what has no time yet are left out.",
        "Of what has parts in its own room the parts are written alone: two of one time and room lie upon each other.",
        "Ids of rooms, tracks and people are those of the programme, words where pretalx has numbers.",
    ),
    encode_options=(_ROOM_NAME,),
    chronological=True,
    own_lines=True,
)
CODECS = (CODEC, WIDGET)

_SHAPES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(keys.split()))
    for name, keys in (
        ("submissions", "code submission_type"),
        ("submissions", "code state"),
        ("submissions", "code title"),
        ("speakers", "code name"),
        ("event", "slug date_from"),
        ("event", "slug timezone"),
        ("schedule", "version slots"),
        ("schedule", "version published"),
        ("slots", "submission start"),
        ("slots", "slot_type start"),
        ("breaks", "title start room"),
        ("breaks", "description start room_id"),
        ("answers", "question answer"),
        ("types", "name default_duration"),
        ("tags", "tag color"),
        ("rooms", "name capacity"),
        ("rooms", "name guid"),
        ("tracks", "name color"),
        ("questions", "question variant"),
    )
)


def collection_of(members: Collection[str]) -> str | None:
    """Return the collection that an object with these members belongs to, if that is certain."""
    keys = set(members)
    return next((name for name, shape in _SHAPES if shape <= keys), None)
