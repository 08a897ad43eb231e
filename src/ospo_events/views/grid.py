"""A day as a table: rooms side by side, time downwards.

A session for everybody (in no room or in all of them, with nothing parallel) goes across all columns. Sessions that
overlap in one room are put into lanes of its column, so that the clash is visible and nothing is hidden. A block whose
parts have their own rooms is a banner above them. Open ends reach down to the end of the day. All-day sessions are
above the table.
"""

from __future__ import annotations

import datetime as dt
import heapq
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

import attrs

from .._repr import shown
from ..model.ids import RoomId
from ..model.session import Session, Slot
from .outline import Item, OutlineDay

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = ["Cell", "Column", "Grid", "Row", "make_grid"]


@attrs.frozen
class Column:
    """A room, as wide as the most sessions that are in it at once."""

    room: RoomId | None
    """The room; None: for sessions without a room."""
    lanes: int
    """How many columns of the table it takes."""

    __repr__ = shown


@attrs.frozen
class Cell:
    """A cell of the table."""

    item: Item | None
    """The session in it; None: the cell is empty."""
    rows: int
    """How many rows it takes."""
    columns: int
    """How many columns it takes."""
    banner: bool = False
    """Whether it is the heading of the parts below it."""

    __repr__ = shown


@attrs.frozen
class Row:
    """A row of the table."""

    start: dt.datetime
    """When it begins."""
    cells: tuple[Cell, ...]
    """The cells that begin in it, from the first column on."""
    banner: bool = False
    """Whether it only holds a heading."""
    beside: tuple[Item, ...] = ()
    """Headings without a free column, to be printed beside the time."""

    __repr__ = shown


@attrs.frozen
class Grid:
    """A day as a table."""

    columns: tuple[Column, ...]
    """The rooms in the order of the event, then unknown ones, then the column without a room."""
    rows: tuple[Row, ...]
    """The rows in order of time."""
    all_day: tuple[Item, ...] = ()
    """All-day sessions, for above the table: they have no place among the times."""

    __repr__ = shown

    @property
    def items(self) -> tuple[Item, ...]:
        """The sessions in the table and above it: every session of the day at least once."""
        cells = (
            item for row in self.rows for item in (*row.beside, *(cell.item for cell in row.cells)) if item is not None
        )
        return (*self.all_day, *cells)


@attrs.define
class _Placed:
    item: Item
    slot: Slot
    rooms: tuple[RoomId, ...]
    banner: bool
    start: float
    """The instant it begins."""
    end: float | None
    """The instant it ends; None: open."""
    first: int = 0
    last: int = 0


def _place(event: Event, item: Item, whole: Slot, found: list[_Placed], all_day: list[Item]) -> Item:
    """Add the parts with their own rooms, or all-day slots, to `found`; return the item with the others."""
    inside: list[Item] = []
    rooms = set(whole.rooms)
    for part in item.parts:
        slot = part.session.slot
        if slot is not None and ((slot.rooms and set(slot.rooms) != rooms) or slot.all_day != whole.all_day):
            _add(event, part, slot, found, all_day)
        else:
            inside.append(_place(event, part, whole, found, all_day))
    return (
        item
        if len(inside) == len(item.parts) and all(a is b for a, b in zip(inside, item.parts, strict=True))
        else Item(item.session, tuple(inside))
    )


def _add(event: Event, item: Item, slot: Slot, found: list[_Placed], all_day: list[Item]) -> None:
    parts: list[_Placed] = []
    rest = _place(event, item, slot, parts, all_day)
    if slot.all_day:
        all_day.append(rest)
        found.extend(parts)
        return
    rooms = set(slot.rooms)
    banner = bool(parts) and (not rooms or any(not rooms.isdisjoint(part.rooms) for part in parts))
    start, end = event.index.instants(item.session)
    found.append(_Placed(rest, slot, slot.rooms, banner, start, None if slot.end is None else end))
    found.extend(parts)


class _Table:
    """The rows: one for each interval between two moments at which a session begins or ends."""

    def __init__(self, placed: list[_Placed]) -> None:
        moments: dict[float, dt.datetime] = {}
        for one in placed:
            moments.setdefault(one.start, one.slot.start)
            if one.end is not None and one.slot.end is not None:
                moments.setdefault(one.end, one.slot.end)
        bounds = sorted(moments)
        number = {bound: place for place, bound in enumerate(bounds)}
        banners = [0] * len(bounds)
        for one in placed:
            if one.banner:
                banners[number[one.start]] += 1
        self.starts: list[dt.datetime] = []
        self.banner_rows: list[bool] = []
        begins: list[int] = []
        for place, bound in enumerate(bounds):
            begins.append(len(self.starts))
            self.starts += [moments[bound]] * (banners[place] + 1)
            self.banner_rows += [True] * banners[place] + [False]
        used = 0
        taken = list(begins)
        for one in placed:
            start = number[one.start]
            if one.banner:
                one.first, one.last = taken[start], taken[start] + 1
                taken[start] += 1
            else:
                one.first = begins[start] + banners[start]
                end = len(self.starts) if one.end is None else begins[number[one.end]]
                one.last = max(end, one.first + 1)
            used = max(used, one.last)
        del self.starts[used:], self.banner_rows[used:]  # no row begins at the last end


def _across(placed: list[_Placed], rows: int, rooms: set[RoomId]) -> set[int]:
    """Return the sessions that are for everybody: in no room or in all, with nothing parallel."""
    beside = [0] * (rows + 1)
    for one in placed:
        if not one.banner:
            beside[one.first] += 1
            beside[one.last] -= 1
    crowded = [0] * (rows + 1)
    running = 0
    for row in range(rows):
        running += beside[row]
        crowded[row + 1] = crowded[row] + (running > 1)
    return {
        number
        for number, one in enumerate(placed)
        if not one.banner
        and (not one.rooms or (len(rooms) > 1 and rooms.issubset(one.rooms)))
        and crowded[one.last] == crowded[one.first]
    }


