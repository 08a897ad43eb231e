"""Finds out which things of three editions are the same, and which ids they have in the merged one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from ...model.ids import unused_id
from ..matching import COLLECTIONS, Thing, id_of, match

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["Trio", "trios", "with_final_ids"]

_AGENTS = (Thing.PERSON, Thing.ORGANIZATION)


@attrs.define(eq=False)
class Trio:
    """One thing, and its index in each of three editions."""

    thing: Thing
    base: int | None
    """Its index in the base; None: it is not in the base."""
    ours: int | None
    theirs: int | None
    id: str = ""
    """Its id in the result."""
    other_id: str | None = None
    """Its id in theirs, if it could not keep that."""
    is_gone: bool = False
    """Whether it is removed: one person removed it and the other left it unchanged, or both removed it."""


def trios(base: Event, ours: Event, theirs: Event) -> dict[Thing, list[Trio]]:
    """Return everything that is in one of three editions, by kind."""
    one, other = match(base, ours).pairs, match(base, theirs).pairs
    by_kind: dict[Thing, list[Trio]] = {}
    fresh: dict[Thing, tuple[list[int], list[int]]] = {}
    for thing, name in COLLECTIONS.items():
        here = {pair.places[0]: pair.places[1] for pair in one[thing]}
        there = {pair.places[0]: pair.places[1] for pair in other[thing]}
        of_base = range(len(getattr(base, name)))
        by_kind[thing] = [Trio(thing, index, here.get(index), there.get(index)) for index in of_base]
        fresh[thing] = (_left(getattr(ours, name), here.values()), _left(getattr(theirs, name), there.values()))
    same = _added_by_both(ours, theirs, fresh)
    for thing, (mine, others) in fresh.items():
        pairs = same.get(thing, {})
        by_kind[thing] += [Trio(thing, None, index, pairs.get(index)) for index in mine]
        matched = set(pairs.values())
        by_kind[thing] += [Trio(thing, None, None, index) for index in others if index not in matched]
    for trio in _all(by_kind):
        trio.is_gone = _is_gone(trio, base, ours, theirs)
    return by_kind


def _left(items: Any, taken: Any) -> list[int]:
    matched = set(taken)
    return [index for index in range(len(items)) if index not in matched] if len(matched) < len(items) else []


def _added_by_both(
    ours: Event, theirs: Event, fresh: dict[Thing, tuple[list[int], list[int]]]
) -> dict[Thing, dict[int, int]]:
    """Return the indices in theirs of things that both added, by their indices in ours; only certain matches."""
    if not any(mine and others for mine, others in fresh.values()):
        return {}
    parts: list[Event] = []
    for number, event in enumerate((ours, theirs)):
        changes: dict[str, Any] = {}
        for thing, indices in fresh.items():
            items = getattr(event, COLLECTIONS[thing])
            changes[COLLECTIONS[thing]] = tuple([items[index] for index in indices[number]])
        parts.append(attrs.evolve(event, **changes))
    pairs = match(*parts).pairs
    return {
        thing: {mine[pair.places[0]]: others[pair.places[1]] for pair in pairs[thing] if pair.sure}
        for thing, (mine, others) in fresh.items()
    }


def _is_gone(trio: Trio, base: Event, ours: Event, theirs: Event) -> bool:
    """Return whether a thing is certainly not in the result: the person who did not remove it left it unchanged."""
    if trio.base is None or (trio.ours is not None and trio.theirs is not None):
        return False
    name = COLLECTIONS[trio.thing]
    unchanged = [
        getattr(event, name)[index] for event, index in ((ours, trio.ours), (theirs, trio.theirs)) if index is not None
    ]
    return all(item == getattr(base, name)[trio.base] for item in unchanged)


def _all(found: dict[Thing, list[Trio]]) -> Iterator[Trio]:
    for items in found.values():
        yield from items


def with_final_ids(found: dict[Thing, list[Trio]], base: Event, ours: Event, theirs: Event) -> None:
    """Give each thing its id in the result; two things get the same id only if they had it on one side already."""

    def said(trio: Trio) -> tuple[str | None, str | None, str | None]:
        name = COLLECTIONS[trio.thing]
        sides = ((base, trio.base), (ours, trio.ours), (theirs, trio.theirs))
        before, mine, other = [None if index is None else id_of(getattr(event, name)[index]) for event, index in sides]
        return before, mine, other

    groups = [[trio for thing in _AGENTS for trio in found[thing]]]
    groups += [found[thing] for thing in found if thing not in _AGENTS and thing is not Thing.DAY]
    for group in groups:
        ids = {id(trio): said(trio) for trio in group}
        for trio in group:
            before, mine, other = ids[id(trio)]
            if mine is None or other is None or mine == other:
                trio.id = mine or other or before or ""
            else:
                trio.id = other if mine == before else mine
                trio.other_id = None if before in (mine, other) else other
        _apart(group, ids)


def _apart(group: list[Trio], ids: dict[int, tuple[str | None, str | None, str | None]]) -> None:
    """Give two different ids to things that would share one."""
    renamed = [trio for trio in _clashing(group, ids) if ids[id(trio)][1] not in (None, trio.id)]
    while renamed:  # each of them is there once: then ours keeps its id
        for trio in renamed:
            _, mine, trio.other_id = ids[id(trio)]
            trio.id = mine or trio.id
        renamed = [trio for trio in _clashing(group, ids) if ids[id(trio)][1] not in (None, trio.id)]
    clashing = [trio for trio in _clashing(group, ids) if ids[id(trio)][1] is None]
    living = {trio.id for trio in group if not trio.is_gone}
    clashing += [trio for trio in group if trio.is_gone and trio.id in living]
    used = {id for id_group in ids.values() for id in id_group if id} if clashing else set[str]()
    for trio in clashing:
        trio.other_id = None if trio.is_gone else trio.id
        trio.id = unused_id(trio.id, used)
        used.add(trio.id)


def _clashing(group: list[Trio], ids: dict[int, tuple[str | None, str | None, str | None]]) -> list[Trio]:
    """Return the things that would get the same id although they had different ones on either side."""
    often = Counter(trio.id for trio in group if not trio.is_gone)
    if len(often) == often.total():
        return []
    by_id: dict[str, list[Trio]] = {}
    for trio in group:
        if not trio.is_gone and often[trio.id] > 1:
            by_id.setdefault(trio.id, []).append(trio)
    return [
        trio
        for id_, several in by_id.items()
        if not any(all(ids[id(one)][side] == id_ for one in several) for side in (1, 2))
        for trio in several
    ]
