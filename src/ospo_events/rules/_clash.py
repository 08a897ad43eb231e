"""Finds intervals of time that overlap, by sorting and sweeping.

Intervals are half open: intervals that touch do not overlap. An interval of no length overlaps one that is going on
around it, and another at the same instant, but not one whose end it touches. An interval with an open end overlaps what
is going on when it begins. Whether it overlaps a later one nobody knows; `followers` finds those.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

__all__ = ["Stretch", "followers", "overlap", "overlaps", "stretch"]

T = TypeVar("T")


class Stretch(NamedTuple):
    """An interval of time in seconds, and the number of the session that takes it."""

    start: float
    """When it begins."""
    end: float
    """When it ends; the next floating-point number after `start` if the end is open."""
    number: int
    """The index of its session in the event."""


def stretch(start: float, end: float | None, number: int) -> Stretch:
    """Return an interval; an `end` of None is open."""
    return _new_stretch((start, math.nextafter(start, math.inf) if end is None else end, number))


_new_stretch = cast("Callable[[tuple[float, float, int]], Stretch]", partial(cast("Any", tuple).__new__, Stretch))
"""Makes one of a tuple, without the call of a function in Python that `Stretch()` is."""


def is_open(item: Stretch) -> bool:
    """Return whether the end of an interval is open."""
    return item.end == math.nextafter(item.start, math.inf)


def overlap(one: Stretch, other: Stretch) -> bool:
    """Return whether two intervals overlap, as `overlaps` decides it."""
    if one.start == one.end == other.start == other.end:
        return True
    return one.start < other.end and other.start < one.end


def overlaps(stretches: Iterable[Stretch]) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield every two intervals that overlap, the earlier one first.

    Args:
        stretches: the intervals, in any order.
    """
    going: list[Stretch] = []
    point: list[Stretch] = []
    latest = -math.inf  # the latest end of all intervals so far
    for item in sorted(stretches):
        start, end, _ = item
        if start < latest:
            going = [other for other in going if other[1] > start]
            for other in going:
                yield other, item
        else:
            going.clear()
        if start == end:
            if point and point[-1][0] == start:
                for other in point:
                    yield other, item
            else:
                point.clear()
            point.append(item)
        else:
            going.append(item)
            latest = end if end > latest else latest


def followers(stretches: Iterable[Stretch], *, within: float) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield each open-ended interval with the first one that begins after it.

    Args:
        stretches: the intervals, in any order.
        within: how many seconds after the beginning of the open one to look.
    """
    waiting: list[Stretch] = []
    for item in sorted(stretches):
        later = [other for other in waiting if other.start < item.start]
        for other in later:
            if item.start - other.start < within:
                yield other, item
        if later:
            waiting = [other for other in waiting if other.start >= item.start]
        if is_open(item):
            waiting.append(item)
