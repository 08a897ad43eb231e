"""Dates: days, start and end of the event, and its milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ._context import Context, said
from ._registry import Finding, rule


@rule(
    "session-outside-days",
    severity=Severity.ERROR,
    category="time",
    since="0.1",
    see=("EventFahrplan/EventFahrplan#593",),
)
def session_outside_days(context: Context) -> Iterator[Finding]:
    """A session is on a day that the event does not list.

    `day_change` (04:00) decides which day a session belongs to: a party at 00:30 belongs to the evening before.

    Why:
        A typing error in the date puts a session into the wrong week, where a programme by days does not show it.

    Bad:
        days: [{date: 2026-05-04}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-05T09:00, end: 2026-05-05T10:00}}

    Good:
        days: [{date: 2026-05-04}]
        sessions:
          - {id: party, title: Party, kind: social, slot: {start: 2026-05-05T00:30, end: 2026-05-05T02:00}}
    """
    days = {day.date for day in context.event.days}
    if not days:
        return
    for item in context.held:
        date = next((date for date in context.days_of(item.slot) if date not in days), None)
        if date is not None:
            yield Finding(
                message=f"{said(item.session)} is on {date}, but the days of the event are "
                f"{', '.join(str(day) for day in sorted(days)[:5])}",
                path=("sessions", item.number, "slot", "start"),
                about=(item.session.id,),
                help="correct the date, or add the day to `days`",
            )


@rule("outside-event-dates", severity=Severity.ERROR, category="time", since="0.1")
def outside_event_dates(context: Context) -> Iterator[Finding]:
    """A session or a day is before the start of the event, or after its end.

    Why:
        Invitations, calendars and search engines show the `start` and `end` of the event.

    Bad:
        start: 2026-05-05
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}

    Good:
        start: 2026-05-04
        end: 2026-05-05
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
    """
    event = context.event
    if event.start is None and event.end is None:
        return
    dates: list[tuple[dt.date, str, tuple[str | int, ...]]] = [
        (day.date, day.title or f"the day {day.date}", ("days", number)) for number, day in enumerate(event.days)
    ]
    for item in context.held:
        days = context.days_of(item.slot)
        dates += [(day, said(item.session), ("sessions", item.number, "slot")) for day in (days[0], days[-1])]
    end = event.end or (event.start if event.start is not None and not dates else None)
    for name, bound, first in (("start", event.start, True), ("end", end, False)):
        outside = [one for one in dates if bound is not None and (one[0] < bound if first else one[0] > bound)]
        if bound is None or not outside:
            continue
        date, noun, path = min(outside, key=lambda one: one[0]) if first else max(outside, key=lambda one: one[0])
        yield Finding(
            message=f"the event {'begins' if first else 'ends'} on {bound}, but {noun} is on {date}",
            path=(name,),
            about=(event.id,),
            related=(Related(message=f"{noun} on {date}", path=path),),
            help=f"correct the {name} of the event, or the other date",
        )


@rule("milestone-order", severity=Severity.WARNING, category="time", since="0.1")
def milestone_order(context: Context) -> Iterator[Finding]:
    """Something closes before it opens.

    Why:
        One of the two dates is wrong, and people rely on both.

    Bad:
        milestones:
          - {kind: call-opens, date: 2026-03-01}
          - {kind: call-closes, date: 2026-02-01}

    Good:
        milestones:
          - {kind: call-opens, date: 2026-02-01}
          - {kind: call-closes, date: 2026-03-01}
    """
    milestones = context.event.milestones
    for opens, closes in (("call-opens", "call-closes"), ("registration-opens", "registration-closes")):
        first = next((item for item in milestones if item.kind == opens), None)
        for number, last in enumerate(milestones):
            if first is not None and last.kind == closes and last.day < first.day:
                yield Finding(
                    message=f"{last.label!r} is on {last.day}, but {first.label!r} on {first.day}",
                    path=("milestones", number),
                    about=(context.event.id,),
                    help="correct one of the dates",
                )
