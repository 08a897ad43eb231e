"""Sessions, the tracks they belong to, and their slots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import cast
from zoneinfo import ZoneInfo

import attrs

from .._frozenmap import EMPTY, FrozenMap, JsonValue
from .._repr import shown
from ._checks import MAX_NUMBER, NO_ITEMS, all_of, as_id, as_ids, as_items, is_count, settle
from .agent import Participant, as_participants
from .ids import RoomId, SessionId, TrackId, VenueId, check_id, matches_id
from .link import Link, RecordingPolicy, as_extra, as_links, as_texts, check_text
from .place import Room, Venue, as_optional_venue_id, as_room_ids
from .status import AttendanceMode, Privacy, Status, as_attendance_mode, as_privacy, as_status
from .time import (
    DAY_CHANGE,
    FIRST_YEAR,
    LAST_YEAR,
    EndBeforeStart,
    NonexistentTime,
    check_aware,
    first_instant,
    instant,
    programme_date,
)

__all__ = [
    "Acceptance",
    "Session",
    "Slot",
    "Track",
    "as_acceptances",
    "as_reading",
    "as_sessions",
    "as_tracks",
    "as_utc",
    "check_moment",
    "slot_days",
    "whole_days",
]


def as_track_ids(value: Iterable[Track | str]) -> tuple[TrackId, ...]:
    """Return the ids of tracks, given the objects or their ids."""
    if value.__class__ is tuple:
        for item in value:
            if item.__class__ is not str:
                break
        else:
            return value  # pyright: ignore[reportReturnType]
    return as_ids(value, TrackId, Track, "tracks")


def as_optional_session_id(value: Session | str | None) -> SessionId | None:
    """Return the id of a session, given the object, its id or None."""
    return None if value is None else as_id(value, SessionId, Session)


def as_utc(value: dt.datetime | None) -> dt.datetime | None:
    """Return a moment in UTC, from whatever zone it has; a naive one is left for the check."""
    if not isinstance(value, dt.datetime) or value.tzinfo is dt.UTC or value.tzinfo is None:
        return value
    return value.astimezone(dt.UTC) if FIRST_YEAR <= value.year <= LAST_YEAR else value


def check_moment(owner: str, value: dt.datetime | None) -> None:
    """Raise unless `value` is None or a datetime with a time zone, in a year that every format can write."""
    if value is not None and value.tzinfo is None:
        raise ValueError(f"expected {owner} to carry a time zone, got {value.isoformat()!r}")
    if value is not None and not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"expected {owner} to be in the years {FIRST_YEAR} to {LAST_YEAR}, got {value.isoformat()!r}")


@attrs.frozen(kw_only=True)
class Acceptance:
    """A finding that the team knows and intends, with the reason."""

    rule: str
    """The code of the rule."""
    where: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The ids that the finding is about; none: any finding of the rule in the element that has this acceptance."""
    reason: str
    """Why it is intended."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (self.rule.__class__ is str and self.reason.__class__ is str):
            settle(self)


def as_acceptances(value: Iterable[Acceptance]) -> tuple[Acceptance, ...]:
    """Return acceptances as a tuple."""
    return (
        NO_ITEMS
        if value is NO_ITEMS
        else value
        if all_of(value, Acceptance)
        else as_items(value, Acceptance, "acceptances")
    )


def _in_order(start: dt.datetime, end: dt.datetime) -> bool:
    # If both have the same offset, comparing the local times is enough, at a third of the cost of instants.
    if start.tzinfo is end.tzinfo and start.utcoffset() == end.utcoffset():
        return start <= end
    return instant(start) <= instant(end)


def as_reading(moment: dt.datetime | None) -> object:
    """Return a moment as a value to compare: the local time, and which of its two readings is meant."""
    # Python calls the two readings of a repeated local time equal (PEP 495); they are an hour apart.
    return (moment, 1) if moment is not None and moment.fold else moment


@attrs.frozen
class Slot:
    """An interval of time, in rooms or at a venue."""

    start: dt.datetime = attrs.field(eq=as_reading)
    """When it begins, in the event's time zone."""
    end: dt.datetime | None = attrs.field(default=None, eq=as_reading)
    """When it ends, in the event's time zone; None means "onwards": a fact, not a missing value."""
    rooms: tuple[RoomId, ...] = attrs.field(default=(), converter=as_room_ids, kw_only=True)
    """Its rooms; several rooms mean one session that is shown in all of them."""
    venue: VenueId | None = attrs.field(default=None, converter=as_optional_venue_id, kw_only=True)
    """The venue, if it is not in a room: a pub, a park. A room has its venue itself."""
    all_day: bool = attrs.field(default=False, kw_only=True)
    """Whether it is whole dates: start and end are the first moments of dates, and the end date is not included."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.start.__class__ is dt.datetime
            and (self.end is None or self.end.__class__ is dt.datetime)
            and (self.all_day is False or self.all_day is True)
        ):
            settle(self)
        if self.all_day:
            _settle_dates(self)
        start, end = self.start, self.end
        check_aware("the start of a slot", start)
        if end is not None:
            check_aware("the end of a slot", end)
            if not _in_order(start, end):
                raise EndBeforeStart(
                    f"expected the end of a slot not to precede its start {start.isoformat()}, got {end.isoformat()!r}"
                )

    @property
    def duration(self) -> dt.timedelta | None:
        """The time that really passes, across clock changes too; None for an open end."""
        if self.end is None:
            return None
        return dt.timedelta(seconds=instant(self.end) - instant(self.start))


def _settle_dates(slot: Slot) -> None:
    """Put the first moments of dates into an all-day slot; without an end it is one date (RFC 5545, section 3.6.1)."""
    check_aware("the start of a slot", slot.start)
    if slot.end is None:
        end = _after(slot.start.date(), cast("ZoneInfo", slot.start.tzinfo))
    else:
        check_aware("the end of a slot", slot.end)
        end = _as_date("end", slot.end)
    start = _as_date("start", slot.start)
    if start == end:
        raise EndBeforeStart(
            f"expected the end of an all-day slot, which is not in it, on a later date than its start"
            f" {start.date().isoformat()}, got {end.date().isoformat()!r}"
        )
    object.__setattr__(slot, "start", start)
    object.__setattr__(slot, "end", end)


def _as_date(name: str, moment: dt.datetime) -> dt.datetime:
    first = first_instant(moment.date(), cast("ZoneInfo", moment.tzinfo))
    if moment.time() not in (dt.time(), first.time()):
        raise ValueError(
            f"expected the {name} of an all-day slot to be the first moment of a date, got {moment.isoformat()!r}"
        )
    return first


def _after(date: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return the first moment after a date."""
    try:
        return first_instant(date + dt.timedelta(days=1), zone)
    except NonexistentTime:  # Samoa had no 30 December 2011
        return first_instant(date + dt.timedelta(days=2), zone)


