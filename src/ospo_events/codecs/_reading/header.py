"""What the readers of all systems do for the event as a whole: its title, zone and id, and the places of its parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

from ...diagnostics import Findings, Path, Severity, SourceMap
from ...model import Day, Event
from ...model.ids import is_id, slugify
from .decode_bytes import utf8
from .times import zone_of

__all__ = ["Head", "days_between", "id_from", "model_map"]


class Head:
    """What every reader begins and ends with: what was asked for of the event as a whole, and the event.

    Args:
        findings: takes what is wrong or missing.
        zone: the IANA zone asked for; None: the one the documents say.
        title: the title asked for; None: the one the documents say.
        id: the id asked for; None: one made from what the documents say.
    """

    def __init__(self, findings: Findings, *, zone: str | None, title: str | None, id: str | None) -> None:
        self.zone = zone_of(zone, findings)
        self.title = title
        self._asked_zone = zone
        self._id = _checked_id(id, findings)
        self._findings = findings

    def tell(self, *, title: str | None, zone: str | ZoneInfo | None, place: Path) -> None:
        """Take what the documents say, where nothing else was asked for.

        Args:
            title: the title they say.
            zone: the zone they say.
            place: where they say it.
        """
        self.title = self.title or title
        if self._asked_zone is None:
            self.zone = zone_of(zone, self._findings, place)

    def is_complete(self, *, why: str = "") -> bool:
        """Return whether title and zone are there, without which there is no event; say which option gives them.

        Args:
            why: why the documents do not say the zone, or what else would.
        """
        if self.zone is None and self._asked_zone is None:
            self._findings.add(
                "missing-timezone",
                f"expected the time zone of the event, got none{why and f': {why}'}",
                severity=Severity.ERROR,
                help="--zone Europe/Berlin, or zone='Europe/Berlin'",
            )
        if not self.title or not self.title.strip():
            self._findings.add(
                "missing-title",
                "expected the title of the event, got none",
                severity=Severity.ERROR,
                help="--title 'The Conference 2024', or title='The Conference 2024'",
            )
            return False
        return self.zone is not None

    def event(self, *, id: str | None = None, **parts: Any) -> Event:
        """Return the event, of a head that is complete.

        Args:
            id: the id that the documents say.
            parts: everything but id, title and zone.
        """
        title = cast("str", self.title)
        if not parts["sessions"] and not self._findings.has("no-sessions"):
            self._findings.add("no-sessions", "expected sessions, got none: nothing may be published there yet")
        return Event(
            id=cast("Any", self._id or id or slugify(title)), title=title, timezone=cast("Any", self.zone), **parts
        )


def _checked_id(id: str | None, findings: Findings) -> str | None:
    """Return the id that was asked for; None and an error where it does not follow the grammar of ids."""
    if id is None or is_id(id):
        return id
    findings.add(
        "bad-option", f"expected an id of letters, digits, '.', '_' and '-', got {id[:60]!r}", severity=Severity.ERROR
    )
    return None


def id_from(foreign: str, prefix: str = "") -> str:
    """Return the id that documents have for the event, with a prefix; as near as the grammar of ids allows."""
    return prefix + foreign if is_id(prefix + foreign) else slugify(foreign)


def days_between(first: dt.date, last: dt.date) -> tuple[Day, ...] | None:
    """Return the days from the first to the last; None where they are none, or more than a year."""
    if not 0 <= (last - first).days < 366:
        return None
    return tuple(Day(date=first.fromordinal(number)) for number in range(first.toordinal(), last.toordinal() + 1))


def model_map(
    document: SourceMap,
    data: bytes | Mapping[str, bytes],
    origins: Mapping[Path, Path],
    names: Mapping[tuple[str, ...], Path],
) -> SourceMap:
    """Return the source map of an event that was read from a document.

    Args:
        document: finds the places of the document's own paths.
        data: the document, or several by name.
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

    return SourceMap(document.source, utf8(data) if isinstance(data, bytes) else b"", find, original)
