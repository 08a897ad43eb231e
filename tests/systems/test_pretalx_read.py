from __future__ import annotations

import datetime as dt
import json
from functools import partial
from typing import Any

import attrs
import pytest

from ospo_events.codecs import CODECS
from ospo_events.diagnostics import text
from ospo_events.model import Audience, Link, Status
from ospo_events.views.selection import public
from tests.support.reading import read_json
from tests.support.systems import pretalx_bundle

read = partial(read_json, format="pretalx", source="p.json")


def test_a_bundle_becomes_a_typed_event(documents: dict[str, list[Any]]) -> None:
    decoded = read(documents["pretalx"][0])
    event = decoded.value()
    assert (event.id, event.title, event.timezone.key, event.color) == (
        "cities24", "Code für Städte 2024", "Europe/Berlin", "#123456",
    )  # fmt: skip
    assert [day.date for day in event.days] == [dt.date(2024, 7, 9), dt.date(2024, 7, 10)]
    assert [(room.id, room.name, room.capacity, room.uid) for room in event.rooms] == [
        ("1", "Saal", 100, "g-1"),
        ("4", "Annex", None, None),
    ]
    assert event.rooms[0].extra["x-pretalx"]["translations"] == {"name": {"en": "Hall"}}
    assert event.extra["x-pretalx"]["translations"] == {"name": {"en": "Code for Cities 2024"}}
    assert [(track.id, track.title, track.color) for track in event.tracks] == [("2", "Cities", "#3aa57c")]
    assert [person.name for person in event.people] == ["Ada Example", "Ben Example"]
    first, second, called_off, lunch = event.sessions
    assert (first.id, second.id, second.repeat_of) == ("AAA111", "AAA111-20240710T0800Z", "AAA111")
    assert (first.kind, first.tags, first.languages, first.tracks) == ("talk", ("ospo",), ("de",), ("2",))
    assert first.slot.start.isoformat() == "2024-07-09T10:00:00+02:00"
    assert second.slot.duration == dt.timedelta(minutes=30)  # of the submission
    assert first.recording.opt_out is True
    assert first.links[0] == Link("https://pretalx.example/s.pdf", "slides", title="Slides")
    assert first.links[1].audience is Audience.TEAM
    assert first.extra["x-pretalx"]["answers"] == {"Level": "expert"}
    assert (called_off.status, called_off.slot) == (Status.CANCELLED, None)
    assert (lunch.id, lunch.title, lunch.kind) == ("break-20240709T1000Z-1", "Mittagessen", "meal")
    assert lunch.slot.rooms == ("1",)
    assert "Refused" not in [item.title for item in event.sessions]


def test_everything_left_out_is_a_finding(documents: dict[str, list[Any]]) -> None:
    report = read(documents["pretalx"][0]).report
    assert report.ok
    assert set(report.codes) == {"private-data-left-out", "not-in-programme", "dangling-reference"}
    assert all(item.span is not None for item in report)


def test_the_language_can_be_chosen(documents: dict[str, list[Any]]) -> None:
    event = read(documents["pretalx"][0], language="en").value()
    assert (event.title, event.rooms[0].name) == ("Code for Cities 2024", "Hall")


def test_the_legacy_shape_is_read(documents: dict[str, list[Any]]) -> None:
    decoded = read(documents["pretalx"][1], zone="Europe/Berlin", title="Cities")
    (one,) = decoded.value().sessions
    assert (one.kind, one.tracks, one.tags, one.status) == ("workshop", ("2",), ("ospo",), Status.TENTATIVE)
    assert one.slot.rooms == ("1",)
    assert one.slot.duration == dt.timedelta(minutes=45)
    assert [room.name for room in decoded.event.rooms] == ["Hall"]


