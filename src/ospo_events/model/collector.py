"""Collects the rooms, people, tracks and sessions of a programme in Python, so that each is written once."""

from __future__ import annotations

from typing import Any, TypedDict, TypeVar, cast

from ._checks import describe
from .agent import Organization, Person
from .place import Room, Venue
from .session import Session, Track

__all__ = ["Collections", "Collector"]

T = TypeVar("T", Venue, Room, Track, Person, Organization, Session)


class Collections(TypedDict):
    """The attributes of an `Event` that hold things with ids, as its constructor takes them."""

    venues: tuple[Venue, ...]
    rooms: tuple[Room, ...]
    tracks: tuple[Track, ...]
    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    sessions: tuple[Session, ...]


class Collector:
    """Collects each room, person, track or session at the place where it is made, for the event that holds them all.

    ```python
    from ospo_events import Collector, Event, Person, Room, Session, WallClock

    things = Collector()
    hall = things.add(Room(id="hall", name="Great Hall"))
    nine = WallClock("UTC").slot("2026-05-04", "9:00", "10:00", rooms=(hall,))
    things.add(Session(id="open", title="Opening", slot=nine, participants=(things.add(Person(id="ada", name="Ada")),)))
    event = Event(id="day", title="Our day", timezone="UTC", **things.collections())
    assert (event.rooms, event.people[0].name) == ((hall,), "Ada")
    ```
    """

    def __init__(self) -> None:
        self._things: dict[type, list[Any]] = {
            Venue: [],
            Room: [],
            Track: [],
            Person: [],
            Organization: [],
            Session: [],
        }
        self._known: set[tuple[type, str]] = set()

    def add(self, thing: T) -> T:
        """Add a thing and return it; adding the same one again has no effect.

        Two different things with the same id are both kept: validation reports them, with everything else.

        Raises:
            TypeError: an event has no collection for this.
        """
        things = self._things.get(type(thing))
        if things is None:
            raise TypeError(
                "expected a Venue, Room, Track, Person, Organization or Session to collect,"
                f" got {describe(cast('object', thing))}"
            )
        key = type(thing), thing.id
        if key not in self._known or thing not in things:
            self._known.add(key)
            things.append(thing)
        return thing

    def collections(self) -> Collections:
        """Return everything that was added, as keyword arguments: `Event(id=..., **things.collections())`."""
        things = self._things
        return Collections(
            venues=tuple(things[Venue]),
            rooms=tuple(things[Room]),
            tracks=tuple(things[Track]),
            people=tuple(things[Person]),
            organizations=tuple(things[Organization]),
            sessions=tuple(things[Session]),
        )
