"""What changed: each impact and each trap by name, on the worked example."""

import datetime as dt
from pathlib import Path

import attrs
import pytest

from ospo_events import Day, Event, Link, Participant, Person, Room, Session, Slot, Track, for_audience, load
from ospo_events.model import Organization, Venue
from ospo_events.views import Action, Changes, GroupKind, Impact, PatchMisfit, Thing, apply, diff
from ospo_events.views.changes import IMPACTS
from ospo_events.views.matching import COLLECTIONS

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
OPENING, CLOSING = "opening-plenary", "closing-plenary"


@pytest.fixture(scope="module")
def event() -> Event:
    found = load(EXAMPLE)
    rooms = (Room(id="hall", name="Great Hall"), Room(id="a", name="Room A"), Room(id="b", name="Room B"))
    people = (Person(id="ada", name="Ada Example"), Person(id="bob", name="Bob Example"))
    found = attrs.evolve(found, rooms=rooms, people=people)
    for session in found.sessions:
        assert session.slot is not None
        found = found.with_session(session.id, slot=attrs.evolve(session.slot, rooms=("hall",)))
    return found.with_session(
        OPENING, participants=[Participant(agent="ada"), Participant(agent="bob", role="moderator")]
    )


def slot_of(event: Event, id: str) -> Slot:
    slot = event.index.sessions[id].slot
    assert slot is not None
    return slot


def later(event: Event, id: str, minutes: int, *, end: int | None = None) -> Event:
    slot = slot_of(event, id)
    by = dt.timedelta(minutes=minutes)
    until = slot.end and slot.end + (by if end is None else dt.timedelta(minutes=end))
    return event.with_session(id, slot=attrs.evolve(slot, start=slot.start + by, end=until))


def only_change(changes: Changes) -> tuple[tuple[Impact, ...], list[str]]:
    (change,) = changes.changes
    return change.impacts, [".".join(field.path) for field in change.fields]


# --- impacts ----------------------------------------------------------------------------------


def test_a_talk_that_is_moved_is_moved_and_not_longer(event):
    assert only_change(diff(event, later(event, OPENING, 30))) == ((Impact.MOVED,), ["slot.start", "slot.end"])


def test_a_talk_that_ends_later_is_longer(event):
    assert only_change(diff(event, later(event, OPENING, 0, end=15))) == ((Impact.LENGTH,), ["slot.end"])


def test_a_talk_that_begins_earlier_and_ends_as_before_is_moved_and_longer(event):
    newer = later(event, OPENING, -15, end=0)
    assert only_change(diff(event, newer)) == ((Impact.MOVED, Impact.LENGTH), ["slot.start"])


def test_an_open_end_that_is_closed_is_length(event):
    slot = slot_of(event, "day-1-social")
    newer = event.with_session("day-1-social", slot=attrs.evolve(slot, end=slot.start + dt.timedelta(hours=2)))
    assert only_change(diff(event, newer)) == ((Impact.LENGTH,), ["slot.end"])


def test_another_room_is_room_and_rooms_in_another_order_are_data(event):
    one = event.with_session(OPENING, slot=attrs.evolve(slot_of(event, OPENING), rooms=("a",)))
    assert only_change(diff(event, one)) == ((Impact.ROOM,), ["slot.rooms"])
    two, swapped = (
        event.with_session(OPENING, slot=attrs.evolve(slot_of(event, OPENING), rooms=rooms))
        for rooms in (("a", "b"), ("b", "a"))
    )
    assert only_change(diff(two, swapped)) == ((Impact.DATA,), ["slot.rooms"])


@pytest.mark.parametrize(
    ("older", "newer", "impact"),
    [
        ("confirmed", "cancelled", Impact.CANCELLED),
        ("cancelled", "confirmed", Impact.REINSTATED),
        ("confirmed", "postponed", Impact.CANCELLED),
        ("postponed", "cancelled", Impact.CANCELLED),
        ("cancelled", "postponed", Impact.REINSTATED),
        ("tentative", "confirmed", Impact.TEXT),
    ],
)
def test_statuses(event, older, newer, impact):
    one, other = event.with_session(OPENING, status=older), event.with_session(OPENING, status=newer)
    assert only_change(diff(one, other)) == ((impact,), ["status"])


def test_where_a_cancelled_talk_is_not_is_nothing_to_anybody(event):
    slot = attrs.evolve(slot_of(event, OPENING), rooms=())
    newer = event.with_session(OPENING, status="cancelled", slot=slot)
    assert only_change(diff(event, newer))[0] == (Impact.CANCELLED, Impact.DATA)


def test_people_are_compared_by_person_and_role(event):
    def people(*participants: Participant) -> tuple[Impact, ...]:
        return only_change(diff(event, event.with_session(OPENING, participants=participants)))[0]

    ada, bob = event.index.sessions[OPENING].participants
    assert people(bob, ada) == (Impact.DATA,)
    assert people(ada) == (Impact.PEOPLE,)
    assert people(ada, attrs.evolve(bob, role="speaker")) == (Impact.PEOPLE,)
    assert people(ada, attrs.evolve(bob, status="cancelled")) == (Impact.PEOPLE,)
    assert people(ada, attrs.evolve(bob, mode="online")) == (Impact.PEOPLE,)
    assert people(ada, attrs.evolve(bob, credited_as="Bobby")) == (Impact.TEXT,)
    assert people(attrs.evolve(ada, order=2), bob) == (Impact.DATA,)


