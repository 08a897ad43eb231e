"""Native documents, written: JSON (RFC 8259) and YAML (1.2.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from ...diagnostics import Diagnostic, Path, Report
from ...model import Event
from .._codec import Encoded
from ._json_writer import write_json
from ._to_tree import to_tree

__all__ = ["encode_json", "encode_yaml", "unwritable"]


def encode_json(event: Event) -> Encoded:
    """Write a native JSON document: a line for each session, room, person and so on."""
    return _encoded(event, write_json)


def encode_yaml(event: Event, *, shorthand: bool = False) -> Encoded:
    """Write a native YAML document.

    Args:
        event: the event.
        shorthand: whether to write as a person would (`day`, `time`, `room`, `speakers`) rather than in canonical form.
    """
    from ._shorthand import contract  # noqa: PLC0415 # JSON pays for neither
    from ._yaml_writer import write_yaml  # noqa: PLC0415 # JSON does not pay for YAML

    def write(event: Event) -> bytes:
        tree = to_tree(event)
        return write_yaml(contract(tree) if shorthand else tree).encode("utf-8")

    return _encoded(event, write)


def _encoded(event: Event, write: Callable[[Event], bytes]) -> Encoded:
    try:
        return Encoded(data=write(event))
    except UnicodeEncodeError:
        return Encoded(data=b"", report=unwritable(to_tree(event)))


def unwritable(tree: dict[str, Any]) -> Report:
    """Return what no file can hold of a tree: halves of surrogate pairs, each an error at its path."""
    return Report(tuple(_lone_surrogates(tree, ())))


def _lone_surrogates(value: Any, path: Path) -> Iterator[Diagnostic]:
    if isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            yield from _lone_surrogates(key, path)
            yield from _lone_surrogates(item, (*path, key))
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(cast("list[Any]", value)):
            yield from _lone_surrogates(item, (*path, number))
    elif isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            yield Diagnostic(
                code="lone-surrogate", message="expected Unicode text, got half of a surrogate pair", path=path
            )
