"""What a command prints about data that a format cannot hold: one line per format, or every finding with `--report`."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Mapping

import attrs

from ..codecs import count_losses, is_withheld
from ..diagnostics import Diagnostic, Report, group_similar
from ._io import print_report
from ._output import counted, say
from ._progress import Progress

__all__ = ["add_loss_arguments", "loss_line", "print_losses", "without_excerpts"]

_MANY = 1000


def add_loss_arguments(parser: argparse.ArgumentParser) -> None:
    """Add `--report` and `--quiet`."""
    parser.add_argument(
        "--report", action="store_true", help="list everything in this programme that the format cannot hold"
    )
    parser.add_argument(
        "--quiet",
        action="store_true",
        help="do not print the line about data that the format cannot hold, nor progress",
    )


def loss_line(format: str, report: Report) -> str | None:
    """Return one line on how much of a programme a format loses, changes, adds and withholds; None if it is nothing.

    Args:
        format: the name of the format.
        report: the findings of its writer.
    """
    counts = count_losses(report)
    owner = "" if counts.lost else " of this programme"
    parts = [
        f"has no place for {counted(counts.lost, 'thing')} of this programme" if counts.lost else "",
        f"changes {counted(counts.changed, 'thing')}{owner} to fit" if counts.changed else "",
        f"adds {counted(counts.invented, 'thing')}" if counts.invented else "",
        f"withholds {counted(counts.withheld, 'thing')} from its audience" if counts.withheld else "",
    ]
    phrases = [part for part in parts if part]
    if not phrases:
        return None
    *others, last = phrases
    return f"{format} {', '.join(others)}{' and ' if others else ''}{last}; --report lists them"


def without_excerpts(report: Report) -> Report:
    """Return the report without the source lines of withheld values, because many people can read logs."""
    lines = {(item.span.source, item.span.line) for item in report if item.span and is_withheld(item)}

    def bare(item: Diagnostic) -> Diagnostic:
        span = item.span
        if span is None or (span.source, span.line) not in lines:
            return item
        return attrs.evolve(item, span=attrs.evolve(span, text=None))

    return report.changed(bare) if lines else report


def print_losses(reports: Mapping[str, Report], arguments: argparse.Namespace) -> None:
    """Print to standard error what formats cannot hold: one line per format, or every finding with `--report`.

    Args:
        reports: the findings of each writer, by the name of the format.
        arguments: the arguments of the command.
    """
    if arguments.quiet and not arguments.report:
        return
    with Progress("counting what formats cannot hold", quiet=arguments.quiet):
        for report in reports.values():
            if len(report) > _MANY:  # counting them computes them
                gc.collect()  # they were computed by reading the document; an event and its index refer to each other
    for format, report in reports.items():
        if arguments.report:
            print_report(group_similar(report), arguments)
        elif (line := loss_line(format, report)) is not None:
            say(line, error=True)
