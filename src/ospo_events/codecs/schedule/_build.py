"""Builds the event of a schedule file: rooms, times and identities are decided here, and every repair is reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from zoneinfo import ZoneInfo

import attrs

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Findings, Path, Severity
from ...model import Day, Event, Link, PostalAddress, Session, Slot, Venue
from ...model.ids import slugify
from .._reading.addresses import Addresses, is_web_address
from .._reading.located import NOWHERE, PlaceReader, Where
from .._reading.programme import ProgrammeBuilder, Table
from .._reading.repeated_breaks import merge_breaks
from .._reading.statuses import read_marks
from .._reading.times import in_range
from ._agents import AgentReader
from ._further_entries import kept_entry, kept_fields, room_mark, with_entries
from ._identifiers import as_guid, derived_guid, is_color
from ._raw_schedule import RawEvent, RawSchedule, extra_of
from ._repaired_texts import mend_texts
from ._rooms import RoomReader, names_of_no_room, room_name
from ._sessions import SeenIdentifiers, add_session
from ._times import Times, find_times

__all__ = ["ScheduleBuilder", "build", "model_places"]

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
"""The names of attributes of the event in the conference."""
_FIELDS = {"uid": "@guid", "kind": "type", "tracks": "track", "participants": "persons", "languages": "language"}


@attrs.define(eq=False)
class ScheduledEntry:
    """An entry with its time."""

    raw: RawEvent
    start: dt.datetime | None
    end: dt.datetime | None
    rooms: tuple[str, ...]
    kept: dict[str, object] = attrs.field(factory=dict[str, object])
    """The data of another system about its further entries, by room: see `with_entries`."""
    where: Where = NOWHERE
    """The location in the name of its room, if that is not a room."""

    def slot(self) -> Slot | None:
        """Return its slot; None if there is no time."""
        return None if self.start is None else Slot(self.start, self.end, rooms=self.rooms, venue=self.where.venue)


def build(
    raw: RawSchedule,
    findings: Findings,
    *,
    zone: ZoneInfo | None = None,
    duration: str | None = None,
    times: str | None = None,
    merge_breaks: bool = True,
) -> tuple[Event | None, Mapping[Path, Path]]:
    """Return the event of a file, and the place of each thing in it.

    Args:
        raw: the file.
        findings: takes the findings.
        zone: the zone of the event, where the file does not say.
        duration: what durations of three parts are.
        times: what the UTC of its dates is.
        merge_breaks: whether a break that stands in each of several rooms is one session in all of them.
    """
    clock = find_times(raw, findings, zone=zone, duration=duration, times=times)
    if clock is None:
        return None, {}
    builder = ScheduleBuilder(raw, findings, clock, merge_breaks=merge_breaks)
    return builder.event(), builder.programme.origins


def model_places(origins: Mapping[Path, Path]) -> Callable[[Path], Path]:
    """Return a function that translates a path in the event into a path in the document.

    Args:
        origins: where each thing of the event stood.
    """

    def original(path: Path) -> Path:
        name = _CONFERENCE.get(str(next(iter(path), "")))
        if name is not None:
            return ("conference", name)
        there = origins.get(path[:2])
        if there is None:
            return path
        rest = path[2:]
        if not rest:
            return there
        field, *more = rest
        if field == "extra" and len(more) > 1:
            field = more[1]
        elif field == "slot":
            field = {"end": "duration", "rooms": "room"}.get(str(next(iter(more), "")), "start")
        return (*there, _FIELDS.get(str(field), field))

    return original


class ScheduleBuilder:
    """Builds the event of a file.

    Args:
        raw: the file.
        findings: takes the findings.
        times: the clock of the file.
        merge_breaks: whether a break that stands in each of several rooms is one session in all of them.
    """

    def __init__(self, raw: RawSchedule, findings: Findings, times: Times, *, merge_breaks: bool = True) -> None:
        conference = raw.conference
        acronym, title = conference.get("acronym") or None, conference.get("title") or conference.get("acronym")
        self.raw = raw
        self.findings = findings
        self._merge_breaks = merge_breaks
        self.times = times
        self.acronym, self.title = acronym, title
        self.id = slugify(acronym or title or "untitled")
        self.programme = ProgrammeBuilder(findings)
        self.rooms = RoomReader(self.programme, has_ids=raw.has_ids)
        self.base = self._base()
        self.addresses = Addresses(self.base, findings)
        self.agents = AgentReader(self.programme, self.addresses, is_own=raw.is_own, has_ids=raw.has_ids)
        self.seen = SeenIdentifiers(raw, self.programme, self.addresses)
        self.places = PlaceReader(findings, self.programme, "the name of a room")
        self._room_ids: dict[tuple[str, str], str | None] = {}
        """The id of a room by the name and guid in an entry."""
        self._elsewhere: dict[str, Where] = {}
        """The locations of rooms whose names are not rooms."""

    def entries(self) -> list[Path]:
        """Return the path of the entry for each session."""
        origins = self.programme.sessions.origins
        return [origins["sessions", number] for number in range(len(self.programme.sessions))]

    def event(self) -> Event:
        """Return the event."""
        raw, programme = self.raw, self.programme
        self._add_venue()
        if not raw.is_own:
            mend_texts(raw, self.findings)
            self._elsewhere = names_of_no_room(raw, self.places)
        for room in raw.rooms:
            if room_name(room) not in self._elsewhere:
                self.rooms.add(room.attributes, room.path)
        entries = self._merged([self._scheduled(event) for event in raw.events])
        for track in raw.tracks:
            self.seen.add_track(track.attributes, track.path)
        for entry in entries:
            add_session(entry.raw, entry.slot(), self.agents, self.seen, entry.kept, where=entry.where)
        if not raw.is_own:
            self._mend_sessions(programme.sessions)
        if not self.title:
            self.findings.add(
                "missing-title", "expected the title of the conference, got none: 'Untitled' is taken", ("conference",)
            )
        conference = raw.conference
        event = Event(
            id=self.id,
            title=self.title or "Untitled",
            acronym=self.acronym,
            timezone=self.times.zone,
            theme=conference.get("subtitle") or None,
            description=conference.get("description") or None,
            tags=tuple(raw.keywords),
            languages=raw.languages,
            version=raw.version or conference.get("release") or None,
            url=self._url(),
            color=color if is_color(color := conference.get("color.primary", "")) else None,
            links=(Link(logo, "icon"),) if (logo := self._address("logo")) else (),
            day_change=self.times.day_change,
            days=self._days(programme.sessions),
            venues=tuple(programme.venues),
            rooms=tuple(programme.rooms),
            tracks=tuple(programme.tracks),
            people=tuple(programme.people),
            organizations=tuple(programme.organizations),
            sessions=tuple(programme.sessions),
            extra=self._extra(),
        )
        if raw.meta:
            # The native form comes with it, which few files need.
            from ._conference_meta import with_meta  # noqa: PLC0415 # few files need it

            event = with_meta(event, raw.meta, self.agents, programme, is_own=raw.is_own)
        return event

    def _mend_sessions(self, sessions: Table[Session]) -> None:
        """Interpret the entries of another system: cancelled ones, and one break in several rooms."""
        read_marks(sessions, self.findings)
        for first, *others in merge_breaks(sessions, self.findings) if self._merge_breaks else ():
            kept = {str(other.slot.rooms[0]): kept_entry(other) for other in others if other.slot}
            sessions.change(first.id, extra=with_entries(first, kept))

    def _base(self) -> str | None:
        """Return the address from which relative addresses of the file start."""
        base = self.raw.conference.get("base_url", "")
        if base and not is_web_address(base):
            self.findings.add(
                "bad-base-url",
                f"expected an address such as 'https://example.org/2026/' as the base_url, got {base[:60]!r}: it is"
                " kept, and relative addresses stay what they are",
                ("conference", "base_url"),
            )
            return None
        return base if base and not base.rstrip("/").endswith(".invalid") else None

    def _address(self, name: str) -> str | None:
        """Return an address of the conference, completed."""
        text = self.raw.conference.get(name)
        return self.addresses.absolute(text, ("conference", name)) if text else None

    def _url(self) -> str | None:
        url = self._address("url")
        return self.base if url is None or url.rstrip("/").endswith(".invalid") else url

    def _add_venue(self) -> None:
        """Add the venue of the conference, with the name of its city if it has no name."""
        name, city = self.raw.conference.get("venue", ""), self.raw.conference.get("city", "")
        if name or city:
            venues, address = self.programme.venues, PostalAddress(locality=city) if city else None
            venue = Venue(id=slugify(name or city), name=name or city, address=address)
            venues.put(venue, ("conference", "venue"))
            venues.alias(venue.name, venue.id)
            venues.alias(city, venue.id)

    def _extra(self) -> FrozenMap[str, JsonValue]:
        unmodelled: dict[str, object] = {
            key: value for key, value in self.raw.conference.items() if value and key not in _IN_THE_MODEL
        }
        background = unmodelled.pop("color.background", None)
        if background:
            unmodelled["background"] = background
        for name in ("url", "logo"):
            if (text := self.raw.conference.get(name)) and self._address(name) is None:
                unmodelled[name] = text
        base = self.raw.conference.get("base_url", "")
        if base and (self.base is None or base.rstrip("/") != (self._url() or "").rstrip("/")):
            unmodelled["base_url"] = base
        generator = self.raw.other.get("generator")
        if generator and not self.raw.is_own:
            unmodelled["generator"] = generator
        unmodelled.update((key, value) for key, value in self.raw.other.items() if key != "generator" and value)
        return extra_of(unmodelled)

    def _days(self, sessions: Iterable[Session]) -> tuple[Day, ...]:
        dates: set[dt.date] = set()
        for day in self.raw.days:
            date = self.times.date(day)
            if date is None:
                self.findings.add(
                    "bad-time", f"expected the date of the day, got {(day.date or day.start)[:60]!r}", day.path
                )
            elif in_range(date, self.findings, day.path):
                dates.add(date)
        dates = dates or {self.times.programme_date(item.slot.start) for item in sessions if item.slot}
        if not self.raw.is_own:
            dates |= {date for date in self.times.head_dates(dates) if in_range(date, self.findings, ("conference",))}
        return tuple(Day(date=date) for date in sorted(dates))

    def _scheduled(self, event: RawEvent) -> ScheduledEntry:
        fields = event.fields
        stated = fields.get("room", "")
        name = event.room or stated, event.room_guid
        if (where := self._elsewhere.get(name[0])) is not None:
            start, end = self.times.of(event)
            return ScheduledEntry(event, start, end, (), where=where)
        if name not in self._room_ids:
            self._room_ids[name] = self.rooms.id_of(*name, event.path)
        room = self._room_ids[name]
        if stated != event.room and event.room and stated:
            self.findings.add(
                "room-contradicts",
                f"expected the room {event.room!r} it stands in, got {stated!r}: the first is taken, the second kept",
                (*event.path, "room"),
                severity=Severity.INFO,
                repeated=True,
            )
        start, end = self.times.of(event)
        return ScheduledEntry(event, start, end, () if room is None else (room,))

    def _merged(self, entries: list[ScheduledEntry]) -> list[ScheduledEntry]:
        """Return the entries with those of one session merged: its parts, its rooms."""
        if not self.raw.is_own:
            return entries
        # Entries of one session have one title: few are to be compared, and a guid is derived for those alone.
        alike: dict[str, list[ScheduledEntry]] = {}
        for entry in entries:
            alike.setdefault(entry.raw.fields.get("title", ""), []).append(entry)
        gone: set[int] = set()
        for group in alike.values():
            if len(group) > 1:
                self._join_marked(group, gone)
                guids = (as_guid(entry.raw.fields.get("@guid", "")) for entry in group)
                self._merge({guid: entry for guid, entry in zip(guids, group, strict=True) if guid}, gone)
        return [entry for entry in entries if id(entry) not in gone] if gone else entries

    def _join_marked(self, group: list[ScheduledEntry], gone: set[int]) -> None:
        """Join the rooms of sessions whose further entries have guids of their own, which are not derived."""
        firsts = {entry.raw.fields.get("@guid", ""): entry for entry in group}
        for entry in group:
            of = self.seen.own_value(entry.raw, "of") or self._marked(entry.raw, firsts)
            base = firsts.get(of or "")
            if base is None or base is entry or not entry.rooms or not _same(base.start, entry.start):
                continue
            base.rooms = tuple(dict.fromkeys((*base.rooms, *entry.rooms)))
            base.kept[entry.rooms[0]] = kept_fields(entry.raw)
            gone.add(id(entry))

    @staticmethod
    def _marked(raw: RawEvent, firsts: Mapping[str, ScheduledEntry]) -> str | None:
        """Return the guid of a session's main entry, which the slug of a further entry contains."""
        guid, slug = raw.fields.get("@guid", ""), raw.fields.get("slug", "")
        return next((of for of in firsts if of != guid and slug.endswith(room_mark(of, guid))), None)

    def _merge(self, by_guid: dict[str, ScheduledEntry], gone: set[int]) -> None:
        """Join the parts of one session, then its rooms; record the merged entries as removed."""
        for guid, entry in by_guid.items():
            number = 2
            while (part := by_guid.get(derived_guid(guid, f"part/{number}"))) is not None:
                if part.start is None or entry.end is None or part.start.timestamp() != entry.end.timestamp():
                    break  # deriving twice leads back: the part found is the one before
                entry.end = part.end
                gone.add(id(part))
                number += 1
        for guid, entry in by_guid.items():
            room = self.rooms.guids.get(entry.rooms[0]) if entry.rooms else None
            if id(entry) in gone or room is None:
                continue
            base = by_guid.get(derived_guid(guid, room))
            if base is not None and base is not entry and _same(base.start, entry.start):
                base.rooms = tuple(dict.fromkeys((*base.rooms, *entry.rooms)))
                gone.add(id(entry))


def _same(one: dt.datetime | None, other: dt.datetime | None) -> bool:
    return (one and one.timestamp()) == (other and other.timestamp())
