"""The text of a JSON document: one line for each session, room or person, so that a change in one is one line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, cast

__all__ = ["json_bytes", "json_text"]


def json_text(text: str) -> str:
    """Return a text as a reader gets it back: half a surrogate pair, which no file can hold, becomes `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def json_bytes(document: dict[str, Any], levels: int) -> bytes:
    """Return a document as UTF-8; half a surrogate pair becomes `?`.

    Args:
        document: the values.
        levels: how many of them are laid out in lines; what lies deeper, such as a session, has one line for itself.
    """
    pieces: list[str] = []
    _lay_out(document, levels, "\n", pieces)
    pieces.append("\n")
    return "".join(pieces).encode("utf-8", "replace")


# The encoder that indents is written in Python, and eight times as slow as the one that does not.
_one_line = json.JSONEncoder(ensure_ascii=False).encode


def _lay_out(value: Any, levels: int, margin: str, pieces: list[str]) -> None:
    is_object, is_list = isinstance(value, dict), isinstance(value, list)
    if not value or not (is_object or is_list) or levels < (0 if is_list and isinstance(value[0], dict) else 1):
        pieces.append(_one_line(value))
        return
    inner = margin + " "
    items = cast("Iterable[tuple[str, Any]]", value.items() if is_object else (("", item) for item in value))
    separator = "{" if is_object else "["
    for key, item in items:
        pieces.append(f"{separator}{inner}{_one_line(key)}: " if is_object else separator + inner)
        _lay_out(item, levels - 1, inner, pieces)
        separator = ","
    pieces.append(margin + ("}" if is_object else "]"))
