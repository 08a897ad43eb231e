"""The exceptions of the library."""

from __future__ import annotations

TYPE_CHECKING = False  # what `typing.TYPE_CHECKING` is, without importing `typing`
if TYPE_CHECKING:
    from .diagnostics import Report

__all__ = [
    "BrokenPlugin",
    "InvalidOption",
    "InvalidProgramme",
    "MissingExtra",
    "MissingZoneData",
    "OspoEventsError",
    "UnknownFormat",
    "UnknownId",
    "UnknownOption",
]


class OspoEventsError(Exception):
    """The base of every exception this library raises on purpose."""


class InvalidProgramme(OspoEventsError, ValueError):
    """A programme that cannot be read or written; the report says what is wrong and where."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report
        """Every finding."""

    def __str__(self) -> str:
        from .diagnostics import render_text, summary  # noqa: PLC0415 # only an exception that is printed needs it

        return summary(self.report) + "\n" + render_text(self.report, limit=20)


class UnknownFormat(OspoEventsError, ValueError):
    """A format name or a file that no codec knows."""


class UnknownOption(OspoEventsError, ValueError):
    """An option that a reader or a writer does not have."""


class InvalidOption(OspoEventsError, ValueError):
    """A value that an option does not take; the message says which it takes."""


class UnknownId(OspoEventsError, KeyError):
    """An id that nothing in the programme has; the message says which id may be meant."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""  # a KeyError shows its text in quotes


class BrokenPlugin(OspoEventsError, ImportError):
    """A format of an installed package that cannot be used; the message names the package."""


class MissingZoneData(OspoEventsError, LookupError):
    """This machine has no time zones at all."""


class MissingExtra(OspoEventsError, ImportError):
    """A feature that needs a package which is not installed."""
