"""Writes the readers and writers of native files as plain Python: one of each for every class of the model.

What they write is checked in (`_read_generated.py` and `_write_generated.py` in `src/ospo_events/codecs/native`). `make
generate` makes it anew, and a test fails where it is out of date. Here is what both know of the model's classes.
"""

from __future__ import annotations

import datetime as dt
import enum
import types
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, NewType, Union, get_args, get_origin, get_type_hints

import attrs

from ospo_events._frozenmap import FrozenMap
from ospo_events.model import Event, Slot

NATIVE = "ospo_events.codecs.native"

# Constructors convert what people write. What the readers make needs it of these only; the others leave it as it is.
NEEDED = ("as_counts", "as_extra", "as_utc")
IDLE = (
    "_as_day_change",
    "_optional_clock",
    "as_acceptances",
    "as_days",
    "as_links",
    "as_milestones",
    "as_objectives",
    "as_optional_organization_id",
    "as_optional_session_id",
    "as_optional_timezone",
    "as_optional_venue_id",
    "as_organizations",
    "as_outputs",
    "as_participants",
    "as_people",
    "as_related",
    "as_room_ids",
    "as_rooms",
    "as_sessions",
    "as_texts",
    "as_timezone",
    "as_track_ids",
    "as_tracks",
    "as_venues",
)


class Member(NamedTuple):
    """One attribute of a class, as native files know it."""

    name: str
    type: Any
    """The type of a value that is not None."""
    item: Any
    """The type of its items, where it has several; else None."""
    default: Any
    """What it is without; `attrs.NOTHING` where it has to be there."""
    converter: Any
    """What its constructor calls on it, where that is needed."""


def members_of(owner: Any) -> list[Member]:
    """Return the attributes of a class.

    Raises:
        ValueError: nobody has said yet whether what the readers make needs the converter of an attribute.
    """
    hints = get_type_hints(owner)
    return [_member(field, hints[field.name]) for field in attrs.fields(owner)]


def _member(field: Any, hint: Any) -> Member:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    several = get_origin(hint) is tuple
    converter = field.converter
    if converter is not None and not isinstance(converter, NewType):
        if converter.__name__ not in (*NEEDED, *IDLE):
            raise ValueError(f"expected {converter.__name__} in docs/native_code.py, among NEEDED or IDLE")
        if converter.__name__ in NEEDED:
            return Member(
                field.name,
                hint,
                get_args(hint)[0] if several else None,
                field.default,
                converter,
            )
    return Member(field.name, hint, get_args(hint)[0] if several else None, field.default, None)


def checks(owner: Any, times: str) -> list[str]:
    """Return the lines that call the checks of a class's constructor on an object that is `made`.

    Args:
        owner: the class.
        times: the expression for the texts of a slot's start and end.
    """
    if not hasattr(owner, "__attrs_post_init__"):
        return []
    if owner is not Slot:
        return ["made.__attrs_post_init__()"]
    # All there is to check of a slot is its times: those that many sessions share are checked once.
    return [
        f"times = ({times})",
        "if times not in context.times:",
        "    made.__attrs_post_init__()",
        "    context.times.add(times)",
    ]


def is_text(type_: Any) -> bool:
    """Return whether values of a type are text."""
    return type_ is str or isinstance(type_, NewType)


def is_words(type_: Any) -> bool:
    """Return whether values of a type are words of an enum."""
    return isinstance(type_, type) and issubclass(type_, enum.Enum)


def is_map(type_: Any) -> bool:
    """Return whether values of a type are mappings."""
    return get_origin(type_) is FrozenMap


def classes_of(owner: Any) -> Iterator[Any]:
    """Return every class that objects of a class may hold, and then the class itself."""
    for member in members_of(owner):
        inner = member.item or member.type
        if attrs.has(inner):
            yield from classes_of(inner)
    yield owner


def snake(owner: Any) -> str:
    """Return the name of a class as functions have it."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in owner.__name__).strip("_")


def all_classes() -> list[Any]:
    """Return the classes of the model, each after those that it holds."""
    return list(dict.fromkeys(classes_of(Event)))


def all_words() -> list[Any]:
    """Return the enums of the model."""
    return list(dict.fromkeys(m.type for owner in all_classes() for m in members_of(owner) if is_words(m.type)))


def constants(words: Iterable[Any] = ()) -> list[str]:
    """Return the lines that name the members of some enums; of all where none is given."""
    lines = ["# A global name costs a tenth of an attribute of an enum."]
    return lines + [
        f"{constant_name(member)} = {word.__name__}.{member.name}" for word in words or all_words() for member in word
    ]


def import_lines(imports: list[tuple[str, str]]) -> list[str]:
    """Return the lines that import names, each with its module."""
    lines: list[str] = []
    for module in sorted({module for module, _ in imports}):
        names = ", ".join(sorted({name for of, name in imports if of == module}))
        short = module.removeprefix(NATIVE) if module.startswith(NATIVE) else module.replace("ospo_events", "...", 1)
        lines.append(f"from {short.replace('....', '...')} import {names}")
    return lines


def constant_name(member: enum.Enum) -> str:
    """Return the name of a member of an enum in `constants`."""
    return f"_{snake(type(member)).upper()}_{member.name}"


def default_name(member: Member) -> str:
    """Return the expression for the default of an attribute."""
    default = member.default
    if isinstance(default, enum.Enum):
        return constant_name(default)
    if default == ():
        return "_NO_ITEMS"
    if isinstance(default, FrozenMap):
        return "EMPTY" if member.name == "extra" else "FrozenMap()"
    if isinstance(default, dt.time):
        return repr(default).replace("datetime.", "dt.")
    return '"' + default + '"' if isinstance(default, str) else repr(default)
