"""The event: the root that holds a whole programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from .._frozenmap import EMPTY, FrozenMap, JsonValue
from .agenda import Agenda, make_agenda
from .agent import Organization, Participant, Person, as_organizations, as_participants, as_people
from .clock import Day, WallClock, as_days
from .ids import EventId, check_id
from .index import Index
from .link import Link, RecordingPolicy, as_extra, as_links, as_texts, as_tuple, check_text
from .place import Room, Venue, as_rooms, as_venues
from .session import Acceptance, Session, Slot, Track, as_acceptances, as_sessions, as_tracks, as_utc, check_moment
from .status import AttendanceMode, Status
from .time import DAY_CHANGE, as_timezone

__all__ = ["Event", "Expectation", "Objective", "Output", "RelatedEvent", "Series"]

_NO_COUNTS: FrozenMap[str, int] = FrozenMap()


def as_counts(value: Mapping[str, int]) -> FrozenMap[str, int]:
    """Return the counts in their immutable form."""
    return value if isinstance(value, FrozenMap) else FrozenMap(value)


@attrs.frozen(kw_only=True)
class Series:
    """The series the event is an edition of."""

    id: str
    """Its id."""
    title: str
    """What it is called."""
    description: str | None = None
    """What it is, as plain text."""
    url: str | None = None
    """Its page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Its other pages."""

    def __attrs_post_init__(self) -> None:
        check_id("series", self.id)
        check_text("title of a series", self.title)


@attrs.frozen(kw_only=True)
class RelatedEvent:
    """Another event: the edition before, the week this is a part of, a side event."""

    title: str
    """What it is called."""
    relation: str
    """What it is to this event: a word of `KNOWN_RELATIONS` or your own."""
    id: EventId | None = None
    """Its id, where it is modelled too."""
    start: dt.date | None = None
    """Its first day."""
    end: dt.date | None = None
    """Its last day."""
    edition: str | None = None
    """Which edition of the series it is, where it is one: "2023", "first"."""
    description: str | None = None
    """What it is, as plain text."""
    url: str | None = None
    """Its page."""

    def __attrs_post_init__(self) -> None:
        check_text("title of a related event", self.title)


@attrs.frozen(kw_only=True)
class Objective:
    """Something the event is to achieve."""

    verb: str
    """What it does, in one word: "Highlight"."""
    text: str
    """The whole sentence."""

    def __attrs_post_init__(self) -> None:
        check_text("verb of an objective", self.verb)
        check_text("text of an objective", self.text)


@attrs.frozen(kw_only=True)
class Output:
    """Something that is to come out of the event: a report, a declaration."""

    title: str
    """What it is called."""
    kind: str = "report"
    """What it is, in a word."""
    description: str | None = None
    """What it is, as plain text."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Where it is, once it is."""

    def __attrs_post_init__(self) -> None:
        check_text("title of an output", self.title)


def as_related(value: Iterable[RelatedEvent]) -> tuple[RelatedEvent, ...]:
    """Return related events as a tuple."""
    return value if isinstance(value, tuple) else as_tuple(value)


def as_objectives(value: Iterable[Objective]) -> tuple[Objective, ...]:
    """Return objectives as a tuple."""
    return value if isinstance(value, tuple) else as_tuple(value)


def as_outputs(value: Iterable[Output]) -> tuple[Output, ...]:
    """Return outputs as a tuple."""
    return value if isinstance(value, tuple) else as_tuple(value)


@attrs.frozen(kw_only=True)
class Expectation:
    """What the event promises, as numbers that a rule can check."""

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


