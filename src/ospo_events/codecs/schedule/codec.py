"""The entries of the c3voc family in the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import MERGE_BREAKS, Option
from ._losses import NOT_IN_JSON, NOT_IN_SCHEDULE2, NOT_IN_XML

__all__ = ["CODECS", "SCHEDULE2", "SCHEDULE_JSON", "SCHEDULE_XML"]

_SCHEDULE_NOTES = (
    "A session of several rooms stands in each of them, one longer than 23:59 in parts, each entry with its own guid.",
    "A session has its first track only; links of the event have no place.",
    "A cancelled or postponed session says so in its title, an open end is the duration 00:00.",
    "Times are cut to minutes.",
    "An all-day session has the times of its day: those the event says, or the day change and 23:59.",
)
_XML_NOTES = (
    "Whether a session may be recorded is always written: where nothing is said, it is not opted out.",
    "There are no ids but those in slugs: rooms and people come back with ids made from their names.",
    "A session comes back with the guid of its entry as its UID, and whoever takes part as a person.",
)
_JSON_NOTES = (
    "Ids and UIDs stand in open objects, as `x-id` and `x-uid`; those of sessions in `conference.meta`.",
    "Who is neither in a session nor behind the event has no place.",
)

_ZONE = Option(name="zone", kind="zone", help="the time zone of the event, where the file does not say it")
_DURATION = Option(
    name="duration",
    kind="word",
    values=("d:hh:mm", "h:mm:ss"),
    help="what durations of three parts are; without it decided by who wrote the file",
)
_TIMES = Option(
    name="times",
    kind="word",
    values=("local", "utc"),
    help="what times that say UTC are: local times, or UTC; without it decided by the file",
)
_ROOM_NAME = Option(
    name="room_name",
    kind="text",
    default="Everywhere",
    help="the room that shows sessions without one",
)
_BASE_URL = Option(
    name="base_url",
    kind="address",
    help="where the pages of the programme are; without it the page of the event",
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
        "The format still moves: nothing here is promised to stay.",
        "Kinds are written in ten words, roles in five (ours beside them), languages as one of two letters.",
        "Breaks, meals and registration have a title, a time and a room alone.",
        *_JSON_NOTES,
    ),
    decode_options=(_ZONE, _TIMES, MERGE_BREAKS),
    encode_options=(_ROOM_NAME, _BASE_URL),
    experimental=True,
    chronological=True,
    own_lines=True,
)
CODECS = (SCHEDULE_XML, SCHEDULE_JSON, SCHEDULE2)
