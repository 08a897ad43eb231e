"""Writes the event itself: its time, place and people, and the things its sessions refer to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...model.agenda import dates_of
from ...model.clock import Day
from ...model.event import Event
from ...model.place import Room, Venue
from ...model.session import Session, Track, slot_days
from ...model.status import AttendanceMode
from ...model.time import instant, programme_date
from ._agent_writer import AgentWriter
from ._node_writer import (
    JsonNode,
    array,
    concept,
    dumps,
    geo_node,
    identifiers,
    larger_events,
    one,
    postal_address,
    put,
    put_links,
    put_place,
    recording_node,
    series_node,
    uid_node,
    virtual_location,
)
from ._passthrough import add_passthrough
from ._schema_org import ATTENDANCE, CONTEXT, DATES, EVENT_PROPERTIES, EVENT_TYPES, ONLINE, PREFIX, STATUS

__all__ = ["EventWriter", "put_common"]

_OFFER_TIMES = {"registration-opens": "validFrom", "registration-closes": "validThrough"}


class EventWriter:
    """Writes the values that appear once for the event as a whole.

    Args:
        event: the event.
        base: the beginning of `@id`s.
        agents: writes the participants.
        is_brief: whether it is for search engines, which refuse events without a date and a place.
    """

    def __init__(self, event: Event, base: str, agents: AgentWriter, *, is_brief: bool = False) -> None:
        self._event = event
        self._base = base
        self._agents = agents
        self._is_brief = is_brief
        self._only_venue = event.venues[0] if len(event.venues) == 1 else None
        venues: dict[str | None, Venue] = {venue.id: venue for venue in event.venues}
        self._venue_of = {room.id: venues.get(room.venue) or self._only_venue for room in event.rooms}

    def id(self, what: str, id: str) -> str:
        """Return the `@id` of a room, a venue, a track or a stream."""
        return f"{self._base}#{PREFIX[what]}{id}"

    def head(self) -> JsonNode:
        """Return the event by type and name."""
        event = self._event
        return {
            "@type": EVENT_TYPES.get(event.kind, "Event"),
            "@id": f"{self._base}#event",
            "name": event.title,
        }

    def part_head(self) -> JsonNode:
        """Return the event by type and name, with its times and places, as the page of one session names it."""
        node = self.head()
        self._put_start_and_end(node)
        put(node, "location", one(self.places()))
        return node

    def places(self) -> list[JsonNode]:
        """Return the places of the event: its venues and streams, else its rooms, else its page if it is online."""
        event = self._event
        places = [*map(self._venue, event.venues), *self._streams(event)]
        return places or [self.place(room) for room in event.rooms] or self.online(event.attendance_mode, event.url)

    def online(self, mode: AttendanceMode | None, url: str | None) -> list[JsonNode]:
        """Return the page of an online event without a stream as a place; none for anything else."""
        if mode not in (AttendanceMode.ONLINE, AttendanceMode.MIXED) or not url:
            return []
        return [{"@type": "VirtualLocation", "@id": f"{self._base}#{ONLINE}", "url": url}]

    def place(self, room: Room) -> JsonNode:
        """Return a room as a place with an address: search engines refuse one without."""
        node: JsonNode = {"@type": "Place", "@id": self.id("room", room.id), "name": room.name}
        if room.venue is not None:
            node["containedInPlace"] = {"@id": self.id("venue", room.venue)}
        node["address"] = self._address(self._venue_of.get(room.id)) or room.name
        return node

    def place_of_whole(self) -> JsonNode | None:
        """Return the venue of the event as the place of a session without a room; None if there are several."""
        return None if self._only_venue is None else self.place_at(self._only_venue)

    def place_at(self, venue: Venue) -> JsonNode:
        """Return a venue as the place of a session without a room."""
        return {
            "@type": "Place",
            "@id": self.id("venue", venue.id),
            "name": venue.name,
            "address": self._address(venue),
        }

    @staticmethod
    def _address(venue: Venue | None) -> JsonNode | str | None:
        """Return the address of a venue: its own, otherwise its name, which schema.org accepts as an address."""
        if venue is None:
            return None
        return postal_address(venue.address) if venue.address is not None else venue.name

    def members(self) -> dict[str, str]:
        """Return the members of the event as JSON texts, without its sessions and the things they refer to."""
        event = self._event
        node: JsonNode = {"@context": CONTEXT, **self.head()}
        node["identifier"] = identifiers(event.id, event.uid)
        node["additionalType"] = event.kind
        put(node, "alternateName", event.acronym)
        put(node, "disambiguatingDescription", event.theme)
        put(node, "description", event.description)
        put(node, "url", event.url)
        self._put_times(node)
        if event.status in STATUS:
            node["eventStatus"] = STATUS[event.status]
        if event.attendance_mode is not None:
            node["eventAttendanceMode"] = ATTENDANCE[event.attendance_mode]
        put(node, "location", one(self.places()))
        agents = {name: array(texts) for name, texts in self._agents.by_property(event.participants).items()}
        rest = self._rest()
        add_passthrough(rest, event.extra, EVENT_PROPERTIES)
        return {**_texts(node), **agents, **_texts(rest)}

    def _rest(self) -> JsonNode:
        """Return the members after the participants."""
        event = self._event
        node: JsonNode = {}
        larger = [series_node(event.series)] if event.series else []
        if not self._is_brief:  # without a known date or place
            larger += larger_events(event.related)
        put(node, "superEvent", one(larger))
        put(node, "inLanguage", one(list(event.languages or ((event.language,) if event.language is not None else ()))))
        put(node, "isAccessibleForFree", event.is_accessible_for_free)
        offers = [
            {"@type": "Offer", "url": link.href, **self._registration()}
            for link in event.links
            if link.rel == "registration"
        ]
        put(node, "offers", one(offers))
        put(node, "keywords", one(list(event.tags)))
        put_links(node, event.links)
        put(node, "image", one([link.href for link in event.links if link.rel == "image"]))
        put_common(node, event)
        return node

    def _registration(self) -> JsonNode:
        """Return the beginning and end of an offer: the milestones of registration."""
        offer: JsonNode = {}
        for item in self._event.milestones:
            name = _OFFER_TIMES.get(item.kind)
            if name is not None:
                offer.setdefault(name, (item.at or item.day).isoformat())
        return offer

    def _put_times(self, node: JsonNode) -> None:
        event = self._event
        self._put_start_and_end(node)
        zone = {"@type": "Schedule", "scheduleTimezone": event.timezone.key}
        schedules: list[JsonNode] = []
        if event.start is not None or event.end is not None:
            span: JsonNode = {**zone, "@id": f"{self._base}#{DATES}"}
            put(span, "startDate", event.start.isoformat() if event.start else None)
            put(span, "endDate", event.end.isoformat() if event.end else None)
            schedules.append(span)
        for day in event.days:
            schedule = {**zone, "startDate": day.date.isoformat()}
            put(schedule, "name", day.title)
            put(schedule, "startTime", day.start.isoformat() if day.start else None)
            put(schedule, "endTime", day.end.isoformat() if day.end else None)
            schedules.append(schedule)
        node["eventSchedule"] = one(schedules or [zone])

    def _put_start_and_end(self, node: JsonNode) -> None:
        """Set the start and the end: both with times, or both as dates; an unknown end is left out."""
        event = self._event
        first, last = dates_of(event) or (None, None)
        start, end = self._start() or first, self._end() or last
        # The dates that the event states are used; times of another date do not apply to them.
        if event.start is not None and event.start not in self._dates_of(start):
            start = event.start
        if event.end is not None and event.end not in self._dates_of(end):
            end = event.end
        if start is None:
            return
        if isinstance(start, dt.datetime) and not isinstance(end, dt.datetime):
            if end is None or end == programme_date(start, event.day_change):
                node["startDate"] = start.isoformat()
                return
            start = start.date()
        elif isinstance(end, dt.datetime) and not isinstance(start, dt.datetime):
            end = end.date()
        node["startDate"] = start.isoformat()
        if end is not None:
            node["endDate"] = end.isoformat()

    def _dates_of(self, moment: dt.date | dt.datetime | None) -> tuple[dt.date | None, ...]:
        """Return the date of a moment, and of the programme day it belongs to."""
        if not isinstance(moment, dt.datetime):
            return (moment,)
        return moment.date(), programme_date(moment, self._event.day_change)

    def _start(self) -> dt.date | dt.datetime | None:
        """Return the start of the event, with a time if its first day or its first session has one."""
        event = self._event
        first = min(event.days, key=_date_of, default=None)
        timed = [session.slot for session in event.index.in_order if session.slot is not None]
        slot = timed[0] if timed else None
        if slot is None or (first is not None and first.date < programme_date(slot.start, event.day_change)):
            return None if first is None else self._on(first, first.start)
        if slot.all_day:
            return slot.start.date()
        opens = self._on(first, first.start) if first is not None else None
        return opens if isinstance(opens, dt.datetime) and instant(opens) < instant(slot.start) else slot.start

    def _end(self) -> dt.date | dt.datetime | None:
        """Return the end of the event, with a time if its last day has one, or if every session has an end."""
        event = self._event
        last = max(event.days, key=_date_of, default=None)
        timed = [session for session in event.index.in_order if session.slot is not None]
        slots = [session.slot for session in timed if session.slot is not None]
        busy = max((slot_days(slot, event.day_change)[1] for slot in slots), default=None)
        if busy is None or (last is not None and last.date > busy):
            return None if last is None else self._on(last, last.end)
        closes = self._on(last, last.end) if last is not None and last.date == busy else None
        if any(slot.end is None for slot in slots):
            return closes if isinstance(closes, dt.datetime) else busy
        latest = max(timed, key=lambda session: event.index.instants(session)[1]).slot
        assert latest is not None, "it is one of the sessions with a slot"
        end = latest.end
        if end is None or latest.all_day:
            return busy
        return closes if isinstance(closes, dt.datetime) and instant(closes) > instant(end) else end

    def _on(self, day: Day, time: dt.time | None) -> dt.date | dt.datetime:
        """Return a time on a day, or in the night after it; the date if the clocks do not show it exactly once."""
        if time is None:
            return day.date
        date = day.date + dt.timedelta(days=time < self._event.day_change)
        try:
            return self._event.clock.resolve(dt.datetime.combine(date, time))
        except ValueError:
            return day.date

    def _streams(self, event: Event) -> list[JsonNode]:
        streams = [virtual_location(link) for link in event.links if link.rel == "stream"]
        return streams + [self.live(room) for room in event.rooms if room.stream is not None]

    def live(self, room: Room) -> JsonNode:
        """Return the live stream of a room that has one."""
        assert room.stream is not None
        return {**virtual_location(room.stream), "@id": self.id("stream", room.id)}

    def included(self) -> Iterator[str]:
        """Yield the things that sessions refer to as JSON texts: people, organizations, rooms, tracks."""
        event = self._event
        yield from map(self._agents.person, event.people)
        yield from map(self._agents.organization, event.organizations)
        yield from map(dumps, map(self._room, event.rooms))
        yield from map(dumps, map(self._track, event.tracks))

    def _venue(self, venue: Venue) -> JsonNode:
        node: JsonNode = {"@type": "Place", "@id": self.id("venue", venue.id), "name": venue.name}
        node["address"] = self._address(venue)
        if venue.geo is not None:
            node["geo"] = geo_node(venue.geo)
        put_place(node, venue)
        return node

    def _room(self, room: Room) -> JsonNode:
        node: JsonNode = {"@type": "Place", "@id": self.id("room", room.id), "name": room.name}
        if room.uid is not None:
            node["identifier"] = uid_node(room.uid)
        if room.venue is not None:
            node["containedInPlace"] = {"@id": self.id("venue", room.venue)}
        if room.capacity is not None:
            node["maximumAttendeeCapacity"] = room.capacity
        put_place(node, room)
        return node

    def _track(self, track: Track) -> JsonNode:
        node: JsonNode = {"@type": "DefinedTerm", "@id": self.id("track", track.id), "name": track.title}
        if track.uid is not None:
            node["identifier"] = uid_node(track.uid)
        put(node, "description", track.description)
        put(node, "url", track.url)
        put_links(node, track.links)
        return node


def _date_of(day: Day) -> dt.date:
    return day.date


def _texts(node: JsonNode) -> dict[str, str]:
    return {key: dumps(value) for key, value in node.items()}


def put_common(node: JsonNode, item: Event | Session) -> None:
    """Set the properties that events and sessions have in common."""
    if item.concepts:
        put(node, "about", one([concept(uri) for uri in item.concepts if uri]))
    if item.audience is not None:
        node["audience"] = {"@type": "Audience", "audienceType": item.audience}
    if item.recording is not None and item.recording.links:
        node["recordedIn"] = one([recording_node(link, item.recording) for link in item.recording.links])
