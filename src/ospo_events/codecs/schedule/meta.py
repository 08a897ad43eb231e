"""What of an event rides in `conference.meta`, which the schema of schedule.json leaves open."""

from __future__ import annotations

from typing import Any, cast

import attrs

from ...diagnostics import Findings, Severity
from ...model import Event, Participant
from .agents import Agents
from .carried import IN_META
from .raw import RawThing

__all__ = ["with_meta"]

_TAKEN = tuple(name for name in IN_META if name not in ("id", "timezone"))


def with_meta(event: Event, meta: dict[str, object], agents: Agents, found: Findings) -> Event:
    """Return the event with what its `conference.meta` says; what cannot be read there is kept as it is.

    Args:
        event: the event.
        meta: the value of `conference.meta`.
        agents: takes those who are behind the event.
        found: takes the findings.
    """
    if not meta:
        return event
    from ..native.decode import Input, decode_tree

    tree: dict[str, Any] = {key: meta[key] for key in _TAKEN if key in meta}
    tree |= {"format": 1, "id": meta.get("id", event.id), "title": "Untitled", "timezone": event.timezone.key}
    decoded = decode_tree(Input(source="", data=b"", tree=tree, problems=(), parse_again=dict, find=lambda _: {}))
    for item in decoded.report:
        found.add("meta-unread", item.message, ("meta", *item.path), severity=Severity.WARNING)
    said = decoded.event
    changes: dict[str, Any] = {}
    if said is not None:
        changes = {key: getattr(said, key) for key in ("id", *_TAKEN) if key in meta}
    told = meta.get("participants")
    organizers = cast("list[object]", told) if isinstance(told, list) else []
    changes["participants"] = _participants(organizers, agents)
    changes["people"] = tuple(agents.people.values())
    changes["organizations"] = tuple(agents.organizations.values())
    if changes.get("id") != event.id and event.acronym is not None:
        changes["acronym"] = event.acronym
    return attrs.evolve(event, **changes)


def _participants(told: list[object], agents: Agents) -> tuple[Participant, ...]:
    things: list[RawThing] = []
    for item in told:
        if isinstance(item, dict):
            attributes = cast("dict[str, object]", item)
            if isinstance(name := attributes.get("name"), str):
                things.append(RawThing(name.strip(), attributes))
    return agents.participants(things, ("meta",))
