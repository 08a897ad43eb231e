"""Somebody who is to be announced, and roles with titles of their own."""

from __future__ import annotations

import attrs
import pytest

from ospo_events import decode, encode
from ospo_events.codecs import CODECS
from ospo_events.model import Event, Participant, Person, Room, Session
from ospo_events.rules import Settings
from ospo_events.validation import validate
from tests.support.programmes import at, event

NOBODY_YET = Participant(credited_as="Minister to be announced", role="keynote")
LEADER = Participant(agent="ada", role="moderator", role_title="Session leader")
PANEL = Session(
    id="panel",
    title="Open models",
    kind="panel",
    slot=at(4, 9, "hall"),
    participants=(LEADER, NOBODY_YET, Participant(agent="bob"), Participant(agent="cem")),
)
PEOPLE = tuple(Person(id=id, name=f"{id.title()} Example") for id in ("ada", "bob", "cem"))
PROGRAMME = event(PANEL, people=PEOPLE, rooms=(Room(id="hall", name="Hall"),))


@pytest.mark.parametrize("name", [None, "", " \n"])
def test_nobody_has_to_have_a_name_to_print(name: str | None) -> None:
    with pytest.raises(ValueError, match="expected the id of a person or an organization as the agent"):
        Participant(credited_as=name)


def test_the_index_and_what_goes_pass_over_nobody() -> None:
    assert set(PROGRAMME.index.by_agent) == {"ada", "bob", "cem"}
    without = PROGRAMME.without_person("ada")
    assert [item.agent for item in without.sessions[0].participants] == [None, "bob", "cem"]


@pytest.mark.parametrize(
    "format", ["text", "markdown", "html", "ics", "jcal", "now", "schedule-xml", "schedule-json", "schedule2"]
)
def test_who_is_to_be_announced_is_shown(format: str) -> None:
    shown = encode(PROGRAMME, format).data.decode().replace("\r\n ", "")
    assert "Minister to be announced" in shown


@pytest.mark.parametrize("format", ["text", "markdown", "html", "ics", "jcal"])
def test_the_title_of_a_role_is_its_heading(format: str) -> None:
    shown = encode(PROGRAMME, format).data.decode().replace("\r\n ", "")
    assert "Session leader: " in shown
    assert "Moderator: " not in shown


@pytest.mark.parametrize("format", ["yaml", "json", "ics", "jcal"])
def test_formats_of_ours_keep_both(format: str) -> None:
    given = attrs.evolve(PROGRAMME, participants=(Participant(credited_as="A host", role="host"),))
    kept = decode(encode(given, format).data, format).value()
    assert kept.sessions[0].participants == PANEL.participants
    assert kept.participants == given.participants


@pytest.mark.parametrize(("format", "code"), [("jsonld", "not-carried"), ("sessionize", "not-carried")])
def test_formats_for_machines_leave_nobody_out_and_say_so(format: str, code: str) -> None:
    fitted = CODECS[format].fit(PROGRAMME)
    assert "ada" in [item.agent for item in fitted.event.sessions[0].participants]
    assert None not in [item.agent for item in fitted.event.sessions[0].participants]
    assert code in [item.code for item in fitted.report if item.path == ("sessions", 0, "participants", 1)]
    assert b"Minister" not in encode(PROGRAMME, format).data


@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json", "schedule2"])
def test_a_schedule_gives_back_a_person_of_that_name(format: str) -> None:
    fitted = CODECS[format].fit(PROGRAMME)
    assert "Minister to be announced" in [person.name for person in fitted.event.people]
    found = [item.code for item in fitted.report if item.path[:4] == ("sessions", 0, "participants", 1)]
    assert "changed-to-fit" in found
    assert "dangling-reference" not in fitted.report.codes


def test_yaml_by_hand() -> None:
    text = """\
format: 1
id: e
title: E
timezone: Europe/Berlin
people: [{id: ada, name: Ada}]
sessions:
  - id: panel
    title: Panel
    keynote: {credited_as: Minister to be announced}
    moderators: [{agent: ada, role_title: Session leader}]
  - {id: other, title: Other, speaker: {mode: online}}
"""
    decoded = decode(text.encode(), "yaml")
    assert decoded.event is not None
    assert decoded.event.sessions[0].participants == (NOBODY_YET, LEADER)
    assert decoded.event.sessions[1].participants == ()
    (found,) = decoded.report
    assert "expected the id of a person or an organization as the agent" in found.message
    assert found.span is not None
    assert found.span.line == 11


def _codes(programme: Event, **settings: tuple[str, ...]) -> list[str]:
    return [item.code for item in validate(programme, settings=Settings(**settings))]


def test_a_role_whose_title_leads_leads() -> None:
    leader = attrs.evolve(LEADER, role="stage-hand")
    panel = attrs.evolve(PANEL, participants=(leader, *PANEL.participants[1:]))
    programme = attrs.evolve(PROGRAMME, sessions=(panel,))
    assert "panel-without-moderator" in _codes(programme)
    assert "panel-without-moderator" not in _codes(programme, leading_roles=("session leader",))
    assert "panel-without-moderator" not in _codes(PROGRAMME)


def test_rules_take_nobody_for_what_it_is() -> None:
    twice = attrs.evolve(PANEL, participants=(*PANEL.participants, NOBODY_YET))
    found = _codes(attrs.evolve(PROGRAMME, sessions=(twice,)))
    assert {"dangling-reference", "same-person-twice", "internal-rule-failure"}.isdisjoint(found)
