"""`ospo-events validate`: what is wrong with a programme, where, why and how to mend it."""

from __future__ import annotations

import argparse
import sys

from ...diagnostics import Report
from ...diagnostics.text import summary
from .._io import add_input, add_report_format, input_options, print_report, read_event

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser, many=True)
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings of every file."""
    report = Report()
    for name in arguments.files:
        report += read_event(name, arguments.source_format, input_options(arguments)).report
    print_report(report, arguments)
    if arguments.report_format == "text":
        print(summary(report), file=sys.stderr)
    return 0 if report.ok else 1
