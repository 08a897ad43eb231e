"""An immutable mapping, and the JSON values that it may hold.

`types.MappingProxyType` breaks `pickle` and `copy.deepcopy` and is not hashable, so data that is preserved unread
(`extra`) is in a `FrozenMap` instead.
"""

from __future__ import annotations

import math
from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from operator import attrgetter, is_
from typing import Generic, TypeAlias, TypeVar, cast

__all__ = ["EMPTY", "FrozenMap", "JsonValue", "freeze", "thaw"]

K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class FrozenMap(Mapping[K, V_co], Generic[K, V_co]):
    """A hashable mapping that cannot change; equal to any mapping with the same items."""

    __slots__ = ("_data", "_hash", "_height")
    _data: dict[K, V_co]
    _hash: int
    """Not set until somebody asks for it."""
    _height: int
    """How many levels are below it, if `freeze` made it; not set in all others."""

    def __init__(self, items: Mapping[K, V_co] | Iterable[tuple[K, V_co]] = ()) -> None:
        _set_data(self, dict(items))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a FrozenMap cannot change: {name!r}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a FrozenMap cannot change: {name!r}")

    def __getitem__(self, key: K) -> V_co:
        return self._data[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __contains__(self, key: object) -> bool:
        return key in self._data

    def keys(self) -> KeysView[K]:
        """Return the keys, as a dict does: the views of `Mapping` are five times slower."""
        return self._data.keys()

    def values(self) -> ValuesView[V_co]:
        """Return the values, as a dict does."""
        return self._data.values()

    def items(self) -> ItemsView[K, V_co]:
        """Return the items, as a dict does."""
        return self._data.items()

    def __eq__(self, other: object) -> bool:
        # Most maps of a programme are `EMPTY`.
        if self is other:
            return True
        # `Mapping` first makes a dict of each side, which is most of the time of comparing two programmes.
        if isinstance(other, FrozenMap):
            return self._data == cast("FrozenMap[object, object]", other)._data
        return NotImplemented if not isinstance(other, Mapping) else self._data == dict(cast("Mapping[K, V_co]", other))

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            known = hash(frozenset(self._data.items()))
            object.__setattr__(self, "_hash", known)
            return known

    def __repr__(self) -> str:
        return f"FrozenMap({self._data!r})"

    def __reduce__(self) -> tuple[type[FrozenMap[K, V_co]], tuple[dict[K, V_co]]]:
        # The hash is deliberately not pickled: string hashes differ between processes.
        return (FrozenMap, (self._data,))

    def __copy__(self) -> FrozenMap[K, V_co]:
        return self

    def __deepcopy__(self, memo: dict[int, object]) -> FrozenMap[K, V_co]:
        return self


# Setting the slot directly takes a third of the time of `object.__setattr__`: large programmes have many small maps.
_set_data = FrozenMap.__dict__["_data"].__set__
_get_data = attrgetter("_data")
_set_height = FrozenMap.__dict__["_height"].__set__

JsonValue: TypeAlias = "bool | int | float | str | tuple[JsonValue, ...] | FrozenMap[str, JsonValue] | None"
"""A JSON value with its arrays as tuples and its objects as `FrozenMap`."""

EMPTY: FrozenMap[str, JsonValue] = FrozenMap()


MAX_DEPTH = 56
"""How deep a value may nest: documents may nest 64 levels, and the model takes a few of them."""

_TOO_LARGE = 10**4000
"""Python writes and reads whole numbers of some 4 000 digits, and refuses longer ones."""


def freeze(value: object) -> JsonValue:
    """Return a JSON value (dicts, lists, text, numbers, None) in its immutable form; a frozen one is returned as it is.

    Raises:
        TypeError: the value is not a JSON value.
        ValueError: the value is NaN or infinite, or no reader accepts it: thousands of digits, dozens of levels.
    """
    return _frozen(value, 0)


def _frozen(value: object, depth: int) -> JsonValue:
    kind: type = value.__class__
    if value is None or kind is str or kind is bool:
        return cast("JsonValue", value)
    if kind is FrozenMap and depth + getattr(value, "_height", MAX_DEPTH) < MAX_DEPTH:
        return cast("JsonValue", value)  # it was checked before
    if isinstance(value, str):  # of a subclass, which writers may not support
        return str.__str__(value)
    if isinstance(value, int):
        if not -_TOO_LARGE < value < _TOO_LARGE:
            raise ValueError("expected a number of at most 4000 digits, got a longer one")
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"expected a finite number, got {value!r}")
        return float(value)
    if kind is dict or kind is FrozenMap or isinstance(value, (Mapping, list, tuple)):
        if depth > MAX_DEPTH:
            raise ValueError(f"expected at most {MAX_DEPTH} levels, got more")
        return _frozen_items(cast("Mapping[object, object] | Iterable[object]", value), depth + 1)
    raise TypeError(f"expected a JSON value, got {type(value).__name__}")


def _frozen_items(value: Mapping[object, object] | Iterable[object], depth: int) -> JsonValue:
    kind: type = value.__class__
    # Plain classes are tested first, since testing for any mapping is slow; and most values are text.
    if kind is not dict and kind is not FrozenMap and not isinstance(value, Mapping):
        items = tuple([_frozen(item, depth) for item in value])
        is_same = kind is tuple and all(map(is_, items, value))
        return cast("JsonValue", value) if is_same else items
    # The dict inside a FrozenMap, not its views, which would run Python code.
    members = cast("Mapping[object, object]", _get_data(value) if kind is FrozenMap else value)
    frozen: dict[str, JsonValue] = {}
    height = 0
    for key, item in members.items():
        if not isinstance(key, str):
            raise TypeError(f"expected text as the key, got {key!r}")
        plain = key if key.__class__ is str else str.__str__(key)
        if item.__class__ is str:
            frozen[plain] = cast("str", item)
        else:
            one = frozen[plain] = _frozen(item, depth)
            if one.__class__ is FrozenMap or one.__class__ is tuple:
                height = max(height, 1 + _height(one))
    is_same = kind is FrozenMap and all(map(is_, frozen.values(), members.values()))
    made = cast("FrozenMap[str, JsonValue]", value) if is_same else FrozenMap(frozen)
    _set_height(made, height)
    return made


def _height(value: JsonValue) -> int:
    """Return how many levels are below a frozen list or mapping."""
    if isinstance(value, FrozenMap):
        known: int | None = getattr(value, "_height", None)
        return max(map(_above, value.values()), default=0) if known is None else known
    return max(map(_above, value), default=0) if isinstance(value, tuple) else 0


def _above(value: JsonValue) -> int:
    return 1 + _height(value) if value.__class__ is FrozenMap or value.__class__ is tuple else 0


def thaw(value: JsonValue) -> object:
    """Return the plain dicts and lists that `freeze` was given."""
    if isinstance(value, FrozenMap):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value
