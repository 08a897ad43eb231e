"""The classes that changes are made of."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, total_ordering
from typing import TYPE_CHECKING, Any

import attrs

from ..._repr import shown
from ...diagnostics import Report
from ...model.session import slot_days
from ..matching import Thing

if TYPE_CHECKING:
    from ...model.event import Event
    from ...model.session import Session

__all__ = ["Action", "Change", "Changes", "FieldChange", "Group", "GroupKind", "Impact"]


@total_ordering
class Impact(enum.Enum):
    """Kinds of change, as those who attend experience them; the most serious first."""

    CANCELLED = "cancelled"
    """It does not take place, or not at its time."""
    REINSTATED = "reinstated"
    """It takes place after all."""
    MOVED = "moved"
    """It is at another time."""
    LENGTH = "length"
    """It is longer or shorter."""
    ROOM = "room"
    """It is in another place."""
    ADDED = "added"
    """There is a new session."""
    REMOVED = "removed"
    """A session was removed."""
    ACCESS = "access"
    """Other people may attend, or in another way: online, in another language, by another entrance."""
    PEOPLE = "people"
    """Other people take part."""
    TITLE = "title"
    """It has another title or name."""
    TEXT = "text"
    """It has another description."""
    DATA = "data"
    """Anything else: links, spelling, order, data of other systems."""

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Impact):
            return NotImplemented
        return _ORDER[self] < _ORDER[other]


_ORDER = {impact: number for number, impact in enumerate(Impact)}


class Action(enum.Enum):
    """Whether a thing was added, removed or changed."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@attrs.frozen(kw_only=True)