def test_another_spelling_is_data_and_not_lost(event):
    older, newer = (
        event.with_session(OPENING, title="Caf\u00e9 talk"),
        event.with_session(OPENING, title="Cafe\u0301  talk"),
    )
    changes = diff(older, newer)
    assert only_change(changes) == ((Impact.DATA,), ["title"])
    assert apply(older, changes) == newer


def test_extra_is_data_key_by_key(event):
    older = event.with_session(OPENING, extra={"x-a": 1, "x-b": {"c": [1]}})
    newer = event.with_session(OPENING, extra={"x-b": {"c": [2]}, "x-new.key": None})
    assert only_change(diff(older, newer)) == ((Impact.DATA,), ["extra.x-a", "extra.x-b", "extra.x-new.key"])
    assert apply(older, diff(older, newer)) == newer


def test_nothing_is_passed_over(event):
    newer = event.with_session(
        OPENING,
        sequence=3,
        accept=(),
        links=(Link("https://example.org/"),),
        updated=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    )
    assert only_change(diff(event, newer)) == ((Impact.DATA,), ["links", "sequence", "updated"])


def test_added_and_removed(event):
    newer = event.without_session(CLOSING)
    (change,) = diff(event, newer)
    assert (change.action, change.impacts, change.item) == (
        Action.REMOVED,
        (Impact.REMOVED,),
        event.index.sessions[CLOSING],
    )
    (change,) = diff(newer, event)
    assert (change.action, change.impacts, change.at) == (Action.ADDED, (Impact.ADDED,), 20)


def test_a_cancelled_talk_that_is_taken_out_is_nothing_to_anybody(event):
    assert only_change(diff(event.with_session(CLOSING, status="cancelled"), event.without_session(CLOSING)))[0] == (
        Impact.DATA,
    )


# --- what follows from something else ----------------------------------------------------------


def with_parts(event: Event) -> Event:
    part = Session(id="keynote", title="Keynote", parent="thematic-track-1")
    return attrs.evolve(event, sessions=(*event.sessions, part, attrs.evolve(part, id="panel", title="Panel")))


def test_a_part_that_follows_its_whole_is_told_once(event):
    older = with_parts(event)
    (change,) = diff(older, later(older, "thematic-track-1", 15))
    assert change.id == "thematic-track-1"
    (change,) = diff(older, older.with_session("thematic-track-1", status="cancelled"))
    assert change.id == "thematic-track-1"


def test_a_part_of_something_else_is_moved(event):
    older = with_parts(event)
    assert only_change(diff(older, older.with_session("panel", parent="thematic-track-2"))) == (
        (Impact.MOVED,),
        ["parent"],
    )


def test_a_time_that_the_whole_has_too_is_no_move(event):
    older = with_parts(event)
    said = older.with_session("panel", slot=slot_of(older, "thematic-track-1"))
    assert only_change(diff(older, said)) == ((Impact.DATA,), ["slot"])


def test_a_room_that_is_renamed_is_one_group_and_no_other_room(event):
    newer = event.with_room("hall", name="Auditorium")
    changes = diff(event, newer)
    assert only_change(changes) == ((Impact.TITLE,), ["name"])
    assert [(group.kind, group.ids) for group in changes.groups] == [(GroupKind.ROOM_RENAMED, ("hall",))]


def test_a_room_whose_id_changed_too_is_one_group_and_no_other_room(event):
    sessions = [attrs.evolve(item, slot=attrs.evolve(item.slot, rooms=("auditorium",))) for item in event.sessions]
    rooms = (Room(id="auditorium", name="Auditorium"), *event.rooms[1:])
    newer = attrs.evolve(event, sessions=sessions, rooms=rooms)
    changes = diff(event, newer)
    (change,) = changes
    assert (change.thing, change.was, change.id, change.sure) == (Thing.ROOM, "hall", "auditorium", False)
    assert [group.kind for group in changes.groups] == [GroupKind.ROOM_RENAMED]
    assert apply(event, changes) == newer


def test_a_talk_that_goes_into_the_room_that_got_the_old_name_is_moved(event):
    """The id `hall` now means the room that was `a`: staying at `hall` is being somewhere else."""
    older = attrs.evolve(event, rooms=[attrs.evolve(room, uid=f"uid-{room.id}") for room in event.rooms])
    rooms = [attrs.evolve(older.rooms[1], id="hall"), older.rooms[2]]
    newer = attrs.evolve(older, rooms=rooms)
    changes = diff(older, newer)
    assert Impact.ROOM in changes
    assert apply(older, changes) == newer


# --- groups -----------------------------------------------------------------------------------


