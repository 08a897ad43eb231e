"""The values of schedule.json and schedule2, read into what the building of events begins with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, cast

from ...diagnostics import Findings, Path, Severity, SourceMap, Span
from .._codec import Decoded
from .._reading.decode_bytes import utf8
from .._reading.json_document import read_json
from .build import build, model_places
from .raw import RawDay, RawEvent, RawSchedule, RawThing

__all__ = ["Reader", "read", "read_with"]

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
_PERSON_NAMES = ("name", "public_name", "full_public_name")


def read(data: bytes, source: str, **options: str | None) -> Decoded:
    """Return what a schedule.json says; see `json.decode`."""
    return read_with(Reader, data, source, **options)


def read_with(
    reader: Callable[[RawSchedule, Findings], Reader],
    data: bytes,
    source: str,
    **options: str | None,
) -> Decoded:
    """Return what a reader makes of a JSON document; the options are those of `build`."""
    document = read_json(data, source, lenient=True)
    if not document.readable:
        return Decoded(event=None, report=document.report)
    found, raw = Findings(), RawSchedule()
    event, origins = None, list[Path]()
    if reader(raw, found).document(document.value):
        event, origins = build(raw, found, **options)

    def find(wanted: Collection[Path]) -> Mapping[Path, Span]:
        places = {path: _places(path) for path in wanted}
        spans = document.positions.find({place for found in places.values() for place in found})
        return {path: spans[place] for path, found in places.items() for place in found if place in spans}

    places = SourceMap(source, utf8(data), find, model_places(origins))
    return Decoded(event=event, report=document.report + found.report().located(places), source_map=places)


def _places(path: Path) -> tuple[Path, ...]:
    """Return where what is said of a path may stand: attributes of XML have other names, and most files an envelope."""
    plain = tuple(part.lstrip("@") if isinstance(part, str) else part for part in path)
    return (plain, ("schedule", *plain)) if plain[:1] == ("conference",) else (plain,)


class Reader:
    """Turns the values of a schedule.json into a `RawSchedule`."""

    def __init__(self, raw: RawSchedule, found: Findings) -> None:
        self.raw = raw
        self.found = found
        self.room_guids: dict[str, str] = {}

    def document(self, value: Any) -> bool:
        """Read the whole document; False where it is no schedule at all."""
        top = self.mapping(value, ())
        schedule = self.mapping(top.get("schedule", top), ("schedule",)) if top else {}
        path: Path = ("schedule",) if "schedule" in top else ()
        conference = self.mapping(schedule.get("conference"), (*path, "conference"))
        days = conference.get("days") if isinstance(conference.get("days"), list) else schedule.get("days")
        if not conference and days is None:
            self.found.add(
                "wrong-format",
                "expected an object with a 'schedule' that has a 'conference'",
                severity=Severity.ERROR,
            )
            return False
        generator = top.get("generator")
        if isinstance(generator, dict):
            self.raw.other["generator"] = generator
            name = cast("dict[str, object]", generator).get("name")
            self.raw.generator = name if isinstance(name, str) else ""
        self.raw.version = self.text(schedule.get("version"), (*path, "version"))
        self.conference(conference, (*path, "conference"))
        if base := self.text(schedule.get("base_url"), (*path, "base_url")):
            self.raw.conference["base_url"] = base
        self.rooms(schedule.get("rooms"), (*path, "rooms"))
        inside = (*path, "conference", "days") if conference.get("days") is days else (*path, "days")
        for number, day in enumerate(self.items(days, inside)):
            self.day(self.mapping(day, (*inside, number)), (*inside, number))
        return True

    def mapping(self, value: Any, path: Path) -> dict[str, Any]:
        """Return an object; an empty one, and a finding, for anything else."""
        if isinstance(value, dict):
            return cast("dict[str, Any]", value)
        if value is not None:
            self.wrong(value, path, "an object")
        return {}

    def items(self, value: Any, path: Path) -> list[Any]:
        """Return an array; an empty one, and a finding, for anything else."""
        if isinstance(value, list):
            return cast("list[Any]", value)
        if value is not None:
            self.wrong(value, path, "an array")
        return []

    def wrong(self, value: object, path: Path, expected: str) -> None:
        """Note a value of the wrong type."""
        self.found.wrong_type(expected, value, path, severity=Severity.WARNING)

    def text(self, value: Any, path: Path) -> str:
        """Return text; numbers and truth values as text, nothing for null."""
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
            languages = cast("dict[str, object]", value)
            for item in languages.values():
                if isinstance(item, str):
                    self.found.add(
                        "languages-dropped", "expected one text, got several languages: the first is taken", path
                    )
                    return item.strip()
        self.wrong(cast("object", value), path, "text")
        return ""

    def conference(self, value: dict[str, Any], path: Path) -> None:
        """Read the Conference."""
        raw = self.raw
        for key, item in value.items():
            if key in _OWN_READERS:
                continue
            nested = key == "logo" and isinstance(item, dict)
            raw.conference[key] = self.text(cast("dict[str, Any]", item).get("url") if nested else item, (*path, key))
        for key, item in self.mapping(value.get("colors"), (*path, "colors")).items():
            raw.conference[f"color.{key}"] = self.text(item, (*path, "colors", key))
        raw.keywords = [
            item for item in self.items(value.get("keywords"), (*path, "keywords")) if isinstance(item, str)
        ]
        for key in ("languages", "defaults"):
            if value.get(key) and key not in self.mapping(value.get("meta"), (*path, "meta")):
                raw.other[key] = value[key]
        raw.meta = self.mapping(value.get("meta"), (*path, "meta"))
        zone = raw.meta.get("timezone")
        if isinstance(zone, str) and not raw.conference.get("time_zone_name"):
            raw.conference["time_zone_name"] = zone
        for number, track in enumerate(self.items(value.get("tracks"), (*path, "tracks"))):
            raw.tracks.append(self.mapping(track, (*path, "tracks", number)))
        self.rooms(value.get("rooms"), (*path, "rooms"))

    def rooms(self, value: Any, path: Path) -> None:
        """Read the Rooms."""
        for number, item in enumerate(self.items(value, path)):
            room: dict[str, object] = self.mapping(item, (*path, number))
            for key in ("name", "description"):
                if isinstance(room.get(key), dict):
                    room = {**room, key: self.text(room[key], (*path, number, key))}
            self.raw.rooms.append(room)
            name, guid = room.get("name"), room.get("guid")
            if isinstance(name, str) and isinstance(guid, str):
                self.room_guids.setdefault(name.strip(), guid)

    def day(self, value: dict[str, Any], path: Path) -> None:
        """Read a Day."""
        day = RawDay(
            path,
            self.text(value.get("index"), (*path, "index")),
            self.text(value.get("date"), (*path, "date")),
            self.text(value.get("day_start"), (*path, "day_start")),
            self.text(value.get("day_end"), (*path, "day_end")),
        )
        self.raw.days.append(day)
        for name, entries, there in self.rooms_of_a_day(value.get("rooms"), (*path, "rooms")):
            for number, entry in enumerate(self.items(entries, there)):
                self.entry(self.mapping(entry, (*there, number)), (*there, number), day, name.strip())

    def rooms_of_a_day(self, value: Any, path: Path) -> Iterator[tuple[str, Any, Path]]:
        """Yield the name, the entries and the place of each room: an object has them by name, some have an array."""
        if not isinstance(value, list):
            for name, entries in self.mapping(value, path).items():
                yield name, entries, (*path, name)
            return
        self.rooms(value, path)
        for number, item in enumerate(cast("list[Any]", value)):
            room = cast("dict[str, Any]", item) if isinstance(item, dict) else {}
            key = next((key for key in ("events", "talks", "sessions") if key in room), "events")
            yield self.text(room.get("name"), (*path, number, "name")), room.get(key), (*path, number, key)

    def entry(self, value: dict[str, Any], path: Path, day: RawDay | None, room: str) -> None:
        """Read an Event."""
        if not value:
            return
        fields: dict[str, str] = {}
        other: dict[str, object] = {}
        for key, item in value.items():
            if item.__class__ is str:
                fields[_TEXT_FIELDS.get(key, key)] = item.strip()
                continue
            if key in _SKIPPED or item is None:
                continue
            translated = key in _PROSE or (key in ("type", "track") and isinstance(item, dict))
            if isinstance(item, (dict, list)) and not translated:
                other[key] = item
            else:
                fields[_TEXT_FIELDS.get(key, key)] = self.text(item, (*path, key))
        if fields.get("url", "").partition("#")[2] == fields.get("slug") and self.raw.generator == "ospo-events":
            del fields["url"]
        self.raw.events.append(
            RawEvent(
                path,
                day,
                room,
                self.room_guids.get(room, ""),
                fields,
                self.persons(value.get("persons"), (*path, "persons")),
                self.references(value.get("links"), (*path, "links")),
                self.references(value.get("attachments"), (*path, "attachments")),
                other,
            )
        )

    def persons(self, value: Any, path: Path) -> list[RawThing]:
        """Read Persons: objects, or names alone."""
        things: list[RawThing] = []
        for number, item in enumerate(self.items(value, path)):
            if isinstance(item, str):
                things.append(RawThing(item.strip(), {}))
                continue
            person = cast("dict[str, Any]", item) if isinstance(item, dict) else self.mapping(item, (*path, number))
            names = map(person.get, _PERSON_NAMES)
            name = next((name for name in names if isinstance(name, str) and name), "")
            things.append(RawThing(name.strip(), person))
        return things

    def references(self, value: Any, path: Path) -> list[RawThing]:
        """Read References: objects, or addresses alone as in 32C3 to 36C3."""
        things: list[RawThing] = []
        for number, item in enumerate(self.items(value, path)):
            if isinstance(item, str):
                things.append(RawThing("", {"url": item}))
                continue
            told = self.mapping(item, (*path, number))
            title = told.get("title")
            things.append(RawThing(title.strip() if isinstance(title, str) else "", told))
        return things
