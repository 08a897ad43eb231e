"""What changed between two editions with 5 % of the sessions changed, and making those changes in a copy.

The floor is what ten lines do: sessions by id, compared whole, then attribute by attribute. jsondiff and deepdiff are
measured where they are installed, on the native trees with the sessions by id.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import attrs

from ospo_events import dumps, loads
from ospo_events.codecs.history import history_json, read_history
from ospo_events.model import Event
from ospo_events.views import apply, diff, publish

from .measure import Row, least
from .programmes import programme

PUBLISHED = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions, up to 10 000."""
    rows: list[Row] = []
    for size in [size for size in sizes if size <= 10_000]:
        older, newer = editions(size)
        changes = diff(older, newer)
        ours, again, floor = least(
            partial(diff, older, newer), partial(apply, older, changes), partial(by_hand, older, newer)
        )
        rows.append(Row(operation="diff", size=size, ours=ours, floor_name="by hand", floor=floor, goal=2))
        rows.append(Row(operation="apply", size=size, ours=again))
        history = publish(older, at=PUBLISHED).history
        data = history_json(history)
        told, read = least(
            partial(publish, newer, history, at=PUBLISHED + dt.timedelta(days=1)), partial(read_history, data)
        )
        rows.append(Row(operation="publish", size=size, ours=told, floor_name="diff", floor=ours, goal=2))
        rows.append(Row(operation="read a history", size=size, ours=read))
        for name, action in _peers(older, newer) if size <= 1_000 else ():
            (peer,) = least(action)
            rows.append(Row(operation="diff", size=size, ours=ours, peer_name=name, peer=peer, goal=1 / 3))
    return rows


def editions(size: int) -> tuple[Event, Event]:
    """Return two editions read from two files, so that they share nothing."""
    older = programme(size)
    by = dt.timedelta(minutes=15)

    def changed(number: int) -> dict[str, Any]:
        session = older.sessions[number]
        slot = session.slot
        assert slot is not None
        moved = attrs.evolve(slot, start=slot.start + by, end=slot.end and slot.end + by)
        return ({"title": f"{session.title}, again"}, {"slot": moved}, {"status": "cancelled"}, {"tags": ("new",)})[
            number // 20 % 4
        ]

    sessions = [
        attrs.evolve(session, **changed(number)) if number % 20 == 0 else session
        for number, session in enumerate(older.sessions)
    ]
    newer = attrs.evolve(older, sessions=sessions)
    return loads(dumps(older, "json"), "json"), loads(dumps(newer, "json"), "json")


def by_hand(older: Event, newer: Event) -> list[tuple[str, str]]:
    """Return what ten lines find: the sessions that are new or gone, and the attributes that differ."""
    before = {session.id: session for session in older.sessions}
    found: list[tuple[str, str]] = [(id, "gone") for id in before.keys() - {session.id for session in newer.sessions}]
    for session in newer.sessions:
        old = before.get(session.id)
        if old is None:
            found.append((session.id, "new"))
        elif old != session:
            names = [field.name for field in attrs.fields(type(session))]
            found += [(session.id, name) for name in names if getattr(old, name) != getattr(session, name)]
    return found


def _peers(older: Event, newer: Event) -> list[tuple[str, Callable[[], object]]]:
    trees = [_tree(older), _tree(newer)]
    peers: list[tuple[str, Callable[[], object]]] = []
    if find_spec("jsondiff"):
        peers.append(("jsondiff", lambda: import_module("jsondiff").diff(*trees)))
    if find_spec("deepdiff"):
        peers.append(("deepdiff", lambda: import_module("deepdiff").DeepDiff(*trees)))
    return peers


def _tree(event: Event) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(dumps(event, "json"))
    return {session["id"]: session for session in tree["sessions"]}
