"""Ids of foreign documents, preserved if they follow our grammar of ids."""

from __future__ import annotations

from collections.abc import Hashable

from ...model.ids import is_id, slugify

__all__ = ["Ids"]


class Ids:
    """Gives each thing in a document its own id, and returns the same id for the same key.

    An id of the document is preserved if it follows our grammar. A key is any value that identifies a thing: an id of
    the document, a name, a tuple of both.
    """

    def __init__(self) -> None:
        self._by_key: dict[Hashable, str] = {}
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._by_key

    def get(self, key: Hashable) -> str | None:
        """Return the id of a known thing, or None."""
        return self._by_key.get(key)

    def of(self, key: Hashable, wanted: str | None = None) -> str:
        """Return the id of a thing; the first call decides it: `wanted`, or its key as text."""
        id = self._by_key.get(key)
        if id is None:
            id = self._by_key[key] = self.new(wanted or str(key))
        return id

    def new(self, wanted: str) -> str:
        """Return an unused id: `wanted` if possible, otherwise with a number after it."""
        id = first = wanted if is_id(wanted) else slugify(wanted)
        while id in self._taken:
            # The counting continues where it ended, so that many things with one name take no longer than many names.
            self._last[first] = number = self._last.get(first, 1) + 1
            id = f"{first[:90]}-{number}"
        self._taken.add(id)
        return id

    def is_taken(self, id: str) -> bool:
        """Return whether the id is in use."""
        return id in self._taken

    def take(self, id: str) -> None:
        """Reserve an id."""
        self._taken.add(id)
