"""File names made from ids: safe on every file system, and two for two ids."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

__all__ = ["file_names"]

_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}


def file_names(ids: Iterable[str]) -> Mapping[str, str]:
    """Return a file name for each id: itself, or with a digest where a file system would not have it.

    Two ids that differ in case only, a name Windows keeps for devices and one that ends in a dot get one.
    """
    taken: set[str] = set()
    names: dict[str, str] = {}
    for id in sorted(set(ids)):
        name = id
        if id.endswith(".") or id.split(".")[0].lower() in _RESERVED or id.lower() in taken:
            name = f"x-{id.rstrip('.')}-{hashlib.sha256(id.encode()).hexdigest()[:8]}"
        taken.add(name.lower())
        names[id] = name
    return names
