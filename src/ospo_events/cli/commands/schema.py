"""`ospo-events schema`: the JSON Schema of the native files."""

from __future__ import annotations

import argparse

from ...codecs import json_schema
from .._io import write_output

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument(
        "output", metavar="OUT", nargs="?", default="-", help="the file to write, or - for standard output"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    write_output(arguments.output, json_schema().encode("utf-8"))
    return 0
