"""What the readers of all systems do for the event as a whole: its title, zone and id, and the places of its parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

from ...diagnostics import Path, SourceMap
from ...model import Day
from .._text_input import utf8
from .findings import Findings
from .ids import is_id

__all__ = ["checked_id", "days_between", "model_map", "require"]


def require(zone: ZoneInfo | None, title: str | None, findings: Findings, *, asked: str | None, why: str = "") -> bool:
    """Return whether title and time zone are there, without which there is no event; say which option gives them.

    Args:
        zone: the zone of the event, from an option or the document.
        title: its title.
        findings: takes what is missing.
        asked: the zone that was asked for: where it is none, that has been said.
        why: why the document does not say the zone, or what else would.
    """
    if zone is None and asked is None:
        findings.add(
            "needs-time-zone",
            f"expected the time zone of the event, got none{why and f': {why}'}",
            (),
            help="--zone Europe/Berlin, or zone='Europe/Berlin'",
        )
    if not title or not title.strip():
        findings.add(
            "needs-title",
            "expected the title of the event, got none",
            (),
            help="--title 'The Conference 2024', or title='The Conference 2024'",
        )
        return False
    return zone is not None


def checked_id(id: str | None, findings: Findings) -> str | None:
    """Return the id that was asked for; None and an error where it does not follow the grammar of ids."""
    if id is None or is_id(id):
        return id
    findings.add("bad-option", f"expected an id of letters, digits, '.', '_' and '-', got {id[:60]!r}", ())
    return None


def days_between(first: dt.date, last: dt.date) -> tuple[Day, ...] | None:
    """Return the days from the first to the last; None where they are none, or more than a year."""
    if not 0 <= (last - first).days < 366:
        return None
    return tuple(Day(date=first.fromordinal(number)) for number in range(first.toordinal(), last.toordinal() + 1))


def model_map(
    document: SourceMap, data: bytes, origins: Mapping[Path, Path], names: Mapping[tuple[str, ...], Path]
) -> SourceMap:
    """Return the source map of an event that was read from a document.

    Args:
        document: finds the places of the document's own paths.
        data: the document.
        origins: the path of a model element -> the path of the object it came from.
        names: the path inside a model element -> the path inside that object: `("slot", "start")` -> `("startsAt",)`.
    """

    def original(path: Path) -> Path:
        for length in range(len(path), 0, -1):
            origin = origins.get(path[:length])
            if origin is not None:
                inner = path[length:]
                for known in range(len(inner), 0, -1):
                    found = names.get(cast("tuple[str, ...]", inner[:known]))
                    if found is not None:
                        return origin + found
                return origin
        return ()

    def find(wanted: Collection[Path]) -> Mapping[Path, Any]:
        return document.spans(wanted, translated=True)

    return SourceMap(document.source, utf8(data), find, original)
