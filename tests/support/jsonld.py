"""JSON-LD as pages of others have it, of which only a few properties are of interest."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from ospo_events.codecs import Decoded
from ospo_events.codecs.jsonld.decode import decode


def read(*, zone: str | None = "Europe/Berlin", **more: Any) -> Decoded:
    """Read an event that has these properties."""
    tree = {"@context": "https://schema.org", "@type": "Event", "name": "E", "startDate": "2024-07-09T09:00:00+02:00"}
    return decode(json.dumps(tree | more).encode(), zone=zone)


def session(**more: Any) -> dict[str, Any]:
    """Return a part of an event that has these properties."""
    return {"@type": "Event", "name": "S", "startDate": "2024-07-09T09:00:00+02:00", **more}


_EVENTS = {"Event", "BusinessEvent", "EducationEvent", "SocialEvent", "FoodEvent", "Festival", "ExhibitionEvent", "Hackathon",
           "ConferenceEvent", "MusicEvent", "TheaterEvent", "ScreeningEvent", "CourseInstance", "DanceEvent", "SportsEvent"}  # fmt: skip
_STATES = {"EventScheduled", "EventCancelled", "EventPostponed", "EventRescheduled", "EventMovedOnline"}


def search_engine_errors(node: Any) -> list[str]:
    """Return what the documentation of Google for Event calls an error in a node and in those inside of it.

    https://developers.google.com/search/docs/appearance/structured-data/event (required properties, and the forms of
    recommended ones); an `@id` alone refers to a node and is none.
    """
    if isinstance(node, list):
        return [error for item in node for error in search_engine_errors(item)]
    if not isinstance(node, dict) or set(node) == {"@id"}:
        return []
    errors = [error for value in node.values() for error in search_engine_errors(value)]
    if node.get("@type") not in _EVENTS:
        return errors
    name = node.get("name")
    errors += [f"{name}: no {key}" for key in ("name", "startDate", "location") if not node.get(key)]
    places = node.get("location", [])
    for place in places if isinstance(places, list) else [places]:
        needed = "url" if place.get("@type") == "VirtualLocation" else "address"
        errors += [] if place.get(needed) else [f"{name}: a place without {needed}"]
    start, end = node.get("startDate", ""), node.get("endDate")
    if end is not None:
        if ("T" in start) != ("T" in end):
            errors.append(f"{name}: {start} and {end} are of two kinds")
        elif dt.datetime.fromisoformat(end) < dt.datetime.fromisoformat(start):
            errors.append(f"{name}: {end} precedes {start}")
    status = node.get("eventStatus", "EventScheduled").rpartition("/")[2]
    if status not in _STATES or (status == "EventRescheduled" and not node.get("previousStartDate")):
        errors.append(f"{name}: {status}")
    return errors
