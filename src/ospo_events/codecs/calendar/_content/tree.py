"""The calendar tree (jCal): components, properties, and what the specifications say of each property.

RFC 5545 section 3.8, RFC 7986 section 5, RFC 9073 section 6, RFC 9253 sections 6 to 8; the names of the types are
those of jCal (RFC 7265 section 3.5). Which characters may stand in texts is said here too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar, cast

import attrs

__all__ = [
    "COMMA_LISTS",
    "KNOWN_TYPES",
    "MAX_DEPTH",
    "MAX_INTEGER",
    "ONCE_IN_VEVENT",
    "OWN_MARK",
    "SEMICOLON_LISTS",
    "TYPES",
    "WITHOUT_CONTROLS",
    "Component",
    "JcalProperty",
    "Shape",
    "as_list",
    "clean",
    "clean_component",
    "clean_deep",
    "clean_property",
    "clean_text",
    "hides_controls",
    "is_clean_wide",
    "is_component",
    "is_moment",
    "is_property",
    "is_value",
    "plain_uri",
    "read_duration",
    "split_duration",
    "utc_moment",
    "written_type",
]

JcalProperty: TypeAlias = "list[Any]"
"""A property as jCal has it: `[name, {parameter: value}, type, value, ...]`, all names in lower case."""


def _types(**names: str) -> dict[str, str]:
    return {name: kind.replace("_", "-") for kind, words in names.items() for name in words.split()}


_RFC_5545 = _types(
    text="""calscale method prodid version categories class comment description location resources status summary
        transp tzid tzname contact related-to uid action request-status""",
    uri="attach tzurl url",
    float="geo",
    integer="percent-complete priority repeat sequence",
    date_time="completed dtend due dtstart recurrence-id exdate rdate created dtstamp last-modified acknowledged",
    duration="duration trigger",
    period="freebusy",
    utc_offset="tzoffsetfrom tzoffsetto",
    cal_address="attendee organizer",
    recur="rrule",
)
_LATER = _types(
    text="""name color refid location-type participant-type resource-type styled-description structured-data proximity
        x-alt-desc x-html-description x-description x-long-description x-wr-calname x-wr-caldesc x-wr-timezone
        x-lic-location x-open-end x-ospo-event x-ospo-session x-ospo-recurrence x-ospo-room x-ospo-venue x-ospo-track
        x-ospo-person x-ospo-organization""",
    uri="source image conference concept link",
    date_time="dcreated",
    duration="refresh-interval x-published-ttl",
    cal_address="calendar-address",
)
TYPES: Mapping[str, str] = MappingProxyType({**_RFC_5545, **_LATER})
"""The type of a value without a VALUE parameter."""
KNOWN_TYPES = frozenset(
    [
        "binary",
        "boolean",
        "cal-address",
        "date",
        "date-time",
        "duration",
        "float",
        "integer",
        "period",
        "recur",
        "text",
        "time",
        "uri",
        "utc-offset",
        "unknown",
    ]
)
"""The types of RFC 7265 section 3.6."""
COMMA_LISTS = frozenset({"categories", "resources", "exdate", "rdate", "freebusy"})
"""Properties whose value is a list parted by commas."""
SEMICOLON_LISTS = frozenset({"geo", "request-status"})
"""Properties whose value is structured, parted by semicolons (an inner array in jCal)."""
ONCE_IN_VEVENT = frozenset(
    [
        "uid",
        "dtstamp",
        "dtstart",
        "dtend",
        "duration",
        "class",
        "created",
        "description",
        "geo",
        "last-modified",
        "location",
        "organizer",
        "priority",
        "sequence",
        "status",
        "summary",
        "transp",
        "url",
        "recurrence-id",
        "color",
        "rrule",
    ]
)
"""Properties that a VEVENT has at most once (RFC 5545 section 3.6.1)."""
OWN_MARK = "x-ospo"
"""The parameter that marks values which our own writer repeats for other readers."""


MAX_INTEGER = 2**31 - 1
"""The largest INTEGER (RFC 5545 section 3.3.8)."""
MAX_DEPTH = 16
"""How deep components may nest; real ones nest three deep."""


def written_type(name: str) -> str:
    """Return the type that a reader of RFC 5545 takes for granted; any other is written as a VALUE parameter."""
    if name in ("x-published-ttl", "acknowledged"):
        return TYPES[name]  # MS-OXCICAL 2.1.3.1.1.15 shows it bare; RFC 9074 defines it as DATE-TIME
    if name in ("structured-data", "styled-description"):
        return ""  # RFC 9073 sections 6.5 and 6.6: VALUE must stand
    return _RFC_5545.get(name, "text")


def as_list(value: Any) -> list[Any]:
    """Return a list or a tuple as a list, and anything else as the one item of a list."""
    return list(cast("Iterable[Any]", value)) if isinstance(value, (list, tuple)) else [value]


class Shape:
    """What components have in common whose lines are the same up to the colon: all but the values.

    A calendar has thousands of items and a handful of shapes, so that what the names say is found out once for each.

    Args:
        heads: of each line the name, the parameters, the type, and whether its value is one, not a list.
    """

    __slots__ = ("all_places", "heads", "names", "places")

    def __init__(self, heads: Sequence[tuple[str, dict[str, Any], str, bool]]) -> None:
        self.heads = heads
        """What stands before the colons."""
        self.all_places: dict[str, list[int]] = {}
        """The places of the lines of each name."""
        for place, head in enumerate(heads):
            self.all_places.setdefault(head[0], []).append(place)
        self.places = {name: places[0] for name, places in self.all_places.items()}
        """The place of the first line of each name."""
        self.names = frozenset(self.places)
        """The names."""

    def property(self, place: int, value: Any) -> JcalProperty:
        """Return the property in a place, with its value."""
        name, parameters, kind, single = self.heads[place]
        return [name, parameters, kind, value] if single else [name, parameters, kind, *value]


class Component:
    """A component: jCal properties, each with the number of its position, and the components inside it.

    One that was read as a shape and values has its properties made when somebody asks for them all.
    """

    __slots__ = ("_positions", "_properties", "components", "name", "position", "shape", "values")

    def __init__(self, name: str, position: int) -> None:
        self.name = name
        """Its name in lower case."""
        self.position = position
        """The number of the position where it begins."""
        self._properties: list[JcalProperty] = []
        self._positions: list[int] = []
        self.components: list[Component] = []
        """The components inside it."""
        self.shape: Shape | None = None
        """Its shape; None: its properties are made, and say what it is."""
        self.values: list[Any] = []
        """The values of a component with a shape, one for each line, in lines that follow each other."""

    @property
    def properties(self) -> list[JcalProperty]:
        """Its properties."""
        if self.shape is not None:
            self._spell_out(self.shape)
        return self._properties

    @properties.setter
    def properties(self, properties: list[JcalProperty]) -> None:
        self.shape = None
        self._properties = properties

    @property
    def positions(self) -> list[int]:
        """The number of the position of each property."""
        if self.shape is not None:
            self._spell_out(self.shape)
        return self._positions

    @positions.setter
    def positions(self, positions: list[int]) -> None:
        self._positions = positions

    def _spell_out(self, shape: Shape) -> None:
        """Make the properties; from now on they say what it is, for they may be changed."""
        self._properties = list(map(shape.property, range(len(self.values)), self.values))
        self._positions = list(range(self.position + 1, self.position + 1 + len(self.values)))
        self.shape = None

    @property
    def names(self) -> frozenset[str]:
        """The names of its properties."""
        if self.shape is not None:
            return self.shape.names
        return frozenset([prop[0] for prop in self._properties])

    def named(self, name: str) -> Iterator[tuple[JcalProperty, int]]:
        """Yield the properties of that name, to be looked at and not changed, with their positions."""
        shape = self.shape
        if shape is not None:
            for place in shape.all_places.get(name, ()):
                yield shape.property(place, self.values[place]), self.position + 1 + place
            return
        for prop, position in zip(self.properties, self.positions, strict=True):
            if prop[0] == name:
                yield prop, position

    def first(self, name: str) -> JcalProperty | None:
        """Return the first property of that name, to be looked at and not changed; or None."""
        shape = self.shape
        if shape is not None:
            place = shape.places.get(name)
            return None if place is None else shape.property(place, self.values[place])
        return next((prop for prop in self._properties if prop[0] == name), None)

    def position_of(self, name: str) -> int:
        """Return the number of the position of the first property with that name, else that of the component."""
        return next((position for _, position in self.named(name)), self.position)

    def text(self, name: str) -> str | None:
        """Return the value of the first property of that name as text, or None."""
        prop = self.first(name)
        return None if prop is None else str(prop[3])

    def jcal(self) -> list[Any]:
        """Return it as jCal."""
        return [self.name, self.properties, [inner.jcal() for inner in self.components]]


def _list(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 100 and value.isascii() and value.replace("-", "").isalnum()


def is_property(value: Any) -> bool:
    """Return whether a JSON value is a jCal property that may be written."""
    prop = _list(value)
    if len(prop) < 4 or not _is_name(prop[0]) or not _is_name(prop[2]) or not isinstance(prop[1], dict):
        return False
    if prop[0].lower() in ("begin", "end"):
        return False
    for name, texts in cast("dict[Any, Any]", prop[1]).items():
        if not _is_name(name) or not all(isinstance(item, (str, int, float)) for item in as_list(texts)):
            return False
    values = [item for value in prop[3:] for item in as_list(value)] if prop[0].lower() in SEMICOLON_LISTS else prop[3:]
    return all(is_value(prop[2].lower(), item) for item in values)


def is_component(value: Any, depth: int = 0) -> bool:
    """Return whether a JSON value is a jCal component that may be written."""
    parts = _list(value)
    if len(parts) != 3 or depth > 8 or not _is_name(parts[0]):
        return False
    if not isinstance(parts[1], list) or not isinstance(parts[2], list):
        return False
    inner = all(is_component(item, depth + 1) for item in _list(parts[2]))
    return inner and all(is_property(item) for item in _list(parts[1]))


def is_real(text: str) -> bool:
    """Return whether a date or a time, as ISO 8601 writes it in full, is in the calendar."""
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return text.isascii()


_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ?)?").fullmatch


def is_moment(text: object) -> bool:
    """Return whether a value is a date or a time as jCal writes them."""
    return isinstance(text, str) and _MOMENT(text) is not None and is_real(text.rstrip("Z"))


def is_value(kind: str, value: object) -> bool:
    """Return whether a JSON value is valid for that type in jCal (RFC 7265 section 3.6)."""
    if kind in ("date", "date-time"):
        return is_moment(value)
    if kind == "period":
        parts = cast("list[Any]", value) if isinstance(value, list) else []
        return len(parts) == 2 and is_moment(parts[0]) and isinstance(parts[1], str)
    if kind in ("integer", "float"):
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, {"boolean": bool, "recur": dict}.get(kind, str))


_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?", re.IGNORECASE
)


def split_duration(value: str) -> tuple[int, dt.timedelta]:
    """Return the days of a DURATION, with those of its weeks, and the rest of it.

    Days are nominal: one later is the same time on the clock, however long the day is (RFC 5545 section 3.3.6).

    Raises:
        ValueError: it is none, or longer than calendars are.
    """
    match = _DURATION.fullmatch(value.strip())
    if match is None or len(value.strip()) < 3:
        raise ValueError(f"expected a duration like PT1H30M, got {value[:60]!r}")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    try:
        rest = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
        days = dt.timedelta(weeks=weeks, days=days).days
    except OverflowError:
        raise ValueError(f"expected a duration a calendar can hold, got {value[:60]!r}") from None
    return (-days, -rest) if match[1] == "-" else (days, rest)


def read_duration(value: str) -> dt.timedelta:
    """Return the length of a DURATION, with days of 24 hours; raises like `split_duration`."""
    days, rest = split_duration(value)
    try:
        return dt.timedelta(days) + rest
    except OverflowError:
        raise ValueError(f"expected a duration a calendar can hold, got {value[:60]!r}") from None


def utc_moment(text: str) -> dt.datetime | None:
    """Return the moment of DTSTAMP or LAST-MODIFIED; without `Z` it counts as UTC, as the specification requires."""
    try:
        moment = dt.datetime.fromisoformat(text.rstrip("Z")[:19])
    except ValueError:
        return None
    return moment.replace(tzinfo=dt.UTC)


T = TypeVar("T")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane * 0x10000 + 0xFFFE)}-{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17)
)
_BAD = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")
_LINE_ENDS = re.compile("\r\n?")


def clean(text: str) -> str:
    """Return `text` with line ends as LF and without C0 (but TAB, LF), DEL, C1, surrogates and non-characters."""
    if text.isprintable():  # which no such character is
        return text
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    return _BAD.sub("", text)


def _cleaned(value: Any) -> Any:
    """Return a jCal value without characters that are not allowed; line breaks stay, because TEXT escapes them."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _cleaned(item) for key, item in cast("Mapping[str, Any]", value).items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(item) for item in cast("Sequence[Any]", value)]
    return value


