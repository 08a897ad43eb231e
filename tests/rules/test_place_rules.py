"""Rules about places, beyond the examples on their pages."""

from __future__ import annotations

import pytest

from ospo_events.validation import validate
from tests.support.reading import findings, read_fragment

PARTS = """
rooms: [{id: hall, name: Hall, capacity: 100}, {id: small, name: Small, capacity: 20}, {id: yard, name: Yard}]
sessions:
  - {id: whole, title: Workshops, expected_attendance: 150, slot: {start: 2026-05-04T09:00, end: 2026-05-04T11:00}}
  - {id: a, title: Left, parent: whole, slot: {start: 2026-05-04T09:00, end: 2026-05-04T11:00, rooms: [hall]}}
"""


OTHER_PART = "  - {{id: b, title: Right, parent: whole, slot: {{start: {}, end: {}, rooms: [{}]}}}}\n"


@pytest.mark.parametrize(
    ("rest", "held"),
    [
        ("", [100]),
        (OTHER_PART.format("2026-05-04T09:00", "2026-05-04T10:00", "small"), [120, 120]),
        (OTHER_PART.format("2026-05-04T09:00", "2026-05-04T10:00", "yard"), []),  # nobody knows what the yard holds
        (OTHER_PART.format("2026-05-04T12:00", "2026-05-04T13:00", "small"), [100, 20]),  # not at the same time
    ],
)
def test_parts_at_the_same_time_share_those_who_are_expected(rest: str, held: list[int]) -> None:
    messages = [item.message for item in validate(read_fragment(PARTS + rest)) if "expects 150 people" in item.message]
    assert [int(message.rsplit(" ", maxsplit=1)[1]) for message in messages] == held


def test_rooms_of_parts_and_of_wholes_count_for_the_other() -> None:
    event = read_fragment(
        """
rooms: [{id: hall, name: Hall}]
sessions:
  - {id: a-whole, title: Morning, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
  - {id: a-part, title: First part, parent: a-whole, slot: {start: 2026-05-04T09:00, end: 2026-05-04T09:30}}
  - {id: b-whole, title: Noon, slot: {start: 2026-05-04T11:00, end: 2026-05-04T12:00}}
  - {id: b-part, title: Noon part, parent: b-whole, slot: {start: 2026-05-04T11:00, end: 2026-05-04T12:00, rooms: [hall]}}
  - {id: lost, title: Lost, slot: {start: 2026-05-04T13:00, end: 2026-05-04T14:00}}
  - {id: away, title: Away, attendance_mode: online, slot: {start: 2026-05-04T13:00, end: 2026-05-04T14:00}}
"""
    )
    assert [item.path[1] for item in findings(event, "session-without-room")] == [4]


def test_an_online_event_has_to_say_where_to_watch_it() -> None:
    sessions = "sessions: [{id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00%s}}]\n"
    silent = validate(read_fragment("attendance_mode: online\n" + sessions % ""))
    streamed = validate(
        read_fragment(
            "attendance_mode: online\n"
            'rooms: [{id: stage, name: Stage, stream: {href: "https://live.example.org/1", rel: stream}}]\n'
            + sessions
            % ", rooms: [stage]"
        )
    )
    said = "the event is online, but no link says where to watch or register"
    assert said in [item.message for item in silent]
    assert said not in [item.message for item in streamed]


def test_a_session_in_person_at_an_online_event_needs_a_place() -> None:
    event = read_fragment(
        "attendance_mode: online\nsessions: [{id: one, title: Open models, attendance_mode: in_person}]\n"
    )
    (item,) = findings(event, "in-person-without-place")
    assert item.path == ("sessions", 0, "attendance_mode")