def test_a_day_that_is_shifted_is_one_group(event):
    newer = event
    for session in event.index.by_day[dt.date(2024, 7, 10)]:
        newer = later(newer, session.id, 15)
    (group,) = diff(event, newer).groups
    assert (group.kind, len(group.ids), group.by, group.whole_day) == (
        GroupKind.SHIFT,
        11,
        dt.timedelta(minutes=15),
        True,
    )
    assert group.ids[0] == "day-2-registration"


def test_a_day_on_another_date_is_one_group(event):
    newer = event
    for session in event.index.by_day[dt.date(2024, 7, 10)]:
        newer = later(newer, session.id, 2 * 24 * 60)
    (group,) = diff(event, newer).groups
    assert (group.kind, group.by, group.day) == (GroupKind.DAY_MOVED, dt.timedelta(days=2), dt.date(2024, 7, 10))


def test_two_talks_that_change_places_are_one_group(event):
    one, other = slot_of(event, "spotlight-global-south"), slot_of(event, "reboot-the-earth")
    newer = event.with_session("spotlight-global-south", slot=other).with_session("reboot-the-earth", slot=one)
    (group,) = diff(event, newer).groups
    assert (group.kind, group.ids) == (GroupKind.SWAP, ("reboot-the-earth", "spotlight-global-south"))


def test_three_in_a_ring_are_no_swap(event):
    ids = (OPENING, "spotlight-youth", "reboot-the-earth")
    slots = [slot_of(event, id) for id in ids]
    newer = event
    for id, slot in zip(ids, [*slots[1:], slots[0]], strict=True):
        newer = newer.with_session(id, slot=slot)
    assert diff(event, newer).groups == ()


# --- parts of the changes ----------------------------------------------------------------------


def test_whom_they_concern(event):
    newer = later(event, OPENING, 30).with_session(CLOSING, title="Closing")
    newer = newer.with_session("spotlight-youth", slot=attrs.evolve(slot_of(event, "spotlight-youth"), rooms=("b",)))
    changes = diff(event, newer)
    assert [change.id for change in changes.of(agents=["ada"])] == [OPENING]
    assert [change.id for change in changes.of(rooms=["b"])] == ["spotlight-youth"]
    assert {change.id for change in changes.of(rooms=["hall"])} == {OPENING, CLOSING, "spotlight-youth"}
    assert {change.id for change in changes.of(days=[dt.date(2024, 7, 10)])} == {CLOSING, "spotlight-youth"}
    assert [change.id for change in changes.only([Impact.TITLE])] == [CLOSING]
    assert {change.id for change in changes.at_least(Impact.ROOM)} == {OPENING, "spotlight-youth"}
    assert len(changes) == len(list(changes)) == 3


def test_what_the_public_may_not_see_is_no_change_to_it(event):
    older = event.with_session(CLOSING, privacy="confidential")
    newer = older.with_session(CLOSING, title="Something else")
    assert len(diff(older, newer)) == 1
    assert len(diff(for_audience(older), for_audience(newer))) == 0


# --- what does not fit -------------------------------------------------------------------------


def test_each_misfit_is_said_and_where(event):
    changes = diff(event, later(event, OPENING, 30).without_session(CLOSING))
    other = event.with_session(OPENING, slot=None).without_session(CLOSING)
    with pytest.raises(PatchMisfit) as caught:
        apply(other, changes)
    assert [finding.path for finding in caught.value.report] == [
        ("changes", 0, "fields", 0), ("changes", 0, "fields", 1), ("changes", 1),
    ]  # fmt: skip
    with pytest.raises(PatchMisfit, match="expected a new person, got 'ada', which exists already"):
        apply(event, diff(event.without_person("ada"), event))


def test_changes_that_were_made_already_do_not_fit(event):
    newer = attrs.evolve(event, sessions=(*event.sessions, Session(id="new", title="New")))
    changes = diff(event, newer)
    with pytest.raises(PatchMisfit, match="'new', which exists already"):
        apply(newer, changes)


def test_editions_of_two_events_are_told_apart(event):
    changes = diff(event, attrs.evolve(event, id="another"))
    assert [finding.code for finding in changes.report] == ["other-event"]
    assert only_change(changes) == ((Impact.DATA,), ["id"])


# --- the table --------------------------------------------------------------------------------


def test_somebody_has_decided_on_every_attribute():
    """A new attribute of the model has to be put into the table of impacts."""
    classes = {Thing.EVENT: Event, Thing.SESSION: Session, Thing.ROOM: Room, Thing.TRACK: Track, Thing.VENUE: Venue}
    classes |= {Thing.PERSON: Person, Thing.ORGANIZATION: Organization, Thing.DAY: Day}
    known = {f"{thing.value}.{field.name}" for thing, owner in classes.items() for field in attrs.fields(owner)}
    known |= {f"session.slot.{field.name}" for field in attrs.fields(Slot)}
    known |= {"session.recording.opt_out", "event.recording.opt_out"}
    assert known == set(IMPACTS) | {"session.slot"}
    assert set(classes) == {Thing.EVENT, *COLLECTIONS}
