"""Merging two editions of a programme that both began with a third."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from ..._repr import shown
from ...diagnostics import Diagnostic, Path, Related, Report, SourceMap
from ...model.audience import LEAST_AUDIENCE
from ...model.renaming import references_of
from ...model.session import Session
from ...model.status import OFF, Audience, Privacy
from ..changes import MISSING, aligned, renamings
from ..matching import COLLECTIONS, NAMESPACES, Thing
from ._order import woven
from ._values import Contradiction, Values
from ._who import Trio, trios, with_final_ids

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["Merged", "merge"]

_NOT_OF_THE_EVENT = frozenset({*COLLECTIONS.values(), "timezone"})
_LONGEST = 60


@attrs.frozen(kw_only=True)
class Merged:
    """The result of merging two edited copies of one programme."""

    event: Event
    """The programme with the changes of both; ours if they contradict each other."""
    conflicts: Report
    """The contradictions: each finding has its path in ours, and its first related place is that in theirs."""

    __repr__ = shown

    def located(self, *, ours: SourceMap | None = None, theirs: SourceMap | None = None) -> Report:
        """Return the conflicts with their places in the files of both.

        Args:
            ours: the source map of ours.
            theirs: the source map of theirs.
        """
        report = self.conflicts if ours is None else _places(self.conflicts, ours)
        if theirs is None:
            return report
        spans = theirs.spans([item.related[0].path for item in report])

        def placed(item: Diagnostic) -> Diagnostic:
            there = item.related[0]
            other = attrs.evolve(there, span=spans.get(there.path), path=theirs.counted(there.path))
            return attrs.evolve(item, related=(other, *item.related[1:]))

        return report.changed(placed)


def _places(report: Report, ours: SourceMap) -> Report:
    spans = ours.spans([item.path for item in report])
    return report.changed(lambda item: attrs.evolve(item, span=spans.get(item.path), path=ours.counted(item.path)))


def merge(base: Event, ours: Event, theirs: Event) -> Merged:
    """Return a programme with the changes of both its edited copies.

    Attributes are merged one by one, and lists of tags, links, people, rooms and so on item by item. If one person
    removed a thing that the other changed, it stays, and is a conflict; so is a session that one cancelled and the
    other moved. For `sequence` and `updated` the greater value is used.

    Args:
        base: the edition that both began with.
        ours: one edited copy.
        theirs: the other edited copy.
    """
    return _Merge(base, ours, theirs).result()


class _Merge:
    """Merges two editions.

    Args:
        base: the edition that both began with.
        ours: one edited copy.
        theirs: the other edited copy.
    """

    def __init__(self, base: Event, ours: Event, theirs: Event) -> None:
        self._said = (base, ours, theirs)
        self.trios = trios(base, ours, theirs)
        with_final_ids(self.trios, base, ours, theirs)
        zone = theirs.timezone if ours.timezone.key == base.timezone.key else ours.timezone
        sides: list[Event] = []
        for number, event in enumerate(self._said):
            renamed: list[tuple[Thing, str, str]] = []
            for thing, things in self.trios.items():
                items = getattr(event, COLLECTIONS[thing])
                for trio in things if thing in NAMESPACES else ():
                    index = (trio.base, trio.ours, trio.theirs)[number]
                    if index is not None and items[index].id != trio.id:
                        renamed.append((thing, items[index].id, trio.id))
            sides.append(aligned(event, renamings(event, renamed), zone))
        self.base, self.ours, self.theirs = sides
        self.found: list[tuple[tuple[int, ...], Diagnostic]] = []

    def result(self) -> Merged:
        """Return the merged programme and the contradictions."""
        values = Values(((), ()))
        event = values.merged(self.base, self.ours, self.theirs, without=_NOT_OF_THE_EVENT)
        zones = [side.timezone.key for side in self._said]
        if zones[0] not in zones[1:] and zones[1] != zones[2]:
            values.contradictions.append(
                Contradiction((("timezone",), ("timezone",)), (zones[1], zones[2]), "timezone")
            )
        self._tell(None, self.ours, values.contradictions)
        items = {thing: self._items(thing) for thing in COLLECTIONS}
        event = self._event(event, items)
        while self._revived(event, items):
            event = self._event(event, items)
        for thing, things in self.trios.items():
            for key in items[thing]:
                self._tell_of_id(things[key])
        for thing, name in COLLECTIONS.items():
            if self._order(thing, items[thing])[1]:
                self._note(((name,), (name,)), f"the order of the {name}", "one", "another", "ours is used")
        return Merged(event=event, conflicts=Report(tuple(item for _, item in sorted(self.found, key=_place_of))))

    def _event(self, event: Event, items: Mapping[Thing, Mapping[int, Any]]) -> Event:
        collections: dict[str, Any] = {
            COLLECTIONS[thing]: tuple([things[key] for key in self._order(thing, things)[0]])
            for thing, things in items.items()
        }
        return attrs.evolve(event, **collections)

    def _order(self, thing: Thing, items: Mapping[int, Any]) -> tuple[list[int], bool]:
        things = self.trios[thing]
        orders: list[list[int]] = []
        for side in ("base", "ours", "theirs"):
            there = [(getattr(trio, side), key) for key, trio in enumerate(things) if getattr(trio, side) is not None]
            orders.append([key for _, key in sorted(there)])
        return woven(orders[0], orders[1], orders[2], items)

    # things

    def _items(self, thing: Thing) -> dict[int, Any]:
        """Return the things of a kind in the result, by their index among the trios."""
        result: dict[int, Any] = {}
        for key, trio in enumerate(self.trios[thing]):
            value = self._item(trio)
            if value is not MISSING:
                is_named = thing in NAMESPACES and value.id != trio.id
                result[key] = attrs.evolve(value, id=trio.id) if is_named else value
        return result

    def _three(self, trio: Trio) -> tuple[Any, Any, Any]:
        name = COLLECTIONS[trio.thing]
        sides = ((self.base, trio.base), (self.ours, trio.ours), (self.theirs, trio.theirs))
        base, ours, theirs = [MISSING if index is None else getattr(event, name)[index] for event, index in sides]
        return base, ours, theirs

    def _item(self, trio: Trio) -> Any:
        base, ours, theirs = self._three(trio)
        if ours is MISSING or theirs is MISSING:
            remaining = theirs if ours is MISSING else ours
            if trio.base is None or remaining is MISSING:
                return remaining
            if remaining == base:
                return MISSING
            self._tell_of_kept(trio, remaining, "removed", "changed")
            return remaining
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        values = Values(self._paths(trio))
        without = frozenset({"id"}) if trio.thing in NAMESPACES else frozenset[str]()
        result = values.merged(base, ours, theirs, without)
        self._tell(trio, ours, values.contradictions)
        if trio.thing is Thing.SESSION and base is not MISSING:
            self._tell_of_cancelled(trio, base, ours, theirs)
        return result

    def _revived(self, event: Event, items: Mapping[Thing, dict[int, Any]]) -> bool:
        """Put back things that one removed and the other refers to in a new place; return whether there were any."""
        removed = [
            (key, trio)
            for thing, things in self.trios.items()
            if thing in NAMESPACES
            for key, trio in enumerate(things)
            if trio.base is not None and (trio.ours is None) is not (trio.theirs is None) and key not in items[thing]
        ]
        if not removed:
            return False
        references = references_of(event)
        sides = (references_of(self.ours), references_of(self.theirs))
        revived = False
        for key, trio in removed:
            namespace = NAMESPACES[trio.thing]
            who = sides[0] if trio.ours is None else sides[1]
            if trio.id in references[namespace] and trio.id not in who[namespace]:
                _, ours, theirs = self._three(trio)
                items[trio.thing][key] = item = theirs if ours is MISSING else ours
                self._tell_of_kept(trio, item, "removed", "newly referred to")
                revived = True
        return revived

    # telling

    def _paths(self, trio: Trio) -> tuple[Path, Path]:
        name = COLLECTIONS[trio.thing]
        ours: Path = (name,) if trio.ours is None else (name, trio.ours)
        theirs: Path = (name,) if trio.theirs is None else (name, trio.theirs)
        return ours, theirs

    def _tell(self, trio: Trio | None, owner: Any, contradictions: Sequence[Contradiction]) -> None:
        of = "the event" if trio is None else f"the {trio.thing.value} {trio.id!r}"
        for item in contradictions:
            is_public = _is_public(owner, item.what)
            mine, other = [_said(value) if is_public else "one value" for value in item.values]
            if not is_public:
                other = "another"
            result = "the existing one is kept" if item.is_gone else "ours is used"
            self._note(item.path, f"{item.what} of {of}", mine, other, result)

    def _tell_of_kept(self, trio: Trio, item: Any, gone: str, kept: str) -> None:
        ours, theirs = (gone, kept) if trio.ours is None else (kept, gone)
        self._note(self._paths(trio), f"the {trio.thing.value} {trio.id!r}", ours, theirs, "it is kept")

    def _tell_of_id(self, trio: Trio) -> None:
        if trio.other_id is not None:
            mine = repr(trio.id) if trio.ours is not None else "something else of that id"
            self._note(self._paths(trio), f"the id of the {trio.thing.value} {trio.id!r}", mine, repr(trio.other_id),
                       f"{trio.id!r} is kept")  # fmt: skip

    def _tell_of_cancelled(self, trio: Trio, base: Session, ours: Session, theirs: Session) -> None:
        for who, other, words in ((ours, theirs, ("off", "moved")), (theirs, ours, ("moved", "off"))):
            if base.status not in OFF and who.status in OFF and other.status not in OFF and other.slot != base.slot:
                self._note(self._paths(trio), f"the session {trio.id!r}", *words, "both are kept")

    def _note(self, paths: tuple[Path, Path], what: str, ours: str, theirs: str, kept: str) -> None:
        self.found.append((
            _numbers(paths[0]),
            Diagnostic(
                code="merge-conflict",
                message=f"expected one change of {what}, got {ours} in ours and {theirs} in theirs: {kept}",
                path=paths[0],
                related=(Related(message=f"theirs: {theirs}", path=paths[1]),),
                help="choose one of the two, and write it into the merged file",
            ),
        ))  # fmt: skip


def _numbers(path: Path) -> tuple[int, ...]:
    names = list(COLLECTIONS.values())
    if not path or path[0] not in names:
        return (-1,)
    return (names.index(str(path[0])), *[part for part in path[1:] if isinstance(part, int)])


def _place_of(found: tuple[tuple[int, ...], Diagnostic]) -> tuple[tuple[int, ...], str]:
    return found[0], found[1].message


def _is_public(owner: Any, what: str) -> bool:
    """Return whether everybody may see an attribute: the text of a conflict may be printed in public."""
    names = what.split(".")
    if "links" in names or getattr(owner, "privacy", Privacy.PUBLIC) is not Privacy.PUBLIC:
        return False
    return LEAST_AUDIENCE.get(f"{type(owner).__name__}.{names[0]}") is Audience.PUBLIC


def _said(value: Any) -> str:
    if value is MISSING or value is None:
        return "none"
    text = value.isoformat() if hasattr(value, "isoformat") else repr(getattr(value, "value", value))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
