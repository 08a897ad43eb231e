"""The order of things in a collection: it is recorded only if it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from ..matching import id_of

__all__ = ["fresh_order", "in_order", "merged", "references"]

T = TypeVar("T")


def references(ids: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, made unique: `opening`, and `opening#2` for the second thing with that id."""
    seen: Counter[str] = Counter()
    told: list[str] = []
    for id in ids:
        seen[id] += 1
        told.append(id if seen[id] == 1 else f"{id}#{seen[id]}")
    return tuple(told)


def merged(kept: Sequence[T], added: Mapping[int, T]) -> list[T]:
    """Return the kept things in their order, with the added ones at their positions in the result.

    Args:
        kept: the kept things.
        added: the added things, by position; a position beyond the end means the end.
    """
    result: list[T] = []
    rest = iter(kept)
    for place in sorted(added):
        while len(result) < place:
            item = next(rest, _END)
            if item is _END:
                break
            result.append(item)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
        result.append(added[place])
    return [*result, *rest]


_END = object()


def fresh_order(after: Sequence[Any], kept: Sequence[int], added: Mapping[int, Any]) -> tuple[str, ...]:
    """Return the order of a collection, as `references` to the result of `merged`.

    Args:
        after: the collection.
        kept: the positions in it of the things from before, in their old order.
        added: the things that are new, by position.
    """
    together = merged(kept, {place: place for place in added})
    told = dict(zip(together, references(id_of(after[place]) for place in together), strict=True))
    return tuple(told[place] for place in range(len(after)))


def in_order(items: Sequence[T], order: Sequence[str]) -> list[T]:
    """Return things in an order of `references`.

    Raises:
        ValueError: the order names other things than these.
    """
    known = dict(zip(references(map(id_of, items)), items, strict=True))
    if known.keys() != set(order) or len(order) != len(items):
        raise ValueError(f"expected an order of the existing {len(items)} things, got one of {len(order)} others")
    return [known[name] for name in order]
