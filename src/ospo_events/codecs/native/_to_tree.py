"""An event as the native tree: plain dicts, lists, text, numbers and booleans."""

from __future__ import annotations

from typing import Any

from ...model import Event
from ._spellings import FORMAT, with_languages
from ._write_generated import tree_of_event

__all__ = ["to_tree"]


def to_tree(event: Event) -> dict[str, Any]:
    """Return the canonical tree of an event: `format` first, defaults left out, `extra` inline."""
    return with_languages(event, {"format": FORMAT, **tree_of_event(event)})
