"""The laws of changes, over generated events and over chains of edits."""

import datetime as dt
import random
from collections import Counter
from itertools import pairwise
from zoneinfo import ZoneInfo

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import Event, session_uid
from ospo_events.codecs.changes import read_changes, write_changes
from ospo_events.model.renaming import with_ids
from ospo_events.strategies import chains, events
from ospo_events.views import Action, Change, Changes, Impact, Thing, apply, diff, match
from ospo_events.views.matching import COLLECTIONS

MIRRORED = {Impact.CANCELLED: Impact.REINSTATED, Impact.ADDED: Impact.REMOVED}
MIRRORED |= {new: old for old, new in MIRRORED.items()}


@given(events())
def test_an_event_is_no_change_of_itself(event):
    changes = diff(event, event)
    assert (changes.changes, changes.groups, len(changes.report)) == ((), (), 0)
    assert not changes


@given(chains())
def test_applied_they_give_the_newer_edition(chain):
    for older, newer in pairwise(chain):
        assert apply(older, diff(older, newer)) == newer


@given(events(), events())
def test_they_tell_any_two_events_apart(older, newer):
    assert apply(older, diff(older, newer)) == newer


@given(events())
def test_ids_that_come_twice_are_no_hindrance(event):
    twice = attrs.evolve(event, sessions=(*event.sessions, *event.sessions[::-1]), rooms=(*event.rooms, *event.rooms))
    assert not diff(twice, twice)
    for older, newer in ((event, twice), (twice, event)):
        assert apply(older, diff(older, newer)) == newer


def mirrored(change: Change) -> tuple[object, ...]:
    """What the change is when one looks from the newer edition."""
    action = {Action.ADDED: Action.REMOVED, Action.REMOVED: Action.ADDED}.get(change.action, change.action)
    fields = {(field.path, repr(field.newer), repr(field.older)) for field in change.fields}
    impacts = {MIRRORED.get(impact, impact) for impact in change.impacts}
    return (change.thing, action, change.was or change.id, change.id, frozenset(fields), frozenset(impacts), change.at)


def plain(change: Change) -> tuple[object, ...]:
    fields = {(field.path, repr(field.older), repr(field.newer)) for field in change.fields}
    return (
        change.thing, change.action, change.id, change.was or change.id, frozenset(fields), frozenset(change.impacts),
        change.at,
    )  # fmt: skip


@given(chains(max_size=2))
def test_the_other_way_round_they_are_the_inverse(chain):
    older, newer = chain
    there, back = diff(older, newer), diff(newer, older)
    assert Counter(map(mirrored, there)) == Counter(map(plain, back))


@given(events(), st.integers(0, 9))
def test_another_order_is_data(event, seed):
    mix = random.Random(seed)
    changed = {
        name: tuple(mix.sample(getattr(event, name), len(getattr(event, name)))) for name in COLLECTIONS.values()
    }
    for change in diff(event, attrs.evolve(event, **changed)):
        assert change.impacts == (Impact.DATA,)
        assert change.thing is Thing.EVENT


@given(events(), st.integers(0, 9))
def test_another_order_of_what_sessions_hold_is_data(event, seed):
    mix = random.Random(seed)
    names = ("participants", "tracks", "links", "tags", "languages")
    sessions = [
        attrs.evolve(
            session, **{name: tuple(mix.sample(getattr(session, name), len(getattr(session, name)))) for name in names}
        )
        for session in event.sessions
    ]
    assert all(change.impacts == (Impact.DATA,) for change in diff(event, attrs.evolve(event, sessions=sessions)))


@given(events())
def test_other_ids_add_and_remove_nothing(event):
    """Where everything has a UID; a venue and a day have none, and are known by name and date."""
    known = {
        name: [attrs.evolve(item, uid=f"{name}-{number}") for number, item in enumerate(getattr(event, name))]
        for name in ("rooms", "tracks", "people", "organizations")
    }
    sessions = [attrs.evolve(session, uid=session_uid(event, session)) for session in event.sessions]
    venues = [attrs.evolve(venue, name=f"Venue {number}") for number, venue in enumerate(event.venues)]
    event = attrs.evolve(event, sessions=sessions, venues=venues, **known)
    new = {
        namespace: {item.id: f"new-{item.id[:90]}" for item in items}
        for namespace, items in {
            "sessions": event.sessions, "rooms": event.rooms, "tracks": event.tracks, "venues": event.venues,
            "agents": (*event.people, *event.organizations),
        }.items()
    }  # fmt: skip
    changes = diff(event, with_ids(event, new))
    assert all(change.action is Action.CHANGED for change in changes)
    assert all(field.path == ("id",) for change in changes for field in change.fields)
    assert len(changes) == sum(map(len, new.values()))


