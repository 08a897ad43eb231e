"""From an event to the properties of its calendar, and the streams of components that a document is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import attrs

from ..._frozenmap import EMPTY
from ...diagnostics import Diagnostic, Report, Severity
from ...model.event import Event
from ...model.identity import event_uid, uuid5
from ...model.link import Link
from ...model.session import Session
from ...model.status import Status
from ...views.selection import public
from ..loss import losses
from .colors import css_name
from .content import clean_property
from .links import link_property
from .mapping_out import SessionMapping, stamp
from .options import Options
from .own_data import EVENT, THINGS, json_text
from .properties import JcalProperty
from .riders import unmodelled
from .spelling import Spelling
from .text import clean_deep
from .vtimezone import make_vtimezone

__all__ = ["PRODID", "Document", "Part"]

P = TypeVar("P")
PRODID = "-//ospo-events//ospo-events//EN"
REFRESH = "PT1H"


@attrs.frozen(kw_only=True)
class Part:
    """A part of a programme that has a calendar of its own."""

    name: str
    """What to call it, after the event's title; it is a part of the calendar's UID too."""
    sessions: tuple[Session, ...]
    """Its sessions."""


class Document:
    """One calendar on its way out: what stands before the sessions, and each session as a component.

    Args:
        event: the event as it is held; what must not be published is taken out here.
        options: the choices.
        part: the part to write; None: everything. It costs what the part needs, not what the programme holds.
    """

    def __init__(self, event: Event, options: Options, part: Part | None = None) -> None:
        self.whole = event
        self.event = event = public(event if part is None else attrs.evolve(event, sessions=part.sessions))
        self.options = options
        self.part = part
        self.findings: list[Diagnostic] = []
        self._numbers: dict[str, int] = {}
        chosen = event.sessions
        off = (Status.CANCELLED, Status.POSTPONED) if options.cancelled == "omit" else ()
        self.sessions = tuple(item for item in chosen if item.slot is not None and item.status not in off)
        if options.cancelled == "omit" and event.status in (Status.CANCELLED, Status.POSTPONED):
            self.sessions = ()
        self.years = _years(self.sessions)
        self._mappings: dict[Spelling[Any], SessionMapping[Any]] = {}

    def properties(self, spelling: Spelling[P]) -> list[P]:
        """Return the calendar's own properties in a spelling."""
        event, part = self.event, self.part
        name = event.title if part is None else f"{event.title}: {part.name}"
        uid = event_uid(event) if part is None else uuid5(f"{event.id}/feed/{part.name}")
        found: list[JcalProperty] = [
            ["version", {}, "text", "2.0"],
            ["prodid", {}, "text", PRODID],
            ["calscale", {}, "text", "GREGORIAN"],
            ["uid", {}, "text", uid],
            ["name", {}, "text", name],
            ["x-wr-calname", {}, "text", name],
            ["x-wr-timezone", {}, "text", event.timezone.key],
        ]
        text = event.description or event.theme
        if text:
            found += [["description", {}, "text", text], ["x-wr-caldesc", {}, "text", text]]
        if event.url:
            found.append(["url", {}, "uri", event.url])
        if event.updated is not None:
            found.append(["last-modified", {}, "date-time", stamp(event.updated)])
        found.append(["refresh-interval", {}, "duration", REFRESH])
        found.append(["x-published-ttl", {}, "duration", REFRESH])
        if event.tags:
            found.append(["categories", {}, "text", *event.tags])
        if event.color and (color := css_name(event.color)) is not None:
            found.append(["color", {}, "text", color])
        found += _links(event.links)
        found += [["concept", {}, "uri", uri] for uri in event.concepts]
        if event.extra:
            found += unmodelled(event.extra)[0]
        return [*map(spelling.any, found), *self._own(name, spelling)]

    def _own(self, name: str, spelling: Spelling[P]) -> list[P]:
        event = self.event
        code: dict[str, Any] = {"id": event.id}
        if name != event.title:
            code["title"] = event.title
        if event.uid is not None and self.part is not None:
            code["uid"] = event.uid
        if event.description is not None and not event.description:
            code["description"] = ""
        elif event.description is None and event.theme:
            code["description"] = None
        code.update(EVENT.dump(event))
        found = [spelling.text("x-ospo-event", json_text(code))]
        things = self._things()
        for collection, (prop, fragment) in THINGS.items():
            found += [spelling.text(prop, fragment.text(item)) for item in things[collection]]
        return found

    def _things(self) -> dict[str, Iterable[Any]]:
        """Return the places, tracks and agents to declare, by collection: all of them, or those that the part needs."""
        event, index = self.event, self.event.index
        if self.part is None:
            return {name: getattr(event, name) for name in THINGS}
        sessions = event.sessions
        agents = [part for item in sessions for part in item.participants] + list(event.participants)
        ids = [id for part in agents for id in (part.agent, part.affiliation) if id is not None]
        people = _found(index.people, ids)
        ids += [person.affiliation for person in people if person.affiliation is not None]
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
            zone = make_vtimezone(self.event.timezone.key, *self.years)
            if zone is not None:
                found.append(zone)
        if self.event.extra:
            found += unmodelled(self.event.extra)[1]
        return found

    def mapping(self, spelling: Spelling[P]) -> SessionMapping[P]:
        """Return what maps the sessions to properties in a spelling; what they share is made once."""
        found = self._mappings.get(spelling)
        if found is None:
            found = SessionMapping(self.event, self.options, self.years, self.whole, spelling)
            self._mappings[spelling] = found
        return found

    def clean(self) -> None:
        """Go on with an event whose own texts hold nothing that must not travel."""
        sessions = self.event.sessions
        cleaned = clean_deep(attrs.evolve(self.event, sessions=()))
        self.event = attrs.evolve(cleaned, sessions=sessions)
        self._mappings.clear()

    def clean_all(self, properties: list[JcalProperty]) -> list[JcalProperty]:
        """Return properties without characters that must not travel."""
        return [clean_property(prop) for prop in properties]

    def place(self, session: Session) -> int:
        """Return the number of a session in the event."""
        if not self._numbers:
            self._numbers = {item.id: number for number, item in enumerate(self.event.sessions)}
        return self._numbers[session.id]

    def report(self, format: str, cannot_carry: tuple[str, ...]) -> Report:
        """Return what this event loses in the calendar, and what was changed to fit."""
        lost = losses(_without_riders(self.whole if self.part is None else self.event), cannot_carry, format=format)
        for number, session in enumerate(self.event.sessions):
            slot = session.slot
            path = ("sessions", number)
            if slot is None:
                self.note(
                    "unscheduled-left-out",
                    Severity.WARNING,
                    path,
                    f"a calendar has no place for {session.title!r}, which has no time yet",
                    "give it a slot, or publish it in another format too",
                )
            elif slot.start.microsecond or (slot.end is not None and slot.end.microsecond):
                self.note(
                    "time-rounded",
                    Severity.INFO,
                    (*path, "slot"),
                    "expected times in whole seconds, which is all a calendar can say: fractions were cut off",
                    "round the times",
                )
            if self.options.cancelled == "omit" and session.status in (Status.CANCELLED, Status.POSTPONED):
                self.note("cancelled-left-out", Severity.INFO, path, "left out as asked: it is off", "")
        return lost + Report(tuple(self.findings))

    def note(self, code: str, severity: Severity, path: tuple[str | int, ...], message: str, help: str) -> None:
        """Add a finding about what was changed to fit."""
        self.findings.append(Diagnostic(code=code, severity=severity, path=path, message=message, help=help or None))


def _without_riders(event: Event) -> Event:
    """Return the event without what rides in `extra["x-ical"]`, which is carried."""
    extra = event.extra
    if "x-ical" in extra:
        event = attrs.evolve(event, extra={key: value for key, value in extra.items() if key != "x-ical"})
    if not any(session.extra is not EMPTY and "x-ical" in session.extra for session in event.sessions):
        return event
    sessions = [
        attrs.evolve(session, extra={key: value for key, value in session.extra.items() if key != "x-ical"})
        if "x-ical" in session.extra
        else session
        for session in event.sessions
    ]
    return attrs.evolve(event, sessions=tuple(sessions))


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
            found.append(["image", {"display": display}, "uri", link.href])
        elif link.rel == "self":
            found.append(["source", {}, "uri", link.href])
        else:
            found.append(link_property(link))
    return found
