"""Decides whether msgspec is installed and behaves as expected: the extra `fast`.

It is imported for large documents only. Where it is missing, broken or another msgspec than ours, everything goes the
plain way, with the same results.
"""

from __future__ import annotations

import json
from functools import cache
from types import ModuleType
from typing import Any

__all__ = ["LARGE", "LARGE_NUMBER", "speedup"]

LARGE = 1_000_000
"""How many bytes of JSON justify importing msgspec, which takes some twenty milliseconds, once in a process."""
LARGE_NUMBER = 1_000
"""How many items in one collection justify it for a writer."""

_PROBE = "".join(map(chr, range(0x100))) + "\u2028\u2029\ufeff\uffff\U0001f30d"


@cache
def speedup() -> Any:
    """Return the module that reads and writes with msgspec; None if msgspec cannot be relied on."""
    try:
        from . import _wire  # noqa: PLC0415 # an extra, and it takes its time

        return _wire if _does_as_we_do(_wire) else None
    except Exception:  # missing, or of a version that means something else
        return None


def _does_as_we_do(wire: ModuleType) -> bool:
    """Return whether msgspec writes text and reads JSON like the standard library, where this library relies on it."""
    import msgspec  # noqa: PLC0415 # it is there: what imports it was imported

    text = json.dumps(_PROBE, ensure_ascii=False).encode()
    if msgspec.json.encode(_PROBE) != text or msgspec.json.decode(text, type=str) != _PROBE:
        return False
    head = b'{"format":1,"id":"e","title":"E","timezone":"UTC","sessions":[{"id":"s","title":"S"%b}]}'
    odd = (
        b',"kind":1',
        b',"x":1',
        b',"title":null',
        b',"slot":[]',
        b',"tags":"a"',
        b',"tags":[1]',
        b"]",
        b',"kind":"\x01"',
    )
    return wire.read_wire(head % b"") is not None and all(wire.read_wire(head % member) is None for member in odd)
