"""Small calendars, written line by line, and what is read of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ospo_events.codecs import CODECS, Decoded
from ospo_events.model import Event

ics = CODECS["ics"]


START = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x")
HEAD = (*START, "X-WR-CALNAME:x", "X-WR-TIMEZONE:UTC")
TIMES = ("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z")
FIRST = ("UID:u", "DTSTAMP:20240601T120000Z", "SUMMARY:Talk")
"""The first lines of an item that has what every item needs."""


def vevent(*lines: str) -> tuple[str, ...]:
    """Return the lines of an item that has these properties only."""
    return ("BEGIN:VEVENT", *lines, "END:VEVENT")


def item(*lines: str, uid: str = "u") -> tuple[str, ...]:
    """Return the lines of an item in a hall; its own lines are the sixth and those that follow."""
    return vevent(f"UID:{uid}", "DTSTAMP:20240601T120000Z", "SUMMARY:A", "LOCATION:Hall", *lines)


def bare_item(*lines: str, uid: str = "a") -> tuple[str, ...]:
    """Return the lines of an item that has no location of its own."""
    return vevent(f"UID:{uid}", "DTSTAMP:20240101T000000Z", "SUMMARY:A", *lines)


def calendar(*lines: str, head: Iterable[str] = HEAD, end: str = "\r\n") -> bytes:
    """Return a calendar of these lines, items and zones, as it stands in a file."""
    return end.join((*head, *lines, "END:VCALENDAR", "")).encode()


def read(*lines: str, head: Iterable[str] = HEAD) -> tuple[Decoded, dict[str, int]]:
    """Return what is read, and the line of the first finding of each code."""
    decoded = ics.decode(calendar(*lines, head=head), source="x.ics")
    first: dict[str, int] = {}
    for finding in decoded.report:
        assert finding.span is not None, finding
        first.setdefault(finding.code, finding.span.line)
    return decoded, first


def starts(event: Event | None) -> list[str]:
    """Return the start of each session that has one, as month, day and clock."""
    assert event is not None
    return [f"{session.slot.start:%m-%d %H:%M}" for session in event.sessions if session.slot is not None]


def own_session(**data: Any) -> str:
    """Return the property that holds our own data of a session."""
    return "X-OSPO-SESSION:" + escaped(json.dumps(data))


def escaped(text: str) -> str:
    """Return a text as the value of a property."""
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
