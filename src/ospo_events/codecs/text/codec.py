"""Text: facts about the format, for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import Option

__all__ = ["CODEC", "CODECS"]


_WIDTH = Option(
    name="width",
    kind="number",
    default=100,
    help="the width of the terminal in columns; fewer than 40 count as 40",
)
_ZONE = Option(name="zone", kind="zone", help="the time zone to show times in; without it, that of the event")
_ABSTRACTS = Option(name="abstracts", kind="flag", default=False, help="also print the abstract of each session")

CODEC = Codec(
    name="text",
    title="Agenda as plain text",
    suffixes=(".txt",),
    media_types=("text/plain",),
    specification="docs/reference/formats.md",
    writer="ospo_events.codecs.text.encode:encode",
    notes=("For people in a terminal or an e-mail: what, when, where and who, and nothing else.",),
    encode_options=(_WIDTH, _ZONE, _ABSTRACTS),
    chronological=True,
)
CODECS = (CODEC,)