@given(events(), st.data())
def test_one_edit_is_one_change_of_one_field_at_its_path(event, data):
    if not event.sessions:
        return
    session = data.draw(st.sampled_from(event.sessions))
    value = {
        "title": session.title + "!",
        "url": "https://example.org/1",
        "expected_attendance": 12345,
        "audience": "Us!",
    }
    name = data.draw(st.sampled_from(sorted(value)))
    newer = event.with_session(session.id, **{name: value[name]})
    (change,) = diff(event, newer)
    assert (change.thing, change.id, change.action) == (Thing.SESSION, session.id, Action.CHANGED)
    (field,) = change.fields
    assert (field.path, field.older, field.newer) == ((name,), getattr(session, name), value[name])


@given(chains())
def test_every_session_is_matched_added_or_removed(chain):
    older, newer = chain[0], chain[-1]
    pairs = match(older, newer).pairs[Thing.SESSION]
    changes = [change for change in diff(older, newer) if change.thing is Thing.SESSION]
    removed = [change.at for change in changes if change.action is Action.REMOVED]
    added = [change.at for change in changes if change.action is Action.ADDED]
    assert sorted([*removed, *(pair.places[0] for pair in pairs)]) == list(range(len(older.sessions)))
    assert sorted([*added, *(pair.places[1] for pair in pairs)]) == list(range(len(newer.sessions)))


@given(events(zones=st.sampled_from(["Europe/Berlin"]).map(ZoneInfo)))
def test_another_zone_moves_nothing(event):
    def moment(value: dt.datetime | None) -> dt.datetime | None:
        return None if value is None else value.astimezone(zone)

    zone = ZoneInfo("America/New_York")
    sessions = [
        attrs.evolve(
            session,
            slot=None
            if session.slot is None or session.slot.all_day
            else attrs.evolve(session.slot, start=moment(session.slot.start), end=moment(session.slot.end)),
            previous_start=moment(session.previous_start),
        )
        for session in event.sessions
    ]
    timed = [attrs.evolve(item, slot=None if item.slot and item.slot.all_day else item.slot) for item in event.sessions]
    event = attrs.evolve(event, sessions=timed, milestones=())
    newer = attrs.evolve(event, timezone=zone, sessions=sessions)
    (change,) = diff(event, newer)
    assert [field.path for field in change.fields] == [("timezone",)]
    assert apply(event, diff(event, newer)) == newer


@given(chains(max_size=2))
def test_groups_are_made_of_changes_and_share_none(chain):
    changes = diff(*chain)
    told = [id for group in changes.groups for id in group.ids if group.kind.value != "room-renamed"]
    assert len(told) == len(set(told))
    assert set(told) <= {change.id for change in changes if change.thing is Thing.SESSION}


def test_the_same_whatever_the_order_of_sets():
    """Hash seeds differ from process to process, and the changes must not."""
    import os
    import subprocess
    import sys

    code = (
        "from ospo_events import load\nfrom ospo_events.views import diff\n"
        "a = load('examples/ospos2024.yaml')\n"
        "b = a\n"
        "for s in a.sessions:\n    b = b.with_session(s.id, title=s.title + '!', tags=('x', 'y'), audience='us')\n"
        "print(diff(a, b).changes)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def written_and_read(older: Event, newer: Event) -> Changes:
    return read_changes(write_changes(diff(older, newer), "json"), older)


@given(chains(max_size=2, texts=st.text("ab é\u202e\x00'\"\n", min_size=1).filter(str.strip)))
def test_written_as_json_and_read_they_give_the_newer_edition(chain):
    older, newer = chain
    changes = diff(older, newer)
    again = read_changes(write_changes(changes, "json"), older)
    assert again.newer == newer
    assert again.changes == changes.changes
    assert again.groups == changes.groups


@given(events(), events())
def test_written_as_json_and_read_they_tell_any_two_events_apart(older, newer):
    assert written_and_read(older, newer).newer == newer
