"""Published identifiers: UUIDs made from ids alone, so that they survive every edit.

They never depend on position, time, room, title, host or e-mail address.
"""

from __future__ import annotations

import uuid

from .event import Event
from .session import Session

__all__ = ["NAMESPACE", "event_uid", "session_uid", "thing_uid"]

NAMESPACE = uuid.UUID("b99a4242-328d-5d44-920b-a7aa06b5545e")
"""The namespace of every UUIDv5 this library publishes. It never changes."""


def event_uid(event: Event) -> str:
    """Return the UID the event is published with: its own, or a UUIDv5 of its id."""
    return event.uid or str(uuid.uuid5(NAMESPACE, event.id))


def session_uid(event: Event, session: Session) -> str:
    """Return the UID the session is published with: its own, or a UUIDv5 of the ids of event and session."""
    return session.uid or str(uuid.uuid5(NAMESPACE, f"{event.id}/{session.id}"))


def thing_uid(event: Event, kind: str, id: str) -> str:
    """Return a UUIDv5 for a room, a person or another thing of the event (`kind` keeps them apart)."""
    return str(uuid.uuid5(NAMESPACE, f"{event.id}/{kind}/{id}"))
