"""What schedule.json has of its own: colours, meta, rooms with features."""

from __future__ import annotations

import json
from typing import Any

from ospo_events.codecs import CODECS
from tests.support.schedules import GUID

JSON = CODECS["schedule-json"]


def told(entry: dict[str, Any], **conference: Any) -> bytes:
    days = [{"index": 1, "date": "2024-07-09", "rooms": {"A": [entry]}}]
    return json.dumps({"schedule": {"conference": {"title": "T", **conference, "days": days}}}).encode()


ENTRY = {"guid": GUID, "id": 7, "title": "One", "date": "2024-07-09T09:00:00+02:00", "duration": "01:00"}


def test_what_the_json_of_conferences_has_is_written_back() -> None:
    colors = {"primary": "#aabbcc", "background": "#000000"}
    meta = {"timezone": "Europe/Berlin", "participants": [{"name": "Ann", "role": "host"}, {"role": "host"}, 5]}
    data = told(
        {**ENTRY, "code": "ABC123"}, colors=colors, meta=meta, url="https://a.example/", base_url="https://b.example/"
    )
    decoded = JSON.decode(data)
    event = decoded.value()
    assert event.timezone.key == "Europe/Berlin"
    assert [person.name for person in event.people] == ["Ann"]
    assert event.extra["x-schedule"]["base_url"] == "https://b.example/"
    written = json.loads(JSON.encode(event).value())["schedule"]["conference"]
    assert written["colors"] == colors
    (entry,) = next(iter(written["days"][0]["rooms"].values()))
    assert entry["code"] == "ABC123"


def test_a_room_keeps_what_is_its_own() -> None:
    rooms = [{"name": "A", "features": {"floor": "2", "hearing_loop": True}, "stream_id": "s1"}]
    event = JSON.decode(told(ENTRY, rooms=rooms)).value()
    assert event.rooms[0].floor == "2"
    assert event.rooms[0].extra["x-schedule"] == {"stream_id": "s1", "features": {"hearing_loop": True}}


def test_meta_that_cannot_be_read_is_told_and_the_rest_stands() -> None:
    decoded = JSON.decode(told(ENTRY, time_zone_name="Europe/Berlin", meta={"id": "a b", "participants": []}))
    assert decoded.value().title == "T"
    assert "bad-own-data" in decoded.report.codes
