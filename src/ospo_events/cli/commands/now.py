"""`ospo-events now`: show which sessions are on and which come next."""

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
        help="the moment, such as 2024-07-09T10:00 in the event's local time, or with an offset (default: now)",
    )
    parser.add_argument(
        "--out", metavar="OUT", type=named, default="-", help="the file to write (default: standard output)"
    )
    add_audience(parser)
    parser.add_argument("--text", action="store_true", help="print text for people instead of JSON")


def run(arguments: argparse.Namespace) -> int:
    """Print which sessions are on and which come next."""
    from ...codecs import codec_named  # noqa: PLC0415 # a command imports what it needs when it runs

    decoded = read_event(arguments.file, arguments.source_format, input_options(arguments, arguments.file))
    print_report(decoded.report, arguments)
    if decoded.event is None:
        return 1
    event = for_audience(decoded.event, audience_of(arguments))
    # Only the command line reads the clock: the library takes the moment as an argument.
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
