"""Time: sessions outside their day, gaps, breaks and impossible times."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.agenda import day_bound
from ..model.time import instant, is_ambiguous, is_nonexistent
from ..model.vocabulary import is_service
from ._context import Context, Placed, clock, other_session, said, short
from ._days import framed_days, of_day, runs
from ._registry import Finding, rule


@rule("part-outside-whole", severity=Severity.ERROR, category="time", since="0.1")
def part_outside_whole(context: Context) -> Iterator[Finding]:
    """A part of a session begins before it or ends after it.

    Why:
        The block ends at 11:00, but its last talk ends at 11:15: one of the two is printed wrong.

    Bad:
        sessions:
          - {id: block, title: Morning block, slot: {start: 2026-05-04T09:30, end: 2026-05-04T11:00}}
          - {id: talk, title: Open models, parent: block, slot: {start: 2026-05-04T10:30, end: 2026-05-04T11:15}}

    Good:
        sessions:
          - {id: block, title: Morning block, slot: {start: 2026-05-04T09:30, end: 2026-05-04T11:00}}
          - {id: talk, title: Open models, parent: block, slot: {start: 2026-05-04T10:30, end: 2026-05-04T11:00}}
    """
    by_number = {item.number: item for item in context.held_with_parts}
    for item in context.held:
        parent = item.session.parent
        number = context.numbers.get(parent) if parent is not None else None
        whole = by_number.get(number) if number is not None else None
        if whole is None or whole is item:
            continue
        if item.slot.all_day and not whole.slot.all_day:
            continue  # its hours are unknown
        ends_late = whole.end is not None and ((item.start if item.end is None else item.end) > whole.end)
        if item.start < whole.start or ends_late:
            yield Finding(
                message=f"{said(item.session)} is not within {said(whole.session)}, which it is a part of",
                path=("sessions", item.number, "slot"),
                about=(item.session.id, whole.session.id),
                related=(other_session(whole.number, whole.session, field=("slot",)),),
                help="move the part, or make the whole longer",
            )


@rule("outside-day-frame", severity=Severity.WARNING, category="time", since="0.1")
def outside_day_frame(context: Context) -> Iterator[Finding]:
    """A session begins before its day begins or ends after its day ends.

    Why:
        Doors, badges and interpreters are booked for the times of the day.

    Bad:
        days: [{date: 2026-05-04, start: "09:00", end: "18:00"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T08:30, end: 2026-05-04T18:00}}

    Good:
        days: [{date: 2026-05-04, start: "08:30", end: "18:00"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T08:30, end: 2026-05-04T18:00}}
    """
    frames = [frame for frame in framed_days(context) if frame[1:] != (None, None)]
    if not frames:
        return
    by_day = of_day(context)
    for number, begin, end in frames:
        day = context.event.days[number]
        for item in by_day.get(day.date, ()):
            early = begin is not None and item.start < begin
            late = end is not None and (item.start if item.end is None else item.end) > end
            if (early or late) and item.session.kind not in context.settings.long_kinds:
                bound = f"before {day.start:%H:%M}, when" if early else f"after {day.end:%H:%M}, when"
                yield Finding(
                    message=f"{said(item.session)} is on {bound} {day.title or day.date} "
                    f"{'begins' if early else 'ends'}",
                    path=("sessions", item.number, "slot", "start" if early else "end"),
                    about=(item.session.id,),
                    related=(
                        Related(message="the times of the day", path=("days", number, "start" if early else "end")),
                    ),
                    help="move the session, or change the times of the day",
                )


@rule("day-frame-not-filled", severity=Severity.INFO, category="time", since="0.1")
def day_frame_not_filled(context: Context) -> Iterator[Finding]:
    """A day begins before its first session or ends after its last.

    Why:
        People arrive when the day begins, and there is nothing to attend.

    Bad:
        days: [{date: 2026-05-04, start: "09:00", end: "18:00"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:30, end: 2026-05-04T18:00}}

    Good:
        days: [{date: 2026-05-04, start: "09:30", end: "18:00"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:30, end: 2026-05-04T18:00}}
    """
    frames = [frame for frame in framed_days(context) if frame[1:] != (None, None)]
    if not frames:
        return
    by_day = of_day(context)
    for number, begin, end in frames:
        day = context.event.days[number]
        items = by_day.get(day.date)
        if not items:
            continue
        name = day.title or str(day.date)
        first = min(items, key=lambda item: item.start)
        if begin is not None and first.start > begin:
            yield Finding(
                message=f"{name} begins at {day.start:%H:%M}, but its first session begins at "
                f"{clock(first.slot.start)}",
                path=("days", number, "start"),
                related=(other_session(first.number, first.session, field=("slot",)),),
                help="add a session before it, or let the day begin later",
            )
        ends = [item.end for item in items]
        if end is not None and None not in ends and (last := max(e for e in ends if e is not None)) < end:
            moment = dt.datetime.fromtimestamp(last, context.event.timezone)
            yield Finding(
                message=f"{name} ends at {day.end:%H:%M}, but its last session ends at {clock(moment)}",
                path=("days", number, "end"),
                help="add a session after it, or let the day end earlier",
            )


@rule("gap-in-day", severity=Severity.INFO, category="time", since="0.1")
def gap_in_day(context: Context) -> Iterator[Finding]:
    """There is a gap in the middle of a day.

    Only gaps longer than `gap_minutes` (30) are reported; shorter ones are for changing rooms.

    Why:
        Usually nobody wrote down the break, and sometimes a session is missing.

    Bad:
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T11:00, end: 2026-05-04T12:00}}

    Good:
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
          - {id: coffee, title: Coffee, kind: break, slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T11:00, end: 2026-05-04T12:00}}
    """
    least = context.settings.gap_minutes * 60
    for items in of_day(context).values():
        until: Placed | None = None
        for item in sorted(items, key=lambda one: one.start):
            if until is not None and until.end is not None and item.start - until.end > least:
                minutes = (item.start - until.end) / 60
                yield Finding(
                    message=f"nothing is scheduled for {minutes:g} minutes between {said(until.session)} and "
                    f"{said(item.session)}",
                    path=("sessions", item.number, "slot", "start"),
                    about=(until.session.id, item.session.id),
                    related=(other_session(until.number, until.session, field=("slot",)),),
                    help="add what happens then: a break is a session with `kind: break`",
                )
            # A session with an open end may last until the next one, so no gap is reported after it.
            if until is None or until.end is None or item.end is None or item.end > until.end:
                until = item


@rule("zero-length", severity=Severity.WARNING, category="time", since="0.1", see=("pyvec/pyvo.cz#152",))
def zero_length(context: Context) -> Iterator[Finding]:
    """A session ends at the time it begins.

    Why:
        Some calendars refuse it, some show an hour. A session that goes on "onwards" has no end.

    Bad:
        sessions:
          - {id: drinks, title: Drinks, kind: social, slot: {start: 2026-05-04T17:30, end: 2026-05-04T17:30}}

    Good:
        sessions:
          - {id: drinks, title: Drinks, kind: social, slot: {start: 2026-05-04T17:30}}
    """
    for item in context.placed:
        if item.end == item.start:
            yield Finding(
                message=f"{said(item.session)} ends when it begins",
                path=("sessions", item.number, "slot", "end"),
                about=(item.session.id,),
                help="leave the end out if it is open",
            )


@rule("implausibly-long", severity=Severity.WARNING, category="time", since="0.1", see=("emfcamp/Website#2321",))
def implausibly_long(context: Context) -> Iterator[Finding]:
    """A session is longer than sessions usually are.

    The setting is `max_session_hours` (12); kinds that may take days are in `long_kinds`.

    Why:
        Usually the date of the end is wrong. Apps lose such a session, or show 694 days as eleven minutes.

    Bad:
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T08:00, end: 2026-05-04T21:30}}

    Good:
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
          - {id: hack, title: Hackathon, kind: hackathon, slot: {start: 2026-05-04T10:00, end: 2026-05-05T08:00}}
    """
    most = context.settings.max_session_hours * 3600
    for item in context.placed:
        length = 0 if item.end is None else item.end - item.start
        long_kind = item.session.kind in context.settings.long_kinds
        if length > (31 * 86400 if long_kind else most):
            hours = length / 3600
            yield Finding(
                message=f"{said(item.session)} lasts {hours:g} hours",
                path=("sessions", item.number, "slot", "end"),
                about=(item.session.id,),
                help="correct the end; for a hackathon or an exhibition, write that as its `kind`",
            )


@rule("no-break", severity=Severity.WARNING, category="time", since="0.1")
def no_break(context: Context) -> Iterator[Finding]:
    """Sessions follow one another for hours without a break.

    The settings are `max_hours_without_break` (4) and `break_minutes` (10: a gap of that length is a break). Breaks,
    meals and all other service items count as breaks. A programme without any service item may list talks only; there
    the finding is only info.

    Why:
        People leave in the middle of a session, or do not come back.

    Bad:
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T08:00, end: 2026-05-04T10:30}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T10:30, end: 2026-05-04T13:00}}

    Good:
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T08:00, end: 2026-05-04T10:30}}
          - {id: coffee, title: Coffee, kind: break, slot: {start: 2026-05-04T10:30, end: 2026-05-04T11:00}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T11:00, end: 2026-05-04T13:00}}
    """
    most = context.settings.max_hours_without_break * 3600
    gap = context.settings.break_minutes * 60
    has_breaks = any(is_service(session.kind) for session in context.event.sessions)
    for items in of_day(context).values():
        for first, until in runs(context, items, gap):
            if until - first.start > most:
                end = dt.datetime.fromtimestamp(until, context.event.timezone)
                yield Finding(
                    message=f"no break for {(until - first.start) / 3600:.3g} hours, from {clock(first.slot.start)}"
                    f" to {clock(end)} on {context.day_of(first.slot)}",
                    path=("sessions", first.number, "slot"),
                    about=(first.session.id,),
                    help="add the break that is missing, or make one",
                    severity=None if has_breaks else Severity.INFO,
                )


@rule("crosses-day-change", severity=Severity.WARNING, category="time", since="0.1", see=("pretalx/pretalx#1087",))
def crosses_day_change(context: Context) -> Iterator[Finding]:
    """A session continues past the day change.

    The setting `long_kinds` lists the kinds that may take days.

    Why:
        The programme shows it only on the day it begins, not on the next.

    Bad:
        sessions:
          - {id: party, title: Party, kind: social, slot: {start: 2026-05-04T22:00, end: 2026-05-05T05:00}}

    Good:
        sessions:
          - {id: party, title: Party, kind: social, slot: {start: 2026-05-04T22:00, end: 2026-05-05T04:00}}
    """
    bounds: dict[dt.date, float] = {}
    for item in context.placed:
        if item.end is None or item.session.kind in context.settings.long_kinds:
            continue
        date = context.day_of(item.slot)
        bound = bounds.get(date)
        if bound is None:
            bound = bounds[date] = instant(day_bound(context.event, date + dt.timedelta(days=1)))
        if item.end > bound:
            yield Finding(
                message=f"{said(item.session)} continues past {context.event.day_change:%H:%M}, when the day changes",
                path=("sessions", item.number, "slot", "end"),
                about=(item.session.id,),
                help="end it earlier, split it, or set the `day_change` of the event",
            )


@rule(
    "nonexistent-local-time",
    severity=Severity.ERROR,
    category="time",
    since="0.1",
    see=("EventFahrplan/EventFahrplan#630",),
)
def nonexistent_local_time(context: Context) -> Iterator[Finding]:
    """A session begins or ends at a time of day that the clocks skip.

    Readers of files refuse such a time and report it under the same code; the rule checks events that are made in
    Python.

    Why:
        When the clocks go forward there is no half past two that night. Programs move it an hour, in either direction.

    Good:
        sessions:
          - {id: night, title: Night of the servers, slot: {start: 2026-03-29T03:30, end: 2026-03-29T04:00}}
    """
    for item, name, moment in context.times_near_clock_changes:
        if is_nonexistent(moment):
            yield Finding(
                message=f"{moment:%Y-%m-%d %H:%M} does not exist in {context.event.timezone.key}: the clocks skip it",
                path=("sessions", item.number, "slot", name),
                about=(item.session.id,),
                help="choose a time before or after the change",
            )


@rule("time-in-repeated-hour", severity=Severity.INFO, category="time", since="0.1")
def time_in_repeated_hour(context: Context) -> Iterator[Finding]:
    """A session begins or ends in the hour that the clocks repeat.

    The offset in the file says which of the two hours is meant; the printed programme has to say it too.

    Why:
        Half past two comes twice that night, and some people come at the other one.

    Bad:
        sessions:
          - {id: night, title: Night of the servers, slot: {start: "2026-10-25T02:30+02:00", end: 2026-10-25T03:30}}

    Good:
        sessions:
          - {id: night, title: Night of the servers, slot: {start: 2026-10-25T01:30, end: 2026-10-25T03:30}}
    """
    for item, name, moment in context.times_near_clock_changes:
        if is_ambiguous(moment):
            which = "second" if moment.fold else "first"
            yield Finding(
                message=f"{moment:%Y-%m-%d %H:%M} comes twice in {context.event.timezone.key}; the {which} is meant, "
                f"with the offset {moment:%z}",
                path=("sessions", item.number, "slot", name),
                about=(item.session.id,),
                help="say so in the title too, or choose another time",
            )


@rule("open-ends-in-a-row", severity=Severity.WARNING, category="time", since="0.1")
def open_ends_in_a_row(context: Context) -> Iterator[Finding]:
    """Several sessions without an end follow one another on one day, without rooms.

    In one room, the rule `open-end-followed` reports this.

    Why:
        "17:30 onwards" is the last session of a day. If another follows, the first one has an end after all.

    Bad:
        sessions:
          - {id: drinks, title: Drinks, kind: social, slot: {start: 2026-05-04T17:30}}
          - {id: dinner, title: Dinner, kind: meal, slot: {start: 2026-05-04T19:00}}

    Good:
        sessions:
          - {id: drinks, title: Drinks, kind: social, slot: {start: 2026-05-04T17:30, end: 2026-05-04T19:00}}
          - {id: dinner, title: Dinner, kind: meal, slot: {start: 2026-05-04T19:00}}
    """
    for date, items in of_day(context).items():
        still = sorted((item for item in items if item.end is None and not item.slot.rooms), key=lambda one: one.start)
        for one, other in itertools.pairwise(still):
            if other.start == one.start or context.related_by_blood(one.session, other.session):
                continue
            yield Finding(
                message=f"{said(one.session)} and {said(other.session)} on {date} both have no end",
                path=("sessions", one.number, "slot"),
                about=(one.session.id, other.session.id),
                related=(other_session(other.number, other.session, field=("slot",)),),
                help=f"write when {short(one.session.title)} ends",
            )
