"""The calendar formats `ics` and `jcal`: facts for the table of formats, and the data in X-OSPO- properties."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .._codec import Codec
from .._options import Option

__all__ = [
    "CODECS",
    "ICS",
    "JCAL",
    "LEFT_OUT",
    "NOT_IN_CALENDARS",
    "NOT_IN_LEAN",
    "OWN_PROPERTIES",
    "SAID_OF_EVENT",
    "SAID_OF_SESSION",
]

LEFT_OUT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "": ("accept", "extra"),
        # Feeds must stay small: biographies, and pages of people and organizations, stay at home.
        "organizations": ("description", "email", "extra", "links"),
        "people": ("bio", "email", "extra", "links"),
        "rooms": ("extra",),
        "sessions": ("accept", "extra"),
        "tracks": ("extra",),
        "venues": ("extra",),
    }
)
"""The attributes that our calendars do not hold: of the event itself, and of the things in each of its collections."""
NOT_IN_CALENDARS = tuple(
    sorted(f"{owner}.{name}" if owner else name for owner, names in LEFT_OUT.items() for name in names)
)
"""The same as one list."""
_WITHOUT_OWN_DATA: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "": (
            *("language", "theme", "acronym", "kind", "edition", "series", "related", "status", "version", "uid"),
            *("objectives", "outputs", "attendance_mode", "access", "audience", "is_accessible_for_free", "license"),
            *("languages", "interpretation", "captions", "sign_languages", "accessibility", "recording", "concepts"),
            *("participants", "people", "organizations", "day_change", "expects", "milestones"),
        ),
        "rooms": ("accessibility", "capacity", "description", "floor", "links", "shared", "stream", "uid", "url"),
        "sessions": (
            *("subtitle", "participants", "concepts", "parent", "repeat_of", "languages", "interpretation", "captions"),
            *("sign_languages", "access", "audience", "expected_attendance", "previous_start"),
        ),
        "tracks": ("color", "concepts", "description", "exclusive", "links", "uid", "url"),
        "venues": ("accessibility", "address", "description", "links", "timezone", "url"),
    }
)
NOT_IN_LEAN = tuple(
    sorted(
        {*NOT_IN_CALENDARS}
        | {f"{owner}.{name}" if owner else name for owner, names in _WITHOUT_OWN_DATA.items() for name in names}
    )
)
"""The attributes that a lean calendar does not hold as data; of some of them DESCRIPTION tells people."""
SAID_OF_EVENT = (
    *("id", "title", "timezone", "updated", "description", "url", "tags", "uid"),
    *("venues", "rooms", "tracks", "people", "organizations", "sessions"),
)
"""The properties of a calendar for attributes of the event; X-OSPO-EVENT holds the rest."""
SAID_OF_SESSION = (
    *("id", "title", "kind", "slot", "tracks", "participants", "abstract", "description", "tags", "concepts", "links"),
    *("url", "status", "privacy", "uid", "sequence", "updated", "previous_start"),
)
"""The properties of a VEVENT for attributes of a session; X-OSPO-SESSION helps, and holds the rest."""
OWN_PROPERTIES: Mapping[str, str] = MappingProxyType(
    {
        "venues": "x-ospo-venue",
        "rooms": "x-ospo-room",
        "tracks": "x-ospo-track",
        "people": "x-ospo-person",
        "organizations": "x-ospo-organization",
    }
)
"""The property of a thing in each collection of an event, in the order of writing."""
_CALENDAR_NOTES = (
    "A session without a time is left out, and so is a fraction of a second; the report lists them.",
    "Without sessions, the days of the event become one VEVENT; without days, the calendar only has a VTIMEZONE.",
    "Properties of a foreign calendar without a field in the model are kept in extra['x-ical'] and written back.",
)
_ZONE = Option(name="zone", kind="zone", help="the time zone of the event; without it, that of the calendar")
_TITLE = Option(name="title", kind="text", help="the title of the event, if the calendar does not state it")
_FROM = Option(name="from", kind="date", help="the first day of series without an end; without it, that of their start")
_UNTIL = Option(
    name="until",
    kind="date",
    help="the last day of series without an end; without it, a year after the latest date in the file",
)
_PROFILE = Option(
    name="profile",
    kind="word",
    values=("compat", "rich", "lean"),
    default="compat",
    read_as_foreign=("lean",),
    help="compat: what every client understands; rich: also RFC 9073 and 9253; lean: only what people are shown,"
    " which this library reads back as a calendar of others",
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
    help="how to mark a cancelled session: by STATUS, in its title too, or by leaving it out",
)
_OPEN_END = Option(
    name="open_end",
    kind="word",
    values=("assume", "omit"),
    default="assume",
    help="assume: an open end is written an hour later, with a remark; omit: no end",
)
_SESSIONS = Option(name="sessions", kind="list", help="the ids of the sessions to write; without it, all")
ICS = Codec(
    name="ics",
    title="iCalendar",
    suffixes=(".ics", ".ical", ".ifb"),
    media_types=("text/calendar",),
    specification="https://www.rfc-editor.org/rfc/rfc5545",
    reader="ospo_events.codecs.calendar.decode:decode_ics",
    writer="ospo_events.codecs.calendar.encode:encode_ics",
    fitter="ospo_events.codecs.calendar.fit:fit_ics",
    streamer="ospo_events.codecs.calendar.encode:iterencode_ics",
    cannot_carry=NOT_IN_CALENDARS,
    notes=_CALENDAR_NOTES,
    decode_options=(_ZONE, _TITLE, _FROM, _UNTIL),
    encode_options=(_PROFILE, _TIMES, _CANCELLED, _OPEN_END, _SESSIONS),
    own_lines=True,
)
JCAL = Codec(
    name="jcal",
    title="jCal (iCalendar as JSON)",
    suffixes=(".jcal", ".jcal.json"),
    media_types=("application/calendar+json",),
    specification="https://www.rfc-editor.org/rfc/rfc7265",
    reader="ospo_events.codecs.calendar.decode:decode_jcal",
    writer="ospo_events.codecs.calendar.encode:encode_jcal",
    fitter="ospo_events.codecs.calendar.fit:fit_jcal",
    streamer="ospo_events.codecs.calendar.encode:iterencode_jcal",
    cannot_carry=NOT_IN_CALENDARS,
    notes=_CALENDAR_NOTES,
    decode_options=(_ZONE, _TITLE, _FROM, _UNTIL),
    encode_options=(_PROFILE, _TIMES, _CANCELLED, _OPEN_END, _SESSIONS),
    own_lines=True,
)
CODECS = (ICS, JCAL)
