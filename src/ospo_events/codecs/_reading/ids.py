"""Ids of foreign documents, kept wherever they follow the grammar of ours."""

from __future__ import annotations

from collections.abc import Hashable

from ...model.ids import is_id, slugify

__all__ = ["Ids"]


class Ids:
    """Gives each thing of a document an id of its own, and knows it again by its key.

    An id of the document is kept wherever it follows the grammar of ours. A key is whatever tells a thing apart: an id
    of the document, a name, a tuple of both.
    """

    def __init__(self) -> None:
        self._by_key: dict[Hashable, str] = {}
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._by_key

    def get(self, key: Hashable) -> str | None:
        """Return the id of a thing that was met before, or None."""
        return self._by_key.get(key)

    def of(self, key: Hashable, wanted: str | None = None) -> str:
        """Return the id of a thing, given at the first call: `wanted`, else its key as text."""
        id = self._by_key.get(key)
        if id is None:
            id = self._by_key[key] = self.new(wanted or str(key))
        return id

    def new(self, wanted: str) -> str:
        """Return an id that nothing else has: `wanted` where that is possible, else with a number behind it."""
        id = first = wanted if is_id(wanted) else slugify(wanted)
        while id in self._taken:
            # Counted on, so that many of one name take no longer than many names.
            self._last[first] = number = self._last.get(first, 1) + 1
            id = f"{first[:90]}-{number}"
        self._taken.add(id)
        return id

    def is_taken(self, id: str) -> bool:
        """Return whether something has that id."""
        return id in self._taken

    def take(self, id: str) -> None:
        """Keep others from getting an id."""
        self._taken.add(id)
