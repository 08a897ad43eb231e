"""Checks the types of attributes in every constructor, and converts a value if only one thing can be meant.

Each class tests all its attributes in one condition, by identity of classes: nearly all values pass, and constructors
are a hot path (docs/explanation/performance.md). Only values that fail come to `settle`. It reads the annotations of
the class, converts equivalent values (the value of an enum, a subclass of text) and refuses all others.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
import types
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple, NewType, TypeGuard, TypeVar, Union, cast, get_args, get_origin
from zoneinfo import ZoneInfo

import attrs

from ..diagnostics import describe_value, suggest
from .hints import hints_of

__all__ = [
    "MAX_NUMBER",
    "NO_ITEMS",
    "all_of",
    "as_id",
    "as_ids",
    "as_items",
    "describe",
    "is_count",
    "settle",
]

T = TypeVar("T")

MAX_NUMBER = 2**53
"""The largest whole number that every JSON reader keeps exactly (RFC 8259, section 6)."""

NO_ITEMS: tuple[()] = ()
"""The default of attributes with several values. Python has only one empty tuple, so an identity test recognises it."""

_PLAIN = (bool, str, int, float, list, tuple, dict, type(None))
_WORD = re.compile(r"[A-Z][a-z]*")


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def describe(value: object) -> str:
    """Return a short description of any Python value: `the text 'x'`, `a Room`, `Status.CONFIRMED`."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if value.__class__ is bool:
        return repr(value)
    if isinstance(value, type):
        return f"the class {value.__name__}"
    if value.__class__ is int and not is_count(cast("int", value)):
        return f"a number of {cast('int', value).bit_length()} bits"  # Python refuses to print a very long number
    if value.__class__ in _PLAIN:
        return describe_value(value, mapping="a mapping")
    return _with_article(type(value).__name__)


# --- several values ---------------------------------------------------------------------------

# The converters of attributes of sessions contain the loop of `all_of` themselves, and ignore what type checkers cannot
# see there: a session has a dozen such attributes, and a call for each would be measurable.


def all_of(value: Iterable[object], kind: type[T]) -> TypeGuard[tuple[T, ...]]:
    """Return whether a value is a tuple of objects of exactly this class, which it nearly always is."""
    if value.__class__ is not tuple:
        return False
    for item in value:  # noqa: SIM110 # twice as fast as `all` of a generator
        if item.__class__ is not kind:
            return False
    return True


def as_tuple(value: Iterable[T], what: str = "values", single: type | tuple[type, ...] = ()) -> tuple[T, ...]:
    """Return the items as a tuple.

    Args:
        value: the items. A single text is refused, since it would become a tuple of letters, and so is a mapping.
        what: the noun for the items, for the message.
        single: classes of which a single object is refused too.
    """
    if isinstance(value, tuple):
        return value
    if isinstance(value, (str, bytes)):
        raise TypeError(f"expected several {what}, got the single text {value!r}")
    if isinstance(value, single):
        raise TypeError(f"expected several {what}, got the single {value!r}")
    if isinstance(value, Mapping) or not isinstance(value, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"expected several {what}, got {describe(cast('object', value))}")
    return tuple(value)


def as_items(
    value: Iterable[object], kind: type[T], what: str, convert: Callable[[object], T | None] | None = None
) -> tuple[T, ...]:
    """Return objects of a class as a tuple.

    Args:
        value: the objects, or values that `convert` accepts.
        kind: the class.
        what: the noun for the objects, for the message.
        convert: returns the object for a value of another class, or None.
    """
    items: list[T] = []
    for item in as_tuple(value, what, kind):
        made = item if isinstance(item, kind) else convert(item) if convert is not None else None
        if made is None:
            raise TypeError(f"expected {_noun(kind)} among the {what}, got {describe(item)}")
        items.append(made)
    return tuple(items)


# --- ids --------------------------------------------------------------------------------------


def as_id(value: object, kind: Callable[[str], T], *owners: type) -> T:
    """Return the id of an object of one of these classes, given itself or its id."""
    if value.__class__ is str:
        # Not `kind(value)`: calling a `NewType` would cost time in every constructor, and do nothing.
        return value  # type: ignore[return-value] # pyright: ignore[reportReturnType]
    if isinstance(value, str):
        return kind(str.__str__(value))
    if isinstance(value, owners):
        return kind(cast("Any", value).id)
    *most, last = [_noun(owner) for owner in owners]
    either = f"{', '.join(most)}, {last} or an id" if most else f"{last} or its id"
    raise TypeError(f"expected {either}, got {describe(value)}")


def as_ids(value: Iterable[object], kind: Callable[[str], T], owner: type, what: str) -> tuple[T, ...]:
    """Return the ids of objects of a class, given themselves or their ids."""
    return tuple([as_id(item, kind, owner) for item in as_tuple(value, what, owner)])


