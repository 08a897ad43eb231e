"""What is written: zones, days, GUIDs, numbers and links."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs

from ospo_events.codecs import CODECS
from ospo_events.codecs.schedule._identifiers import unused_int
from ospo_events.model import Event, Room, Session, Slot
from tests.support.schedules import GUID

XML, JSON = CODECS["schedule-xml"], CODECS["schedule-json"]


def event_with(*sessions: Session, zone: str = "UTC", **more: Any) -> Event:
    return Event(id="e", title="E", timezone=zone, sessions=sessions, **more)


def test_a_zone_the_schema_has_no_name_for_is_left_to_the_offsets() -> None:
    event = event_with(zone="US/Eastern")
    event = attrs.evolve(event, sessions=[Session(id="a", title="A", slot=event.local("2024-07-09", "09:00", "10:00"))])
    conference = json.loads(JSON.encode(event).value())["schedule"]["conference"]
    assert "time_zone_name" not in conference
    assert conference["days"][0]["day_start"].endswith("-04:00")


def test_a_session_over_a_day_that_a_zone_skipped_is_told_whole() -> None:
    # Samoa had no 30 December 2011.
    event = event_with(zone="Pacific/Apia", rooms=[Room(id="a", name="A")])
    start = dt.datetime(2011, 12, 29, 10, tzinfo=event.timezone)
    end = dt.datetime(2012, 1, 1, 10, tzinfo=event.timezone)
    event = attrs.evolve(event, sessions=[Session(id="s", title="S", slot=Slot(start, end, rooms=("a",)))])
    again = XML.decode(XML.encode(event).value()).value()
    (session,) = again.sessions
    assert session.slot is not None
    assert session.slot.end is not None
    assert (session.slot.start.timestamp(), session.slot.end.timestamp()) == (start.timestamp(), end.timestamp())


def test_of_three_sessions_with_one_uid_each_has_a_guid_of_its_own() -> None:
    event = event_with()
    made = event.local("2024-07-09", "09:00", "10:00")
    sessions = [Session(id=f"s{number}", title=str(number), slot=made, uid=GUID) for number in range(3)]
    event = attrs.evolve(event, sessions=sessions)
    first = XML.encode(event)
    guids = {session.uid for session in XML.decode(first.value()).value().sessions}
    assert len(guids) == 3
    # What would be made of the third is the UID of another already.
    (second,) = [item for item in first.report if item.code == "duplicate-uid" and item.path[:2] == ("sessions", 1)]
    taken = second.message.partition(" time: ")[2].partition(" ")[0]
    event = attrs.evolve(event, sessions=[attrs.evolve(sessions[0], uid=taken), *(sessions[0], sessions[1])])
    assert len({session.uid for session in XML.decode(XML.encode(event).value()).value().sessions}) == 3


def test_a_number_that_is_taken_gives_way_to_another() -> None:
    first = unused_int("a", set())
    second = unused_int("a", {first})
    assert second != first
    assert unused_int("a", {first, second}) not in (first, second, 0)


def test_links_kept_of_another_file_that_are_none_are_passed_over() -> None:
    event = event_with()
    kept = {"x-schedule": {"links": [{"href": "no address", "title": "T"}, {"title": "none"}, 5]}}
    session = Session(id="s", title="S", slot=event.local("2024-07-09", "09:00", "10:00"), extra=kept)
    data = XML.encode(attrs.evolve(event, sessions=[session])).value()
    assert data.count(b"<link ") == 1
