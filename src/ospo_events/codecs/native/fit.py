"""The event that reading a native document gives: the event itself, because native formats hold everything."""

from __future__ import annotations

from ...model import Event
from .._codec import Fitted
from ._to_tree import to_tree
from .encode import unwritable

__all__ = ["fit_json", "fit_yaml"]


def fit_json(event: Event) -> Fitted:
    """Return the event, and an error for each text that cannot be written to a file."""
    return Fitted(event=event, report=unwritable(to_tree(event)))


def fit_yaml(event: Event, *, shorthand: bool = False) -> Fitted:
    """Return the event, and an error for each text that cannot be written to a file; shorthand makes no difference."""
    return fit_json(event)
