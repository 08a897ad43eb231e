"""Changes as a calendar: only the changed sessions, with removed ones as cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from ...model import Audience, Event, Session, Status
from ...model.index import Index
from ...model.session import Slot
from ...views import Action, Change, Changes, Impact, Thing
from ..calendar import make_calendar

__all__ = ["calendar"]

_TOLD = frozenset(
    {Impact.CANCELLED, Impact.REINSTATED, Impact.MOVED, Impact.LENGTH, Impact.ROOM, Impact.ADDED, Impact.REMOVED}
)
"""The impacts that calendars treat as a new state of an entry (RFC 5546, section 2.1.4)."""


def calendar(changes: Changes, **options: Any) -> bytes:
    """Return a calendar (RFC 5545) of the sessions that changed, to import into a calendar with the older ones.

    An entry with another time or place, or that does not take place, gets a higher sequence number, so that calendars
    replace the older one. Removed sessions are in it as cancelled.

    Args:
        changes: the changes; only those of sessions are used.
        options: those of the codec `ics`.
    """
    changed_sessions = {session.id: session for session in _sessions(changes)}
    here = [changed_sessions.pop(session.id) for session in changes.newer.sessions if session.id in changed_sessions]
    index = changes.newer.index
    # Each part states the values of its whole itself, because the whole may not be in the calendar.
    sessions = [*(_with_taken_over(index, session) for session in here), *changed_sessions.values()]
    agent_ids = {one.agent for session in sessions for one in session.participants}
    people = [person for person in changes.newer.people if person.id in agent_ids]
    event = attrs.evolve(changes.newer, sessions=sessions, people=people)
    return make_calendar(event, "what changed", event.sessions, key="changes", audience=Audience.TEAM, **options)


def _with_taken_over(index: Index, session: Session) -> Session:
    resolved = index.resolve(index.sessions[session.id])
    sequence = max(session.sequence, resolved.sequence)
    return attrs.evolve(session, slot=resolved.slot, status=resolved.status, sequence=sequence)


def _sessions(changes: Changes) -> Iterator[Session]:
    newer = changes.newer
    there = {change.id for change in changes if change.thing is Thing.SESSION and change.action is not Action.REMOVED}
    for change in changes:
        if change.thing is not Thing.SESSION:
            continue
        old, new = changes.sessions(change)
        if change.action is Action.REMOVED and old is not None and change.id not in there:
            yield _gone(newer, old)
        elif new is not None:
            session = newer.index.sessions[change.id]
            yield _raised(change, old, session)
            yield from _parts(changes, change, session)


def _raised(change: Change, old: Session | None, new: Session) -> Session:
    """Return the session with a higher sequence number than before, if calendars have to be told."""
    if old is None or _TOLD.isdisjoint(change.impacts):
        return new
    return attrs.evolve(new, sequence=max(new.sequence, old.sequence + 1))


def _parts(changes: Changes, change: Change, whole: Session) -> Iterator[Session]:
    """Yield the parts that move with their whole: their own entries have another time too."""
    if change.impact > Impact.ROOM:
        return
    session_ids = {item.id for item in changes if item.thing is Thing.SESSION}
    for part in changes.newer.index.children.get(whole.id, ()):
        if part.slot is None and part.id not in session_ids:
            yield part


def _gone(event: Event, session: Session) -> Session:
    """Return a removed session as a cancelled session of the newer edition."""
    slot = session.slot
    if slot is not None:
        end = None if slot.end is None else slot.end.astimezone(event.timezone)
        slot = None if slot.all_day else Slot(slot.start.astimezone(event.timezone), end)
    before = session.previous_start
    return attrs.evolve(
        session,
        status=Status.CANCELLED,
        slot=slot,
        sequence=session.sequence + 1,
        previous_start=None if before is None else before.astimezone(event.timezone),
        parent=None,
        repeat_of=None,
        tracks=(),
        participants=(),
    )
