"""Who is who in a schedule file: different people stay different, and one person stays one."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import CODECS, Decoded
from ospo_events.model import Event
from tests.schedule.test_schedule_corpus import read as read_real
from tests.support.schedules import read

GUIDS = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"]


def persons(*elements: str) -> Decoded:
    return read(f"<title>T</title><date>2024-07-09T10:00:00+02:00</date><persons>{''.join(elements)}</persons>")


def names(event: Event) -> list[str]:
    return [person.name for person in event.people]


def test_equal_numbers_and_different_names_are_different_people() -> None:
    decoded = persons('<person id="12">Ada</person>', '<person id="12">Bob</person>', '<person id="12">Ada</person>')
    event = decoded.value()
    assert names(event) == ["Ada", "Bob"]
    assert [item.agent for item in event.sessions[0].participants] == ["ada", "bob", "ada"]
    (finding,) = [item for item in decoded.report if item.code == "person-id-shared"]
    assert finding.span is not None
    assert finding.span.line == 4
    assert [person.extra["x-schedule"] for person in event.people if person.extra] == [{"id": 12}]


@pytest.mark.parametrize("identity", [f'guid="{GUIDS[0]}"', 'code="ABCDEF"', f'guid="{GUIDS[0].upper()}" id="3"'])
def test_an_equal_guid_or_code_is_one_person_under_two_names(identity: str) -> None:
    event = persons(f"<person {identity}>Ada</person>", f"<person {identity}>Dr. Ada</person>").value()
    assert names(event) == ["Ada"]
    assert [item.credited_as for item in event.sessions[0].participants] == [None, "Dr. Ada"]


def test_different_guids_are_different_people_of_one_name_and_number() -> None:
    event = persons(*(f'<person id="1" guid="{guid}">Kim</person>' for guid in GUIDS)).value()
    assert [(person.id, person.uid) for person in event.people] == [("kim", GUIDS[0]), ("kim-2", GUIDS[1])]


@pytest.mark.parametrize(
    "unknown", ["<person>Ada</person>", '<person id="0">Ada</person>', '<person id="">Ada</person>']
)
@pytest.mark.parametrize("first", [True, False])
def test_who_has_no_number_is_the_one_of_that_name(unknown: str, first: bool) -> None:
    both = [unknown, '<person id="5" url="https://a.example/">Ada</person>'][:: 1 if first else -1]
    (person,) = persons(*both).value().people
    assert (person.name, person.url, person.extra["x-schedule"]) == ("Ada", "https://a.example/", {"id": 5})


@given(
    st.lists(
        st.tuples(st.sampled_from(["Ada", "Bob", "Cleo", "Dan"]), st.sampled_from([None, 0, 1, 2, 3])), max_size=12
    )
)
def test_distinct_names_in_are_distinct_people_out(listed: list[tuple[str, int | None]]) -> None:
    people = [{"name": name} | ({} if id is None else {"id": id}) for name, id in listed]
    entry = {"id": 1, "title": "T", "date": "2024-07-09T10:00:00+02:00", "duration": "00:30", "persons": people}
    schedule = {"conference": {"title": "C", "time_zone_name": "Europe/Berlin", "days": [{"rooms": {"A": [entry]}}]}}
    event = CODECS["schedule-json"].decode(json.dumps({"schedule": schedule}).encode()).value()
    (session,) = event.sessions
    assert [event.index.people[item.agent].name for item in session.participants] == [name for name, _ in listed]
    assert set(names(event)) == {name for name, _ in listed}
    numbers = {(name, id or None) for name, id in listed}
    known = {name for name, id in numbers if id}
    assert len(event.people) == len({(name, id) for name, id in numbers if id or name not in known})


def test_a_real_schedule_xml_keeps_its_names(xml_file: Path) -> None:
    found = {(item.text or "").strip() for item in ElementTree.parse(xml_file).iter("person")} - {""}
    assert set(names(read_real(xml_file).value())) == found
