"""Readers of conference systems and of JSON-LD, beside `json.loads` of the same document.

Our own documents have no finding. Those of the field are measured where they stand beside this checkout; nearly all of
them have some, and what these cost is seen there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ospo_events.codecs import CODECS

from .measure import Row, least
from .programmes import programme

REAL = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_OPTIONS = {"zone": "Europe/Paris", "title": "T"}
_OF_SYSTEMS: dict[str, dict[str, Any]] = {"sessionize": _OPTIONS, "pretalx": _OPTIONS, "indico": _OPTIONS}
_FOLDERS = {
    "sessionize": "sessionize",
    "schedule-json": "schedule-json",
    "pretalx": "pretalx-api",
    "indico": "indico-json",
}
SESSIONIZE = 12.0
"""How many times `json.loads` reading Sessionize may cost."""


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions, and the files of the field as they are."""
    rows: list[Row] = []
    for size in sizes:
        event = programme(size)
        for name in ("sessionize", "schedule-json", "jsonld"):
            rows.append(_row(f"read {name}", [CODECS[name].encode(event).value()], name, size))
    for name, folder in _FOLDERS.items():
        files = [path.read_bytes() for path in sorted((REAL / folder).glob("*.json"))]
        # A page without sessions says nothing, and a text that is no JSON has no floor.
        told = [data for data in files if len(data) < 3_000_000 and _is_json(data) and _has_sessions(name, data)]
        if told:
            rows.append(_row(f"read {name}, {len(told)} files of the field", told, name, None))
    return rows


def _row(operation: str, documents: list[bytes], name: str, size: int | None) -> Row:
    codec, options = CODECS[name], _OF_SYSTEMS.get(name, {})
    ours, floor = least(
        lambda: [codec.decode(data, **options) for data in documents], lambda: [json.loads(data) for data in documents]
    )
    goal = SESSIONIZE if name == "sessionize" else None
    return Row(operation=operation, size=size, ours=ours, floor_name="json.loads", floor=floor, goal=goal)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def _has_sessions(name: str, data: bytes) -> bool:
    event = CODECS[name].decode(data, **_OF_SYSTEMS.get(name, {})).event
    return event is not None and len(event.sessions) > 0
