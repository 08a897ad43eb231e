"""The values findings are made of."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from .._repr import shown

__all__ = [
    "AT_KEY",
    "Diagnostic",
    "Edit",
    "Fix",
    "Path",
    "Related",
    "Report",
    "Severity",
    "SourceMap",
    "Span",
    "format_path",
]

Path: TypeAlias = "tuple[str | int, ...]"
"""Where in a document or a model: `("sessions", 3, "slot", "start")`."""

AT_KEY = "\0key"
"""As the last part of a path: the key of the member before it, not its value. Only a `SourceMap` reads it."""


class Severity(enum.Enum):
    """How bad a finding is."""

    ERROR = "error"
    """The programme is wrong or unreadable here."""
    WARNING = "warning"
    """Very likely not intended."""
    INFO = "info"
    """Worth knowing."""


SEVERITY_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@attrs.frozen(kw_only=True)
class Span:
    """A place in a source. Lines and columns count from 1, columns in characters."""

    source: str
    """The name of the source, usually a file name."""
    line: int
    """The line it begins in."""
    column: int
    """The column it begins at."""
    end_line: int | None = None
    """The line it ends in, where known."""
    end_column: int | None = None
    """The column after its last character, where known."""
    text: str | None = attrs.field(default=None, eq=False)
    """The line it begins in, for showing."""

    __repr__ = shown

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"


@attrs.frozen(kw_only=True)
class Related:
    """Another place that a finding is about."""

    message: str
    """What is there."""
    path: Path = ()
    """Where in the model."""
    span: Span | None = None
    """Where in the source."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Edit:
    """One replacement in a model or a document."""

    path: Path
    """What to replace."""
    replacement: str
    """The text to put there."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Fix:
    """A mend that is safe to apply."""

    title: str
    """What it does."""
    edits: tuple[Edit, ...]
    """The replacements it is made of."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Diagnostic:
    """One finding."""

    code: str
    """The stable kebab-case name of the defect."""
    message: str
    """What was expected and what was found: lower case, no full stop."""
    severity: Severity = Severity.ERROR
    """How bad it is."""
    path: Path = ()
    """Where in the model or the document; () is the whole."""
    span: Span | None = None
    """Where in the source, where there is one."""
    related: tuple[Related, ...] = ()
    """The other places it is about."""
    help: str | None = None
    """How to mend it."""
    fix: Fix | None = None
    """A mend that a program may apply."""

    __repr__ = shown


