"""Gives new ids to the things of an event, and updates every reference to them.

The types of attributes (`RoomId`, `AgentId`) tell which of them are references, so a new attribute works without a
change here.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NewType, TypeVar, Union, cast, get_args, get_origin

import attrs

from .hints import hints_of
from .session import Acceptance

if TYPE_CHECKING:
    from .event import Event

__all__ = ["NewIds", "references_of", "with_ids"]

T = TypeVar("T")

NewIds = Mapping[str, Mapping[str, str]]
"""The new ids: namespace (`sessions`, `rooms`, `tracks`, `venues`, `agents`) -> old id -> new id."""

_NAMESPACES = {
    "SessionId": "sessions",
    "RoomId": "rooms",
    "TrackId": "tracks",
    "VenueId": "venues",
    "AgentId": "agents",
}
_ACCEPTED = ("sessions", "rooms", "agents", "tracks", "venues")
"""The order of namespaces in which an acceptance looks for an id: it may name things of all kinds."""


def with_ids(event: Event, ids: NewIds) -> Event:
    """Return the event with new ids for its things, and the same ids in everything that refers to them.

    Args:
        event: the event.
        ids: the new ids; a thing that is not in them keeps its id.
    """
    new_ids = {namespace: table for namespace, table in ids.items() if table}
    if not new_ids:
        return event
    merged: dict[str, str] = {}
    for namespace in reversed(_ACCEPTED):
        merged |= new_ids.get(namespace, {})
    return _renamed(event, {**new_ids, "": merged})


def references_of(event: Event) -> dict[str, set[str]]:
    """Return the ids that things of an event use as references, by namespace; acceptances do not count."""
    references: dict[str, set[str]] = {namespace: set() for namespace in _NAMESPACES.values()}
    _collect(event, references)
    return references


def _collect(value: Any, found: dict[str, set[str]]) -> None:
    plan = _plan(value.__class__)
    for name, namespace, many in plan.references:
        content: Any = getattr(value, name)
        if content and name != "id" and namespace:
            found[namespace].update(content if many else (content,))
    for name in plan.inner:
        content = getattr(value, name)
        if content.__class__ is tuple:
            for item in content:
                _collect(item, found)
        elif content is not None:
            _collect(content, found)


@attrs.frozen
class _Plan:
    """The attributes of a class that may contain references."""

    references: tuple[tuple[str, str, bool], ...]
    """Attributes that are references: attribute, namespace, whether it holds several."""
    inner: tuple[str, ...]
    """Attributes with objects that may contain references."""


@cache
def _plan(owner: Any) -> _Plan:
    hints = hints_of(owner)
    references: list[tuple[str, str, bool]] = []
    inner: list[str] = []
    for field in attrs.fields(owner):
        type_, many = _single(hints[field.name])
        if isinstance(type_, NewType) and type_.__name__ in _NAMESPACES:
            references.append((field.name, _NAMESPACES[type_.__name__], many))
        elif (owner, field.name) == (Acceptance, "where"):
            references.append((field.name, "", True))
        elif attrs.has(cast("Any", type_)) and (_plan(type_).references or _plan(type_).inner):
            inner.append(field.name)
    return _Plan(tuple(references), tuple(inner))


def _single(hint: Any) -> tuple[Any, bool]:
    """Return the type of an attribute or of its items, and whether it holds several."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    if get_origin(hint) in (Union, types.UnionType):
        one = next(type_ for type_ in get_args(hint) if type_ is not type(None))
        return _single(one)
    return hint, False


def _renamed(value: T, ids: NewIds) -> T:
    plan = _plan(cast("Any", value.__class__))
    changes: dict[str, Any] = {}
    for name, namespace, many in plan.references:
        table = ids.get(namespace)
        if table is None:
            continue
        old: Any = getattr(value, name)
        new = _new(old, table.get, many)
        if new != old:
            changes[name] = new
    for name in plan.inner:
        content: Any = getattr(value, name)
        if not content:
            continue
        if content.__class__ is tuple:
            items = tuple([_renamed(item, ids) for item in content])
            if any(one is not other for one, other in zip(items, content, strict=True)):
                changes[name] = items
        elif (item := _renamed(content, ids)) is not content:
            changes[name] = item
    return cast("T", attrs.evolve(cast("Any", value), **changes)) if changes else value


def _new(old: Any, get: Callable[[str, str], str], many: bool) -> Any:
    if not old:
        return old
    return tuple([get(id, id) for id in old]) if many else get(old, old)
