"""Further members of a room in the schemas, which a reader preserved: written back if the schema allows the value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import attrs

from ..._frozenmap import FrozenMap, JsonValue, thaw
from ._identifiers import as_guid, as_uri

__all__ = ["RoomWords"]

_is_slug = re.compile("[a-z0-9_-]+[a-z0-9]").fullmatch


@attrs.frozen
class RoomWords:
    """The words of a schema for rooms, which allows no other members."""

    types: tuple[str, ...]
    """The allowed values of `type`."""
    recording: tuple[str, ...]
    """The allowed values of `features.recording`."""
    members: tuple[str, ...]
    """The members that a room may have besides those of the model."""

    def add(self, value: dict[str, Any], kept: Mapping[str, JsonValue]) -> None:
        """Add the members to a room that a reader preserved and the schema allows."""
        for key, item in kept.items():
            if key == "features" and isinstance(item, FrozenMap):
                for name, feature in item.items():
                    if name not in value["features"] and (name != "recording" or feature in self.recording):
                        value["features"][name] = thaw(feature)
            elif self._takes(key, item):
                value[key] = thaw(item)

    def _takes(self, key: str, item: JsonValue) -> bool:
        if key.startswith("description_") and len(key) > 12:
            return isinstance(item, str) and "assembly" in self.members
        if key not in self.members:
            return False
        if key == "type":
            return item in self.types
        if key == "slug":
            return isinstance(item, str) and _is_slug(item) is not None
        return isinstance(item, str) if key == "stream_id" else _is_group(item)


def _is_group(item: JsonValue) -> bool:
    """Return whether this is an assembly or another group of rooms in the form of the schemas."""
    if not isinstance(item, FrozenMap) or not isinstance(item.get("name"), str):
        return False
    slug, guid, url = item.get("slug"), item.get("guid"), item.get("url", "https://example.org/")
    is_named = isinstance(slug, str) and _is_slug(slug) is not None and isinstance(guid, str) and as_guid(guid) == guid
    return is_named and isinstance(url, str) and as_uri(url) == url
