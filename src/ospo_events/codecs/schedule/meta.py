"""What of an event rides in `conference.meta`, which the schema of schedule.json leaves open: its native form."""

from __future__ import annotations

from typing import Any, cast

import attrs

from ...diagnostics import Diagnostic, Findings, Severity
from ...model import Event, Participant
from ..native.fragment import Fragment
from .agents import Agents
from .carried import IN_META
from .raw import RawThing

__all__ = ["META", "with_meta"]

META = Fragment(Event, only=IN_META)
"""What of an event is written; `participants` stand beside it in the shape of a Person, as in the entries."""
_READ = Fragment(Event, only=IN_META, without={"timezone"})
"""What is read: the zone is settled before, since the times of the entries need it."""


def with_meta(event: Event, meta: dict[str, object], agents: Agents, found: Findings) -> Event:
    """Return the event with what its `conference.meta` says; what cannot be read there is told and left out.

    Args:
        event: the event.
        meta: the value of `conference.meta`.
        agents: takes those who are behind the event.
        found: takes the findings.
    """
    problems: list[Diagnostic] = []
    event = _READ.changed(event, meta, problems)
    for item in problems:
        found.add("bad-own-data", item.message, ("meta", *item.path), severity=Severity.WARNING)
    listed = meta.get("participants")
    organizers = cast("list[object]", listed) if isinstance(listed, list) else []
    participants = _participants(organizers, agents)
    changes: dict[str, Any] = {
        "participants": participants,
        "people": tuple(agents.people.values()),
        "organizations": tuple(agents.organizations.values()),
    }
    return attrs.evolve(event, **changes)


def _participants(organizers: list[object], agents: Agents) -> tuple[Participant, ...]:
    things: list[RawThing] = []
    for item in organizers:
        if isinstance(item, dict):
            attributes = cast("dict[str, object]", item)
            if isinstance(name := attributes.get("name"), str):
                things.append(RawThing(name.strip(), attributes))
    return agents.participants(things, ("meta",))
