"""From an event to the text of a native document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from ...diagnostics import Diagnostic, Path, Report
from ...model import Event
from .._codec import Encoded
from .tree import to_tree

__all__ = ["encode_text"]


def encode_text(event: Event, layout: Callable[[dict[str, Any]], bytes]) -> Encoded:
    """Return the document that `layout` makes of the event's tree."""
    tree = to_tree(event)
    try:
        return Encoded(data=layout(tree))
    except (UnicodeEncodeError, TypeError):
        # The standard library says UnicodeEncodeError, orjson TypeError.
        found = Report(tuple(_lone_surrogates(tree, ())))
        if not found:
            raise
        return Encoded(data=b"", report=found)


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
