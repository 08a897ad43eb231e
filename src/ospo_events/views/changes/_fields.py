"""Finds the attributes in which two things differ, and replaces attributes of a thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter, eq
from typing import Any, NamedTuple, TypeVar, cast

import attrs

from ..._frozenmap import FrozenMap

__all__ = ["MISSING", "differing", "evolved", "value_at"]

T = TypeVar("T")
Path = tuple[str, ...]


class _Missing:
    """Stands for a key of `extra` that is missing."""

    def __repr__(self) -> str:
        return "MISSING"

    def __reduce__(self) -> str:
        return "MISSING"


MISSING = _Missing()
"""The value of a key of `extra` in the edition that does not have it."""


class _Plan(NamedTuple):
    names: tuple[str, ...]
    get: Callable[[Any], tuple[Any, ...]]
    keys: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Pairs: the place of an attribute, and a function that turns its value into the value to compare."""


@cache
def _plan(owner: Any) -> _Plan:
    fields = attrs.fields(owner)
    names = tuple(field.name for field in fields)
    getter: Any = attrgetter(*names)
    keys = tuple((place, field.eq_key) for place, field in enumerate(fields) if field.eq_key is not None)
    return _Plan(names, getter if len(names) > 1 else _one(getter), keys)


def _one(getter: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda item: (getter(item),)


def differing(older: Any, newer: Any, *, without: frozenset[str] = frozenset()) -> Iterator[tuple[Path, Any, Any]]:
    """Yield the path, the older and the newer value of each attribute in which two things of one class differ.

    If both have an object there (a slot, an address), its attributes are compared, and so are the keys of `extra`.

    Args:
        older: a thing.
        newer: another one.
        without: attributes to skip.
    """
    plan = _plan(newer.__class__)
    for name, old, new in _unequal(plan, older, newer):
        if name in without:
            continue
        if name == "extra":
            for key in sorted({*old, *new}):
                before, after = old.get(key, MISSING), new.get(key, MISSING)
                if before is MISSING or after is MISSING or before != after:
                    yield (name, key), before, after
        elif _has_parts(old.__class__) and old.__class__ is new.__class__:
            inner = _plan(new.__class__)
            for part, before, after in _unequal(inner, old, new):
                yield (name, part), before, after
        else:
            yield (name,), old, new


def _unequal(plan: _Plan, older: Any, newer: Any) -> list[tuple[str, Any, Any]]:
    """Return the name and both values of each attribute in which two things of one class differ."""
    olds, news = plan.get(older), plan.get(newer)
    equal = list(map(eq, olds, news))
    for place, key in plan.keys:
        equal[place] = key(olds[place]) == key(news[place])
    places = [place for place, same in enumerate(equal) if not same]
    return [(plan.names[place], olds[place], news[place]) for place in places]


_has_parts = cache(attrs.has)


def value_at(item: Any, path: Path) -> Any:
    """Return the value at a path of a thing; a missing object is None, a missing key of `extra` is `MISSING`."""
    value: Any = getattr(item, path[0], None)
    if len(path) == 1:
        return value
    if isinstance(value, FrozenMap):
        return cast("FrozenMap[str, Any]", value).get(path[1], MISSING)
    return getattr(value, path[1], None)


def evolved(item: T, values: Mapping[Path, Any]) -> T:
    """Return a thing with other values at some paths.

    Raises:
        TypeError: there is no such attribute, or it does not accept the value.
        ValueError: an attribute does not accept the value.
    """
    changes: dict[str, Any] = {path[0]: value for path, value in values.items() if len(path) == 1}
    parts: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        if len(path) > 1:
            parts.setdefault(path[0], {})[path[1]] = value
    for name, inner in parts.items():
        held: Any = changes.get(name, getattr(item, name, None))
        if name == "extra":
            merged = {**held, **inner}
            changes[name] = FrozenMap({key: value for key, value in merged.items() if value is not MISSING})
        elif not _has_parts(held.__class__):
            raise TypeError(f"expected something in {name!r} to change a part of, got {held!r}")
        else:
            changes[name] = attrs.evolve(held, **inner)
    return cast("T", attrs.evolve(cast("Any", item), **changes)) if changes else item
