"""The exceptions of the library."""

from __future__ import annotations

TYPE_CHECKING = False  # the value of `typing.TYPE_CHECKING`, without the cost of importing `typing`
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
    """The base class of all exceptions that this library raises on purpose."""


class InvalidProgramme(OspoEventsError, ValueError):
    """A programme that cannot be read or written; its `report` says what is wrong and where."""

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.report = report
        """All findings."""

    def __str__(self) -> str:
        from .diagnostics import render_text, summary  # noqa: PLC0415 # only an exception that is printed needs it

        return summary(self.report) + "\n" + render_text(self.report, limit=20)


class UnknownFormat(OspoEventsError, ValueError):
    """A format name or a file that no codec knows."""


class UnknownOption(OspoEventsError, ValueError):
    """An option that a reader or a writer does not have."""


class InvalidOption(OspoEventsError, ValueError):
    """A value that an option does not accept; the message lists the accepted values."""


class UnknownId(OspoEventsError, KeyError):
    """An id that nothing in the programme has; the message may suggest the one that was meant."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""  # the text of a KeyError would be shown in quotes


class BrokenPlugin(OspoEventsError, ImportError):
    """A format of an installed package that cannot be used; the message names the package."""


class MissingZoneData(OspoEventsError, LookupError):
    """This machine has no time zone data at all."""


class MissingExtra(OspoEventsError, ImportError):
    """A feature needs a package that is not installed; the message says which."""
