"""Who is who in two editions: each trap of real series by name, and the laws."""

import time

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import Event, Organization, Participant, Person, Room, Session, Slot, Track, session_uid
from ospo_events.strategies import events
from ospo_events.views import Matching, Thing, match

A, B, C = (f"b8e0eb47-4832-4726-bc9b-9015bd96bec{digit}" for digit in "abc")


def event(*sessions: Session, **more: object) -> Event:
    return Event(id="ev", title="Event", timezone="Europe/Berlin", sessions=sessions, **more)


def at(hour: int, *rooms: str) -> Slot:
    return event().local("2026-05-04", f"{hour:02}:00", f"{hour:02}:30", rooms=rooms)


def pairs(older: Event, newer: Event, thing: Thing = Thing.SESSION) -> list[tuple[str, str, str]]:
    return [(pair.older, pair.newer, pair.by) for pair in match(older, newer).pairs[thing]]


def codes(found: Matching) -> list[str]:
    return [finding.code for finding in found.report]


def test_a_retitled_talk_whose_id_was_made_of_its_title_is_known_by_its_uid():
    older = event(Session(id="open-models", title="Open models", uid=A))
    newer = event(Session(id="open-weights", title="Open weights", uid=A))
    assert pairs(older, newer) == [("open-models", "open-weights", "uid")]


def test_an_id_that_now_belongs_to_another_run_is_not_followed():
    """Readers that number equal titles in file order give an id to another run when one is put before it."""
    older = event(Session(id="skills", title="Skills", uid=A), Session(id="skills-2", title="Skills", uid=B))
    newer = event(
        Session(id="skills", title="Skills", uid=C),
        Session(id="skills-2", title="Skills", uid=A),
        Session(id="skills-3", title="Skills", uid=B),
    )
    assert pairs(older, newer) == [("skills", "skills-2", "uid"), ("skills-2", "skills-3", "uid")]


def test_one_id_with_uids_that_are_both_used_for_others_is_two_sessions():
    older = event(
        Session(id="x", title="X", uid=A), Session(id="y", title="Y", uid=B), Session(id="z", title="Z", uid=B)
    )
    newer = event(
        Session(id="x", title="X now", uid=B), Session(id="y", title="V", uid=A), Session(id="w", title="W", uid=A)
    )
    assert ("x", "x", "id") not in pairs(older, newer)


def test_a_new_guid_for_the_same_id_is_the_same_session():
    assert pairs(event(Session(id="x", title="X", uid=A)), event(Session(id="x", title="X", uid=B))) == [
        ("x", "x", "id")
    ]


def test_a_number_as_id_with_another_uid_is_another_session():
    older, newer = event(Session(id="8429", title="X", uid=A)), event(Session(id="8429", title="Y", uid=B))
    assert pairs(older, newer) == []
    assert pairs(event(Session(id="8429", title="X")), event(Session(id="8429", title="Y"))) == [("8429", "8429", "id")]


def test_a_published_uid_that_was_read_back_is_that_of_the_session():
    ours = Session(id="opening", title="Opening")
    older = event(ours)
    newer = event(Session(id="other-id", title="Opening!", uid=session_uid(older, ours)))
    assert pairs(older, newer) == [("opening", "other-id", "uid")]
    assert pairs(newer, older) == [("other-id", "opening", "uid")]


def test_integer_ids_of_systems_match_nothing_and_codes_do():
    def carried(name: str, title: str, **data: object) -> Session:
        return Session(id=name, title=title, extra={"x-schedule": data})

    assert pairs(event(carried("a", "A", id=7)), event(carried("b", "B", id=7))) == []
    assert pairs(event(carried("a", "A", code=7)), event(carried("b", "B", code=7))) == []
    assert pairs(event(carried("a", "A", code="XYZ")), event(carried("b", "B", code="XYZ"))) == [("a", "b", "code")]


def test_all_new_guids_at_once_are_seen_through_by_title_and_time():
    older = event(*(Session(id=f"o{n}", title=f"Talk {n}", uid=f"{A[:-2]}{n}1", slot=at(9 + n)) for n in range(5)))
    newer = event(*(Session(id=f"n{n}", title=f"talk  {n}", uid=f"{A[:-2]}{n}2", slot=at(9 + n)) for n in range(5)))
    found = match(older, newer).pairs[Thing.SESSION]
    assert [(pair.older, pair.newer) for pair in found] == [(f"o{n}", f"n{n}") for n in range(5)]
    assert not any(pair.sure for pair in found)


def test_a_title_with_the_same_people_at_another_time_is_probably_the_same():
    people = {"people": (Person(id="ada", name="Ada"),)}
    older = event(Session(id="a", title="Talk", slot=at(9), participants=("ada",)), **people)
    newer = event(
        Session(id="b", title="Talk", slot=at(15), participants=("ada",)), people=(Person(id="lovelace", name="Ada"),)
    )
    newer = attrs.evolve(newer, sessions=(attrs.evolve(newer.sessions[0], participants=("lovelace",)),))
    assert pairs(older, newer) == [("a", "b", "title")]
    assert (
        pairs(event(Session(id="a", title="Lunch", slot=at(9))), event(Session(id="b", title="Lunch", slot=at(15))))
        == []
    )


