"""The kind of a service session (break, meal, registration), by its title."""

from __future__ import annotations

import re
from itertools import zip_longest

from ...model.vocabulary import kind_of

__all__ = ["service_kind"]

_WORDS = re.compile(r"[^\W\d_]+")
_KINDS_IN_TITLES = frozenset({"meal", "registration", "break", "social", "opening", "closing", "keynote"})
"""Kinds whose name leaves no doubt even as one word among others."""


def service_kind(title: str) -> str | None:
    """Return the kind of a service session (break, meal ...) that its title leaves no doubt about, or None."""
    exact = kind_of(title)
    if exact is not None:
        return exact
    words = _WORDS.findall(title.casefold())
    names = (name for pair in zip_longest(words, words[1:], fillvalue="") for name in (pair[0], "".join(pair)))
    return next((kind for name in names if (kind := kind_of(name)) in _KINDS_IN_TITLES), None)
