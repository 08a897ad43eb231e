"""The values that a history is made of."""

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
"""What is refused unless somebody says that it is meant, by its code."""


_NOT_TOLD = frozenset({"missing", "returned"})
"""What a revision counts that the public is not told of."""


class PublishingRefused(InvalidProgramme):
    """A programme that is not published, since it looks like a mistake; the report says of what kind, with a list."""


class State(enum.Enum):
    """What became of a session that was published."""

    THERE = "there"
    """It is in the programme."""
    GONE = "gone"
    """It is in the programme no more, and stays in calendars as cancelled."""
    HIDDEN = "hidden"
    """It is not for the public any more: it stays in calendars as cancelled, without any text."""
    PAST = "past"
    """It was gone or hidden when it was over, and left the calendars some time after that."""


@attrs.frozen(kw_only=True)
class Record:
    """One session as the public was last told of it."""

    uid: str
    """The UID it is published with, whatever it is called now."""
    session: Session
    """The session as everybody may see it, with the SEQUENCE and the time of change it is published with."""
    first: int
    """The revision that published it first."""
    changed: int
    """The revision that last changed anything of it."""
    missing: dt.datetime | None = None
    """Since when it is not in the source, while it is published as before."""
    state: State = State.THERE
    held: tuple[str, ...] = ()
    """The feeds that held it once and do not by what it says now: `track/ai`, `person/ada`."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Revision:
    """One time that something was published."""

    number: int
    """Counts from 1."""
    at: dt.datetime
    """When, in UTC."""
    version: str | None = None
    """What the programme called its version."""
    note: str | None = None
    """What somebody wrote about it."""
    counts: FrozenMap[str, int] = attrs.field(factory=FrozenMap[str, int])
    """How many sessions were told of, by what happened to them, the worst first."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Told:
    """Everything that calendars were told."""

    base: Event
    """The event as everybody may see it, without its sessions; with the rooms and tracks of what is gone."""
    records: Mapping[str, Record]
    """The sessions by UID, in its order."""
    feeds: Mapping[str, str] = attrs.field(factory=FrozenMap[str, str])
    """Each feed that there ever was, `track/ai`, and what its subject was called."""

    __repr__ = shown


@attrs.frozen(kw_only=True, eq=False, slots=False)
class History:
    """What the public was told of an event: a state for each session, and a line for each revision."""

    event: str
    """The id of the event."""
    revisions: tuple[Revision, ...]
    """The revisions, the oldest first; one at least."""
    later: Callable[[], Told] = attrs.field(repr=False)
    """Returns the state. It is asked once, and only when somebody looks: a log needs the revisions alone."""

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
        """When the public was last told something."""
        told = (each.at for each in reversed(self.revisions) if set(each.counts) - _NOT_TOLD)
        return next(told, self.last.at)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, History):
            return NotImplemented
        return (self.event, self.revisions, self.told) == (other.event, other.revisions, other.told)

    def __hash__(self) -> int:
        return hash((self.event, self.revisions))


@attrs.frozen(kw_only=True)
class Limits:
    """What publishing goes by, and what it lets pass."""

    grace: dt.timedelta = dt.timedelta()
    """How long a session may be missing before it is cancelled: a source may have failed."""
    removals: int | None = None
    """How many sessions may go at once; None: as many as `removed_share` and `removed_at_least` let."""
    removed_share: float = 0.1
    """The share of the sessions that may go at once."""
    removed_at_least: int = 3
    """How many have to go to be many."""
    shifted_share: float = 0.5
    """The share of the sessions that may move by the same hours."""
    keep: dt.timedelta = dt.timedelta(days=30)
    """How long after its end a cancelled session that is gone stays in calendars."""
    allowed: Collection[str] = frozenset()
    """The guards that somebody overruled, of `GUARDS`."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Published:
    """What publishing gives."""

    event: Event
    """The event with what calendars have to be told in each session, and with what is gone as cancelled sessions."""
    history: History
    """The history from now on; the one that was given where nothing is new."""
    report: Report = attrs.field(factory=Report)
    """What is held back, what is probably the same, what was let pass."""

    __repr__ = shown

    @property
    def revision(self) -> Revision:
        """The newest revision."""
        return self.history.last