def whole_days(
    first: dt.date,
    last: dt.date,
    zone: ZoneInfo,
    *,
    rooms: Iterable[Room | str] = (),
    venue: Venue | str | None = None,
) -> Slot:
    """Return the all-day slot from a first to a last date, both included.

    Raises:
        EndBeforeStart: the last date is before the first.
        NonexistentTime: the zone skips one of them.
    """
    if last < first:
        raise EndBeforeStart(f"expected a last day not before {first.isoformat()}, got {last.isoformat()!r}")
    start, end = first_instant(first, zone), _after(last, zone)
    return Slot(start, end, rooms=as_room_ids(tuple(rooms)), venue=as_optional_venue_id(venue), all_day=True)


def slot_days(slot: Slot, day_change: dt.time = DAY_CHANGE) -> tuple[dt.date, dt.date]:
    """Return the first and the last programme day of a slot; everything else uses this definition.

    An all-day slot is on its own dates, whatever the day change is; any other slot is on the day on which it begins.
    """
    if slot.all_day and slot.end is not None:
        return slot.start.date(), dt.datetime.fromtimestamp(instant(slot.end) - 1, slot.end.tzinfo).date()
    date = programme_date(slot.start, day_change)
    return date, date


@attrs.frozen(kw_only=True)
class Track:
    """A series of sessions on one subject."""

    id: TrackId = attrs.field(converter=TrackId)
    """Its id."""
    title: str
    """Its title."""
    description: str | None = None
    """What it is about, in plain text."""
    color: str | None = None
    """`#rrggbb`."""
    exclusive: bool = False
    """Whether none of its sessions may overlap."""
    concepts: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """URIs of its subjects, such as the Sustainable Development Goals."""
    url: str | None = None
    """Its web page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Its other pages."""
    uid: str | None = None
    """The identifier that another system published it with."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, preserved and written back; keys begin with `x-`."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.id.__class__ is str
            and self.title.__class__ is str
            and (self.description is None or self.description.__class__ is str)
            and (self.color is None or self.color.__class__ is str)
            and (self.exclusive is False or self.exclusive is True)
            and (self.url is None or self.url.__class__ is str)
            and (self.uid is None or self.uid.__class__ is str)
        ):
            settle(self)
        if not matches_id(self.id):
            check_id("track", self.id)
        if not self.title.strip():
            check_text("title of a track", self.title)


@attrs.frozen(kw_only=True)
class Session:
    """One item of the programme at one time: a talk, a panel, a break. A repeat is a session of its own."""

    id: SessionId = attrs.field(converter=SessionId)
    """Its id, which stays when its title, time or room changes."""
    title: str
    """Its title."""
    subtitle: str | None = None
    """A second line of the title."""
    kind: str = "talk"
    """What kind of session it is: a word of `KNOWN_KINDS` or your own."""
    status: Status = attrs.field(default=Status.CONFIRMED, converter=as_status)
    """How certain it is; a part of a cancelled or postponed session is cancelled or postponed too."""
    slot: Slot | None = None
    """Its time and place; None: those of its whole, or not scheduled yet."""
    parent: SessionId | None = attrs.field(default=None, converter=as_optional_session_id)
    """The session this one is a part of."""
    repeat_of: SessionId | None = attrs.field(default=None, converter=as_optional_session_id)
    """The session of which this one is another run."""
    tracks: tuple[TrackId, ...] = attrs.field(default=(), converter=as_track_ids)
    """The tracks it is in."""
    participants: tuple[Participant, ...] = attrs.field(default=(), converter=as_participants)
    """The participants, in the order in which to name them."""
    abstract: str | None = None
    """What it is about, in one paragraph of plain text."""
    description: str | None = None
    """What it is about at length, in plain text."""
    languages: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The languages spoken (BCP 47); none: those of the event."""
    interpretation: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The languages it is interpreted into (BCP 47)."""
    captions: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The languages of live captions (BCP 47)."""
    sign_languages: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The sign languages it is interpreted into (BCP 47: `ase`, `ils`)."""
    attendance_mode: AttendanceMode | None = attrs.field(default=None, converter=as_attendance_mode)
    """Where its audience is; None: the same as for the event."""
    access: str | None = None
    """Who may attend: a word of `KNOWN_ACCESS` or your own; None: the same as for the event."""
    audience: str | None = None
    """Who it is for, in words: "Limited to OSPO leads only"."""
    expected_attendance: int | None = None
    """How many people are expected."""
    recording: RecordingPolicy | None = None
    """What may be recorded, and the recordings; None: the same as for the event."""
    url: str | None = None
    """Its web page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Slides, streams, papers and the like."""
    tags: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """Free keywords."""
    concepts: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """URIs of its subjects, such as the Sustainable Development Goals."""
    privacy: Privacy = attrs.field(default=Privacy.PUBLIC, converter=as_privacy)
    """Who may see it in a shared calendar."""
    uid: str | None = None
    """The UID that another system published it with; None: one is made from the ids of event and session."""
    sequence: int = 0
    """How many times its time, place or status changed since it was published (iCalendar SEQUENCE)."""
    updated: dt.datetime | None = attrs.field(default=None, converter=as_utc)
    """When it last changed, in UTC; None: when the event last changed."""
    previous_start: dt.datetime | None = attrs.field(default=None, eq=as_reading)
    """When it was to begin before it was moved or postponed, in the event's time zone."""
    accept: tuple[Acceptance, ...] = attrs.field(default=(), converter=as_acceptances)
    """Findings about it that are intended."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, preserved and written back; keys begin with `x-`."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not (
            self.id.__class__ is str
            and self.title.__class__ is str
            and (self.subtitle is None or self.subtitle.__class__ is str)
            and self.kind.__class__ is str
            and self.status.__class__ is Status
            and (self.slot is None or self.slot.__class__ is Slot)
            and (self.abstract is None or self.abstract.__class__ is str)
            and (self.description is None or self.description.__class__ is str)
            and (self.attendance_mode is None or self.attendance_mode.__class__ is AttendanceMode)
            and (self.access is None or self.access.__class__ is str)
            and (self.audience is None or self.audience.__class__ is str)
            and (self.expected_attendance is None or is_count(self.expected_attendance))
            and (self.recording is None or self.recording.__class__ is RecordingPolicy)
            and (self.url is None or self.url.__class__ is str)
            and self.privacy.__class__ is Privacy
            and (self.uid is None or self.uid.__class__ is str)
            and self.sequence.__class__ is int
            and 0 <= self.sequence <= MAX_NUMBER
            and (self.updated is None or self.updated.__class__ is dt.datetime)
            and (self.previous_start is None or self.previous_start.__class__ is dt.datetime)
        ):
            settle(self)
        if not matches_id(self.id):
            check_id("session", self.id)
        if not self.title.strip():
            check_text("title of a session", self.title)
        if self.updated is not None:
            check_moment("updated of a session", self.updated)
        if self.previous_start is not None:
            check_aware("previous_start of a session", self.previous_start)
        if self.sequence < 0:
            raise ValueError(f"expected a sequence of 0 or more, got {self.sequence!r}")

    def _repr_html_(self) -> str:
        """Return the session as notebooks show it."""
        from ..views.notebook import session_fragment  # noqa: PLC0415 # notebooks alone ask for it, and views stand above the model

        return session_fragment(self)


def as_sessions(value: Iterable[Session]) -> tuple[Session, ...]:
    """Return sessions as a tuple."""
    if value is NO_ITEMS:
        return NO_ITEMS
    return value if all_of(value, Session) else as_items(value, Session, "sessions")


def as_tracks(value: Iterable[Track]) -> tuple[Track, ...]:
    """Return tracks as a tuple."""
    if value is NO_ITEMS:
        return NO_ITEMS
    return value if all_of(value, Track) else as_items(value, Track, "tracks")
