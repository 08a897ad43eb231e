"""Laws of the values themselves: equality, hashing, pickling, converters, invariants, repeated hours."""

import copy
import datetime as dt
import pickle
from types import MappingProxyType
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ospo_events
from ospo_events._frozenmap import EMPTY, FrozenMap, freeze, thaw
from ospo_events.errors import OspoEventsError
from ospo_events.model import (
    AmbiguousTime,
    EndBeforeStart,
    Event,
    NonexistentTime,
    Organization,
    Participant,
    Person,
    Room,
    Session,
    Slot,
    Track,
    Venue,
    WallClock,
    event_uid,
    session_uid,
    thing_uid,
)
from ospo_events.model.ids import check_id, slugify, unused_id
from ospo_events.model.time import as_timezone, instant, is_ambiguous, is_nonexistent, programme_date
from ospo_events.strategies import events, json_values, moments, slots, texts, zones

NEW_YORK = ZoneInfo("America/New_York")


@given(events())
def test_pickle_deepcopy_hash_equality(event: Event) -> None:
    for twin in (pickle.loads(pickle.dumps(event)), copy.deepcopy(event), attrs.evolve(event)):
        assert twin == event
        assert hash(twin) == hash(event)
    assert attrs.evolve(event, title=event.title + "!") != event


@given(json_values())
def test_freeze_undoes_thaw(value: object) -> None:
    assert freeze(thaw(value)) == value  # type: ignore[arg-type]


def test_frozen_map() -> None:
    one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap([("b", 2), ("a", 1)])
    assert one == other == {"a": 1, "b": 2}
    assert one == MappingProxyType({"a": 1, "b": 2})
    assert one != [("a", 1), ("b", 2)]
    assert hash(one) == hash(other) == hash(one)
    assert copy.copy(one) is one
    assert pickle.loads(pickle.dumps(one)) == one
    assert "a" in one
    assert len(one) == 2
    assert repr(one) == "FrozenMap({'a': 1, 'b': 2})"
    with pytest.raises(AttributeError):
        one.x = 1
    with pytest.raises(AttributeError):
        del one._data


@pytest.mark.parametrize(
    ("value", "error"), [(float("nan"), ValueError), (float("inf"), ValueError), ({1: 2}, TypeError), ({1}, TypeError)]
)
def test_freeze_refuses_what_json_has_no_word_for(value: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        freeze(value)


def test_references_take_objects_and_ids() -> None:
    room, track = Room(id="r", name="R"), Track(id="t", title="T")
    person, company = Person(id="p", name="P"), Organization(id="o", name="O")
    whole = Session(id="whole", title="Whole")
    by_object = Session(id="s", title="S", tracks=(track,), parent=whole, repeat_of=whole)
    assert by_object == Session(id="s", title="S", tracks=("t",), parent="whole", repeat_of="whole")
    assert Participant(agent=person, affiliation=company) == Participant(agent="p", affiliation="o")
    assert Participant(agent=company).agent == "o"
    assert Room(id="r", name="R", venue=Venue(id="v", name="V")).venue == "v"
    start = dt.datetime(2024, 7, 9, 9, tzinfo=NEW_YORK)
    assert Slot(start, rooms=(room,)) == Slot(start, rooms=["r"])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Session(id="s", title="S", tracks=(Room(id="r", name="R"),)),
        lambda: Session(id="s", title="S", tracks="ai"),
        lambda: Session(id="s", title="S", tracks=Track(id="t", title="T")),
        lambda: Session(id="s", title="S", parent=Track(id="t", title="T")),
        lambda: Session(id="s", title="S", tags="one text"),
        lambda: Participant(agent=Room(id="r", name="R")),
        lambda: Participant(agent="p", affiliation=Person(id="p", name="P")),
        lambda: Room(id="r", name="R", venue=Room(id="r", name="R")),
        lambda: Slot(dt.datetime(2024, 7, 9, 9, tzinfo=NEW_YORK), rooms="hall"),
        lambda: Slot(dt.datetime(2024, 7, 9, 9, tzinfo=NEW_YORK), rooms=(Track(id="t", title="T"),)),
        lambda: Slot("2024-07-09T09:00"),
        lambda: Person(id="p", name=5),
        lambda: check_id("room", 5),
        lambda: as_timezone(5),
    ],
)
def test_wrong_kinds_are_refused(wrong) -> None:
    with pytest.raises(TypeError):
        wrong()


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Session(id="a b", title="S"),
        lambda: Session(id="s", title=" "),
        lambda: Session(id="s", title="S", sequence=-1),
        lambda: Session(id="s", title="S", extra={"note": 1}),
        lambda: Session(id="s", title="S", updated=dt.datetime(2024, 7, 9)),
        lambda: Room(id="r", name="R", capacity=-1),
        lambda: Slot(dt.datetime(2024, 7, 9)),
        lambda: Slot(dt.datetime(2024, 7, 9, tzinfo=dt.timezone(dt.timedelta(hours=-4)))),
        lambda: Slot(dt.datetime(1969, 7, 9, tzinfo=NEW_YORK)),
        lambda: Slot(dt.datetime(2024, 7, 9, 9, tzinfo=NEW_YORK), dt.datetime(2024, 7, 9, 8, tzinfo=NEW_YORK)),
        lambda: Event(
            id="e", title="E", timezone="UTC",
            sessions=[Session(id="s", title="S", slot=Slot(dt.datetime(2024, 7, 9, tzinfo=NEW_YORK)))],
        ),
    ],
)  # fmt: skip
def test_invariants(wrong) -> None:
    with pytest.raises(ValueError, match="expected"):
        wrong()


