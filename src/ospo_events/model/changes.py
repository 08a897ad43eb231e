"""The keyword arguments of `Event.with_session` and similar methods, typed like the constructors.

A test compares them with the classes, attribute by attribute.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypedDict
from zoneinfo import ZoneInfo

from .agent import Organization, Participant, Person
from .link import Link, RecordingPolicy
from .place import Geo, PostalAddress, Venue
from .session import Acceptance, Session, Slot, Track
from .status import AnyAttendanceMode, AnyPrivacy, AnyStatus

__all__ = ["OrganizationChanges", "PersonChanges", "RoomChanges", "SessionChanges", "TrackChanges", "VenueChanges"]


class SessionChanges(TypedDict, total=False):
    """The attributes of a session, for `Event.with_session`."""

    id: str
    title: str
    subtitle: str | None
    kind: str
    status: AnyStatus
    slot: Slot | None
    parent: Session | str | None
    repeat_of: Session | str | None
    tracks: Iterable[Track | str]
    participants: Iterable[Participant | Person | Organization | str]
    abstract: str | None
    description: str | None
    languages: Iterable[str]
    interpretation: Iterable[str]
    captions: Iterable[str]
    sign_languages: Iterable[str]
    attendance_mode: AnyAttendanceMode | None
    access: str | None
    audience: str | None
    expected_attendance: int | None
    recording: RecordingPolicy | None
    url: str | None
    links: Iterable[Link | str]
    tags: Iterable[str]
    concepts: Iterable[str]
    privacy: AnyPrivacy
    uid: str | None
    sequence: int
    updated: dt.datetime | None
    previous_start: dt.datetime | None
    accept: Iterable[Acceptance]
    extra: Mapping[str, object]


class RoomChanges(TypedDict, total=False):
    """The attributes of a room, for `Event.with_room`."""

    id: str
    name: str
    venue: Venue | str | None
    capacity: int | None
    floor: str | None
    description: str | None
    accessibility: Iterable[str]
    shared: bool
    stream: Link | None
    url: str | None
    links: Iterable[Link | str]
    uid: str | None
    extra: Mapping[str, object]


class TrackChanges(TypedDict, total=False):
    """The attributes of a track, for `Event.with_track`."""

    id: str
    title: str
    description: str | None
    color: str | None
    exclusive: bool
    concepts: Iterable[str]
    url: str | None
    links: Iterable[Link | str]
    uid: str | None
    extra: Mapping[str, object]


class VenueChanges(TypedDict, total=False):
    """The attributes of a venue, for `Event.with_venue`."""

    id: str
    name: str
    address: PostalAddress | None
    geo: Geo | None
    timezone: ZoneInfo | str | None
    description: str | None
    accessibility: Iterable[str]
    url: str | None
    links: Iterable[Link | str]
    extra: Mapping[str, object]


class PersonChanges(TypedDict, total=False):
    """The attributes of a person, for `Event.with_person`."""

    id: str
    name: str
    honorific: str | None
    job_title: str | None
    affiliation: Organization | str | None
    other_affiliations: Iterable[Organization | str]
    pronouns: str | None
    bio: str | None
    country: str | None
    url: str | None
    links: Iterable[Link | str]
    email: str | None
    uid: str | None
    extra: Mapping[str, object]


class OrganizationChanges(TypedDict, total=False):
    """The attributes of an organization, for `Event.with_organization`."""

    id: str
    name: str
    short_name: str | None
    description: str | None
    parent: Organization | str | None
    country: str | None
    url: str | None
    links: Iterable[Link | str]
    email: str | None
    uid: str | None
    extra: Mapping[str, object]
