"""Programmes that change: editions of an event, each made from the one before by edits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..model import Event, Session, Slot, Status, session_uid
from ..model.renaming import with_ids
from ._draws import coin, one_of, several
from ._events import events
from ._events import sessions as any_session
from ._times import zones as default_zones
from ._words import ids
from ._words import texts as default_texts

__all__ = ["chains"]

_MINUTES = st.integers(-24 * 60, 24 * 60)
_COLLECTIONS = ("sessions", "rooms", "tracks", "people", "organizations", "days")


@attrs.frozen(eq=False)
class _Edits:
    """Draws edits of an event; an edit that has nothing to change returns the event as it is."""

    texts: SearchStrategy[str]
    zones: SearchStrategy[ZoneInfo]

    def retitled(self, draw: DrawFn, event: Event) -> Event:
        return self._one(draw, event, lambda session: {"title": draw(self.texts)})

    def moved(self, draw: DrawFn, event: Event) -> Event:
        by = dt.timedelta(minutes=draw(_MINUTES))
        if coin(draw):
            return self._one(draw, event, lambda session: {"slot": _later(session.slot, by)})
        sessions = [attrs.evolve(session, slot=_later(session.slot, by)) for session in event.sessions]
        return attrs.evolve(event, sessions=sessions)

    def opened_or_emptied(self, draw: DrawFn, event: Event) -> Event:
        def without_end(session: Session) -> dict[str, Any]:
            slot = session.slot
            if slot is None or slot.all_day:
                return {"slot": None}
            return {"slot": attrs.evolve(slot, end=None) if coin(draw) else attrs.evolve(slot, rooms=())}

        return self._one(draw, event, without_end)

    def swapped(self, draw: DrawFn, event: Event) -> Event:
        pair = several(draw, event.sessions, least=min(2, len(event.sessions)), most=2)
        if len(pair) < 2:
            return event
        one, other = pair
        return event.with_session(one.id, slot=other.slot).with_session(other.id, slot=one.slot)

    def of_other_status(self, draw: DrawFn, event: Event) -> Event:
        return self._one(draw, event, lambda session: {"status": one_of(draw, tuple(Status))})

    def of_fewer_people(self, draw: DrawFn, event: Event) -> Event:
        return self._one(draw, event, lambda session: {"participants": session.participants[::-1][:1]})

    def without_one(self, draw: DrawFn, event: Event) -> Event:
        return event.without_session(one_of(draw, event.sessions).id) if event.sessions else event

    def with_one_more(self, draw: DrawFn, event: Event) -> Event:
        new = draw(any_session(timezone=event.timezone, texts=self.texts))
        if new.id in event.index.sessions or (new.uid and new.uid in {item.uid for item in event.sessions}):
            return event
        index = one_of(draw, range(len(event.sessions) + 1))
        return attrs.evolve(event, sessions=(*event.sessions[:index], new, *event.sessions[index:]))

    def with_other_ids(self, draw: DrawFn, event: Event) -> Event:
        """Sessions keep the UIDs that they are published with; all other things keep their names."""
        event = attrs.evolve(event, sessions=[_published(event, session) for session in event.sessions])
        new_items: dict[str, tuple[Any, ...]] = {
            "sessions": event.sessions,
            "rooms": event.rooms,
            "tracks": event.tracks,
            "venues": event.venues,
            "agents": (*event.people, *event.organizations),
        }
        renamed: dict[str, dict[str, str]] = {}
        for namespace, items in new_items.items():
            fresh = [draw(ids()) for _ in items]
            used = {item.id for item in items}
            if len(set(fresh)) == len(fresh) and used.isdisjoint(fresh):
                renamed[namespace] = dict(zip([item.id for item in items], fresh, strict=True))
        return with_ids(event, renamed)

    def in_other_order(self, draw: DrawFn, event: Event) -> Event:
        changes: dict[str, Any] = {}
        for name in _COLLECTIONS:
            items = list(getattr(event, name))
            changes[name] = draw(st.permutations(items)) if items else items
        return attrs.evolve(event, **changes)

    def elsewhere(self, draw: DrawFn, event: Event) -> Event:
        rooms = [attrs.evolve(room, name=draw(self.texts)) for room in event.rooms]
        return attrs.evolve(event, rooms=rooms, title=draw(self.texts))

    def with_other_data(self, draw: DrawFn, event: Event) -> Event:
        version = str(draw(st.integers(0, 9)))
        event = attrs.evolve(event, version=version)
        return self._one(
            draw, event, lambda session: {"extra": {**session.extra, "x-note": version}, "tags": (version,)}
        )

    def _one(self, draw: DrawFn, event: Event, changes: Callable[[Session], dict[str, Any]]) -> Event:
        if not event.sessions:
            return event
        session = one_of(draw, event.sessions)
        return event.with_session(session.id, **cast("Any", changes(session)))


def _later(slot: Slot | None, by: dt.timedelta) -> Slot | None:
    """Return the slot moved later; all-day slots stay as they are."""
    if slot is None or slot.all_day:
        return slot
    end = None if slot.end is None else _moved(slot.end, by)
    return attrs.evolve(slot, start=_moved(slot.start, by), end=end)


def _moved(moment: dt.datetime, by: dt.timedelta) -> dt.datetime:
    return (moment.astimezone(dt.UTC) + by).astimezone(moment.tzinfo)


def _published(event: Event, session: Session) -> Session:
    return attrs.evolve(session, uid=session_uid(event, session))


_NAMES = (
    "retitled", "moved", "opened_or_emptied", "swapped", "of_other_status", "of_fewer_people", "without_one",
    "with_one_more", "with_other_ids", "in_other_order", "elsewhere", "with_other_data",
)  # fmt: skip


@st.composite
def _chains(
    draw: DrawFn, first: SearchStrategy[Event], edits: _Edits, sizes: SearchStrategy[int], most_edits: int
) -> tuple[Event, ...]:
    chain = [draw(first)]
    for _ in range(draw(sizes) - 1):
        event = chain[-1]
        for _ in range(one_of(draw, range(most_edits)) + 1):
            edit: Callable[[DrawFn, Event], Event] = getattr(edits, one_of(draw, _NAMES))
            event = edit(draw, event)
        chain.append(event)
    return tuple(chain)


def chains(
    *,
    min_size: int = 2,
    max_size: int = 3,
    max_sessions: int = 4,
    max_edits: int = 3,
    zones: SearchStrategy[ZoneInfo] | None = None,
    texts: SearchStrategy[str] | None = None,
    first: SearchStrategy[Event] | None = None,
) -> SearchStrategy[tuple[Event, ...]]:
    """Return a strategy for editions of one programme, the oldest first: each is made from the one before by edits.

    Sessions are retitled, moved, cancelled, reinstated, swapped, added and removed, people leave, rooms get other
    names, things get other ids and another order. Published UIDs stay.

    Args:
        min_size: the smallest number of editions.
        max_size: the largest number of editions.
        max_sessions: the largest number of sessions in the first edition.
        max_edits: the largest number of edits between two editions.
        zones: the IANA zones to choose from.
        texts: the texts to use.
        first: the first edition, such as one that another chain begins with; None: any event.
    """
    words = default_texts() if texts is None else texts
    zone_names = default_zones() if zones is None else zones
    begin = events(max_sessions=max_sessions, zones=zone_names, texts=words) if first is None else first
    return _chains(begin, _Edits(words, zone_names), st.integers(min_size, max_size), max_edits)
