"""Findings as GitHub workflow commands, shown beside the changed lines of a pull request."""

from __future__ import annotations

from . import Diagnostic, Report, Severity, format_path
from ._safe import printable

__all__ = ["render_github"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(report: Report) -> str:
    """Return one `::error file=...::message` line for each finding."""
    return "".join(_one(item) + "\n" for item in report)


def _data(text: str) -> str:
    return "%0A".join(printable(line) for line in text.replace("%", "%25").split("\n"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _one(item: Diagnostic) -> str:
    properties: list[str] = []
    if item.span:
        properties += [f"file={_property(item.span.source)}", f"line={item.span.line}", f"col={item.span.column}"]
        if item.span.end_line is not None:
            properties.append(f"endLine={item.span.end_line}")
        if item.span.end_column is not None:
            properties.append(f"endColumn={item.span.end_column}")
    properties.append(f"title={_property(item.code)}")
    path = f"{format_path(item.path)}: " if item.path else ""
    message = path + item.message + (f"\nhelp: {item.help}" if item.help else "")
    return f"::{_COMMANDS[item.severity]} {','.join(properties)}::{_data(message)}"
