"""Suggestions for misspelt words: finds the most similar known word, at a bounded cost."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Suggestions", "suggest"]

_LEAST_LIKENESS = 0.7
_LONGEST_WORD = 100
_MOST_COMPARISONS = 5_000
"""How many pairs of words one `Suggestions` compares; after that it returns no answer."""


class Suggestions:
    """Finds the most similar known word for many unknown words.

    An import that misspells every id asks once per session, each time over all rooms or people. Therefore only words of
    similar length are compared, each unknown word is looked up once, and after a fixed number of comparisons there are
    no more answers: the first findings have their suggestion, and a run never takes minutes.

    Args:
        known: the known words.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._by_length: dict[int, dict[str, str]] | None = None
        self._answers: dict[str, str | None] = {}
        self._left = _MOST_COMPARISONS

    def nearest(self, word: str) -> str | None:
        """Return the known word that was most likely meant, or None."""
        key = word[:_LONGEST_WORD].casefold()
        if key not in self._answers:
            if self._left <= 0:
                return None
            self._answers[key] = self._nearest(key)
        return self._answers[key]

    def _nearest(self, key: str) -> str | None:
        if self._by_length is None:
            self._by_length = {}
            for candidate in self._known:
                folded = candidate.casefold()
                self._by_length.setdefault(len(folded), {})[folded] = candidate
        # The similarity of two words is 2 * common / (sum of lengths), and `common` is at most the length of the
        # shorter one.
        part = _LEAST_LIKENESS / (2 - _LEAST_LIKENESS)
        near: dict[str, str] = {}
        for length, words in self._by_length.items():
            if part * len(key) <= length <= len(key) / part:
                near.update(words)
        self._left -= len(near)
        import difflib  # noqa: PLC0415 # only what is wrong needs it

        close = difflib.get_close_matches(key, near, n=1, cutoff=_LEAST_LIKENESS)
        return near[close[0]] if close else None


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was most likely meant, or None; for many words use `Suggestions`."""
    return Suggestions(known).nearest(word)
