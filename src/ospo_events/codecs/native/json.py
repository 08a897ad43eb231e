"""ospo-events JSON: the native format for programs (RFC 8259).

Every top-level member begins a line, and so does every session, room, person and so on:
changing one changes its own line only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, cast

from ..._frozenmap import EMPTY
from ...diagnostics import Diagnostic, Span
from ...model import Event
from .._codec import Decoded, Encoded
from .._reading.decode_bytes import read_text
from .._reading.json_positions import JsonPositions
from .decode import Input, decode_tree, nothing
from .encode import encode_text
from .values import MAX_DEPTH

__all__ = ["decode", "encode"]

_SUSPICIOUS = re.compile(r"\\u[dD][89a-fA-F]")


def decode(data: bytes, *, source: str = "<data>") -> Decoded:
    """Read a native JSON document.

    Args:
        data: the document, UTF-8.
        source: its name, for the findings.
    """
    text, found = read_text(data, source)
    if text is None:
        return nothing(*found)
    positions = JsonPositions(text, source)
    suspects: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) != len(items):
            suspects.append("duplicate")
        return made

    def parse() -> Any:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=suspects.append, strict=True)

    try:
        tree = parse()
    except json.JSONDecodeError as problem:
        return nothing(*found, _syntax(problem, text, source))
    except RecursionError:
        return nothing(
            *found,
            Diagnostic(
                code="too-deep",
                message=f"expected at most {MAX_DEPTH} levels, got more",
                span=positions.depth(MAX_DEPTH),
            ),
        )
    except ValueError:  # a whole number too long for int(); Python's own limit
        return nothing(*found, _huge(text, positions))
    if suspects or (b"\\u" in data and _SUSPICIOUS.search(text)):
        found += positions.problems()
        tree = _mended(tree)
    return decode_tree(
        Input(
            source=source,
            data=data,
            tree=tree,
            problems=tuple(found),
            parse_again=parse,
            find=positions.find,
        )
    )


def encode(event: Event) -> Encoded:
    """Write a native JSON document.

    orjson is used where it is installed and writes the very bytes of the standard library.
    """
    dumps = _fast_dumps(event) or _plain_dumps
    return encode_text(event, lambda tree: _layout(tree, dumps))


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


def _syntax(problem: json.JSONDecodeError, text: str, source: str) -> Diagnostic:
    line = text[text.rfind("\n", 0, problem.pos) + 1 :][:300].partition("\n")[0]
    message = problem.msg[:1].lower() + problem.msg[1:]
    return Diagnostic(
        code="not-json",
        message=f"expected JSON, got a mistake: {message.rstrip('.')}",
        span=Span(source=source, line=problem.lineno, column=problem.colno, text=line),
    )


def _huge(text: str, positions: JsonPositions) -> Diagnostic:
    match = re.search(r"\d{4301,}", text)
    span = positions.span(*match.span()) if match else None
    length = len(match[0]) if match else "very many"
    return Diagnostic(code="invalid-value", message=f"expected a number, got one of {length} digits", span=span)


def _mended(value: Any) -> Any:
    """Return the value without lone surrogates, which no file can hold; they are reported already."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_mended(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in cast("dict[str, Any]", value).items()}
    return value
