"""The long way to read a native document: finds every problem in one pass, and saves the correct parts of the event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import attrs
from cattrs.errors import BaseValidationError

from ...diagnostics import AT_KEY, Diagnostic, Path, Report, Severity, SourceMap, Span
from ...model import Event, WallClock
from ...model.time import DAY_CHANGE, as_timezone
from .._codec import Decoded
from ._document import Input, Origin
from ._fast import format_of
from ._problems import drop, findings
from ._shorthand import Expansion
from ._spellings import FORMAT
from ._tree import from_tree
from ._values import describe

__all__ = ["read_with_findings"]

MAX_ROUNDS = 12


def read_with_findings(document: Input) -> Decoded:
    """Return the event of a parsed document, with every problem in it."""
    tree: Any = document.tree
    if not isinstance(tree, dict):
        source_map = SourceMap(document.source, document.data, document.find)
        problem = Diagnostic(code="wrong-type", message=f"expected a mapping, got {describe(tree)}")
        return Decoded(
            event=None,
            report=(Report(document.problems) + Report((problem,)).located(source_map)).sorted(),
            source_map=source_map,
        )
    tree = cast("dict[str, Any]", tree)
    problems = _take_format(tree)
    expansion = Expansion()
    tree = expansion.event(dict(tree))
    problems += expansion.problems
    problems += _take_zone(tree)
    event, refused, dropped = _structure(tree)
    origin = Origin(document, dropped)
    counted = origin.counted if dropped else None
    source_map = SourceMap(document.source, document.data, document.find, origin.of_model, counted)
    report = Report(document.problems)
    if problems or refused:
        found = [_as_written(item, lambda path: path) for item in problems]
        found += [_as_written(item, origin.of_tree) for item in refused]
        spans = source_map.spans([item.path for item in found], translated=True)
        report += Report(tuple(_placed(item, spans) for item in found))
    return Decoded(event=event, report=report.sorted(), source_map=source_map)


def _as_written(item: Diagnostic, origin: Callable[[Path], Path]) -> Diagnostic:
    if item.path[-1:] == (AT_KEY,):
        return attrs.evolve(item, path=(*origin(item.path[:-1]), AT_KEY))
    return attrs.evolve(item, path=origin(item.path))


def _placed(item: Diagnostic, spans: Mapping[Path, Span]) -> Diagnostic:
    path = item.path[:-1] if item.path[-1:] == (AT_KEY,) else item.path
    return attrs.evolve(item, path=path, span=spans.get(item.path))


def _take_format(tree: dict[str, Any]) -> list[Diagnostic]:
    version = tree.pop("format", None)
    if version is None:
        return [
            Diagnostic(
                code="missing-key",
                message="expected the key 'format', got none",
                help=f"begin the document with format: {FORMAT}",
            )
        ]
    number = format_of(version)
    if number is True or number != FORMAT:
        return [
            Diagnostic(
                code="unknown-format-version",
                message=f"expected format {FORMAT}, got {describe(version)}",
                path=("format",),
                help="a later number needs a later version of this library",
            )
        ]
    return []


def _take_zone(tree: dict[str, Any]) -> list[Diagnostic]:
    """Put UTC into a document that names no zone and has only dates: all-day slots are the same in every zone."""
    if tree.get("timezone") is not None or not _has_dates_only(tree):
        return []
    tree["timezone"] = "UTC"
    message = "expected the key 'timezone', got none: the document has dates only, which are read in UTC"
    return [Diagnostic(code="missing-timezone", message=message, severity=Severity.INFO, help="name the time zone")]


def _has_dates_only(tree: dict[str, Any]) -> bool:
    """Return whether a canonical tree has dates, and no times of day."""
    holders = [item for name in ("sessions", "milestones", "days") for item in _mappings(tree.get(name))]
    slots = [slot for item in holders for slot in _mappings([item.get("slot")])]
    timed = any(item.get(name) is not None for item in holders for name in ("start", "end", "at", "previous_start"))
    if timed or any(slot.get("all_day") is not True for slot in slots):
        return False
    return bool(slots or tree.get("start") or tree.get("end") or tree.get("milestones") or tree.get("days"))


def _mappings(items: Any) -> list[dict[str, Any]]:
    return [item for item in cast("list[Any]", items) if item.__class__ is dict] if items.__class__ is list else []


def _clock(tree: dict[str, Any]) -> WallClock:
    """Return the clock to read local times; in UTC if the zone is invalid (which is reported elsewhere)."""
    zone = tree.get("timezone")
    try:
        return WallClock(as_timezone(zone) if isinstance(zone, str) else as_timezone("UTC"), DAY_CHANGE)
    except ValueError:
        return WallClock("UTC")


def _structure(tree: dict[str, Any]) -> tuple[Event | None, list[Diagnostic], list[Path]]:
    found: list[Diagnostic] = []
    dropped: list[Path] = []
    clock = _clock(tree)
    for _ in range(MAX_ROUNDS):
        try:
            return from_tree(tree, clock), found, dropped
        except BaseValidationError as problem:
            for item, path in findings(problem, tree):
                found.append(item)
                gone = drop(tree, path)
                if gone is None:  # pragma: no cover # see `drop`
                    return None, found, dropped
                dropped.append(gone)
    return None, found, dropped  # pragma: no cover # each round takes something out; seven levels are all there are
