"""The entries of the c3voc family in the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import MERGE_BREAKS, Option
from ._losses import NOT_IN_JSON, NOT_IN_SCHEDULE2, NOT_IN_XML

__all__ = ["CODECS", "SCHEDULE2", "SCHEDULE_JSON", "SCHEDULE_XML"]

_SCHEDULE_NOTES = (
    "A session in several rooms has an entry in each, one longer than 23:59 is divided; each entry has its own guid.",
    "Only the first track of a session is written; links of the event are left out.",
    "A cancelled or postponed session says so in its title; an open end is written as the duration 00:00.",
    "Times are cut to minutes.",
    "An all-day session has the times of its day: those that the event states, or the day change and 23:59.",
)
_XML_NOTES = (
    "`optout` is always written; it is false if nothing is stated.",
    "There are no ids except those in slugs: rooms and people come back with ids made from their names.",
    "A session comes back with the guid of its entry as its UID, and every participant as a person.",
)
_JSON_NOTES = (
    "Ids and UIDs are in open objects, as `x-id` and `x-uid`; those of sessions in `conference.meta`.",
    "People without a session or a role at the event are left out.",
)

_ZONE = Option(name="zone", kind="zone", help="the time zone of the event, if the file does not state it")
_DURATION = Option(
    name="duration",
    kind="word",
    values=("d:hh:mm", "h:mm:ss"),
    help="the meaning of durations with three parts; without it, decided by the program that wrote the file",
)
_TIMES = Option(
    name="times",
    kind="word",
    values=("local", "utc"),
    help="how to read times marked as UTC: as local times, or as UTC; without it, decided by the file",
)
_ROOM_NAME = Option(
    name="room_name",
    kind="text",
    default="Everywhere",
    help="the room for sessions without one",
)
_BASE_URL = Option(
    name="base_url",
    kind="address",
    help="the address of the programme's pages; without it, the page of the event",
)

SCHEDULE_XML = Codec(
    name="schedule-xml",
    title="schedule.xml (c3voc, Pentabarf, frab)",
    suffixes=(".schedule.xml", ".xml", ".frab"),
    media_types=("application/vnd.c3voc.schedule+xml", "application/xml"),
    specification="https://c3voc.de/schedule/schema.xsd",
    reader="ospo_events.codecs.schedule.decode:decode_schedule_xml",
    writer="ospo_events.codecs.schedule.encode:encode_schedule_xml",
    fitter="ospo_events.codecs.schedule.fit:fit_schedule_xml",
    streamer="ospo_events.codecs.schedule.encode:iterencode_schedule_xml",
    cannot_carry=NOT_IN_XML,
    notes=_SCHEDULE_NOTES + _XML_NOTES,
    decode_options=(_ZONE, _DURATION, _TIMES, MERGE_BREAKS),
    encode_options=(_ROOM_NAME, _BASE_URL),
    chronological=True,
    own_lines=True,
)
SCHEDULE_JSON = Codec(
    name="schedule-json",
    title="schedule.json, version 1 (c3voc)",
    suffixes=(".schedule.json",),
    media_types=("application/json",),
    specification="https://c3voc.de/schedule/schema.json",
    reader="ospo_events.codecs.schedule.decode:decode_schedule_json",
    writer="ospo_events.codecs.schedule.encode:encode_schedule_json",
    fitter="ospo_events.codecs.schedule.fit:fit_schedule_json",
    streamer="ospo_events.codecs.schedule.encode:iterencode_schedule_json",
    cannot_carry=NOT_IN_JSON,
    notes=_SCHEDULE_NOTES + _JSON_NOTES,
    decode_options=(_ZONE, _DURATION, _TIMES, MERGE_BREAKS),
    encode_options=(_ROOM_NAME, _BASE_URL),
    chronological=True,
    own_lines=True,
)
SCHEDULE2 = Codec(
    name="schedule2",
    title="schedule2, alpha-3 (c3voc)",
    suffixes=(".schedule2.json",),
    media_types=("application/json",),
    specification="https://c3voc.de/schema/schedule2",
    reader="ospo_events.codecs.schedule.decode:decode_schedule2",
    writer="ospo_events.codecs.schedule.encode:encode_schedule2",
    fitter="ospo_events.codecs.schedule.fit:fit_schedule2",
    streamer="ospo_events.codecs.schedule.encode:iterencode_schedule2",
    cannot_carry=NOT_IN_SCHEDULE2,
    notes=(
        "The format itself may still change, and so may this codec.",
        "Kinds are written in ten words, roles in five (with ours beside them), languages as one of two letters.",
        "Breaks, meals and registration have only a title, a time and a room.",
        *_JSON_NOTES,
    ),
    decode_options=(_ZONE, _TIMES, MERGE_BREAKS),
    encode_options=(_ROOM_NAME, _BASE_URL),
    experimental=True,
    chronological=True,
    own_lines=True,
)
CODECS = (SCHEDULE_XML, SCHEDULE_JSON, SCHEDULE2)
