"""The event: the root that holds a whole programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Unpack
from zoneinfo import ZoneInfo

import attrs

from .._frozenmap import EMPTY, FrozenMap, JsonValue
from .._repr import shown
from ._checks import NO_ITEMS, all_of, as_items, describe, is_count, settle
from ._editing import changed, without
from .agenda import Agenda, make_agenda
from .agent import Organization, Participant, Person, as_organizations, as_participants, as_people
from .changes import (
    OrganizationChanges,
    PersonChanges,
    RoomChanges,
    SessionChanges,
    TrackChanges,
    VenueChanges,
)
from .clock import Day, Milestone, WallClock, as_days, as_milestones, check_year
from .ids import EventId, check_id, matches_id
from .index import Index
from .link import Link, RecordingPolicy, as_extra, as_links, as_texts, check_text
from .place import Room, Venue, as_rooms, as_venues
from .session import Acceptance, Session, Slot, Track, as_acceptances, as_sessions, as_tracks, as_utc, check_moment
from .status import AttendanceMode, Status, as_attendance_mode, as_status
from .time import DAY_CHANGE, EndBeforeStart, as_timezone, read_clock

__all__ = ["Event", "Expectation", "Objective", "Output", "RelatedEvent", "Series"]

_NO_COUNTS: FrozenMap[str, int] = FrozenMap()


def as_counts(value: Mapping[str, int]) -> FrozenMap[str, int]:
    """Return the counts in their immutable form."""
    if not isinstance(value, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"expected a mapping of kinds to numbers, got {describe(value)}")
    for kind, number in value.items():
        if kind.__class__ is not str or number.__class__ is not int or not is_count(number):
            raise TypeError(f"expected whole numbers by kind, got {describe(number)} for {describe(kind)}")
    return value if isinstance(value, FrozenMap) else FrozenMap(value)


@attrs.frozen(kw_only=True)
class Series:
    """The series of which the event is an edition."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    description: str | None = None
    """A description in plain text."""
    url: str | None = None
    """Its web page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Its other pages."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        settle(self)
        if not matches_id(self.id):
            check_id("series", self.id)
        if not self.title.strip():
            check_text("title of a series", self.title)


@attrs.frozen(kw_only=True)
class RelatedEvent:
    """Another event: the previous edition, the week this is a part of, a side event."""

    title: str
    """Its title."""
    relation: str
    """How it relates to this event: a word of `KNOWN_RELATIONS` or your own."""
    id: EventId | None = None
    """Its id, if it is modelled too."""
    start: dt.date | None = None
    """Its first day."""
    end: dt.date | None = None
    """Its last day."""
    edition: str | None = None
    """Which edition of the series it is, if it is one: "2023", "first"."""
    description: str | None = None
    """A description in plain text."""
    url: str | None = None
    """Its web page."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        settle(self)
        if not self.title.strip():
            check_text("title of a related event", self.title)


@attrs.frozen(kw_only=True)
class Objective:
    """A goal of the event."""

    verb: str
    """The goal in one word: "Highlight"."""
    text: str
    """The whole sentence."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        settle(self)
        if not self.verb.strip():
            check_text("verb of an objective", self.verb)
        if not self.text.strip():
            check_text("text of an objective", self.text)


@attrs.frozen(kw_only=True)
class Output:
    """A planned result of the event: a report, a declaration."""

    title: str
    """Its title."""
    kind: str = "report"
    """What it is, in one word."""
    description: str | None = None
    """A description in plain text."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Where it can be found, once it exists."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        settle(self)
        if not self.title.strip():
            check_text("title of an output", self.title)


def as_related(value: Iterable[RelatedEvent]) -> tuple[RelatedEvent, ...]:
    """Return related events as a tuple."""
    return (
        NO_ITEMS
        if value is NO_ITEMS
        else value
        if all_of(value, RelatedEvent)
        else as_items(value, RelatedEvent, "related events")
    )


def as_objectives(value: Iterable[Objective]) -> tuple[Objective, ...]:
    """Return objectives as a tuple."""
    return (
        NO_ITEMS
        if value is NO_ITEMS
        else value
        if all_of(value, Objective)
        else as_items(value, Objective, "objectives")
    )


