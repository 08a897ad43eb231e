"""Applies the safe fixes of findings to the text of a native file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import attrs

from .._repr import shown
from ..codecs import Decoded, codec_named
from ..codecs.native.edit import ReplaceValues, quote_cut_texts, replace_values
from ..diagnostics import Fix, Path, Report
from ..model import Event

__all__ = ["Fixed", "fix_text"]

_PASSES = 8
_BOM = b"\xef\xbb\xbf"

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Fixed:
    """The result of applying fixes."""

    data: bytes
    """The text with the fixes applied."""
    applied: int = 0
    """How many fixes were applied."""
    left: int = 0
    """How many fixes could not be applied at their place (block text, shorthand)."""

    __repr__ = shown


def fix_text(data: bytes, *, source: str, check: Callable[[Event], Report], format: str = "yaml") -> Fixed:
    """Return the text of a native file with the safe fixes applied; comments, order and notation stay.

    Fixes are applied until none are left, since one fix may reveal another finding. The new text is read again, and
    used only if nothing but the fixed values has changed. First, texts of a YAML file that an unquoted `#` cuts off are
    put in quotes; a file with other errors gets only these fixes.

    Args:
        data: the file.
        source: its name.
        check: returns the findings about an event.
        format: `yaml` or `json`.
    """
    decode = codec_named(format).decode
    data, applied = _with_whole_texts(data) if format == "yaml" else (data, 0)
    remaining = 0
    for _ in range(_PASSES):
        decoded = decode(data, source=source)
        if decoded.event is None or not decoded.report.ok:
            break
        fixes = [item.fix for item in check(decoded.event) if item.fix is not None]
        text, done, expected = _apply(data, decoded, fixes, replace_values(format))
        remaining = len(fixes) - done
        if not done:
            break
        again = decode(text, source=source)
        if expected is None or again.event != expected or not again.report.ok:
            remaining = len(fixes)
            break
        data = text
        applied += done
    return Fixed(data=data, applied=applied, left=remaining)


def _with_whole_texts(data: bytes) -> tuple[bytes, int]:
    """Return a YAML file with quotes around the texts that a `#` cut off, and the number of such texts."""
    bom = _BOM if data.startswith(_BOM) else b""
    try:
        text, number = quote_cut_texts(data[len(bom) :].decode("utf-8"))
    except UnicodeDecodeError:
        return data, 0
    return bom + text.encode("utf-8"), number


def _apply(data: bytes, decoded: Decoded, fixes: list[Fix], replace: ReplaceValues) -> tuple[bytes, int, Event | None]:
    """Return the text with all fixes that could be applied completely, their number, and the event in the new text."""
    event, source_map = decoded.event, decoded.source_map
    assert event is not None, "called only for files that could be read"
    assert source_map is not None, "native readers locate everything they read"
    bom = _BOM if data.startswith(_BOM) else b""
    text = data[len(bom) :].decode("utf-8")
    chosen: list[tuple[Fix, dict[Path, tuple[str, str]]]] = []
    changed_paths: set[Path] = set()
    for fix in fixes:
        changes = {source_map.origin(edit.path): (_value_at(event, edit.path), edit.replacement) for edit in fix.edits}
        possible = all(old is not None for old, _ in changes.values()) and _mended(event, fix) is not None
        if possible and changed_paths.isdisjoint(changes):
            changed_paths.update(changes)
            chosen.append((fix, cast("dict[Path, tuple[str, str]]", changes)))
    while chosen:
        replacements = {path: change for _, changes in chosen for path, change in changes.items()}
        mended, done = replace(text, replacements)
        if len(done) == len(replacements):
            expected: Event | None = event
            for fix, _ in chosen:
                expected = _mended(expected, fix) if expected is not None else None
            return bom + mended.encode("utf-8"), len(chosen), expected
        chosen = [(fix, changes) for fix, changes in chosen if done.issuperset(changes)]
    return data, 0, event


def _value_at(event: Event, path: Path) -> str | None:
    value: Any = event
    try:
        for part in path:
            value = value[part] if isinstance(part, int) else getattr(value, part)
    except (AttributeError, IndexError, KeyError, TypeError):
        return None
    return value if isinstance(value, str) else None


def _mended(event: Event, fix: Fix) -> Event | None:
    """Return the event with a fix applied; None if the model refuses it."""
    try:
        for edit in fix.edits:
            event = _with_value(event, edit.path, edit.replacement)
    except ValueError:
        return None
    return event


def _with_value(holder: T, path: Path, replacement: str) -> T:
    """Return a value of the model with another text at an existing path."""
    if not path:
        return cast("T", replacement)
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        items: Any = holder
        return cast("T", (*items[:first], _with_value(items[first], rest, replacement), *items[first + 1 :]))
    change: Any = {first: _with_value(getattr(holder, first), rest, replacement)}
    return cast("T", attrs.evolve(cast("Any", holder), **change))
