"""Programmes and rules in Python files: running a file, reporting its errors, and locating its elements."""

from __future__ import annotations

import ast
import errno
import os
import runpy
import stat
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path as FilePath
from types import TracebackType
from typing import NamedTuple

from ..codecs import Decoded
from ..diagnostics import Diagnostic, Path, Report, SourceMap, Span
from ..errors import OspoEventsError
from ..model import Event

__all__ = ["PythonError", "event_of", "line_in", "run_python", "words_of"]

_COLLECTIONS = {
    "sessions": "Session",
    "rooms": "Room",
    "tracks": "Track",
    "venues": "Venue",
    "people": "Person",
    "organizations": "Organization",
}
_CLASSES = {*_COLLECTIONS.values(), "Event", "Series", "RelatedEvent"}


class PythonError(OspoEventsError):
    """A Python file that cannot be run; the finding says where."""

    def __init__(self, finding: Diagnostic) -> None:
        prefix = f"{finding.span}: " if finding.span else ""
        super().__init__(f"{prefix}{finding.message}")
        self.finding = finding


def words_of(problem: BaseException) -> str:
    """Return the class and the text of an exception, even if the exception cannot produce its text."""
    try:
        text = str(problem)
    except Exception:
        text = ""
    return f"{type(problem).__name__}: {text}" if text else type(problem).__name__


def line_in(name: str, trace: TracebackType | None) -> int | None:
    """Return the last line of a file that a traceback goes through."""
    line = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def run_python(name: str) -> dict[str, object]:
    """Run a Python file and return the names it defines.

    Raises:
        PythonError: the file raises anything at all.
    """
    try:
        if stat.S_ISFIFO(os.stat(name).st_mode):
            # The file is read again to locate elements, and a pipe can be read only once.
            raise OSError(errno.EINVAL, "expected a file, got a pipe", name)
        return runpy.run_path(name)
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # anything that the file raises becomes a finding, SystemExit too
        line = line_in(name, problem.__traceback__)
        if isinstance(problem, SyntaxError) and problem.filename == name:
            line = problem.lineno
        if isinstance(problem, OSError) and line is None:
            code, message = "unreadable-file", f"{name}: {problem.strerror or problem}"
        else:
            code, message = "python-error", f"expected a file that runs, got {words_of(problem)}"
        span = Span(source=name, line=line, column=1) if line else None
        if span is None and code == "python-error":
            message = f"{name}: {message}"
        raise PythonError(Diagnostic(code=code, message=message, span=span)) from problem


def event_of(name: str) -> Decoded:
    """Run a Python file and return its EVENT."""
    try:
        namespace = run_python(name)
    except PythonError as problem:
        return Decoded(event=None, report=Report((problem.finding,)))
    source = _Source(name)
    event = namespace.get("EVENT")
    if not isinstance(event, Event):
        line = source.line_of_event
        got = type(event).__name__ if "EVENT" in namespace else "none"
        message = f"expected the file to define EVENT, an Event, got {got}"
        span = Span(source=name, line=line, column=1) if line else None
        finding = Diagnostic(code="no-event", message=message if span else f"{name}: {message}", span=span)
        return Decoded(event=None, report=Report((finding,)))
    return Decoded(event=event, source_map=source.map_of(event))


class _Mention(NamedTuple):
    """A text in a call that may be the id of the object that the call makes."""

    id: str
    owner: str
    """The name of the class or function that is called."""
    keyword: bool
    """Whether it is written `id="..."`, not as the first argument."""
    line: int
    column: int


class _Source:
    """The text of a Python file; it is parsed when a location in it is needed."""

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def _data(self) -> bytes:
        try:
            return FilePath(self._name).read_bytes()
        except OSError:  # the file could be read when it was run
            return b""

    @cached_property
    def _tree(self) -> ast.Module:
        try:
            return ast.parse(self._data)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module(body=[], type_ignores=[])

    @cached_property
    def line_of_event(self) -> int | None:
        """The line that assigns EVENT."""
        lines = [
            node.lineno
            for node in ast.walk(self._tree)
            if isinstance(node, ast.Name) and node.id == "EVENT" and isinstance(node.ctx, ast.Store)
        ]
        return max(lines, default=None)

    @cached_property
    def _mentions(self) -> tuple[_Mention, ...]:
        return tuple(self._find_mentions())

    def _find_mentions(self) -> Iterator[_Mention]:
        for node in ast.walk(self._tree):
            if not isinstance(node, ast.Call):
                continue
            owner = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for keyword in node.keywords:
                value = keyword.value
                if keyword.arg == "id" and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield _Mention(value.value, owner, True, keyword.lineno, self._column(keyword))
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield _Mention(first.value, owner, False, first.lineno, self._column(first))

    def _column(self, node: ast.keyword | ast.Constant) -> int:
        """Return the column in characters, counted from 1; `ast` counts bytes."""
        line = self._data.split(b"\n")[node.lineno - 1]
        return len(line[: node.col_offset].decode("utf-8", "replace")) + 1

    def _places(self, id: str, owner: str) -> list[_Mention]:
        """Return the locations where elements of a class with this id are made; only the most certain kind of match."""
        of_id = [each for each in self._mentions if each.id == id]
        for kind in (
            [each for each in of_id if each.keyword and each.owner == owner],
            [each for each in of_id if each.keyword and each.owner not in _CLASSES],
            [each for each in of_id if not each.keyword and each.owner not in _CLASSES],
        ):
            if kind:
                return sorted(kind, key=lambda each: (each.line, each.column))
        return []

    def map_of(self, event: Event) -> SourceMap:
        """Return a source map of the event and its elements: each is located by its id, or has no location."""

        def element(path: Path) -> Path:
            # An element that is not found has no location: that of the event would be wrong.
            return ("event",) if len(path) < 2 or path[0] not in _COLLECTIONS else path[:2]

        def place(path: Path) -> Span | None:
            if path == ("event",):
                return self._span(event.id, "Event", 0, 1)
            collection, number = path
            items = getattr(event, str(collection))
            id = items[number].id
            alike = [index for index, item in enumerate(items) if item.id == id]
            return self._span(id, _COLLECTIONS[str(collection)], alike.index(int(number)), len(alike))

        def find(paths: Collection[Path]) -> Mapping[Path, Span]:
            element_paths = [path for path in paths if path == ("event",) or len(path) == 2]
            return {path: span for path in element_paths if (span := place(path)) is not None}

        return SourceMap(self._name, self._data, find, element)

    def _span(self, id: str, owner: str, number: int, many: int) -> Span | None:
        positions = self._places(id, owner)
        if len(positions) != many:
            return None
        return Span(source=self._name, line=positions[number].line, column=positions[number].column)