# --- one value --------------------------------------------------------------------------------

Take = Callable[[Any, Any, str], Any]
"""Returns a value as its attribute stores it. Raises for an invalid value; the text names the attribute."""


class _Attribute(NamedTuple):
    """The type that one attribute of a class accepts."""

    name: str
    optional: bool
    kind: type
    take: Take


def is_count(value: int | None) -> bool:
    """Return whether a value is None or a whole number that every format can hold."""
    return value is None or (value.__class__ is int and -MAX_NUMBER <= value <= MAX_NUMBER)


def settle(item: object) -> None:
    """Convert or refuse each attribute whose value is not of the type in its annotation.

    Raises:
        TypeError: a value has another type.
        ValueError: a word is not in its enum, or no format can hold the value.
    """
    owner: Any = type(item)
    for name, optional, kind, take in _attributes(owner):
        value = getattr(item, name)
        if (value.__class__ is kind and kind not in _BOUNDED) or (value is None and optional):
            continue
        converted = take(value, kind, f"the {name} of {_owner(owner)}")
        if converted is not value:
            object.__setattr__(item, name, converted)


@cache
def _attributes(owner: type) -> tuple[_Attribute, ...]:
    """Return the attributes that hold a single value. Those with several values, and time zones, have converters."""
    hints = hints_of(owner)
    made: list[_Attribute] = []
    for field in attrs.fields(cast("Any", owner)):
        hint = hints[field.name]
        optional = get_origin(hint) in (Union, types.UnionType)
        inner = next(each for each in get_args(hint) if each is not type(None)) if optional else hint
        kind: Any = str if isinstance(inner, NewType) else inner
        if get_origin(kind) is None and kind is not ZoneInfo:
            take = next((take for base, take in _TAKE.items() if issubclass(kind, base)), _object)
            made.append(_Attribute(field.name, optional, kind, take))
    return tuple(made)


def _owner(owner: type) -> str:
    return _with_article(" ".join(_WORD.findall(owner.__name__)).lower())


def _noun(kind: type[Any]) -> str:
    if issubclass(kind, enum.Enum):
        return f"one of {', '.join(member.value for member in kind)}"
    return _NOUNS.get(kind) or _with_article(kind.__name__)


def _wrong_type(value: object, kind: type, where: str) -> TypeError:
    return TypeError(f"expected {_noun(kind)} as {where}, got {describe(value)}")


def _object(value: Any, kind: type, where: str) -> Any:
    if not isinstance(value, kind):
        raise _wrong_type(value, kind, where)
    return value


def _text(value: Any, kind: type, where: str) -> str:
    return str.__str__(_object(value, kind, where))


def _whole(value: Any, kind: type, where: str) -> int:
    if value.__class__ is not int:
        raise _wrong_type(value, kind, where)
    if not is_count(value):
        raise ValueError(f"expected a number of at most {MAX_NUMBER} as {where}, got {describe(value)}")
    return cast("int", value)


def _number(value: Any, kind: type, where: str) -> float:
    return float(_whole(value, int, where)) if value.__class__ is int else cast("float", _object(value, kind, where))


def _member(value: Any, kind: type[enum.Enum], where: str) -> enum.Enum:
    if isinstance(value, kind):
        return value
    if value.__class__ is not str:
        raise _wrong_type(value, kind, where)
    words = {member.value: member for member in kind}
    if value not in words:
        near = suggest(value, words)
        hint = f"; did you mean {near!r}?" if near else ""
        raise ValueError(f"expected {_noun(kind)} as {where}, got {describe(value)}{hint}")
    return words[value]


def _moment(value: Any, kind: type, where: str) -> dt.datetime:
    moment: dt.datetime = _object(value, kind, where)
    return dt.datetime.combine(dt.date(moment.year, moment.month, moment.day), moment.time(), tzinfo=moment.tzinfo)


def _date(value: Any, kind: type, where: str) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise _wrong_type(value, kind, where)
    return dt.date(value.year, value.month, value.day)


def _clock(value: Any, kind: type, where: str) -> dt.time:
    time: dt.time = _object(value, kind, where)
    if time.tzinfo is not None:
        raise ValueError(f"expected a time without a time zone as {where}: it is in the event's, got {str(time)!r}")
    return dt.time(time.hour, time.minute, time.second, time.microsecond, fold=time.fold)


_NOUNS: dict[type, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    dt.time: "a time",
    dt.date: "a date",
    dt.datetime: "a datetime",
}
_TAKE: dict[type, Take] = {
    str: _text,
    bool: _object,
    int: _whole,
    float: _number,
    enum.Enum: _member,
    dt.datetime: _moment,
    dt.date: _date,
    dt.time: _clock,
}
_BOUNDED = (int, dt.time)
"""Types of which only some values are valid."""
