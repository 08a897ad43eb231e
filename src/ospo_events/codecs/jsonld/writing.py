"""From the event to JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TypeAlias

from ..._frozenmap import FrozenMap, thaw
from ...model.agent import Organization, Participant, Person
from ...model.event import Event, RelatedEvent
from ...model.ids import AgentId
from ...model.link import Link, RecordingPolicy
from ...model.place import Geo, PostalAddress, Room, Venue
from ...model.session import Session, Track
from ...model.status import Status
from ...model.time import instant, programme_date
from ...model.vocabulary import KNOWN_EVENT_KINDS, KNOWN_KINDS
from ...views.selection import public
from ...views.words import concept_label
from .._base import Encoded
from .fitting import CARRIED_RELATION, property_of, report
from .words import ATTENDANCE, CONTEXT, DEFAULT_ROLES, PREFIX, RESCHEDULED, STATUS

__all__ = ["document", "encode", "session_document"]

_Node: TypeAlias = "dict[str, Any]"
_quoted = json.encoder.encode_basestring
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def encode(event: Event, *, base: str | None = None) -> Encoded:
    """Write the event as JSON-LD, one line for each session.

    Args:
        event: the event; what is private stays out.
        base: the URL that `@id`s begin with; None: the page of the event, or fragments alone.
    """
    event = public(event)
    return Encoded(data=(_document(event, base) + "\n").encode("utf-8", "replace"), report=report(event))


def document(event: Event, *, base: str | None = None) -> str:
    """Return the event as JSON-LD text; to embed it in HTML, every `<` has to be escaped."""
    return _document(public(event), base)


def _document(event: Event, base: str | None) -> str:
    writer = _Writer(event, base)
    head = [f"{_quoted(key)}:{_dumps(value)}" for key, value in writer.event().items()]
    included = writer.included()
    sessions = [writer.session(session) for session in event.sessions]
    parts = ["{" + ",\n".join(head)]
    if included:
        parts.append('"@included":[\n' + ",\n".join(included) + "]")
    if sessions:
        parts.append('"subEvent":[\n' + ",\n".join(sessions) + "]")
    return ",\n".join(parts) + "}"


def session_document(event: Event, session: Session, *, base: str | None = None) -> str:
    """Return one session as JSON-LD text, with the event it is a part of; as `document` otherwise."""
    event = public(event)
    writer = _Writer(event, base)
    node: _Node = json.loads(writer.session(session))
    above = {"@type": KNOWN_EVENT_KINDS.get(event.kind, "Event"), "@id": writer.event_id, "name": event.title}
    whole = _one([*([node["superEvent"]] if "superEvent" in node else []), above])
    return _dumps({"@context": CONTEXT, **node, "superEvent": whole})


class _Writer:
    """Writes one event; nodes that recur are made once."""

    def __init__(self, event: Event, base: str | None) -> None:
        self._event = event
        self._base = (event.url or "" if base is None else base).split("#", 1)[0]
        self._places: dict[str, tuple[str, ...]] = {}
        self._agents: dict[AgentId, _Node] = {}
        self._written: dict[tuple[str, str], str] = {}
        self._kinds: dict[str, str] = {}
        self._terms: dict[str, str] = {}

    @property
    def event_id(self) -> str:
        return f"{self._base}#event"

    def _id(self, what: str, id: str) -> str:
        return f"{self._base}#{PREFIX[what]}{id}"

    def event(self) -> _Node:
        event = self._event
        node: _Node = {"@context": CONTEXT, "@type": KNOWN_EVENT_KINDS.get(event.kind, "Event")}
        node["@id"] = self.event_id
        node["identifier"] = _identifiers(event.id, event.uid)
        node["additionalType"] = event.kind
        node["name"] = event.title
        _set(node, "alternateName", event.acronym)
        _set(node, "disambiguatingDescription", event.theme)
        _set(node, "description", event.description)
        _set(node, "url", event.url)
        self._event_times(node)
        if event.status in STATUS:
            node["eventStatus"] = STATUS[event.status]
        if event.attendance_mode is not None:
            node["eventAttendanceMode"] = ATTENDANCE[event.attendance_mode]
        _set(node, "location", _one([*map(self._venue, event.venues), *self._streams(event)]))
        for name, agents in self._grouped(event.participants).items():
            node[name] = json.loads(_list(agents))
        above = [*([_series(event)] if event.series else []), *_larger(event.related)]
        _set(node, "superEvent", _one(above))
        _set(node, "inLanguage", _one(list(event.languages)))
        if event.is_accessible_for_free is not None:
            node["isAccessibleForFree"] = event.is_accessible_for_free
        offers = [{"@type": "Offer", "url": link.href} for link in event.links if link.rel == "registration"]
        _set(node, "offers", _one(offers))
        _set(node, "keywords", _one(list(event.tags)))
        _links(node, event.links)
        _set(node, "image", _one([link.href for link in event.links if link.rel == "image"]))
        self._shared(node, event)
        _foreign(node, event)
        return node

    def _event_times(self, node: _Node) -> None:
        event = self._event
        slots = [session.slot for session in event.sessions if session.slot is not None]
        dates = [day.date for day in event.days]
        if slots:
            node["startDate"] = min((slot.start for slot in slots), key=instant).isoformat()
        elif dates:
            node["startDate"] = min(dates).isoformat()
        if slots or dates:
            busy = max((programme_date(slot.start, event.day_change) for slot in slots), default=None)
            last = max(dates, default=busy) if busy is None or (dates and max(dates) > busy) else busy
            ends = [slot.end for slot in slots if slot.end is not None]
            known = last == busy and len(ends) == len(slots)
            assert last is not None, "there is a slot or a day"
            node["endDate"] = (max(ends, key=instant) if known else last).isoformat()
        zone = {"@type": "Schedule", "scheduleTimezone": event.timezone.key}
        schedules: list[_Node] = []
        for day in event.days:
            schedule = {**zone, "startDate": day.date.isoformat()}
            _set(schedule, "name", day.title)
            _set(schedule, "startTime", day.start.isoformat() if day.start else None)
            _set(schedule, "endTime", day.end.isoformat() if day.end else None)
            schedules.append(schedule)
        node["eventSchedule"] = _one(schedules or [zone])

    def _streams(self, event: Event) -> list[_Node]:
        found = [_virtual(link) for link in event.links if link.rel == "stream"]
        return found + [self._live(room) for room in event.rooms if room.stream is not None]

    def _live(self, room: Room) -> _Node:
        assert room.stream is not None
        return {**_virtual(room.stream), "@id": self._id("stream", room.id)}

    def included(self) -> list[str]:
        event = self._event
        return [
            *map(_dumps, map(self._person, event.people)),
            *map(_dumps, map(self._organization, event.organizations)),
            *map(_dumps, map(self._room, event.rooms)),
            *map(_dumps, map(self._track, event.tracks)),
        ]

    def session(self, session: Session) -> str:
        """Return a session as JSON text, made of pieces that are written once: this is most of a document."""
        kind = self._kinds.get(session.kind)
        if kind is None:
            known = KNOWN_KINDS.get(session.kind)
            kind = (
                f'{{"@type":"{known.schema_org if known else "Event"}","additionalType":{_quoted(session.kind)},"@id":'
            )
            self._kinds[session.kind] = kind
        out = [f'{kind}{_quoted(f"{self._base}#s-{session.id}")},"name":{_quoted(session.title)}']
        if session.uid:
            out.append(f'"identifier":{_dumps(_uid(session.uid))}')
        if session.subtitle is not None:
            out.append(f'"disambiguatingDescription":{_quoted(session.subtitle)}')
        about = session.description if session.abstract is None else session.abstract
        if about is not None:
            out.append(f'"description":{_quoted(about)}')
        self._when_and_where(out, session)
        if session.parent is not None:
            out.append(f'"superEvent":{{"@id":{_quoted(self._id("session", session.parent))}}}')
        if session.languages:
            out.append(f'"inLanguage":{_dumps(_one(list(session.languages)))}')
        if session.participants:
            out += [f'"{name}":{_list(agents)}' for name, agents in self._grouped(session.participants).items()]
        if session.tags or session.tracks:
            out.append(f'"keywords":{_list([*map(_quoted, session.tags), *map(self._term, session.tracks)])}')
        self._more(out, session)
        text = ",".join(out) + "}"
        if session.extra and "x-jsonld" in session.extra:
            node: _Node = json.loads(text)
            _foreign(node, session)
            return _dumps(node)
        return text

    def _more(self, out: list[str], session: Session) -> None:
        """Add what few sessions have."""
        rest: _Node = {}
        if session.links:
            out.append(f'"subjectOf":{_list(list(map(_link_text, session.links)))}')
            _set(rest, "image", _one([link.href for link in session.links if link.rel == "image"]))
        _set(rest, "url", session.url)
        self._shared(rest, session)
        if rest:
            out.append(_dumps(rest)[1:-1])

    def _when_and_where(self, out: list[str], session: Session) -> None:
        slot = session.slot
        places: list[str] = []
        if slot is not None:
            out.append(f'"startDate":"{slot.start.isoformat()}"')
            if slot.end is not None:
                out.append(f'"endDate":"{slot.end.isoformat()}"')
            for room in slot.rooms:
                places += self._in_room(room)
        status = STATUS.get(session.status)
        if session.previous_start is not None:
            out.append(f'"previousStartDate":"{session.previous_start.isoformat()}"')
            if session.status is Status.CONFIRMED:
                status = RESCHEDULED
        if status is not None:
            out.append(f'"eventStatus":"{status}"')
        if session.attendance_mode is not None:
            out.append(f'"eventAttendanceMode":"{ATTENDANCE[session.attendance_mode]}"')
        places += [_dumps(_virtual(link)) for link in session.links if link.rel == "stream"]
        if places:
            out.append(f'"location":{_list(places)}')

    def _in_room(self, id: str) -> tuple[str, ...]:
        """Return a room and its live stream as JSON texts."""
        texts = self._places.get(id)
        if texts is None:
            room = self._event.index.rooms.get(id)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
            live = (_dumps(self._live(room)),) if room is not None and room.stream is not None else ()
            texts = self._places[id] = (_dumps(self._brief_room(id, room)), *live)
        return texts

    def _brief_room(self, id: str, room: Room | None) -> _Node:
        node: _Node = {"@type": "Place", "@id": self._id("room", id), "name": room.name if room else id}
        if room is not None and room.venue is not None:
            node["containedInPlace"] = {"@id": self._id("venue", room.venue)}
        return node

    def _shared(self, node: _Node, item: Event | Session) -> None:
        """Set what events and sessions have alike."""
        if item.concepts:
            node["about"] = _one([_concept(uri) for uri in item.concepts])
        if item.audience:
            node["audience"] = {"@type": "Audience", "audienceType": item.audience}
        if item.recording is not None and item.recording.links:
            node["recordedIn"] = _one([_recording(link, item.recording) for link in item.recording.links])

    def _term(self, id: str) -> str:
        text = self._terms.get(id)
        if text is None:
            track = self._event.index.tracks.get(id)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
            name = track.title if track else id
            text = _dumps({"@type": "DefinedTerm", "@id": self._id("track", id), "name": name})
            self._terms[id] = text
        return text

    def _grouped(self, participants: Iterable[Participant]) -> dict[str, list[str]]:
        """Return who takes part as JSON texts, by the property that leads there."""
        found: dict[str, list[str]] = {}
        for participant in participants:
            name = property_of(participant.role)
            plain = not (participant.credited_as or participant.affiliation or participant.job_title)
            key = (participant.agent, participant.role)
            text = self._written.get(key) if plain else None
            if text is None:
                text = _dumps(self._in_role(participant, name))
                if plain:
                    self._written[key] = text
            found.setdefault(name, []).append(text)
        return found

    def _in_role(self, participant: Participant, name: str) -> _Node:
        agent = self._mention(participant)
        if participant.role == DEFAULT_ROLES[name]:
            return agent
        return {"@type": "Role", "roleName": participant.role, name: agent}

    def _mention(self, participant: Participant) -> _Node:
        node = self._agents.get(participant.agent)
        if node is None:
            node = self._agents[participant.agent] = self._brief(participant.agent)
        if participant.credited_as or participant.affiliation or participant.job_title:
            node = dict(node)
            _set(node, "name", participant.credited_as)
            _set(node, "jobTitle", participant.job_title)
            if participant.affiliation:
                node["affiliation"] = self._brief(participant.affiliation)
        return node

    def _brief(self, id: AgentId) -> _Node:
        agent = self._event.index.agents.get(id)
        kind = "Organization" if isinstance(agent, Organization) else "Person"
        node: _Node = {"@type": kind, "@id": self._id("agent", id), "name": agent.name if agent else id}
        if isinstance(agent, Person):
            _set(node, "jobTitle", agent.job_title)
            if agent.affiliation:
                node["affiliation"] = self._brief_organization(agent.affiliation)
        return node

    def _brief_organization(self, id: AgentId) -> _Node:
        known = self._event.index.organizations.get(id)
        return {"@type": "Organization", "@id": self._id("agent", id), "name": known.name if known else id}

    def _person(self, person: Person) -> _Node:
        node: _Node = {"@type": "Person", "@id": self._id("agent", person.id), "name": person.name}
        if person.uid:
            node["identifier"] = _uid(person.uid)
        _set(node, "honorificPrefix", person.honorific)
        _set(node, "jobTitle", person.job_title)
        if person.affiliation:
            node["affiliation"] = self._brief_organization(person.affiliation)
        _set(node, "pronouns", person.pronouns)
        _set(node, "description", person.bio)
        _set(node, "url", person.url)
        _set(node, "image", _one([link.href for link in person.links if link.rel == "image"]))
        _set(node, "sameAs", _one([link.href for link in person.links if link.rel == "me"]))
        _links(node, person.links)
        _foreign(node, person)
        return node

    def _organization(self, organization: Organization) -> _Node:
        id = organization.id
        node: _Node = {"@type": "Organization", "@id": self._id("agent", id), "name": organization.name}
        if organization.uid:
            node["identifier"] = _uid(organization.uid)
        _set(node, "alternateName", organization.short_name)
        _set(node, "description", organization.description)
        if organization.parent:
            node["parentOrganization"] = self._brief_organization(organization.parent)
        if organization.country:
            node["address"] = {"@type": "PostalAddress", "addressCountry": organization.country}
        _set(node, "url", organization.url)
        _set(node, "logo", _one([link.href for link in organization.links if link.rel == "icon"]))
        _links(node, organization.links)
        _foreign(node, organization)
        return node

    def _venue(self, venue: Venue) -> _Node:
        node: _Node = {"@type": "Place", "@id": self._id("venue", venue.id), "name": venue.name}
        if venue.address is not None:
            node["address"] = _address(venue.address)
        if venue.geo is not None:
            node["geo"] = _geo(venue.geo)
        _place(node, venue)
        return node

    def _room(self, room: Room) -> _Node:
        node: _Node = {"@type": "Place", "@id": self._id("room", room.id), "name": room.name}
        if room.uid:
            node["identifier"] = _uid(room.uid)
        if room.venue is not None:
            node["containedInPlace"] = {"@id": self._id("venue", room.venue)}
        if room.capacity is not None:
            node["maximumAttendeeCapacity"] = room.capacity
        _place(node, room)
        return node

    def _track(self, track: Track) -> _Node:
        node: _Node = {"@type": "DefinedTerm", "@id": self._id("track", track.id), "name": track.title}
        if track.uid:
            node["identifier"] = _uid(track.uid)
        _set(node, "description", track.description)
        _set(node, "url", track.url)
        _links(node, track.links)
        return node


def _set(node: _Node, key: str, value: object) -> None:
    if value is not None:
        node[key] = value


def _one(items: list[Any]) -> Any:
    """Return the only item, all of them, or None."""
    return items[0] if len(items) == 1 else items or None


def _foreign(node: _Node, item: Event | Session | Person | Organization | Venue | Room) -> None:
    """Write back what a document of others said and the model has no place for."""
    kept = item.extra.get("x-jsonld") if item.extra else None
    if isinstance(kept, FrozenMap):
        for key, value in kept.items():
            node[key] = thaw(value)


def _list(texts: list[str]) -> str:
    """Return JSON texts as one value: itself, or an array."""
    return texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"


def _uid(uid: str) -> _Node:
    return {"@type": "PropertyValue", "propertyID": "uid", "value": uid}


def _identifiers(id: str, uid: str | None) -> Any:
    return [id, _uid(uid)] if uid else id


def _concept(uri: str) -> _Node:
    label = concept_label(uri)
    return {"@type": "DefinedTerm", "@id": uri, **({"name": label} if label != uri else {})}


def _link(link: Link) -> _Node:
    node: _Node = {"@type": "CreativeWork", "additionalType": link.rel, "url": link.href}
    _set(node, "name", link.title)
    _set(node, "encodingFormat", link.media_type)
    _set(node, "inLanguage", link.language)
    return node


def _link_text(link: Link) -> str:
    if link.title is None and link.media_type is None and link.language is None:
        return f'{{"@type":"CreativeWork","additionalType":{_quoted(link.rel)},"url":{_quoted(link.href)}}}'
    return _dumps(_link(link))


def _links(node: _Node, links: tuple[Link, ...]) -> None:
    if links:
        node["subjectOf"] = _one([_link(link) for link in links])


def _recording(link: Link, recording: RecordingPolicy) -> _Node:
    node = _link(link)
    _set(node, "license", recording.license)
    return node


def _virtual(link: Link) -> _Node:
    node: _Node = {"@type": "VirtualLocation", "url": link.href}
    _set(node, "name", link.title)
    return node


def _address(address: PostalAddress) -> _Node:
    node: _Node = {"@type": "PostalAddress"}
    _set(node, "streetAddress", address.street)
    _set(node, "addressLocality", address.locality)
    _set(node, "addressRegion", address.region)
    _set(node, "postalCode", address.postal_code)
    _set(node, "addressCountry", address.country)
    return node


def _geo(geo: Geo) -> _Node:
    return {"@type": "GeoCoordinates", "latitude": geo.latitude, "longitude": geo.longitude}


def _place(node: _Node, place: Venue | Room) -> None:
    _set(node, "description", place.description)
    features = [{"@type": "LocationFeatureSpecification", "name": item, "value": True} for item in place.accessibility]
    _set(node, "amenityFeature", _one(features))
    _set(node, "url", place.url)
    _links(node, place.links)
    _foreign(node, place)


def _series(event: Event) -> _Node:
    series = event.series
    assert series is not None
    node: _Node = {"@type": "EventSeries", "identifier": series.id, "name": series.title}
    _set(node, "description", series.description)
    _set(node, "url", series.url)
    _links(node, series.links)
    return node


def _larger(related: Iterable[RelatedEvent]) -> list[_Node]:
    found: list[_Node] = []
    for item in related:
        if item.relation == CARRIED_RELATION:
            node: _Node = {"@type": "Event", "name": item.title}
            _set(node, "identifier", item.id)
            _set(node, "startDate", item.start.isoformat() if item.start else None)
            _set(node, "endDate", item.end.isoformat() if item.end else None)
            _set(node, "description", item.description)
            _set(node, "url", item.url)
            found.append(node)
    return found
