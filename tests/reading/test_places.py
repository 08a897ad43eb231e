"""What the text of a field for places names: a room, a venue with its address, a meeting, nothing."""

from __future__ import annotations

import pytest

from ospo_events.codecs._reading.places import read_place
from ospo_events.model import AttendanceMode, Audience

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
        ("Hall, Hotel Adlon, Unter den Linden 77, 10117 Berlin", "Hall", "Hotel Adlon", None),
        ("Great Hall, Town Hall, 1 Market Square, Berlin", "Great Hall", "Town Hall", None),
        ("Ground floor, Betahaus, Rudi-Dutschke-Straße 23, 10969 Berlin", "Ground floor", "Betahaus", None),
        ("Room 5, 2nd floor, Main Street 1, 10115 Berlin", "Room 5, 2nd floor", "Main Street 1, 10115 Berlin", None),
        ("Salle 204, Bâtiment B, 12 rue de la Paix, 75002 Paris", "Salle 204", "Bâtiment B", None),
        ("Hörsaal 1, TU Berlin", "Hörsaal 1", "TU Berlin", None),
        ("Aula Magna, Universidad Complutense, Madrid", "Aula Magna", "Universidad Complutense", None),
        ("Конференц-зал, Отель Москва", "Конференц-зал", "Отель Москва", None),
        ("Room 101, Building 5", "Room 101", "Building 5", None),
        ("Ballroom A, Hilton", "Ballroom A", "Hilton", None),
        ("Foyer, 1. OG", "Foyer, 1. OG", None, None),
        ("東京都千代田区丸の内1-9-1", None, "東京都千代田区丸の内1-9-1", None),
        ("オンライン", None, None, ONLINE),
        ("онлайн", None, None, ONLINE),
        ("Em linha", None, None, ONLINE),
        ("Microsoft Teams-Besprechung", None, None, ONLINE),
        ("Remote (Teams link will be sent)", None, None, ONLINE),
        ("TBA - see website", None, None, None),
        ("Nog te bepalen", None, None, None),
        ("未定", None, None, None),
        ("Berlin (TBC)", None, "Berlin", None),
        ("Berlin - TBC", None, "Berlin", None),
        ("Venue to be confirmed, Berlin", None, "Berlin", None),
        ("Room 5 (see below)", "Room 5", None, None),
        ("In person: Room 5", "Room 5", None, None),
        ("Hybrid (Berlin + Zoom)", None, "Berlin", MIXED),
        ("Hall (Zoom)", "Hall", None, MIXED),
        ("Hall, Zoom, Berlin", "Hall", "Berlin", MIXED),
        ("Online (Details folgen)", None, None, ONLINE),
        ("Skype for Business", None, None, ONLINE),
        ("Location to follow", None, None, None),
        ("BE", "BE", None, None),
        ("2026-05-04", "2026-05-04", None, None),
        ("1.2.3.4", "1.2.3.4", None, None),
        ("12345678", "12345678", None, None),
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
        ("Brussels, BE", (None, "Brussels", None, None, "BE")),
        ("Hall, Hotel Adlon, Street 77, 10117 Berlin", ("Street 77", "Berlin", None, "10117", None)),
        ("Thákurova 9, 160 00 Praha 6", ("Thákurova 9", "Praha 6", None, "160 00", None)),
        ("ул. Тверская 1, Москва", ("ул. Тверская 1", "Москва", None, None, None)),
    ],
)
def test_addresses(text: str, address: tuple[str | None, ...]) -> None:
    found = read_place(text).address
    assert found is not None
    assert (found.street, found.locality, found.region, found.postal_code, found.country) == address


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("+49 30 1234567", "tel:+49301234567"),
        ("Tel: +1 (555) 123-4567", "tel:+15551234567"),
        ("+1 646 558 8656,,94412345678#", "tel:+16465588656"),
        ("Dial-in: 0800 123 456", "tel:0800123456"),
        ("tel:+493012345", "tel:+493012345"),
        ("555-0100", "tel:5550100"),
    ],
)
def test_a_telephone_number_is_called_and_is_no_room(text: str, href: str) -> None:
    place = read_place(text)
    assert (place.room, place.venue, place.mode) == (None, None, ONLINE)
    (link,) = place.links
    assert (link.href, link.rel, link.audience) == (href, "meeting", Audience.TEAM)
    assert link.title == (None if text == href else text)
