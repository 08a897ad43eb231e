"""Findings as text for people, in a terminal."""

from __future__ import annotations

from collections import Counter

import attrs

from . import Diagnostic, Path, Report, Severity, Span, format_path
from ._safe import printable

__all__ = ["PER_CODE", "group_similar", "render_text", "summary"]

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def summary(report: Report) -> str:
    """Return the counts by severity in words: `2 errors, 1 warning`, or `no findings`."""
    parts = [
        f"{number} {severity.value if severity is Severity.INFO else severity.value + ('' if number == 1 else 's')}"
        for severity, number in report.counts().items()
        if number
    ]
    return ", ".join(parts) or "no findings"


PER_CODE = 20
"""How many findings of one code are shown to a person; further ones are only counted. Formats for programs list all."""


_FEWER = (PER_CODE, 10, 5, 3, 2, 1)
"""How many findings of one code are shown: fewer, the more lines there are."""


def render_text(report: Report, *, color: bool = False, limit: int | None = None, lines: int | None = None) -> str:
    """Return the findings as text, each with its source line and a caret under the place.

    At most `PER_CODE` findings of one code are shown. The rest is counted at the end, code by code.

    Args:
        report: the findings.
        color: whether to add ANSI colours; only for a terminal.
        limit: how many findings to show at most.
        lines: how many lines to use. If there would be more, fewer findings of each code are shown, at least
            one of each on one line; there are never fewer lines than codes.
    """
    for number in _FEWER:
        blocks = _blocks(report, color, limit, number)
        text = "".join(block + "\n" for block in blocks)
        if lines is None or text.count("\n") <= lines:
            return text
    return "".join(line + "\n" for line in _in_one_line_each(report, color))


def _blocks(report: Report, color: bool, limit: int | None, per_code: int) -> list[str]:
    blocks: list[str] = []
    number: Counter[str] = Counter()
    hidden: Counter[tuple[Severity, str]] = Counter()
    for item in report:
        if number[item.code] < per_code and (limit is None or len(blocks) < limit):
            number[item.code] += 1
            blocks.append(_one(item, color))
        else:
            hidden[item.severity, item.code] += 1
    return blocks + [f"... and {count} more {severity.value}[{code}]" for (severity, code), count in hidden.items()]


def _in_one_line_each(report: Report, color: bool) -> list[str]:
    """Return one line per code: its first finding, and how many more there are."""
    number = Counter(report.codes)
    first = {item.code: item for item in reversed(report.diagnostics)}
    return [
        _head(item, color) + (f"; and {number[item.code] - 1} more" if number[item.code] > 1 else "")
        for item in sorted(first.values(), key=report.diagnostics.index)
    ]


def group_similar(report: Report) -> Report:
    """Return the report with one finding for all similar ones: of one code and severity, at the same attribute.

    The first one stays and counts the others: a loss that concerns every session is one fact.
    """

    def kind(item: Diagnostic) -> tuple[str, Severity, Path]:
        return item.code, item.severity, tuple(0 if isinstance(part, int) else part for part in item.path)

    number = Counter(map(kind, report))
    first = {kind(item): item for item in reversed(report.diagnostics)}

    def counted(item: Diagnostic) -> Diagnostic:
        others = number[kind(item)] - 1
        return attrs.evolve(item, message=f"{item.message}; and {others} more like it") if others else item

    return Report(tuple(counted(item) for item in report if first[kind(item)] is item))


def _paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


def _excerpt(span: Span) -> tuple[str, str] | None:
    if not span.text:
        return None
    line = printable(span.text)
    before = printable(span.text[: span.column - 1])
    start, width = len(before), 1
    if span.end_column is not None and span.end_line in (None, span.line) and span.end_column > span.column:
        width = len(printable(span.text[span.column - 1 : span.end_column - 1])) or 1
    cut = max(0, start - 60)  # keep the marked text in view in long lines
    return line[cut : cut + 100], " " * (start - cut) + "^" * min(width, max(1, 100 - start + cut))


def _head(item: Diagnostic, color: bool) -> str:
    label = _paint(f"{item.severity.value}[{item.code}]", f"1;{_COLORS[item.severity]}", color)
    where = printable(str(item.span)) + ": " if item.span else ""
    path = f"{printable(format_path(item.path))}: " if item.path else ""
    return f"{where}{label} {path}{printable(item.message)}"


def _one(item: Diagnostic, color: bool) -> str:
    lines = [_head(item, color)]
    if item.span and (excerpt := _excerpt(item.span)):
        lines += [f"    {excerpt[0]}", f"    {_paint(excerpt[1], _COLORS[item.severity], color)}"]
    for other in item.related:
        location = printable(str(other.span)) if other.span else printable(format_path(other.path))
        lines.append(f"    {_paint('see', '1', color)} {location}: {printable(other.message)}")
    if item.help:
        lines.append(f"    {_paint('help:', '1', color)} {printable(item.help)}")
    return "\n".join(lines)
