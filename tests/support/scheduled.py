"""What of an event a calendar shows."""

from __future__ import annotations

import attrs

from ospo_events.model import Event

__all__ = ["has_dates", "only_scheduled"]


def only_scheduled(event: Event) -> Event:
    """Return an event without the sessions that have no time, and without references to these."""
    shown = [session for session in event.sessions if session.slot is not None]
    ids = {session.id for session in shown}

    def known(id: str | None) -> str | None:
        return id if id in ids else None

    related = [attrs.evolve(one, parent=known(one.parent), repeat_of=known(one.repeat_of)) for one in shown]
    return attrs.evolve(event, sessions=related)


def has_dates(event: Event) -> bool:
    """Return whether an event says on which days it is; without scheduled sessions these are one item of a calendar."""
    return bool(event.days or event.start or event.end)
