"""From the VEVENTs of a calendar to sessions: what our own and everybody else's have in common."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import attrs

from ....diagnostics import Findings, Severity
from ....model.identity import uuid5
from ....model.ids import VenueId, is_id, slugify, unused_id
from ....model.session import Session, Slot, whole_days
from ....model.status import Privacy, Status
from ....model.time import EndBeforeStart, check_aware
from ..._reading.html_entities import EntityReader
from ..._reading.programme import ProgrammeBuilder, construct
from .._content.tree import (
    MAX_INTEGER,
    Component,
    JcalProperty,
    Shape,
    read_duration,
    split_duration,
    utc_moment,
)
from .._recurrence.expand import Occurrence, occurrences
from .._zones.resolve import Zones, is_date
from .read_foreign import ForeignReader
from .read_vevent import OwnReader, PlainItem, Vevent, index_vevent, looked_at_first, own_data, plain_item, texts

__all__ = ["SessionReader"]

_NO_TIME = (ValueError, OverflowError, TypeError)
"""What comes of a time that is none, or too far off to be turned into another zone."""


class SessionReader:
    """Reads the sessions of one calendar; rooms and tracks that it meets join the tables it is given.

    Args:
        calendar: the calendar.
        findings: takes everything wrong.
        zones: the zones of the calendar.
        event_id: the id of the event.
        builder: takes the sessions, and the rooms and tracks that they name.
        event_status: the status of the event.
        entities: reads the texts of what is not our own.
    """

    def __init__(
        self,
        calendar: Component,
        findings: Findings,
        zones: Zones,
        event_id: str,
        builder: ProgrammeBuilder,
        *,
        event_status: Status | None,
        entities: EntityReader,
    ) -> None:
        self._calendar = calendar
        self._findings = findings
        self._zones = zones
        self._event_id = event_id
        self._sessions = builder.sessions
        self._own = OwnReader(findings, zones.event_zone, builder, event_status or Status.CONFIRMED)
        self._foreign = ForeignReader(findings, builder, entities, looked_at_first(calendar.components))
        self.event_participants = self._foreign.event_participants
        """Who organizes everything, where the calendar is not our own."""
        self._plain: dict[Shape, PlainItem | None] = {}
        self._uids: dict[str, str] = {}
        self._first: dict[int, str] = {}
        self._parents: list[tuple[str, str, int]] = []
        """Of each RELATED-TO the id of its session, the UID it names and its position."""
        self.positions: list[int] = []
        """The position of the VEVENT of each session."""
        self.locations: dict[int, tuple[str, int]] = {}
        """What LOCATION says of the sessions whose rooms our own data name, and its position, by number of session."""

    def read(self, since: dt.date | None, until: dt.date | None) -> None:
        """Read all sessions, in the order of the calendar; series without an end are followed between two days."""
        table = self._sessions
        for occurrence in occurrences(self._calendar, self._findings, self._zones, since=since, until=until):
            session = self._session(occurrence, len(table))
            if session is not None:
                table.declare(session, ())
                self.positions.append(occurrence.component.position)
        for id, uid, position in self._parents:
            parent = self._uids.get(uid)
            if parent is not None and parent != id:
                table.change(id, parent=parent)
            else:
                self._findings.add(
                    "dangling-reference",
                    f"expected RELATED-TO to name a UID of this calendar, got {uid[:60]!r}",
                    position=position,
                )
        self._foreign.places.mark_shared(table, self.positions)

    def _plainly(self, occurrence: Occurrence, number: int) -> dict[str, Any] | None:
        """Return the constructor arguments of an item in which nothing is unusual; None: it is read the long way."""
        component, shape = occurrence.component, occurrence.component.shape
        if shape is None or occurrence.series is not None:
            return None
        plain = self._plain.get(shape) or self._new_plain(shape)
        if plain is None:
            return None
        lines, position = component.values, component.position
        own = None if plain.own is None else own_data(lines[plain.own])
        uid = lines[plain.uid].strip()
        values: dict[str, Any] = {}
        if (
            not uid
            or uid in self._uids
            or (own is None) is plain.is_own
            or not self._plain_basics(plain, lines, values)
        ):
            return None
        if own is None:
            if not self._foreign.read_plain(plain, lines, values):
                return None
            # Nothing ends the short way from here on: what follows may have findings.
            place = position if plain.location is None else position + 1 + plain.location
            where = self._foreign.places.read(plain.text(lines, plain.location), place)
            rooms, values["links"] = where.rooms, where.links
            if where.mode is not None:
                values["attendance_mode"] = where.mode
            id = _id_of(uid)
            if plain.kept and (kept := self._foreign.pass_plain(plain, lines, values)):
                values["extra"] = {"x-ical": kept}
        else:
            if not is_id(own["id"]) or not self._own.read_plain(plain, lines, own, values):
                return None
            rooms, id = texts(own.get("rooms")), own["id"]
            place = position if plain.location is None else position + 1 + plain.location
            self.locations[number] = plain.text(lines, plain.location), place
        times = plain.times.get((lines[plain.dtstart], lines[plain.dtend]))
        values["slot"] = self._new_slot(component, plain, number, rooms) if times is None else Slot(*times, rooms=rooms)
        id = unused_id(id, self._sessions)
        self._uids[uid] = id
        values["id"], values["uid"] = id, self._said_uid(uid, id)
        return values

    def _new_plain(self, shape: Shape) -> PlainItem | None:
        if shape not in self._plain:
            self._plain[shape] = plain_item(shape, colors=self._own.has_colors, globe=self._own.has_geo)
        return self._plain[shape]

    @staticmethod
    def _plain_basics(plain: PlainItem, lines: list[Any], values: dict[str, Any]) -> bool:
        """Read what our own and other plain items say in the same way; return whether nothing is wrong with it."""
        if plain.sequence is not None:
            values["sequence"] = lines[plain.sequence]
            if not 0 <= values["sequence"] <= MAX_INTEGER:
                return False
        if url := plain.text(lines, plain.url):
            values["url"] = url
        if plain.last_modified is not None:
            values["updated"] = utc_moment(lines[plain.last_modified])
        return True

    def _new_slot(self, component: Component, plain: PlainItem, number: int, rooms: tuple[str, ...]) -> Slot | None:
        """Return the slot of a plain item, and keep its times for others where they have no finding."""
        start, end = (plain.shape.property(place, component.values[place]) for place in (plain.dtstart, plain.dtend))
        slot = self._slot(index_vevent(component, number, self._findings), rooms)
        if slot is not None and slot.end is not None and self._zones.is_settled(start) and self._zones.is_settled(end):
            plain.times[start[3], end[3]] = slot.start, slot.end
        return slot

    def _said_uid(self, uid: str, id: str) -> str | None:
        """Return a UID where it is not the one that the id gives."""
        # One of version 5 is told by its look, which costs less than making it; none is made of itself.
        could_be_made = len(uid) == 36 and uid[14] == "5" and uid != id
        return None if could_be_made and uid == uuid5(f"{self._event_id}/{id}") else uid

    def _session(self, occurrence: Occurrence, number: int) -> Session | None:
        plain = self._plainly(occurrence, number)
        if plain is not None:
            try:
                return Session(**plain)
            except (ValueError, TypeError, OverflowError):  # `construct` tells why
                self.locations.pop(number, None)
                position = occurrence.component.position
                return construct(Session, self._findings, ("sessions", number), position=position, **plain)
        item = index_vevent(occurrence.component, number, self._findings)
        own = self._own.data(item)
        values: dict[str, Any] = {}
        reader = self._foreign if own is None else self._own
        title, values["status"] = reader.title_and_status(item)
        self._basics(item, values, title)
        if own is None:
            where = self._foreign.read(item, values)
            slot = self._slot(item, where.rooms)
            kept = self._foreign.passthrough(item, values, where)
        else:
            slot = self._slot(item, texts(own.get("rooms")), own.get("venue"))
            self._own.read(item, own, values)
            kept = self._own.passthrough(item, values)
            self.locations[number] = (item.text("location"), item.position("location"))
        values["id"], values["uid"] = self._identity(item, occurrence.suffix, own, slot, values["title"])
        series = occurrence.series
        if series is not None and (first := self._first.setdefault(series, values["id"])) != values["id"]:
            values["repeat_of"] = first
        if slot is not None:
            values["slot"] = slot
        if kept:
            values["extra"] = {"x-ical": kept}
        position = item.component.position
        session = construct(Session, self._findings, ("sessions", number), position=position, **values)
        if session is None:
            self.locations.pop(number, None)
        elif own is None:
            self._relate(session, item)
        return session

    def _relate(self, session: Session, item: Vevent) -> None:
        """Keep what RELATED-TO says of a session until all are read."""
        for prop, position in item.component.named("related-to"):
            if str(prop[1].get("reltype", "PARENT")).upper() == "PARENT":
                self._parents.append((session.id, str(prop[3]), position))

    def _basics(self, item: Vevent, values: dict[str, Any], title: str) -> None:
        """Read what our own and everybody else's VEVENTs say in the same way."""
        once = item.once
        if not title.strip():
            position = item.component.position
            self._findings.add(
                "missing-title", "expected a SUMMARY, got none: the session is called 'Untitled'", position=position
            )
            title = "Untitled"
        values["title"] = title
        if (prop := once.get("sequence")) is not None and isinstance(prop[3], int):
            values["sequence"] = prop[3]
            if not (0 <= prop[3] <= MAX_INTEGER or "x-ospo-session" in once):
                values["sequence"] = 0
                message = f"expected SEQUENCE from 0 to {MAX_INTEGER} (RFC 5545 3.3.8), got {prop[3]}: it was left out"
                self._findings.add("invalid-value", message, position=item.position("sequence"))
        if url := item.text("url"):
            values["url"] = url
        if (prop := once.get("last-modified")) is not None:
            values["updated"] = utc_moment(str(prop[3]))
        if (prop := once.get("class")) is not None and str(prop[3]).upper() in Privacy.__members__:
            values["privacy"] = Privacy[str(prop[3]).upper()]
        if "concept" in once:
            values["concepts"] = tuple([str(prop[3]) for prop in item.many if prop[0] == "concept"])

    def _identity(
        self, item: Vevent, suffix: str, own: dict[str, Any] | None, slot: Slot | None, title: str
    ) -> tuple[str, str | None]:
        """Return the id and the uid: the id comes from the UID, so that it outlives every other change."""
        uid = item.text("uid").strip()
        if own is not None and is_id(own["id"]):
            id = own["id"]
        elif uid:
            id = _id_of(uid)
        else:
            self._findings.add(
                "missing-uid", "expected a UID, got none: made from the title", position=item.component.position
            )
            id = slugify(title)
        if suffix:
            id, uid = id[:80] + suffix, ""
        elif uid and uid in self._uids:
            self._findings.add(
                "duplicate-uid",
                f"expected a UID of its own, got {uid[:60]!r} again: calendars show only one of them",
                position=item.position("uid"),
                help="the session was given an id and a UID of its own, made from its start",
            )
            if id in self._sessions:
                id = f"{id[:80]}-{'unscheduled' if slot is None else format(slot.start, '%Y%m%dT%H%M')}"
            uid = ""
        id = unused_id(id, self._sessions)
        if uid:
            self._uids[uid] = id
        return id, self._said_uid(uid, id) if uid else None

    def _slot(self, item: Vevent, rooms: tuple[str, ...], own_venue: object = None) -> Slot | None:
        slot = self._times(item, rooms)
        if slot is None or not isinstance(own_venue, str) or not is_id(own_venue):
            return slot
        return attrs.evolve(slot, venue=VenueId(own_venue))

    def _times(self, item: Vevent, rooms: tuple[str, ...]) -> Slot | None:
        begin = item.once.get("dtstart")
        if begin is None:
            position = item.component.position
            self._findings.add(
                "missing-start", "expected a DTSTART, got none that can be read: it has no time", position=position
            )
            return None
        if is_date(begin):
            return self._whole_days(item, rooms)
        try:
            start = self._zones.moment(begin, item.position("dtstart"))
            if start is None:
                return None
            check_aware("the start of a session", start)
        except _NO_TIME as error:
            message = f"{error}: the session has no time"
            self._findings.add("bad-time", message, position=item.position("dtstart"), severity=Severity.ERROR)
            return None
        position = item.position("dtend" if "dtend" in item.once else "duration")
        try:
            end = self._end(item, start, position)
            if (dates := _dates_of_outlook(item)) is not None:
                message = f"expected a date of an item for all day, got midnight, {begin[3]}: read as {dates[0]}"
                self._findings.add("odd-time", message, position=item.position("dtstart"))
                return whole_days(*dates, self._zones.event_zone, rooms=rooms)
            return Slot(start, end, rooms=rooms)
        except EndBeforeStart as error:
            self._findings.add(
                "end-before-start", f"{error}: the end was left open", position=position, severity=Severity.ERROR
            )
        except _NO_TIME as error:
            self._findings.add(
                "bad-time", f"{error}: the end was left open", position=position, severity=Severity.ERROR
            )
        return Slot(start, rooms=rooms)

    def _whole_days(self, item: Vevent, rooms: tuple[str, ...]) -> Slot | None:
        """Return the all-day slot of an item whose DTSTART is a date; without an end it is one (RFC 5545, 3.6.1)."""
        once, zone = item.once, self._zones.event_zone
        try:
            first = dt.date.fromisoformat(str(once["dtstart"][3]))
            slot = whole_days(first, first, zone, rooms=rooms)
        except _NO_TIME as error:
            message = f"{error}: the session has no time"
            self._findings.add("bad-time", message, position=item.position("dtstart"), severity=Severity.ERROR)
            return None
        name = "dtend" if "dtend" in once else "duration"
        if (prop := once.get(name)) is None:
            return slot
        if name == "dtend" and not is_date(prop) and str(prop[3]).rstrip("Z").endswith("T00:00:00"):
            text = str(prop[3])
            message = f"expected a date as DTEND of whole days, got {text}: read as {text[:10]}"
            self._findings.add("odd-time", message, position=item.position(name))
            prop = cast("JcalProperty", [name, {}, "date", text[:10]])
        try:
            return whole_days(first, _last_date(first, name, prop), zone, rooms=rooms)
        except EndBeforeStart as error:
            message = f"{error}: it is taken to last one day"
            same = prop[3] == once["dtstart"][3]  # as many programs write a single day, and others read it
            severity = Severity.WARNING if same else Severity.ERROR
            self._findings.add("end-before-start", message, position=item.position(name), severity=severity)
        except _NO_TIME as error:
            message = f"{error}: it is taken to last one day"
            self._findings.add("bad-time", message, position=item.position(name), severity=Severity.ERROR)
        return slot

    def _end(self, item: Vevent, start: dt.datetime, position: int) -> dt.datetime | None:
        once = item.once
        if "x-open-end" in once and item.text("x-open-end").upper() == "TRUE":
            return None
        if (prop := once.get("dtend")) is not None:
            if "duration" in once:
                message = "expected DTEND or DURATION (RFC 5545 3.6.1), got both: DTEND counts"
                self._findings.add("several-values", message, position=item.position("duration"))
            return self._zones.moment(prop, position)
        if (prop := once.get("duration")) is not None:
            days, rest = split_duration(str(prop[3]))
            return self._zones.later(once["dtstart"], start, days, rest, item.position("dtstart"))
        message = "expected DTEND or DURATION, got none that can be read: the end is open"
        self._findings.add("missing-end", message, position=item.component.position)
        return None


