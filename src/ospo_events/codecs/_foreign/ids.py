"""Ids of foreign documents, kept wherever they follow the grammar of ours."""

from __future__ import annotations

import re

from ...model.ids import ID_PATTERN, slugify

__all__ = ["Ids", "is_id"]


def is_id(text: str) -> bool:
    """Return whether a text follows the grammar of ids."""
    return re.fullmatch(ID_PATTERN, text) is not None


class Ids:
    """One namespace of ids: what the document calls a thing, and what the model does.

    Ids of the document are kept wherever they follow the grammar of ours.
    """

    def __init__(self) -> None:
        self._by_foreign: dict[str, str] = {}
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def __contains__(self, foreign: object) -> bool:
        return foreign in self._by_foreign

    def get(self, foreign: str) -> str | None:
        """Return the id of a thing that was made already."""
        return self._by_foreign.get(foreign)

    def of(self, foreign: str, wanted: str | None = None) -> str:
        """Return the id of a thing, made at the first call for it."""
        known = self._by_foreign.get(foreign)
        if known is None:
            known = self.new(wanted or foreign)
            self._by_foreign[foreign] = known
        return known

    def new(self, wanted: str) -> str:
        """Return an id nobody else has, `wanted` where that is possible."""
        made = first = wanted if is_id(wanted) else slugify(wanted)
        while made in self._taken:
            # Counted on, so that many of one name take no longer than many names.
            self._last[first] = number = self._last.get(first, 1) + 1
            made = f"{first[:90]}-{number}"
        self._taken.add(made)
        return made
