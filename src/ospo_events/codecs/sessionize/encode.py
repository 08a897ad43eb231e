"""Writes Sessionize's API v2: the view All."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import cast

import attrs

from ...model import Event
from .._codec import Encoded, Stream
from ._view_all import view_all
from .fit import fit

__all__ = ["encode", "iterencode"]


def encode(event: Event) -> Encoded:
    """Write the view All.

    Sessionize has only numbers for rooms and tracks and only UUIDs for people, so these have our id as an additional
    member, `x-id`. The numbers are made from the ids, so that they do not depend on the rest of the event.

    Args:
        event: the event; values that must not be published are left out first.
    """
    stream = iterencode(event)
    return Encoded(data=b"".join(stream), report=stream.report)


def iterencode(event: Event) -> Stream:
    """Write the view All piece by piece, one session at a time; takes the same arguments as `encode`."""
    fitted = fit(event)
    # The numbers are made from the id of the event, not from the id it will be read with.
    written_event = attrs.evolve(fitted.event, id=event.id)
    return Stream(_chunks(written_event), lambda: fitted.report)


def _chunks(event: Event) -> Iterator[bytes]:
    separator = "{"
    for name, value in view_all(event):
        before = f"{separator}\n  {_one_line(name)}: "
        separator = ","
        if not isinstance(value, Iterator):
            yield (before + indented(value, "\n  ")).encode("utf-8", "replace")
            continue
        margin = f"{before}[\n    "
        for item in cast("Iterator[object]", value):
            yield (margin + indented(item, "\n    ")).encode("utf-8", "replace")
            margin = ",\n    "
        yield (before + "[]" if margin != ",\n    " else "\n  ]").encode("utf-8", "replace")
    yield b"\n}\n"


_one_line = json.JSONEncoder(ensure_ascii=False).encode


def indented(value: object, margin: str) -> str:
    """Return a JSON value as `json.dumps` formats it with an indent of two, in half the time.

    Args:
        value: the value.
        margin: the line break and the spaces before it.
    """
    inner = margin + "  "
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        parts = [f"{_one_line(name)}: {_member(item, inner)}" for name, item in members.items()]
        return f"{{{inner}{f',{inner}'.join(parts)}{margin}}}" if parts else "{}"
    if isinstance(value, list):
        parts = [_member(item, inner) for item in cast("list[object]", value)]
        return f"[{inner}{f',{inner}'.join(parts)}{margin}]" if parts else "[]"
    return _one_line(value)


def _member(value: object, margin: str) -> str:
    return indented(value, margin) if value.__class__ in (dict, list) else _one_line(value)
