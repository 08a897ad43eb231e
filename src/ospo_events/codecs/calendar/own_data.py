"""The values of our own X-OSPO- properties: as JSON, the native form of what no standard property says exactly.

docs/reference/own-data.md says of each property what it holds, and own-data.schema.json beside it in a machine's words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from ...diagnostics import Diagnostic, format_path
from ...model.agent import Organization, Participant, Person
from ...model.event import Event
from ...model.place import Room, Venue
from ...model.session import Session, Track
from ..native.fragment import Fragment
from .carried import LEFT_OUT, SAID_OF_EVENT, SAID_OF_SESSION

__all__ = ["EVENT", "LINKS", "PARTICIPANT", "SESSION", "THINGS", "json_text", "load_json", "messages"]

EVENT = Fragment(Event, without={*SAID_OF_EVENT, *LEFT_OUT[""]})
SESSION = Fragment(Session, without={*SAID_OF_SESSION, *LEFT_OUT["sessions"]})
LINKS = Fragment(Session, only=("links",))
PARTICIPANT = Fragment(Participant)
THINGS: Mapping[str, tuple[str, Fragment[Any]]] = MappingProxyType(
    {
        "venues": ("x-ospo-venue", Fragment(Venue, without=LEFT_OUT["venues"])),
        "rooms": ("x-ospo-room", Fragment(Room, without=LEFT_OUT["rooms"])),
        "tracks": ("x-ospo-track", Fragment(Track, without=LEFT_OUT["tracks"])),
        "people": ("x-ospo-person", Fragment(Person, without=LEFT_OUT["people"])),
        "organizations": ("x-ospo-organization", Fragment(Organization, without=LEFT_OUT["organizations"])),
    }
)
"""The property of a thing in each collection of an event, and what of the thing it holds; in the order of writing."""

json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Returns a plain value as JSON text."""


def load_json(text: str) -> Any:
    """Return the plain value of JSON text, or None where it is none that is fit for use."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def messages(problems: Iterable[Diagnostic], *above: str | int) -> list[str]:
    """Return a line for each problem in a fragment: where in it, and what is wrong.

    Args:
        problems: what is wrong.
        above: where the fragment stands in the value of the property.
    """
    return [
        f"{format_path((*above, *item.path))}: {item.message}" if above or item.path else item.message
        for item in problems
    ]
