"""What overlaps in time: sort and sweep.

Stretches of time are half open: touching ends are no clash. A stretch of no length clashes with one
that is going on around it, and with another at the very same instant, but not with one whose end it
touches. A stretch whose end is open clashes with what is going on when it begins or begins with it;
whether it clashes with what begins later nobody can say, and `followers` finds that.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple, TypeVar, cast

__all__ = ["Stretch", "followers", "overlap", "overlaps", "stretch"]

T = TypeVar("T")


class Stretch(NamedTuple):
    """A stretch of time, in seconds, and the number of what takes it."""

    start: float
    """When it begins."""
    end: float
    """When it ends; the next number after `start` where the end is open."""
    number: int
    """What takes it: the place of a session in the event."""


def stretch(start: float, end: float | None, number: int) -> Stretch:
    """Return a stretch; an `end` of None is open."""
    return _new_stretch((start, math.nextafter(start, math.inf) if end is None else end, number))


_new_stretch = cast("Callable[[tuple[float, float, int]], Stretch]", partial(cast("Any", tuple).__new__, Stretch))
"""Makes one of a tuple, without the call of a function in Python that `Stretch()` is."""


def is_open(item: Stretch) -> bool:
    """Return whether the end of a stretch is open."""
    return item.end == math.nextafter(item.start, math.inf)


def overlap(one: Stretch, other: Stretch) -> bool:
    """Return whether two stretches overlap: what `overlaps` tells of all."""
    if one.start == one.end == other.start == other.end:
        return True
    return one.start < other.end and other.start < one.end


def overlaps(stretches: Iterable[Stretch]) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield every two stretches that overlap, the one that begins first in front.

    Args:
        stretches: in any order.
    """
    going: list[Stretch] = []
    point: list[Stretch] = []
    latest = -math.inf  # the last end of what is going on
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
    """Yield each open-ended stretch with the first that begins after it.

    Args:
        stretches: in any order.
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
