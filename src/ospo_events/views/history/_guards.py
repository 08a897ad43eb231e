"""Guards: refuse changes that look like mistakes, each by its name, with a list of the sessions."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...diagnostics import Diagnostic, Path, Related
from ...model.index import by_time
from ...model.status import OFF
from ...model.time import instant
from ...model.vocabulary import folded
from ._values import History, Limits, Record, State

if TYPE_CHECKING:
    from ...model.session import Session

__all__ = ["Meeting", "guards_of_event", "guards_of_sessions"]

_HALF_HOUR, _HOUR, _MOST = 1800, 3600, 15 * 3600
"""The largest difference between two time zones; nearly all differ by whole or half hours."""
_AT_LEAST = 3
"""How many sessions have to move by the same hours to look like a mistake."""

_SHORT_WORD = 3
"""The length of words that may occur in any title."""

Meeting = tuple[Record, "Session", int]
"""A session in the history, the same session now, and its index in the programme."""


def guards_of_event(history: History, event_id: str, at: dt.datetime) -> Iterator[Diagnostic]:
    """Yield the reasons against publishing an event at all."""
    if event_id != history.event:
        yield Diagnostic(
            code="other-event",
            message=f"expected the event {history.event!r}, whose history this is, got {event_id!r}",
            path=("id",),
            help="give each event its own history; if it is the same event under a new id, allow `other-event`",
        )
    if at < history.last.at:
        yield Diagnostic(
            code="time-went-back",
            message=f"expected a time not before revision {history.last.number}, {history.last.at.isoformat()},"
            f" got {at.isoformat()!r}",
            help="calendars use the entry with the later time stamp; if this time is right, allow `time-went-back`",
        )


def guards_of_sessions(
    records: Collection[Record],
    meetings: Sequence[Meeting],
    gone: Sequence[Record],
    new: Iterable[Session],
    limits: Limits,
) -> Iterator[Diagnostic]:
    """Yield the reasons against publishing the changes of the sessions.

    Args:
        records: all sessions in the history.
        meetings: those of them that are still in the programme.
        gone: those that are newly missing in the source.
        new: sessions that are not in the history.
        limits: the limits of what is allowed.
    """
    yield from _mass_removal(records, gone, limits)
    yield from _mass_shift(meetings, limits)
    yield from _reused(meetings, new)


def _stands(record: Record) -> bool:
    return record.state is State.THERE and record.missing is None and record.session.status not in OFF


def _mass_removal(records: Collection[Record], gone: Sequence[Record], limits: Limits) -> Iterator[Diagnostic]:
    lost = sorted(filter(_stands, gone), key=lambda record: by_time(record.session))
    there = sum(map(_stands, records))
    if limits.removals is not None:
        is_refused = len(lost) > limits.removals
        expected = f"at most {limits.removals}"
    else:
        is_refused = len(lost) >= limits.removed_at_least and len(lost) > limits.removed_share * there
        expected = f"at most {limits.removed_share:.0%}"
    if is_refused:
        yield Diagnostic(
            code="mass-removal",
            message=f"expected {expected} of the sessions to be removed, got {len(lost)} of {there}",
            related=tuple(Related(message=_line(record.session), path=("sessions", record.uid)) for record in lost),
            help="sessions that vanish together usually come back: a source may have failed; if they are really "
            "removed, allow that number of removals",
        )


def _mass_shift(meetings: Sequence[Meeting], limits: Limits) -> Iterator[Diagnostic]:
    moved: list[tuple[float, Session, int]] = []
    for record, session, index in meetings:
        before, slot = record.session.slot, session.slot
        if before is not None and slot is not None and not slot.all_day and not before.all_day:
            one, other = before.start, slot.start
            same = one.tzinfo is other.tzinfo and one == other and one.fold == other.fold
            moved.append((0.0 if same else instant(other) - instant(one), session, index))
    by = Counter(delta for delta, _, _ in moved if _looks_like_a_zone(delta))
    if not by:
        return
    delta, number = max(by.items(), key=lambda item: (item[1], item[0]))
    if number >= _AT_LEAST and number > limits.shifted_share * len(moved):
        hours = abs(delta) / _HOUR
        way = "later" if delta > 0 else "earlier"
        yield Diagnostic(
            code="mass-shift",
            message=f"expected less than {limits.shifted_share:.0%} of the sessions to move by the same hours, got "
            f"{number} of {len(moved)} that are {hours:g} hours {way}",
            related=tuple(
                Related(message=_line(session), path=("sessions", index)) for by, session, index in moved if by == delta
            ),
            help="this looks like times in another time zone; if the programme really moved, allow the shift",
        )


def _looks_like_a_zone(delta: float) -> bool:
    return _HOUR <= abs(delta) <= _MOST and delta % _HALF_HOUR == 0


def _reused(meetings: Sequence[Meeting], new: Iterable[Session]) -> Iterator[Diagnostic]:
    """Yield the sessions whose UID belonged to another session.

    People, title and time are different; or the other session is still there, under a new UID.
    """
    others = {(folded(session.title), session.kind) for session in new}
    for record, session, index in meetings:
        old = record.session
        if old.title == session.title or record.state is not State.THERE or folded(old.title) == folded(session.title):
            continue
        people = [{part.agent for part in item.participants} for item in (old, session)]
        is_other = all(people) and people[0].isdisjoint(people[1]) and _start(old) != _start(session)
        is_other = is_other and _words(old.title).isdisjoint(_words(session.title))
        if is_other or (folded(old.title), old.kind) in others:
            path: Path = ("sessions", index)
            yield Diagnostic(
                code="uid-reused",
                message=f"expected the UID {record.uid!r} to be that of {old.title!r}, got {session.title!r}",
                path=path,
                help="calendars would replace one session by the other; give the new session another UID, or, if it "
                "is the same, allow `uid-reused`",
            )


def _words(title: str) -> set[str]:
    """Return the words of a title that are long enough to be distinctive."""
    return {word for word in re.findall(r"\w+", title.casefold()) if len(word) > _SHORT_WORD}


def _start(session: Session) -> float | None:
    return None if session.slot is None else instant(session.slot.start)


def _line(session: Session) -> str:
    when = "" if session.slot is None else f", {session.slot.start:%Y-%m-%d %H:%M}"
    return f"{session.title}{when}"
