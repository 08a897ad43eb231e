"""Makes the next edition of an event."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Report
from ...errors import InvalidOption
from ...model.agent import Participant
from ...model.session import Session, Slot
from ...model.status import OFF, Status
from ...model.time import as_timezone
from ...model.vocabulary import is_service
from ..matching import COLLECTIONS, id_of
from ._attributes import ALWAYS, PART_OF, RESET, defaults, without_what_was
from ._days import NewDates
from ._lineage import head, related, to_do, with_successor
from ._values import DEFAULT_PARTS, Fate, Next, Outcome, Part

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["next_edition"]

_PLENARIES = frozenset({"plenary", "opening", "closing"})
_HOLDERS = frozenset({"organizer", "host"})
"""Roles of organizations that hold the event: they are kept without being asked."""


def next_edition(
    event: Event,
    *,
    id: str,
    start: dt.date,
    title: str | None = None,
    edition: str | None = None,
    keep: Collection[Part] = DEFAULT_PARTS,
    zone: ZoneInfo | str | None = None,
    days: Mapping[dt.date, dt.date] | None = None,
) -> Next:
    """Return the next edition of an event: its programme days on other dates, each with the times it had.

    Published identifiers are replaced. Nothing is confirmed, recorded, accepted or private any more, and cancelled and
    postponed sessions are left out. Both editions refer to each other.

    Args:
        event: the previous edition.
        id: the id of the next one.
        start: its first day.
        title: its title; None: the same, which is reported as something to do.
        edition: which edition it is; None: its year, if the previous one was named by its year too.
        keep: the parts to keep.
        zone: its time zone; None: the same. Local times stay as they are.
        days: the new dates of single days; the others keep their distance from the first day.

    Raises:
        InvalidOption: the id is that of the previous edition, or the days do not fit.
        ValueError: an event cannot have this id, title or zone.
    """
    if id == event.id:
        raise InvalidOption(f"expected another id than that of the previous edition, got {id!r}")
    timezone = event.timezone if zone is None else as_timezone(zone)
    dates = NewDates(event, start, days or {}, timezone)
    return _Making(event, frozenset(keep), dates).next(id, title, edition, timezone)


_SAID_APART = frozenset({"id", "title", "slot", "status", "parent", "repeat_of", "tracks", "participants"})
_PLAIN_OF_SESSION = tuple(field.name for field in attrs.fields(Session) if field.name not in _SAID_APART)


class _Making:
    """Makes the next edition.

    Args:
        event: the previous edition.
        keep: the parts to keep.
        dates: the new dates.
    """

    def __init__(self, event: Event, keep: frozenset[Part], dates: NewDates) -> None:
        self.event, self.keep, self.dates = event, keep, dates
        self.outcomes: list[Outcome] = []
        self.counts: Counter[tuple[Fate, str]] = Counter()
        self.people = {person.id for person in event.people}

    def next(self, id: str, title: str | None, edition: str | None, timezone: ZoneInfo) -> Next:
        """Return the next edition."""
        event = self.event
        first, start = self.dates.first, self.dates.begin
        which = edition or (str(start.year) if first is not None and event.edition == str(first.year) else None)
        participants = self._participants(event)
        sessions = self._sessions()
        changes: dict[str, Any] = {
            "id": id,
            "title": title or event.title,
            "timezone": timezone,
            "edition": which,
            "status": Status.TENTATIVE,
            "start": start if event.start is not None or first is None else None,
            "end": None if event.end is None else self.dates.of(event.end),
            "related": (related(event, "predecessor", (first, self.dates.last)),),
            "participants": participants,
            "sessions": sessions,
            "days": [attrs.evolve(day, date=self.dates.of(day.date)) for day in event.days],
            "people": [self._thing("people", item) for item in event.people] if Part.PEOPLE in self.keep else (),
        }
        for name, part in (("venues", Part.PLACES), ("rooms", Part.PLACES), ("tracks", Part.TRACKS)):
            items = getattr(event, name)
            changes[name] = [self._thing(name, item) for item in items] if part in self.keep else ()
        changes["organizations"] = [
            self._thing("organizations", item) for item in self._organizations(participants, sessions)
        ]
        plain = [field.name for field in attrs.fields(type(event)) if field.name not in changes]
        changes |= self._attributes(event, plain, "")
        made: Event = attrs.evolve(event, **changes)
        self._tell(made, title)
        older = with_successor(event, made, (self.dates.begin, self.dates.until))
        return Next(event=made, older=older, outcomes=tuple(self.outcomes), report=Report(tuple(self.dates.findings)))

    # attributes

    def _attributes(self, owner: Any, names: Iterable[str], prefix: str) -> dict[str, Any]:
        """Return the attributes of a thing that change in the next edition, and count what happens to each."""
        changes: dict[str, Any] = {}
        for name in names:
            default, value = defaults(owner.__class__)[name], getattr(owner, name)
            if value == default:
                continue
            part = PART_OF.get(name)
            if name in RESET:
                changes[name], fate = RESET[name], Fate.RESET
            elif part is not None and part not in self.keep and name not in ALWAYS:
                changes[name], fate = default, Fate.DROPPED
            else:
                next_value = without_what_was(value)
                fate = Fate.KEPT if next_value is value else Fate.RESET
                if next_value is not value:
                    changes[name] = next_value
            self.counts[fate, prefix + name] += 1
        return changes

    def _thing(self, collection: str, item: Any) -> Any:
        """Return a venue, a room, a track, a person or an organization as it is in the next edition."""
        names = [name for name in ("links", "stream", "email", "uid", "extra") if hasattr(item, name)]
        changes: dict[str, Any] = {}
        for name in names:
            value = getattr(item, name)
            next_value = RESET[name] if name in RESET else None if name == "stream" else without_what_was(value)
            if next_value != value:
                changes[name] = next_value
                self.counts[Fate.RESET, f"{collection}.{name}"] += 1
        return attrs.evolve(item, **changes) if changes else item

    # sessions

    def _sessions(self) -> list[Session]:
        event = self.event
        index = event.index
        chosen = {session.id for session in event.sessions if self._stays(session, index.status(session))}
        # A part is left out with its whole.
        children = index.children
        left_out = [session.id for session in event.sessions if session.id not in chosen]
        while left_out:
            for part in children.get(left_out.pop(), ()):
                if part.id in chosen:
                    chosen.discard(part.id)
                    left_out.append(part.id)
        sessions = [session for session in event.sessions if session.id in chosen]
        return [self._session(session, number, chosen) for number, session in enumerate(sessions)]

    def _stays(self, session: Session, status: Status) -> bool:
        if status in OFF:
            return False
        is_frame = not session.participants or is_service(session.kind) or session.kind in _PLENARIES
        return (Part.STRUCTURE if is_frame else Part.SESSIONS) in self.keep

    def _session(self, session: Session, number: int, chosen: Collection[str]) -> Session:
        changes: dict[str, Any] = {}
        if session.repeat_of is not None and session.repeat_of not in chosen:
            changes["repeat_of"] = None
        if session.tracks and Part.TRACKS not in self.keep:
            changes["tracks"] = ()
            self.counts[Fate.DROPPED, "sessions.tracks"] += 1
        if session.participants:
            changes["participants"] = self._participants(session)
            fate = Fate.RESET if changes["participants"] else Fate.DROPPED
            self.counts[fate, "sessions.participants"] += 1
        if session.slot is not None:
            changes["slot"] = self._slot(session.slot, session, number)
        return attrs.evolve(session, **changes, **self._attributes(session, _PLAIN_OF_SESSION, "sessions."))

    def _slot(self, slot: Slot, session: Session, number: int) -> Slot | None:
        if Part.PLACES not in self.keep and (slot.rooms or slot.venue):
            slot = attrs.evolve(slot, rooms=(), venue=None)
            self.counts[Fate.DROPPED, "sessions.place"] += 1
        return self.dates.slot(slot, session, number)

    # people

    def _participants(self, owner: Event | Session) -> tuple[Participant, ...]:
        """Return the participants: organizations that hold the event stay, people only if asked for."""
        participants: list[Participant] = []
        for item in owner.participants:
            is_holder = owner is self.event and item.agent is not None and item.agent not in self.people
            if is_holder and Part.ORGANIZERS in self.keep:
                is_sure = item.role in _HOLDERS and item.status is Status.CONFIRMED
            elif not is_holder and Part.PEOPLE in self.keep:
                is_sure = False
            else:
                continue
            participants.append(item if is_sure else attrs.evolve(item, status=Status.TENTATIVE))
        return tuple(participants)

    def _organizations(self, participants: Iterable[Participant], sessions: Iterable[Session]) -> list[Any]:
        """Return the organizations that are still named: one that was only an affiliation goes with its people."""
        event = self.event
        if Part.PEOPLE in self.keep:
            return list(event.organizations)
        ids = {id for item in participants for id in (item.agent, *item.affiliations)}
        by_id = {item.id: item for item in event.organizations}
        pending = [by_id[id] for id in ids if id is not None and id in by_id]
        while pending:
            parent = pending.pop().parent
            if parent is not None and parent in by_id and parent not in ids:
                ids.add(parent)
                pending.append(by_id[parent])
        return [item for item in event.organizations if item.id in ids]

    # telling

    def _tell(self, made: Event, title: str | None) -> None:
        """Record what happened to everything."""
        event, outcomes = self.event, self.outcomes
        for name in COLLECTIONS.values():
            before = [id_of(item) for item in getattr(event, name)]
            there = {id_of(item) for item in getattr(made, name)}
            if name == "days":
                there = set(before)
            for fate, ids in (
                (Fate.KEPT, tuple([id for id in before if id in there])),
                (Fate.DROPPED, tuple([id for id in before if id not in there])),
            ):
                if ids:
                    outcomes.append(Outcome(fate=fate, what=name, ids=ids, count=len(ids)))
        for (fate, what), count in sorted(self.counts.items(), key=lambda item: item[0][1]):
            outcomes.append(Outcome(fate=fate, what=what, count=count))
        for name, why in head(event, made):
            fate = Fate.KEPT if why is None else Fate.RESET
            outcomes.append(Outcome(fate=fate, what=name, why=why))
        if event.participants:
            names = len(made.participants)
            fate = Fate.KEPT if made.participants == event.participants else Fate.RESET if names else Fate.DROPPED
            outcomes.append(Outcome(fate=fate, what="participants", count=len(event.participants)))
        outcomes += [
            Outcome(fate=Fate.TO_DO, what=text) for text in to_do(event, made, title, len(self.dates.findings))
        ]
