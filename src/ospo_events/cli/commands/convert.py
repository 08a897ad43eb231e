"""`ospo-events convert`: a programme in another format."""

from __future__ import annotations

import argparse

from ...codecs import codec_for_path, codec_named
from ...errors import UnknownFormat
from .._io import add_input, input_options, print_report, read_event, write_output
from .show import add_selection, selected

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser)
    parser.add_argument(
        "output", metavar="OUT", nargs="?", default="-", help="the file to write, or - for standard output"
    )
    parser.add_argument(
        "--to", dest="target_format", metavar="FORMAT", help="the format to write (default: told from OUT)"
    )
    add_selection(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read, convert, write; nothing is written where there are errors."""
    if arguments.target_format:
        writer = codec_named(arguments.target_format)
    elif arguments.output == "-":
        raise UnknownFormat("expected --to FORMAT when writing to standard output, got none")
    else:
        writer = codec_for_path(arguments.output, writes=True)
    decoded = read_event(arguments.file, arguments.source_format, input_options(arguments))
    print_report(decoded.report, arguments)
    if decoded.event is None or not decoded.report.ok:
        return 1
    encoded = writer.encode(selected(decoded.event, arguments))
    if not encoded.report.ok:
        print_report(encoded.report, arguments)
        return 1
    write_output(arguments.output, encoded.data)
    return 0
