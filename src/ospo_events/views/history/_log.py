"""A history in words: what was published and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from ...model.index import by_time
from ...model.session import Session, Slot, slot_days
from ...model.status import OFF
from ..english import ENGLISH, day_name, when
from ..relations import was_moved
from ..words import Words
from ._values import History, Record, Revision, State

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["LogEntry", "count_words", "log_of"]

_WORDS: Mapping[str, tuple[str, str]] = {
    "added": ("new session", "new sessions"),
    "cancelled": ("cancelled", "cancelled"),
    "gone": ("removed, and cancelled in calendars", "removed, and cancelled in calendars"),
    "withdrawn": ("withdrawn", "withdrawn"),
    "reinstated": ("takes place after all", "take place after all"),
    "moved": ("moved", "moved"),
    "length": ("with another length", "with another length"),
    "room": ("in another room", "in other rooms"),
    "access": ("open to other people", "open to other people"),
    "status": ("with another status", "with another status"),
    "text": ("with a new description", "with a new description"),
    "expired": ("removed from calendars", "removed from calendars"),
    "programme": ("change of the programme itself", "changes of the programme itself"),
    "missing": ("missing in the source", "missing in the source"),
    "returned": ("in the source again", "in the source again"),
}


@attrs.frozen(kw_only=True)
class LogEntry:
    """One revision in words."""

    revision: Revision
    heading: str
    """`Revision 3, 2024-07-01 12:00 UTC`, and the version of the programme."""
    summary: str
    """The number of published changes, by kind."""
    sessions: tuple[tuple[str, str], ...]
    """The sessions that were last changed in this revision: the title and the change of each."""
    records: tuple[Record, ...] = ()
    """The records of the same sessions."""


def log_of(history: History, words: Words = ENGLISH) -> tuple[LogEntry, ...]:
    """Return the revisions of a history in words, the newest first.

    Args:
        history: the history.
        words: the words for the changes of sessions; headings and summaries are in English.
    """
    state = history.told
    by_revision: dict[int, list[Record]] = {}
    for record in state.records.values():
        # New sessions are only counted: in a first revision that would be the whole programme.
        if record.changed != record.first and record.state is not State.PAST:
            by_revision.setdefault(record.changed, []).append(record)
    entries: list[LogEntry] = []
    for revision in reversed(history.revisions):
        records = sorted(by_revision.get(revision.number, ()), key=lambda record: by_time(record.session))
        version = f", version {revision.version}" if revision.version else ""
        entries.append(
            LogEntry(
                revision=revision,
                heading=f"Revision {revision.number}, {revision.at:%Y-%m-%d %H:%M} UTC{version}",
                summary=count_words(revision),
                sessions=tuple((record.session.title, _since(state.base, record, words)) for record in records),
                records=tuple(records),
            )
        )
    return tuple(entries)


def count_words(revision: Revision) -> str:
    """Return the changes of a revision, counted: `1 moved, 2 cancelled`."""
    phrases = [f"{number} {_WORDS[word][number != 1]}" for word, number in revision.counts.items() if word in _WORDS]
    return ", ".join(phrases) or "nothing"


def _since(event: Event, record: Record, words: Words) -> str:
    """Return the last published change of a session in words."""
    session = record.session
    if record.state is not State.THERE:
        return words("status.cancelled")
    if session.status in OFF:
        return words(f"status.{session.status.value}")
    if session.slot is None:
        return words("changes.no-time")
    date = slot_days(session.slot, event.day_change)[0]
    time = words("date.at", date=day_name(date, words), time=when(session.slot, date, words=words))
    return f"{time}{_before(session, session.slot, words)}"


def _before(session: Session, slot: Slot, words: Words) -> str:
    before = session.previous_start
    if before is None or not was_moved(session):
        return ""
    day = "" if before.date() == slot.start.date() else f"{before:%Y-%m-%d} "
    return f" ({words('changes.was', time=f'{day}{before:%H:%M}')})"
