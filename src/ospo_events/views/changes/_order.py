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
    names: list[str] = []
    for id in ids:
        seen[id] += 1
        names.append(id if seen[id] == 1 else f"{id}#{seen[id]}")
    return tuple(names)


def merged(kept: Sequence[T], added: Mapping[int, T]) -> list[T]:
    """Return the kept things in their order, with the added ones at their positions in the result.

    Args:
        kept: the kept things.
        added: the added things, by position; a position beyond the end means the end.
    """
    result: list[T] = []
    rest = iter(kept)
    for index in sorted(added):
        while len(result) < index:
            item = next(rest, _END)
            if item is _END:
                break
            result.append(item)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
        result.append(added[index])
    return [*result, *rest]


_END = object()


def fresh_order(after: Sequence[Any], kept: Sequence[int], added: Mapping[int, Any]) -> tuple[str, ...]:
    """Return the order of a collection, as `references` to the result of `merged`.

    Args:
        after: the collection.
        kept: the positions in it of the things from before, in their old order.
        added: the things that are new, by position.
    """
    together = merged(kept, {index: index for index in added})
    names = dict(zip(together, references(id_of(after[index]) for index in together), strict=True))
    return tuple(names[index] for index in range(len(after)))


def in_order(items: Sequence[T], order: Sequence[str]) -> list[T]:
    """Return things in an order of `references`.

    Raises:
        ValueError: the order names other things than these.
    """
    by_reference = dict(zip(references(map(id_of, items)), items, strict=True))
    if by_reference.keys() != set(order) or len(order) != len(items):
        raise ValueError(f"expected an order of the existing {len(items)} things, got one of {len(order)} others")
    return [by_reference[name] for name in order]
