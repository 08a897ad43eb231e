"""Text and addresses made safe, each for its place in the page.

Text is written for element content and quoted attributes alike. Control characters and everything else that HTML
forbids become U+FFFD. Bidirectional controls stay in running text, where `<bdi>` isolates them, and
are removed where no element can (titles, attributes).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable

__all__ = ["color", "flat", "hash_source", "href", "ink", "is_plain_url", "paragraphs", "script", "style", "text"]

_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": " "}
_NONCHARACTERS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_SPECIAL = re.compile(f'[&<>"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]')
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_URL = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s])", re.IGNORECASE)
is_plain_url = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*").fullmatch
"""Whether an address is one that nothing has to be done about."""
_NOT_IN_URL = re.compile('[\x00-\x20\x7f-\x9f\\\\<>"^`{|}\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069]')
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def _named(match: re.Match[str]) -> str:
    return _NAMED.get(match[0], "\ufffd")


_HARMLESS = bytes(code for code in range(0x20, 0x7F) if chr(code) not in _NAMED)


def text(value: str) -> str:
    """Return text for element content or a quoted attribute."""
    if len(value) > 60 and value.isascii() and not value.encode().translate(None, _HARMLESS):
        return value  # nothing is left of most long texts without what is harmless: the quickest way to know
    if value.isprintable():  # by far the most, and then plain replacements beat one pattern over all of Unicode
        if "&" in value:
            value = value.replace("&", "&amp;")
        return value.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return _SPECIAL.sub(_named, value)


def flat(value: str) -> str:
    """Return text for a place without elements (a title, an attribute): on one line, without bidi controls."""
    if value.isprintable():  # then it has no bidi control, and no space but U+0020
        return text(value.strip() if "  " not in value else " ".join(value.split()))
    return text(" ".join(_BIDI.sub("", value).split()))


def href(url: str | None) -> str | None:
    """Return an address as an attribute value, or None where it is not http, https or mailto."""
    if url is None:
        return None
    if is_plain_url(url):
        return url.replace("&", "&amp;")
    url = url.strip()
    if _URL.match(url) is None:
        return None
    url = _NOT_IN_URL.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), url)
    return text(url)


def color(value: str | None) -> str | None:
    """Return a colour for a style sheet, or None unless it is `#rrggbb`."""
    return value.lower() if value is not None and _COLOR.fullmatch(value) else None


def ink(background: str) -> str:
    """Return black or white, whichever is easier to read on `background` (WCAG 2.2 contrast ratio)."""
    levels = [int(background[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000" if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else "#fff"


_NOT_IN_SCRIPT = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef{_NONCHARACTERS}]")


def script(json_text: str) -> str:
    """Return JSON for a script element: every `<` as its escape, so that no text can end the element."""
    json_text = json_text.replace("<", "\\u003c")
    if json_text.isascii() and "\x7f" not in json_text:  # JSON has no other control character in it
        return json_text
    lines = json_text.split("\n")
    return "\n".join([line if line.isprintable() else _NOT_IN_SCRIPT.sub(_escape, line) for line in lines])


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def style(css: str) -> str:
    """Return CSS for a style element; `</` cannot stand in it."""
    return css.replace("</", "<\\/")


def hash_source(content: str) -> str:
    """Return the CSP source that allows exactly this inline content (CSP3, section 2.3.1)."""
    digest = hashlib.sha256(content.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def paragraphs(value: str, rich: Callable[[str], str] | None = None) -> str:
    """Return plain text as paragraphs, each in its own direction; `rich` renders it instead where given."""
    if rich is not None:
        return rich(value)
    if "\n" not in value:
        alone = value.strip()
        return f'<p dir="auto">{text(alone)}</p>' if alone else ""
    blocks = [block for block in re.split(r"\n\s*\n", value.replace("\r\n", "\n").strip()) if block.strip()]
    return "".join(
        '<p dir="auto">' + "<br>".join(text(line.strip()) for line in block.strip().split("\n")) + "</p>"
        for block in blocks
    )
