"""A history in words: what was published when."""

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
    "gone": ("gone, and cancelled in calendars", "gone, and cancelled in calendars"),
    "withdrawn": ("withdrawn", "withdrawn"),
    "reinstated": ("takes place after all", "take place after all"),
    "moved": ("moved", "moved"),
    "length": ("of another length", "of another length"),
    "room": ("in another room", "in other rooms"),
    "access": ("open to others", "open to others"),
    "status": ("of another status", "of another status"),
    "text": ("described otherwise", "described otherwise"),
    "expired": ("left the calendars", "left the calendars"),
    "programme": ("change of the programme itself", "changes of the programme itself"),
    "missing": ("missing in the source", "missing in the source"),
    "returned": ("in the source again", "in the source again"),
}


@attrs.frozen(kw_only=True)
class LogEntry:
    """One revision in words."""

    revision: Revision
    heading: str
    """`Revision 3, 2024-07-01 12:00 UTC`, and what the programme called it."""
    summary: str
    """What it told, counted."""
    sessions: tuple[tuple[str, str], ...]
    """The sessions that were told of last in this revision: what each is called, and what is so since."""
    records: tuple[Record, ...] = ()
    """The same sessions as they were told of."""


def log_of(history: History, words: Words = ENGLISH) -> tuple[LogEntry, ...]:
    """Return the revisions of a history in words, the newest first.

    Args:
        history: the history.
        words: the words to say in what is so of the sessions; headings and summaries are in English.
    """
    told = history.told
    by_revision: dict[int, list[Record]] = {}
    for record in told.records.values():
        # What is new is counted only: of a first revision that would be the whole programme.
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
                sessions=tuple((record.session.title, _since(told.base, record, words)) for record in records),
                records=tuple(records),
            )
        )
    return tuple(entries)


def count_words(revision: Revision) -> str:
    """Return what a revision told, counted: `1 moved, 2 cancelled`."""
    said = [f"{number} {_WORDS[word][number != 1]}" for word, number in revision.counts.items() if word in _WORDS]
    return ", ".join(said) or "nothing"


def _since(event: Event, record: Record, words: Words) -> str:
    """Return what is so of a session since it was last told of."""
    session = record.session
    if record.state is not State.THERE:
        return words("status.cancelled")
    if session.status in OFF:
        return words(f"status.{session.status.value}")
    if session.slot is None:
        return words("changes.no-time")
    date = slot_days(session.slot, event.day_change)[0]
    said = words("date.at", date=day_name(date, words), time=when(session.slot, date, words=words))
    return f"{said}{_before(session, session.slot, words)}"


def _before(session: Session, slot: Slot, words: Words) -> str:
    before = session.previous_start
    if before is None or not was_moved(session):
        return ""
    day = "" if before.date() == slot.start.date() else f"{before:%Y-%m-%d} "
    return f" ({words('changes.was', time=f'{day}{before:%H:%M}')})"
