"""The text of a JSON document: one line for each session, room or person, so that a change in one is one line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, cast

__all__ = ["Lines", "json_chunks", "json_text"]


def json_text(text: str) -> str:
    """Return a text as a reader gets it back: an unpaired surrogate, which no file can hold, becomes `?`."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def json_chunks(document: dict[str, Any], levels: int) -> Iterator[bytes]:
    """Yield a document as UTF-8, piece by piece; an unpaired surrogate becomes `?`.

    Args:
        document: the values; `Lines` in it are made when their turn comes.
        levels: how many of them are laid out in lines; what lies deeper, such as a room, has one line for itself.
    """
    pieces: list[bytes] = []  # as one text it would be four times as large, for a single emoji in it
    for piece in _lay_out(document, levels, "\n"):
        pieces.append(piece)
        if len(pieces) >= _TOGETHER:
            yield b"".join(pieces)
            pieces.clear()
    yield b"".join(pieces) + b"\n"


_TOGETHER = 32
"""How many pieces are yielded together."""

# The encoder that indents is written in Python, and eight times as slow as the one that does not.
_one_line = json.JSONEncoder(ensure_ascii=False).encode


class Lines:
    """Values such as sessions, one line each, made one by one as they are written.

    Args:
        values: the values, taken once.
    """

    def __init__(self, values: Iterable[Any]) -> None:
        self._values = values

    def __iter__(self) -> Iterator[bytes]:
        return map(_as_line, self._values)


def _as_line(value: Any) -> bytes:
    return _one_line(value).encode("utf-8", "replace")


def _lay_out(value: Any, levels: int, margin: str) -> Iterator[bytes]:
    is_object, is_list = isinstance(value, dict), isinstance(value, list)
    inner = margin + " "
    separator = b"{" if is_object else b"["
    if isinstance(value, Lines):
        for line in value:
            yield separator + inner.encode() + line
            separator = b","
        yield b"[]" if separator == b"[" else f"{margin}]".encode()
        return
    if not value or not (is_object or is_list) or levels < (0 if is_list and isinstance(value[0], dict) else 1):
        yield _as_line(value)
        return
    items = cast("Iterable[tuple[str, Any]]", value.items() if is_object else (("", item) for item in value))
    for key, item in items:
        yield separator + (f"{inner}{_one_line(key)}: " if is_object else inner).encode("utf-8", "replace")
        yield from _lay_out(item, levels - 1, inner)
        separator = b","
    yield (margin + ("}" if is_object else "]")).encode()
