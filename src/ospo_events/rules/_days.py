"""The days of a programme: their opening hours, their sessions, and runs of sessions without a break."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..model.time import date_of_time, instant
from ..model.vocabulary import is_service
from ._context import Context, Placed

__all__ = ["framed_days", "of_day", "runs"]


def framed_days(context: Context) -> Iterator[tuple[int, float | None, float | None]]:
    """Yield the number of each day, with the instants at which it opens and closes."""
    for number, day in enumerate(context.event.days):
        moments: list[float | None] = []
        for time in (day.start, day.end):
            if time is None:
                moments.append(None)
                continue
            date = date_of_time(day.date, time, context.event.day_change)
            moments.append(instant(dt.datetime.combine(date, time, tzinfo=context.event.timezone)))
        yield number, moments[0], moments[1]


def of_day(context: Context) -> dict[dt.date, list[Placed]]:
    """Return the sessions of each day, by date."""
    return context.remembered("of_day", lambda: _of_day(context))


def _of_day(context: Context) -> dict[dt.date, list[Placed]]:
    table: dict[dt.date, list[Placed]] = {}
    for item in context.placed:
        table.setdefault(context.day_of(item.slot), []).append(item)
    return table


def runs(context: Context, items: list[Placed], gap: float) -> Iterator[tuple[Placed, float]]:
    """Yield the first session and the last end of every run of sessions without a break.

    A single long session is no run. A session with parts is skipped, because there may be breaks inside it.
    """
    first: Placed | None = None
    until, number = 0.0, 0
    for item in sorted(items, key=lambda one: (one.start, not is_service(one.session.kind))):
        service = is_service(item.session.kind)
        if item.end is None or (item.end - item.start < gap if service else _holds_breaks(context, item)):
            continue
        if first is not None and (service or item.start - until >= gap):
            if number > 1:
                yield first, min(until, item.start) if service else until
            first = None
        if service:
            until = max(until, item.end)
            continue
        if first is None:
            first, until, number = item, item.end, 0
        until = max(until, item.end)
        number += 1
    if first is not None and number > 1:
        yield first, until


def _holds_breaks(context: Context, item: Placed) -> bool:
    return item.session.kind in context.settings.long_kinds or item.session.id in context.event.index.children
