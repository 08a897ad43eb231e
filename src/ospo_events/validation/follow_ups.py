"""Findings of rules that only follow from an error that the reader of the file has reported."""

from __future__ import annotations

from ..diagnostics import Path, Report, Severity, SourceMap, Span

__all__ = ["without_follow_ups"]


def without_follow_ups(found: Report, reading: Report, source_map: SourceMap) -> tuple[Report, int]:
    """Return the findings without those that a mistake in the writing explains, and the number of these.

    A session whose `time` cannot be read has no time as far as rules can see: that is no second finding. Held back is
    what is about a whole thing, or about something it lacks, where there is an error inside that thing.

    Args:
        found: what rules found.
        reading: what the reader of the same file found.
        source_map: finds the places of both.
    """
    errors = [item.path for item in reading if item.severity is Severity.ERROR]
    if not errors:
        return found, 0
    origin = {path: source_map.origin(path) for path in {item.path for item in found}}
    steps = {path[:length] for path in origin.values() for length in range(len(path) + 1)}
    spans = source_map.spans(steps, translated=True)
    kept = tuple(item for item in found if not _follows(origin[item.path], errors, spans))
    return Report(kept), len(found) - len(kept)


def _follows(path: Path, errors: list[Path], spans: dict[Path, Span]) -> bool:
    here = spans.get(path)
    place = next(path[:length] for length in range(len(path) + 1) if spans.get(path[:length]) == here)
    if not place:  # about the event as a whole: only what it lacks, where that very thing could not be read
        return bool(path) and any(not error or error[0] == path[0] for error in errors)
    return any(error[: len(place)] == place for error in errors)
