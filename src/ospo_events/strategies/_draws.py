"""Small draws whose strategies are made once.

Hypothesis checks every new strategy before it draws from it, which costs several times the draw itself. So a choice
among values that were drawn before (one of these rooms, some of those tracks) is drawn by position: there are few
strategies of positions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["coin", "one_of", "one_or_none", "pairs", "several"]

T = TypeVar("T")
U = TypeVar("U")

_COIN = st.booleans()


@cache
def _position(count: int) -> SearchStrategy[int]:
    return st.integers(0, count - 1)


@cache
def _positions(count: int, least: int, most: int) -> SearchStrategy[list[int]]:
    return st.lists(st.sampled_from(range(count)), min_size=least, max_size=min(most, count), unique=True)


def coin(draw: DrawFn) -> bool:
    """Draw yes or no."""
    return draw(_COIN)


def one_of(draw: DrawFn, choices: Sequence[T]) -> T:
    """Draw one of the choices; there has to be one."""
    return choices[draw(_position(len(choices)))]


def one_or_none(draw: DrawFn, choices: Sequence[T]) -> T | None:
    """Draw None or one of the choices."""
    position = draw(_position(len(choices) + 1))
    return choices[position - 1] if position else None


def several(draw: DrawFn, choices: Sequence[T], *, least: int = 0, most: int) -> list[T]:
    """Draw some of the choices, in any order, none twice."""
    if not choices:
        return []
    return [choices[position] for position in draw(_positions(len(choices), least, most))]


def pairs(
    draw: DrawFn, firsts: Sequence[T], seconds: Sequence[U], *, least: int = 0, most: int
) -> list[tuple[T, U]]:  # fmt: skip
    """Draw pairs of one of each, no pair twice."""
    positions = draw(_positions(len(firsts) * len(seconds), least, most)) if firsts else []
    return [(firsts[position // len(seconds)], seconds[position % len(seconds)]) for position in positions]
