"""What stands in schedules once in a while: half a date, a room outside of days, bounds of the formats reached."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
import pytest

from ospo_events import Decoded
from ospo_events.codecs import CODECS
from ospo_events.codecs.schedule import xml_reader
from ospo_events.codecs.schedule.dialects import clock_minutes
from ospo_events.codecs.schedule.ids import unused_int
from ospo_events.model import Event, Room, Session, Slot, Status

XML, JSON = CODECS["schedule-xml"], CODECS["schedule-json"]
GUID = "5387660e-eae2-5d4b-94bd-51230abd365c"
HEAD = "<conference><title>T</title><time_zone_name>Europe/Berlin</time_zone_name>{}</conference>"


def read(entry: str, *, head: str = "", day: str = 'index="1" date="2024-07-09"') -> Decoded:
    body = f'<day {day}>\n<room name="A">\n<event id="1" guid="{GUID}">\n{entry}\n</event></room></day>'
    return XML.decode(f"<schedule>{HEAD.format(head)}{body}</schedule>".encode(), source="s.xml")


def start_of(decoded: Decoded) -> str | None:
    slot = decoded.value().sessions[0].slot
    return slot and slot.start.isoformat()


@pytest.mark.parametrize(
    ("entry", "start", "codes"),
    [
        ("<date>2024-07-09T00:00:00</date><start>09:30</start>", "2024-07-09T09:30:00+02:00", []),
        ("<date>2024-07-09T09:30:00+02:00</date><start>:</start>", "2024-07-09T09:30:00+02:00", []),
        ("<start>2024-07-09T09:30:00+02:00</start>", "2024-07-09T09:30:00+02:00", []),
        ("<start>13:30 pm</start>", None, ["bad-start", "no-time"]),
    ],
)
def test_times_told_oddly(entry: str, start: str | None, codes: list[str]) -> None:
    decoded = read(f"<title>T</title><duration>01:00</duration>{entry}")
    assert start_of(decoded) == start
    assert list(decoded.report.codes) == codes


def test_a_clock_of_thirteen_pm_is_none() -> None:
    assert [clock_minutes(text) for text in ("12:15 am", "0:15 am", "13:00 pm", "12:00 pm")] == [15, None, None, 720]


def test_a_day_without_a_date_counts_from_the_first() -> None:
    entry = "<title>T</title><start>09:30</start><duration>01:00</duration>"
    decoded = read(entry, head="<start>2024-07-08</start>", day='index="1"')
    assert start_of(decoded) == "2024-07-08T09:30:00+02:00"
    undated = read(entry, day='index="1"')
    assert undated.value().sessions[0].slot is None
    assert set(undated.report.codes) == {"bad-day", "no-time"}


def test_a_room_outside_of_days_is_a_room() -> None:
    entry = "<event id='1'><title>T</title><date>2024-07-09T09:30:00+02:00</date><duration>01:00</duration></event>"
    decoded = XML.decode(f'<schedule>{HEAD.format("")}<room name="A">{entry}</room></schedule>'.encode())
    event = decoded.value()
    assert [room.name for room in event.rooms] == ["A"]
    assert event.sessions[0].slot is not None
    assert event.sessions[0].slot.rooms == (event.rooms[0].id,)


def test_empty_elements_and_people_say_nothing() -> None:
    decoded = read(
        "<title>T</title><date>2024-07-09T09:30:00+02:00</date><duration>01:00</duration><person/><person id='3'/><links count='0'/>"
        "<persons><person>Ann</person></persons><persons></persons><links>text</links><box><empty/></box>"
    )
    (session,) = decoded.value().sessions
    assert [person.name for person in decoded.value().people] == ["Ann"]
    assert session.extra["x-schedule"]["links/text()"] == ("text",)
    assert decoded.report.codes == ()


def test_a_title_that_is_only_the_word_cancelled_is_a_title() -> None:
    decoded = read("<title>Cancelled: </title><date>2024-07-09T09:30:00+02:00</date><duration>01:00</duration>")
    (session,) = decoded.value().sessions
    assert (session.title, session.status) == ("Cancelled:", Status.CONFIRMED)


def test_more_than_a_programme_needs_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_reader, "MAX_BYTES", 10)
    decoded = XML.decode(b"<schedule></schedule>")
    assert decoded.event is None
    assert decoded.report.codes == ("file-too-large",)


def test_findings_about_a_session_stand_where_its_field_does() -> None:
    decoded = read(
        "<date>2024-07-09T09:30:00+02:00</date>\n<duration>01:00</duration>\n<title>T</title>\n<room>A</room>\n<type>x</type>"
    )
    assert decoded.source_map is not None
    paths: dict[tuple[str | int, ...], int] = {
        ("sessions", 0): 3, ("sessions", 0, "slot", "start"): 3, ("sessions", 0, "slot", "end"): 5,
        ("sessions", 0, "slot", "rooms"): 7, ("sessions", 0, "title"): 6, ("sessions", 0, "kind"): 8,
    }  # fmt: skip
    spans = decoded.source_map.spans(list(paths))
    assert {path: span.line for path, span in spans.items()} == paths


def told(entry: dict[str, Any], **conference: Any) -> bytes:
    days = [{"index": 1, "date": "2024-07-09", "rooms": {"A": [entry]}}]
    return json.dumps({"schedule": {"conference": {"title": "T", **conference, "days": days}}}).encode()


ENTRY = {"guid": GUID, "id": 7, "title": "One", "date": "2024-07-09T09:00:00+02:00", "duration": "01:00"}


def test_what_the_json_of_conferences_has_is_written_back() -> None:
    colors = {"primary": "#aabbcc", "background": "#000000"}
    meta = {"timezone": "Europe/Berlin", "participants": [{"name": "Ann", "role": "host"}, {"role": "host"}, 5]}
    data = told(
        {**ENTRY, "code": "ABC123"}, colors=colors, meta=meta, url="https://a.example/", base_url="https://b.example/"
    )
    decoded = JSON.decode(data)
    event = decoded.value()
    assert event.timezone.key == "Europe/Berlin"
    assert [person.name for person in event.people] == ["Ann"]
    assert event.extra["x-schedule"]["base_url"] == "https://b.example/"
    written = json.loads(JSON.encode(event).value())["schedule"]["conference"]
    assert written["colors"] == colors
    (entry,) = next(iter(written["days"][0]["rooms"].values()))
    assert entry["code"] == "ABC123"


def test_a_room_keeps_what_is_its_own() -> None:
    rooms = [{"name": "A", "features": {"floor": "2", "hearing_loop": True}, "stream_id": "s1"}]
    event = JSON.decode(told(ENTRY, rooms=rooms)).value()
    assert event.rooms[0].floor == "2"
    assert event.rooms[0].extra["x-schedule"] == {"stream_id": "s1", "features": {"hearing_loop": True}}


def event_with(*sessions: Session, zone: str = "UTC", **more: Any) -> Event:
    return Event(id="e", title="E", timezone=zone, sessions=sessions, **more)


def slot(event: Event, date: str, start: str, end: str, rooms: tuple[str, ...] = ()) -> Slot:
    return attrs.evolve(event.local(date, start, end), rooms=rooms)


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
    (second,) = [item for item in first.report if item.path[:2] == ("sessions", 1)]
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


def test_meta_that_cannot_be_read_is_told_and_the_rest_stands() -> None:
    decoded = JSON.decode(told(ENTRY, time_zone_name="Europe/Berlin", meta={"id": "a b", "participants": []}))
    assert decoded.value().title == "T"
    assert "meta-unread" in decoded.report.codes
