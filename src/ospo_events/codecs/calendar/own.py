"""What rides in our own X-OSPO- properties: as JSON, everything that no standard property says exactly.

One table per class says which attributes ride and how each is written and read. Values at their default are left out.
A value of the wrong shape in somebody's file is a problem to report, never an exception.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Callable, Mapping
from itertools import compress
from json.encoder import encode_basestring
from operator import attrgetter, is_not
from typing import Any, Generic, NamedTuple, TypeVar, cast
from zoneinfo import ZoneInfo

import attrs

from ..._frozenmap import FrozenMap
from ...model.agent import Organization, Participant, Person
from ...model.clock import Day
from ...model.event import Event, Expectation, Objective, Output, RelatedEvent, Series
from ...model.link import Link, RecordingPolicy
from ...model.place import Geo, PostalAddress, Room, Venue
from ...model.session import Session, Track
from ...model.status import AttendanceMode, ParticipationMode, Status
from ...model.time import as_timezone

__all__ = ["EVENT", "LINKS", "ORGANIZATION", "PARTICIPANT", "PERSON", "ROOM", "SESSION", "TRACK", "VENUE", "Shape"]

T = TypeVar("T")
_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Form(NamedTuple):
    """How one attribute is written as JSON and read back; `load` raises ValueError or TypeError for a wrong shape."""

    dump: Callable[[Any], Any]
    load: Callable[[Any], Any]
    text: Callable[[Any], str] | None = None
    """Returns the JSON text of what `dump` returns, where there is a shorter way to it than over a tree."""

    def writer(self) -> Callable[[Any], str]:
        """Return what writes a value as JSON text."""
        dump = self.dump
        return self.text or (lambda value: _TO_JSON(dump(value)))


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type[T], name: str) -> Callable[[Any], T]:
    def load(value: Any) -> T:
        if type(value) is not kind:
            raise TypeError(f"expected {name}, got {str(value)[:80]!r}")
        return value

    return load


def _many(form: Form) -> Form:
    def load(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError(f"expected a list, got {str(value)[:80]!r}")
        return tuple(form.load(item) for item in cast("list[Any]", value))

    def dump(values: Any) -> list[Any]:
        return [form.dump(value) for value in values]

    write = form.writer()

    def text(values: Any) -> str:
        return f"[{','.join(map(write, values))}]"

    return Form(dump, load, text)


def _enum(kind: type[enum.Enum]) -> Form:
    def dump(value: Any) -> Any:
        return value.value

    return Form(dump, kind)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"expected a number, got {str(value)[:80]!r}")
    return float(value)


def _text_of(parse: Callable[[str], Any], write: Callable[[Any], str]) -> Form:
    def load(value: Any) -> Any:
        return parse(_load_text(value))

    return Form(write, load)


def _counts(value: Any) -> FrozenMap[str, int]:
    if not isinstance(value, dict):
        raise TypeError(f"expected an object, got {str(value)[:80]!r}")
    return FrozenMap({_load_text(key): INT.load(count) for key, count in cast("dict[Any, Any]", value).items()})


def _time_text(value: dt.time) -> str:
    return value.isoformat("auto" if value.second or value.microsecond else "minutes")


def _zone_key(value: ZoneInfo) -> str:
    return value.key


def _plain_counts(value: FrozenMap[str, int]) -> dict[str, int]:
    return dict(value)


_load_text = _exactly(str, "text")
TEXT = Form(_same, _load_text, encode_basestring)
INT = Form(_same, _exactly(int, "a whole number"))
BOOL = Form(_same, _exactly(bool, "true or false"))
FLOAT = Form(_same, _number)
TEXTS = _many(TEXT)
DATE = _text_of(dt.date.fromisoformat, dt.date.isoformat)
TIME = _text_of(dt.time.fromisoformat, _time_text)
ZONE = _text_of(as_timezone, _zone_key)
COUNTS = Form(_plain_counts, _counts)


class Shape(Generic[T]):
    """The attributes of one class that ride, each with its form."""

    def __init__(self, kind: type[T], /, **forms: Form) -> None:
        self.kind = kind
        self.forms = forms
        fields = {field.name: field for field in attrs.fields(cast("Any", kind))}
        self._defaults = tuple(fields[name].default for name in forms)
        self._plan = [(name, form.dump, fields[name].default) for name, form in forms.items()]
        self._text_plan = [(f'"{name}":', form.writer(), fields[name].default) for name, form in forms.items()]
        get = attrgetter(*forms)
        self._get: Callable[[T], tuple[Any, ...]] = get if len(forms) > 1 else lambda value: (get(value),)

    def dump(self, value: T) -> dict[str, Any]:
        """Return the attributes that are not at their defaults."""
        values = self._get(value)
        if values == self._defaults:
            return {}
        return {
            name: dump(item)
            for (name, dump, default), item in zip(self._plan, values, strict=True)
            if item is not default and item != default
        }

    def text(self, value: T) -> str:
        """Return the JSON text of what `dump` returns."""
        values = self._get(value)
        if values == self._defaults:
            return "{}"
        # Most values are their very default, which needs no look at the plan.
        other = compress(zip(self._text_plan, values, strict=True), map(is_not, values, self._defaults))
        members = [key + write(item) for (key, write, default), item in other if item != default]
        return f"{{{','.join(members)}}}"

    def values(self, tree: Any, problems: list[str], *, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return constructor arguments read from JSON; every value of a wrong shape is left out and told."""
        found: dict[str, Any] = dict(more or {})
        if not isinstance(tree, dict):
            problems.append(f"expected an object, got {str(tree)[:80]!r}")
            return found
        for key, item in cast("dict[str, Any]", tree).items():
            form = self.forms.get(key)
            if form is None:
                continue
            try:
                found[key] = form.load(item)
            except (TypeError, ValueError) as error:
                problems.append(f"{key}: {error}")
        return found

    def load(self, tree: Any, problems: list[str]) -> T | None:
        """Return the value read from JSON, or None where what it cannot do without is missing or wrong."""
        found = self.values(tree, problems)
        try:
            return self.kind(**found)
        except (TypeError, ValueError) as error:
            problems.append(str(error))
            return None

    def form(self) -> Form:
        """Return the form of an attribute that holds such a value; one problem spoils it."""

        def load(tree: Any) -> T:
            problems: list[str] = []
            value = self.load(tree, problems)
            if value is None or problems:
                raise ValueError("; ".join(problems[:3]))
            return value

        return Form(self.dump, load, self.text)


