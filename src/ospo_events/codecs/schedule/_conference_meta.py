"""The attributes of an event in `conference.meta`, whose content the schema of schedule.json leaves open."""

from __future__ import annotations

from typing import Any, cast

import attrs

from ...diagnostics import Diagnostic, Path
from ...model import Event, Participant, WallClock
from .._reading.programme import ProgrammeBuilder
from ..native.fragment import Fragment
from ._agents import AgentReader
from ._losses import IN_META
from ._raw_schedule import RawElement

__all__ = ["META", "with_meta"]

META = Fragment(Event, only=IN_META)
"""The attributes that are written, as in native files; `participants` are beside it in the shape of a Person."""
_READ = Fragment(Event, only=IN_META, without={"timezone"})
"""The attributes that are read; the zone is decided before, since the times of the entries need it."""


def with_meta(
    event: Event, meta: dict[str, object], agents: AgentReader, programme: ProgrammeBuilder, *, is_own: bool
) -> Event:
    """Return the event with the attributes in its `conference.meta`; invalid ones are left out and reported.

    Args:
        event: the event.
        meta: the value of `conference.meta`.
        agents: reads those who are behind the event.
        programme: takes them, and the findings.
        is_own: whether our own writer made the file: what it leaves out is at its default.
    """
    if is_own:
        fields = attrs.fields_dict(Event)
        missing: dict[str, Any] = {
            name: fields[name].default for name in _READ.names if name != "id" and name not in meta
        }
        event = attrs.evolve(event, **missing)
    problems: list[Diagnostic] = []
    event = _READ.changed(event, meta, problems, clock=WallClock(event.timezone))
    for item in problems:
        programme.findings.add("bad-own-data", item.message, ("meta", *item.path))
    listed = meta.get("participants")
    participants = _participants(cast("list[object]", listed) if isinstance(listed, list) else [], agents)
    return attrs.evolve(
        event,
        participants=participants,
        people=tuple(programme.people),
        organizations=tuple(programme.organizations),
    )


def _participants(organizers: list[object], agents: AgentReader) -> tuple[Participant, ...]:
    elements: list[RawElement] = []
    for item in organizers:
        if isinstance(item, dict):
            attributes = cast("dict[str, object]", item)
            if isinstance(name := attributes.get("name"), str):
                elements.append(RawElement(name.strip(), attributes))
    path: Path = ("meta",)
    return agents.participants(elements, path)
