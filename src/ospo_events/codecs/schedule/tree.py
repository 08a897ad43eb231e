"""The schedule tree: days, their rooms, the entries in them; made once from the agenda view.

The pivot of the c3voc family: schedule.xml, schedule.json and schedule2 are spellings of it. Every
session with a slot is in exactly one day, once for each of its rooms (and, where it is longer than
the format can say, once for each part); see docs/explanation/what-each-format-cannot-say.md.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator

import attrs

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Diagnostic, Path, Report, Severity
from ...model import Event, Organization, Person, Room, Session, Status, Track, instant, thing_uid
from ...model.agent import Participant
from ...model.time import programme_date
from ...views.agenda import day_bound
from .ids import Names, acronym_for, as_guid, derived_guid, positive_int, slug_for, to_guid, unused_int, uuid5

__all__ = [
    "EXTRA",
    "LISTED",
    "NO_DAY",
    "PREFIXES",
    "STAND_IN",
    "UNLISTED_ROLES",
    "Entry",
    "ScheduleTree",
    "TreeDay",
    "TreePerson",
    "TreeRoom",
    "foreign",
    "make_tree",
    "stamp",
]

EXTRA = "x-schedule"
"""The key of `extra` under which the family keeps what the model has no place for."""

PREFIXES = {Status.CANCELLED: "Cancelled: ", Status.POSTPONED: "Postponed: "}
"""What a title begins with where there is no other way to say that the session does not happen."""

UNLISTED_ROLES = frozenset({"sponsor", "partner", "funder", "contact"})
"""Roles that are not named among the persons of a session: apps show those as its speakers."""

LISTED = 1439
"""The longest entry in minutes: Giggity refuses a file in which a duration is 24:00 or more."""

STAND_IN = uuid5("the room that stands in for sessions without one")
"""The UUID of the room of sessions that have none: a reader makes them sessions without a room again."""

NO_DAY = dt.date(2000, 1, 1)
"""The day of an event that has none, since the schemas ask for one."""

_LONGEST = dt.timedelta(days=400)
_is_slug = re.compile("[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]").fullmatch
_NOTHING: FrozenMap[str, JsonValue] = FrozenMap()


@attrs.frozen(kw_only=True)
class TreeRoom:
    """A room as the family names it."""

    name: str
    """What the sign on the door says."""
    guid: str
    """Its UUID."""
    room: Room | None
    """The room; None: the stand-in for sessions without one, or one that the event does not list."""


@attrs.frozen
class TreePerson:
    """Somebody named with a session."""

    name: str
    """The name to print, without `;`."""
    id: int
    """A positive integer."""
    guid: str
    """Their UUID."""
    participant: Participant
    """Their part in it."""
    agent: Person | Organization | None
    """Who it is; None: the event does not list them."""


@attrs.frozen
class Entry:
    """One `event` of the family: a session, or a part of one, in one room."""

    session: Session
    """The session."""
    number: int
    """Its place in `event.sessions`."""
    day: dt.date
    """The programme day."""
    room: TreeRoom
    """The room."""
    start: dt.datetime
    """When it begins."""
    minutes: int
    """How long it takes; 0: nobody says."""
    guid: str
    """Its UUID."""
    id: int
    """A positive integer."""
    slug: str
    """Its slug."""
    title: str
    """Its title; begins with `Cancelled: ` where it is."""
    persons: tuple[TreePerson, ...]
    """Who is named with it."""
    first: bool = True
    """Whether it is the first entry of its session: what must be unique in a file stands only there."""


@attrs.frozen(kw_only=True)
class TreeDay:
    """A programme day."""

    index: int
    """From 1, without a gap."""
    date: dt.date
    """The date on which it begins."""
    start: dt.datetime
    """The day change that begins it."""
    end: dt.datetime
    """The day change that ends it."""
    rooms: tuple[tuple[TreeRoom, tuple[Entry, ...]], ...]
    """The rooms in which something is on, in the order of the event, each with its entries in order of time."""


@attrs.frozen(kw_only=True)
class ScheduleTree:
    """A programme as the family tells it."""

    event: Event
    """The event, without what is private."""
    acronym: str
    """What both schemas accept as the acronym."""
    days: tuple[TreeDay, ...]
    """At least one day."""
    rooms: tuple[TreeRoom, ...]
    """Every room, in order, the stand-in last."""
    report: Report
    """What was changed to fit; errors where the tree must not be written."""

    def entries(self) -> Iterator[Entry]:
        """Yield every entry by day, room and time."""
        for day in self.days:
            for _, entries in day.rooms:
                yield from entries


def foreign(thing: Session | Room | Track | Person | Organization | Event) -> FrozenMap[str, JsonValue]:
    """Return what a reader of the family kept in `extra` of something."""
    extra = thing.extra
    kept = extra.get(EXTRA) if extra else None
    return kept if isinstance(kept, FrozenMap) else _NOTHING


def stamp(moment: dt.datetime) -> str:
    """Return RFC 3339 text to the second, with an offset that has no seconds."""
    text = moment.isoformat("T", "seconds")
    # Monrovia was 44 minutes and 30 seconds west of Greenwich until 1972: neither schema has seconds there.
    return text if len(text) == 25 else moment.astimezone(dt.UTC).isoformat("T", "seconds")


def _kept_ids(things: Iterable[Session | Person | Organization]) -> set[int]:
    kept = (positive_int(foreign(thing).get("id")) for thing in things if thing.extra)
    return {number for number in kept if number is not None}


def make_tree(event: Event, *, room_name: str = "Everywhere") -> ScheduleTree:
    """Return the schedule tree of an event that holds nothing private.

    Args:
        event: the event.
        room_name: the name of the room that stands in for sessions without one.
    """
    return _Builder(event, room_name).tree()


class _Builder:
    def __init__(self, event: Event, room_name: str) -> None:
        self.event = event
        self.found: list[Diagnostic] = []
        self.numbers = {id(session): number for number, session in enumerate(event.sessions)}
        self.rooms = self._rooms(room_name)
        self.acronym = self._acronym()
        self.guids: set[str] = set()
        self.placed: dict[dt.date, dict[str, list[Entry]]] = {}
        self.slug_prefix = self.acronym.replace("-", "_")
        self.agents = event.index.agents
        # Ids of other systems are kept before any is made.
        self.taken_ids = _kept_ids(event.sessions)
        self.used_ids: set[int] = set()
        self.slugs = Names()
        self.taken_person_ids = _kept_ids(self.agents.values())
        self.used_person_ids: set[int] = set()
        self.person_guids: set[str] = set()
        self.people: dict[tuple[str, str | None], tuple[str, int, str]] = {}
        self.identities: dict[str, tuple[int, str]] = {}

    def note(self, code: str, path: Path, message: str, severity: Severity = Severity.INFO, help: str = "") -> None:
        self.found.append(Diagnostic(code=code, path=path, message=message, severity=severity, help=help or None))

    def tree(self) -> ScheduleTree:
        agenda = self.event.agenda
        for day in agenda.days:
            self.placed.setdefault(day.date, {})
            for slot in day.slots:
                for session in slot.sessions:
                    self._place(session, day.date)
        days = tuple(self._day(index, date) for index, date in enumerate(sorted(self.placed), 1)) or (self._no_day(),)
        told = {id(entry.session) for day in days for _, entries in day.rooms for entry in entries}
        for number, session in enumerate(self.event.sessions):
            if session.slot is None:
                self.note("not-carried", ("sessions", number), "there is no place for a session that has no slot yet")
            elif id(session) not in told and not any(item.severity is Severity.ERROR for item in self.found):
                self.note("session-lost", ("sessions", number), "expected every session with a slot to be in a day, got"
                          f" none for {session.id!r}", Severity.ERROR)  # fmt: skip
        return ScheduleTree(
            event=self.event,
            acronym=self.acronym,
            days=days,
            rooms=tuple(self.rooms.values()),
            report=Report(tuple(self.found)),
        )

    def _acronym(self) -> str:
        wanted = self.event.acronym
        if wanted is None:
            return acronym_for(self.event.id)
        if len(wanted) >= 4 and wanted.isascii() and wanted.replace("_", "a").replace("-", "a").isalnum():
            return wanted.lower()
        return acronym_for(wanted)

    def _rooms(self, room_name: str) -> dict[str, TreeRoom]:
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
        # No room has the empty id.
        rooms[""] = TreeRoom(name=room_name, guid=STAND_IN, room=None)
        return rooms

    def _room(self, id: str, number: int) -> TreeRoom:
        room = self.rooms.get(id)
        if room is None:
            room = TreeRoom(name=id, guid=thing_uid(self.event, "room", id), room=None)
            stand_in = self.rooms.pop("")
            self.rooms[id] = room
            self.rooms[""] = stand_in
            self.note("unknown-room", ("sessions", number, "slot", "rooms"),
                      f"expected the id of a room, got {id!r}: it is named so", Severity.WARNING)  # fmt: skip
        return room

    def _no_day(self) -> TreeDay:
        date = NO_DAY
        self.note("day-invented", ("days",), "expected at least one day, got none: the schemas ask for one, so"
                  f" {date.isoformat()} is written, with nothing in it", Severity.WARNING)  # fmt: skip
        end = day_bound(self.event, date + dt.timedelta(days=1))
        return TreeDay(index=1, date=date, start=day_bound(self.event, date), end=end, rooms=())

    def _day(self, index: int, date: dt.date) -> TreeDay:
        by_room = self.placed[date]
        # The rooms in which something is on, in the order the event gives them: apps show them in this order.
        order = [id for id in self.rooms if id in by_room]
        return TreeDay(
            index=index,
            date=date,
            start=day_bound(self.event, date),
            end=day_bound(self.event, date + dt.timedelta(days=1)),
            rooms=tuple((self.rooms[id], tuple(by_room[id])) for id in order),
        )

    def _place(self, session: Session, date: dt.date) -> None:
        number = self.numbers[id(session)]
        pieces = self._pieces(session, number)
        guid = self._guid(session, number)
        persons = self._persons(session, number) if session.participants else ()
        prefix = PREFIXES.get(session.status)
        title = prefix + session.title if prefix and not session.title.startswith(prefix) else session.title
        slot = session.slot
        assert slot is not None, "a day holds scheduled sessions only"
        first = True
        for place in dict.fromkeys(slot.rooms) or ("",):
            room = self._room(place, number)
            entry_guid = guid if place in ("", slot.rooms[0] if slot.rooms else "") else derived_guid(guid, room.guid)
            for part, (start, minutes) in enumerate(pieces, 1):
                one = entry_guid if part == 1 else derived_guid(entry_guid, f"part/{part}")
                on = date if part == 1 else programme_date(start, self.event.day_change)
                self.placed.setdefault(on, {}).setdefault(place, []).append(
                    Entry(
                        session,
                        number,
                        on,
                        room,
                        start,
                        minutes,
                        one,
                        self._id(session, number, one, first),
                        self._slug(session, first),
                        title,
                        persons,
                        first,
                    )
                )
                first = False

    def _pieces(self, session: Session, number: int) -> list[tuple[dt.datetime, int]]:
        slot = session.slot
        assert slot is not None, "a day holds scheduled sessions only"
        start, end = slot.start, slot.end
        if end is None:
            return [(start, 0)]
        seconds = instant(end) - instant(start)
        minutes = int(seconds // 60)
        if 0 < minutes <= LISTED and not (start.second or start.microsecond or seconds % 60):
            return [(start, minutes)]
        if start.second or start.microsecond or seconds % 60:
            self.note("time-rounded", ("sessions", number, "slot"), "there is no place for less than a minute:"
                      f" {start.isoformat()} to {end.isoformat()} is cut to minutes")  # fmt: skip
        if not seconds:
            self.note("zero-length-opened", ("sessions", number, "slot", "end"), "a session that ends when it begins"
                      " is told like one with an open end: with the duration 00:00")  # fmt: skip
        if minutes <= LISTED:
            return [(start, minutes)]
        if seconds > _LONGEST.total_seconds():
            self.note("session-too-long", ("sessions", number, "slot"), "expected a session of at most"
                      f" {_LONGEST.days} days, got {start.date()} to {end.date()}", Severity.ERROR)  # fmt: skip
            return [(start, LISTED)]
        pieces = _split(self.event, start, minutes)
        self.note("session-split", ("sessions", number, "slot"), f"a session of {minutes // 60} hours and"
                  f" {minutes % 60} minutes is told in {len(pieces)} parts, the longest an entry can be is"
                  " 23:59")  # fmt: skip
        return pieces

    def _guid(self, session: Session, number: int) -> str:
        published = session.uid
        guid = as_guid(published) if published else None
        if guid is None:
            guid = uuid5(published or f"{self.event.id}/{session.id}")
            if published:
                self.note("guid-replaced", ("sessions", number, "uid"), f"expected a UUID, got {published[:80]!r}:"
                          f" {guid} is made from it")  # fmt: skip
        if guid in self.guids:
            replaced = uuid5(f"{self.event.id}/{session.id}/{guid}")
            while replaced in self.guids:
                replaced = uuid5(replaced)
            self.note("guid-replaced", ("sessions", number, "uid"), f"expected a UID of its own, got {guid} a second"
                      f" time: {replaced} is made from it", Severity.WARNING)  # fmt: skip
            guid = replaced
        self.guids.add(guid)
        return guid

    def _id(self, session: Session, number: int, guid: str, first: bool) -> int:
        kept = foreign(session).get("id") if session.extra and first else None
        if kept is not None:
            wanted = positive_int(kept)
            if wanted is not None and wanted not in self.used_ids:
                self.used_ids.add(wanted)
                return wanted
            self.note("id-replaced", ("sessions", number, "extra", EXTRA, "id"), "expected a positive integer of its"
                      f" own as the id, got {str(kept)[:80]!r}: another is made from the UID")  # fmt: skip
        made = unused_int(guid, self.taken_ids)
        self.taken_ids.add(made)
        return made

    def _slug(self, session: Session, first: bool) -> str:
        kept = foreign(session).get("slug") if session.extra and first else None
        slug = kept if isinstance(kept, str) and _is_slug(kept) else slug_for(self.slug_prefix, session.id)
        return self.slugs.take(slug)

    def _persons(self, session: Session, number: int) -> tuple[TreePerson, ...]:
        listed: list[TreePerson] = []
        participants = session.participants
        if [item for item in participants if item.order is not None]:
            last = len(participants) + 1
            participants = tuple(sorted(participants, key=lambda item: last if item.order is None else item.order))
        for participant in participants:
            if participant.role in UNLISTED_ROLES:
                place = session.participants.index(participant)
                self.note("not-carried", ("sessions", number, "participants", place), f"a {participant.role} is not"
                          " named among the persons: apps show those as speakers")  # fmt: skip
                continue
            agent = self.agents.get(participant.agent)
            key = (participant.agent, participant.credited_as)
            name, id, guid = self.people.get(key) or self._person(participant, agent, number)
            listed.append(TreePerson(name, id, guid, participant, agent))
        return tuple(listed)

    def _person(
        self, participant: Participant, agent: Person | Organization | None, number: int
    ) -> tuple[str, int, str]:
        name = participant.credited_as or (agent.name if agent else participant.agent)
        path: Path = ("sessions", number, "participants")
        if agent is None:
            self.note("unknown-agent", path, f"expected the id of a person or an organization of the event, got"
                      f" {participant.agent!r}: they are named so", Severity.WARNING)  # fmt: skip
        if ";" in name:
            self.note("name-changed", path, f"{name!r} is written with ',' for ';': apps take ';' for the end of a"
                      " name")  # fmt: skip
            name = name.replace(";", ",")
        known = self.identities.get(participant.agent)
        if known is None:
            kept = positive_int(foreign(agent).get("id")) if agent and agent.extra else None
            published = agent.uid if agent else None
            made = uuid5(f"{self.event.id}/agent/{participant.agent}")  # what `thing_uid` gives, in a third of the time
            guid = to_guid(published) if published else made
            if guid in self.person_guids:
                guid = made
            self.person_guids.add(guid)
            if kept is None or kept in self.used_person_ids:
                kept = unused_int(guid, self.taken_person_ids)
                self.taken_person_ids.add(kept)
            self.used_person_ids.add(kept)
            known = self.identities[participant.agent] = (kept, guid)
        self.people[participant.agent, participant.credited_as] = told = (name, *known)
        return told


def _split(event: Event, start: dt.datetime, minutes: int) -> list[tuple[dt.datetime, int]]:
    """Return the parts of a long session: cut at every day change, and in the middle where a part is still too long."""
    zone = event.timezone
    now = start.astimezone(dt.UTC)
    end = now + dt.timedelta(minutes=minutes)
    cuts = [now]
    date = start.date()
    while cuts[-1] < end:
        date += dt.timedelta(days=1)
        bound = dt.datetime.combine(date, event.day_change, tzinfo=zone).astimezone(dt.UTC)
        # The zone may repeat the hour of the day change; parts are whole minutes from the start.
        bound -= (bound - now) % dt.timedelta(minutes=1)
        if bound <= cuts[-1]:
            continue
        bound = min(bound, end)
        if bound - cuts[-1] > dt.timedelta(minutes=LISTED):
            cuts.append(cuts[-1] + dt.timedelta(minutes=(bound - cuts[-1]) // dt.timedelta(minutes=2)))
        cuts.append(bound)
    return [
        (begin.astimezone(zone), (finish - begin) // dt.timedelta(minutes=1))
        for begin, finish in itertools.pairwise(cuts)
    ]
