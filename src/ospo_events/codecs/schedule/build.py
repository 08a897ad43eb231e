"""From what a file says to an event: places, times, identities; every repair a finding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import cast
from zoneinfo import ZoneInfo

import attrs

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Path, Severity
from ...model import Day, Event, Link, PostalAddress, Room, Session, Slot, Venue
from ...model.clock import WallClock
from ...model.ids import slugify
from ...model.time import DAY_CHANGE, AmbiguousTime, NonexistentTime, as_timezone, programme_date
from .agents import Agents
from .dialects import (
    clock_minutes,
    date_of,
    duration_minutes,
    effective_offset,
    find_day_change,
    moment_of,
    three_parts,
    zone_of_offsets,
)
from .ids import Names, as_guid, derived_guid
from .meta import with_meta
from .raw import Findings, RawDay, RawEvent, RawSchedule, kept_as_extra
from .sessions import Taken, session_of
from .tree import NO_DAY, STAND_IN

__all__ = ["build", "model_places"]

_COLOR = re.compile("#[0-9a-fA-F]{6}").fullmatch
_IN_THE_MODEL = frozenset(
    {"title", "acronym", "subtitle", "venue", "city", "start", "end", "days", "timeslot_duration", "day_change", "url",
     "base_url", "logo", "time_zone_name", "color.primary", "release", "description", "daysCount"}
)  # fmt: skip
_FIELDS = {"uid": "@guid", "kind": "type", "tracks": "track", "participants": "persons", "languages": "language"}


@attrs.define(eq=False)
class Timed:
    """An entry with its time."""

    raw: RawEvent
    start: dt.datetime | None
    end: dt.datetime | None
    rooms: list[str]


def build(
    raw: RawSchedule, found: Findings, *, zone: str | None = None, duration: str | None = None
) -> tuple[Event | None, dict[Path, Path]]:
    """Return the event of a file, and of each session where it stood.

    Args:
        raw: what the file says.
        found: takes the findings.
        zone: the IANA zone, where the file does not say.
        duration: what durations of three parts are.
    """
    builder = _Builder(raw, found, duration)
    known = builder.settle_zone(zone)
    if known is None:
        return None, {}
    return builder.event(known)


def model_places(origins: Mapping[Path, Path]) -> Callable[[Path], Path]:
    """Return what translates a path of the event into a path of the document."""

    def original(path: Path) -> Path:
        there = origins.get(path[:2])
        if there is None:
            return path
        rest = path[2:]
        if not rest:
            return there
        name = rest[0]
        if name == "slot":
            name = {"end": "duration", "rooms": "room"}.get(str(rest[1]) if len(rest) > 1 else "", "start")
        return (*there, _FIELDS.get(str(name), name))

    return original


class _Builder:
    def __init__(self, raw: RawSchedule, found: Findings, duration: str | None) -> None:
        self.raw = raw
        self.found = found
        self.three = three_parts(raw, duration)
        stated = find_day_change(raw)
        self.day_change = DAY_CHANGE if stated is None else stated
        self.moments: list[tuple[dt.datetime | None, int | None]] = []
        self.observed: set[tuple[int, int]] = set()
        for event in raw.events:
            self.moments.append(self._moment(event))
        self.rooms: dict[tuple[str | None, str], Room] = {}
        self.named_rooms: dict[str, Room] = {}
        self.room_uids: set[str] = set()
        self.room_ids = Names()
        self.guids_of_rooms: dict[str, str | None] = {}

    def _moment(self, event: RawEvent) -> tuple[dt.datetime | None, int | None]:
        """Return the moment an entry states, aware or naive, and the minutes of its `start`."""
        fields = event.fields
        text, clock = fields.get("date", ""), fields.get("start", "")
        minutes = clock_minutes(clock)
        if clock and minutes is None and (clock != ":" or not text):
            self.found.add("bad-start", (*event.path, "start"), f"expected a start like '09:30', got {clock[:60]!r}")
        moment = moment_of(text) if text else None
        if moment is not None:
            if moment.tzinfo is not None:
                self.observed.add((int(moment.timestamp() // 3600), effective_offset(moment, minutes)))
            return moment, minutes
        date = date_of(text) if text else None
        if text and date is None:
            self.found.add("bad-date", (*event.path, "date"), "expected a date and time like"
                           f" '2024-07-09T09:30:00-04:00', got {text[:60]!r}")  # fmt: skip
        if date is None and event.day is not None:
            date = date_of(event.day.date) or date_of(event.day.start)
        if date is None or minutes is None:
            return None, minutes
        time = dt.time(minutes // 60, minutes % 60)
        if not text and time < self.day_change:
            date += dt.timedelta(days=1)
        return dt.datetime.combine(date, time), minutes

    def settle_zone(self, wanted: str | None) -> ZoneInfo | None:
        """Return the zone: the one asked for, the one the file names, one that has the offsets in it."""
        name = self.raw.conference.get("time_zone_name", "")
        place: Path = ("conference", "time_zone_name")
        if wanted is not None:
            try:
                return as_timezone(wanted)
            except ValueError as error:
                self.found.add("zone-unknown", (), str(error), Severity.ERROR)
                return None
        stated: ZoneInfo | None = None
        if name:
            try:
                stated = as_timezone(name)
            except ValueError as error:
                self.found.add("zone-unknown", place, str(error))
        if stated is not None and (not self.observed or self._agrees(stated)):
            return stated
        told = zone_of_offsets(sorted(self.observed)) if self.observed else None
        if told is None:
            if stated is None:
                self.found.add("zone-unknown", (), "expected the time zone of the event, got a file that does not say",
                               Severity.ERROR, "say which: zone='Europe/Berlin', or --zone Europe/Berlin")  # fmt: skip
            return stated
        if stated is not None:
            self.found.add("zone-contradicted", place, f"the file names {name!r}, but none of its times is in it:"
                           f" {told.key!r} has them all and is taken", help="say which: zone=")  # fmt: skip
        elif told.key != "UTC":
            self.found.add("zone-from-offsets", (), f"the file names no time zone: {told.key!r} has the offsets of all"
                           " its times and is taken", help=f"say which: zone={told.key!r}")  # fmt: skip
        return told

    def _agrees(self, zone: ZoneInfo) -> bool:
        """Return whether any of the times stated is what the clocks of the zone show."""
        for hour, offset in self.observed:
            there = dt.datetime.fromtimestamp(hour * 3600, zone).utcoffset()
            if there is not None and there.total_seconds() == offset * 60:
                return True
        return False

    def event(self, zone: ZoneInfo) -> tuple[Event, dict[Path, Path]]:
        raw = self.raw
        self.zone = zone
        self.clock = WallClock(zone, self.day_change)
        for room in raw.rooms:
            self._known_room(room)
        entries = self._merged([self._timed(event, index) for index, event in enumerate(raw.events)])
        agents, taken = Agents(self.found), Taken(raw, self.found)
        for track in raw.tracks:
            taken.known_track(track)
        sessions: list[Session] = []
        origins: dict[Path, Path] = {}
        for entry in entries:
            slot = None
            if entry.start is not None:
                slot = Slot(entry.start, entry.end, rooms=tuple(dict.fromkeys(entry.rooms)))
            origins["sessions", len(sessions)] = entry.raw.path
            sessions.append(session_of(entry.raw, slot, agents, taken))
        conference = raw.conference
        acronym, title = conference.get("acronym") or None, conference.get("title") or conference.get("acronym")
        if not title:
            self.found.add("missing-title", ("conference",), "expected the title of the conference, got none:"
                           " 'Untitled' is taken")  # fmt: skip
        event = Event(
            id=slugify(acronym or title or "untitled"),
            title=title or "Untitled",
            acronym=acronym,
            timezone=zone,
            theme=conference.get("subtitle") or None,
            description=conference.get("description") or None,
            tags=tuple(raw.keywords),
            version=raw.version or conference.get("release") or None,
            url=self._url(),
            color=color if _COLOR(color := conference.get("color.primary", "")) else None,
            links=(Link(logo, "icon"),) if (logo := conference.get("logo", "")).startswith("http") else (),
            day_change=self.day_change,
            days=self._days(sessions),
            venues=self._venues(),
            rooms=tuple(self.rooms.values()),
            tracks=tuple(taken.tracks.values()),
            people=tuple(agents.people.values()),
            organizations=tuple(agents.organizations.values()),
            sessions=tuple(sessions),
            extra=self._extra(),
        )
        return with_meta(event, raw.meta, agents, self.found), origins

    def _url(self) -> str | None:
        url = self.raw.conference.get("url") or self.raw.conference.get("base_url") or ""
        return None if not url or url.rstrip("/").endswith(".invalid") else url

    def _venues(self) -> tuple[Venue, ...]:
        name, city = self.raw.conference.get("venue", ""), self.raw.conference.get("city", "")
        if not name and not city:
            return ()
        address = PostalAddress(locality=city) if city else None
        return (Venue(id=slugify(name or city), name=name or city, address=address),)

    def _extra(self) -> FrozenMap[str, JsonValue]:
        kept: dict[str, object] = {
            key: value for key, value in self.raw.conference.items() if value and key not in _IN_THE_MODEL
        }
        background = kept.pop("color.background", None)
        if background:
            kept["background"] = background
        base = self.raw.conference.get("base_url", "")
        if base and self.raw.conference.get("url") and base.rstrip("/") != self.raw.conference["url"].rstrip("/"):
            kept["base_url"] = base
        generator = self.raw.other.get("generator")
        if generator and self.raw.generator != "ospo-events":
            kept["generator"] = generator
        kept.update((key, value) for key, value in self.raw.other.items() if key != "generator" and value)
        return kept_as_extra(kept)

    def _days(self, sessions: list[Session]) -> tuple[Day, ...]:
        held = {programme_date(item.slot.start, self.day_change) for item in sessions if item.slot}
        dates: set[dt.date] = set()
        for day in self.raw.days:
            date = date_of(day.date) or date_of(day.start)
            if date is None:
                self.found.add(
                    "bad-day", day.path, f"expected the date of the day, got {(day.date or day.start)[:60]!r}"
                )
            else:
                dates.add(date)
        if dates == {NO_DAY} and not held and self.raw.generator == "ospo-events":
            return ()
        return tuple(Day(date=date) for date in sorted(dates | (held if not dates else set())))

    def _known_room(self, told: Mapping[str, object]) -> None:
        name, guid = told.get("name"), told.get("guid")
        if isinstance(name, str) and name.strip():
            self._room(name.strip(), guid if isinstance(guid, str) else "", told)

    def _room(self, name: str, guid: str, told: Mapping[str, object] = FrozenMap()) -> str | None:
        """Return the id of a room: by its UUID where it has one, else by its name."""
        if not name or guid == STAND_IN:
            return None
        uid = as_guid(guid)
        room = self.rooms.get((uid, name)) if uid else self.named_rooms.get(name)
        if room is None:
            if uid is not None and uid in self.room_uids:
                self.found.add("duplicate-guid", (), f"expected a guid of its own for the room {name!r}, got {guid!r} a"
                               " second time: another will be made")  # fmt: skip
            key = uid, name
            uid = None if uid in self.room_uids else uid
            if uid is not None:
                self.room_uids.add(uid)
            id = self.room_ids.take(slugify(name))
            capacity, description = told.get("capacity"), told.get("description")
            open_ended = told.get("features")
            features = cast("dict[str, object]", open_ended) if isinstance(open_ended, dict) else {}
            room = self.rooms[key] = Room(
                id=id,
                name=name,
                uid=uid,
                capacity=capacity if type(capacity) is int and capacity >= 0 else None,
                description=description if isinstance(description, str) and description else None,
                url=url if isinstance(url := told.get("url"), str) and url else None,
                floor=floor if isinstance(floor := features.get("floor"), str) and floor else None,
                venue=venue if isinstance(venue := features.get("venue"), str) and venue else None,
                accessibility=_texts(features.get("accessibility")),
                extra=_room_extra(told, features),
            )
            self.named_rooms.setdefault(name, room)
            self.guids_of_rooms[id] = uid
        return room.id

    def _timed(self, event: RawEvent, index: int) -> Timed:
        moment, minutes = self.moments[index]
        fields = event.fields
        name = event.room or fields.get("room", "")
        room = self._room(name, event.room_guid)
        if event.room and (told := fields.get("room", "")) and told != event.room:
            self.found.add("room-contradicts", (*event.path, "room"), f"expected the room {event.room!r} it stands in,"
                           f" got {told!r}: the first is taken, the second kept", Severity.INFO)  # fmt: skip
        rooms = [] if room is None else [room]
        start = self._start(event, moment, minutes)
        return Timed(event, start, None if start is None else self._end(event, start), rooms)

    def _start(self, event: RawEvent, moment: dt.datetime | None, minutes: int | None) -> dt.datetime | None:
        if moment is None:
            self.found.add("no-time", event.path, "expected a date and a start, got none that can be read: the session"
                           " is kept without a slot")  # fmt: skip
            return None
        start: dt.datetime | None
        if moment.tzinfo is None:
            start = self._resolve(event, moment)
        else:
            start = moment.astimezone(self.zone)
            if minutes is not None and minutes != start.hour * 60 + start.minute:
                self.found.add("start-contradicts-date", (*event.path, "start"), f"expected the start"
                               f" {start:%H:%M} that the date {moment.isoformat()} has in {self.zone.key}, got"
                               f" {event.fields['start'][:20]!r}: the date is taken")  # fmt: skip
        if start is not None and event.day is not None:
            self._check_day(event, event.day, start)
        return start

    def _resolve(self, event: RawEvent, wall: dt.datetime) -> dt.datetime | None:
        try:
            return self.clock.resolve(wall)
        except NonexistentTime as error:
            self.found.add("nonexistent-time", (*event.path, "start"), f"{error}: the session is kept without a slot",
                           Severity.ERROR)  # fmt: skip
            return None
        except AmbiguousTime as error:
            self.found.add("ambiguous-time", (*event.path, "start"), f"{error}: the first is taken")
            return self.clock.resolve(wall, fold=0)

    def _check_day(self, event: RawEvent, day: RawDay, start: dt.datetime) -> None:
        date = date_of(day.date)
        if date is not None and programme_date(start, self.day_change) != date:
            self.found.add("outside-day", (*event.path, "date"), f"expected a time of the day {date.isoformat()} it"
                           f" stands in, got {start.isoformat()}: the time is taken")  # fmt: skip

    def _end(self, event: RawEvent, start: dt.datetime) -> dt.datetime | None:
        fields = event.fields
        text = fields.get("duration", "")
        end = moment_of(fields.get("end", ""))
        if end is not None and end.tzinfo is not None:
            local = end.astimezone(self.zone)
            if local.timestamp() >= start.timestamp():
                return local
            self.found.add("end-before-start", (*event.path, "end"), f"expected an end after {start.isoformat()}, got"
                           f" {end.isoformat()}: the duration is taken")  # fmt: skip
        minutes = duration_minutes(text, self.three)
        if minutes is None:
            self.found.add("bad-duration", (*event.path, "duration"), "expected a duration like '01:30', got"
                           f" {text[:60]!r}: the end is left open")  # fmt: skip
            return None
        if text.count(":") == 2:
            self.found.add("duration-of-three-parts", (*event.path, "duration"), f"{text!r} is read as {self.three}:"
                           f" {minutes} minutes", help="say what it is: duration='d:hh:mm' or 'h:mm:ss'")  # fmt: skip
        if not minutes:
            return None
        return (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(self.zone)

    def _merged(self, entries: list[Timed]) -> list[Timed]:
        """Return the entries with those of one session made one again: its parts, its rooms."""
        if self.raw.generator != "ospo-events":
            return entries
        # Entries of one session have one title: few are to be compared, and a guid is derived for those alone.
        alike: dict[str, list[Timed]] = {}
        for entry in entries:
            if as_guid(entry.raw.fields.get("@guid", "")):
                alike.setdefault(entry.raw.fields.get("title", ""), []).append(entry)
        gone: set[int] = set()
        for group in alike.values():
            if len(group) > 1:
                self._merge({entry.raw.fields["@guid"].lower(): entry for entry in group}, gone)
        return [entry for entry in entries if id(entry) not in gone] if gone else entries

    def _merge(self, by_guid: dict[str, Timed], gone: set[int]) -> None:
        """Join the parts of one session, then its rooms; put what is in another entry now among those that are gone."""
        for guid, entry in by_guid.items():
            number = 2
            while (part := by_guid.get(derived_guid(guid, f"part/{number}"))) is not None:
                if part.start is None or entry.end is None or part.start.timestamp() != entry.end.timestamp():
                    break  # deriving twice leads back: the part found is the one before
                entry.end = part.end
                gone.add(id(part))
                number += 1
        for guid, entry in by_guid.items():
            room = self.guids_of_rooms.get(entry.rooms[0]) if entry.rooms else None
            if id(entry) in gone or room is None:
                continue
            base = by_guid.get(derived_guid(guid, room))
            if base is not None and base is not entry and _same(base.start, entry.start):
                base.rooms += entry.rooms
                gone.add(id(entry))


def _same(one: dt.datetime | None, other: dt.datetime | None) -> bool:
    return (one and one.timestamp()) == (other and other.timestamp())


def _texts(value: object) -> tuple[str, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(item for item in items if isinstance(item, str))


_OF_ROOMS = frozenset({"name", "guid", "capacity", "description", "url", "features"})
_OF_FEATURES = frozenset({"floor", "venue", "accessibility"})


def _room_extra(told: Mapping[str, object], features: Mapping[str, object]) -> FrozenMap[str, JsonValue]:
    kept = {key: value for key, value in told.items() if key not in _OF_ROOMS and value not in ("", None, [])}
    if more := {key: value for key, value in features.items() if key not in _OF_FEATURES}:
        kept["features"] = more
    return kept_as_extra(kept)
