"""Shapes of pretalx's pages and API that are met less often: each is read, or said to be left out."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from ospo_events.codecs import CODECS
from tests.support.reading import messages, read_json

TALK = {"code": "AAA111", "title": "Sharing code", "state": "confirmed", "speakers": [{"code": "ADA", "name": "Ada"}]}
AT = {"start": "2024-07-09T10:00:00+02:00", "end": "2024-07-09T10:30:00+02:00"}


def widget(**more: Any) -> dict[str, Any]:
    talk = TALK | AT | {"id": 7, "room": 1, "speakers": ["ADA"], "track": 5, "state": None, "do_not_record": None}
    return {
        "talks": [
            talk,
            talk | {"id": 9, "start": "2024-07-10T10:00:00+02:00", "end": "2024-07-10T10:30:00+02:00"},
            {"id": 8, "title": {"en": "Lunch"}, "start": "2024-07-09T10:00:00Z", "end": "2024-07-09T11:00:00Z", "room": 1},
        ],
        "version": "0.3",
        "timezone": "Europe/Berlin",
        "event_start": "2024-07-09",
        "event_end": "2024-07-10",
        "tracks": [{"id": 5, "name": {"en": "Main"}, "color": "#123456"}],
        "rooms": [{"id": 1, "name": {"en": "Hall"}}],
        "speakers": [{"code": "ADA", "name": "Ada", "avatar": None}],
    } | more  # fmt: skip


def test_the_data_of_the_pages_of_pretalx_is_read_with_its_zone_days_and_version() -> None:
    decoded = read_json(widget(), title="E 24")
    event = decoded.value()
    assert (event.timezone.key, len(event.days), event.version, event.extra) == ("Europe/Berlin", 2, "0.3", {})
    assert [(one.id, one.kind, one.repeat_of) for one in event.sessions] == [
        ("AAA111", "talk", None),
        ("AAA111-20240710T0800Z", "talk", "AAA111"),
        ("break-20240709T1000Z-1", "meal", None),
    ]
    assert decoded.report.codes == ()


def test_the_data_of_the_pages_of_pretalx_does_not_say_the_title() -> None:
    decoded = read_json(widget())
    assert decoded.event is None
    assert decoded.report.codes == ("missing-title",)


def test_t14_where_a_speaker_lives_is_not_told() -> None:
    speaker = {"code": "ADA", "name": "Ada", "timezone": "Pacific/Canary", "locale": "canary", "has_arrived": True}
    decoded = read_json({"submissions": [TALK | {"speakers": ["ADA"]}], "speakers": [speaker]}, zone="UTC", title="T")
    assert "anary" not in repr(attrs.astuple(decoded.value(), recurse=False))


def test_t14_tags_for_the_team_are_not_told() -> None:
    tags = [{"id": 1, "tag": "canary", "is_public": False}, {"id": 2, "tag": "cities", "is_public": True}]
    for document in (
        [TALK | {"tags": tags}],
        {"submissions": [TALK | {"tags": [1, 2]}], "tags": tags},
    ):
        decoded = read_json(document, zone="UTC", title="T")
        assert decoded.value().sessions[0].tags == ("cities",)
        assert "canary" not in repr(attrs.astuple(decoded.value(), recurse=False))
        assert {"private-data-left-out", "dangling-reference"} & set(decoded.report.codes)


def test_a_list_of_events_is_not_mixed() -> None:
    events = [{"slug": slug, "name": slug, "timezone": "UTC", "date_from": "2024-07-09"} for slug in ("e24", "e25")]
    decoded = read_json({"count": 2, "next": None, "results": events})
    assert decoded.value().title == "e24"
    assert len(messages(decoded, "several-events")) == 1


def test_a_room_may_be_called_anything_in_indonesian() -> None:
    slot = AT | {"room": {"en": "Hall", "id": "Aula"}, "room_id": 1}
    event = read_json([TALK | {"submission_type": "Talk", "slot": slot}], zone="UTC", title="T").value()
    assert [(room.id, room.name) for room in event.rooms] == [("1", "Hall")]


def test_a_break_keeps_its_id_when_the_schedule_is_released_anew() -> None:
    def ids(first: int) -> set[str]:
        document = {
            "slots": [AT | {"id": first + n, "room": n, "submission": None, "slot_type": "break"} for n in range(3)],
            "rooms": [{"id": n, "name": f"Room {n}", "guid": None} for n in range(3)],
        }
        return {one.id for one in read_json(document, zone="UTC", title="T", merge_breaks=False).value().sessions}

    assert len(ids(1)) == 3
    assert ids(1) == ids(1_000)


def test_a_speaker_named_by_code_first_gets_the_name_told_later() -> None:
    files = {
        "a.json": json.dumps([TALK | {"speakers": ["ADA"]}]).encode(),
        "b.json": json.dumps([TALK | {"code": "BBB222"}]).encode(),
    }
    event = CODECS["pretalx"].decode(files, zone="UTC", title="T").value()
    assert [person.name for person in event.people] == ["Ada"]


def test_collections_that_are_null_are_none() -> None:
    event = read_json({"submissions": [TALK], "rooms": None, "tracks": None}, zone="UTC", title="T").value()
    assert (len(event.sessions), event.rooms) == (1, ())


def test_a_type_told_whole_by_its_name_and_answers_that_are_no_objects() -> None:
    whole = TALK | {"submission_type": {"id": 3, "name": {"en": "Workshop"}}, "answers": ["blue", 5]}
    decoded = read_json({"submissions": [whole], "answers": []}, zone="UTC", title="T")
    assert decoded.event is not None
    assert decoded.event.sessions[0].kind == "workshop"
    assert {"wrong-type", "not-expanded"} <= set(decoded.report.codes)


def test_an_answer_told_by_its_number_is_looked_up() -> None:
    talk = TALK | {"submission_type": "Talk", "answers": [9]}
    document = {
        "submissions": [talk],
        "answers": [{"id": 9, "question": 4, "answer": "Blue"}],
        "questions": [{"id": 4, "question": "Colour", "variant": "string", "is_public": True}],
    }
    event = read_json(document, zone="UTC", title="T").value()
    assert event.sessions[0].extra["x-pretalx"]["answers"] == {"Colour": "Blue"}


def test_a_break_told_twice_is_one() -> None:
    pause = AT | {"id": 4, "room": 1, "submission": None, "slot_type": "break"}
    document = {"slots": [pause], "schedule": {"version": "1", "slots": [pause]}}
    assert len(read_json(document, zone="UTC", title="T").value().sessions) == 1


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ({"date_from": "9 July", "date_to": "2024-07-09"}, "bad-time"),
        ({"date_from": "1850-07-09", "date_to": "2024-07-09"}, "bad-time"),
        ({"date_from": "2020-07-09", "date_to": "2024-07-09"}, "end-before-start"),
    ],
)
def test_days_nobody_can_use_are_told(about: dict[str, str], code: str) -> None:
    event = {"slug": "e", "name": "E", "timezone": "UTC", **about}
    decoded = read_json({"event": event, "submissions": [TALK]})
    assert decoded.event is not None
    assert decoded.event.days == ()
    assert code in decoded.report.codes


@pytest.mark.parametrize(("start", "code"), [("2024-07-09", "bad-time"), ("9:30", "bad-time")])
def test_a_date_alone_is_no_time(start: str, code: str) -> None:
    decoded = read_json([TALK | {"submission_type": "Talk", "slot": {"start": start}}], zone="UTC", title="T")
    assert code in decoded.report.codes
    assert decoded.event is not None
    assert decoded.event.sessions[0].slot is None


@pytest.mark.parametrize(("capacity", "read_as"), [(90.0, 90), (" 90 ", 90), ("", None), (-1, None)])
def test_numbers_of_every_spelling(capacity: Any, read_as: int | None) -> None:
    rooms = [{"id": 1, "name": "Hall", "capacity": capacity}]
    event = read_json({"rooms": rooms, "submissions": [TALK]}, zone="UTC", title="T").value()
    assert event.rooms[0].capacity == read_as


def test_findings_of_the_event_itself_are_shown_in_no_file_of_a_folder() -> None:
    decoded = CODECS["pretalx"].decode({"submissions.json": json.dumps([TALK]).encode()}, zone="UTC", title="T")
    assert decoded.source_map is not None
    assert decoded.source_map.spans([("title",), ("sessions", 0, "duration_of_what"), ("nothing", 3)]).keys() <= {
        ("title",),
        ("sessions", 0, "duration_of_what"),
        ("nothing", 3),
    }


def test_pages_may_be_files_beside_each_other() -> None:
    def page(code: str, following: str | None) -> bytes:
        return json.dumps({"count": 2, "next": following, "results": [TALK | {"code": code}]}).encode()

    first, last = page("A", "https://pretalx.example/?offset=1"), page("B", None)
    both = CODECS["pretalx"].decode({"submissions-1.json": first, "submissions-2.json": last}, zone="UTC", title="T")
    assert [one.id for one in both.value().sessions] == ["A", "B"]
    assert both.report.codes == ()
    alone = CODECS["pretalx"].decode({"submissions-1.json": first}, zone="UTC", title="T")
    assert len(messages(alone, "more-pages")) == 1
    empty = {"rooms_page2.json": b'{"count": 0, "next": null, "results": []}', "submissions.json": first}
    assert len(messages(CODECS["pretalx"].decode(empty, zone="UTC", title="T"), "more-pages")) == 1


def test_ids_are_made_from_names_where_there_is_no_number() -> None:
    talk = {
        "title": "My Talk",
        "state": "confirmed",
        "room": "Big Hall",
        "track": "AI",
        "speakers": [{"name": "Ada B"}],
    }
    slot = {"start": "2024-07-09T09:00:00+02:00", "room": "Big Hall"}
    data = json.dumps({"submissions": [{**talk, "title": "Talk", "code": "", "slot": slot}]}).encode()
    event = CODECS["pretalx"].decode(data, zone="Europe/Berlin", title="T").value()
    assert [room.id for room in event.rooms] == ["big-hall"]
    assert [track.id for track in event.tracks] == ["ai"]
    assert [person.id for person in event.people] == ["ada-b"]
    assert [session.id for session in event.sessions] == ["Talk"]
