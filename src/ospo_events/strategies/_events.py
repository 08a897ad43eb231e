"""Sessions and whole events."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, cast
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
    Milestone,
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
    Status,
    Track,
    TrackId,
    Venue,
    VenueId,
)
from ..model.session import slot_days
from ..model.vocabulary import KNOWN_EVENT_KINDS, KNOWN_KINDS, KNOWN_MILESTONES, KNOWN_RELATIONS
from ._draws import coin, one_of, one_or_none, several
from ._parts import Fields, Parts, some
from ._times import FIRST_DAY, LAST_DAY, Times, dates
from ._times import zones as default_zones
from ._words import Words, ids, languages
from ._words import texts as default_texts

__all__ = ["events", "sessions"]

_MINUTE = dt.timedelta(minutes=1)
_KINDS = (*KNOWN_KINDS, "fishbowl", "My own kind")
_DAY_CHANGES = (dt.time(4), dt.time(0), dt.time(5, 30), dt.time(12), dt.time(23, 59))
_HOURS = (dt.time(0), dt.time(8), dt.time(23, 45))
_LAST_SECOND = int(dt.datetime(2040, 12, 31, tzinfo=dt.UTC).timestamp())
_UPDATED = st.integers(0, _LAST_SECOND).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC))


@attrs.frozen(eq=False)
class Whole:
    """Draws sessions and events; the strategies of their attributes are made once."""

    words: Words
    resolution: dt.timedelta = _MINUTE

    @cached_property
    def parts(self) -> Parts:
        """The strategies of their parts."""
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
        optional = words.optional
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
            "language": languages(),
            "day_change": st.sampled_from(_DAY_CHANGES),
        }

    def session(
        self,
        draw: DrawFn,
        id: str,
        *,
        times: Times,
        rooms: Sequence[RoomId | str] = (),
        venues: Sequence[VenueId | str] = (),
        tracks: Sequence[TrackId | Track] = (),
        agents: Sequence[AgentId | Person | Organization] = (),
        organizations: Sequence[AgentId | Organization] = (),
        others: Sequence[SessionId | Session] = (),
    ) -> Session:
        """Draw a session; it may be a part or a repeat of one of the `others`."""
        optional = some(draw, self._session, most=4)
        if tracks:
            optional["tracks"] = several(draw, tracks, most=2)
        if others and coin(draw):
            optional["parent"] = one_or_none(draw, others)
            optional["repeat_of"] = one_or_none(draw, others)
        if optional.get("sequence"):
            optional["previous_start"] = times.moment(draw)
        return Session(
            id=SessionId(id),
            title=draw(self.words.text),
            kind=one_of(draw, _KINDS),
            slot=None if coin(draw) else times.slot(draw, rooms, venues),
            participants=self.parts.participants(draw, agents, organizations, most=2),
            **optional,
        )

    def event(self, draw: DrawFn, zones: SearchStrategy[ZoneInfo], max_sessions: int) -> Event:
        """Draw an event: first everything that sessions refer to."""
        zone = draw(zones)
        optional = some(draw, self._event, most=5)
        parts = self.parts
        venues = [parts.venue(draw, id) for id in _draw_ids(draw, 2)]
        rooms = [parts.room(draw, id, [venue.id for venue in venues]) for id in _draw_ids(draw, 2)]
        tracks = [parts.track(draw, id) for id in _draw_ids(draw, 2)]
        organizations, people = self._agents(draw)
        sessions = self._sessions(
            draw,
            zone,
            max_sessions,
            rooms=rooms,
            venues=venues,
            tracks=tracks,
            organizations=organizations,
            people=people,
        )
        if sessions and coin(draw):
            sessions[0] = attrs.evolve(sessions[0], accept=self._acceptances(draw, sessions))
        if coin(draw):
            sessions.reverse()
            optional["days"] = self._days(draw, sessions, optional.get("day_change", dt.time(4)))
            optional["accept"] = self._acceptances(draw, sessions)
            optional["expects"] = Expectation(
                days=len(optional["days"]) or None,
                tracks=len(tracks),
                rooms=len(rooms),
                sessions=Counter(session.kind for session in sessions),
            )
        if coin(draw):
            optional |= self._around(draw, zone, sessions, optional.get("day_change", dt.time(4)))
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
            **optional,
        )
        return _with_distinct_uids(event)

    def _around(self, draw: DrawFn, zone: ZoneInfo, sessions: Sequence[Session], change: dt.time) -> dict[str, Any]:
        """Draw the dates of an event, around its sessions, and its milestones."""
        used = [date for item in sessions if item.slot for date in slot_days(item.slot, change)]
        any_date = draw(dates(timezone=zone))
        before, after = (dt.timedelta(one_of(draw, (0, 0, 1, 30))) for _ in range(2))
        start, end = min(used, default=any_date) - before, max(used, default=any_date) + after
        attributes: dict[str, Any] = {"start": one_or_none(draw, (start,)), "end": one_or_none(draw, (end,))}
        times = Times(zone, st.just(start), self.resolution)
        attributes["milestones"] = tuple(
            Milestone(
                kind=one_of(draw, (*KNOWN_MILESTONES, "Travel grants")),
                title=one_or_none(draw, (draw(self.words.text),)),
                url=one_or_none(draw, (draw(self.words.url),)),
                **cast("dict[str, Any]", {"at": times.moment(draw)} if coin(draw) else {"date": start}),
            )
            for _ in range(one_of(draw, (0, 1, 2)))
        )
        return attributes

    def _agents(self, draw: DrawFn) -> tuple[list[Organization], list[Person]]:
        names = _draw_ids(draw, 3)
        border = one_of(draw, range(len(names) + 1))
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
        venues: Sequence[Venue],
        tracks: Sequence[Track],
        organizations: Sequence[Organization],
        people: Sequence[Person],
    ) -> list[Session]:
        first = draw(dates(timezone=zone))
        days = st.sampled_from([first + dt.timedelta(days=number) for number in range(3)])
        times = Times(zone, days, self.resolution)
        room_ids = [room.id for room in rooms]
        employers = [item.id for item in organizations]
        agents = [*employers, *(item.id for item in people)]
        track_ids = [track.id for track in tracks]
        sessions: list[Session] = []
        for id in _draw_ids(draw, most, usually=min(1, most)):
            others = [item.id for item in sessions]
            sessions.append(
                self.session(
                    draw,
                    id,
                    times=times,
                    rooms=room_ids,
                    venues=[venue.id for venue in venues],
                    tracks=track_ids,
                    agents=agents,
                    organizations=employers,
                    others=others,
                )
            )
        return sessions

    def _acceptances(self, draw: DrawFn, sessions: Sequence[Session]) -> list[Acceptance]:
        where = several(draw, [item.id for item in sessions], most=2)
        return [Acceptance(rule="room-double-booked", where=where, reason=draw(self.words.text))]

    def _days(self, draw: DrawFn, sessions: Sequence[Session], change: dt.time) -> list[Day]:
        used: set[dt.date] = set()
        for first, last in [slot_days(item.slot, change) for item in sessions if item.slot]:
            used.update(first + dt.timedelta(days=number) for number in range((last - first).days + 1))
        return [
            Day(
                date=date,
                title=draw(self.words.optional),
                start=one_or_none(draw, _HOURS),
                end=one_or_none(draw, _HOURS),
            )
            for date in sorted(used)
        ]


def _related(*, start: dt.date | None, days: int | None, **more: Any) -> RelatedEvent:
    end = None if start is None or days is None else start + dt.timedelta(days)
    return RelatedEvent(start=start, end=end, **more)


def _one_or_two(items: SearchStrategy[Any]) -> SearchStrategy[list[Any]]:
    return st.lists(items, min_size=1, max_size=2)


def _draw_ids(draw: DrawFn, most: int, *, usually: int = 0) -> list[str]:
    # The number first: Hypothesis alone would draw empty lists too often.
    number = one_of(draw, sorted(range(most + 1), key=lambda number: number != usually))
    return draw(_distinct_ids(number))


@cache
def _distinct_ids(number: int) -> SearchStrategy[list[str]]:
    return st.lists(ids(), min_size=number, max_size=number, unique=True)


def _with_distinct_uids(event: Event) -> Event:
    """Make published identifiers unique among things of a kind; drawing unique ones would discard examples."""
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
    times: Times,
    references: Mapping[str, Sequence[Any]],
) -> Session:
    return whole.session(draw, draw(ids()), times=times, **references)


@st.composite
def _events(draw: DrawFn, whole: Whole, zones: SearchStrategy[ZoneInfo], max_sessions: int) -> Event:
    return whole.event(draw, zones, max_sessions)


@lru_cache(maxsize=16)
def _whole(texts: SearchStrategy[str], resolution: dt.timedelta) -> Whole:
    """Return the strategies for these texts: shared by all callers, since making them costs more than drawing."""
    return Whole(Words(texts), resolution)


def sessions(
    *,
    timezone: ZoneInfo | str = "UTC",
    rooms: Sequence[RoomId | str] = (),
    venues: Sequence[VenueId | str] = (),
    tracks: Sequence[TrackId | Track] = (),
    agents: Sequence[AgentId | Person | Organization] = (),
    organizations: Sequence[AgentId | Organization] = (),
    others: Sequence[SessionId | Session] = (),
    texts: SearchStrategy[str] | None = None,
    resolution: dt.timedelta = _MINUTE,
) -> SearchStrategy[Session]:
    """Return a strategy for sessions that refer only to the given things.

    Args:
        timezone: the IANA zone of the event.
        rooms: the rooms they may be in.
        venues: the venues they may be at without a room.
        tracks: the tracks they may be in.
        agents: the people and organizations that may take part.
        organizations: the organizations that participants may represent.
        others: sessions they may be a part or a repeat of.
        texts: the texts to use.
        resolution: times are a multiple of this.
    """
    return _sessions(
        _whole(default_texts() if texts is None else texts, resolution),
        Times.of(timezone, None, resolution),
        {
            "rooms": rooms,
            "venues": venues,
            "tracks": tracks,
            "agents": agents,
            "organizations": organizations,
            "others": others,
        },
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

    Every reference is valid, ids are unique among things of a kind, no session is a part of itself, times exist in the
    zone. Things that are merely unwise (two sessions in one room, a part outside the whole) occur. Texts have visible
    characters; an optional text is None rather than empty.

    Args:
        max_sessions: the largest number of sessions.
        zones: the IANA zones to choose from.
        texts: the texts to use; with these, `controls` has no effect.
        controls: whether control characters (other than TAB and LF) occur in texts.
        resolution: times are a multiple of this.
    """
    draws = _whole(default_texts(controls=controls) if texts is None else texts, resolution)
    return _events(draws, default_zones() if zones is None else zones, max_sessions)
