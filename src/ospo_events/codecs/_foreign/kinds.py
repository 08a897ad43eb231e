"""The kinds of sessions by what organisers call them."""

from __future__ import annotations

import re

from ...model.vocabulary import KNOWN_KINDS

__all__ = ["known_kind", "service_kind"]

_WORDS = re.compile(r"[^\W\d_]+")


def _spellings() -> dict[str, str]:
    known: dict[str, str] = {}
    for word, kind in KNOWN_KINDS.items():
        for spelling in (word, word.replace("-", " "), kind.label.casefold(), *kind.synonyms):
            known.setdefault(spelling, word)
    return known


_KINDS = _spellings()
# Words in the titles of service sessions that leave no doubt, in the languages most of them are in.
_SERVICE_WORDS = {
    word: kind
    for kind, words in {
        "meal": "lunch dinner breakfast mittagessen mittagspause abendessen frühstück déjeuner dîner almuerzo pranzo",
        "registration": "registration anmeldung registrierung einlass",
        "break": "coffee break pause kaffee kaffeepause café pausa",
        "social": "party reception networking empfang",
        "opening": "opening eröffnung begrüßung ouverture",
        "closing": "closing abschluss clôture",
        "keynote": "keynote",
    }.items()
    for word in words.split()
}


def known_kind(text: str) -> str | None:
    """Return the session kind that a label is a spelling of, or None."""
    return _KINDS.get(" ".join(text.split()).casefold())


def service_kind(title: str) -> str | None:
    """Return the kind of a service session (break, meal ...) that its title leaves no doubt about, or None."""
    exact = known_kind(title)
    if exact is not None:
        return exact
    words = _WORDS.findall(title.casefold())
    if "check" in words and "in" in words:
        return "registration"
    return next((_SERVICE_WORDS[word] for word in words if word in _SERVICE_WORDS), None)
