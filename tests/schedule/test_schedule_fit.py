"""What reading a written schedule gives back is what `fit` says, and every change and loss has a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from hypothesis import given

from ospo_events.codecs import CODECS
from ospo_events.codecs.loss import strip
from ospo_events.diagnostics import Path
from ospo_events.model import Event, Session, Slot
from ospo_events.strategies import events
from ospo_events.views.selection import public

FORMATS = ("schedule-xml", "schedule-json", "schedule2")
COLLECTIONS = ("rooms", "tracks", "people", "organizations", "sessions")


@pytest.mark.parametrize("format", FORMATS)
@given(event=events())
def test_what_is_read_back_is_what_fit_says(format: str, event: Event) -> None:
    codec = CODECS[format]
    encoded, fitted = codec.encode(event), codec.fit(event)
    decoded = codec.decode(encoded.data)
    assert decoded.event == fitted.event
    assert decoded.report.ok
    assert encoded.report == fitted.report


@pytest.mark.parametrize("format", FORMATS)
def test_the_options_of_the_writer_are_those_of_fit(format: str) -> None:
    event = programme(Session(id="a", title="A", slot=SLOT))
    options: dict[str, Any] = {"room_name": "Somewhere", "base_url": "https://site.example/2024/"}
    codec = CODECS[format]
    encoded, fitted = codec.encode(event, **options), codec.fit(event, **options)
    assert encoded.report == fitted.report
    assert "missing-base-url" not in fitted.report.codes
    assert codec.decode(encoded.data).event == fitted.event


@pytest.mark.parametrize("format", FORMATS)
@given(event=events())
def test_what_a_format_cannot_carry_is_at_its_default(format: str, event: Event) -> None:
    codec = CODECS[format]
    fitted = codec.fit(event).event
    assert strip(fitted, codec.cannot_carry) == fitted


def changes(before: Any, after: Any, path: Path) -> Iterator[Path]:
    """Yield the path of each attribute that was not at its default and is another."""
    for field in attrs.fields(type(before)):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if field.name in COLLECTIONS or old in (field.default, new):
            continue
        yield (*path, field.name)


@pytest.mark.parametrize("format", ["schedule-json", "schedule2"])
@given(event=events())
def test_whatever_is_changed_or_lost_has_a_finding(format: str, event: Event) -> None:
    event = public(event)
    fitted = CODECS[format].fit(event)
    paths = {item.path for item in fitted.report}
    expected = set(changes(event, fitted.event, ()))
    for name in COLLECTIONS:
        after = {thing.id: thing for thing in getattr(fitted.event, name)}
        for number, thing in enumerate(getattr(event, name)):
            if thing.id in after:
                expected |= set(changes(thing, after[thing.id], (name, number)))
            else:
                expected.add((name, number))
    for path in expected:
        assert any(one[: len(path)] == path or (path[: len(one)] == one and len(one) > 1) for one in paths), path


@pytest.mark.parametrize("format", ["schedule-json", "schedule2"])
@given(event=events())
def test_ids_survive_in_json(format: str, event: Event) -> None:
    event = public(event)
    fitted = CODECS[format].fit(event).event
    assert fitted.id == event.id
    assert {item.id for item in fitted.sessions} == {item.id for item in event.sessions if event.index.slot(item)}
    known = {room.id for room in event.rooms}  # a venue without a room becomes a room of its name
    assert [room.id for room in fitted.rooms if room.id in known] == [room.id for room in event.rooms]
    assert {track.id for track in fitted.tracks} <= {track.id for track in event.tracks}
    participants = [*event.participants, *(item for session in event.sessions for item in session.participants)]
    unknown = any(item.agent is None for item in participants)
    if not unknown:  # somebody to be announced is read back as a person of that name
        assert fitted.index.agents.keys() <= event.index.agents.keys()
    assert {type(agent) for id, agent in fitted.index.agents.items() if agent is None} == set()


@pytest.mark.parametrize("format", FORMATS)
@given(event=events())
def test_what_was_read_is_read_again_as_it_is(format: str, event: Event) -> None:
    codec = CODECS[format]
    once = codec.fit(event).event
    twice = codec.fit(once).event
    assert codec.fit(twice).event == twice


def programme(*sessions: Session, **more: Any) -> Event:
    return Event(id="e", title="E", timezone="Europe/Berlin", sessions=sessions, **more)


SLOT = Slot(programme().clock.at("2024-07-09", "09:00"), programme().clock.at("2024-07-09", "10:00"))
