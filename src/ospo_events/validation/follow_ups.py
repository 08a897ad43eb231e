"""Finds out which findings of rules only follow from an error that the reader has reported."""

from __future__ import annotations

from ..diagnostics import Path, Report, Severity, SourceMap, Span

__all__ = ["without_follow_ups"]


def without_follow_ups(found: Report, reading: Report, source_map: SourceMap) -> tuple[Report, int]:
    """Return the findings without those that follow from an error of reading, and how many those were.

    If the `time` of a session cannot be read, the session has no time for the rules: that is no second finding. So a
    finding about a whole element, or about something missing in it, is held back if there is an error inside the
    element.

    Args:
        found: the findings of rules.
        reading: the findings of the reader of the same file.
        source_map: locates both in the source.
    """
    errors = [item.path for item in reading if item.severity is Severity.ERROR]
    if not errors:
        return found, 0
    origin = {path: source_map.origin(path) for path in {item.path for item in found}}
    steps = {path[:length] for path in origin.values() for length in range(len(path) + 1)}
    spans = source_map.spans(steps, translated=True)
    remaining = tuple(item for item in found if not _follows(origin[item.path], errors, spans))
    return Report(remaining), len(found) - len(remaining)


def _follows(path: Path, errors: list[Path], spans: dict[Path, Span]) -> bool:
    here = spans.get(path)
    element = next(path[:length] for length in range(len(path) + 1) if spans.get(path[:length]) == here)
    if not element:  # about the event as a whole: held back only if the missing attribute itself could not be read
        return bool(path) and any(not error or error[0] == path[0] for error in errors)
    return any(error[: len(element)] == element for error in errors)
