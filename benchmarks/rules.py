"""Clash detection and all rules (the figures of docs/explanation/performance.md)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from functools import partial

import attrs

from ospo_events.codecs import CODECS
from ospo_events.model import Event, Room, Session, Slot
from ospo_events.rules import Context
from ospo_events.rules._clash import Stretch, overlaps
from ospo_events.rules._stretches import by_room
from ospo_events.rules.clashes import person_double_booked, room_double_booked
from ospo_events.validation import validate

from .measure import Row, least
from .programmes import programme

Groups = dict[str, list[Stretch]]
Moments = list[tuple[str, dt.datetime, dt.datetime]]


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions."""
    rows: list[Row] = [_without_sessions()]
    for size in sizes:
        event = programme(size)
        groups = by_room(Context(event))
        ours, floor = least(partial(_clashes, groups), partial(bare_sweep, groups))
        assert _clashes(groups) == bare_sweep(groups)
        name = "bare sort and sweep"
        rows += [
            Row(operation="clashes, prepared", size=size, ours=ours, floor_name=name, floor=floor, goal=2),
            _clashing("clashes, 4 rooms", size, dense(size), 1 / 12 if size >= 10_000 else None),
            _clashing("clashes, many rooms", size, event, 1),
        ]
        data = CODECS["json"].encode(event).value()
        every, loaded = least(lambda event=event: validate(attrs.evolve(event)), partial(json.loads, data))
        name = "json.loads of its file"
        rows.append(Row(operation="all rules", size=size, ours=every, floor_name=name, floor=loaded, goal=6))
    return rows


def _without_sessions() -> Row:
    event = Event(id="e", title="E", timezone="UTC")
    times = 50
    (taken,) = least(lambda: [validate(attrs.evolve(event)) for _ in range(times)])
    return Row(operation="all rules on an event without sessions", ours=taken / times, most=0.0005)


def _clashes(groups: Groups) -> int:
    return sum(1 for group in groups.values() for _ in overlaps(group))


def bare_sweep(groups: Groups) -> int:
    """Return the number of overlaps: what any sort and sweep has to do, for stretches that take some time."""
    number = 0
    for group in groups.values():
        going: list[tuple[float, float, int]] = []
        for item in sorted(group):
            going = [other for other in going if other[1] > item[0]]
            for _other in going:
                number += 1
            going.append(item)
    return number


def pairwise(groups: Sequence[Moments]) -> int:
    """Return how many are in the way of another, as pretalx looks: each beside all others until one is found."""
    number = 0
    for group in groups:
        for one, start, end in group:
            for other, begin, until in group:
                if other is not one and start < until and begin < end:
                    number += 1
                    break
    return number


def _moments(event: Event) -> list[Moments]:
    """Return the sessions of each room and of each person with their times, as pretalx puts them together."""
    groups: dict[object, Moments] = {}
    for session in event.sessions:
        slot = session.slot
        assert slot is not None
        assert slot.end is not None
        for key in (*slot.rooms, *(("person", item.agent) for item in session.participants)):
            groups.setdefault(key, []).append((session.id, slot.start, slot.end))
    return list(groups.values())


def _clashing(what: str, size: int, event: Event, goal: float | None) -> Row:
    def ours() -> int:
        context = Context(attrs.evolve(event))
        return sum(1 for rule in (room_double_booked, person_double_booked) for _ in rule(context))

    taken, peer = least(ours, lambda: pairwise(_moments(event)), most=5)
    name = "as pretalx does"
    return Row(operation=what, size=size, ours=taken, peer_name=name, peer=peer, goal=goal)


def dense(size: int) -> Event:
    """Return a programme of that many sessions in four rooms, half an hour each; one in fifty runs over."""
    event = programme(size)
    rooms = tuple(Room(id=f"hall-{number}", name=f"Hall {number}") for number in range(4))
    begin = dt.datetime(2024, 4, 1, 7, tzinfo=dt.UTC)
    sessions: list[Session] = []
    for number, session in enumerate(event.sessions):
        start = begin + dt.timedelta(minutes=30 * (number // 4))
        end = start + dt.timedelta(minutes=45 if number % 50 == 0 else 30)
        slot = Slot(start.astimezone(event.timezone), end.astimezone(event.timezone), rooms=(rooms[number % 4],))
        sessions.append(attrs.evolve(session, slot=slot))
    return attrs.evolve(event, rooms=rooms, sessions=tuple(sessions))
