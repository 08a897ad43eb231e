"""Reads schedule.xml in one pass of expat: no tree of elements, no DOCTYPE, no entities, bounded depth.

Valid files pay nothing for places: a second pass finds the lines of those that a finding is about.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NoReturn
from xml.parsers import expat

import attrs

from ...diagnostics import Diagnostic, Findings, Path, Report, Severity, SourceMap, Span
from ...files import MAX_BYTES
from .._codec import Decoded
from ._build import build, model_places
from ._raw_schedule import RawDay, RawEvent, RawSchedule, RawThing
from ._xml_event import MAX_DEPTH, Refused, entry_handlers, too_deep
from ._xml_repair import AFTER_THE_END, in_utf8, mended, what_is_wrong

__all__ = ["read_xml"]

_MAX_ATTRIBUTES = 100
_ENCODINGS = frozenset(
    {"utf-8", "utf8", "utf-16", "iso-8859-1", "latin1", "iso-8859-15", "windows-1252", "us-ascii", "ascii"}
)


def read_xml(data: bytes, source: str, **options: Any) -> Decoded:
    """Return the event of a schedule.xml; the options are those of `build`."""
    data = in_utf8(data)
    raw, found, stop = _read(data)
    first: list[Diagnostic] = []
    while stop is not None and (made := mended(stop.number, data)) is not None:
        mend, whole_data = made
        first.append(stop.finding(source, data, mend.code, mend.message))
        data = whole_data
        raw, found, stop = _read(data)
    whole = stop is None or stop.number == AFTER_THE_END
    if whole and not raw.known:
        whole, found = False, Findings()
        stop = _Stop("wrong-format", f"expected a conference and days in the schedule, got {raw.strange}", None, 1, 1)
    origins: Mapping[Path, Path] = {}
    event = None
    if raw.events or whole:
        event, origins = build(raw, found, **options)
    places = SourceMap(source, data, lambda wanted: _find(source, data, wanted), model_places(origins))
    if stop is not None:
        first.append(stop.finding(source, data))
    return Decoded(event=event, report=Report(tuple(first)) + found.report().located(places), source_map=places)


def _read(data: bytes) -> tuple[RawSchedule, Findings, _Stop | None]:
    raw, found = RawSchedule(), Findings()
    reader = _Reader(raw, found)
    stop = _run(reader, data)
    if reader.strange and not raw.events:
        raw.known, raw.strange = False, f"days of {reader.strange[:60]!r} elements: another kind of schedule"
    return raw, found, stop


@attrs.frozen
class _Stop:
    """Where and why the reading ended early."""

    code: str
    message: str
    help: str | None
    line: int
    column: int
    number: int = 0
    """The number of the error in expat."""

    def finding(self, source: str, data: bytes, code: str = "", message: str = "") -> Diagnostic:
        """Return the finding for it; a warning with another code if it was repaired."""
        line = SourceMap.of_places(source, data, {}).line(self.line)
        return Diagnostic(
            code=code or self.code,
            message=message or self.message,
            severity=Severity.WARNING if code or self.number == AFTER_THE_END else Severity.ERROR,
            span=Span(source=source, line=self.line, column=self.column, text=line),
            help=self.help,
        )


def _run(reader: _Reader | _Finder, data: bytes) -> _Stop | None:
    if len(data) > MAX_BYTES:
        return _Stop("too-large", f"expected at most {MAX_BYTES} bytes, got {len(data)}", None, 1, 1)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _check_encoding
    reader.attach(parser)
    try:
        parser.Parse(data, True)
    except Refused as error:
        code, message, help = error.args
    except expat.ExpatError as error:
        code, message, help = what_is_wrong(error.code, data, parser.ErrorByteIndex)
        return _Stop(code, message, help or None, error.lineno, error.offset + 1, error.code)
    else:
        return None
    finally:
        reader.detach()
    # Where a handler refuses a tag or a declaration, expat has read it: it begins at the last bracket.
    begin = data.rfind(b"<", 0, max(parser.CurrentByteIndex, 1))
    line_start = data.rfind(b"\n", 0, begin) + 1
    column = len(data[line_start:begin].decode("utf-8", "replace")) + 1
    return _Stop(code, message, help or None, data.count(b"\n", 0, begin) + 1, column)


def _refuse_doctype(*_: object) -> NoReturn:
    raise Refused(
        "doctype-refused",
        "expected a schedule, got a document type declaration",
        "remove the DOCTYPE: schedules need none, and it can make a reader fetch and expand what it should not",
    )


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise Refused("not-utf-8", f"expected UTF-8, got the encoding {encoding[:40]!r}")


class _Reader:
    """Turns the events of expat into a `RawSchedule`."""

    def __init__(self, raw: RawSchedule, found: Findings) -> None:
        self.raw = raw
        self.found = found
        self.stack: list[str] = []
        self.text: list[str] = []
        self.entry = entry_handlers(found, self.text, self.end_event)
        self.day: RawDay | None = None
        self.room, self.room_guid = "", ""
        self.rooms: dict[tuple[str, str], int] = {}
        """The rooms so far, in order: files repeat them each day."""
        self.room_count = 0
        self.strange = ""
        """The first element in a day that is not a room."""

    def attach(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.CharacterDataHandler = self.text.append
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def detach(self) -> None:
        """Drop the callbacks: otherwise they would keep everything that was read until the garbage collector runs."""
        del self.parser, self.entry

    def start(self, name: str, attributes: dict[str, str]) -> None:
        stack = self.stack
        if not stack and name != "schedule":
            raise Refused("wrong-format", f"expected the element 'schedule', got {name[:80]!r}")
        stack.append(name)
        if len(stack) > MAX_DEPTH:
            raise too_deep()
        if len(attributes) > _MAX_ATTRIBUTES:
            raise Refused("too-many-attributes", f"expected at most {_MAX_ATTRIBUTES} attributes, got more")
        self.text.clear()
        if name == "event" and len(stack) > 1:
            self.begin_event(attributes)
        elif len(stack) == 2:
            self.second(name, attributes)
        elif len(stack) == 3:
            self.third(name, attributes)

    def second(self, name: str, attributes: dict[str, str]) -> None:
        self.raw.known |= name in ("conference", "day")
        if name == "room":
            self.begin_room(attributes)
        elif name == "day":
            texts = (attributes.get(key, "") for key in ("index", "date", "start", "end"))
            self.day = RawDay(("days", len(self.raw.days)), *texts)
            self.raw.days.append(self.day)
            self.room, self.room_guid = "", ""
        elif name == "generator":
            self.raw.generator = attributes.get("name", "")
            self.raw.other["generator"] = dict(attributes)

    def begin_room(self, attributes: dict[str, str]) -> None:
        self.room, self.room_guid = attributes.get("name", "").strip(), attributes.get("guid", "")
        known = self.room, self.room_guid
        if known not in self.rooms:
            self.rooms[known] = self.room_count
            self.raw.rooms.append(RawThing(dict(attributes), ("rooms", self.room_count)))
        self.room_count += 1

    def third(self, name: str, attributes: dict[str, str]) -> None:
        if name == "room" and self.stack[1] == "day":
            self.begin_room(attributes)
        elif self.stack[1] == "day":
            self.strange = self.strange or name
            self.found.add(
                "unknown-element", f"expected rooms in a day, got {name[:60]!r}: it was left out", self.place()
            )
        elif name == "track":
            self.raw.tracks.append(RawThing(dict(attributes), ("tracks", len(self.raw.tracks))))
        elif name == "color":
            for key, value in attributes.items():
                self.raw.conference[f"color.{key}"] = value

    def end(self, name: str) -> None:
        stack = self.stack
        text = "".join(self.text).strip()
        if len(stack) == 2:
            if name == "version":
                self.raw.version = text
            elif name == "day":
                self.day = None
        elif len(stack) == 3:
            if name == "track":
                if text:
                    self.raw.tracks[-1].attributes.setdefault("name", text)
            elif stack[1] == "conference" and name != "color":
                self.raw.conference.setdefault(name, text)
        if text and (name in ("schedule", "day") or (name == "room" and stack[1] == "day")):
            self.found.add("text-dropped", f"expected no text in {name!r}, got {text[:60]!r}", self.place())
        if name == "room":
            self.room, self.room_guid = "", ""
        stack.pop()
        self.text.clear()

    def place(self) -> Path:
        return ("days", len(self.raw.days) - 1) if self.raw.days else ()

    def begin_event(self, attributes: dict[str, str]) -> None:
        raw, entry = self.raw, self.entry
        event = RawEvent(("events", len(raw.events)), self.day, self.room, self.room_guid, {}, [], [], [], {})
        raw.events.append(event)
        raw.known = True
        for key, value in attributes.items():
            if key in ("id", "guid", "code"):
                event.fields[f"@{key}"] = value.strip()
            else:
                event.other[f"@{key}"] = value
        entry.begin(event)
        self.parser.StartElementHandler = entry.start
        self.parser.EndElementHandler = entry.end

    def end_event(self) -> None:
        self.stack.pop()
        self.text.clear()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end


class _Finder:
    """Records the positions of events, their fields, days and the conference."""

    def __init__(self, wanted: Collection[Path]) -> None:
        self.wanted = wanted
        self.places: dict[Path, tuple[int, int]] = {}
        self.events = self.days = self.rooms = self.tracks = self.persons = -1
        self.stack: list[str] = []
        self.inside = 0
        """The depth of the stack at the open event; 0: none is open."""

    def attach(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def detach(self) -> None:
        """Drop the callbacks."""
        del self.parser

    def note(self, path: Path) -> None:
        if path in self.wanted:
            self.places.setdefault(path, (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        stack = self.stack
        stack.append(name)
        if len(stack) > 2 * MAX_DEPTH:
            raise too_deep()
        if len(stack) == 1:
            self.note(())
        elif self.inside:
            self.in_event(name)
        elif name == "event" and len(stack) > 1:
            self.events += 1
            self.persons = -1
            self.inside = len(stack)
            self.note(("events", self.events))
            for key in attributes:
                self.note(("events", self.events, f"@{key}"))
        elif name == "day" and len(stack) == 2:
            self.days += 1
            self.note(("days", self.days))
        elif len(stack) <= 3:
            self.note(tuple(stack[1:]))
            self.listed(name)

    def in_event(self, name: str) -> None:
        """Record a field of an entry, or a person in it."""
        depth = len(self.stack) - self.inside
        if depth == 1:
            self.note(("events", self.events, name))
        elif name == "person" and depth == 2:
            self.persons += 1
            self.note(("events", self.events, "persons", self.persons))

    def listed(self, name: str) -> None:
        """Record a room or a track."""
        stack = self.stack
        if name == "room" and (len(stack) == 2 or stack[1] == "day"):
            self.rooms += 1
            self.note(("rooms", self.rooms))
        elif name == "track" and len(stack) == 3 and stack[1] != "day":
            self.tracks += 1
            self.note(("tracks", self.tracks))

    def end(self, name: str) -> None:
        if len(self.stack) == self.inside:
            self.inside = 0
        self.stack.pop()


def _find(source: str, data: bytes, wanted: Collection[Path]) -> Mapping[Path, Span]:
    finder = _Finder(wanted)
    _run(finder, data)
    return {path: Span(source=source, line=line, column=column) for path, (line, column) in finder.places.items()}
