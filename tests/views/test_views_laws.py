"""Agenda, index, selection, publication and declared loss."""

import datetime as dt
import json
import pickle
import re
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import codec_named
from ospo_events.codecs.loss import losses, strip
from ospo_events.model import Event, Link, Organization, Person, RecordingPolicy, Room, Session, Slot
from ospo_events.model.agenda import Gap
from ospo_events.model.session import slot_days
from ospo_events.model.status import OFF
from ospo_events.strategies import events
from ospo_events.views.outline import PartOutlines, make_outline
from ospo_events.views.relations import MOST_PARALLEL, _above, end_of, make_relations
from ospo_events.views.selection import in_tracks_and_rooms, public, select

CANNOT = (
    "theme",
    "series",
    "sessions.participants.mode",
    "sessions.slot.rooms",
    "sessions.tags",
    "rooms.capacity",
    "extra",
)


@given(events())
def test_t04_every_scheduled_session_is_in_exactly_one_day(event: Event) -> None:
    agenda = event.agenda
    placed = [session.id for day in agenda.days for session in day.sessions]
    assert sorted(placed) == sorted(session.id for session in event.sessions if event.index.slot(session))
    assert [item.id for item in agenda.unscheduled] == [item.id for item in event.index.unscheduled]
    assert len(placed) + len(agenda.unscheduled) == len(event.sessions)
    for day in agenda.days:
        assert agenda.day(day.date) is day
        for session in day.sessions:
            assert session.slot is not None
            assert slot_days(session.slot, event.day_change)[0] == day.date


@given(events(), st.randoms(use_true_random=False))
def test_order_of_input_does_not_change_the_agenda(event: Event, dice) -> None:
    sessions = list(event.sessions)
    dice.shuffle(sessions)
    assert attrs.evolve(event, sessions=sessions).agenda == event.agenda


def _event(*times: tuple[str, str | None]) -> Event:
    event = Event(id="e", title="E", timezone="UTC")
    sessions = [Session(id=f"s{n}", title="S", slot=event.local("2024-07-09", *time)) for n, time in enumerate(times)]
    return attrs.evolve(event, sessions=sessions)


def test_gaps_and_open_ends() -> None:
    (day,) = _event(("09:00", "12:00"), ("09:30", "10:00"), ("13:00", None), ("15:00", "16:00")).agenda.days
    assert [(gap.start.hour, gap.end.hour) for gap in day.gaps] == [(12, 13)]
    assert [isinstance(entry, Gap) for entry in day.entries] == [False, False, True, False, False]
    assert [slot.open_ended for slot in day.slots] == [False, False, True, False]
    with pytest.raises(KeyError):
        _event().agenda.day(dt.date(2024, 7, 9))


@given(events())
def test_index_finds_what_is_there(event: Event) -> None:
    index = pickle.loads(pickle.dumps(event.index))
    assert set(index.sessions) == {item.id for item in event.sessions}
    assert set(index.agents) == set(index.people) | set(index.organizations)
    assert len(index.in_order) == len(event.sessions)
    for room, found in index.by_room.items():
        slots = [event.index.slot(item) for item in event.sessions if item in found]
        assert all(slot and room in slot.rooms for slot in slots)
    for parent, parts in index.children.items():
        assert all(part.parent == parent for part in parts)


@given(events())
def test_select_keeps_only_what_fits(event: Event) -> None:
    assert select(event) == event
    for kind in {item.kind for item in event.sessions}:
        assert {item.kind for item in select(event, kinds={kind}).sessions} == {kind}
    for session in event.sessions:
        assert [item.id for item in select(event, sessions={session.id}).sessions] == [session.id]


