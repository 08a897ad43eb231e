"""The `--history` option of several commands: reading a history, and giving an event the change numbers in it."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

import attrs

from ..diagnostics import Diagnostic, Report, Severity, Span
from ..model import Audience, Event
from ._io import print_report, read_input

if TYPE_CHECKING:
    from ..views import History

__all__ = ["add_history", "read_history_file", "with_history"]

_LONG = dt.timedelta(days=10_000)


def add_history(parser: argparse.ArgumentParser) -> None:
    """Add `--history` to a command that writes calendars or pages."""
    parser.add_argument(
        "--history",
        metavar="FILE",
        help="the history that `publish` wrote: it gives change numbers and times of change, and cancels sessions "
        "that are gone (read only)",
    )


def read_history_file(name: str, *, damaged: bool = False) -> History:
    """Return the history in a file.

    Raises:
        OSError: the file cannot be read.
        InvalidProgramme: the history is damaged, or in a newer format.
    """
    from ..codecs.history import read_history  # noqa: PLC0415 # few commands read one

    return read_history(read_input(name), source=name, damaged=damaged)


def with_history(
    event: Event, arguments: argparse.Namespace, audience: Audience, allowed: Collection[str] = ()
) -> tuple[Event, History | None]:
    """Return an event with the change numbers of its history, and the history; the event alone without `--history`.

    Changes that are not in the history yet get the time of its last revision, with a warning. The history file does not
    change.

    Raises:
        OSError: the history cannot be read.
        InvalidProgramme: the history is damaged, or the programme may not be published.
    """
    name: str | None = arguments.history
    if name is None:
        return event, None
    from ..views import Limits, publish  # noqa: PLC0415 # few runs have a history

    history = read_history_file(name)
    # A missing session keeps its last published state: only `publish` records that it is gone.
    limits = Limits(grace=_LONG, allowed=allowed)
    published = publish(event, history, at=history.last.at, limits=limits, audience=audience)
    report = published.report
    if published.history is not history:
        counts = ", ".join(f"{number} {word}" for word, number in published.revision.counts.items())
        finding = Diagnostic(
            code="not-published",
            message=f"the programme is not as revision {history.last.number} published it: {counts}",
            severity=Severity.WARNING,
            span=Span(source=name, line=1, column=1),
            help="record it with `ospo-events publish` first",
        )
        report = Report((finding,)) + report
    print_report(_without_places(report), arguments)
    return published.event, published.history


def _without_places(report: Report) -> Report:
    """Return findings without their paths, when the event they are about comes from no file."""
    return Report(tuple(attrs.evolve(finding, path=()) for finding in report))
