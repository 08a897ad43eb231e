"""Writes native documents: JSON (RFC 8259) and YAML (1.2.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, cast

from ...diagnostics import Diagnostic, Path, Report
from ...errors import InvalidProgramme
from ...model import Event
from .._codec import Encoded, Stream
from ._json_writer import json_chunks
from ._to_tree import to_tree, to_tree_in_parts

__all__ = ["encode_json", "encode_yaml", "iterencode_json", "iterencode_yaml", "unwritable"]


def encode_json(event: Event) -> Encoded:
    """Write a native JSON document, with one line for each session, room, person and so on."""
    return _encoded(event, json_chunks)


def iterencode_json(event: Event) -> Stream:
    """Write a native JSON document piece by piece, some dozens of sessions at a time.

    Raises:
        InvalidProgramme: a text has half of a surrogate pair; the stream raises it where it comes to that.
    """
    return _stream(event, json_chunks)


def encode_yaml(event: Event, *, shorthand: bool = False) -> Encoded:
    """Write a native YAML document.

    Args:
        event: the event.
        shorthand: whether to write as a person would (`day`, `time`, `room`, `speakers`) rather than in canonical form.
    """
    return _encoded(event, lambda event: _yaml_chunks(event, shorthand))


def iterencode_yaml(event: Event, *, shorthand: bool = False) -> Stream:
    """Write a native YAML document piece by piece, one session at a time; arguments as for `encode_yaml`.

    Raises:
        InvalidProgramme: a text has half of a surrogate pair; the stream raises it where it comes to that.
    """
    return _stream(event, lambda event: _yaml_chunks(event, shorthand))


def _yaml_chunks(event: Event, shorthand: bool) -> Iterator[bytes]:
    from ._shorthand import contract, short_items  # noqa: PLC0415 # JSON pays for neither
    from ._yaml_writer import Things, yaml_chunks  # noqa: PLC0415 # JSON does not pay for YAML

    tree, parts = to_tree_in_parts(event)
    short = short_items(tree)
    shown = contract(tree) if shorthand else tree
    for name, items in parts.items():
        shown[name] = Things(map(partial(short, name), items) if shorthand else items)
    for chunk in yaml_chunks(shown):
        yield chunk.encode("utf-8")


def _encoded(event: Event, chunks: Callable[[Event], Iterable[bytes]]) -> Encoded:
    try:
        return Encoded(data=b"".join(chunks(event)))
    except UnicodeEncodeError:
        return Encoded(data=b"", report=unwritable(to_tree(event)))


def _stream(event: Event, chunks: Callable[[Event], Iterable[bytes]]) -> Stream:
    def pieces() -> Iterator[bytes]:
        try:
            yield from chunks(event)
        except UnicodeEncodeError:
            raise InvalidProgramme(unwritable(to_tree(event))) from None

    return Stream(pieces(), Report)


def unwritable(tree: dict[str, Any]) -> Report:
    """Return an error for each text in a tree that no file can hold, because of an unpaired surrogate."""
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
