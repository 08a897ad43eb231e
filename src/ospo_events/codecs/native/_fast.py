"""The short way to read a native document: what is plain and right becomes an event without a look for mistakes.

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

__all__ = ["format_of", "read_fast"]

_Read = Callable[[Any, Context], Any]
_READERS: dict[str, _Read] = {
    "venues": generated.read_venue,
    "rooms": generated.read_room,
    "tracks": generated.read_track,
    "people": generated.read_person,
    "organizations": generated.read_organization,
    "outputs": generated.read_output,
    "sessions": generated.read_session,
}


def read_fast(tree: dict[str, Any]) -> tuple[Event, int] | None:
    """Return the event of a parsed document and the number of keys in it; None where the long way has to read it.

    Args:
        tree: the document, which stays as it is.
    """
    try:
        return _read(tree)
    except Exception:  # whatever it is, the long way says it better
        return None


def format_of(version: Any) -> Any:
    """Return the number of a format, where a YAML scalar says one; else what is there."""
    if isinstance(version, Number) and str(version).isdigit() and len(version) < 5:
        return int(version)
    return version


def _read(document: dict[str, Any]) -> tuple[Event, int]:
    version = format_of(document.get("format"))
    if version is True or version != FORMAT:
        raise NotPlain
    expansion = Expansion()
    tree = expansion.head({key: value for key, value in document.items() if key != "format"})
    context = Context(WallClock(as_timezone(cast("str", tree["timezone"])), DAY_CHANGE))
    token = CONTEXT.set(context)
    try:
        for name, read in _READERS.items():
            if name in tree:
                tree[name] = _items(tree[name], COLLECTIONS[name], read, context, expansion)
        if isinstance(tree.get("series"), dict):
            tree["series"] = expansion.item(tree["series"], Series, ("series",))
        keys = context.keys + len(document)
        keys += sum([keys_in(value) for name, value in document.items() if name not in _READERS])
        context.is_expanded = True
        event = generated.read_event(tree, context)
    finally:
        CONTEXT.reset(token)
    if expansion.problems:
        raise NotPlain
    return event, keys


def _items(items: Any, owner: type, read: _Read, context: Context, expansion: Expansion) -> tuple[Any, ...]:
    if items.__class__ is not list:
        raise NotPlain
    made: list[Any] = []
    for item in items:
        keys = context.keys
        try:
            made.append(read(item, context))
        except Exception:  # shorthand, or something that is wrong
            expanded = expansion.item(item, owner, ())
            if expanded is item or expansion.problems:
                raise
            context.is_expanded = True
            made.append(read(expanded, context))
            context.is_expanded = False
            context.keys = keys + keys_in(item)
    return tuple(made)
