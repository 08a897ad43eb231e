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
    """Return the JSON Schema of the documents that `diff --format json` writes and `apply` reads, as text."""
    edition = _object(
        "One of the two editions.",
        {
            "id": _as("The id of the event.", _TEXT),
            "title": _as("The title of the event.", _TEXT),
            "timezone": _as("The time zone of its times.", _TEXT),
            "version": _as("The version of the programme.", _TEXT),
            "updated": _as("When the programme last changed.", _TEXT),
        },
        ["id", "title", "timezone"],
    )
    root = _object(
        "What changed between two editions of a programme; `ospo-events apply` makes the newer edition from the "
        "older one.",
        {
            "format": _as("The version of this document format.", {"const": FORMAT}),
            "older": {"$ref": "#/$defs/Edition"},
            "newer": {"$ref": "#/$defs/Edition"},
            "changes": _as("The changes, the worst first.", {"type": "array", "items": {"$ref": "#/$defs/Change"}}),
            "groups": _as(
                "Groups of changes that are one change for those who attend.",
                {"type": "array", "items": {"$ref": "#/$defs/Group"}},
            ),
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
        "The change of one thing.",
        {
            "thing": _as("The kind of thing.", {"enum": [thing.value for thing in Thing]}),
            "action": _as("What happened to it.", {"enum": [action.value for action in Action]}),
            "id": _as("Its id; in the newer edition, if it is there. A day has its date.", _TEXT),
            "was": _as("Its id in the older edition, if that differs.", _TEXT),
            "nth": _as("Its number among the things with its id; only if there are duplicate ids.", _COUNT),
            "uid": _as("The UID that it is published with.", {"type": ["string", "null"]}),
            "title": _as("Its title.", _TEXT),
            "impacts": _as(
                "What the change means for those who attend, the worst first.",
                {"type": "array", "items": {"enum": [impact.value for impact in Impact]}},
            ),
            "sure": _as("False: it is probably the same thing, recognised by its title.", {"type": "boolean"}),
            "fields": _as("The attributes that changed.", {"type": "array", "items": {"$ref": "#/$defs/FieldChange"}}),
            "at": _as("The position of an added or removed thing in its collection, from 0.", _COUNT),
            "value": _as("The added or removed thing, as in native files; times with their offset.", {}),
        },
        ["thing", "action", "id"],
    )


def _field() -> dict[str, Any]:
    return _object(
        "One attribute with another value.",
        {
            "path": _as(
                "The attribute: `title`, `slot.start`, `extra.x-badge`. For the event, the name of a collection "
                "means the order of its items.",
                _TEXT,
            ),
            "impact": _as("What the change means for those who attend.", {"enum": [impact.value for impact in Impact]}),
            "older": _as("The value before, as in native files; missing for a key of `extra` that did not exist.", {}),
            "newer": _as("The value now, in the same form.", {}),
        },
        ["path"],
    )


def _group() -> dict[str, Any]:
    return _object(
        "Several changes that are one change for those who attend.",
        {
            "kind": _as("Why they form a group.", {"enum": [kind.value for kind in GroupKind]}),
            "ids": _as("The sessions, in order of time; for a renamed room, the room.", _TEXTS),
            "minutes": _as("How much later in local time; less than 0: earlier.", {"type": "integer"}),
            "day": _as("The programme day before the change.", {"type": "string", "format": "date"}),
            "whole_day": _as("Whether all other sessions of that day moved too.", {"type": "boolean"}),
        },
        ["kind", "ids"],
    )


_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}


def _object(words: str, properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"description": words, "type": "object", "properties": properties, "required": required}


def _as(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "description": words}
