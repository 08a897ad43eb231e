"""The values findings are made of."""

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
