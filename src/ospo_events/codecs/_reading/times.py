"""Turns the times of foreign documents into slots in the event's time zone. Nothing is guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from ...diagnostics import Findings, Path, Severity
from ...model import AmbiguousTime, NonexistentTime, Slot, WallClock, instant
from ...model.time import FIRST_YEAR, LAST_YEAR, as_timezone

__all__ = ["date_of", "end_after", "in_range", "local_moment", "make_slot", "moment_of", "zone_of"]

UTC = as_timezone("UTC")


def zone_of(name: str | ZoneInfo | None, findings: Findings, path: Path = ()) -> ZoneInfo | None:
    """Return the time zone of a name; None if there is no name, and an error if it is not an IANA name."""
    if name is None:
        return None
    try:
        return as_timezone(name)
    except (ValueError, TypeError) as problem:
        findings.add("unknown-timezone", str(problem), path, severity=Severity.ERROR)
        return None


def date_of(text: str | None, findings: Findings, path: Path) -> dt.date | None:
    """Return the date at the beginning of an ISO 8601 text."""
    if text is None:
        return None
    try:
        date = dt.date.fromisoformat(text[:10])
    except ValueError:
        findings.add(
            "bad-time", f"expected a date such as '2024-07-09', got {text[:40]!r}", path, severity=Severity.ERROR
        )
        return None
    return date if in_range(date, findings, path) else None


def moment_of(
    text: str | None, zone: ZoneInfo, findings: Findings, path: Path, *, z_is_local: bool = False
) -> dt.datetime | None:
    """Return an ISO 8601 date and time as a moment in `zone`.

    Args:
        text: with an offset: that instant; without: the local time of the zone.
        zone: the zone of the event.
        findings: receives the findings.
        path: the path of the text.
        z_is_local: whether `Z` has no meaning, as in Sessionize's feeds.
    """
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text.strip())
        if ":" not in text:  # a date alone is not a time
            raise ValueError(text)
    except ValueError:
        findings.add(
            "bad-time",
            f"expected a time such as '2024-07-09T09:00:00', got {text[:40]!r}",
            path,
            severity=Severity.ERROR,
        )
        return None
    if not in_range(moment.date(), findings, path):
        return None
    if moment.tzinfo is not None and not (z_is_local and text.strip()[-1:] in "Zz"):
        moment = moment.astimezone(zone)
        return moment if in_range(moment.date(), findings, path) else None
    return local_moment(moment.replace(tzinfo=None), zone, findings, path)


def local_moment(wall: dt.datetime, zone: ZoneInfo, findings: Findings, path: Path) -> dt.datetime | None:
    """Return the moment of a local time in a zone; None and an error if the clocks skip or repeat it."""
    try:
        return WallClock(zone).resolve(wall)
    except NonexistentTime as problem:
        findings.add("nonexistent-local-time", str(problem), path, severity=Severity.ERROR)
    except AmbiguousTime as problem:
        findings.add(
            "ambiguous-local-time",
            str(problem),
            path,
            severity=Severity.ERROR,
            help="add the offset: 2024-11-03T01:30-05:00",
        )
    return None


def in_range(date: dt.date, findings: Findings, path: Path) -> bool:
    """Return whether the model accepts a date; an error `bad-time` if it does not."""
    if FIRST_YEAR <= date.year <= LAST_YEAR:
        return True
    findings.add(
        "bad-time",
        f"expected a year from {FIRST_YEAR} to {LAST_YEAR}, got {date.isoformat()}",
        path,
        severity=Severity.ERROR,
    )
    return False


def end_after(start: dt.datetime | None, minutes: int | None, zone: ZoneInfo) -> dt.datetime | None:
    """Return the end of something that lasts a number of minutes; None without a number, or for more than a year."""
    if start is None or minutes is None or not 0 <= minutes <= 60 * 24 * 366:
        return None
    return (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(zone)


def make_slot(
    start: dt.datetime | None, end: dt.datetime | None, rooms: Iterable[str], findings: Findings, path: Path
) -> Slot | None:
    """Return the slot; None without a start; an end before the start is an error."""
    if start is None:
        if end is not None:
            findings.add("missing-start", "expected a start beside the end, got none", path, severity=Severity.ERROR)
        return None
    if end is not None and instant(end) < instant(start):
        message = f"expected the end not to precede the start {start.isoformat()}, got {end.isoformat()}"
        findings.add("end-before-start", message, path, severity=Severity.ERROR)
        return None
    return Slot(start, end, rooms=tuple(rooms))
