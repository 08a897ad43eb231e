"""From an event to the properties of its calendar, and the streams of components that a document is made of."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

import attrs

from ...._frozenmap import EMPTY
from ....model.agenda import dates_of
from ....model.event import Event
from ....model.identity import event_uid, uuid5
from ....model.ids import SessionId
from ....model.link import Link
from ....model.session import Session
from ....model.status import OFF, Status
from ....views.readable import with_readable_texts
from ....views.selection import check_ids
from .._content.lines import (
    JCAL,
    LINES,
    Line,
    Output,
    component_lines,
    join_each,
    join_lines,
    safe_join,
)
from .._content.tree import JcalProperty, clean_component, clean_deep, clean_property, hides_controls, plain_uri
from .._zones.onsets import UTC_KEYS, make_vtimezone, tricky_dates
from .conventions import (
    CANCELLED_PREFIX,
    DAYS_MARK,
    EVENT,
    POSTPONED_PREFIX,
    PRODID,
    SHOWN_NOWHERE,
    STATUS_WORDS,
    THINGS,
    Cancelled,
    OpenEnd,
    Options,
    Profile,
    Times,
    css_name,
    json_text,
    link_property,
    location_text,
    passthrough_of,
    stamp,
)
from .rfc9073 import enrich
from .write_session import SessionMapping

__all__ = [
    "Cancelled",
    "Document",
    "OpenEnd",
    "Options",
    "Part",
    "Profile",
    "Times",
    "Whole",
    "chunks",
    "head_and_end",
    "jcal_chunks",
    "make_document",
    "selection_key",
    "session_chunks",
]

P = TypeVar("P")
_UTC: tuple[JcalProperty, ...] = (
    ["dtstart", {}, "date-time", "1970-01-01T00:00:00"],
    ["tzoffsetfrom", {}, "utc-offset", "+00:00"],
    ["tzoffsetto", {}, "utc-offset", "+00:00"],
)
REFRESH = "PT1H"
_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_BLOCK = 16
"""Sessions that are written together, stage by stage: a fifth faster than each through all stages by itself, since
Python runs the same few lines again while the processor has them at hand."""


@attrs.frozen(kw_only=True)
class Part:
    """A part of a programme that has a calendar of its own."""

    name: str
    """What to call it, after the event's title."""
    key: str
    """What it is the calendar of, by kind and id: `track/ai`. Its UID is made from that, and outlives every title."""
    sessions: tuple[Session, ...]
    """Its sessions, those of the readable event: `Whole.event`."""


class Whole:
    """An event that calendars are written of, with what all of them share.

    Args:
        event: the event as its audience sees it.
    """

    def __init__(self, event: Event) -> None:
        self.as_given = event.index.resolved
        """The event, whose parts say themselves what they take over from their wholes, with texts to the letter."""
        self.event = with_readable_texts(self.as_given)
        self._zones: dict[tuple[int, int], list[Any] | None] = {}

    @cached_property
    def clean(self) -> Event:
        """The event, whose own texts hold nothing that must not travel; its sessions are as they were."""
        cleaned: Event = clean_deep(attrs.evolve(self.event, sessions=()))
        return attrs.evolve(cleaned, sessions=self.event.sessions)

    def zone(self, years: tuple[int, int]) -> list[Any] | None:
        """Return the VTIMEZONE for some years; None where there need not be one."""
        if years not in self._zones:
            self._zones[years] = make_vtimezone(self.event.timezone.key, *years)
        return self._zones[years]


