"""Copies of an event with one thing changed or taken away."""

from __future__ import annotations

import datetime as dt
from random import Random
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events import (
    Collector,
    Event,
    Organization,
    Participant,
    Person,
    Room,
    Session,
    Slot,
    Track,
    UnknownId,
    Venue,
    strategies,
    validate,
)
from ospo_events.model import Acceptance

NINE = dt.datetime(2026, 5, 4, 9, tzinfo=ZoneInfo("UTC"))
UN = Organization(id="un", name="UN")
EVENT = Event(
    id="e",
    title="E",
    timezone="UTC",
    venues=(Venue(id="site", name="Site"),),
    rooms=(Room(id="hall", name="Hall", venue="site"), Room(id="annex", name="Annex")),
    tracks=(Track(id="ai", title="AI"),),
    people=(Person(id="ada", name="Ada", affiliation=UN), Person(id="bob", name="Bob")),
    organizations=(UN, Organization(id="office", name="Office", parent=UN)),
    participants=(Participant(agent="un", role="host"),),
    sessions=(
        Session(
            id="panel",
            title="Panel",
            slot=Slot(NINE, rooms=("hall", "annex")),
            tracks=("ai",),
            participants=("ada", Participant(agent="bob", affiliation="un")),
        ),
        Session(id="part", title="Part", parent="panel"),
        Session(id="again", title="Again", repeat_of="panel"),
    ),
    accept=(Acceptance(rule="no-break", where=("panel",), reason="short"), Acceptance(rule="no-break", reason="short")),
)
KINDS = {
    "sessions": EVENT.without_session,
    "rooms": EVENT.without_room,
    "tracks": EVENT.without_track,
    "venues": EVENT.without_venue,
    "people": EVENT.without_person,
    "organizations": EVENT.without_organization,
}


@pytest.mark.parametrize("collection", KINDS)
def test_nothing_refers_to_what_is_gone(collection: str) -> None:
    first = getattr(EVENT, collection)[0]
    for asked in (first, first.id):
        event = KINDS[collection](asked)
        assert first.id not in {item.id for item in getattr(event, collection)}
        assert f"'{first.id}'" not in repr(
            [event.rooms, event.people, event.organizations, event.sessions, event.participants, event.accept]
        )
    assert EVENT.without_session("panel").accept == (Acceptance(rule="no-break", reason="short"),)


def test_what_is_not_about_it_stays() -> None:
    event = EVENT.without_person("ada")
    assert event.sessions[0].participants == (Participant(agent="bob", affiliation="un"),)
    assert event.sessions[1:] == EVENT.sessions[1:]
    assert EVENT.without_room("hall").sessions[0].slot == Slot(NINE, rooms=("annex",))
    both = EVENT.with_organization(Organization(id="ada", name="Ada Ltd"))
    assert both.without_person("ada").sessions == EVENT.sessions, "the organization of that id is still there"


@settings(max_examples=settings.default.max_examples // 2)
@given(strategies.events())
def test_taking_away_makes_no_reference_dangle(event: Event) -> None:
    before = validate(event, select=["dangling-reference"]).codes
    for session in event.sessions[:2]:
        event = event.without_session(session)
    for room in event.rooms[:1]:
        event = event.without_room(room)
    for track in event.tracks[:1]:
        event = event.without_track(track)
    for person in event.people[:1]:
        event = event.without_person(person)
    assert len(validate(event, select=["dangling-reference"])) <= len(before)


@pytest.mark.parametrize("collection", KINDS)
def test_an_unknown_id_is_refused_with_the_one_that_may_be_meant(collection: str) -> None:
    known = getattr(EVENT, collection)[0].id
    with pytest.raises(UnknownId, match=f"{known + 'x'}' in this programme; did you mean '{known}'"):
        KINDS[collection](known + "x")


def test_lookups_and_edits_say_what_may_be_meant() -> None:
    with pytest.raises(KeyError) as caught:
        EVENT.index.sessions["panl"]
    assert str(caught.value) == "no session 'panl' in this programme; did you mean 'panel'?"
    with pytest.raises(UnknownId, match="no person 'zzz' in this programme; there are ada, bob"):
        EVENT.with_person("zzz", name="Z")
    with pytest.raises(UnknownId, match="there are none"):
        Event(id="e", title="E", timezone="UTC").index.rooms["hall"]
    assert EVENT.index.rooms.get("zzz") is None
    with pytest.raises(TypeError, match=r"a Session has no attribute 'titel'; did you mean 'title'"):
        EVENT.with_session("panel", titel="x")
    with pytest.raises(TypeError, match="expected a session or its id, got the number 3"):
        EVENT.without_session(3)
    with pytest.raises(TypeError, match="there are id, name"):
        EVENT.with_room("hall", zzzzzz=1)


@settings(max_examples=30)
@given(strategies.events(), st.randoms(use_true_random=False))
def test_what_is_collected_makes_the_same_event(event: Event, random: Random) -> None:
    things = Collector()
    names = list(things.collections())
    random.shuffle(names)
    for name in names:
        for item in getattr(event, name):
            assert things.add(item) is item
            things.add(item)
    assert attrs.evolve(event, **things.collections()) == event


def test_two_that_differ_under_one_id_are_both_collected() -> None:
    things = Collector()
    one, other = things.add(Room(id="hall", name="Hall")), things.add(Room(id="hall", name="Great Hall"))
    assert things.collections()["rooms"] == (one, other)


def test_what_no_collection_holds_is_refused() -> None:
    with pytest.raises(TypeError, match=r"expected a Venue, Room, .* to collect, got the text 'hall'"):
        Collector().add("hall")  # type: ignore[type-var]
