"""Two people edited the same programme: named cases of what comes together, and of what contradicts."""

import datetime as dt
from zoneinfo import ZoneInfo

import attrs
import pytest

from ospo_events import Event, Link, Participant, Person, Room, Session, Track
from ospo_events.diagnostics import SourceMap
from ospo_events.model import Acceptance, Organization, Privacy, RecordingPolicy, Slot, Status, Venue
from ospo_events.model.event import Expectation
from ospo_events.views import Merged, merge

BERLIN = ZoneInfo("Europe/Berlin")
NOON = dt.datetime(2026, 6, 1, 12, tzinfo=BERLIN)


def _slot(hour: int, *rooms: str, length: int = 60) -> Slot:
    start = NOON.replace(hour=hour)
    return Slot(start, start + dt.timedelta(minutes=length), rooms=rooms)


@pytest.fixture
def base() -> Event:
    return Event(
        id="week",
        title="Week",
        timezone="Europe/Berlin",
        rooms=[Room(id="hall", name="Hall"), Room(id="lab", name="Lab"), Room(id="attic", name="Attic")],
        people=[Person(id="ada", name="Ada", email="ada@example.org"), Person(id="bob", name="Bob")],
        sessions=[
            Session(id="opening", title="Opening", slot=_slot(9, "hall"), tags=["a", "b"]),
            Session(id="talk", title="Talk", slot=_slot(10, "hall"), participants=["ada"]),
            Session(id="lunch", title="Lunch", slot=_slot(12)),
        ],
    )


def _messages(merged: Merged) -> list[str]:
    assert set(merged.conflicts.codes) <= {"merge-conflict"}
    return [item.message for item in merged.conflicts]


def test_changes_of_different_attributes_come_together(base: Event) -> None:
    ours = base.with_session("talk", title="A better talk", slot=_slot(11, "hall"))
    theirs = base.with_session("talk", abstract="What it is about.", participants=["ada", "bob"])
    merged = merge(base, ours, theirs)
    assert _messages(merged) == []
    assert merged.event.index.sessions["talk"] == attrs.evolve(
        ours.index.sessions["talk"], abstract="What it is about.", participants=["ada", "bob"]
    )


def test_the_same_change_twice_is_one(base: Event) -> None:
    changed = base.with_session("talk", title="A better talk").without_session("lunch")
    assert merge(base, changed, changed) == Merged(event=changed, conflicts=merge(base, base, base).conflicts)


def test_two_titles_are_a_conflict_with_both_places(base: Event) -> None:
    merged = merge(base, base.with_session("talk", title="Ours"), base.with_session("talk", title="Theirs"))
    (conflict,) = merged.conflicts
    assert conflict.message == (
        "expected one change of title of the session 'talk', got 'Ours' in ours and 'Theirs' in theirs: ours is used"
    )
    assert conflict.path == conflict.related[0].path == ("sessions", 1, "title")
    assert merged.event.index.sessions["talk"].title == "Ours"


def test_places_are_those_of_each_file(base: Event) -> None:
    ours = base.with_session("talk", title="Ours")
    theirs = base.with_session("talk", title="Theirs").without_session("opening")
    merged = merge(base, ours, theirs)
    mine = SourceMap.of_places("ours.yaml", b"", {("sessions", 1, "title"): (7, 3)})
    other = SourceMap.of_places("theirs.yaml", b"", {("sessions", 0, "title"): (5, 2)})
    (conflict,) = merged.located(ours=mine, theirs=other)
    assert (str(conflict.span), str(conflict.related[0].span)) == ("ours.yaml:7:3", "theirs.yaml:5:2")
    assert merged.located() == merged.conflicts


def test_sets_are_merged_as_sets(base: Event) -> None:
    ours = base.with_session("opening", tags=["a", "ours", "b"])
    theirs = base.with_session("opening", tags=["b", "theirs"])
    merged = merge(base, ours, theirs)
    assert merged.event.index.sessions["opening"].tags == ("ours", "b", "theirs")
    assert _messages(merged) == []


def test_two_orders_of_a_list_are_a_conflict(base: Event) -> None:
    base = base.with_session("opening", tags=["a", "b", "c"])
    ours, theirs = (
        base.with_session("opening", tags=["b", "a", "c"]),
        base.with_session("opening", tags=["c", "b", "a"]),
    )
    merged = merge(base, ours, theirs)
    assert merged.event.index.sessions["opening"].tags == ("b", "a", "c")
    assert merged.conflicts.diagnostics[0].path == ("sessions", 0, "tags")


