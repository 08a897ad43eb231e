"""The names of rooms, tracks and people in cells: their names, or their ids if a name is not unique."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["SPLIT", "BadCell", "folded_name", "named"]

SPLIT = re.compile(r"\s*[;\r\n]\s*")
"""The separator between several things in one cell."""


class BadCell(ValueError):
    """A cell that cannot be read; the message says what was expected and what was found."""

    def __init__(self, column: str, code: str, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.code = code


def named(names: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each thing in cells, by id: its own name if no other thing has it, else its id."""
    count: dict[str, int] = {}
    for name in names.values():
        count[folded_name(name)] = count.get(folded_name(name), 0) + 1
    ids = {folded_name(id) for id in names}
    return {
        id: name
        if count[folded_name(name)] == 1
        and folded_name(name) not in ids - {folded_name(id)}
        and name == name.strip()
        and not SPLIT.search(name)
        else id
        for id, name in names.items()
    }


def folded_name(text: str) -> str:
    """Return a name without differences that do not matter: case and spaces."""
    return " ".join(text.split()).casefold()
