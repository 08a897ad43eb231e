"""Lists that two people edited: what is in both, and in which order."""

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
"""What tells the items of a list apart, where they may change and stay who they are; others are what they say."""


def keyed(items: Iterable[Any]) -> dict[Hashable, Any]:
    """Return the items of a list by what tells them apart, and a number where that comes more than once."""
    seen: Counter[Hashable] = Counter()
    found: dict[Hashable, Any] = {}
    for item in items:
        key = _KEYS.get(item.__class__, _itself)(item)
        seen[key] += 1
        found[key, seen[key]] = item
    return found


def _itself(item: Any) -> Hashable:
    return (item.__class__, item)


def replaced_by_both(base: Iterable[Any], ours: Iterable[Any], theirs: Iterable[Any]) -> bool:
    """Return whether both took something out that the other took out too, and each put something else there."""
    before, one, other = set(base), set(ours), set(theirs)
    return bool(before - one - other) and bool(one - before - other) and bool(other - before - one)


def woven(base: Sequence[K], ours: Sequence[K], theirs: Sequence[K], alive: Container[K]) -> tuple[list[K], bool]:
    """Return what two lists are together, in order, and whether the orders contradict each other.

    The one whose order is another than in the base says the order; where neither is, theirs does, with what is only in
    ours behind what it stands behind there.

    Args:
        base: the list that both began with.
        ours: ours.
        theirs: theirs.
        alive: what is to be in the result; each is in ours or in theirs.
    """
    common = set(base).intersection(ours, theirs)
    orders = [[key for key in side if key in common] for side in (base, ours, theirs)]
    ours_moved, theirs_moved = orders[1] != orders[0], orders[2] != orders[0]
    first, second = (ours, theirs) if ours_moved or not _keeps(base, ours) else (theirs, ours)
    contradict = ours_moved and theirs_moved and orders[1] != orders[2]
    return _with_more([key for key in first if key in alive], [key for key in second if key in alive]), contradict


def _keeps(base: Sequence[K], side: Sequence[K]) -> bool:
    """Return whether what is of the base stands in the order that it has there."""
    there = set(side)
    mine = set(base)
    return [key for key in base if key in there] == [key for key in side if key in mine]


def _with_more(first: Sequence[K], second: Sequence[K]) -> list[K]:
    """Return a list with what only another one has, each behind what it stands behind there."""
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
