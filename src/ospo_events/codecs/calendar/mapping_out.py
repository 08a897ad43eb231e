"""From an event to the calendar tree: jCal components (RFC 7265), the one mapping that every spelling is made from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from ..._frozenmap import EMPTY, FrozenMap, JsonValue, thaw
from ...model.agent import Participant
from ...model.event import Event
from ...model.identity import NAMESPACE, session_uid
from ...model.ids import RoomId
from ...model.place import Room
from ...model.session import Session, Slot
from ...model.status import Privacy, Status
from ...model.time import instant
from ...model.vocabulary import is_service, kind_label
from .colors import css_name
from .describe import Describer
from .links import conference, link_property, links_code
from .options import ASSUMED, Options
from .own import SESSION
from .properties import ONCE_IN_VEVENT, OWN_MARK, SEMICOLON_LISTS, JcalProperty, SharedProperty, as_list
from .text import clean_text
from .values import is_value
from .vtimezone import UTC_KEYS, onsets

__all__ = [
    "CANCELLED_PREFIX",
    "POSTPONED_PREFIX",
    "SessionMapping",
    "assumed_status",
    "location_text",
    "own_uid",
    "rooms_above",
    "stamp",
    "tricky_dates",
    "unmodelled",
]

EPOCH = "1970-01-01T00:00:00Z"
CANCELLED_PREFIX = "Cancelled: "
POSTPONED_PREFIX = "Postponed: "
_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_STATUS = {
    Status.TENTATIVE: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.CANCELLED: "CANCELLED",
    Status.POSTPONED: "CANCELLED",
}
_OFF = (Status.CANCELLED, Status.POSTPONED)
_NONE: dict[str, Any] = {}
_UNUSUAL = (
    *SESSION.forms,
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


_digest = hashlib.sha1(NAMESPACE.bytes, usedforsecurity=False).copy
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def own_uid(event_id: str, session_id: str) -> str:
    """Return what `session_uid` does for a session without a uid of its own; `uuid.uuid5` costs four times as much."""
    digest = _digest()
    digest.update(f"{event_id}/{session_id}".encode())
    text = digest.hexdigest()
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:32]}"


def unmodelled(extra: FrozenMap[str, Any]) -> tuple[list[JcalProperty], list[Any]]:
    """Return the properties and components that rode along in `extra["x-ical"]`; what is not of that shape is left."""
    held: Any = extra.get("x-ical")
    if not isinstance(held, FrozenMap):
        return [], []
    tree: Any = thaw(cast("JsonValue", held))
    properties = [item for item in _list(tree.get("properties")) if is_property(item)]
    return properties, [item for item in _list(tree.get("components")) if is_component(item)]


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 100 and value.isascii() and value.replace("-", "").isalnum()


def is_property(value: Any) -> bool:
    """Return whether a JSON value is a jCal property that may be written."""
    prop = _list(value)
    if len(prop) < 4 or not _is_name(prop[0]) or not _is_name(prop[2]) or not isinstance(prop[1], dict):
        return False
    if prop[0].lower() in ("begin", "end"):
        return False
    for name, texts in cast("dict[Any, Any]", prop[1]).items():
        if not _is_name(name) or not all(isinstance(item, (str, int, float)) for item in as_list(texts)):
            return False
    values = [item for value in prop[3:] for item in as_list(value)] if prop[0].lower() in SEMICOLON_LISTS else prop[3:]
    return all(is_value(prop[2].lower(), item) for item in values)


def is_component(value: Any, depth: int = 0) -> bool:
    """Return whether a JSON value is a jCal component that may be written."""
    parts = _list(value)
    if len(parts) != 3 or depth > 8 or not _is_name(parts[0]):
        return False
    if not isinstance(parts[1], list) or not isinstance(parts[2], list):
        return False
    inner = all(is_component(item, depth + 1) for item in _list(parts[2]))
    return inner and all(is_property(item) for item in _list(parts[1]))


class SessionMapping:
    """Maps the sessions of one event; what sessions share (places, people, categories) is made once.

    Args:
        event: the event.
        options: the choices.
        years: the first and the last year of its sessions.
        whole: the event with all its sessions, where `event` has a part of them.
    """

    def __init__(self, event: Event, options: Options, years: tuple[int, int], whole: Event) -> None:
        self._event = event
        self._whole = whole
        self._options = options
        self._describe = Describer(event)
        key = event.timezone.key
        self._utc = options.times == "utc" or key in UTC_KEYS
        self._tzid: dict[str, Any] = {"tzid": key}
        self._tricky = frozenset[dt.date]() if self._utc else tricky_dates(key, *years)
        self._stamp: JcalProperty = SharedProperty(["dtstamp", {}, "date-time", stamp(event.updated)])
        self._states = {word: SharedProperty(["status", {}, "text", word]) for word in set(_STATUS.values())}
        self._confirmed = self._states["CONFIRMED"]
        self._never_changed = SharedProperty(["sequence", {}, "integer", 0])
        self._contacts = [SharedProperty(item) for item in self._contacts_among(event.participants)]
        self._some_have_contacts = any(part.role == "contact" for item in event.sessions for part in item.participants)
        self._slots: dict[tuple[Any, ...], list[JcalProperty]] = {}
        self._places: dict[tuple[str, ...], tuple[list[JcalProperty], str | None, str]] = {}
        self._kinds: dict[str, tuple[str, bool, str]] = {}
        self._categories: dict[tuple[Any, ...], tuple[list[JcalProperty], str]] = {}

    def __call__(self, session: Session) -> list[JcalProperty]:
        """Return the properties of the VEVENT of a session that has a slot."""
        slot = session.slot
        assert slot is not None, "sessions without a slot are not mapped"
        plain = _LOOK(session) == _USUAL
        place, access, rooms = self._place(session)
        shared, own = self._category(session)
        summary, state, more = self._status(session)
        people, lines = self._describe.participants(session)
        note, fields = self._texts(session, lines, access, plain=plain)
        code = f'{{"id":"{session.id}"{own}{rooms}'
        if people:
            code += f',"people":[{people}]'
        uid = session.uid or own_uid(self._event.id, session.id)
        properties: list[JcalProperty] = [
            ["uid", _NONE, "text", uid],
            self._stamp if session.updated is None else ["dtstamp", _NONE, "date-time", stamp(session.updated)],
            *self._times(slot),
            ["summary", _NONE, "text", summary],
            ["description", _NONE, "text", note],
            *place,
            *shared,
            state,
            ["sequence", _NONE, "integer", session.sequence] if session.sequence else self._never_changed,
        ]
        if self._contacts or self._some_have_contacts:
            properties += self._contacts_among(session.participants) or self._contacts
        if session.links:
            properties += map(link_property, session.links)
            more += f',"links":{links_code(session.links)}'
        if not plain:
            more += self._unusual(session, properties)
        properties.append(["x-ospo-session", _NONE, "text", f"{code}{fields}{more}}}"])
        return properties

    def _times(self, slot: Slot) -> list[JcalProperty]:
        """Return the properties of a slot's times; in a programme the same ones come again and again."""
        start, end = slot.start, slot.end
        # Of a time that comes twice, both are equal.
        key = (start, start.fold, end, 0 if end is None else end.fold)
        found = self._slots.get(key)
        if found is None:
            found = self._make_times(start, end)
            if len(self._slots) < 5000:  # a stream of any length is written in bounded memory
                self._slots[key] = found
        return found

    def _make_times(self, start: dt.datetime, end: dt.datetime | None) -> list[JcalProperty]:
        flag: list[JcalProperty] = []
        if end is None:
            flag.append(["x-open-end", _NONE, "text", "TRUE"])
            if self._options.open_end == "omit":
                return [self._moment("dtstart", start, self._in_utc(start)), *flag]
            end = (start.astimezone(dt.UTC) + ASSUMED).astimezone(self._event.timezone)
        in_utc = self._in_utc(start) or self._in_utc(end)
        first = self._moment("dtstart", start, in_utc)
        if end == start and instant(end) == instant(start):
            # DTEND "MUST be later" than DTSTART (RFC 5545 section 3.8.2.2).
            return [first, ["duration", _NONE, "duration", "PT0S"], *flag]
        return [first, self._moment("dtend", end, in_utc), *flag]

    def _in_utc(self, moment: dt.datetime) -> bool:
        """Return whether only UTC says when this is: its wall-clock time is skipped or repeated."""
        if self._utc:
            return True
        if not self._tricky or moment.date() not in self._tricky:
            return False
        return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()

    def _moment(self, name: str, moment: dt.datetime, in_utc: bool) -> JcalProperty:
        if in_utc:
            text = moment.astimezone(dt.UTC).isoformat("T", "seconds")[:19] + "Z"
        else:
            text = moment.isoformat("T", "seconds")[:19]
        return SharedProperty([name, _NONE if in_utc else self._tzid, "date-time", text])

    def _status(self, session: Session) -> tuple[str, JcalProperty, str]:
        """Return SUMMARY, STATUS, and for our own reader the status where STATUS does not say it."""
        status, whole = session.status, self._event.status
        if status is Status.CONFIRMED and whole is Status.CONFIRMED:
            return session.title, self._confirmed, ""
        summary = session.title
        if whole is not Status.CONFIRMED and status not in _OFF and (whole in _OFF or status is Status.CONFIRMED):
            status = whole
        word = _STATUS[status]
        if status in _OFF and self._options.cancelled == "prefix":
            prefix = CANCELLED_PREFIX if status is Status.CANCELLED else POSTPONED_PREFIX
            summary, word = prefix + summary, "CONFIRMED"
        known = assumed_status(word, whole) is session.status
        return summary, self._states[word], "" if known else f',"status":{_TO_JSON(session.status.value)}'

    def _place(self, session: Session) -> tuple[list[JcalProperty], str | None, str]:
        """Return the properties of the place, what is accessible there, and the rooms for our own reader."""
        assert session.slot is not None, "sessions without a slot are not mapped"
        rooms = session.slot.rooms
        if not rooms and session.parent is not None:
            return self._inherited(session)
        found = self._places.get(rooms)
        if found is None:
            found = self._places[rooms] = self._make_place(rooms)
        return found

    def _inherited(self, session: Session) -> tuple[list[JcalProperty], str | None, str]:
        place, access, _ = self._make_place(rooms_above(self._whole, session) or ())
        return place, access, ""

    def _make_place(self, rooms: tuple[str, ...]) -> tuple[list[JcalProperty], str | None, str]:
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
        code = f',"rooms":{_TO_JSON(list(rooms))}' if rooms else ""
        return [SharedProperty(item) for item in properties], self._describe.access_note(rooms), code

    def _category(self, session: Session) -> tuple[list[JcalProperty], str]:
        key = (session.tracks, session.kind)
        found = self._categories.get(key)
        if found is None:
            found = self._categories[key] = self._make_category(session)
        if not session.tags:
            return found
        properties, own = found
        return [[*properties[0], *session.tags], *properties[1:]], own

    def _make_category(self, session: Session) -> tuple[list[JcalProperty], str]:
        index = self._event.index
        tracks = [index.tracks.get(track) for track in session.tracks]
        words = [track.title if track else id for track, id in zip(tracks, session.tracks, strict=True)]
        properties: list[JcalProperty] = [["categories", {}, "text", *words, kind_label(session.kind)]]
        if is_service(session.kind):
            properties.append(["transp", {}, "text", "TRANSPARENT"])
        color = next((track.color for track in tracks if track is not None and track.color), None)
        if color is not None and (name := css_name(color)) is not None:
            properties.append(["color", {}, "text", name])
        code = "" if session.kind == "talk" else f',"kind":{_TO_JSON(session.kind)}'
        if session.tracks:
            code += f',"tracks":{_TO_JSON(list(session.tracks))}'
        return [SharedProperty(item) for item in properties], code

    def _texts(self, session: Session, people: list[str], access: str | None, *, plain: bool) -> tuple[str, str]:
        """Return DESCRIPTION, and the lengths of the texts in it for our own reader."""
        parts: list[str] = [] if session.subtitle is None else [session.subtitle]
        abstract, description = session.abstract, session.description
        fields = ""
        if abstract is not None:
            parts.append(abstract)
            fields = f',"abstract":{len(abstract)}'
        if description is not None:
            parts.append(description)
            fields += f',"description":{len(description)}'
        if people:
            parts.append("\n".join(people))
        if session.links or not plain:
            self._describe.add_rest(session, parts, plain=plain)
        if access is not None:
            parts.append(access)
        slot = session.slot
        if slot is not None and slot.end is None:
            parts.append(f"From {slot.start:%H:%M}; the end is not fixed.")
        parts.append(self._describe.zone_note)
        return "\n\n".join(parts), fields

    def _contacts_among(self, participants: Iterable[Participant]) -> list[JcalProperty]:
        """Return CONTACT (RFC 5545 section 3.8.4.2) for each contact, marked so that our own reader knows it again."""
        contacts = [item for item in participants if item.role == "contact"]
        return [["contact", {OWN_MARK: "TRUE"}, "text", self._describe.contact(item)] for item in contacts]

    def _unusual(self, session: Session, properties: list[JcalProperty]) -> str:
        """Add the properties of what sessions seldom say; return more of it for our own reader."""
        if session.updated is not None:
            properties.append(["last-modified", {}, "date-time", stamp(session.updated)])
        if session.url:
            properties.append(["url", {}, "uri", session.url])
        if session.privacy is not Privacy.PUBLIC:
            properties.append(["class", {}, "text", session.privacy.name])
        properties += [["concept", {}, "uri", uri] for uri in session.concepts]
        if session.recording is not None:
            properties += map(link_property, session.recording.links)
        for reltype, other in (("PARENT", session.parent), ("SIBLING", session.repeat_of)):
            known = None if other is None else self._whole.index.sessions.get(other)
            if known is not None and known.slot is not None:
                properties.append(["related-to", {"reltype": reltype}, "text", session_uid(self._whole, known)])
        if session.extra is not EMPTY:
            written = {prop[0] for prop in properties} & ONCE_IN_VEVENT
            properties += [prop for prop in unmodelled(session.extra)[0] if prop[0] not in written]
        more = ""
        if session.previous_start is not None:
            more = f',"previous_start":{_TO_JSON(session.previous_start.isoformat())}'
        rest = SESSION.text(session)
        return more if rest == "{}" else f"{more},{rest[1:-1]}"


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
    names = [room.name if room else id for room, id in zip(known, ids, strict=True)]
    venues = [index.venues.get(room.venue) for room in known if room is not None and room.venue is not None]
    found = list(dict.fromkeys(venue.name for venue in venues if venue is not None))
    if not names and not found:
        found = [venue.name for venue in event.venues[:1]]
    # Clean already here, so that a name of control characters alone is `?` as it is where it is declared.
    return clean_text(", ".join(names + found) or event.title)
