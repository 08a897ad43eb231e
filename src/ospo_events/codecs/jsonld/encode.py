"""Writes an event as JSON-LD. Sessions are written directly as text, since they are most of a document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from io import BytesIO
from typing import cast

from ...diagnostics import Report
from ...model.event import Event
from ...model.session import Session, Slot, slot_days
from ...model.status import AttendanceMode, Status
from ...views.readable import with_readable_texts
from .._codec import Encoded
from ._agent_writer import AgentWriter
from ._event_writer import EventWriter, put_common
from ._node_writer import (
    JsonNode,
    add,
    array,
    dumps,
    finished,
    link_text,
    one,
    put,
    quoted,
    uid_node,
    virtual_location,
)
from ._schema_org import ATTENDANCE, CONTEXT, PREFIX, RESCHEDULED, SESSION_PROPERTIES, SESSION_TYPES, STATUS

__all__ = ["encode", "page_pieces", "session_documents"]


def encode(event: Event, *, base_url: str | None = None) -> Encoded:
    """Write the event as JSON-LD, one line for each session.

    Args:
        event: the event; private parts are left out.
        base_url: the URL with which `@id`s begin; None: the page of the event, or fragments alone.
    """
    writer = _Writer(with_readable_texts(event.index.resolved), base_url)
    sink = BytesIO()
    for piece in _pieces(writer, writer.event_writer.included(), writer.sessions()):
        sink.write(piece.encode("utf-8", "replace"))
    return Encoded(data=sink.getvalue(), report=Report(later=partial(_report, event)))


def _report(event: Event) -> Report:
    from .fit import report_of  # noqa: PLC0415 # it needs the reader, which those who write alone do not

    return report_of(event)


def page_pieces(event: Event, *, base_url: str | None = None, only_event: bool = False) -> Iterator[str]:
    """Yield JSON-LD for a page that shows the programme itself; when embedded, every `<` has to be escaped.

    It contains what search engines expect of an event and its sessions: names, times, places and participants.
    Abstracts and biographies are left to the page, so that it does not contain them twice.

    Args:
        event: the event, without anything private. An event or a session without a date or a place is left out,
            because search engines take that for a mistake.
        base_url: the URL with which `@id`s begin; None: the page of the event, or fragments alone.
        only_event: whether the sessions have pages of their own.
    """
    writer = _Writer(event.index.resolved, base_url, is_brief=True)
    sessions = iter(()) if only_event else writer.sessions()
    return _pieces(writer, (), sessions) if {"startDate", "location"} <= writer.members.keys() else iter(())


def session_documents(event: Event, *, base_url: str | None = None) -> Callable[[Session], str | None]:
    """Return a function that writes one session as a JSON-LD document, with the event it is a part of.

    For a session without a date or without a place it returns None.

    Args:
        event: the resolved event, with readable texts.
        base_url: as for `encode`.
    """
    writer = _Writer(event, base_url)
    return lambda session: writer.document(session) if writer.is_complete(session) else None


def _pieces(writer: _Writer, included: Iterable[str], sessions: Iterable[str]) -> Iterator[str]:
    separator = "{"
    for key, text in writer.members.items():
        yield f"{separator}{quoted(key)}:{text}"
        separator = ",\n"
    for name, items in (("@included", included), ("subEvent", sessions)):
        separator = f',\n"{name}":[\n'
        for item in items:
            yield separator
            yield item
            separator = ",\n"
        if separator == ",\n":
            yield "]"
    yield "}\n"


class _Writer:
    """Writes the sessions of one event; nodes that recur are made once."""

    def __init__(self, event: Event, base_url: str | None, *, is_brief: bool = False) -> None:
        start = (event.url or "" if base_url is None else base_url).split("#", 1)[0]
        self._event = event
        self._is_brief = is_brief
        self._agents = AgentWriter(event, start)
        self.event_writer = EventWriter(event, start, self._agents, is_brief=is_brief)
        self._start = f"{start}#{PREFIX['session']}"
        self._places: dict[str, tuple[str, ...]] = {}
        self._times: dict[tuple[object, float, float], str] = {}
        self._kinds: dict[str, str] = {}
        self._terms: dict[str, str] = {}

    @cached_property
    def members(self) -> dict[str, str]:
        """The members of the event as JSON texts."""
        return self.event_writer.members()

    @cached_property
    def _head(self) -> str:
        """The description of the event inside the document of one session."""
        head = self.event_writer.part_head()
        # Search engines take an event without a date or a place for a mistake, even around a session that has both.
        return dumps(head if {"startDate", "location"} <= head.keys() else {"@id": head["@id"]})

    def sessions(self) -> Iterator[str]:
        """Yield every session as JSON text; for search engines only those with a date and a place."""
        sessions: Iterable[Session] = self._event.sessions
        return map(self.session, filter(self.is_complete, sessions) if self._is_brief else sessions)

    def is_complete(self, session: Session) -> bool:
        """Return whether a session has a date and a place."""
        return session.slot is not None and bool(self._where(session))

    def session(self, session: Session) -> str:
        """Return a session as JSON text."""
        parent = "" if session.parent is None else f'{{"@id":{quoted(self._start + session.parent)}}}'
        return finished(*self._members(session, parent), session.extra, SESSION_PROPERTIES)

    def document(self, session: Session) -> str:
        """Return a session as a document of its own."""
        event = self._head
        parent = "" if session.parent is None else f'[{{"@id":{quoted(self._start + session.parent)}}},{event}]'
        members, rest = self._members(session, parent)
        members[0] = f'{{"@context":{quoted(CONTEXT)},{members[0][1:]}'
        text = finished(members, rest, session.extra, SESSION_PROPERTIES)
        return text if parent else f'{text[:-1]},"superEvent":{event}}}'

    def _members(self, session: Session, parent: str) -> tuple[list[str], JsonNode]:
        """Return the members of a session as JSON texts, and its rarer members.

        Args:
            session: the session.
            parent: its whole, as JSON text; empty: none.
        """
        kind = self._kinds.get(session.kind) or self._kind(session.kind)
        members = [f'{kind}{quoted(self._start + session.id)},"name":{quoted(session.title)}']
        if session.uid is not None:
            members.append(f'"identifier":{dumps(uid_node(session.uid))}')
        add(members, "disambiguatingDescription", session.subtitle)
        if not self._is_brief:
            add(members, "description", session.description if session.abstract is None else session.abstract)
        self._add_when_and_where(members, session)
        if parent:
            members.append(f'"superEvent":{parent}')
        if session.languages:
            members.append(f'"inLanguage":{dumps(one(list(session.languages)))}')
        if session.participants:
            for name, agents in self._agents.by_property(session.participants).items():
                members.append(f'"{name}":{array(agents)}')
        if session.tags or session.tracks:
            members.append(f'"keywords":{array([*map(quoted, session.tags), *map(self._term, session.tracks)])}')
        rest: JsonNode = {}
        if session.links:
            if not self._is_brief:
                members.append(f'"subjectOf":{array(list(map(link_text, session.links)))}')
            put(rest, "image", one([link.href for link in session.links if link.rel == "image"]))
        put(rest, "url", session.url)
        put_common(rest, session)
        return members, rest

    def _kind(self, kind: str) -> str:
        """Return the beginning of a session of this kind."""
        type_ = SESSION_TYPES.get(kind, "Event")
        text = self._kinds[kind] = f'{{"@type":"{type_}","additionalType":{quoted(kind)},"@id":'
        return text

    def _add_when_and_where(self, members: list[str], session: Session) -> None:
        slot = session.slot
        if slot is not None:
            key = (slot.all_day, *self._event.index.instants(session))
            members.append(self._times.get(key) or self._time(key, slot))
        status = STATUS.get(session.status)
        if session.previous_start is not None:
            members.append(f'"previousStartDate":"{session.previous_start.isoformat()}"')
            if session.status is Status.CONFIRMED:
                status = RESCHEDULED
        if status is not None and not (self._is_brief and session.status is Status.CONFIRMED and status != RESCHEDULED):
            members.append(f'"eventStatus":"{status}"')
        if session.attendance_mode is not None:
            members.append(f'"eventAttendanceMode":"{ATTENDANCE[session.attendance_mode]}"')
        if places := self._where(session):
            members.append(f'"location":{array(places)}')

    def _where(self, session: Session) -> list[str]:
        """Return the places of a session as JSON texts: its rooms and streams, else those of the event."""
        places: list[str] = []
        slot = session.slot
        if slot is not None:
            for room in slot.rooms:
                places += self._places.get(room) or self._in_room(room)
            venue = None if slot.rooms or slot.venue is None else self._event.index.venues.get(slot.venue)
            if venue is not None:
                places.append(dumps(self.event_writer.place_at(venue)))
        if session.links:
            places += [dumps(virtual_location(link)) for link in session.links if link.rel == "stream"]
        return places or self._elsewhere(session)

    def _elsewhere(self, session: Session) -> list[str]:
        event = self._event
        mode = session.attendance_mode or event.attendance_mode
        online = self.event_writer.online(mode, session.url or event.url)
        if mode is AttendanceMode.ONLINE:
            return list(map(dumps, online))
        place = self.event_writer.place_of_whole()
        return [self._place_text(place)] if place is not None else list(map(dumps, online))

    def _place_text(self, place: JsonNode) -> str:
        """Return a place as JSON text: on a page, where each session repeats it, only its name and address."""
        if self._is_brief:
            address = place["address"]
            if isinstance(address, dict):
                members = cast("dict[str, str]", address)
                place = place | {"address": ", ".join(text for key, text in members.items() if key != "@type")}
            place = {key: value for key, value in place.items() if key in ("@type", "name", "address")}
        return dumps(place)

    def _time(self, key: tuple[object, float, float], slot: Slot) -> str:
        """Return start and end of a slot as JSON text, which parallel sessions share."""
        if slot.all_day:
            first, last = slot_days(slot)
            text = f'"startDate":"{first.isoformat()}","endDate":"{last.isoformat()}"'
        else:
            text = f'"startDate":"{slot.start.isoformat()}"'
        if slot.end is not None and not slot.all_day:
            text += f',"endDate":"{slot.end.isoformat()}"'
        self._times[key] = text
        return text

    def _in_room(self, id: str) -> tuple[str, ...]:
        """Return a room and its live stream as JSON texts."""
        room = self._event.index.rooms.get(id)
        node: JsonNode = {"@type": "Place", "@id": self.event_writer.id("room", id), "name": id, "address": id}
        if room is not None:
            node = self.event_writer.place(room)
        live = (dumps(self.event_writer.live(room)),) if room is not None and room.stream is not None else ()
        texts = self._places[id] = (self._place_text(node), *live)
        return texts

    def _term(self, id: str) -> str:
        text = self._terms.get(id)
        if text is None:
            track = self._event.index.tracks.get(id)
            name = track.title if track else id
            text = dumps({"@type": "DefinedTerm", "@id": self.event_writer.id("track", id), "name": name})
            self._terms[id] = text
        return text
