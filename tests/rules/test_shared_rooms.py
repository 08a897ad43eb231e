"""Rooms that are meant for several sessions at once."""

from __future__ import annotations

import attrs
import pytest

from ospo_events import decode, encode
from ospo_events.model import Room, Session, Slot
from ospo_events.validation import validate
from tests.support.programmes import at, event

ROOMS = (Room(id="foyer", name="Foyer", shared=True), Room(id="hall", name="Hall"))
CLASHES = ("room-double-booked", "open-end-followed")


def programme(*rooms: str):
    slot = at(4, 9, *rooms)
    sessions = [Session(id=id, title=id, slot=slot) for id in ("a", "b")]
    late = Session(id="c", title="c", slot=at(4, 10, *rooms))
    early = Session(id="d", title="d", slot=Slot(at(4, 8).start, rooms=rooms))
    return event(*sessions, late, early, rooms=ROOMS)


def test_no_clash_is_reported_in_a_shared_room() -> None:
    assert not [item for item in validate(programme("foyer")) if item.code in CLASHES]
    found = [item.code for item in validate(programme("hall"))]
    assert set(CLASHES) <= set(found)


def test_a_second_room_that_is_not_shared_is_still_booked_twice() -> None:
    found = [item.message for item in validate(programme("foyer", "hall")) if item.code == "room-double-booked"]
    assert found == ["'b' 09:00-10:00 and 'a' 09:00-10:00 are both in Hall"]


@pytest.mark.parametrize("format", ["yaml", "json", "ics", "jcal", "schedule-json", "schedule2"])
def test_formats_that_know_our_rooms_keep_it(format: str) -> None:
    given = attrs.evolve(programme("foyer", "hall"), title="E")
    assert [room.shared for room in decode(encode(given, format).data, format).value().rooms] == [True, False]
