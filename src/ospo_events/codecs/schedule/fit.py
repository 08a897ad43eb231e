"""The event that reading the output of the family's writers gives, and findings about changes and losses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import attrs

from ...diagnostics import Findings
from ...model import Event, Room, Session
from ...model.vocabulary import is_service
from .._codec import Fitted
from ..loss import add_taken_over
from ._as_read import json_as_read, xml_as_read
from ._build import ScheduleBuilder
from ._conference import conference_base
from ._differences import Differences
from ._json_reader import JsonReader
from ._json_text import json_text
from ._json_writer import JsonWriter, names_of_rooms
from ._layout import ScheduleLayout, make_tree, plainer
from ._raw_schedule import RawSchedule
from ._schedule2_reader import Schedule2Reader
from ._schedule2_writer import Schedule2Writer
from ._times import find_times
from ._tree import ScheduleTree
from ._xml_writer import room_label, xml_text

__all__ = ["fit_schedule2", "fit_schedule_json", "fit_schedule_xml"]


def fit_schedule_xml(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Fitted:
    """Return the event that reading the schedule.xml of an event gives; the arguments are those of its writer."""

    def room_names(tree: ScheduleTree) -> dict[str, str]:
        return {room.guid: xml_text(room_label(room.name)).strip() for room in tree.rooms}

    format = _Format("schedule.xml", xml_as_read, xml_text, room_names, has_agent_ids=False)
    return _fit(event, room_name, base_url, format)


def fit_schedule_json(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Fitted:
    """Return the event that reading the schedule.json of an event gives; the arguments are those of its writer."""

    def as_read(tree: ScheduleTree, base_url: str | None) -> RawSchedule:
        return json_as_read(tree, base_url, JsonWriter, JsonReader)

    def codes(owner: object) -> Mapping[str, str]:
        return {"name": "changed-to-fit"} if isinstance(owner, Room) else {}

    return _fit(event, room_name, base_url, _Format("schedule.json", as_read, json_text, _json_room_names, codes))


def fit_schedule2(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Fitted:
    """Return the event that reading the schedule2 of an event gives; the arguments are those of its writer."""

    def as_read(tree: ScheduleTree, base_url: str | None) -> RawSchedule:
        return json_as_read(tree, base_url, Schedule2Writer, Schedule2Reader)

    def codes(owner: object) -> Mapping[str, str]:
        if isinstance(owner, Session):
            is_lost = is_service(owner.kind)
            return {"kind": "not-carried"} if is_lost else {"kind": "changed-to-fit", "languages": "changed-to-fit"}
        return {"name": "changed-to-fit"} if isinstance(owner, Room) else {}

    return _fit(event, room_name, base_url, _Format("schedule2", as_read, json_text, _json_room_names, codes))


def _json_room_names(tree: ScheduleTree) -> dict[str, str]:
    return names_of_rooms(tree.rooms)


def _no_codes(_: object) -> Mapping[str, str]:
    return {}


@attrs.frozen
class _Format:
    """The differences between the formats of the family."""

    name: str
    as_read: Callable[[ScheduleTree, str | None], RawSchedule]
    """Returns the document as its reader gets it."""
    text: Callable[[str], str]
    """Returns a text as the document holds it."""
    room_names: Callable[[ScheduleTree], Mapping[str, str]]
    """Returns the names of rooms in the document, by guid."""
    codes: Callable[[object], Mapping[str, str]] = _no_codes
    """Returns the codes for changes of the attributes of a thing, if they are not the usual ones."""
    has_agent_ids: bool = True
    """Whether the document has the ids of people and organizations."""


def _fit(event: Event, room_name: str, base_url: str | None, format: _Format) -> Fitted:
    findings = Findings()
    add_taken_over(event, findings, format=format.name)
    event = plainer(event, findings)
    layout = ScheduleLayout(event, room_name, findings)
    if not layout.possible:
        return Fitted(event=event, report=findings.report())
    tree = make_tree(layout)
    raw = format.as_read(tree, base_url)
    times = find_times(raw, Findings(), zone=None, duration=None, times=None)
    assert times is not None, "our own files name their zone"
    builder = ScheduleBuilder(raw, Findings(), times)
    fitted = builder.event()
    conference_base(event, tree.acronym, base_url, findings)
    _Comparison(layout, tree, builder, fitted, format).report(findings)
    return Fitted(event=fitted, report=findings.report())


class _Comparison:
    """Matches each thing of an event with the one that comes back, and compares the two."""

    def __init__(
        self, layout: ScheduleLayout, tree: ScheduleTree, builder: ScheduleBuilder, fitted: Event, format: _Format
    ) -> None:
        self.event = layout.event
        self.layout = layout
        self.tree = tree
        self.builder = builder
        self.raw_tracks = builder.raw.tracks
        self.fitted = fitted
        self.format = format

    def report(self, findings: Findings) -> None:
        """Add a finding for everything that reading the document back changes or loses."""
        event, fitted = self.event, self.fitted
        differences = Differences(self.format.name, self.format.text, findings, self.format.codes)
        pairs: dict[str, list[tuple[Any, Any | None]]] = {
            "rooms": self._pairs(event.rooms, fitted.index.rooms, self._room_ids()),
            "tracks": self._pairs(event.tracks, fitted.index.tracks, self._track_ids()),
            "people": self._pairs(event.people, fitted.index.people, self._agent_ids()),
            "organizations": self._pairs(event.organizations, fitted.index.organizations, self._agent_ids()),
            "sessions": list(zip(event.sessions, self._sessions(differences), strict=True)),
        }
        differences.ids = {"rooms": self._room_ids(), "tracks": self._track_ids(), "agents": self._agent_ids()}
        differences.compare(event, fitted, (), skip=pairs)
        for name, items in pairs.items():
            differences.collection(name, items, getattr(fitted, name))

    def _pairs(
        self, things: Iterable[Any], fitted: Mapping[Any, Any], ids: Mapping[str, str]
    ) -> list[tuple[Any, Any | None]]:
        """Return each thing with the one that comes back for it."""
        return [(thing, fitted.get(ids.get(thing.id))) for thing in things]

    def _room_ids(self) -> dict[str, str]:
        """Return the id that comes back for each room."""
        names, rooms = self.format.room_names(self.tree), self.builder.rooms
        ids = {id: rooms.known(names[room.guid], room.guid) for id, room in self.layout.rooms.items() if id.strip()}
        return {id: new for id, new in ids.items() if new is not None}

    def _track_ids(self) -> dict[str, str]:
        """Return the id that comes back for each track."""
        tracks = self.builder.programme.tracks
        listed = self.raw_tracks
        ids: dict[str, str] = {}
        for track, written in zip(self.event.tracks, listed, strict=True):
            title = self.format.text(track.title).strip()
            new = tracks.known((title, written.attributes.get("slug"))) or tracks.known(title)
            if new is not None:
                ids[track.id] = new
        return ids

    def _agent_ids(self) -> dict[str, str]:
        """Return the id that comes back for each person and each organization."""
        ids: dict[str, str] = {}
        for id in self.event.index.agents:
            known = self.layout.identities.people.get(id)
            new = self.builder.agents.id_of(known[2]) if known else None
            if new is None and self.format.has_agent_ids and id in self.fitted.index.agents:
                new = id
            if new is not None:
                ids[id] = new
        return ids

    def _sessions(self, differences: Differences) -> list[Session | None]:
        """Return the session that comes back for each session of the event."""
        fitted: list[Session | None] = [None] * len(self.event.sessions)
        for path, session in zip(self.builder.entries(), self.fitted.sessions, strict=True):
            number = cast("int", path[1])
            if fitted[number] is None:
                fitted[number] = session
            else:
                differences.add("changed-to-fit", "this session is read back as several", ("sessions", number))
        return fitted