def as_outputs(value: Iterable[Output]) -> tuple[Output, ...]:
    """Return outputs as a tuple."""
    if value is NO_ITEMS:
        return NO_ITEMS
    return value if all_of(value, Output) else as_items(value, Output, "outputs")


@attrs.frozen(kw_only=True)
class Expectation:
    """Numbers that the event promises and that rules can check."""

    days: int | None = None
    """How many days."""
    tracks: int | None = None
    """How many tracks."""
    rooms: int | None = None
    """How many rooms."""
    organizers: int | None = None
    """How many organisers."""
    sessions: FrozenMap[str, int] = attrs.field(default=_NO_COUNTS, converter=as_counts)
    """How many sessions of each kind."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        settle(self)


def _check_dates(start: dt.date | None, end: dt.date | None) -> None:
    for name, date in (("start", start), ("end", end)):
        if date is not None:
            check_year(f"the {name} of an event", date)
    if start is not None and end is not None and end < start:
        raise EndBeforeStart(f"expected the end of an event not to precede its start {start}, got {str(end)!r}")


def _check_milestones(milestones: tuple[Milestone, ...], zone: ZoneInfo) -> None:
    for milestone in milestones:
        if milestone.at is not None:
            _check_zone(f"milestone {milestone.kind!r}", milestone.at, zone)


def _check_zone(owner: str, moment: dt.datetime, zone: ZoneInfo) -> None:
    other = moment.tzinfo
    if other is not zone and (not isinstance(other, ZoneInfo) or other.key != zone.key):
        raise ValueError(
            f"expected the times of {owner} in the event's zone {zone.key!r}, got {moment.isoformat()!r} in {other}"
        )


def _as_day_change(value: dt.time | str) -> dt.time:
    return read_clock(value) if isinstance(value, str) else value


@attrs.frozen(kw_only=True)
class Event:
    """A conference and its whole programme."""

    id: EventId = attrs.field(converter=EventId)
    """Its id, which stays from the first draft to the archive."""
    title: str
    """What it is called."""
    timezone: ZoneInfo = attrs.field(converter=as_timezone)
    """The IANA time zone of all its times."""
    language: str | None = None
    """The language of its texts (BCP 47); the spoken languages are its `languages`."""
    theme: str | None = None
    """Its motto or theme."""
    acronym: str | None = None
    """Its short name for machines, such as `ospos2024`; None: formats that need one make it from the id."""
    kind: str = "conference"
    """What kind of event it is: a word of `KNOWN_EVENT_KINDS` or your own."""
    edition: str | None = None
    """Which edition of its series it is: "2024", "second"."""
    series: Series | None = None
    """The series of which it is an edition."""
    related: tuple[RelatedEvent, ...] = attrs.field(default=(), converter=as_related)
    """The previous edition, an event it is a part of, side events."""
    status: Status = attrs.field(default=Status.CONFIRMED, converter=as_status)
    """How certain the programme is; a proposed programme is tentative."""
    version: str | None = None
    """The version of the programme, in the team's own numbering."""
    updated: dt.datetime | None = attrs.field(default=None, converter=as_utc)
    """When the programme last changed, in UTC."""
    description: str | None = None
    """What it is about, in plain text."""
    objectives: tuple[Objective, ...] = attrs.field(default=(), converter=as_objectives)
    """Its goals."""
    outputs: tuple[Output, ...] = attrs.field(default=(), converter=as_outputs)
    """Its planned results."""
    attendance_mode: AttendanceMode | None = attrs.field(default=None, converter=as_attendance_mode)
    """Where the audience is; None: not stated."""
    access: str | None = None
    """Who may attend: a word of `KNOWN_ACCESS` or your own."""
    audience: str | None = None
    """Who it is for, in words."""
    is_accessible_for_free: bool | None = None
    """Whether attending costs nothing (schema.org isAccessibleForFree); None: not stated."""
    languages: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The languages spoken (BCP 47)."""
    interpretation: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The languages it is interpreted into (BCP 47)."""
    captions: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The languages of live captions (BCP 47)."""
    sign_languages: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The sign languages it is interpreted into (BCP 47)."""
    accessibility: str | None = None
    """The accessibility statement, as plain text."""
    license: str | None = None
    """The licence of the programme's texts: an SPDX identifier or a URL."""
    recording: RecordingPolicy | None = None
    """What may be recorded, unless a session says otherwise."""
    url: str | None = None
    """Its web page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Registration, code of conduct, logo and the like."""
    color: str | None = None
    """`#rrggbb`."""
    tags: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """Free keywords."""
    concepts: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """URIs of its subjects, such as the Sustainable Development Goals."""
    participants: tuple[Participant, ...] = attrs.field(default=(), converter=as_participants)
    """Organisers, hosts, sponsors, partners and contacts of the whole event."""
    day_change: dt.time = attrs.field(default=DAY_CHANGE, converter=_as_day_change)
    """The time of day at which one programme day ends and the next begins."""
    expects: Expectation | None = None
    """The numbers that the event promises."""
    start: dt.date | None = None
    """Its first date, if the programme does not exist yet or does not show it."""
    end: dt.date | None = None
    """Its last date, which is included; None: the first date."""
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=as_milestones)
    """The dates around it that people wait for."""
    days: tuple[Day, ...] = attrs.field(default=(), converter=as_days)
    """Its days."""
    venues: tuple[Venue, ...] = attrs.field(default=(), converter=as_venues)
    """Its venues."""
    rooms: tuple[Room, ...] = attrs.field(default=(), converter=as_rooms)
    """Its rooms, in the order in which to show them."""
    tracks: tuple[Track, ...] = attrs.field(default=(), converter=as_tracks)
    """Its tracks, in the order in which to show them."""
    people: tuple[Person, ...] = attrs.field(default=(), converter=as_people)
    """Everybody who takes part."""
    organizations: tuple[Organization, ...] = attrs.field(default=(), converter=as_organizations)
    """Every organization that takes part or is somebody's affiliation."""
    sessions: tuple[Session, ...] = attrs.field(default=(), converter=as_sessions)
    """The programme, in any order."""
    uid: str | None = None
    """The UID that another system published the event with."""
    accept: tuple[Acceptance, ...] = attrs.field(default=(), converter=as_acceptances)
    """Findings that are intended."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, preserved and written back; keys begin with `x-`."""

    def __attrs_post_init__(self) -> None:
        if not (
            self.id.__class__ is str
            and self.title.__class__ is str
            and (self.theme is None or self.theme.__class__ is str)
            and (self.acronym is None or self.acronym.__class__ is str)
            and self.kind.__class__ is str
            and (self.edition is None or self.edition.__class__ is str)
            and (self.series is None or self.series.__class__ is Series)
            and self.status.__class__ is Status
            and (self.version is None or self.version.__class__ is str)
            and (self.updated is None or self.updated.__class__ is dt.datetime)
            and (self.description is None or self.description.__class__ is str)
            and (self.attendance_mode is None or self.attendance_mode.__class__ is AttendanceMode)
            and (self.access is None or self.access.__class__ is str)
            and (self.audience is None or self.audience.__class__ is str)
            and (self.is_accessible_for_free is None or self.is_accessible_for_free.__class__ is bool)
            and (self.accessibility is None or self.accessibility.__class__ is str)
            and (self.license is None or self.license.__class__ is str)
            and (self.recording is None or self.recording.__class__ is RecordingPolicy)
            and (self.url is None or self.url.__class__ is str)
            and (self.color is None or self.color.__class__ is str)
            and (self.language is None or self.language.__class__ is str)
            and (self.start is None or self.start.__class__ is dt.date)
            and (self.end is None or self.end.__class__ is dt.date)
            and self.day_change.__class__ is dt.time
            and self.day_change.tzinfo is None
            and (self.expects is None or self.expects.__class__ is Expectation)
            and (self.uid is None or self.uid.__class__ is str)
        ):
            settle(self)
        if not matches_id(self.id):
            check_id("event", self.id)
        if not self.title.strip():
            check_text("title of an event", self.title)
        check_moment("updated of an event", self.updated)
        _check_dates(self.start, self.end)
        zone = self.timezone
        _check_milestones(self.milestones, zone)
        for session in self.sessions:
            slot = session.slot
            if slot is not None:
                if slot.start.tzinfo is not zone:
                    _check_zone(f"session {session.id!r}", slot.start, zone)
                if slot.end is not None and slot.end.tzinfo is not zone:
                    _check_zone(f"session {session.id!r}", slot.end, zone)
            if session.previous_start is not None:
                _check_zone(f"session {session.id!r}", session.previous_start, zone)

    def __repr__(self) -> str:
        """Return one line: the id, the title and how many sessions, rooms and people there are."""
        counts = f"sessions={len(self.sessions)} rooms={len(self.rooms)} people={len(self.people)}"
        return f"<Event id={self.id!r} title={self.title!r} {counts}>"

    @cached_property
    def index(self) -> Index:
        """The programme by id, room, track, agent, day and kind."""
        return Index(self)

    @cached_property
    def agenda(self) -> Agenda:
        """The programme by time: days in order, each with its slots in order."""
        return make_agenda(self)

    def _repr_html_(self) -> str:
        """Return the agenda as notebooks show it."""
        # Notebooks call this method name on the value itself; only for this does the model import a layer above it.
        from ..views.notebook import fragment  # noqa: PLC0415 # notebooks alone ask for it, and views stand above the model

        return fragment(self)

    @property
    def clock(self) -> WallClock:
        """The local clock of the event."""
        return WallClock(self.timezone, self.day_change)

    def local(
        self,
        day: Day | dt.date | str,
        start: dt.time | str,
        end: dt.time | str | None = None,
        *,
        rooms: Iterable[Room | str] = (),
    ) -> Slot:
        """Return the slot for a day and the local times of a printed agenda.

        Args:
            day: a day of the event, a date or `YYYY-MM-DD`.
            start: `HH:MM`; before the day change it belongs to the following night.
            end: `HH:MM`; None: open. Up to the day change it may be on the next date.
            rooms: the rooms.

        Raises:
            NonexistentTime, AmbiguousTime: the zone skips or repeats one of the times.
        """
        return self.clock.slot(day, start, end, rooms=rooms)

    def with_session(self, session: Session | str, **changes: Unpack[SessionChanges]) -> Event:
        """Return the event with one session changed, or added if its id is new.

        Args:
            session: a session (which replaces the one with its id, or is added), or the id of one.
            changes: the attributes to change, by name.

        Raises:
            UnknownId: no session has the id; this is a `KeyError`.
            TypeError: sessions have no such attribute.
        """
        return changed(self, "sessions", session, changes)

    def with_room(self, room: Room | str, **changes: Unpack[RoomChanges]) -> Event:
        """Return the event with one room changed or added; works like `with_session`."""
        return changed(self, "rooms", room, changes)

    def with_track(self, track: Track | str, **changes: Unpack[TrackChanges]) -> Event:
        """Return the event with one track changed or added; works like `with_session`."""
        return changed(self, "tracks", track, changes)

    def with_venue(self, venue: Venue | str, **changes: Unpack[VenueChanges]) -> Event:
        """Return the event with one venue changed or added; works like `with_session`."""
        return changed(self, "venues", venue, changes)

    def with_person(self, person: Person | str, **changes: Unpack[PersonChanges]) -> Event:
        """Return the event with one person changed or added; works like `with_session`."""
        return changed(self, "people", person, changes)

    def with_organization(self, organization: Organization | str, **changes: Unpack[OrganizationChanges]) -> Event:
        """Return the event with one organization changed or added; works like `with_session`."""
        return changed(self, "organizations", organization, changes)

    def without_session(self, session: Session | str) -> Event:
        """Return the event without one session.

        References to it are removed too: its parts and further runs become sessions of their own, and acceptances that
        name it are removed.

        Args:
            session: a session, or its id.

        Raises:
            UnknownId: no session has the id; this is a `KeyError`.
        """
        return without(self, "sessions", session)

    def without_room(self, room: Room | str) -> Event:
        """Return the event without one room, which is removed from all slots. Works like `without_session`."""
        return without(self, "rooms", room)

    def without_track(self, track: Track | str) -> Event:
        """Return the event without one track, which is removed from all sessions. Works like `without_session`."""
        return without(self, "tracks", track)

    def without_venue(self, venue: Venue | str) -> Event:
        """Return the event without one venue; its rooms stay, without a venue. Works like `without_session`."""
        return without(self, "venues", venue)

    def without_person(self, person: Person | str) -> Event:
        """Return the event without one person, who is removed from all sessions. Works like `without_session`."""
        return without(self, "people", person)

    def without_organization(self, organization: Organization | str) -> Event:
        """Return the event without one organization. Works like `without_session`.

        It is removed from all sessions, and nobody is affiliated with it or a part of it any more.
        """
        return without(self, "organizations", organization)
