"""The descriptor of a Data Package (version 2): its tables, their columns and their references."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from ...model import Event
from ._rows import header_of
from ._shape import EVENT, TABLES, Column, Kind, Table

__all__ = ["PACKAGE", "descriptor", "resource_names"]

PACKAGE = "datapackage.json"
"""The name of the descriptor in its folder."""
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Mapping[Kind, str] = {
    "text": "string", "list": "string", "integer": "integer", "number": "number", "boolean": "boolean",
    "date": "date", "time": "string", "datetime": "string", "json": "string",
}  # fmt: skip


def descriptor(event: Event) -> bytes:
    """Return the descriptor of the tables of an event."""
    package = {
        "$schema": _PROFILE,
        "name": event.id.lower(),
        "title": event.title,
        "resources": [_resource(table) for table in TABLES],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    if table is EVENT:
        return {"fields": [{"name": name, "type": "string"} for name in header_of(table)], "primaryKey": ["name"]}
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in table.columns]}
    if table.key == ("id",):
        schema["primaryKey"] = ["id"]
    keys = [
        {
            "fields": [column.name],
            "reference": {"resource": "" if column.to == table.name else column.to, "fields": ["id"]},
        }
        for column in table.columns
        if column.to is not None and column.kind == "text"
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _TYPES[column.kind]}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return field | ({"constraints": constraints} if constraints else {})


def resource_names(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the name of the table in each file, from the descriptor among them."""
    found: dict[str, str] = {}
    for name, content in files.items():
        if name.rpartition("/")[2] != PACKAGE:
            continue
        try:
            package: Any = json.loads(content)
        except (ValueError, RecursionError):
            continue
        folder = name.removesuffix(PACKAGE)
        for resource in _objects(package, "resources"):
            path, called = resource.get("path"), resource.get("name")
            if isinstance(path, str) and isinstance(called, str):
                found[folder + path] = called
    return found


def _objects(owner: Any, key: str) -> list[dict[str, Any]]:
    listed = cast("dict[str, Any]", owner).get(key) if isinstance(owner, dict) else None
    items = cast("list[Any]", listed) if isinstance(listed, list) else []
    return [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]
