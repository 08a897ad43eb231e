"""Makes text and addresses safe for HTML.

`text` is for element content, `attribute` for quoted attributes and titles, `href` for addresses. Control characters
and everything else that HTML forbids become U+FFFD. Bidirectional controls stay in running text, where `<bdi>` isolates
them, and are removed where no element is allowed.
"""

from __future__ import annotations

import re
from functools import cache

from .._patterns import late_pattern

__all__ = ["NONCHARACTERS", "attribute", "href", "is_plain_url", "text"]

_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": " "}
NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
"""The Unicode non-characters, the last two code points of each plane: for use in a pattern."""
_SPECIAL = f'[&<>"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{NONCHARACTERS}]'
_URL = late_pattern(r"(?:https?://[^\s/?#]|mailto:[^\s])", re.IGNORECASE)
is_plain_url = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*").fullmatch
"""Matches an address that needs no escaping."""
_NOT_IN_URL = '[\x00-\x20\x7f-\x9f\\\\<>"^`{|}\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069]'
_BIDI = "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that commands without a page never need, and most pages neither; it is compiled when needed."""
    return re.compile(pattern)


def _named(match: re.Match[str]) -> str:
    return _NAMED.get(match[0], "\ufffd")


_HARMLESS = bytes(code for code in range(0x20, 0x7F) if chr(code) not in _NAMED)


def text(value: str) -> str:
    """Return text for element content, escaped."""
    if len(value) > 60 and value.isascii() and not value.encode().translate(None, _HARMLESS):
        return value  # after removing harmless characters nothing remains of most long texts: this is the fastest test
    if (
        value.isprintable()
    ):  # these are nearly all cases, and simple replacements are faster than a pattern over all of Unicode
        if "&" in value:
            value = value.replace("&", "&amp;")
        return value.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _compiled(_SPECIAL).sub(_named, value)


def attribute(value: str) -> str:
    """Return text for an attribute or a title: on one line, without bidirectional controls."""
    if value.isprintable():  # then it has no bidirectional control, and no space but U+0020
        return text(value.strip() if "  " not in value else " ".join(value.split()))
    return text(" ".join(_compiled(_BIDI).sub("", value).split()))


def href(url: str | None) -> str | None:
    """Return an address as an attribute value, or None if it is not http, https or mailto."""
    if url is None:
        return None
    if is_plain_url(url):
        return url.replace("&", "&amp;")
    url = url.strip()
    if _URL.match(url) is None:
        return None
    url = _compiled(_NOT_IN_URL).sub(_in_percent, url)
    return text(url)


def _in_percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))
