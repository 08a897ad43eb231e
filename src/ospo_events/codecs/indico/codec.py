"""Indico: facts about the format, for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import MERGE_BREAKS, Option

__all__ = ["CODEC", "CODECS"]


_ZONE = Option(name="zone", kind="zone", help="the time zone of the event; without it, that of the document")
_TITLE = Option(name="title", kind="text", help="the title of the event; without it, that of the document")
_ID = Option(name="id", kind="id", help="the id of the event; without it, one is made from its slug or title")
_EVENT = Option(name="event", kind="text", help="the id of the event to read, if there are several")

CODEC = Codec(
    name="indico",
    title="Indico export (JSON)",
    suffixes=(".indico.json",),
    media_types=("application/json",),
    specification="https://docs.getindico.io/en/stable/http-api/",
    reader="ospo_events.codecs.indico.decode:decode",
    notes=(
        "Blocks contain contributions, contributions contain subcontributions.",
        "A timetable and an export that are read together make one programme.",
    ),
    decode_options=(_ZONE, _TITLE, _ID, _EVENT, MERGE_BREAKS),
    reads_folders=True,
)
CODECS = (CODEC,)
