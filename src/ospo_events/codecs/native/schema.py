"""The JSON Schema of the native files (draft 2020-12), generated from the types of the model.

What it says in words are the docstrings under the fields, read from the source: one place to keep true.
The result is committed as `schema.json` beside this module; `ospo-events schema` prints that.
"""

from __future__ import annotations

import ast
import datetime as dt
import enum
import inspect
import json
import textwrap
import types
from collections.abc import Collection
from importlib.resources import files
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import attrs

from ..._frozenmap import FrozenMap
from ...model import (
    Acceptance,
    Day,
    Event,
    Expectation,
    Geo,
    Link,
    Milestone,
    Objective,
    Organization,
    Output,
    Participant,
    Person,
    PostalAddress,
    RecordingPolicy,
    RelatedEvent,
    Room,
    Series,
    Session,
    Slot,
    Track,
    Venue,
)
from ...model.ids import ID_PATTERN
from ...model.vocabulary import (
    KNOWN_ACCESS,
    KNOWN_ACCESSIBILITY,
    KNOWN_EVENT_KINDS,
    KNOWN_KINDS,
    KNOWN_MILESTONES,
    KNOWN_RELATIONS,
    KNOWN_RELS,
    KNOWN_ROLES,
)
from ._shorthand import role_keys
from ._spellings import FORMAT
from ._when import DAYS_PATTERN

__all__ = ["Schema", "fragment_schema", "generate_schema", "json_schema", "written_classes"]

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""

_CLASSES: tuple[type, ...] = (
    Acceptance, Day, Expectation, Geo, Link, Milestone, Objective, Organization, Output, Participant, Person,
    PostalAddress, RecordingPolicy, RelatedEvent, Room, Series, Session, Slot, Track, Venue,
)  # fmt: skip

# Numbers are allowed because YAML reads `postal_code: 10017` as one; the field decides that it is text.
_TEXT: Schema = {"type": ["string", "number"]}
_ID: Schema = {"type": ["string", "number"], "pattern": f"^{ID_PATTERN}$"}
_DATE: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
# YAML reads `9.30` as a number; `model.time.read_clock` says what else is a time.
_TIME: Schema = {
    "type": ["string", "number"],
    "pattern": r"^\d{1,2}([:.h]\d\d(:\d\d([.,]\d{1,6})?)?)?( ?[AaPp]\.?[Mm]\.?)?$",
    "examples": ["09:30"],
}
_LOCAL: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?$",
    "examples": ["2024-07-09T09:30"],
}
_INSTANT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$",
    "examples": ["2024-05-01T12:00:00Z"],
}
_SCALARS: dict[Any, Schema] = {
    str: _TEXT,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    dt.date: _DATE,
    dt.time: _TIME,
    dt.datetime: _LOCAL,
    ZoneInfo: {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_+/-]*$", "examples": ["America/New_York", "UTC"]},
}
_WORDS: dict[tuple[type, str], tuple[str, ...]] = {
    (Event, "kind"): tuple(KNOWN_EVENT_KINDS),
    (Session, "kind"): tuple(KNOWN_KINDS),
    (Participant, "role"): tuple(KNOWN_ROLES),
    (Link, "rel"): tuple(KNOWN_RELS),
    (RelatedEvent, "relation"): tuple(KNOWN_RELATIONS),
    (Milestone, "kind"): tuple(KNOWN_MILESTONES),
    (Event, "access"): tuple(KNOWN_ACCESS),
    (Session, "access"): tuple(KNOWN_ACCESS),
    (Room, "accessibility"): tuple(KNOWN_ACCESSIBILITY),
    (Venue, "accessibility"): tuple(KNOWN_ACCESSIBILITY),
}


def json_schema() -> str:
    """Return the JSON Schema (2020-12) of the native files, as text."""
    return files("ospo_events.codecs.native").joinpath("schema.json").read_text("utf-8")


def generate_schema() -> str:
    """Return the schema made from the types, as JSON text."""
    root = _object(Event)
    root["properties"] = {
        "format": {"const": FORMAT, "description": "The version of this file format."},
        **root["properties"],
    }
    root["required"] = ["format", *root["required"]]
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ospo-events:schema:1",
        "title": "A conference programme",
        **root,
        "$defs": {owner.__name__: _object(owner) for owner in _CLASSES},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def fragment_schema(owner: type, names: Collection[str]) -> Schema:
    """Return the schema of some attributes of a class in the written form, without shorthand.

    It refers to the schemas of other classes, see `written_classes`.
    """
    return _object(owner, names, short=False)


def written_classes() -> dict[str, Schema]:
    """Return the schema of each class of the model in the written form, by its name."""
    return {owner.__name__: _object(owner, short=False) for owner in _CLASSES}


def _docstrings(owner: type) -> dict[str, str]:
    """Return the docstring under each field of a class, from its source."""
    body = ast.parse(textwrap.dedent(inspect.getsource(owner))).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for field, after in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
            and isinstance(after.value.value, str)
        ):
            found[field.target.id] = " ".join(after.value.value.split())
    return found


