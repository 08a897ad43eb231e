"""Turns plain values into an event: correct documents by the short way, all others by the long way."""

from __future__ import annotations

from .._codec import Decoded
from ._document import Input, decoded
from ._fast import read_fast

__all__ = ["decode_tree"]


def decode_tree(document: Input) -> Decoded:
    """Return the event of a parsed document, with every problem in it."""
    read = read_fast(document.tree) if document.tree.__class__ is dict else None
    if read is not None:
        return decoded(document, read[0])
    from ._long_way import read_with_findings  # noqa: PLC0415 # a file without a mistake never asks for cattrs

    return read_with_findings(document)