def test_another_room_twice_is_no_session_in_both(base: Event) -> None:
    ours, theirs = base.with_session("talk", slot=_slot(10, "lab")), base.with_session("talk", slot=_slot(10, "attic"))
    merged = merge(base, ours, theirs)
    assert merged.event.index.sessions["talk"].slot == _slot(10, "lab")
    assert ["slot.rooms" in message for message in _messages(merged)] == [True]


def test_times_that_cannot_be_together_are_a_conflict(base: Event) -> None:
    later, shorter = _slot(10, "hall"), _slot(10, "hall", length=30)
    later = attrs.evolve(later, start=later.start + dt.timedelta(minutes=45))
    merged = merge(base, base.with_session("talk", slot=later), base.with_session("talk", slot=shorter))
    assert merged.event.index.sessions["talk"].slot == later
    assert merged.conflicts.diagnostics[0].path == ("sessions", 1, "slot", "end")


def test_a_start_and_an_end_may_change_apart(base: Event) -> None:
    ours, theirs = attrs.evolve(base, start=dt.date(2026, 6, 1)), attrs.evolve(base, end=dt.date(2026, 6, 3))
    assert merge(base, ours, theirs).event == attrs.evolve(ours, end=dt.date(2026, 6, 3))


@pytest.mark.parametrize("turned", [False, True])
def test_what_one_removed_and_the_other_changed_stays(base: Event, turned: bool) -> None:
    removed, changed = base.without_session("talk"), base.with_session("talk", title="A better talk")
    merged = merge(base, changed, removed) if turned else merge(base, removed, changed)
    assert merged.event == changed
    (conflict,) = merged.conflicts
    assert conflict.path == (("sessions", 1) if turned else ("sessions",))
    assert conflict.related[0].path == (("sessions",) if turned else ("sessions", 1))
    assert "removed" in conflict.message
    assert "it is kept" in conflict.message


def test_what_one_removed_and_the_other_left_alone_is_gone(base: Event) -> None:
    merged = merge(base, base.without_session("lunch"), base.with_session("talk", title="A better talk"))
    assert merged.event == base.without_session("lunch").with_session("talk", title="A better talk")
    assert _messages(merged) == []


def test_a_person_to_whom_the_other_refers_newly_comes_back(base: Event) -> None:
    ours, theirs = base.without_person("bob"), base.with_session("lunch", participants=["bob"])
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge(base, one, other)
        assert {person.id for person in merged.event.people} == {"ada", "bob"}
        assert ["newly referred to" in message for message in _messages(merged)] == [True]


def test_a_venue_comes_back_with_its_room(base: Event) -> None:
    base = attrs.evolve(base, venues=[Venue(id="house", name="House")]).with_room("attic", venue="house")
    ours = base.without_room("attic").without_venue("house")
    merged = merge(base, ours, base.with_session("talk", slot=_slot(10, "attic")))
    assert [room.id for room in merged.event.rooms] == ["hall", "lab", "attic"]
    assert [venue.id for venue in merged.event.venues] == ["house"]
    assert len(merged.conflicts) == 2


def test_both_added_the_same_and_something_of_one_id(base: Event) -> None:
    coffee = Session(id="coffee", title="Coffee", slot=_slot(11))
    ours = base.with_session(coffee).with_session(Session(id="panel", title="Panel"))
    theirs = base.with_session(coffee).with_session(Session(id="panel", title="Debate", abstract="A debate."))
    merged = merge(base, ours, theirs)
    assert [item.id for item in merged.event.sessions][3:] == ["coffee", "panel"]
    assert merged.event.index.sessions["panel"] == Session(id="panel", title="Panel", abstract="A debate.")
    assert ["title of the session 'panel'" in message for message in _messages(merged)] == [True]


def _with_uids(event: Event) -> Event:
    return attrs.evolve(event, sessions=[attrs.evolve(item, uid=f"{item.id}@example.org") for item in event.sessions])


def _renamed(event: Event, old: str, new: str) -> Event:
    return attrs.evolve(event, sessions=[attrs.evolve(s, id=new) if s.id == old else s for s in event.sessions])


def test_a_new_thing_whose_id_the_other_gave_to_something_else(base: Event) -> None:
    base = _with_uids(base)
    theirs = base.with_session(Session(id="panel", title="Debate", abstract="A debate."))
    theirs = theirs.with_session(Session(id="part", title="Part", parent="panel"))
    merged = merge(base, _renamed(base, "talk", "panel"), theirs)
    assert [(item.id, item.title, item.parent) for item in merged.event.sessions] == [
        ("opening", "Opening", None), ("panel", "Talk", None), ("lunch", "Lunch", None),
        ("panel-2", "Debate", None), ("part", "Part", "panel-2"),
    ]  # fmt: skip
    assert ["'panel-2' is kept" in message for message in _messages(merged)] == [True]


