"""Merges the attributes of one thing that two people edited."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

import attrs

from ..._frozenmap import FrozenMap
from ..changes import MISSING
from ._order import keyed, replaced_by_both, woven

__all__ = ["Contradiction", "Values"]

T = TypeVar("T")
Path = tuple[str | int, ...]

_COUNTERS = frozenset({"sequence", "updated"})
"""Attributes that only grow: the greater of two values includes both changes."""
_EITHER_OR = frozenset({"rooms", "affiliation"})
"""Lists in which two different replacements of one item contradict each other."""


class Contradiction(NamedTuple):
    """A value that both people changed in different ways."""

    path: tuple[Path, Path]
    """The paths of the value in ours and in theirs."""
    values: tuple[Any, Any]
    """The values there."""
    what: str
    """The name of the attribute for people: `slot.start`."""
    is_gone: bool = False
    """Whether one person removed it."""


@cache
def _defaults(owner: Any) -> dict[str, Any]:
    """Return the default of each attribute of a class; a required attribute has `MISSING`."""
    return {field.name: MISSING if field.default is attrs.NOTHING else field.default for field in attrs.fields(owner)}


@cache
def _keys(owner: Any) -> dict[str, Any]:
    return {field.name: field.eq_key for field in attrs.fields(owner) if field.eq_key is not None}


class Values:
    """Merges the attributes of one thing, and records contradictions.

    Args:
        path: the paths of the thing in ours and in theirs.
    """

    def __init__(self, path: tuple[Path, Path]) -> None:
        self.contradictions: list[Contradiction] = []
        self._path = path
        self._words: tuple[str, ...] = ()

    def merged(self, base: Any, ours: T, theirs: T, without: frozenset[str] = frozenset()) -> T:
        """Return ours with the changes of theirs.

        Args:
            base: the original; `MISSING`: both are new.
            ours: a thing of ours.
            theirs: the same thing in theirs.
            without: attributes that stay as in ours.
        """
        defaults, keys = _defaults(cast("Any", ours).__class__), _keys(cast("Any", ours).__class__)
        values: dict[str, Any] = {}
        for name, default in defaults.items():
            mine, other = getattr(ours, name), getattr(theirs, name)
            if name in without or mine is other:
                continue
            before = default if base is MISSING else getattr(base, name)
            value = self._one(name, before, mine, other, keys.get(name))
            if value is not mine:
                values[name] = value
        return self._with(ours, values, theirs)

    def _with(self, ours: T, values: Mapping[str, Any], theirs: T) -> T:
        """Return our thing with these values; values that contradict each other become a conflict."""
        result = cast("Any", ours)
        try:
            return cast("T", attrs.evolve(result, **values))
        except (TypeError, ValueError):
            for name, value in values.items():
                try:
                    result = attrs.evolve(result, **{name: value})
                except (TypeError, ValueError):
                    self._note((name,), (name,), getattr(ours, name), getattr(theirs, name))
        return cast("T", result)

    def _note(self, mine: Path, other: Path, our: Any, their: Any, *, is_gone: bool = False) -> None:
        path = (self._path[0] + mine, self._path[1] + other)
        name = ".".join([*self._words, *[part for part in mine if isinstance(part, str)]])
        self.contradictions.append(Contradiction(path, (our, their), name, is_gone))

    def _one(self, name: str, base: Any, ours: Any, theirs: Any, key: Any) -> Any:
        """Return the merged value of one attribute: that of the person who changed it, or the union of both changes."""
        before, mine, other = (base, ours, theirs) if key is None else (key(base), key(ours), key(theirs))
        if other in (mine, before):
            return ours
        if mine == before:
            return theirs
        if name in _COUNTERS:
            return ours if theirs is None or (ours is not None and ours >= theirs) else theirs
        if ours.__class__ is FrozenMap:
            return self._map(name, (base, ours, theirs))
        if ours.__class__ is tuple:
            if name not in _EITHER_OR or not replaced_by_both(base, ours, theirs):
                return self._list(name, (base, ours, theirs))
        elif attrs.has(ours.__class__) and ours.__class__ is theirs.__class__:
            return self._inside((name,), (name,), base if base.__class__ is ours.__class__ else MISSING, ours, theirs)
        self._note((name,), (name,), ours, theirs)
        return ours

    def _inside(self, mine: Path, other: Path, base: Any, ours: T, theirs: T) -> T:
        inner = Values((self._path[0] + mine, self._path[1] + other))
        inner._words = (*self._words, *[part for part in mine if isinstance(part, str)])
        result = inner.merged(base, ours, theirs)
        self.contradictions += inner.contradictions
        return result

    def _map(self, name: str, sides: tuple[Any, Any, Any]) -> Any:
        _, ours, theirs = sides
        values: dict[str, Any] = {}
        for key in dict.fromkeys((*ours, *theirs)):
            before, mine, other = [side.get(key, MISSING) for side in sides]
            value = other if mine == before else mine
            if mine != other and before not in (mine, other):
                self._note((name, key), (name, key), mine, other, is_gone=MISSING in (mine, other))
                value = other if mine is MISSING else mine
            if value is not MISSING:
                values[key] = value
        return FrozenMap(values)

    def _list(self, name: str, sides: tuple[Any, Any, Any]) -> Any:
        before, mine, other = [keyed(side) for side in sides]
        indices = [{key: number for number, key in enumerate(side)} for side in (mine, other)]
        result: dict[Hashable, Any] = {}
        for key in dict.fromkeys((*mine, *other)):
            value = self._item(name, key, (before, mine, other), indices)
            if value is not MISSING:
                result[key] = value
        order, contradict = woven(list(before), list(mine), list(other), result)
        if contradict:
            self._note((name,), (name,), sides[1], sides[2])
        return tuple([result[key] for key in order])

    def _item(
        self, name: str, key: Hashable, sides: tuple[dict[Hashable, Any], ...], places: list[dict[Hashable, int]]
    ) -> Any:
        """Return the merged item of a list; `MISSING` if it was removed."""
        base, ours, theirs = [side.get(key, MISSING) for side in sides]
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        paths = [(name,) if key not in side else (name, side[key]) for side in places]
        if ours is MISSING or theirs is MISSING:
            self._note(paths[0], paths[1], ours, theirs, is_gone=True)
            return theirs if ours is MISSING else ours
        return self._inside(paths[0], paths[1], base, ours, theirs)
