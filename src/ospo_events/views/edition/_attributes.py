"""What happens to each attribute of an event and of a session in the next edition, as one table."""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from operator import is_
from typing import Any, cast

import attrs

from ..._frozenmap import EMPTY
from ...model.event import Output, Series
from ...model.link import Link, RecordingPolicy
from ...model.status import Audience
from ._values import Part

__all__ = ["ALWAYS", "PART_OF", "RESET", "defaults", "without_what_was"]

_OF_WHAT_WAS = frozenset({"recording", "slides", "transcript", "stream", "feedback", "meeting", "registration"})
"""Relations of links that lead to the past edition."""
_TEXTS = ("subtitle", "theme", "abstract", "description", "objectives", "outputs", "tags", "concepts")
_POLICIES = (
    "kind", "language", "attendance_mode", "access", "audience", "is_accessible_for_free", "languages",
    "interpretation", "captions", "sign_languages", "accessibility", "license", "recording", "color", "privacy",
)  # fmt: skip
ALWAYS = frozenset({"kind", "privacy", "language", "day_change", "series"})
"""Attributes without which a programme cannot be read: they are always kept."""
PART_OF: Mapping[str, Part] = types.MappingProxyType(
    {
        **dict.fromkeys(_TEXTS, Part.TEXTS),
        **dict.fromkeys(_POLICIES, Part.POLICIES),
        "url": Part.LINKS,
        "links": Part.LINKS,
        "expects": Part.EXPECTS,
    }
)
"""The part that each attribute belongs to."""
RESET: Mapping[str, Any] = types.MappingProxyType({
    "acronym": None, "version": None, "updated": None, "milestones": (), "uid": None, "accept": (), "extra": EMPTY,
    "sequence": 0, "previous_start": None, "expected_attendance": None, "email": None,
})  # fmt: skip
"""Attributes that belong to one edition alone, and their values in the next one."""


@cache
def defaults(owner: Any) -> dict[str, Any]:
    """Return the default of each attribute of a class."""
    return {field.name: field.default for field in attrs.fields(owner)}


def without_what_was(value: Any) -> Any:
    """Return a value without private links and links to the past edition; unchanged if it has none."""
    if isinstance(value, Link):
        return value if value.audience is Audience.PUBLIC and value.rel not in _OF_WHAT_WAS else None
    if isinstance(value, RecordingPolicy):
        return attrs.evolve(value, links=()) if value.links else value
    if isinstance(value, tuple):
        items = cast("tuple[Any, ...]", value)
        remaining = tuple([item for item in map(without_what_was, items) if item is not None])
        return items if all(map(is_, remaining, items)) and len(remaining) == len(items) else remaining
    if isinstance(value, (Output, Series)):
        links = without_what_was(value.links)
        return value if links is value.links else attrs.evolve(value, links=links)
    return value