def test_something_that_takes_the_id_of_what_is_removed(base: Event) -> None:
    base = _with_uids(base)
    ours = _renamed(base.without_session("talk"), "lunch", "talk")
    gone = merge(base, ours, base.with_session("opening", title="Welcome"))
    assert gone.event == ours.with_session("opening", title="Welcome")
    assert _messages(gone) == []
    kept = merge(base, ours, base.with_session("talk", title="A better talk"))
    assert [(item.id, item.uid) for item in kept.event.sessions] == [
        ("opening", "opening@example.org"), ("talk-2", "talk@example.org"), ("talk", "lunch@example.org"),
    ]  # fmt: skip
    assert len(kept.conflicts) == 2


def test_other_ids_of_one_are_followed_by_the_other(base: Event) -> None:
    base = base.with_session("talk", uid="talk@example.org")
    ours = attrs.evolve(base, rooms=[attrs.evolve(room, id=f"room-{room.id}") for room in base.rooms], sessions=[
        attrs.evolve(item, slot=item.slot and attrs.evolve(item.slot, rooms=[f"room-{id}" for id in item.slot.rooms]))
        for item in base.sessions
    ])  # fmt: skip
    theirs = base.with_session(Session(id="extra", title="Extra", slot=_slot(14, "lab")))
    merged = merge(base, ours, theirs)
    assert _messages(merged) == []
    assert merged.event.index.sessions["extra"].slot == _slot(14, "room-lab")


def test_two_new_ids_of_one_thing_are_a_conflict(base: Event) -> None:
    base = _with_uids(base)
    merged = merge(base, _renamed(base, "talk", "ours"), _renamed(base, "talk", "theirs"))
    assert merged.event == _renamed(base, "talk", "ours")
    assert ["the id of the session 'ours'" in message for message in _messages(merged)] == [True]


def test_two_things_renamed_to_one_id_stay_two(base: Event) -> None:
    base = _with_uids(base)
    merged = merge(base, _renamed(base, "talk", "new"), _renamed(base, "lunch", "new"))
    assert [item.id for item in merged.event.sessions] == ["opening", "new", "lunch"]
    assert len(merged.conflicts) == 1


def test_cancelled_and_moved_is_a_conflict_and_both(base: Event) -> None:
    ours = base.with_session("talk", status="cancelled")
    theirs = base.with_session("talk", slot=_slot(15, "lab"))
    for one, other in ((ours, theirs), (theirs, ours)):
        merged = merge(base, one, other)
        talk = merged.event.index.sessions["talk"]
        assert (talk.status, talk.slot) == (Status.CANCELLED, _slot(15, "lab"))
        assert ["both are kept" in message for message in _messages(merged)] == [True]


def test_of_what_only_grows_the_greater_counts(base: Event) -> None:
    early, late = NOON.astimezone(dt.UTC), NOON.astimezone(dt.UTC) + dt.timedelta(hours=1)
    ours = attrs.evolve(base.with_session("talk", sequence=3), updated=early)
    theirs = attrs.evolve(base.with_session("talk", sequence=2), updated=late)
    merged = merge(base, ours, theirs)
    assert _messages(merged) == []
    assert (merged.event.updated, merged.event.index.sessions["talk"].sequence) == (late, 3)
    assert merge(attrs.evolve(base, updated=early), attrs.evolve(base, updated=None), theirs).event.updated == late


def test_people_and_links_are_merged_one_by_one(base: Event) -> None:
    base = base.with_session("talk", links=[Link("https://example.org/a")], accept=[Acceptance(rule="x", reason="y")])
    ours = base.with_session(
        "talk",
        participants=[Participant(agent="ada", status="tentative")],
        links=[Link("https://example.org/a", "slides")],
    )
    theirs = base.with_session("talk", participants=[Participant(agent="ada", job_title="Chair")], links=[])
    merged = merge(base, ours, theirs)
    talk = merged.event.index.sessions["talk"]
    assert talk.participants == (Participant(agent="ada", status="tentative", job_title="Chair"),)
    assert talk.links == (Link("https://example.org/a", "slides"),)
    (conflict,) = merged.conflicts
    assert conflict.path == ("sessions", 1, "links", 0)
    assert conflict.related[0].path == ("sessions", 1, "links")
    assert "the existing one is kept" in conflict.message
    assert merge(base, theirs, ours).event.index.sessions["talk"].links == talk.links


