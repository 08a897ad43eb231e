"""Applying the safe fixes of findings to the text of a YAML file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from ..codecs import Decoded, codec_named
from ..diagnostics import Path, Report
from ..model import Event

__all__ = ["Fixed", "fix_text"]

_PASSES = 8


@attrs.frozen(kw_only=True)
class Fixed:
    """What came of applying fixes."""

    data: bytes
    """The text with the fixes applied."""
    applied: int = 0
    """How many were applied."""
    left: int = 0
    """How many fixes could not be applied where they belong (block text, shorthand)."""


def _value_at(event: Event, path: Path) -> str | None:
    value: Any = event
    try:
        for part in path:
            value = value[part] if isinstance(part, int) else getattr(value, part)
    except (AttributeError, IndexError, KeyError, TypeError):
        return None
    return value if isinstance(value, str) else None


def _changes(decoded: Decoded, report: Report) -> dict[Path, tuple[str, str]]:
    event, places = decoded.event, decoded.source_map
    changes: dict[Path, tuple[str, str]] = {}
    if event is None or places is None:
        return changes
    for item in report:
        for edit in item.fix.edits if item.fix else ():
            old = _value_at(event, edit.path)
            if old is not None:
                changes.setdefault(places.origin(edit.path), (old, edit.replacement))
    return changes


def fix_text(data: bytes, *, source: str, check: Callable[[Event], Report]) -> Fixed:
    """Return YAML text with the safe fixes applied; comments, order and notation stay.

    Fixes are applied until there are no more: mending one finding may show another. A text that cannot be read
    is returned as it is, and so is one that would be read with other findings than before.

    Args:
        data: the file.
        source: its name.
        check: returns the findings about an event.
    """
    from ..codecs.native.yaml_edit import replace_values

    codec = codec_named("yaml")
    applied = left = 0
    for _ in range(_PASSES):
        decoded = codec.decode(data, source=source)
        if decoded.event is None or not decoded.report.ok:
            break
        changes = _changes(decoded, check(decoded.event))
        bom = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
        text, done = replace_values(data[len(bom) :].decode("utf-8"), changes)
        left = len(changes) - len(done)
        if not done:
            break
        again = codec.decode(bom + text.encode("utf-8"), source=source)
        if again.event is None or not again.report.ok:
            left = len(changes)
            break
        data = bom + text.encode("utf-8")
        applied += len(done)
    return Fixed(data=data, applied=applied, left=left)
