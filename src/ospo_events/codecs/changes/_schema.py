"""The JSON Schema (2020-12) of changes, generated from the types of the model."""

from __future__ import annotations

import json
from typing import Any

import attrs

from ...views import Action, GroupKind, Impact, Thing
from ..native.schema import fragment_schema, written_classes
from ._json import CLASSES, FORMAT

__all__ = ["changes_schema"]

_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}


def changes_schema() -> str:
    """Return the JSON Schema of what `diff --format json` writes and `apply` reads, as text."""
    edition = _object(
        "One of the two editions.",
        {
            "id": _as("The id of the event.", _TEXT),
            "title": _as("What the event is called.", _TEXT),
            "timezone": _as("The zone that its times are in.", _TEXT),
            "version": _as("The version of the programme.", _TEXT),
            "updated": _as("When the programme last changed.", _TEXT),
        },
        ["id", "title", "timezone"],
    )
    root = _object(
        "What changed between two editions of a programme; `ospo-events apply` makes the newer of the older one.",
        {
            "format": _as("The version of this form.", {"const": FORMAT}),
            "older": {"$ref": "#/$defs/Edition"},
            "newer": {"$ref": "#/$defs/Edition"},
            "changes": _as("What changed, the worst first.", {"type": "array", "items": {"$ref": "#/$defs/Change"}}),
            "groups": _as("Which are one to those who attend.", {"type": "array", "items": {"$ref": "#/$defs/Group"}}),
        },
        ["changes"],
    )
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:ospo-events:changes:1",
        "title": "Changes of a programme",
        **root,
        "$defs": {"Edition": edition, "Change": _change(), "FieldChange": _field(), "Group": _group()}
        | {"Event": fragment_schema(CLASSES[Thing.EVENT], [each.name for each in attrs.fields(CLASSES[Thing.EVENT])])}
        | written_classes(),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _change() -> dict[str, Any]:
    return _object(
        "What became of one thing.",
        {
            "thing": _as("What it is.", {"enum": [thing.value for thing in Thing]}),
            "action": _as("What became of it.", {"enum": [action.value for action in Action]}),
            "id": _as("Its id; in the newer edition, where it is there. A day has its date.", _TEXT),
            "was": _as("Its id in the older edition, where it has another one now.", _TEXT),
            "nth": _as("Which it is of those that have its id; only where ids come twice.", _COUNT),
            "uid": _as("The UID that it is published with.", {"type": ["string", "null"]}),
            "title": _as("What it is called.", _TEXT),
            "impacts": _as(
                "What the change is to those who attend, the worst first.",
                {"type": "array", "items": {"enum": [impact.value for impact in Impact]}},
            ),
            "sure": _as("False: it is probably the same thing, known by its title.", {"type": "boolean"}),
            "fields": _as("What of it changed.", {"type": "array", "items": {"$ref": "#/$defs/FieldChange"}}),
            "at": _as("Where in its collection an added or removed thing stands, from 0.", _COUNT),
            "value": _as("The added or removed thing, as native files spell it; times with their offset.", {}),
        },
        ["thing", "action", "id"],
    )


def _field() -> dict[str, Any]:
    return _object(
        "One attribute that has another value.",
        {
            "path": _as(
                "The attribute: `title`, `slot.start`, `extra.x-badge`. Of the event, the name of a collection stands"
                " for the order of what is in it.",
                _TEXT,
            ),
            "impact": _as("What that is to those who attend.", {"enum": [impact.value for impact in Impact]}),
            "older": _as("The value before, as native files spell it; of `extra`, missing where it was not there.", {}),
            "newer": _as("The value now, in the same form.", {}),
        },
        ["path"],
    )


def _group() -> dict[str, Any]:
    return _object(
        "Several changes that are one to those who attend.",
        {
            "kind": _as("Why they are one.", {"enum": [kind.value for kind in GroupKind]}),
            "ids": _as("The sessions, in order of time; of a room that is called otherwise, the room.", _TEXTS),
            "minutes": _as("How much later on the clock on the wall; less than 0: earlier.", {"type": "integer"}),
            "day": _as("The programme day that it was on.", {"type": "string", "format": "date"}),
            "whole_day": _as("Whether nothing of that day stayed where it was.", {"type": "boolean"}),
        },
        ["kind", "ids"],
    )


_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}


def _object(words: str, properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"description": words, "type": "object", "properties": properties, "required": required}


def _as(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "description": words}
