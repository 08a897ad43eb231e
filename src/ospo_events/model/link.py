"""Links, and the policy of recordings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import attrs

from .._frozenmap import EMPTY, FrozenMap, JsonValue, freeze
from .._repr import shown
from ._checks import as_items, describe, settle
from .status import Audience, as_audience

__all__ = ["LINK_SCHEMES", "Link", "RecordingPolicy", "as_extra", "as_links", "as_texts", "check_text", "scheme_of"]

LINK_SCHEMES = ("http", "https", "mailto", "tel", "geo")
"""The schemes of links that work everywhere. Others run scripts, or open files that only their author has."""

_scheme = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE).match
_not_looked_at = re.compile("[\x00-\x20]+").sub


def scheme_of(href: str) -> str | None:
    """Return the scheme of an address in lower case; None if it is relative.

    Spaces and control characters before and within it are ignored, as in browsers (WHATWG URL, basic URL parser).
    """
    if href.startswith("https://"):
        return "https"
    match = _scheme(_not_looked_at("", href[:2000]))
    return match[0].lower() if match else None


def as_texts(value: Iterable[str]) -> tuple[str, ...]:
    """Return texts as a tuple; a single text is refused, since it would become a tuple of letters."""
    if value.__class__ is tuple:
        for item in value:
            if item.__class__ is not str:
                break
        else:
            return value  # pyright: ignore[reportReturnType]
    return tuple(map(str.__str__, as_items(value, str, "values")))


def as_extra(value: Mapping[str, object]) -> FrozenMap[str, JsonValue]:
    """Return unknown data in its immutable form; its keys begin with `x-`."""
    if value is EMPTY:
        return EMPTY
    if value.__class__ is not FrozenMap and not isinstance(value, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"expected a mapping as extra, got {describe(value)}")
    if not value:
        return EMPTY
    frozen = freeze(value)
    assert isinstance(frozen, FrozenMap)
    for key in frozen:
        if not key.startswith("x-"):
            raise ValueError(f"expected the keys of extra to begin with 'x-', got {key!r}")
    return frozen


def check_text(owner: str, value: str) -> None:
    """Raise `ValueError` if the text has no visible character."""
    if not value.strip():
        raise ValueError(f"expected a text with visible characters as the {owner}, got {value!r}")


@attrs.frozen
class Link:
    """A link to something outside the programme (RFC 8288; JSCalendar Link, RFC 9253 LINK)."""

    href: str
    """Its target: an absolute URL."""
    rel: str = "related"
    """What the target is for its owner: a word of `KNOWN_RELS` or your own."""
    title: str | None = attrs.field(default=None, kw_only=True)
    """A title for the link."""
    media_type: str | None = attrs.field(default=None, kw_only=True)
    """The media type of the target, `text/html`."""
    language: str | None = attrs.field(default=None, kw_only=True)
    """The language of the target (BCP 47)."""
    audience: Audience = attrs.field(default=Audience.PUBLIC, converter=as_audience, kw_only=True)
    """Who may see it; a link for the team is only in native files. There, `private: true` means `team`."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.href.__class__ is str
            and self.rel.__class__ is str
            and (self.title is None or self.title.__class__ is str)
            and (self.media_type is None or self.media_type.__class__ is str)
            and (self.language is None or self.language.__class__ is str)
            and self.audience.__class__ is Audience
        ):
            settle(self)
        if not self.href.strip():
            check_text("href of a link", self.href)


def _link_to(value: object) -> Link | None:
    return Link(value) if isinstance(value, str) else None


def as_links(value: Iterable[Link | str]) -> tuple[Link, ...]:
    """Return links as a tuple; a text becomes a link with that address, as in native files."""
    if value.__class__ is tuple:
        for item in value:
            if item.__class__ is not Link:
                break
        else:
            return value  # pyright: ignore[reportReturnType]
    return as_items(value, Link, "links", _link_to)


@attrs.frozen(kw_only=True)
class RecordingPolicy:
    """What may be recorded, under which licence, and where the recordings are."""

    opt_out: bool | None = None
    """True: must not be recorded; False: may be recorded; None: not stated."""
    license: str | None = None
    """The licence of the recordings: an SPDX identifier or a URL."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """The recordings. One recording of several sessions is in each of them; `#t=4800` is the second where it begins."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            (self.opt_out is None or self.opt_out is False or self.opt_out is True)
            and (self.license is None or self.license.__class__ is str)
        ):
            settle(self)