def clean_property(prop: JcalProperty) -> JcalProperty:
    """Return a jCal property without characters that are not allowed; only a TEXT may contain line breaks."""
    cleaned: JcalProperty = _cleaned(prop)
    if cleaned[2] != "text":
        cleaned[3:] = [value.replace("\n", "") if isinstance(value, str) else value for value in cleaned[3:]]
    return cleaned


def clean_component(component: Sequence[Any]) -> list[Any]:
    """Return a jCal component without characters that are not allowed."""
    name, properties, components = component
    return [clean(name), [clean_property(prop) for prop in properties], [clean_component(item) for item in components]]


def plain_uri(text: str) -> str:
    """Return an address as a content line can hold it: in one line, without blanks around."""
    return text.strip().replace("\n", "") if "\n" in text else text.strip()


def clean_text(text: str) -> str:
    """Return `text` as `clean` does; a text that had something to read and has nothing left becomes `?`."""
    cleaned = clean(text)
    return cleaned if cleaned.strip() or not text.strip() else "?"


def clean_deep(value: T) -> T:
    """Return a value of the model with all its texts clean; a clean value is returned as it is."""
    held: Any = value
    if isinstance(held, str):
        return cast("T", clean_text(held))
    if isinstance(held, tuple):
        items = cast("tuple[Any, ...]", held)
        new = tuple(clean_deep(item) for item in items)
        return cast("T", items if all(a is b or a == b for a, b in zip(new, items, strict=True)) else new)
    kind: Any = held.__class__
    if hasattr(kind, "__attrs_attrs__"):
        changes: dict[str, Any] = {
            name: item
            for name in _attribute_names(kind)
            if (item := clean_deep(old := getattr(held, name))) is not old and item != old
        }
        return attrs.evolve(held, **changes) if changes else value
    return value


@cache
def _attribute_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind))


WITHOUT_CONTROLS = bytes([63 if (octet < 32 and octet != 9) or octet == 127 else octet for octet in range(256)])
"""A table for `bytes.translate` that changes the ASCII octets that are not allowed inside a content line."""
_C1 = re.compile(rb"\xc2[\x80-\x9f]")


def is_clean_wide(data: bytes) -> bool:
    """Conservative fast check of UTF-8 `data`: True means that `clean` changes nothing beyond ASCII."""
    # A non-character is the last two of its plane (…BF BE, …BF BF) or one of U+FDD0 to U+FDEF (EF B7 ..).
    if b"\xbf" in data and (b"\xbf\xbe" in data or b"\xbf\xbf" in data):
        return False
    if b"\xef" in data and b"\xef\xb7" in data:
        return False
    return b"\xc2" not in data or _C1.search(data) is None


_ESCAPED_CONTROL = re.compile(r"\\\\(?:u00|[bfr])")


def hides_controls(line: str) -> bool:
    """Conservative fast check: False means that JSON in a content line escapes no control characters."""
    return "\\\\" in line and _ESCAPED_CONTROL.search(line) is not None
