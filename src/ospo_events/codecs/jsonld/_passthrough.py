"""Preserves properties without a field in the model, in `extra["x-jsonld"]`, and writes them back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

from ..._frozenmap import EMPTY, FrozenMap, JsonValue, freeze, thaw
from ._schema_org import local_name, spellings

__all__ = ["EXTRA", "add_passthrough", "passthrough", "passthrough_of"]

EXTRA = "x-jsonld"
"""The key of `extra` for these properties."""
_DEEPEST = 48
"""How many levels of arrays and objects are written back: fewer than readers accept, with the document around them."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def passthrough_of(members: Mapping[str, Any], known: Collection[str]) -> FrozenMap[str, JsonValue]:
    """Return the properties of a node that the model has no field for, as `extra`.

    Args:
        members: the members of the node.
        known: the properties that the model has a field for.
    """
    half_known = _half_known(members, known)
    properties = {key: value for key, value in members.items() if _is_foreign(key, known) or key in half_known}
    return FrozenMap({EXTRA: freeze(properties)}) if properties else EMPTY


def passthrough(extra: Mapping[str, JsonValue], known: Collection[str]) -> dict[str, Any]:
    """Return the part of `extra` that is written back: the properties that a reader would preserve again.

    Args:
        extra: the unknown data of an element of the model.
        known: the properties that its node has from the model.
    """
    properties = extra.get(EXTRA)
    if not isinstance(properties, FrozenMap):
        return {}
    plain = {key: thaw(value) for key, value in properties.items() if not _SURROGATE.search(key) and _is_safe(value)}
    half_known = _half_known(plain, known)
    return {key: value for key, value in plain.items() if _is_foreign(key, known) or key in half_known}


def add_passthrough(node: dict[str, Any], extra: Mapping[str, JsonValue], known: Collection[str]) -> None:
    """Write the preserved properties of `extra` back; `about` and `offers` replace those made from the model."""
    properties = passthrough(extra, known)
    for key in properties:
        name = local_name(key)
        if name != key and name not in properties and name in known:
            node.pop(name, None)
    node.update(properties)


def _is_foreign(key: str, known: Collection[str]) -> bool:
    return local_name(key).removeprefix("schema:") not in known


def _half_known(members: Mapping[str, Any], known: Collection[str]) -> set[str]:
    """Return the keys of properties that the model holds in part: subjects without an address, offers with a price."""
    names: set[str] = set()
    if "about" in known and any(
        not isinstance(id := node.get("@id"), str) or not id for node in _nodes(members, "about")
    ):
        names.add("about")
    if "offers" in known and any(node.keys() - {"@type", "url"} for node in _nodes(members, "offers")):
        names.add("offers")
    return {key for key in members if local_name(key) in names} if names else names


def _nodes(members: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """Yield the nodes that a property leads to; bare text is a node with that name."""
    value: Any = next((members[key] for key in (name, *spellings(name)) if key in members), None)
    for item in cast("list[Any]", value) if isinstance(value, list) else (value,):
        if isinstance(item, dict):
            yield cast("dict[str, Any]", item)
        elif isinstance(item, str) and item.strip():
            yield {"name": item}


def _is_safe(value: JsonValue) -> bool:
    """Return whether readers accept a value unchanged: not too deep, numbers in range, valid characters."""
    level: list[JsonValue] = [value]
    for _ in range(_DEEPEST):
        if not all(map(_is_sound, level)):
            return False
        containers = [item for item in level if isinstance(item, (FrozenMap, tuple))]
        level = [inner for item in containers for inner in (item.values() if isinstance(item, FrozenMap) else item)]
        if not level:
            return True
    return False


def _is_sound(value: JsonValue) -> bool:
    if isinstance(value, str):
        return _SURROGATE.search(value) is None
    if isinstance(value, FrozenMap):
        return not any(map(_SURROGATE.search, value))
    if isinstance(value, float):
        return -1e300 < value < 1e300
    return not isinstance(value, int) or -(10**17) < value < 10**18
