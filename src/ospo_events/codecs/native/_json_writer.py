"""Native JSON: every top-level member begins a line, and so does every session, room, person and so on.

Changing one of them changes its own line only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import Any, cast

from ..._frozenmap import thaw
from ...model import Event
from ._spellings import FORMAT
from ._write_generated import EVENT, Moments, Write

__all__ = ["write_json"]

_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_CONTROLS = bytes(range(32))


def write_json(event: Event) -> bytes:
    """Return an event as a native JSON document.

    Raises:
        UnicodeEncodeError: a text has half of a surrogate pair.
    """
    moments: Moments = {}
    pieces = [b'{"format": %d' % FORMAT]

    def member(key: str, value: bytes) -> None:
        pieces.extend((b",\n ", encode_basestring(key).encode(), b": ", value))

    for name, default, write, has_items in EVENT:
        value = getattr(event, name)
        if value is default or value == default:
            continue
        if has_items:
            member(name, _lines([_line(write, item, moments) for item in value]))
        else:
            member(name, _line(write, value, moments))
    for key, item in event.extra.items():
        value = thaw(item)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            member(key, _lines(_dumps(each).encode() for each in cast("list[Any]", value)))
        else:
            member(key, _dumps(value).encode())
    if event.language is not None and not event.languages:
        member("languages", b"[]")  # `with_languages`
    pieces.append(b"}\n")
    return b"".join(pieces)


def _lines(items: Iterable[bytes]) -> bytes:
    """Return the items in brackets, each on its line."""
    return b"[\n  %b\n ]" % b",\n  ".join(items)


def _line(write: Write, value: Any, moments: Moments) -> bytes:
    line = write(value, _escape, moments).encode()
    if len(line.translate(None, _CONTROLS)) != len(line):
        return write(value, _escape_all, moments).encode()
    return line


def _escape_all(text: str) -> str:
    """Return a text as it stands in a JSON string."""
    return encode_basestring(text)[1:-1]


def _escape(text: str) -> str:
    """Return the same for a third of the price; control characters other than the line break are left as they are."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if '"' in text:
        text = text.replace('"', '\\"')
    if "\n" in text:
        text = text.replace("\n", "\\n")
    return text
