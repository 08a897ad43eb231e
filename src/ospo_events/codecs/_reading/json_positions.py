"""Locates paths in a JSON text; it runs only when a finding needs a place."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs

from ...diagnostics import AT_KEY, Diagnostic, Path, Related, Span

__all__ = ["JsonPositions"]

_TOKEN = re.compile(r'[ \t\r\n]*(?:("[^"\\]*(?:\\.[^"\\]*)*")|([{}\[\],:])|([^\s{}\[\],:"]+)|("))', re.S)
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


@attrs.define
class _Level:
    """An array or an object that the scan is inside."""

    is_object: bool
    part: str | int
    key_span: tuple[int, int] = (0, 0)
    wants_key: bool = True
    seen: dict[str, tuple[int, int]] = attrs.field(factory=dict[str, tuple[int, int]])


class JsonPositions:
    """Locates paths in a JSON text, and finds faults that `json.loads` lets through.

    Args:
        text: any text; if `json.loads` refuses it, nothing after the first relevant mistake can be located.
        source: the name of its source.
    """

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self._lines: list[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the span of a range of offsets."""
        if self._lines is None:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self._text))]
        line, end_line = bisect_right(self._lines, start), bisect_right(self._lines, end)
        return Span(
            source=self._source,
            line=line,
            column=start - self._lines[line - 1] + 1,
            end_line=end_line,
            end_column=end - self._lines[end_line - 1] + 1,
        )

    def find(self, wanted: Collection[Path]) -> Mapping[Path, Span]:
        """Return the spans of those paths that are in the text; for a duplicate key, the last one."""
        spans: dict[Path, Span] = {}
        for path, start, end, key in self._values():
            if path in wanted:
                spans[path] = self.span(start, end)
            if key is not None and (at_key := (*path, AT_KEY)) in wanted:
                spans[at_key] = self.span(*key)
        return spans

    def problems(self) -> list[Diagnostic]:
        """Return the duplicate keys, the unpaired surrogates and the values that JSON does not have."""
        problems: list[Diagnostic] = []
        for path, start, end, key in self._values(problems):
            token = self._text[start:end]
            if key is not None and _is_lone(self._text[key[0] : key[1]]):
                problems.append(self._lone(path, *key))
            if token in ("NaN", "Infinity", "-Infinity"):
                problems.append(
                    Diagnostic(
                        code="not-json",
                        message=f"expected a JSON value, got {token}",
                        path=path,
                        span=self._shown(start, end),
                    )
                )
            elif _is_lone(token):
                problems.append(self._lone(path, start, end))
        return problems

    def depth(self, limit: int) -> Span | None:
        """Return the offset at which the text is first nested deeper than `limit`."""
        depth = 0
        for match in re.finditer(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{]|[\]}]', self._text, re.S):
            if match[0] in ("[", "{"):
                depth += 1
                if depth > limit:
                    return self._shown(match.start(), match.end())
            elif match[0] in ("]", "}"):
                depth -= 1
        return None  # pragma: no cover # asked only where `json.loads` gave up on the depth

    def _shown(self, start: int, end: int) -> Span:
        span = self.span(start, end)
        begin = self._text.rfind("\n", 0, start) + 1
        return attrs.evolve(span, text=self._text[begin : begin + 300].partition("\n")[0])

    def _lone(self, path: Path, start: int, end: int) -> Diagnostic:
        return Diagnostic(
            code="lone-surrogate",
            message="expected Unicode text, got an unpaired surrogate",
            path=path,
            span=self._shown(start, end),
            help="write the character itself",
        )

    def _values(  # noqa: C901 # one flat loop over the tokens
        self, problems: list[Diagnostic] | None = None
    ) -> Iterator[tuple[Path, int, int, Any]]:
        """Yield path, start, end and the key's range of every value; containers when they close."""
        stack: list[tuple[_Level, int]] = []
        key: tuple[int, int] | None = None
        path: tuple[Any, ...] = ()
        for match in _TOKEN.finditer(self._text):
            start, end = match.span(match.lastindex or 0)
            found = self._text[start:end]
            level = stack[-1][0] if stack else None
            if found in ("{", "["):
                stack.append((_Level(is_object=found == "{", part=0), start))
                path = (*path, "" if found == "{" else 0)
            elif found in ("}", "]"):
                if not stack:
                    return
                _, opened = stack.pop()
                path = path[:-1]
                outer = stack[-1][0] if stack else None
                yield path, opened, end, outer.key_span if outer is not None and outer.is_object else None
            elif level is not None and found == ":":
                level.wants_key = False
            elif level is not None and found == ",":
                if level.is_object:
                    level.wants_key = True
                else:
                    path = (*path[:-1], int(path[-1]) + 1)
            elif level is not None and level.is_object and level.wants_key:
                name = _loaded(found)
                if name is None:
                    return
                key = (start, end)
                path = (*path[:-1], name)
                if problems is not None and name in level.seen:
                    problems.append(self._duplicate(path, level.seen[name], key))
                level.seen[name] = level.key_span = key
            else:
                yield path, start, end, key if level is not None and level.is_object else None

    def _duplicate(self, path: Path, first: tuple[int, int], second: tuple[int, int]) -> Diagnostic:
        return Diagnostic(
            code="duplicate-key",
            message=f"expected each key once, got {path[-1]!r} again",
            path=path,
            span=self._shown(*second),
            related=(Related(message="first here", path=path, span=self.span(*first)),),
        )


def _loaded(token: str) -> str | None:
    """Return the text of a token; None if it is not a JSON string."""
    if not token.startswith('"'):
        return None
    if "\\" not in token:
        return token[1:-1] if len(token) > 1 else None  # nearly all keys
    try:
        return str(
            json.loads(token, strict=False)
        )  # a page may contain control characters, and its reader accepts them
    except ValueError:
        return None


def _is_lone(token: str) -> bool:
    if not token.startswith('"') or not _ESCAPED_SURROGATE.search(token):
        return False
    try:
        (_loaded(token) or "").encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
