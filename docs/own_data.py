"""The JSON Schema of our own data in files of other formats, and the page about it; see `generate.py`."""

from __future__ import annotations

import json
from typing import Any

from ospo_events.codecs.calendar.codec import LEFT_OUT, OWN_PROPERTIES, SAID_OF_EVENT, SAID_OF_SESSION
from ospo_events.codecs.native.fragment import Fragment
from ospo_events.codecs.native.schema import Schema, fragment_schema, written_classes
from ospo_events.codecs.schedule._conference_meta import META
from ospo_events.model import Event, Organization, Participant, Person, Room, Session, Track, Venue

EVENT = Fragment(Event, without={*SAID_OF_EVENT, *LEFT_OUT[""]})
SESSION = Fragment(Session, without={*SAID_OF_SESSION, *LEFT_OUT["sessions"]})
THINGS: dict[str, type[Any]] = {
    "venues": Venue,
    "rooms": Room,
    "tracks": Track,
    "people": Person,
    "organizations": Organization,
}

INTRO = """# Our own data in other formats

Some formats have no property for an attribute of ours, but leave a place for additional data. There we write JSON in
the form of [native files](schema.md): the same keys and values, without shorthand and without default values.
[own-data.schema.json](own-data.schema.json) is the JSON Schema (2020-12); its `$defs` have the names of this page.

Readers ignore unknown keys of such an object. They report values that they cannot read (`bad-own-data`).

Calendars have two more properties of ours, with plain text. `X-OPEN-END:TRUE` marks an end that the writer assumed.
`X-OSPO-RECURRENCE` is a line of a recurrence rule that was read as single sessions. The parameter `X-OSPO=TRUE` marks a
CONTACT that is written only for other readers.
"""

WHERE: dict[str, str] = {
    "X-OSPO-EVENT": "In a VCALENDAR: the attributes of the event that its other properties do not hold.",
    "X-OSPO-VENUE": "In a VCALENDAR, one for each venue.",
    "X-OSPO-ROOM": "In a VCALENDAR, one for each room.",
    "X-OSPO-TRACK": "In a VCALENDAR, one for each track.",
    "X-OSPO-PERSON": "In a VCALENDAR, one for each person.",
    "X-OSPO-ORGANIZATION": "In a VCALENDAR, one for each organization.",
    "X-OSPO-SESSION": "In a VEVENT: the attributes of the session that its other properties do not hold. "
    "Members that nearly every session has are shorter than in native files.",
    "conference.meta": "In the conference of schedule.json and schedule2: "
    "the attributes of the event that its other members do not hold.",
}
"""Where each of them stands."""


def own_data_schema() -> dict[str, Any]:
    """Return the JSON Schema: a definition for each place, and for each class of the model."""
    places = {
        "X-OSPO-EVENT": _event(),
        **{
            OWN_PROPERTIES[name].upper(): fragment_schema(kind, Fragment(kind, without=LEFT_OUT[name]).names)
            for name, kind in THINGS.items()
        },
        "X-OSPO-SESSION": _session(),
        "conference.meta": _meta(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ospo-events:own-data:1",
        "title": "Our own data in files of other formats",
        "$defs": {name: {**schema, "description": WHERE[name]} for name, schema in places.items()} | written_classes(),
    }


def own_data_schema_text() -> str:
    """Return the JSON Schema as text."""
    return json.dumps(own_data_schema(), ensure_ascii=False, indent=1) + "\n"


def _with(schema: Schema, before: Schema, after: Schema | None = None, required: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object with more members."""
    properties = {**before, **schema["properties"], **(after or {})}
    return {**schema, "properties": properties, "required": [*required, *schema["required"]]}


def _as(words: str, schema: Schema) -> Schema:
    return {**schema, "description": words}


def _event() -> Schema:
    own = fragment_schema(Event, ("id", "title", "uid"))["properties"]
    before = {
        "id": own["id"],
        "title": _as("The title, if NAME has another one, as in a feed of a part.", own["title"]),
        "uid": _as("The UID of the event, in a feed of a part of it.", own["uid"]),
        "description": _as("The description, if DESCRIPTION has another one.", {"type": ["string", "null"]}),
    }
    return _with(fragment_schema(Event, EVENT.names), before, required=("id",))


def _session() -> Schema:
    own = fragment_schema(Session, ("id", "kind", "tracks", "status"))["properties"]
    id: Schema = {key: value for key, value in own["id"].items() if key != "description"}
    whole: Schema = {"type": "integer", "minimum": 0}
    pair: Schema = {"type": "array", "prefixItems": [id, {"type": "string"}], "minItems": 2, "maxItems": 2}
    links = fragment_schema(Session, ("links",))["properties"]["links"]
    before = {
        "id": own["id"],
        "kind": own["kind"],
        "tracks": own["tracks"],
        "rooms": _as("The rooms of its slot.", {"type": "array", "items": id}),
        "venue": _as("The venue of its slot.", id),
        "people": _as(
            "The participants: an id for a speaker, id and role for another role, otherwise as in native files.",
            {"type": "array", "items": {"anyOf": [id, pair, {"$ref": f"#/$defs/{Participant.__name__}"}]}},
        ),
        "abstract": _as("The length of the abstract in DESCRIPTION, if it follows the subtitle there.", whole),
        "description": _as("The length of the description in DESCRIPTION, if it follows the abstract there.", whole),
        "status": _as("The status, if STATUS does not hold it.", own["status"]),
        "links": _as(
            "The number of links, if the first LINK properties hold all of them; otherwise the links.",
            {"anyOf": [whole, {"type": "array", "items": links["items"]}]},
        ),
        "previous_start": _as(
            "Its start before it was moved, with the offset.", {"type": "string", "format": "date-time"}
        ),
    }
    return _with(fragment_schema(Session, SESSION.names), before, required=("id",))


def _meta() -> Schema:
    own = fragment_schema(Person, ("name", "uid"))["properties"]
    person: Schema = {
        "type": "object",
        "properties": {
            "name": own["name"],
            "guid": {"type": "string"},
            "role": fragment_schema(Participant, ("role",))["properties"]["role"],
            "type": {"const": "organization"},
            "x-id": _as("Our id of the person or the organization.", {"type": "string"}),
            "x-uid": _as("The UID with which it was published; without it, the guid is made from the id.", own["uid"]),
            "x-name": _as("Its own name, if it is credited with another one.", own["name"]),
            "x-organization": _as("Our id of the organization named beside it.", {"type": "string"}),
        },
        "required": ["name", "role"],
    }
    participants = _as(
        "The organizers, sponsors and so on of the event, in the form of persons in entries.",
        {"type": "array", "items": person},
    )
    session: Schema = {
        "type": "object",
        "properties": {"id": {"type": "string"}, "uid": {"type": "string"}},
        "required": ["id"],
        "additionalProperties": False,
    }
    sessions = _as(
        "The id and the UID of sessions, by the guid of their first entry, if its slug and guid do not hold them.",
        {"type": "object", "additionalProperties": session},
    )
    return _with(fragment_schema(Event, META.names), {}, {"participants": participants, "sessions": sessions})
