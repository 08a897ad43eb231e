"""The plural form for a number: the plural categories of CLDR, for whole numbers.

https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

__all__ = ["PLURALS", "Plural"]

Plural = tuple[tuple[str, ...], Callable[[int], str]]
"""The categories of a language, and a function that returns the category of a number."""


def _none(_: int) -> str:
    return "other"


def _one(number: int) -> str:
    return "one" if number == 1 else "other"


def _french(number: int) -> str:
    if number in (0, 1):
        return "one"
    return "many" if number % 1_000_000 == 0 else "other"


def _spanish(number: int) -> str:
    return "many" if number and number % 1_000_000 == 0 else _one(number)


def _russian(number: int) -> str:
    last, tens = number % 10, number % 100
    if last == 1 and tens != 11:
        return "one"
    return "few" if last in (2, 3, 4) and tens not in (12, 13, 14) else "many"


def _arabic(number: int) -> str:
    if number < 3:
        return ("zero", "one", "two")[number]
    tens = number % 100
    return "few" if 3 <= tens <= 10 else "many" if tens >= 11 else "other"


PLURALS: Mapping[str, Plural] = {
    "ar": (("zero", "one", "two", "few", "many", "other"), _arabic),
    "en": (("one", "other"), _one),
    "es": (("one", "many", "other"), _spanish),
    "fr": (("one", "many", "other"), _french),
    "ru": (("one", "few", "many"), _russian),
    "zh": (("other",), _none),
}
"""The rules by language. Russian also has `other`, for fractions, which no programme counts."""
