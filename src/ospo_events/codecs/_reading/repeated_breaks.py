"""Merges breaks that a system lists once for each of eight rooms into one session in eight rooms."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ...diagnostics import Findings, Severity
from ...model import Session, Slot, instant
from ...model.vocabulary import is_service
from .kinds import service_kind
from .programme import Table

__all__ = ["break_groups", "in_all_rooms", "merge_breaks"]


def merge_breaks(sessions: Table[Session], findings: Findings) -> list[list[Session]]:
    """Merge sessions that are one break in several rooms; return the groups, the session that stays first.

    Args:
        sessions: the table of the reader.
        findings: receives one finding for all of them.
    """
    groups = break_groups(sessions)
    for first, *others in groups:
        for other in others:
            path = sessions.origin_of(other.id)
            message = "a break that is listed in several rooms is one session in all of them"
            findings.add("break-in-several-rooms", message, path, severity=Severity.INFO, repeated=True)
        sessions.put(attrs.evolve(first, slot=in_all_rooms(first, others)), ())
    sessions.remove({other.id for _, *others in groups for other in others})
    return groups


def break_groups(sessions: Iterable[Session]) -> list[list[Session]]:
    """Return the sessions that are one break in several rooms: service items with equal title, kind, text and time."""
    groups: dict[object, list[Session]] = {}
    wholes: set[str | None] = set()
    for session in sessions:
        wholes.update((session.parent, session.repeat_of))
        slot = session.slot
        if slot is None or not slot.rooms or not _is_break(session):
            continue
        end = None if slot.end is None else instant(slot.end)
        texts = session.subtitle, session.abstract, session.description
        key = (session.title, session.kind, session.status, instant(slot.start), end, *texts)
        groups.setdefault(key, []).append(session)
    return [group for group in groups.values() if len(group) > 1 and _are_apart(group, wholes)]


def in_all_rooms(first: Session, others: Iterable[Session]) -> Slot:
    """Return the slot of a break, in its rooms and those of the others."""
    assert first.slot is not None, "a break in a group has a slot"
    rooms = [room for other in (first, *others) if other.slot for room in other.slot.rooms]
    return attrs.evolve(first.slot, rooms=tuple(rooms))


def _is_break(session: Session) -> bool:
    if session.participants or session.parent or session.repeat_of:
        return False
    if session.kind in ("other", "talk"):
        kind = service_kind(session.title)
        return kind is not None and is_service(kind)
    return is_service(session.kind)


def _are_apart(group: list[Session], wholes: set[str | None]) -> bool:
    """Return whether each is in different rooms, and none is the whole or the first run of another."""
    rooms = [room for session in group if session.slot for room in session.slot.rooms]
    return len(set(rooms)) == len(rooms) and not any(session.id in wholes for session in group)