class Document:
    """One calendar on its way out: what stands before the sessions, and each session as a component.

    Args:
        whole: the event.
        options: the choices.
        part: the part to write; None: everything. It costs what the part needs, not what the programme holds.
    """

    def __init__(self, whole: Whole, options: Options, part: Part | None = None) -> None:
        self.whole = whole
        self.event = event = whole.event
        self.options = options
        self.part = part
        self.chosen = chosen = event.sessions if part is None else part.sessions
        """The sessions asked for; `sessions` are those of them that are written."""
        off = OFF if options.cancelled == "omit" else ()
        self.sessions = tuple(item for item in chosen if item.slot is not None and item.status not in off)
        if options.cancelled == "omit" and event.status in OFF:
            self.sessions = ()
        self.years = _years(self.sessions)
        self._mappings: dict[Output[Any], SessionMapping[Any]] = {}

    def properties(self, output: Output[P]) -> list[P]:
        """Return the calendar's own properties in a output."""
        event, part = self.event, self.part
        name = event.title if part is None else f"{event.title}: {part.name}"
        uid = event_uid(event) if part is None else uuid5(f"{event.id}/feed/{part.key}")
        # Programs that look for the first UID in a file, as vdirsyncer does, take a whole feed for one item of it.
        found: list[JcalProperty] = [["uid", {}, "text", uid]] if self.options.profile == "rich" else []
        found[:0] = [
            ["version", {}, "text", "2.0"],
            ["prodid", {}, "text", PRODID],
            ["calscale", {}, "text", "GREGORIAN"],
            ["name", {}, "text", name],
            ["x-wr-calname", {}, "text", name],
            ["x-wr-timezone", {}, "text", event.timezone.key],
        ]
        text = event.description or event.theme
        if text:
            found += [["description", {}, "text", text], ["x-wr-caldesc", {}, "text", text]]
        if event.url and (url := plain_uri(event.url)):
            found.append(["url", {}, "uri", url])
        if event.updated is not None:
            found.append(["last-modified", {}, "date-time", stamp(event.updated)])
        found.append(["refresh-interval", {}, "duration", REFRESH])
        found.append(["x-published-ttl", {}, "duration", REFRESH])
        if event.tags:
            found.append(["categories", {}, "text", *event.tags])
        if event.color and (color := css_name(event.color)) is not None:
            found.append(["color", {}, "text", color])
        found += _links(event.links)
        found += [["concept", {}, "uri", uri] for uri in map(plain_uri, event.concepts) if uri]
        if event.extra:
            found += passthrough_of(event)[0]
        if self.options.profile == "lean":
            return [output.property(prop) for prop in found if prop[0] not in SHOWN_NOWHERE]
        return [*map(output.property, found), *self._own(name, output)]

    def _own(self, name: str, output: Output[P]) -> list[P]:
        event = self.event
        code: dict[str, Any] = {"id": event.id}
        if name != event.title:
            code["title"] = event.title
        if event.uid is not None and (self.part is not None or self.options.profile != "rich"):
            code["uid"] = event.uid
        if event.description is not None and not event.description:
            code["description"] = ""
        elif event.description is None and event.theme:
            code["description"] = None
        code.update(EVENT.dump(event))
        found = [output.text("x-ospo-event", json_text(code))]
        things = self.things()
        for collection, (prop, fragment) in THINGS.items():
            found += [output.text(prop, fragment.text(item)) for item in things[collection]]
        return found

    def things(self, *, as_given: bool = False) -> dict[str, Any]:
        """Return the places, tracks and agents to declare, by collection: all of them, or those that the part needs.

        Args:
            as_given: with their texts to the letter, rather than as people are to read them.
        """
        event = self.whole.as_given if as_given else self.event
        index = event.index
        if self.part is None:
            return {name: getattr(event, name) for name in THINGS}
        sessions = self.chosen
        agents = [part for item in sessions for part in item.participants] + list(event.participants)
        ids = [id for part in agents for id in (part.agent, *part.affiliations) if id is not None]
        people = _found(index.people, ids)
        ids += [id for person in people for id in person.affiliations]
        return {
            "venues": event.venues,
            "rooms": _found(index.rooms, (room for item in sessions if item.slot for room in item.slot.rooms)),
            "tracks": _found(index.tracks, (track for item in sessions for track in item.tracks)),
            "people": people,
            "organizations": _found(index.organizations, ids),
        }

    def before(self) -> list[Any]:
        """Return the components that stand before the sessions: the VTIMEZONE, and what rode along."""
        found: list[Any] = []
        if self.options.times == "local" and self.sessions:
            zone = self.whole.zone(self.years)
            if zone is not None:
                found.append(zone)
        if self.event.extra:
            found += passthrough_of(self.event)[1]
        if not self.sessions:
            days = None if self.part is not None else _days_of(self.event, self.options)
            if days is not None:
                found.append(_vevent_of_days(self.event, days, self.options))
            elif not found:
                found.append(_zone_alone(self.event))
        return found

    def mapping(self, output: Output[P]) -> SessionMapping[P]:
        """Return what maps the sessions to properties in a output; what they share is made once."""
        found = self._mappings.get(output)
        if found is None:
            found = SessionMapping(self.event, self.options, self._tricky(), self.chosen, output)
            self._mappings[output] = found
        return found

    def _tricky(self) -> frozenset[dt.date] | None:
        """Return the dates on which clocks change in the zone of the event; None where its times are in UTC."""
        key = self.event.timezone.key
        return None if self.options.times == "utc" or key in UTC_KEYS else tricky_dates(key, *self.years)

    def clean(self) -> None:
        """Go on with an event whose own texts hold nothing that must not travel."""
        self.event = self.whole.clean
        self._mappings.clear()

    def clean_all(self, properties: list[JcalProperty]) -> list[JcalProperty]:
        """Return properties without characters that must not travel."""
        return [clean_property(prop) for prop in properties]


