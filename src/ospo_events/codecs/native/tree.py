"""The native tree: an event as plain dicts, lists, text, numbers and booleans, and back.

Strict: nothing is coerced, every problem is found in one pass, wire keys are the attribute names.
"""

from __future__ import annotations

import datetime as dt
import enum
import math
import re
import types
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import cache
from typing import Any, NewType, Union, cast, get_args, get_origin
from zoneinfo import ZoneInfo

import attrs
import cattrs
from cattrs.errors import IterableValidationError, IterableValidationNote
from cattrs.fns import identity
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from ..._frozenmap import EMPTY, FrozenMap, JsonValue, freeze, thaw
from ...diagnostics import suggest
from ...model import Event, WallClock
from ...model.time import as_timezone, format_local

__all__ = ["DROPPED", "FORMAT", "MAX_DEPTH", "Number", "Refused", "describe", "from_tree", "to_tree"]

FORMAT = 1
"""The version of the native documents this library writes."""

MAX_NUMBER = 2**53
"""The largest whole number every JSON reader keeps exactly (RFC 8259, section 6)."""

MAX_DEPTH = 64
"""How deep a document may nest; the model itself needs seven levels."""

Hook = Callable[[Any, Any], Any]

DROPPED = object()
"""Stands in a list of a tree where a broken element was taken out, so that the others keep their numbers."""


class Number(str):
    """A plain YAML scalar that reads as a number; the type of its field decides what it is."""

    __slots__ = ()


class Refused(ValueError):
    """A value of the wrong shape, with the code of the finding it becomes."""

    def __init__(self, code: str, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.help = help


@attrs.define
class _Context:
    """What the hooks need to know of the document at hand."""

    clock: WallClock
    moments: dict[str, dt.datetime] = attrs.field(factory=dict[str, dt.datetime])


_CONTEXT: ContextVar[_Context] = ContextVar("_CONTEXT")


def describe(value: object) -> str:
    """Return what a value is, for a message."""
    if value is None:
        return "nothing"
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, (Number, int, float)):
        return f"the number {str(value)[:40]}"
    if isinstance(value, str):
        return f"the text {value[:60]!r}"
    return "a list" if isinstance(value, list) else "a mapping"


# --- reading: one strict hook for each type ---------------------------------------------------


def _text(value: Any, _: object = None) -> str:
    if value.__class__ is str:
        return cast("str", value)
    if value.__class__ is Number:
        return str(value)
    raise Refused("wrong-type", f"expected text, got {describe(value)}")


def _optional_text(value: Any, _: object = None) -> str | None:
    if value.__class__ is str or value is None:
        return cast("str | None", value)
    return _text(value)


def _texts(value: Any, _: object = None) -> tuple[str, ...]:
    if value.__class__ is list:
        for item in value:
            if item.__class__ is not str:
                return _each(value, _text_hook, str)
        return tuple(cast("list[str]", value))
    raise _no_list(value)


def _no_list(value: Any) -> Refused:
    return Refused("wrong-type", f"expected a list, got {describe(value)}")


def _text_hook(value: Any, _: Any) -> str:
    return _text(value)


def _whole_number(value: Any, _: object = None) -> int:
    if value.__class__ is Number:
        if not re.fullmatch(r"-?\d{1,20}", value):
            raise Refused("wrong-type", f"expected a whole number, got {describe(value)}")
        value = int(value)
    if value.__class__ is not int:
        raise Refused("wrong-type", f"expected a whole number, got {describe(value)}")
    if not -MAX_NUMBER <= value <= MAX_NUMBER:
        raise Refused(
            "invalid-value", f"expected a number of at most {MAX_NUMBER}, got one of {len(str(value))} digits"
        )
    return cast("int", value)


def _number(value: Any, _: object = None) -> float:
    if value.__class__ in (Number, int):
        value = float(value)
    if value.__class__ is not float:
        raise Refused("wrong-type", f"expected a number, got {describe(value)}")
    if not math.isfinite(value):
        raise Refused("invalid-value", "expected a finite number")
    return cast("float", value)


def _truth(value: Any, _: object = None) -> bool:
    if value is True or value is False:
        return bool(value)
    raise Refused("wrong-type", f"expected true or false, got {describe(value)}")


