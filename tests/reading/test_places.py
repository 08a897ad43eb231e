"""What a text in a field for places names: a room, a venue, a way to attend, or nothing."""

from __future__ import annotations

import pytest

from ospo_events.codecs._reading.places import read_place
from ospo_events.model import PostalAddress
from ospo_events.model.status import AttendanceMode

ONLINE, MIXED = AttendanceMode.ONLINE, AttendanceMode.MIXED


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Great Hall",
            "Saal G",
            "Here",
            "Schneider-Hoover",
            "Null Sector",
            "XOR",
            "Room 310/311",
            "K.1.105 (La Fontaine)",
        ),
        *("Exhibit Hall F&G", "C116", "1", "Meeting Room 3", "Meeting room", "Live stage", "Web", "Matrix", "Track 1"),
        *("Bank of America Education Track (Simulation Centre)", "Foodhackingbase@CentroSociale", "Lounge & Bar"),
        *("Trusteeship Council Chamber", "Room 5, Floor 2", "Hall", "Everywhere", "Stage 10115", "Online Stage"),
    ],
)
def test_a_room_is_a_room(text: str) -> None:
    place = read_place(text)
    assert (place.room, place.venue, place.mode, place.links) == (text, None, None, ())


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        *((text, ONLINE) for text in ("Online", "Zoom", "Zoom Meeting", "Microsoft Teams Meeting", "Google Meet")),
        *(
            (text, ONLINE)
            for text in ("Virtual event", "VIRTUAL", "Remote", "Conference call", "online only", "webinar")
        ),
        *((text, ONLINE) for text in ("#ospo on an IRC network", "IRC: #ospo", "irc.libera.chat #ospo", "#general")),
        *((text, ONLINE) for text in ("Online (Zoom)", "Zoom 123 456 7890", "Virtual meeting via Zoom", "en ligne")),
        *((text, MIXED) for text in ("Hybrid", "Hybrid event", "In person and online")),
    ],
)
def test_words_for_elsewhere_are_a_way_to_attend(text: str, mode: AttendanceMode) -> None:
    place = read_place(text)
    assert (place.room, place.venue, place.mode) == (None, None, mode)


@pytest.mark.parametrize(
    "text",
    [
        *("TBD", "TBA", "T.B.D.", "to be announced", "see website", "See description", "Location TBD", "-", "?", "N/A"),
        *("wird noch bekannt gegeben", "à confirmer", "Venue: TBD", "see our website for details", "none", "...", ""),
    ],
)
def test_a_placeholder_is_nothing(text: str) -> None:
    assert read_place(text).is_placeholder


@pytest.mark.parametrize(
    ("text", "room", "venue", "address"),
    [
        ("Berlin", None, "Berlin", PostalAddress(locality="Berlin")),
        ("New York, NY", None, "New York, NY", PostalAddress(locality="New York", region="NY")),
        ("Berlin, Germany", None, "Berlin, Germany", PostalAddress(locality="Berlin", country="DE")),
        (
            "Main Street 1, 10115 Berlin, Germany",
            None,
            "Main Street 1, 10115 Berlin, Germany",
            PostalAddress(street="Main Street 1", postal_code="10115", locality="Berlin", country="DE"),
        ),
        (
            "1 Long Road\nSmalltown 3103\nAustralia",
            None,
            "1 Long Road, Smalltown 3103, Australia",
            PostalAddress(street="1 Long Road", postal_code="3103", locality="Smalltown", country="AU"),
        ),
        (
            "Great Hall\nMain Street 1, 10115 Berlin",
            "Great Hall",
            "Main Street 1, 10115 Berlin",
            PostalAddress(street="Main Street 1", postal_code="10115", locality="Berlin"),
        ),
        (
            "Chamber, UN Headquarters, 405 E 42nd St, New York, NY 10017, USA",
            "Chamber",
            "UN Headquarters",
            PostalAddress(
                street="405 E 42nd St", locality="New York", region="NY", postal_code="10017", country="US"
            ),
        ),
        ("Room 5, Berlin", "Room 5", "Berlin", PostalAddress(locality="Berlin")),
        ("Conference Centre, Berlin", None, "Conference Centre", PostalAddress(locality="Berlin")),
        ("12 rue de la Paix, 75002 Paris", None, "12 rue de la Paix, 75002 Paris", PostalAddress(
            street="12 rue de la Paix", postal_code="75002", locality="Paris")),
    ],
)  # fmt: skip
def test_cities_and_addresses_are_venues(
    text: str, room: str | None, venue: str | None, address: PostalAddress
) -> None:
    place = read_place(text)
    assert (place.room, place.venue, place.address, place.mode) == (room, venue, address, None)


def test_where_a_format_has_rooms_alone_a_city_is_the_name_of_one() -> None:
    assert read_place("Paris", cities=False).room == "Paris"
    assert read_place("Paris, France", cities=False).venue == "Paris, France"
    assert read_place("Zoom", cities=False).mode is ONLINE


@pytest.mark.parametrize(
    ("text", "room", "venue", "mode", "href"),
    [
        ("https://zoom.us/j/123?pwd=x", None, None, ONLINE, "https://zoom.us/j/123?pwd=x"),
        ("Zoom: https://zoom.us/j/123", None, None, ONLINE, "https://zoom.us/j/123"),
        ("zoom.us/j/12345", None, None, ONLINE, "https://zoom.us/j/12345"),
        ("https://example.org/venue", None, None, None, "https://example.org/venue"),
        ("irc://irc.libera.chat/ospo", None, None, ONLINE, "irc://irc.libera.chat/ospo"),
        ("Great Hall, https://zoom.us/j/1", "Great Hall", None, MIXED, "https://zoom.us/j/1"),
        ("Room 5 / Zoom", "Room 5", None, MIXED, None),
        ("Brussels (hybrid)", None, "Brussels", MIXED, None),
        ("Hybrid: Room 5", "Room 5", None, MIXED, None),
        ("Berlin & online", None, "Berlin", MIXED, None),
        ("Zoom Room 2", "Zoom Room 2", None, ONLINE, None),
        ("TBD (Berlin)", None, "Berlin", None, None),
    ],
)
def test_links_and_ways_to_attend_stand_beside_places(
    text: str, room: str | None, venue: str | None, mode: AttendanceMode | None, href: str | None
) -> None:
    place = read_place(text)
    assert (place.room, place.venue, place.mode) == (room, venue, mode)
    assert next((link.href for link in place.links), None) == href


def test_line_breaks_are_joined() -> None:
    assert read_place("Building B \r\n Room 7\n").room == "Building B, Room 7"
