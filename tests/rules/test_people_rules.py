"""Rules about people, beyond the examples on their pages."""

from __future__ import annotations

import pytest

from tests.support.reading import findings, read_fragment


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Grace Hopperman", "Grace Hoperman", True),
        ("Grace Hoppermann", "Grace Hopperman", True),
        ("Grace Hopperman", "Grace Hoppirman", True),
        ("Grace Hopperman", "Grace Happirman", False),  # two letters
        ("Grace Hopperman", "Graca Hoppirman", False),  # two words
        ("Ada Li", "Ada Lu", False),  # so short that it says nothing
        ("Gracia Hopper B", "Gracia Hopper C", False),  # an initial says nothing either
        ("Grace Hopperman", "Grace HOPPERMAN", True),
        ("Mononymous", "Mononimous", False),
    ],
)
def test_names_one_letter_apart(one: str, other: str, near: bool) -> None:
    event = read_fragment(f"people: [{{id: one, name: {one}}}, {{id: other, name: {other}}}]\n")
    messages = [item.message for item in findings(event, "near-duplicate-name")]
    assert bool(messages) is near
    if near:
        assert messages == [f"'one' and 'other' may be one person: {one!r} and {other!r}"]


def test_parts_of_a_session_with_people_need_none_of_their_own() -> None:
    event = read_fragment(
        """
people: [{id: ada, name: Ada Example}]
sessions:
  - {id: one, title: Open models, participants: [{agent: ada}]}
  - {id: two, title: Open data, participants: [{agent: ada}]}
  - {id: block, title: Block, participants: [{agent: ada}]}
  - {id: three, title: Open law, participants: [{agent: ada}]}
  - {id: part, title: A part of it, parent: block}
  - {id: alone, title: Alone}
"""
    )
    assert [item.path for item in findings(event, "session-without-speaker")] == [("sessions", 5)]
