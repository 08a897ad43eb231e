"""Replaces single values in a YAML text without changing its comments, order and notation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...diagnostics import Path, Span
from ._yaml_reader import YamlText
from ._yaml_writer import quoted

__all__ = ["line_starts", "quote_cut_texts", "replace_values", "written_like"]

_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]").finditer
"""The line breaks of YAML 1.1, which PyYAML counts by."""


def replace_values(text: str, changes: Mapping[Path, tuple[str, str]]) -> tuple[str, frozenset[Path]]:
    """Return the text with some of its values replaced, and the paths of the replaced values.

    A value is replaced where it stands on its own as plain or quoted text, and is what it is expected to be. Block
    texts (`|` and `>`) are left alone.

    Args:
        text: a YAML text that can be read.
        changes: the value expected and its replacement, by its path in the document.
    """
    spans = YamlText(text, "").find(changes)
    lines = line_starts(text)
    edits: list[tuple[int, int, str, Path]] = []
    for path, (old, new) in changes.items():
        span = spans.get(path)
        if span is None:
            continue
        start, end = _offsets(span, lines)
        written = text[start:end]
        if written[:1] in ("|", ">") or YamlText(written, "").value() != old:
            continue
        edits.append((start, end, written_like(written, new), path))
    # From the end, so that the places of the earlier ones stay.
    for start, end, replacement, _ in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text, frozenset(path for *_, path in edits)


def quote_cut_texts(text: str) -> tuple[str, int]:
    """Return the text with quotes around every value that a `#` cuts off, and their number; unchanged if not YAML."""
    document = YamlText(text, "")
    before: object = document.value()
    if document.is_cut or any(item.code == "not-yaml" for item in document.problems):
        return text, 0
    cuts = document.cut_texts()
    after = text
    for cut in reversed(cuts):
        after = after[: cut.start] + quoted(cut.whole) + after[cut.end :]
        before = _with(before, cut.path, cut.whole)
    return (after, len(cuts)) if YamlText(after, "").value() == before else (text, 0)


def _with(tree: Any, path: Path, value: str) -> object:
    """Return plain values with another value at a path; only the values along the path are copied."""
    if not path:
        return value
    copied = tree.copy()
    copied[path[0]] = _with(tree[path[0]], path[1:], value)
    return copied


def line_starts(text: str) -> list[int]:
    """Return the position of the beginning of each line."""
    return [0, *[match.end() for match in _BREAKS(text)]]


def _offsets(span: Span, lines: list[int]) -> tuple[int, int]:
    assert span.end_line is not None, "YAML places have ends"
    assert span.end_column is not None, "YAML places have ends"
    return lines[span.line - 1] + span.column - 1, lines[span.end_line - 1] + span.end_column - 1


def written_like(old: str, new: str) -> str:
    """Return the new value in the notation of the old one, in double quotes if it could be misread."""
    if old[:1] == "'" and new.isprintable():
        return "'" + new.replace("'", "''") + "'"
    if old[:1] not in ("'", '"') and new and new.isprintable() and _reads_back_plain(new):
        return new
    return quoted(new)


def _reads_back_plain(new: str) -> bool:
    if any(letter in new for letter in ",[]{}#:&*!|>'\"%@`"):
        return False
    reader = YamlText(f"[{new}]\n", "")
    value: list[object] = reader.value() or []
    # A number is a text of a class of its own.
    return [(type(item), item) for item in value] == [(str, new)] and not reader.problems
