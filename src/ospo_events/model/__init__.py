"""The model: an event and everything in it, as immutable values that refer to each other by id.

`Event` holds the rooms, tracks, people, organizations and sessions. `event.index` looks them up, `event.agenda` lists
the sessions by day. The `KNOWN_` tables hold the words for kinds, roles and links; `kind_of` and `role_of` read any
spelling.
"""

from .agenda import Agenda, AgendaDay, AgendaSlot, Gap
from .agent import Agent, Organization, Participant, Person
from .audience import LEAST_AUDIENCE, PUBLIC_EXTRA, is_public_extra
from .changes import (
    OrganizationChanges,
    PersonChanges,
    RoomChanges,
    SessionChanges,
    TrackChanges,
    VenueChanges,
)
from .clock import Day, Milestone, WallClock
from .collector import Collections, Collector
from .event import Event, Expectation, Objective, Output, RelatedEvent, Series
from .identity import event_uid, session_uid, thing_uid
from .ids import AgentId, EventId, RoomId, SessionId, TrackId, VenueId, is_id, slugify
from .index import Index
from .link import Link, RecordingPolicy
from .place import Geo, PostalAddress, Room, Venue
from .session import Acceptance, Session, Slot, Track
from .status import AnyAudience, AttendanceMode, Audience, ParticipationMode, Privacy, Status
from .time import AmbiguousTime, EndBeforeStart, NonexistentTime, instant, programme_date, read_moment
from .vocabulary import (
    KNOWN_ACCESS,
    KNOWN_ACCESSIBILITY,
    KNOWN_EVENT_KINDS,
    KNOWN_KINDS,
    KNOWN_MILESTONES,
    KNOWN_RELATIONS,
    KNOWN_RELS,
    KNOWN_ROLES,
    Kind,
    Role,
    is_service,
    kind_label,
    kind_of,
    role_label,
    role_of,
    sdg,
)

__all__ = [
    "KNOWN_ACCESS",
    "KNOWN_ACCESSIBILITY",
    "KNOWN_EVENT_KINDS",
    "KNOWN_KINDS",
    "KNOWN_MILESTONES",
    "KNOWN_RELATIONS",
    "KNOWN_RELS",
    "KNOWN_ROLES",
    "LEAST_AUDIENCE",
    "PUBLIC_EXTRA",
    "Acceptance",
    "Agenda",
    "AgendaDay",
    "AgendaSlot",
    "Agent",
    "AgentId",
    "AmbiguousTime",
    "AnyAudience",
    "AttendanceMode",
    "Audience",
    "Collections",
    "Collector",
    "Day",
    "EndBeforeStart",
    "Event",
    "EventId",
    "Expectation",
    "Gap",
    "Geo",
    "Index",
    "Kind",
    "Link",
    "Milestone",
    "NonexistentTime",
    "Objective",
    "Organization",
    "OrganizationChanges",
    "Output",
    "Participant",
    "ParticipationMode",
    "Person",
    "PersonChanges",
    "PostalAddress",
    "Privacy",
    "RecordingPolicy",
    "RelatedEvent",
    "Role",
    "Room",
    "RoomChanges",
    "RoomId",
    "Series",
    "Session",
    "SessionChanges",
    "SessionId",
    "Slot",
    "Status",
    "Track",
    "TrackChanges",
    "TrackId",
    "Venue",
    "VenueChanges",
    "VenueId",
    "WallClock",
    "event_uid",
    "instant",
    "is_id",
    "is_public_extra",
    "is_service",
    "kind_label",
    "kind_of",
    "programme_date",
    "read_moment",
    "role_label",
    "role_of",
    "sdg",
    "session_uid",
    "slugify",
    "thing_uid",
]
