"""The title, the time zone and the id of an event: from options of the reader, otherwise from its documents."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from ...diagnostics import Findings, Path, Severity
from ...model import Day
from ...model.ids import is_id, slugify
from .times import zone_of

__all__ = ["EventHeader", "days_between", "event_id"]


class EventHeader:
    """The attributes that every event needs: title, time zone and id.

    Args:
        findings: receives findings about wrong or missing values.
        zone: the time zone by option; None: that of the documents.
        title: the title by option; None: that of the documents.
        id: the id by option; None: that of the documents, or one made from the title.
    """

    def __init__(self, findings: Findings, *, zone: ZoneInfo | None, title: str | None, id: str | None) -> None:
        self.zone = zone
        self.title = title
        self._id = id
        self._findings = findings

    def add(self, *, title: str | None, zone: str | ZoneInfo | None, path: Path) -> None:
        """Take the title and the zone from the documents; options override them.

        Args:
            title: the title.
            zone: the time zone.
            path: the path of the time zone.
        """
        self.title = self.title or title
        if self.zone is None and zone is not None:
            self.zone = zone_of(zone, self._findings, path)

    def is_complete(self, *, why: str = "") -> bool:
        """Return whether there are a title and a zone; a finding for each missing one names its option.

        Args:
            why: why the documents do not contain the zone, or which other document does.
        """
        if self.zone is None:
            self._findings.add(
                "missing-timezone",
                f"expected the time zone of the event, got none{why and f': {why}'}",
                severity=Severity.ERROR,
                help="--zone Europe/Berlin, or zone='Europe/Berlin'",
            )
        has_title = bool(self.title and self.title.strip())
        if not has_title:
            self._findings.add(
                "missing-title",
                "expected the title of the event, got none",
                severity=Severity.ERROR,
                help="--title 'The Conference 2024', or title='The Conference 2024'",
            )
        return has_title and self.zone is not None

    def id(self, document_id: str | None = None) -> str:
        """Return the id of the event.

        Args:
            document_id: the id in the documents.
        """
        return self._id or document_id or slugify(self.title or "")


def event_id(foreign: str, prefix: str = "") -> str:
    """Return the id of an event in a document, with a prefix, changed as little as the grammar of ids requires."""
    return prefix + foreign if is_id(prefix + foreign) else slugify(foreign)


def days_between(first: dt.date, last: dt.date) -> tuple[Day, ...] | None:
    """Return the days from the first to the last; None if the last precedes the first, or is over a year later."""
    if not 0 <= (last - first).days < 366:
        return None
    return tuple(Day(date=first.fromordinal(number)) for number in range(first.toordinal(), last.toordinal() + 1))
