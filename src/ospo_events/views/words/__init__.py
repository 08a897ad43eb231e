"""The words of the interface by language: dates, kinds, roles, languages and the sentences around a programme.

English is the table that all others are measured by; the other languages are data files beside it. `words_for` gives
those of a language, English where there is no file for it.
"""

from __future__ import annotations

from ._table import LANGUAGES, Words, missing_words, words_for

__all__ = ["LANGUAGES", "Words", "missing_words", "words_for"]
