"""What holds of every merge: who changed nothing has no say, and what somebody changed is there or is a conflict."""

from collections import Counter
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events import Event
from ospo_events.strategies import chains, events
from ospo_events.views import Action, Merged, apply, diff, merge
from ospo_events.views.matching import COLLECTIONS

_GROWING = frozenset({"sequence", "updated"})


@given(chains())
def test_who_changed_nothing_has_no_say(chain: tuple[Event, ...]) -> None:
    a, b = chain[0], chain[-1]
    for base, ours, theirs in ((a, a, b), (a, b, a), (a, b, b)):
        merged = merge(base, ours, theirs)
        assert merged.event == b
        assert merged.conflicts.codes == ()


@given(events(), events())
def test_so_it_is_for_programmes_that_have_nothing_in_common(a: Event, b: Event) -> None:
    for base, ours, theirs in ((a, a, b), (a, b, a), (a, b, b)):
        assert merge(base, ours, theirs) == Merged(event=b, conflicts=merge(a, a, a).conflicts)


@st.composite
def forks(draw: st.DrawFn) -> tuple[Event, Event, Event]:
    """Return a programme, and two that were made of it."""
    base, ours = draw(chains(max_size=2))
    if draw(st.booleans()):
        return base, ours, draw(chains(max_size=2, first=st.just(base)))[1]
    edit = draw(st.sampled_from(["retitle", "move", "remove", "tag", "room", "order", "extra", "people"]))
    return base, ours, _edited(base, edit, draw(st.integers(0, 9)))


def _edited(event: Event, edit: str, place: int) -> Event:
    if not event.sessions:
        return attrs.evolve(event, title="Another title", tags=("new",))
    session = event.sessions[place % len(event.sessions)]
    changes: dict[str, Any] = {
        "retitle": {"title": "Another title"},
        "move": {"slot": None},
        "tag": {"tags": (*session.tags, "new"), "abstract": "New."},
        "extra": {"extra": {**session.extra, "x-theirs": place}, "sequence": session.sequence + 1},
        "people": {"participants": session.participants[1:]},
    }
    if edit in changes:
        return event.with_session(session.id, **changes[edit])
    if edit == "remove":
        return event.without_session(session.id)
    if edit == "room" and event.rooms:
        return event.without_room(event.rooms[place % len(event.rooms)].id)
    return attrs.evolve(event, sessions=event.sessions[::-1])


@given(forks())
def test_what_somebody_changed_is_there_or_is_a_conflict(fork: tuple[Event, Event, Event]) -> None:
    base, ours, theirs = fork
    merged = merge(base, ours, theirs)
    told = {item.path for item in merged.conflicts} | {item.related[0].path for item in merged.conflicts}
    for side, number in ((ours, 0), (theirs, 1)):
        paths = {(item.path, item.related[0].path)[number] for item in merged.conflicts}
        done = {
            (change.thing, change.id): {field.path: field.older for field in change.fields}
            for change in diff(base, side)
            if change.action is Action.CHANGED
        }
        for change in diff(side, merged.event):
            if change.action is not Action.CHANGED:
                continue
            mine = done.get((change.thing, change.was or change.id), {})
            for field in change.fields:
                if field.path not in mine or field.path[0] in _GROWING or field.path[0] in COLLECTIONS.values():
                    continue
                assert not _undone(mine[field.path], field.older, field.newer) or any(
                    field.path[0] in path for path in paths
                ), (field, told)


def _undone(base: Any, side: Any, merged: Any) -> bool:
    """Return whether something of what became of a value on one side is not in the result."""
    if not isinstance(side, tuple) or not isinstance(base, tuple) or not isinstance(merged, tuple):
        return True
    before, after, result = Counter(base), Counter(side), Counter(merged)
    return bool((after - before) - result or (before - after) & result)


@given(forks())
def test_what_only_one_added_is_there(fork: tuple[Event, Event, Event]) -> None:
    base, ours, theirs = fork
    merged = merge(base, ours, theirs)
    for side in (ours, theirs):
        added = {change.id for change in diff(base, side) if change.action is Action.ADDED}
        assert added <= {change.id for change in diff(base, merged.event) if change.action is Action.ADDED}
    assert apply(base, diff(base, merged.event)) == merged.event


@given(forks())
def test_both_orders_lose_the_same_number_of_things(fork: tuple[Event, Event, Event]) -> None:
    base, ours, theirs = fork
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    for name in COLLECTIONS.values():
        assert len(getattr(one.event, name)) == len(getattr(other.event, name))
    assert len(one.conflicts) == len(other.conflicts)


@settings(max_examples=settings.default.max_examples // 2)
@given(events())
def test_edits_of_different_things_never_contradict(event: Event) -> None:
    ours = attrs.evolve(event, sessions=[attrs.evolve(item, title="Ours") for item in event.sessions])
    theirs = attrs.evolve(event, sessions=[attrs.evolve(item, abstract="Theirs") for item in event.sessions])
    merged = merge(event, ours, theirs)
    assert not merged.conflicts.codes
    assert [(item.title, item.abstract) for item in merged.event.sessions] == [("Ours", "Theirs")] * len(event.sessions)
