"""Stable ids: when a programme is read anew, everything that its older edition had keeps its id.

Readers of foreign files make ids; people who have edited these ids, or published links with them, want to keep theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs

from ..model.identity import session_uid, uuid5
from ..model.ids import unused_id
from ..model.renaming import with_ids
from ..model.session import Session
from .matching import Thing, match

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = ["KeptIds", "with_ids_of"]


class KeptIds(NamedTuple):
    """An event with the ids of its older edition."""

    event: Event
    """The event."""
    kept: int
    """How many things have their old id back, which the new edition calls otherwise."""
    moved: tuple[tuple[str, str], ...]
    """The old and the new id of each new thing whose id was needed for another."""


def with_ids_of(event: Event, older: Event) -> KeptIds:
    """Return an event in which everything that `match` finds in the older edition has its id from there.

    The UIDs under which sessions are published do not change.

    Args:
        event: the new edition.
        older: the older one.
    """
    matching = match(older, event)
    moved: list[tuple[str, str]] = []
    ids: dict[str, dict[str, str]] = {}
    kinds: tuple[tuple[str, Sequence[Any], tuple[Thing, ...]], ...] = (
        ("sessions", event.sessions, (Thing.SESSION,)),
        ("rooms", event.rooms, (Thing.ROOM,)),
        ("tracks", event.tracks, (Thing.TRACK,)),
        ("venues", event.venues, (Thing.VENUE,)),
        ("agents", (*event.people, *event.organizations), (Thing.PERSON, Thing.ORGANIZATION)),
    )
    for namespace, items, things in kinds:
        pairs = [(pair.newer, pair.older) for thing in things for pair in matching.pairs[thing]]
        ids[namespace] = _renamings([item.id for item in items], pairs, moved)
    count = sum(map(len, ids.values())) - len(moved)
    renamed = with_ids(event, ids)
    if ids["sessions"]:
        before = zip(event.sessions, renamed.sessions, strict=True)
        renamed = attrs.evolve(renamed, sessions=[_with_uid(event, old, new) for old, new in before])
    return KeptIds(renamed, count, tuple(moved))


def _renamings(
    ids: Collection[str], pairs: Collection[tuple[str, str]], moved: list[tuple[str, str]]
) -> dict[str, str]:
    """Return the new ids by old id; add things that had to give up their id to `moved`."""
    often = Counter(ids)
    # A thing whose id is not unique cannot be referred to, so it cannot be renamed; nor can two things get the same id.
    often_before = Counter(old for _, old in pairs)
    old_by_new = {new: old for new, old in pairs if often[new] == 1 and often_before[old] == 1}
    old_ids = set(old_by_new.values())
    used = old_ids | set(often)
    for id in ids:
        if id not in old_by_new and id in old_ids and often[id] == 1:
            free = old_by_new[id] = unused_id(id, used)
            used.add(free)
            moved.append((id, free))
    return {id: other for id, other in old_by_new.items() if id != other}


def _with_uid(event: Event, old: Session, new: Session) -> Session:
    """Return a session with a new id and the UID it was published with, if that was made from the old id."""
    published = session_uid(event, old)
    if new.uid or uuid5(f"{event.id}/{new.id}") == published:
        return new
    return attrs.evolve(new, uid=published)