def format_path(path: Path) -> str:
    """Return a path as text: `sessions[3].slot.start`; the empty path is `.`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif part != AT_KEY:
            text += f".{part}" if text else part
    return text or "."


class SourceMap:
    """Finds the places of paths in the source a value was read from.

    Nothing is computed until a place is asked for: valid files pay nothing.

    Args:
        source: the name of the source.
        data: its bytes, for showing lines.
        find: returns the spans of those of the given paths that it knows, in one pass over the source.
        original: translates a path of the decoded value into the path in the document.
        counted: translates a path of the decoded value into one whose numbers count what could not be read as well.
    """

    def __init__(
        self,
        source: str,
        data: bytes,
        find: Callable[[Collection[Path]], Mapping[Path, Span]],
        original: Callable[[Path], Path] | None = None,
        counted: Callable[[Path], Path] | None = None,
    ) -> None:
        self.source = source
        self._data = data
        self._find = find
        self._original = original
        self._counted = counted
        self._lines: list[bytes] | None = None

    @classmethod
    def of_places(cls, source: str, data: bytes, places: Mapping[Path, tuple[int, int]]) -> SourceMap:
        """Return the map of a reader that noted `path -> (line, column)` as it went."""
        return cls(source, data, lambda wanted: {
            path: Span(source=source, line=places[path][0], column=places[path][1]) for path in wanted if path in places
        })  # fmt: skip

    def spans(self, paths: Iterable[Path], *, translated: bool = False) -> dict[Path, Span]:
        """Return the span of each path, or of its nearest ancestor that has one.

        Args:
            paths: paths of the decoded value; of the document where `translated`.
            translated: whether they are paths of the document already.
        """
        asked = dict.fromkeys(paths)
        origin = {path: path if translated or self._original is None else self._original(path) for path in asked}
        wanted: set[Path] = set()
        for path in origin.values():
            wanted.update(path[:length] for length in range(len(path) + 1))
        found = self._find(wanted)
        result: dict[Path, Span] = {}
        for path, there in origin.items():
            for length in range(len(there), -1, -1):
                span = found.get(there[:length])
                if span is not None:
                    result[path] = attrs.evolve(span, text=self.line(span.line))
                    break
        return result

    def origin(self, path: Path) -> Path:
        """Return the path in the document of a path of the decoded value."""
        return path if self._original is None else self._original(path)

    def counted(self, path: Path) -> Path:
        """Return a path of the decoded value with numbers that count what could not be read as well."""
        return path if self._counted is None else self._counted(path)

    def line(self, number: int) -> str:
        """Return a line of the source, without its end, at most 300 characters of it."""
        if self._lines is None:
            self._lines = self._data.split(b"\n")
        if not 1 <= number <= len(self._lines):
            return ""
        return self._lines[number - 1][:1200].rstrip(b"\r").decode("utf-8", "replace")[:300]


_SHOWN = 100
"""How many findings a printed report shows; the command line shows as many."""


class _Unplaced:
    """Findings that are known, but for where they stand; called, it says that too.

    Args:
        findings: the findings without their places.
        place: returns them with their places.
    """

    __slots__ = ("_place", "findings")

    def __init__(self, findings: tuple[Diagnostic, ...], place: Callable[[], Iterable[Diagnostic]]) -> None:
        self.findings = findings
        self._place = place

    def __call__(self) -> Iterable[Diagnostic]:
        return self._place()


_Part: TypeAlias = "tuple[Diagnostic, ...] | _Unplaced | Callable[[], Iterable[Diagnostic]]"


class Report:
    """The findings about one source or one event, in order. A value: it never changes.

    Args:
        diagnostics: the findings.
        later: returns findings that stand behind them, none of which is an error. It is asked once, and only when
            somebody looks: a writer that nobody asks for its losses does not list them.
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
            self._found = tuple(item for part in self._parts for item in (part() if callable(part) else part))
            self._parts = (self._found,)
        return self._found

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.diagnostics)

    def __len__(self) -> int:
        return len(self._without_places())

    def _without_places(self) -> tuple[Diagnostic, ...]:
        """Return the findings, of which nobody need have found the places yet."""
        if self._found is not None:
            return self._found
        known: list[Diagnostic] = []
        for part in self._parts:
            if isinstance(part, _Unplaced):
                known += part.findings
            elif callable(part):
                return self.diagnostics
            else:
                known += part
        return tuple(known)

    def __eq__(self, other: object) -> bool:
        return self.diagnostics == other.diagnostics if isinstance(other, Report) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.diagnostics)

    def __repr__(self) -> str:
        return f"Report(diagnostics={self.diagnostics!r})"

    def __str__(self) -> str:
        """Return the findings as the command prints them, and their number."""
        from .text import render_text, summary  # noqa: PLC0415 # only a report that is printed needs it

        return f"{render_text(self, limit=_SHOWN)}{summary(self)}"

    def _repr_html_(self) -> str:
        """Return the findings as notebooks show them."""
        import html  # noqa: PLC0415 # only notebooks ask

        return f"<pre>{html.escape(str(self))}</pre>"

    def __reduce__(self) -> tuple[type[Report], tuple[tuple[Diagnostic, ...]]]:
        return Report, (self.diagnostics,)

    def __add__(self, other: Report) -> Report:
        if other._found == ():
            return self
        both = Report()
        both._parts = (*self._parts, *other._parts)
        both._found = None
        return both

    def changed(self, change: Callable[[Diagnostic], Diagnostic]) -> Report:
        """Return the report with each finding changed; those that are found later are changed later."""

        def part_of(part: _Part) -> _Part:
            if isinstance(part, _Unplaced):
                return _Unplaced(part.findings, lambda: map(change, part()))
            if callable(part):
                find = part
                return lambda: map(change, find())
            return tuple(map(change, part))

        changed = Report()
        changed._parts = tuple(map(part_of, self._parts))
        changed._found = None
        return changed

    @property
    def ok(self) -> bool:
        """Whether there is no error among them (warnings do not count)."""
        # What is told later holds no error.
        known = (
            part.findings if isinstance(part, _Unplaced) else part
            for part in self._parts
            if isinstance(part, _Unplaced) or not callable(part)
        )
        return all(item.severity is not Severity.ERROR for part in known for item in part)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors."""
        return tuple(item for item in self.diagnostics if item.severity is Severity.ERROR)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, in order, one for each finding."""
        return tuple(item.code for item in self._without_places())

    def counts(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity, the worst first."""
        number = Counter(item.severity for item in self._without_places())
        return {severity: number[severity] for severity in Severity}

    def located(self, source_map: SourceMap) -> Report:
        """Return the report with a span on every finding whose path the source map knows.

        The paths are then those of the source: behind a session that could not be read, the others count on. Places
        are looked for when somebody looks at the findings.
        """
        findings = self._without_places()
        if all(item.span and all(other.span for other in item.related) for item in findings):
            return self
        return Report._unplaced(findings, lambda: self._located(source_map))

    @classmethod
    def _unplaced(cls, findings: tuple[Diagnostic, ...], place: Callable[[], Iterable[Diagnostic]]) -> Report:
        report = cls()
        report._parts = (_Unplaced(findings, place),)
        report._found = None
        return report

    def _located(self, source_map: SourceMap) -> tuple[Diagnostic, ...]:
        paths = [item.path for item in self.diagnostics if item.span is None]
        paths += [other.path for item in self.diagnostics for other in item.related if other.span is None]
        if not paths:
            return self.diagnostics
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

        return tuple(placed(item) for item in self.diagnostics)

    def in_source(self, source: str) -> Report:
        """Return the report with the begin of a source as the span of every finding that has none.

        Whoever checks several files has to know which of them a finding is about.
        """
        begin = Span(source=source, line=1, column=1)
        findings = self._without_places()
        if all(item.span for item in findings):
            return self
        return Report._unplaced(
            findings,
            lambda: [item if item.span else attrs.evolve(item, span=begin) for item in self.diagnostics],
        )

    def sorted(self) -> Report:
        """Return the report in the order of the source: by file, line and column, then severity and code."""

        def place(item: Diagnostic) -> tuple[str, int, int, int, str, str, str]:
            span = item.span
            source, line, column = (span.source, span.line, span.column) if span else ("", 0, 0)
            return (
                source,
                line,
                column,
                SEVERITY_ORDER[item.severity],
                item.code,
                format_path(item.path),
                item.message,
            )

        return Report(tuple(sorted(self.diagnostics, key=place)))
