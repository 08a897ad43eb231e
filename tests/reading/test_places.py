"""What the text of a field for places names: a room, a venue with its address, a meeting, nothing."""

from __future__ import annotations

import pytest

from ospo_events.codecs._reading.places import read_place
from ospo_events.model import AttendanceMode

ONLINE, MIXED = AttendanceMode.ONLINE, AttendanceMode.MIXED


@pytest.mark.parametrize(
    ("text", "room", "venue", "mode"),
    [
        ("x" * 600, "x" * 600, None, None),
        ("https://zoom.us/j/1 Zoom link", None, None, ONLINE),
        ("#ospo on Libera", None, None, ONLINE),
        ("IRC: #x, Berlin", None, None, ONLINE),
        ("Zoom; Hall", "Hall", None, MIXED),
        ("Jitsi", None, None, ONLINE),
        ("TBA", None, None, None),
        ("Hall, Yard", "Hall, Yard", None, None),
        ("Foo, Bar, Baz", "Foo, Bar, Baz", None, None),
        ("Room 5, Hotel Adlon", "Room 5", "Hotel Adlon", None),
        ("https://example.org/x Hotel", None, "Hotel", None),
        ("Berlin, Germany", None, "Berlin, Germany", None),
        ("Great Hall, Main Street 1, 10115 Berlin", "Great Hall", "Main Street 1, 10115 Berlin", None),
    ],
)
def test_what_a_text_names(text: str, room: str | None, venue: str | None, mode: AttendanceMode | None) -> None:
    place = read_place(text)
    assert (place.room, place.venue, place.mode) == (room, venue, mode)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Musterstraße 5, 10115 Berlin, Germany", ("Musterstraße 5", "Berlin", None, "10115", "DE")),
        ("Main Street 1, Springfield, CA 94016, USA", ("Main Street 1", "Springfield", "CA", "94016", "US")),
        ("Hotel Adlon, Berlin", (None, "Berlin", None, None, None)),
        ("USA", (None, None, None, None, "US")),
    ],
)
def test_addresses(text: str, address: tuple[str | None, ...]) -> None:
    found = read_place(text).address
    assert found is not None
    assert (found.street, found.locality, found.region, found.postal_code, found.country) == address
