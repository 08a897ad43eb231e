"""Venues, rooms, tracks, organizations, people and participants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..model import (
    AgentId,
    Geo,
    Organization,
    Participant,
    ParticipationMode,
    Person,
    PostalAddress,
    Room,
    RoomId,
    Status,
    Track,
    TrackId,
    Venue,
    VenueId,
)
from ..model.vocabulary import KNOWN_ACCESSIBILITY, KNOWN_ROLES
from ._draws import coin, one_or_none, pairs, several
from ._words import Words, ids
from ._words import texts as default_texts

__all__ = [
    "Fields",
    "Parts",
    "organizations",
    "participants",
    "people",
    "rooms",
    "some",
    "tracks",
    "venues",
]

Fields = Mapping[str, SearchStrategy[Any]]

_ROLES = (*KNOWN_ROLES, "stage-hand")
_TO_BE_ANNOUNCED = st.sampled_from(("Speaker to be announced", "N.N.", "<b>Somebody</b>; soon, & well known"))


def some(draw: DrawFn, fields: Fields, *, most: int = 3) -> dict[str, Any]:
    """Draw a few of the optional attributes: with all of them every value would be slow and hard to read."""
    return {name: draw(fields[name]) for name in several(draw, tuple(fields), most=most)}


def _accessibility() -> SearchStrategy[tuple[str, ...]]:
    features = st.sampled_from((*KNOWN_ACCESSIBILITY, "my own ramp"))
    return st.lists(features, min_size=1, max_size=3, unique=True).map(tuple)


@attrs.frozen(eq=False)
class Parts:
    """Draws the parts of a programme; the strategies of their attributes are made once."""

    words: Words

    @classmethod
    def of(cls, texts: SearchStrategy[str] | None) -> Parts:
        """Return the strategies of parts with these texts, or with any texts."""
        return cls(Words(default_texts() if texts is None else texts))

    @cached_property
    def _venue(self) -> Fields:
        words = self.words
        optional = words.optional
        address = st.builds(
            PostalAddress,
            street=optional,
            locality=optional,
            region=optional,
            postal_code=st.none() | st.sampled_from(("10017", "0150", "D02 X285")),
            country=st.none() | words.country,
        )
        # Six decimals, a tenth of a metre: more than any format requires (RFC 5545 section 3.8.1.6).
        geo = st.builds(
            Geo,
            latitude=st.integers(-90_000_000, 90_000_000).map(lambda number: number / 1e6),
            longitude=st.integers(-180_000_000, 180_000_000).map(lambda number: number / 1e6),
        )
        return {
            "address": address,
            "geo": geo,
            "timezone": st.sampled_from(("America/New_York", "Europe/Dublin")).map(ZoneInfo),
            "description": words.text,
            "accessibility": _accessibility(),
            "url": words.url,
            "links": words.links,
            "extra": words.extra,
        }

    @cached_property
    def _room(self) -> Fields:
        words = self.words
        return {
            "capacity": words.count,
            "floor": st.sampled_from(("0", "-1", "2nd", "GA level")),
            "description": words.text,
            "accessibility": _accessibility(),
            "shared": st.booleans(),
            "stream": words.link,
            "url": words.url,
            "links": words.links,
            "uid": words.uid,
            "extra": words.extra,
        }

    @cached_property
    def _track(self) -> Fields:
        words = self.words
        return {
            "description": words.text,
            "color": words.color,
            "exclusive": st.booleans(),
            "concepts": words.concepts,
            "url": words.url,
            "links": words.links,
            "uid": words.uid,
            "extra": words.extra,
        }

    @cached_property
    def _organization(self) -> Fields:
        words = self.words
        return {
            "short_name": words.text,
            "description": words.text,
            "country": words.country,
            "url": words.url,
            "links": words.links,
            "email": words.email,
            "uid": words.uid,
            "extra": words.extra,
        }

    @cached_property
    def _person(self) -> Fields:
        words = self.words
        return {
            "honorific": st.sampled_from(("H.E.", "Dr.", "Mme.")),
            "job_title": words.text,
            "pronouns": st.sampled_from(("she/her", "they/them", "elle")),
            "bio": words.text,
            "country": words.country,
            "url": words.url,
            "links": words.links,
            "email": words.email,
            "uid": words.uid,
            "extra": words.extra,
        }

    @cached_property
    def _participant(self) -> Fields:
        words = self.words
        return {
            "role_title": words.text,
            "mode": st.sampled_from(ParticipationMode),
            "status": st.sampled_from(Status),
            "credited_as": words.text,
            "job_title": words.text,
            "order": st.integers(1, 9),
        }

    def venue(self, draw: DrawFn, id: str) -> Venue:
        """Draw a venue."""
        return Venue(id=VenueId(id), name=draw(self.words.text), **some(draw, self._venue))

    def room(self, draw: DrawFn, id: str, venues: Sequence[Venue | VenueId]) -> Room:
        """Draw a room."""
        venue = one_or_none(draw, venues)
        return Room(id=RoomId(id), name=draw(self.words.text), venue=venue, **some(draw, self._room))

    def track(self, draw: DrawFn, id: str) -> Track:
        """Draw a track."""
        return Track(id=TrackId(id), title=draw(self.words.text), **some(draw, self._track))

    def organization(self, draw: DrawFn, id: str, parents: Sequence[Organization | AgentId]) -> Organization:
        """Draw an organization."""
        parent = one_or_none(draw, parents)
        return Organization(
            id=AgentId(id), name=draw(self.words.text), parent=parent, **some(draw, self._organization)
        )  # fmt: skip

    def person(self, draw: DrawFn, id: str, organizations: Sequence[Organization | AgentId]) -> Person:
        """Draw a person."""
        employer = one_or_none(draw, organizations)
        others = tuple(organizations)[:2] if employer is not None and coin(draw) else ()
        return Person(
            id=AgentId(id),
            name=draw(self.words.text),
            affiliation=employer,
            other_affiliations=others,
            **some(draw, self._person),
        )

    def participants(
        self,
        draw: DrawFn,
        agents: Sequence[Person | Organization | AgentId],
        organizations: Sequence[Organization | AgentId],
        *,
        most: int = 3,
        least: int = 0,
    ) -> tuple[Participant, ...]:
        """Draw participants, no agent twice in one role; the last one may be unknown yet."""
        agent_ids = tuple(
            Participant(
                agent=agent,
                role=role,
                affiliation=(home := one_or_none(draw, organizations)),
                other_affiliations=tuple(organizations)[:2] if home is not None and coin(draw) else (),
                **some(draw, self._participant, most=3),
            )
            for agent, role in pairs(draw, agents, _ROLES, least=least, most=most)
        )
        if least or not (coin(draw) and coin(draw)):
            return agent_ids
        nobody_yet = Participant(credited_as=draw(_TO_BE_ANNOUNCED), role=draw(st.sampled_from(_ROLES)))
        return (*agent_ids, nobody_yet)


@st.composite
def _venues(draw: DrawFn, parts: Parts) -> Venue:
    return parts.venue(draw, draw(ids()))


@st.composite
def _rooms(draw: DrawFn, parts: Parts, venues: Sequence[Venue | VenueId]) -> Room:
    return parts.room(draw, draw(ids()), venues)


@st.composite
def _tracks(draw: DrawFn, parts: Parts) -> Track:
    return parts.track(draw, draw(ids()))


@st.composite
def _organizations(draw: DrawFn, parts: Parts, parents: Sequence[Organization | AgentId]) -> Organization:
    return parts.organization(draw, draw(ids()), parents)


@st.composite
def _people(draw: DrawFn, parts: Parts, organizations: Sequence[Organization | AgentId]) -> Person:
    return parts.person(draw, draw(ids()), organizations)


@st.composite
def _participants(
    draw: DrawFn,
    parts: Parts,
    agents: Sequence[Person | Organization | AgentId],
    organizations: Sequence[Organization | AgentId],
) -> Participant:
    return parts.participants(draw, agents, organizations, most=1, least=1)[0]


def venues(*, texts: SearchStrategy[str] | None = None) -> SearchStrategy[Venue]:
    """Return a strategy for venues, with addresses, coordinates and time zones."""
    return _venues(Parts.of(texts))


def rooms(*, venues: Sequence[Venue | VenueId] = (), texts: SearchStrategy[str] | None = None) -> SearchStrategy[Room]:
    """Return a strategy for rooms, some of them in one of the venues, some with a (private) stream."""
    return _rooms(Parts.of(texts), venues)


def tracks(*, texts: SearchStrategy[str] | None = None) -> SearchStrategy[Track]:
    """Return a strategy for tracks."""
    return _tracks(Parts.of(texts))


def organizations(
    *, parents: Sequence[Organization | AgentId] = (), texts: SearchStrategy[str] | None = None
) -> SearchStrategy[Organization]:
    """Return a strategy for organizations, some of them parts of one of the parents."""
    return _organizations(Parts.of(texts), parents)


def people(
    *, organizations: Sequence[Organization | AgentId] = (), texts: SearchStrategy[str] | None = None
) -> SearchStrategy[Person]:
    """Return a strategy for people, some of them in one of the organizations, some with an e-mail address."""
    return _people(Parts.of(texts), organizations)


def participants(
    agents: Sequence[Person | Organization | AgentId],
    *,
    organizations: Sequence[Organization | AgentId] = (),
    texts: SearchStrategy[str] | None = None,
) -> SearchStrategy[Participant]:
    """Return a strategy for participants: any role, mode, status, credit and order.

    Args:
        agents: the people and organizations to choose from; at least one.
        organizations: the organizations that they may represent.
        texts: the texts to use.
    """
    return _participants(Parts.of(texts), agents, organizations)
