"""A session at a venue without a room: a pub, a park. What every format makes of it, and what is wrong with it."""

from __future__ import annotations

import attrs
import pytest

from ospo_events import Event, Slot, VenueId, decode, encode, fit, loads, validate
from ospo_events.model import Venue, WallClock

TEXT = """\
format: 1
id: evening
title: An evening
timezone: Europe/Berlin
venues:
  - {id: north, name: North House, address: {locality: Berlin, country: DE}}
  - {id: pub, name: The Old Pub, address: {street: 1 Road, locality: Berlin, country: DE}}
rooms: [{id: hall, name: Hall, venue: north}]
sessions:
  - {id: talk, title: Open models, day: 2026-05-04, time: 16:00-17:00, room: hall}
  - {id: drinks, title: Drinks, kind: social, day: 2026-05-04, time: 19:00-22:00, venue: pub}
  - {id: quiz, title: Quiz, parent: drinks}
"""
FORMATS = ("ics", "jcal", "jsonld", "schedule-xml", "schedule-json", "schedule2", "sessionize")


@pytest.fixture
def event() -> Event:
    return loads(TEXT, format="yaml")


def test_yaml_says_it_beside_day_and_time(event: Event) -> None:
    slot = event.index.sessions["drinks"].slot
    assert slot is not None
    assert (slot.venue, slot.rooms) == ("pub", ())
    assert event.index.slot(event.index.sessions["quiz"]) == slot
    assert b"venue: pub" in encode(event, "yaml").data
    for format in ("yaml", "json"):
        assert decode(encode(event, format).data, format=format).value() == event


def test_python_takes_the_venue_or_its_id() -> None:
    clock, pub = WallClock("Europe/Berlin"), Venue(id=VenueId("pub"), name="The Old Pub")
    timed = clock.slot("2026-05-04", "19:00", "22:00", venue=pub)
    assert timed.venue == clock.all_day("2026-05-04", venue="pub").venue == "pub"
    assert timed == attrs.evolve(timed, venue=VenueId("pub")) != attrs.evolve(timed, venue=None)
    with pytest.raises(TypeError):
        Slot(timed.start, venue=3)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("format", ["text", "markdown", "html", "now"])
def test_people_read_where_it_is(event: Event, format: str) -> None:
    elsewhere = event.without_session("quiz").without_session("drinks")
    there, before = (encode(each, format).data.count(b"The Old Pub") for each in (event, elsewhere))
    assert there > before


@pytest.mark.parametrize("format", FORMATS)
def test_formats_carry_it_or_say_that_they_change_it(event: Event, format: str) -> None:
    encoded, fitted = encode(event, format), fit(event, format)
    options = {"zone": "Europe/Berlin", "title": event.title} if format == "sessionize" else {}
    assert (
        decode(encoded.data, format=format, **options).value().index.sessions["drinks"]
        == (fitted.event.index.sessions["drinks"])
    )
    assert "The Old Pub" in encoded.data.decode()
    slot = fitted.event.index.sessions["drinks"].slot
    assert slot is not None
    said = [item for item in encoded.report if item.path[2:] == ("slot", "venue")]
    if format in ("ics", "jcal", "jsonld"):
        assert slot.venue == "pub"
        assert not said
    else:
        assert [fitted.event.index.rooms[id].name for id in slot.rooms] == ["The Old Pub"]
        assert {item.code for item in said} == {"changed-to-fit"}


def test_calendars_say_it_as_the_location_of_parts_too(event: Event) -> None:
    assert encode(event, "ics").data.count(b"LOCATION:The Old Pub\r\n") == 2
    own_time = event.index.sessions["drinks"].slot
    assert own_time is not None
    later = event.with_session("quiz", slot=attrs.evolve(own_time, venue=None))
    assert encode(later, "ics").data.count(b"LOCATION:The Old Pub\r\n") == 2


def test_rules_know_the_place(event: Event) -> None:
    assert not {"session-without-room", "unused-venue", "dangling-reference"} & set(validate(event).codes)
    slot = event.index.sessions["drinks"].slot
    assert slot is not None
    assert "dangling-reference" in validate(event.with_session("drinks", slot=attrs.evolve(slot, venue="pab"))).codes
    both = event.with_session("drinks", slot=attrs.evolve(slot, rooms=("hall",)))
    assert "venue-of-other-rooms" in validate(both).codes


def test_without_the_venue_the_session_stays(event: Event) -> None:
    slot = event.without_venue("pub").index.sessions["drinks"].slot
    assert slot is not None
    assert slot.venue is None


def test_a_slot_of_yaml_and_shorthand_are_the_same(event: Event) -> None:
    long = TEXT.replace(
        "day: 2026-05-04, time: 19:00-22:00, venue: pub",
        "slot: {start: 2026-05-04T19:00, end: 2026-05-04T22:00, venue: pub}",
    )
    assert loads(long, format="yaml") == event
