"""Calendars: data for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import Option
from .carried import NOT_IN_CALENDARS

__all__ = ["CODECS", "ICS", "JCAL"]

_CALENDAR_NOTES = (
    "A session without a time is left out, and so is a fraction of a second; the report says so.",
    "What a foreign calendar holds beyond the model rides in extra['x-ical'] and is written back.",
)


_ZONE = Option(name="zone", kind="zone", help="the time zone of the event; without it the one the calendar says")
_TITLE = Option(name="title", kind="text", help="the title of the event, where the calendar does not say it")
_PROFILE = Option(
    name="profile",
    kind="word",
    values=("compat", "rich"),
    default="compat",
    help="compat: what every client understands; rich: also RFC 9073 and 9253",
)
_TIMES = Option(
    name="times",
    kind="word",
    values=("local", "utc"),
    default="local",
    help="local: times in the zone of the event, with a VTIMEZONE; utc: for widgets on web pages",
)
_CANCELLED = Option(
    name="cancelled",
    kind="word",
    values=("status", "prefix", "omit"),
    default="status",
    help="how to say that a session is off: by STATUS, in its title too, or by leaving it out",
)
_OPEN_END = Option(
    name="open_end",
    kind="word",
    values=("assume", "omit"),
    default="assume",
    help="assume: an open end is an hour later and says so; omit: no end",
)
_SESSIONS = Option(name="sessions", kind="list", help="the ids of the sessions to write; without it all")

ICS = Codec(
    name="ics",
    title="iCalendar",
    suffixes=(".ics", ".ical", ".ifb"),
    media_types=("text/calendar",),
    specification="https://www.rfc-editor.org/rfc/rfc5545",
    reader="ospo_events.codecs.calendar.ics:decode",
    writer="ospo_events.codecs.calendar.ics:encode",
    cannot_carry=NOT_IN_CALENDARS,
    notes=_CALENDAR_NOTES,
    decode_options=(_ZONE, _TITLE),
    encode_options=(_PROFILE, _TIMES, _CANCELLED, _OPEN_END, _SESSIONS),
    own_lines=True,
)
JCAL = Codec(
    name="jcal",
    title="jCal (iCalendar as JSON)",
    suffixes=(".jcal", ".jcal.json"),
    media_types=("application/calendar+json",),
    specification="https://www.rfc-editor.org/rfc/rfc7265",
    reader="ospo_events.codecs.calendar.jcal:decode",
    writer="ospo_events.codecs.calendar.jcal:encode",
    cannot_carry=NOT_IN_CALENDARS,
    notes=_CALENDAR_NOTES,
    decode_options=(_ZONE, _TITLE),
    encode_options=(_PROFILE, _TIMES, _CANCELLED, _OPEN_END, _SESSIONS),
    own_lines=True,
)
CODECS = (ICS, JCAL)
