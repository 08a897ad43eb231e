"""Changes a YAML text to express another tree: unchanged parts stay exactly as they are, with comments and order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple, cast

import yaml

from ._as_written import identities
from ._yaml_comments import comment_places
from ._yaml_edit import line_starts, written_like
from ._yaml_writer import LINE, item_lines, member_lines, scalar

__all__ = ["NotPatched", "patched"]

# What kind of value a text is, is no matter here.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_compose: Any = getattr(yaml, "compose")  # noqa: B009 # untyped
_next_dash = re.compile(r"\n[ \t]*(-)(?=[ \t\n])").search
_BLOCKS = ("|", ">")


class NotPatched(Exception):
    """The notation of the text cannot be changed in place."""


class _Entry(NamedTuple):
    """A key with its value, or an item of a list, in its notation."""

    lead: list[str]
    """The comment lines, and blank ones, between it and the preceding element."""
    text: str
    """Its own text, from the key or the dash to the end of its last line."""


def patched(text: str, tree: Any, wanted: Any) -> str:
    """Return a text that expresses another tree.

    Args:
        text: a YAML text that can be read, with line feeds.
        tree: what it says.
        wanted: what it is to say: the very parts of `tree`, where these do not change.

    Raises:
        NotPatched: it is not written as a block of keys.
    """
    root: Any = _compose(text, Loader=_Loader)
    if root.flow_style:
        raise NotPatched
    return _Patch(text).document(root, tree, wanted)


class _Patch:
    """Rewrites the parts of a text.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = line_starts(text)

    @cached_property
    def _comments(self) -> list[int]:
        return comment_places(self._text)

    def document(self, root: Any, tree: Any, wanted: Any) -> str:
        """Return the whole text."""
        return self._text[: self._start(root)] + self._mapping(root, tree, wanted) + self._text[self._last(root) :]

    # places

    def _at(self, mark: Any) -> int:
        line: int = mark.line
        column: int = mark.column
        return self._lines[line] + column

    def _start(self, node: Any) -> int:
        return self._at(node.start_mark)

    def _end(self, node: Any) -> int:
        """Return the end of a node, before anything else on its last line."""
        if isinstance(node, yaml.ScalarNode):
            start, end = self._start(node), self._at(node.end_mark)
            return start + len(self._text[start:end].rstrip()) if node.style in _BLOCKS else end
        if node.flow_style:
            return self._at(node.end_mark)
        last = node.value[-1]
        return self._end(last[1] if isinstance(node, yaml.MappingNode) else last)

    def _last(self, node: Any) -> int:
        """Return the end of the last line of a node."""
        end = self._text.find("\n", self._end(node))
        return len(self._text) if end < 0 else end

    def _comments_in(self, start: int, end: int) -> list[str]:
        """Return the comments in a part of the text."""
        places = self._comments[bisect_left(self._comments, start) : bisect_left(self._comments, end)]
        return [self._text[place:].partition("\n")[0].rstrip() for place in places]

    # values

    def _value(self, node: Any, old: Any, new: Any) -> str | None:
        """Return the text of a value in the place of another, to the end of its line; None if that is not possible."""
        start, end, last = self._start(node), self._end(node), self._last(node)
        text, rest = self._text[start:end], self._text[end:last]
        if _same(old, new):
            return text + rest
        if isinstance(node, yaml.ScalarNode):
            if not text or node.style in _BLOCKS or isinstance(new, (dict, list)):
                return None
            if not isinstance(new, str):
                return scalar(new) + rest
            is_long = "\n" in new or len(new) + int(node.start_mark.column) > LINE
            return None if is_long else written_like(text, new) + rest
        if not new or not isinstance(new, dict if isinstance(node, yaml.MappingNode) else list):
            return None
        if node.flow_style:
            return None if self._comments_in(start, end) else self._flow(node, old, new) + rest
        if isinstance(new, dict):
            return self._mapping(node, old, cast("dict[str, Any]", new))
        return self._sequence(node, old, cast("list[Any]", new))

    def _flow(self, node: Any, old: Any, new: Any) -> str:
        """Return the text of a list or a mapping in flow notation, in brackets."""
        if isinstance(new, dict):
            values = {key.value: value for key, value in node.value}
            members = [
                f"{scalar(key)}: {self._whole(values[key]) if key in old and _same(old[key], item) else _in_flow(item)}"
                for key, item in cast("dict[str, Any]", new).items()
            ]
            return "{" + ", ".join(members) + "}"
        left = list(zip(node.value, old, strict=True))
        items: list[str] = []
        for item in cast("list[Any]", new):
            place = next((number for number, (_, before) in enumerate(left) if _same(before, item)), None)
            items.append(_in_flow(item) if place is None else self._whole(left.pop(place)[0]))
        return "[" + ", ".join(items) + "]"

    def _whole(self, node: Any) -> str:
        return self._text[self._start(node) : self._end(node)]

    # blocks

    def _mapping(self, node: Any, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        """Return the text of a mapping, from its first key to the end of its last line."""
        indent = int(node.start_mark.column)
        there = {key.value: (key, value) for key, value in node.value}
        leads = self._leads([(self._start(key), self._last(value)) for key, value in node.value])
        entries: dict[str, _Entry] = {}
        gone: list[str] = []
        for lead, (name, (key, value)) in zip(leads, there.items(), strict=True):
            if self._text[: self._start(key)].endswith(("? ", "?\n")):
                raise NotPatched
            if name not in new:
                comments = self._comments_in(self._start(key), self._last(value))
                gone += [*[line for line in lead if line.strip()], *[" " * indent + comment for comment in comments]]
                continue
            written = self._value(value, old[name], new[name])
            if written is None:
                written = self._anew(name, new[name], indent, self._comments_in(self._start(key), self._last(value)))
            else:
                written = self._text[self._start(key) : self._start(value)] + written
            entries[name] = _Entry([*gone, *lead], written)
            gone = []
        ordered = [entries.get(name) or _Entry([], self._anew(name, new[name], indent, [])) for name in new]
        return _joined(ordered, gone, indent)

    def _anew(self, name: str, value: Any, indent: int, comments: Sequence[str]) -> str:
        lines: list[str] = []
        member_lines(name, value, indent, lines)
        return "\n".join([*lines, *[" " * indent + comment for comment in comments]])[indent:]

    def _sequence(self, node: Any, old: Sequence[Any], new: Sequence[Any]) -> str:
        """Return the text of a list, from its first dash to the end of its last line."""
        indent = int(node.start_mark.column)
        dashes = self._dashes(node)
        leads = self._leads([(dash, self._last(item)) for dash, item in zip(dashes, node.value, strict=True)])
        known = {name: place for place, name in enumerate(identities(old))}
        wanted = [known.get(name) for name in identities(new)]
        staying = set(wanted)
        for number, item in enumerate(new[: len(old)]):
            # What has no name is the one that stood there.
            if wanted[number] is None and number not in staying and isinstance(item, dict):
                wanted[number] = number
                staying.add(number)
        # What stood over something that goes stands over what follows it.
        gone: list[str] = []
        for number, lead in enumerate(leads):
            if number in staying:
                lead[:0], gone = gone, []
            else:
                gone += [line for line in lead if line.strip()]
        is_apart = sum(1 for lead in leads[1:] if "" in lead) * 2 >= max(len(leads) - 1, 1)
        entries: list[_Entry] = []
        for place, item in zip(wanted, new, strict=True):
            if place is None:
                entries.append(_Entry([""] if is_apart else [], self._anew_item(item, indent, [])))
                continue
            child, dash = node.value[place], dashes[place]
            written = self._value(child, old[place], item)
            if written is None:
                written = self._anew_item(item, indent, self._comments_in(dash, self._last(child)))
            else:
                written = self._text[dash : self._start(child)] + written
            entries.append(_Entry(leads[place], written))
        return _joined(entries, gone, indent)

    def _anew_item(self, item: Any, indent: int, comments: Sequence[str]) -> str:
        lines: list[str] = []
        item_lines(item, indent, lines)
        return "\n".join([*lines, *[" " * indent + comment for comment in comments]])[indent:]

    def _dashes(self, node: Any) -> list[int]:
        """Return the position of the dash of each item; all dashes but the first are on their own lines."""
        dashes = [self._start(node)]
        for before in node.value[:-1]:
            found = _next_dash(self._text, self._end(before))
            assert found is not None, "an item follows"
            dashes.append(found.start(1))
        return dashes

    def _leads(self, places: Sequence[tuple[int, int]]) -> list[list[str]]:
        """Return the lines between elements at some positions: lines before the first do not belong to them."""
        between = pairwise(places)
        return [[], *[self._text[end:start].split("\n")[1:-1] for (_, end), (start, _) in between]]


def _joined(entries: Sequence[_Entry], gone: Sequence[str], indent: int) -> str:
    """Return entries one below the other; the first one begins at the current position."""
    pad = " " * indent
    lines: list[str] = []
    for number, entry in enumerate(entries):
        lead = entry.lead if number else [line for line in entry.lead if line.strip()]
        lines += [*lead, pad + entry.text]
    return "\n".join([*lines, *gone]).lstrip(" ")


def _same(old: Any, new: Any) -> bool:
    """Return whether two values have the same notation."""
    if old is new:
        return True
    if old.__class__ is not new.__class__:
        return False
    if isinstance(old, dict):
        before, after = cast("dict[str, Any]", old), cast("dict[str, Any]", new)
        return list(before) == list(after) and all(_same(item, after[key]) for key, item in before.items())
    if isinstance(old, list):
        items, others = cast("list[Any]", old), cast("list[Any]", new)
        return len(items) == len(others) and all(map(_same, items, others))
    return bool(old == new)


def _in_flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join([f"{scalar(k)}: {_in_flow(v)}" for k, v in cast("dict[str, Any]", value).items()]) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_flow, cast("list[Any]", value))) + "]"
    return scalar(value, flow=True)
