"""The model: immutable values, references by id, no input, no output, no formats."""

from .agenda import Agenda, AgendaDay, AgendaSlot, Gap
from .agent import Agent, Organization, Participant, Person
from .clock import Day, WallClock
from .event import Event, Expectation, Objective, Output, RelatedEvent, Series
from .identity import event_uid, session_uid, thing_uid
from .ids import AgentId, EventId, RoomId, SessionId, TrackId, VenueId
from .index import Index
from .link import Link, RecordingPolicy
from .place import Geo, PostalAddress, Room, Venue
from .session import Acceptance, Session, Slot, Track
from .status import AttendanceMode, ParticipationMode, Privacy, Status
from .time import AmbiguousTime, EndBeforeStart, NonexistentTime, instant
from .vocabulary import sdg

__all__ = [
    "Acceptance",
    "Agenda",
    "AgendaDay",
    "AgendaSlot",
    "Agent",
    "AgentId",
    "AmbiguousTime",
    "AttendanceMode",
    "Day",
    "EndBeforeStart",
    "Event",
    "EventId",
    "Expectation",
    "Gap",
    "Geo",
    "Index",
    "Link",
    "NonexistentTime",
    "Objective",
    "Organization",
    "Output",
    "Participant",
    "ParticipationMode",
    "Person",
    "PostalAddress",
    "Privacy",
    "RecordingPolicy",
    "RelatedEvent",
    "Room",
    "RoomId",
    "Series",
    "Session",
    "SessionId",
    "Slot",
    "Status",
    "Track",
    "TrackId",
    "Venue",
    "VenueId",
    "WallClock",
    "event_uid",
    "instant",
    "sdg",
    "session_uid",
    "thing_uid",
]
