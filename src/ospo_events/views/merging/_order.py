"""Merges lists that two people edited: which items stay, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from ...model.agent import Participant
from ...model.clock import Milestone
from ...model.event import Objective, Output, RelatedEvent
from ...model.link import Link
from ...model.session import Acceptance

__all__ = ["keyed", "replaced_by_both", "woven"]

K = TypeVar("K", bound=Hashable)

_KEYS: dict[type, Callable[[Any], Hashable]] = {
    Participant: lambda item: (item.agent or item.credited_as, item.role),
    Link: lambda item: item.href,
    RelatedEvent: lambda item: item.id or item.title,
    Output: lambda item: item.title,
    Objective: lambda item: item.text,
    Milestone: lambda item: (item.kind, item.title),
    Acceptance: lambda item: (item.rule, item.where),
}
"""The keys of items that stay the same item when they change; other items are compared by value."""


def keyed(items: Iterable[Any]) -> dict[Hashable, Any]:
    """Return the items of a list by key, with a number if a key occurs more than once."""
    seen: Counter[Hashable] = Counter()
    by_key: dict[Hashable, Any] = {}
    for item in items:
        key = _KEYS.get(item.__class__, _itself)(item)
        seen[key] += 1
        by_key[key, seen[key]] = item
    return by_key


def _itself(item: Any) -> Hashable:
    return (item.__class__, item)


def replaced_by_both(base: Iterable[Any], ours: Iterable[Any], theirs: Iterable[Any]) -> bool:
    """Return whether both removed the same item and each put another one in its place."""
    before, one, other = set(base), set(ours), set(theirs)
    return bool(before - one - other) and bool(one - before - other) and bool(other - before - one)


def woven(base: Sequence[K], ours: Sequence[K], theirs: Sequence[K], alive: Container[K]) -> tuple[list[K], bool]:
    """Return the merged order of two lists, and whether their orders contradict each other.

    If one person changed the order, that order is used; if nobody did, that of theirs, with items that only ours has
    after the same neighbours as in ours.

    Args:
        base: the list that both began with.
        ours: ours.
        theirs: theirs.
        alive: the items of the result; each is in ours or in theirs.
    """
    common = set(base).intersection(ours, theirs)
    orders = [[key for key in side if key in common] for side in (base, ours, theirs)]
    ours_moved, theirs_moved = orders[1] != orders[0], orders[2] != orders[0]
    first, second = (ours, theirs) if ours_moved or not _keeps(base, ours) else (theirs, ours)
    contradict = ours_moved and theirs_moved and orders[1] != orders[2]
    return _with_more([key for key in first if key in alive], [key for key in second if key in alive]), contradict


def _keeps(base: Sequence[K], side: Sequence[K]) -> bool:
    """Return whether the items of the base are still in their order."""
    there = set(side)
    mine = set(base)
    return [key for key in base if key in there] == [key for key in side if key in mine]


def _with_more(first: Sequence[K], second: Sequence[K]) -> list[K]:
    """Return a list with items that only another list has, each after the same neighbour as there."""
    there = set(first)
    behind: dict[K | None, list[K]] = {}
    last: K | None = None
    for key in second:
        if key in there:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    result = behind.get(None, [])
    for key in first:
        result.append(key)
        result += behind.get(key, ())
    return result
