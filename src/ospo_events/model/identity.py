"""Published identifiers: UUIDs made from ids alone, so that they survive every edit.

They never depend on position, time, room, title, host or e-mail address.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from .session import Session

if TYPE_CHECKING:
    from .event import Event

__all__ = ["NAMESPACE", "as_uuid", "event_uid", "session_uid", "thing_uid", "uuid5"]

NAMESPACE = uuid.UUID("b99a4242-328d-5d44-920b-a7aa06b5545e")
"""The namespace of every UUIDv5 this library publishes. It never changes."""

_is_uuid = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}").fullmatch
_is_bare_uuid = re.compile("[0-9a-fA-F]{32}").fullmatch


def as_uuid(text: str) -> str | None:
    """Return the UUID in lower case with hyphens, or None if the text is not a UUID.

    It may be written without hyphens, in braces or as a `urn:uuid:`.
    """
    if _is_uuid(text):
        return text.lower()
    if len(text) < 32:
        return None
    bare = text.strip("{}").lower().removeprefix("urn:uuid:")
    if _is_uuid(bare):
        return bare
    if not _is_bare_uuid(bare):
        return None
    return f"{bare[:8]}-{bare[8:12]}-{bare[12:16]}-{bare[16:20]}-{bare[20:]}"


def event_uid(event: Event) -> str:
    """Return the UID the event is published with: its own, or a UUIDv5 of its id."""
    return event.uid or uuid5(event.id)


def session_uid(event: Event, session: Session) -> str:
    """Return the UID the session is published with: its own, or a UUIDv5 of the ids of event and session."""
    return session.uid or uuid5(f"{event.id}/{session.id}")


def thing_uid(event: Event, kind: str, id: str) -> str:
    """Return a UUIDv5 for a room, a person or another thing of the event (`kind` keeps them apart)."""
    return uuid5(f"{event.id}/{kind}/{id}")


@cache
def _namespaced() -> Callable[[], Any]:
    """Return a digest that has already read the bytes of the namespace."""
    import hashlib  # noqa: PLC0415 # it loads OpenSSL, and many commands publish no identifier

    return hashlib.sha1(NAMESPACE.bytes, usedforsecurity=False).copy


_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


def uuid5(name: str) -> str:
    """Return `str(uuid.uuid5(NAMESPACE, name))` in a fifth of the time (RFC 9562, section 5.5)."""
    digest = _namespaced()()
    digest.update(name.encode("utf-8", "surrogatepass"))
    text: str = digest.hexdigest()
    # Version 5 and the variant of RFC 9562, section 4, replace the bits of the digest at their positions.
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:32]}"
