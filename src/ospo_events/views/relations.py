"""How sessions relate in time: which are parallel, which come next and which came before.

Cancelled and postponed sessions have relations but are never pointed at. A session and what it is
a part of are not parallel. An open end lasts until the day changes. All-day sessions are on, but stand in no relation:
they say nothing of the hours.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from heapq import heappop, heappush
from itertools import chain, islice
from operator import is_
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

import attrs

from .._collector import collector_paused
from .._repr import shown
from ..model.agenda import day_bound
from ..model.ids import RoomId, SessionId, TrackId
from ..model.session import Session, slot_days
from ..model.status import OFF
from ..model.time import instant, programme_date

if TYPE_CHECKING:
    from ..model.event import Event
    from ..model.index import ById

__all__ = [
    "MOST_PARALLEL",
    "Now",
    "Relations",
    "end_of",
    "happening",
    "is_timed",
    "make_relations",
    "now",
    "was_moved",
    "with_ends_of_next",
]

K = TypeVar("K")

MOST_PARALLEL = 100
"""How many parallel sessions are listed of each session."""


@attrs.frozen(kw_only=True)
class Relations:
    """How one session stands to the others; by id, in order of time."""

    id: str = ""
    """The session."""
    on: tuple[SessionId, ...] = ()
    """What is on at its time: the first of them, for else the relations of a large programme would grow with the square
    of its size."""
    parallel_count: int = 0
    """How many sessions overlap it."""
    shared: bool = False
    """Whether `on` is one tuple for all sessions of its time, itself among them. Of a part of something, or of what has
    parts, it is not: these are not parallel to it."""
    next_in_room: Mapping[RoomId, SessionId] = attrs.field(factory=dict[RoomId, SessionId])
    """What comes next in each of its rooms, on any day."""
    previous_in_room: Mapping[RoomId, SessionId] = attrs.field(factory=dict[RoomId, SessionId])
    """What came before in each of its rooms."""
    next_in_track: Mapping[TrackId, SessionId] = attrs.field(factory=dict[TrackId, SessionId])
    """What comes next in each of its tracks."""
    previous_in_track: Mapping[TrackId, SessionId] = attrs.field(factory=dict[TrackId, SessionId])
    """What came before in each of its tracks."""

    __repr__ = shown

    @property
    def parallel(self) -> tuple[SessionId, ...]:
        """What overlaps it: the first `MOST_PARALLEL` of them."""
        return tuple([id for id in self.on if id != self.id][:MOST_PARALLEL]) if self.shared else self.on


@attrs.frozen(kw_only=True)
class Now:
    """What is on at a moment, and what comes next."""

    at: dt.datetime
    """The moment, in the zone of the event."""
    day: dt.date
    """The programme day it is in."""
    running: tuple[Session, ...]
    """What is on: by start, then by id."""
    next: tuple[Session, ...]
    """What begins first after the moment, on any day; all-day sessions do not count."""

    __repr__ = shown


def end_of(event: Event, session: Session) -> float:
    """Return the instant a session ends, or the end of its day where that is open (seconds since 1970)."""
    slot = session.slot
    assert slot is not None, "only what has a time has an end"
    if slot.end is not None:
        return instant(slot.end)
    day = slot_days(slot, event.day_change)[0]
    return instant(day_bound(event, day + dt.timedelta(days=1)))


def was_moved(session: Session) -> bool:
    """Return whether a session was to begin at another time than it does."""
    before, slot = session.previous_start, session.slot
    return before is not None and slot is not None and instant(before) != instant(slot.start)


def happening(event: Event) -> tuple[Session, ...]:
    """Return what has a time and is going to happen, in order of time; of an event that is off, nothing.

    The sessions are those of `event.index.resolved`.
    """
    if event.status in OFF:
        return ()
    event = event.index.resolved
    return tuple(item for item in event.index.in_order if item.slot is not None and item.status not in OFF)


def is_timed(session: Session) -> bool:
    """Return whether a session begins and ends at times: it has a slot that is not all-day."""
    return session.slot is not None and not session.slot.all_day


def now(event: Event, at: dt.datetime) -> Now:
    """Return what is on at a moment.

    Args:
        event: the event.
        at: the moment, aware; or naive, as the clock on the wall of the event shows it.

    Raises:
        NonexistentTime, AmbiguousTime: the zone skips or repeats a naive `at`.
    """
    moment = event.clock.resolve(at) if at.tzinfo is None else at.astimezone(event.timezone)
    time = instant(moment)
    running: list[Session] = []
    later: list[Session] = []
    for session in happening(event):
        assert session.slot is not None, "what happens has a time"
        start = instant(session.slot.start)
        if start > time:
            if is_timed(session):
                later.append(session)
        elif time < end_of(event, session):
            running.append(session)
    first = later[0].slot.start if later and later[0].slot else None
    following = tuple(item for item in later if item.slot and first and instant(item.slot.start) == instant(first))
    return Now(at=moment, day=programme_date(moment, event.day_change), running=tuple(running), next=following)


def with_ends_of_next(event: Event) -> Event:
    """Return the event with each open end set to the start of what follows in the room, on the same day.

    That is a guess, for people who asked for it. Sessions in no room, and the last one of a day, stay open.
    """
    above = _above(event)

    def closed(session: Session) -> Session:
        slot = session.slot
        if slot is None or slot.end is not None or session.status in OFF:
            return session
        day = slot_days(slot, event.day_change)
        starts = [
            other.slot.start
            for room in slot.rooms
            for other in event.index.by_room.get(room, ())
            if other.slot is not None
            and is_timed(other)
            and other.status not in OFF
            and other.id not in above[session.id]
            and session.id not in above[other.id]
            and instant(other.slot.start) > instant(slot.start)
            and slot_days(other.slot, event.day_change) == day
        ]
        return attrs.evolve(session, slot=attrs.evolve(slot, end=min(starts, key=instant))) if starts else session

    sessions = tuple(map(closed, event.sessions))
    return event if all(map(is_, sessions, event.sessions)) else attrs.evolve(event, sessions=sessions)


class _Timed(NamedTuple):
    session: Session
    start: float
    end: float


def make_relations(event: Event) -> ById[SessionId, Relations]:
    """Return the relations of every session that has a time, by id."""
    with collector_paused(len(event.sessions) >= 1_000):
        return _relations(event)


def _relations(event: Event) -> ById[SessionId, Relations]:
    event = event.index.resolved
    timed = [
        _Timed(item, instant(item.slot.start), end_of(event, item))
        for item in event.index.in_order
        if item.slot is not None and not item.slot.all_day
    ]
    on = [one for one in timed if one.session.status not in OFF]
    by_room = _lines(on, lambda session: session.slot.rooms if session.slot else ())
    by_track = _lines(on, lambda session: session.tracks)
    parallel = _Parallel(event, timed, on).found()
    found: dict[SessionId, Relations] = {
        item.id: Relations(id=item.id) for item in event.index.in_order if item.slot is not None and item.slot.all_day
    }
    for one in timed:
        session, beside = one.session, parallel[id(one)]
        rooms = session.slot.rooms if session.slot else ()
        found.setdefault(
            session.id,
            Relations(
                id=session.id,
                on=beside.on,
                parallel_count=beside.number,
                shared=beside.shared,
                next_in_room=_next(one, rooms, by_room),
                previous_in_room=_previous(one, rooms, by_room),
                next_in_track=_next(one, session.tracks, by_track),
                previous_in_track=_previous(one, session.tracks, by_track),
            ),
        )
    return cast("ById[SessionId, Relations]", found)


class _Line(NamedTuple):
    """The sessions of one room or track: by start, and by end."""

    by_start: tuple[_Timed, ...]
    starts: tuple[float, ...]
    by_end: tuple[_Timed, ...]
    ends: tuple[float, ...]


def _lines(timed: Iterable[_Timed], keys: Callable[[Session], Iterable[K]]) -> Mapping[K, _Line]:
    groups: dict[K, list[_Timed]] = {}
    for one in timed:
        for key in dict.fromkeys(keys(one.session)):
            groups.setdefault(key, []).append(one)
    lines: dict[K, _Line] = {}
    for key, group in groups.items():
        by_end = sorted(group, key=lambda one: (one.end, one.start))
        lines[key] = _Line(
            tuple(group), tuple(one.start for one in group), tuple(by_end), tuple(one.end for one in by_end)
        )
    return lines


def _next(one: _Timed, keys: Iterable[K], lines: Mapping[K, _Line]) -> dict[K, SessionId]:
    found: dict[K, SessionId] = {}
    for key in keys:
        line = lines.get(key)
        if line is None:
            continue
        for place in range(bisect_left(line.starts, one.end), len(line.by_start)):
            other = line.by_start[place].session
            if other is not one.session:
                found[key] = other.id
                break
    return found


def _previous(one: _Timed, keys: Iterable[K], lines: Mapping[K, _Line]) -> dict[K, SessionId]:
    found: dict[K, SessionId] = {}
    for key in keys:
        line = lines.get(key)
        if line is None:
            continue
        for place in range(bisect_right(line.ends, one.start) - 1, -1, -1):
            other = line.by_end[place].session
            if other is not one.session:
                found[key] = other.id
                break
    return found


class _Beside(NamedTuple):
    """What is on at the time of a session."""

    on: tuple[SessionId, ...]
    number: int
    shared: bool


class _Parallel:
    """Finds what is parallel to each session, in one pass through time.

    Args:
        event: the event.
        timed: all that has a time, in order of time.
        on: what of it takes place.
    """

    def __init__(self, event: Event, timed: list[_Timed], on: list[_Timed]) -> None:
        self._timed = timed
        self._on = on
        self._above = _above(event)
        self._starts = [one.start for one in on]
        self._apart = {id for id, number in Counter(one.session.id for one in timed).items() if number > 1}
        """The ids of what is not just what all of its time are: parts, wholes, and what others are called too."""
        self._apart.update(*self._above.values(), (id for id, above in self._above.items() if above))
        # What takes no time is never on when something begins.
        self._lasting_starts = [one.start for one in on if one.end > one.start]
        self._ends = sorted([one.end for one in on if one.end > one.start])
        self._moments = [one.start for one in on if one.end <= one.start]

    def found(self) -> dict[int, _Beside]:
        """Return what is on beside each, by the `id` of its `_Timed`."""
        related = self._related()
        running: dict[int, _Timed] = {}  # what began before, in order of time
        ending: list[tuple[float, int]] = []
        begun = 0
        found: dict[int, _Beside] = {}
        of_times: dict[tuple[float, float], tuple[_Beside, _Beside]] = {}
        for one in self._timed:
            while begun < len(self._on) and self._on[begun].start < one.start:
                other = self._on[begun]
                running[begun] = other
                heappush(ending, (other.end, begun))
                begun += 1
            while ending and ending[0][0] <= one.start:
                del running[heappop(ending)[1]]
            is_on = one.session.status not in OFF
            shared = one.session.id not in self._apart
            known = of_times.get((one.start, one.end)) if shared else None
            if known is not None:
                found[id(one)] = known[is_on]
                continue
            later = range(bisect_left(self._starts, one.start), bisect_left(self._starts, one.end))
            both = chain(running.values(), map(self._on.__getitem__, later))
            count = self._overlapping(one)
            if shared:
                first = (other.session.id for other in both if other.end > one.start and other.start < one.end)
                on = tuple(islice(first, MOST_PARALLEL + 1))  # one more, since each of them may be the session itself
                # What takes no time overlaps nothing of its time, not even itself.
                itself = one.end > one.start
                of_times[one.start, one.end] = (_Beside(on, count, True), _Beside(on, count - itself, True))
                found[id(one)] = of_times[one.start, one.end][is_on]
            else:
                first = (other.session.id for other in both if self._is_beside(one, other))
                count -= related.get(id(one), 0) + (is_on and one.end > one.start)
                found[id(one)] = _Beside(tuple(islice(first, MOST_PARALLEL)), count, False)
        return found

    def _is_beside(self, one: _Timed, other: _Timed) -> bool:
        return (
            _overlap(one, other)
            and other.session.id not in self._above[one.session.id]
            and one.session.id not in self._above[other.session.id]
        )

    def _overlapping(self, one: _Timed) -> int:
        """Return how many of what is on overlap something: running when it begins, or begun in it, as it is itself."""
        running = bisect_left(self._lasting_starts, one.start) - bisect_right(self._ends, one.start)
        if one.end <= one.start:
            return running
        moments = bisect_right(self._moments, one.start) - bisect_left(self._moments, one.start)
        begin = bisect_left(self._starts, one.end) - bisect_left(self._starts, one.start) - moments
        return running + begin

    def _related(self) -> dict[int, int]:
        """Return of each how many that overlap it stand above or below it."""
        by_id: dict[SessionId, list[_Timed]] = {}
        for one in self._timed:
            by_id.setdefault(one.session.id, []).append(one)
        pairs: dict[tuple[int, int], None] = {}
        for one in self._timed:
            for above in self._above[one.session.id]:
                for other in by_id.get(above, ()):
                    if _overlap(one, other):
                        pairs[id(one), id(other)] = pairs[id(other), id(one)] = None
        on = {id(one) for one in self._on}
        counts: dict[int, int] = {}
        for one_id, other_id in pairs:
            if other_id in on:
                counts[one_id] = counts.get(one_id, 0) + 1
        return counts


def _overlap(one: _Timed, other: _Timed) -> bool:
    return other.session is not one.session and other.end > one.start and other.start < one.end


def _above(event: Event) -> Mapping[SessionId, frozenset[SessionId]]:
    """Return the ids of all that each session is a part of."""
    by_id = event.index.sessions
    found: dict[SessionId, frozenset[SessionId]] = {}
    nothing: frozenset[SessionId] = frozenset()
    for id, session in by_id.items():
        parent = session.parent
        if parent is None:
            found[id] = nothing
            continue
        line: dict[SessionId, None] = {}
        while parent is not None and parent not in line and parent in by_id and len(line) < 64:
            line[parent] = None
            parent = by_id[parent].parent
        found[id] = frozenset(line)
    return found
