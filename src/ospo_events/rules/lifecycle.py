"""Lifecycle: from proposed to final, and from one edition of the file to the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import attrs

from ..diagnostics import Severity
from ..model.agent import Participant
from ..model.event import Event
from ..model.session import Session
from ..model.status import Status
from ..model.time import instant
from ..model.vocabulary import is_service
from ..views.matching import Thing
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
    """The programme is confirmed, and a session in it is tentative.

    Why:
        People travel for it.

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
                message=f"{said(session)} is tentative in a programme that is confirmed",
                path=("sessions", number, "status"),
                about=(session.id,),
                help="confirm it, or say that the programme is tentative too",
            )


@rule("tentative-participant", severity=Severity.WARNING, category="lifecycle", since="0.1")
def tentative_participant(context: Context) -> Iterator[Finding]:
    """The programme is confirmed, and somebody in it has not promised to come.

    Why:
        Their name sells the session, and they have not said yes.

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
            continue  # told by `tentative-in-final`
        for place, item in enumerate(session.participants):
            if item.status is Status.TENTATIVE:
                yield _not_sure(context, number, session, place, item)


def _not_sure(context: Context, number: int, session: Session, place: int, item: Participant) -> Finding:
    return Finding(
        message=f"{context.agent_name(item)} is tentative in {said(session)}, which is confirmed",
        path=("sessions", number, "participants", place, "status"),
        about=(session.id,),
        within=(item.agent,) if item.agent else (),
        help="confirm them, or leave them out until they promise",
    )


@rule("unscheduled-in-final", severity=Severity.WARNING, category="lifecycle", since="0.1")
def unscheduled_in_final(context: Context) -> Iterator[Finding]:
    """The programme is confirmed and has times, and a session in it has none.

    Parts of a session that has a time need none of their own.

    Why:
        It is accepted and in no calendar.

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
            message=f"{said(session)} is confirmed and has no time",
            path=("sessions", number),
            about=(session.id,),
            help="give it a `slot`, or say that it is tentative",
        )


@rule("cancelled-holds-room", severity=Severity.INFO, category="lifecycle", since="0.1", see=("CTPUG/wafer#301",))
def cancelled_holds_room(context: Context) -> Iterator[Finding]:
    """A cancelled session still holds a room.

    Its time has to stay, so that calendars learn of the cancellation.

    Why:
        The room could be somebody else's, and its door sheet shows what does not happen.

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
                message=f"{said(session)} is cancelled and still holds {names}",
                path=("sessions", number, "slot", "rooms"),
                about=(session.id,),
                within=session.slot.rooms,
                help="take the rooms from its slot",
            )


@rule(
    "confirmed-part-of-cancelled",
    severity=Severity.WARNING,
    category="lifecycle",
    since="0.1",
    see=("openSUSE/osem#2058",),
)
def confirmed_part_of_cancelled(context: Context) -> Iterator[Finding]:
    """A session has a time of its own and is not cancelled, and what it is a part of is.

    Why:
        All that shows the programme shows it as cancelled too. If it takes place, it has to stand for itself.

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
                message=f"the event is cancelled, and {len(alive)} of its sessions are confirmed",
                path=("status",),
                about=(event.id,),
                help="cancel the sessions too: calendars know nothing but sessions",
            )
        return
    for number, session in enumerate(event.sessions):
        if session.parent is None or session.slot is None or session.status is Status.CANCELLED:
            continue
        whole = next((line for line in context.lineage(session) if line.status is Status.CANCELLED), None)
        if whole is not None:
            yield Finding(
                message=f"{said(session)} is {session.status.value}, and {said(whole)}, its whole, is cancelled",
                path=("sessions", number, "parent"),
                about=(session.id, whole.id),
                related=(other_session(context.numbers[whole.id], whole, field=("status",)),),
                help="say that it is cancelled, or take `parent` from it",
            )


@rule("version-not-raised", severity=Severity.WARNING, category="lifecycle", since="0.1", see=("CTPUG/wafer#607",))
def version_not_raised(context: Context) -> Iterator[Finding]:
    """The programme changed since the older file, and its version did not.

    Needs the older file: `--older FILE`.

    Why:
        "Version 3" is on two different printouts.

    Older:
        version: "3"
        sessions: [{id: one, title: Open models}]

    Bad:
        version: "3"
        sessions: [{id: one, title: Open models and weights}]

    Good:
        version: "4"
        sessions: [{id: one, title: Open models and weights}]
    """
    older, event = context.older, context.event
    if older is None or event.id != older.id or event.version is None:
        return
    if _content(event) != _content(older) and not _is_newer(event.version, older.version):
        what = "still" if event.version == older.version else f"after {older.version!r} now"
        yield Finding(
            message=f"the programme changed, and its version is {what} {event.version!r}",
            path=("version",),
            about=(event.id,),
            help="raise the version",
        )


