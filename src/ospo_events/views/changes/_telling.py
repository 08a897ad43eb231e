"""Changes in words for people: in sections by impact, the worst first.

Texts, Markdown, pages and feeds all take their words from here, so that a change reads alike everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from ...model.agent import Participant
from ...model.session import Session, Slot, slot_days
from ...model.status import Status
from ..credits import Credits, agent_name
from ..english import MONTHS, WEEKDAYS, when, where_line, zone_line
from ..matching import COLLECTIONS, Thing
from ._values import Action, Change, Changes, FieldChange, Group, GroupKind, Impact
from ._wording import how_much_later, in_words, kind_word, label_of, part_of, probably, with_role

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["ACT_ON", "Entry", "Section", "Telling", "tell"]

ACT_ON = tuple(impact for impact in Impact if impact <= Impact.TITLE)
"""The impacts on which those who attend have to act: only these are shown by default."""

_HEADINGS = {
    Impact.CANCELLED: ("Cancelled", "cancelled"),
    Impact.REINSTATED: ("Takes place after all", "on again"),
    Impact.MOVED: ("At another time", "moved"),
    Impact.LENGTH: ("Longer or shorter", "longer or shorter"),
    Impact.ROOM: ("In another place", "in another place"),
    Impact.ADDED: ("New", "new"),
    Impact.REMOVED: ("No longer in the programme", "gone"),
    Impact.ACCESS: ("How to attend", "with other ways to attend"),
    Impact.PEOPLE: ("Who takes part", "with other people"),
    Impact.TITLE: ("Renamed", "renamed"),
    Impact.TEXT: ("New description", "with a new description"),
    Impact.DATA: ("Other data", "with other data"),
}
"""The heading of a section, and the words after its number in a summary."""

_PLACE = (Impact.MOVED, Impact.LENGTH, Impact.ROOM)
_WHETHER = (Impact.CANCELLED, Impact.REINSTATED)
_FEW = 5
"""How many sessions of a group are named."""


@attrs.frozen(kw_only=True)
class Entry:
    """One thing that changed, or several that changed together."""

    title: str
    """Its title."""
    facts: tuple[str, ...]
    """What happened to it, one sentence or line each."""
    url: str | None = None
    """The address of its page."""
    key: str
    """A key that no other entry has: the kind and the id of the thing, or those of a group."""


@attrs.frozen(kw_only=True)
class Section:
    """The changes of one impact, under one heading."""

    impact: Impact
    heading: str
    """The impact in words, `At another time`."""
    entries: tuple[Entry, ...]
    """The things with this impact, in order of time."""


@attrs.frozen(kw_only=True)
class Telling:
    """The changes between two editions, in words."""

    title: str
    """The title of the event."""
    editions: str | None
    """Which editions these are, `version 3 → 4`; None if they do not say."""
    summary: str
    """The number of changes by impact, `1 cancelled, 11 moved`."""
    zone: str
    """The time zone of all times in it."""
    sections: tuple[Section, ...]
    """The changes, the worst first."""
    rest: str | None
    """How many changes are not shown; None: none."""


def tell(changes: Changes, *, shown: Collection[Impact] = ACT_ON) -> Telling:
    """Return the changes in words.

    Args:
        changes: the changes, in the part of the event that the readers may see.
        shown: the impacts to show; the other changes are counted.
    """
    return _Teller(changes, shown).telling()


class _Teller:
    """Puts changes into words.

    Args:
        changes: the changes.
        shown: the impacts to show.
    """

    def __init__(self, changes: Changes, shown: Collection[Impact]) -> None:
        self.changes, self.shown = changes, frozenset(shown)
        self.older, self.newer = changes.older, changes.newer
        self.credits = (Credits(self.older), Credits(self.newer))
        agents = (Thing.PERSON, Thing.ORGANIZATION)
        self.new_agents = {item.was: item.id for item in changes if item.was is not None and item.thing in agents}
        self.new_rooms = {item.was: item.id for item in changes if item.was is not None and item.thing is Thing.ROOM}
        self.by_id = {change.id: change for change in changes if change.thing is Thing.SESSION}

    def telling(self) -> Telling:
        """Return the whole text."""
        grouped = dict(self._grouped())
        entries: dict[Impact, list[Entry]] = {}
        numbers: Counter[Impact] = Counter()
        for group in self.changes.groups:
            impact = Impact.TITLE if group.kind is GroupKind.ROOM_RENAMED else Impact.MOVED
            if impact in self.shown:
                entries.setdefault(impact, []).append(self._of_group(group))
        for change in self.changes:
            covered = grouped.get((change.thing, change.id), frozenset())
            impacts = [impact for impact in change.impacts if impact in self.shown]
            numbers.update(impacts)
            uncovered = [impact for impact in impacts if impact not in covered]
            if uncovered:
                entries.setdefault(uncovered[0], []).append(self._of_change(change, uncovered))
        sections = tuple(
            Section(impact=impact, heading=_HEADINGS[impact][0], entries=tuple(entries[impact]))
            for impact in Impact
            if impact in entries
        )
        counts = [f"{numbers[impact]} {_HEADINGS[impact][1]}" for impact in Impact if numbers[impact]]
        rest = self._rest()
        nothing = "nothing that anybody has to act on" if rest else "nothing changed"
        return Telling(
            title=self.newer.title,
            editions=self._editions(),
            summary=", ".join(counts) or nothing,
            zone=zone_line(self.newer),
            sections=sections,
            rest=rest,
        )

    def _editions(self) -> str | None:
        older, newer = self.older.version, self.newer.version
        if older is None or newer is None or older == newer:
            return f"version {newer}" if newer else None
        return f"version {older} → {newer}"

    def _grouped(self) -> Iterator[tuple[tuple[Thing, str], frozenset[Impact]]]:
        """Yield the impacts of each thing that its group already describes."""
        for group in self.changes.groups:
            if group.kind is GroupKind.ROOM_RENAMED:
                yield (Thing.ROOM, group.ids[0]), frozenset({Impact.TITLE})
            else:
                covered = frozenset(_PLACE) if group.kind is GroupKind.SWAP else frozenset({Impact.MOVED})
                yield from (((Thing.SESSION, id), covered) for id in group.ids)

    def _rest(self) -> str | None:
        counts: Counter[str] = Counter()
        for change in self.changes:
            if change.action is not Action.CHANGED and change.impact not in self.shown:
                counts[f"{kind_word(change.thing)} {change.action.value}"] += 1
            counts.update(label_of(change, field) for field in change.fields if field.impact not in self.shown)
        if not counts:
            return None
        number = counts.total()
        parts = [f"{many:,} {label}".replace(",", " ") for label, many in counts.most_common(_FEW)]
        others = number - sum(many for _, many in counts.most_common(_FEW))
        parts += [f"{others:,} others".replace(",", " ")] if others else []
        return f"{number:,} other {'change' if number == 1 else 'changes'}: ".replace(",", " ") + ", ".join(parts)

    # groups

    def _of_group(self, group: Group) -> Entry:
        key = f"group/{group.kind.value}/{'/'.join(group.ids[:2])}"
        if group.kind is GroupKind.ROOM_RENAMED:
            change = next(item for item in self.changes if item.thing is Thing.ROOM and item.id == group.ids[0])
            old = change.field("name")
            fact = f"was called “{old.older if old else change.id}”; its sessions stay where they are"
            return Entry(title=f"Room {change.title}", facts=(probably(change) + fact,), key=key)
        titles = [self.by_id[id].title for id in group.ids if id in self.by_id]
        if group.kind is GroupKind.SWAP:
            facts = [f"{title}: {self._now(id)}" for title, id in zip(titles, group.ids, strict=True)]
            return Entry(title=" and ".join(titles), facts=("changed places", *facts), key=key)
        assert group.day is not None, "a group that moved has a day"
        assert group.by is not None, "and a distance"
        quantity = "all" if group.whole_day else str(len(titles))
        number = f"{quantity} {len(titles)} sessions" if group.whole_day else f"{quantity} sessions"
        if group.kind is GroupKind.DAY_MOVED:
            facts = [f"{number} are on {self._day(group.day + group.by)} now, at the same times"]
        else:
            facts = [f"{number} are {how_much_later(group.by)} now"]
        first = self.newer.index.sessions.get(group.ids[0])
        if first is not None and group.kind is GroupKind.SHIFT and first.slot is not None:
            facts[0] += f", the first at {when(first.slot, self._programme_day(first.slot))}"
        named_titles = titles if len(titles) <= _FEW else titles[: _FEW - 1]
        if not group.whole_day:
            rest = f" and {len(titles) - len(named_titles)} more" if len(titles) > len(named_titles) else ""
            facts.append(", ".join(named_titles) + rest)
        return Entry(title=self._day(group.day), facts=tuple(facts), key=key)

    def _now(self, id: str) -> str:
        session = self.newer.index.sessions[id]
        return self._place(self.newer, self.newer.index.resolve(session)) or "no time"

    # things

    def _of_change(self, change: Change, told: Sequence[Impact]) -> Entry:
        key = f"{change.thing.value}/{change.id}"
        if change.thing is Thing.SESSION:
            old, new = self.changes.sessions(change)
            url = new.url if new is not None else old.url if old is not None else None
            facts = list(self._of_session(change, old, new, told))
            return Entry(title=change.title, facts=tuple(facts), url=url, key=key)
        title = (
            change.title if change.thing is Thing.EVENT else f"{kind_word(change.thing).capitalize()} {change.title}"
        )
        if change.action is not Action.CHANGED:
            return Entry(title=title, facts=(change.action.value,), key=key)
        return Entry(title=title, facts=tuple(self._of_fields(change, told)), key=key)

    def _of_session(
        self, change: Change, old: Session | None, new: Session | None, told: Sequence[Impact]
    ) -> Iterator[str]:
        if not change.sure:
            yield "probably the same as before: recognised by its title"
        if Impact.CANCELLED in told and old is not None and new is not None:
            off = "postponed" if new.status is Status.POSTPONED else "does not take place"
            yield f"{off}; was to be {self._place(self.older, old) or 'at a time not yet known'}"
        if Impact.REINSTATED in told and new is not None:
            off = "postponed, no longer cancelled" if new.status is Status.POSTPONED else "takes place"
            yield f"{off}: {self._place(self.newer, new) or 'at a time not yet known'}"
        if Impact.ADDED in told and new is not None:
            yield self._place(self.newer, new) or "at a time not yet known"
            yield from self.credits[1].lines(new.participants)
        if Impact.REMOVED in told and old is not None:
            yield f"was to be {self._place(self.older, old) or 'at a time not yet known'}"
        if old is not None and new is not None and not set(_PLACE).isdisjoint(told):
            yield self._move(old, new)
        if parts := self._parts(change, told):
            yield parts
        yield from self._of_fields(change, told)

    def _parts(self, change: Change, told: Sequence[Impact]) -> str | None:
        """Return the parts that move or are cancelled with their whole."""
        event = self.older if change.action is Action.REMOVED else self.newer
        if change.action is not Action.CHANGED or told[0] > Impact.ROOM:
            return None
        parts = [part.title for part in event.index.children.get(change.id, ()) if part.slot is None]
        return f"with its parts: {', '.join(parts)}" if parts else None

    def _of_fields(self, change: Change, told: Sequence[Impact]) -> Iterator[str]:
        of_session = change.thing is Thing.SESSION
        for field in change.fields:
            is_told_already = of_session and (field.impact in _PLACE or field.impact in _WHETHER)
            if field.impact in told and not is_told_already:
                yield self._field(change, field)

    def _field(self, change: Change, field: FieldChange) -> str:
        name = field.path[-1]
        if field.impact is Impact.TITLE and name in ("title", "name") and field.older:
            return f"was called “{field.older}”"
        if field.impact is Impact.PEOPLE:
            return self._people(field.older, field.newer)
        if field.path[0] in COLLECTIONS.values() and change.thing is Thing.EVENT:
            return f"{name} in another order"
        words = name.replace("_", " ")
        old, new = in_words(field.older), in_words(field.newer)
        if old is None or new is None:
            return f"{words} changed"
        return f"{words}: {old} → {new}"

    def _people(self, older: Sequence[Participant], newer: Sequence[Participant]) -> str:
        before: dict[str, list[Participant]] = {}
        after: dict[str, list[Participant]] = {}
        for one in older:
            name = self.new_agents.get(one.agent, one.agent) if one.agent is not None else one.credited_as
            before.setdefault(name or "", []).append(one)
        for one in newer:
            after.setdefault(one.agent or one.credited_as or "", []).append(one)
        facts: list[str] = []
        if joined := [
            with_role(self.credits[1], one) for id, ones in after.items() if id not in before for one in ones
        ]:
            facts.append(f"new: {', '.join(joined)}")
        leaving = [
            agent_name(self.older, one.agent, one) for id, ones in before.items() if id not in after for one in ones[:1]
        ]
        if leaving:
            facts.append(f"no longer: {', '.join(leaving)}")
        now = [
            with_role(self.credits[1], one)
            for id, ones in after.items()
            for one in ones
            if id in before and part_of(one) not in map(part_of, before[id])
        ]
        if now:
            facts.append(f"now: {', '.join(now)}")
        return "; ".join(facts) or "people in another order"

    # times and places

    def _move(self, old: Session, new: Session) -> str:
        rooms = [self._rooms(event, item.slot) for event, item in ((self.older, old), (self.newer, new))]
        before = {self.new_rooms.get(room, room) for room in old.slot.rooms} if old.slot is not None else set[str]()
        is_there = before == set(new.slot.rooms if new.slot is not None else ()) and bool(before)
        where = rooms[1] if is_there or rooms[0] == rooms[1] else f"{rooms[0] or 'no room'} → {rooms[1] or 'no room'}"
        times = self._times(old.slot, new.slot)
        return ", ".join([part for part in (times, where) if part])

    def _times(self, old: Slot | None, new: Slot | None) -> str:
        if new is None:
            return f"has no time now; was to be {self._time(old)}" if old is not None else "has no time"
        if old is None:
            return f"has a time now: {self._time(new)}"
        days = self._programme_day(old), self._programme_day(new)
        before, after = (when(slot, day, self.newer.timezone) for slot, day in zip((old, new), days, strict=True))
        if days[0] != days[1]:
            return f"{self._day(days[0])}, {before} → {self._day(days[1])}, {after}"
        return f"{self._day(days[1])}, {after}" if before == after else f"{self._day(days[1])}, {before} → {after}"

    def _time(self, slot: Slot | None) -> str:
        if slot is None:
            return ""
        day = self._programme_day(slot)
        return f"{self._day(day)}, {when(slot, day, self.newer.timezone)}"

    def _place(self, event: Event, session: Session) -> str:
        parts = [self._time(session.slot), self._rooms(event, session.slot)]
        return ", ".join([part for part in parts if part])

    def _rooms(self, event: Event, slot: Slot | None) -> str:
        return where_line(event, slot) if slot is not None else ""

    def _programme_day(self, slot: Slot) -> dt.date:
        if slot.all_day or slot.start.tzinfo is self.newer.timezone:
            return slot_days(slot, self.newer.day_change)[0]
        moved = attrs.evolve(slot, start=slot.start.astimezone(self.newer.timezone), end=None)
        return slot_days(moved, self.newer.day_change)[0]

    def _day(self, date: dt.date) -> str:
        return f"{WEEKDAYS[date.weekday()]} {date.day} {MONTHS[date.month - 1]}"
