"""Finds the first difference between two values, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

import attrs

__all__ = ["first_difference"]


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


_NOTHING = _Nothing()


def first_difference(expected: object, got: object, where: str = "") -> str:
    """Return the first path at which two values differ, `sessions[0].title`, with both values."""
    if type(expected) is type(got):
        for step, one, other in _parts(expected, got):
            if one != other:
                return first_difference(one, other, f"{where}{step}".removeprefix("."))
    return f"expected {expected!r:.300} as {where or 'the event'}, got {got!r:.300}"


def _parts(expected: Any, got: Any) -> Iterator[tuple[str, object, object]]:
    """Yield the parts of two values of one type: the path of each, and the two parts."""
    owner: Any = expected.__class__
    if attrs.has(owner):
        for field in attrs.fields(owner):
            if field.eq:
                yield f".{field.name}", getattr(expected, field.name), getattr(got, field.name)
    elif issubclass(owner, Mapping):
        for key in sorted(expected.keys() | got.keys()):
            yield f"[{key!r}]", expected.get(key, _NOTHING), got.get(key, _NOTHING)
    elif owner is tuple:
        for number, (one, other) in enumerate(zip_longest(expected, got, fillvalue=_NOTHING)):
            yield f"[{number}]", one, other
