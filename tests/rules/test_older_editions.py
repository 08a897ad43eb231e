"""Rules that compare with an older file know a session again whatever it is called there."""

import attrs
import pytest

from ospo_events import Event, Room, Session, WallClock, validate

A, B = "b8e0eb47-4832-4726-bc9b-9015bd96becf", "5bd6b7a4-0a52-4a0f-9f4c-2f7d1c3f0e11"
SLOT = WallClock("UTC").slot("2026-05-04", "09:00", "10:00")
LATER = WallClock("UTC").slot("2026-05-04", "10:00", "11:00")


def edition(*sessions: Session) -> Event:
    return Event(id="e", title="E", timezone="UTC", sessions=sessions)


def codes(older: Event, newer: Event) -> list[str]:
    return [
        item.code for item in validate(newer, older=older) if item.code in ("session-removed", "sequence-not-raised")
    ]


def test_a_talk_whose_id_was_made_of_its_title_is_not_gone_when_it_is_retitled():
    older = edition(Session(id="open-models", title="Open models", uid=A))
    assert codes(older, edition(Session(id="open-weights", title="Open weights", uid=A))) == []
    assert codes(older, edition(Session(id="open-weights", title="Open weights", uid=B))) == ["session-removed"]


def test_the_sequence_is_that_of_the_same_session():
    older = edition(Session(id="a", title="A", uid=A, sequence=3, slot=SLOT))
    assert codes(older, edition(Session(id="b", title="A", uid=A, sequence=3, slot=LATER))) == ["sequence-not-raised"]
    assert codes(older, edition(Session(id="b", title="A", uid=A, sequence=4, slot=LATER))) == []


@pytest.mark.parametrize("id", ["a", "other"])
def test_an_id_that_another_session_has_now_does_not_hide_that_one_is_gone(id):
    older = edition(Session(id="a", title="A", uid=A), Session(id="b", title="B", uid=B))
    newer = edition(Session(id=id, title="B", uid=B))
    assert codes(older, newer) == ["session-removed"]


def test_other_ids_and_another_order_are_no_new_version():
    def of(version: str, *sessions: Session) -> Event:
        return attrs.evolve(edition(*sessions), version=version)

    def told(newer: Event) -> bool:
        return "version-not-raised" in validate(newer, older=older).codes

    one, two = Session(id="a", title="A", uid=A), Session(id="b", title="B", uid=B)
    older = of("3", one, two)
    assert not told(of("3", attrs.evolve(two, id="b-2"), one))
    assert told(of("3", one, attrs.evolve(two, tags=("new",))))
    assert told(of("3", one))
    assert told(attrs.evolve(of("3", one, two), description="New."))
    assert not told(of("4", one))


def test_a_room_that_has_another_id_is_no_other_room():
    def held(room: str) -> Event:
        slot = WallClock("UTC").slot("2026-05-04", "09:00", "10:00", rooms=(room,))
        session = Session(id="a", title="A", uid=A, sequence=3, slot=slot)
        return Event(id="e", title="E", timezone="UTC", sessions=[session], rooms=[Room(id=room, name="Hall", uid=B)])

    assert codes(held("hall"), held("great-hall")) == []
