"""Identifiers: one `NewType` for each kind of thing, and one grammar for all of them.

References are ids, so that an invalid programme can be represented and reported. `AgentId` is one namespace for people
*and* organizations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Container
from typing import NewType

from ..diagnostics import suggest
from ..errors import UnknownId

__all__ = [
    "ID_PATTERN",
    "AgentId",
    "EventId",
    "RoomId",
    "SessionId",
    "TrackId",
    "VenueId",
    "check_id",
    "is_id",
    "matches_id",
    "slugify",
    "unknown_id",
    "unused_id",
]

EventId = NewType("EventId", str)
SessionId = NewType("SessionId", str)
TrackId = NewType("TrackId", str)
RoomId = NewType("RoomId", str)
VenueId = NewType("VenueId", str)
AgentId = NewType("AgentId", str)

ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
"""Letters, digits, `.`, `_` and `-`, at most 100: safe in URLs, in file names and at the end of XML names."""

matches_id = re.compile(ID_PATTERN).fullmatch
_between_words = re.compile(r"[^a-z0-9]+").sub


def is_id(text: str) -> bool:
    """Return whether a text is an id, that is, matches `ID_PATTERN` as a whole."""
    return matches_id(text) is not None


def check_id(owner: str, value: str) -> None:
    """Raise `ValueError` unless `value` follows the id grammar."""
    if type(value) is not str:
        raise TypeError(f"expected text as the id of a {owner}, got {value!r}")
    if matches_id(value) is None:
        raise ValueError(
            f"expected an id of letters, digits, '.', '_' and '-' (at most 100, first a letter or digit), got {value!r}"
            f"; try {slugify(value)!r}"
        )


def unknown_id(what: str, id: str, known: Collection[str]) -> UnknownId:
    """Return the error for an id that no thing of its kind has.

    Args:
        what: the noun for things with such ids, for the message: `session`.
        id: the id that was asked for.
        known: the existing ids.
    """
    near = suggest(id, known)
    words = list(known)[:20]
    hint = f"did you mean {near!r}?" if near else f"there are {', '.join(words)}" if words else "there are none"
    return UnknownId(f"no {what} {id!r} in this programme; {hint}")


def slugify(text: str) -> str:
    """Return a lower-case id made from `text`: never empty, and the same on every machine.

    A text without any Latin letter or digit becomes `x-` and a short digest of itself, so that two different titles in
    another script stay two ids.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    slug = _between_words("-", plain.lower()).strip("-")[:80].strip("-")
    if slug:
        return slug
    import hashlib  # noqa: PLC0415 # few texts have no letter to make an id of, and it loads OpenSSL

    return "x-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


_LONGEST = 100
"""The number of characters that an id may have."""
_IN_A_ROW = 64
"""How many numbers are tried one by one."""


def unused_id(wanted: str, taken: Container[str]) -> str:
    """Return `wanted`, or the first of `wanted-2`, `wanted-3` ... that is not in `taken`.

    An id that would become too long is cut before its number. After many taken ones a binary search finds the end of
    the row: a file may give everything the same name.
    """
    if wanted not in taken:
        return wanted
    last, free = 1, 2
    while _numbered(wanted, free) in taken:
        last, free = free, free + 1 if free < _IN_A_ROW else free * 2
    while free - last > 1:
        middle = (last + free) // 2
        last, free = (middle, free) if _numbered(wanted, middle) in taken else (last, middle)
    return _numbered(wanted, free)


def _numbered(wanted: str, number: int) -> str:
    """Return an id with a number behind it; a text that is too long for an id anyway is not cut."""
    end = f"-{number}"
    return (wanted if len(wanted) > _LONGEST else wanted[: _LONGEST - len(end)]) + end
