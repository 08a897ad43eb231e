"""Small programmes, made in Python and as fragments of YAML."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from ospo_events.model import Event, Session, Slot

BERLIN = ZoneInfo("Europe/Berlin")

ROOMS = "rooms:\n  - {id: hall, name: Hall}\n  - {id: attic, name: Attic}\n"
TRACKS = "tracks: [{id: law, title: Law}]\n"
HALL = "rooms: [{id: hall, name: Hall}]\n"
HELD = "  - {id: held, title: Open models, slot: {start: 2026-05-04T11:00, end: 2026-05-04T12:00, rooms: [hall]}}\n"
ATTIC = f"{ROOMS}{TRACKS}sessions:\n{HELD}"
"""A programme with a room and a track that no session uses."""


def event(*sessions: Session, **fields: Any) -> Event:
    """Return an event in Berlin with these sessions."""
    return Event(id="e", title="E", timezone=BERLIN, sessions=sessions, **fields)


def at(day: int, hour: int, *rooms: str) -> Slot:
    """Return an hour of a day in May 2026."""
    return Slot(
        start=dt.datetime(2026, 5, day, hour, tzinfo=BERLIN),
        end=dt.datetime(2026, 5, day, hour + 1, tzinfo=BERLIN),
        rooms=rooms,
    )
