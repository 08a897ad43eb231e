"""From the event to JSON-LD: sessions are written as text, since they are most of a document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO

from ...model.event import Event
from ...model.session import Session, Slot
from ...model.status import Status
from ...views.selection import public
from .._codec import Encoded
from .fitting import report
from .words import ATTENDANCE, CONTEXT, PREFIX, RESCHEDULED, SESSION_TYPES, STATUS
from .writing_agents import Agents
from .writing_event import Whole, put_common
from .writing_nodes import (
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

__all__ = ["encode", "page_pieces", "session_document"]


def encode(event: Event, *, base_url: str | None = None) -> Encoded:
    """Write the event as JSON-LD, one line for each session.

    Args:
        event: the event; what is private stays out.
        base_url: the URL that `@id`s begin with; None: the page of the event, or fragments alone.
    """
    event = public(event)
    writer = _Writer(event, base_url)
    sink = BytesIO()
    for piece in _pieces(writer, writer.whole.included()):
        sink.write(piece.encode("utf-8", "replace"))
    return Encoded(data=sink.getvalue(), report=report(event))


def page_pieces(event: Event, *, base_url: str | None = None) -> Iterator[str]:
    """Yield JSON-LD for a page that tells the rest itself; to embed the pieces, every `<` has to be escaped.

    What search engines ask of an event and of its sessions is there: names, times, places and who takes part.
    Abstracts and biographies are not: a page should not hold them twice.

    Args:
        event: the event, without anything private.
        base_url: the URL that `@id`s begin with; None: the page of the event, or fragments alone.
    """
    return _pieces(_Writer(event, base_url, is_brief=True), ())


def _pieces(writer: _Writer, included: Iterable[str]) -> Iterator[str]:
    separator = "{"
    for key, value in writer.whole.node().items():
        yield f"{separator}{quoted(key)}:{dumps(value)}"
        separator = ",\n"
    for name, items in (("@included", included), ("subEvent", writer.sessions())):
        separator = f',\n"{name}":[\n'
        for item in items:
            yield separator
            yield item
            separator = ",\n"
        if separator == ",\n":
            yield "]"
    yield "}\n"


def session_document(event: Event, session: Session, *, base_url: str | None = None) -> str:
    """Return one session as JSON-LD text, with the event it is a part of; as `encode` otherwise."""
    writer = _Writer(public(event), base_url)
    node: JsonNode = json.loads(writer.session(session))
    whole = one([*([node["superEvent"]] if "superEvent" in node else []), writer.whole.head()])
    return dumps({"@context": CONTEXT, **node, "superEvent": whole})


class _Writer:
    """Writes the sessions of one event; nodes that recur are made once."""

    def __init__(self, event: Event, base_url: str | None, *, is_brief: bool = False) -> None:
        start = (event.url or "" if base_url is None else base_url).split("#", 1)[0]
        self._event = event
        self._is_brief = is_brief
        self._agents = Agents(event, start)
        self.whole = Whole(event, start, self._agents)
        self._start = f"{start}#{PREFIX['session']}"
        self._places: dict[str, tuple[str, ...]] = {}
        self._times: dict[tuple[object, float, float], str] = {}
        self._kinds: dict[str, str] = {}
        self._terms: dict[str, str] = {}

    def sessions(self) -> Iterator[str]:
        """Return every session as JSON text."""
        return map(self.session, self._event.sessions)

    def session(self, session: Session) -> str:
        """Return a session as JSON text."""
        kind = self._kinds.get(session.kind) or self._kind(session.kind)
        out = [f'{kind}{quoted(self._start + session.id)},"name":{quoted(session.title)}']
        if session.uid:
            out.append(f'"identifier":{dumps(uid_node(session.uid))}')
        add(out, "disambiguatingDescription", session.subtitle)
        if not self._is_brief:
            add(out, "description", session.description if session.abstract is None else session.abstract)
        self._when_and_where(out, session)
        if session.parent is not None:
            out.append(f'"superEvent":{{"@id":{quoted(self._start + session.parent)}}}')
        if session.languages:
            out.append(f'"inLanguage":{dumps(one(list(session.languages)))}')
        if session.participants:
            for name, agents in self._agents.by_property(session.participants).items():
                out.append(f'"{name}":{array(agents)}')
        if session.tags or session.tracks:
            out.append(f'"keywords":{array([*map(quoted, session.tags), *map(self._term, session.tracks)])}')
        rest: JsonNode = {}
        if session.links:
            if not self._is_brief:
                out.append(f'"subjectOf":{array(list(map(link_text, session.links)))}')
            put(rest, "image", one([link.href for link in session.links if link.rel == "image"]))
        put(rest, "url", session.url)
        put_common(rest, session)
        return finished(out, rest, session)

    def _kind(self, kind: str) -> str:
        """Return how a session of this kind begins."""
        type_ = SESSION_TYPES.get(kind, "Event")
        text = self._kinds[kind] = f'{{"@type":"{type_}","additionalType":{quoted(kind)},"@id":'
        return text

    def _when_and_where(self, out: list[str], session: Session) -> None:
        slot = session.slot
        places: list[str] = []
        if slot is not None:
            key = (slot.start.tzinfo, *self._event.index.instants(session))
            out.append(self._times.get(key) or self._time(key, slot))
            for room in slot.rooms:
                places += self._places.get(room) or self._in_room(room)
        status = STATUS.get(session.status)
        if session.previous_start is not None:
            out.append(f'"previousStartDate":"{session.previous_start.isoformat()}"')
            if session.status is Status.CONFIRMED:
                status = RESCHEDULED
        if status is not None:
            out.append(f'"eventStatus":"{status}"')
        if session.attendance_mode is not None:
            out.append(f'"eventAttendanceMode":"{ATTENDANCE[session.attendance_mode]}"')
        places += [dumps(virtual_location(link)) for link in session.links if link.rel == "stream"]
        if places:
            out.append(f'"location":{array(places)}')

    def _time(self, key: tuple[object, float, float], slot: Slot) -> str:
        """Return when a slot is: what is side by side says it alike."""
        text = f'"startDate":"{slot.start.isoformat()}"'
        if slot.end is not None:
            text += f',"endDate":"{slot.end.isoformat()}"'
        self._times[key] = text
        return text

    def _in_room(self, id: str) -> tuple[str, ...]:
        """Return a room and its live stream as JSON texts."""
        room = self._event.index.rooms.get(id)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
        node: JsonNode = {"@type": "Place", "@id": self.whole.id("room", id), "name": room.name if room else id}
        if room is not None and room.venue is not None:
            node["containedInPlace"] = {"@id": self.whole.id("venue", room.venue)}
        live = (dumps(self.whole.live(room)),) if room is not None and room.stream is not None else ()
        texts = self._places[id] = (dumps(node), *live)
        return texts

    def _term(self, id: str) -> str:
        text = self._terms.get(id)
        if text is None:
            track = self._event.index.tracks.get(id)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
            name = track.title if track else id
            text = dumps({"@type": "DefinedTerm", "@id": self.whole.id("track", id), "name": name})
            self._terms[id] = text
        return text
