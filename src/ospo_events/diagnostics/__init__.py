"""Diagnostics: findings about a file or an event. Each says what is wrong, where, and how to correct it.

A `Diagnostic` is one finding, a `Report` holds all of them, and `Findings` collects them while a file is read or
written. `render_text`, `render_json`, `render_sarif`, `render_junit` and `render_github` write a report. This package
knows nothing about events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._lazy import lazy_names
from ._collector import LIMIT, Findings, Locate, bounded, describe_value
from ._model import (
    AT_KEY,
    Diagnostic,
    Edit,
    Fix,
    Path,
    Related,
    Severity,
    SourceMap,
    Span,
    format_path,
)
from ._report import Report
from ._safe import printable
from ._suggest import Suggestions, suggest

if TYPE_CHECKING:
    from .github import render_github
    from .json import render_json
    from .junit import render_junit
    from .sarif import render_sarif
    from .text import group_similar, render_text, summary
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "github": ("render_github",),
            "json": ("render_json",),
            "junit": ("render_junit",),
            "sarif": ("render_sarif",),
            "text": ("group_similar", "render_text", "summary"),
        },
    )

__all__ = [
    "AT_KEY",
    "LIMIT",
    "Diagnostic",
    "Edit",
    "Findings",
    "Fix",
    "Locate",
    "Path",
    "Related",
    "Report",
    "Severity",
    "SourceMap",
    "Span",
    "Suggestions",
    "bounded",
    "describe_value",
    "format_path",
    "group_similar",
    "printable",
    "render_github",
    "render_json",
    "render_junit",
    "render_sarif",
    "render_text",
    "suggest",
    "summary",
]
