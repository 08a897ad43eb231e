"""A site in several languages: the same site in a folder for each, with links between them on every page."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

import attrs

from ..views.english import is_right_to_left, own_language_name
from ..views.markup import attribute, text
from ..views.words import words_for

__all__ = ["Languages", "check_languages"]

_is_folder = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*").fullmatch
_head_end = re.compile(rb"</head>")
_header_begin = re.compile(rb"<header[ >]")
_isolated = re.compile(rb'(<bdi|dir="auto")>([^<]+)(?=<)')
"""A text of the programme on a page: in an element that isolates its direction."""
_FOR_PAPER = frozenset({"doors.html", "nameplates.html", "now.html"})


def check_languages(languages: Sequence[str]) -> None:
    """Refuse languages of which no folder can be made.

    Raises:
        ValueError: one is no language tag with a language of two or three letters, or is there twice.
    """
    for number, language in enumerate(languages):
        if not _is_folder(language.lower()):
            raise ValueError(f"expected a language such as 'fr' or 'pt-BR' for a folder of the site, got {language!r}")
        if language.lower() in (other.lower() for other in languages[:number]):
            raise ValueError(f"expected each language of the site once, got {language!r} again")


@attrs.frozen(kw_only=True)
class Languages:
    """The languages of a site, as seen from one of them."""

    every: Sequence[str]
    """All of them: the first at the root of the site, the others in folders."""
    own: str
    """The language of the current pages."""
    base: str | None
    """The address of the root of the site."""
    originals: Collection[str] = ()
    """The texts on its pages that are not translated, but in the first language."""
    note: str | None = None
    """How the translation was made, in words, to be shown on its pages."""

    def folder(self, language: str) -> str:
        """Return the folder of a language, with a slash at its end; empty for the root."""
        return "" if language == self.every[0] else f"{language.lower()}/"

    def linked(self, path: str, page: bytes) -> bytes:
        """Return a page with links to the same page in the other languages.

        Args:
            path: the path of the page below the folder of its language.
            page: the page.
        """
        up = "../" * (path.count("/") + bool(self.folder(self.own)))
        places = [(language, f"{up}{self.folder(language)}{path}") for language in self.every]
        page = self._marked(page)
        page = _before(_head_end, page, "".join(self._alternate(language, path) for language in self.every))
        return page if path in _FOR_PAPER else _before(_header_begin, page, self._switcher(places))

    @cached_property
    def _pieces(self) -> frozenset[bytes]:
        """The texts in the first language as they are on pages, each as a whole and line by line."""
        lines = [line.strip() for original in self.originals for line in (original, *original.splitlines())]
        return frozenset(text(line).encode("utf-8", "replace") for line in lines if line)

    def _marked(self, page: bytes) -> bytes:
        """Return a page on which untranslated texts are marked with their language (WCAG 2.2, 3.1.2)."""
        if not self.originals:
            return page
        mark = f' lang="{attribute(self.every[0])}"'.encode()

        def marked(match: re.Match[bytes]) -> bytes:
            return match[1] + (mark if match[2] in self._pieces else b"") + b">" + match[2]

        return _isolated.sub(marked, page)

    def _alternate(self, language: str, path: str) -> str:
        if self.base is None:  # search engines take whole addresses only
            return ""
        shown = "" if path == "index.html" else path
        href = attribute(f"{self.base}{self.folder(language)}{shown}")
        # Whoever reads none of the languages is led to the first.
        names = (language, "x-default") if language == self.every[0] else (language,)
        return "".join(f'<link rel="alternate" hreflang="{attribute(name)}" href="{href}">\n' for name in names)

    def _switcher(self, places: Sequence[tuple[str, str]]) -> str:
        items: list[str] = []
        for language, href in places:
            direction = ' dir="rtl"' if is_right_to_left(language) else ' dir="ltr"'
            named = f'lang="{attribute(language)}"{direction}'
            name = text(own_language_name(language))
            if language == self.own:
                items.append(f'<span {named} aria-current="true">{name}</span>')
            else:
                items.append(f'<a {named} hreflang="{attribute(language)}" href="{attribute(href)}">{name}</a>')
        label = text(words_for(self.own)("site.languages"))
        # Who writes down how a translation was made does so in the language of the programme.
        spoken = f'lang="{attribute(self.every[0])}" dir="auto"'
        note = f" · <small {spoken}>{text(self.note)}</small>" if self.note else ""
        return f'<nav class="languages off-paper" aria-label="{label}">{" · ".join(items)}{note}</nav>\n'


def _before(place: re.Pattern[bytes], page: bytes, piece: str) -> bytes:
    """Return a page with a piece before the first such place; unchanged if a user's template has none."""
    match = place.search(page)
    return page if match is None else page[: match.start()] + piece.encode() + page[match.start() :]
