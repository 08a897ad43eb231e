"""`ospo-events new`: write a commented starter file for your own event."""

from __future__ import annotations

import argparse
import os
from importlib.resources import files

from .._io import named, write_output
from .._output import say

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument(
        "output",
        metavar="OUT",
        type=named,
        nargs="?",
        default="-",
        help="the file to write (it must not exist yet), or - for standard output",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the starter file; an existing file is never overwritten."""
    name: str = arguments.output
    if name != "-" and os.path.lexists(name):
        say(f"ospo-events new: expected a file that does not exist yet, got {name}", error=True)
        return 2
    write_output(name, files("ospo_events.cli").joinpath("starter.yaml").read_bytes())
    return 0
