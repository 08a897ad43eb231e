from __future__ import annotations

import datetime as dt
import json
from functools import partial
from typing import Any

import attrs
import pytest

from ospo_events.codecs import CODECS
from ospo_events.model import Link
from ospo_events.views.selection import public
from tests.support.reading import read_json

read = partial(read_json, format="indico", source="i.json")


def test_an_export_becomes_a_typed_event(documents: dict[str, list[Any]]) -> None:
    decoded = read(documents["indico"][0])
    event = decoded.value()
    assert (event.id, event.title, event.timezone.key, event.kind) == (
        "indico-1", "Code in science", "Europe/Zurich", "meeting",
    )  # fmt: skip
    assert [day.date for day in event.days] == [dt.date(2024, 7, 9), dt.date(2024, 7, 10)]
    assert [(venue.name, venue.address.street) for venue in event.venues] == [("Main site", "1 Example Road")]
    assert [(room.name, room.venue) for room in event.rooms] == [("500-1-001", "main-site")]
    assert [(track.id, track.title, track.color) for track in event.tracks] == [
        ("session-3", "Morning", "#aabbcc"),
        ("physics", "Physics", None),
    ]
    block, talk, part, alone = event.sessions
    assert (block.id, block.kind, block.tracks, block.parent) == ("block-50", "other", ("session-3",), None)
    assert (talk.id, talk.parent, talk.kind, talk.tracks) == (
        "contribution-26",
        "block-50",
        "Plenary talk",
        ("session-3", "physics"),
    )
    assert (part.id, part.parent, part.slot) == ("subcontribution-5", "contribution-26", None)
    assert (alone.id, alone.slot, alone.tracks) == ("contribution-27", None, ("session-3", "physics"))
    assert talk.slot.start.isoformat() == "2024-07-09T09:00:00+02:00"
    assert talk.description == "About code\n\n- one\n- two"
    assert talk.extra["x-indico"]["description"].startswith("<p>")
    assert [(item.agent, item.role) for item in talk.participants] == [
        ("person-17", "speaker"),
        ("person-18", "contributor"),
    ]
    assert talk.links[0] == Link(
        "https://indico.example/talk.pdf", "slides", title="talk.pdf", media_type="application/pdf"
    )
    assert [(item.agent, item.role) for item in block.participants] == [("flo-example", "chair")]
    assert [(item.agent, item.role) for item in event.participants] == [("person-20", "chair")]
    assert [item.name for item in event.organizations] == ["Example University"]


def test_a_timetable_is_read_with_its_nesting(documents: dict[str, list[Any]]) -> None:
    event = read(documents["indico"][1], zone="Europe/Zurich", title="T").value()
    assert [(item.id, item.parent, item.kind) for item in event.sessions] == [
        ("block-50", None, "other"),
        ("contribution-26", "block-50", "talk"),
        ("break-b3", "block-50", "break"),
        ("break-b4", None, "break"),
    ]
    assert event.sessions[2].slot.duration == dt.timedelta(minutes=5)
    assert event.sessions[1].links == (Link("https://indico.example/a", "enclosure", title="a"),)
    told = read(documents["indico"][1])
    assert (told.event, set(told.report.codes)) == (None, {"missing-title"})  # its times say the zone


def test_an_export_and_its_timetable_are_one_programme(documents: dict[str, list[Any]]) -> None:
    export, timetable = documents["indico"][:2]
    files = {"event.json": json.dumps(export).encode(), "timetable.json": json.dumps(timetable).encode()}
    event = CODECS["indico"].decode(files, source="folder").value()
    ids = [item.id for item in event.sessions]
    assert len(ids) == len(set(ids))
    assert ids.count("contribution-26") == 1
    assert {"break-b3", "break-b4"} <= set(ids)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"timezone": "Zurich"}, "unknown-timezone"),
        ({"timezone": None}, "missing-timezone"),
        ({"title": None}, "missing-title"),
        ({"startDate": {"date": "2024-07-09", "time": "x", "tz": "UTC"}}, "bad-time"),
        ({"startDate": {"date": "2024-07-09"}}, "missing-key"),
        ({"startDate": {"date": "2024-07-09", "time": "09:00:00", "tz": "Mars/Olympus"}}, "unknown-timezone"),
        ({"startDate": {"date": "2024-03-31", "time": "02:30:00", "tz": "Europe/Zurich"}}, "nonexistent-local-time"),
        ({"chairs": [{"affiliation": "X"}]}, "missing-key"),
        ({"contributions": ["x"]}, "wrong-type"),
        ({"contributions": [{"id": 1, "title": ["x"]}]}, "wrong-type"),
        ({"contributions": [{"id": 1, "title": "a"}, {"id": 1, "title": "b"}]}, "duplicate-id"),
        ({"sessions": [{"id": 1, "title": "a", "entries": 5}]}, "wrong-type"),
    ],
)
def test_bad_input_is_a_finding_with_its_place(documents: dict[str, list[Any]], change: Any, code: str) -> None:
    export = documents["indico"][0]
    export["results"][0].update(change)
    found = [item for item in read(export).report if item.code == code]
    assert found
    assert all(item.span is not None for item in found)


def test_only_the_first_event_of_an_export_is_read_and_the_others_are_named(documents: dict[str, list[Any]]) -> None:
    export = documents["indico"][0]
    export["results"].append({"_type": "Conference", "id": 2, "title": "Another"})
    assert "several-events" in read(export).report.codes


@pytest.mark.parametrize("document", [{}, 7, {"results": 3}, {"results": [{"a": 1}]}])
def test_other_json_is_refused(document: Any) -> None:
    decoded = read(document)
    assert (decoded.event, decoded.report.codes) == (None, ("wrong-format",))


def test_t13_people_of_one_name_and_two_affiliations_stay_apart(documents: dict[str, list[Any]]) -> None:
    export = documents["indico"][0]
    twins = [{"first_name": "Sam", "last_name": "Example", "affiliation": name} for name in ("A", "B")]
    export["results"][0]["chairs"] = twins
    assert [item.agent for item in read(export).value().participants] == ["sam-example", "sam-example-2"]


def test_t14_private_data_never_becomes_public(documents: dict[str, list[Any]]) -> None:
    for number, options in ((0, {}), (1, {"zone": "Europe/Zurich", "title": "T"})):
        decoded = read(documents["indico"][number], **options)
        assert "CANARY" in repr(attrs.astuple(decoded.value(), recurse=False)) or number == 0
        assert "CANARY" not in repr(attrs.astuple(public(decoded.value()), recurse=False))
    assert "private-data-left-out" in read(documents["indico"][0]).report.codes
