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
    """How sure it is that a text means what was read from it."""

    CERTAIN = "certain"
    """The text says it: a label, a time, a word that has one meaning."""
    LIKELY = "likely"
    """Its place in the note says it: the line above the dates is the theme."""


@attrs.frozen(kw_only=True)
class Evidence:
    """Where a value of a draft comes from."""

    span: Span
    """The place in the note."""
    text: str
    """The words of the note that say it."""
    rule: str
    """How it was read, in a few words: `row of the agenda`."""
    confidence: Confidence = Confidence.CERTAIN
    """How sure that is."""


@attrs.frozen(kw_only=True)
class Draft:
    """A programme as a note describes it, with the evidence for each value."""

    event: Event | None
    """The programme, tentative; None where the note has no title and none was given."""
    evidence: FrozenMap[Path, Evidence] = attrs.field(factory=FrozenMap[Path, Evidence])
    """The evidence for each value, by its path in the event."""
    unresolved: tuple[Diagnostic, ...] = ()
    """What the note leaves open, and what in it could not be read, with its place in the note."""

    __repr__ = shown
