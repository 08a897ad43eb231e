"""Place: rooms, venues, and whether people attend in person or online."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Related, Severity
from ..model.link import Link
from ..model.session import Session
from ..model.status import AttendanceMode
from ._clash import overlap
from ._context import Context, said, short
from ._registry import Finding, rule

_WATCHING = ("stream", "meeting", "discussion", "registration")


def _capacity(context: Context, session: Session) -> int | None:
    """Return how many people the rooms of a session hold; None if a room does not say."""
    if session.slot is None or not session.slot.rooms:
        return None
    total = 0
    for room in session.slot.rooms:
        entry = context.event.index.rooms.get(room)
        if entry is None or entry.capacity is None:
            return None
        total += entry.capacity
    return total


@rule("room-too-small", severity=Severity.WARNING, category="place", since="0.1")
def room_too_small(context: Context) -> Iterator[Finding]:
    """A room holds fewer people than its session expects, or than the whole session does, if its session is a part.

    Parts that run side by side share the audience of the whole: the capacities of their rooms are added.

    Why:
        People stand in the corridor, and the fire marshal comes.

    Bad:
        rooms:
          - {id: attic, name: Attic, capacity: 40}
        sessions:
          - id: plenary
            title: Opening
            kind: opening
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [attic]}
            expected_attendance: 300

    Good:
        rooms:
          - {id: hall, name: Hall, capacity: 400}
        sessions:
          - id: plenary
            title: Opening
            kind: opening
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}
            expected_attendance: 300
    """
    if all(session.expected_attendance is None for session in context.event.sessions):
        return
    for item in context.held_with_parts:
        session = item.session
        if session.expected_attendance is None and context.event.sessions[item.number].slot is None:
            continue  # the finding about the whole covers the room they share
        expected, capacity, names = _expected_and_held(context, session)
        if expected is not None and capacity is not None and capacity < expected:
            yield Finding(
                message=f"{said(session)} expects {expected} people, but {names} {capacity}",
                path=("sessions", item.number, "slot", "rooms"),
                about=(session.id,),
                within=item.slot.rooms,
                help="take a larger room, or show the session in a second room too",
            )


def _expected_and_held(context: Context, session: Session) -> tuple[int | None, int | None, str]:
    assert session.slot is not None, "only sessions with a slot are checked"
    capacity = _capacity(context, session)
    names = ", ".join(context.room_name(room) for room in session.slot.rooms)
    if session.expected_attendance is not None:
        return session.expected_attendance, capacity, f"{names} {'hold' if len(session.slot.rooms) > 1 else 'holds'}"
    parent = context.event.index.sessions.get(session.parent) if session.parent is not None else None
    if parent is None or parent.expected_attendance is None or capacity is None:
        return None, None, ""
    mine = context.stretches[context.numbers[session.id]]
    for other in context.event.index.children.get(parent.id, ()):
        if other is not session and (stretch := context.stretches.get(context.numbers[other.id])) is not None:
            further = _capacity(context, other)
            if overlap(mine, stretch) and other.slot and session.slot and other.slot.rooms != session.slot.rooms:
                if further is None:
                    return None, None, ""
                capacity += further
    return parent.expected_attendance, capacity, f"the rooms of this part of {short(parent.title)} hold"


@rule("session-without-room", severity=Severity.WARNING, category="place", since="0.1", see=("pretalx/pretalx#1366",))
def session_without_room(context: Context) -> Iterator[Finding]:
    """A session has a time but no room, although others have rooms.

    Service items, online sessions, sessions at a venue, and parts of a session with rooms need no room of their own.

    Why:
        People know when to come but not where. Formats that list sessions by room leave the session out.

    Bad:
        rooms:
          - {id: hall, name: Hall}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00}}

    Good:
        rooms:
          - {id: hall, name: Hall}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00, rooms: [hall]}}
    """
    if not context.event.index.by_room:
        return
    has_parts = context.event.index.children
    for number, session in context.content:
        slot = session.slot
        if slot is None or slot.rooms or _mode(context, session) is AttendanceMode.ONLINE:
            continue
        if _has_place(context, session):
            continue
        if any(part.slot is not None and part.slot.rooms for part in has_parts.get(session.id, ())):
            continue
        yield Finding(
            message=f"{said(session)} has no room, but other sessions have one",
            path=("sessions", number, "slot"),
            about=(session.id,),
            help="add `rooms` to its slot, or `room:` in shorthand",
        )


def _has_place(context: Context, session: Session) -> bool:
    """Return whether a session, or one that it is a part of, has a room or a venue."""
    return any(
        line.slot is not None and (line.slot.rooms or line.slot.venue is not None) for line in context.lineage(session)
    )


@rule("venue-of-other-rooms", severity=Severity.ERROR, category="place", since="0.1")
def venue_of_other_rooms(context: Context) -> Iterator[Finding]:
    """A session names one venue, but its room is in another.

    A session with a room needs no venue: the room has one.

    Why:
        Half of the people go to the wrong building.

    Bad:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
          - {id: pub, name: The Pub, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: hall, name: Hall, venue: north}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T10:00, rooms: [hall], venue: pub}}

    Good:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
          - {id: pub, name: The Pub, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: hall, name: Hall, venue: north}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
          - {id: two, title: Open data, slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00, venue: pub}}
    """
    rooms = context.event.index.rooms
    for number, session in enumerate(context.event.sessions):
        slot = session.slot
        if slot is None or slot.venue is None:
            continue
        slot_rooms = [rooms[id] for id in slot.rooms if id in rooms]
        other = next((room for room in slot_rooms if room.venue not in (None, slot.venue)), None)
        if other is not None:
            yield Finding(
                message=f"{said(session)} is at the venue {slot.venue!r}, but {other.name!r} is in {other.venue!r}",
                path=("sessions", number, "slot", "venue"),
                about=(session.id, other.id, slot.venue),
                help="remove the venue, because the room has one, or name another room",
            )


def _mode(context: Context, session: Session) -> AttendanceMode | None:
    return session.attendance_mode or context.event.attendance_mode


@rule("venue-without-address", severity=Severity.WARNING, category="place", since="0.1", see=("HugoBlox/kit#2371",))
def venue_without_address(context: Context) -> Iterator[Finding]:
    """A venue has neither a postal address nor coordinates.

    Why:
        Calendars cannot show the way, and search engines do not list the event.

    Bad:
        venues:
          - {id: north, name: North House}

    Good:
        venues:
          - {id: north, name: North House, address: {street: 1 North Street, locality: Berlin, country: DE}}
    """
    for number, venue in enumerate(context.event.venues):
        if venue.address is None and venue.geo is None:
            yield Finding(
                message=f"{short(venue.name)} has no address",
                path=("venues", number),
                about=(venue.id,),
                help="add `address` (street, locality, country) or `geo`",
            )


@rule("venue-timezone-differs", severity=Severity.WARNING, category="place", since="0.1")
def venue_timezone_differs(context: Context) -> Iterator[Finding]:
    """A venue is in another time zone than the event.

    Why:
        All times are in the time zone of the event, but a clock on the wall of this venue shows another time.

    Bad:
        venues:
          - {id: north, name: North House, timezone: Europe/London, address: {locality: London, country: GB}}

    Good:
        venues:
          - {id: north, name: North House, timezone: Europe/Berlin, address: {locality: Berlin, country: DE}}
    """
    for number, venue in enumerate(context.event.venues):
        if venue.timezone is not None and venue.timezone.key != context.event.timezone.key:
            yield Finding(
                message=f"{short(venue.name)} is in {venue.timezone.key}, but all times are in "
                f"{context.event.timezone.key}",
                path=("venues", number, "timezone"),
                about=(venue.id,),
                related=(Related(message="the time zone of the event", path=("timezone",)),),
                help="correct the time zone that is wrong; if the venue is far away, write the local time into its "
                "description",
            )


@rule("online-without-link", severity=Severity.WARNING, category="place", since="0.1", see=("pgeu/pgeu-system#49",))
def online_without_link(context: Context) -> Iterator[Finding]:
    """A session can be followed online, but nothing says where to watch or join it.

    A link with `rel: stream`, `discussion` or `registration` is enough, at the session, its whole, its room or the
    event; it may be private.

    Why:
        The audience sits at home and has nothing to click on.

    Bad:
        sessions:
          - id: one
            title: Open models
            attendance_mode: online
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}

    Good:
        sessions:
          - id: one
            title: Open models
            attendance_mode: online
            slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}
            links: [{href: "https://live.example.org/one", rel: stream}]
            captions: [en]
    """
    if any(link.rel in _WATCHING for link in context.event.links):
        return
    for number, session in context.content:
        if context.event.index.slot(session) is None or session.attendance_mode not in (
            AttendanceMode.ONLINE,
            AttendanceMode.MIXED,
        ):
            continue
        if not any(link.rel in _WATCHING for link in _links_around(context, session)):
            yield Finding(
                message=f"{said(session)} is {session.attendance_mode.value}, but no link says where to watch it",
                path=("sessions", number, "attendance_mode"),
                about=(session.id,),
                help="add a link with `rel: stream` or `registration` to the session, its room or the event",
            )
    if context.event.attendance_mode is AttendanceMode.ONLINE and not any(
        link.rel in _WATCHING for _, session in context.content for link in _links_around(context, session)
    ):
        yield Finding(
            message="the event is online, but no link says where to watch or register",
            path=("attendance_mode",),
            about=(context.event.id,),
            help="add a link with `rel: stream` or `registration`",
        )


def _links_around(context: Context, session: Session) -> Iterator[Link]:
    for line in context.lineage(session):
        yield from line.links
        for room in line.slot.rooms if line.slot else ():
            entry = context.event.index.rooms.get(room)
            if entry is not None and entry.stream is not None:
                yield Link(entry.stream.href, "stream")


@rule("in-person-without-place", severity=Severity.WARNING, category="place", since="0.1")
def in_person_without_place(context: Context) -> Iterator[Finding]:
    """People attend the event in person, but nothing says where.

    Why:
        It is the first question people ask, and search engines require the answer.

    Bad:
        attendance_mode: in_person
        accessibility: Step-free access, hearing loops.

    Good:
        attendance_mode: in_person
        accessibility: Step-free access, hearing loops.
        venues:
          - {id: north, name: North House, address: {street: 1 North Street, locality: Berlin, country: DE}}
    """
    event = context.event
    if event.attendance_mode in (AttendanceMode.IN_PERSON, AttendanceMode.MIXED) and not event.venues:
        yield Finding(
            message=f"the event is {event.attendance_mode.value}, but it has no venue",
            path=("attendance_mode",),
            about=(event.id,),
            help="add the venue with its address",
        )
    for number, session in context.content:
        if (
            session.attendance_mode is AttendanceMode.IN_PERSON
            and event.attendance_mode is AttendanceMode.ONLINE
            and not _has_place(context, session)
        ):
            yield Finding(
                message=f"{said(session)} is in person at an event that is online, but it has no room",
                path=("sessions", number, "attendance_mode"),
                about=(session.id,),
                help="add its room or venue",
            )


@rule("room-without-venue", severity=Severity.INFO, category="place", since="0.1")
def room_without_venue(context: Context) -> Iterator[Finding]:
    """A room is in no venue, although the event has several.

    Why:
        People do not know in which building "Room 2" is.

    Bad:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
          - {id: south, name: South House, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: n1, name: North 1, venue: north}
          - {id: s1, name: South 1, venue: south}
          - {id: r2, name: Room 2}

    Good:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
          - {id: south, name: South House, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: n1, name: North 1, venue: north}
          - {id: s1, name: South 1, venue: south}
          - {id: r2, name: Room 2, venue: south}
    """
    if len(context.event.venues) < 2:
        return
    for number, room in enumerate(context.event.rooms):
        if room.venue is None:
            yield Finding(
                message=f"{short(room.name)} is in none of the {len(context.event.venues)} venues",
                path=("rooms", number),
                about=(room.id,),
                help="add `venue` to the room",
            )


@rule("null-island", severity=Severity.WARNING, category="place", since="0.1")
def null_island(context: Context) -> Iterator[Finding]:
    """A venue has the coordinates 0, 0.

    Why:
        That is in the Gulf of Guinea, 600 km from land: somebody left a form empty.

    Bad:
        venues:
          - {id: north, name: North House, geo: {latitude: 0, longitude: 0}}

    Good:
        venues:
          - {id: north, name: North House, geo: {latitude: 52.52, longitude: 13.405}}
    """
    for number, venue in enumerate(context.event.venues):
        if venue.geo is not None and venue.geo.latitude == 0 and venue.geo.longitude == 0:
            yield Finding(
                message=f"{short(venue.name)} has the coordinates 0, 0, which are in the sea",
                path=("venues", number, "geo"),
                about=(venue.id,),
                help="write its real coordinates, or remove them",
            )


@rule("no-room-named", severity=Severity.INFO, category="place", since="0.1")
def no_room_named(context: Context) -> Iterator[Finding]:
    """People attend the event in person and sessions have times, but no session has a room.

    Why:
        A proposed agenda begins like this; a final one says where to go.

    Bad:
        attendance_mode: in_person
        accessibility: Step-free access, hearing loops.
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}

    Good:
        attendance_mode: in_person
        accessibility: Step-free access, hearing loops.
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: n1, name: North 1, venue: north}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [n1]}}
    """
    event = context.event
    here = event.attendance_mode in (AttendanceMode.IN_PERSON, AttendanceMode.MIXED)
    times = sum(1 for item in context.held if item.session.attendance_mode is not AttendanceMode.ONLINE)
    if here and times and not event.index.by_room:
        yield Finding(
            message=f"no session says which room it is in; {times} have a time",
            path=("sessions",),
            about=(event.id,),
            help="list the `rooms` of the event, and add `rooms` to the slots",
        )
