"""Changes native files while keeping their authors' notation: single values, whole programmes, and comments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, cast

from ...diagnostics import Path
from ...model import Event
from .._codec import Decoded

__all__ = [
    "ReplaceValues",
    "comments",
    "edited",
    "keep_comments",
    "leading_comments",
    "quote_cut_texts",
    "replace_values",
]

ReplaceValues: TypeAlias = "Callable[[str, Mapping[Path, tuple[str, str]]], tuple[str, frozenset[Path]]]"
"""Replaces values in a text: path -> the expected value and its replacement; returns the replaced paths."""


def replace_values(format: str) -> ReplaceValues:
    """Return the function that replaces values in a text of the format `json` or `yaml`."""
    if format == "json":
        from ._json_edit import replace_values as replace_json  # noqa: PLC0415 # a JSON file needs no YAML

        return replace_json
    from ._yaml_edit import replace_values as replace_yaml  # noqa: PLC0415 # as above

    return replace_yaml


def quote_cut_texts(text: str) -> tuple[str, int]:
    """Return a YAML text with quotes around every value that an unquoted `#` cuts off, and their number."""
    from ._yaml_edit import quote_cut_texts as quote  # noqa: PLC0415 # as above

    return quote(text)


def comments(data: bytes) -> tuple[tuple[int, str], ...]:
    """Return the comments of a YAML file, each with the number of its line."""
    from ._yaml_comments import all_comments  # noqa: PLC0415 # as above

    return all_comments(data.decode("utf-8-sig"))


def leading_comments(text: str) -> str:
    """Return the comment lines (with blank ones among them) at the beginning of a YAML text."""
    from ._yaml_comments import leading_comments as find  # noqa: PLC0415 # as above

    return find(text)


def edited(data: bytes, older: Event, newer: Event, *, format: str = "yaml") -> bytes:
    """Return a native file with another programme in it, in its author's notation: comments, order and shorthand stay.

    Only what is another value is written anew. JSON, which has no comments, is written as a whole; so is a YAML file
    that is no block of keys.

    Args:
        data: the file, in which nothing is wrong.
        older: the programme that it says.
        newer: the programme to say.
        format: `yaml` or `json`.
    """
    if format == "json":
        from .encode import encode_json  # noqa: PLC0415 # a JSON file needs no YAML

        return encode_json(newer).value()
    from ._yaml_rewrite import rewritten  # noqa: PLC0415 # as above

    return rewritten(data, older, newer)


def keep_comments(before: Decoded, text: str, after: str) -> str:
    """Return a native YAML text with the comments of another, each beside the element it is about.

    Args:
        before: what was read from the text that has the comments.
        text: this text.
        after: a text of the same event.
    """
    if text.count("#") == leading_comments(text).count("#"):
        return after
    from ._to_tree import to_tree  # noqa: PLC0415 # as above
    from ._yaml_comments import with_comments  # noqa: PLC0415 # as above
    from ._yaml_reader import read_yaml  # noqa: PLC0415 # as above

    again = read_yaml(after.encode(), "")
    old, new = before.source_map, again.source_map
    assert before.event is not None and old is not None and new is not None, "both texts hold an event"  # noqa: PT018
    renamed: dict[Path, Path] = {}
    for path in _paths(to_tree(before.event), ()):
        there, here = old.origin(path), new.origin(path)
        renamed.setdefault(there, here)
        if there and here and isinstance(there[-1], int) and isinstance(here[-1], int):
            renamed.setdefault(there[:-1], here[:-1])  # `speakers` is a list where `participants` is
    return with_comments(text, after, renamed)


def _paths(tree: object, path: Path) -> Iterator[Path]:
    """Yield the path of each value in a tree of plain values."""
    if isinstance(tree, dict):
        items: Iterable[tuple[str | int, object]] = cast("dict[str, object]", tree).items()
    elif isinstance(tree, (list, tuple)):
        items = enumerate(cast("Sequence[object]", tree))
    else:
        return
    for key, value in items:
        yield (*path, key)
        yield from _paths(value, (*path, key))
