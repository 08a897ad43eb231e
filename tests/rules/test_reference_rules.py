"""Rules about what one thing says of another, beyond the examples on their pages."""

from __future__ import annotations

import attrs

from ospo_events.validation import validate
from tests.support.reading import findings, read_fragment


def test_a_cancelled_event_with_confirmed_sessions_is_told_once() -> None:
    event = read_fragment(
        """
status: cancelled
sessions:
  - {id: one, title: Open models, status: confirmed}
  - {id: two, title: Open data, status: confirmed}
  - {id: three, title: Open law, status: cancelled}
"""
    )
    (item,) = findings(event, "confirmed-part-of-cancelled")
    assert item.message == "the event is cancelled, but 2 of its sessions are confirmed"
    called_off = attrs.evolve(event, sessions=event.sessions[2:])
    assert findings(called_off, "confirmed-part-of-cancelled") == []


def test_one_licence_for_all_recordings_is_enough() -> None:
    recordings = (
        'recording: {%s links: [{href: "https://media.example.org/all", rel: recording}]}\n'
        'sessions: [{id: one, title: Open models, recording: {links: [{href: "https://media.example.org/1", rel: recording}]}}]\n'
    )
    assert findings(read_fragment(recordings % "license: CC-BY-4.0,"), "recording-without-licence") == []
    assert ("recording",) in {
        item.path[:1] for item in findings(read_fragment(recordings % ""), "recording-without-licence")
    }


def test_a_stream_of_the_room_is_a_stream_of_a_session_that_opted_out() -> None:
    event = read_fragment(
        """
rooms: [{id: stage, name: Stage, stream: {href: "https://live.example.org/1", rel: stream}}, {id: den, name: Den}]
sessions:
  - id: one
    title: Open models
    recording: {opt_out: true}
    slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [den, stage]}
  - id: two
    title: Open data
    recording: {opt_out: true}
    slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00, rooms: [den]}
"""
    )
    assert {item.path[1] for item in validate(event) if "opt" in item.code} == {0}


def test_a_reference_to_a_thing_of_another_kind_says_so() -> None:
    event = read_fragment("sessions: [{id: one, title: Open models}]\ntracks: [{id: law, title: Law}]\n")
    wrong = attrs.evolve(event, sessions=(attrs.evolve(event.sessions[0], parent="law"),))
    (item,) = findings(wrong, "dangling-reference")
    assert item.help == "'law' is a track, but a session is needed here"
