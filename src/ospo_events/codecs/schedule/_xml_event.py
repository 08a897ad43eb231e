"""Reads the inside of the entries of a schedule.xml: nearly all of a file, so a plain field costs two short calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

from ...diagnostics import Findings, Severity
from ._raw_schedule import RawElement, RawEvent

__all__ = ["MAX_DEPTH", "EntryHandlers", "Refused", "entry_handlers", "too_deep"]

MAX_DEPTH = 24
_LISTS = frozenset({"persons", "links", "attachments"})
_NO_FIELDS = _LISTS | {"person"}
"""Elements of an entry that are not texts, whatever they contain."""
_PROSE = frozenset({"title", "subtitle", "abstract", "description"})
"""Fields that contain text to read: elements in them are HTML that was not escaped."""
_BLOCKS = frozenset({"p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "blockquote", "tr", "pre"})
"""Elements of HTML after which a line ends."""


class Refused(Exception):
    """Ends the reading: with a code, a message and a place."""

    def __init__(self, code: str, message: str, help: str = "") -> None:
        super().__init__(code, message, help)


def too_deep() -> Refused:
    """Return the error for elements that are nested too deep."""
    return Refused("too-deep", f"expected at most {MAX_DEPTH} elements in each other, got more")


class EntryHandlers(NamedTuple):
    """The functions that process entries."""

    begin: Callable[[RawEvent], None]
    start: Callable[[str, dict[str, str]], None]
    end: Callable[[str], None]


def entry_handlers(found: Findings, text: list[str], leave: Callable[[], None]) -> EntryHandlers:
    """Return the function for the beginning of an entry, and the expat handlers from there to its end.

    They are closures over what is open, not methods: nearly all the time of reading is spent in them.

    Args:
        found: takes the findings.
        text: takes the text that expat tells.
        leave: is called at the end of the entry.
    """
    event, fields, join, clear = RawEvent((), None), dict[str, str](), "".join, text.clear
    field, given = "", dict[str, str]()  # the field that is open, "" between them, and its attributes
    inside = _Inside(found, text)
    above = inside.above

    def begin(new: RawEvent) -> None:
        nonlocal event, fields
        event, fields = new, new.fields

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal field, given
        if field:
            inside.start(field, name, attributes)
        else:
            field, given = name, attributes
            clear()

    def end(name: str) -> None:
        nonlocal field
        if above:
            inside.end(event, field, name)
        elif field:
            field = ""
            words = join(text).strip()
            if name not in fields and name not in _NO_FIELDS and not given:
                fields[name] = words
            elif words or given:
                _unusual(found, event, name, given, words)
        else:
            leave()

    return EntryHandlers(begin, start, end)


class _Inside:
    """Processes the elements inside a field."""

    def __init__(self, found: Findings, text: list[str]) -> None:
        self.found = found
        self.text = text
        self.above: list[tuple[str, dict[str, str]]] = []
        """The names of the open elements, and their attributes."""

    def start(self, field: str, name: str, attributes: dict[str, str]) -> None:
        """Process the start of an element."""
        self.above.append((name, attributes))
        if len(self.above) >= MAX_DEPTH:
            raise too_deep()
        if field not in _PROSE:
            self.text.clear()

    def end(self, event: RawEvent, field: str, name: str) -> None:
        """Process the end of an element."""
        attributes = self.above.pop()[1]
        if field in _PROSE:
            self.markup(event, field, name)
            return
        words = "".join(self.text).strip()
        self.text.clear()
        if not self.above and field in _LISTS:
            things = event.persons if field == "persons" else event.links if field == "links" else event.attachments
            things.append(RawElement(words, attributes))
        elif not self.above and field == "recording":
            event.fields[f"recording.{name}"] = words
        elif words or attributes:
            path = "/".join((field, *(element for element, _ in self.above), name))
            _again(event.other, path, {**attributes, "": words} if attributes else words)

    def markup(self, event: RawEvent, field: str, name: str) -> None:
        """Add the text of an element inside a text, and report that the element itself is removed."""
        if name.rpartition(":")[2].lower() in _BLOCKS:
            self.text.append("\n")
        if event.markup != field:
            event.markup = field
            self.found.add(
                "markup-in-text",
                f"expected text alone, got the element {name!r} in it: its text is taken",
                (*event.path, field),
                severity=Severity.INFO,
            )


def _unusual(found: Findings, event: RawEvent, name: str, attributes: dict[str, str], words: str) -> None:
    """Process a field that is not plain text, or that occurs a second time."""
    fields, other = event.fields, event.other
    if name == "person":
        if words:
            event.persons.append(RawElement(words, attributes))
            found.add(
                "person-outside-persons",
                "expected a 'person' inside 'persons', got one beside it: it is read as one",
                event.path,
                severity=Severity.INFO,
            )
        return
    if name in _LISTS:
        if words:
            _again(other, f"{name}/text()", words)
        return
    if attributes:
        other[f"{name}@"] = dict(attributes)
    if not fields.get(name):
        fields[name] = words
    elif words and words != fields[name]:
        _again(other, f"{name}[]", words)
        found.add(
            "several-values",
            f"expected one {name!r}, got another: the first is taken, the other kept",
            event.path,
            severity=Severity.INFO,
        )


def _again(other: dict[str, object], key: str, value: object) -> None:
    kept = cast("list[object]", other.setdefault(key, []))
    kept.append(value)
