"""Clashes: sessions that cannot both take place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ..diagnostics import Severity
from ..model.ids import AgentId, RoomId, VenueId
from ..model.session import Session, Slot, Track
from ._clash import Stretch, followers
from ._context import Context, clock, other_session, said, short
from ._registry import Finding, rule
from ._stretches import appearances, by_room, clashing, needs, overlapped_breaks


@rule(
    "room-double-booked",
    severity=Severity.ERROR,
    category="clashes",
    since="0.1",
    see=("pretalx/pretalx#1494", "frab/frab#452", "emfcamp/Website#1576"),
)
def room_double_booked(context: Context) -> Iterator[Finding]:
    """Two sessions are in one room at the same time.

    Sessions that touch do not clash, nor do a session and its own parts, two posters (the setting `shared_kinds`), or
    sessions in a room that is `shared`. Cancelled and postponed sessions hold no room.

    Why:
        Somebody stands before a closed door, in front of everybody. Most tools look at one calendar day or at
        identical slots only, and miss a clash over midnight and a partial overlap.

    Bad:
        rooms:
          - {id: cr4, name: Conference Room 4}
        sessions:
          - {id: opening, title: Opening, slot: {start: 2026-05-04T09:00, end: 2026-05-04T09:45, rooms: [cr4]}}
          - {id: ai, title: AI panel, slot: {start: 2026-05-04T09:30, end: 2026-05-04T11:00, rooms: [cr4]}}

    Good:
        rooms:
          - {id: cr4, name: Conference Room 4}
        sessions:
          - {id: opening, title: Opening, slot: {start: 2026-05-04T09:00, end: 2026-05-04T09:30, rooms: [cr4]}}
          - {id: ai, title: AI panel, slot: {start: 2026-05-04T09:30, end: 2026-05-04T11:00, rooms: [cr4]}}
    """
    sessions = context.sessions
    shared = context.settings.shared_kinds
    for room, earlier, later in clashing(context, by_room(context)):
        one, other = sessions[earlier], sessions[later]
        if one.kind in shared and other.kind in shared:
            continue
        assert one.slot is not None, "only sessions with a slot clash"
        assert other.slot is not None, "only sessions with a slot clash"
        both = [item for item in dict.fromkeys(other.slot.rooms) if item in one.slot.rooms]
        both = [item for item in both if item not in context.shared_rooms]
        if both[0] != room:
            continue  # reported already, for the first room that they share
        names = ", ".join(context.room_name(item) for item in both[:3]) + (" ..." if len(both) > 3 else "")
        yield Finding(
            message=f"{said(other)} and {said(one)} are both in {names}",
            path=("sessions", later, "slot"),
            about=(other.id, one.id),
            within=tuple(both),
            related=(other_session(earlier, one, field=("slot",)),),
            help="move one of them or give it another room; if both fit, accept the finding with a reason, or mark "
            "the room as `shared`",
        )


@rule("all-day-double-booked", severity=Severity.INFO, category="clashes", since="0.1")
def all_day_double_booked(context: Context) -> Iterator[Finding]:
    """Two all-day sessions are in one room on the same date.

    An all-day session and one with times do not clash, nor do a session and its own parts, or two exhibitions (the
    setting `shared_kinds`).

    Why:
        Two exhibitions may well be in one hall; two trainings may not, and the programme does not give the hours.

    Bad:
        rooms:
          - {id: hall, name: Hall}
        sessions:
          - id: one
            title: Training one
            kind: workshop
            slot: {start: "2026-05-04", end: "2026-05-05", all_day: true, rooms: [hall]}
          - id: two
            title: Training two
            kind: workshop
            slot: {start: "2026-05-04", end: "2026-05-06", all_day: true, rooms: [hall]}

    Good:
        rooms:
          - {id: hall, name: Hall}
        sessions:
          - id: one
            title: Training one
            kind: workshop
            slot: {start: "2026-05-04", end: "2026-05-05", all_day: true, rooms: [hall]}
          - id: two
            title: Training two
            kind: workshop
            slot: {start: "2026-05-05", end: "2026-05-06", all_day: true, rooms: [hall]}
    """
    sessions, shared = context.event.sessions, context.settings.shared_kinds
    groups: dict[str, list[Stretch]] = {}
    for item in context.held:
        if item.slot.all_day and item.session.kind not in shared:
            for place in dict.fromkeys(item.slot.rooms):
                groups.setdefault(place, []).append(context.stretches[item.number])
    for room, earlier, later in clashing(context, groups):
        one, other = sessions[earlier], sessions[later]
        yield Finding(
            message=f"{said(other)} and {said(one)} are both in {context.room_name(RoomId(room))}",
            path=("sessions", later, "slot"),
            about=(other.id, one.id),
            within=(room,),
            related=(other_session(earlier, one, field=("slot",)),),
            help="write their times, give one of them another room, or accept it with a reason",
        )


def _roles(session: Session, agent: str) -> str:
    return " and ".join(dict.fromkeys(item.role for item in session.participants if item.agent == agent))


def _place_of(session: Session, agent: str) -> int:
    return next(number for number, item in enumerate(session.participants) if item.agent == agent)


def _double_booked(context: Context, agent: str, earlier: int, later: int) -> Finding:
    sessions = context.sessions
    one, other = sessions[earlier], sessions[later]
    person = context.event.index.people[AgentId(agent)]
    return Finding(
        message=(
            f"{person.name} is {_roles(other, agent)} of {said(other)} and {_roles(one, agent)} of {said(one)}"
            " at the same time"
        ),
        path=("sessions", later, "participants", _place_of(other, agent)),
        about=(other.id, one.id),
        within=(agent,),
        related=(other_session(earlier, one, field=("participants", _place_of(one, agent))),),
        help="move one of the sessions, or ask somebody else; for a recorded message, write `mode: video`",
    )


@rule(
    "person-double-booked",
    severity=Severity.ERROR,
    category="clashes",
    since="0.1",
    see=("CTPUG/wafer#680", "pretalx/pretalx#480"),
)
def person_double_booked(context: Context) -> Iterator[Finding]:
    """A person is to be on stage in two sessions at the same time.

    Roles on stage are speaker, panelist, moderator, chair and the like, and your own; a recorded message (`mode:
    video`) and a cancelled participation do not count. Organisers, hosts and people in breaks are left to
    `off-stage-double-booked`.

    Why:
        One of the two sessions begins without its speaker. The message says who it is and in which two sessions.

    Bad:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - id: keynote
            title: Opening keynote
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}
            participants: [{agent: ada}]
          - id: workshop
            title: Licences for beginners
            slot: {start: 2026-05-04T09:30, end: 2026-05-04T11:00}
            participants: [{agent: ada}]

    Good:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - id: keynote
            title: Opening keynote
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}
            participants: [{agent: ada}]
          - id: workshop
            title: Licences for beginners
            slot: {start: 2026-05-04T10:30, end: 2026-05-04T12:00}
            participants: [{agent: ada}]
    """
    for agent, earlier, later in clashing(context, appearances(context, on_stage=True)):
        yield _double_booked(context, agent, earlier, later)


@rule(
    "off-stage-double-booked",
    severity=Severity.INFO,
    category="clashes",
    since="0.1",
    see=("w3c/tpac-breakouts#105",),
)
def off_stage_double_booked(context: Context) -> Iterator[Finding]:
    """A person has two roles at the same time, and at least one of them is not on stage.

    That is an organiser, host or co-author, or anybody in a break, a meal or a reception.

    Why:
        Hosts can leave a room, speakers cannot: so this is only worth knowing, not an error.

    Bad:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - id: keynote
            title: Opening keynote
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}
            participants: [{agent: ada}]
          - id: workshop
            title: Licences for beginners
            slot: {start: 2026-05-04T09:30, end: 2026-05-04T11:00}
            participants: [{agent: ada, role: host}]

    Good:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - id: keynote
            title: Opening keynote
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}
            participants: [{agent: ada}]
          - id: workshop
            title: Licences for beginners
            slot: {start: 2026-05-04T10:30, end: 2026-05-04T12:00}
            participants: [{agent: ada, role: host}]
    """
    sessions = context.sessions
    for agent, earlier, later in clashing(context, appearances(context, on_stage=False)):
        if not (needs(sessions[earlier], agent) and needs(sessions[later], agent)):
            yield _double_booked(context, agent, earlier, later)


@rule("exclusive-track-overlap", severity=Severity.ERROR, category="clashes", since="0.1")
def exclusive_track_overlap(context: Context) -> Iterator[Finding]:
    """Two sessions of an `exclusive` track are at the same time.

    Why:
        A track promises that people can attend all of it. `exclusive: true` says that the track keeps this promise.

    Bad:
        tracks:
          - {id: ai, title: AI and open source, exclusive: true}
        sessions:
          - {id: one, title: Open models, tracks: [ai], slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
          - {id: two, title: Open data, tracks: [ai], slot: {start: 2026-05-04T09:30, end: 2026-05-04T10:30}}

    Good:
        tracks:
          - {id: ai, title: AI and open source, exclusive: true}
        sessions:
          - {id: one, title: Open models, tracks: [ai], slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
          - {id: two, title: Open data, tracks: [ai], slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00}}
    """
    tracks: dict[str, Track] = {track.id: track for track in context.event.tracks if track.exclusive}
    if not tracks:
        return
    groups: dict[str, list[Stretch]] = {}
    for item in context.placed:
        for id in dict.fromkeys(item.session.tracks):
            if id in tracks:
                groups.setdefault(id, []).append(context.stretches[item.number])
    sessions = context.sessions
    for track, earlier, later in clashing(context, groups):
        one, other = sessions[earlier], sessions[later]
        title = tracks[track].title
        yield Finding(
            message=f"{said(other)} and {said(one)} overlap in the exclusive track {short(title)}",
            path=("sessions", later, "slot"),
            about=(other.id, one.id),
            within=(track,),
            related=(other_session(earlier, one, field=("slot",)),),
            help="move one of them, or remove `exclusive` from the track",
        )


@rule(
    "open-end-followed",
    severity=Severity.WARNING,
    category="clashes",
    since="0.1",
    see=("thomersch/openstreetmap-calendar#59",),
)
def open_end_followed(context: Context) -> Iterator[Finding]:
    """Something begins in the same room, or for the same person, after a session without an end.

    Only sessions that begin within `open_end_hours` (12) count.

    Why:
        "17:30 onwards" and "18:30" in one room: either the first has an end, or the second has no room.

    Bad:
        rooms:
          - {id: hall, name: Hall}
        sessions:
          - {id: drinks, title: Drinks, kind: social, slot: {start: 2026-05-04T17:30, rooms: [hall]}}
          - {id: film, title: Film, kind: film, slot: {start: 2026-05-04T18:30, end: 2026-05-04T20:00, rooms: [hall]}}

    Good:
        rooms:
          - {id: hall, name: Hall}
        sessions:
          - id: drinks
            title: Drinks
            kind: social
            slot: {start: 2026-05-04T17:30, end: 2026-05-04T18:30, rooms: [hall]}
          - {id: film, title: Film, kind: film, slot: {start: 2026-05-04T18:30, end: 2026-05-04T20:00, rooms: [hall]}}
    """
    if all(item.end is not None for item in context.placed):
        return
    within = context.settings.open_end_hours * 3600.0
    told: set[tuple[int, int]] = set()
    groups = [*by_room(context).items(), *appearances(context, on_stage=True).items()]
    sessions = context.sessions
    for key, group in groups:
        for one, other in followers(group, within=within):
            first, second = sessions[one.number], sessions[other.number]
            if (one.number, other.number) in told or context.related_by_blood(first, second):
                continue
            told.add((one.number, other.number))
            yield Finding(
                message=f"{said(first)} has no end, but {said(second)} follows it {_where(context, key)}",
                path=("sessions", one.number, "slot"),
                about=(first.id, second.id),
                within=(key,),
                related=(other_session(other.number, second, field=("slot",)),),
                help="write when the first one ends",
            )


def _where(context: Context, key: str) -> str:
    person = context.event.index.people.get(AgentId(key))
    return f"for {person.name}" if person else f"in {context.room_name(RoomId(key))}"


@rule(
    "turnaround-too-short",
    severity=Severity.WARNING,
    category="clashes",
    since="0.1",
    see=("pretalx/pretalx#153",),
)
def turnaround_too_short(context: Context) -> Iterator[Finding]:
    """A person has too little time to get from one room or venue to the next.

    The settings are `room_change_minutes` (5) and `venue_change_minutes` (30).

    Why:
        The programme has no clash on paper, and the speaker still arrives late, out of breath.

    Bad:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
          - {id: south, name: South House, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: n1, name: North 1, venue: north}
          - {id: s1, name: South 1, venue: south}
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - id: keynote
            title: Opening keynote
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [n1]}
            participants: [{agent: ada}]
          - id: workshop
            title: Licences for beginners
            slot: {start: 2026-05-04T10:10, end: 2026-05-04T11:30, rooms: [s1]}
            participants: [{agent: ada}]

    Good:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
          - {id: south, name: South House, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: n1, name: North 1, venue: north}
          - {id: s1, name: South 1, venue: south}
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - id: keynote
            title: Opening keynote
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [n1]}
            participants: [{agent: ada}]
          - id: workshop
            title: Licences for beginners
            slot: {start: 2026-05-04T10:30, end: 2026-05-04T11:30, rooms: [s1]}
            participants: [{agent: ada}]
    """
    sessions = context.sessions
    most = max(context.settings.room_change_minutes, context.settings.venue_change_minutes)
    for agent, group in appearances(context, on_stage=True).items():
        if len(group) < 2:
            continue
        for one, other in itertools.pairwise(sorted(group)):
            minutes = (other.start - one.end) / 60
            if not 0 <= minutes < most:
                continue
            first, second = sessions[one.number], sessions[other.number]
            needed = _change_minutes(context, first, second)
            if minutes >= needed or context.related_by_blood(first, second):
                continue
            name = context.event.index.people[AgentId(agent)].name
            yield Finding(
                message=(
                    f"{name} has {minutes:g} minutes from {said(first)} in {_rooms(context, first)} to "
                    f"{said(second)} in {_rooms(context, second)}, but needs {needed}"
                ),
                path=("sessions", other.number, "slot"),
                about=(second.id, first.id),
                within=(agent,),
                related=(other_session(one.number, first, field=("slot",)),),
                help="leave more time between them, or put both into one room",
            )


def _rooms(context: Context, session: Session) -> str:
    return ", ".join(context.room_name(room) for room in session.slot.rooms) if session.slot else ""


def _venues(context: Context, slot: Slot | None) -> set[VenueId | None]:
    """Return the venues of the rooms of a slot, or its own venue; None among them: unknown."""
    if slot is None:
        return set()
    rooms = context.event.index.rooms
    if slot.rooms:
        return {rooms[room].venue for room in slot.rooms if room in rooms} or {None}
    return set() if slot.venue is None else {slot.venue}


def _change_minutes(context: Context, first: Session, second: Session) -> int:
    """Return how many minutes a person needs to get from one session to the next; 0 if both may be in one room."""
    here, there = _venues(context, first.slot), _venues(context, second.slot)
    if not here or not there or first.slot is None or second.slot is None:
        return 0
    if not set(first.slot.rooms).isdisjoint(second.slot.rooms):
        return 0
    if not first.slot.rooms and not second.slot.rooms and here == there:
        return 0
    if None in here or None in there or not here.isdisjoint(there):
        return context.settings.room_change_minutes
    return context.settings.venue_change_minutes


@rule("break-overlapped", severity=Severity.WARNING, category="clashes", since="0.1")
def break_overlapped(context: Context) -> Iterator[Finding]:
    """A break for everybody overlaps sessions.

    A break, a meal, registration or free time without rooms and tracks is for everybody; one with tracks is for the
    sessions of these tracks; one with rooms is checked by `room-double-booked`. Social events are not breaks.

    Why:
        People in the session miss lunch, and people at lunch miss the session.

    Bad:
        sessions:
          - {id: lunch, title: Lunch, kind: meal, slot: {start: 2026-05-04T12:00, end: 2026-05-04T13:00}}
          - {id: panel, title: Open licences, slot: {start: 2026-05-04T11:30, end: 2026-05-04T12:30}}

    Good:
        sessions:
          - {id: lunch, title: Lunch, kind: meal, slot: {start: 2026-05-04T12:30, end: 2026-05-04T13:30}}
          - {id: panel, title: Open licences, slot: {start: 2026-05-04T11:30, end: 2026-05-04T12:30}}
    """
    sessions = context.sessions
    hit = overlapped_breaks(context)
    for number, others in hit.items():
        pause = sessions[number]
        names = ", ".join(said(sessions[other]) for other in others[:3])
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        yield Finding(
            message=f"{said(pause)} overlaps {names}{more}, whose audience should have a break",
            path=("sessions", number, "slot"),
            about=(pause.id,),
            within=tuple(sessions[other].id for other in others),
            related=tuple(other_session(other, sessions[other], field=("slot",)) for other in others[:5]),
            help=f"end the sessions before {clock(pause.slot.start)}, or give the break rooms or tracks"
            if pause.slot
            else None,
        )
