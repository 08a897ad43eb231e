"""The words of one language, loaded from its table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

import attrs

from ...diagnostics import Diagnostic, Report, Severity
from ._english import ENGLISH_WORDS
from ._plurals import PLURALS

__all__ = ["LANGUAGES", "Words", "missing_words", "words_for"]

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The languages that have words."""


@attrs.frozen(kw_only=True, eq=False)
class Words:
    """The words of the interface in one language."""

    language: str
    """The language: one of `LANGUAGES`."""
    table: Mapping[str, str]
    """The words by their keys."""
    category: Callable[[int], str]
    """Returns the plural category of a whole number."""

    def __repr__(self) -> str:
        return f"Words({self.language!r})"

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the words of a key, with the names in braces filled in."""
        return self.table[key].format_map(values) if values else self.table[key]

    def counted(self, key: str, number: int, /, **values: object) -> str:
        """Return the words of a key in the plural form for a number."""
        return self.table[f"{key}.{self.category(number)}"].format_map(values)

    def named(self, group: str, word: str, otherwise: str) -> str:
        """Return the name of a known word; `otherwise` for an unknown one."""
        return self.table.get(f"{group}.{word}", otherwise)

    def group(self, name: str) -> dict[str, str]:
        """Return the words whose keys begin with a name, by the rest of the key."""
        begin = f"{name}."
        return {key.removeprefix(begin): text for key, text in self.table.items() if key.startswith(begin)}

    def listed(self, items: Iterable[str]) -> str:
        """Return items as a list in one line."""
        return self.table["mark.comma"].join(items)

    def sentence(self, text: str) -> str:
        """Return a text as a sentence: it begins with a capital letter if the script has them."""
        return text[:1].upper() + text[1:]


def words_for(language: str | None) -> Words:
    """Return the words of a language; English if there are none, or no language is given.

    Args:
        language: a language tag (BCP 47): `fr`, `fr-CA`, `zh-Hant`.
    """
    return _words(language.partition("-")[0].lower()) if language is not None else _ENGLISH


def missing_words(language: str) -> Report:
    """Return a finding if there are no words of the interface in a language; otherwise nothing."""
    if language.partition("-")[0].lower() in LANGUAGES:
        return Report()
    message = f"expected words of the interface in {language!r}, got none: dates, kinds and so on are in English"
    help = f"there are words in {', '.join(LANGUAGES)}; a how-to explains how to add a language"
    return Report((Diagnostic(code="no-words-in-language", message=message, severity=Severity.INFO, help=help),))


@lru_cache(maxsize=64)
def _words(language: str) -> Words:
    if language == "en" or language not in LANGUAGES:
        return _ENGLISH
    import json  # noqa: PLC0415 # English, which most programmes are in, is no file
    import pkgutil  # noqa: PLC0415 # as above

    data = pkgutil.get_data("ospo_events.views.words", f"{language}.json")
    assert data is not None, "the file is beside this module"
    table: dict[str, str] = json.loads(data)
    return Words(language=language, table=table, category=PLURALS[language][1])


_ENGLISH = Words(language="en", table=ENGLISH_WORDS, category=PLURALS["en"][1])
