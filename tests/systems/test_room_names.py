"""Names of rooms that are none, in Sessionize, JSON-LD and tables: a meeting online, a placeholder, a city, an address."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ospo_events import Event
from ospo_events.codecs import CODECS
from ospo_events.model import AttendanceMode, Room, Session, WallClock

ONLINE = AttendanceMode.ONLINE
BERLIN = ZoneInfo("Europe/Berlin")


def sessionize(*names: str, **more: Any) -> Event:
    """Return the event of a view All with a session in each room."""
    sessions = [
        {
            "id": str(number),
            "title": name,
            "startsAt": "2026-05-04T09:00:00",
            "endsAt": "2026-05-04T10:00:00",
            "speakers": [],
            "roomId": number,
        }
        for number, name in enumerate(names, 1)
    ]
    rooms = [{"id": number, "name": name, "sort": number, **more} for number, name in enumerate(names, 1)]
    document = {"sessions": sessions, "speakers": [], "questions": [], "categories": [], "rooms": rooms}
    return CODECS["sessionize"].decode(json.dumps(document).encode(), zone=BERLIN, title="T").value()


def where(event: Event) -> list[tuple[tuple[str, ...], str | None, AttendanceMode | None]]:
    """Return the names of the rooms and the venue of each session, and the way to attend."""
    found: list[tuple[tuple[str, ...], str | None, AttendanceMode | None]] = []
    for session in event.sessions:
        assert session.slot is not None
        venue = session.slot.venue
        rooms = tuple(event.index.rooms[room].name for room in session.slot.rooms)
        found.append((rooms, None if venue is None else event.index.venues[venue].name, session.attendance_mode))
    return found


def test_rooms_of_sessionize() -> None:
    event = sessionize(
        "Hall", "Microsoft Teams", "To be announced", "5 Rue de Rivoli, 75001 Paris", "https://zoom.us/j/1"
    )
    assert where(event) == [
        (("Hall",), None, None),
        ((), None, ONLINE),
        ((), None, None),
        ((), "5 Rue de Rivoli, 75001 Paris", None),
        ((), None, ONLINE),
    ]
    assert [room.name for room in event.rooms] == ["Hall"]
    assert [link.href for link in event.sessions[4].links] == ["https://zoom.us/j/1"]


def test_rooms_of_sessionize_that_are_named_after_cities() -> None:
    assert where(sessionize("Berlin", "Paris")) == [(("Berlin",), None, None), (("Paris",), None, None)]
    assert where(sessionize("Berlin")) == [((), "Berlin", None)]


def test_a_grid_of_sessionize() -> None:
    session = {"id": "1", "title": "A", "startsAt": "2026-05-04T09:00:00", "endsAt": "2026-05-04T10:00:00"}
    grid = [
        {
            "date": "2026-05-04T00:00:00",
            "rooms": [{"id": 7, "name": "Online", "sessions": [session | {"roomId": 7, "room": "Online"}]}],
        }
    ]
    event = CODECS["sessionize"].decode(json.dumps(grid).encode(), zone=BERLIN, title="T").value()
    assert where(event) == [((), None, ONLINE)]
    assert event.rooms == ()


@pytest.mark.parametrize("name", ["Online", "TBA", "Zoom", "Main Street 1, 10115 Berlin", "Berlin"])
@pytest.mark.parametrize("format", ["sessionize", "jsonld", "schedule-json", "schedule-xml", "ics"])
def test_a_room_of_our_own_survives_whatever_it_is_called(format: str, name: str) -> None:
    slot = WallClock("Europe/Berlin").slot("2026-05-04", "9:00", "10:00", rooms=("4711",))
    event = Event(
        id="demo",
        title="Demo",
        timezone="Europe/Berlin",
        url="https://demo.example/",
        rooms=(Room(id="4711", name=name),),
        sessions=(Session(id="session-a", title="A", slot=slot),),
    )
    options = {"zone": BERLIN, "title": "Demo"} if format == "sessionize" else {}
    again = CODECS[format].decode(CODECS[format].encode(event).value(), **options).value()
    assert where(again) == [((name,), None, None)]


def test_locations_of_json_ld() -> None:
    texts = ["Hall 1", "Online", "TBD", "Paris", "Berlin", "Room 5, Hotel Adlon, Unter den Linden 77, 10117 Berlin"]
    part = {"@type": "Event", "startDate": "2026-05-04T09:00:00+02:00", "endDate": "2026-05-04T10:00:00+02:00"}
    document = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "X",
        "startDate": "2026-05-04T09:00:00+02:00",
        "location": {"@type": "Place", "name": "Berlin"},
        "subEvent": [part | {"name": text, "location": text} for text in texts]
        + [part | {"name": "Place", "location": {"@type": "Place", "name": "Zoom"}}],
    }
    event = CODECS["jsonld"].decode(json.dumps(document).encode(), zone=BERLIN).value()
    assert where(event) == [
        (("Hall 1",), None, None),
        ((), None, ONLINE),
        ((), None, None),
        ((), "Paris", None),
        ((), "Berlin", None),
        (("Room 5",), None, None),
        ((), None, ONLINE),
    ]
    assert event.index.rooms["room-5"].venue == "hotel-adlon"
    assert event.index.venues["hotel-adlon"].address is not None


def test_a_session_at_the_venue_of_the_event_has_no_room_of_its_name() -> None:
    house = {"@type": "Place", "name": "Example House", "url": "https://house.example/"}
    part = {"@type": "Event", "name": "A", "startDate": "2026-05-04T09:00:00+02:00", "location": house}
    document = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "X",
        "startDate": "2026-05-04T09:00:00+02:00",
        "location": house,
        "subEvent": [part],
    }
    event = CODECS["jsonld"].decode(json.dumps(document).encode(), zone=BERLIN).value()
    assert [venue.name for venue in event.venues] == ["Example House"]
    assert event.rooms == ()


@pytest.mark.parametrize(("place", "mode"), [("Online", ONLINE), ("TBA", None), ("https://zoom.us/j/1", None)])
def test_an_event_of_json_ld_that_is_nowhere(place: str, mode: AttendanceMode | None) -> None:
    document = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "X",
        "startDate": "2026-05-04T09:00:00+02:00",
        "location": {"@type": "Place", "name": place},
    }
    event = CODECS["jsonld"].decode(json.dumps(document).encode(), zone=BERLIN).value()
    assert (event.venues, event.rooms) == ((), ())
    if not place.startswith("https"):
        assert event.attendance_mode is mode


@pytest.mark.parametrize(("header", "city"), [("Location", ((), "Berlin", None)), ("Room", (("Berlin",), None, None))])
def test_places_of_tables(header: str, city: object) -> None:
    rows = ["Hall", "Zoom", "TBA", "Berlin", '"Room 5, Hotel Adlon, Berlin"']
    text = f"Title,Start,End,{header}\n"
    text += "".join(f"S,2026-05-04 09:00,2026-05-04 10:00,{place}\n" for place in rows)
    columns = {"title": "Title", "start": "Start", "end": "End", "room": header}
    decoded = CODECS["records"].decode(text.encode(), zone=BERLIN, title="T", map=columns)
    event = decoded.value()
    assert where(event) == [
        (("Hall",), None, None),
        ((), None, ONLINE),
        ((), None, None),
        city,
        (("Room 5",), None, None),
    ]
    assert event.index.rooms["room-5"].venue == "hotel-adlon"
    assert [item.code for item in decoded.report if item.code == "odd-place"]
