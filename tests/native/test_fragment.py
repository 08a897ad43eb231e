"""Fragments: some attributes of a class, written and read as native files spell them."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from hypothesis import given

from ospo_events import strategies
from ospo_events.codecs.native._spellings import FORMAT
from ospo_events.codecs.native._to_tree import to_tree
from ospo_events.codecs.native.attributes import read_attribute
from ospo_events.codecs.native.fragment import Fragment
from ospo_events.model import Event, Link, Organization, Participant, Person, Room, Series, Session, Track, Venue

WHOLE: dict[str, Fragment[Any]] = {
    "venues": Fragment(Venue),
    "rooms": Fragment(Room),
    "tracks": Fragment(Track),
    "people": Fragment(Person),
    "organizations": Fragment(Organization),
    "sessions": Fragment(Session),
    "participants": Fragment(Participant),
    "links": Fragment(Link),
}


def plain(tree: Any) -> Any:
    return json.loads(json.dumps(tree))


@given(strategies.events())
def test_a_fragment_is_what_native_files_have(event: Event) -> None:
    tree = plain(to_tree(event))
    assert tree.pop("format") == FORMAT
    assert plain(Fragment(Event).dump(event)) == tree
    for name, fragment in WHOLE.items():
        assert [plain(fragment.dump(item)) for item in getattr(event, name)] == tree.get(name, [])


@given(strategies.events())
def test_what_a_fragment_writes_it_reads_back(event: Event) -> None:
    problems: list[Any] = []
    assert Fragment(Event).load(plain(Fragment(Event).dump(event)), problems, clock=event.clock) == event
    for name, fragment in WHOLE.items():
        for item in getattr(event, name):
            assert fragment.load(plain(fragment.dump(item)), problems, clock=event.clock) == item
    assert problems == []


@given(strategies.events())
def test_the_text_of_a_fragment_is_the_json_of_its_tree(event: Event) -> None:
    for fragment, items in [(Fragment(Event), [event]), *((WHOLE[name], getattr(event, name)) for name in WHOLE)]:
        for item in items:
            tree = fragment.dump(item)
            assert fragment.text(item) == json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def test_a_fragment_holds_the_attributes_it_was_asked_for() -> None:
    room = Room(id="a", name="A", floor="2", capacity=5)
    assert list(Fragment(Room, only=("floor", "id")).dump(room)) == ["floor", "id"]
    assert Fragment(Room, without={"id", "floor"}).dump(room) == {"name": "A", "capacity": 5}
    assert Fragment(Room, without={"floor", "extra"}).values({"id": "a", "floor": "2", "x-more": 1}, []) == {"id": "a"}
    assert Fragment(Room, only=("extra",)).values({"id": "a", "x-more": 1}, []) == {"extra": {"x-more": 1}}


@pytest.mark.parametrize(
    ("tree", "values", "told"),
    [
        (7, {}, [("wrong-type", ())]),
        ({"capacity": True, "floor": "2"}, {"floor": "2"}, [("wrong-type", ("capacity",))]),
        ({"capacity": 10**400}, {}, [("invalid-value", ("capacity",))]),
        ({"accessibility": ["a", 4, [], "b"]}, {"accessibility": ("a", "b")},
         [("wrong-type", ("accessibility", 1)), ("wrong-type", ("accessibility", 2))]),
        ({"links": ["https://example.org/"]}, {"links": (Link("https://example.org/"),)}, []),
        ({"links": [{"href": "https://example.org/", "titel": "T"}]}, {"links": (Link("https://example.org/"),)},
         [("unknown-key", ("links", 0, "titel"))]),
        ({"links": [{"href": "https://example.org/a"}, {"title": "T"}, {"href": "https://example.org/b", "rel": 5}]},
         {"links": (Link("https://example.org/a"),)}, [("missing-key", ("links", 1)), ("wrong-type", ("links", 2, "rel"))]),
        ({"stream": {"rel": "stream"}}, {}, [("missing-key", ("stream",))]),
        ({"stream": None}, {"stream": None}, []),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_its_path_and_the_rest_stands(tree: Any, values: Any, told: Any) -> None:
    problems: list[Any] = []
    assert Fragment(Room).values(tree, problems) == values
    assert [(problem.code, problem.path) for problem in problems] == told


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        ([], [("wrong-type", ())]),
        ({"name": "A"}, [("missing-key", ())]),
        ({"id": 5, "name": "A"}, [("wrong-type", ("id",))]),
        ({"id": "a b", "name": "A"}, [("invalid-id", ("id",))]),
        ({"id": "a", "name": " "}, [("empty-text", ("name",))]),
        ({"id": "a", "name": "A", "capacity": -1}, [("invalid-value", ())]),
    ],
)
def test_a_value_that_cannot_be_is_told_and_never_raised(tree: Any, told: Any) -> None:
    problems: list[Any] = []
    assert Fragment(Room).load(tree, problems) is None
    assert [(problem.code, problem.path) for problem in problems] == told


def test_an_attribute_that_a_value_cannot_have_leaves_it_as_it_was() -> None:
    room = Room(id="a", name="A", capacity=5)
    problems: list[Any] = []
    changed = Fragment(Room).changed(room, {"id": "a b", "name": "B", "capacity": -1, "floor": 3}, problems)
    assert changed == attrs.evolve(room, name="B")
    assert {problem.path for problem in problems} == {("id",), ("capacity",), ("floor",)}


def test_problems_stand_where_shorthand_stands() -> None:
    problems: list[Any] = []
    series = {"id": "s", "title": "S", "link": 5, "x-more": 1}
    values = Fragment(Event, only=("series",)).values({"series": series}, problems)
    assert values == {"series": Series(id="s", title="S")}
    assert ("series", "link") in {problem.path for problem in problems}


def test_a_link_that_does_not_say_whom_it_is_for_is_none():
    problems = []
    tree = {"href": "https://example.org", "private": "perhaps"}
    assert Fragment(Link).values(tree, problems) == {}
    assert problems


def test_unknown_data_that_nothing_can_hold_are_told():
    problems = []
    clock = Event(id="e", title="E", timezone="UTC").clock
    value = read_attribute(Session, ("extra",), {"x-a": float("nan")}, clock, problems)
    assert value is None
    assert [item.code for item in problems] == ["invalid-value"]
