"""Changing native files as their authors wrote them: single values, whole programmes, and comments on their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ...diagnostics import Path
from ...model import Event

__all__ = [
    "ReplaceValues",
    "comments",
    "edited",
    "leading_comments",
    "other_comments",
    "quote_cut_texts",
    "replace_values",
]

ReplaceValues: TypeAlias = "Callable[[str, Mapping[Path, tuple[str, str]]], tuple[str, frozenset[Path]]]"
"""Replaces values of a text: path -> the value expected and its replacement; returns the paths that were replaced."""


def replace_values(format: str) -> ReplaceValues:
    """Return what replaces values in a text of the format `json` or `yaml`."""
    if format == "json":
        from ._json_edit import replace_values as replace_json  # noqa: PLC0415 # a JSON file needs no YAML

        return replace_json
    from ._yaml_edit import replace_values as replace_yaml  # noqa: PLC0415 # as above

    return replace_yaml


def quote_cut_texts(text: str) -> tuple[str, int]:
    """Return a YAML text with every value in quotes that an unquoted `#` cuts, and their number."""
    from ._yaml_edit import quote_cut_texts as quote  # noqa: PLC0415 # as above

    return quote(text)


def comments(data: bytes) -> tuple[tuple[int, str], ...]:
    """Return the comments of a YAML file, each with the number of its line."""
    from ._yaml_comments import all_comments  # noqa: PLC0415 # as above

    return all_comments(data.decode("utf-8-sig"))


def leading_comments(text: str) -> str:
    """Return the comment lines (and the blank ones among them) that a YAML text begins with."""
    from ._yaml_comments import leading_comments as find  # noqa: PLC0415 # as above

    return find(text)


def other_comments(text: str) -> tuple[int, ...]:
    """Return the numbers of the lines after the top of a YAML text that hold a comment."""
    from ._yaml_comments import other_comments as find  # noqa: PLC0415 # as above

    return find(text)


def edited(data: bytes, older: Event, newer: Event, *, format: str = "yaml") -> bytes:
    """Return a native file that says another programme, as its author wrote it: comments, order and shorthand stay.

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
