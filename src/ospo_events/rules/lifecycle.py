"""Lifecycle: the status of event and sessions, from proposed to final."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.agent import Participant
from ..model.session import Session
from ..model.status import Status
from ..model.time import instant
from ._context import Context, other_session, said, short
from ._registry import Finding, rule


@rule(
    "tentative-in-final",
    severity=Severity.WARNING,
    category="lifecycle",
    since="0.1",
    see=("devopsdays/devopsdays-web#12494",),
)
def tentative_in_final(context: Context) -> Iterator[Finding]:
    """The programme is confirmed, but a session in it is tentative.

    Why:
        People travel for a session that may not take place.

    Bad:
        status: confirmed
        sessions:
          - {id: one, title: Open models, status: tentative}

    Good:
        status: tentative
        sessions:
          - {id: one, title: Open models, status: tentative}
    """
    if context.event.status is not Status.CONFIRMED:
        return
    for number, session in enumerate(context.event.sessions):
        if session.status is Status.TENTATIVE:
            yield Finding(
                message=f"{said(session)} is tentative, but the programme is confirmed",
                path=("sessions", number, "status"),
                about=(session.id,),
                help="confirm the session, or make the programme `tentative` too",
            )


@rule("tentative-participant", severity=Severity.WARNING, category="lifecycle", since="0.1")
def tentative_participant(context: Context) -> Iterator[Finding]:
    """The programme is confirmed, but a participant has not promised to come.

    Why:
        People register because of the name, and the person has not said yes.

    Bad:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada, status: tentative}]}

    Good:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada, status: confirmed}]}
    """
    if context.event.status is not Status.CONFIRMED:
        return
    for number, session in enumerate(context.event.sessions):
        if session.status is Status.TENTATIVE:
            continue  # the rule `tentative-in-final` reports this
        for index, item in enumerate(session.participants):
            if item.status is Status.TENTATIVE:
                yield _not_sure(context, number, session, index, item)


def _not_sure(context: Context, number: int, session: Session, place: int, item: Participant) -> Finding:
    return Finding(
        message=f"{context.agent_name(item)} is tentative in {said(session)}, which is confirmed",
        path=("sessions", number, "participants", place, "status"),
        about=(session.id,),
        within=(item.agent,) if item.agent else (),
        help="confirm the person, or leave the person out until they promise to come",
    )


@rule("unscheduled-in-final", severity=Severity.WARNING, category="lifecycle", since="0.1")
def unscheduled_in_final(context: Context) -> Iterator[Finding]:
    """The programme is confirmed and has times, but a session in it has none.

    Parts of a session with a time need none of their own.

    Why:
        The session is accepted but in no calendar.

    Bad:
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
          - {id: two, title: Open data}

    Good:
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00}}
    """
    if context.event.status is not Status.CONFIRMED or not context.held:
        return
    for number, session in enumerate(context.event.sessions):
        if session.slot is not None or session.status is not Status.CONFIRMED:
            continue
        if any(line.slot is not None for line in context.lineage(session)):
            continue
        yield Finding(
            message=f"{said(session)} is confirmed but has no time",
            path=("sessions", number),
            about=(session.id,),
            help="give it a `slot`, or make it `tentative`",
        )


@rule("cancelled-holds-room", severity=Severity.INFO, category="lifecycle", since="0.1", see=("CTPUG/wafer#301",))
def cancelled_holds_room(context: Context) -> Iterator[Finding]:
    """A cancelled session still has a room.

    Its time has to stay, so that calendars learn of the cancellation.

    Why:
        Another session could use the room, and the door sheet shows a session that does not take place.

    Bad:
        rooms: [{id: hall, name: Hall}]
        sessions:
          - id: one
            title: Open models
            status: cancelled
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}

    Good:
        sessions:
          - id: one
            title: Open models
            status: cancelled
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}
    """
    for number, session in enumerate(context.event.sessions):
        if session.status is Status.CANCELLED and session.slot is not None and session.slot.rooms:
            names = ", ".join(context.room_name(room) for room in session.slot.rooms[:3])
            yield Finding(
                message=f"{said(session)} is cancelled but still has {names}",
                path=("sessions", number, "slot", "rooms"),
                about=(session.id,),
                within=session.slot.rooms,
                help="remove the rooms from its slot",
            )


@rule(
    "confirmed-part-of-cancelled",
    severity=Severity.WARNING,
    category="lifecycle",
    since="0.1",
    see=("openSUSE/osem#2058",),
)
def confirmed_part_of_cancelled(context: Context) -> Iterator[Finding]:
    """A session has a time of its own and is not cancelled, but the session it is a part of is cancelled.

    Why:
        Every page and calendar shows the part as cancelled too. If it takes place, it must not be a part.

    Bad:
        sessions:
          - {id: block, title: Morning block, status: cancelled}
          - {id: talk, title: Open models, parent: block, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}

    Good:
        sessions:
          - {id: block, title: Morning block, status: cancelled}
          - {id: talk, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
    """
    event = context.event
    if event.status is Status.CANCELLED:
        alive = [session for session in event.sessions if session.status is Status.CONFIRMED]
        if alive:
            yield Finding(
                message=f"the event is cancelled, but {len(alive)} of its sessions are confirmed",
                path=("status",),
                about=(event.id,),
                help="cancel the sessions too: calendars only show the status of sessions",
            )
        return
    for number, session in enumerate(event.sessions):
        if session.parent is None or session.slot is None or session.status is Status.CANCELLED:
            continue
        cancelled = next((line for line in context.lineage(session) if line.status is Status.CANCELLED), None)
        if cancelled is not None:
            yield Finding(
                message=f"{said(session)} is {session.status.value}, but it is a part of {said(cancelled)}, which is "
                "cancelled",
                path=("sessions", number, "parent"),
                about=(session.id, cancelled.id),
                related=(other_session(context.numbers[cancelled.id], cancelled, field=("status",)),),
                help="make it `cancelled` too, or remove its `parent`",
            )


@rule("moved-to-itself", severity=Severity.INFO, category="lifecycle", since="0.1")
def moved_to_itself(context: Context) -> Iterator[Finding]:
    """A session was moved from the time that it has now.

    Why:
        The page prints "moved from 09:00" beside 09:00.

    Bad:
        sessions:
          - id: one
            title: Open models
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}
            previous_start: 2026-05-04T09:00

    Good:
        sessions:
          - id: one
            title: Open models
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}
            previous_start: 2026-05-04T08:00
    """
    for number, session in enumerate(context.event.sessions):
        before, slot = session.previous_start, session.slot
        if before is not None and slot is not None and instant(before) == instant(slot.start):
            yield Finding(
                message=f"{short(session.title)} was moved from {before:%Y-%m-%d %H:%M}, but that is its time now",
                path=("sessions", number, "previous_start"),
                about=(session.id,),
                help="remove `previous_start`",
            )