def test_keys_of_unknown_data_and_numbers_are_merged_one_by_one(base: Event) -> None:
    base = attrs.evolve(base, extra={"x-a": 1, "x-b": 1, "x-c": 1}, expects=Expectation(sessions={"talk": 1}))
    base = attrs.evolve(base, extra={**base.extra, "x-gone": 1})
    ours = attrs.evolve(base, extra={"x-a": 2, "x-c": 2, "x-gone": 1}, expects=Expectation(sessions={"talk": 2}))
    theirs = attrs.evolve(
        base, extra={"x-a": 3, "x-b": 2, "x-c": 1, "x-d": 1}, expects=Expectation(sessions={"talk": 3})
    )
    merged = merge(base, ours, theirs)
    assert merged.event.extra == {"x-a": 2, "x-b": 2, "x-c": 2, "x-d": 1}
    assert merged.event.expects == Expectation(sessions={"talk": 2})
    assert [item.path for item in merged.conflicts] == [
        ("expects", "sessions", "talk"), ("extra", "x-a"), ("extra", "x-b"),
    ]  # fmt: skip


def test_what_not_everybody_may_see_is_not_printed(base: Event) -> None:
    secret = base.with_session("lunch", privacy=Privacy.CONFIDENTIAL)

    def edited(word: str) -> Event:
        event = secret.with_person("ada", email=f"{word}@example.org").with_session("lunch", title=word)
        event = event.with_session(
            "talk", recording=RecordingPolicy(license=word, links=[Link("https://a.example", word)])
        )
        return attrs.evolve(event, extra={"x-note": word})

    merged = merge(secret, edited("Canary"), edited("Bird"))
    assert len(merged.conflicts) == 5
    told = [message for message in _messages(merged) if "Canary" in message or "Bird" in message]
    assert ["recording.license" in message for message in told] == [True]
    related = [item.related[0].message for item in merged.conflicts]
    assert [text for text in related if "Bird" in text] == ["theirs: 'Bird'"]


def test_two_zones_are_a_conflict(base: Event) -> None:
    def in_zone(zone: str) -> Event:
        sessions = [
            attrs.evolve(item, slot=item.slot and attrs.evolve(
                item.slot, start=item.slot.start.astimezone(ZoneInfo(zone)), end=item.slot.end and item.slot.end.astimezone(ZoneInfo(zone))
            ))
            for item in base.sessions
        ]  # fmt: skip
        return attrs.evolve(base, timezone=zone, sessions=sessions)

    merged = merge(base, in_zone("Europe/Paris"), in_zone("Europe/Rome"))
    assert merged.event == in_zone("Europe/Paris")
    assert [item.path for item in merged.conflicts] == [("timezone",)]
    moved = merge(base, in_zone("Europe/London"), base.with_session("talk", title="A better talk"))
    assert moved.event == in_zone("Europe/London").with_session("talk", title="A better talk")


def test_two_orders_of_a_collection_are_a_conflict(base: Event) -> None:
    ours = attrs.evolve(base, sessions=base.sessions[::-1])
    theirs = attrs.evolve(base, sessions=(base.sessions[1], base.sessions[0], base.sessions[2]))
    merged = merge(base, ours, theirs)
    assert merged.event == ours
    assert [item.path for item in merged.conflicts] == [("sessions",)]


def test_things_of_all_kinds_are_merged(base: Event) -> None:
    base = attrs.evolve(
        base,
        tracks=[Track(id="law", title="Law")],
        organizations=[Organization(id="un", name="UN")],
        days=["2026-06-01"],
    )
    ours = base.with_track("law", title="Law and code").with_organization("un", name="United Nations")
    theirs = attrs.evolve(base, days=[attrs.evolve(base.days[0], title="First")]).with_track("law", color="#112233")
    merged = merge(base, ours, theirs)
    assert _messages(merged) == []
    assert merged.event.tracks == (Track(id="law", title="Law and code", color="#112233"),)
    assert merged.event.organizations == ours.organizations
    assert merged.event.days == theirs.days


def test_a_value_and_none_are_a_conflict(base: Event) -> None:
    base = base.with_session("talk", url="https://example.org/1")
    ours, theirs = base.with_session("talk", url=None), base.with_session("talk", url="https://example.org/2")
    (message,) = _messages(merge(base, ours, theirs))
    assert "got none in ours and 'https://example.org/2' in theirs" in message
    slots = merge(base, base.with_session("talk", slot=None), base.with_session("talk", slot=_slot(11, "hall")))
    assert [item.path for item in slots.conflicts] == [("sessions", 1, "slot")]
