"""Markdown: facts about the format, for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import Option

__all__ = ["CODEC", "CODECS"]


_ZONE = Option(name="zone", kind="zone", help="the time zone to show times in; without it, that of the event")
_ABSTRACTS = Option(name="abstracts", kind="flag", default=False, help="also write the abstract of each session")

CODEC = Codec(
    name="markdown",
    title="Agenda as Markdown",
    suffixes=(".md", ".markdown"),
    media_types=("text/markdown",),
    specification="https://spec.commonmark.org/",
    writer="ospo_events.codecs.markdown.encode:encode",
    notes=("For a README, a pad or an issue: the agenda as nested lists.",),
    encode_options=(_ZONE, _ABSTRACTS),
    chronological=True,
    own_lines=True,
)
CODECS = (CODEC,)