LINK = Shape(Link, href=TEXT, rel=TEXT, title=TEXT, media_type=TEXT, language=TEXT)
LINKS = _many(LINK.form())
GEO = Shape(Geo, latitude=FLOAT, longitude=FLOAT)
ADDRESS = Shape(PostalAddress, street=TEXT, locality=TEXT, region=TEXT, postal_code=TEXT, country=TEXT)
RECORDING = Shape(RecordingPolicy, opt_out=BOOL, license=TEXT, links=LINKS)
PARTICIPANT = Shape(
    Participant,
    agent=TEXT,
    role=TEXT,
    mode=_enum(ParticipationMode),
    status=_enum(Status),
    credited_as=TEXT,
    affiliation=TEXT,
    job_title=TEXT,
    order=INT,
)
PARTICIPANTS = _many(PARTICIPANT.form())
SERIES = Shape(Series, id=TEXT, title=TEXT, description=TEXT, url=TEXT, links=LINKS)
RELATED = Shape(
    RelatedEvent, title=TEXT, relation=TEXT, id=TEXT, start=DATE, end=DATE, edition=TEXT, description=TEXT, url=TEXT
)
OBJECTIVE = Shape(Objective, verb=TEXT, text=TEXT)
OUTPUT = Shape(Output, title=TEXT, kind=TEXT, description=TEXT, links=LINKS)
EXPECTS = Shape(Expectation, days=INT, tracks=INT, rooms=INT, organizers=INT, sessions=COUNTS)
DAY = Shape(Day, date=DATE, title=TEXT, start=TIME, end=TIME)

# What feeds must stay small for is left out: biographies, and pages of people and organizations.
PERSON = Shape(
    Person,
    id=TEXT,
    name=TEXT,
    honorific=TEXT,
    job_title=TEXT,
    affiliation=TEXT,
    pronouns=TEXT,
    country=TEXT,
    url=TEXT,
    uid=TEXT,
)
ORGANIZATION = Shape(Organization, id=TEXT, name=TEXT, short_name=TEXT, parent=TEXT, country=TEXT, url=TEXT, uid=TEXT)
VENUE = Shape(
    Venue,
    id=TEXT,
    name=TEXT,
    address=ADDRESS.form(),
    geo=GEO.form(),
    timezone=ZONE,
    description=TEXT,
    accessibility=TEXTS,
    url=TEXT,
    links=LINKS,
)
ROOM = Shape(
    Room,
    id=TEXT,
    name=TEXT,
    venue=TEXT,
    capacity=INT,
    floor=TEXT,
    description=TEXT,
    accessibility=TEXTS,
    stream=LINK.form(),
    url=TEXT,
    links=LINKS,
    uid=TEXT,
)
TRACK = Shape(
    Track,
    id=TEXT,
    title=TEXT,
    description=TEXT,
    color=TEXT,
    exclusive=BOOL,
    concepts=TEXTS,
    url=TEXT,
    links=LINKS,
    uid=TEXT,
)
EVENT = Shape(
    Event,
    theme=TEXT,
    acronym=TEXT,
    kind=TEXT,
    edition=TEXT,
    series=SERIES.form(),
    related=_many(RELATED.form()),
    status=_enum(Status),
    version=TEXT,
    objectives=_many(OBJECTIVE.form()),
    outputs=_many(OUTPUT.form()),
    attendance_mode=_enum(AttendanceMode),
    access=TEXT,
    audience=TEXT,
    is_accessible_for_free=BOOL,
    languages=TEXTS,
    interpretation=TEXTS,
    captions=TEXTS,
    sign_languages=TEXTS,
    accessibility=TEXT,
    license=TEXT,
    recording=RECORDING.form(),
    links=LINKS,
    color=TEXT,
    concepts=TEXTS,
    participants=PARTICIPANTS,
    day_change=TIME,
    expects=EXPECTS.form(),
    days=_many(DAY.form()),
)
SESSION = Shape(
    Session,
    subtitle=TEXT,
    parent=TEXT,
    repeat_of=TEXT,
    languages=TEXTS,
    interpretation=TEXTS,
    captions=TEXTS,
    sign_languages=TEXTS,
    attendance_mode=_enum(AttendanceMode),
    access=TEXT,
    audience=TEXT,
    expected_attendance=INT,
    recording=RECORDING.form(),
)