def _days_of(event: Event, options: Options) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of an event; None where nobody says them, or where it is left out."""
    if (not event.days and event.start is None and event.end is None) or (
        options.cancelled == "omit" and event.status in OFF
    ):
        return None
    return dates_of(event)


def _vevent_of_days(event: Event, days: tuple[dt.date, dt.date], options: Options) -> list[Any]:
    """Return a VEVENT for the whole event, as jCal; our own reader knows by its mark that it is no session.

    A VCALENDAR has at least one component (RFC 5545 section 3.6), and people subscribe before the programme is there.
    """
    first, last = days
    title, status = event.title, STATUS_WORDS[event.status]
    if event.status in OFF and options.cancelled == "prefix":
        prefix = CANCELLED_PREFIX if event.status is Status.CANCELLED else POSTPONED_PREFIX
        title, status = prefix + title, "CONFIRMED"
    properties: list[JcalProperty] = [
        ["uid", {}, "text", event_uid(event)],
        ["dtstamp", {}, "date-time", stamp(event.updated)],
        ["dtstart", {}, "date", first.isoformat()],
        # The day after the last one.
        ["dtend", {}, "date", (last + dt.timedelta(days=1)).isoformat()],
        ["summary", {}, "text", title],
        *([["location", {}, "text", where]] if (where := location_text(event)) else []),
        ["status", {}, "text", status],
        ["transp", {}, "text", "TRANSPARENT"],
        [DAYS_MARK, {}, "text", "TRUE"],
    ]
    text = event.description or event.theme
    if text:
        properties.insert(-1, ["description", {}, "text", text])
    if event.url and (url := plain_uri(event.url)):
        properties.insert(-1, ["url", {}, "uri", url])
    return ["vevent", properties, []]


def _zone_alone(event: Event) -> list[Any]:
    """Return the VTIMEZONE of an event for a calendar that has nothing else to show, as jCal."""
    key = event.timezone.key
    zone = make_vtimezone(key, 1970, 1970)
    return zone or ["vtimezone", [["tzid", {}, "text", key]], [["standard", [*_UTC], []]]]


def make_document(event: Event, options: Options, sessions: Collection[str] | None) -> Document:
    """Return the document of an event, or of the sessions with these ids in that order.

    Raises:
        UnknownId: the event has no session of that id.
    """
    whole = Whole(event)
    if sessions is None:
        return Document(whole, options)
    table = whole.event.index.sessions
    check_ids("session", sessions, table)
    chosen = tuple(table[id] for id in dict.fromkeys(map(SessionId, sessions)))
    return Document(whole, options, Part(name="selection", key=selection_key(chosen), sessions=chosen))


def selection_key(sessions: Collection[Session]) -> str:
    """Return the key of a calendar of some sessions that nothing else has in common."""
    return "/".join(["selection", *(session.id for session in sessions)])


def _found(table: Any, ids: Iterable[Any]) -> list[Any]:
    return [table[id] for id in dict.fromkeys(ids) if id in table]


def _years(sessions: Sequence[Session]) -> tuple[int, int]:
    first, last = 9999, 1
    for session in sessions:
        slot = session.slot
        if slot is not None:
            year = slot.start.year
            first = min(first, year)
            # One day of room: an assumed end, and what is midnight in another zone.
            last = max(last, year if slot.end is None else slot.end.year)
    return (first, last + 1) if sessions else (1970, 1970)


def _links(links: tuple[Link, ...]) -> list[JcalProperty]:
    found: list[JcalProperty] = []
    for link in links:
        if link.rel in ("image", "icon"):
            display = "BADGE" if link.rel == "icon" else "GRAPHIC"
            found.append(["image", {"display": display}, "uri", plain_uri(link.href)])
        elif link.rel == "self":
            found.append(["source", {}, "uri", plain_uri(link.href)])
        else:
            found.append(link_property(link))
    return found


def head_and_end(document: Document) -> tuple[bytes, bytes]:
    """Return the parts of a calendar before its first session and after its last."""
    lines = _head_lines(document)
    data = None if _hides(lines) else join_lines(lines)
    if data is None:
        document.clean()
        data = safe_join(_head_lines(document))
    return data, b"END:VCALENDAR\r\n"


def _hides(lines: Sequence[Line]) -> bool:
    """Return whether our own data in content lines escape what must not travel."""
    return any(isinstance(line, str) and line.startswith("X-OSPO-") and hides_controls(line) for line in lines)


def _head_lines(document: Document) -> list[Line]:
    inner = [line for component in document.before() for line in component_lines(component)]
    return ["BEGIN:VCALENDAR", *document.properties(LINES), *inner]


def chunks(document: Document) -> Iterator[bytes]:
    """Yield the document: its head, each session, its end."""
    head, end = head_and_end(document)
    yield head
    yield from session_chunks(document, document.sessions)
    yield end


def session_chunks(document: Document, sessions: Sequence[Session]) -> Iterator[bytes]:
    """Yield the VEVENT of each session, without characters that must not travel."""
    for begin in range(0, len(sessions), _BLOCK):
        block = sessions[begin : begin + _BLOCK]
        vevents = _vevents(document, block, LINES)
        pieces = join_each([_lines(own, inner) for own, inner in vevents])
        for session, (own, _), data in zip(block, vevents, pieces, strict=True):
            # Our own data stand last.
            yield _cleaned_chunk(document, session) if data is None or _hides(own[-1:]) else data


def _cleaned_chunk(document: Document, session: Session) -> bytes:
    return safe_join(_lines(*_vevents(document, [clean_deep(session)], LINES)[0]))


def _vevents(document: Document, sessions: Sequence[Session], output: Output[P]) -> list[tuple[list[P], list[Any]]]:
    """Return the properties of each VEVENT, our own data last if any, and the components inside it as jCal."""
    rich = document.options.profile == "rich"
    found: list[tuple[list[P], list[Any]]] = []
    for session, properties in zip(sessions, document.mapping(output)(sessions), strict=True):
        inner = [] if session.extra is EMPTY else passthrough_of(session)[1]
        if rich:
            more, parts = enrich(document.event, session)
            properties[-1:-1] = map(output.property, more)
            inner = parts + inner
        found.append((properties, inner))
    return found


def _lines(properties: list[Line], components: list[Any]) -> list[Line]:
    """Return the content lines of a VEVENT."""
    inner = [line for component in components for line in component_lines(component)]
    return [b"BEGIN:VEVENT", *properties, *inner, b"END:VEVENT"]


def jcal_chunks(document: Document) -> Iterator[bytes]:
    """Yield the document as jCal, one component to a line: its head, each session, its end."""
    # JSON carries some control characters that content lines cannot; both formats shall say the same.
    document.clean()
    before = [_TO_JSON(component) for component in document.before()]
    head = _TO_JSON(document.clean_all(document.properties(JCAL)))
    yield (f'["vcalendar",{head},[\n' + ",\n".join(before)).encode()
    separator = ",\n" if before else ""
    for session in document.sessions:
        yield (separator + _vevent_text(document, session)).encode()
        separator = ",\n"
    yield b"\n]]\n"


def _vevent_text(document: Document, session: Session) -> str:
    """Return the VEVENT of a session as jCal, without characters that must not travel."""
    vevent = ["vevent", *_vevents(document, [session], JCAL)[0]]
    text = _TO_JSON(vevent)
    if _is_plainly_clean(vevent, text) or _is_clean(vevent):
        return text
    return _TO_JSON(clean_component(["vevent", *_vevents(document, [clean_deep(session)], JCAL)[0]]))


_ESCAPED_IN_JSON = re.compile(r"\\[bfru]").search


def _is_plainly_clean(vevent: list[Any], text: str) -> bool:
    """Return whether the JSON text of a VEVENT shows that nothing has to be taken out; most are told by it, and fast.

    Control characters are escaped in it, and only a TEXT may hold line breaks.
    """
    _, properties, components = vevent
    if components or not text.isprintable() or _ESCAPED_IN_JSON(text):
        return False
    values = [value for prop in properties if prop[2] != "text" for value in prop[3:]]
    return not any(isinstance(value, str) and "\n" in value for value in values)


def _is_clean(vevent: list[Any]) -> bool:
    """Return whether nothing has to be taken out of a VEVENT."""
    lines = component_lines(vevent)
    return (not _hides(lines) and join_lines(lines) is not None) or clean_component(vevent) == vevent
