"""Strategies for text, ids, links and the other small values of a programme."""

from __future__ import annotations

import string
from functools import cache, cached_property

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .._frozenmap import FrozenMap, JsonValue, freeze
from ..model import Audience, Link, RecordingPolicy, sdg
from ..model.vocabulary import KNOWN_RELS

__all__ = ["Words", "extras", "ids", "json_values", "languages", "links", "texts"]

_PLAIN = ("Opening", "Coffee break", "AI and Open Source", "x")
_TRICKY = (
    "a;b,c\\d \"e\" 'f' <g>&amp;&h:",
    "line one\nline two\n\n  indented",
    "C:\\New folder\\n",
    "👩\u200d👩\u200d👧\u200d👦 and 🏳\ufe0f\u200d🌈 and 👍🏽",
    "مرحبا OSPO 2024 بالعالم",
    "שלום (world)",
    "e\u0301a\u0308 Z\u0351\u036b\u0343\u036a\u0342 ẛ̣ ﬁ",
    "non\u00a0breaking \u2028 separated \u2029 \u200bzero\ufeffwidth",
    "a\u202eright to left override\u202c b",
    "日本語のタイトル、とても長い。" * 8,
    "A very long title, " * 30 + "at last",
    " padded ",
    "tab\there",
    "=1+1",
    "@SUM(A1)",
    "</script><script>alert(1)</script>",
    "]]> -- <!-- ?>",
    "# not a comment",
    "- not: a list",
    "17:30",
    "no",
    "null",
    "2024-07-09",
    "0x1F",
    "1e3",
    "~",
    "%41 %s {0} ${x} `y`",
    "END:VEVENT",
)
_CONTROLS = (
    "carriage\r\nreturn\rs",
    "nul\0bell\x07escape\x1b[31m",
    "del\x7f c1\x85\x9b end",
    "vt\x0bff\x0cfs\x1c",
    "not a character \ufffe\uffff",
)
_AUDIENCES = (*Audience, Audience.PUBLIC, Audience.PUBLIC)
"""Audiences of links: the public one is as frequent as the others together."""
_ID_FIRST = string.ascii_letters + string.digits
_ID_REST = _ID_FIRST + "._-"
_IDS = (
    "a",
    "b",
    "c",
    "ai",
    "Hall.A",
    "hall-a",
    "X_1",
    "0",
    "no",
    "null",
    "1e3",
    "2024-07-09",
    "17.30",
    "con",
    "z" * 100,
)
_ANY_ID = st.sampled_from(_IDS) | st.builds(str.__add__, st.sampled_from(_ID_FIRST), st.text(_ID_REST, max_size=6))
_LANGUAGES = ("en", "fr", "ar", "es-419", "pt-BR", "zh-Hant", "sr-Latn-RS", "ru", "no", "de-CH-1996", "mas")
_LICENSES = ("CC-BY-4.0", "CC0-1.0", "https://creativecommons.org/licenses/by-sa/4.0/")
_MEDIA_TYPES = ("text/html", "application/pdf", "video/webm", "application/vnd.example+json; charset=utf-8")
_PATHS = ("", "/", "/a/b.html", "/?a=1&b=2;c,d", "/video#t=4800", "/caf%C3%A9", "/~user/it's(here)")


def _readable(text: str) -> str:
    return text if text.strip() else text + "x"


def texts(*, controls: bool = True, max_size: int = 8) -> SearchStrategy[str]:
    """Return a strategy for text with visible characters, most of it hard for parsers.

    It contains emoji sequences, right-to-left and combining text, separators, words that another format reads as
    numbers, dates or markup, and very long lines. It never contains an unpaired surrogate: no encoding has it.

    Args:
        controls: whether carriage returns and all other control characters and the non-characters
            U+FFFE and U+FFFF occur; TAB and LF always do.
        max_size: the length of the texts that are made letter by letter; listed texts may be longer.
    """
    return _texts(controls, max_size)


@cache
def _texts(controls: bool, max_size: int) -> SearchStrategy[str]:
    if controls:
        letters = st.characters(codec="utf-8")
    else:
        letters = st.characters(
            exclude_categories=("Cc", "Cs"), include_characters="\t\n", exclude_characters="\ufffe\uffff"
        )
    return st.one_of(
        st.sampled_from(_PLAIN),
        st.text(letters, min_size=1, max_size=max_size).map(_readable),
        st.sampled_from(_TRICKY + _CONTROLS if controls else _TRICKY),
    )


def ids() -> SearchStrategy[str]:
    """Return a strategy for valid ids: with upper case, dots and the full length."""
    return _ANY_ID


def languages() -> SearchStrategy[str]:
    """Return a strategy for language tags (BCP 47)."""
    return st.sampled_from(_LANGUAGES)


