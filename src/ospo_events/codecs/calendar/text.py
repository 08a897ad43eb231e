"""Characters that must not travel: control characters, lone surrogates, non-characters; and HTML as plain text."""

from __future__ import annotations

import html.parser
import re
from typing import Any, TypeVar, cast

import attrs

__all__ = [
    "WITHOUT_CONTROLS",
    "clean",
    "clean_deep",
    "clean_text",
    "hides_controls",
    "is_clean_wide",
    "looks_like_html",
    "plain_text",
]

T = TypeVar("T")

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_BAD = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")
_LINE_ENDS = re.compile("\r\n?")


def clean(text: str) -> str:
    """Return `text` with line ends as LF and without C0 (but TAB, LF), DEL, C1, surrogates and non-characters."""
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    return _BAD.sub("", text)


def clean_text(text: str) -> str:
    """Return `text` as `clean` does; a text that had something to read and has nothing left becomes `?`."""
    cleaned = clean(text)
    return cleaned if cleaned.strip() or not text.strip() else "?"


def clean_deep(value: T) -> T:
    """Return a value of the model with all its texts clean; what is clean already is returned as it is."""
    held: Any = value
    if isinstance(held, str):
        return cast("T", clean_text(held))
    if isinstance(held, tuple):
        items = cast("tuple[Any, ...]", held)
        new = tuple(clean_deep(item) for item in items)
        return cast("T", items if all(a is b or a == b for a, b in zip(new, items, strict=True)) else new)
    kind: Any = held.__class__
    if hasattr(kind, "__attrs_attrs__"):
        changes: dict[str, Any] = {
            field.name: item
            for field in attrs.fields(kind)
            if (item := clean_deep(old := getattr(held, field.name))) is not old and item != old
        }
        return attrs.evolve(held, **changes) if changes else value
    return value


WITHOUT_CONTROLS = bytes([63 if (octet < 32 and octet != 9) or octet == 127 else octet for octet in range(256)])
"""A table for `bytes.translate` that changes the octets of ASCII that must not stand inside a content line."""
_C1 = re.compile(rb"\xc2[\x80-\x9f]")


def is_clean_wide(data: bytes) -> bool:
    """Return whether nothing beyond ASCII in UTF-8 `data` is taken out by `clean`; may say no where it is not so."""
    # A non-character is the last two of its plane (…BF BE, …BF BF) or one of U+FDD0 to U+FDEF (EF B7 ..).
    if b"\xbf" in data and (b"\xbf\xbe" in data or b"\xbf\xbf" in data):
        return False
    if b"\xef" in data and b"\xef\xb7" in data:
        return False
    return b"\xc2" not in data or _C1.search(data) is None


_ESCAPED_CONTROL = re.compile(r"\\\\(?:u00|[bfr])")


def hides_controls(line: str) -> bool:
    """Return whether JSON in a content line escapes control characters; may say yes where it escapes a backslash."""
    return "\\\\" in line and _ESCAPED_CONTROL.search(line) is not None


_TAG = re.compile(
    r"</?(?:p|br|a|b|i|u|em|strong|ul|ol|li|h[1-6]|div|span|table|tr|td|pre|code|blockquote|html-blob)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_BREAKS = frozenset({"p", "br", "div", "ul", "ol", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"})


def looks_like_html(text: str) -> bool:
    """Return whether there are HTML tags in `text`."""
    return "<" in text and _TAG.search(text) is not None


class _Text(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag in _BREAKS:
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def plain_text(markup: str) -> str:
    """Return the text of an HTML fragment, with its paragraphs and list items as lines."""
    parser = _Text()
    parser.feed(markup)
    parser.close()
    text = "".join(parser.parts)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
