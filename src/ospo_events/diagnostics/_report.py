"""A report: the findings about one source or one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import attrs

from ._model import Diagnostic, Path, Severity, SourceMap, Span, format_path

__all__ = ["Report", "placed"]

_SEVERITY_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}

_SHOWN = 100
"""How many findings a printed report shows, here and on the command line."""


class _Placed:
    """A report whose findings get their spans, paths or order when somebody reads them; severities never change.

    Args:
        report: the findings.
        place: returns the findings with spans, paths or in order.
        is_in_order: whether the findings keep their order.
    """

    __slots__ = ("is_in_order", "place", "report")

    def __init__(
        self, report: Report, place: Callable[[Report], Iterable[Diagnostic]], *, is_in_order: bool = True
    ) -> None:
        self.report, self.place, self.is_in_order = report, place, is_in_order


_Part: TypeAlias = "tuple[Diagnostic, ...] | Callable[[], Iterable[Diagnostic]] | _Placed"


def _items(part: _Part) -> Iterable[Diagnostic]:
    if isinstance(part, _Placed):
        return part.place(part.report)
    return part() if callable(part) else part


class Report:
    """All findings about one source or one event, in order. A report never changes.

    Lines and columns are computed when somebody reads a finding; whether there is an error is known before.

    Args:
        diagnostics: the findings.
        later: returns more findings, none of which is an error. It is called once, and only when somebody reads
            them: a writer does not list its losses if nobody asks.
    """

    __slots__ = ("_found", "_parts")

    def __init__(
        self,
        diagnostics: tuple[Diagnostic, ...] = (),
        later: Callable[[], Iterable[Diagnostic]] | None = None,
    ) -> None:
        self._parts: tuple[_Part, ...] = (diagnostics,) if later is None else (diagnostics, later)
        self._found: tuple[Diagnostic, ...] | None = diagnostics if later is None else None

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings."""
        if self._found is None:
            self._found = tuple(item for part in self._parts for item in _items(part))
            self._parts = (self._found,)
        return self._found

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self._without_places())

    def _without_places(self) -> tuple[Diagnostic, ...]:
        """Return the findings; their places in the source may not be computed yet."""
        if self._found is not None:
            return self._found
        diagnostics: list[Diagnostic] = []
        for part in self._parts:
            if isinstance(part, _Placed) and part.is_in_order:
                diagnostics += part.report._without_places()
            elif isinstance(part, tuple):
                diagnostics += part
            else:
                return self.diagnostics
        return tuple(diagnostics)

    def __eq__(self, other: object) -> bool:
        return self.diagnostics == other.diagnostics if isinstance(other, Report) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.diagnostics)

    def __repr__(self) -> str:
        return f"Report(diagnostics={self.diagnostics!r})"

    def __str__(self) -> str:
        """Return the findings as the command line prints them, and their number."""
        from .text import render_text, summary  # noqa: PLC0415 # only a report that is printed needs it

        return f"{render_text(self, limit=_SHOWN)}{summary(self)}"

    def _repr_html_(self) -> str:
        """Return the findings as notebooks show them."""
        import html  # noqa: PLC0415 # only notebooks ask

        return f"<pre>{html.escape(str(self))}</pre>"

    def __reduce__(self) -> tuple[type[Report], tuple[tuple[Diagnostic, ...]]]:
        return Report, (self.diagnostics,)

    def __add__(self, other: Report) -> Report:
        return self if other._found == () else Report._of((*self._parts, *other._parts))

    @classmethod
    def _of(cls, parts: tuple[_Part, ...]) -> Report:
        """Return a report that combines its parts when somebody reads it."""
        made = cls()
        made._parts = parts
        made._found = None
        return made

    def _placed(self, place: Callable[[Report], Iterable[Diagnostic]]) -> Report:
        """Return a report that calls `place` for the places of its findings when somebody reads them."""
        return self if self._found == () else Report._of((_Placed(self, place),))

    def changed(self, change: Callable[[Diagnostic], Diagnostic]) -> Report:
        """Return the report with each finding changed by a function, also those that are computed later.

        Args:
            change: returns a finding with the same code and severity.
        """

        def part_of(part: _Part) -> _Part:
            if isinstance(part, _Placed):
                return _Placed(part.report, lambda _: map(change, _items(part)), is_in_order=part.is_in_order)
            if callable(part):
                find = part
                return lambda: map(change, find())
            return tuple(map(change, part))

        return Report._of(tuple(map(part_of, self._parts)))

    @property
    def ok(self) -> bool:
        """Whether the report has no error (warnings do not count)."""
        for part in self._parts:
            if isinstance(part, _Placed):
                if not part.report.ok:
                    return False
            elif not callable(part) and any(item.severity is Severity.ERROR for item in part):
                return False  # findings that are computed later are never errors
        return True

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The findings that are errors."""
        return tuple(item for item in self.diagnostics if item.severity is Severity.ERROR)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order, one for each finding."""
        return tuple(item.code for item in self._without_places())

    def counts(self) -> dict[Severity, int]:
        """Return the number of findings of each severity, the worst first."""
        number = Counter(item.severity for item in self._without_places())
        return {severity: number[severity] for severity in Severity}

    def located(self, source_map: SourceMap) -> Report:
        """Return the report with a span on every finding whose path the source map knows.

        The paths become those of the source: their indices also count sessions that could not be read.
        """
        if self._found is not None and not _unplaced(self._found):
            return self
        return self._placed(lambda report: _located(report.diagnostics, source_map))

    def in_source(self, source: str) -> Report:
        """Return the report with the beginning of a source as the span of every finding that has none.

        If several files are checked, each finding has to say which file it is about.
        """
        begin = Span(source=source, line=1, column=1)

        def place(report: Report) -> Iterable[Diagnostic]:
            return (item if item.span else attrs.evolve(item, span=begin) for item in report)

        return self._placed(place)

    def sorted(self) -> Report:
        """Return the report in the order of the source: by file, line and column, then severity and code."""
        return Report._of((_Placed(self, lambda report: sorted(report, key=_order), is_in_order=False),))