@attrs.frozen(kw_only=True)
class Event:
    """A conference and its whole programme."""

    id: EventId = attrs.field(converter=EventId)
    """Its id, which stays from the first draft to the archive."""
    title: str
    """What it is called."""
    timezone: ZoneInfo = attrs.field(converter=as_timezone)
    """The IANA zone all its times are in."""
    theme: str | None = None
    """Its motto or subject line."""
    acronym: str | None = None
    """Its short name for machines, `ospos2024`; None: made from the id where a format needs one."""
    kind: str = "conference"
    """What it is: a word of `KNOWN_EVENT_KINDS` or your own."""
    edition: str | None = None
    """Which edition of its series: "2024", "second"."""
    series: Series | None = None
    """The series it is an edition of."""
    related: tuple[RelatedEvent, ...] = attrs.field(default=(), converter=as_related)
    """The edition before, what it is a part of, side events."""
    status: Status = Status.CONFIRMED
    """How firm the programme is; a proposed one is tentative."""
    version: str | None = None
    """The version of the programme, as the team counts."""
    updated: dt.datetime | None = attrs.field(default=None, converter=as_utc)
    """When the programme last changed, in UTC."""
    description: str | None = None
    """What it is about, as plain text."""
    objectives: tuple[Objective, ...] = attrs.field(default=(), converter=as_objectives)
    """What it is to achieve."""
    outputs: tuple[Output, ...] = attrs.field(default=(), converter=as_outputs)
    """What is to come out of it."""
    attendance_mode: AttendanceMode | None = None
    """Where the audience is; None: not said."""
    access: str | None = None
    """Who may attend: a word of `KNOWN_ACCESS` or your own."""
    audience: str | None = None
    """Whom it is for, in words."""
    is_accessible_for_free: bool | None = None
    """Whether attending costs nothing (schema.org isAccessibleForFree); None: not said."""
    languages: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The languages spoken (BCP 47)."""
    interpretation: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The languages it is interpreted into (BCP 47)."""
    captions: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The languages it is captioned in, live (BCP 47)."""
    sign_languages: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The sign languages it is interpreted into (BCP 47)."""
    accessibility: str | None = None
    """The accessibility statement, as plain text."""
    license: str | None = None
    """The licence of the programme's texts: an SPDX identifier or a URL."""
    recording: RecordingPolicy | None = None
    """What may be recorded, where a session does not say."""
    url: str | None = None
    """Its page."""
    links: tuple[Link, ...] = attrs.field(default=(), converter=as_links)
    """Registration, code of conduct, logo and the like."""
    color: str | None = None
    """`#rrggbb`."""
    tags: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """Free keywords."""
    concepts: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """URIs of what it is about, such as the Sustainable Development Goals."""
    participants: tuple[Participant, ...] = attrs.field(default=(), converter=as_participants)
    """Organisers, hosts, sponsors, partners and contacts of the whole event."""
    day_change: dt.time = DAY_CHANGE
    """When a programme day gives way to the next."""
    expects: Expectation | None = None
    """What the event promises."""
    days: tuple[Day, ...] = attrs.field(default=(), converter=as_days)
    """Its days."""
    venues: tuple[Venue, ...] = attrs.field(default=(), converter=as_venues)
    """Its venues."""
    rooms: tuple[Room, ...] = attrs.field(default=(), converter=as_rooms)
    """Its rooms, in the order to show them."""
    tracks: tuple[Track, ...] = attrs.field(default=(), converter=as_tracks)
    """Its tracks, in the order to show them."""
    people: tuple[Person, ...] = attrs.field(default=(), converter=as_people)
    """Everybody who takes part."""
    organizations: tuple[Organization, ...] = attrs.field(default=(), converter=as_organizations)
    """Every organization that takes part or is somebody's affiliation."""
    sessions: tuple[Session, ...] = attrs.field(default=(), converter=as_sessions)
    """The programme, in any order."""
    uid: str | None = None
    """The UID another system published the event with."""
    accept: tuple[Acceptance, ...] = attrs.field(default=(), converter=as_acceptances)
    """Findings that are intended."""
    extra: FrozenMap[str, JsonValue] = attrs.field(default=EMPTY, converter=as_extra)
    """Unknown data, kept and written back; keys begin with `x-`."""

    def __attrs_post_init__(self) -> None:
        check_id("event", self.id)
        check_text("title of an event", self.title)
        check_moment("updated of an event", self.updated)
        key = self.timezone.key
        for session in self.sessions:
            slot = session.slot
            start, end = (slot.start, slot.end) if slot is not None else (None, None)
            for moment in (start, end, session.previous_start):
                if moment is not None and (zone := moment.tzinfo) is not self.timezone:
                    if isinstance(zone, ZoneInfo) and zone.key == key:
                        continue
                    raise ValueError(
                        f"expected the times of session {session.id!r} in the event's zone {key!r},"
                        f" got {moment.isoformat()!r} in {zone}"
                    )

    def __repr__(self) -> str:
        """Return one line: the id, the title and how much the programme holds."""
        counts = f"sessions={len(self.sessions)} rooms={len(self.rooms)} people={len(self.people)}"
        return f"<Event id={self.id!r} title={self.title!r} {counts}>"

    @cached_property
    def index(self) -> Index:
        """The programme by id, room, track, agent, day and kind."""
        return Index(self)

    @cached_property
    def agenda(self) -> Agenda:
        """The programme as it happens: days in order, each with its slots in order."""
        return make_agenda(self)

    def _repr_html_(self) -> str:
        """Return the agenda as notebooks show it."""
        # The one import of a layer above: notebooks ask the value itself, and by this name alone.
        from ..views.notebook import fragment

        return fragment(self)

    @property
    def clock(self) -> WallClock:
        """The clock on the wall of the event."""
        return WallClock(self.timezone, self.day_change)

    def local(
        self,
        day: Day | dt.date | str,
        start: dt.time | str,
        end: dt.time | str | None = None,
        *,
        rooms: Iterable[Room | str] = (),
    ) -> Slot:
        """Return the slot of a day and the wall-clock times printed in the agenda.

        Args:
            day: a day of the event, a date or `YYYY-MM-DD`.
            start: `HH:MM`; before the day change it is of the night that follows.
            end: `HH:MM`; None: open. Up to the day change it may be of the next date.
            rooms: where.

        Raises:
            NonexistentTime, AmbiguousTime: the zone skips or repeats one of the times.
        """
        return self.clock.slot(day, start, end, rooms=rooms)

    def with_session(self, session: Session | str, **changes: Any) -> Event:
        """Return the event with one session changed, or added where its id is new.

        Args:
            session: a session (which replaces the one with its id, or is added), or the id of one.
            changes: the attributes to change, by name.

        Raises:
            KeyError: an id that no session has.
        """
        return self._with("sessions", session, changes)

    def with_room(self, room: Room | str, **changes: Any) -> Event:
        """Return the event with one room changed or added; as `with_session`."""
        return self._with("rooms", room, changes)

    def with_track(self, track: Track | str, **changes: Any) -> Event:
        """Return the event with one track changed or added; as `with_session`."""
        return self._with("tracks", track, changes)

    def with_venue(self, venue: Venue | str, **changes: Any) -> Event:
        """Return the event with one venue changed or added; as `with_session`."""
        return self._with("venues", venue, changes)

    def with_person(self, person: Person | str, **changes: Any) -> Event:
        """Return the event with one person changed or added; as `with_session`."""
        return self._with("people", person, changes)

    def with_organization(self, organization: Organization | str, **changes: Any) -> Event:
        """Return the event with one organization changed or added; as `with_session`."""
        return self._with("organizations", organization, changes)

    def without_session(self, session: Session | str) -> Event:
        """Return the event without one session; references to it are left for `validate` to report.

        Raises:
            KeyError: an id that no session has.
        """
        gone = session if isinstance(session, str) else session.id
        kept = tuple(item for item in self.sessions if item.id != gone)
        if len(kept) == len(self.sessions):
            raise KeyError(gone)
        return attrs.evolve(self, sessions=kept)

    def _with(self, collection: str, item: Any, changes: Mapping[str, Any]) -> Event:
        items: tuple[Any, ...] = getattr(self, collection)
        wanted = item if isinstance(item, str) else item.id
        found = [number for number, other in enumerate(items) if other.id == wanted]
        if not found:
            if isinstance(item, str):
                raise KeyError(item)
            items = (*items, attrs.evolve(item, **changes))
        changed = list(items)
        for number in found:
            changed[number] = attrs.evolve(items[number] if isinstance(item, str) else item, **changes)
        new: dict[str, Any] = {collection: tuple(changed)}
        return attrs.evolve(self, **new)
