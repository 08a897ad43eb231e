"""The rooms that stand in for sessions without one: nothing overlaps in them, and they are read as no room again."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import CODECS
from ospo_events.codecs.schedule._layout import ScheduleLayout, make_tree
from ospo_events.codecs.schedule._tree import STAND_IN, is_stand_in, stand_in
from ospo_events.model import Event, Session, Slot

ZERO = dt.datetime(2026, 9, 4, 9, tzinfo=ZoneInfo("UTC"))


def event(*times: tuple[int, int | None]) -> Event:
    """Return an event of sessions without a room: when each begins and how long it takes, in minutes."""
    sessions = [
        Session(
            id=f"s{number}",
            title=f"S{number}",
            slot=Slot(
                ZERO + dt.timedelta(minutes=start),
                None if minutes is None else ZERO + dt.timedelta(minutes=start + minutes),
            ),
        )
        for number, (start, minutes) in enumerate(times)
    ]
    return Event(id="demo", title="Demo", timezone="UTC", url="https://demo.example/", sessions=sessions)


def rooms(event: Event) -> dict[str, list[tuple[str, int, int]]]:
    found: dict[str, list[tuple[str, int, int]]] = {}
    for entry in make_tree(ScheduleLayout(event)).entries():
        found.setdefault(entry.room.name, []).append((entry.session.id, int(entry.start.timestamp()), entry.minutes))
    return found


def test_what_is_on_at_once_is_in_different_rooms_and_what_is_not_in_the_first() -> None:
    found = rooms(event((0, 60), (0, 90), (30, 30), (60, 60), (200, None), (200, None)))
    assert {name: [id for id, _, _ in entries] for name, entries in found.items()} == {
        "Everywhere": ["s0", "s3", "s4"],
        "Everywhere 2": ["s1", "s5"],
        "Everywhere 3": ["s2"],
    }


@given(st.lists(st.tuples(st.integers(0, 1400), st.one_of(st.none(), st.integers(0, 300))), max_size=12))
def test_nothing_overlaps_in_a_room_that_stands_in(times: list[tuple[int, int | None]]) -> None:
    whole = event(*times)
    for entries in rooms(whole).values():
        for (_, start, minutes), (_, after, _) in pairwise(sorted(entries, key=lambda entry: entry[1])):
            assert start + max(minutes, 1) * 60 <= after


@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json", "schedule2"])
def test_they_are_read_as_no_room(format: str, xsd_errors: Any) -> None:
    whole = event((0, 60), (0, 60), (0, 60))
    data = CODECS[format].encode(whole).value()
    assert b"Everywhere 3" in data
    again = CODECS[format].decode(data).value()
    assert again.rooms == ()
    assert all(session.slot and not session.slot.rooms for session in again.sessions)
    if format == "schedule-xml":
        assert xsd_errors(data) == []


def test_each_has_a_uuid_of_its_own_that_is_known_again() -> None:
    guids = [stand_in(number) for number in range(1, 2000)]
    assert guids[0] == STAND_IN
    assert len(set(guids)) == len(guids)
    assert all(map(is_stand_in, guids))
    assert is_stand_in(stand_in(10**9))
    assert not is_stand_in("bf6aa557-78b6-5ab3-b38b-287b89871186")