def json_values(*, texts: SearchStrategy[str] | None = None) -> SearchStrategy[JsonValue]:
    """Return a strategy for JSON values in their immutable form, at most three levels deep.

    Whole numbers stay within the 53 bits that every JSON reader preserves.
    """
    text = _default_texts(texts)
    scalars: SearchStrategy[object] = st.one_of(
        text,
        st.none(),
        st.booleans(),
        st.integers(-(2**53) + 1, 2**53 - 1),
        st.floats(allow_nan=False, allow_infinity=False),
    )
    inner = st.one_of(scalars, st.lists(scalars, max_size=2), st.dictionaries(text, scalars, max_size=2))
    return st.one_of(scalars, st.lists(inner, max_size=2), st.dictionaries(text, inner, max_size=2)).map(freeze)


def extras(*, texts: SearchStrategy[str] | None = None) -> SearchStrategy[FrozenMap[str, JsonValue]]:
    """Return a strategy for `extra`: unknown data under keys that begin with `x-`."""
    keys = st.one_of(st.sampled_from(("x-note", "x-Other.thing", "x-")), _default_texts(texts).map("x-".__add__))
    return st.dictionaries(keys, json_values(texts=texts), max_size=2).map(FrozenMap)


def links(*, texts: SearchStrategy[str] | None = None) -> SearchStrategy[Link]:
    """Return a strategy for links, also private ones."""
    return Words(_default_texts(texts)).link


def _default_texts(given: SearchStrategy[str] | None) -> SearchStrategy[str]:
    return texts() if given is None else given


@attrs.frozen(eq=False)
class Words:
    """The strategies that every part of a programme shares, made once for one strategy of texts."""

    text: SearchStrategy[str]

    @cached_property
    def optional(self) -> SearchStrategy[str | None]:
        return st.none() | self.text

    @cached_property
    def url(self) -> SearchStrategy[str]:
        hosts = st.sampled_from(("https://example.org", "http://example.com:8080", "https://xn--bcher-kva.example"))
        return st.builds(str.__add__, hosts, st.sampled_from(_PATHS))

    @cached_property
    def link(self) -> SearchStrategy[Link]:
        return st.builds(
            Link,
            self.url,
            st.sampled_from((*KNOWN_RELS, "x-my-own")),
            title=self.optional,
            media_type=st.none() | st.sampled_from(_MEDIA_TYPES),
            language=st.none() | languages(),
            audience=st.sampled_from(_AUDIENCES),
        )

    @cached_property
    def links(self) -> SearchStrategy[tuple[Link, ...]]:
        return st.lists(self.link, min_size=1, max_size=2).map(tuple)

    @cached_property
    def extra(self) -> SearchStrategy[FrozenMap[str, JsonValue]]:
        return extras(texts=self.text)

    @cached_property
    def languages(self) -> SearchStrategy[tuple[str, ...]]:
        return st.lists(languages(), min_size=1, max_size=3, unique=True).map(tuple)

    @cached_property
    def sign_languages(self) -> SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(("ase", "bfi", "ils", "fsl")), min_size=1, max_size=2, unique=True).map(tuple)

    @cached_property
    def tags(self) -> SearchStrategy[tuple[str, ...]]:
        return st.lists(self.text, min_size=1, max_size=3, unique=True).map(tuple)

    @cached_property
    def concepts(self) -> SearchStrategy[tuple[str, ...]]:
        uris = st.one_of(st.integers(1, 17).map(sdg), st.just("https://example.org/concepts#commons"))
        return st.lists(uris, min_size=1, max_size=3, unique=True).map(tuple)

    @cached_property
    def country(self) -> SearchStrategy[str]:
        return st.sampled_from(("US", "NO", "IN", "AU", "IE", "WS"))

    @cached_property
    def color(self) -> SearchStrategy[str]:
        return st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")

    @cached_property
    def email(self) -> SearchStrategy[str]:
        return st.sampled_from(("someone@example.org", "first.last+tag@sub.example.com"))

    @cached_property
    def count(self) -> SearchStrategy[int]:
        return st.one_of(st.integers(0, 500), st.just(1_000_000))

    @cached_property
    def license(self) -> SearchStrategy[str]:
        return st.sampled_from(_LICENSES)

    @cached_property
    def access(self) -> SearchStrategy[str]:
        return st.sampled_from(("public", "registered", "members", "invited", "my own word"))

    @cached_property
    def uid(self) -> SearchStrategy[str]:
        numbers = st.integers(0, 2**64 - 1)
        return st.one_of(
            numbers.map(lambda number: f"{number}-1617210000@example.org"), st.uuids().map(lambda value: value.urn)
        )

    @cached_property
    def recording(self) -> SearchStrategy[RecordingPolicy]:
        return st.builds(
            RecordingPolicy,
            opt_out=st.none() | st.booleans(),
            license=st.none() | self.license,
            links=st.just(()) | self.links,
        )
