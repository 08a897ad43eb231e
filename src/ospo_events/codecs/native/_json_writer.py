"""Native JSON: every top-level member begins a line, and so does every session, room, person and so on.

Changing one of them changes its own line only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from ..._frozenmap import EMPTY
from ...model import Event

__all__ = ["json_layout"]


def json_layout(event: Event) -> Callable[[dict[str, Any]], bytes]:
    """Return what lays out the tree of an event as JSON.

    orjson is used where it is installed and writes the very bytes of the standard library.
    """
    dumps = _fast_dumps(event) or _plain_dumps
    return lambda tree: _layout(tree, dumps)


_MARK = "\0ospo-events\0"
_BETWEEN = b',"\\u0000ospo-events\\u0000",'


def _layout(tree: dict[str, Any], dumps: Callable[[Any], bytes]) -> bytes:
    pieces: list[bytes | memoryview] = []
    between = b"{"
    for key, value in tree.items():
        pieces += (between, dumps(key), b": ")
        between = b",\n "
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines = memoryview(_lines(cast("list[Any]", value), dumps))
            pieces += (b"[\n  ", lines[1:-1], b"\n ]")
        else:
            pieces.append(dumps(value))
    pieces.append(b"}\n")
    return b"".join(pieces)


def _lines(items: list[Any], dumps: Callable[[Any], bytes]) -> bytes:
    """Return the items in brackets, each on its line."""
    # One call for all of them is four times faster than one for each; the mark between them becomes the line break.
    # Inside a string its quotes would be escaped; only an equal item of some list can look like it, and is counted.
    marked: list[Any] = [_MARK] * (2 * len(items) - 1)
    marked[::2] = items
    data = dumps(marked)
    if data.count(_BETWEEN) == len(items) - 1:
        return data.replace(_BETWEEN, b",\n  ")
    return b"[" + b",\n  ".join([dumps(item) for item in items]) + b"]"


_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _plain_dumps(value: Any) -> bytes:
    return _encoder.encode(value).encode("utf-8")


def _fast_dumps(event: Event) -> Callable[[Any], bytes] | None:
    """Return orjson's `dumps`, or None where it is missing or might write other bytes.

    The two differ in numbers with an exponent (1e-07 and 1e-7) and in whole numbers beyond 64 bits,
    which only places on the globe and foreign data can hold.
    """
    fast = _orjson_dumps()
    if fast is None or event.extra is not EMPTY or any(venue.geo for venue in event.venues):
        return None
    holders: tuple[Iterable[Any], ...] = (
        event.sessions, event.people, event.organizations, event.rooms, event.tracks, event.venues
    )  # fmt: skip
    return None if any(item.extra is not EMPTY for items in holders for item in items) else fast


@cache
def _orjson_dumps() -> Callable[[Any], bytes] | None:
    return import_module("orjson").dumps if find_spec("orjson") else None
