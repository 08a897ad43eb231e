"""The native formats, the views, start-up, growth and memory (the figures of docs/explanation/performance.md)."""

from __future__ import annotations

import io
import itertools
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs

from ospo_events.codecs import CODECS
from ospo_events.model import Event

from .measure import Row, medians, run_python
from .peers import cattrs_event, pydantic_event
from .programmes import programme

# Not ru_maxrss: on Linux a child begins with the peak of its parent.
_PEAK = """
import sys, tracemalloc
from ospo_events.codecs.native import decode
decode.decode_json(b'{}')
data = open(sys.argv[1], 'rb').read()
tracemalloc.start()
decoded = decode.decode_json(data)
assert decoded.event is not None and decoded.report.ok
print(tracemalloc.get_traced_memory()[1] / len(data))
"""


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions."""
    rows = _start_up()
    decoding: dict[int, float] = {}
    for size in sizes:
        event = programme(size)
        data = CODECS["json"].encode(event).value()
        assert CODECS["json"].decode(data).value() == event
        found = [*_json(size, event, data), *_views(size, event)]
        if size <= 1_000:
            found += _yaml(size, event)
        decoding[size] = found[0].ours
        rows += found
        rows.append(_memory(size, data))
    return rows + _growth(decoding)


def _json(size: int, event: Event, data: bytes) -> list[Row]:
    model = pydantic_event()
    converter, shape = cattrs_event()
    value = model.model_validate_json(data)
    ours, pydantic, cattrs, floor = medians(
        lambda: CODECS["json"].decode(data),
        lambda: model.model_validate_json(data),
        lambda: converter.loads(data, shape),
        lambda: json.loads(data),
    )
    encoded, dumped = medians(
        lambda: CODECS["json"].encode(event), lambda: value.model_dump_json(exclude_defaults=True)
    )
    name = f"JSON decode, {size:,}"
    return [
        Row(
            operation=name,
            ours=ours,
            peer_name="pydantic",
            peer=pydantic,
            floor_name="json.loads",
            floor=floor,
            goal=1.5,
        ),
        Row(operation=name, ours=ours, peer_name="cattrs+orjson", peer=cattrs, goal=1),
        Row(operation=f"JSON encode, {size:,}", ours=encoded, peer_name="pydantic", peer=dumped, goal=1),
    ]


def _yaml(size: int, event: Event) -> list[Row]:
    import yaml
    from ruamel.yaml import YAML

    data = CODECS["yaml"].encode(event).value()
    assert CODECS["yaml"].decode(data).value() == event
    ours, c_loader = medians(lambda: CODECS["yaml"].decode(data), lambda: yaml.load(data, Loader=yaml.CSafeLoader))
    (slow,) = medians(lambda: YAML(typ="rt").load(io.BytesIO(data)), least=1, most=1)
    name = f"YAML decode, {size:,}"
    return [
        Row(operation=name, ours=ours, peer_name="CSafeLoader", peer=c_loader, goal=1.5),
        Row(operation=name, ours=ours, peer_name="ruamel rt", peer=slow, goal=0.1),
    ]


def _views(size: int, event: Event) -> list[Row]:
    def fresh() -> Event:
        return attrs.evolve(event, version="new")  # an event keeps its index and agenda once they are made

    def index() -> Any:
        tables = fresh().index
        return [tables.sessions, tables.by_room, tables.by_track, tables.by_agent, tables.by_kind, tables.by_day]

    copied, indexed, listed = medians(fresh, index, lambda: fresh().agenda)
    return [
        Row(operation=f"index, {size:,}", ours=indexed - copied),
        Row(operation=f"agenda, {size:,}", ours=listed - copied),
    ]


def _start_up() -> list[Row]:
    bare, package, version = medians(
        lambda: run_python("-c", "pass"),
        lambda: run_python("-c", "import ospo_events"),
        lambda: run_python("-m", "ospo_events", "--version"),
        least=7,
        most=11,
    )
    return [
        Row(operation="import ospo_events", ours=package, floor_name="python -c pass", floor=bare),
        Row(operation="ospo-events --version", ours=version, floor_name="python -c pass", floor=bare, goal=2),
    ]


def _memory(size: int, data: bytes) -> Row:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "programme.json")
        path.write_bytes(data)
        times = float(run_python("-c", _PEAK, str(path)))
    name = f"JSON decode, peak memory, {size:,}"
    return Row(operation=name, ours=times, floor_name="size of the JSON", floor=1, goal=12, unit="x")


def _growth(decoding: dict[int, float]) -> list[Row]:
    sizes = sorted(decoding)
    return [
        Row(
            operation=f"JSON decode, time a session, {large:,} over {small:,}",
            ours=decoding[large] / large * 1e6,
            floor_name=f"at {small:,}",
            floor=decoding[small] / small * 1e6,
            goal=2,
            unit="us",
        )
        for small, large in itertools.pairwise(sizes)
    ]
