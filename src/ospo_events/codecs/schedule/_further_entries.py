"""The further entries of a session in several rooms, if another system gave each of them its own identity.

Our own writer derives the guid of a further entry from that of the first, so that a reader finds back. Where a file had
a guid for each, they are kept in `extra` by room and written again; the slug of such an entry is marked for the reader.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..._frozenmap import EMPTY, FrozenMap, JsonValue, freeze
from ...model import Session
from ._identifiers import as_guid, derived_guid, positive_int, unused_int
from ._raw_schedule import EXTRA, RawEvent
from ._tree import foreign

__all__ = ["ENTRIES", "entry_of", "kept_entry", "kept_fields", "room_mark", "with_entries"]

ENTRIES = "entries"
"""The member of our part of `extra` that holds them: room -> `guid` and `id`."""


def kept_entry(session: Session) -> dict[str, object]:
    """Return what is preserved of an entry that was merged into another: its guid and its number."""
    kept: dict[str, object] = {}
    if session.uid is not None:
        kept["guid"] = session.uid
    if (number := positive_int(foreign(session).get("id"))) is not None:
        kept["id"] = number
    return kept


def kept_fields(raw: RawEvent) -> dict[str, object]:
    """Return what is preserved of a further entry in a file of our own: its guid, and its number unless we made it."""
    guid, number = raw.fields.get("@guid", ""), positive_int(raw.fields.get("@id", ""))
    kept: dict[str, object] = {"guid": guid}
    if number is not None and number != unused_int(guid, ()):
        kept["id"] = number
    return kept


def with_entries(session: Session, kept: Mapping[str, object]) -> FrozenMap[str, JsonValue]:
    """Return the `extra` of a session in several rooms: the data of its entries in the other rooms, by room."""
    entries = {room: entry for room, entry in kept.items() if entry}
    if not entries:
        return session.extra
    own = dict(foreign(session)) | {ENTRIES: freeze(entries)}
    return FrozenMap({**session.extra, EXTRA: FrozenMap(own)})


def entry_of(session: Session, room: str) -> tuple[str | None, int | None]:
    """Return the guid and the number that another system gave to the entry of a session in a room."""
    entries = EMPTY if session.extra is EMPTY else foreign(session).get(ENTRIES)
    kept = entries.get(room) if isinstance(entries, FrozenMap) else None
    if not isinstance(kept, FrozenMap):
        return None, None
    guid = kept.get("guid")
    return as_guid(guid) if isinstance(guid, str) else None, positive_int(kept.get("id"))


def room_mark(first: str, guid: str) -> str:
    """Return the end of the slug of a further entry that has its own guid."""
    return f"-r{derived_guid(first, guid)[:8]}" if as_guid(first) and as_guid(guid) else "\0"
