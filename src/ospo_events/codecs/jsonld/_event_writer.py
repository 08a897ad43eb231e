"""Writes the event itself: when, where, who, and what its sessions refer to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...model.agenda import dates_of
from ...model.event import Event
from ...model.place import Room, Venue
from ...model.session import Session, Track, slot_days
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
from ._schema_org import ATTENDANCE, CONTEXT, DATES, EVENT_PROPERTIES, EVENT_TYPES, PREFIX, STATUS

__all__ = ["EventWriter", "put_common"]

_OFFER_TIMES = {"registration-opens": "validFrom", "registration-closes": "validThrough"}


class EventWriter:
    """Writes what stands once for the event as a whole."""

    def __init__(self, event: Event, base: str, agents: AgentWriter) -> None:
        self._event = event
        self._base = base
        self._agents = agents

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

    def members(self) -> dict[str, str]:
        """Return the members of the event as JSON texts, without its sessions and what they refer to."""
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
        put(node, "location", one([*map(self._venue, event.venues), *self._streams(event)]))
        agents = {name: array(texts) for name, texts in self._agents.by_property(event.participants).items()}
        rest = self._rest()
        add_passthrough(rest, event.extra, EVENT_PROPERTIES)
        return {**_texts(node), **agents, **_texts(rest)}

    def _rest(self) -> JsonNode:
        """Return the members that stand behind those who take part."""
        event = self._event
        node: JsonNode = {}
        larger = [*([series_node(event.series)] if event.series else []), *larger_events(event.related)]
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
        """Return when an offer begins and ends: the milestones of registration."""
        found: JsonNode = {}
        for item in self._event.milestones:
            name = _OFFER_TIMES.get(item.kind)
            if name is not None:
                found.setdefault(name, (item.at or item.day).isoformat())
        return found

    def _put_times(self, node: JsonNode) -> None:
        event = self._event
        timed = [session for session in event.index.in_order if session.slot is not None]
        slots = [session.slot for session in timed if session.slot is not None]
        dates = [day.date for day in event.days]
        if slots:
            first = slots[0]
            node["startDate"] = (first.start.date() if first.all_day else first.start).isoformat()
        elif dates:
            node["startDate"] = min(dates).isoformat()
        if slots or dates:
            busy = max((slot_days(slot, event.day_change)[1] for slot in slots), default=None)
            last = max(dates, default=busy) if busy is None or (dates and max(dates) > busy) else busy
            assert last is not None, "there is a slot or a day"
            end: dt.date = last
            if last == busy and all(slot.end is not None for slot in slots):
                latest = max(timed, key=lambda session: event.index.instants(session)[1]).slot
                if latest is not None and latest.end is not None and not latest.all_day:
                    end = latest.end
            node["endDate"] = end.isoformat()
        zone = {"@type": "Schedule", "scheduleTimezone": event.timezone.key}
        self._put_dates(node)
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

    def _put_dates(self, node: JsonNode) -> None:
        """Put the dates that the event says of itself in place of those of its days and sessions."""
        event = self._event
        for key, date in (("startDate", event.start), ("endDate", event.end)):
            if date is not None and str(node.get(key, ""))[:10] != date.isoformat():
                node[key] = date.isoformat()
        dates = dates_of(event)
        if dates is not None:
            for key, date in zip(("startDate", "endDate"), dates, strict=True):
                node.setdefault(key, date.isoformat())

    def _streams(self, event: Event) -> list[JsonNode]:
        streams = [virtual_location(link) for link in event.links if link.rel == "stream"]
        return streams + [self.live(room) for room in event.rooms if room.stream is not None]

    def live(self, room: Room) -> JsonNode:
        """Return the live stream of a room that has one."""
        assert room.stream is not None
        return {**virtual_location(room.stream), "@id": self.id("stream", room.id)}

    def included(self) -> Iterator[str]:
        """Yield what sessions refer to as JSON texts: people, organizations, rooms, tracks."""
        event = self._event
        yield from map(self._agents.person, event.people)
        yield from map(self._agents.organization, event.organizations)
        yield from map(dumps, map(self._room, event.rooms))
        yield from map(dumps, map(self._track, event.tracks))

    def _venue(self, venue: Venue) -> JsonNode:
        node: JsonNode = {"@type": "Place", "@id": self.id("venue", venue.id), "name": venue.name}
        if venue.address is not None:
            node["address"] = postal_address(venue.address)
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


def _texts(node: JsonNode) -> dict[str, str]:
    return {key: dumps(value) for key, value in node.items()}


def put_common(node: JsonNode, item: Event | Session) -> None:
    """Set what events and sessions have alike."""
    if item.concepts:
        put(node, "about", one([concept(uri) for uri in item.concepts if uri]))
    if item.audience is not None:
        node["audience"] = {"@type": "Audience", "audienceType": item.audience}
    if item.recording is not None and item.recording.links:
        node["recordedIn"] = one([recording_node(link, item.recording) for link in item.recording.links])
