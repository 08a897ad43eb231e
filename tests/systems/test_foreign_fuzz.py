"""Documents with random parts deleted or replaced by values of the wrong type: findings with places, no exception."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest

from ospo_events.codecs import CODECS, detect
from ospo_events.diagnostics import text
from ospo_events.errors import UnknownFormat
from tests.support.seeds import SEEDS

JUNK: tuple[Any, ...] = (
    None, True, 0, -1, 3.5, 10**30, "", " ", "x", "\x00\x1b", "\ud800", "2024-13-99", [], {}, [1], [[]], {"a": 1},
    {"id": []}, "2024-03-31T02:30:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00", "a@b.example", [None], ["", {}],
)  # fmt: skip


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths(inner, (*path, key))


def damaged(value: Any, places: list[tuple[Any, ...]], chance: random.Random) -> Any:
    value = copy.deepcopy(value)
    for _ in range(chance.choice((1, 1, 2, 4))):
        path = chance.choice(places)
        if not path:
            return copy.deepcopy(chance.choice(JUNK))
        owner = value
        try:
            for key in path[:-1]:
                owner = owner[key]
            if chance.random() < 0.25:
                del owner[path[-1]]
            else:
                owner[path[-1]] = copy.deepcopy(chance.choice(JUNK))
        except (KeyError, IndexError, TypeError):
            continue
    return value


def fuzz(system: str, documents: list[Any], times: int, seed: int) -> None:
    chance = random.Random(seed)
    places = [list(paths(document)) for document in documents]
    read = 0
    for _ in range(times):
        number = chance.randrange(len(documents))
        data = json.dumps(damaged(documents[number], places[number], chance)).encode()
        zone, title = chance.choice(("Europe/Berlin", None, "UTC")), chance.choice(("T", None))
        decoded = CODECS[system].decode(data, source="f.json", zone=zone, title=title)
        assert all(item.span is not None for item in decoded.report), data
        assert decoded.event is not None or not decoded.report.ok or data in (b"[]", b"{}"), data
        text.render_text(decoded.report)
        read += decoded.event is not None
        with contextlib.suppress(UnknownFormat):
            detect(data, "f.json")
    assert read > times / 10


@pytest.mark.parametrize("system", ["sessionize", "pretalx", "indico"])
def test_damaged_documents(system: str, documents: dict[str, list[Any]]) -> None:
    fuzz(system, documents[system], 120, 1)


@pytest.mark.slow
@pytest.mark.parametrize("system", ["sessionize", "pretalx", "indico"])
@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_documents_for_long(system: str, seed: int, documents: dict[str, list[Any]]) -> None:
    fuzz(system, documents[system], 3_000, seed)


@pytest.mark.parametrize("system", ["sessionize", "pretalx", "indico"])
def test_truncated_documents(system: str, documents: dict[str, list[Any]]) -> None:
    data = json.dumps(documents[system][0]).encode()
    for length in range(0, len(data), 97):
        decoded = CODECS[system].decode(data[:length], source="f.json", zone="UTC", title="T")
        assert decoded.event is None
        assert all(item.span is not None for item in decoded.report.errors)
        assert not decoded.report.ok
