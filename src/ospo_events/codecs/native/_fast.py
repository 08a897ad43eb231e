"""The short way to read a native document: a plain and correct one becomes an event without a search for mistakes.

Anything else gives nothing, and the document is read again by the long way (`_structure.py`), which says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from ...model import Event, Series, WallClock
from ...model.time import DAY_CHANGE, as_timezone
from . import _read_generated as generated
from ._shorthand import COLLECTIONS, Expansion
from ._spellings import FORMAT, NotPlain, keys_in
from ._values import CONTEXT, Context, Number

__all__ = ["READERS", "format_of", "read_document", "read_fast", "read_item", "read_items"]

_Read = Callable[[Any, Context], Any]
READERS: dict[str, _Read] = {
    "venues": generated.read_venue,
    "rooms": generated.read_room,
    "tracks": generated.read_track,
    "people": generated.read_person,
    "organizations": generated.read_organization,
    "outputs": generated.read_output,
    "sessions": generated.read_session,
}


Items = Callable[[str, Any, Context, Expansion], "tuple[Any, ...]"]
"""Returns the objects of a collection, given its name, its items and the context of the document."""


def read_fast(tree: dict[str, Any]) -> tuple[Event, int] | None:
    """Return the event of a parsed document and the number of its keys; None if the long way has to read it.

    Args:
        tree: the document, which stays as it is.
    """
    try:
        return read_document(tree, read_items)
    except Exception:  # whatever it is, the long way says it better
        return None


def format_of(version: Any) -> Any:
    """Return the number of a format in a YAML scalar; any other value unchanged."""
    if isinstance(version, Number) and str(version).isdigit() and len(version) < 5:
        return int(version)
    return version


def read_document(document: dict[str, Any], items: Items) -> tuple[Event, int]:
    """Return the event of a parsed document and the number of its keys.

    Args:
        document: the document, which stays as it is.
        items: reads the collections of it.

    Raises:
        Exception: something in it is not plain or not right.
    """
    version = format_of(document.get("format"))
    if version is True or version != FORMAT:
        raise NotPlain
    expansion = Expansion()
    tree = expansion.head({key: value for key, value in document.items() if key != "format"})
    context = Context(WallClock(as_timezone(cast("str", tree["timezone"])), DAY_CHANGE))
    token = CONTEXT.set(context)
    try:
        for name in READERS:
            if name in tree:
                tree[name] = items(name, tree[name], context, expansion)
        if isinstance(tree.get("series"), dict):
            tree["series"] = expansion.item(tree["series"], Series, ("series",))
        keys = context.keys + len(document)
        keys += sum([keys_in(value) for name, value in document.items() if name not in READERS])
        context.is_expanded = True
        event = generated.read_event(tree, context)
    finally:
        CONTEXT.reset(token)
    if expansion.problems:
        raise NotPlain
    return event, keys


def read_items(name: str, items: Any, context: Context, expansion: Expansion) -> tuple[Any, ...]:
    """Return the objects of a collection of plain values; raises the same as `read_document`."""
    if items.__class__ is not list:
        raise NotPlain
    read, owner = READERS[name], COLLECTIONS[name]
    return tuple([read_item(item, read, owner, context, expansion) for item in items])


def read_item(item: Any, read: _Read, owner: type, context: Context, expansion: Expansion) -> Any:
    """Return the object for a plain value, with shorthand or without; raises the same as `read_document`."""
    keys = context.keys
    try:
        return read(item, context)
    except Exception:  # shorthand, or something that is wrong
        expanded = expansion.item(item, owner, ())
        if expanded is item or expansion.problems:
            raise
        context.is_expanded = True
        made = read(expanded, context)
        context.is_expanded = False
        context.keys = keys + keys_in(item)
        return made
