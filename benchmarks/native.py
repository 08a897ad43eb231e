"""The native formats, in the base install and with the extra `fast`, and the views that an event has."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Sequence
from typing import Any

import attrs

from ospo_events.codecs import CODECS
from ospo_events.codecs.native._speedup import speedup
from ospo_events.model import Event

from .measure import Row, least
from .peers import cattrs_event, pydantic_event
from .plainly import plainly
from .programmes import programme

READ_GOALS = {1_000: (1.5, 0.8), 10_000: (0.95, 0.4)}
"""Reading beside pydantic: in the base install, with the extra `fast`."""
WRITE_GOALS = {1_000: (1.4, 0.75), 10_000: (1.1, 0.6)}


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions."""
    rows: list[Row] = []
    for size in sizes:
        event = programme(size)
        data = CODECS["json"].encode(event).value()
        assert CODECS["json"].decode(data).value() == event
        rows += [*_json(size, event, data), *_memory(size, data), *_views(size, event)]
        if size <= 1_000:
            rows += _yaml(size, event)
    return rows


def _json(size: int, event: Event, data: bytes) -> list[Row]:
    model = pydantic_event()
    converter, shape = cattrs_event()
    value = model.model_validate_json(data)

    def read() -> object:
        return CODECS["json"].decode(data)

    def write() -> object:
        return CODECS["json"].encode(event)

    ours, fast, pydantic, cattrs, floor = least(
        plainly(read),
        read,
        lambda: model.model_validate_json(data),
        lambda: converter.loads(data, shape),
        lambda: json.loads(data),
    )
    written, soon, dumped = least(plainly(write), write, lambda: value.model_dump_json(exclude_defaults=True))
    goals, goals_of_writing = READ_GOALS.get(size, (None, None)), WRITE_GOALS.get(size, (None, None))

    def row(operation: str, seconds: float, name: str, peer: float, goal: float | None) -> Row:
        return Row(operation=operation, size=size, ours=seconds, peer_name=name, peer=peer, goal=goal)

    rows = [row("read JSON", ours, "pydantic, the same shape", pydantic, goals[0])]
    if speedup() is not None:
        rows.append(row("read JSON, with msgspec", fast, "pydantic, the same shape", pydantic, goals[1]))
    rows.append(row("read JSON", ours, "cattrs with orjson, no checks", cattrs, None))
    rows.append(Row(operation="read JSON", size=size, ours=ours, floor_name="json.loads", floor=floor))
    rows.append(row("write JSON", written, "pydantic", dumped, goals_of_writing[0]))
    if speedup() is not None:
        rows.append(row("write JSON, with msgspec", soon, "pydantic", dumped, goals_of_writing[1]))
    return rows


def _yaml(size: int, event: Event) -> list[Row]:
    import yaml
    from ruamel.yaml import YAML

    data = CODECS["yaml"].encode(event).value()
    assert CODECS["yaml"].decode(data).value() == event
    ours, c_loader = least(lambda: CODECS["yaml"].decode(data), lambda: yaml.load(data, Loader=yaml.CSafeLoader))
    (slow,) = least(lambda: YAML(typ="rt").load(io.BytesIO(data)), fewest=1, most=1)
    return [
        Row(operation="read YAML", size=size, ours=ours, peer_name="PyYAML in C, dicts", peer=c_loader, goal=0.3),
        Row(operation="read YAML", size=size, ours=ours, peer_name="ruamel.yaml, round trip", peer=slow),
    ]


def _views(size: int, event: Event) -> list[Row]:
    def fresh() -> Event:
        return attrs.evolve(event, version="new")  # an event keeps its index and agenda once they are made

    def index() -> Any:
        tables = fresh().index
        return [tables.sessions, tables.by_room, tables.by_track, tables.by_agent, tables.by_kind, tables.by_day]

    copied, indexed, listed = least(fresh, index, lambda: fresh().agenda)
    return [
        Row(operation="index", size=size, ours=indexed - copied),
        Row(operation="agenda", size=size, ours=listed - copied),
    ]


def _memory(size: int, data: bytes) -> list[Row]:
    """Return the peak of memory of reading, traced, for a session."""
    rows: list[Row] = []

    def read() -> object:
        return CODECS["json"].decode(data)

    for name, action, most in (("read JSON", plainly(read), 13.0), ("read JSON, with msgspec", read, 5.0)):
        if name.endswith("msgspec") and speedup() is None:
            continue
        tracemalloc.start()
        action()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        limit = most if size >= 10_000 else None  # in small files what is made once shows
        rows.append(
            Row(operation=f"{name}: memory", size=size, ours=peak / size / 1000, most=limit, unit="kB a session")
        )
    return rows
