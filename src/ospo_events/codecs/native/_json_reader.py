"""Reads native JSON into plain values; faults that `json.loads` lets pass are searched for only if suspected."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, cast

from ...diagnostics import Diagnostic, Path, Span
from ...files import MAX_BYTES
from ...model import Event
from .._codec import Decoded
from .._reading.decode_bytes import read_text
from .._reading.json_positions import JsonPositions
from ._document import Input, decoded, nothing
from ._fast import read_fast
from ._speedup import LARGE, speedup
from ._spellings import has_half_a_pair, keys_written
from ._structure import decode_tree
from ._values import MAX_DEPTH

__all__ = ["read_json"]

_SUSPICIOUS = re.compile(r"\\u[dD][89a-fA-F]")


def read_json(data: bytes, source: str) -> Decoded:
    """Return the plain values of a native JSON document, with the findings."""
    event = _by_wire(data)
    if event is None:
        event = _by_tree(data)
    if event is not None:
        return _plain(event, data, source)
    text, found = read_text(data, source)
    if text is None:
        return nothing(*found)
    return _read_with_findings(text, data, source, found)


def _plain(event: Event, data: bytes, source: str) -> Decoded:
    """Return the reading of a document without faults: its text is decoded again if a place is needed."""

    def find(wanted: Collection[Path]) -> Mapping[Path, Span]:
        return JsonPositions(data.decode(), source).find(wanted)

    document = Input(source=source, data=data, tree=None, problems=(), parse_again=lambda: json.loads(data), find=find)
    return decoded(document, event)


def _by_wire(data: bytes) -> Event | None:
    """Return the event of a large, plain and correct document, read by msgspec if that is installed; else None."""
    wire = speedup() if LARGE <= len(data) <= MAX_BYTES else None
    event: Event | None = None if wire is None else wire.read_wire(data)
    return event


def _read_with_findings(text: str, data: bytes, source: str, found: list[Diagnostic]) -> Decoded:
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


def _by_tree(data: bytes) -> Event | None:
    """Return the event of a plain and correct document; else None: it is read again, with a search for mistakes."""
    tree = _tree(data)
    read = read_fast(tree) if tree.__class__ is dict else None
    if read is None or read[1] != keys_written(data) or has_half_a_pair(data):
        return None
    return read[0]


def _tree(data: bytes) -> Any:
    """Return a document as plain values, None if it has a fault.

    Its text, which takes up to four times what its bytes do, is let go before the event is made.
    """
    text, found = read_text(data, "")
    if text is None or found:
        return None
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


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
    """Return the value without unpaired surrogates, which no file can hold; they are reported already."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [_mended(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in cast("dict[str, Any]", value).items()}
    return value
