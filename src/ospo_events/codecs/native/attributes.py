"""Converts single things and attributes to and from their native form, with the offset in every time.

For documents that hold pieces of programmes without the time zone beside them: a list of changes.
"""

from __future__ import annotations

import types
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin

import attrs

from ..._frozenmap import JsonValue, freeze, thaw
from ...diagnostics import Diagnostic
from ...model import WallClock
from ...model.hints import hints_of
from ._problems import findings
from ._tree import (
    AttributeReader,
    AttributeWriter,
    attribute_readers,
    attribute_writers,
    read_object,
    write_object,
)
from ._values import CONTEXT, Context

__all__ = ["class_of_part", "read_attribute", "read_thing", "write_attribute", "write_thing"]

T = TypeVar("T")


def write_thing(item: Any) -> dict[str, Any]:
    """Return a thing as plain values: defaults left out, `extra` inline."""
    return cast("dict[str, Any]", write_object(item, offsets=True))


def read_thing(tree: Any, kind: type[T], clock: WallClock, problems: list[Diagnostic]) -> T | None:
    """Return the thing for plain values; None, and findings, if they are not valid.

    Args:
        tree: the plain values, in canonical form.
        kind: its class.
        clock: the clock to read local times by.
        problems: takes what is wrong, each with its path from the thing down.
    """
    try:
        return read_object(tree, kind, clock)
    except Exception as problem:  # whatever is wrong in it is told
        members = cast("dict[str, Any]", tree) if isinstance(tree, dict) else {}
        problems += [item for item, _ in findings(problem, members)]
        return None


def write_attribute(owner: type, path: Sequence[str], value: Any) -> JsonValue:
    """Return the value of an attribute as plain values.

    Args:
        owner: the class of the thing.
        path: the attribute: one name, or that of a part or a key of `extra` behind it.
        value: its value.
    """
    if value is None:
        return None
    if path[0] == "extra":
        return cast("JsonValue", thaw(value))
    holder, name = _place(owner, path)
    written: JsonValue = _writer_of(holder, name).write(value)
    return written


def read_attribute(owner: type, path: Sequence[str], tree: Any, clock: WallClock, problems: list[Diagnostic]) -> Any:
    """Return the value of an attribute; None, and findings, if it is not valid. The arguments are as above.

    Raises:
        KeyError: the class has no such attribute.
    """
    if path[0] == "extra":
        try:
            return freeze(tree)
        except (TypeError, ValueError) as problem:
            problems.append(Diagnostic(code="invalid-value", message=str(problem)))
            return None
    holder, name = _place(owner, path)
    if tree is None and attrs.fields_dict(cast("Any", holder))[name].default is None:
        return None  # documents leave it out, and some readers of theirs do not know it
    reader = _reader_of(holder, name)
    token = CONTEXT.set(Context(clock))
    try:
        return reader.read(tree, reader.type)
    except Exception as problem:  # whatever is wrong in it is told
        problems += [attrs.evolve(item, path=item.path[1:]) for item, _ in findings(problem, {name: tree}, (name,))]
        return None
    finally:
        CONTEXT.reset(token)


def class_of_part(owner: type, name: str) -> type | None:
    """Return the class of the object in an attribute; None if it has none, or several."""
    type_ = hints_of(owner).get(name)
    if get_origin(type_) in (Union, types.UnionType):
        type_ = next(arg for arg in get_args(type_) if arg is not type(None))
    return type_ if attrs.has(cast("Any", type_)) else None


def _place(owner: type, path: Sequence[str]) -> tuple[type, str]:
    """Return the class that has the attribute itself, and its name there."""
    holder = owner
    for name in path[:-1]:
        inner = class_of_part(holder, name)
        if inner is None:
            raise KeyError(".".join(path))
        holder = inner
    names = {field.name for field in attrs.fields(cast("Any", holder))}
    if path[-1] not in names:
        raise KeyError(".".join(path))
    return holder, path[-1]


@cache
def _writer_of(owner: type, name: str) -> AttributeWriter:
    return attribute_writers(owner, [name], offsets=True)[name]


@cache
def _reader_of(owner: type, name: str) -> AttributeReader:
    return attribute_readers(owner, [name])[name]
