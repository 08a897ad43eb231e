"""Keeps the comments of a YAML file when it is rewritten, each beside the element it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from ...diagnostics import Path

__all__ = ["all_comments", "comment_places", "leading_comments", "with_comments"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_scan: Any = getattr(yaml, "scan")  # noqa: B009 # untyped
_line_end = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as PyYAML counts


class _Place(NamedTuple):
    """Where an element of a block is in a text: its key, or the dash of an item."""

    line: int
    """The line, counted from 0."""
    path: Path
    takes_more: bool
    """Whether a comment may follow on the line."""


def leading_comments(text: str) -> str:
    """Return the comment lines (with blank ones among them) at the beginning of a YAML text."""
    match = re.match(r"(?:[ \t]*(?:#[^\n]*)?\n)*", text.removeprefix("\ufeff"))
    kept = match[0] if match else ""
    return kept if "#" in kept else ""


def with_comments(before: str, after: str, renamed: Mapping[Path, Path]) -> str:
    """Return a YAML text with the comments of another text of the same content, except those at its top.

    A comment at the end of a line stays there, one on lines of its own stands above what followed it. Where the text
    has no such key any more, the comment goes above the smallest element that is left.

    Args:
        before: the text that has the comments.
        after: the text that gets them, in block style.
        renamed: the paths of the first text -> the paths in the second.
    """
    before = before.removeprefix("\ufeff")
    lines = _line_end.split(before)
    top = leading_comments(before).count("\n")
    comments = [(number, column) for number, column in _comments(before, lines) if number >= top]
    if not comments:
        return after
    old = list(_places(yaml.compose(before, Loader=yaml.SafeLoader), ()))
    new = {place.path: place for place in _places(yaml.compose(after, Loader=yaml.SafeLoader), ())}
    written = after.split("\n")
    above: dict[int, list[str]] = {}
    ended: set[int] = set()
    for number, column in comments:
        text = lines[number][column:].rstrip()
        own_line = not lines[number][:column].strip()
        owner = _next(old, number) if own_line else _last(old, number)
        place, is_exact = (None, False) if owner is None else _found(owner, new, renamed)
        line = len(written) - 1 if place is None else place.line
        if place is not None and is_exact and place.takes_more and not own_line and line not in ended:
            written[line] += "  " + text
            ended.add(line)
        else:
            above.setdefault(line, []).append(text)
    done: list[str] = []
    for number, row in enumerate(written):
        indent = row[: len(row) - len(row.lstrip())]
        done += [indent + text for text in above.get(number, ())]
        done.append(row)
    return "\n".join(done)


def _next(places: list[_Place], line: int) -> Path | None:
    """Return the path of the largest element that begins below a line; None at the end."""
    return next((place.path for place in places if place.line > line), None)


def _last(places: list[_Place], line: int) -> Path:
    """Return the path of the smallest element that a line belongs to."""
    return [place.path for place in places if place.line <= line][-1]


def _found(path: Path, new: Mapping[Path, _Place], renamed: Mapping[Path, Path]) -> tuple[_Place | None, bool]:
    """Return the place of an element in the new text, and whether it is exactly that element rather than its parent."""
    for length in range(len(path), 0, -1):
        part = path[:length]
        for there in (renamed.get(part), part):
            if there is not None and (place := new.get(there)) is not None:
                return place, length == len(path)
    return None, False


def _places(node: Any, path: Path) -> Iterator[_Place]:
    """Yield the elements of a block and of its inner blocks, in order."""
    if node.flow_style is not False:
        return
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield _Place(key.start_mark.line, (*path, key.value), _takes_more(key.start_mark.line, value))
            yield from _inside(value, (*path, key.value))
    else:
        for number, value in enumerate(node.value):
            yield _Place(value.start_mark.line, (*path, number), _takes_more(value.start_mark.line, value))
            yield from _inside(value, (*path, number))


def _inside(value: Any, path: Path) -> Iterator[_Place]:
    return iter(()) if isinstance(value, yaml.ScalarNode) else _places(value, path)


def _takes_more(line: int, value: Any) -> bool:
    if isinstance(value, yaml.ScalarNode):
        return value.style in ("|", ">") or bool(value.end_mark.line == line)
    if value.flow_style is False:
        return bool(value.start_mark.line > line)
    return bool(value.end_mark.line == line)


def all_comments(text: str) -> tuple[tuple[int, str], ...]:
    """Return the comments of a readable YAML text, each with its line number."""
    lines = _line_end.split(text)
    return tuple((number + 1, lines[number][column:].rstrip()) for number, column in _comments(text, lines))


def comment_places(text: str) -> list[int]:
    """Return the position of each comment in a YAML text, in order.

    Args:
        text: a YAML text that can be read.
    """
    lines = _line_end.split(text)
    begins = [0, *(match.end() for match in _line_end.finditer(text))]
    return [begins[number] + column for number, column in _comments(text, lines)]


def _comments(text: str, lines: list[str]) -> list[tuple[int, int]]:
    """Return the line and the column of each comment, counted from 0."""
    if "#" not in text:
        return []
    # A `#` is a comment where no scalar covers it.
    covered: dict[int, list[tuple[int, int]]] = {}
    for token in _scan(text, Loader=_Loader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark, token.end_mark
            for line in range(start.line, end.line + 1):
                begin = start.column if line == start.line else 0
                finish = end.column if line == end.line else len(lines[line])
                if token.style in ("|", ">") and line == start.line:
                    continue  # what follows the mark of a block on its line is no text
                covered.setdefault(line, []).append((begin, finish))
    found: list[tuple[int, int]] = []
    for number, row in enumerate(lines):
        marks = (match.start() for match in re.finditer(r"(?<!\S)#", row))
        column = next((mark for mark in marks if not _inside_of(mark, covered.get(number, []))), None)
        if column is not None:
            found.append((number, column))
    return found


def _inside_of(column: int, ranges: list[tuple[int, int]]) -> bool:
    return any(begin <= column < finish for begin, finish in ranges)
