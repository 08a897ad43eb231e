"""`ospo-events formats`: the formats and what each carries."""

from __future__ import annotations

import argparse

from ...codecs import CODECS

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""


def run(arguments: argparse.Namespace) -> int:
    """Print the table of formats."""
    for codec in CODECS.values():
        does = ", ".join(word for word, can in (("reads", codec.reads), ("writes", codec.writes)) if can)
        print(f"{codec.name:14} {does:14} {codec.title}")
    return 0