@pytest.mark.parametrize(
    "name", ["EDT", "UTC-04:00", "GMT+2", "../../etc/passwd", "Europe", "localtime", "", "x" * 5000]
)
def test_t03_only_iana_zones(name: str) -> None:
    with pytest.raises(ValueError, match="IANA"):
        as_timezone(name)


def test_repeated_and_skipped_times_are_never_guessed() -> None:
    clock = WallClock("America/New_York")
    repeated, skipped = dt.datetime(2024, 11, 3, 1, 30), dt.datetime(2024, 3, 10, 2, 30)
    with pytest.raises(AmbiguousTime):
        clock.resolve(repeated)
    with pytest.raises(NonexistentTime):
        clock.resolve(skipped, fold=0)
    first, second = clock.resolve(repeated, fold=0), clock.resolve(repeated, fold=1)
    assert instant(second) - instant(first) == 3600


@pytest.mark.parametrize("kind", [AmbiguousTime, EndBeforeStart, NonexistentTime])
def test_times_that_cannot_be_are_errors_of_the_library_and_values_that_are_wrong(kind: type[Exception]) -> None:
    assert issubclass(kind, OspoEventsError)
    assert issubclass(kind, ValueError)
    assert getattr(ospo_events, kind.__name__) is kind


def test_the_two_readings_of_a_repeated_hour_are_two_values() -> None:
    clock = WallClock("America/New_York")
    first, second = (clock.resolve(dt.datetime(2024, 11, 3, 1, 30), fold=fold) for fold in (0, 1))
    assert Slot(first) != Slot(second)
    assert Slot(first, first) != Slot(first, second)
    assert Session(id="s", title="S", previous_start=first) != Session(id="s", title="S", previous_start=second)
    assert Slot(second) == Slot(second)
    assert hash(Slot(second)) == hash(Slot(second))


def test_t08_durations_are_the_time_that_passes() -> None:
    start = dt.datetime(2024, 11, 3, 0, 30, tzinfo=NEW_YORK)
    assert Slot(start, start.replace(hour=2)).duration == dt.timedelta(hours=3)
    assert Slot(start).duration is None


@given(st.data())
def test_moments_exist(data: st.DataObject) -> None:
    zone = data.draw(zones())
    moment = data.draw(moments(timezone=zone))
    assert not is_nonexistent(moment)
    assert moment.fold == 0 or is_ambiguous(moment)
    slot = data.draw(slots(timezone=zone, rooms=["a"]))
    assert slot.end is None or instant(slot.end) >= instant(slot.start)


def test_programme_date() -> None:
    assert programme_date(dt.datetime(2024, 7, 10, 3, 59)) == dt.date(2024, 7, 9)
    assert programme_date(dt.datetime(2024, 7, 10, 4)) == dt.date(2024, 7, 10)


@given(texts())
def test_slugs_are_ids(text: str) -> None:
    check_id("session", slugify(text))


def test_unused_id() -> None:
    assert unused_id("a", ()) == "a"
    assert unused_id("a", {"a", "a-2"}) == "a-3"
    assert unused_id("a", {"a", "a-3"}) == "a-2"


def test_an_unused_id_is_never_too_long() -> None:
    longest = "z" * 100
    assert unused_id(longest, {longest}) == "z" * 98 + "-2"
    assert unused_id(longest, {longest, "z" * 98 + "-2"}) == "z" * 98 + "-3"


def test_unused_ids_of_one_wanted_a_hundred_thousand_times_are_found_at_once() -> None:
    taken: set[str] = set()
    for _ in range(100_000):
        taken.add(unused_id("a", taken))
    assert taken == {"a", *(f"a-{number}" for number in range(2, 100_001))}


@given(events(), texts())
def test_t02_identifiers_survive_the_edits_of_others_and_their_own(event: Event, title: str) -> None:
    assert event_uid(event) == event_uid(attrs.evolve(event, title=title))
    assert thing_uid(event, "room", "a") != thing_uid(event, "person", "a")
    for session in event.sessions:
        uid = session_uid(event, session)
        edited = event.with_session(session.id, title=title, slot=None)
        assert session_uid(edited, edited.index.sessions[session.id]) == uid
        alone = attrs.evolve(event, sessions=(session,))
        assert session_uid(alone, session) == uid


def test_edits_by_id() -> None:
    event = Event(id="e", title="E", timezone="UTC").with_session(Session(id="a", title="A"))
    assert event.with_session("a", title="B").sessions[0].title == "B"
    assert event.with_room(Room(id="r", name="R")).with_track(Track(id="t", title="T")).rooms[0].id == "r"
    more = event.with_venue(Venue(id="v", name="V")).with_person(Person(id="p", name="P"))
    assert more.with_organization(Organization(id="o", name="O")).organizations[0].name == "O"
    assert event.without_session("a").sessions == ()
    with pytest.raises(KeyError):
        event.with_session("b", title="B")
    with pytest.raises(KeyError):
        event.without_session("b")
    assert EMPTY == {}
