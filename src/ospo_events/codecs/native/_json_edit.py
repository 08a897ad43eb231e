"""Replaces single values in a JSON text without changing its order and layout."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ...diagnostics import Path
from .._reading.json_positions import JsonPositions

__all__ = ["replace_values"]


def replace_values(text: str, changes: Mapping[Path, tuple[str, str]]) -> tuple[str, frozenset[Path]]:
    """Return the text with some of its values replaced, and the paths of the replaced values.

    A value is replaced where it is the text it is expected to be.

    Args:
        text: a JSON text that can be read.
        changes: the value expected and its replacement, by its path in the document.
    """
    spans = JsonPositions(text, "").find(changes)
    lines = [0, *(match.end() for match in re.finditer("\n", text))]
    edits: list[tuple[int, int, str, Path]] = []
    for path, span in spans.items():
        assert span.end_line is not None, "JSON places have ends"
        assert span.end_column is not None, "JSON places have ends"
        start, end = lines[span.line - 1] + span.column - 1, lines[span.end_line - 1] + span.end_column - 1
        written = text[start:end]
        old, new = changes[path]
        if not written.startswith('"') or json.loads(written) != old:
            continue
        escapes = written.isascii() and not old.isascii()
        edits.append((start, end, json.dumps(new, ensure_ascii=escapes or not new.isprintable()), path))
    # From the end, so that the places of the earlier ones stay.
    for start, end, replacement, _ in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text, frozenset(path for *_, path in edits)
