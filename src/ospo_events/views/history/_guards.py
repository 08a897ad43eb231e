"""What looks like a mistake rather than like a change: each is refused by name, with a list of what it is about."""

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
"""No two time zones are further apart than that, and all are by whole or half hours, nearly."""
_AT_LEAST = 3
"""How many sessions have to move for it to look like a slip."""

_SHORT_WORD = 3
"""How long words are that any title may have."""

Meeting = tuple[Record, "Session", int]
"""A session that the history knows, as it is now, and where it stands in the programme."""


def guards_of_event(history: History, event_id: str, at: dt.datetime) -> Iterator[Diagnostic]:
    """Yield what speaks against publishing an event at all."""
    if event_id != history.event:
        yield Diagnostic(
            code="other-event",
            message=f"expected the event {history.event!r}, whose history this is, got {event_id!r}",
            path=("id",),
            help="give each event a history of its own; if it is the same event under a new id, allow `other-event`",
        )
    if at < history.last.at:
        yield Diagnostic(
            code="time-went-back",
            message=f"expected a time not before revision {history.last.number}, {history.last.at.isoformat()},"
            f" got {at.isoformat()!r}",
            help="calendars take what is stamped later for the newer; if it is meant, allow `time-went-back`",
        )


def guards_of_sessions(
    records: Collection[Record],
    meetings: Sequence[Meeting],
    gone: Sequence[Record],
    new: Iterable[Session],
    limits: Limits,
) -> Iterator[Diagnostic]:
    """Yield what speaks against publishing what became of the sessions.

    Args:
        records: all that the history knows.
        meetings: what of it is still there.
        gone: what is not in the source any more, since now.
        new: what the history does not know.
        limits: what may pass.
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
            message=f"expected {expected} of the sessions to be gone, got {len(lost)} of {there}",
            related=tuple(Related(message=_line(record.session), path=("sessions", record.uid)) for record in lost),
            help="most of what vanishes at once comes back: a source did not answer; if they are really gone, allow"
            " so many removals",
        )


def _mass_shift(meetings: Sequence[Meeting], limits: Limits) -> Iterator[Diagnostic]:
    moved: list[tuple[float, Session, int]] = []
    for record, session, place in meetings:
        before, slot = record.session.slot, session.slot
        if before is not None and slot is not None and not slot.all_day and not before.all_day:
            one, other = before.start, slot.start
            same = one.tzinfo is other.tzinfo and one == other and one.fold == other.fold
            moved.append((0.0 if same else instant(other) - instant(one), session, place))
    by = Counter(delta for delta, _, _ in moved if _looks_like_a_zone(delta))
    if not by:
        return
    delta, number = max(by.items(), key=lambda item: (item[1], item[0]))
    if number >= _AT_LEAST and number > limits.shifted_share * len(moved):
        hours = abs(delta) / _HOUR
        way = "later" if delta > 0 else "earlier"
        yield Diagnostic(
            code="mass-shift",
            message=f"expected less than {limits.shifted_share:.0%} of the sessions to move by the same hours,"
            f" got {number} of {len(moved)} that are {hours:g} hours {way}",
            related=tuple(
                Related(message=_line(session), path=("sessions", place)) for by, session, place in moved if by == delta
            ),
            help="times of another zone look like that; if the programme did move, allow the shift",
        )


def _looks_like_a_zone(delta: float) -> bool:
    return _HOUR <= abs(delta) <= _MOST and delta % _HALF_HOUR == 0


def _reused(meetings: Sequence[Meeting], new: Iterable[Session]) -> Iterator[Diagnostic]:
    """Yield the sessions whose UID meant another one.

    The people, the title and the time are others; or that one is there too, under a new UID.
    """
    others = {(folded(session.title), session.kind) for session in new}
    for record, session, place in meetings:
        old = record.session
        if old.title == session.title or record.state is not State.THERE or folded(old.title) == folded(session.title):
            continue
        people = [{part.agent for part in item.participants} for item in (old, session)]
        is_other = all(people) and people[0].isdisjoint(people[1]) and _start(old) != _start(session)
        is_other = is_other and _words(old.title).isdisjoint(_words(session.title))
        if is_other or (folded(old.title), old.kind) in others:
            path: Path = ("sessions", place)
            yield Diagnostic(
                code="uid-reused",
                message=f"expected the UID {record.uid!r} to be that of {old.title!r}, got {session.title!r}",
                path=path,
                help="calendars would turn one into the other; give the new session a UID of its own, or, if it is the"
                " same, allow `uid-reused`",
            )


def _words(title: str) -> set[str]:
    """Return the words of a title that are long enough to say something."""
    return {word for word in re.findall(r"\w+", title.casefold()) if len(word) > _SHORT_WORD}


def _start(session: Session) -> float | None:
    return None if session.slot is None else instant(session.slot.start)


def _line(session: Session) -> str:
    when = "" if session.slot is None else f", {session.slot.start:%Y-%m-%d %H:%M}"
    return f"{session.title}{when}"
