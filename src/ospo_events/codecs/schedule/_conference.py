"""The addresses and dates at the head of a file of the family."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ...diagnostics import Findings, Severity
from ...model import Event
from ._entry_fields import LOGO_RELS, http_address
from ._tree import foreign

__all__ = ["conference_base", "conference_dates", "conference_logo"]


def conference_base(event: Event, acronym: str, base_url: str | None, findings: Findings) -> str:
    """Return the address of the programme's pages; without one, a placeholder that cannot exist."""
    own = foreign(event).get("base_url")
    for address in (base_url, own if isinstance(own, str) else None, event.url):
        if base := http_address(address):
            return base
    # The FOSDEM companion refuses a file without one; RFC 2606 keeps `.invalid` free of pages.
    base = f"https://{acronym.replace('_', '-').strip('-')}.invalid/"
    findings.add(
        "missing-base-url",
        f"expected a page of the event, got none: consumers ask for one, so {base} is written",
        ("url",),
        severity=Severity.INFO,
        help="give the event a url",
    )
    return base


def conference_logo(event: Event) -> str | None:
    """Return the address of the logo of an event."""
    return next((href for link in event.links if link.rel in LOGO_RELS and (href := http_address(link.href))), None)


def conference_dates(event: Event, days: Sequence[dt.date]) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last date of an event: its own, or else those of its days; None without either."""
    first = event.start or (days[0] if days else event.end)
    last = event.end or (days[-1] if days else event.start)
    return None if first is None or last is None else (first, max(first, last))
