"""The result of making the next edition of an event."""

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
    """Breaks, meals, plenaries, and sessions in which nobody is named yet."""
    SESSIONS = "sessions"
    """All other sessions, without their people."""
    PLACES = "places"
    """Venues and rooms, and which session is where."""
    TRACKS = "tracks"
    """Tracks, and which session is in which track."""
    ORGANIZERS = "organizers"
    """The organizations that hold the event."""
    PEOPLE = "people"
    """People and their affiliations. Nobody has promised anything yet."""
    TEXTS = "texts"
    """Subtitles, abstracts, descriptions, tags, objectives and outputs."""
    LINKS = "links"
    """Pages and links, except private ones and those of the past edition: recordings, slides, streams."""
    POLICIES = "policies"
    """Who may attend and how, languages, licence, accessibility, what may be recorded."""
    EXPECTS = "expects"
    """The numbers that the event promises."""


DEFAULT_PARTS = frozenset({Part.STRUCTURE, Part.PLACES, Part.TRACKS, Part.ORGANIZERS, Part.POLICIES})
"""The parts that are kept by default."""


class Fate(enum.Enum):
    """What the next edition does with a thing or an attribute: keep it, reset it, drop it, or leave it to do."""

    KEPT = "kept"
    """It is in the next edition too."""
    RESET = "reset"
    """It has another value there: nothing is confirmed, published or recorded yet."""
    DROPPED = "dropped"
    """It is left out."""
    TO_DO = "to do"
    """Somebody has to add it."""


@attrs.frozen(kw_only=True)
class Outcome:
    """What happens to the things of one kind, or to one attribute."""

    fate: Fate
    what: str
    """The collection or the attribute: `sessions`, `description`, `sessions.uid`; or the task."""
    ids: tuple[str, ...] = ()
    """The things of a collection, by their ids in the older edition; days by their dates."""
    count: int = 1
    """How many there are."""
    why: str | None = None
    """Its new value, or why it is left out."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Next:
    """The next edition of an event."""

    event: Event
    """The next edition."""
    older: Event
    """The previous edition, with the next one as its successor."""
    outcomes: tuple[Outcome, ...]
    """What happened to everything: each thing and each attribute is kept, reset or dropped; and what is to do."""
    report: Report = attrs.field(factory=Report)
    """The times that the new dates skip or repeat."""

    __repr__ = shown

    def of(self, fate: Fate) -> tuple[Outcome, ...]:
        """Return the outcomes with one fate."""
        return tuple(item for item in self.outcomes if item.fate is fate)
