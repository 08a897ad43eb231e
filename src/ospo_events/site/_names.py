"""Makes file names from ids, safe on every file system and unique; and the addresses of pages with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from ..codecs.html import PageLinks
from ..model.event import Event

__all__ = ["file_names", "page_links"]

_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}


def file_names(ids: Iterable[str]) -> Mapping[str, str]:
    """Return a file name for each id: the id itself, or with a digest if a file system would not allow it.

    Two ids that differ in case only, a name Windows keeps for devices and one that ends in a dot get one.
    """
    taken: set[str] = set()
    names: dict[str, str] = {}
    for id in sorted(set(ids)):
        name = id
        if id.endswith(".") or id.split(".")[0].lower() in _RESERVED or id.lower() in taken:
            name = f"x-{id.rstrip('.')}-{hashlib.sha256(id.encode()).hexdigest()[:8]}"
        taken.add(name.lower())
        names[id] = name
    return names


def page_links(event: Event, names: Mapping[str, str]) -> PageLinks:
    """Return the addresses of the pages of an event, by the names of their files."""
    scheduled: set[str] = {session.id for session in event.sessions if session.slot is not None}

    def pages(folder: str, known: Iterable[str]) -> Callable[[str], str | None]:
        return {id: f"{folder}/{quote(names[id])}.html" for id in known}.get

    index = event.index
    return PageLinks(
        day={str(day.date): f"days/{day.date}.html" for day in event.agenda.days}.get,
        session=pages("sessions", index.sessions),
        person=pages("people", index.agents),
        room=pages("rooms", index.rooms),
        track=pages("tracks", index.tracks),
        calendar={id: f"calendar/sessions/{quote(names[id])}.ics" for id in scheduled}.get,
    )
