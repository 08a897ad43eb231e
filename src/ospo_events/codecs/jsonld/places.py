"""The venues and rooms of a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import attrs

from ...diagnostics import Severity
from ...model.ids import RoomId, VenueId, is_id, slugify, unused_id
from ...model.link import Link
from ...model.place import Geo, PostalAddress, Room, Venue
from .nodes import Node, Notes, foreign, link_of, links_of, uid_of
from .words import PREFIX

__all__ = ["Places", "made"]

T = TypeVar("T")
_KNOWN = {
    "@type",
    "type",
    "@id",
    "identifier",
    "name",
    "description",
    "url",
    "address",
    "geo",
    "amenityFeature",
    "subjectOf",
    "image",
    "sameAs",
    "logo",
    "containedInPlace",
    "maximumAttendeeCapacity",
    "streetAddress",
    "addressLocality",
    "addressRegion",
    "postalCode",
    "addressCountry",
}


def made(node: Node, make: Callable[[], T]) -> T | None:
    """Return what `make` makes, or None and a finding where the model refuses it."""
    try:
        return make()
    except (ValueError, TypeError, OverflowError) as problem:
        text = str(problem)
        node.notes.findings.add(
            "invalid-value", f"{text[:1].lower()}{text[1:]}; it is left out", node.path, severity=Severity.ERROR
        )
        return None


class Places:
    """Every venue and room that a document names, once."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self.venues: dict[str, Venue] = {}
        self.rooms: dict[str, Room] = {}
        self._room_of: dict[str, str] = {}

    def of_event(self, node: Node) -> list[Link]:
        """Take the places of the event as venues; return the streams among them that belong to no room."""
        links: list[Link] = []
        for place in node.nodes("location"):
            if not _is_virtual(place):
                self.venue(place)
                continue
            link = link_of(place, "stream")
            if link is None:
                place.notes.findings.add("missing-key", "expected the url of a virtual location, got none", place.path)
                continue
            room = place.fragment(PREFIX["stream"])
            if room is not None and room in self.rooms:
                self.rooms[room] = attrs.evolve(self.rooms[room], stream=Link(link.href, title=link.title))
            else:
                links.append(link)
        return links

    def of_session(self, node: Node) -> tuple[list[str], list[Link]]:
        """Return the rooms of a session and its own streams."""
        rooms: list[str] = []
        streams: list[Link] = []
        for place in node.nodes("location"):
            if _is_virtual(place):
                link = link_of(place, "stream")
                if link is None:
                    place.notes.findings.add(
                        "missing-key", "expected the url of a virtual location, got none", place.path
                    )
                elif place.fragment(PREFIX["stream"]) is None:
                    streams.append(link)
            elif (room := self.room(place)) is not None:
                rooms.append(room)
        return rooms, streams

    def venue(self, place: Node) -> str | None:
        """Take in a venue; return its id, or None where the place has neither name nor address."""
        node = place.full()
        address = _address(node)
        name = node.text("name") or ((address.street or address.locality) if address else None)
        if name is None:
            node.notes.findings.add(
                "missing-key", "expected the name or the address of a place, got neither", node.path
            )
            return None
        id = node.fragment(PREFIX["venue"])
        if id is None or not is_id(id):
            same = next((venue.id for venue in self.venues.values() if venue.name == name), None)
            if same is not None:
                return same
            id = unused_id(slugify(name), self.venues)
        if id not in self.venues:
            known = VenueId(id)
            venue = made(
                node,
                lambda: Venue(
                    id=known,
                    name=name,
                    address=address,
                    geo=_geo(node),
                    description=node.text("description"),
                    accessibility=tuple(_features(node)),
                    url=node.text("url"),
                    links=links_of(node),
                    extra=foreign(node, _KNOWN),
                ),
            )
            if venue is None:
                return None
            self.venues[id] = venue
        return id

    def room(self, place: Node) -> str | None:
        """Take in a room; return its id, or None where the place is a venue as a whole."""
        node = place.full()
        name = node.text("name")
        if name is None:
            self.venue(place)
            return None
        within: str | None = None
        id = node.fragment(PREFIX["room"])
        if id is None or not is_id(id):
            if name not in self._room_of:
                if any(venue.name == name for venue in self.venues.values()):
                    return None
                within = self.venue(place) if node.own.get("address") is not None else None
                self._room_of[name] = unused_id(slugify(name), self.rooms)
            id = self._room_of[name]
        if id not in self.rooms:
            room = self._room(node, id, name, within)
            if room is None:
                return None
            self.rooms[id] = room
        return id

    def _room(self, node: Node, id: str, name: str, within: str | None) -> Room | None:
        capacity = node.number("maximumAttendeeCapacity")
        venue = next((self._inside(item) for item in node.nodes("containedInPlace")), within)
        return made(
            node,
            lambda: Room(
                id=RoomId(id),
                name=name,
                venue=venue,
                capacity=None if capacity is None else int(capacity),
                description=node.text("description"),
                accessibility=tuple(_features(node)),
                url=node.text("url"),
                links=links_of(node),
                uid=uid_of(node),
                extra=foreign(node, _KNOWN),
            ),
        )

    def _inside(self, place: Node) -> str | None:
        known = place.fragment(PREFIX["venue"])
        return known if known is not None and is_id(known) else self.venue(place)


def _is_virtual(place: Node) -> bool:
    """Return whether a place is an address of the web; some documents say so by the bare address alone."""
    if "VirtualLocation" in place.types:
        return True
    return not place.types and len(place.own) == 1 and (place.text("name") or "").startswith(("https://", "http://"))


def _address(node: Node) -> PostalAddress | None:
    address = node if "PostalAddress" in node.types else next(node.nodes("address"), None)
    if address is None:
        return None
    if len(address.own) == 1 and "name" in address.own:  # bare text
        return PostalAddress(street=address.text("name"))
    return PostalAddress(
        street=address.text("streetAddress"),
        locality=address.text("addressLocality"),
        region=address.text("addressRegion"),
        postal_code=address.text("postalCode"),
        country=address.text("addressCountry"),
    )


def _geo(node: Node) -> Geo | None:
    geo = next(node.nodes("geo"), None)
    if geo is None:
        return None
    latitude, longitude = geo.number("latitude"), geo.number("longitude")
    if latitude is None or longitude is None:
        return None
    return made(geo, lambda: Geo(latitude=latitude, longitude=longitude))


def _features(node: Node) -> list[str]:
    found: list[str] = []
    for feature in node.nodes("amenityFeature"):
        name = feature.text("name")
        if name is not None and feature.own.get("value") is not False:
            found.append(name)
    return found
