"""Line ends in texts of other systems' files: they are converted, because the author cannot change them."""

from __future__ import annotations

from ...diagnostics import Findings, Path, Severity

__all__ = ["unix_lines"]


def unix_lines(text: str, findings: Findings, path: Path) -> str:
    """Return a text with line feeds instead of carriage returns; one finding covers the whole file."""
    findings.add(
        "carriage-return",
        "expected line feeds at the ends of lines, got carriage returns: read as line ends",
        path,
        severity=Severity.INFO,
        repeated=True,
    )
    return text.replace("\r\n", "\n").replace("\r", "\n")
