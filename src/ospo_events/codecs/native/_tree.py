"""The native tree: an event as plain dicts, lists, text, numbers and booleans, and back.

Strict: nothing is coerced, every problem is found in one pass, wire keys are the attribute names.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import attrs
import cattrs
from cattrs.fns import identity
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from ..._frozenmap import EMPTY, FrozenMap
from ...diagnostics import suggest
from ...model import Event, Link, Slot, WallClock
from ...model.ids import RoomId, VenueId
from ...model.time import format_local
from ._spellings import (
    PRIVATE,
    audience_of_private,
    dates_of_slot,
    private_of_audience,
    slot_of_dates,
    write_extra,
    write_instant,
    write_time,
)
from ._values import (
    CONTEXT,
    SCALARS,
    Context,
    Hook,
    Refused,
    describe,
    no_list,
    read_counts,
    read_date,
    read_each,
    read_extra,
    read_instant,
    read_optional_text,
    read_text,
    read_texts,
)

__all__ = [
    "AttributeReader",
    "AttributeWriter",
    "attribute_readers",
    "attribute_writers",
    "from_tree",
    "read_object",
    "write_object",
]

T = TypeVar("T")

# --- reading ----------------------------------------------------------------------------------


def _is_text(type_: Any) -> bool:
    return type_ is str or isinstance(type_, NewType)


def _is_optional(type_: Any) -> bool:
    return get_origin(type_) in (Union, types.UnionType) and type(None) in get_args(type_)


def _is_many(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _is_map(type_: Any) -> bool:
    return get_origin(type_) is FrozenMap


def _without_none(type_: Any) -> Any:
    """Return the type of a value that is not None."""
    return next(arg for arg in get_args(type_) if arg is not type(None)) if _is_optional(type_) else type_


def _optional(type_: Any, converter: cattrs.Converter) -> Hook:
    inner = _without_none(type_)
    if _is_text(inner):
        return read_optional_text
    hook = converter.get_structure_hook(inner)

    def structure(value: Any, _: Any) -> Any:
        return None if value is None else hook(value, inner)

    return structure


def _many(type_: Any, converter: cattrs.Converter) -> Hook:
    inner = get_args(type_)[0]
    if _is_text(inner):
        return read_texts
    hook = converter.get_structure_hook(inner)

    def structure(value: Any, _: Any) -> tuple[Any, ...]:
        if value.__class__ is not list:
            raise no_list(value)
        try:
            return tuple([hook(item, inner) for item in value])
        except Exception:  # the second pass collects every one of them
            return read_each(value, hook, inner)

    return structure


def _word(type_: Any, _: cattrs.Converter) -> Hook:
    members: dict[str, enum.Enum] = {member.value: member for member in type_}

    def structure(value: Any, _: Any) -> enum.Enum:
        member = members.get(value) if value.__class__ is str else None
        if member is None:
            text = read_text(value)
            near = suggest(text, members)
            raise Refused(
                "unknown-value",
                f"expected one of {', '.join(members)}, got {describe(value)}",
                f"did you mean {near!r}?" if near else None,
            )
        return member

    return structure


def _class(type_: Any, converter: cattrs.Converter) -> Hook:
    special: dict[str, Any] = {
        field.name: override(struct_hook=read_instant) for field in attrs.fields(type_) if field.name == "updated"
    }
    known = frozenset(field.name for field in attrs.fields(type_))
    all_day = _all_day(converter) if type_ is Slot else None
    build, build_strictly = (
        _builder(type_, converter, special, strictly=False),
        _builder(type_, converter, special, strictly=True),
    )

    may_be_private = type_ is Link

    def structure(value: Any, _: Any) -> Any:
        if value.__class__ is not dict:
            raise Refused("wrong-type", f"expected a mapping, got {describe(value)}")
        if may_be_private and PRIVATE in value:
            value = audience_of_private(value)
        if all_day is not None and value.get("all_day") is True:
            return all_day(value, type_)
        if value.keys() <= known:
            try:
                return build(value, type_)
            except Exception:  # noqa: S110 # the second pass says what is wrong, all of it
                pass
        return build_strictly(value, type_)

    return structure


@attrs.frozen
class _Dates:
    """An all-day slot as native files spell it."""

    start: dt.date
    all_day: bool
    end: dt.date | None = None
    rooms: tuple[RoomId, ...] = ()
    venue: VenueId | None = None


def _all_day(converter: cattrs.Converter) -> Hook:
    """Return a reader of all-day slots, whose times are dates."""

    def date(value: Any, _: Any) -> dt.date:
        try:
            return read_date(value)
        except Refused:
            message = f"expected a date such as 2024-07-09 in an all-day slot, got {describe(value)}"
            raise Refused("bad-time", message, "leave all_day out where there are times") from None

    def last(value: Any, type_: Any) -> dt.date | None:
        return None if value is None else date(value, type_)

    build = _builder(
        _Dates, converter, {"start": override(struct_hook=date), "end": override(struct_hook=last)}, strictly=True
    )

    def structure(value: Any, _: Any) -> Slot:
        dates = build(value, _Dates)
        return slot_of_dates(dates.start, dates.end, dates.rooms, dates.venue)

    return structure


def _builder(type_: Any, converter: cattrs.Converter, special: dict[str, Any], *, strictly: bool) -> Hook:
    return make_dict_structure_fn(
        type_,
        converter,
        _cattrs_forbid_extra_keys=strictly,
        _cattrs_detailed_validation=strictly,
        _cattrs_use_linecache=False,
        **special,
    )


@cache
def _reader() -> cattrs.Converter:
    converter = cattrs.Converter(detailed_validation=True)
    converter.register_structure_hook_factory(attrs.has, _class)
    converter.register_structure_hook_factory(_is_optional, _optional)
    converter.register_structure_hook_factory(_is_many, _many)
    converter.register_structure_hook_func(
        _is_map, lambda v, t: read_counts(v) if get_args(t)[1] is int else read_extra(v)
    )
    converter.register_structure_hook_func(_is_text, read_text)
    converter.register_structure_hook_factory(lambda t: isinstance(t, type) and issubclass(t, enum.Enum), _word)
    for type_, hook in SCALARS.items():
        converter.register_structure_hook(type_, hook)
    return converter


def from_tree(tree: Mapping[str, Any], clock: WallClock) -> Event:
    """Return the event of a canonical tree (without `format`).

    Args:
        tree: plain values; `DROPPED` in lists is passed over.
        clock: the clock its local times are read by.

    Raises:
        cattrs.BaseValidationError: with every problem; `problems.findings` reads it.
    """
    token = CONTEXT.set(Context(clock))
    try:
        event: Event = _reader().structure(tree, Event)
    finally:
        CONTEXT.reset(token)
    return event


# --- writing ----------------------------------------------------------------------------------


def _write_instant(value: dt.datetime | None) -> str | None:
    return None if value is None else write_instant(value)


def _write_class(type_: Any, converter: cattrs.Converter) -> Callable[[Any], Any]:
    special: dict[str, Any] = {
        field.name: override(unstruct_hook=_write_instant) for field in attrs.fields(type_) if field.name == "updated"
    }
    has_extra = any(field.name == "extra" for field in attrs.fields(type_))
    if has_extra:
        special["extra"] = override(omit=True)
    plain = make_dict_unstructure_fn(
        type_, converter, _cattrs_omit_if_default=True, _cattrs_use_linecache=False, **special
    )
    if type_ is Link:
        return lambda link: private_of_audience(plain(link))
    if type_ is Slot:
        return _write_slot(plain)
    if not has_extra:
        return plain

    def write(value: Any) -> dict[str, Any]:
        written: dict[str, Any] = plain(value)
        if value.extra is not EMPTY:
            written |= write_extra(value.extra)
        return written

    return write


def _write_slot(plain: Callable[[Any], dict[str, Any]]) -> Callable[[Any], Any]:
    return lambda slot: dates_of_slot(slot, plain(slot)) if slot.all_day else plain(slot)


def _write_many(type_: Any, converter: cattrs.Converter) -> Callable[[Any], Any]:
    inner = get_args(type_)[0]
    if _is_text(inner):
        return identity  # a tuple is a list to every writer
    hook = converter.get_unstructure_hook(inner)
    return lambda value: [hook(item) for item in value]


def _write_optional(type_: Any, converter: cattrs.Converter) -> Callable[[Any], Any]:
    inner = _without_none(type_)
    if inner in (int, bool) or _is_text(inner):
        return identity
    return converter.get_unstructure_hook(inner)  # every optional field defaults to None, and defaults are left out


@cache
def _writer(offsets: bool) -> cattrs.Converter:
    """Return a writer of plain values.

    Args:
        offsets: whether a local time says its offset, for those who do not know the zone.
    """
    converter = cattrs.Converter(omit_if_default=True)
    converter.register_unstructure_hook_factory(attrs.has, _write_class)
    converter.register_unstructure_hook_factory(_is_many, _write_many)
    converter.register_unstructure_hook_factory(_is_optional, _write_optional)
    converter.register_unstructure_hook_func(_is_map, dict)
    moment = dt.datetime.isoformat if offsets else format_local
    converter.register_unstructure_hook_func(lambda t: t is dt.datetime, moment)
    converter.register_unstructure_hook_func(lambda t: t is dt.date, dt.date.isoformat)
    converter.register_unstructure_hook_func(lambda t: t is dt.time, write_time)
    converter.register_unstructure_hook_func(lambda t: t is ZoneInfo, lambda zone: zone.key)
    return converter


def write_object(value: Any, *, offsets: bool = False) -> Any:
    """Return the tree of an object of the model: defaults left out, `extra` inline."""
    return _writer(offsets).unstructure(value)


def read_object(tree: Any, kind: type[T], clock: WallClock) -> T:
    """Return the object for a canonical tree of a class of the model; raises with every problem in it."""
    if isinstance(tree, dict) and any(field.name == "extra" for field in attrs.fields(cast("Any", kind))):
        members = cast("dict[str, Any]", tree)
        tree = {key: value for key, value in members.items() if not key.startswith("x-")}
        if len(tree) < len(members):
            tree["extra"] = {key: value for key, value in members.items() if key.startswith("x-")}
    token = CONTEXT.set(Context(clock))
    try:
        value: T = _reader().structure(tree, kind)
    finally:
        CONTEXT.reset(token)
    return value


# --- attribute by attribute -------------------------------------------------------------------


class AttributeWriter(NamedTuple):
    """How one attribute of a class is written in native files."""

    default: Any
    """The value that is left out; `attrs.NOTHING` where the attribute is always written."""
    is_text: bool
    """Whether every value but the default is text, which is written as it is."""
    write: Callable[[Any], Any]
    """Returns the plain value for a value of the attribute."""
    kind: type | None
    """The class of the objects in the attribute; None if it holds anything else."""
    is_many: bool
    """Whether it holds several values."""


class AttributeReader(NamedTuple):
    """How one attribute of a class is read from native files."""

    type: Any
    """Its type, which `read` asks for."""
    read: Hook
    """Returns the attribute's value for a plain value and its type; raises if it cannot be read."""


def attribute_writers(kind: type, names: Iterable[str], *, offsets: bool = False) -> dict[str, AttributeWriter]:
    """Return the writers of these attributes of a class, by name."""
    types_, fields, writer = get_type_hints(kind), attrs.fields_dict(kind), _writer(offsets)
    writers: dict[str, AttributeWriter] = {}
    for name in names:
        type_, default = types_[name], fields[name].default
        write = _write_instant if name == "updated" else writer.get_unstructure_hook(type_)
        given = _without_none(type_) if default is None else type_
        item = get_args(given)[0] if _is_many(given) else given
        item_class = item if attrs.has(item) else None
        writers[name] = AttributeWriter(default, _is_text(given), write, item_class, _is_many(given))
    return writers


def attribute_readers(kind: type, names: Iterable[str]) -> dict[str, AttributeReader]:
    """Return the readers of these attributes of a class, by name."""
    types_, reader = get_type_hints(kind), _reader()
    return {
        name: AttributeReader(
            types_[name], read_instant if name == "updated" else reader.get_structure_hook(types_[name])
        )
        for name in names
    }
