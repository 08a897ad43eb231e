"""Native JSON: every top-level member begins a line, and so does every session, room, person and so on.

Changing one of them changes its own line only.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any, cast

from ..._frozenmap import thaw
from ...model import Event
from ._speedup import LARGE_NUMBER, speedup
from ._spellings import FORMAT
from ._write_generated import EVENT, Moments, Write

__all__ = ["json_chunks", "write_json"]

_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_CONTROLS = bytes(range(32))


def write_json(event: Event) -> bytes:
    """Return an event as a native JSON document.

    Raises:
        UnicodeEncodeError: a text has half of a surrogate pair.
    """
    return b"".join(json_chunks(event))


def json_chunks(event: Event) -> Iterator[bytes]:
    """Yield an event as a native JSON document, piece by piece; raises the same as `write_json`, when it gets there."""
    moments: Moments = {}
    yield b'{"format": %d' % FORMAT
    for name, default, write, has_items in EVENT:
        value = getattr(event, name)
        if value is default or value == default:
            continue
        yield b',\n "%b": ' % name.encode()
        if has_items:
            yield from _items(name, write, value, moments)
        else:
            yield _lines(write, (value,), moments)
    for key, item in event.extra.items():
        yield b",\n %b: " % encode_basestring(key).encode()
        value = thaw(item)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield b"[\n  %b\n ]" % b",\n  ".join([_dumps(each).encode() for each in cast("list[Any]", value)])
        else:
            yield _dumps(value).encode()
    if event.language is not None and not event.languages:
        yield b',\n "languages": []'  # `with_languages`
    yield b"}\n"


_BLOCK = 128
"""How many items are written together."""
_BETWEEN = b",\n  "
"""What stands between two of them."""


def _items(name: str, write: Write, items: Sequence[Any], moments: Moments) -> Iterator[bytes]:
    """Yield the items in brackets, one per line."""
    wire = speedup() if len(items) >= LARGE_NUMBER else None
    before = b"[\n  "
    for begin in range(0, len(items), _BLOCK):
        block = items[begin : begin + _BLOCK]
        made = None if wire is None else wire.wire_lines(name, block, moments, _BETWEEN)
        yield before
        yield _lines(write, block, moments) if made is None else made
        before = _BETWEEN
    yield b"\n ]"


def _lines(write: Write, items: Sequence[Any], moments: Moments) -> bytes:
    lines = _BETWEEN.join([write(item, _escape, moments).encode() for item in items])
    if len(lines) - len(lines.translate(None, _CONTROLS)) < len(items):  # the line breaks between them
        return lines
    return _BETWEEN.join([write(item, _escape_all, moments).encode() for item in items])


def _escape_all(text: str) -> str:
    """Return a text as it stands in a JSON string."""
    return encode_basestring(text)[1:-1]


def _escape(text: str) -> str:
    """Return the same for a third of the cost; control characters other than the line break are not escaped."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    if '"' in text:
        text = text.replace('"', '\\"')
    if "\n" in text:
        text = text.replace("\n", "\\n")
    return text
