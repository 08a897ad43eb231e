"""Editions: changes since the previous edition, and texts of it that were copied."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from .._patterns import late_pattern
from ..diagnostics import Severity
from ..model.event import Event, RelatedEvent
from ..model.session import Session
from ..model.status import Status
from ..model.time import instant
from ..model.vocabulary import is_service
from ._context import Context, said, short
from ._registry import Finding, rule

if TYPE_CHECKING:
    from ..views.matching import Thing

_YEAR = late_pattern(r"\b(?:19|20)\d\d\b")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
_EDITIONS = (
    r"(?:\s+(?:annual|yearly|international))?\s+(?:edition|conference|symposium|summit|congress|meeting|forum)\b"
)
"""An ordinal names an edition only before one of these words: a second keynote is not a second edition."""
_NUMBER = late_pattern(r"#?(\d{1,3})(?:st|nd|rd|th)?")


@rule("version-not-raised", severity=Severity.WARNING, category="lifecycle", since="0.1", see=("CTPUG/wafer#607",))
def version_not_raised(context: Context) -> Iterator[Finding]:
    """The programme changed since the older file, but its version did not.

    Needs the older file: `--older FILE`. Renamed ids, and another order in the file, do not count as changes.

    Why:
        Two different printouts both say "version 3".

    Older:
        version: "3"
        sessions: [{id: one, title: Open models}]

    Bad:
        version: "3"
        sessions: [{id: one, title: Open models and weights}]

    Good:
        version: "4"
        sessions: [{id: one, title: Open models and weights}]
    """
    older, event = context.older, context.event
    if older is None or event.id != older.id or event.version is None:
        return
    if not _is_newer(event.version, older.version) and _differs(context, older):
        phrase = "still" if event.version == older.version else f"after {older.version!r} now"
        yield Finding(
            message=f"the programme changed, but its version is {phrase} {event.version!r}",
            path=("version",),
            about=(event.id,),
            help="raise the version",
        )


def _differs(context: Context, older: Event) -> bool:
    """Return whether the content of an older edition differs, apart from ids and order."""
    from ..views.changes import Action, diff  # noqa: PLC0415 # few runs have an older edition

    before, now = _content(older), _content(context.event)
    return before != now and any(
        change.action is not Action.CHANGED or any(not _is_layout(change.thing, field.path) for field in change.fields)
        for change in diff(before, now, matching=context.matching)
    )


def _content(event: Event) -> Event:
    return attrs.evolve(event, version=None, updated=None, accept=())


def _is_layout(thing: Thing, path: tuple[str, ...]) -> bool:
    """Return whether a changed attribute is an id, or the order of a collection."""
    from ..views.matching import COLLECTIONS, Thing  # noqa: PLC0415 # few runs have an older edition

    return path == ("id",) or (thing is Thing.EVENT and path[0] in COLLECTIONS.values())


def _is_newer(version: str, older: str | None) -> bool:
    if older is None:
        return True
    numbers = [tuple(int(part) for part in re.findall(r"\d{1,18}", text)) for text in (version, older)]
    return numbers[0] > numbers[1] if numbers[0] and numbers[1] else version != older


@rule(
    "session-removed", severity=Severity.WARNING, category="lifecycle", since="0.1", see=("cbeyls/fosdem-companion#5",)
)
def session_removed(context: Context) -> Iterator[Finding]:
    """A session of the older file is missing, although it was not cancelled.

    Needs the older file: `--older FILE`. Sessions that were tentative or cancelled may be removed. A session with a new
    title or a new id is not missing.

    Why:
        Calendars that hold the session never learn of the cancellation: somebody stands before an empty room.

    Older:
        sessions: [{id: one, title: Open models}, {id: two, title: Open data}]

    Bad:
        sessions: [{id: one, title: Open models}]

    Good:
        sessions: [{id: one, title: Open models}, {id: two, title: Open data, status: cancelled}]
    """
    older = context.older
    if older is None or older.id != context.event.id:
        return
    from ..views.matching import Thing  # noqa: PLC0415 # few runs have an older edition

    here = {pair.places[0] for pair in context.matching.pairs[Thing.SESSION]}
    for index, session in enumerate(older.sessions):
        if index not in here and session.status is Status.CONFIRMED and not is_service(session.kind):
            yield Finding(
                message=f"{said(session)} ({session.id}) was confirmed in the older file, but is missing now",
                path=("sessions",),
                about=(session.id,),
                help="keep it with `status: cancelled`; if it was renamed, keep its id",
            )


@rule("sequence-not-raised", severity=Severity.WARNING, category="lifecycle", since="0.1", see=("frab/frab#452",))
def sequence_not_raised(context: Context) -> Iterator[Finding]:
    """A session moved or changed its rooms or status since the older file, but its `sequence` did not rise.

    Needs the older file: `--older FILE`. This rule is only for programmes that use `sequence`.

    Why:
        Calendars use the entry with the higher sequence number (RFC 5546, section 2.1.4), so they keep the old one.

    Older:
        sessions: [{id: one, title: Open models, sequence: 1, slot: {start: 2026-05-04T09:00}}]

    Bad:
        sessions: [{id: one, title: Open models, sequence: 1, slot: {start: 2026-05-04T10:00}}]

    Good:
        sessions: [{id: one, title: Open models, sequence: 2, slot: {start: 2026-05-04T10:00}}]
    """
    older = context.older
    if older is None or older.id != context.event.id:
        return
    if not any(session.sequence for session in (*older.sessions, *context.event.sessions)):
        return
    from ..views.matching import Thing  # noqa: PLC0415 # few runs have an older edition

    rooms = context.matching.newer_ids(Thing.ROOM)
    for pair in context.matching.pairs[Thing.SESSION]:
        number = pair.places[1]
        old, session = older.sessions[pair.places[0]], context.event.sessions[number]
        if session.sequence <= old.sequence and _told_to_calendars(session) != _told_to_calendars(old, rooms):
            yield Finding(
                message=f"{said(session)} changed its time, rooms or status, but its sequence is still "
                f"{session.sequence}",
                path=("sessions", number, "sequence"),
                about=(session.id,),
                help=f"write `sequence: {old.sequence + 1}`",
            )


_SAME_IDS: Mapping[str, str] = MappingProxyType({})


def _told_to_calendars(session: Session, rooms: Mapping[str, str] = _SAME_IDS) -> tuple[object, ...]:
    """Return the values of a session whose changes calendars need to know.

    Args:
        session: a session.
        rooms: the new ids of rooms, by the old ones.
    """
    slot = session.slot
    if slot is None:
        return (session.status, None)
    end = None if slot.end is None else instant(slot.end)
    room_ids = frozenset(rooms.get(room, room) for room in slot.rooms)
    return (session.status, instant(slot.start), end, room_ids, slot.venue)


@rule(
    "text-of-another-edition",
    severity=Severity.INFO,
    category="lifecycle",
    since="0.1",
    see=("voc/voctoweb#733", "fossasia/eventyay#4720"),
)
def text_of_another_edition(context: Context) -> Iterator[Finding]:
    """A text contains the year, the number or a date of the previous edition.

    The previous edition is the `predecessor` in `related`. The texts of that entry are not checked.

    Why:
        Programmes begin as copies. A date of last year in an abstract sends people to the wrong day.

    Bad:
        related: [{title: Open Days, relation: predecessor, start: 2025-05-05, edition: second}]
        sessions:
          - {id: one, title: Open models in 2025, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}

    Good:
        related: [{title: Open Days, relation: predecessor, start: 2025-05-05, edition: second}]
        sessions:
          - {id: one, title: Open models in 2026, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}
    """
    event = context.event
    patterns = [_pattern(event, other) for other in event.related if other.relation == "predecessor"]
    alternatives = "|".join([pattern for pattern in patterns if pattern])
    if not alternatives:
        return
    search = re.compile(alternatives, re.IGNORECASE).search
    for item in context.texts:
        if item.path[0] == "related" or item.path == ("edition",):
            continue
        if match := search(item.text):
            yield Finding(
                message=f"{match[0]!r} in {short(item.text)} belongs to the previous edition",
                path=item.path,
                about=(item.about,),
                help="write that of this edition, or accept it if it is intended",
            )


def _pattern(event: Event, other: RelatedEvent) -> str:
    """Return a regular expression for dates and numbers of another edition that are not those of this one."""
    own_years = _years(event)
    dates = [date for date in (other.start, other.end) if date is not None]
    years = {date.year for date in dates} or {int(year) for year in _YEAR.findall(f"{other.edition} {other.title}")}
    parts = [rf"\b{year}\b|(?<=['’]){year % 100:02d}\b" for year in sorted(years - own_years)]
    parts += [_day(date) for date in dict.fromkeys(dates) if (date.month, date.day) not in _dates(event)]
    number = _number(other.edition)
    if number is not None and number != _number(event.edition):
        ends = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")
        words = [f"{number}{ends}", *_ORDINALS[number - 1 : number]]
        parts.append(rf"\b(?:{'|'.join(words)}){_EDITIONS}")
    return "|".join(parts)


def _years(event: Event) -> set[int]:
    """Return the years of an event."""
    dates = [event.start, event.end, *[day.date for day in event.days]]
    years = {date.year for date in dates if date is not None}
    return years | {session.slot.start.year for session in event.sessions if session.slot is not None}


def _dates(event: Event) -> set[tuple[int, int]]:
    """Return the month and day of each date of an event."""
    dates = [event.start, event.end, *[day.date for day in event.days]]
    dates += [session.slot.start.date() for session in event.sessions if session.slot is not None]
    return {(date.month, date.day) for date in dates if date is not None}


def _day(date: dt.date) -> str:
    """Return a regular expression of a date without its year: `9 July`, `July 9th`, `9. Jul`."""
    from ..views.english import MONTHS  # noqa: PLC0415 # few programmes were copied

    month = MONTHS[date.month - 1]
    name = f"(?:{month}|{month[:3]})"
    ends = "(?:st|nd|rd|th|\\.)?"
    return rf"\b0?{date.day}{ends}\s+(?:of\s+)?{name}\b|\b{name}\.?\s+0?{date.day}{ends}(?!\d)"


def _number(edition: str | None) -> int | None:
    """Return the number of the edition that a text names; None if it names none."""
    if edition is None:
        return None
    word = edition.strip().lower()
    if word in _ORDINALS:
        return _ORDINALS.index(word) + 1
    match = _NUMBER.fullmatch(word)
    return int(match[1]) or None if match else None