def _date(value: Any, _: object = None) -> dt.date:
    text = _text(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            pass
    raise Refused("invalid-value", f"expected a date such as 2024-07-09, got {describe(value)}")


def _time(value: Any, _: object = None) -> dt.time:
    text = _text(value)
    if re.fullmatch(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?", text):
        try:
            return dt.time.fromisoformat(text)
        except ValueError:
            pass
    raise Refused("invalid-value", f"expected a time such as 09:30, got {describe(value)}")


_is_moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?").fullmatch


def _moment(value: Any, what: str) -> dt.datetime:
    text = _text(value)
    if _is_moment(text):
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            pass
    raise Refused("invalid-value", f"expected {what}, got {describe(value)}")


def _local(value: Any, _: object = None) -> dt.datetime:
    context = _CONTEXT.get()
    known = context.moments.get(value) if value.__class__ is str else None
    if known is None:
        known = context.moments[value] = _resolve(value, context.clock)
    return known


def _resolve(value: Any, clock: WallClock) -> dt.datetime:
    moment = _moment(value, "a local time such as 2024-07-09T09:30")
    if moment.tzinfo is None:
        return clock.resolve(moment)
    wall = moment.replace(tzinfo=None)
    for fold in (0, 1):
        there = clock.resolve(wall, fold=fold)
        if there.utcoffset() == moment.utcoffset():
            return there
    here = clock.resolve(wall, fold=0).isoformat()[-6:]
    raise Refused(
        "offset-contradicts-zone",
        f"expected the offset {here} of {clock.timezone.key} at that time, got {describe(value)}",
        "write the local time without an offset",
    )


def _instant(value: Any, _: object = None) -> dt.datetime:
    moment = _moment(value, "a time with an offset such as 2024-05-01T12:00:00Z")
    if moment.tzinfo is None:
        raise Refused(
            "missing-offset", f"expected a time with an offset, got {describe(value)}", f"in UTC that is {value}Z"
        )
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise Refused("invalid-value", f"expected a time of this age, got {describe(value)}") from None


def _zone(value: Any, _: object = None) -> ZoneInfo:
    text = _text(value)
    try:
        return as_timezone(text)
    except ValueError as problem:
        raise Refused("unknown-timezone", str(problem), _nearest_zone(text)) from None


def _nearest_zone(text: str) -> str | None:
    import zoneinfo

    names = zoneinfo.available_timezones()
    last = {name.rpartition("/")[2]: name for name in sorted(names, reverse=True) if "/" in name}
    near = suggest(text, [name for name in names if "/" in name]) or last.get(suggest(text, last) or "")
    return f"did you mean {near!r}?" if near else None


def _extra(value: Any, _: object = None) -> FrozenMap[str, JsonValue]:
    items: dict[str, JsonValue] = {}
    errors: list[Exception] = []
    for key, item in cast("dict[str, Any]", value).items():
        try:
            items[key] = freeze(_numbers(item))
        except ValueError as problem:
            refused = problem if isinstance(problem, Refused) else Refused("invalid-value", str(problem))
            refused.__notes__ = [_note(key, Any)]
            errors.append(refused)
    if errors:
        raise IterableValidationError("in extra", errors, dict)  # pyright: ignore[reportCallIssue] # its own __new__
    return FrozenMap(items)


def _numbers(value: Any, depth: int = 0) -> Any:
    """Return foreign data with its YAML numbers as numbers: here no field says what they are."""
    if depth > MAX_DEPTH:
        raise Refused("too-deep", f"expected at most {MAX_DEPTH} levels, got more")
    if isinstance(value, Number):
        return int(value) if re.fullmatch(r"-?\d{1,4000}", value) else float(value)
    if isinstance(value, dict):
        return {str(key): _numbers(item, depth + 1) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [_numbers(item, depth + 1) for item in cast("list[Any]", value)]
    return value


def _counts(value: Any, _: object = None) -> FrozenMap[str, int]:
    if value.__class__ is not dict:
        raise Refused("wrong-type", f"expected a mapping of kinds to numbers, got {describe(value)}")
    return FrozenMap({key: _whole_number(item) for key, item in value.items()})


def _is_text(type_: Any) -> bool:
    return type_ is str or isinstance(type_, NewType)


def _is_optional(type_: Any) -> bool:
    return get_origin(type_) in (Union, types.UnionType) and type(None) in get_args(type_)


def _is_many(type_: Any) -> bool:
    return get_origin(type_) is tuple


def _is_map(type_: Any) -> bool:
    return get_origin(type_) is FrozenMap


def _optional(type_: Any, converter: cattrs.Converter) -> Hook:
    inner = next(arg for arg in get_args(type_) if arg is not type(None))
    if _is_text(inner):
        return _optional_text
    hook = converter.get_structure_hook(inner)

    def structure(value: Any, _: Any) -> Any:
        return None if value is None else hook(value, inner)

    return structure


def _many(type_: Any, converter: cattrs.Converter) -> Hook:
    inner = get_args(type_)[0]
    if _is_text(inner):
        return _texts
    hook = converter.get_structure_hook(inner)

    def structure(value: Any, _: Any) -> tuple[Any, ...]:
        if value.__class__ is not list:
            raise _no_list(value)
        try:
            return tuple([hook(item, inner) for item in value])
        except Exception:  # the second pass collects every one of them
            return _each(value, hook, inner)

    return structure


def _note(number: int | str, inner: Any) -> IterableValidationNote:
    return IterableValidationNote(f"item {number}", number, inner)


def _each(value: list[Any], hook: Hook, inner: Any) -> tuple[Any, ...]:
    items: list[Any] = []
    errors: list[Exception] = []
    for number, item in enumerate(value):
        if item is DROPPED:
            continue
        try:
            items.append(hook(item, inner))
        except Exception as problem:  # collected, and reported together
            problem.__notes__ = [_note(number, inner)]
            errors.append(problem)
    if errors:
        raise IterableValidationError("in a list", errors, tuple)  # pyright: ignore[reportCallIssue] # its own __new__
    return tuple(items)


def _word(type_: Any, _: cattrs.Converter) -> Hook:
    members: dict[str, enum.Enum] = {member.value: member for member in type_}

    def structure(value: Any, _: Any) -> enum.Enum:
        member = members.get(value) if value.__class__ is str else None
        if member is None:
            text = _text(value)
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
        field.name: override(struct_hook=_instant) for field in attrs.fields(type_) if field.name == "updated"
    }
    known = frozenset(field.name for field in attrs.fields(type_))
    build, build_strictly = (
        _builder(type_, converter, special, strictly=False),
        _builder(type_, converter, special, strictly=True),
    )

    def structure(value: Any, _: Any) -> Any:
        if value.__class__ is not dict:
            raise Refused("wrong-type", f"expected a mapping, got {describe(value)}")
        if value.keys() <= known:
            try:
                return build(value, type_)
            except Exception:  # noqa: S110 # the second pass says what is wrong, all of it
                pass
        return build_strictly(value, type_)

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
    converter.register_structure_hook_func(_is_map, lambda v, t: _counts(v) if get_args(t)[1] is int else _extra(v))
    converter.register_structure_hook_func(_is_text, _text)
    converter.register_structure_hook_factory(lambda t: isinstance(t, type) and issubclass(t, enum.Enum), _word)
    for type_, hook in _SCALARS.items():
        converter.register_structure_hook(type_, hook)
    return converter


_SCALARS: dict[type, Hook] = {
    str: _text,
    int: _whole_number,
    float: _number,
    bool: _truth,
    dt.date: _date,
    dt.time: _time,
    dt.datetime: _local,
    ZoneInfo: _zone,
}


def from_tree(tree: Mapping[str, Any], clock: WallClock) -> Event:
    """Return the event of a canonical tree (without `format`).

    Args:
        tree: plain values; `DROPPED` in lists is passed over.
        clock: the clock its local times are read by.

    Raises:
        cattrs.BaseValidationError: with every problem; `problems.findings` reads it.
    """
    token = _CONTEXT.set(_Context(clock))
    try:
        event: Event = _reader().structure(tree, Event)
    finally:
        _CONTEXT.reset(token)
    return event


# --- writing ----------------------------------------------------------------------------------


def _write_instant(value: dt.datetime | None) -> str | None:
    return None if value is None else value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _write_time(value: dt.time) -> str:
    return value.isoformat("auto" if value.second or value.microsecond else "minutes")


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
    if not has_extra:
        return plain

    def write(value: Any) -> dict[str, Any]:
        written: dict[str, Any] = plain(value)
        if value.extra is not EMPTY:
            for key, item in value.extra.items():
                written[key] = thaw(item)
        return written

    return write


def _write_many(type_: Any, converter: cattrs.Converter) -> Callable[[Any], Any]:
    inner = get_args(type_)[0]
    if _is_text(inner):
        return identity  # a tuple is a list to every writer
    hook = converter.get_unstructure_hook(inner)
    return lambda value: [hook(item) for item in value]


def _write_optional(type_: Any, converter: cattrs.Converter) -> Callable[[Any], Any]:
    inner = next(arg for arg in get_args(type_) if arg is not type(None))
    if inner in (int, bool) or _is_text(inner):
        return identity
    return converter.get_unstructure_hook(inner)  # every optional field defaults to None, and defaults are left out


@cache
def _writer() -> cattrs.Converter:
    converter = cattrs.Converter(omit_if_default=True)
    converter.register_unstructure_hook_factory(attrs.has, _write_class)
    converter.register_unstructure_hook_factory(_is_many, _write_many)
    converter.register_unstructure_hook_factory(_is_optional, _write_optional)
    converter.register_unstructure_hook_func(_is_map, dict)
    converter.register_unstructure_hook_func(lambda t: t is dt.datetime, format_local)
    converter.register_unstructure_hook_func(lambda t: t is dt.date, dt.date.isoformat)
    converter.register_unstructure_hook_func(lambda t: t is dt.time, _write_time)
    converter.register_unstructure_hook_func(lambda t: t is ZoneInfo, lambda zone: zone.key)
    return converter


def to_tree(event: Event) -> dict[str, Any]:
    """Return the canonical tree of an event: `format` first, defaults left out, `extra` inline."""
    return {"format": FORMAT, **_writer().unstructure(event)}
