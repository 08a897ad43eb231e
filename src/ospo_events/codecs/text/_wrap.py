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
    width = 0
    for character in text:
        if unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Return `text` in lines of at most `width` columns; all lines but the first begin with `indent`."""
    size_of = len if text.isascii() else columns
    words = _WORDS.findall(text)
    joined = " ".join(words)
    if size_of(joined) <= width:  # like most lines
        return [joined] if joined.strip() else []
    lines: list[str] = []
    line, used = "", 0
    limit = max(1, width - len(indent))
    for word in words:
        for piece in (word,) if size_of(word) <= limit else _pieces(word, limit):
            size = size_of(piece)
            if line.strip() and used + 1 + size > width:
                lines.append(line)
                line, used = indent, len(indent)
            if line.strip():
                line, used = f"{line} {piece}", used + 1 + size
            else:
                line, used = line + piece, used + size
    return [*lines, line] if line.strip() else lines


def _pieces(word: str, width: int) -> list[str]:
    """Return a word that is too long in shorter pieces."""
    pieces: list[str] = []
    piece, used = "", 0
    for character in word:
        size = columns(character)
        if piece and used + size > width:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + character, used + size
    return [*pieces, piece]