def _object(owner: type, names: Collection[str] | None = None, *, short: bool = True) -> Schema:
    """Return the schema of a class, or of some of its attributes.

    Args:
        owner: the class.
        names: its attributes; None: all.
        short: whether shorthand may be written.
    """
    hints = get_type_hints(owner)
    words = _docstrings(owner)
    properties: Schema = {}
    required: list[str] = []
    for field in attrs.fields(owner):
        if field.name == "extra" or (names is not None and field.name not in names):
            continue
        schema = _INSTANT if field.name == "updated" else _type(hints[field.name], owner, field.name, short)
        if short and field.name == "affiliation":  # shorthand: all of them in one list
            schema = {"anyOf": [schema, {"type": "array", "items": _ID}]}
        properties[field.name] = {"description": words[field.name], **schema, **_default(field.default)}
        if field.default is attrs.NOTHING:
            required.append(field.name)
    if owner is Link:
        told = "`true`: its audience is the team."
        properties["private"] = {"description": told, **_SCALARS[bool], "default": False}
    if short:
        properties.update(_shorthand(owner))
    made: Schema = {
        "type": "object",
        "description": (owner.__doc__ or "").split("\n")[0],
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
    if names is None and any(field.name == "extra" for field in attrs.fields(owner)):
        made["patternProperties"] = {"^x-": {"description": "Unknown data, kept and written back."}}
    return made


def _default(value: Any) -> Schema:
    if value is attrs.NOTHING:  # which is a member of an enum itself
        return {}
    if isinstance(value, enum.Enum):
        return {"default": value.value}
    return {"default": value} if isinstance(value, (str, bool, int)) else {}


def _type(type_: Any, owner: type, name: str, short: bool) -> Schema:
    if get_origin(type_) in (Union, types.UnionType):
        return _nullable(_type(next(arg for arg in get_args(type_) if arg is not type(None)), owner, name, short))
    if get_origin(type_) is tuple:
        return {"type": "array", "items": _item(get_args(type_)[0], owner, name, short)}
    if get_origin(type_) is FrozenMap:
        return {"type": "object", "additionalProperties": {"type": "integer"}}
    if attrs.has(type_):
        return {"$ref": f"#/$defs/{type_.__name__}"}
    schema = _scalar(type_, owner, name)
    return {**schema, "type": "string"} if not short and schema.get("type") == _TEXT["type"] else schema


def _nullable(schema: Schema) -> Schema:
    kinds: Any = schema.get("type")
    if kinds is None:
        return {"anyOf": [schema, {"type": "null"}]}
    nullable: Schema = {**schema, "type": [*(kinds if isinstance(kinds, list) else [kinds]), "null"]}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable


def _scalar(type_: Any, owner: type, name: str) -> Schema:
    if isinstance(type_, NewType) or name == "id":
        return _ID
    if isinstance(type_, type) and issubclass(type_, enum.Enum):
        return {"type": "string", "enum": [member.value for member in type_]}
    if owner is Slot and type_ is dt.datetime:
        return {"anyOf": [_LOCAL, {**_DATE, "description": "In an all-day slot."}]}
    if (owner, name) in _WORDS:
        # An open vocabulary: editors complete the known words, any other is valid.
        return {**_TEXT, "anyOf": [{"enum": list(_WORDS[owner, name])}, {}]}
    return _SCALARS[type_]


def _item(type_: Any, owner: type, name: str, short: bool = True) -> Schema:
    inner = _type(type_, owner, name, short)
    if short and type_ in (Link, Participant, Day):  # shorthand: the address, the agent, the date alone
        return {"anyOf": [inner, _DATE if type_ is Day else {"type": "string"}]}
    return inner


def _one(what: str, schema: Schema) -> Schema:
    return {"description": f"Shorthand: {what}.", **schema}


def _shorthand(owner: type) -> Schema:
    """Return the keys that people may write instead of the canonical ones; see `shorthand`."""
    names = {field.name for field in attrs.fields(owner)}
    keys: Schema = {}
    for one, many in (("language", "languages"), ("track", "tracks"), ("tag", "tags"), ("concept", "concepts")):
        if many in names and (owner, one) != (Event, "track"):
            keys[one] = _one(f"the only one of `{many}`", _TEXT)
    if "links" in names:
        keys["link"] = _one("the only one of `links`", _item(Link, owner, "links"))
    if "concepts" in names:
        goal: Schema = {"type": "integer", "minimum": 1, "maximum": 17}
        keys["sdgs"] = _one(
            "numbers of Sustainable Development Goals, for `concepts`",
            {"anyOf": [goal, {"type": "array", "items": goal}]},
        )
    if "participants" in names:
        agent: Schema = {"anyOf": [_TEXT, {"$ref": "#/$defs/Participant"}]}
        for key, role in role_keys().items():
            keys[key] = _one(
                f"participants in the role `{role}`", {"anyOf": [agent, {"type": "array", "items": agent}]}
            )
    if owner is Session:
        moment: Schema = {"anyOf": [_TIME, _LOCAL]}
        keys.update(
            day=_one(
                "the day of `time`: a date, or its number among the `days`; with `time: all day` also several",
                {"anyOf": [_DATE, {"type": "integer"}, {"type": "string", "pattern": DAYS_PATTERN}]},
            ),
            time=_one("`09:30-11:00`, `17:30 onwards` or `all day`, on `day`", {"type": ["string", "number"]}),
            start=_one("when it begins: a time with `day`, or a local date and time", moment),
            end=_one("when it ends: a time with `day`, or a local date and time", moment),
            duration=_one("how long it is, in place of `end`: `20m`, `1h30`, `PT45M`, `90 min`", {"type": "string"}),
            room=_one("the room of the slot", _ID),
            rooms=_one("the rooms of the slot", {"type": "array", "items": _ID}),
            venue=_one("the venue of the slot, if it is not in a room", _ID),
        )
    return {key: schema for key, schema in keys.items() if key not in names}
