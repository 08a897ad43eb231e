"""The numbers and words that rules go by, where a team may want others."""

from __future__ import annotations

import attrs

from .._repr import shown
from ..model.link import as_texts
from ..model.vocabulary import KNOWN_KINDS

__all__ = ["DEFAULTS", "Settings"]

_PANELS = tuple(word for word, kind in KNOWN_KINDS.items() if kind.panel)


@attrs.frozen(kw_only=True)
class Settings:
    """Thresholds of the rules. Lengths of time in minutes or hours as the names say."""

    room_change_minutes: int = 5
    """What a person needs between two sessions in different rooms of one venue."""
    venue_change_minutes: int = 30
    """What a person needs between two sessions in different venues."""
    open_end_hours: int = 12
    """How long an open-ended session is taken to last at most when something follows it."""
    max_session_hours: int = 12
    """Beyond this a session is taken for a slip of the pen."""
    max_hours_without_break: float = 4
    """How long the audience can do without a break."""
    break_minutes: int = 10
    """From which length on a gap counts as a break."""
    gap_minutes: int = 30
    """A gap in a day that is longer is worth telling."""
    title_length: int = 120
    """How many characters of a title calendars show."""
    min_contrast: float = 3.0
    """The contrast of a colour with the white page (WCAG 2.2, success criterion 1.4.11)."""
    long_kinds: tuple[str, ...] = attrs.field(
        default=("hackathon", "exhibition", "poster", "game", "side-event"), converter=as_texts
    )
    """Kinds of sessions that may take days and cross the day change."""
    shared_kinds: tuple[str, ...] = attrs.field(default=("poster", "exhibition"), converter=as_texts)
    """Kinds of sessions that share a room with one another: posters are no clash."""
    panel_kinds: tuple[str, ...] = attrs.field(default=_PANELS, converter=as_texts)
    """Kinds of sessions that need several people and somebody to lead them."""
    moderated_kinds: tuple[str, ...] = attrs.field(default=(*_PANELS, "plenary"), converter=as_texts)
    """Kinds of sessions that need a moderator or a chair."""
    leading_roles: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """Roles that lead a session, besides those the vocabulary knows: `session-leader`."""

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
"""What the rules go by where nobody says otherwise."""
