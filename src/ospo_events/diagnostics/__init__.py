"""Findings: what is wrong, where, why it matters and how to mend it. Knows nothing of events."""

from ._collector import LIMIT, Findings, Locate, bounded, describe_value
from ._model import (
    AT_KEY,
    Diagnostic,
    Edit,
    Fix,
    Path,
    Related,
    Report,
    Severity,
    SourceMap,
    Span,
    format_path,
    suggest,
)
from ._safe import printable

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
    "bounded",
    "describe_value",
    "format_path",
    "printable",
    "suggest",
]
