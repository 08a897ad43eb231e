"""From an event to the calendar tree: jCal components (RFC 7265), the one mapping that every spelling is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

import attrs

from ..._frozenmap import EMPTY
from ...model.agent import Participant
from ...model.event import Event
from ...model.identity import session_uid, uuid5
from ...model.ids import RoomId
from ...model.place import Room
from ...model.session import Session
from ...model.status import Privacy, Status
from ...model.time import instant
from ...model.vocabulary import is_service, kind_label
from ...views.english import accessibility_line, room_line, when
from .colors import css_name
from .describe import Describer
from .links import conference, link_property
from .options import ASSUMED, Options
from .own_data import SESSION
from .properties import ONCE_IN_VEVENT, OWN_MARK, JcalProperty
from .riders import unmodelled
from .session_own_out import room_members, session_value, subject_members
from .spelling import Spelling
from .text import clean_text
from .vtimezone import UTC_KEYS, onsets

__all__ = [
    "CANCELLED_PREFIX",
    "POSTPONED_PREFIX",
    "SessionMapping",
    "assumed_status",
    "location_text",
    "rooms_above",
    "stamp",
    "tricky_dates",
    "unmodelled",
]

P = TypeVar("P")
_Place: TypeAlias = tuple[list[P], str | None, str]
"""The properties of a place, what is accessible there, and its rooms for our own reader."""
_Category: TypeAlias = tuple[list[str], list[P], str]
"""The first words of CATEGORIES, what else track and kind say, and both for our own reader."""
EPOCH = "1970-01-01T00:00:00Z"
CANCELLED_PREFIX = "Cancelled: "
POSTPONED_PREFIX = "Postponed: "
_STATUS = {
    Status.TENTATIVE: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.CANCELLED: "CANCELLED",
    Status.POSTPONED: "CANCELLED",
}
_OFF = (Status.CANCELLED, Status.POSTPONED)
_UNUSUAL = (
    *SESSION.names,
    *("sequence", "updated", "url", "privacy", "concepts", "previous_start", "extra"),
)
_LOOK = attrgetter(*_UNUSUAL)
_USUAL = tuple(attrs.fields_dict(Session)[name].default for name in _UNUSUAL)
"""What sessions seldom say: all of it is looked at together."""


def stamp(moment: dt.datetime | None) -> str:
    """Return a UTC moment as jCal writes it; the epoch where nobody said when, for the clock is not asked."""
    return EPOCH if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1000 else EPOCH


def assumed_status(text: str, whole: Status) -> Status:
    """Return the status of a session whose STATUS is `text`, in an event of status `whole`, as far as that says it.

    Where the event itself is tentative or off, so is every session's STATUS, and nothing is said of the session.
    """
    if whole is not Status.CONFIRMED and text == _STATUS[whole]:
        return Status.CONFIRMED
    return {"TENTATIVE": Status.TENTATIVE, "CANCELLED": Status.CANCELLED}.get(text, Status.CONFIRMED)


@lru_cache(maxsize=64)
def tricky_dates(key: str, first: int, last: int) -> frozenset[dt.date]:
    """Return the dates on which a wall-clock time may be skipped or repeated."""
    zone = ZoneInfo(key)
    found: set[dt.date] = set()
    for change in onsets(zone, first, last):
        after = change.wall + dt.timedelta(seconds=change.after - change.before)
        low, high = sorted((change.wall, after))
        found.update(low.date() + dt.timedelta(days=number) for number in range((high.date() - low.date()).days + 1))
    return frozenset(found)


class SessionMapping(Generic[P]):
    """Maps the sessions of one event; what sessions share (places, people, categories) is made once.

    Args:
        event: the event.
        options: the choices.
        years: the first and the last year of its sessions.
        whole: the event with all its sessions, where `event` has a part of them.
        spelling: how the properties are spelled.
    """

    def __init__(
        self, event: Event, options: Options, years: tuple[int, int], whole: Event, spelling: Spelling[P]
    ) -> None:
        self._event = event
        self._whole = whole
        self._options = options
        self._spelling = spelling
        spell = self._spell = spelling.any
        self._describe = Describer(event)
        key = event.timezone.key
        self._utc = options.times == "utc" or key in UTC_KEYS
        self._tzid: dict[str, Any] = {"tzid": key}
        self._tricky = frozenset[dt.date]() if self._utc else tricky_dates(key, *years)
        self._stamp = spell(["dtstamp", {}, "date-time", stamp(event.updated)])
        self._states = {word: spelling.text("status", word) for word in set(_STATUS.values())}
        self._confirmed = self._states["CONFIRMED"]
        self._never_changed = spell(["sequence", {}, "integer", 0])
        self._contacts = self._contacts_among(event.participants)
        self._some_have_contacts = "contact" in {part.role for item in event.sessions for part in item.participants}
        self._slots: dict[tuple[Any, ...], list[P]] = {}
        self._places: dict[tuple[str, ...], _Place[P]] = {}
        self._categories: dict[tuple[Any, ...], _Category[P]] = {}

    def __call__(self, sessions: Sequence[Session]) -> list[list[P]]:
        """Return the properties of the VEVENT of each session; all have a slot.

        Those of several are made stage by stage, see `ics._BLOCK`.
        """
        plain = [_LOOK(session) == _USUAL for session in sessions]
        people = list(map(self._describe.participants, sessions))
        shared = [(self._times(session), self._place(session), self._category(session)) for session in sessions]
        notes = list(map(self._texts, sessions, people, shared, plain))
        return list(map(self._properties, sessions, people, notes, shared, plain))

    def _properties(
        self,
        session: Session,
        people: tuple[list[str], list[str]],
        note: str,
        common: tuple[list[P], _Place[P], _Category[P]],
        plain: bool,
    ) -> list[P]:
        times, (place, _, rooms), (words, shared, subject) = common
        summary, state, is_said = self._status(session)
        uid = session.uid or uuid5(f"{self._event.id}/{session.id}")
        spell, text = self._spell, self._spelling.text
        properties = [
            text("uid", uid),
            self._stamp if session.updated is None else spell(["dtstamp", {}, "date-time", stamp(session.updated)]),
            *times,
            text("summary", summary),
            text("description", note),
            *place,
            self._spelling.texts("categories", [*words, *session.tags]),
            *shared,
            state,
            spell(["sequence", {}, "integer", session.sequence]) if session.sequence else self._never_changed,
        ]
        if self._contacts or self._some_have_contacts:
            properties += self._contacts_among(session.participants) or self._contacts
        if session.links:
            properties += [spell(link_property(link)) for link in session.links]
        if not plain:
            self._add_unusual(session, properties)
        own = session_value(session, subject + rooms, people[0], status_is_said=is_said, plain=plain)
        properties.append(text("x-ospo-session", own))
        return properties

    def _times(self, session: Session) -> list[P]:
        """Return the properties of a slot's times; in a programme the same ones come again and again."""
        slot = session.slot
        assert slot is not None, "sessions without a slot are not mapped"
        start, end = slot.start, slot.end
        # Of a time that comes twice, both are equal.
        key = (start, start.fold, end, 0 if end is None else end.fold)
        found = self._slots.get(key)
        if found is None:
            found = self._make_times(start, end)
            if len(self._slots) < 5000:  # a stream of any length is written in bounded memory
                self._slots[key] = found
        return found

    def _make_times(self, start: dt.datetime, end: dt.datetime | None) -> list[P]:
        flag: list[P] = []
        if end is None:
            flag.append(self._spelling.text("x-open-end", "TRUE"))
            if self._options.open_end == "omit":
                return [self._moment("dtstart", start, self._in_utc(start)), *flag]
            end = (start.astimezone(dt.UTC) + ASSUMED).astimezone(self._event.timezone)
        in_utc = self._in_utc(start) or self._in_utc(end)
        first = self._moment("dtstart", start, in_utc)
        if end == start and instant(end) == instant(start):
            # DTEND "MUST be later" than DTSTART (RFC 5545 section 3.8.2.2).
            return [first, self._spell(["duration", {}, "duration", "PT0S"]), *flag]
        return [first, self._moment("dtend", end, in_utc), *flag]

    def _in_utc(self, moment: dt.datetime) -> bool:
        """Return whether only UTC says when this is: its wall-clock time is skipped or repeated."""
        if self._utc:
            return True
        if not self._tricky or moment.date() not in self._tricky:
            return False
        return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()

    def _moment(self, name: str, moment: dt.datetime, in_utc: bool) -> P:
        if in_utc:
            text = moment.astimezone(dt.UTC).isoformat("T", "seconds")[:19] + "Z"
        else:
            text = moment.isoformat("T", "seconds")[:19]
        return self._spell([name, {} if in_utc else self._tzid, "date-time", text])

    def _status(self, session: Session) -> tuple[str, P, bool]:
        """Return SUMMARY, STATUS, and whether our own reader knows the status by them."""
        status, whole = session.status, self._event.status
        if status is Status.CONFIRMED and whole is Status.CONFIRMED:
            return session.title, self._confirmed, True
        summary = session.title
        if whole is not Status.CONFIRMED and status not in _OFF and (whole in _OFF or status is Status.CONFIRMED):
            status = whole
        word = _STATUS[status]
        if status in _OFF and self._options.cancelled == "prefix":
            prefix = CANCELLED_PREFIX if status is Status.CANCELLED else POSTPONED_PREFIX
            summary, word = prefix + summary, "CONFIRMED"
        return summary, self._states[word], assumed_status(word, whole) is session.status

    def _place(self, session: Session) -> _Place[P]:
        """Return the properties of the place, what is accessible there, and its rooms for our own reader."""
        assert session.slot is not None, "sessions without a slot are not mapped"
        rooms = session.slot.rooms
        if not rooms and session.parent is not None:
            return (*self._make_place(rooms_above(self._whole, session) or ())[:2], "")
        found = self._places.get(rooms)
        if found is None:
            found = self._places[rooms] = self._make_place(rooms)
        return found

    def _make_place(self, rooms: tuple[str, ...]) -> _Place[P]:
        index = self._event.index
        properties: list[JcalProperty] = [["location", {}, "text", location_text(self._event, rooms)]]
        known = [index.rooms.get(RoomId(room)) for room in rooms]
        venue_id = next((room.venue for room in known if room is not None and room.venue is not None), None)
        venue = index.venues.get(venue_id) if venue_id is not None else next(iter(self._event.venues), None)
        if venue is not None and venue.geo is not None:
            properties.append(["geo", {}, "float", [venue.geo.latitude, venue.geo.longitude]])
        for room in known:
            if room is not None and room.stream is not None:
                properties.append(conference(room.stream, room.name))
        return list(map(self._spell, properties)), accessibility_line(self._event, rooms), room_members(rooms)

    def _category(self, session: Session) -> _Category[P]:
        """Return the first words of CATEGORIES, what else track and kind say, and both for our own reader."""
        key = (session.tracks, session.kind)
        found = self._categories.get(key)
        if found is None:
            found = self._categories[key] = self._make_category(session)
        return found

    def _make_category(self, session: Session) -> _Category[P]:
        index = self._event.index
        tracks = [index.tracks.get(track) for track in session.tracks]
        words = [track.title if track else id for track, id in zip(tracks, session.tracks, strict=True)]
        properties: list[P] = []
        if is_service(session.kind):
            properties.append(self._spelling.text("transp", "TRANSPARENT"))
        color = next((track.color for track in tracks if track is not None and track.color), None)
        if color is not None and (name := css_name(color)) is not None:
            properties.append(self._spelling.text("color", name))
        return [*words, kind_label(session.kind)], properties, subject_members(session)

    def _texts(
        self,
        session: Session,
        people: tuple[list[str], list[str]],
        common: tuple[list[P], _Place[P], _Category[P]],
        plain: bool,
    ) -> str:
        """Return DESCRIPTION; our own reader finds the texts in it by their lengths."""
        parts: list[str] = [] if session.subtitle is None else [session.subtitle]
        if session.abstract is not None:
            parts.append(session.abstract)
        if session.description is not None:
            parts.append(session.description)
        if people[1]:
            parts.append("\n".join(people[1]))
        if session.links or not plain:
            self._describe.add_rest(session, parts, plain=plain)
        if (access := common[1][1]) is not None:
            parts.append(access)
        slot = session.slot
        if slot is not None and slot.end is None:
            parts.append(f"{when(slot, slot.start.date())}; the end is not fixed.")
        parts.append(self._describe.zone_note)
        return "\n\n".join(parts)

    def _contacts_among(self, participants: Iterable[Participant]) -> list[P]:
        """Return CONTACT (RFC 5545 section 3.8.4.2) for each contact, marked so that our own reader knows it again."""
        contacts = [item for item in participants if item.role == "contact"]
        return [self._spell(["contact", {OWN_MARK: "TRUE"}, "text", self._describe.contact(item)]) for item in contacts]

    def _add_unusual(self, session: Session, properties: list[P]) -> None:
        """Add the properties of what sessions seldom say."""
        properties += map(self._spell, self._rare(session))
        if session.extra is not EMPTY:
            written = set(map(self._spelling.name, properties)) & ONCE_IN_VEVENT
            properties += [self._spell(prop) for prop in unmodelled(session.extra)[0] if prop[0] not in written]

    def _rare(self, session: Session) -> list[JcalProperty]:
        found: list[JcalProperty] = []
        if session.updated is not None:
            found.append(["last-modified", {}, "date-time", stamp(session.updated)])
        if session.url:
            found.append(["url", {}, "uri", session.url])
        if session.privacy is not Privacy.PUBLIC:
            found.append(["class", {}, "text", session.privacy.name])
        found += [["concept", {}, "uri", uri] for uri in session.concepts]
        if session.recording is not None:
            found += map(link_property, session.recording.links)
        for reltype, other in (("PARENT", session.parent), ("SIBLING", session.repeat_of)):
            known = None if other is None else self._whole.index.sessions.get(other)
            if known is not None and known.slot is not None:
                found.append(["related-to", {"reltype": reltype}, "text", session_uid(self._whole, known)])
        return found


def rooms_above(event: Event, session: Session) -> tuple[str, ...] | None:
    """Return the rooms of the nearest session above that has some; None where one above is not in the event."""
    seen = {session.id}
    above = session
    while above.parent is not None and above.parent not in seen:
        seen.add(above.parent)
        parent = event.index.sessions.get(above.parent)
        if parent is None:
            return None
        if parent.slot is None:
            break
        if parent.slot.rooms:
            return parent.slot.rooms
        above = parent
    return ()


def location_text(event: Event, rooms: Iterable[str]) -> str:
    """Return LOCATION: the rooms and their venue, or the venue, or the event, for it must never be missing."""
    index = event.index
    ids = tuple(rooms)
    known: list[Room | None] = [index.rooms.get(RoomId(room)) for room in ids]
    venues = [index.venues.get(room.venue) for room in known if room is not None and room.venue is not None]
    found = list(dict.fromkeys(venue.name for venue in venues if venue is not None))
    if not ids and not found:
        found = [venue.name for venue in event.venues[:1]]
    # Clean already here, so that a name of control characters alone is `?` as it is where it is declared.
    return clean_text(", ".join([room_line(event, ids), *found] if ids else found) or event.title)