def test_pages_and_lists_of_pages_are_read(documents: dict[str, list[Any]]) -> None:
    page = documents["pretalx"][2]
    page["next"] = "https://pretalx.example/api/events/x/submissions/?page=2"
    page["count"] += 1
    alone = read(page, zone="Europe/Berlin", title="T")
    assert "more-pages" in alone.report.codes
    last = {**page, "next": None, "results": [{"code": "ZZZ999", "title": "Last", "state": "confirmed"}]}
    together = read([page, last], zone="Europe/Berlin", title="T")
    assert "more-pages" not in together.report.codes
    assert [one.id for one in together.event.sessions] == [*[one.id for one in alone.event.sessions], "ZZZ999"]


def test_a_folder_is_read_as_one(documents: dict[str, list[Any]]) -> None:
    bundle = documents["pretalx"][0]
    files = {f"{name}.json": json.dumps(value, indent=1).encode() for name, value in bundle.items()}
    decoded = CODECS["pretalx"].decode(files, source="export")
    assert decoded.value() == read(bundle).value()
    assert {item.span.source for item in decoded.report} == {
        "export/submissions.json",
        "export/slots.json",
        "export/speakers.json",
        "export/event.json",
    }
    assert "(5 times)" in text.render_text(decoded.report) or "export/" in text.render_text(decoded.report)
    files["rooms.json"] = b'[{"id": 1,'
    broken = CODECS["pretalx"].decode(files, source="export")
    (fault,) = broken.report.errors
    assert (fault.code, fault.span.source) == ("not-json", "export/rooms.json")


def test_the_released_schedule_of_the_api_is_read(documents: dict[str, list[Any]]) -> None:
    submission = documents["pretalx"][1][0]
    current = {
        "id": 3,
        "version": "0.4",
        "published": "2024-01-01T00:00:00Z",
        "comment": None,
        "slots": [
            {
                "id": 7,
                "room": {"id": 1, "name": "Hall", "capacity": 10, "guid": "g"},
                "start": "2024-07-09T10:00:00+02:00",
                "end": "2024-07-09T10:45:00+02:00",
                "submission": {**submission, "slot": None},
            },
            {
                "id": 8,
                "room": 1,
                "start": "2024-07-09T11:00:00+02:00",
                "end": None,
                "submission": None,
                "description": "Coffee",
            },
        ],
    }
    event = read({"schedule": current}, zone="Europe/Berlin", title="T").value()
    assert event.version == "0.4"
    assert [(item.id, item.slot.rooms) for item in event.sessions] == [
        ("AAA111", ("1",)),
        ("break-20240709T0900Z-1", ("1",)),
    ]
    legacy = {
        "version": "0.4",
        "slots": [submission],
        "breaks": [
            {
                "room": "Hall",
                "room_id": 1,
                "start": "2024-07-09T11:00:00+02:00",
                "end": None,
                "description": {"en": "Lunch"},
            }
        ],
    }
    event = read(legacy, zone="Europe/Berlin", title="T").value()
    assert [(item.title, item.kind) for item in event.sessions] == [("Sharing code", "workshop"), ("Lunch", "meal")]


