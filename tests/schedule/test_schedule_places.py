"""Rooms of schedule files whose names are none: meetings online, placeholders, cities, addresses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ospo_events import Event
from ospo_events.codecs import CODECS
from ospo_events.model import AttendanceMode, Room, Session, WallClock

ONLINE = AttendanceMode.ONLINE


def schedule(*names: str, rooms: list[dict[str, Any]] | None = None, city: str = "") -> Event:
    """Return the event of a schedule.json with a session at one time in each room."""
    return CODECS["schedule-json"].decode(schedule_document(*names, rooms=rooms, city=city).encode()).value()


def schedule_document(*names: str, rooms: list[dict[str, Any]] | None = None, city: str = "") -> str:
    held = {
        name: [
            {
                "guid": f"21111111-1111-4111-8111-{number:012}",
                "id": number,
                "date": "2026-05-04T09:00:00+02:00",
                "start": "09:00",
                "duration": "01:00",
                "room": name,
                "title": f"S{number}",
                "slug": f"s{number}",
                "persons": [],
            }
        ]
        for number, name in enumerate(names, 1)
    }
    day = {"index": 1, "date": "2026-05-04", "rooms": held}
    conference = {"acronym": "abc", "title": "ABC", "city": city, "time_zone_name": "Europe/Berlin", "days": [day]}
    if rooms is not None:
        conference["rooms"] = rooms
    return json.dumps({"schedule": {"version": "1", "conference": conference}})


def test_what_is_no_room_is_what_it_says() -> None:
    event = schedule(
        "Hall", "Online", "TBA", "https://meet.jit.si/abc", "Main Street 1, 10115 Berlin", "+49 30 1234567"
    )
    hall, online, nowhere, link, address, call = event.sessions
    assert [room.name for room in event.rooms] == ["Hall"]
    assert hall.slot is not None
    assert hall.slot.rooms == ("hall",)
    assert all(session.slot and not session.slot.rooms for session in event.sessions[1:])
    assert [session.attendance_mode for session in event.sessions] == [None, ONLINE, None, ONLINE, None, ONLINE]
    assert (online.links, nowhere.links) == ((), ())
    assert [(item.href, item.rel) for item in link.links] == [("https://meet.jit.si/abc", "meeting")]
    assert [item.href for item in call.links] == ["tel:+49301234567"]
    (venue,) = event.venues
    assert venue.address is not None
    assert (venue.address.street, venue.address.postal_code) == ("Main Street 1", "10115")
    assert address.slot is not None
    assert address.slot.venue == venue.id


@pytest.mark.parametrize(
    ("names", "city", "rooms"),
    [
        (("Berlin", "Hall"), "", ["Berlin", "Hall"]),
        (("Berlin", "Paris"), "", ["Berlin", "Paris"]),
        (("Berlin", "Hall"), "Berlin", ["Hall"]),
        (("Berlin",), "", []),
        (("Hotel Adlon", "City Hall"), "", ["Hotel Adlon", "City Hall"]),
        (("Zoom 1", "Online Stage", "Room 5 / Zoom"), "", ["Zoom 1", "Online Stage", "Room 5 / Zoom"]),
    ],
)
def test_a_city_is_no_room_where_no_other_room_may_be_named_after_one(
    names: tuple[str, ...], city: str, rooms: list[str]
) -> None:
    event = schedule(*names, city=city)
    assert [room.name for room in event.rooms] == rooms
    at_venue = [session for session in event.sessions if session.slot and session.slot.venue]
    assert [event.index.venues[str(session.slot and session.slot.venue)].name for session in at_venue] == [
        name for name in names if name not in rooms
    ]


def test_a_room_of_which_the_file_says_more_is_one() -> None:
    event = schedule("Online", "TBA", rooms=[{"name": "Online", "capacity": 40}, {"name": "TBA", "guid": None}])
    assert [(room.name, room.capacity) for room in event.rooms] == [("Online", 40)]
    assert [session.attendance_mode for session in event.sessions] == [None, None]


def test_each_such_name_is_reported_once() -> None:
    names = ("Online", "TBA")
    data = json.dumps(
        {
            "schedule": {
                "version": "1",
                "conference": {
                    "acronym": "abc",
                    "title": "ABC",
                    "time_zone_name": "Europe/Berlin",
                    "days": [
                        {
                            "index": day,
                            "date": f"2026-05-0{day}",
                            "rooms": {
                                name: [{"date": f"2026-05-0{day}T09:00:00+02:00", "duration": "01:00", "title": name}]
                                for name in names
                            },
                        }
                        for day in (4, 5, 6)
                    ],
                },
            }
        }
    )
    report = CODECS["schedule-json"].decode(data.encode()).report
    found = [item for item in report if item.code == "odd-place"]
    assert [item.path[-1] for item in found] == ["room", "room"]
    assert "'Online': read as attendance_mode: online" in found[0].message
    assert "'TBA': read as no location" in found[1].message


@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json", "schedule2"])
def test_what_is_online_is_written_beside_what_is_anywhere_and_a_room_of_that_name_survives(format: str) -> None:
    slot = WallClock("Europe/Berlin").slot("2026-05-04", "9:00", "10:00")
    in_room = WallClock("Europe/Berlin").slot("2026-05-04", "9:00", "10:00", rooms=("online",))
    event = Event(
        id="demo",
        title="Demo",
        timezone="Europe/Berlin",
        url="https://demo.example/",
        rooms=(Room(id="online", name="Online"),),
        sessions=(
            Session(id="a", title="A", slot=slot),
            Session(id="b", title="B", slot=slot, attendance_mode=ONLINE),
            Session(id="c", title="C", slot=slot, attendance_mode=ONLINE),
            Session(id="d", title="D", slot=in_room),
        ),
    )
    data = CODECS[format].encode(event).value()
    assert b"Everywhere" in data
    assert b"Everywhere 2" not in data
    assert b"Online 2" in data
    again = CODECS[format].decode(data).value()
    assert [room.name for room in again.rooms] == ["Online"]
    held = {session.title: session.slot.rooms for session in again.sessions if session.slot}
    assert held == {"A": (), "B": (), "C": (), "D": ("online",)}


@pytest.mark.parametrize(
    "spelled",
    [
        "0123456789ABCDEF0123456789ABCDEF",
        "{01234567-89ab-cdef-0123-456789abcdef}",
        "urn:uuid:01234567-89AB-CDEF-0123-456789ABCDEF",
    ],
)
def test_a_uuid_in_another_spelling_is_the_same(spelled: str) -> None:
    data = schedule_document("Hall").replace("21111111-1111-4111-8111-000000000001", spelled)
    decoded = CODECS["schedule-json"].decode(data.encode())
    assert decoded.value().sessions[0].uid == "01234567-89ab-cdef-0123-456789abcdef"
    assert not {"guid-replaced", "bad-guid", "duplicate-uid"}.intersection(decoded.report.codes)
    for format in ("schedule-json", "schedule-xml"):
        written = CODECS[format].encode(decoded.value())
        assert b"01234567-89ab-cdef-0123-456789abcdef" in written.value()
        assert "guid-replaced" not in written.report.codes
