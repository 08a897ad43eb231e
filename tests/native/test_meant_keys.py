"""An unknown key gets a suggestion by its meaning, and only then by its spelling."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ospo_events.codecs import Decoded
from ospo_events.codecs.native._meanings import _ADVICE, _NAMES, advice_for
from ospo_events.codecs.native._shorthand import known_keys
from ospo_events.model import Event, Participant, Person, Room, Session, Track
from ospo_events.model.vocabulary import folded

EXPECTED = [
    (Session, "seats", "the seats of a room are its `capacity`"),
    (Session, "capacity", "the seats of a room are its `capacity`"),
    (Room, "seats", "'capacity'"),
    *((Participant, key, "'affiliation'") for key in ("on_behalf_of", "represents", "representing", "organisation")),
    *((Participant, key, "'affiliation'") for key in ("company", "affiliations", "On behalf of")),
    (Person, "organisation", "'affiliation'"),
    (Session, "presenter", "'speakers'"),
    (Session, "presenters", "'speakers'"),
    (Session, "session_chair", "'chairs'"),
    (Session, "location", "'room'"),
    (Session, "place", "'room'"),
    *((Session, key, "'start'") for key in ("begin", "from")),
    *((Session, key, "'end'") for key in ("till", "until", "finish")),
    (Session, "summary", "'title' or 'abstract'"),
    (Session, "subject", "'title' or 'abstract'"),
    (Session, "lang", "'languages'"),
    (Event, "lang", "'languages'"),
    (Session, "topic", "'track'"),
    (Session, "slides", "rel: slides"),
    (Session, "all_day", "write `time: all day` beside `day`"),
    (Track, "name", "'title'"),
    (Event, "organisers", "'organizers'"),
]


@pytest.mark.parametrize(("owner", "key", "help"), EXPECTED)
def test_the_meaning_of_a_key_is_suggested(owner: type, key: str, help: str) -> None:
    said = advice_for(owner, key)
    assert said is not None
    assert help in said


def test_only_keys_that_exist_are_suggested_and_only_for_keys_that_do_not() -> None:
    for owner, names in _NAMES.items():
        known = known_keys(owner)
        assert names.keys() <= known, owner
        words = {word for text in (*names.values(), *_ADVICE.get(owner, {}).values()) for word in text.split()}
        assert not {folded(word) for word in words} & {folded(key) for key in known}, owner
    assert _ADVICE.keys() <= _NAMES.keys()


def test_a_word_has_one_advice() -> None:
    for owner, advice in _ADVICE.items():
        words = [folded(word) for text in advice.values() for word in text.split()]
        assert len(words) == len(set(words))
        assert not {folded(word) for text in _NAMES[owner].values() for word in text.split()} & set(words)


def test_the_finding_tells_what_is_meant(read_yaml: Callable[..., Decoded]) -> None:
    decoded = read_yaml(
        "people: [{id: ada, name: Ada}]\n"
        "sessions:\n"
        "  - {id: one, title: One, seats: 12, participants: [{agent: ada, on_behalf_of: x}], presenter: ada, titel: a}\n"
    )
    helps = {str(item.path[-1]): item.help for item in decoded.report if item.code == "unknown-key"}
    assert helps["seats"] is not None
    assert helps["seats"].startswith("the seats of a room are its `capacity`")
    assert helps["on_behalf_of"] == "did you mean 'affiliation'?"
    assert helps["presenter"] == "did you mean 'speakers'?"
    assert helps["titel"] == "did you mean 'title'?"
