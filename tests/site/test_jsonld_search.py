"""What search engines ask of events: a date and a place with an address, or no word of them at all."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
import pytest
from hypothesis import given

from ospo_events.codecs.jsonld.encode import encode, page_pieces, session_documents
from ospo_events.model import (
    AttendanceMode,
    Day,
    Event,
    PostalAddress,
    Room,
    Session,
    Slot,
    Venue,
)
from ospo_events.strategies import events
from ospo_events.views.selection import public
from tests.support.jsonld import read, search_engine_errors, session

DATE = dt.date(2026, 9, 4)
HOUSE = Venue(id="house", name="Demo House", address=PostalAddress(street="1 Example Way", locality="Bocholt"))


def page(event: Event) -> dict[str, Any] | None:
    text = "".join(page_pieces(public(event)))
    tree: dict[str, Any] | None = json.loads(text) if text else None
    return tree


def small(**changes: Any) -> Event:
    event = Event(id="e", title="E", timezone="Europe/Berlin", url="https://demo.example/", venues=[HOUSE])
    talk = Session(id="talk", title="Talk", slot=event.clock.slot(DATE, "10:00", "11:00"))
    return attrs.evolve(event, **{"sessions": [talk], **changes})


@given(event=events(max_sessions=5))
def test_the_page_of_any_programme_has_no_errors(event: Event) -> None:
    tree = page(event)
    assert search_engine_errors(tree) == []
    for item in public(event).index.resolved.sessions:
        text = session_documents(public(event).index.resolved)(item)
        assert text is None or search_engine_errors(json.loads(text)) == []


def test_the_worked_example_has_no_errors(example: Event) -> None:
    tree = page(example)
    assert tree is not None
    assert search_engine_errors(tree) == []
    assert len(tree["subEvent"]) == sum(1 for item in example.sessions if example.index.slot(item))


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({}, {"@type": "PostalAddress", "streetAddress": "1 Example Way", "addressLocality": "Bocholt"}),
        ({"venues": [Venue(id="house", name="Demo House")]}, "Demo House"),
    ],
)
def test_a_session_without_a_room_is_at_the_venue(changes: dict[str, Any], address: Any) -> None:
    tree = page(small(**changes))
    assert tree is not None
    place = {"@type": "Place", "@id": "https://demo.example/#v-house", "name": "Demo House", "address": address}
    assert tree["location"] == place
    # Every session repeats it, in as few words as search engines ask for.
    in_a_line = "1 Example Way, Bocholt" if isinstance(address, dict) else address
    assert tree["subEvent"][0]["location"] == {"@type": "Place", "name": "Demo House", "address": in_a_line}


def test_a_room_has_the_address_of_its_venue_or_its_name() -> None:
    slot = Slot(*(small().clock.at(DATE, time) for time in ("10:00", "11:00")), rooms=("hall",))
    talk = Session(id="talk", title="Talk", slot=slot)
    other = Venue(id="other", name="Other")
    for venues, venue, address in (
        ([HOUSE], None, "1 Example Way"),
        ([other, HOUSE], "house", "1 Example Way"),
        ([other, HOUSE], "other", "Other"),
        ([], None, "Hall"),
        ([other, HOUSE], None, "Hall"),
    ):
        event = small(venues=venues, rooms=[Room(id="hall", name="Hall", venue=venue)], sessions=[talk])
        tree = page(event)
        assert tree is not None
        assert tree["subEvent"][0]["location"]["address"].partition(",")[0] == address


def test_what_is_online_is_at_its_page_and_what_is_nowhere_is_not_told() -> None:
    online = small(venues=[], attendance_mode=AttendanceMode.ONLINE)
    tree = page(online)
    assert tree is not None
    assert tree["location"]["url"] == tree["subEvent"][0]["location"]["url"] == "https://demo.example/"
    assert page(small(venues=[])) is None
    again = read_back(online)
    assert (again.links, again.venues, again.sessions[0].links) == ((), (), ())


def read_back(event: Event) -> Event:
    from ospo_events.codecs.jsonld.decode import decode

    return decode(encode(event).data).value()


def test_places_that_stand_in_are_not_read_as_places_of_the_event() -> None:
    hall = Room(id="hall", name="Hall")
    for event in (small(), small(venues=[], rooms=[hall]), small(venues=[Venue(id="v", name="V")], rooms=[hall])):
        again = read_back(event)
        assert (again.venues, again.rooms) == (event.venues, event.rooms)
        assert again.sessions == event.sessions


def test_an_event_or_a_session_without_a_date_is_not_told() -> None:
    later = Session(id="later", title="Later")
    tree = page(small(sessions=[*small().sessions, later]))
    assert tree is not None
    assert [item["name"] for item in tree["subEvent"]] == ["Talk"]
    assert page(small(sessions=[later])) is None
    assert session_documents(small(sessions=[later]))(later) is None
    assert json.loads(encode(small(sessions=[later])).data)["subEvent"][0]["name"] == "Later"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2026-09-04T19:00:00+02:00", "2026-09-04T23:00:00+02:00", None),
        ("2026-09-04T19:00:00+02:00", "2026-09-05T02:00:00+02:00", None),
        ("2026-09-04T09:00:00+02:00", "2026-09-06T17:30:00+02:00", None),
        ("2026-09-04", "2026-09-06", None),
        ("2026-09-04", None, ("2026-09-04", "2026-09-04")),
        ("2026-09-04T19:00:00+02:00", None, None),
        ("2026-09-04T19:00:00+02:00", "2026-09-06", ("2026-09-04", "2026-09-06")),
        ("2026-09-04T17:00:00Z", "2026-09-04T21:00:00Z", ("2026-09-04T19:00:00+02:00", "2026-09-04T23:00:00+02:00")),
    ],
)
@pytest.mark.parametrize("parts", [True, False])
def test_start_and_end_come_out_as_they_were_read(
    start: str, end: str | None, written: tuple[str, str] | None, parts: bool
) -> None:
    inside = session(startDate="2026-09-04T20:00:00+02:00", endDate="2026-09-04T21:00:00+02:00")
    event = read(startDate=start, endDate=end, **({"subEvent": [inside]} if parts else {})).value()
    tree = json.loads(encode(event).data)
    expected = written or (start, end)
    if parts and (end is None or "T" not in start or "T" not in end):
        assert search_engine_errors(tree) == [] or "location" not in tree
        return
    assert (tree.get("startDate"), tree.get("endDate")) == expected
    assert json.loads(encode(read_back(event)).data) == tree


def test_hours_of_days_are_hours_of_the_event() -> None:
    days = [Day(date=DATE, start=dt.time(18)), Day(date=DATE + dt.timedelta(days=1), end=dt.time(2))]
    tree = page(small(days=days, sessions=[]))
    assert tree is not None
    assert (tree["startDate"], tree["endDate"]) == ("2026-09-04T18:00:00+02:00", "2026-09-06T02:00:00+02:00")
    open_end = small(days=days[:1], sessions=[])
    assert "endDate" not in json.loads(encode(open_end).data)
