"""Real files, where they are at hand: what is read is compared with an independent walk of their JSON."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

from ospo_events.codecs import CODECS, detect
from tests.support.corpus import real_file, shared_file

ZONE = "Europe/Vienna"


def objects(value: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            found.append(item)
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
    return found


@pytest.mark.parametrize(
    "name",
    [
        "azure-linz-2020",
        "devnexus-events",
        "ndc_london_2019",
        "sessionize-sample-all",
        "sessionize-sample-gridsmart",
        "sessionize-sample-sessions",
    ],
)
def test_sessionize(name: str) -> None:
    data = real_file("sessionize", f"{name}.json").read_bytes()
    assert detect(data) == "sessionize"
    decoded = CODECS["sessionize"].decode(data, source=name, zone=ZONE, title="T")
    event = decoded.value()
    walked = {item["id"]: item for item in objects(json.loads(data.decode("utf-8-sig"))) if "startsAt" in item}
    assert set(walked) == {session.id for session in event.sessions}
    for session in event.sessions:
        source = walked[session.id]
        assert session.title == source["title"]
        for key, moment in (
            ("startsAt", session.slot and session.slot.start),
            ("endsAt", session.slot and session.slot.end),
        ):
            naive = source[key] and dt.datetime.fromisoformat(source[key]).replace(tzinfo=ZoneInfo(ZONE))
            assert (moment and moment.timestamp()) == (naive and naive.timestamp())
        wanted = [item if isinstance(item, str) else item["id"] for item in source["speakers"]]
        assert [person.agent for person in session.participants] == wanted
    rooms = {str(item["roomId"]) for item in walked.values() if item["roomId"] is not None}
    assert rooms <= {room.id for room in event.rooms}
    assert set(decoded.report.codes) <= {
        "byte-order-mark",
        "carriage-return",
        "utc-mark-ignored",
        "service-kind-unknown",
    }


def test_indico() -> None:
    data = real_file("indico-json", "indico-demo.json").read_bytes()
    assert detect(data) == "indico"
    event = CODECS["indico"].decode(data, source="indico").value()
    (conference,) = json.loads(data)["results"]
    contributions = {f"contribution-{item['db_id']}": item for item in conference["contributions"]}
    assert set(contributions) == {session.id for session in event.sessions}
    for session in event.sessions:
        source = contributions[session.id]
        start = dt.datetime.fromisoformat(f"{source['startDate']['date']}T{source['startDate']['time']}+00:00")
        assert session.slot.start.timestamp() == start.timestamp()
        assert session.slot.duration == dt.timedelta(minutes=source["duration"])
        everybody = {
            f"person-{item['person_id']}" for key in ("speakers", "primaryauthors", "coauthors") for item in source[key]
        }
        assert {item.agent for item in session.participants} == everybody
    hashes = {item["emailHash"] for item in objects(conference) if item.get("emailHash")}
    assert hashes
    assert not [word for word in hashes if word in repr(attrs.astuple(event, recurse=False))]


def test_pretalx() -> None:
    folder = shared_file("corpus", "pretalx-api")
    files = {path.name.removeprefix("europython-"): path.read_bytes() for path in folder.glob("*.json")}
    assert all(detect(data) == "pretalx" for data in files.values())
    event = CODECS["pretalx"].decode(files, source="folder", zone="Europe/Prague", title="T").value()
    submissions = json.loads(files["submissions.json"])
    assert [session.id for session in event.sessions] == [item["code"] for item in submissions]
    codes = {item["code"] for submission in submissions for item in submission["speakers"]}
    assert {person.id for person in event.people} == codes
    assert [link.href for link in event.sessions[0].links] == [item["resource"] for item in submissions[0]["resources"]]
