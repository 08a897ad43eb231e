"""The schedule tree: days, their rooms, the entries in them. `_layout` makes it from the agenda.

The pivot of the c3voc family: schedule.xml, schedule.json and schedule2 are spellings of it. Every
session with a slot is in exactly one day, once for each of its rooms (and, where it is longer than
the format can say, once for each part); see docs/explanation/what-each-format-cannot-say.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from ..._frozenmap import EMPTY, FrozenMap, JsonValue
from ...model import Event, Organization, Participant, Person, Room, Session, Status, Track
from ...model.identity import uuid5
from ._raw_schedule import EXTRA

__all__ = [
    "FIRST_ONLINE",
    "LISTED",
    "PREFIXES",
    "STAND_IN",
    "UNLISTED_ROLES",
    "Entry",
    "ScheduleTree",
    "TreeDay",
    "TreePerson",
    "TreeRoom",
    "foreign",
    "is_stand_in",
    "stamp",
    "stand_in",
]

PREFIXES = {Status.CANCELLED: "Cancelled: ", Status.POSTPONED: "Postponed: "}
"""The prefix of titles of sessions that do not take place, for formats that have no status."""

UNLISTED_ROLES = frozenset({"sponsor", "partner", "funder", "contact"})
"""Roles that are not listed among the persons of a session: apps show those as its speakers."""

LISTED = 1439
"""The longest entry in minutes: Giggity refuses a file in which a duration is 24:00 or more."""

STAND_IN = uuid5("the room that stands in for sessions without one")
"""The UUID of the room for sessions without one: a reader makes them sessions without a room again."""

_MOST_STAND_INS = 1 << 16
FIRST_ONLINE = 1 << 15
"""The numbers after this belong to the rooms for online sessions."""


def stand_in(number: int) -> str:
    """Return the UUID of a further room for sessions without one, if several are on at once.

    Args:
        number: 1 for the first of them, `STAND_IN`.
    """
    low = int(STAND_IN[-4:], 16) ^ min(number - 1, _MOST_STAND_INS - 1)
    return f"{STAND_IN[:-4]}{low:04x}"


def is_stand_in(guid: str) -> bool:
    """Return whether a UUID belongs to the room that the writer adds for sessions without a room."""
    return guid.startswith(STAND_IN[:-4]) and len(guid) == len(STAND_IN)


@attrs.frozen(kw_only=True)
class TreeRoom:
    """A room in the form of the family."""

    name: str
    """The name on its door."""
    guid: str
    """Its UUID."""
    room: Room | None
    """The room; None: the stand-in for sessions without one, or a room that the event does not list."""


# Entries and their people are made by the ten thousand: not frozen, they are made in half the time.
@attrs.define
class TreePerson:
    """A person who is named with a session."""

    name: str
    """The name to print, without `;`."""
    id: int
    """A positive integer."""
    guid: str
    """Their UUID."""
    participant: Participant
    """Their participation."""
    agent: Person | Organization | None
    """The person or organization; None: the event does not list them."""


@attrs.define
class Entry:
    """One `event` of the family: a session, or a part of one, in one room."""

    session: Session
    """The session."""
    number: int
    """Its index in `event.sessions`."""
    day: dt.date
    """The programme day."""
    room: TreeRoom
    """The room."""
    start: dt.datetime
    """When it begins."""
    minutes: int
    """How long it lasts; 0: unknown."""
    guid: str
    """Its UUID."""
    id: int
    """A positive integer."""
    slug: str
    """Its slug."""
    title: str
    """Its title; it begins with `Cancelled: ` if it is cancelled."""
    persons: tuple[TreePerson, ...]
    """The persons named with it."""
    first: bool = True
    """Whether it is the first entry of its session: values that must be unique in a file are only there."""
    of: str = ""
    """The guid of the first entry, if that of this one comes from another system and is not derived from it."""


@attrs.frozen(kw_only=True)
class TreeDay:
    """A programme day."""

    index: int
    """From 1, without a gap."""
    date: dt.date
    """The date on which it begins."""
    start: dt.datetime
    """The day change at which it begins."""
    end: dt.datetime
    """The day change at which it ends."""
    rooms: tuple[tuple[TreeRoom, tuple[Entry, ...]], ...]
    """The rooms with sessions, in the order of the event, each with its entries in order of time.

    On the first day those too in which nothing ever is, without an entry."""


@attrs.frozen(kw_only=True)
class ScheduleTree:
    """A programme in the form of the family."""

    event: Event
    """The event, without private data."""
    acronym: str
    """An acronym that both schemas accept."""
    grid: int
    """The largest number of minutes that divides every start and duration: 5 to 60."""
    days: tuple[TreeDay, ...]
    """The days; none if no date is known."""
    rooms: tuple[TreeRoom, ...]
    """Every room, in order, the stand-ins last."""
    organizers: tuple[TreePerson, ...]
    """Who is behind the event."""

    def entries(self) -> Iterator[Entry]:
        """Yield every entry by day, room and time."""
        for day in self.days:
            for _, entries in day.rooms:
                yield from entries


def foreign(thing: Session | Room | Track | Person | Organization | Event) -> FrozenMap[str, JsonValue]:
    """Return the data that a reader of the family preserved in `extra` of a thing."""
    extra = thing.extra
    members = None if extra is EMPTY else extra.get(EXTRA)
    return members if isinstance(members, FrozenMap) else EMPTY


def stamp(moment: dt.datetime) -> str:
    """Return RFC 3339 text to the second, with an offset that has no seconds."""
    text = moment.isoformat("T", "seconds")
    # Monrovia was 44 minutes and 30 seconds west of Greenwich until 1972: neither schema has seconds there.
    return text if len(text) == 25 else moment.astimezone(dt.UTC).isoformat("T", "seconds")
