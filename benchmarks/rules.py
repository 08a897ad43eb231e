"""Clash detection and all rules (the figures of docs/explanation/performance.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise as pairwise_sizes

import attrs

from ospo_events.codecs import CODECS
from ospo_events.model import Event, Room, Session, Slot
from ospo_events.rules import Context
from ospo_events.rules._clash import Stretch, overlaps
from ospo_events.rules._stretches import by_room
from ospo_events.rules.clashes import room_double_booked
from ospo_events.validation import validate

from .measure import Row, medians
from .programmes import programme

Groups = dict[str, list[Stretch]]


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions."""
    rows: list[Row] = []
    whole: dict[int, float] = {}
    for size in sizes:
        event = programme(size)
        groups = by_room(Context(event))
        ours, floor = medians(lambda groups=groups: _clashes(groups), lambda groups=groups: bare_sweep(groups))
        assert _clashes(groups) == bare_sweep(groups)
        rows.append(
            Row(
                operation=f"clashes by room, prepared, {size:,}",
                ours=ours,
                floor_name="bare sort and sweep",
                floor=floor,
                goal=2,
            )
        )
        if 1_000 <= size <= 10_000:
            rows.append(_dense(size))
        data = CODECS["json"].encode(event).value()
        every, decode = medians(lambda event=event: validate(event), lambda data=data: CODECS["json"].decode(data))
        whole[size] = every
        rows.append(
            Row(operation=f"all rules, {size:,}", ours=every, peer_name="decoding its JSON", peer=decode, goal=5)
        )
    return rows + _growth(whole)


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


def pairwise(groups: Groups) -> int:
    """Return the number of overlaps as pretalx looks for them: every two sessions of a room."""
    number = 0
    for group in groups.values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                if one[0] < other[1] and other[0] < one[1]:
                    number += 1
    return number


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


def _dense(size: int) -> Row:
    event = dense(size)
    groups = by_room(Context(event))
    ours, peer = medians(lambda: sum(1 for _ in room_double_booked(Context(event))), lambda: pairwise(groups))
    return Row(
        operation=f"room-double-booked from the event, 4 rooms, {size:,}",
        ours=ours,
        peer_name="pairwise per room, prepared",
        peer=peer,
        goal=0.1 if size >= 10_000 else None,
    )


def _growth(whole: dict[int, float]) -> list[Row]:
    sizes = sorted(whole)
    return [
        Row(
            operation=f"all rules, growth {small:,} to {large:,}",
            ours=whole[large] / whole[small],
            floor_name="growth of the programme",
            floor=large / small,
            goal=1.5,
            unit="x",
        )
        for small, large in pairwise_sizes(sizes)
    ]
