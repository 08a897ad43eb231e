"""From what a file says to an event: places, times, identities; every repair a finding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import cast

import attrs

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Findings, Path, Severity
from ...model import Day, Event, Link, PostalAddress, Room, Session, Slot, Venue
from ...model.ids import slugify
from .agents import Agents
from .ids import Names, as_guid, derived_guid
from .raw import RawEvent, RawSchedule, kept_as_extra
from .sessions import Taken, session_of
from .timing import Times, find_times
from .tree import NO_DAY, STAND_IN

__all__ = ["build", "model_places"]

_COLOR = re.compile("#[0-9a-fA-F]{6}").fullmatch
_IN_THE_MODEL = frozenset(
    {
        "title",
        "acronym",
        "subtitle",
        "venue",
        "city",
        "start",
        "end",
        "days",
        "timeslot_duration",
        "day_change",
        "url",
        "base_url",
        "logo",
        "time_zone_name",
        "color.primary",
        "release",
        "description",
        "daysCount",
    }
)
_CONFERENCE = {
    "title": "title",
    "acronym": "acronym",
    "theme": "subtitle",
    "description": "description",
    "url": "url",
    "timezone": "time_zone_name",
    "venues": "venue",
    "day_change": "day_change",
    "color": "color",
    "tags": "keywords",
}
"""What of the event stands under which name in the conference."""
_FIELDS = {"uid": "@guid", "kind": "type", "tracks": "track", "participants": "persons", "languages": "language"}


@attrs.define(eq=False)
class Timed:
    """An entry with its time."""

    raw: RawEvent
    start: dt.datetime | None
    end: dt.datetime | None
    rooms: tuple[str, ...]

    def slot(self) -> Slot | None:
        """Return when and where it is; None where nobody says."""
        return None if self.start is None else Slot(self.start, self.end, rooms=self.rooms)


def build(
    raw: RawSchedule,
    found: Findings,
    *,
    zone: str | None = None,
    duration: str | None = None,
    times: str | None = None,
) -> tuple[Event | None, list[Path]]:
    """Return the event of a file, and for each session where it stood.

    Args:
        raw: what the file says.
        found: takes the findings.
        zone: the IANA zone, where the file does not say.
        duration: what durations of three parts are.
        times: what the UTC of its dates is.
    """
    clock = find_times(raw, found, zone=zone, duration=duration, times=times)
    return (None, []) if clock is None else _Builder(raw, found, clock).event()


def model_places(origins: Sequence[Path]) -> Callable[[Path], Path]:
    """Return what translates a path of the event into a path of the document.

    Args:
        origins: where each session stood.
    """

    def original(path: Path) -> Path:
        name = _CONFERENCE.get(str(path[0])) if path else None
        if name is not None:
            return ("conference", name)
        number = path[1] if path[:1] == ("sessions",) and len(path) > 1 else None
        if not isinstance(number, int) or not 0 <= number < len(origins):
            return path
        there, rest = origins[number], path[2:]
        if not rest:
            return there
        field = rest[0]
        if field == "slot":
            field = {"end": "duration", "rooms": "room"}.get(str(rest[1]) if len(rest) > 1 else "", "start")
        return (*there, _FIELDS.get(str(field), field))

    return original


class _Builder:
    def __init__(self, raw: RawSchedule, found: Findings, times: Times) -> None:
        self.raw = raw
        self.found = found
        self.times = times
        self.rooms: dict[tuple[str | None, str], Room] = {}
        self.named_rooms: dict[str, Room] = {}
        self.room_uids: set[str] = set()
        self.room_ids = Names()
        self.guids_of_rooms: dict[str, str | None] = {}
        self.ids_of_rooms: dict[tuple[str, str], str | None] = {}
        """The id of a room by what an entry tells of it: its name and its guid."""

    def event(self) -> tuple[Event, list[Path]]:
        raw, times = self.raw, self.times
        for room in raw.rooms:
            self._known_room(room)
        entries = self._merged([self._timed(event) for event in raw.events])
        agents, taken = Agents(self.found), Taken(raw, self.found)
        for track in raw.tracks:
            taken.known_track(track)
        sessions = [session_of(entry.raw, entry.slot(), agents, taken) for entry in entries]
        conference = raw.conference
        acronym, title = conference.get("acronym") or None, conference.get("title") or conference.get("acronym")
        if not title:
            self.found.add(
                "missing-title", "expected the title of the conference, got none: 'Untitled' is taken", ("conference",)
            )
        event = Event(
            id=slugify(acronym or title or "untitled"),
            title=title or "Untitled",
            acronym=acronym,
            timezone=times.zone,
            theme=conference.get("subtitle") or None,
            description=conference.get("description") or None,
            tags=tuple(raw.keywords),
            version=raw.version or conference.get("release") or None,
            url=self._url(),
            color=color if _COLOR(color := conference.get("color.primary", "")) else None,
            links=(Link(logo, "icon"),) if (logo := conference.get("logo", "")).startswith("http") else (),
            day_change=times.day_change,
            days=self._days(sessions),
            venues=self._venues(),
            rooms=tuple(self.rooms.values()),
            tracks=tuple(taken.tracks.values()),
            people=tuple(agents.people.values()),
            organizations=tuple(agents.organizations.values()),
            sessions=tuple(sessions),
            extra=self._extra(),
        )
        if raw.meta:
            from .meta import with_meta  # and the native form with it, which few files need

            event = with_meta(event, raw.meta, agents, self.found)
        return event, [entry.raw.path for entry in entries]

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
        held = {self.times.programme_date(item.slot.start) for item in sessions if item.slot}
        dates: set[dt.date] = set()
        for day in self.raw.days:
            date = self.times.date(day)
            if date is None:
                self.found.add(
                    "bad-time", f"expected the date of the day, got {(day.date or day.start)[:60]!r}", day.path
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
                self.found.add(
                    "duplicate-uid",
                    f"expected a guid of its own for the room {name!r}, got {guid!r} a"
                    " second time: another will be made",
                )
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

    def _timed(self, event: RawEvent) -> Timed:
        fields = event.fields
        told = fields.get("room", "")
        place = event.room or told, event.room_guid
        if place not in self.ids_of_rooms:
            self.ids_of_rooms[place] = self._room(*place)
        room = self.ids_of_rooms[place]
        if told != event.room and event.room and told:
            self.found.add(
                "room-contradicts",
                f"expected the room {event.room!r} it stands in, got {told!r}: the first is taken, the second kept",
                (*event.path, "room"),
                severity=Severity.INFO,
            )
        start, end = self.times.of(event)
        return Timed(event, start, end, () if room is None else (room,))

    def _merged(self, entries: list[Timed]) -> list[Timed]:
        """Return the entries with those of one session made one again: its parts, its rooms."""
        if self.raw.generator != "ospo-events":
            return entries
        # Entries of one session have one title: few are to be compared, and a guid is derived for those alone.
        alike: dict[str, list[Timed]] = {}
        for entry in entries:
            alike.setdefault(entry.raw.fields.get("title", ""), []).append(entry)
        gone: set[int] = set()
        for group in alike.values():
            if len(group) > 1:
                guids = (as_guid(entry.raw.fields.get("@guid", "")) for entry in group)
                self._merge({guid: entry for guid, entry in zip(guids, group, strict=True) if guid}, gone)
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
                base.rooms = tuple(dict.fromkeys((*base.rooms, *entry.rooms)))
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
