"""The `rich` profile: what RFC 9073 and RFC 9253 add to a VEVENT, besides the flat properties."""

from __future__ import annotations

import json
from typing import Any

from ....model.agent import Organization, Participant, Person
from ....model.event import Event
from ....model.identity import thing_uid
from ....model.place import Room, Venue
from ....model.session import Session
from ....model.vocabulary import role_label
from .._content.tree import JcalProperty

__all__ = ["enrich"]

_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PARTICIPANT_TYPES = {
    role: type
    for type, roles in {
        "SPEAKER": (
            "speaker", "keynote", "panelist", "moderator", "chair", "facilitator", "discussant", "guest",
            "co-chair", "lead", "emcee", "respondent", "rapporteur", "trainer",
        ),
        "PERFORMER": ("performer",),
        "PLANNER-CONTACT": ("host", "co-host", "organizer", "co-organizer"),
        "SPONSOR": ("sponsor", "funder"),
        "CONTACT": ("contact",),
    }.items()
    for role in roles
}  # fmt: skip
"""The PARTICIPANT-TYPE of RFC 9073, section 6.2, for each role; every other role is ACTIVE."""


def enrich(event: Event, session: Session) -> tuple[list[JcalProperty], list[Any]]:
    """Return the properties and the components that the rich profile adds to a session."""
    properties: list[JcalProperty] = []
    if event.series is not None:
        properties.append(["refid", {}, "text", event.series.id])
    properties += [["refid", {}, "text", track] for track in session.tracks]
    properties.append(_structured({"@context": "https://schema.org", "@type": "Event", "name": session.title}))
    index = event.index
    components: list[Any] = []
    for number, item in enumerate(session.participants, 1):
        components.append(_participant(event, session, item, number))
    if session.slot is not None:
        rooms = [index.rooms.get(room) for room in session.slot.rooms]
        known = [room for room in rooms if room is not None]
        components += [_room(event, room) for room in known]
        venues = dict.fromkeys(room.venue for room in known if room.venue is not None)
        if session.slot.venue is not None:
            venues.setdefault(session.slot.venue)
        components += [_venue(event, venue) for id in venues if (venue := index.venues.get(id)) is not None]
    return properties, components


def _structured(data: dict[str, Any]) -> JcalProperty:
    # RFC 9073 section 6.6: VALUE, FMTTYPE and SCHEMA must stand.
    schema = f"https://schema.org/{data['@type']}"
    parameters = {"fmttype": "application/ld+json", "schema": schema}
    return ["structured-data", parameters, "text", _TO_JSON(data)]


def _participant(event: Event, session: Session, item: Participant, number: int) -> list[Any]:
    agent = event.index.agents.get(item.agent) if item.agent else None
    name = item.credited_as or (agent.name if agent is not None else str(item.agent))
    data: dict[str, Any] = {"@type": "Organization" if isinstance(agent, Organization) else "Person", "name": name}
    homes = item.affiliations or (agent.affiliations if isinstance(agent, Person) else ())
    known = [place for home in homes if (place := event.index.organizations.get(home)) is not None]
    if known:
        named = [{"@type": "Organization", "name": place.name} for place in known]
        data["affiliation"] = named if len(named) > 1 else named[0]
    if agent is not None and agent.url:
        data["url"] = agent.url
    uid = thing_uid(event, "participation", f"{session.id}/{item.agent}/{item.role}/{number}")
    properties: list[JcalProperty] = [
        ["uid", {}, "text", uid],
        ["participant-type", {}, "text", _PARTICIPANT_TYPES.get(item.role, "ACTIVE")],
        ["summary", {}, "text", f"{item.role_title or role_label(item.role)}: {name}"],
        _structured({"@context": "https://schema.org", **data}),
    ]
    return ["participant", properties, []]


def _room(event: Event, room: Room) -> list[Any]:
    properties: list[JcalProperty] = [
        ["uid", {}, "text", room.uid or thing_uid(event, "room", room.id)],
        ["name", {}, "text", room.name],
        ["location-type", {}, "text", "room"],
    ]
    if room.description:
        properties.append(["description", {}, "text", room.description])
    return ["vlocation", properties, []]


def _venue(event: Event, venue: Venue) -> list[Any]:
    properties: list[JcalProperty] = [
        ["uid", {}, "text", thing_uid(event, "venue", venue.id)],
        ["name", {}, "text", venue.name],
    ]
    if venue.geo is not None:
        properties.append(["geo", {}, "float", [venue.geo.latitude, venue.geo.longitude]])
    if venue.address is not None:
        address = venue.address
        parts = {
            "streetAddress": address.street,
            "addressLocality": address.locality,
            "addressRegion": address.region,
            "postalCode": address.postal_code,
            "addressCountry": address.country,
        }
        postal = {"@type": "PostalAddress", **{key: value for key, value in parts.items() if value}}
        properties.append(
            _structured({"@context": "https://schema.org", "@type": "Place", "name": venue.name, "address": postal})
        )
    return ["vlocation", properties, []]
