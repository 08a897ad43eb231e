"""What a part of a session takes over from what it is a part of: its slot, and that it is off."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

from ospo_events import decode, encode
from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar import make_feeds
from ospo_events.model import Event, Participant, Person, Room, Session, Status
from ospo_events.strategies import events
from ospo_events.validation import validate
from ospo_events.views.outline import make_outline
from ospo_events.views.relations import make_relations
from ospo_events.views.selection import select
from tests.support.programmes import at, event

BLOCK = Session(id="block", title="Breakouts", slot=at(4, 14, "hall"), sequence=2)
PARTS = tuple(Session(id=id, title=f"Breakout {id}", parent="block") for id in ("a", "b", "c"))
THREE = event(*PARTS, BLOCK, rooms=(Room(id="hall", name="Hall"),))


def test_a_part_without_a_slot_is_when_and_where_its_whole_is() -> None:
    assert [THREE.index.slot(part) for part in PARTS] == [BLOCK.slot] * 3
    assert all(part.slot is None for part in THREE.sessions[:3])
    assert [item.id for item in THREE.index.in_order] == ["block", "a", "b", "c"], "a whole before its parts"
    assert [item.id for item in THREE.index.by_room["hall"]] == ["block", "a", "b", "c"]
    assert THREE.index.unscheduled == THREE.agenda.unscheduled == ()
    assert [item.slot for item in THREE.agenda.days[0].sessions] == [BLOCK.slot] * 4
    assert make_relations(THREE)["a"].parallel == ("b", "c")


def test_three_breakouts_are_in_the_calendar_and_in_every_feed_of_theirs() -> None:
    data = encode(THREE, "ics").data
    assert data.count(b"BEGIN:VEVENT") == data.count(b"DTSTART;TZID=Europe/Berlin:20260504T140000") == 4
    assert {feed.path: feed.sessions for feed in make_feeds(THREE)}["rooms/hall.ics"] == 4


def test_a_moved_block_moves_its_parts_and_calendars_take_it_for_a_change() -> None:
    moved = THREE.with_session("block", slot=at(5, 9, "hall"), sequence=3, previous_start=at(4, 14).start)
    assert {moved.index.slot(item) for item in moved.sessions} == {at(5, 9, "hall")}
    before, after = (one.index.resolved.index.sessions["a"] for one in (THREE, moved))
    assert (before.sequence, after.sequence) == (2, 3)
    assert after.previous_start == at(4, 14).start


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("cancelled", "confirmed", "cancelled"),
        ("cancelled", "postponed", "cancelled"),
        ("postponed", "tentative", "postponed"),
        ("postponed", "cancelled", "cancelled"),
        ("tentative", "confirmed", "confirmed"),
    ],
)
def test_what_is_a_part_of_something_off_is_off_too(whole: Status, part: Status, expected: str) -> None:
    one = Session(id="one", title="One", parent="two", status=part, slot=at(4, 15))
    two = Session(id="two", title="Two", parent="three")
    three = Session(id="three", title="Three", status=whole)
    programme = event(one, two, three)
    assert programme.index.status(one) is Status(expected)


def test_members_of_a_ring_take_over_nothing_and_those_below_take_from_them() -> None:
    ring = [
        Session(id="a", title="A", parent="b", slot=at(4, 9)),
        Session(id="b", title="B", parent="a", status="cancelled"),
        Session(id="c", title="C", parent="a"),
    ]
    for order in (ring, ring[::-1], [ring[2], ring[0], ring[1]]):
        index = event(*order).index
        assert {item.id: index.slot(item) for item in order} == {"a": at(4, 9), "b": None, "c": at(4, 9)}
        assert {item.id: index.status(item).value for item in order} == {
            "a": "confirmed",
            "b": "cancelled",
            "c": "confirmed",
        }


def test_a_long_line_of_parts_costs_no_more_than_its_length() -> None:
    line = [Session(id=f"s{n}", title="S", parent=f"s{n + 1}") for n in range(20_000)]
    programme = event(*line, Session(id="s20000", title="S", slot=at(4, 9)))
    assert programme.index.slot(programme.sessions[0]) == at(4, 9)


def test_siblings_in_one_slot_do_not_clash_and_others_do() -> None:
    person = Person(id="ada", name="Ada Example")
    parts = [attrs.evolve(part, participants=(Participant(agent="ada"),)) for part in PARTS[:2]]
    beside = Session(id="beside", title="Beside", slot=at(4, 14), participants=(Participant(agent="ada"),))
    programme = attrs.evolve(THREE, sessions=(BLOCK, *parts), people=(person,))
    clashes = ("room-double-booked", "person-double-booked")
    assert [item.code for item in validate(programme) if item.code in clashes] == []
    found = validate(attrs.evolve(programme, sessions=(*programme.sessions, beside)))
    assert [item.path[:2] for item in found if item.code in clashes] == [("sessions", 3), ("sessions", 3)]


def test_the_agenda_says_the_time_of_a_block_once() -> None:
    assert encode(THREE, "text").data.decode().count("14:00") == 1
    assert encode(THREE, "markdown").data.decode().count("14:00") == 1
    (item,) = make_outline(THREE).days[0].items
    assert [part.session.id for part in item.parts] == ["a", "b", "c"]


def test_a_selected_part_keeps_the_time_of_a_whole_that_is_not() -> None:
    alone = select(THREE, sessions={"a"}).sessions[0]
    assert alone.slot == BLOCK.slot
    both = select(THREE, sessions={"a", "block"})
    assert both.index.sessions["a"].slot is None
    assert both.index.slot(both.index.sessions["a"]) == BLOCK.slot


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_native_files_keep_a_part_without_a_slot(format: str) -> None:
    again = decode(encode(THREE, format).data, format).value()
    assert again == THREE
    assert again.index.sessions["a"].slot is None


@pytest.mark.parametrize(
    "format", ["ics", "jcal", "jsonld", "schedule-xml", "schedule-json", "schedule2", "sessionize"]
)
def test_every_other_format_says_that_the_slot_becomes_its_own(format: str) -> None:
    fitted = CODECS[format].fit(THREE)
    found = [item.path for item in fitted.report if item.path[0] == "sessions" and item.path[2:] == ("slot",)]
    assert found == [("sessions", number, "slot") for number in range(3)]
    assert all(item.slot == BLOCK.slot for item in fitted.event.sessions)


AS_WRITTEN = ("yaml", "json", "csv", "datapackage", "xlsx", "sheet", "sheet-csv")
"""Formats that hold a programme as its author wrote it, so that it comes back so."""
WRITTEN = [name for name, codec in CODECS.items() if codec.writes and name not in AS_WRITTEN]


def with_parts(programme: Event) -> Event:
    """Return the programme with every second session a part of the first that has a slot, without one of its own."""
    whole = next((session for session in programme.sessions if session.slot), None)
    if whole is None:
        return programme
    sessions = [
        attrs.evolve(session, parent=whole.id, slot=None) if number % 2 and session is not whole else session
        for number, session in enumerate(programme.sessions)
    ]
    return attrs.evolve(programme, sessions=sessions)


@pytest.mark.parametrize("format", WRITTEN)
@given(events().map(with_parts))
def test_every_output_is_the_one_of_parts_that_say_it_themselves(format: str, programme: Event) -> None:
    resolved = programme.index.resolved
    codec = CODECS[format]
    assert codec.encode(programme).data == codec.encode(resolved).data
    assert resolved.index.resolved is resolved
    assert attrs.evolve(resolved).index.resolved == resolved
