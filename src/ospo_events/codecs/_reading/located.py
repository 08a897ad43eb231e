"""Reads the locations of sessions from texts and coordinates in a document, and builds its rooms and venues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

import attrs

from ...diagnostics import Findings, Path, Severity
from ...model.link import Link
from ...model.place import Geo, PostalAddress
from ...model.session import Session
from ...model.status import OFF, AttendanceMode
from ...model.time import instant
from .places import PlaceText, read_place
from .programme import ProgrammeBuilder

__all__ = ["NOWHERE", "NamedPlace", "PlaceReader", "Spot", "Where", "is_room"]


class Where(NamedTuple):
    """The location of a session."""

    rooms: tuple[str, ...] = ()
    """The ids of its rooms."""
    venue: str | None = None
    """The id of its venue."""
    mode: AttendanceMode | None = None
    """How people attend."""
    links: tuple[Link, ...] = ()
    """Links to join it, and other links in the text."""


NOWHERE = Where()


class Spot(NamedTuple):
    """A point on the globe, with the name and the address from a map program."""

    geo: Geo | None
    name: str = ""
    address: str = ""


@attrs.frozen(kw_only=True)
class NamedPlace:
    """A location that a document describes as an object, not only as a text."""

    name: str
    is_room: bool
    geo: Geo | None = None
    address: PostalAddress | None = None
    description: str | None = None
    url: str | None = None


class PlaceReader:
    """Reads the locations of sessions, and adds rooms and venues to the tables of a builder.

    Args:
        findings: receives the findings.
        builder: receives the rooms and venues.
        field: the format's name for the location of a session.
    """

    def __init__(self, findings: Findings, builder: ProgrammeBuilder, field: str) -> None:
        self._field = field
        self._findings = findings
        self._builder = builder
        self._known: dict[str, tuple[Where, tuple[str, str] | None]] = {}
        self._rooms: dict[tuple[str, str | None], str] = {}
        self._named: dict[Geo, set[str]] = {}
        self._met: set[str] = set()
        """The ids of the rooms that only texts name."""
        self._not_rooms: dict[tuple[str, bool], Where | None] = {}

    def note(self, geo: Geo, text: str) -> None:
        """Record, before anything is read, that the document gives coordinates for this name."""
        self._named.setdefault(geo, set()).add(text)

    def read(self, text: str, position: int, spot: Spot | None = None) -> Where:
        """Return the location of a session.

        Args:
            text: the text in the document; empty: none.
            position: the position of the text, as a number that the findings can locate.
            spot: its coordinates; None: the document has none.
        """
        if spot is not None:
            return self._on_the_map(text, position, spot)
        if not text.strip():
            return NOWHERE
        known = self._known.get(text)
        if known is None:
            place = read_place(text)
            known = self._known[text] = self._where(place, None), _finding_of(place, self._field)
        where, finding = known
        if finding is not None:
            self._add(finding, position)
        return where

    def named(self, name: str, path: Path, *, may_be_city: bool = False, in_venue: bool = False) -> Where | None:
        """Return the location of a session whose room name is no room, such as `Online` or `TBA`; None: it is one.

        Args:
            name: the text of a field for rooms, where any unknown text is a room.
            path: the path of the field.
            may_be_city: whether a city counts as a room: true where rooms are named after cities.
            in_venue: whether the field may name the venue beside the room: `Room 5, Hotel Adlon`.
        """
        key = name, may_be_city
        if key not in self._not_rooms:
            place = read_place(name, cities=may_be_city)
            is_plain = is_room(place, may_be_city=may_be_city) and not (in_venue and place.room and place.venue)
            self._not_rooms[key] = None if is_plain else self._where(place, None)
            if self._not_rooms[key] is not None:
                self._report(place, path=path)
        return self._not_rooms[key]

    def _report(self, place: PlaceText, position: int | None = None, path: Path = ()) -> None:
        """Report a text that is not just the name of a room, once for each text."""
        finding = _finding_of(place, self._field)
        if finding is not None:
            self._add(finding, position, path)

    def _add(self, finding: tuple[str, str], position: int | None, path: Path = ()) -> None:
        self._findings.add(*finding, path, position=position, severity=Severity.INFO, repeated=True)

    def _where(self, place: PlaceText, geo: Geo | None) -> Where:
        """Return the location for a text; coordinates are those of its venue."""
        venue = None
        if place.venue is not None:
            venue = self._venue(place.venue, place.address, geo)
        rooms: tuple[str, ...] = ()
        if place.room is not None and (room := self._room(place.room, venue)) is not None:
            rooms = (room,)
        links = place.links
        if links and not rooms and venue is None:
            # A person who writes an address as the location names a place to go to.
            links = tuple(Link(link.href, "meeting") if link.rel == "related" else link for link in links)
        return Where(rooms, venue, place.mode, links)

    def _venue(self, name: str, address: PostalAddress | None, geo: Geo | None) -> str | None:
        venues = self._builder.venues
        id = venues.known(name) or self._builder.venue(name, (), address=address, geo=geo)
        if id is not None and id in venues:
            venues.complete(id, address=address, geo=geo)
        return id

    def _room(self, name: str, venue: str | None) -> str | None:
        """Return the id of a room; a room that was first seen without a venue now gets one."""
        rooms = self._builder.rooms
        known = self._rooms.get((name, venue)) or (rooms.known(name) if venue is None else None)
        plain = self._rooms.get((name, None))
        if known is None and venue is not None and plain is not None and rooms[plain].venue is None:
            rooms.change(plain, venue=venue)
            known = plain
        if known is None:
            known = self._builder.room(name, (), key=name if venue is None else (name, venue), venue=venue)
            if known is not None:
                self._met.add(known)
        if known is not None:
            self._rooms[name, venue] = known
            self._rooms.setdefault((name, None), known)
        return known

    def _on_the_map(self, text: str, position: int, spot: Spot) -> Where:
        """Return the location of a session for which the document has coordinates."""
        if not text.strip():
            parts = [spot.name] if spot.name and spot.name in spot.address else [spot.name, spot.address]
            text = ", ".join(filter(None, parts))
        place = read_place(text)
        if place.venue is None and place.room is not None and spot.geo is not None:
            place = self._with_venue(place, spot.geo, spot.address)
        if text.strip():
            self._report(place, position)
        return self._where(place, spot.geo)

    def _with_venue(self, place: PlaceText, geo: Geo, address: str) -> PlaceText:
        """Return a room with the venue at the coordinates: with the address, otherwise with the name of the room."""
        there = read_place(address) if address else None
        if there is not None and there.venue is not None:
            return attrs.evolve(place, venue=there.venue, address=there.address)
        if len(self._named.get(geo, ())) > 1:
            return place  # several rooms at one place without a name
        return attrs.evolve(place, venue=place.room)

    def described(self, places: Sequence[NamedPlace]) -> Where:
        """Return the location of a session from the objects that the document describes."""
        rooms = [place for place in places if place.is_room]
        venues: list[str] = []
        for place in places:
            if not place.is_room:
                address = place.address or read_place(place.name).address
                venue = self._venue(place.name, address, place.geo)
                venues += [venue] if venue is not None else []
        for room in rooms:
            if room.geo is not None and not venues and (venue := self._venue(room.name, None, room.geo)) is not None:
                venues.append(venue)
        ids = [self._room(room.name, venues[0] if venues else None) for room in rooms]
        for id, room in zip(ids, rooms, strict=True):
            if id is not None:
                self._builder.rooms.complete(id, description=room.description, url=room.url)
        found = tuple(id for id in ids if id is not None)
        return Where(found, venues[0] if venues else None)

    def mark_shared(self, sessions: Iterable[Session], positions: Sequence[int]) -> None:
        """Mark the rooms that hold several sessions at once as shared, with one finding for each.

        A text in a location field does not reserve a room: `Workshops`, `Exhibition`, `Building 4` hold many sessions.

        Args:
            sessions: all sessions of the document.
            positions: the position of each session.
        """
        held: dict[str, list[_Held]] = {}
        for session, position in zip(sessions, positions, strict=True):
            slot = session.slot
            if slot is None or slot.all_day or session.status in OFF or self._met.isdisjoint(slot.rooms):
                continue
            start = instant(slot.start)
            one = _Held(start, start if slot.end is None else instant(slot.end), position, session)
            for room in self._met.intersection(slot.rooms):
                held.setdefault(room, []).append(one)
        for room, group in held.items():
            clash, number = _clashes(sorted(group, key=_begin))
            if clash is None:
                continue
            self._builder.rooms.change(room, shared=True)
            titles = " and ".join(repr(one.session.title[:60]) for one in clash)
            more = f", and {number - 1} more such times" if number > 1 else ""
            message = f"expected one session at a time as {self._field} {self._builder.rooms[room].name[:60]!r}"
            message += f", got {titles} at once{more}: read as a room that several share"
            self._findings.add("shared-place", message, position=clash[1].position)


class _Held(NamedTuple):
    """A session that occupies a room."""

    start: float
    end: float
    position: int
    session: Session


_begin = attrgetter("start", "end", "position")


def _clashes(group: Sequence[_Held]) -> tuple[tuple[_Held, _Held] | None, int]:
    """Return the first two sessions that are in one room at once, and how many begin while another is on."""
    first: tuple[_Held, _Held] | None = None
    number = 0
    active: list[_Held] = []
    """The sessions that are on; until there is a clash these are only a whole and its parts."""
    for one in group:
        active = [other for other in active if other.end > one.start]
        if not active:  # as nearly always
            active.append(one)
            continue
        clash = next((other for other in active if not _are_related(one.session, other.session)), None)
        if clash is not None:
            number += 1
            first = first or (clash, one)
            active = [max(clash, one, key=attrgetter("end"))]
        else:
            active.append(one)
    return first, number


def _are_related(one: Session, other: Session) -> bool:
    return one.parent == other.id or other.parent == one.id


def _finding_of(place: PlaceText, field: str) -> tuple[str, str] | None:
    """Return the code and the message of a finding about a text that is not the name of a room alone, or None."""
    if place.links and place.room is None and place.venue is None:
        code, what = "location-is-link", "a place"
        is_number = place.links[0].href.startswith("tel:")
        got = "a telephone number" if is_number else "a web address"
        got += ": read as a link for the team" if is_number else ": read as a link"
    elif place.room == place.text and place.mode is None:
        return None
    else:
        code, what = "odd-place", "a room"
        got = f"{place.text[:60]!r}: read as {_meaning(place)}"
    return code, f"expected {what} as {field}, got {got}"


def is_room(place: PlaceText, *, may_be_city: bool) -> bool:
    """Return whether the name of a room is a room, and not a meeting, placeholder or address.

    Args:
        place: the result of reading the name.
        may_be_city: whether the name of a city alone is not a room.
    """
    if place.room is not None:
        return True
    if place.venue is None:
        return False
    address = place.address
    if address is None:
        return True  # a building: the name may mean all of it
    if address.street is not None or address.postal_code is not None:
        return False
    return not may_be_city and (address.locality is None or (address.country or address.region) is None)


def _meaning(place: PlaceText) -> str:
    """Return in words how a location text was read."""
    if place.is_placeholder:
        return "no location"
    words: list[str] = []
    if place.room is not None:
        words.append(f"the room {place.room[:60]!r}")
    if place.venue is not None:
        words.append("a venue" if place.room is None else "in a venue")
    if place.mode is not None:
        words.append(f"attendance_mode: {place.mode.value}")
    if place.links:
        words.append("a link")
    return ", ".join(words)
