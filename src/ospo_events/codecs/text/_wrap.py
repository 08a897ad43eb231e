"""Wraps text for a terminal, with the true width of East Asian and combining characters."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["columns", "wrap"]

_WORDS = re.compile(r"\S+")
_is_narrow = re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027]*").fullmatch
"""Matches Latin text with its punctuation: one column for each character."""


def columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    if text.isascii() or _is_narrow(text):
        return len(text)
    taken = 0
    for character in text:
        if unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            taken += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return taken


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Return `text` in lines of at most `width` columns; all lines but the first begin with `indent`."""
    size_of = len if text.isascii() else columns
    words = _WORDS.findall(text)
    whole = " ".join(words)
    if size_of(whole) <= width:  # like most lines
        return [whole] if whole.strip() else []
    lines: list[str] = []
    line, taken = "", 0
    limit = max(1, width - len(indent))
    for word in words:
        for piece in (word,) if size_of(word) <= limit else _pieces(word, limit):
            size = size_of(piece)
            if line.strip() and taken + 1 + size > width:
                lines.append(line)
                line, taken = indent, len(indent)
            if line.strip():
                line, taken = f"{line} {piece}", taken + 1 + size
            else:
                line, taken = line + piece, taken + size
    return [*lines, line] if line.strip() else lines


def _pieces(word: str, width: int) -> list[str]:
    """Return a word that is too long in shorter pieces."""
    found: list[str] = []
    piece, taken = "", 0
    for character in word:
        size = columns(character)
        if piece and taken + size > width:
            found.append(piece)
            piece, taken = "", 0
        piece, taken = piece + character, taken + size
    return [*found, piece]
