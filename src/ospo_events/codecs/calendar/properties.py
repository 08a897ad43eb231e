"""What the specifications say of each property: its value type, how often it may stand, how its value is built.

RFC 5545 section 3.8, RFC 7986 section 5, RFC 9073 section 6, RFC 9253 sections 6 to 8; the names of the types are
those of jCal (RFC 7265 section 3.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias, cast

__all__ = [
    "COMMA_LISTS",
    "KNOWN_TYPES",
    "ONCE_IN_VEVENT",
    "OWN_MARK",
    "SEMICOLON_LISTS",
    "TYPES",
    "JcalProperty",
    "as_list",
    "written_type",
]

JcalProperty: TypeAlias = "list[Any]"
"""A property as jCal has it: `[name, {parameter: value}, type, value, ...]`, all names in lower case."""


def _types(**names: str) -> dict[str, str]:
    return {name: kind.replace("_", "-") for kind, words in names.items() for name in words.split()}


_RFC_5545 = _types(
    text="""calscale method prodid version categories class comment description location resources status summary
        transp tzid tzname contact related-to uid action request-status""",
    uri="attach tzurl url",
    float="geo",
    integer="percent-complete priority repeat sequence",
    date_time="completed dtend due dtstart recurrence-id exdate rdate created dtstamp last-modified acknowledged",
    duration="duration trigger",
    period="freebusy",
    utc_offset="tzoffsetfrom tzoffsetto",
    cal_address="attendee organizer",
    recur="rrule",
)
_LATER = _types(
    text="""name color refid location-type participant-type resource-type styled-description structured-data proximity
        x-wr-calname x-wr-caldesc x-wr-timezone x-lic-location x-open-end x-ospo-event x-ospo-session x-ospo-recurrence
        x-ospo-room x-ospo-venue x-ospo-track x-ospo-person x-ospo-organization""",
    uri="source image conference concept link",
    duration="refresh-interval x-published-ttl",
    cal_address="calendar-address",
)

TYPES: Mapping[str, str] = MappingProxyType({**_RFC_5545, **_LATER})
"""The type a value has where no VALUE parameter says otherwise."""

KNOWN_TYPES = frozenset(
    [
        "binary",
        "boolean",
        "cal-address",
        "date",
        "date-time",
        "duration",
        "float",
        "integer",
        "period",
        "recur",
        "text",
        "time",
        "uri",
        "utc-offset",
        "unknown",
    ]
)
"""The types of RFC 7265 section 3.6."""

COMMA_LISTS = frozenset({"categories", "resources", "exdate", "rdate", "freebusy"})
"""Properties whose value is a list parted by commas."""

SEMICOLON_LISTS = frozenset({"geo", "request-status"})
"""Properties whose value is structured, parted by semicolons (an inner array in jCal)."""

ONCE_IN_VEVENT = frozenset(
    [
        "uid",
        "dtstamp",
        "dtstart",
        "dtend",
        "duration",
        "class",
        "created",
        "description",
        "geo",
        "last-modified",
        "location",
        "organizer",
        "priority",
        "sequence",
        "status",
        "summary",
        "transp",
        "url",
        "recurrence-id",
        "color",
        "rrule",
    ]
)
"""Properties that a VEVENT has at most once (RFC 5545 section 3.6.1)."""

OWN_MARK = "x-ospo"
"""The parameter that marks what our own writer says a second time, for other readers."""


def written_type(name: str) -> str:
    """Return the type that a reader of RFC 5545 takes for granted; any other is written as a VALUE parameter."""
    if name in ("x-published-ttl", "acknowledged"):
        return TYPES[name]  # MS-OXCICAL 2.1.3.1.1.15 shows it bare; RFC 9074 defines it as DATE-TIME
    if name in ("structured-data", "styled-description"):
        return ""  # RFC 9073 sections 6.5 and 6.6: VALUE must stand
    return _RFC_5545.get(name, "text")


def as_list(value: Any) -> list[Any]:
    """Return a list or a tuple as a list, and anything else as the one item of a list."""
    return list(cast("Iterable[Any]", value)) if isinstance(value, (list, tuple)) else [value]
