"""People of schedule.json whose members are of other shapes than the schema says."""

from __future__ import annotations

from typing import Any

import pytest

from ospo_events.codecs import CODECS
from ospo_events.model import Person
from tests.schedule.test_schedule_extras import document


def people(*persons: Any) -> tuple[Person, ...]:
    return CODECS["schedule-json"].decode(document(persons=list(persons))).value().people


@pytest.mark.parametrize(
    ("links", "hrefs", "kept"),
    [
        ("https://a.example/", [], True),
        (["https://a.example/"], ["https://a.example/"], False),
        ([{"url": "https://a.example/", "more": 1}], [], True),
        ([{"url": 5}], [], True),
    ],
)
def test_links_that_say_more_are_kept_as_they_are(links: Any, hrefs: list[str], kept: bool) -> None:
    (person,) = people({"name": "Ada", "links": links})
    assert [link.href for link in person.links] == hrefs
    assert ("links" in person.extra.get("x-schedule", {})) == kept


def test_two_addresses_of_a_person_are_not_confused() -> None:
    (person,) = people({"name": "Ada", "url": "https://a.example/", "feedback_url": "https://b.example/"})
    assert person.url == "https://a.example/"


def test_members_that_are_lists_are_no_hindrance() -> None:
    once = {"name": "Ada", "guid": ["x"], "code": {"a": 1}}
    assert [person.name for person in people(once, once)] == ["Ada"]
