"""The layout of a programme: puts each session into its day and rooms, from the agenda to the schedule tree."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import math
from collections.abc import Iterator

from ...diagnostics import Findings, Path, Severity
from ...model import Event, Session, Slot, instant, thing_uid
from ...model.agenda import day_bound
from ...model.status import AttendanceMode
from ...model.time import keeps_offset, programme_date
from ..plainer import with_venues_as_rooms, without_all_day
from ._assign_ids import AssignedIds
from ._identifiers import acronym_for, derived_guid, to_guid
from ._tree import FIRST_ONLINE, LISTED, PREFIXES, Entry, ScheduleTree, TreeDay, TreeRoom, stand_in

__all__ = ["ScheduleLayout", "acronym_of", "make_tree"]

_LONGEST = dt.timedelta(days=400)
_NOTHING = dt.timedelta()
_MINUTE = dt.timedelta(minutes=1)
_NEARLY_LISTED = dt.timedelta(minutes=LISTED - 180)
"""A session shorter than this is one entry, whatever the clocks of the zone do."""


def make_tree(layout: ScheduleLayout) -> ScheduleTree:
    """Return the schedule tree of a layout that is possible."""
    days = tuple(layout.days())
    return ScheduleTree(
        event=layout.event,
        acronym=layout.acronym,
        grid=layout.grid,
        days=days,
        rooms=tuple(layout.rooms.values()),
        organizers=layout.identities.organizers(),
    )


def plainer(event: Event, findings: Findings | None = None) -> Event:
    """Return the event as these formats can express it: parts have times, nothing is all-day, all are in rooms."""
    timed = without_all_day(event.index.resolved, format="a schedule", findings=findings)
    return with_venues_as_rooms(timed, format="a schedule", findings=findings)


class ScheduleLayout:
    """Puts the sessions of an event into days and rooms; holds one day at a time.

    Args:
        event: the event, which holds nothing private.
        room_name: the name of the room that stands in for sessions without one.
        findings: takes what is changed to fit; None: nobody looks. Every error is in it before the first day is made.
    """

    def __init__(self, event: Event, room_name: str = "Everywhere", findings: Findings | None = None) -> None:
        self.event = event
        self.findings = Findings() if findings is None else findings
        self.possible = True
        """Whether there is a tree: no error was found."""
        self.acronym = acronym_of(event)
        elsewhere, online = self._stand_ins(is_online=False), self._stand_ins(is_online=True)
        self.stand_ins = {**_ids(elsewhere, " ", 1), **_ids(online, "\t", 0)}
        """The id of the stand-in for each session without a room, by its index in `event.sessions`."""
        count, count_online = max(elsewhere.values(), default=0), max(online.values(), default=0)
        self._names = [_numbered(room_name, number) for number in range(1, max(count, not count_online) + 1)]
        """The names of the stand-ins; one exists even if it is empty."""
        self._names_online = [_numbered("Online", number) for number in range(1, count_online + 1)]
        self.rooms = self._rooms()
        used = {id for session in event.sessions if session.slot for id in session.slot.rooms}
        self.unused = {room.id for room in event.rooms}.difference(used)
        """The rooms without sessions."""
        self.numbers = {id(session): number for number, session in enumerate(event.sessions)}
        self.identities = AssignedIds(event, self.acronym, self.note)
        self.split: dict[int, list[tuple[dt.datetime, int]]] = {}
        """The parts of sessions that are too long for one entry, by their index in `event.sessions`."""
        self.grid = self._survey()
        dates = {day.date for day in event.agenda.days}
        dates.update(self._date(start) for parts in self.split.values() for start, _ in parts)
        self.dates = sorted(dates)
        self.placed: dict[dt.date, dict[str, list[Entry]]] = {}

    def note(self, code: str, path: Path, message: str, severity: Severity = Severity.INFO, help: str = "") -> None:
        """Add a finding about a change; an error makes the layout impossible."""
        self.possible &= severity is not Severity.ERROR
        self.findings.add(code, message, path, severity=severity, help=help or None)

    def _date(self, start: dt.datetime) -> dt.date:
        return programme_date(start, self.event.day_change)

    def days(self) -> Iterator[TreeDay]:
        """Yield the days in order; report an event without days."""
        agenda = {day.date: day for day in self.event.agenda.days}
        if not self.dates:
            self.note(
                "day-missing",
                ("days",),
                "expected at least one day, got none: the schemas ask for one, and none is invented",
                Severity.WARNING,
            )
        for index, date in enumerate(self.dates, 1):
            if day := agenda.get(date):
                for slot in day.slots:
                    for session in slot.sessions:
                        self._place(session, date)
            yield self._day(index, date)
        assert not self.placed, "every part of a session is of a day that was foreseen"

    def _survey(self) -> int:
        """Find sessions that cannot be written, and those to write in parts; return the grid in minutes."""
        in_days = {id(item) for day in self.event.agenda.days for slot in day.slots for item in slot.sessions}
        minutes = 0
        for number, session in enumerate(self.event.sessions):
            slot = session.slot
            if slot is None:
                self.note(
                    "unscheduled-left-out", ("sessions", number), "there is no place for a session that has no slot yet"
                )
                continue
            if id(session) not in in_days:  # pragma: no cover # the agenda loses none; else nothing is written
                self.note(
                    "session-lost",
                    ("sessions", number),
                    f"expected every session with a slot to be in a day, got none for {session.id!r}",
                    Severity.ERROR,
                )
            length = _NOTHING if slot.end is None else slot.end - slot.start
            if length > _NEARLY_LISTED:
                self.split[number] = self._pieces(slot, number)
                for start, part in self.split[number]:
                    minutes = math.gcd(minutes, start.minute, part)
            elif not 0 < minutes < 5:
                minutes = math.gcd(minutes, slot.start.minute, length // _MINUTE)
        return minutes if 5 <= minutes <= 60 else 60 if minutes == 0 or minutes > 60 else 5

    def _rooms(self) -> dict[str, TreeRoom]:
        rooms: dict[str, TreeRoom] = {}
        seen: set[str] = set()
        for room in self.event.rooms:
            if room.id in rooms:
                continue
            guid = to_guid(room.uid) if room.uid else thing_uid(self.event, "room", room.id)
            if guid in seen:
                guid = thing_uid(self.event, "room", room.id)
            seen.add(guid)
            rooms[room.id] = TreeRoom(name=room.name, guid=guid, room=room)
        rooms.update(self._rooms_that_stand_in())
        return rooms

    def _rooms_that_stand_in(self) -> dict[str, TreeRoom]:
        """Return the rooms for sessions without one, with ids that no room has: spaces and tabs."""
        rooms = {
            " " * number: TreeRoom(name=name, guid=stand_in(number + 1), room=None)
            for number, name in enumerate(self._names)
        }
        for number, name in enumerate(self._names_online, 1):
            rooms["\t" * number] = TreeRoom(name=name, guid=stand_in(FIRST_ONLINE + number), room=None)
        return rooms

    def _stand_ins(self, *, is_online: bool) -> dict[int, int]:
        """Return which stand-in room a session without a room is in, by its index in `event.sessions`.

        Those that are on at once are in different ones, since apps cut what overlaps in one room.

        Args:
            is_online: whether the sessions are those that nobody goes to, or the others.
        """
        homeless = [
            (instant(slot.start), session.id, number, instant(slot.start if slot.end is None else slot.end))
            for number, session in enumerate(self.event.sessions)
            if (slot := session.slot) is not None
            and not slot.rooms
            and (session.attendance_mode is AttendanceMode.ONLINE) is is_online
        ]
        chosen: dict[int, int] = {}
        busy: list[tuple[float, int]] = []
        free: list[int] = []
        for start, _, number, end in sorted(homeless):
            while busy and busy[0][0] <= start:
                heapq.heappush(free, heapq.heappop(busy)[1])
            chosen[number] = heapq.heappop(free) if free else len(busy) + 1
            # What has no end, or no length, is on for a minute at the least.
            heapq.heappush(busy, (max(end, start + 60), chosen[number]))
        return chosen

    def _room(self, id: str, number: int) -> TreeRoom:
        room = self.rooms.get(id)
        if room is None:
            room = TreeRoom(name=id, guid=thing_uid(self.event, "room", id), room=None)
            last = {id: self.rooms.pop(id) for id in self._rooms_that_stand_in()}
            self.rooms[id] = room
            self.rooms.update(last)
            self.note(
                "dangling-reference",
                ("sessions", number, "slot", "rooms"),
                f"expected the id of a room, got {id!r}: it is named so",
                Severity.WARNING,
            )
        return room

    def _day(self, index: int, date: dt.date) -> TreeDay:
        by_room = self.placed.pop(date, {})
        # The rooms in which something is on, in the order the event gives them: apps show them in this order.
        # Rooms in which nothing is on at all have no other place than a day.
        order = [id for id in self.rooms if id in by_room or (index == 1 and id in self.unused)]
        return TreeDay(
            index=index,
            date=date,
            start=day_bound(self.event, date),
            end=day_bound(self.event, date + dt.timedelta(days=1)),
            rooms=tuple((self.rooms[id], tuple(by_room.get(id, ()))) for id in order),
        )

    def _place(self, session: Session, date: dt.date) -> None:
        number, identities = self.numbers[id(session)], self.identities
        guid = identities.guid(session, number)
        persons = identities.persons(session, number) if session.participants else ()
        prefix = PREFIXES.get(session.status)
        title = prefix + session.title if prefix and not session.title.startswith(prefix) else session.title
        slot = session.slot
        assert slot is not None, "a day holds scheduled sessions only"
        pieces = self.split.get(number) or self._pieces(slot, number)
        first = True
        rooms = slot.rooms if len(slot.rooms) == 1 else tuple(dict.fromkeys(slot.rooms)) or (self.stand_ins[number],)
        for place, room_id in enumerate(rooms):
            room = self.rooms.get(room_id) or self._room(room_id, number)
            is_first_room = place == 0
            entry_guid, number_kept, mark = guid, None, ""
            if not is_first_room:
                entry_guid, number_kept, mark = identities.further(session, room_id, guid, room.guid)
            for part, (start, minutes) in enumerate(pieces, 1):
                one = entry_guid if part == 1 else derived_guid(entry_guid, f"part/{part}")
                on = date if part == 1 else self._date(start)
                self.placed.setdefault(on, {}).setdefault(room_id, []).append(
                    Entry(
                        session,
                        number,
                        on,
                        room,
                        start,
                        minutes,
                        one,
                        identities.id(session, number, one, first) if number_kept is None else number_kept,
                        identities.slug(session, first, mark),
                        title,
                        persons,
                        first,
                        guid if mark else "",
                    )
                )
                first, number_kept = False, None

    def _pieces(self, slot: Slot, number: int) -> list[tuple[dt.datetime, int]]:
        """Return the start and the minutes of a session, or of its parts if it is too long for one entry."""
        start, end = slot.start, slot.end
        if end is None:
            return [(start, 0)]
        seconds = _seconds(start, end)
        minutes = int(seconds // 60)
        if not 0 < minutes <= LISTED or start.second or start.microsecond or seconds % 60:
            if start.second or start.microsecond or seconds % 60:
                self.note(
                    "time-rounded",
                    ("sessions", number, "slot"),
                    "there is no place for less than a minute:"
                    f" {start.isoformat()} to {end.isoformat()} is cut to minutes",
                )
            if not seconds:
                self.note(
                    "zero-length-opened",
                    ("sessions", number, "slot", "end"),
                    "a session that ends when it begins is written like one with an open end: with the duration 00:00",
                )
            if minutes > LISTED:
                return self._parts(start, end, minutes, number)
        return [(start, minutes)]

    def _parts(self, start: dt.datetime, end: dt.datetime, minutes: int, number: int) -> list[tuple[dt.datetime, int]]:
        if minutes * _MINUTE > _LONGEST:
            self.note(
                "session-too-long",
                ("sessions", number, "slot"),
                f"expected a session of at most {_LONGEST.days} days, got {start.date()} to {end.date()}",
                Severity.ERROR,
            )
            return [(start, LISTED)]
        pieces = _split(self.event, start, minutes)
        self.note(
            "session-split",
            ("sessions", number, "slot"),
            f"a session of {minutes // 60} hours and {minutes % 60} minutes is written in {len(pieces)} parts,"
            " since the longest an entry can be is 23:59",
        )
        return pieces


def _ids(numbers: dict[int, int], sign: str, first: int) -> dict[int, str]:
    """Return the id of the stand-in of each session, by their indices."""
    return {session: sign * (number - first) for session, number in numbers.items()}


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} {number}"


def _seconds(start: dt.datetime, end: dt.datetime) -> float:
    """Return the seconds that pass from start to end."""
    date = start.date()
    # Where nobody touches the clocks, what they show says it, without a look at the rules of the zone.
    if end.date() == date and end.tzinfo is start.tzinfo and keeps_offset(start.tzinfo, date):
        return (end - start).total_seconds()
    return instant(end) - instant(start)


def acronym_of(event: Event) -> str:
    """Return the acronym of the conference, from which readers make ids."""
    wanted = event.acronym
    if wanted is None:
        return acronym_for(event.id)
    if len(wanted) >= 4 and wanted.isascii() and wanted.replace("_", "a").replace("-", "a").isalnum():
        return wanted.lower()
    return acronym_for(wanted)


def _split(event: Event, start: dt.datetime, minutes: int) -> list[tuple[dt.datetime, int]]:
    """Return the parts of a long session: cut at every day change, and in the middle if a part is still too long."""
    zone = event.timezone
    now = start.astimezone(dt.UTC)
    end = now + dt.timedelta(minutes=minutes)
    cuts = [now]
    date = start.date()
    while cuts[-1] < end:
        date += dt.timedelta(days=1)
        bound = dt.datetime.combine(date, event.day_change, tzinfo=zone).astimezone(dt.UTC)
        # The zone may repeat the hour of the day change; parts are whole minutes from the start.
        bound -= (bound - now) % _MINUTE
        if bound <= cuts[-1]:
            continue
        bound = min(bound, end)
        if bound - cuts[-1] > dt.timedelta(minutes=LISTED):
            cuts.append(cuts[-1] + dt.timedelta(minutes=(bound - cuts[-1]) // dt.timedelta(minutes=2)))
        cuts.append(bound)
    return [(begin.astimezone(zone), (finish - begin) // _MINUTE) for begin, finish in itertools.pairwise(cuts)]
