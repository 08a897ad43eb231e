"""The classes that a history is made of."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from ..._frozenmap import FrozenMap
from ..._repr import shown
from ...diagnostics import Report
from ...errors import InvalidProgramme

if TYPE_CHECKING:
    from ...model.event import Event
    from ...model.session import Session

__all__ = ["GUARDS", "History", "Limits", "Published", "PublishingRefused", "Record", "Revision", "State", "Told"]

GUARDS = ("mass-removal", "mass-shift", "uid-reused", "time-went-back", "other-event", "history-damaged")
"""What is refused unless somebody allows it, by its code."""


_NOT_TOLD = frozenset({"missing", "returned"})
"""Kinds of changes that a revision counts and the public is not told of."""


class PublishingRefused(InvalidProgramme):
    """A programme that is not published because a change looks like a mistake; the report lists the changes."""


class State(enum.Enum):
    """The state of a session that was published."""

    THERE = "there"
    """It is in the programme."""
    GONE = "gone"
    """It was removed from the programme, and stays in calendars as cancelled."""
    HIDDEN = "hidden"
    """It is not public any more: it stays in calendars as cancelled, without any text."""
    PAST = "past"
    """It was removed or hidden, and some time after its end it was also removed from calendars."""


@attrs.frozen(kw_only=True)
class Record:
    """One session as it was last published."""

    uid: str
    """The UID it is published with, whatever its id is now."""
    session: Session
    """The session as everybody may see it, with its published SEQUENCE and time of change."""
    first: int
    """The revision that published it first."""
    changed: int
    """The revision that last changed it."""
    missing: dt.datetime | None = None
    """Since when it has been missing in the source, while it stays published."""
    state: State = State.THERE
    held: tuple[str, ...] = ()
    """The feeds that once held it and do not any more: `track/ai`, `person/ada`."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Revision:
    """One publication."""

    number: int
    """Counts from 1."""
    at: dt.datetime
    """The time, in UTC."""
    version: str | None = None
    """The version of the programme."""
    note: str | None = None
    """A note by the publisher."""
    counts: FrozenMap[str, int] = attrs.field(factory=FrozenMap[str, int])
    """How many sessions changed, by kind of change, the worst first."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Told:
    """Everything that calendars were told."""

    base: Event
    """The event as everybody may see it, without its sessions; with the rooms and tracks of removed sessions."""
    records: Mapping[str, Record]
    """The sessions by UID, in their order."""
    feeds: Mapping[str, str] = attrs.field(factory=FrozenMap[str, str])
    """Each feed that ever existed, `track/ai`, and the name of its subject."""

    __repr__ = shown


@attrs.frozen(kw_only=True, eq=False, slots=False)
class History:
    """The published states of an event: a record for each session, and a line for each revision."""

    event: str
    """The id of the event."""
    revisions: tuple[Revision, ...]
    """The revisions, the oldest first; at least one."""
    later: Callable[[], Told] = attrs.field(repr=False)
    """Returns the state. It is called once, and only when somebody needs the state: a log needs only the revisions."""

    __repr__ = shown

    @cached_property
    def told(self) -> Told:
        """Everything that calendars were told."""
        return self.later()

    @property
    def last(self) -> Revision:
        """The newest revision."""
        return self.revisions[-1]

    @property
    def updated(self) -> dt.datetime:
        """When anything was last published."""
        times = (each.at for each in reversed(self.revisions) if set(each.counts) - _NOT_TOLD)
        return next(times, self.last.at)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        return (self.event, self.revisions, self.told) == (other.event, other.revisions, other.told)

    def __hash__(self) -> int:
        return hash((self.event, self.revisions))


@attrs.frozen(kw_only=True)
class Limits:
    """Limits on changes: what is refused as a probable mistake."""

    grace: dt.timedelta = dt.timedelta()
    """How long a session may be missing before it is cancelled: a source may have failed."""
    removals: int | None = None
    """How many sessions may be removed at once; None: by `removed_share` and `removed_at_least`."""
    removed_share: float = 0.1
    """The share of the sessions that may be removed at once."""
    removed_at_least: int = 3
    """Fewer removed sessions than this are never refused."""
    shifted_share: float = 0.5
    """The share of the sessions that may move by the same hours."""
    keep: dt.timedelta = dt.timedelta(days=30)
    """How long after its end a removed session stays in calendars as cancelled."""
    allowed: Collection[str] = frozenset()
    """The guards that somebody overruled, from `GUARDS`."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Published:
    """The result of `publish`."""

    event: Event
    """The event with what calendars have to be told in each session, and with removed sessions as cancelled ones."""
    history: History
    """The new history; the given one if nothing is new."""
    report: Report = attrs.field(factory=Report)
    """What is held back, what is probably the same, what was allowed."""

    __repr__ = shown

    @property
    def revision(self) -> Revision:
        """The newest revision."""
        return self.history.last
