"""pretalx keeps more than the programme: every version of the schedule, and everybody who proposed something."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from ospo_events.codecs import CODECS
from ospo_events.model import Event, instant
from tests.support.corpus import real_file
from tests.support.reading import read_json

read = partial(read_json, format="pretalx", source="x.json")


EVENT = {"slug": "e24", "name": "E 24", "timezone": "Europe/Berlin", "date_from": "2024-07-09", "date_to": "2024-07-09"}


def talk(code: str, title: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "title": title, "state": "confirmed", "submission_type": "Talk", "speakers": [], **more}


def slot(number: int, code: str | None, hour: int, **more: Any) -> dict[str, Any]:
    times = {"start": f"2024-07-09T{hour}:00:00+02:00", "end": f"2024-07-09T{hour}:30:00+02:00"}
    return {"id": number, "submission": code, "room": None, **times, **more}


def event_of(document: object) -> Event:
    decoded = read(document)
    assert decoded.event is not None, decoded.report
    return decoded.event


def versions(**more: Any) -> dict[str, Any]:
    return {
        "event": EVENT,
        "submissions": [talk("A1", "Once")],
        "slots": [slot(1, "A1", 10, schedule=5), slot(2, "A1", 11, schedule=10), slot(3, "A1", 12, schedule=9)],
        **more,
    }


def test_the_slots_of_the_version_published_last_count() -> None:
    schedules = [
        {"id": 9, "version": "0.3", "published": "2024-03-01T00:00:00Z"},
        {"id": 5, "version": "0.1", "published": "2024-01-01T00:00:00Z"},
        {"id": 10, "version": "wip", "published": None},
    ]
    decoded = read(versions(schedules=schedules))
    assert decoded.event is not None
    [session] = decoded.event.sessions
    assert session.slot is not None
    assert session.slot.start.hour == 12
    assert decoded.event.version == "0.3"
    assert "other-schedule" in decoded.report.codes


def test_without_the_schedules_the_choice_is_said() -> None:
    decoded = read(versions())
    assert decoded.event is not None
    [session] = decoded.event.sessions
    assert session.slot is not None
    assert session.slot.start.hour == 11
    [finding] = [item for item in decoded.report if item.code == "several-schedules"]
    assert finding.span is not None
    assert finding.help


def test_several_runs_in_one_version_are_repeats() -> None:
    document = versions(slots=[slot(1, "A1", 14, schedule={"id": 5}), slot(2, "A1", 10, schedule=5)])
    first, second = event_of(document).sessions
    assert (first.id, second.id, second.repeat_of) == ("A1", "A1-20240709T0800Z", "A1")
    assert first.slot is not None
    assert second.slot is not None
    assert instant(first.slot.start) > instant(second.slot.start), "the older slot is the first"


def test_t14_who_was_refused_is_not_told() -> None:
    document = {
        "event": EVENT,
        "submissions": [
            talk("A1", "In", speakers=["YES"]),
            talk("B1", "Out", state="rejected", speakers=["YES", "canary"]),
            talk("C1", "Gone", state="withdrawn", speakers=[{"code": "canary-2", "name": "Canary"}]),
        ],
        "speakers": [{"code": "YES", "name": "Ana Example"}, {"code": "canary", "name": "Canary"}],
    }
    decoded = read(document)
    assert decoded.event is not None
    assert [one.name for one in decoded.event.people] == ["Ana Example"]
    assert "not-in-programme" in decoded.report.codes
    for codec in CODECS.values():
        if codec.writes:
            assert b"canary" not in codec.encode(decoded.event).data.lower(), codec.name


def test_t13_two_tracks_under_one_id_are_both_kept() -> None:
    document = {
        "event": EVENT,
        "submissions": [
            talk("A1", "One", track={"en": "Cities", "de": "Städte"}, track_id=7),
            talk("B1", "Two", track="Law", track_id=7),
            talk("C1", "Three", track="Law", track_id=7),
            talk("D1", "Four", track="Städte", track_id=7),
        ],
    }
    decoded = read(document)
    assert decoded.event is not None
    titles = {track.id: track.title for track in decoded.event.tracks}
    assert [titles[session.tracks[0]] for session in decoded.event.sessions] == ["Cities", "Law", "Law", "Cities"]
    assert len(titles) == 2
    assert "duplicate-id" in decoded.report.codes


def test_the_real_submissions_agree_with_an_independent_walk() -> None:
    path = real_file("pretalx-api", "europython-submissions.json")
    told = json.loads(path.read_bytes())
    event = CODECS["pretalx"].decode(path.read_bytes(), zone="Europe/Prague", title="T").value()
    tracks = {track.id: track.title for track in event.tracks}
    people = {person.id: person.name for person in event.people}
    assert [
        (
            session.id,
            session.title,
            [tracks[track] for track in session.tracks],
            [people[one.agent] for one in session.participants],
        )
        for session in event.sessions
    ] == [(one["code"], one["title"], [one["track"]["en"]], [who["name"] for who in one["speakers"]]) for one in told]
    emails = {who["email"] for one in told for who in one["speakers"]}
    assert {person.email for person in event.people} == emails
