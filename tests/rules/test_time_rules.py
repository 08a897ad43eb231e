"""Rules about times and versions, beyond the examples on their pages."""

from __future__ import annotations

import attrs

from ospo_events.validation import validate
from tests.support.reading import findings, read_fragment


def test_a_day_without_sessions_is_not_filled_and_one_that_ends_late_is() -> None:
    event = read_fragment(
        """
days: [{date: 2026-05-04, start: "09:00", end: "18:00"}, {date: 2026-05-05, start: "09:00", end: "18:00"}]
sessions:
  - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T16:30}}
"""
    )
    (item,) = findings(event, "day-frame-not-filled")
    assert item.path == ("days", 0, "end")
    assert item.message == "2026-05-04 ends at 18:00, but its last session ends at 16:30"


def test_two_open_ends_at_one_time_or_of_one_family_are_fine() -> None:
    event = read_fragment(
        """
sessions:
  - {id: one, title: Drinks, kind: social, slot: {start: 2026-05-04T18:00}}
  - {id: two, title: Dinner, kind: meal, slot: {start: 2026-05-04T18:00}}
  - {id: three, title: Dessert, kind: meal, parent: two, slot: {start: 2026-05-04T19:00}}
"""
    )
    same_time = attrs.evolve(event, sessions=event.sessions[:2])
    family = attrs.evolve(event, sessions=event.sessions[1:])
    strangers = attrs.evolve(event, sessions=(event.sessions[0], attrs.evolve(event.sessions[2], parent=None)))
    said = "both have no end"
    assert [said in str(validate(each)) for each in (same_time, family, strangers)] == [False, False, True]


def test_parts_of_a_scheduled_session_need_no_time_of_their_own() -> None:
    event = read_fragment(
        """
status: confirmed
sessions:
  - {id: whole, title: Whole, status: confirmed, slot: {start: 2026-05-04T18:00, end: 2026-05-04T19:00}}
  - {id: part, title: Part, status: confirmed, parent: whole}
  - {id: lost, title: Lost, status: confirmed}
"""
    )
    assert [item.path[1] for item in findings(event, "unscheduled-in-final")] == [2]


def test_a_session_that_loses_its_time_has_to_raise_its_sequence() -> None:
    old = read_fragment(
        "sessions: [{id: one, title: Open models, sequence: 1, slot: {start: 2026-05-04T18:00, end: 2026-05-04T19:00}}]\n"
    )
    new = attrs.evolve(old, sessions=(attrs.evolve(old.sessions[0], slot=None),))
    assert "sequence-not-raised" in validate(new, older=old).codes
    raised = attrs.evolve(new, sessions=(attrs.evolve(new.sessions[0], sequence=2),))
    assert "sequence-not-raised" not in validate(raised, older=old).codes
    assert "sequence-not-raised" not in validate(new, older=new).codes


def test_a_programme_without_a_version_becomes_one_with() -> None:
    old = read_fragment("sessions: [{id: one, title: Open models}]\n")
    changed = attrs.evolve(old, sessions=(attrs.evolve(old.sessions[0], title="Open data"),))
    old_versioned = attrs.evolve(old, version="1.2")
    outcomes = [
        "version-not-raised" in validate(attrs.evolve(changed, version=version), older=older).codes
        for version, older in [("1", old), ("1.3", old_versioned), ("1.1", old_versioned), ("final", old_versioned)]
    ]
    assert outcomes == [False, False, True, False]
