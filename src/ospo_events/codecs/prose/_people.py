"""The people that a line of an agenda names, with their affiliations."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Named", "people_in"]


class Named(NamedTuple):
    """A person as a line names them."""

    name: str
    affiliation: str | None = None


_IN_BRACKETS = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*")
_AND = re.compile(r"\s+(?:and|et|y|und|и|و)\s+|\s*&\s*|[、，،]\s*")
_NOBODY = re.compile(r"(?:tb[adc]|to be (?:announced|confirmed|determined)|n/?a|à confirmer|por confirmar|-)\W*$", re.I)


def people_in(text: str, *, is_plural: bool) -> tuple[Named, ...]:
    """Return the people in a text, in order; an empty list if it names none yet (`TBC`).

    Semicolons part people, and so do commas between names that have their affiliation in brackets. Without either, what
    follows the comma behind a single moderator is an affiliation, and behind the label `Speakers` another speaker.

    Args:
        text: the text behind the label.
        is_plural: whether the label stands for several people.
    """
    text = text.strip(" .;,")
    if not text or _NOBODY.match(text):
        return ()
    if ";" in text or "；" in text or "؛" in text:
        pieces = [piece for piece in re.split(r"\s*[;；؛]\s*", text) if piece.strip()]
        return tuple(_one(piece) for piece in pieces)
    if _IN_BRACKETS.search(text):
        return tuple(_one(piece) for piece in _outside_of_brackets(text) if piece.strip(" ,"))
    parts = [part.strip() for part in re.split(r",\s+|[，،]\s*", text) if part.strip()]
    if len(parts) == 2 and not is_plural:
        return (Named(parts[0], parts[1]),)
    if len(parts) > 1 and not is_plural:
        return (Named(parts[0], ", ".join(parts[1:])),)
    names = [name for part in parts for name in _AND.split(part) if name.strip()]
    return tuple(Named(name.strip()) for name in names)


def _one(text: str) -> Named:
    text = text.strip(" ,")
    text = re.sub(r"^(?:and|et|y|und|и|و)\s+", "", text)
    brackets = _IN_BRACKETS.search(text)
    if brackets is not None and brackets.start() > 0:
        return Named(text[: brackets.start()].strip(" ,"), brackets[1].strip() or None)
    name, comma, rest = text.partition(", ")
    if not comma:
        name, comma, rest = re.sub(r"\s+[–—-]\s+", "\t", text, count=1).partition("\t")
    return Named(name.strip(), rest.strip() or None)


def _outside_of_brackets(text: str) -> list[str]:
    """Return the pieces between commas and `and`s that are not in brackets."""
    pieces: list[str] = []
    depth = begin = 0
    for match in re.finditer(r"[(（)）]|,\s+|[，،]\s*|\s+(?:and|et|y|und)\s+", text):
        sign = match[0]
        if sign in "(（":
            depth += 1
        elif sign in ")）":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(text[begin : match.start()])
            begin = match.end()
    return [*pieces, text[begin:]]
