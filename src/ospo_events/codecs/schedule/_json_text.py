"""The text of a JSON document: one line for each session, room or person, so that a change in one is one line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, cast

__all__ = ["Line", "as_line", "json_bytes", "json_text"]


def json_text(text: str) -> str:
    """Return a text as a reader gets it back: half a surrogate pair, which no file can hold, becomes `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def json_bytes(document: dict[str, Any], levels: int) -> bytes:
    """Return a document as UTF-8; half a surrogate pair becomes `?`.

    Args:
        document: the values.
        levels: how many of them are laid out in lines; what lies deeper, such as a session, has one line for itself.
    """
    pieces: list[bytes] = []
    _lay_out(document, levels, "\n", pieces)
    pieces.append(b"\n")
    return b"".join(pieces)  # as one text it would be four times as large, for a single emoji in it


# The encoder that indents is written in Python, and eight times as slow as the one that does not.
_one_line = json.JSONEncoder(ensure_ascii=False).encode


class Line(bytes):
    """A value that is written already, on one line: a tenth of the memory of the value itself."""

    __slots__ = ()


def as_line(value: Any) -> Line:
    """Return a value, such as a session, as the line that it has for itself."""
    return Line(_one_line(value).encode("utf-8", "replace"))


def _lay_out(value: Any, levels: int, margin: str, pieces: list[bytes]) -> None:
    if isinstance(value, Line):
        pieces.append(value)
        return
    is_object, is_list = isinstance(value, dict), isinstance(value, list)
    if not value or not (is_object or is_list) or levels < (0 if is_list and isinstance(value[0], (dict, Line)) else 1):
        pieces.append(as_line(value))
        return
    inner = margin + " "
    items = cast("Iterable[tuple[str, Any]]", value.items() if is_object else (("", item) for item in value))
    separator = "{" if is_object else "["
    for key, item in items:
        before = f"{separator}{inner}{_one_line(key)}: " if is_object else separator + inner
        pieces.append(before.encode("utf-8", "replace"))
        _lay_out(item, levels - 1, inner, pieces)
        separator = ","
    pieces.append((margin + ("}" if is_object else "]")).encode())