def test_t14_private_data_never_survives() -> None:
    secret = Link("https://meet.example.org/CANARY", audience="team")
    event = Event(
        id="e", title="E", timezone="UTC", links=(secret,), recording=RecordingPolicy(links=(secret,)),
        rooms=(Room(id="r", name="R", stream=secret, links=(secret,)),),
        people=(Person(id="p", name="P", email="CANARY@example.org", links=(secret,)),),
        organizations=(Organization(id="o", name="O", email="CANARY@example.org", links=(secret,)),),
        sessions=(Session(id="s", title="S", links=(secret,), recording=RecordingPolicy(links=(secret,))),),
    )  # fmt: skip
    assert repr(attrs.astuple(event, recurse=False)).count("CANARY") == 10
    assert "CANARY" not in repr(attrs.astuple(public(event), recurse=False))


@given(events())
def test_t14_public_of_anything(event: Event) -> None:
    shown = public(event)
    assert "Audience.TEAM" not in re.sub(
        r"'(\\.|[^'])*'|\"(\\.|[^\"])*\"", "", repr(attrs.astuple(shown, recurse=False))
    )
    assert all(item.email is None for item in (*shown.people, *shown.organizations))
    assert public(shown) == shown


@given(events())
def test_losses_are_exactly_what_strip_changes(event: Event) -> None:
    report = losses(event, CANNOT, format="x")
    left = strip(event, CANNOT)
    assert set(report.codes) <= {"not-carried"}
    assert (len(report) == 0) == (left == event)
    for item in report:
        before, after = event, left
        for part in item.path:
            before, after = (v[part] if isinstance(part, int) else getattr(v, part) for v in (before, after))
        assert before != after
    assert not losses(left, CANNOT, format="x")


def test_what_has_no_default_cannot_be_lost_alone() -> None:
    with pytest.raises(TypeError, match="no default"):
        strip(_event(("09:00", None)), ("sessions.title",))


def test_slot_of_several_rooms_is_in_each() -> None:
    start = dt.datetime(2024, 7, 9, 9, tzinfo=_event().timezone)
    event = attrs.evolve(_event(), sessions=(Session(id="s", title="S", slot=Slot(start, rooms=("a", "b"))),))
    assert set(event.index.by_room) == {"a", "b"}


# Parts of an event, in one pass


@given(events())
def test_tracks_and_rooms_hold_what_is_selected(event: Event) -> None:
    event = event.index.resolved
    by_track, by_room = in_tracks_and_rooms(event)
    for track in event.index.tracks:
        assert tuple(by_track.get(track, ())) == select(event, tracks=(track,)).sessions
    for room in event.index.rooms:
        assert tuple(by_room.get(room, ())) == select(event, rooms=(room,)).sessions


@given(events(), st.randoms(use_true_random=False))
def test_the_outline_of_a_part_is_that_of_an_event_of_its_own(event: Event, dice) -> None:
    event = event.index.resolved
    part = [session for session in event.sessions if dice.random() < 0.6]
    whole = make_outline(attrs.evolve(event, sessions=part))
    outline = PartOutlines(event).of(part)
    assert outline.days == tuple(day for day in whole.days if day.slots)
    assert outline.unscheduled == whole.unscheduled


def _slowly_parallel(event: Event) -> dict[str, list[str]]:
    """Return what is parallel to each session, as one pair after another says it."""
    event = event.index.resolved
    sessions = [item for item in event.index.in_order if item.slot is not None and not item.slot.all_day]
    above = _above(event)
    found: dict[str, list[str]] = {}
    for one in sessions:
        start, end = one.slot.start.timestamp(), end_of(event, one)
        found.setdefault(
            one.id,
            [
                other.id
                for other in sessions
                if other is not one
                and other.status not in OFF
                and other.slot.start.timestamp() < end
                and end_of(event, other) > start
                and other.id not in above[one.id]
                and one.id not in above[other.id]
            ],
        )
    return found


@given(events(max_sessions=10))
def test_parallel_is_what_overlaps(event: Event) -> None:
    found = make_relations(event)
    for id, parallel in _slowly_parallel(event).items():
        assert found[id].parallel == tuple(parallel)
        assert found[id].parallel_count == len(parallel)


