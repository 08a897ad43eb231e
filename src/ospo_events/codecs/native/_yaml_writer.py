"""Writes plain values as YAML that every YAML 1.1 and 1.2 reader reads alike.

Whatever another reader could take for something else is quoted: `"17:30"`, `"no"`, `"2024-07-09"`.
Written here rather than through PyYAML's emitter because each quote and each line of a file that
people keep under version control is ours to answer for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from ._values import Number

__all__ = ["LINE", "Things", "item_lines", "member_lines", "quoted", "scalar", "write_yaml", "yaml_chunks"]

LONGEST_KEY = 1000
"""How long a key may be before its colon: YAML 1.2, chapter 7.4.2, gives 1024 characters to a key without `?`."""

LINE = 110
"""How long a line of prose may be before it is folded."""

# Letters first, then nothing that begins or ends anything in YAML; colons and hashes only inside words.
_PLAIN = re.compile(r"[^\W\d_](?:[\w./()&'+,;–—-]|[ ](?=[^\s#])|[:](?=[^\s,\[\]{}])|[!?%@=*~](?=\w))*[\w.)!?%]?")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"])
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("[\x7f-\x9f\ufeff\u2028\u2029\ufffe\uffff]")


class Things:
    """The items of a collection as plain mappings, made one by one as they are written.

    Args:
        items: the mappings, at least one of them; taken once.
    """

    def __init__(self, items: Iterable[dict[str, Any]]) -> None:
        self._items = items

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._items)


def yaml_chunks(tree: Mapping[str, Any]) -> Iterator[str]:
    """Yield a mapping of plain values as YAML in block style: one member, or one of its `Things`, at a time."""
    gap = ""
    for key, value in tree.items():
        if isinstance(value, Things):
            lines = [f"{gap}{scalar(key)}:"]
            for item in value:
                item_lines(item, 2, lines)
                yield "\n".join(lines) + "\n"
                lines.clear()
        else:
            items = cast("list[object]", value) if isinstance(value, list) else []
            is_things = bool(items) and isinstance(items[0], dict)
            lines = [""] if gap and is_things else []
            member_lines(key, value, 0, lines)
            yield "\n".join(lines) + "\n"
        gap = "\n"


def write_yaml(tree: Mapping[str, Any]) -> str:
    """Return a mapping of plain values as a YAML document in block style."""
    return "".join(yaml_chunks(tree))


def member_lines(key: str, value: Any, indent: int, lines: list[str], lead: str | None = None) -> None:
    """Add the lines of a key with its value, with `lead` instead of the indent."""
    name = scalar(key)
    start = (" " * indent if lead is None else lead) + (name if len(name) <= LONGEST_KEY else "? " + name)
    if len(name) > LONGEST_KEY:
        lines.append(start)
        start = " " * indent
    start += ":"
    if isinstance(value, dict):
        if not value:
            lines.append(start + " {}")
            return
        lines.append(start)
        for inner, item in cast("dict[str, Any]", value).items():
            member_lines(inner, item, indent + 2, lines)
    elif isinstance(value, (list, tuple)):
        _list(start, cast("list[Any]", value), indent, lines)
    elif isinstance(value, str) and (block := (_block if "\n" in value else _folded)(value, indent + 2)):
        lines.append(start + block)
    else:
        lines.append(f"{start} {scalar(value)}")


def _list(start: str, value: list[Any], indent: int, lines: list[str]) -> None:
    if not any(isinstance(item, (dict, list)) for item in value):
        inline = f"{start} [{', '.join([scalar(item, flow=True) for item in value])}]"
        if len(inline) <= 120 or not value:  # an empty list has no items to follow on lines of their own
            lines.append(inline)
            return
    lines.append(start)
    for item in value:
        item_lines(item, indent + 2, lines)


def item_lines(item: Any, indent: int, lines: list[str]) -> None:
    """Add the lines of an item of a list, the dash at the indent."""
    lead = " " * indent + "- "
    if isinstance(item, dict) and item:
        for number, (name, value) in enumerate(cast("dict[str, Any]", item).items()):
            member_lines(name, value, indent + 2, lines, lead if number == 0 else None)
    elif isinstance(item, list) and item:
        # A list in a list: its items follow on lines of their own.
        lines.append(lead.rstrip())
        for inner in cast("list[Any]", item):
            item_lines(inner, indent + 2, lines)
    else:
        lines.append(lead + scalar(item))


def scalar(value: Any, *, flow: bool = False) -> str:
    """Return a text, a number or another scalar on one line; `flow`: as it is written in brackets."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) is not None and value.lower() not in _WORDS and len(value) < 1000
        if plain and not (flow and "," in value):
            return value
        return quoted(value)
    if value is None:
        return "null"
    if isinstance(value, (bool, int)):
        return json.dumps(value)
    if isinstance(value, float):
        # YAML 1.1 wants a dot in a number with an exponent, JSON allows it.
        text = repr(value)
        return text if "." in text or "e" not in text else text.replace("e", ".0e")
    return "{}" if isinstance(value, dict) else "[]"


def quoted(value: str) -> str:
    """Return a text in double quotes, with characters that YAML does not allow escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _folded(value: str, indent: int) -> str | None:
    """Return long prose as a folded block, or None if it is short or a block could not hold it exactly."""
    if len(value) + indent <= LINE or "  " in value or value != value.strip() or _UNPRINTABLE.search(value):
        return None
    words = value.split(" ")
    if max(map(len, words)) > LINE or any(word.isspace() for word in words):
        return None
    rows: list[str] = []
    row = " " * (indent - 1)
    for word in words:
        if len(row) + 1 + len(word) > LINE and row.strip():
            rows.append(row)
            row = " " * (indent - 1)
        row += " " + word
    return "\n".join([" >-", *rows, row])


def _block(value: str, indent: int) -> str | None:
    """Return the text as a literal block, or None if a block could not hold it exactly."""
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    if not body or _UNPRINTABLE.search(value):
        return None
    rows = body.split("\n")
    if rows[0][:1] in (" ", "") or any(row != row.rstrip() for row in rows):
        return None
    mark = {0: "|-", 1: "|"}.get(ends, "|+")
    pad = " " * indent
    written = "\n".join([pad + row if row else "" for row in rows])
    return f" {mark}\n{written}" + "\n" * max(0, ends - 1)
