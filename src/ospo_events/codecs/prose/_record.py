"""Collects the evidence for each value, and the open questions, while a note is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from ..._frozenmap import FrozenMap
from ...diagnostics import Findings, Path, Severity, Span
from ...model.event import Event
from ._head import Said
from ._lines import Line
from ._values import Confidence, Evidence

__all__ = ["Key", "Record"]

Key: TypeAlias = "tuple[str, ...]"
"""Identifies a value of the draft: `("event", "title")`, or a collection, the id of a thing and its attribute."""

_COLLECTIONS = ("days", "venues", "rooms", "tracks", "people", "organizations", "sessions")


class Record:
    """The evidence and the findings of one note.

    Args:
        source: the name of the note.
        lines: its lines.
    """

    def __init__(self, source: str, lines: Iterable[Line]) -> None:
        self._source = source
        self._lines = tuple(lines)
        self._read: set[int] = set()
        self.evidence: dict[Key, Evidence] = {}
        self.findings = Findings(locate=self._span_of)

    def _span_of(self, position: int) -> Span | None:
        line = self._lines[position]
        return Span(source=self._source, line=line.number, column=line.column, text=line.source)

    def say(
        self, key: Key, line: Line, text: str, rule: str, *, certain: bool = True, last: Line | None = None
    ) -> None:
        """Record the evidence for a value: one or several lines, and the words in them."""
        end = last.number if last is not None else None
        span = Span(source=self._source, line=line.number, column=line.column, end_line=end, text=line.source)
        confidence = Confidence.CERTAIN if certain else Confidence.LIKELY
        self.evidence[key] = Evidence(span=span, text=text, rule=rule, confidence=confidence)
        if key[0] == "sessions":
            self._read.update(range(line.place, (last or line).place + 1))

    def say_said(self, key: Key, said: Said, rule: str) -> None:
        """Record the evidence for a value from a text of the head."""
        self.say(key, said.line, said.text, rule, certain=said.is_certain, last=said.last)

    def unresolved(
        self, code: str, message: str, line: Line | None, severity: Severity = Severity.WARNING, help: str | None = None
    ) -> None:
        """Record an open question of the note, at a line of it or for the whole note."""
        findings = self.findings if line is None else self.at(line)
        findings.add(code, message, severity=severity, help=help)

    def by_path(self, event: Event) -> FrozenMap[Path, Evidence]:
        """Return the evidence by the path of its value in the event."""
        places: dict[tuple[str, str], int] = {
            (collection, getattr(item, "id", None) or item.date.isoformat()): number
            for collection in _COLLECTIONS
            for number, item in enumerate(getattr(event, collection))
        }
        paths: dict[Path, Evidence] = {}
        for key, evidence in self.evidence.items():
            path: Path | None = None
            if key[0] == "event":
                path = tuple(int(part) if part.isdigit() else part for part in key[1:])
            elif (place := places.get((key[0], key[1]))) is not None:
                path = (key[0], place, *(int(part) if part.isdigit() else part for part in key[2:]))
            if path is not None:
                paths[path] = evidence
        return FrozenMap(paths)

    def first(self, key: Key, line: Line, text: str, rule: str) -> None:
        """Record the evidence for a value that has none yet."""
        if key not in self.evidence:
            self.say(key, line, text, rule)

    def at(self, line: Line) -> Findings:
        """Return the findings, with each new one at a line of the note."""
        return _AtLine(self.findings, line.place, self._read)

    def is_read(self, line: Line) -> bool:
        """Return whether a session or a finding comes from a line."""
        return line.place in self._read


class _AtLine(Findings):
    """Findings that all belong to one line."""

    def __init__(self, findings: Findings, place: int, read: set[int]) -> None:
        super().__init__()
        self._all, self._place, self._read = findings, place, read

    def add(self, code: str, message: str, path: Path = (), **more: Any) -> None:
        """Add a finding at the line."""
        more["position"] = self._place
        self._all.add(code, message, path, **more)
        self._read.add(self._place)
