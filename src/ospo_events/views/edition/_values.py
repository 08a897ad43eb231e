"""What becomes of an event in its next edition."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import attrs

from ..._repr import shown
from ...diagnostics import Report

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["DEFAULT_PARTS", "Fate", "Next", "Outcome", "Part"]


class Part(enum.Enum):
    """A part of an event that its next edition may keep."""

    STRUCTURE = "structure"
    """Breaks, meals, plenaries, and the sessions in which nobody is named yet."""
    SESSIONS = "sessions"
    """All other sessions, without their people."""
    PLACES = "places"
    """Venues and rooms, and which session is where."""
    TRACKS = "tracks"
    """Tracks, and which session is in which."""
    ORGANIZERS = "organizers"
    """The organizations that hold the event."""
    PEOPLE = "people"
    """Who takes part, and where they belong. Nobody has promised anything yet."""
    TEXTS = "texts"
    """Subtitles, abstracts, descriptions, tags, objectives and outputs."""
    LINKS = "links"
    """Pages and links, but for private ones and those of what has been: recordings, slides, streams."""
    POLICIES = "policies"
    """Who may attend and how, languages, licence, accessibility, what may be recorded."""
    EXPECTS = "expects"
    """What the event promises in numbers."""


DEFAULT_PARTS = frozenset({Part.STRUCTURE, Part.PLACES, Part.TRACKS, Part.ORGANIZERS, Part.POLICIES})
"""What is kept unless somebody says otherwise."""


class Fate(enum.Enum):
    """What becomes of something."""

    KEPT = "kept"
    """It is in the next edition too."""
    RESET = "reset"
    """It says something else there: that nothing is confirmed, published or recorded yet."""
    DROPPED = "dropped"
    """It is not there."""
    TO_DO = "to do"
    """Somebody has to say it."""


@attrs.frozen(kw_only=True)
class Outcome:
    """What becomes of the things of one kind, or of one attribute."""

    fate: Fate
    what: str
    """The collection or the attribute: `sessions`, `description`, `sessions.uid`; of something to do, what to do."""
    ids: tuple[str, ...] = ()
    """The things of a collection, by their ids in the older edition; days by their dates."""
    count: int = 1
    """How many there are."""
    why: str | None = None
    """What it is now, or why it is not there."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Next:
    """The next edition of an event."""

    event: Event
    """The next edition."""
    older: Event
    """The edition before, which names the next one as its successor."""
    outcomes: tuple[Outcome, ...]
    """What became of everything: each thing and each attribute is kept, reset or dropped; and what is to do."""
    report: Report = attrs.field(factory=Report)
    """The times that the new dates skip or repeat."""

    __repr__ = shown

    def of(self, fate: Fate) -> tuple[Outcome, ...]:
        """Return what has one fate."""
        return tuple(item for item in self.outcomes if item.fate is fate)