def test_what_the_documents_do_not_say_has_to_be_told(documents: dict[str, list[Any]]) -> None:
    decoded = read(documents["pretalx"][1])
    assert decoded.event is None
    assert {"missing-timezone", "missing-title"} <= set(decoded.report.codes)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"submissions": [{"code": "A", "state": "confirmed", "title": 5}]}, "wrong-type"),
        ({"submissions": [{"code": "A", "state": "confirmed"}]}, "missing-title"),
        ({"submissions": [{"code": "A", "title": "a", "speakers": ["ZZZ"]}]}, "dangling-reference"),
        ({"submissions": [{"code": "A", "title": "a", "speakers": [4]}]}, "wrong-type"),
        ({"submissions": [{"code": "A", "title": "a", "track": 99}]}, "dangling-reference"),
        ({"submissions": [{"code": "A", "title": "a", "tags": [99]}]}, "dangling-reference"),
        ({"submissions": [{"code": "A", "title": "a", "resources": [1]}]}, "not-expanded"),
        ({"submissions": [{"code": "A", "title": "a"}, {"code": "A", "title": "b"}]}, "duplicate-id"),
        ({"submissions": [{"code": "A", "title": "a", "state": "dreaming"}]}, "unknown-value"),
        ({"slots": [{"id": 1, "room": 99, "start": "2024-07-09T10:00:00Z", "submission": None}]}, "dangling-reference"),
        (
            {"slots": [{"id": 1, "room": 1, "start": "2024-07-09T10:00:00Z", "submission": "GONE"}]},
            "dangling-reference",
        ),
        ({"slots": [{"id": 1, "room": 1, "start": "yesterday", "submission": None}]}, "bad-time"),
        ({"event": {"slug": "x", "timezone": "Berlin", "name": "X"}}, "unknown-timezone"),
        (
            {
                "event": {
                    "slug": "x",
                    "timezone": "UTC",
                    "name": "X",
                    "date_from": "2024-01-01",
                    "date_to": "2026-01-01",
                }
            },
            "end-before-start",
        ),
        (
            {"rooms": [{"id": 1, "name": "Hall", "capacity": 5}, {"id": 1, "name": "Saal", "capacity": 5}]},
            "duplicate-id",
        ),
        ({"weather": 1}, "not-modelled"),
        ({"rooms": 5}, "wrong-type"),
    ],
)
def test_bad_input_is_a_finding_with_its_place(documents: dict[str, list[Any]], change: Any, code: str) -> None:
    decoded = read(documents["pretalx"][0] | change)
    found = [item for item in decoded.report if item.code == code]
    assert found, decoded.report.codes
    assert all(item.span is not None for item in found)


@pytest.mark.parametrize("document", [{}, 7, "x", None, {"a": {"b": 1}}])
def test_other_json_is_refused(document: Any) -> None:
    decoded = read(document, zone="UTC", title="T")
    assert decoded.event is None
    assert not decoded.report.ok


def test_t14_private_data_never_becomes_public(documents: dict[str, list[Any]]) -> None:
    event = read(documents["pretalx"][0]).value()
    assert event.people[0].email == "CANARY-ada@private.example"
    assert "CANARY" not in repr(attrs.astuple(public(event), recurse=False))
    assert "ada@private" not in event.people[0].id


def answered(**question: Any) -> dict[str, Any]:
    """Return a bundle whose first submission has an answer to a question told in full."""
    bundle = pretalx_bundle()
    answer = {"id": 9, "question": {"id": 9, "question": "Diet", **question}, "answer": "CANARY"}
    bundle["submissions"]["results"][0]["answers"] = [answer]
    return bundle


@pytest.mark.parametrize(
    ("bundle", "is_read"),
    [
        (answered(is_public=False), False),
        (answered(is_public=True, contains_personal_data=True), False),
        (answered(is_public=True), True),
        (answered(), True),
    ],
)
def test_an_answer_that_is_not_public_is_for_the_team_and_only_where_asked(
    bundle: dict[str, Any], is_read: bool
) -> None:
    data = json.dumps(bundle).encode()
    codec = CODECS["pretalx"]
    first = codec.decode(data).event
    assert first is not None
    assert ("CANARY" in str(first.sessions[0].extra)) is is_read
    asked = codec.decode(data, private=True).event
    assert asked is not None
    session = asked.sessions[0]
    place = "x-pretalx" if is_read else "x-pretalx-team"
    assert session.extra[place]["answers"]["Diet"] == "CANARY"
    assert ("CANARY" in str(public(asked).sessions[0].extra)) is is_read


def test_an_answer_to_a_question_that_is_told_elsewhere_not_to_be_public_is_left_out() -> None:
    bundle = pretalx_bundle()
    bundle["questions"] = [{"id": 5, "question": "Diet", "variant": "string", "is_public": False}]
    bundle["submissions"]["results"][0]["answers"] = [{"id": 9, "question": 5, "answer": "CANARY"}]
    decoded = CODECS["pretalx"].decode(json.dumps(bundle).encode())
    assert decoded.event is not None
    assert "CANARY" not in str(decoded.event.sessions[0].extra)
    assert "private-data-left-out" in decoded.report.codes
