"""Single findings of rules that neither their pages nor the laws show."""

from __future__ import annotations

import types
from typing import Any

import pytest

from ospo_events import Event, Link, Person, Session
from ospo_events.model import Acceptance, AttendanceMode, Room
from ospo_events.rules.people import near_duplicate_name
from ospo_events.validation import examine, rules_in, validate


def event_with(**more: Any) -> Event:
    return Event(id="e", title="E", timezone="Europe/Berlin", **more)


def codes(event: Event, **options: Any) -> list[str]:
    return [item.code for item in validate(event, **options)]


def test_names_of_the_same_letters_in_another_order_are_no_slip_of_one() -> None:
    people = [
        Person(id=str(number), name=name) for number, name in enumerate(("Abcd Meier", "Bcda Meier", "Abce Meier"))
    ]
    found = [item for item in validate(event_with(people=people)) if item.code == "near-duplicate-name"]
    assert len(found) == 1
    assert "Abce" in found[0].message


def test_words_one_of_which_has_a_letter_more_are_near() -> None:
    people = [Person(id=str(number), name=name) for number, name in enumerate(("Jonas Meier", "Joanas Meier"))]
    assert "near-duplicate-name" in codes(event_with(people=people))


@pytest.mark.parametrize(
    ("event_links", "stream", "told"),
    [
        ([Link("https://live.example/", "stream")], None, False),
        ([], Link("https://live.example/", "stream"), False),
        ([], None, True),
    ],
)
def test_an_online_session_is_watched_by_the_links_of_the_event_or_of_its_room(
    event_links: list[Link], stream: Link | None, told: bool
) -> None:
    event = event_with(links=event_links, rooms=[Room(id="a", name="A", stream=stream)])
    slot = event.local("2024-07-09", "09:00", "10:00", rooms=["a"])
    talk = Session(id="s", title="S", slot=slot, attendance_mode=AttendanceMode.ONLINE)
    whole = event_with(links=event_links, rooms=event.rooms, sessions=[talk])
    assert ("online-without-link" in codes(whole)) is told


def test_text_garbled_beyond_mending_is_told_without_a_proposal() -> None:
    (found,) = [item for item in validate(event_with(description="Zug nach ZÃ¼rich 你")) if item.code == "garbled-text"]
    assert found.help == "copy the text again from its source"


def test_rules_of_a_module_are_found_and_only_they() -> None:
    module = types.ModuleType("mine")
    module.near = near_duplicate_name  # type: ignore[attr-defined]
    module.number = 5  # type: ignore[attr-defined]
    assert rules_in(module) == [near_duplicate_name]


def test_what_a_format_loses_can_be_accepted_and_is_not_asked_for_where_nobody_wants_to_know() -> None:
    event = event_with(theme="Sharing", accept=[Acceptance(rule="lost-in-format", reason="nobody reads it there")])
    outcome = examine(event, formats=["schedule-xml"], select=["lost-in-format"])
    assert "lost-in-format" not in outcome.report.codes
    assert {item.diagnostic.code for item in outcome.accepted} == {"lost-in-format"}
    assert examine(event, formats=["schedule-xml"], select=["zero-length"]).report.codes == ()
