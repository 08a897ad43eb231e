"""`ospo-events check-ics`: show how calendar programs will interpret a calendar file."""

from __future__ import annotations

import argparse

from .._io import add_report_format, print_report, read_input

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("file", metavar="FILE", help="an .ics file, or - for standard input")
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the problems of a calendar; exit with 1 if one is an error or a warning."""
    from ...codecs.calendar import check  # noqa: PLC0415 # a command imports what it needs when it runs
    from ...diagnostics import Severity  # noqa: PLC0415 # a command imports what it needs when it runs

    source = "<stdin>" if arguments.file == "-" else arguments.file
    report = check(read_input(arguments.file), source=source)
    print_report(report, arguments, is_product=True)
    return 1 if any(item.severity is not Severity.INFO for item in report) else 0
