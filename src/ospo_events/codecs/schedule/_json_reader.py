"""Reads the JSON of the family (schedule.json, and the parts shared with schedule2) into a `RawSchedule`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, cast

from ...diagnostics import Findings, Path, Severity, SourceMap, Span
from .._codec import Decoded
from .._reading.decode_bytes import utf8
from .._reading.json_document import read_json
from .._reading.json_node import Node
from ._build import build, model_places
from ._raw_schedule import RawDay, RawElement, RawEvent, RawSchedule, RawThing

__all__ = ["JsonReader", "read_with"]

_TEXT_FIELDS = {
    "recording_license": "recording.license",
    "do_not_record": "recording.optout",
    "id": "@id",
    "guid": "@guid",
    "code": "@code",
}
_OWN_READERS = frozenset({"days", "rooms", "tracks", "meta", "colors", "keywords", "languages", "defaults"})
_SKIPPED = frozenset({"persons", "links", "attachments"})
_PROSE = frozenset({"title", "subtitle", "abstract", "description"})
_OTHER_NAMES = ("public_name", "full_public_name")
"""Other members that may hold the name of a person without `name`."""


def read_with(
    reader: Callable[[RawSchedule, Findings], JsonReader], data: bytes, source: str, **options: Any
) -> Decoded:
    """Return what a reader makes of a JSON document; the options are those of `build`."""
    document = read_json(data, source, lenient=True)
    if not document.readable:
        return Decoded(event=None, report=document.report)
    findings, raw = Findings(), RawSchedule()
    event, origins = None, dict[Path, Path]()
    if reader(raw, findings).document(document.value):
        event, made = build(raw, findings, **options)
        origins.update(made)

    def find(wanted: Collection[Path]) -> Mapping[Path, Span]:
        candidates = {path: _document_paths(path) for path in wanted}
        spans = document.positions.find({path for paths in candidates.values() for path in paths})
        return {path: spans[one] for path, paths in candidates.items() for one in paths if one in spans}

    source_map = SourceMap(source, utf8(data), find, model_places(origins))
    report = document.report + findings.report().located(source_map)
    return Decoded(event=event, report=report, source_map=source_map)


def _document_paths(path: Path) -> tuple[Path, ...]:
    """Return where a path of a `RawSchedule` may be: attributes of XML have other names, most files an envelope."""
    plain = tuple(part.lstrip("@") if isinstance(part, str) else part for part in path)
    if plain == ("conference", "base_url"):
        return ("base_url",), ("schedule", "base_url"), plain
    return (plain, ("schedule", *plain)) if plain[:1] == ("conference",) else (plain,)


class JsonReader:
    """Turns the values of a schedule.json into a `RawSchedule`; a value of the wrong type is a warning.

    Args:
        raw: takes what the file says.
        findings: takes the findings.
    """

    def __init__(self, raw: RawSchedule, findings: Findings) -> None:
        self.raw = raw
        self.findings = findings
        self.room_guids: dict[str, str] = {}

    def document(self, value: object) -> bool:
        """Read a whole document; return False if it is not a schedule."""
        top = self.node(value, ())
        schedule = self.node(top.members["schedule"], ("schedule",)) if "schedule" in top.members else top
        conference = schedule.child("conference") or self.node(None, ())
        holder = conference if isinstance(conference.members.get("days"), list) else schedule
        if not conference.members and "days" not in holder:
            self.findings.add(
                "wrong-format",
                "expected an object with a 'schedule' that has a 'conference'",
                severity=Severity.ERROR,
            )
            return False
        generator = top.members.get("generator")
        if isinstance(generator, dict):
            self.raw.other["generator"] = generator
            name = cast("dict[str, object]", generator).get("name")
            self.raw.generator = name if isinstance(name, str) else ""
        self.raw.version = self.text_of(schedule, "version")
        self.conference(conference)
        if base := self.text_of(schedule, "base_url"):
            self.raw.conference["base_url"] = base
        self.rooms(schedule)
        for number, (day, path) in enumerate(holder.values("days")):
            self.day(self.node(day, path), number)
        return True

    def members(self, value: object, path: Path) -> dict[str, object]:
        """Return the members of an object; none, and a finding, for anything else."""
        if isinstance(value, dict):
            return cast("dict[str, object]", value)
        if value is not None:
            self.findings.wrong_type("an object", value, path, severity=Severity.WARNING)
        return {}

    def node(self, value: object, path: Path) -> Node:
        """Return an object as a node; one without members, and a finding, for anything else."""
        return Node(self.members(value, path), path, self.findings, Severity.WARNING)

    def text_of(self, node: Node, key: str) -> str:
        """Return a member as text, "" if it is missing."""
        return self.text(node.members.get(key), (*node.path, key))

    def text(self, value: object, path: Path) -> str:
        """Return a value as text; also numbers and truth values, and "" for null."""
        if isinstance(value, str):
            return value.strip()
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            return repr(value)
        if isinstance(value, dict):
            # {"en": ..., "de": ...}: the first language stands for all.
            for item in cast("dict[str, object]", value).values():
                if isinstance(item, str):
                    self.findings.add(
                        "languages-dropped", "expected one text, got several languages: the first is taken", path
                    )
                    return item.strip()
        self.findings.wrong_type("text", cast("object", value), path, severity=Severity.WARNING)
        return ""

    def conference(self, node: Node) -> None:
        """Read the `conference` object."""
        raw, path = self.raw, node.path
        for key, item in node.members.items():
            if key in _OWN_READERS:
                continue
            nested = cast("dict[str, object]", item).get("url") if key == "logo" and isinstance(item, dict) else item
            raw.conference[key] = self.text(nested, (*path, key))
        colors = node.child("colors")
        for key in colors.members if colors else ():
            raw.conference[f"color.{key}"] = self.text_of(cast("Node", colors), key)
        raw.keywords = [item for item, _ in node.values("keywords") if isinstance(item, str)]
        meta = node.child("meta") or self.node(None, ())
        raw.meta = dict(meta.members)
        raw.languages = tuple(item for item, _ in node.values("languages") if isinstance(item, str) and item.strip())
        if node.members.get("defaults") and "defaults" not in raw.meta:
            raw.other["defaults"] = node.members["defaults"]
        zone = raw.meta.get("timezone")
        if isinstance(zone, str) and not raw.conference.get("time_zone_name"):
            raw.conference["time_zone_name"] = zone
        raw.has_ids = raw.is_own
        if raw.has_ids and (sessions := meta.child("sessions")):
            raw.sessions = sessions.members
        raw.tracks += [RawThing(self.members(track, where), where) for track, where in node.values("tracks")]
        self.rooms(node)

    def rooms(self, node: Node) -> None:
        """Read the `rooms` that an object lists."""
        for item, path in node.values("rooms"):
            room = dict(self.members(item, path))
            for key in ("name", "description"):
                if isinstance(room.get(key), dict):
                    room[key] = self.text(room[key], (*path, key))
            self.raw.rooms.append(RawThing(room, path))
            name, guid = room.get("name"), room.get("guid")
            if isinstance(name, str) and isinstance(guid, str):
                self.room_guids.setdefault(name.strip(), guid)

    def day(self, node: Node, number: int) -> None:
        """Read a day."""
        day = RawDay(node.path, *(self.text_of(node, key) for key in ("index", "date", "day_start", "day_end")))
        self.raw.days.append(day)
        for name, holder, key in self.rooms_of_a_day(node):
            for entry, path in holder.values(key):
                self.entry(self.members(entry, path), path, day, name.strip())

    def rooms_of_a_day(self, day: Node) -> Iterator[tuple[str, Node, str]]:
        """Yield the name and the path of the entries of each room: by name in an object, or in an array in some."""
        if not isinstance(day.members.get("rooms"), list):
            rooms = day.child("rooms")
            for name in rooms.members if rooms else ():
                yield name, cast("Node", rooms), name
            return
        self.rooms(day)
        for item, path in day.values("rooms"):
            room = self.node(cast("object", item) if isinstance(item, dict) else None, path)
            key = next((key for key in ("events", "talks", "sessions") if key in room.members), "events")
            yield self.text_of(room, "name"), room, key

    def entry(self, members: Mapping[str, object], path: Path, day: RawDay | None, room: str) -> None:
        """Read the `event` object of one entry."""
        if not members:
            return
        fields: dict[str, str] = {}
        other: dict[str, object] = {}
        for key, item in members.items():
            if item.__class__ is str:
                fields[_TEXT_FIELDS.get(key, key)] = cast("str", item).strip()
                continue
            if key in _SKIPPED or item is None:
                continue
            translated = key in _PROSE or (key in ("type", "track") and isinstance(item, dict))
            if isinstance(item, (dict, list)) and not translated:
                other[key] = item
            else:
                fields[_TEXT_FIELDS.get(key, key)] = self.text(cast("object", item), (*path, key))
        if self.raw.is_own and fields.get("url", "").partition("#")[2] == fields.get("slug"):
            del fields["url"]
        self.raw.events.append(
            RawEvent(
                path,
                day,
                room,
                self.room_guids.get(room, ""),
                fields,
                self.persons(members.get("persons"), (*path, "persons")),
                self.references(members.get("links"), (*path, "links")),
                self.references(members.get("attachments"), (*path, "attachments")),
                other,
            )
        )

    def items(self, value: object, path: Path) -> list[object]:
        """Return an array; an empty one, and a finding, for anything else."""
        if isinstance(value, list):
            return cast("list[object]", value)
        if value is not None:
            self.findings.wrong_type("an array", value, path, severity=Severity.WARNING)
        return []

    def persons(self, value: object, path: Path) -> list[RawElement]:
        """Read persons: objects, or only names."""
        elements: list[RawElement] = []
        for number, item in enumerate(self.items(value, path)):
            if isinstance(item, str):
                elements.append(RawElement(item.strip(), {}))
                continue
            person = cast("dict[str, object]", item) if isinstance(item, dict) else self.members(item, (*path, number))
            name = person.get("name")
            if not isinstance(name, str) or not name:
                names = map(person.get, _OTHER_NAMES)
                name = next((name for name in names if isinstance(name, str) and name), "")
            elements.append(RawElement(name.strip(), person))
        return elements

    def references(self, value: object, path: Path) -> list[RawElement]:
        """Read references: objects, or only addresses as in 32C3 to 36C3."""
        elements: list[RawElement] = []
        for number, item in enumerate(self.items(value, path)):
            if isinstance(item, str):
                elements.append(RawElement("", {"url": item}))
                continue
            reference = self.members(item, (*path, number))
            title = reference.get("title")
            elements.append(RawElement(title.strip() if isinstance(title, str) else "", reference))
        return elements
