"""The values of the native tree: one strict reader for each type, which coerces nothing and says what it wanted."""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast
from zoneinfo import ZoneInfo

from ..._frozenmap import FrozenMap, JsonValue, freeze
from ...diagnostics import Suggestions, describe_value
from ...model import WallClock
from ...model.time import as_timezone, read_clock

if TYPE_CHECKING:
    from cattrs.errors import IterableValidationError, IterableValidationNote

__all__ = [
    "CONTEXT",
    "DROPPED",
    "MAX_DEPTH",
    "SCALARS",
    "WHOLE_DAYS",
    "Context",
    "Hook",
    "Number",
    "Refused",
    "describe",
    "no_list",
    "read_counts",
    "read_date",
    "read_each",
    "read_extra",
    "read_instant",
    "read_local",
    "read_number",
    "read_optional_text",
    "read_text",
    "read_texts",
    "read_time",
    "read_truth",
    "read_whole_number",
    "read_zone",
]

T = TypeVar("T")
MAX_NUMBER = 2**53
"""The largest whole number every JSON reader keeps exactly (RFC 8259, section 6)."""

MAX_DEPTH = 64
"""How deep a document may nest; the model itself needs seven levels."""

Hook = Callable[[Any, Any], Any]

WHOLE_DAYS = "whole days are an all-day slot: add all_day: true"
"""What to write for a date where a moment is expected."""
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


class Context:
    """What the hooks need to know of the document at hand."""

    __slots__ = ("clock", "is_expanded", "keys", "moments", "times", "zones")

    def __init__(self, clock: WallClock) -> None:
        self.clock = clock
        self.moments: dict[str, dt.datetime] = {}
        self.zones: tuple[Suggestions, Suggestions] | None = None
        """Once asked for: suggestions of whole names of zones, and of their last parts."""
        self.times: set[tuple[str, str | None]] = set()
        """The starts and ends of slots that were checked (`_fast`)."""
        self.keys = 0
        """How many keys the objects had that were read the short way (`_fast`)."""
        self.is_expanded = False
        """Whether what is read the short way comes out of an expansion, in which unknown data stand under `extra`."""


CONTEXT: ContextVar[Context] = ContextVar("CONTEXT")


def describe(value: object) -> str:
    """Return what a value of the native tree is, for a message."""
    if isinstance(value, Number):
        return f"the number {str(value)[:40]}"
    return describe_value(value, mapping="a mapping")


def read_text(value: Any, _: object = None) -> str:
    """Return a text, as it is."""
    if value.__class__ is str:
        return cast("str", value)
    if value.__class__ is Number:
        return str(value)
    raise Refused("wrong-type", f"expected text, got {describe(value)}")


def read_optional_text(value: Any, _: object = None) -> str | None:
    """Return a text, or None."""
    if value.__class__ is str or value is None:
        return cast("str | None", value)
    return read_text(value)


def read_texts(value: Any, _: object = None) -> tuple[str, ...]:
    """Return a list of texts."""
    if value.__class__ is list:
        for item in value:
            if item.__class__ is not str:
                return read_each(value, _text_hook, str)
        return tuple(cast("list[str]", value))
    raise no_list(value)


def no_list(value: Any) -> Refused:
    """Return the refusal of what is not a list."""
    return Refused("wrong-type", f"expected a list, got {describe(value)}")


def _text_hook(value: Any, _: Any) -> str:
    return read_text(value)


def read_whole_number(value: Any, _: object = None) -> int:
    """Return a whole number that every JSON reader keeps."""
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


def read_number(value: Any, _: object = None) -> float:
    """Return a finite number."""
    if value.__class__ in (Number, int):
        value = float(value)
    if value.__class__ is not float:
        raise Refused("wrong-type", f"expected a number, got {describe(value)}")
    if not math.isfinite(value):
        raise Refused("invalid-value", "expected a finite number")
    return cast("float", value)


def read_truth(value: Any, _: object = None) -> bool:
    """Return a plain value that has to be true or false."""
    if value is True or value is False:
        return bool(value)
    raise Refused("wrong-type", f"expected true or false, got {describe(value)}")


def _parsed(value: Any, shape: str, parse: Callable[[str], T], example: str) -> T:
    """Return what `parse` makes of a text of that shape, which is stricter than it."""
    text = read_text(value)
    if re.fullmatch(shape, text):
        with contextlib.suppress(ValueError):
            return parse(text)
    raise Refused("bad-time", f"expected {example}, got {describe(value)}")


