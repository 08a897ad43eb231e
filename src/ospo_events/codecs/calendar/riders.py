"""What rode along in `extra["x-ical"]`: properties and components that nothing of the model says, written back."""

from __future__ import annotations

from typing import Any, cast

from ..._frozenmap import FrozenMap, JsonValue, thaw
from .properties import SEMICOLON_LISTS, JcalProperty, as_list
from .values import is_value

__all__ = ["is_component", "is_property", "unmodelled"]


def unmodelled(extra: FrozenMap[str, Any]) -> tuple[list[JcalProperty], list[Any]]:
    """Return the properties and components that rode along in `extra["x-ical"]`; what is not of that shape is left."""
    held: Any = extra.get("x-ical")
    if not isinstance(held, FrozenMap):
        return [], []
    tree: Any = thaw(cast("JsonValue", held))
    properties = [item for item in _list(tree.get("properties")) if is_property(item)]
    return properties, [item for item in _list(tree.get("components")) if is_component(item)]


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 100 and value.isascii() and value.replace("-", "").isalnum()


def is_property(value: Any) -> bool:
    """Return whether a JSON value is a jCal property that may be written."""
    prop = _list(value)
    if len(prop) < 4 or not _is_name(prop[0]) or not _is_name(prop[2]) or not isinstance(prop[1], dict):
        return False
    if prop[0].lower() in ("begin", "end"):
        return False
    for name, texts in cast("dict[Any, Any]", prop[1]).items():
        if not _is_name(name) or not all(isinstance(item, (str, int, float)) for item in as_list(texts)):
            return False
    values = [item for value in prop[3:] for item in as_list(value)] if prop[0].lower() in SEMICOLON_LISTS else prop[3:]
    return all(is_value(prop[2].lower(), item) for item in values)


def is_component(value: Any, depth: int = 0) -> bool:
    """Return whether a JSON value is a jCal component that may be written."""
    parts = _list(value)
    if len(parts) != 3 or depth > 8 or not _is_name(parts[0]):
        return False
    if not isinstance(parts[1], list) or not isinstance(parts[2], list):
        return False
    inner = all(is_component(item, depth + 1) for item in _list(parts[2]))
    return inner and all(is_property(item) for item in _list(parts[1]))
