"""One break in several rooms is one session in several rooms, in every format that lists it for each."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import attrs
import pytest

from ospo_events.codecs import CODECS, Decoded
from ospo_events.model import Event, Session

GUID = "00000000-0000-4000-8000-00000000000{}"
ENTRY = (
    '<room name="{room}"><event guid="{guid}" id="{id}"><title>{title}</title><type>{type}</type>'
    "<date>2026-09-04T{start}:00+02:00</date><duration>00:30</duration><slug>demo-{id}-break</slug>{more}</event></room>"
)
XML, JSON = CODECS["schedule-xml"], CODECS["schedule-json"]
DEFAULTS = {"title": "Coffee Break", "type": "break", "start": "10:30", "more": ""}


def schedule(*entries: dict[str, Any], **options: Any) -> Decoded:
    texts = [
        ENTRY.format(**DEFAULTS | {"room": f"Room {number}", "guid": GUID.format(number), "id": number} | entry)
        for number, entry in enumerate(entries, 1)
    ]
    head = (
        "<conference><acronym>demo</acronym><title>D</title><time_zone_name>Europe/Berlin</time_zone_name></conference>"
    )
    text = f'<schedule>{head}<day index="1" date="2026-09-04">{"".join(texts)}</day></schedule>'
    return XML.decode(text.encode(), source="s.xml", **options)


def rooms(event: Event) -> list[tuple[str, list[str]]]:
    names = {room.id: room.name for room in event.rooms}
    return [(s.title, [names[room] for room in s.slot.rooms] if s.slot else []) for s in event.sessions]


def test_a_break_in_three_rooms_is_one_session_in_three_rooms() -> None:
    decoded = schedule({}, {}, {}, {"title": "Talk", "type": "lecture"})
    assert rooms(decoded.value()) == [("Coffee Break", ["Room 1", "Room 2", "Room 3"]), ("Talk", ["Room 4"])]
    (finding,) = [item for item in decoded.report if item.code == "break-in-several-rooms"]
    assert "seen 2 times" in finding.message
    assert finding.span is not None


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Tea Break"},
        {"start": "10:31"},
        {"type": "lunch"},
        {"room": "Room 1"},
        {"more": "<abstract>Vegan</abstract>"},
        {"more": "<persons><person>Ada</person></persons>"},
    ],
)
def test_what_differs_stays_apart(other: dict[str, Any]) -> None:
    assert len(schedule({}, other).value().sessions) == 2


def test_talks_of_one_title_stay_apart_and_a_title_that_says_break_is_one() -> None:
    talk = {"title": "Workshop", "type": "workshop"}
    assert len(schedule(talk, talk).value().sessions) == 2
    lunch = {"title": "Lunch", "type": ""}
    assert rooms(schedule(lunch, lunch).value()) == [("Lunch", ["Room 1", "Room 2"])]


def test_the_switch_leaves_each_break_alone() -> None:
    assert len(schedule({}, {}, {}, merge_breaks=False).value().sessions) == 3


@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json", "schedule2"])
def test_the_guid_and_the_number_of_each_room_are_written_back_and_read_as_one(format: str) -> None:
    event = schedule({}, {}, {}).value()
    data = CODECS[format].encode(event).value()
    for number in (1, 2, 3):
        assert GUID.format(number).encode() in data
    again = CODECS[format].decode(data)
    assert rooms(again.value()) == rooms(event)
    told = [item for item in CODECS[format].encode(event).report if "entries" in map(str, item.path)]
    assert bool(told) is (format == "schedule2"), "schedule2 has no numbers"
    if format != "schedule2":
        assert again.value().sessions[0].extra == event.sessions[0].extra


def test_guids_that_are_taken_are_made_anew() -> None:
    event = schedule({}, {}, {}).value()
    (session,) = event.sessions
    twice = attrs.evolve(event, sessions=(session, attrs.evolve(session, id="other", uid=None)))
    data = XML.encode(twice).value()
    guids = [item.get("guid") for item in ElementTree.fromstring(data).iter("event")]
    assert len(set(guids)) == 6


@pytest.mark.parametrize(("merge", "count"), [(True, 1), (False, 2)])
def test_pretalx_and_sessionize_list_a_break_for_each_room(merge: bool, count: int) -> None:
    breaks = [
        {"id": n, "slot_type": "break", "title": "Lunch", "start": "2026-09-04T12:00:00+02:00",
         "end": "2026-09-04T13:00:00+02:00", "room": n} for n in (1, 2)
    ]  # fmt: skip
    names = [{"id": n, "name": {"en": f"Room {n}"}} for n in (1, 2)]
    talks = {"talks": breaks, "rooms": names, "tracks": [], "speakers": [], "timezone": "Europe/Berlin"}
    options: dict[str, Any] = {"zone": "Europe/Berlin", "title": "D", "merge_breaks": merge}
    event = CODECS["pretalx"].decode(json.dumps(talks).encode(), **options).value()
    assert len(event.sessions) == count
    sessions = [
        {"id": str(n), "title": "Lunch", "isServiceSession": True, "startsAt": "2026-09-04T12:00:00",
         "endsAt": "2026-09-04T13:00:00", "roomId": n, "speakers": []} for n in (1, 2)
    ]  # fmt: skip
    view = {"sessions": sessions, "speakers": [], "rooms": [{"id": n, "name": f"Room {n}"} for n in (1, 2)]}
    event = CODECS["sessionize"].decode(json.dumps(view).encode(), **options).value()
    assert len(event.sessions) == count


def test_runs_of_one_code_or_of_one_number_and_title_are_repeats() -> None:
    runs = [
        {"id": 7, "title": "Juggling", "type": "workshop", "start": start, "room": "Hall"}
        for start in ("10:00", "12:00", "14:00")
    ]
    decoded = schedule(*runs, {"id": 7, "title": "Chess", "type": "workshop", "start": "16:00"})
    sessions: tuple[Session, ...] = decoded.value().sessions
    first = sessions[0].id
    assert [session.repeat_of for session in sessions] == [None, first, first, None]
    assert [item.code for item in decoded.report if item.code == "duplicate-id"] == ["duplicate-id"]


def test_a_code_is_written_for_each_run_where_the_schema_allows_it() -> None:
    texts = [
        {"guid": GUID.format(n), "id": n, "code": "JUGGLE", "title": title, "date": f"2026-09-04T1{n}:00:00+02:00",
         "duration": "00:30", "room": "Hall"} for n, title in enumerate(["Juggling", "Juggling for all"], 1)
    ]  # fmt: skip
    days = [{"index": 1, "date": "2026-09-04", "rooms": {"Hall": texts}}]
    conference = {"acronym": "demo", "title": "D", "time_zone_name": "Europe/Berlin", "days": days}
    event = JSON.decode(json.dumps({"schedule": {"version": "", "conference": conference}}).encode()).value()
    assert [session.repeat_of for session in event.sessions] == [None, event.sessions[0].id]
    written = JSON.encode(event)
    assert written.value().count(b'"code": "JUGGLE"') == 2
    assert [s.repeat_of for s in JSON.decode(written.value()).value().sessions] == [None, event.sessions[0].id]
    assert ("not-carried", ("sessions", 1, "repeat_of")) not in [(i.code, i.path) for i in written.report]
    assert ("not-carried", ("sessions", 1, "repeat_of")) in [(i.code, i.path) for i in XML.encode(event).report]