def read_date(value: Any, _: object = None) -> dt.date:
    """Return a date."""
    return _parsed(value, r"\d{4}-\d\d-\d\d", dt.date.fromisoformat, "a date such as 2024-07-09")


def read_time(value: Any, _: object = None) -> dt.time:
    """Return the time of day in a plain value."""
    return _parsed(value, r".+", read_clock, "a time such as 09:30")


_is_moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?").fullmatch


def _moment(value: Any, what: str) -> dt.datetime:
    text = read_text(value)
    if _is_moment(text):
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            pass
    raise Refused("bad-time", f"expected {what}, got {describe(value)}")


def read_local(value: Any, _: object = None) -> dt.datetime:
    """Return a local time, in the zone of the document."""
    context = CONTEXT.get()
    known = context.moments.get(value) if value.__class__ is str else None
    if known is None:
        known = context.moments[value] = _resolve(value, context.clock)
    return known


def _resolve(value: Any, clock: WallClock) -> dt.datetime:
    try:
        moment = _moment(value, "a local time such as 2024-07-09T09:30")
    except Refused as refused:
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            refused.help = WHOLE_DAYS
        raise
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


def read_instant(value: Any, _: object = None) -> dt.datetime:
    """Return a moment that says its offset, in UTC."""
    moment = _moment(value, "a time with an offset such as 2024-05-01T12:00:00Z")
    if moment.tzinfo is None:
        raise Refused(
            "missing-offset", f"expected a time with an offset, got {describe(value)}", f"in UTC that is {value}Z"
        )
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise Refused("bad-time", f"expected a time of this age, got {describe(value)}") from None


def read_zone(value: Any, _: object = None) -> ZoneInfo:
    """Return the time zone that a plain value names."""
    text = read_text(value)
    try:
        return as_timezone(text)
    except ValueError as problem:
        raise Refused("unknown-timezone", str(problem), _nearest_zone(text)) from None


@cache
def _zone_names() -> tuple[str, ...]:
    """Return the names of zones that a file may have, in reverse order."""
    import zoneinfo  # noqa: PLC0415 # few files need it

    names = sorted(zoneinfo.available_timezones(), reverse=True)
    return tuple(name for name in names if "/" in name and not name.startswith("Etc/"))


def _nearest_zone(text: str) -> str | None:
    # An abbreviation, an offset or a region is like many names and means none of them.
    if text.isupper() or text.startswith("Etc/") or any(name.startswith(f"{text}/") for name in _zone_names()):
        return None
    context = CONTEXT.get(None) or Context(WallClock("UTC"))
    places = {name.rpartition("/")[2]: name for name in _zone_names()}  # `Berlin` is Europe/Berlin
    if context.zones is None:
        context.zones = Suggestions(_zone_names()), Suggestions(places)
    near = context.zones[0].nearest(text) or places.get(context.zones[1].nearest(text) or "")
    return f"did you mean {near!r}?" if near else None


def read_extra(value: Any, _: object = None) -> FrozenMap[str, JsonValue]:
    """Return unknown data in their immutable form."""
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
        raise _together("in extra", errors, dict)
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


def read_counts(value: Any, _: object = None) -> FrozenMap[str, int]:
    """Return a number for each kind."""
    if value.__class__ is not dict:
        raise Refused("wrong-type", f"expected a mapping of kinds to numbers, got {describe(value)}")
    return FrozenMap({key: read_whole_number(item) for key, item in value.items()})


def _together(where: str, errors: list[Exception], kind: type) -> IterableValidationError:
    from cattrs.errors import IterableValidationError  # noqa: PLC0415 # a file without a mistake never asks for cattrs

    return IterableValidationError(where, errors, kind)  # pyright: ignore[reportCallIssue] # its own __new__


def _note(number: int | str, inner: Any) -> IterableValidationNote:
    from cattrs.errors import IterableValidationNote  # noqa: PLC0415 # as above

    return IterableValidationNote(f"item {number}", number, inner)


def read_each(value: list[Any], hook: Hook, inner: Any) -> tuple[Any, ...]:
    """Return the items of a list, each read; every problem in them is raised together."""
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
        raise _together("in a list", errors, tuple)
    return tuple(items)


SCALARS: dict[type, Hook] = {
    str: read_text,
    int: read_whole_number,
    float: read_number,
    bool: read_truth,
    dt.date: read_date,
    dt.time: read_time,
    dt.datetime: read_local,
    ZoneInfo: read_zone,
}
