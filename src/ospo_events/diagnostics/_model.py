"""The classes that findings are made of: `Diagnostic`, `Span`, `Related`, `Fix`, `SourceMap`."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable, Mapping
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
    "Severity",
    "SourceMap",
    "Span",
    "format_path",
]

Path: TypeAlias = "tuple[str | int, ...]"
"""A place in a document or a model, such as `("sessions", 3, "slot", "start")`."""

AT_KEY = "\0key"
"""As the last part of a path, it means the key of that member instead of its value. Only a `SourceMap` reads it."""


class Severity(enum.Enum):
    """How bad a finding is."""

    ERROR = "error"
    """The programme is wrong or unreadable here."""
    WARNING = "warning"
    """Very likely not intended."""
    INFO = "info"
    """Worth knowing."""


@attrs.frozen(kw_only=True)
class Span:
    """A place in a source. Lines and columns count from 1, and columns count characters."""

    source: str
    """The name of the source, usually a file name."""
    line: int
    """The first line."""
    column: int
    """The first column."""
    end_line: int | None = None
    """The last line, if known."""
    end_column: int | None = None
    """The column after the last character, if known."""
    text: str | None = attrs.field(default=None, eq=False)
    """The text of the first line, to show to people."""

    __repr__ = shown

    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}"


@attrs.frozen(kw_only=True)
class Related:
    """Another place that a finding is about."""

    message: str
    """What is at that place."""
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
    """A correction that is safe to apply."""

    title: str
    """What the correction does."""
    edits: tuple[Edit, ...]
    """The replacements that make up the correction."""

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
    """Where in the model or the document; `()` is the whole."""
    span: Span | None = None
    """Where in the source, if it comes from one."""
    related: tuple[Related, ...] = ()
    """Other places that the finding is about."""
    help: str | None = None
    """How to correct it."""
    fix: Fix | None = None
    """A correction that a program may apply."""

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
    """Finds the line and column of paths in the source that a value was read from.

    Nothing is computed until a span is asked for: valid files pay nothing.

    Args:
        source: the name of the source.
        data: its bytes, to show lines of it.
        find: returns the spans of those given paths that it knows, in one pass over the source.
        original: translates a path in the decoded value into the path in the document.
        counted: translates a path in the decoded value into one whose indices also count items that could not be read.
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
        """Return the source map of a reader that recorded `path -> (line, column)` as it went."""
        return cls(source, data, lambda wanted: {
            path: Span(source=source, line=places[path][0], column=places[path][1]) for path in wanted if path in places
        })  # fmt: skip

    def spans(self, paths: Iterable[Path], *, translated: bool = False) -> dict[Path, Span]:
        """Return the span of each path, or of its nearest ancestor that has one.

        Args:
            paths: paths in the decoded value; in the document if `translated`.
            translated: whether they are paths in the document already.
        """
        asked = dict.fromkeys(paths)
        origin = {path: path if translated or self._original is None else self._original(path) for path in asked}
        candidates: set[Path] = set()
        for path in origin.values():
            candidates.update(path[:length] for length in range(len(path) + 1))
        located = self._find(candidates)
        result: dict[Path, Span] = {}
        for path, there in origin.items():
            for length in range(len(there), -1, -1):
                span = located.get(there[:length])
                if span is not None:
                    result[path] = attrs.evolve(span, text=self.line(span.line))
                    break
        return result

    def origin(self, path: Path) -> Path:
        """Return the path in the document for a path in the decoded value."""
        return path if self._original is None else self._original(path)

    def counted(self, path: Path) -> Path:
        """Return a path in the decoded value with indices that also count items that could not be read."""
        return path if self._counted is None else self._counted(path)

    def line(self, number: int) -> str:
        """Return a line of the source without its line end, at most 300 characters of it."""
        if self._lines is None:
            self._lines = self._data.split(b"\n")
        if not 1 <= number <= len(self._lines):
            return ""
        return self._lines[number - 1][:1200].rstrip(b"\r").decode("utf-8", "replace")[:300]
