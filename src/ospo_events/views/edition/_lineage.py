"""What the two editions say of each other, and what is told of the new one."""

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
    """Return an edition as the other one names it, with its first and its last day."""
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
    """Return the edition before with the next one among what is related to it: in the place of another one."""
    others = [item for item in event.related if item.relation != "successor"]
    return attrs.evolve(event, related=(*others, related(made, "successor", dates)))


def head(event: Event, made: Event) -> Iterator[tuple[str, str | None]]:
    """Yield what the event says of itself in both editions, and what it says in the next one where that differs."""
    for name in ("id", "title", "timezone", "edition", "status", "start", "end", "related"):
        before, after = getattr(event, name), getattr(made, name)
        if before != defaults(cast("Any", event).__class__)[name] or after != before:
            yield name, None if before == after else _now(after)


def _now(value: Any) -> str:
    if isinstance(value, tuple):
        return "the edition before this one"
    return "not said" if value is None else str(getattr(value, "value", value))


def to_do(event: Event, made: Event, title: str | None, findings: int) -> Iterator[str]:
    """Yield what somebody has to do for the next edition."""
    if title is None:
        yield f"say what it is called: the title is still {event.title!r}"
    if event.edition is not None and made.edition is None:
        yield f"say which edition it is: the one before is {event.edition!r}"
    if event.series is None:
        yield "name the series of which both are editions, in both files"
    if event.milestones:
        yield f"give the dates that people wait for: the last edition had {len(event.milestones)}"
    if findings:
        yield f"look at the times that the clocks of the new dates skip or repeat, {findings} of them"
    people = {item.id for item in made.sessions if not item.participants}
    number = sum(1 for item in event.sessions if item.participants and item.id in people)
    if number:
        yield f"say who takes part: somebody was named in {number} of the sessions"
    yield "confirm it: the programme is tentative"
