"""Links and what may be recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import attrs

from .._frozenmap import EMPTY, FrozenMap, JsonValue, freeze

__all__ = ["Link", "RecordingPolicy", "as_extra", "as_links", "as_texts", "as_tuple", "check_text"]

T = TypeVar("T")


def as_tuple(value: Iterable[T]) -> tuple[T, ...]:
    """Return the items as a tuple; a single text is refused, since it would fall apart into letters."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, (str, bytes)):
        raise TypeError(f"expected several values, got the single text {value!r}")
    return tuple(value)


def as_texts(value: Iterable[str]) -> tuple[str, ...]:
    """Return texts as a tuple."""
    return value if isinstance(value, tuple) else as_tuple(value)


def as_extra(value: FrozenMap[str, JsonValue] | dict[str, object]) -> FrozenMap[str, JsonValue]:
    """Return unknown data in its immutable form; its keys begin with `x-`."""
    if value is EMPTY or not value:
        return EMPTY
    frozen = value if isinstance(value, FrozenMap) else freeze(value)
    if not isinstance(frozen, FrozenMap):
        raise TypeError(f"expected a mapping as extra, got {value!r}")
    for key in frozen:
        if not key.startswith("x-"):
            raise ValueError(f"expected the keys of extra to begin with 'x-', got {key!r}")
    return frozen


def check_text(owner: str, value: str) -> None:
    """Raise unless `value` is text with something to read in it."""
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"expected text as the {owner}, got {value!r}")
    if not value.strip():
        raise ValueError(f"expected something to read as the {owner}, got {value!r}")


@attrs.frozen
class Link:
    """A link to something outside the programme (RFC 8288; JSCalendar Link, RFC 9253 LINK)."""

    href: str
    """Where it leads: an absolute URL."""
    rel: str = "related"
    """What it is to its owner: a word of `KNOWN_RELS` or your own."""
    title: str | None = attrs.field(default=None, kw_only=True)
    """What to call it."""
    media_type: str | None = attrs.field(default=None, kw_only=True)
    """The media type of the target, `text/html`."""
    language: str | None = attrs.field(default=None, kw_only=True)
    """The language of the target (BCP 47)."""
    private: bool = attrs.field(default=False, kw_only=True)
    """Whether it must stay out of everything published; only native files hold private links."""

    def __attrs_post_init__(self) -> None:
        check_text("href of a link", self.href)


def as_links(value: Iterable[Link]) -> tuple[Link, ...]:
    """Return links as a tuple."""
    return value if isinstance(value, tuple) else as_tuple(value)


@attrs.frozen(kw_only=True)
class RecordingPolicy:
    """What may be recorded, on what terms, and where the recordings are."""

    opt_out: bool | None = None
    """True: must not be recorded; False: may be recorded; None: not said."""
    license: str | None = None
    """The licence of the recordings: an SPDX identifier or a URL."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """The recordings. One recording of several sessions stands in each of them, `#t=4800` naming the place."""