@given(st.randoms(use_true_random=False))
def test_parallel_in_a_crowd(dice) -> None:
    zone = ZoneInfo("UTC")
    start = dt.datetime(2026, 5, 4, 8, tzinfo=zone)
    sessions = []
    for number in range(dice.randint(1, 25)):
        begin = start + dt.timedelta(minutes=5 * dice.randint(0, 12))
        end = begin + dt.timedelta(minutes=dice.choice((0, 0, 5, 10, 60, 300)))
        sessions.append(
            Session(
                id=f"s{number}",
                title="S",
                slot=Slot(begin, None if dice.random() < 0.1 else end),
                parent=f"s{dice.randint(0, 25)}" if dice.random() < 0.4 else None,
                status=dice.choice(("confirmed", "confirmed", "cancelled")),
            )
        )
    event = Event(id="e", title="E", timezone="UTC", sessions=sessions)
    found = make_relations(event)
    for id, parallel in _slowly_parallel(event).items():
        assert found[id].parallel == tuple(parallel)
        assert found[id].parallel_count == len(parallel)


@given(events(max_sessions=10))
def test_the_times_of_the_screen_say_what_is_parallel(event: Event) -> None:
    document = json.loads(codec_named("now").encode(event, audience="team").data)
    times = {(time["start"], time["end"]): time["sessions"] for time in document["times"]}
    found = make_relations(event)
    for session in document["sessions"]:
        on = session.get("parallel")
        if on is None:  # as docs/how-to/now-and-next.md tells it
            on = [id for id in times[session["start"], session["end"]] if id != session["id"]]
        assert tuple(on) == found[session["id"]].parallel


def test_sessions_of_one_time_share_what_is_on() -> None:
    sessions = [Session(id=f"s{n:03}", title="S", slot=Slot(*_HOUR)) for n in range(50)]
    event = Event(id="e", title="E", timezone="UTC", sessions=sessions)
    assert len({id(one.on) for one in make_relations(event).values()}) == 1
    document = json.loads(codec_named("now").encode(event).data)
    assert document["times"] == [
        {"start": "2026-05-04T08:00:00+00:00", "end": "2026-05-04T09:00:00+00:00", "sessions": [s.id for s in sessions]}
    ]
    assert not any("parallel" in session for session in document["sessions"])


def test_a_part_and_what_shares_its_id_have_their_own_list() -> None:
    sessions = [
        *(Session(id="twice", title="S", slot=Slot(*_HOUR)) for _ in range(2)),
        Session(id="whole", title="S", slot=Slot(*_HOUR)),
        Session(id="part", title="S", slot=Slot(*_HOUR), parent="whole"),
        Session(id="other", title="S", slot=Slot(*_HOUR)),
    ]
    found = make_relations(Event(id="e", title="E", timezone="UTC", sessions=sessions))
    assert found["twice"].parallel == ("other", "part", "twice", "whole")
    assert found["part"].parallel == ("other", "twice", "twice")
    assert found["other"].parallel == ("part", "twice", "twice", "whole")
    assert {id for id, one in found.items() if one.shared} == {"other"}


def test_of_a_crowd_the_first_hundred_are_listed_and_all_are_counted() -> None:
    sessions = [Session(id=f"s{n:03}", title="S", slot=Slot(*_HOUR)) for n in range(150)]
    event = Event(id="e", title="E", timezone="UTC", sessions=sessions)
    found = make_relations(event)
    assert found["s140"].parallel == tuple(f"s{n:03}" for n in range(MOST_PARALLEL))
    assert {one.parallel_count for one in found.values()} == {149}
    encoded = codec_named("now").encode(event)
    assert {item.code for item in encoded.report} == {"parallel-left-out"}
    assert encoded.report.diagnostics[0].path == ("sessions", 0)
    document = json.loads(encoded.data)
    assert document["sessions"][0]["parallel_count"] == 149
    assert [len(time["sessions"]) for time in document["times"]] == [MOST_PARALLEL + 1]
    assert not codec_named("now").encode(attrs.evolve(event, sessions=sessions[:101])).report.diagnostics


_HOUR = (dt.datetime(2026, 5, 4, 8, tzinfo=ZoneInfo("UTC")), dt.datetime(2026, 5, 4, 9, tzinfo=ZoneInfo("UTC")))
