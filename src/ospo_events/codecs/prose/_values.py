"""A draft and the evidence for each of its values."""

from __future__ import annotations

import enum

import attrs

from ..._frozenmap import FrozenMap
from ..._repr import shown
from ...diagnostics import Diagnostic, Path, Span
from ...model.event import Event

__all__ = ["Confidence", "Draft", "Evidence"]


class Confidence(enum.Enum):
    """How certain it is that a text was read correctly."""

    CERTAIN = "certain"
    """The text itself shows it: a label, a time, a word with only one meaning."""
    LIKELY = "likely"
    """Its position in the note shows it: the line above the dates is the theme."""


@attrs.frozen(kw_only=True)
class Evidence:
    """Where a value of a draft comes from."""

    span: Span
    """The place in the note."""
    text: str
    """The words of the note."""
    rule: str
    """How it was read, in a few words: `row of the agenda`."""
    confidence: Confidence = Confidence.CERTAIN
    """How certain that is."""


@attrs.frozen(kw_only=True)
class Draft:
    """A programme as a note describes it, with the evidence for each value."""

    event: Event | None
    """The programme, tentative; None if there is no title in the note or the options."""
    evidence: FrozenMap[Path, Evidence] = attrs.field(factory=FrozenMap[Path, Evidence])
    """The evidence for each value, by its path in the event."""
    unresolved: tuple[Diagnostic, ...] = ()
    """Open questions of the note, and parts that could not be read, with their places in the note."""

    __repr__ = shown
