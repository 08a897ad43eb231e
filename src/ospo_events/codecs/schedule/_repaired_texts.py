"""Repairs texts of foreign files: line ends of web forms, and HTML in fields for plain text."""

from __future__ import annotations

from ...diagnostics import Findings, Severity
from ...views.html_text import is_html, plain_text
from .._reading.line_ends import unix_lines
from ._raw_schedule import RawEvent, RawSchedule

__all__ = ["mend_texts"]

_PROSE = ("abstract", "description")
_MOST_HTML = 1_000_000
"""A longer text is not changed: reading it would take longer than the rest of the file."""


def mend_texts(raw: RawSchedule, findings: Findings) -> None:
    """Repair the texts of a file, with one finding for each kind of repair."""
    _mend_lines(raw.conference, ("conference",), findings)
    for event in raw.events:
        _mend_lines(event.fields, event.path, findings)
        _mend_markup(event, findings)


def _mend_lines(fields: dict[str, str], path: tuple[str | int, ...], findings: Findings) -> None:
    for name, text in fields.items():
        if "\r" in text:
            fields[name] = unix_lines(text, findings, (*path, name))


def _mend_markup(event: RawEvent, findings: Findings) -> None:
    for name in _PROSE:
        text = event.fields.get(name)
        if text and "<" in text and len(text) < _MOST_HTML and is_html(text):
            event.fields[name] = plain_text(text)
            findings.add(
                "markup-in-text",
                "expected plain text, got HTML: it is read as text, links with their addresses",
                (*event.path, name),
                severity=Severity.INFO,
                repeated=True,
            )
