"""Claims: numbers that the event promises (`expects`), compared with the programme."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity, Suggestions
from ..model.status import Status
from ._context import Context
from ._registry import Finding, rule


def _differs(context: Context, name: str, promised: int | None, found: int, what: str) -> Iterator[Finding]:
    if promised is not None and promised != found:
        yield Finding(
            message=f"the event promises {promised} {what}, but the programme has {found}",
            path=("expects", name),
            about=(context.event.id,),
            help="add what is missing, or correct the promise here and wherever it is printed",
        )


@rule("day-count-differs", severity=Severity.WARNING, category="claims", since="0.1")
def day_count_differs(context: Context) -> Iterator[Finding]:
    """The event has more or fewer days than it promises.

    Days that are listed and days with a session count.

    Why:
        The invitation says "a two-day conference", and the programme has three dates.

    Bad:
        expects: {days: 2}
        days: [{date: 2026-05-04}]

    Good:
        expects: {days: 2}
        days: [{date: 2026-05-04}, {date: 2026-05-05}]
    """
    if context.event.expects is not None:
        days = {day.date for day in context.event.days}
        days.update(day for item in context.held for day in context.days_of(item.slot))
        yield from _differs(context, "days", context.event.expects.days, len(days), "days")


@rule("track-count-differs", severity=Severity.WARNING, category="claims", since="0.1")
def track_count_differs(context: Context) -> Iterator[Finding]:
    """The event has more or fewer tracks than it promises.

    Why:
        The invitation says "five thematic tracks", and people count.

    Bad:
        expects: {tracks: 2}
        tracks: [{id: ai, title: AI and open source}]
        sessions:
          - {id: one, title: Open models, tracks: [ai]}

    Good:
        expects: {tracks: 1}
        tracks: [{id: ai, title: AI and open source}]
        sessions:
          - {id: one, title: Open models, tracks: [ai]}
    """
    if context.event.expects is not None:
        yield from _differs(context, "tracks", context.event.expects.tracks, len(context.event.tracks), "tracks")


@rule("room-count-differs", severity=Severity.WARNING, category="claims", since="0.1")
def room_count_differs(context: Context) -> Iterator[Finding]:
    """The event has more or fewer rooms than it promises.

    Why:
        Somebody booked and paid for them.

    Bad:
        expects: {rooms: 2}
        rooms: [{id: hall, name: Hall}]

    Good:
        expects: {rooms: 1}
        rooms: [{id: hall, name: Hall}]
    """
    if context.event.expects is not None:
        yield from _differs(context, "rooms", context.event.expects.rooms, len(context.event.rooms), "rooms")


@rule("organizer-count-differs", severity=Severity.WARNING, category="claims", since="0.1")
def organizer_count_differs(context: Context) -> Iterator[Finding]:
    """The event names more or fewer organisers than it promises.

    Organisers, co-organisers, hosts and co-hosts count, each agent once.

    Why:
        An organiser who is left out notices it.

    Bad:
        expects: {organizers: 2}

    Good:
        expects: {organizers: 1}
    """
    if context.event.expects is not None:
        organizers = {
            item.agent or item.credited_as
            for item in context.event.participants
            if item.role in ("organizer", "co-organizer", "host", "co-host") and item.status is not Status.CANCELLED
        }
        yield from _differs(context, "organizers", context.event.expects.organizers, len(organizers), "organisers")


@rule("session-count-differs", severity=Severity.WARNING, category="claims", since="0.1")
def session_count_differs(context: Context) -> Iterator[Finding]:
    """The event has more or fewer sessions of a kind than it promises.

    Cancelled sessions and second runs (`repeat_of`) do not count.

    Why:
        "Three spotlight panels" is in the concept note, the press release and the speech.

    Bad:
        expects: {sessions: {keynote: 2}}
        sessions:
          - {id: one, title: Open models, kind: keynote}

    Good:
        expects: {sessions: {keynote: 1}}
        sessions:
          - {id: one, title: Open models, kind: keynote}
    """
    if context.event.expects is None:
        return
    counts: dict[str, int] = {}
    for session in context.event.sessions:
        if session.status is not Status.CANCELLED and session.repeat_of is None:
            counts[session.kind] = counts.get(session.kind, 0) + 1
    near_kinds = Suggestions(counts)
    for kind, promised in context.event.expects.sessions.items():
        number = counts.get(kind, 0)
        if number != promised:
            near = near_kinds.nearest(kind) if number == 0 else None
            yield Finding(
                message=f"the event promises {promised} of the kind {kind!r}, but the programme has {number}",
                path=("expects", "sessions", kind),
                about=(context.event.id,),
                help=f"did you mean {near!r}?"
                if near
                else "add what is missing, or correct the promise here and wherever it is printed",
            )
