"""How a property is spelled: as jCal has it (RFC 7265), or as a content line, escaped by its type (RFC 5545, RFC 6868).

Whoever makes properties makes them by a spelling, so that a calendar that is going to be text is never a tree before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

import attrs

from .properties import COMMA_LISTS, SEMICOLON_LISTS, TYPES, JcalProperty, as_list, written_type

__all__ = ["JCAL", "LINES", "Spelling", "content_line", "escape_text"]

P = TypeVar("P")


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


def _name_of_line(line: str) -> str:
    return re.split("[;:]", line, maxsplit=1)[0].lower()


def _text_property(name: str, value: str) -> JcalProperty:
    return [name, {}, "text", value]


def _texts_property(name: str, values: Sequence[str]) -> JcalProperty:
    return [name, {}, "text", *values]


def _same(prop: JcalProperty) -> JcalProperty:
    return prop


def _name_of_property(prop: JcalProperty) -> str:
    return str(prop[0])


@attrs.frozen
class Spelling(Generic[P]):
    """One way to spell properties."""

    any: Callable[[JcalProperty], P]
    """Spells a jCal property."""
    text: Callable[[str, str], P]
    """Spells the name of a known property and its value, a TEXT without parameters."""
    texts: Callable[[str, Sequence[str]], P]
    """Spells the same with several values."""
    name: Callable[[P], str]
    """Returns the name of a property that is spelled."""


JCAL: Spelling[JcalProperty] = Spelling(_same, _text_property, _texts_property, _name_of_property)
LINES: Spelling[str] = Spelling(content_line, _text_line, _texts_line, _name_of_line)
