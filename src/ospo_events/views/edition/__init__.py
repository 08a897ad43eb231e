"""The next edition of an event: the same programme on other dates, without details of the last one alone."""

from __future__ import annotations

from ._next import next_edition
from ._values import DEFAULT_PARTS, Fate, Next, Outcome, Part

__all__ = ["DEFAULT_PARTS", "Fate", "Next", "Outcome", "Part", "next_edition"]
