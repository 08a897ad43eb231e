"""Content lines: properties escaped by their type (RFC 5545, RFC 6868), lines folded and encoded (section 3.1).

The writing of events is generic over its output: `LINES` gives content lines, `JCAL` gives jCal arrays. Writing .ics
therefore never builds a jCal tree. What many components share is folded and encoded once.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Generic, TypeAlias, TypeVar, cast

import attrs

from .tree import (
    COMMA_LISTS,
    SEMICOLON_LISTS,
    TYPES,
    WITHOUT_CONTROLS,
    JcalProperty,
    as_list,
    clean,
    is_clean_wide,
    written_type,
)

__all__ = [
    "JCAL",
    "LINES",
    "Line",
    "Output",
    "component_lines",
    "content_line",
    "escape_text",
    "fold",
    "join_each",
    "join_lines",
    "safe_join",
]

P = TypeVar("P")
Line: TypeAlias = "str | bytes"
"""A content line as it is, not folded; or as octets lines that are clean and folded already, without the last end."""


def escape_text(value: str) -> str:
    r"""Return a TEXT value escaped: backslash, semicolon, comma and line break (RFC 5545 section 3.3.11)."""
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    if ";" in value:
        value = value.replace(";", "\\;")
    return value.replace(",", "\\,").replace("\n", "\\n")


def _escape_texts(values: Sequence[str]) -> str:
    """Return TEXT values escaped, with commas between them; words that need no escapes are looked at together."""
    text = ",".join(values)
    if "\\" in text or ";" in text or "\n" in text or text.count(",") != len(values) - 1:
        return ",".join(map(escape_text, values))
    return text


_NEEDS_QUOTES = re.compile(r"[,:;]")


def _parameter(value: str) -> str:
    """Return a parameter value encoded by RFC 6868 and quoted where it must be."""
    if "^" in value:
        value = value.replace("^", "^^")
    if "\n" in value:
        value = value.replace("\n", "^n")
    if '"' in value:
        value = value.replace('"', "^'")
    return f'"{value}"' if _NEEDS_QUOTES.search(value) else value


def _head(name: str, parameters: Mapping[str, Any], kind: str) -> str:
    for value in parameters.values():
        if value.__class__ is not str or len(value) > 100:
            return _any_head(name, kind, parameters.items())
    return _plain_head(name, kind, *parameters.items())


@lru_cache(maxsize=512)
def _plain_head(name: str, kind: str, *parameters: tuple[str, str]) -> str:
    # Only texts come here: 1, 1.0 and True are one key, and are not written alike.
    return _any_head(name, kind, parameters)


def _any_head(name: str, kind: str, parameters: Iterable[tuple[str, Any]]) -> str:
    parts = [name.upper()]
    for key, value in parameters:
        parts.append(f"{key.upper()}={','.join(_parameter(str(item)) for item in as_list(value))}")
    if kind not in ("unknown", written_type(name)):
        parts.append(f"VALUE={kind.upper()}")
    return ";".join(parts) + ":"


def _basic(value: str) -> str:
    """Return an ISO 8601 date or time in the basic form."""
    return value.replace("-", "").replace(":", "")


def _raw(value: object) -> str:
    return str(value)


def _boolean(value: object) -> str:
    return "TRUE" if value is True else "FALSE" if value is False else str(value)


def _number(value: object) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".12f").rstrip("0")
    return str(value)


def _utc_offset(value: str) -> str:
    return value.replace(":", "")


def _period(value: object) -> str:
    start, end = cast("Sequence[str]", value)
    return f"{_basic(start)}/{end if end.startswith(('P', '-P', '+P')) else _basic(end)}"


def _recur(value: object) -> str:
    parts: list[str] = []
    for key, item in cast("Mapping[str, Any]", value).items():
        texts = [_basic(str(one)) if key == "until" else str(one) for one in as_list(item)]
        parts.append(f"{key.upper()}={','.join(texts)}")
    return ";".join(parts)


_VALUES: dict[str, Callable[[Any], str]] = {
    "text": escape_text,
    "date": _basic,
    "date-time": _basic,
    "time": _basic,
    "utc-offset": _utc_offset,
    "boolean": _boolean,
    "float": _number,
    "integer": _number,
    "period": _period,
    "recur": _recur,
}


def content_line(prop: JcalProperty) -> str:
    """Return the content line of a jCal property, not folded."""
    if prop[2] == "uri" and len(prop) == 4:
        return f"{_head(prop[0], prop[1], 'uri')}{prop[3]}"
    name, parameters, kind, *values = prop
    write = _VALUES.get(kind, _raw)
    if name in SEMICOLON_LISTS:
        value = ";".join(map(write, as_list(values[0]) if len(values) == 1 else values))
    elif len(values) > 1 or name in COMMA_LISTS:
        value = ",".join(map(write, values))
    else:
        value = write(values[0])
    return _head(name, parameters, kind) + value


_TEXT_HEADS = {
    name: f"{name.upper()}:"
    for name, kind in TYPES.items()
    if kind == written_type(name) == "text" and name not in SEMICOLON_LISTS
}
"""What stands before the value of properties that most often are texts without parameters."""


def _text_line(name: str, value: str) -> str:
    return _TEXT_HEADS[name] + escape_text(value)


def _texts_line(name: str, values: Sequence[str]) -> str:
    return _TEXT_HEADS[name] + _escape_texts(values)


_NAMES_IN_OCTETS = re.compile(rb"^[A-Za-z0-9-]+", re.MULTILINE)


def _names_of_line(line: Line) -> list[str]:
    if isinstance(line, bytes):
        return [name.decode().lower() for name in _NAMES_IN_OCTETS.findall(line)]
    return [re.split("[;:]", line, maxsplit=1)[0].lower()]


def _folded_once(lines: list[Line]) -> list[Line]:
    data = join_lines(lines) if lines else None
    return lines if data is None else [data[:-2]]


def _text_property(name: str, value: str) -> JcalProperty:
    return [name, {}, "text", value]


def _texts_property(name: str, values: Sequence[str]) -> JcalProperty:
    return [name, {}, "text", *values]


def _same(prop: JcalProperty) -> JcalProperty:
    return prop


def _names_of_property(prop: JcalProperty) -> list[str]:
    return [str(prop[0])]


def _as_they_are(properties: list[JcalProperty]) -> list[JcalProperty]:
    return properties


@attrs.frozen
class Output(Generic[P]):
    """One way to spell properties."""

    property: Callable[[JcalProperty], P]
    """Spells a jCal property."""
    text: Callable[[str, str], P]
    """Spells the name of a known property and its value, a TEXT without parameters."""
    texts: Callable[[str, Sequence[str]], P]
    """Spells the same with several values."""
    names: Callable[[P], list[str]]
    """Returns the names of what is spelled."""
    shared: Callable[[list[P]], list[P]]
    """Returns properties that stand together in many components, with as much done as can be done once."""


JCAL: Output[JcalProperty] = Output(_same, _text_property, _texts_property, _names_of_property, _as_they_are)
LINES: Output[Line] = Output(content_line, _text_line, _texts_line, _names_of_line, _folded_once)
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


def _joined(lines: Iterable[Line], new: list[bytes]) -> bytes:
    """Return content lines encoded, folded and ended; those that nobody has looked at yet join `new`."""
    pieces: list[bytes] = []
    for line in lines:
        if line.__class__ is bytes:
            pieces.append(cast("bytes", line))
        else:
            data = cast("str", line).encode()
            new.append(data)
            pieces.append(data if len(data) < 76 else _fold_octets(data))
    pieces.append(b"")
    return b"\r\n".join(pieces)


def _may_travel(lines: list[bytes]) -> bool:
    """Return whether no line holds a character that must not travel; may say no where it is not so.

    A line break inside a line would begin a line of its own: it is such a character here.
    """
    text = b"".join(lines)
    return text.translate(WITHOUT_CONTROLS) == text and (text.isascii() or is_clean_wide(text))


def join_lines(lines: Iterable[Line]) -> bytes | None:
    """Return content lines encoded, folded and ended; None where one holds a character that must not travel."""
    new: list[bytes] = []
    try:
        data = _joined(lines, new)
    except UnicodeEncodeError:
        return None
    return data if _may_travel(new) else None


def join_each(components: Sequence[Sequence[Line]]) -> list[bytes | None]:
    """Return what `join_lines` makes of the lines of each component, with one look at all together."""
    new: list[bytes] = []
    try:
        joined = [_joined(lines, new) for lines in components]
    except UnicodeEncodeError:
        return list(map(join_lines, components))
    return [*joined] if _may_travel(new) else list(map(join_lines, components))


def component_lines(component: Sequence[Any]) -> list[str]:
    """Return the content lines of a jCal component `[name, properties, components]`, not folded."""
    name, properties, components = component
    lines = [f"BEGIN:{name.upper()}", *map(content_line, properties)]
    for inner in components:
        lines += component_lines(inner)
    lines.append(f"END:{name.upper()}")
    return lines


def safe_join(lines: Sequence[Line]) -> bytes:
    """Return lines as `join_lines` does, without the characters that must not travel."""
    data = join_lines(lines)
    if data is None:
        return _joined([clean(line).replace("\n", "") if isinstance(line, str) else line for line in lines], [])
    return data