def _content(event: Event) -> Event:
    return attrs.evolve(event, version=None, updated=None, accept=())


def _is_newer(version: str, older: str | None) -> bool:
    if older is None:
        return True
    numbers = [tuple(int(part) for part in re.findall(r"\d{1,18}", text)) for text in (version, older)]
    return numbers[0] > numbers[1] if numbers[0] and numbers[1] else version != older


@rule(
    "session-removed", severity=Severity.WARNING, category="lifecycle", since="0.1", see=("cbeyls/fosdem-companion#5",)
)
def session_removed(context: Context) -> Iterator[Finding]:
    """A session of the older file is gone rather than cancelled.

    Needs the older file: `--older FILE`. Sessions that were tentative or cancelled may go. One that is called
    otherwise, or has another id, is not gone.

    Why:
        Calendars that hold it never learn that it does not happen: somebody stands before an empty room.

    Older:
        sessions: [{id: one, title: Open models}, {id: two, title: Open data}]

    Bad:
        sessions: [{id: one, title: Open models}]

    Good:
        sessions: [{id: one, title: Open models}, {id: two, title: Open data, status: cancelled}]
    """
    older = context.older
    if older is None or older.id != context.event.id:
        return
    here = {pair.places[0] for pair in context.matching.pairs[Thing.SESSION]}
    for place, session in enumerate(older.sessions):
        if place not in here and session.status is Status.CONFIRMED and not is_service(session.kind):
            yield Finding(
                message=f"{said(session)} ({session.id}) was confirmed in the older file, and is gone",
                path=("sessions",),
                about=(session.id,),
                help="keep it with `status: cancelled`, or keep its id where it was renamed",
            )


@rule("sequence-not-raised", severity=Severity.WARNING, category="lifecycle", since="0.1", see=("frab/frab#452",))
def sequence_not_raised(context: Context) -> Iterator[Finding]:
    """A session moved, changed its rooms or its status since the older file, and its `sequence` did not rise.

    Needs the older file: `--older FILE`. Only for programmes that use `sequence`.

    Why:
        Calendars take the entry with the higher sequence number for the newer one (RFC 5546, section 2.1.4).

    Older:
        sessions: [{id: one, title: Open models, sequence: 1, slot: {start: 2026-05-04T09:00}}]

    Bad:
        sessions: [{id: one, title: Open models, sequence: 1, slot: {start: 2026-05-04T10:00}}]

    Good:
        sessions: [{id: one, title: Open models, sequence: 2, slot: {start: 2026-05-04T10:00}}]
    """
    older = context.older
    if older is None or older.id != context.event.id:
        return
    if not any(session.sequence for session in (*older.sessions, *context.event.sessions)):
        return
    rooms = context.matching.newer_ids(Thing.ROOM)
    for pair in context.matching.pairs[Thing.SESSION]:
        number = pair.places[1]
        old, session = older.sessions[pair.places[0]], context.event.sessions[number]
        if session.sequence <= old.sequence and _told_to_calendars(session) != _told_to_calendars(old, rooms):
            yield Finding(
                message=f"{said(session)} changed in time, place or status; its sequence is still {session.sequence}",
                path=("sessions", number, "sequence"),
                about=(session.id,),
                help=f"write `sequence: {old.sequence + 1}`",
            )


_SAME_IDS: Mapping[str, str] = MappingProxyType({})


def _told_to_calendars(session: Session, rooms: Mapping[str, str] = _SAME_IDS) -> tuple[object, ...]:
    """Return what calendars take for another state of a session.

    Args:
        session: a session.
        rooms: the new ids of rooms, by the old ones.
    """
    slot = session.slot
    if slot is None:
        return (session.status, None)
    end = None if slot.end is None else instant(slot.end)
    held = frozenset(rooms.get(room, room) for room in slot.rooms)
    return (session.status, instant(slot.start), end, held, slot.venue)


@rule("moved-to-itself", severity=Severity.INFO, category="lifecycle", since="0.1")
def moved_to_itself(context: Context) -> Iterator[Finding]:
    """A session was moved, and from the time it is at now.

    Why:
        The page says "moved from 09:00" beside 09:00.

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
                message=f"{short(session.title)} was moved from {before:%Y-%m-%d %H:%M}, where it is now",
                path=("sessions", number, "previous_start"),
                about=(session.id,),
                help="take `previous_start` away",
            )
