"""How two editions refer to each other, and what is reported about the new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import attrs

from ...model.event import RelatedEvent
from ._attributes import defaults

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["head", "related", "to_do", "with_successor"]

_Dates = tuple[dt.date | None, dt.date | None]


def related(event: Event, relation: str, dates: _Dates) -> RelatedEvent:
    """Return an edition as the other one refers to it, with its first and its last day."""
    return RelatedEvent(
        title=event.title,
        relation=relation,
        id=event.id,
        start=dates[0],
        end=dates[1],
        edition=event.edition,
        url=event.url,
    )


def with_successor(event: Event, made: Event, dates: _Dates) -> Event:
    """Return the previous edition with the next one in its `related`, in place of an earlier successor."""
    others = [item for item in event.related if item.relation != "successor"]
    return attrs.evolve(event, related=(*others, related(made, "successor", dates)))


def head(event: Event, made: Event) -> Iterator[tuple[str, str | None]]:
    """Yield the attributes of the event in both editions, and in the next one if they differ."""
    for name in ("id", "title", "timezone", "edition", "status", "start", "end", "related"):
        before, after = getattr(event, name), getattr(made, name)
        if before != defaults(cast("Any", event).__class__)[name] or after != before:
            yield name, None if before == after else _now(after)


def _now(value: Any) -> str:
    if isinstance(value, tuple):
        return "the previous edition"
    return "not stated" if value is None else str(getattr(value, "value", value))


def to_do(event: Event, made: Event, title: str | None, findings: int) -> Iterator[str]:
    """Yield what somebody has to do for the next edition."""
    if title is None:
        yield f"choose a title: it is still {event.title!r}"
    if event.edition is not None and made.edition is None:
        yield f"write which edition it is: the previous one is {event.edition!r}"
    if event.series is None:
        yield "name the series of both editions, in both files"
    if event.milestones:
        yield f"write the dates that people wait for: the last edition had {len(event.milestones)}"
    if findings:
        yield f"check the times that the clocks of the new dates skip or repeat: {findings}"
    people = {item.id for item in made.sessions if not item.participants}
    number = sum(1 for item in event.sessions if item.participants and item.id in people)
    if number:
        yield f"add the participants: the previous edition named people in {number} of these sessions"
    yield "confirm the programme: it is tentative"