def _id_of(uid: str) -> str:
    """Return the id that a UID gives."""
    local = uid.rpartition("@")[0] or uid
    return local if is_id(local) else slugify(local)


def _dates_of_outlook(item: Vevent) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last date of what Outlook says is for all day, from midnight to midnight."""
    once = item.once
    if _ALL_DAY not in once or "dtend" not in once or "x-ospo-session" in once:
        return None
    first, _, start = str(once["dtstart"][3]).partition("T")
    last, _, end = str(once["dtend"][3]).partition("T")
    if item.text(_ALL_DAY).strip().upper() != "TRUE" or start != "00:00:00" or end != "00:00:00" or last <= first:
        return None  # in UTC nobody knows whose midnight it is
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last) - dt.timedelta(days=1)


_ALL_DAY = "x-microsoft-cdo-alldayevent"


def _last_date(first: dt.date, name: str, prop: JcalProperty) -> dt.date:
    """Return the last date of an item of whole days, by its DTEND, which is not in it, or its DURATION."""
    day = dt.timedelta(days=1)
    if name == "duration":
        length = read_duration(str(prop[3]))
        if length % day or not length:
            raise ValueError(f"expected a number of days as DURATION of whole days, got {str(prop[3])!r}")
        return first + length - day
    if not is_date(prop):
        raise ValueError(f"expected a date as DTEND of whole days, got {str(prop[3])[:40]!r}")
    return dt.date.fromisoformat(str(prop[3])) - day
