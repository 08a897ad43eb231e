"""Places in the JSON-LD of others: venues, rooms in them, and places nobody could be at."""

from __future__ import annotations

from tests.support.jsonld import read, session
from tests.support.reading import event_of


def test_places_of_every_sort() -> None:
    event = read(
        location=[
            {"@type": "Place"},
            {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Berlin"}},
            {"@type": "Place", "name": "Hall", "address": "Example Street 1", "geo": {"latitude": 1}},
            {"@type": "Place", "name": "Hall"},
            {"@type": "Place", "name": "Field", "geo": {"latitude": 52.5, "longitude": 13.4}},
            {"@type": "VirtualLocation", "url": "https://live.example/"},
            {"@type": "VirtualLocation"},
        ]
    ).value()
    assert [venue.name for venue in event.venues] == ["Berlin", "Hall", "Field"]
    berlin, hall, field = event.venues
    assert berlin.address is not None
    assert berlin.address.locality == "Berlin"
    assert hall.address is not None
    assert (hall.address.street, hall.geo) == ("Example Street 1", None)
    assert field.geo is not None
    assert (field.geo.latitude, field.geo.longitude) == (52.5, 13.4)
    assert [(link.rel, link.href) for link in event.links] == [("stream", "https://live.example/")]


def test_rooms_of_sessions_are_in_their_venues() -> None:
    house = {"@type": "Place", "name": "House"}
    event = read(
        location=house,
        subEvent=[
            session(
                name="1",
                location={"@type": "Room", "name": "A", "containedInPlace": house, "maximumAttendeeCapacity": 30},
            ),
            session(name="2", location={"@type": "Place", "name": "A"}),
            session(name="3", location={"@type": "Place", "name": "B", "address": "Elsewhere 2"}),
            session(name="4", location=house),
            session(name="5", location={"@type": "Place", "address": "Nowhere 3"}),
        ],
    ).value()
    rooms = {room.name: room for room in event.rooms}
    assert set(rooms) == {"A", "B"}
    assert rooms["A"].capacity == 30
    names = {venue.id: venue.name for venue in event.venues}
    assert names[rooms["A"].venue or ""] == "House"
    assert names[rooms["B"].venue or ""] == "B"
    assert [s.slot.rooms if s.slot else None for s in event.sessions] == [
        (rooms["A"].id,),
        (rooms["A"].id,),
        (rooms["B"].id,),
        (),
        (),
    ]
    assert "Nowhere 3" in names.values()


def test_an_impossible_place_is_told_and_the_event_kept() -> None:
    decoded = read(location={"@type": "Place", "name": "Moon", "geo": {"latitude": 900, "longitude": 0}})
    assert decoded.report
    assert decoded.event is not None
    assert [(venue.name, venue.geo) for venue in decoded.event.venues] == [("Moon", None)]


def test_places_nobody_could_be_at() -> None:
    geo = {"@type": "GeoCoordinates", "latitude": 52, "longitude": 13}
    features = [{"@type": "LocationFeatureSpecification", "name": "Ramp", "value": True}, {"value": True},
                {"@type": "LocationFeatureSpecification", "name": "Lift", "value": False}]  # fmt: skip
    place = {"@type": "Place", "name": "Hall", "geo": geo, "amenityFeature": features}
    event = event_of(read(location=[place, place]))
    assert [venue.name for venue in event.venues] == ["Hall"]
    assert event.venues[0].accessibility == ("Ramp",)
