"""An event as the native tree: plain dicts, lists, text, numbers and booleans."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import attrs

from ...model import Event
from . import _write_generated as generated
from ._spellings import FORMAT, with_languages
from ._write_generated import tree_of_event

__all__ = ["to_tree", "to_tree_in_parts"]

_TREES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "venues": generated.tree_of_venue,
    "rooms": generated.tree_of_room,
    "tracks": generated.tree_of_track,
    "people": generated.tree_of_person,
    "organizations": generated.tree_of_organization,
    "sessions": generated.tree_of_session,
}


def to_tree(event: Event) -> dict[str, Any]:
    """Return the canonical tree of an event: `format` first, defaults left out, `extra` inline."""
    return with_languages(event, {"format": FORMAT, **tree_of_event(event)})


def to_tree_in_parts(event: Event) -> tuple[dict[str, Any], dict[str, Iterator[dict[str, Any]]]]:
    """Return the tree of an event with one item in each of its collections, and the trees of all their items.

    The latter are made one after another: a large programme is never there as one tree.
    """
    parts: dict[str, Iterator[dict[str, Any]]] = {
        name: map(tree_of, getattr(event, name)) for name, tree_of in _TREES.items() if getattr(event, name)
    }
    return to_tree(attrs.evolve(event, **{name: getattr(event, name)[:1] for name in parts})), parts
