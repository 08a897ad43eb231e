"""Comparing two editions of a programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter, lt
from typing import TYPE_CHECKING, Any

import attrs

from ...diagnostics import Diagnostic, Report, Severity
from ...model.identity import event_uid, session_uid
from ...model.session import Session
from ...model.status import OFF
from ...model.time import instant
from ..matching import COLLECTIONS, Matching, Pair, Thing, id_of, ids_of, match, name_of
from ._align import aligned, renamings
from ._fields import differing, value_at
from ._groups import groups_of
from ._impacts import OF_NOTHING, impact_of, of_status, slot_impacts
from ._order import fresh_order, references
from ._values import Action, Change, Changes, FieldChange, Impact

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["diff"]

_NOT_OF_THE_EVENT = frozenset({*COLLECTIONS.values(), "timezone"})
"""Attributes that are compared in a special way."""
_places_of: Callable[[Pair], tuple[int, int]] = attrgetter("places")
_OF_SLOT = ("slot", "parent")
"""What decides when and where a session is."""
_PLACES = {impact: number for number, impact in enumerate(Impact)}
_THINGS = {thing: number for number, thing in enumerate(Thing)}


def diff(older: Event, newer: Event, *, matching: Matching | None = None) -> Changes:
    """Return every difference between an older and a newer edition.

    Nothing is left out: `apply(older, diff(older, newer)) == newer`. Consequences of another change are not listed: the
    references to a room with a new id, the time of a part whose whole has moved.

    Args:
        older: the older edition.
        newer: the newer one.
        matching: which things are the same; None: the result of `match`.
    """
    matching = match(older, newer) if matching is None else matching
    found = _Comparison(older, newer, matching)
    changes = tuple(sorted(found.changes(), key=found.order))
    groups = groups_of(older, found.moved, changes)
    return Changes(
        older=older, newer=newer, changes=changes, groups=groups, report=found.of_other_event() + matching.report
    )


class _Comparison:
    """Compares two editions.

    Args:
        older: the older edition.
        newer: the newer one.
        matching: which things are the same.
    """

    def __init__(self, older: Event, newer: Event, matching: Matching) -> None:
        self.older, self.newer, self.matching = older, newer, matching
        renamed = [
            (thing, was, now) for thing, pairs in matching.pairs.items() for was, now, _, _ in pairs if was != now
        ]
        self.moved: list[tuple[Change, Session, Session]] = []
        """The sessions at another time or place, in the aligned older edition and in the newer one."""
        ids = renamings(older, renamed)
        self.aligned = aligned(older, ids, newer.timezone, apart=True)

    def of_other_event(self) -> Report:
        """Return the warning that the two are editions of different events."""
        if self.older.id == self.newer.id:
            return Report()
        message = f"expected two editions of one event, got {self.older.id!r} and {self.newer.id!r}"
        return Report((Diagnostic(code="other-event", message=message, severity=Severity.WARNING, path=("id",)),))

    def changes(self) -> Iterator[Change]:
        """Yield the changes, in no order."""
        orders: list[FieldChange] = []
        for thing, collection in COLLECTIONS.items():
            yield from self._collection(thing, collection, orders)
        found = differing(self.aligned, self.newer, without=_NOT_OF_THE_EVENT)
        fields = [self._field(Thing.EVENT, self.older, *field) for field in found]
        if self.older.timezone.key != self.newer.timezone.key:
            zones = (self.older.timezone, self.newer.timezone)
            fields.append(FieldChange(path=("timezone",), older=zones[0], newer=zones[1], impact=Impact.TEXT))
        if fields or orders:
            yield self._change(Thing.EVENT, self.newer, fields=(*fields, *orders), was=self.older.id)

    def _collection(self, thing: Thing, collection: str, orders: list[FieldChange]) -> Iterator[Change]:
        before: Sequence[Any] = getattr(self.older, collection)
        same: Sequence[Any] = getattr(self.aligned, collection)
        after: Sequence[Any] = getattr(self.newer, collection)
        pairs = self.matching.pairs[thing]
        nths = _Nths(before)
        if len(pairs) < len(before):
            matched = {pair.places[0] for pair in pairs}
            gone = ((place, item) for place, item in enumerate(before) if place not in matched)
            yield from (self._gone(thing, item, place, nths.of(place)) for place, item in gone)
        added: dict[int, Any] = {}
        if len(pairs) < len(after):
            matched = {pair.places[1] for pair in pairs}
            added = {place: item for place, item in enumerate(after) if place not in matched}
            doubled = _Nths(after).doubled
            for place, item in added.items():
                yield self._new(thing, item, place, 2 if id_of(item) in doubled else 1)
        places = [place for place, _ in map(_places_of, pairs)]
        # What is equal, as most is, is passed by in one short line.
        differ = [
            pair
            for pair in pairs
            if not ((old := same[pair[3][0]]) is (new := after[pair[3][1]]) or (pair[0] == pair[1] and old == new))
        ]
        for pair in differ:
            place, now = pair.places
            old, new = same[place], after[now]
            change = self._changed(thing, before[place], old, new, nth=nths.of(place), sure=pair.sure)
            if change is not None:
                yield change
        if not all(map(lt, places, islice(places, 1, None))):
            order = fresh_order(after, [now for _, now in sorted(pair.places for pair in pairs)], added)
            was = references(ids_of(before))
            orders.append(FieldChange(path=(collection,), older=was, newer=order, impact=Impact.DATA))

    # changes

    def _change(
        self,
        thing: Thing,
        what: Any,
        *,
        fields: tuple[FieldChange, ...] = (),
        impacts: Collection[Impact] | None = None,
        was: str | None = None,
        action: Action = Action.CHANGED,
        **more: Any,
    ) -> Change:
        impacts = impacts or {field.impact for field in fields}
        event = self.older if action is Action.REMOVED else self.newer
        id = id_of(what)
        return Change(
            thing=thing,
            action=action,
            id=id,
            was=None if was == id else was,
            uid=_uid(event, what),
            title=name_of(what),
            fields=fields,
            impacts=tuple(sorted(impacts) if len(impacts) > 1 else impacts),
            **more,
        )

    def _gone(self, thing: Thing, item: Any, place: int, nth: int) -> Change:
        impact = Impact.DATA
        if thing is Thing.SESSION and self.older.index.status(item) not in OFF:
            impact = Impact.REMOVED
        return self._change(thing, item, action=Action.REMOVED, item=item, at=place, nth=nth, impacts={impact})

    def _new(self, thing: Thing, item: Any, place: int, nth: int) -> Change:
        impact = Impact.DATA
        if thing is Thing.SESSION and self.newer.index.status(item) not in OFF:
            impact = Impact.ADDED
        return self._change(thing, item, action=Action.ADDED, item=item, at=place, nth=nth, impacts={impact})

    def _changed(self, thing: Thing, before: Any, old: Any, new: Any, **more: Any) -> Change | None:
        fields = [self._field(thing, before, *found) for found in differing(old, new)]
        # If the id differs in both editions, the change is in the id alone, which the aligned edition does not show.
        was, id = id_of(before), id_of(new)
        if was != id and not any(field.path in (("id",), ("date",)) for field in fields):
            fields.insert(0, FieldChange(path=("id",), older=was, newer=id, impact=Impact.DATA))
        if not fields:
            return None
        impacts: set[Impact] | None = None
        if thing is Thing.SESSION:
            fields, impacts = self._as_it_takes_place(before, old, new, fields)
        change = self._change(thing, new, fields=tuple(fields), was=was, impacts=impacts, **more)
        if impacts and (Impact.MOVED in impacts or Impact.ROOM in impacts):
            self.moved.append((change, old, new))
        return change

    def _field(self, thing: Thing, before: Any, path: tuple[str, ...], old: Any, new: Any) -> FieldChange:
        impact = impact_of(thing, path, old, new)
        return FieldChange(path=path, older=value_at(before, path), newer=new, impact=impact)

    def _as_it_takes_place(
        self, before: Session, old: Session, new: Session, fields: list[FieldChange]
    ) -> tuple[list[FieldChange], set[Impact]]:
        """Return the fields with their impact for those who attend, and the impacts together.

        A part without a slot has that of its whole: removing an equal slot from the part is no move.
        """
        moves: frozenset[Impact] = frozenset()
        was, now = self.older.index.resolve(before), self.newer.index.resolve(new)
        is_off = was.status in OFF or now.status in OFF
        if any(field.path[0] in _OF_SLOT for field in fields):
            # Renamed rooms have other ids in the older edition: the aligned edition has the new ones.
            slot = self.aligned.index.resolve(old).slot if before.parent is not None else old.slot
            moves = frozenset(slot_impacts(slot, now.slot))
        told: list[FieldChange] = []
        for field in fields:
            impact = field.impact
            if field.path[0] in _OF_SLOT:
                impact = _of_slot(field.path, moves)
            elif field.path == ("status",):
                impact = of_status(was.status, now.status) if was.status is not now.status else Impact.TEXT
            if is_off and impact in OF_NOTHING:
                impact = Impact.DATA
            told.append(field if impact is field.impact else attrs.evolve(field, impact=impact))
        impacts = {field.impact for field in told}
        return told, impacts if is_off else impacts | moves

    # order

    def order(self, change: Change) -> tuple[object, ...]:
        """Return the sort key of a change: the worst impact first, then kind, time and id."""
        start = float("inf")
        if change.thing is Thing.SESSION:
            event = self.older if change.action is Action.REMOVED else self.newer
            session = change.item or event.index.sessions[change.id]
            slot = session.slot or event.index.resolve(session).slot
            start = start if slot is None else instant(slot.start)
        # Added things are in the order of the programme.
        impact, thing, place = _PLACES[change.impact], _THINGS[change.thing], change.at or 0
        return (impact, thing, start, place, change.id, change.was or "", change.nth)


def _of_slot(path: tuple[str, ...], moves: frozenset[Impact]) -> Impact:
    """Return the impact of a changed slot attribute (moved, longer, other room), given all changes of the slot."""
    if path[-1] == "rooms":
        wanted = {Impact.ROOM}
    elif path[-1] == "start":
        wanted = {Impact.MOVED}
    elif path[-1] == "end":
        wanted = {Impact.LENGTH} if Impact.LENGTH in moves else {Impact.MOVED}
    else:
        wanted = set(Impact)
    return min(wanted & moves, default=Impact.DATA)


class _Nths:
    """Tells things with the same id apart by a number; nearly always there is only one."""

    def __init__(self, items: Sequence[Any]) -> None:
        self._items = items

    @cached_property
    def doubled(self) -> frozenset[str]:
        """Ids that several things share."""
        ids = ids_of(self._items)
        if len(set(ids)) == len(ids):
            return frozenset()
        return frozenset(id for id, number in Counter(ids).items() if number > 1)

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        seen: Counter[str] = Counter()
        numbers: dict[int, int] = {}
        for place, id in enumerate(ids_of(self._items)):
            if id in self.doubled:
                seen[id] += 1
                numbers[place] = seen[id]
        return numbers

    def of(self, place: int) -> int:
        """Return the number of a thing among those with its id, from 1."""
        return self._numbers.get(place, 1) if self.doubled else 1


def _uid(event: Event, item: Any) -> str | None:
    if isinstance(item, Session):
        return session_uid(event, item)
    if item is event:
        return event_uid(event)
    uid: str | None = getattr(item, "uid", None)
    return uid
