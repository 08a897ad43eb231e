"""Content lines to bytes: encoded, looked through, folded over octets and ended (RFC 5545 section 3.1)."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, cast

from .properties import JcalProperty
from .spelling import content_line
from .text import WITHOUT_CONTROLS, clean, is_clean_wide

__all__ = [
    "clean_component",
    "clean_property",
    "component_lines",
    "encode_lines",
    "fold",
    "fold_lines",
    "join_lines",
    "safe_join",
]


# At most 74 octets to a piece: a continuation line begins with a space, and one length for all is simpler.
# No piece ends inside a UTF-8 character, nor after a backslash or caret that escapes what follows. A run of
# nothing but carets or backslashes is cut after an even number of octets, which is between two escapes.
_PIECES = re.compile(
    rb".{1,74}(?<![\\^])(?![\x80-\xbf])|.{1,74}(?<!\\)(?![\x80-\xbf])|.{1,74}(?![\x80-\xbf])", re.DOTALL
).findall
_MOST_CUTS = 100
_INNER_OCTETS = bytes(range(0x80, 0xC0))


@cache
def _cut(number: int) -> Callable[[bytes], tuple[bytes, ...]]:
    """Return what cuts so many pieces of 74 octets off some data, four times as fast as a pattern finds them."""
    return struct.Struct("74s" * number).unpack_from


def _fold_octets(data: bytes) -> bytes:
    """Return a content line of more than 75 octets folded."""
    number = (len(data) - 1) // 74
    if number <= _MOST_CUTS:
        ends, begins = data[73:-1:74], data[74::74]
        split = not begins.isascii() and begins.translate(None, _INNER_OCTETS) != begins
        if not split and b"\\" not in ends and b"^" not in ends:
            return b"\r\n ".join((*_cut(number)(data), data[74 * number :]))
    return b"\r\n ".join(_PIECES(data))


def fold(line: str) -> str:
    """Return a content line folded so that no line of it has more than 75 octets (RFC 5545 section 3.1)."""
    data = line.encode()
    return line if len(data) < 76 else _fold_octets(data).decode()


def encode_lines(lines: list[str]) -> list[bytes] | None:
    """Return content lines encoded; None where one holds a character that must not travel.

    A line break inside a line would begin a line of its own: it is such a character here.
    """
    try:
        encoded = list(map(str.encode, lines))
    except UnicodeEncodeError:
        return None
    text = b"".join(encoded)
    clean = text.translate(WITHOUT_CONTROLS) == text and (text.isascii() or is_clean_wide(text))
    return encoded if clean else None


def fold_lines(lines: list[bytes]) -> bytes:
    """Return content lines folded and ended."""
    folded = [line if len(line) < 76 else _fold_octets(line) for line in lines]
    folded.append(b"")
    return b"\r\n".join(folded)


def join_lines(lines: list[str]) -> bytes | None:
    """Return content lines encoded, folded and ended; None where one holds a character that must not travel."""
    encoded = encode_lines(lines)
    return None if encoded is None else fold_lines(encoded)


def _cleaned(value: Any) -> Any:
    """Return a jCal value without what must not travel; line breaks stay, for TEXT escapes them."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _cleaned(item) for key, item in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(item) for item in cast("Sequence[Any]", value)]
    return value


def clean_property(prop: JcalProperty) -> JcalProperty:
    """Return a jCal property without what must not travel."""
    cleaned: JcalProperty = _cleaned(prop)
    return cleaned


def clean_component(component: Sequence[Any]) -> list[Any]:
    """Return a jCal component without what must not travel."""
    cleaned: list[Any] = _cleaned(component)
    return cleaned


def component_lines(component: Sequence[Any]) -> list[str]:
    """Return the content lines of a jCal component `[name, properties, components]`, not folded."""
    name, properties, components = component
    lines = [f"BEGIN:{name.upper()}", *map(content_line, properties)]
    for inner in components:
        lines += component_lines(inner)
    lines.append(f"END:{name.upper()}")
    return lines


def safe_join(lines: list[str]) -> tuple[bytes, bool]:
    """Return lines as `join_lines` does, and whether characters had to be taken out for it."""
    data = join_lines(lines)
    if data is not None:
        return data, False
    cleaned = [clean(line).replace("\n", "") for line in lines]
    return fold_lines([line.encode() for line in cleaned]), cleaned != lines
