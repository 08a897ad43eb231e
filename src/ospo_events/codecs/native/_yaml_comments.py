"""Comments of YAML files: those at the top are kept when a file is rewritten, the others are told of."""

from __future__ import annotations

import re

import yaml

__all__ = ["leading_comments", "other_comments"]


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
    top = leading_comments(text).count("\n")
    if text.count("#") == leading_comments(text).count("#"):
        return ()
    # A `#` is a comment where no scalar covers it.
    lines = text.split("\n")
    covered: dict[int, list[tuple[int, int]]] = {}
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(token, yaml.ScalarToken):
            start, end = token.start_mark, token.end_mark
            for line in range(start.line, end.line + 1):
                begin = start.column if line == start.line else 0
                finish = end.column if line == end.line else len(lines[line])
                if token.style in ("|", ">") and line == start.line:
                    continue  # what follows the mark of a block on its line is no text
                covered.setdefault(line, []).append((begin, finish))
    return tuple(
        number + 1
        for number, line in enumerate(lines)
        if number >= top and any(not _inside(column, covered.get(number, [])) for column in _marks(line))
    )


def _marks(line: str) -> list[int]:
    return [match.start() for match in re.finditer(r"(?<!\S)#", line)]


def _inside(column: int, ranges: list[tuple[int, int]]) -> bool:
    return any(begin <= column < finish for begin, finish in ranges)
