"""`ospo-events fmt`: rewrite a native file in canonical form or in shorthand, without a change of its meaning."""

from __future__ import annotations

import argparse
from typing import Any

from ...codecs import Codec, codec_for_path, codec_named
from ...codecs.native.edit import keep_comments, leading_comments
from ...errors import UnknownFormat
from ...views import with_ends_of_next
from .._io import print_report, read_input, write_output
from .._output import say

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a native YAML or JSON file, or - for standard input")
    parser.add_argument(
        "--from", dest="source_format", choices=("json", "yaml"), help="the format (default: by the file name)"
    )
    parser.add_argument(
        "--shorthand", action="store_true", help="write YAML as a person would: day, time, room, speakers"
    )
    parser.add_argument(
        "--fill-ends",
        action="store_true",
        help="let a session without an end finish when the next session in its room begins that day",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file would change")
    parser.add_argument("--stdout", action="store_true", help="write to standard output instead of the file")
    parser.add_argument(
        "--drop-comments",
        action="store_true",
        help="remove the comments of a YAML file, except those at its top",
    )


def run(arguments: argparse.Namespace) -> int:
    """Format each file; a file with errors stays as it is."""
    results = [_one(name, arguments) for name in arguments.files]
    return max(results)


def _one(name: str, arguments: argparse.Namespace) -> int:
    codec = codec_named(arguments.source_format) if arguments.source_format else _native(name)
    before = read_input(name)
    decoded = codec.decode(before, source="<stdin>" if name == "-" else name)
    print_report(decoded.report, arguments)
    if decoded.event is None or not decoded.report.ok:
        return 1
    options: dict[str, Any] = {"shorthand": True} if arguments.shorthand and codec.name == "yaml" else {}
    event = with_ends_of_next(decoded.event) if arguments.fill_ends else decoded.event
    filled = sum(one is not other for one, other in zip(event.sessions, decoded.event.sessions, strict=True))
    if filled:
        say(
            f"{name}: {filled} {'session ends' if filled == 1 else 'sessions end'} when the next one in the room "
            "begins",
            error=True,
        )
    after = codec.encode(event, **options).value()
    if codec.name == "yaml":
        text = before.decode("utf-8-sig").replace("\r\n", "\n")
        formatted = after.decode() if arguments.drop_comments else keep_comments(decoded, text, after.decode())
        after = (leading_comments(text) + formatted).encode()
    if arguments.check:
        if before != after:
            say(f"{name} would change", error=True)
        return int(before != after)
    if arguments.stdout or name == "-":
        write_output("-", after)
    elif before != after:
        write_output(name, after)
    return 0


def _native(name: str) -> Codec:
    codec = codec_named("yaml") if name == "-" else codec_for_path(name)
    if codec.name not in ("json", "yaml"):
        raise UnknownFormat(
            f"expected a native file, JSON or YAML, got {name!r}; convert it first with `ospo-events convert`"
        )
    return codec