def placed(report: Report, place: Callable[[Report], Iterable[Diagnostic]]) -> Report:
    """Return a report that calls `place` for the places of its findings when somebody reads them.

    Args:
        report: the findings, whose severities are known at once.
        place: returns its findings with spans.
    """
    return Report._of((_Placed(report, place),))  # pyright: ignore[reportPrivateUsage] # it is this module's


def _order(item: Diagnostic) -> tuple[str, int, int, int, str, str, str]:
    """Return the sort key of a finding."""
    span = item.span
    source, line, column = (span.source, span.line, span.column) if span else ("", 0, 0)
    return source, line, column, _SEVERITY_ORDER[item.severity], item.code, format_path(item.path), item.message


def _unplaced(findings: tuple[Diagnostic, ...]) -> list[Path]:
    """Return the paths of findings that have no span yet."""
    paths = [item.path for item in findings if item.span is None]
    return paths + [other.path for item in findings for other in item.related if other.span is None]


def _located(findings: tuple[Diagnostic, ...], source_map: SourceMap) -> tuple[Diagnostic, ...]:
    """Return findings with a span on each whose path the source map knows."""
    paths = _unplaced(findings)
    if not paths:
        return findings
    spans = source_map.spans(paths)

    def placed(item: Diagnostic) -> Diagnostic:
        related = tuple(
            other
            if other.span
            else attrs.evolve(other, span=spans.get(other.path), path=source_map.counted(other.path))
            for other in item.related
        )
        if item.span is not None:
            return attrs.evolve(item, related=related)
        span, path, fix = spans.get(item.path), source_map.counted(item.path), item.fix
        if fix is not None and path != item.path:
            edits = tuple(attrs.evolve(edit, path=source_map.counted(edit.path)) for edit in fix.edits)
            fix = attrs.evolve(fix, edits=edits)
        return attrs.evolve(item, span=span, path=path, related=related, fix=fix)

    return tuple(map(placed, findings))
