"""Reads the venues and rooms of a document."""

from __future__ import annotations

from typing import Any

from ...model.ids import is_id
from ...model.link import Link
from ...model.place import Geo, PostalAddress
from ...model.status import AttendanceMode
from .._reading.located import PlaceReader as SharedPlaceReader
from .._reading.located import Where
from .._reading.places import read_place
from .._reading.programme import ProgrammeBuilder
from ._nodes import Document, Node, link_of, links_of, make, uid_of
from ._passthrough import passthrough_of
from ._schema_org import ONLINE, PLACE_PROPERTIES, PREFIX

__all__ = ["PlaceReader"]

_ALONE = frozenset({"@type", "@id", "name"})
"""The properties of a place that consists of a name only."""


class PlaceReader:
    """Adds every venue and room that a document names to the programme, once.

    Args:
        document: the document.
        programme: receives the venues and rooms.
    """

    def __init__(self, document: Document, programme: ProgrammeBuilder) -> None:
        self._findings = document.findings
        self._written_by_us = document.written_by_us
        self._programme = programme
        self._places = SharedPlaceReader(document.findings, programme, "location")
        self.mode_of_event: AttendanceMode | None = None
        """The attendance mode that the name of a place of the event states."""
        self._venues: dict[str, str] = {}
        """The id of the first venue with each name."""

    def places_of_event(self, node: Node) -> list[Link]:
        """Add the places of the event as venues; return its streams that belong to no room."""
        links: list[Link] = []
        rooms = self._programme.rooms
        for place in node.nodes("location"):
            if self._stands_in(place):
                continue
            if not _is_virtual(place):
                where = self._elsewhere(place, of_event=True)
                if where is None:
                    self.venue(place)
                else:
                    self.mode_of_event = self.mode_of_event or where.mode
                    links += where.links
                continue
            link = self._stream(place)
            if link is None:
                continue
            room = place.fragment(PREFIX["stream"])
            if room is not None and room in rooms:
                rooms.change(room, stream=Link(link.href, title=link.title))
            else:
                links.append(link)
        return links

    def places_of_session(self, node: Node) -> tuple[list[str], str | None, list[Link], AttendanceMode | None]:
        """Return the rooms of a session, its venue if it has no room, its streams, and the attendance mode."""
        rooms: list[str] = []
        venue: str | None = None
        mode: AttendanceMode | None = None
        streams: list[Link] = []
        for place in node.nodes("location"):
            if self._written_by_us and (place.fragment(PREFIX["venue"]) is not None or place.names(ONLINE)):
                # The only venue of an event is repeated at every session without a room.
                if len(self._programme.venues) > 1:
                    venue = _own_id(place, "venue")
                continue
            if _is_virtual(place):
                link = self._stream(place)
                if link is not None and place.fragment(PREFIX["stream"]) is None:
                    streams.append(link)
            elif (where := self._elsewhere(place)) is not None:
                rooms += where.rooms
                venue, mode = venue or where.venue, mode or where.mode
                streams += where.links
            elif (room := self.room(place)) is not None:
                rooms.append(room)
        return rooms, None if rooms else venue, streams, mode

    def _elsewhere(self, place: Node, *, of_event: bool = False) -> Where | None:
        """Return the location of a place whose name is no room, such as `Online` or a city; None: it may be one."""
        node = place.described()
        name = node.text("name")
        if self._written_by_us or name is None or set(node.members) - _ALONE:
            return None
        if of_event and (name in self._venues or read_place(name).venue is not None):
            return None
        if name in self._venues:
            return Where(venue=self._venues[name])
        where = self._places.named(name, node.path, may_be_city=not of_event, in_venue=not of_event)
        if where is not None and where.venue is not None:
            self._venues.setdefault(name, where.venue)
        return where

    def _stands_in(self, place: Node) -> bool:
        """Return whether our writer put this place here because the event has none: its rooms, or its page."""
        return self._written_by_us and (place.fragment(PREFIX["room"]) is not None or place.names(ONLINE))

    def _stream(self, place: Node) -> Link | None:
        link = link_of(place, "stream")
        if link is None:
            self._findings.add("missing-key", "expected the url of a virtual location, got none", place.path)
        return link

    def venue(self, place: Node) -> str | None:
        """Add a venue; return its id, or None if the place has neither name nor address."""
        node = place.described()
        address = None if self._written_by_us and isinstance(node.members.get("address"), str) else _address(node)
        name = node.text("name") or ((address.street or address.locality) if address else None)
        if name is not None and not self._written_by_us and node.members.keys() <= _ALONE:
            text = read_place(name)
            name, address = (text.venue, text.address) if text.venue is not None and text.room is None else (name, None)
        if name is None:
            message = "expected the name or the address of a place, got neither"
            self._findings.add("missing-key", message, node.path)
            return None
        own_id = _own_id(node, "venue")
        id = own_id or self._venues.get(name)
        if id is None or id not in self._programme.venues:
            id = self._programme.venue(
                name, node.path, key=(own_id, name), id=own_id, address=address, geo=_geo(node), **_described(node)
            )
            if id is not None:
                self._venues.setdefault(name, id)
                self._programme.venues.alias(name, id)
        return id

    def room(self, place: Node) -> str | None:
        """Add a room; return its id, or None if the place is a whole venue."""
        node = place.described()
        name = node.text("name")
        if name is None:
            self.venue(place)
            return None
        own_id = _own_id(node, "room")
        key = (own_id, None if own_id else name)
        id = self._programme.rooms.known(key)
        if id is not None and id in self._programme.rooms:
            return id
        venue: str | None = None
        if own_id is None:
            if name in self._venues:
                return None
            venue = self.venue(place) if node.members.get("address") is not None else None
        venue = next((self._containing_venue(item) for item in node.nodes("containedInPlace")), venue)
        capacity = node.number("maximumAttendeeCapacity")
        return self._programme.room(
            name,
            node.path,
            key=key,
            id=own_id,
            venue=venue,
            capacity=None if capacity is None else int(capacity),
            uid=uid_of(node),
            **_described(node),
        )

    def _containing_venue(self, place: Node) -> str | None:
        return _own_id(place, "venue") or self.venue(place)


