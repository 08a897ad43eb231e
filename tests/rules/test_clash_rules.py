"""Rules about what is at the same time, beyond the examples on their pages."""

from __future__ import annotations

import attrs
import pytest

from ospo_events.validation import validate
from tests.support.reading import findings, read_fragment


def test_only_exclusive_tracks_clash() -> None:
    event = read_fragment(
        """
tracks: [{id: ai, title: AI, exclusive: true}, {id: law, title: Law}]
sessions:
  - {id: one, title: Open models, tracks: [law, ai], slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
  - {id: two, title: Open data, tracks: [law], slot: {start: 2026-05-04T09:30, end: 2026-05-04T10:30}}
"""
    )
    assert "exclusive track" not in str(validate(event))
    both = attrs.evolve(event, sessions=(event.sessions[0], attrs.evolve(event.sessions[1], tracks=("law", "ai"))))
    assert str(validate(both)).count("overlap in the exclusive track 'AI'") == 1


def test_an_open_end_is_told_once_for_room_and_people_and_not_of_its_parts() -> None:
    event = read_fragment(
        """
rooms: [{id: hall, name: Hall}]
people: [{id: ada, name: Ada Example}]
sessions:
  - {id: one, title: Film, slot: {start: 2026-05-04T18:00, rooms: [hall]}, participants: [{agent: ada}]}
  - {id: two, title: Talk, slot: {start: 2026-05-04T18:30, end: 2026-05-04T19:30, rooms: [hall]}, participants: [{agent: ada}]}
"""
    )
    assert str(validate(event)).count("has no end, but") == 1
    part = attrs.evolve(event, sessions=(event.sessions[0], attrs.evolve(event.sessions[1], parent="one")))
    assert "has no end, but" not in str(validate(part))


def test_a_break_of_a_track_is_a_break_of_that_track_alone() -> None:
    event = read_fragment(
        """
tracks: [{id: ai, title: AI}, {id: law, title: Law}]
sessions:
  - {id: pause, title: Coffee, kind: break, tracks: [ai], slot: {start: 2026-05-04T10:00, end: 2026-05-04T10:30}}
  - {id: one, title: Open law, tracks: [law], slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:30}}
"""
    )
    assert findings(event, "break-overlapped") == []
    mine = attrs.evolve(event, sessions=(event.sessions[0], attrs.evolve(event.sessions[1], tracks=("law", "ai"))))
    assert len(findings(mine, "break-overlapped")) == 1


@pytest.mark.parametrize(("rooms", "minutes"), [(("a", "b"), 5), (("a", "c"), 30), (("a", "d"), 5), (("a", "a"), 0)])
def test_the_way_to_the_next_session(rooms: tuple[str, str], minutes: int) -> None:
    event = read_fragment(
        f"""
venues: [{{id: north, name: North}}, {{id: south, name: South}}]
rooms:
  - {{id: a, name: A, venue: north}}
  - {{id: b, name: B, venue: north}}
  - {{id: c, name: C, venue: south}}
  - {{id: d, name: D}}
people: [{{id: ada, name: Ada Example}}]
sessions:
  - {{id: one, title: One, participants: [{{agent: ada}}], slot: {{start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [{rooms[0]}]}}}}
  - {{id: two, title: Two, participants: [{{agent: ada}}], slot: {{start: 2026-05-04T10:00, end: 2026-05-04T11:00, rooms: [{rooms[1]}]}}}}
"""
    )
    messages = [item.message for item in findings(event, "turnaround-too-short")]
    assert len(messages) == (1 if minutes else 0)
    assert all(message.endswith(f", but needs {minutes}") for message in messages)
    roomless = attrs.evolve(
        event, sessions=tuple(attrs.evolve(s, slot=attrs.evolve(s.slot, rooms=())) for s in event.sessions)
    )
    assert findings(roomless, "turnaround-too-short") == []


def test_somebody_with_two_roles_in_a_session_is_in_it_once() -> None:
    event = read_fragment(
        """
people: [{id: ada, name: Ada Example}]
sessions:
  - id: one
    title: Open models
    slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}
    participants: [{agent: ada}, {agent: ada, role: moderator}]
"""
    )
    assert "person-double-booked" not in validate(event).codes
    other = attrs.evolve(event.sessions[0], id="two", title="Open data")
    both = attrs.evolve(event, sessions=(*event.sessions, other))
    assert validate(both).codes.count("person-double-booked") == 1