def _lanes(intervals: list[tuple[int, int, Item]]) -> list[list[tuple[int, int, Item]]]:
    """Return the intervals in as few lanes as can hold them without overlap."""
    lanes: list[list[tuple[int, int, Item]]] = []
    free: list[tuple[int, int]] = []
    for interval in sorted(intervals, key=lambda one: one[:2]):
        if free and free[0][0] <= interval[0]:
            lane = heapq.heappop(free)[1]
        else:
            lane = len(lanes)
            lanes.append([])
        lanes[lane].append(interval)
        heapq.heappush(free, (interval[1], lane))
    return lanes


def _columns(
    event: Event, placed: list[_Placed], across: set[int]
) -> tuple[list[Column], list[list[tuple[int, int, Item]]]]:
    order: dict[RoomId | None, list[tuple[int, int, Item]]] = {room.id: [] for room in event.rooms}
    roomless: list[tuple[int, int, Item]] = []
    for number, one in enumerate(placed):
        if one.banner:
            continue
        for room in dict.fromkeys(one.rooms):
            intervals = order.setdefault(room, [])
            if number not in across:
                intervals.append((one.first, one.last, one.item))
        if not one.rooms and number not in across:
            roomless.append((one.first, one.last, one.item))
    room_ids = {room for one in placed for room in one.rooms if not one.banner}
    used: dict[RoomId | None, list[tuple[int, int, Item]]] = {
        room: intervals for room, intervals in order.items() if intervals or room in room_ids
    }
    if roomless or not used:
        used[None] = roomless
    columns: list[Column] = []
    lanes: list[list[tuple[int, int, Item]]] = []
    for column, intervals in used.items():
        own = _lanes(intervals) or [[]]
        columns.append(Column(column, len(own)))
        lanes += own
    return columns, lanes


def _free_run(lanes: Sequence[list[tuple[int, int, Item]]], row: int) -> tuple[int, int] | None:
    """Return the longest run of empty lanes in `row`, as first lane and number."""
    best: tuple[int, int] | None = None
    start = 0
    for lane in range(len(lanes) + 1):
        busy = True
        if lane < len(lanes):
            before = bisect_right(lanes[lane], row, key=lambda one: one[0])
            busy = before > 0 and lanes[lane][before - 1][1] > row
        if busy:
            if lane > start and (best is None or lane - start > best[1]):
                best = (start, lane - start)
            start = lane + 1
    return best


class _Cells:
    """The cells, by the row they begin in; empty cells are added at the end."""

    def __init__(self, rows: int, lanes: list[list[tuple[int, int, Item]]]) -> None:
        self._lanes = lanes
        self._cells: list[dict[int, Cell]] = [{} for _ in range(rows)]
        self._taken = [[(first, last) for first, last, _ in lane] for lane in lanes]
        self.beside: dict[int, list[Item]] = {}
        before: dict[int, int] = {}
        for number, lane in enumerate(lanes):
            here: dict[int, int] = {}
            for first, last, item in lane:
                # A session in adjacent rooms is one cell, which grows from lane to lane.
                begin = here[id(item)] = before.get(id(item), number)
                self._cells[first][begin] = Cell(item, last - first, number - begin + 1)
            before = here

    def across(self, one: _Placed) -> None:
        self._put(one, 0, len(self._lanes), banner=False)

    def banner(self, one: _Placed) -> None:
        run = _free_run(self._lanes, one.first)
        if run is None:
            self.beside.setdefault(one.first, []).append(one.item)
        else:
            self._put(one, *run, banner=True)

    def _put(self, one: _Placed, lane: int, lanes: int, *, banner: bool) -> None:
        self._cells[one.first][lane] = Cell(one.item, one.last - one.first, lanes, banner)
        for number in range(lane, lane + lanes):
            self._taken[number].append((one.first, one.last))

    def filled(self) -> list[tuple[Cell, ...]]:
        rows = len(self._cells)
        for lane, spans in enumerate(self._taken):
            until = 0
            for first, last in [*sorted(spans), (rows, rows)]:
                if first > until:
                    self._cells[until][lane] = Cell(None, first - until, 1)
                until = max(until, last)
        return [tuple(line[lane] for lane in sorted(line)) for line in self._cells]


def make_grid(event: Event, day: OutlineDay) -> Grid:
    """Return a day of the outline as a table."""
    placed: list[_Placed] = []
    all_day: list[Item] = []
    for item in day.items:
        assert item.session.slot is not None, "an item at the top of a day has a slot"
        _add(event, item, item.session.slot, placed, all_day)
    placed.sort(key=attrgetter("start"))
    table = _Table(placed)
    rooms = {room for one in placed if not one.banner for room in one.rooms}
    across = _across(placed, len(table.starts), rooms)
    columns, lanes = _columns(event, placed, across)
    cells = _Cells(len(table.starts), lanes)
    for number, one in enumerate(placed):
        if number in across:
            cells.across(one)
    for one in placed:
        if one.banner:
            cells.banner(one)
    lines = zip(table.starts, table.banner_rows, cells.filled(), strict=True)
    return Grid(
        tuple(columns),
        tuple(
            Row(start, line, banner, tuple(cells.beside.get(number, ())))
            for number, (start, banner, line) in enumerate(lines)
        ),
        tuple(all_day),
    )


def sessions_of(grid: Grid) -> tuple[Session, ...]:
    """Return the sessions in the table, each as often as it appears there."""
    return tuple(session for item in grid.items for session in item.everything)