def _own_id(node: Node, kind: str) -> str | None:
    """Return the id that a document of ours gives a place."""
    id = node.fragment(PREFIX[kind])
    return id if id is not None and is_id(id) else None


def _described(node: Node) -> dict[str, Any]:
    """Return the attributes that venues and rooms have in common."""
    return {
        "description": node.text("description"),
        "accessibility": tuple(_features(node)),
        "url": node.text("url"),
        "links": links_of(node),
        "extra": passthrough_of(node.members, PLACE_PROPERTIES),
    }


def _is_virtual(place: Node) -> bool:
    """Return whether a place is a web address; some documents have only the bare address."""
    if "VirtualLocation" in place.types:
        return True
    return (
        not place.types and len(place.members) == 1 and (place.text("name") or "").startswith(("https://", "http://"))
    )


def _address(node: Node) -> PostalAddress | None:
    address = node if "PostalAddress" in node.types else next(node.nodes("address"), None)
    if address is None:
        return None
    if len(address.members) == 1 and "name" in address.members:  # bare text
        text = address.text("name") or ""
        location = read_place(text)
        is_all = location.room is None and location.venue == text  # otherwise it contains a name
        return (location.address if is_all else None) or PostalAddress(street=text)
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
    return make(Geo, geo, latitude=float(latitude), longitude=float(longitude))


def _features(node: Node) -> list[str]:
    names: list[str] = []
    for feature in node.nodes("amenityFeature"):
        name = feature.text("name")
        if name is not None and feature.members.get("value") is not False:
            names.append(name)
    return names
