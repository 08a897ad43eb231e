"""`ospo-events convert`: a programme in another format."""

from __future__ import annotations

import argparse
import sys

from ...codecs import Codec, codec_for_path, codec_named, parsed_options
from ...diagnostics import Report, group_similar, summary
from ...errors import UnknownFormat
from .._io import add_input, add_report_format, input_options, print_report, read_event, settings, write_output
from .show import add_selection, selected

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser)
    parser.add_argument(
        "output", metavar="OUT", nargs="?", default="-", help="the file to write, or - for standard output"
    )
    parser.add_argument("--to", dest="target_format", metavar="FORMAT", help="the format to write (default: by OUT)")
    parser.add_argument(
        "--set",
        dest="settings",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="an option of the format to write, such as times=utc; `ospo-events formats FORMAT` lists them",
    )
    add_selection(parser)
    parser.add_argument("--report", action="store_true", help="say what of this programme the format cannot carry")
    parser.add_argument("--strict-loss", action="store_true", help="write nothing where anything would be lost")
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read, convert, write; nothing is written where there are errors."""
    writer = _writer(arguments)
    options = parsed_options(settings(arguments.settings, "--set"), writer.encode_options, f"writing {writer.name}")
    decoded = read_event(arguments.file, arguments.source_format, input_options(arguments, arguments.file))
    if decoded.event is None or not decoded.report.ok:
        print_report(decoded.report, arguments)
        return 1
    encoded = writer.encode(selected(decoded.event, arguments), **options)
    lost = encoded.report.located(decoded.source_map) if decoded.source_map else encoded.report
    refused = not lost.ok or (arguments.strict_loss and len(lost) > 0)
    shown = decoded.report
    if arguments.report or refused:
        shown += group_similar(lost) if arguments.report_format == "text" else lost
    print_report(shown, arguments)
    if (arguments.report or refused) and arguments.report_format == "text":
        verdict = _verdict(writer, lost)
        print(f"{verdict}; nothing is written" if refused else verdict, file=sys.stderr)
    if refused:
        return 1
    write_output(arguments.output, encoded.data)
    return 0


def _verdict(writer: Codec, lost: Report) -> str:
    """Return in a line what becomes of an event in a format."""
    if len(lost):
        return f"{writer.name}: {summary(lost)}"
    if writer.reads:
        return f"{writer.name} carries all of it"
    return f"{writer.name} is made to be looked at: what it does not show is not counted as lost"


def _writer(arguments: argparse.Namespace) -> Codec:
    if arguments.target_format:
        writer = codec_named(arguments.target_format)
        if not writer.writes:
            raise UnknownFormat(f"{writer.name!r} is a format to read, not to write")
        return writer
    if arguments.output == "-":
        raise UnknownFormat("expected --to FORMAT when writing to standard output, got none")
    return codec_for_path(arguments.output, writes=True)
