"""Sessions and whole events."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..model import (
    Acceptance,
    AgentId,
    AttendanceMode,
    Day,
    Event,
    EventId,
    Expectation,
    Objective,
    Organization,
    Output,
    Person,
    Privacy,
    RelatedEvent,
    Room,
    RoomId,
    Series,
    Session,
    SessionId,
    Slot,
    Status,
    Track,
    TrackId,
)
from ..model.time import as_timezone, programme_date
from ..model.vocabulary import KNOWN_EVENT_KINDS, KNOWN_KINDS, KNOWN_RELATIONS
from ._parts import Fields, Parts, one_or_none, some
from ._times import FIRST_DAY, LAST_DAY, dates, moments, slots
from ._times import zones as default_zones
from ._words import Words, ids
from ._words import texts as default_texts

__all__ = ["events", "sessions"]

_MINUTE = dt.timedelta(minutes=1)
_KINDS = (*KNOWN_KINDS, "fishbowl", "My own kind")
_DAY_CHANGES = (dt.time(4), dt.time(0), dt.time(5, 30), dt.time(12), dt.time(23, 59))
_LAST_SECOND = int(dt.datetime(2040, 12, 31, tzinfo=dt.UTC).timestamp())
_UPDATED = st.integers(0, _LAST_SECOND).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC))


@attrs.frozen(eq=False)
class Whole:
    """Draws sessions and events; the strategies of their attributes are made once."""

    words: Words
    resolution: dt.timedelta = _MINUTE

    @cached_property
    def parts(self) -> Parts:
        """The parts they are made of."""
        return Parts(self.words)

    @cached_property
    def _shared(self) -> dict[str, SearchStrategy[Any]]:
        words = self.words
        return {
            "status": st.sampled_from(Status),
            "updated": _UPDATED,
            "description": words.text,
            "attendance_mode": st.sampled_from(AttendanceMode),
            "access": words.access,
            "audience": words.text,
            "languages": words.languages,
            "interpretation": words.languages,
            "captions": words.languages,
            "sign_languages": words.sign_languages,
            "recording": words.recording,
            "url": words.url,
            "links": words.links,
            "tags": words.tags,
            "concepts": words.concepts,
            "uid": words.uid,
            "extra": words.extra,
        }

    @cached_property
    def _session(self) -> Fields:
        return {
            **self._shared,
            "subtitle": self.words.text,
            "abstract": self.words.text,
            "expected_attendance": self.words.count,
            "privacy": st.sampled_from(Privacy),
            "sequence": st.integers(0, 9),
        }

    @cached_property
    def _event(self) -> Fields:
        words = self.words
        optional = st.none() | words.text
        related = st.builds(
            _related,
            title=words.text,
            relation=st.sampled_from((*KNOWN_RELATIONS, "rival")),
            id=st.none() | ids().map(EventId),
            start=st.none() | st.dates(FIRST_DAY, LAST_DAY),
            days=st.none() | st.integers(0, 5),
            edition=optional,
            description=optional,
            url=st.none() | words.url,
        )
        series = st.builds(
            Series,
            id=ids(),
            title=words.text,
            description=optional,
            url=st.none() | words.url,
            links=st.just(()) | words.links,
        )
        output = st.builds(
            Output,
            title=words.text,
            kind=st.sampled_from(("report", "declaration")),
            description=optional,
            links=st.just(()) | words.links,
        )
        objective = st.builds(Objective, verb=words.text, text=words.text)
        return {
            **self._shared,
            "theme": words.text,
            "acronym": st.sampled_from(("ospos2024", "x_1-y")),
            "kind": st.sampled_from((*KNOWN_EVENT_KINDS, "jamboree")),
            "edition": words.text,
            "series": series,
            "related": _one_or_two(related),
            "version": words.text,
            "objectives": _one_or_two(objective),
            "outputs": _one_or_two(output),
            "is_accessible_for_free": st.booleans(),
            "accessibility": words.text,
            "license": words.license,
            "color": words.color,
            "day_change": st.sampled_from(_DAY_CHANGES),
        }

    def session(
        self,
        draw: DrawFn,
        id: str,
        *,
        slots: SearchStrategy[Slot],
        moments: SearchStrategy[dt.datetime],
        tracks: Sequence[TrackId | Track] = (),
        agents: Sequence[AgentId | Person | Organization] = (),
        organizations: Sequence[AgentId | Organization] = (),
        others: Sequence[SessionId | Session] = (),
    ) -> Session:
        """Draw a session; `others` are those it may be a part or a repeat of."""
        more = some(draw, self._session, most=4)
        if tracks:
            more["tracks"] = draw(st.lists(st.sampled_from(tracks), max_size=2, unique=True))
        if others and _coin(draw):
            more["parent"] = draw(one_or_none(others))
            more["repeat_of"] = draw(one_or_none(others))
        if more.get("sequence"):
            more["previous_start"] = draw(moments)
        return Session(
            id=SessionId(id),
            title=draw(self.words.text),
            kind=draw(st.sampled_from(_KINDS)),
            slot=draw(slots | st.none()),
            participants=self.parts.participants(draw, agents, organizations, most=2),
            **more,
        )

    def event(self, draw: DrawFn, zones: SearchStrategy[ZoneInfo], max_sessions: int) -> Event:
        """Draw an event: everything that is referred to first."""
        zone = draw(zones)
        more = some(draw, self._event, most=5)
        parts = self.parts
        venues = [parts.venue(draw, id) for id in _draw_ids(draw, 2)]
        rooms = [parts.room(draw, id, [venue.id for venue in venues]) for id in _draw_ids(draw, 2)]
        tracks = [parts.track(draw, id) for id in _draw_ids(draw, 2)]
        organizations, people = self._agents(draw)
        sessions = self._sessions(
            draw, zone, max_sessions, rooms=rooms, tracks=tracks, organizations=organizations, people=people
        )
        if sessions and _coin(draw):
            sessions[0] = attrs.evolve(sessions[0], accept=self._acceptances(draw, sessions))
        if _coin(draw):
            sessions.reverse()
            more["days"] = self._days(draw, sessions, more.get("day_change", dt.time(4)))
            more["accept"] = self._acceptances(draw, sessions)
            more["expects"] = Expectation(
                days=len(more["days"]) or None,
                tracks=len(tracks),
                rooms=len(rooms),
                sessions=Counter(session.kind for session in sessions),
            )
        employers = [item.id for item in organizations]
        event = Event(
            id=EventId(draw(ids())),
            title=draw(self.words.text),
            timezone=zone,
            participants=parts.participants(draw, [*employers, *(item.id for item in people)], employers),
            venues=venues,
            rooms=rooms,
            tracks=tracks,
            people=people,
            organizations=organizations,
            sessions=sessions,
            **more,
        )
        return _with_distinct_uids(event)

    def _agents(self, draw: DrawFn) -> tuple[list[Organization], list[Person]]:
        names = _draw_ids(draw, 3)
        border = draw(st.integers(0, len(names)))
        organizations: list[Organization] = []
        for id in names[:border]:
            organizations.append(self.parts.organization(draw, id, [item.id for item in organizations]))
        employers = [item.id for item in organizations]
        return organizations, [self.parts.person(draw, id, employers) for id in names[border:]]

    def _sessions(
        self,
        draw: DrawFn,
        zone: ZoneInfo,
        most: int,
        *,
        rooms: Sequence[Room],
        tracks: Sequence[Track],
        organizations: Sequence[Organization],
        people: Sequence[Person],
    ) -> list[Session]:
        first = draw(dates(timezone=zone))
        days = st.integers(0, 2).map(lambda number: first + dt.timedelta(days=number))
        when = slots(timezone=zone, rooms=[room.id for room in rooms], days=days, resolution=self.resolution)
        moment = moments(timezone=zone, days=days, resolution=self.resolution)
        employers = [item.id for item in organizations]
        agents = [*employers, *(item.id for item in people)]
        track_ids = [track.id for track in tracks]
        found: list[Session] = []
        for id in _draw_ids(draw, most, usually=min(1, most)):
            others = [item.id for item in found]
            found.append(
                self.session(
                    draw,
                    id,
                    slots=when,
                    moments=moment,
                    tracks=track_ids,
                    agents=agents,
                    organizations=employers,
                    others=others,
                )
            )
        return found

    def _acceptances(self, draw: DrawFn, sessions: Sequence[Session]) -> list[Acceptance]:
        where = (
            draw(st.lists(st.sampled_from([item.id for item in sessions]), max_size=2, unique=True)) if sessions else []
        )
        return [Acceptance(rule="room-double-booked", where=where, reason=draw(self.words.text))]

    def _days(self, draw: DrawFn, sessions: Sequence[Session], change: dt.time) -> list[Day]:
        used = {programme_date(item.slot.start, change) for item in sessions if item.slot}
        title = st.none() | self.words.text
        time = st.none() | st.sampled_from((dt.time(0), dt.time(8), dt.time(23, 45)))
        return [Day(date=date, title=draw(title), start=draw(time), end=draw(time)) for date in sorted(used)]


def _related(*, start: dt.date | None, days: int | None, **more: Any) -> RelatedEvent:
    end = None if start is None or days is None else start + dt.timedelta(days)
    return RelatedEvent(start=start, end=end, **more)


def _one_or_two(items: SearchStrategy[Any]) -> SearchStrategy[list[Any]]:
    return st.lists(items, min_size=1, max_size=2)


def _coin(draw: DrawFn) -> bool:
    return draw(st.booleans())


def _draw_ids(draw: DrawFn, most: int, *, usually: int = 0) -> list[str]:
    # The number first: lists left to themselves are empty too often.
    number = draw(st.sampled_from(sorted(range(most + 1), key=lambda number: number != usually)))
    return draw(st.lists(ids(), min_size=number, max_size=number, unique=True))


def _with_distinct_uids(event: Event) -> Event:
    """Published identifiers are unique among things of a kind; drawing them so would discard examples."""
    changes: dict[str, Any] = {}
    for name in ("rooms", "tracks", "people", "organizations", "sessions"):
        seen: set[str | None] = {event.uid}
        items: list[Any] = []
        for item in getattr(event, name):
            items.append(attrs.evolve(item, uid=None) if item.uid in seen else item)
            seen.add(item.uid)
        changes[name] = items
    return attrs.evolve(event, **changes)


@st.composite
def _sessions(
    draw: DrawFn,
    whole: Whole,
    slots: SearchStrategy[Slot],
    moments: SearchStrategy[dt.datetime],
    references: Mapping[str, Sequence[Any]],
) -> Session:
    return whole.session(draw, draw(ids()), slots=slots, moments=moments, **references)


@st.composite
def _events(draw: DrawFn, whole: Whole, zones: SearchStrategy[ZoneInfo], max_sessions: int) -> Event:
    return whole.event(draw, zones, max_sessions)


def sessions(
    *,
    timezone: ZoneInfo | str = "UTC",
    rooms: Sequence[RoomId | str] = (),
    tracks: Sequence[TrackId | Track] = (),
    agents: Sequence[AgentId | Person | Organization] = (),
    organizations: Sequence[AgentId | Organization] = (),
    others: Sequence[SessionId | Session] = (),
    texts: SearchStrategy[str] | None = None,
    resolution: dt.timedelta = _MINUTE,
) -> SearchStrategy[Session]:
    """Return a strategy for sessions, with references to what is given only.

    Args:
        timezone: the IANA zone of the event.
        rooms: where they may be.
        tracks: what they may be in.
        agents: who may take part.
        organizations: whom participants may stand for.
        others: sessions they may be a part or a repeat of.
        texts: the texts to use.
        resolution: what times are a multiple of.
    """
    zone = as_timezone(timezone)
    return _sessions(
        Whole(Words(default_texts() if texts is None else texts), resolution),
        slots(timezone=zone, rooms=rooms, resolution=resolution),
        moments(timezone=zone, resolution=resolution),
        {"tracks": tracks, "agents": agents, "organizations": organizations, "others": others},
    )


def events(
    *,
    max_sessions: int = 4,
    zones: SearchStrategy[ZoneInfo] | None = None,
    texts: SearchStrategy[str] | None = None,
    controls: bool = True,
    resolution: dt.timedelta = _MINUTE,
) -> SearchStrategy[Event]:
    """Return a strategy for whole events that use every part of the model.

    Every reference leads somewhere, ids are unique among things of a kind, no session is a part of itself, times
    exist in the zone. What only makes a programme unwise (two sessions in one room, a part outside the whole) occurs.
    Texts hold something to read; an optional one is None rather than empty.

    Args:
        max_sessions: how many sessions at most.
        zones: the IANA zones to choose from.
        texts: the texts to use; with these, `controls` has no effect.
        controls: whether control characters (other than TAB and LF) occur in texts.
        resolution: what times are a multiple of.
    """
    words = Words(default_texts(controls=controls) if texts is None else texts)
    return _events(Whole(words, resolution), default_zones() if zones is None else zones, max_sessions)
