"""`ospo-events now`: what is on and what comes next."""

from __future__ import annotations

import argparse
import datetime as dt

from ...errors import OspoEventsError
from ...model import read_moment
from ...views import for_audience
from .._io import add_audience, add_input, audience_of, input_options, named, print_report, read_event, write_output
from .._output import say

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser)
    parser.add_argument(
        "--at",
        metavar="TIME",
        help="the moment, 2024-07-09T10:00: as the clock on the wall of the event shows it, or with an offset"
        " (default: now)",
    )
    parser.add_argument(
        "--out", metavar="OUT", type=named, default="-", help="the file to write (default: standard output)"
    )
    add_audience(parser)
    parser.add_argument("--text", action="store_true", help="print it for people instead of JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print what is on and what comes next."""
    from ...codecs import codec_named  # noqa: PLC0415 # a command imports what it needs when it runs

    decoded = read_event(arguments.file, arguments.source_format, input_options(arguments, arguments.file))
    print_report(decoded.report, arguments)
    if decoded.event is None:
        return 1
    event = for_audience(decoded.event, audience_of(arguments))
    # The one place that asks the clock: the library is told.
    try:
        text, data = "", b""
        at = read_moment(arguments.at) if arguments.at else dt.datetime.now(dt.UTC)
        if arguments.text:
            from ...codecs.text.encode import render_now  # noqa: PLC0415 # a command imports what it needs when it runs

            text = render_now(event, at)
        else:
            data = codec_named("now").encode(event, audience="team", at=at).data
    except ValueError as problem:
        raise OspoEventsError(f"--at: {problem}") from None
    if arguments.text:
        say(text, end="")
    else:
        write_output(arguments.out, data)
    return 0 if decoded.report.ok else 1
