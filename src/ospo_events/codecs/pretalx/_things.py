"""Rooms and tracks: told as a number, as an object, by name, or by name beside a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from ...diagnostics import Path
from ...model import Room, Track
from ...model.ids import slugify
from .._reading.ids import Ids
from .._reading.json_node import Node, node_of
from ._words import Words, extra_of, number_in, texts_of

__all__ = ["Things", "room", "track"]

T = TypeVar("T", Room, Track)


class Things(Generic[T]):
    """The rooms or the tracks of an event.

    Args:
        what: `room` or `track`: the member that names one, and what findings call it.
        words: reads their names.
        make: makes one: id, name, object.
    """

    def __init__(self, what: str, words: Words, make: Callable[[str, str | None, Node, Words], T]) -> None:
        self.items: dict[str, T] = {}
        self.origins: dict[Path, Path] = {}
        self._what = what
        self._words = words
        self._make: Callable[[str, str | None, Node, Words], T] = make
        self._ids = Ids()
        self._names: dict[str, set[str]] = {}

    def read(self, node: Node) -> str:
        """Return the id of the thing an object describes, made at the first call for it."""
        name, number = self._words.of(node, "name"), node.identifier("id")
        texts = set(texts_of(node.members.get("name")))
        key = number or f"name:{name}"
        own = self._ids.get(key)
        if own is None:
            own = self._ids.of(key, number or slugify(name or self._what))
            self.origins[f"{self._what}s", len(self.items)] = node.path
            self.items[own] = self._make(own, name, node, self._words)
        elif name is not None and not texts & self._names[own]:
            # Files put together by hand have it; two names are two things.
            first = next(iter(self._names[own]), own)
            node.findings.add(
                "duplicate-id", f"the {self._what} {name[:60]!r} has the id of {first[:60]!r}; both are kept", node.path
            )
            return self.read(Node({"name": node.members["name"]}, node.path, node.findings))
        self._names.setdefault(own, set()).update(texts)
        return own

    def of(self, node: Node) -> str | None:
        """Return the id of the thing that an object names."""
        what, path = self._what, (*node.path, self._what)
        value = node.raw(what)
        number = number_in(value) or node.identifier(f"{what}_id")
        told = node_of(value, path, node.findings)
        # A name in several languages is an object too; `id` is also a language.
        if told is not None and ("name" in told or number_in(told.members.get("id")) is not None):
            return self.read(told)
        named = value if number_in(value) is None and self._words.of(node, what) is not None else None
        if number is None and named is None:
            return None
        if named is None and number not in self._ids:
            node.findings.add("dangling-reference", f"no {what} of these documents has the id {number}", path)
        return self.read(Node({"id": number, "name": named}, path, node.findings))


def room(id: str, name: str | None, node: Node, words: Words) -> Room:
    """Return a room."""
    capacity = node.integer("capacity")
    return Room(
        id=cast("Any", id),
        name=name or id,
        description=words.of(node, "description"),
        capacity=capacity if capacity is not None and capacity >= 0 else None,
        uid=node.text("guid", "uuid"),
        extra=extra_of(words.kept(node, "url")),
    )


def track(id: str, name: str | None, node: Node, words: Words) -> Track:
    """Return a track."""
    return Track(
        id=cast("Any", id),
        title=name or id,
        description=words.of(node, "description"),
        color=node.text("color"),
        extra=extra_of(words.kept(node)),
    )
