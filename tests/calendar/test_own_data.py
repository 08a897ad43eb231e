"""Our own data in calendars and in schedule.json: the native form, as the reference says it."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import load, strategies
from ospo_events.codecs import CODECS, codec_named
from ospo_events.codecs.calendar._mapping.conventions import EVENT, SESSION, THINGS
from ospo_events.codecs.calendar.codec import LEFT_OUT, SAID_OF_EVENT, SAID_OF_SESSION
from ospo_events.codecs.native.fragment import Fragment
from ospo_events.codecs.schedule._conference_meta import META
from ospo_events.model import Event, Session
from ospo_events.views.readable import with_readable_texts
from ospo_events.views.selection import public
from tests.support.scheduled import only_scheduled

schedule_json, schedule2 = CODECS["schedule-json"], CODECS["schedule2"]
jcal = CODECS["jcal"]


ROOT = Path(__file__).parents[2]
WHOLE = Fragment(Session, without=LEFT_OUT["sessions"])
SHORTER = {
    "id",
    "kind",
    "tracks",
    "rooms",
    "venue",
    "people",
    "abstract",
    "description",
    "status",
    "links",
    "previous_start",
}


@cache
def schema() -> Any:
    return json.loads((ROOT / "docs" / "reference" / "own-data.schema.json").read_text("utf-8"))


@cache
def validator(name: str) -> Any:
    found = {"$schema": schema()["$schema"], "$ref": f"#/$defs/{name}", "$defs": schema()["$defs"]}
    return jsonschema.Draft202012Validator(found)


def own_values(event: Event, **options: Any) -> list[tuple[str, Any]]:
    """Return the name and the value of each X-OSPO- property that is written for an event."""
    _, head, parts = json.loads(jcal.encode(event, **options).value())
    properties = [*head, *(prop for _, inner, _ in parts for prop in inner)]
    return [(prop[0].upper(), json.loads(prop[3])) for prop in properties if prop[0].upper() in schema()["$defs"]]


def check(event: Event, **options: Any) -> None:
    written = own_values(event, **options)
    for module in (schedule_json, schedule2):
        data = module.encode(event).data
        if data is not None:
            tree = json.loads(data)
            conference = tree.get("schedule", tree).get("conference", tree.get("schedule", tree))
            written.append(("conference.meta", conference["meta"]))
    for name, value in written:
        validator(name).validate(value)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_the_schema_refuses_what_is_not_ours() -> None:
    for name, wrong in (
        ("X-OSPO-ROOM", {"id": "a"}),
        ("X-OSPO-ROOM", {"id": "a", "name": 5}),
        ("X-OSPO-SESSION", {"id": "a", "people": [["ada"]]}),
        ("X-OSPO-SESSION", {"id": "a", "links": ["https://example.org/"]}),
        ("X-OSPO-EVENT", {"id": "a", "motto": "m"}),
        ("conference.meta", {"id": "a", "timezone": "UTC", "days": ["2024-07-09"]}),
    ):
        assert not validator(name).is_valid(wrong)


def test_the_worked_example_is_as_the_schema_says() -> None:
    check(load(ROOT / "examples" / "ospos2024.yaml"))


@given(
    strategies.events(),
    st.fixed_dictionaries(
        {"cancelled": st.sampled_from(["status", "prefix"]), "times": st.sampled_from(["local", "utc"])}
    ),
)
def test_what_is_written_is_as_the_schema_says(event: Event, options: dict[str, Any]) -> None:
    check(event, **options)


def spelled_out(own: dict[str, Any], native: dict[str, Any]) -> dict[str, Any]:
    """Return what X-OSPO-SESSION says, with its shorter members as native files spell them.

    The texts, and links that are counted, are those of the native form, where they have the length and the number.
    """
    tree = {name: value for name, value in own.items() if name not in SHORTER}
    tree |= {name: own[name] for name in ("id", "kind", "tracks", "status") if name in own}
    if "rooms" in own or "venue" in own:
        places = {name: own[name] for name in ("rooms", "venue") if name in own}
        tree["slot"] = {
            name: native["slot"][name] for name in native["slot"] if name not in ("rooms", "venue")
        } | places
    if "people" in own:
        tree["participants"] = [person(item) for item in own["people"]]
    for name in ("abstract", "description"):
        if name in own:
            tree[name] = native[name] if len(native[name]) == own[name] else None
    if "links" in own:
        counted = isinstance(own["links"], int)
        tree["links"] = native["links"][: own["links"]] if counted else own["links"]
    return tree


def person(item: Any) -> Any:
    if isinstance(item, str):
        return {"agent": item}
    return {"agent": item[0], "role": item[1]} if isinstance(item, list) else item


@given(strategies.events(controls=False))
def test_x_ospo_session_says_what_the_fragment_says(event: Event) -> None:
    event = only_scheduled(public(with_readable_texts(event.index.resolved)))
    written = {value["id"]: value for name, value in own_values(event) if name == "X-OSPO-SESSION"}
    for session in event.sessions:
        if session.slot is None:
            continue
        own = written.pop(session.id)
        native = json.loads(WHOLE.text(session))
        said = spelled_out(own, native)
        # What only standard properties say: the times, and these.
        by_others = {"title", "tags", "concepts", "url", "privacy", "uid", "sequence", "updated", "previous_start"}
        if not session.slot.rooms and session.slot.venue is None:
            by_others.add("slot")
        if "status" not in own:
            by_others.add("status")
        assert said == {name: value for name, value in native.items() if name not in by_others}
        if session.previous_start is not None:
            assert dt.datetime.fromisoformat(own["previous_start"]) == session.previous_start.astimezone(dt.UTC)
    assert not written


@given(strategies.events(controls=False))
def test_reading_x_ospo_session_gives_what_the_fragment_gives(event: Event) -> None:
    event = only_scheduled(public(with_readable_texts(event.index.resolved)))
    read = jcal.decode(jcal.encode(event).value()).value()
    problems: list[Any] = []
    scheduled = [
        attrs.evolve(session, slot=attrs.evolve(session.slot, start=session.slot.start.replace(microsecond=0)))
        for session in event.sessions
        if session.slot is not None
    ]
    for before, after in zip(scheduled, read.sessions, strict=True):
        tree = json.loads(WHOLE.text(before))
        assert WHOLE.load(tree, problems, clock=event.clock) == attrs.evolve(after, extra={}, accept=())
    assert problems == []


def test_every_attribute_is_said_left_out_or_in_our_own_data() -> None:
    for fragment, said, left_out in (
        (EVENT, SAID_OF_EVENT, LEFT_OUT[""]),
        (SESSION, SAID_OF_SESSION, LEFT_OUT["sessions"]),
        *((fragment, (), LEFT_OUT[name]) for name, (_, fragment) in THINGS.items()),
    ):
        names = [*fragment.names, *said, *left_out]
        assert sorted(names) == sorted(field.name for field in attrs.fields(fragment.kind))


@pytest.mark.parametrize("format", ["ics", "jcal"])
def test_what_is_left_out_is_what_is_declared_as_lost(format: str) -> None:
    lost = {name.rpartition(".")[::2] for name in codec_named(format).cannot_carry}
    assert lost == {(owner, name) for owner, names in LEFT_OUT.items() for name in names}


@given(strategies.events())
def test_conference_meta_is_read_back(event: Event) -> None:
    problems: list[Any] = []
    values = META.values(json.loads(META.text(public(event))), problems, clock=event.clock)
    assert problems == []
    default = Event(id=event.id, title="T", timezone=event.timezone)
    changed = attrs.evolve(default, **{**values, "timezone": event.timezone})
    assert META.text(changed) == META.text(public(event))
