"""Venues and their rooms."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

import attrs

from .._frozenmap import EMPTY, FrozenMap, JsonValue
from .._repr import shown
from ._checks import NO_ITEMS, all_of, as_id, as_ids, as_items, is_count, settle
from .ids import RoomId, VenueId, check_id, matches_id
from .link import Link, as_extra, as_links, as_texts, check_text
from .time import as_timezone

__all__ = ["Geo", "PostalAddress", "Room", "Venue", "as_optional_venue_id", "as_room_ids", "as_rooms", "as_venues"]


def as_optional_timezone(value: ZoneInfo | str | None) -> ZoneInfo | None:
    """Return the IANA zone with that name, or None."""
    return None if value is None else as_timezone(value)


def as_optional_venue_id(value: Venue | str | None) -> VenueId | None:
    """Return the id of a venue, given the object, its id or None."""
    return None if value is None else as_id(value, VenueId, Venue)


@attrs.frozen(kw_only=True)
class PostalAddress:
    """A postal address (schema.org PostalAddress)."""

    street: str | None = None
    """Street and number."""
    locality: str | None = None
    """City or town."""
    region: str | None = None
    """State, province or county."""
    postal_code: str | None = None
    """Postal code."""
    country: str | None = None
    """ISO 3166-1 alpha-2 code."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            (self.street is None or self.street.__class__ is str)
            and (self.locality is None or self.locality.__class__ is str)
            and (self.region is None or self.region.__class__ is str)
            and (self.postal_code is None or self.postal_code.__class__ is str)
            and (self.country is None or self.country.__class__ is str)
        ):
            settle(self)


@attrs.frozen(kw_only=True)
class Geo:
    """A point on the globe (WGS 84, RFC 5545 section 3.8.1.6)."""

    latitude: float
    """Degrees north, -90 to 90."""
    longitude: float
    """Degrees east, -180 to 180."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (self.latitude.__class__ is float and self.longitude.__class__ is float):
            settle(self)
        if not -90 <= self.latitude <= 90:
            raise ValueError(f"expected a latitude from -90 to 90 degrees, got {self.latitude!r}")
        if not -180 <= self.longitude <= 180:
            raise ValueError(f"expected a longitude from -180 to 180 degrees, got {self.longitude!r}")


@attrs.frozen(kw_only=True)
class Venue:
    """A building or a site that holds rooms."""

    id: VenueId = attrs.field(converter=VenueId)
    """Its id."""
    name: str
    """Its name."""
    address: PostalAddress | None = None
    """Its postal address."""
    geo: Geo | None = None
    """Its coordinates."""
    timezone: ZoneInfo | None = attrs.field(default=None, converter=as_optional_timezone)
    """Its IANA time zone, if that is worth stating; all times are in the zone of the event."""
    description: str | None = None
    """How to find it and what visitors need to know, in plain text."""
    accessibility: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """Accessibility features: words of `KNOWN_ACCESSIBILITY` or your own."""
    url: str | None = None
    """Its web page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Its other pages: maps, directions."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, preserved and written back; keys begin with `x-`."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.id.__class__ is str
            and self.name.__class__ is str
            and (self.address is None or self.address.__class__ is PostalAddress)
            and (self.geo is None or self.geo.__class__ is Geo)
            and (self.description is None or self.description.__class__ is str)
            and (self.url is None or self.url.__class__ is str)
        ):
            settle(self)
        if not matches_id(self.id):
            check_id("venue", self.id)
        if not self.name.strip():
            check_text("name of a venue", self.name)


@attrs.frozen(kw_only=True)
class Room:
    """A room, a stage or a part of a floor in which sessions take place."""

    id: RoomId = attrs.field(converter=RoomId)
    """Its id, which stays when the room is renamed."""
    name: str
    """The name on its door."""
    venue: VenueId | None = attrs.field(default=None, converter=as_optional_venue_id)
    """The venue it is in."""
    capacity: int | None = None
    """How many people it holds."""
    floor: str | None = None
    """The floor, as the building names it."""
    description: str | None = None
    """How to find it and what visitors need to know, in plain text."""
    accessibility: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """Accessibility features: words of `KNOWN_ACCESSIBILITY` or your own."""
    shared: bool = False
    """Whether several sessions may be in it at once: a hall of posters, an exhibition."""
    stream: Link | None = None
    """The address of its live stream."""
    url: str | None = None
    """Its web page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Its other pages."""
    uid: str | None = None
    """The identifier that another system published it with."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, preserved and written back; keys begin with `x-`."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.id.__class__ is str
            and self.name.__class__ is str
            and (self.capacity is None or is_count(self.capacity))
            and (self.floor is None or self.floor.__class__ is str)
            and (self.description is None or self.description.__class__ is str)
            and (self.shared is False or self.shared is True)
            and (self.stream is None or self.stream.__class__ is Link)
            and (self.url is None or self.url.__class__ is str)
            and (self.uid is None or self.uid.__class__ is str)
        ):
            settle(self)
        if not matches_id(self.id):
            check_id("room", self.id)
        if not self.name.strip():
            check_text("name of a room", self.name)
        if self.capacity is not None and self.capacity < 0:
            raise ValueError(f"expected a capacity of 0 or more, got {self.capacity!r}")


def as_room_ids(value: Iterable[Room | str]) -> tuple[RoomId, ...]:
    """Return the ids of rooms, given the objects or their ids."""
    if value.__class__ is tuple:
        for item in value:
            if item.__class__ is not str:
                break
        else:
            return value  # pyright: ignore[reportReturnType]
    return as_ids(value, RoomId, Room, "rooms")


def as_rooms(value: Iterable[Room]) -> tuple[Room, ...]:
    """Return rooms as a tuple."""
    if value is NO_ITEMS:
        return NO_ITEMS
    return value if all_of(value, Room) else as_items(value, Room, "rooms")


def as_venues(value: Iterable[Venue]) -> tuple[Venue, ...]:
    """Return venues as a tuple."""
    if value is NO_ITEMS:
        return NO_ITEMS
    return value if all_of(value, Venue) else as_items(value, Venue, "venues")
