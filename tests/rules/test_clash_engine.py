"""What overlaps: the 13 relations of Allen, points and open ends, for rooms, persons and tracks."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events.model import Event, Participant, Person, Room, Session, Slot, Track
from ospo_events.model.time import instant
from ospo_events.rules._clash import followers, overlap, overlaps, stretch
from ospo_events.validation import validate

# A is 10:00-12:00; B in each relation to it; whether the two clash.
ALLEN = [
    ("before", (8, 9), False),
    ("meets", (8, 10), False),
    ("overlaps", (9, 11), True),
    ("finished by", (9, 12), True),
    ("contains", (9, 13), True),
    ("starts", (10, 11), True),
    ("equals", (10, 12), True),
    ("started by", (10, 13), True),
    ("during", (10.5, 11.5), True),
    ("finishes", (11, 12), True),
    ("overlapped by", (11, 13), True),
    ("met by", (12, 13), False),
    ("after", (13, 14), False),
    # points and open ends
    ("point inside", (11, 11), True),
    ("point at the start", (10, 10), False),
    ("point at the end", (12, 12), False),
    ("open end inside", (11, None), True),
    ("open end from the start", (10, None), True),
    ("open end before", (9, None), False),
    ("open end at the end", (12, None), False),
]
CODES = {"room": "room-double-booked", "person": "person-double-booked", "track": "exclusive-track-overlap"}


def slot(start: float, end: float | None, rooms: tuple[str, ...] = ()) -> Slot:
    clock = Event(id="x", title="x", timezone="Europe/Berlin").clock
    begin = clock.resolve(dt.datetime.fromisoformat("2026-05-04") + dt.timedelta(hours=start))
    finish = None if end is None else clock.resolve(dt.datetime.fromisoformat("2026-05-04") + dt.timedelta(hours=end))
    return Slot(begin, finish, rooms=rooms)


def event(key: str, *hours: tuple[float, float | None]) -> Event:
    sessions = tuple(
        Session(
            id=f"s{number}",
            title=f"Session {'abcdefgh'[number]}",
            slot=slot(*pair, rooms=("hall",) if key == "room" else ()),
            tracks=("track",) if key == "track" else (),
            participants=(Participant(agent="ada"),) if key == "person" else (),
        )
        for number, pair in enumerate(hours)
    )
    return Event(
        id="x",
        title="X",
        timezone="Europe/Berlin",
        rooms=(Room(id="hall", name="Hall"),),
        tracks=(Track(id="track", title="Track", exclusive=True),),
        people=(Person(id="ada", name="Ada Example"),),
        sessions=sessions,
    )


@pytest.mark.parametrize("key", CODES)
@pytest.mark.parametrize(("relation", "hours", "clash"), ALLEN, ids=[row[0] for row in ALLEN])
def test_t06_allen_relations_points_and_open_ends(
    key: str, relation: str, hours: tuple[float, float | None], clash: bool
):
    for pair in (((10, 12), hours), (hours, (10, 12))):  # symmetric
        found = validate(event(key, *pair), select=[CODES[key]])
        assert found.codes == ((CODES[key],) if clash else ())


def test_two_points_at_one_instant_are_equal_and_clash():
    assert validate(event("room", (10, 10), (10, 10)), select=["room-double-booked"]).codes == ("room-double-booked",)
    assert validate(event("room", (10, None), (10, None)), select=["room-double-booked"]).codes == (
        "room-double-booked",
    )


def test_times_of_a_session_that_ends_on_another_date_are_read_at_once():
    night, days = (
        validate(event("room", times, (23, 23.5)), select=["room-double-booked"]).diagnostics[0].message
        for times in ((22, 26.5), (22, 60))
    )
    assert "22:00-02:30 (+1 day)" in night
    assert "22:00 to 2026-05-06 12:00" in days


def test_t05_a_clash_over_midnight_is_found_and_touching_midnight_is_none():
    over = validate(event("room", (23.5, 24.5), (24, 25)), select=["clashes"])
    assert over.codes == ("room-double-booked",)
    assert (
        "'Session b' 00:00-01:00 and 'Session a' 23:30-00:30 (+1 day) are both in Hall" in over.diagnostics[0].message
    )
    assert validate(event("room", (23, 24), (24, 25)), select=["clashes"]).codes == ()


def test_the_message_names_both_and_points_at_both():
    (found,) = validate(event("room", (9, 9.75), (9.5, 11)), select=["room-double-booked"])
    assert found.message == "'Session b' 09:30-11:00 and 'Session a' 09:00-09:45 are both in Hall"
    assert found.path == ("sessions", 1, "slot")
    assert found.related[0].path == ("sessions", 0, "slot")
    assert found.help


def test_an_open_end_followed_by_something_is_told_once():
    found = validate(event("room", (17, None), (18, 19), (20, 21)), select=["clashes"])
    assert found.codes == ("open-end-followed",)
    assert found.diagnostics[0].related[0].path == ("sessions", 1, "slot")
    assert validate(event("room", (17, None), (33, 34)), select=["clashes"]).codes == ()  # next morning
    assert validate(event("person", (17, None), (18, 19)), select=["clashes"]).codes == ("open-end-followed",)


def test_posters_share_a_hall_and_parts_share_the_room_of_their_whole():
    base = event("room", (9, 12), (9, 12), (10, 11))
    posters = attrs.evolve(base, sessions=tuple(attrs.evolve(s, kind="poster") for s in base.sessions))
    assert validate(posters, select=["clashes"]).codes == ()
    one, other, part = base.sessions
    family = attrs.evolve(base, sessions=(one, attrs.evolve(part, parent=one.id)))
    assert validate(family, select=["clashes"]).codes == ()
    assert other.id == "s1"


def test_a_plenary_in_all_rooms_clashes_once_with_its_double():
    rooms = tuple(Room(id=f"r{number}", name=f"Room {number}") for number in range(13))
    ids = tuple(room.id for room in rooms)
    sessions = tuple(Session(id=f"p{n}", title=f"Plenary {n}", slot=slot(9, 10, rooms=ids)) for n in range(2))
    found = validate(Event(id="x", title="X", timezone="UTC", rooms=rooms), select=["clashes"])
    assert found.codes == ()
    berlin = Event(id="x", title="X", timezone="Europe/Berlin", rooms=rooms, sessions=sessions)
    assert validate(berlin, select=["clashes"]).codes == ("room-double-booked",)


def test_in_the_repeated_hour_instants_decide_and_not_the_clock():
    # 2026-10-25 02:50 the first time, and 02:10 the second time, 20 minutes later.
    zone = Event(id="x", title="x", timezone="Europe/Berlin").timezone
    first = dt.datetime(2026, 10, 25, 2, 50, tzinfo=zone)
    second = dt.datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=zone)
    assert instant(second) - instant(first) == 20 * 60
    sessions = (
        Session(id="a", title="A", slot=Slot(first, second, rooms=("hall",))),
        Session(id="b", title="B", slot=Slot(second, second.replace(minute=30), rooms=("hall",))),
    )
    made = Event(id="x", title="X", timezone=zone, rooms=(Room(id="hall", name="Hall"),), sessions=sessions)
    assert validate(made, select=["room-double-booked"]).codes == ()


stretches = st.lists(st.tuples(st.integers(0, 40), st.none() | st.integers(0, 12)), max_size=14).map(
    lambda pairs: [
        stretch(float(start), None if length is None else float(start + length), number)
        for number, (start, length) in enumerate(pairs)
    ]
)


@given(stretches, st.integers(-10_000, 10_000), st.randoms(use_true_random=False))
@settings(max_examples=settings.default.max_examples * 5)
def test_the_sweep_finds_what_comparing_all_pairs_finds_in_any_order_and_at_any_time(items, shift, random):
    def pairs(group):
        return {frozenset((one.number, other.number)) for one, other in overlaps(group)}

    expected = {frozenset((a.number, b.number)) for a, b in combinations(items, 2) if overlap(a, b)}
    found = [frozenset((one.number, other.number)) for one, other in overlaps(items)]
    assert len(found) == len(set(found))
    assert set(found) == expected
    shuffled = list(items)
    random.shuffle(shuffled)
    assert pairs(shuffled) == expected
    # an open end is one number long, whatever the time: it is made anew
    opened = [item.end - item.start < 1e-6 and item.end != item.start for item in items]
    moved = [
        stretch(item.start + shift, None if is_open else item.end + shift, item.number)
        for item, is_open in zip(items, opened, strict=True)
    ]
    assert pairs(moved) == expected


@given(stretches)
def test_followers_are_the_first_that_begins_after_an_open_one(items):
    by_start = sorted(items)
    for one, other in followers(items, within=1000):
        assert other.start > one.start
        assert not any(one.start < item.start < other.start for item in by_start)
