"""Reads rooms and tracks of pretalx: a number, an object, a name, or a name beside a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...model.ids import slugify
from .._reading.json_node import Node, node_of
from .._reading.programme import Table
from ._translations import Translations, extra_of, number_in, texts_of

__all__ = ["References", "room_values", "track_values"]

Values = Callable[[str, Node, Translations], dict[str, Any]]
"""Returns the attributes of a room or a track, given its name and its object."""


class References:
    """Reads the rooms or the tracks of an event, and the references to them.

    Args:
        what: `room` or `track`: the member that refers to one, and the word in findings.
        table: receives them.
        translations: reads their names.
        values: returns the attributes of one.
    """

    def __init__(self, what: str, table: Table[Any], translations: Translations, values: Values) -> None:
        self._what = what
        self._table = table
        self._translations = translations
        self._values = values
        self._names: dict[str, set[str]] = {}
        self._resolved: dict[tuple[str | None, str], str] = {}

    def read(self, node: Node) -> str | None:
        """Return the id of the room or track that an object describes; the first call makes it."""
        name, number = self._translations.text(node, "name"), node.identifier("id")
        texts = set(texts_of(node.members.get("name")))
        key = number or f"name:{name}"
        id = self._table.known(key)
        if id is None:
            id = self._table.reserve(key, number or slugify(name or self._what))
            self._table.add(key, node.path, wanted=id, **self._values(name or id, node, self._translations))
        elif name is not None and not texts & self._names[id]:
            # Only files that were put together by hand have this; two names are two rooms.
            first = next(iter(self._names[id]), id)
            message = f"the {self._what} {name[:60]!r} has the id of {first[:60]!r}; both are kept"
            node.findings.add("duplicate-id", message, node.path)
            return self.read(Node({"name": node.members["name"]}, node.path, node.findings))
        self._names.setdefault(id, set()).update(texts)
        return id if id in self._table else None

    def of(self, node: Node) -> str | None:
        """Return the id of the room or track that an object refers to."""
        key, path = self._what, (*node.path, self._what)
        value = node.raw(key)
        number = number_in(value) or node.identifier(f"{key}_id")
        full = node_of(value, path, node.findings)
        # A name in several languages is an object too; `id` is also a language.
        if full is not None and ("name" in full or number_in(full.members.get("id")) is not None):
            return self.read(full)
        name = value if number_in(value) is None and self._translations.text(node, key) is not None else None
        if number is None and name is None:
            return None
        if name is None and self._table.known(number) is None:
            node.findings.add("dangling-reference", f"no {key} of these documents has the id {number}", path)
        # Nearly all entries of a schedule refer to the same few rooms and tracks.
        texts = texts_of(name)
        reference = (number, texts[0]) if len(texts) == 1 else None
        resolved = self._resolved.get(reference) if reference is not None else None
        if resolved is not None:
            return resolved
        id = self.read(Node({"id": number, "name": name}, path, node.findings))
        has_conflict = number is not None and id != self._table.known(number)
        if reference is not None and id is not None and not has_conflict:
            self._resolved[reference] = id
        return id


def room_values(name: str, node: Node, translations: Translations) -> dict[str, Any]:
    """Return the attributes of a room."""
    capacity = node.integer("capacity")
    return {
        "name": name,
        "description": translations.text(node, "description"),
        "capacity": capacity if capacity is not None and capacity >= 0 else None,
        "uid": node.text("guid", "uuid"),
        "extra": extra_of(translations.unread_members(node, "url")),
    }


def track_values(title: str, node: Node, translations: Translations) -> dict[str, Any]:
    """Return the attributes of a track."""
    return {
        "title": title,
        "description": translations.text(node, "description"),
        "color": node.text("color"),
        "extra": extra_of(translations.unread_members(node)),
    }
