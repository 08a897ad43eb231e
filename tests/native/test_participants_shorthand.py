"""Participants as people write them, in a list: names alone, and several affiliations."""

from __future__ import annotations

import json

from ospo_events.codecs import CODECS

DOCUMENT = {
    "format": 1,
    "id": "e",
    "title": "E",
    "timezone": "UTC",
    "organizations": [{"id": "office", "name": "Office"}, {"id": "club", "name": "Club"}],
    "people": [{"id": "ada", "name": "Ada"}, {"id": "ben", "name": "Ben", "affiliation": ["office", "club"]}],
}


def test_several_affiliations_and_names_alone_are_read() -> None:
    for listed in ([{"agent": "ada", "affiliation": ["office", "club"]}, {"agent": "ben"}], ["ada", "ben"]):
        tree = DOCUMENT | {"sessions": [{"id": "a", "title": "A", "participants": listed}]}
        event = CODECS["yaml"].decode(json.dumps(tree).encode()).value()
        assert [item.agent for item in event.sessions[0].participants] == ["ada", "ben"]
        first = event.sessions[0].participants[0]
        assert first.affiliations == (("office", "club") if isinstance(listed[0], dict) else ())
        assert event.people[1].affiliations == ("office", "club")
