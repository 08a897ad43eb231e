"""Applies changes to an event: `apply(older, diff(older, newer)) == newer`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...diagnostics import Diagnostic, Path, Report
from ...errors import InvalidProgramme
from ..matching import COLLECTIONS, Thing, id_of
from ._align import aligned, renamings
from ._fields import MISSING, evolved, value_at
from ._order import in_order, merged, references
from ._values import Action, Change, Changes, FieldChange

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["PatchMisfit", "applied", "apply"]


class PatchMisfit(InvalidProgramme):
    """Changes that do not belong to this programme; the report says where they do not fit."""


def apply(older: Event, changes: Changes) -> Event:
    """Return the event with all these changes made.

    Args:
        older: the edition the changes were made from, or one that has the same values wherever they apply.
        changes: the changes, all of those that `diff` found.

    Raises:
        PatchMisfit: a change expects another old value than the event has.
    """
    return applied(older, changes.changes)


def applied(older: Event, changes: Sequence[Change]) -> Event:
    """Return the event with these changes made; see `apply`."""
    return _Applying(older, changes).event()


class _Applying:
    """Makes changes in an event.

    Args:
        older: the event.
        changes: the changes.
    """

    def __init__(self, older: Event, changes: Sequence[Change]) -> None:
        self.older = older
        self.misfits: list[Diagnostic] = []
        self.of_event = next((change for change in changes if change.thing is Thing.EVENT), None)
        self.by_thing: dict[Thing, list[tuple[int, Change]]] = {}
        self.numbers = {id(change): number for number, change in enumerate(changes)}
        for number, change in enumerate(changes):
            self.by_thing.setdefault(change.thing, []).append((number, change))
        self.changes = changes

    def event(self) -> Event:
        """Return the event with the changes.

        Raises:
            PatchMisfit: they do not fit.
        """
        older = self.older
        zone = self.of_event.field("timezone") if self.of_event else None
        ids = renamings(
            older, [(change.thing, change.was, change.id) for change in self.changes if change.was is not None]
        )
        same = aligned(older, ids, older.timezone if zone is None else zone.newer)
        values: dict[tuple[str, ...], Any] = {}
        orders: dict[str, FieldChange] = {}
        if self.of_event is not None:
            number = self.numbers[id(self.of_event)]
            for index, field in enumerate(self.of_event.fields):
                if field.path[0] in COLLECTIONS.values():
                    orders[field.path[0]] = field
                    self._check_order(number, index, field)
                    continue
                self._check(number, index, field, older, "the event")
                if field.path != ("timezone",):
                    values[field.path] = field.newer
        for thing, collection in COLLECTIONS.items():
            items = self._collection(thing, collection, same, orders.get(collection))
            if items is not None:
                values[(collection,)] = items
        if self.misfits:
            raise PatchMisfit(Report(tuple(self.misfits)))
        try:
            return evolved(same, values)
        except (TypeError, ValueError) as problem:
            self._misfit((), str(problem))
            raise PatchMisfit(Report(tuple(self.misfits))) from problem

    def _misfit(self, path: Path, message: str) -> None:
        self.misfits.append(Diagnostic(code="patch-misfit", message=message, path=path))

    def _collection(
        self, thing: Thing, collection: str, same: Event, order: FieldChange | None
    ) -> tuple[Any, ...] | None:
        changes = self.by_thing.get(thing, [])
        if not changes and order is None:
            return None
        before: Sequence[Any] = getattr(self.older, collection)
        items: list[Any] = list(getattr(same, collection))
        indices = dict(_places(before))
        removed: set[int] = set()
        added: dict[int, Any] = {}
        for number, change in changes:
            if change.action is Action.ADDED:
                self._add(number, change, added, len(items))
                continue
            index = indices.get((change.was or change.id, change.nth))
            if index is None:
                name = change.was or change.id
                self._misfit(("changes", number), f"expected a {thing.value} {name!r} to change, got none of that id")
            elif change.action is Action.REMOVED:
                if change.item is not None and change.item != before[index]:
                    self._misfit(
                        ("changes", number),
                        f"expected the {thing.value} {change.id!r} as it was before the change, got another one",
                    )
                removed.add(index)
            else:
                items[index] = self._changed(number, change, before[index], items[index])
        remaining = [item for index, item in enumerate(items) if index not in removed]
        self._check_new_ids(thing, changes, remaining)
        result = merged(remaining, added)
        if order is not None and not self.misfits:
            try:
                result = in_order(result, order.newer)
            except ValueError as problem:
                self._misfit(("changes", self.numbers[id(self.of_event)]), f"{collection}: {problem}")
        return tuple(result)

    def _add(self, number: int, change: Change, added: dict[int, Any], count: int) -> None:
        index = count + len(self.changes) + number if change.at is None else change.at
        if change.item is None:
            self._misfit(("changes", number), f"expected the {change.thing.value} that is added, got none")
        elif index in added:
            self._misfit(("changes", number, "at"), f"expected a position of its own, got {index} a second time")
        else:
            added[index] = change.item

    def _check_new_ids(self, thing: Thing, changes: Sequence[tuple[int, Change]], kept: Sequence[Any]) -> None:
        """Report added things whose id exists already, unless the result is to have it twice."""
        ids = {id_of(item) for item in kept}
        for number, change in changes:
            if change.action is Action.ADDED and change.id in ids and change.nth == 1:
                self._misfit(
                    ("changes", number), f"expected a new {thing.value}, got {change.id!r}, which exists already"
                )

    def _changed(self, number: int, change: Change, before: Any, item: Any) -> Any:
        noun = f"{change.thing.value} {change.was or change.id!r}"
        misfits_before = len(self.misfits)
        for index, field in enumerate(change.fields):
            self._check(number, index, field, before, noun)
        if len(self.misfits) > misfits_before:
            return item
        try:
            return evolved(item, {field.path: field.newer for field in change.fields})
        except (TypeError, ValueError) as problem:
            self._misfit(("changes", number), f"{noun} cannot be changed like this: {problem}")
            return item

    def _check_order(self, number: int, place: int, field: FieldChange) -> None:
        if references(map(id_of, getattr(self.older, field.path[0]))) != tuple(field.older):
            self._misfit(
                ("changes", number, "fields", place), f"expected the {field.path[0]} in the order before the change"
            )

    def _check(self, number: int, place: int, field: FieldChange, before: Any, what: str) -> None:
        """Report an attribute that does not have its old value."""
        old = value_at(before, field.path)
        if old != field.older:
            path = ".".join(field.path)
            self._misfit(
                ("changes", number, "fields", place),
                f"expected {path} of {what} to be {_said(field.older)}, got {_said(old)}",
            )


def _said(value: object) -> str:
    return "none" if value is MISSING or value is None else f"{value!r:.80}"


def _places(items: Sequence[Any]) -> Iterator[tuple[tuple[str, int], int]]:
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        name = id_of(item)
        seen[name] = seen.get(name, 0) + 1
        yield (name, seen[name]), index
