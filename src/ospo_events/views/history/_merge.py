"""Unites two histories with a common beginning: two people published, each on a branch of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

from ..._frozenmap import FrozenMap
from ._values import History, Record, Revision, Told

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["merge_histories"]


def merge_histories(ours: History, theirs: History) -> History:
    """Return the union of two histories: for each session the record with the higher sequence.

    Neither side comes first. If both published different things under one number, the later one stays; publishing the
    merged programme compares with that, and raises the number if the session differs again.

    Args:
        ours: one history.
        theirs: another one of the same event.
    """
    revisions = sorted({_key(item): item for item in (*ours.revisions, *theirs.revisions)}.values(), key=_key)
    numbers = {_key(item): number for number, item in enumerate(revisions, 1)}
    revisions = [attrs.evolve(item, number=number) for number, item in enumerate(revisions, 1)]
    sides = [_renumbered(side, numbers) for side in (ours, theirs)]
    records: dict[str, Record] = {}
    for side in sides:
        for uid, record in side.items():
            ours_record = records.get(uid)
            records[uid] = record if ours_record is None else _later(ours_record, record)
    newer = max((ours, theirs), key=lambda side: (side.last.at, _key(side.last), repr(side.told.base)))
    older = theirs if newer is ours else ours
    feeds = {**older.told.feeds, **newer.told.feeds}
    state = Told(
        base=_with_all_of(newer, older),
        records=dict(sorted(records.items())),
        feeds=FrozenMap(sorted(feeds.items())),
    )
    return History(event=newer.event, revisions=tuple(revisions), later=lambda: state)


def _key(revision: Revision) -> tuple[dt.datetime, int, str, str, tuple[tuple[str, int], ...]]:
    counts = tuple(revision.counts.items())
    return revision.at, revision.number, revision.version or "", revision.note or "", counts


def _renumbered(side: History, numbers: Mapping[Any, int]) -> dict[str, Record]:
    new = {item.number: numbers[_key(item)] for item in side.revisions}
    return {
        uid: attrs.evolve(record, first=new[record.first], changed=new[record.changed])
        for uid, record in side.told.records.items()
    }


def _later(one: Record, other: Record) -> Record:
    """Return the record that was published later, with the earlier facts of both."""
    if one == other:
        return one
    best = max((one, other), key=lambda item: (item.session.sequence, item.session.updated, item.changed, repr(item)))
    held = tuple(sorted({*one.held, *other.held}))
    return attrs.evolve(best, first=min(one.first, other.first), held=held)


def _with_all_of(newer: History, older: History) -> Event:
    """Return the event of the newer side, with the rooms, tracks and people that only the other side knows."""
    base = newer.told.base
    changes: dict[str, Any] = {}
    for name in ("rooms", "tracks", "people", "organizations"):
        there = set(map(attrgetter("id"), getattr(base, name)))
        further = [item for item in getattr(older.told.base, name) if item.id not in there]
        if further:
            changes[name] = (*getattr(base, name), *further)
    return attrs.evolve(base, **changes) if changes else base
