"""`ospo-events schema`: print the JSON Schema of native files, or of changes."""

from __future__ import annotations

import argparse

from ...codecs import json_schema
from .._io import named, write_output

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument(
        "output", metavar="OUT", type=named, nargs="?", default="-", help="the file to write, or - for standard output"
    )
    parser.add_argument(
        "--changes", action="store_true", help="print the schema of the changes that `diff --format json` writes"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    if arguments.changes:
        from ...codecs.changes import changes_schema  # noqa: PLC0415 # a command imports what it needs when it runs

        write_output(arguments.output, changes_schema().encode("utf-8"))
        return 0
    write_output(arguments.output, json_schema().encode("utf-8"))
    return 0
