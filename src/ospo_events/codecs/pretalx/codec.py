"""pretalx: facts about the format, for the table of formats."""

from __future__ import annotations

from collections.abc import Collection

from .._codec import Codec
from .._options import MERGE_BREAKS, Option

__all__ = ["CODEC", "CODECS", "collection_of"]


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
CODECS = (CODEC,)

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
