"""Findings as JSON, for programs."""

from __future__ import annotations

import json

from . import Diagnostic, Path, Report, Span, format_path

__all__ = ["render_json", "to_json"]


def render_json(report: Report) -> str:
    """Return one JSON document: `{"summary": {...}, "diagnostics": [...]}`.

    Each finding has `code`, `severity`, `message`, `path` (text), `pointer` (list) and, where known,
    `span`, `related`, `help` and `fix`. Lines and columns count from 1.
    """
    document = {
        "summary": {severity.value: number for severity, number in report.counts().items()},
        "diagnostics": [to_json(item) for item in report],
    }
    return json.dumps(document, ensure_ascii=True, indent=2) + "\n"


def to_json(item: Diagnostic) -> dict[str, object]:
    """Return one finding as plain JSON data."""
    data: dict[str, object] = {
        "code": item.code,
        "severity": item.severity.value,
        "message": item.message,
        **_place(item.path, item.span),
    }
    if item.related:
        data["related"] = [{"message": other.message, **_place(other.path, other.span)} for other in item.related]
    if item.help:
        data["help"] = item.help
    if item.fix:
        edits = [{"path": format_path(edit.path), "replacement": edit.replacement} for edit in item.fix.edits]
        data["fix"] = {"title": item.fix.title, "edits": edits}
    return data


def _place(path: Path, span: Span | None) -> dict[str, object]:
    location: dict[str, object] = {"path": format_path(path), "pointer": list(path)}
    if span is not None:
        location["span"] = {
            "source": span.source,
            "line": span.line,
            "column": span.column,
            "end_line": span.end_line,
            "end_column": span.end_column,
        }
    return location
