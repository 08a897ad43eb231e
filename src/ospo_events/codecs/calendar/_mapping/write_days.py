"""What stands in a calendar without sessions: a VEVENT of whole days for the event, or the zone alone.

A VCALENDAR has at least one component (RFC 5545 section 3.6), and people subscribe before the programme is there.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from ....model.event import Event
from ....model.identity import event_uid
from ....model.status import Status
from .._content.tree import JcalProperty, plain_uri
from .._zones.vtimezone import make_vtimezone
from .conventions import CANCELLED_PREFIX, DAYS_MARK, POSTPONED_PREFIX, STATUS_WORDS, Options, location_text, stamp

__all__ = ["days_of", "vevent_of_days", "zone_alone"]

_OFF = (Status.CANCELLED, Status.POSTPONED)
_UTC: tuple[JcalProperty, ...] = (
    ["dtstart", {}, "date-time", "1970-01-01T00:00:00"],
    ["tzoffsetfrom", {}, "utc-offset", "+00:00"],
    ["tzoffsetto", {}, "utc-offset", "+00:00"],
)


def days_of(event: Event, options: Options) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of an event; None where nobody says them, or where it is left out."""
    if not event.days or (options.cancelled == "omit" and event.status in _OFF):
        return None
    dates = [day.date for day in event.days]
    return min(dates), max(dates)


def vevent_of_days(event: Event, days: tuple[dt.date, dt.date], options: Options) -> list[Any]:
    """Return a VEVENT for the whole event, as jCal; our own reader knows by its mark that it is no session."""
    first, last = days
    title, status = event.title, STATUS_WORDS[event.status]
    if event.status in _OFF and options.cancelled == "prefix":
        prefix = CANCELLED_PREFIX if event.status is Status.CANCELLED else POSTPONED_PREFIX
        title, status = prefix + title, "CONFIRMED"
    properties: list[JcalProperty] = [
        ["uid", {}, "text", event_uid(event)],
        ["dtstamp", {}, "date-time", stamp(event.updated)],
        ["dtstart", {}, "date", first.isoformat()],
        # The day after the last one.
        ["dtend", {}, "date", (last + dt.timedelta(days=1)).isoformat()],
        ["summary", {}, "text", title],
        ["location", {}, "text", location_text(event, ())],
        ["status", {}, "text", status],
        ["transp", {}, "text", "TRANSPARENT"],
        [DAYS_MARK, {}, "text", "TRUE"],
    ]
    text = event.description or event.theme
    if text:
        properties.insert(-1, ["description", {}, "text", text])
    if event.url and (url := plain_uri(event.url)):
        properties.insert(-1, ["url", {}, "uri", url])
    return ["vevent", properties, []]


def zone_alone(event: Event) -> list[Any]:
    """Return the VTIMEZONE of an event for a calendar that has nothing else to show, as jCal."""
    key = event.timezone.key
    zone = make_vtimezone(key, 1970, 1970)
    return zone or ["vtimezone", [["tzid", {}, "text", key]], [["standard", [*_UTC], []]]]
