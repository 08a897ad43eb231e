"""Reads JSON from other software into plain values, whatever it contains.

Nothing here raises because of the data. Faults that other JSON readers let pass are reported with their places: another
encoding, duplicate keys, NaN, numbers out of range, unpaired surrogates, endless nesting.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, cast

import attrs

from ...diagnostics import Diagnostic, Path, Report, Severity, SourceMap, Span
from .decode_bytes import read_text, utf8
from .json_positions import JsonPositions

__all__ = ["MAX_DEPTH", "JsonInput", "JsonText", "parse_json", "read_json"]

MAX_DEPTH = 64
"""Deeper nesting is refused; real programmes need about ten levels."""

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@attrs.frozen(kw_only=True)
class JsonInput:
    """A JSON document as plain dicts and lists."""

    value: object
    """The value of the document; None if it could not be parsed."""
    readable: bool
    """Whether it could be parsed."""
    report: Report
    """The findings about it as JSON, with their places."""
    source_map: SourceMap
    """Locates paths in the document; a path that is missing gets the place of its parent."""
    positions: JsonPositions
    """Locates the paths that are in the document."""


@attrs.frozen(kw_only=True)
class JsonText:
    """A JSON text as plain dicts and lists; positions are those in the text."""

    value: object
    """The value of the text; None if it could not be parsed."""
    readable: bool
    """Whether it could be parsed."""
    findings: tuple[Diagnostic, ...]
    """The findings about it as JSON; those without a span have a path that `positions` locates."""
    positions: JsonPositions
    """Locates paths in the text."""


def read_json(data: bytes, source: str, *, lenient: bool = False) -> JsonInput:
    """Return the document in `data`, and every finding about it as JSON.

    Args:
        data: the document; a byte order mark is reported and skipped (RFC 8259 section 8.1), and UTF-16 is read too.
        source: its name, for the findings.
        lenient: whether a value that no programme can hold is left out with a warning rather than an error.
    """
    text, findings = read_text(data, source, wide=True)
    if text is None:
        parsed = JsonText(value=None, readable=False, findings=(), positions=JsonPositions("", source))
    else:
        parsed = parse_json(text, source, lenient=lenient)
    source_map = SourceMap(source, utf8(data), parsed.positions.find)
    report = Report((*findings, *parsed.findings)).located(source_map)
    return JsonInput(
        value=parsed.value, readable=parsed.readable, report=report, source_map=source_map, positions=parsed.positions
    )


def parse_json(text: str, source: str, *, lenient: bool = False, controls: bool = False) -> JsonText:
    """Return the value of a JSON text, and every finding about it.

    Args:
        text: the text.
        source: the name of its source, for the findings.
        lenient: whether a value that no programme can hold is left out with a warning rather than an error.
        controls: whether strings may contain line breaks and other control characters.
    """
    positions = JsonPositions(text, source)
    hooks = _Hooks()
    fault: Diagnostic | None = None
    value: object = None
    try:
        value = hooks.parse(text, controls)
        if _is_deep(value):
            value, fault = None, _too_deep(positions)
    except RecursionError:
        fault = _too_deep(positions)
    except json.JSONDecodeError as error:
        fault = _syntax(error, text, source)
    if fault is not None:
        return JsonText(value=None, readable=False, findings=(fault,), positions=positions)
    faults = _Faults(lenient)
    if hooks.suspicious or _SURROGATE_ESCAPE.search(text):
        faults.add(*positions.problems())
        value = faults.mended(value)
    return JsonText(value=value, readable=True, findings=tuple(faults.found), positions=positions)


def _is_deep(root: object) -> bool:
    """Return whether arrays and objects are nested deeper than `MAX_DEPTH`, by levels, because recursion would fail."""
    level: list[Any] = [root] if isinstance(root, (dict, list)) else []
    for _ in range(MAX_DEPTH):
        level = [
            value
            for item in level
            for value in (cast("dict[str, Any]", item).values() if type(item) is dict else item)
            if type(value) is dict
            or type(value) is list  # takes half the time of `isinstance` where nearly all are texts
        ]
    return bool(level)


def _too_deep(positions: JsonPositions) -> Diagnostic:
    message = f"expected at most {MAX_DEPTH} levels, got more"
    return Diagnostic(code="too-deep", message=message, span=positions.depth(MAX_DEPTH))


def _syntax(error: json.JSONDecodeError, text: str, source: str) -> Diagnostic:
    line = text[text.rfind("\n", 0, error.pos) + 1 :][:300].partition("\n")[0]
    message = f"expected JSON, got a mistake: {error.msg[:1].lower()}{error.msg[1:].rstrip('.')}"
    span = Span(source=source, line=error.lineno, column=error.colno, text=line)
    return Diagnostic(code="not-json", message=message, span=span)


class _BadNumber:
    """A number out of range, until its path is known."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Hooks:
    """Records faults that the parser would let pass."""

    def __init__(self) -> None:
        self.suspicious = False

    def parse(self, text: str, controls: bool) -> object:
        value: object = json.loads(
            text,
            strict=not controls,
            object_pairs_hook=self._members,
            parse_int=self._integer,
            parse_float=self._real,
            parse_constant=self._constant,
        )
        return value

    def _members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            self.suspicious = True
        return result

    def _integer(self, text: str) -> int | _BadNumber:
        # 2**63 has 19 digits; int() itself refuses more than 4 300.
        return int(text) if len(text) < 19 else self._out_of_range(text)

    def _real(self, text: str) -> float | _BadNumber:
        number = float(text)
        return number if math.isfinite(number) else self._out_of_range(text)

    def _constant(self, text: str) -> None:
        self.suspicious = True  # JsonPositions.problems reports it with its place

    def _out_of_range(self, text: str) -> _BadNumber:
        self.suspicious = True
        return _BadNumber(text)


class _Faults:
    """Removes values from a document that no programme can hold.

    Args:
        lenient: see `read_json`.
    """

    def __init__(self, lenient: bool) -> None:
        self.found: list[Diagnostic] = []
        self._lenient = lenient

    def add(self, *faults: Diagnostic) -> None:
        """Add faults; of two values under one key one is lost, which is an error even if `lenient`."""
        for fault in faults:
            lighter = self._lenient and fault.code != "duplicate-key"
            self.found.append(attrs.evolve(fault, severity=Severity.WARNING) if lighter else fault)

    def mended(self, root: object) -> object:
        """Return the tree without the faults; surrogates are reported already."""
        holder: list[object] = [root]
        todo: list[tuple[Any, Any, Path]] = [(holder, 0, ())]
        while todo:
            owner, key, path = todo.pop()
            value: object = owner[key]
            if isinstance(value, _BadNumber):
                owner[key] = None
                message = f"expected a number of less than 19 digits, got {value.text[:40]}"
                self.add(Diagnostic(code="invalid-value", message=message, path=path))
            elif isinstance(value, str):
                owner[key] = _SURROGATE.sub("\ufffd", value)
            elif isinstance(value, dict):
                members = cast("dict[str, object]", value)
                for name in [name for name in members if _SURROGATE.search(name)]:
                    members[_SURROGATE.sub("\ufffd", name)] = members.pop(name)
                todo.extend((members, name, (*path, name)) for name in reversed(members))
            elif isinstance(value, list):
                items = cast("list[object]", value)
                todo.extend((items, number, (*path, number)) for number in range(len(items) - 1, -1, -1))
        return holder[0]
