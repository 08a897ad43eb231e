"""ospo-events YAML: the native format for people (YAML 1.2.2)."""

from __future__ import annotations

from typing import Any

from ...model import Event
from .._codec import Decoded, Encoded
from .._reading.decode_bytes import read_text
from .decode import Input, decode_tree, nothing
from .encode import encode_text
from .shorthand import contract
from .yaml_reader import YamlText
from .yaml_writer import write_yaml

__all__ = ["decode", "encode"]


_UNREADABLE = ("not-yaml", "too-deep")


def decode(data: bytes, *, source: str = "<data>") -> Decoded:
    """Read a native YAML document.

    Args:
        data: the document, UTF-8.
        source: its name, for the findings.
    """
    text, found = read_text(data, source)
    if text is None:
        return nothing(*found)
    document = YamlText(text, source)
    tree = document.value()
    problems = (*found, *document.problems)
    if any(item.code in _UNREADABLE for item in document.problems):
        return nothing(*problems)  # what half a document lacks is not worth telling
    return decode_tree(
        Input(
            source=source,
            data=data,
            tree=tree,
            problems=problems,
            parse_again=YamlText(text, source).value,
            find=document.find,
        )
    )


def encode(event: Event, *, shorthand: bool = False) -> Encoded:
    """Write a native YAML document.

    Args:
        event: the event.
        shorthand: whether to write as a person would (`day`, `time`, `room`, `speakers`) rather than in canonical form.
    """

    def layout(tree: dict[str, Any]) -> bytes:
        return write_yaml(contract(tree) if shorthand else tree).encode("utf-8")

    return encode_text(event, layout)
