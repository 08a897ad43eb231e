"""Reads an event from a calendar tree: our own calendars exactly, those of other programs by documented heuristics.

Of a foreign calendar, LOCATION becomes a room or a venue, the first category that names no known kind a track, the
others tags, links of all sorts links, ORGANIZER and chairs people. What has no place in the model rides in
`extra["x-ical"]` and is written back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import attrs

from ....diagnostics import Diagnostic, Findings, Severity
from ....model.clock import WallClock
from ....model.event import Event
from ....model.identity import uuid5
from ....model.ids import is_id, slugify
from ....model.time import as_timezone
from ..._reading.html_entities import EntityReader
from ..._reading.programme import ProgrammeBuilder, Table
from ..._reading.timezones import named_zone
from .._content.tree import Component, JcalProperty, clean_text, plain_uri, utc_moment
from .._zones.resolve import Zones
from .conventions import (
    DAYS_MARK,
    EVENT,
    PRODID,
    READ_OF_CALENDAR,
    THINGS,
    ZONE_NAMES,
    Where,
    load_json,
    location_text,
    messages,
    where_of,
)
from .read_session import SessionReader

__all__ = ["Choices", "call_off", "read_calendar", "upgrade"]

T = TypeVar("T")
_MIDNIGHT = dt.time()
_KEYS = {"venues": "name", "rooms": "name", "tracks": "title", "people": "id", "organizations": "id"}
"""The names that other VEVENTs use for the things in a collection, by the name of the attribute."""
_DERIVED = frozenset({"image", "source", "concept", "attach", "conference", "link"})


@attrs.frozen(kw_only=True)
class Choices:
    """The options with which a calendar is read."""

    zone: ZoneInfo | None = None
    """The zone of the event; None: that of the calendar."""
    title: str | None = None
    """Its title; None: that of the calendar."""
    since: dt.date | None = None
    """The first day from which endless series are followed; None: the day of their start."""
    until: dt.date | None = None
    """The last of these days; None: a year after the latest date in the file."""


def read_calendar(calendar: Component, findings: Findings, choices: Choices) -> tuple[Event | None, list[int]]:
    """Return the event that a VCALENDAR describes, as far as it can be read, and the position of each session.

    Everything wrong with it becomes a finding.
    """
    upgrade(calendar, findings)
    calendar.components = [part for part in calendar.components if part.name != "vevent" or not part.first(DAYS_MARK)]
    reader = _Calendar(calendar, findings)
    return reader.event(choices), reader.positions


def call_off(calendar: Component) -> None:
    """Give all items of a calendar with METHOD:CANCEL the status cancelled (RFC 5546 section 3.2.5)."""
    if (calendar.text("method") or "").strip().upper() != "CANCEL":
        return
    for item in calendar.components:
        if item.name == "vevent":
            kept = [pair for pair in _pairs(item) if pair[0][0] != "status"]
            kept.append((["status", {}, "text", "CANCELLED"], calendar.position_of("method")))
            item.properties, item.positions = [prop for prop, _ in kept], [position for _, position in kept]


def _words(text: str) -> str:
    return " ".join(clean_text(text).split())


class _Calendar:
    def __init__(self, calendar: Component, findings: Findings) -> None:
        self.calendar = calendar
        self.findings = findings
        self.own: dict[str, Any] = {}
        self.is_own = False
        self.positions: list[int] = []
        ours = calendar.text("prodid") == PRODID or calendar.first("x-ospo-event") is not None
        self.entities = EntityReader(findings, active=not ours)
        for prop, position in calendar.named("x-ospo-event"):
            tree = load_json(str(prop[3]))
            if isinstance(tree, dict):
                self.own, self.is_own = cast("dict[str, Any]", tree), True
            else:
                findings.add(
                    "bad-own-data", "expected X-OSPO-EVENT to hold a JSON object, got something else", position=position
                )

    def event(self, choices: Choices) -> Event | None:
        zones = self._zones(choices.zone)
        arguments = self._arguments(choices.title, WallClock(zones.event_zone))
        if zones.is_guessed:
            arguments.setdefault("day_change", _MIDNIGHT)
        builder = ProgrammeBuilder(self.findings)
        # Identity first: what our own writer counted as lost may not invent ids of rooms and tracks.
        for table in builder.tables:
            self._declare(table)
        reader = SessionReader(
            self.calendar,
            self.findings,
            zones,
            arguments["id"],
            builder,
            event_status=self._status(),
            entities=self.entities,
        )
        if reader.event_participants and not self.is_own:
            arguments.setdefault("participants", reader.event_participants)
        reader.read(choices.since, choices.until)
        self.positions = reader.positions
        event = builder.event(position=self.calendar.position, **arguments, timezone=zones.event_zone)
        if event is None:
            return None
        if self.is_own:
            self._compare_locations(event, reader.locations, None if choices.title is None else event.title)
        return event

    def _compare_locations(self, event: Event, locations: dict[int, tuple[str, int]], given: str | None) -> None:
        """Report where LOCATION differs from the rooms in our own data: somebody changed it."""
        known: dict[Where, str] = {}
        for number, (got, position) in locations.items():
            session = event.sessions[number]
            # Without a readable time the session has no rooms either, and that has a finding.
            where = None if session.slot is None else where_of(event, session)
            # Of rooms declared in another file only the ids are known here, not what LOCATION calls them.
            if where is None or any(room not in event.index.rooms for room in where[0]):
                continue
            expected = known.get(where)
            if expected is None:
                expected = known[where] = _words(location_text(event, where))
            if not expected:
                expected = _words(location_text(event, where, session.links))
            if _words(got) != expected and expected != given:
                self.findings.add(
                    "location-differs",
                    f"expected the LOCATION of the rooms in X-OSPO-SESSION, {expected[:60]!r}, got {got[:60]!r}:"
                    " the rooms were kept",
                    position=position,
                    path=("sessions", number),
                    help="somebody changed LOCATION alone: if the session moved, give it its new room here",
                )

    def _status(self) -> Any:
        return EVENT.values({"status": self.own.get("status", "confirmed")}, []).get("status")

    def _zones(self, wanted: ZoneInfo | None) -> Zones:
        """Return the zones of the calendar and choose that of the event, by the clearest statement in the file."""
        zones = Zones(self.calendar, self.findings)
        if wanted is not None:
            zones.settle(wanted)
            return zones
        for name in ZONE_NAMES:
            for prop, position in self.calendar.named(name):
                found = self._plain_zone(str(prop[3]))
                if found is not None:
                    zones.settle(found)
                    return zones
                message = f"expected an IANA time zone as {name.upper()}, got {str(prop[3])[:60]!r}"
                self.findings.add("unknown-timezone", message, position=position)
        zones.settle_by_use()
        return zones

    def _plain_zone(self, name: str) -> ZoneInfo | None:
        if self.is_own:
            try:
                return as_timezone(name)
            except ValueError:
                return None
        return named_zone(name)

    def _arguments(self, title: str | None, clock: WallClock) -> dict[str, Any]:
        """Return the attributes of the event in the properties of the calendar."""
        calendar = self.calendar
        problems: list[Diagnostic] = []
        found = EVENT.values(self.own, problems, clock=clock)
        self._problems("x-ospo-event", problems)
        name = self._plain("name") or self._plain("x-wr-calname")
        found["title"] = title or self._text("title") or name
        if not found["title"].strip():
            found["title"] = "Untitled calendar"
            self.findings.add(
                "missing-title",
                "expected NAME or X-WR-CALNAME to say what this is, found neither",
                position=calendar.position,
            )
        found["id"] = self._text("id") or slugify(found["title"])
        text = self._plain("description") or self._plain("x-wr-caldesc") or None
        found["description"] = self.own["description"] if self.own.get("description", text) != text else text
        if found["description"] is not None and not isinstance(found["description"], str):
            found["description"] = text
        found["url"] = calendar.text("url")
        found["tags"] = tuple(str(tag) for prop, _ in calendar.named("categories") for tag in prop[3:])
        updated = calendar.first("last-modified")
        if updated is not None:
            found["updated"] = utc_moment(str(updated[3]))
        self._uid(found)
        found["extra"] = self._passthrough(found)
        return self._without_none(found)

    def _plain(self, name: str) -> str:
        """Return the text of a property of the calendar, empty if it is missing."""
        return self.entities.text(self.calendar.text(name) or "", name, self.calendar.position_of(name))

    def _text(self, key: str) -> str | None:
        value = self.own.get(key)
        return value if isinstance(value, str) and value else None

    @staticmethod
    def _without_none(found: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in found.items() if value is not None}

    def _uid(self, found: dict[str, Any]) -> None:
        uid = self._text("uid")
        if uid is None and "title" not in self.own:
            uid = self.calendar.text("uid")
        if is_id(found["id"]):
            found["uid"] = None if uid == uuid5(found["id"]) else uid
        else:
            found["id"] = slugify(found["id"])

    def _passthrough(self, found: Mapping[str, Any]) -> dict[str, Any]:
        known = {plain_uri(link.href) for link in found.get("links", ())} | set(
            map(plain_uri, found.get("concepts", ()))
        )
        kept: list[JcalProperty] = []
        for prop, position in zip(self.calendar.properties, self.calendar.positions, strict=True):
            if prop[0] in READ_OF_CALENDAR or (prop[0] in _DERIVED and str(prop[3]) in known):
                continue
            if prop[0] == "method":
                self._add_method(str(prop[3]).strip().upper(), position)
            elif prop[0] in ("vtimezone", "vevent", "summary", "x-wr-relcalid"):
                self.findings.add(
                    "misplaced-property", f"expected no {prop[0].upper()} here: it was left out", position=position
                )
            else:
                kept.append(prop)
        parts = [inner.jcal() for inner in self.calendar.components if inner.name not in ("vevent", "vtimezone")]
        held = {key: value for key, value in (("properties", kept), ("components", parts)) if value}
        return {"x-ical": held} if held else {}

    def _add_method(self, method: str, position: int) -> None:
        """Report METHOD, which turns a calendar into a message; CANCEL cancels its items (RFC 5546 section 3.2.5)."""
        message, severity = "METHOD makes a message of a calendar (RFC 5546): it was left out", Severity.INFO
        if method == "CANCEL":
            message = "METHOD:CANCEL calls off the items of a calendar (RFC 5546 3.2.5): they were read as cancelled"
            severity = Severity.WARNING
        self.findings.add("message-method", message, position=position, severity=severity)

    def _declare(self, table: Table[Any]) -> None:
        """Fill a table with the things that our own writer declared."""
        if table.collection not in THINGS:
            return
        name, fragment = THINGS[table.collection]
        for prop, position in self.calendar.named(name):
            problems: list[Diagnostic] = []
            value = fragment.load(load_json(str(prop[3])), problems)
            self._problems(name, problems, position)
            if value is not None:
                table.declare(value, (), key=getattr(value, _KEYS[table.collection]))

    def _problems(self, name: str, problems: list[Diagnostic], position: int | None = None) -> None:
        for problem in messages(problems[:10]):
            self.findings.add(
                "bad-own-data", f"{name.upper()}: {problem}", position=position, severity=Severity.WARNING
            )


_LEFT_OUT = frozenset({"aalarm", "dalarm", "malarm", "palarm", "tz", "daylight", "rnum", "dcreated"})
"""Properties of personal reminders, of zones, which are components in version 2.0, and properties without content."""
_TRANSP = {"0": "OPAQUE", "1": "TRANSPARENT"}


def upgrade(calendar: Component, findings: Findings) -> None:
    """Turn a calendar of version 1.0 into one of version 2.0 as far as possible; others are not changed."""
    version = calendar.first("version")
    if version is None or not str(version[3]).strip().startswith("1."):
        return
    position = calendar.positions[calendar.properties.index(version)]
    findings.add(
        "old-version",
        "expected VERSION:2.0, got vCalendar 1.0: it was read as far as it says the same",
        position=position,
    )
    for component in (calendar, *calendar.components):
        kept = [
            (new, position)
            for prop, position in _pairs(component)
            if (new := _upgraded(prop, position, findings)) is not None
        ]
        component.properties = [prop for prop, _ in kept]
        component.positions = [position for _, position in kept]


def _pairs(component: Component) -> list[tuple[JcalProperty, int]]:
    return list(zip(component.properties, component.positions, strict=True))


def _upgraded(prop: JcalProperty, position: int, findings: Findings) -> JcalProperty | None:
    """Return a property in the form of version 2.0, or None if that has none."""
    name, parameters, kind, *values = prop
    if name == "categories":
        return [name, parameters, kind, *(word for value in values for word in str(value).split(";"))]
    if name == "transp":
        return [name, parameters, kind, _TRANSP.get(str(values[0]), "OPAQUE")]
    if name == "dcreated" and kind == "date-time":
        return ["created", parameters, kind, *values]
    if name in _LEFT_OUT:
        findings.add(
            "old-version", f"expected a property of version 2.0, got {name.upper()}: it was left out", position=position
        )
        return None
    return prop
