"""`ospo-events history`: print what was published and when, or merge two histories."""

from __future__ import annotations

import argparse

from ...codecs.history import LOG_FORMATS, history_json, write_log
from ...errors import InvalidProgramme, OspoEventsError
from ...views import merge_histories
from .._history import read_history_file
from .._io import print_report, write_output
from .._output import say, write_document

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="the history that `publish` wrote, or - for standard input"
    )
    parser.add_argument("--format", choices=LOG_FORMATS, default="text", help="how to write the log (default: text)")
    parser.add_argument("--fragment", action="store_true", help="html: a fragment to put into a page")
    parser.add_argument(
        "--merge",
        nargs=3,
        metavar=("BASE", "OURS", "THEIRS"),
        help="merge both histories into OURS; a merge driver of git, for .gitattributes",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the log, or merge."""
    if (arguments.file is None) is (arguments.merge is None):
        raise OspoEventsError("expected a history, or three histories after --merge")
    if arguments.merge is None:
        document = write_log(read_history_file(arguments.file), arguments.format, fragment=arguments.fragment)
        if arguments.format == "text":
            say(document.decode(), end="")
        else:
            write_document(document)
        return 0
    _, ours, theirs = arguments.merge
    try:
        sides = [read_history_file(name) for name in (ours, theirs)]
    except InvalidProgramme as problem:
        print_report(problem.report, arguments)
        return 1
    if sides[0].event != sides[1].event:
        raise OspoEventsError(f"expected histories of one event, got {sides[0].event!r} and {sides[1].event!r}")
    write_output(ours, history_json(merge_histories(*sides)))
    return 0
