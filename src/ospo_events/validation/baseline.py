"""A baseline: the known findings of an old programme, so that only new findings are reported.

A finding is recognised by its code, its event and the ids it is about. It stays known when sessions are put in another
order, and is new when it is about something else. Its message does not count, since times may change.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

import attrs

from .._frozenmap import FrozenMap
from .._repr import shown
from ..diagnostics import Diagnostic, Path, Report
from ..errors import OspoEventsError
from ..model import Event

__all__ = ["Baseline", "compare", "make_baseline", "read_baseline", "write_baseline"]

_FORMAT = 1
_NONE: FrozenMap[str, int] = FrozenMap()


def as_counts(value: FrozenMap[str, int] | dict[str, int]) -> FrozenMap[str, int]:
    """Return counts in their immutable form."""
    return value if isinstance(value, FrozenMap) else FrozenMap(value)


@attrs.frozen(kw_only=True)
class Baseline:
    """A set of known findings."""

    findings: FrozenMap[str, int] = attrs.field(default=_NONE, converter=as_counts)
    """How often each finding is known, by its fingerprint."""

    __repr__ = shown

    def __or__(self, other: Baseline) -> Baseline:
        """Return a baseline of the findings in either one; a finding in both counts once."""
        return Baseline(findings=FrozenMap(Counter(self.findings) | Counter(other.findings)))


def _named(path: Path, event: Event) -> str:
    """Return a path with ids instead of numbers: `sessions[ai-panel].slot`."""
    text = ""
    holder: Any = event
    for part in path:
        if isinstance(part, int):
            items = cast("tuple[Any, ...]", holder if isinstance(holder, tuple) else ())
            holder = items[part] if part < len(items) else None
            name: Any = getattr(holder, "id", None) or getattr(holder, "agent", None)
            text += f"[{name or (holder if isinstance(holder, str) else part)}]"
        else:
            holder = getattr(holder, part, None)
            text += f".{part}" if text else part
    return text or "."


def fingerprint(item: Diagnostic, event: Event) -> str:
    """Return the fingerprint by which a finding is recognised."""
    paths = [_named(item.path, event), *sorted(_named(other.path, event) for other in item.related)]
    return f"{event.id}: {item.code} {' '.join(paths)}"


def make_baseline(report: Report, event: Event) -> Baseline:
    """Return a baseline of the findings in the report, which must be about this event."""
    return Baseline(findings=FrozenMap(Counter(fingerprint(item, event) for item in report)))


def compare(report: Report, event: Event, baseline: Baseline) -> tuple[Report, int, int]:
    """Return the new findings, the number of known ones, and the number of known ones that are no longer found."""
    prefix = f"{event.id}: "
    remaining = {key: number for key, number in baseline.findings.items() if key.startswith(prefix)}
    new: list[Diagnostic] = []
    known_count = 0
    for item in report:
        print_ = fingerprint(item, event)
        if remaining.get(print_, 0):
            remaining[print_] -= 1
            known_count += 1
        else:
            new.append(item)
    return Report(tuple(new)), known_count, sum(remaining.values())


def write_baseline(baseline: Baseline) -> bytes:
    """Return a baseline as a JSON document, one line for each finding, sorted."""
    import json  # noqa: PLC0415 # few runs have a baseline

    document = {"format": _FORMAT, "findings": dict(sorted(baseline.findings.items()))}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def read_baseline(data: bytes) -> Baseline:
    """Read a baseline from a JSON document.

    Raises:
        OspoEventsError: the document is not a baseline.
    """
    import json  # noqa: PLC0415 # few runs have a baseline

    try:
        document: Any = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        raise OspoEventsError(f"expected a baseline in JSON, got {problem}") from None
    if not isinstance(document, dict):
        raise OspoEventsError(f"expected a baseline of format {_FORMAT}, got a document without keys")
    members = cast("dict[str, Any]", document)
    findings = members.get("findings")
    if members.get("format") != _FORMAT or not isinstance(findings, dict):
        raise OspoEventsError(f"expected a baseline of format {_FORMAT}, got format {members.get('format')!r}")
    counts = cast("dict[str, Any]", findings)
    for key, number in counts.items():
        if type(number) is not int or number < 0:
            raise OspoEventsError(f"expected a count of {key[:80]!r}, got {number!r}")
    return Baseline(findings=FrozenMap(cast("dict[str, int]", counts)))
