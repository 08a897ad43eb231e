"""Typing errors: finds the one known word that was certainly meant, so that a fix may write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from .._patterns import late_pattern
from ..model.vocabulary import folded
from ._language_words import LANGUAGE_WORDS

__all__ = ["meant_surely"]

_LONGEST = 40
_ONE_SLIP, _TWO_SLIPS = 6, 8
"""The shortest words that may have one typing error, and two."""
_GAPS = late_pattern(r"[\s_\-\u2010\u2011\u2012\u2013]+")


def meant_surely(word: str, known: Collection[str]) -> str | None:
    """Return the known word that a word differs from only in spelling, or None.

    Case, spaces, hyphens and underscores do not matter. Apart from these a word of six letters may have one error, and
    a word of eight letters two: an extra letter, a missing one, a wrong one, or two swapped neighbours. A word of
    English, French or German is not an error, nor is a word with its own prefix or ending (`co-panelist`,
    `facilitate`); a plural is.

    Args:
        word: the word that was written.
        known: the known words without synonyms: after a synonym the author has to choose.
    """
    if len(word) > _LONGEST:
        return None
    plain = folded(word)
    same = [item for item in known if folded(item) == plain]
    if same:
        return same[0] if len(same) == 1 else None
    written = _GAPS.sub("-", word.strip().casefold())
    letters = sum(map(str.isalpha, written))
    most = 2 if letters >= _TWO_SLIPS else 1 if letters >= _ONE_SLIP else 0
    near = [item for item in known if most and distance(written, item, most) <= most]
    if len(near) != 1:
        return None
    (meant,) = near
    if written == f"{meant}s":
        return meant
    return None if plain in LANGUAGE_WORDS or _has_own_affix(written, meant) else meant


def _has_own_affix(written: str, known: str) -> bool:
    """Return whether two words differ only in their first two or last two letters: `inhibition`, `moderated`.

    A single extra or missing letter at an end counts as a typing error, not as a prefix or ending.
    """
    if abs(len(written) - len(known)) < 2 and distance(written, known, 1) <= 1:
        return False
    shared = min(len(written), len(known)) - 2
    return written[:shared] == known[:shared] or written[-shared:] == known[-shared:]


def distance(one: str, other: str, most: int) -> int:
    """Return how many typing errors two words are apart (Damerau-Levenshtein distance), or a number above `most`.

    An error is an extra letter, a missing one, a wrong one, or two swapped neighbours.
    """
    if abs(len(one) - len(other)) > most or (Counter(one) - Counter(other)).total() > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, wanted in enumerate(other, 1):
            steps = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                steps = min(steps, before[column - 2] + 1)
            line.append(steps)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return last[-1]
