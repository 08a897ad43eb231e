"""The words of the interface by language: dates, kinds, roles, languages and the sentences around a programme.

The other languages have the same keys as English; they are data files beside it. `words_for` returns the words of a
language, or English if there is no file for it.
"""

from __future__ import annotations

from ._table import LANGUAGES, Words, missing_words, words_for

__all__ = ["LANGUAGES", "Words", "missing_words", "words_for"]
