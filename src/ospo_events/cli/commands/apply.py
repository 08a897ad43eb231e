"""`ospo-events apply`: make the newer edition of a programme from the older one and a list of changes."""

from __future__ import annotations

import argparse

from ...codecs import codec_for_path, codec_named
from ...codecs.changes import read_changes
from ...errors import OspoEventsError, UnknownFormat
from ...views import PatchMisfit
from .._io import (
    add_input,
    add_report_format,
    input_options,
    named,
    print_report,
    read_event,
    read_input,
    write_output,
)

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser)
    parser.add_argument(
        "changes", metavar="CHANGES", help="the changes that `diff --format json` wrote, or - for standard input"
    )
    parser.add_argument(
        "output", metavar="OUT", type=named, nargs="?", default="-", help="the file to write, or - for standard output"
    )
    parser.add_argument(
        "--to",
        dest="target_format",
        metavar="FORMAT",
        help="the format to write (default: by the suffix of OUT, or json)",
    )
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read the programme and the changes, apply the changes, write; nothing is written if one does not fit."""
    if arguments.file == arguments.changes == "-":
        raise OspoEventsError("expected the programme or the changes on standard input, got both")
    format: str | None = arguments.target_format
    if format is None and arguments.output == "-":
        format = "json"
    writer = codec_for_path(arguments.output, writes=True) if format is None else codec_named(format)
    if not writer.writes:
        raise UnknownFormat(f"{writer.name!r} can be read but not written; `ospo-events formats` lists the formats")
    decoded = read_event(arguments.file, arguments.source_format, input_options(arguments, arguments.file))
    if decoded.event is None or not decoded.report.ok:
        print_report(decoded.report, arguments)
        return 2
    name = "<stdin>" if arguments.changes == "-" else arguments.changes
    try:
        changes = read_changes(read_input(arguments.changes), decoded.event, source=name)
    except PatchMisfit as problem:
        print_report(problem.report, arguments)
        return 1
    write_output(arguments.output, writer.encode(changes.newer).value())
    return 0
