"""Usage: elements of the event that nothing refers to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from ..diagnostics import Severity
from ._context import Context
from ._registry import Finding, rule


def _unused(collection: str, items: Iterable[Any], used: Collection[str], what: str, hint: str) -> Iterator[Finding]:
    for number, item in enumerate(items):
        if item.id not in used:
            name = getattr(item, "title", None) or item.name
            yield Finding(
                message=f"{what} {name!r} ({item.id})",
                path=(collection, number),
                about=(item.id,),
                help=hint,
            )


@rule("unused-room", severity=Severity.WARNING, category="references", since="0.1")
def unused_room(context: Context) -> Iterator[Finding]:
    """A room has no session.

    This is reported only if some session has a room: before that all rooms are unused.

    Why:
        Grids show an empty column, and often a session was meant to be there.

    Bad:
        rooms:
          - {id: hall, name: Hall}
          - {id: attic, name: Attic}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}

    Good:
        rooms:
          - {id: hall, name: Hall}
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
    """
    used = context.event.index.by_room
    if used:
        yield from _unused(
            "rooms", context.event.rooms, used, "no session is in this room", "remove it, or put a session into it"
        )


@rule("unused-track", severity=Severity.WARNING, category="references", since="0.1")
def unused_track(context: Context) -> Iterator[Finding]:
    """A track has no session.

    Why:
        The programme promises a track, but its page is empty.

    Bad:
        tracks:
          - {id: ai, title: AI and open source}
          - {id: dpi, title: Digital public infrastructure}
        sessions:
          - {id: one, title: Open models, tracks: [ai]}

    Good:
        tracks:
          - {id: ai, title: AI and open source}
        sessions:
          - {id: one, title: Open models, tracks: [ai]}
    """
    used = context.event.index.by_track
    yield from _unused(
        "tracks", context.event.tracks, used, "no session is in this track", "remove it, or put a session into it"
    )


def _agents(context: Context) -> set[str]:
    event = context.event
    used: set[str] = {*event.index.by_agent}
    used.update(participant.agent for participant in event.participants if participant.agent)
    for participants in (event.participants, *(session.participants for session in event.sessions)):
        used.update(id for one in participants for id in one.affiliations)
    used.update(id for person in event.people for id in person.affiliations)
    used.update(one.parent for one in event.organizations if one.parent is not None)
    return used


@rule("unused-person", severity=Severity.WARNING, category="references", since="0.1")
def unused_person(context: Context) -> Iterator[Finding]:
    """A person takes part in no session and has no role at the event.

    Why:
        They are on the list of speakers, and people look in vain for their session; or they withdrew and do not want
        to be listed.

    Bad:
        people:
          - {id: ada, name: Ada Example}
          - {id: grace, name: Grace Sample}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}]}

    Good:
        people:
          - {id: ada, name: Ada Example}
        sessions:
          - {id: one, title: Open models, participants: [{agent: ada}]}
    """
    used = _agents(context) if context.event.people else ()
    yield from _unused(
        "people",
        context.event.people,
        used,
        "no session names this person",
        "give them a role in a session, or remove them",
    )


@rule("unused-organization", severity=Severity.INFO, category="references", since="0.1")
def unused_organization(context: Context) -> Iterator[Finding]:
    """An organization has no role and is nobody's affiliation.

    Why:
        Pages of partners show it without saying what it does.

    Bad:
        organizations:
          - {id: sample-office, name: Sample Programme Office}

    Good:
        organizations:
          - {id: sample-office, name: Sample Programme Office}
        participants:
          - {agent: sample-office, role: partner}
    """
    used = _agents(context) if context.event.organizations else ()
    yield from _unused(
        "organizations",
        context.event.organizations,
        used,
        "nothing refers to this organization",
        "give it a role, or remove it",
    )


@rule("unused-venue", severity=Severity.INFO, category="references", since="0.1")
def unused_venue(context: Context) -> Iterator[Finding]:
    """A venue has no rooms although others have, and no session is at it.

    Why:
        Maps send people there for nothing.

    Bad:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
          - {id: south, name: South House, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: n1, name: North 1, venue: north}

    Good:
        venues:
          - {id: north, name: North House, address: {locality: Berlin, country: DE}}
        rooms:
          - {id: n1, name: North 1, venue: north}
    """
    used = {room.venue for room in context.event.rooms if room.venue is not None}
    used |= {item.slot.venue for item in context.event.sessions if item.slot and item.slot.venue is not None}
    if used:
        yield from _unused(
            "venues",
            context.event.venues,
            used,
            "no room is in this venue",
            "remove it, or add its rooms",
        )
