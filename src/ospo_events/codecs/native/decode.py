"""Reads native documents: JSON (RFC 8259) and YAML (1.2.2)."""

from __future__ import annotations

from typing import Any

from ...model import Event
from .._codec import Decoded

__all__ = ["decode_json", "decode_yaml", "event_of_tree"]


def decode_json(data: bytes, *, source: str = "<data>") -> Decoded:
    """Read a native JSON document.

    Args:
        data: the document, UTF-8.
        source: its name, for the findings.
    """
    from ._json_reader import read_json  # noqa: PLC0415 # neither of the two spellings pays for the other

    return read_json(data, source)


def decode_yaml(data: bytes, *, source: str = "<data>") -> Decoded:
    """Read a native YAML document.

    Args:
        data: the document, UTF-8.
        source: its name, for the findings.
    """
    from ._yaml_reader import read_yaml  # noqa: PLC0415 # as above

    return read_yaml(data, source)


def event_of_tree(tree: dict[str, Any]) -> Event | None:
    """Return the event of a native document in plain values; None if they have an error.

    Reading its text by `decode_json` then says what.

    Args:
        tree: the document, which stays as it is.
    """
    from ._fast import read_fast  # noqa: PLC0415 # what reads text imports it

    read = read_fast(tree)
    return None if read is None else read[0]
