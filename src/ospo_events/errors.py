"""The exceptions of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .diagnostics import Report

__all__ = ["InvalidProgramme", "MissingExtra", "OspoEventsError", "UnknownFormat"]


class OspoEventsError(Exception):
    """The base of every exception this library raises on purpose."""


class InvalidProgramme(OspoEventsError, ValueError):
    """A programme that cannot be read or written; the report says what is wrong and where."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report
        """Every finding."""

    def __str__(self) -> str:
        from .diagnostics import text

        return text.summary(self.report) + "\n" + text.render(self.report, limit=20)


class UnknownFormat(OspoEventsError, ValueError):
    """A format name or a file that no codec knows."""


class MissingExtra(OspoEventsError, ImportError):
    """A feature that needs a package which is not installed."""
