"""The settings of the rules: thresholds and words that a team may change."""

from __future__ import annotations

import attrs

from .._repr import shown
from ..model.link import as_texts
from ..model.vocabulary import KNOWN_KINDS

__all__ = ["DEFAULTS", "Settings"]

_PANELS = tuple(word for word, kind in KNOWN_KINDS.items() if kind.panel)


@attrs.frozen(kw_only=True)
class Settings:
    """Thresholds and words of the rules. Durations are in minutes or hours, as their names say."""

    room_change_minutes: int = 5
    """How many minutes a person needs between two sessions in different rooms of one venue."""
    venue_change_minutes: int = 30
    """How many minutes a person needs between two sessions in different venues."""
    open_end_hours: int = 12
    """How many hours an open-ended session is taken to last at most when another one follows."""
    max_session_hours: int = 12
    """A session longer than this many hours is taken for a typing error."""
    max_hours_without_break: float = 4
    """How many hours an audience can go without a break."""
    break_minutes: int = 10
    """A gap of this many minutes or more counts as a break."""
    gap_minutes: int = 30
    """A gap in a day longer than this many minutes is reported."""
    title_length: int = 120
    """How many characters of a title calendars show."""
    min_contrast: float = 3.0
    """The least contrast of a colour with a white page (WCAG 2.2, success criterion 1.4.11)."""
    long_kinds: tuple[str, ...] = attrs.field(
        default=("hackathon", "exhibition", "poster", "game", "side-event"), converter=as_texts
    )
    """Kinds of sessions that may take days and cross the day change."""
    shared_kinds: tuple[str, ...] = attrs.field(default=("poster", "exhibition"), converter=as_texts)
    """Kinds of sessions that may share a room: two posters do not clash."""
    panel_kinds: tuple[str, ...] = attrs.field(default=_PANELS, converter=as_texts)
    """Kinds of sessions that need several people, and somebody to lead them."""
    moderated_kinds: tuple[str, ...] = attrs.field(default=(*_PANELS, "plenary"), converter=as_texts)
    """Kinds of sessions that need a moderator or a chair."""
    leading_roles: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """Further roles that lead a session, besides those of the vocabulary, such as `session-leader`."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        for name in _NUMBERS:
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
                raise ValueError(f"expected {name} to be a number of 0 or more, got {value!r}")


_NUMBERS = (
    "room_change_minutes",
    "venue_change_minutes",
    "open_end_hours",
    "max_session_hours",
    "max_hours_without_break",
    "break_minutes",
    "gap_minutes",
    "title_length",
    "min_contrast",
)

DEFAULTS = Settings()
"""The default settings."""