def test_what_could_be_one_of_several_is_said_and_not_guessed():
    twins = [Session(id=id, title="Lunch", kind="meal", slot=at(12)) for id in ("l1", "l2")]
    found = match(event(*twins), event(Session(id="l3", title="Lunch", kind="meal", slot=at(12))))
    assert found.pairs[Thing.SESSION] == ()
    assert codes(found) == ["ambiguous-identity"]
    assert found.report.diagnostics[0].path == ("sessions", 0)


def test_equal_things_of_one_id_are_matched_the_first_with_the_first():
    one = Session(id="a", title="A")
    twice = event(one, attrs.evolve(one, title="B"), one)
    found = match(twice, twice)
    assert sorted(pair.places for pair in found.pairs[Thing.SESSION]) == [(0, 0), (1, 1), (2, 2)]
    assert codes(found) == []


def test_a_room_whose_id_was_made_of_its_name_is_known_by_what_is_in_it():
    def held(room: str) -> Event:
        return event(
            *(Session(id=f"s{n}", title=f"T{n}", slot=at(9 + n, room)) for n in range(3)),
            rooms=(Room(id=room, name=room),),
        )

    assert pairs(held("hall"), held("auditorium"), Thing.ROOM) == [("hall", "auditorium", "sessions")]
    other = event(
        *held("auditorium").sessions[:2], Session(id="s2", title="T2"), rooms=(Room(id="auditorium", name="x"),)
    )
    assert pairs(held("hall"), other, Thing.ROOM) == []


def test_tracks_organizations_and_people_by_name_and_days_by_date():
    older = Event(
        id="ev",
        title="Event",
        timezone="Europe/Berlin",
        tracks=[Track(id="a", title="Open AI")],
        organizations=[Organization(id="u", name="UN")],
        people=[Person(id="p", name="Ada Example")],
        days=["2026-05-04", "2026-05-05"],
    )
    newer = Event(
        id="ev",
        title="Event",
        timezone="Europe/Berlin",
        tracks=[Track(id="b", title="Open-AI")],
        organizations=[Organization(id="v", name="un")],
        people=[Person(id="q", name="Ada  Example")],
        days=["2026-05-05", "2026-05-06"],
    )
    assert pairs(older, newer, Thing.TRACK) == [("a", "b", "name")]
    assert pairs(older, newer, Thing.ORGANIZATION) == [("u", "v", "title")]
    assert pairs(older, newer, Thing.PERSON) == [("p", "q", "title")]
    assert pairs(older, newer, Thing.DAY) == [("2026-05-05", "2026-05-05", "id")]


def test_participants_do_not_make_somebody_else_the_same():
    older = event(Session(id="a", title="Talk", slot=at(9), participants=(Participant(agent="ada"),)))
    newer = event(Session(id="b", title="Talk", slot=at(10), participants=(Participant(agent="bob"),)))
    assert pairs(older, newer) == []


# --- laws -------------------------------------------------------------------------------------


@given(events(), events())
def test_each_thing_is_in_one_pair_at_most(older, newer):
    for thing, found in match(older, newer).pairs.items():
        assert len({pair.places[0] for pair in found}) == len(found), thing
        assert len({pair.places[1] for pair in found}) == len(found), thing


@given(events())
def test_everything_is_itself(event):
    for found in match(event, event).pairs.values():
        assert all(pair.places[0] == pair.places[1] for pair in found)
        assert all(pair.older == pair.newer for pair in found)


@given(events(), events())
def test_the_other_way_round_it_is_the_same(one, other):
    there, back = match(one, other), match(other, one)
    for thing, found in there.pairs.items():
        assert {pair.places for pair in found} == {pair.places[::-1] for pair in back.pairs[thing]}


@given(events(), st.randoms(use_true_random=False))
def test_the_order_of_the_things_makes_no_difference(event, random):
    sessions = list(event.sessions)
    random.shuffle(sessions)
    shuffled = attrs.evolve(event, sessions=sessions)
    found = {(pair.older, pair.newer) for pair in match(event, shuffled).pairs[Thing.SESSION]}
    assert found == {(session.id, session.id) for session in event.sessions}


def test_ten_thousand_sessions_of_one_title_take_no_long_time():
    """Every pair looked at would be a hundred million looks."""
    older = event(*(Session(id=f"a{n}", title="Talk", participants=("ada",)) for n in range(10_000)))
    newer = event(*(Session(id=f"b{n}", title="Talk", participants=("ada",)) for n in range(10_000)))
    began = time.process_time()
    assert match(older, newer).pairs[Thing.SESSION] == ()
    assert time.process_time() - began < 5
