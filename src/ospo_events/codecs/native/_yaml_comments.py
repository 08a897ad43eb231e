"""Comments of YAML files: those at the top are kept when a file is rewritten, the others are told of."""

from __future__ import annotations

import re
from typing import Any

import yaml

__all__ = ["all_comments", "comment_places", "leading_comments", "other_comments"]


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_scan: Any = getattr(yaml, "scan")  # noqa: B009 # untyped


def leading_comments(text: str) -> str:
    """Return the lines of comment (and the blank ones among them) that a YAML text begins with."""
    match = re.match(r"(?:[ \t]*(?:#[^\n]*)?\n)*", text.removeprefix("\ufeff"))
    kept = match[0] if match else ""
    return kept if "#" in kept else ""


def other_comments(text: str) -> tuple[int, ...]:
    """Return the numbers of the lines after the top that hold a comment.

    Args:
        text: a YAML text that can be read.
    """
    text = text.removeprefix("\ufeff")
    top = leading_comments(text)
    if text.count("#") == top.count("#"):
        return ()
    return tuple(text.count("\n", 0, place) + 1 for place in comment_places(text) if place >= len(top))


def all_comments(text: str) -> tuple[tuple[int, str], ...]:
    """Return the comments of a YAML text that can be read, each with the number of its line."""
    lines = text.replace("\r\n", "\n").split("\n")
    places = comment_places("\n".join(lines))
    result: list[tuple[int, str]] = []
    begin = number = 0
    for place in places:
        while place > begin + len(lines[number]):
            begin += len(lines[number]) + 1
            number += 1
        result.append((number + 1, lines[number][place - begin :].rstrip()))
    return tuple(result)


def comment_places(text: str) -> list[int]:
    """Return where each comment of a YAML text begins, in order.

    Args:
        text: a YAML text that can be read.
    """
    if "#" not in text:
        return []
    # A `#` is a comment where no scalar covers it.
    lines = text.split("\n")
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
    places: list[int] = []
    begin = 0
    for number, text_of_line in enumerate(lines):
        found = [column for column in _marks(text_of_line) if not _inside(column, covered.get(number, []))]
        places += [begin + column for column in found[:1]]
        begin += len(text_of_line) + 1
    return places


def _marks(line: str) -> list[int]:
    return [match.start() for match in re.finditer(r"(?<!\S)#", line)]


def _inside(column: int, ranges: list[tuple[int, int]]) -> bool:
    return any(begin <= column < finish for begin, finish in ranges)
