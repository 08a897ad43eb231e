"""What a reader has to say of a document: collected, counted, and bounded where nobody knows who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from ...diagnostics import Diagnostic, Path, Report, Severity

__all__ = ["Findings", "describe"]

_MOST = 1_000


class Findings:
    """Collects what a reader has to say; at most a thousand findings, then it counts.

    Args:
        found: what was found before.
        most: how many findings of an untrusted document to keep; None: all, where an event of ours is written.
    """

    def __init__(self, found: Iterable[Diagnostic] = (), *, most: int | None = _MOST) -> None:
        self._found = list(found)
        self._most = most
        self._repeated: dict[tuple[str, str], tuple[Path, int, Severity, str | None]] = {}
        self._more = 0
        self._worst_left_out = Severity.INFO

    def add(
        self, code: str, message: str, path: Path, *, severity: Severity = Severity.ERROR, help: str | None = None
    ) -> None:
        """Note a finding."""
        if self._most is None or len(self._found) < self._most:
            self._found.append(Diagnostic(code=code, message=message, path=path, severity=severity, help=help))
            return
        self._more += 1
        order = (Severity.INFO, Severity.WARNING, Severity.ERROR)
        self._worst_left_out = max(self._worst_left_out, severity, key=order.index)

    def warn(self, code: str, message: str, path: Path, help: str | None = None) -> None:
        """Note a finding that does not keep the event from being used."""
        self.add(code, message, path, severity=Severity.WARNING, help=help)

    def note(
        self, code: str, message: str, path: Path, help: str | None = None, *, severity: Severity = Severity.INFO
    ) -> None:
        """Note something worth knowing that a file has many of: said once, at its first place, and counted."""
        first, count, severity, mend = self._repeated.get((code, message), (path, 0, severity, help))
        self._repeated[(code, message)] = (first, count + 1, severity, mend)

    def wrong_type(self, expected: str, value: object, path: Path) -> None:
        """Note a value of the wrong type, which is left out."""
        self.add("wrong-type", f"expected {expected}, got {describe(value)}", path)

    def has(self, code: str) -> bool:
        """Return whether something of that code was found already."""
        return any(item.code == code for item in self._found)

    def report(self) -> Report:
        """Return all of it, in the order it was found."""
        found = list(self._found)
        for (code, message), (path, count, severity, help) in self._repeated.items():
            text = message if count == 1 else f"{message} ({count} times)"
            found.append(Diagnostic(code=code, message=text, path=path, severity=severity, help=help))
        if self._more:
            message = f"{self._more} more findings after the first {self._most}"
            found.append(Diagnostic(code="too-many-findings", message=message, severity=self._worst_left_out))
        return Report(tuple(found))


def describe(value: object) -> str:
    """Return what a value is, in a few words."""
    if isinstance(value, str):
        return repr(value[:60])
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    return {None: "null", True: "true", False: "false"}.get(cast("Any", value)) or repr(value)
