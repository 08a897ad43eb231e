"""The shape of a native document as pydantic models and as plain attrs classes for cattrs, made from our own classes.

Times are naive datetimes there and zones are texts: neither peer has to look a zone up, nor to check a reference.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import cattrs.preconf.orjson
import pydantic

from ospo_events._frozenmap import FrozenMap
from ospo_events.model import Event

_Fields = dict[str, tuple[Any, Any]]
_Make = Callable[[str, _Fields], Any]


def _shape(owner: Any, make: _Make, known: dict[Any, Any]) -> Any:
    if owner not in known:
        # `TYPE_CHECKING` names stand in properties only, so the hints of the fields resolve.
        hints = typing.get_type_hints(owner)
        fields = {
            field.name: (
                _type(hints[field.name], make, known),
                ... if field.default is attrs.NOTHING else _default(field.default),
            )
            for field in attrs.fields(owner)
        }
        if owner is Event:
            fields = {"format": (int, ...), **fields}
        known[owner] = make(owner.__name__, fields)
    return known[owner]


def _default(value: Any) -> Any:
    return value if not isinstance(value, Mapping) else None


def _type(hint: Any, make: _Make, known: dict[Any, Any]) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hasattr(hint, "__supertype__") or hint is ZoneInfo:
        return str
    if origin is FrozenMap:
        return dict[str, Any] | None
    if origin is tuple:
        return tuple[_type(arguments[0], make, known), ...]
    if origin in (types.UnionType, typing.Union):
        return _type(next(item for item in arguments if item is not type(None)), make, known) | None
    if attrs.has(hint):
        return _shape(hint, make, known)
    assert hint in (str, int, float, bool, dt.date, dt.time, dt.datetime) or issubclass(hint, enum.Enum), hint
    return hint


@cache
def pydantic_event() -> type[pydantic.BaseModel]:
    """Return the event as a pydantic model that refuses unknown keys."""

    def make(name: str, fields: _Fields) -> Any:
        return pydantic.create_model(name, __config__=pydantic.ConfigDict(extra="forbid"), **fields)  # type: ignore[call-overload]

    made: type[pydantic.BaseModel] = _shape(Event, make, {})
    return made


@cache
def cattrs_event() -> tuple[cattrs.preconf.orjson.OrjsonConverter, Any]:
    """Return cattrs' converter for orjson and the event as a frozen attrs class without checks."""

    def make(name: str, fields: _Fields) -> Any:
        made = attrs.make_class(
            name,
            {
                key: attrs.field() if default is ... else attrs.field(default=default)
                for key, (_, default) in fields.items()
            },
            frozen=True,
            kw_only=True,
            slots=True,
        )
        made.__annotations__ = {key: hint for key, (hint, _) in fields.items()}
        for field in attrs.fields(made):
            object.__setattr__(field, "type", fields[field.name][0])
        return made

    converter = cattrs.preconf.orjson.make_converter(forbid_extra_keys=True)
    converter.register_structure_hook(dt.time, lambda value, _: dt.time.fromisoformat(value))
    return converter, _shape(Event, make, {})