class FieldChange:
    """One attribute with another value."""

    path: tuple[str, ...]
    """The attribute: `("title",)`, `("slot", "start")`, `("extra", "x-badge")`.

    For the event, the name of a collection means the order of its items, and the values are ids.
    """
    older: Any
    """Its value in the older edition."""
    newer: Any
    """Its value in the newer one."""
    impact: Impact
    """What the change means for those who attend."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Change:
    """The change of one thing: a session, a room, the event itself."""

    thing: Thing
    action: Action
    id: str
    """Its id in the newer edition, or in the older one if it was removed."""
    was: str | None = None
    """Its id in the older edition, if that differs. References to it follow, and do not count as changes."""
    uid: str | None = None
    """The UID it is published with."""
    title: str
    """Its title in the newer edition, or in the older one if it was removed."""
    nth: int = 1
    """Its number among the things with its id in the older edition; 2 for an added one whose id another thing has too.

    It is more than 1 only in programmes with duplicate ids, which is an error, but has to be represented all the same.
    """
    at: int | None = None
    """The position of an added or removed thing in its collection."""
    item: Any = None
    """The added or removed thing itself."""
    fields: tuple[FieldChange, ...] = ()
    """The attributes that changed."""
    impacts: tuple[Impact, ...] = ()
    """What the change means for those who attend, the worst first."""
    sure: bool = True
    """Whether it is certainly the same thing, not just probably: recognised by its title and time, for example."""

    __repr__ = shown

    @property
    def impact(self) -> Impact:
        """The worst of its impacts."""
        return self.impacts[0] if self.impacts else Impact.DATA

    def field(self, *path: str) -> FieldChange | None:
        """Return the change at a path; None: it did not change."""
        return next((field for field in self.fields if field.path == path), None)


class GroupKind(enum.Enum):
    """Why several changes form a group."""

    SHIFT = "shift"
    """Sessions of one day are all earlier or later by the same time."""
    SWAP = "swap"
    """Two sessions changed places."""
    ROOM_RENAMED = "room-renamed"
    """A room has another name: its sessions are where they were."""
    DAY_MOVED = "day-moved"
    """The sessions of a day are all on another date, at the same times."""


@attrs.frozen(kw_only=True)
class Group:
    """Several changes that are one for those who attend."""

    kind: GroupKind
    ids: tuple[str, ...]
    """The sessions, in order of time; for a renamed room, the room."""
    by: dt.timedelta | None = None
    """How much later; negative: earlier. The difference in local time."""
    day: dt.date | None = None
    """The programme day of the sessions before."""
    whole_day: bool = False
    """Whether all other sessions of that day moved too."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Changes:
    """Every difference between an older and a newer edition."""

    older: Event = attrs.field(repr=False)
    newer: Event = attrs.field(repr=False)
    changes: tuple[Change, ...]
    """The changes, the worst first, then in order of time."""
    groups: tuple[Group, ...] = ()
    """The groups of changes that are one for those who attend."""
    report: Report = attrs.field(factory=Report)
    """What could not be decided."""

    __repr__ = shown

    def __len__(self) -> int:
        """Return how many things changed."""
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        """Return the changes one by one."""
        return iter(self.changes)

    def __contains__(self, impact: object) -> bool:
        """Return whether one of the changes has this impact."""
        return any(impact in change.impacts for change in self.changes)

    def only(self, impacts: Collection[Impact]) -> Changes:
        """Return the changes that have one of these impacts."""
        changes = tuple(change for change in self.changes if not set(impacts).isdisjoint(change.impacts))
        return self.these(changes)

    def at_least(self, impact: Impact) -> Changes:
        """Return the changes that have this impact or a worse one."""
        return self.these(tuple(change for change in self.changes if change.impact <= impact))

    def of(
        self,
        *,
        agents: Collection[str] = (),
        rooms: Collection[str] = (),
        tracks: Collection[str] = (),
        days: Collection[dt.date] = (),
    ) -> Changes:
        """Return the changes that concern all of these: each is a set of ids or dates; an empty set matches everything.

        A session concerns the people who take part, also in parts that move with it, and each room, track and day that
        it is in, in either edition.
        """
        criteria: dict[str, set[Any]] = {
            "agents": set(agents),
            "rooms": set(rooms),
            "tracks": set(tracks),
            "days": set(days),
        }
        used = {name: ids for name, ids in criteria.items() if ids}
        if not used:
            return self
        changes: list[Change] = []
        for change in self.changes:
            concerned = self.concerned(change)
            if all(not ids.isdisjoint(concerned[name]) for name, ids in used.items()):
                changes.append(change)
        return self.these(tuple(changes))

    def concerned(self, change: Change) -> dict[str, set[Any]]:
        """Return what a change concerns: `agents`, `rooms`, `tracks` by id, `days` by date."""
        concerned: dict[str, set[Any]] = {"agents": set(), "rooms": set(), "tracks": set(), "days": set()}
        names = {Thing.ROOM: "rooms", Thing.TRACK: "tracks", Thing.PERSON: "agents", Thing.ORGANIZATION: "agents"}
        if change.thing in names:
            concerned[names[change.thing]] |= {change.id, change.was or change.id}
        elif change.thing is Thing.DAY:
            concerned["days"] |= {dt.date.fromisoformat(id) for id in (change.id, change.was or change.id)}
        elif change.thing is Thing.SESSION:
            for event, session in zip((self.older, self.newer), self.sessions(change), strict=True):
                if session is not None:
                    _concern(event, session, concerned)
                    if change.impact <= Impact.ROOM:
                        _concern_parts(event, session, concerned)
        return concerned

    def sessions(self, change: Change) -> tuple[Session | None, Session | None]:
        """Return the session that a change is about, with its time and place, in the older and in the newer edition.

        A part without its own slot has the time and place of its whole.
        """
        older = None if change.action is Action.ADDED else self._older_session(change)
        newer = None if change.action is Action.REMOVED else self.newer.index.sessions.get(change.id)
        return (
            older and self.older.index.resolve(older),
            newer and self.newer.index.resolve(newer),
        )

    def _older_session(self, change: Change) -> Session | None:
        same = self._older_by_id.get(change.was or change.id, ())
        return same[min(change.nth, len(same)) - 1] if same else None

    @cached_property
    def _older_by_id(self) -> dict[str, list[Session]]:
        by_id: dict[str, list[Session]] = {}
        for session in self.older.sessions:
            by_id.setdefault(session.id, []).append(session)
        return by_id

    def these(self, changes: Iterable[Change]) -> Changes:
        """Return some of the changes, with the groups that they still form."""
        changes = tuple(changes)
        ids = {change.id for change in changes}
        groups = tuple(group for group in self.groups if ids.issuperset(group.ids))
        return attrs.evolve(self, changes=changes, groups=groups)


def _concern_parts(event: Event, whole: Session, concerned: dict[str, set[Any]]) -> None:
    """Add the parts that have the time and place of their whole: a change of the whole is a change for them."""
    pending, seen = [whole.id], {whole.id}
    while pending:
        for part in event.index.children.get(pending.pop(), ()):
            if part.id not in seen and part.slot is None:
                seen.add(part.id)
                pending.append(part.id)
                _concern(event, part, concerned)


def _concern(event: Event, session: Session, concerned: dict[str, set[Any]]) -> None:
    concerned["agents"] |= {item.agent for item in session.participants if item.agent is not None}
    concerned["tracks"] |= set(session.tracks)
    slot = session.slot
    if slot is not None:
        concerned["rooms"] |= set(slot.rooms)
        first, last = slot_days(slot, event.day_change)
        concerned["days"] |= {first + dt.timedelta(days=number) for number in range((last - first).days + 1)}
