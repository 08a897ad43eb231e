"""What changed, as documents: every format says it of any two editions, and broken JSON is refused with its places."""

import datetime as dt
import json
import random
from itertools import pairwise

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events import Event, Room, Session, WallClock
from ospo_events.codecs.changes import FORMATS, notices, read_changes, write_changes
from ospo_events.diagnostics import Diagnostic
from ospo_events.model import AttendanceMode, Participant, Person
from ospo_events.strategies import chains
from ospo_events.views import Impact, apply, diff
from ospo_events.views.changes import PatchMisfit
from ospo_events.views.changes._wording import how_much_later, in_words
from tests.support.native_mutants import mutant

AT = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
CLOCK = WallClock("UTC")


@settings(max_examples=settings.default.max_examples // 2)
@given(chains())
def test_every_format_says_what_changed_in_any_chain(chain):
    for older, newer in pairwise(chain):
        changes = diff(older, newer)
        for format in FORMATS:
            for shown in (frozenset(Impact), frozenset({Impact.MOVED})):
                data = write_changes(changes, format, shown=shown, at=AT)
                assert data.decode()
        back = read_changes(write_changes(changes, "json"), older)
        assert (back.newer, back.changes, back.groups) == (newer, changes.changes, changes.groups)
        written = notices(changes, shown=frozenset(Impact))
        listed = {file["path"] for file in json.loads(written["files.json"])["files"]}
        assert listed == written.keys() - {"files.json"}


@settings(max_examples=settings.default.max_examples // 2)
@given(chains(), st.integers(0, 999))
def test_a_broken_patch_is_read_or_refused_with_places(chain, seed):
    dice = random.Random(seed)
    older, newer = chain[0], chain[-1]
    written = write_changes(diff(older, newer), "json")
    for _ in range(5):
        data = json.dumps(mutant(json.loads(written), dice)).encode()
        assert all(item.span is not None for item in misfits(data, older))


def misfits(data: bytes, older: Event) -> list[Diagnostic]:
    """Return what is wrong with a patch."""
    try:
        read_changes(data, older)
    except PatchMisfit as problem:
        return list(problem.report)
    return []


def programme(*sessions: Session, **changes) -> Event:
    rooms = (Room(id="hall", name="Hall"), Room(id="yard", name="Yard"))
    return attrs.evolve(Event(id="e", title="E", timezone="UTC", rooms=rooms, sessions=sessions), **changes)


def talk(id: str, start: str, end: str, room: str = "hall", day: str = "2026-05-04") -> Session:
    return Session(id=id, title=id.title(), slot=CLOCK.slot(day, start, end, rooms=(room,)))


MORNING = [talk("ask", "09:00", "10:00"), talk("bid", "10:00", "11:00"), talk("cut", "11:00", "12:00")]
LATER = [talk("ask", "09:15", "10:15"), talk("bid", "10:15", "11:15"), talk("cut", "11:15", "12:15")]
SWAPPED = [talk("ask", "10:00", "11:00"), talk("bid", "09:00", "10:00"), MORNING[2]]
NEXT_DAY = [talk(s.id, f"{9 + n:02}:00", f"{10 + n:02}:00", day="2026-05-05") for n, s in enumerate(MORNING)]


@pytest.mark.parametrize(
    ("newer", "said"),
    [
        (programme(*LATER), "all 3 sessions are 15 minutes later now, the first at 09:15"),
        (programme(*SWAPPED), "changed places"),
        (programme(*NEXT_DAY), "all 3 sessions are on Tuesday 5 May now, at the same times"),
        (
            programme(*MORNING, rooms=(Room(id="hall", name="Aula"), Room(id="yard", name="Yard"))),
            "was called “Hall”; its sessions stay where they are",
        ),
    ],
)
def test_a_group_is_one_entry(newer, said):
    older = programme(*MORNING)
    changes = diff(older, newer)
    assert len(changes.groups) == 1
    assert read_changes(write_changes(changes, "json"), older).groups == changes.groups
    assert said in write_changes(changes).decode()


def test_some_of_a_day_are_named_and_the_others_counted():
    # The first stays, so that it is no whole day.
    times = [
        (f"{9 + number // 2:02}:{number % 2 * 30:02}", f"{9 + number // 2:02}:{number % 2 * 30 + 20}")
        for number in range(9)
    ]
    older = [talk(f"talk-{number}", *time) for number, time in enumerate(times)]
    moved = [talk(s.id, *(f"{int(t[:2]) + 2:02}{t[2:]}" for t in time)) for s, time in zip(older, times, strict=True)]
    changes = diff(programme(*older), programme(older[0], *moved[1:]))
    assert [len(group.ids) for group in changes.groups] == [8]
    text = write_changes(changes).decode()
    assert "8 sessions are 2 hours later now" in text
    assert "more" in text


def test_what_is_probably_the_same_and_what_has_no_time_is_said():
    older = programme(MORNING[0], Session(id="late", title="Late"), MORNING[1])
    renamed = attrs.evolve(MORNING[0], id="new-id", slot=CLOCK.slot("2026-05-04", "09:00", "10:30", rooms=("hall",)))
    newer = programme(renamed, attrs.evolve(MORNING[1], slot=None), talk("late", "14:00", "15:00"))
    text = write_changes(diff(older, newer)).decode()
    assert "Late" in text
    assert "Bid" in text
    for format in FORMATS:
        assert write_changes(diff(older, newer), format, at=AT)


def test_whole_days_are_compared_by_their_dates_whatever_the_zone():
    day = dt.date(2026, 5, 4)
    older = programme(Session(id="a", title="A", slot=CLOCK.all_day(day)), MORNING[0])
    berlin = WallClock("Europe/Berlin")
    timed = attrs.evolve(MORNING[0], slot=berlin.slot(day, "11:00", "12:00", rooms=("hall",)))
    sessions = (Session(id="a", title="A", slot=berlin.all_day(day)), timed)
    newer = attrs.evolve(older, timezone="Europe/Berlin", sessions=sessions)
    changes = diff(older, newer)
    assert not [change for change in changes if change.thing.value == "session" and Impact.MOVED in change.impacts]
    assert apply(older, changes) == newer


def test_editions_and_what_is_not_shown_are_said():
    people = [Person(id="ada", name="Ada Example")]
    older = programme(*MORNING, version="1", people=people)
    speaker = Participant(agent="ada", role="moderator", role_title="Session leader")
    changed = attrs.evolve(MORNING[0], participants=(speaker,), tags=("x",), attendance_mode="online")
    newer = programme(changed, *MORNING[1:], version="2", people=people)
    text = write_changes(diff(older, newer)).decode()
    assert "version 1 → 2" in text
    assert "Ada Example as Session leader" in text
    assert "not stated → online" in text
    assert "other change" in text


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (dt.timedelta(days=1, hours=2), "1 day 2 hours later"),
        (-dt.timedelta(minutes=15), "15 minutes earlier"),
        (dt.timedelta(seconds=20), "seconds later"),
    ],
)
def test_how_much_later(by, said):
    assert how_much_later(by) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "not stated"),
        ((), "not stated"),
        (True, "yes"),
        (False, "no"),
        (("en", "fr"), "English, French"),
        ((1, "fr"), None),
        ("a\n b", "a b"),
        ("x" * 80, "x" * 59 + "…"),
        (AttendanceMode.MIXED, "in person and online"),
        (Impact.MOVED, "moved"),
        (object(), None),
    ],
)
def test_values_in_words(value, said):
    assert in_words(value) == said
