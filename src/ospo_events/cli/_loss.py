"""What a command says of what a format cannot carry: one line for each format, or every finding where asked."""

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
        "--report", action="store_true", help="list everything of this programme that a format cannot carry"
    )
    parser.add_argument(
        "--quiet", action="store_true", help="do not say that a format cannot carry everything, nor what takes long"
    )


def loss_line(format: str, report: Report) -> str | None:
    """Return in one line how much of a programme a format loses, changes, invents and withholds; None: nothing.

    Args:
        format: the name of the format.
        report: what its writer reports.
    """
    counts = count_losses(report)
    owner = "" if counts.lost else " of this programme"
    parts = [
        f"has no place for {counted(counts.lost, 'thing')} of this programme" if counts.lost else "",
        f"changes {counted(counts.changed, 'thing')}{owner} to fit" if counts.changed else "",
        f"invents {counted(counts.invented, 'thing')}" if counts.invented else "",
        f"withholds {counted(counts.withheld, 'thing')} from its audience" if counts.withheld else "",
    ]
    said = [part for part in parts if part]
    if not said:
        return None
    *others, last = said
    return f"{format} {', '.join(others)}{' and ' if others else ''}{last}: run with --report"


def without_excerpts(report: Report) -> Report:
    """Return the report without the text of the lines that hold what is withheld: logs are read by many."""
    lines = {(item.span.source, item.span.line) for item in report if item.span and is_withheld(item)}

    def bare(item: Diagnostic) -> Diagnostic:
        span = item.span
        if span is None or (span.source, span.line) not in lines:
            return item
        return attrs.evolve(item, span=attrs.evolve(span, text=None))

    return report.changed(bare) if lines else report


def print_losses(reports: Mapping[str, Report], arguments: argparse.Namespace) -> None:
    """Print to standard error what formats cannot carry: a line each, or the findings where `--report` asks.

    Args:
        reports: what the writer of each format reports, by the name of the format.
        arguments: those of the command.
    """
    if arguments.quiet and not arguments.report:
        return
    with Progress("counting what formats cannot carry", quiet=arguments.quiet):
        for report in reports.values():
            if len(report) > _MANY:  # which lists them
                gc.collect()  # they were found by reading the document, whose event and index hold each other
    for format, report in reports.items():
        if arguments.report:
            print_report(group_similar(report), arguments)
        elif (line := loss_line(format, report)) is not None:
            say(line, error=True)
