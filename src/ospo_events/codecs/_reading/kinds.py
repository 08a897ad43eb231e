"""Recognises the kind of a session by its title: of service sessions (break, meal, registration), or of all."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

from ...model.vocabulary import kind_of

__all__ = ["kind_by_title", "service_kind"]

_WORDS = re.compile(r"[^\W\d_]+")
_KINDS_IN_TITLES = frozenset({"meal", "registration", "break", "social", "opening", "closing", "keynote"})
"""Kinds whose name is certain even as one word among others."""


_FIRST_WORD = re.compile(r"[\W\d_]*([^\W\d_]+)").match
_SPLIT = re.compile(r"\s*:\s+|\s+[–—-]\s+")
_BEFORE = {
    "break": frozenset(["coffee", "tea", "short", "morning", "afternoon", "health", "bio", "comfort", "refreshment"]),
    "meal": frozenset(["gala", "conference", "community", "speakers", "networking", "working", "welcome", "evening"]),
    "social": frozenset(["welcome", "evening", "cocktail", "drinks", "closing", "opening", "farewell", "networking"]),
    "keynote": frozenset(["opening", "closing", "morning", "evening", "afternoon", "final", "welcome"]),
}
"""Words that make the kind after them certain: `Gala dinner`, but not `Data lunch`."""
_BEFORE_ANY = frozenset[str]().union(*_BEFORE.values())
_AFTER = frozenset(["and", "coffee", "breakfast", "opens", "open", "desk", "welcome", "tea", "networking", "starts"])
"""Words that may follow `Registration` without changing its meaning."""


@lru_cache(maxsize=2048)
def kind_by_title(title: str) -> str | None:
    """Return the kind of a session if its title is certain about it, or None.

    The kind may be the whole title (`Coffee break`), the words before a colon (`Panel: who pays?`), or the last word
    after a usual attribute (`Gala dinner`). `How to break things` and `Third party` name none.
    """
    exact = kind_of(title)
    if exact is not None:
        return exact
    if ":" in title or "-" in title or not title.isascii():
        head = _SPLIT.split(title, 1)[0]
        if head != title and (named := kind_of(head)) is not None:
            return named
    folded = title.casefold()
    first = _FIRST_WORD(folded)
    if first is None or (first[1] not in _BEFORE_ANY and kind_of(first[1]) != "registration"):
        return None  # most titles, and one look at a word is enough
    words = _WORDS.findall(folded)
    if not 2 <= len(words) <= 4:
        return None
    if kind_of(words[0]) == "registration" and _AFTER.issuperset(words[1:]):
        return "registration"
    kind = kind_of(words[-1])
    return kind if kind in _BEFORE and _BEFORE[kind].issuperset(words[:-1]) else None


def service_kind(title: str) -> str | None:
    """Return the kind of a service session (break, meal ...) if its title is certain about it, or None."""
    exact = kind_of(title)
    if exact is not None:
        return exact
    words = _WORDS.findall(title.casefold())
    names = (name for pair in zip_longest(words, words[1:], fillvalue="") for name in (pair[0], "".join(pair)))
    return next((kind for name in names if (kind := kind_of(name)) in _KINDS_IN_TITLES), None)
