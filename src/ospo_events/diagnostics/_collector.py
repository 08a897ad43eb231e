"""The one collector of findings: every reader, every writer and every `fit` reports through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

import attrs

from ._model import Diagnostic, Path, Severity, Span
from ._report import Report, placed

__all__ = ["LIMIT", "Findings", "Locate", "bounded", "describe_value"]

LIMIT = 10_000
"""How many findings of one code are kept one by one; further ones are only counted."""

_REMEMBERED = 20_000
"""How many findings are remembered to recognise duplicates."""

Locate: TypeAlias = "Callable[[int], Span | None]"
"""Turns a position in the source, a number of the reader's own, into a span."""


@attrs.define(eq=False)
class _Entry:
    """One finding on its way into a report."""

    finding: Diagnostic
    position: int | None
    count: int = 1


class Findings:
    """Collects the findings of one reading or writing, and limits their number.

    The same finding at the same place is kept once. At most `limit` findings of a code are kept; one more then counts
    the rest and points at the first of them.

    Args:
        findings: earlier findings to begin with.
        locate: turns the `position` of a finding into a span, for readers that number the places of their source.
        limit: how many findings of one code are kept one by one.
    """

    def __init__(
        self, findings: Iterable[Diagnostic] = (), *, locate: Locate | None = None, limit: int = LIMIT
    ) -> None:
        self._locate = locate
        self._limit = limit
        self._entries: list[_Entry] = []
        self._counts: dict[str, int] = {}
        self._first_beyond: dict[str, _Entry] = {}
        self._seen: set[tuple[object, ...]] = set()
        self._repeated: dict[tuple[str, str], _Entry] = {}
        for finding in findings:
            self._keep(_Entry(finding, None))

    def add(
        self,
        code: str,
        message: str,
        path: Path = (),
        *,
        severity: Severity = Severity.WARNING,
        help: str | None = None,
        position: int | None = None,
        repeated: bool = False,
    ) -> None:
        """Add a finding.

        Args:
            code: the stable name of the defect.
            message: what was expected and what was found: lower case, no full stop.
            path: where in the model or the document.
            severity: how bad it is.
            help: how to correct it.
            position: where in the source, as a number that `locate` understands.
            repeated: whether many such findings are expected: those with the same code and message become one
                finding at the first place, which ends in `(seen 412 times)`.
        """
        if repeated:
            entry = self._repeated.get((code, message))
            if entry is not None:
                entry.count += 1
                return
        else:
            key = (code, message, path, position)
            if key in self._seen:
                return
            if len(self._seen) < _REMEMBERED:
                self._seen.add(key)
        entry = _Entry(Diagnostic(code=code, message=message, severity=severity, path=path, help=help), position)
        if repeated:
            self._repeated[code, message] = entry
        self._keep(entry)

    def include(self, findings: Iterable[Diagnostic]) -> None:
        """Add findings of another reading."""
        for finding in findings:
            self._keep(_Entry(finding, None))

    def wrong_type(self, expected: str, value: object, path: Path, *, severity: Severity = Severity.ERROR) -> None:
        """Add a finding about a value of the wrong type, which its reader leaves out."""
        self.add("wrong-type", f"expected {expected}, got {describe_value(value)}", path, severity=severity)

    def has(self, *codes: str) -> bool:
        """Return whether there is a finding with one of these codes."""
        return not self._counts.keys().isdisjoint(codes)

    def span(self, position: int) -> Span | None:
        """Return the span of a position in the source; None if the reader cannot tell."""
        return None if self._locate is None else self._locate(position)

    def __len__(self) -> int:
        return sum(self._counts.values())

    def report(self) -> Report:
        """Return the findings in their order, and one more for each code with more than `limit` of them."""
        entries = [(_counted(entry), entry.position) for entry in self._entries]
        for code, entry in self._first_beyond.items():
            rest = f"and {self._counts[code] - self._limit} more of this kind, from here on"
            entries.append((attrs.evolve(entry.finding, message=rest, help=None, fix=None, related=()), entry.position))
        report = Report(tuple(finding for finding, _ in entries))
        if self._locate is None or all(position is None for _, position in entries):
            return report
        return placed(report, lambda _: (self._located(finding, position) for finding, position in entries))

    def _keep(self, entry: _Entry) -> None:
        code = entry.finding.code
        count = self._counts[code] = self._counts.get(code, 0) + 1
        if count <= self._limit:
            self._entries.append(entry)
        elif count == self._limit + 1:
            self._first_beyond[code] = entry
        elif entry.finding.severity is Severity.ERROR:
            # Findings that are only counted are as severe as the worst of them.
            beyond = self._first_beyond[code]
            beyond.finding = attrs.evolve(beyond.finding, severity=Severity.ERROR)

    def _located(self, finding: Diagnostic, position: int | None) -> Diagnostic:
        if position is None or finding.span is not None:
            return finding
        return attrs.evolve(finding, span=self.span(position))


def _counted(entry: _Entry) -> Diagnostic:
    """Return a finding that says how often it was seen."""
    finding = entry.finding
    return (
        finding if entry.count == 1 else attrs.evolve(finding, message=f"{finding.message} (seen {entry.count} times)")
    )


def bounded(findings: Iterable[Diagnostic], *, limit: int = LIMIT) -> Report:
    """Return a report with at most `limit` findings of each code, and a count of the rest."""
    return Findings(findings, limit=limit).report()


def describe_value(value: object, *, mapping: str = "an object") -> str:
    """Return a plain value in a few words: `the text 'x'`, `the number 3`, `a list`, `nothing`.

    Args:
        value: a value of a JSON or YAML document.
        mapping: the word for a mapping in that format.
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"the number {str(value)[:40]}"
    if isinstance(value, str):
        return f"the text {value[:60]!r}"
    return "a list" if isinstance(value, (list, tuple)) else mapping
