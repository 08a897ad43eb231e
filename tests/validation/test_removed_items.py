"""T10: what is left when somebody deletes a room, a person or a session; the site and the feeds have to go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events import CODECS, Event, load
from ospo_events.model import Status
from ospo_events.validation import validate

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
RICH = """\
format: 1
id: small
title: Small
timezone: Europe/Berlin
rooms: [{id: hall, name: Hall}]
tracks: [{id: law, title: Law}]
people: [{id: ada, name: Ada Example, affiliation: office}]
organizations: [{id: office, name: Office}]
sessions:
  - {id: block, title: Block, day: 2024-07-09, time: 09:00-12:00, room: hall, track: law}
  - {id: copyleft, title: Copyleft, day: 2024-07-09, time: 09:00-10:00, room: hall, speakers: [ada], parent: block, track: law}
  - {id: again, title: Again, day: 2024-07-10, time: 09:00-10:00, room: hall, speakers: [ada], repeat_of: copyleft}
"""


@pytest.fixture
def event(tmp_path: Path) -> Event:
    file = tmp_path / "small.yaml"
    file.write_text(RICH, encoding="utf-8")
    return load(file)


def without(event: Event, collection: str, id: str) -> Event:
    left = tuple(item for item in getattr(event, collection) if item.id != id)
    return attrs.evolve(event, **{collection: left})


def references(value: Any, id: str) -> int:
    """Return how often an id is named in what is left, by a plain walk that knows nothing of the model."""
    if attrs.has(type(value)):
        values = (getattr(value, field.name) for field in attrs.fields(type(value)) if field.name != "id")
        return sum(references(item, id) for item in values)
    if isinstance(value, tuple):
        return sum(references(item, id) for item in value)
    return int(value == id)


@pytest.mark.parametrize(
    ("collection", "id"),
    [("rooms", "hall"), ("tracks", "law"), ("people", "ada"), ("organizations", "office"), ("sessions", "block"), ("sessions", "copyleft")],
)  # fmt: skip
def test_t10_every_reference_to_what_was_removed_is_an_error_and_every_format_is_written(
    event: Event, collection: str, id: str
) -> None:
    assert validate(event, select=["dangling-reference"]).ok
    left = without(event, collection, id)
    found = validate(left, select=["dangling-reference"])
    assert len(found.errors) == references(left, id) > 0
    for codec in CODECS.values():
        if codec.writes:
            assert codec.encode(left).report.ok, codec.name


def test_t10_a_cancelled_session_stays_valid_and_in_every_calendar(event: Event) -> None:
    cancelled = event.with_session("copyleft", status=Status.CANCELLED)
    assert validate(cancelled).ok
    assert b"STATUS:CANCELLED" in CODECS["ics"].encode(cancelled).value()


def test_t10_the_worked_example_survives_the_loss_of_any_room_or_person() -> None:
    event = load(EXAMPLE)
    for collection in ("rooms", "people", "organizations", "tracks"):
        for item in getattr(event, collection):
            left = without(event, collection, item.id)
            assert len(validate(left, select=["dangling-reference"]).errors) == references(left, item.id)
            assert CODECS["html"].encode(left).report.ok
