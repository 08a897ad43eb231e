"""What Sessionize cannot say is fitted, and told."""

from __future__ import annotations

from typing import Any

import attrs

from ospo_events import WallClock
from ospo_events.codecs import CODECS
from ospo_events.model import (
    Event,
    Link,
    Organization,
    Participant,
    Person,
    RecordingPolicy,
    Room,
    Session,
    Slot,
    Track,
)

EMPTY = Event(id="e", title="E", timezone="UTC")


def sessionize(event: Event) -> tuple[Event, list[tuple[str, tuple[Any, ...]]]]:
    encoded = CODECS["sessionize"].encode(event)
    decoded = CODECS["sessionize"].decode(encoded.value(), zone="UTC", title=event.title, id=event.id)
    told = [(item.code, item.path) for item in encoded.report if len(item.path) > 1]
    return decoded.value(), told


def test_what_sessionize_cannot_say_of_people_is_fitted_and_told() -> None:
    event = Event(
        id="e",
        title="E",
        timezone="UTC",
        organizations=[Organization(id="un", name="Example Org")],
        people=[
            Person(id="a", name="A", affiliation="un", url="https://a.example/", extra={"x-other": 1}),
            Person(
                id="b",
                name="B",
                job_title="Chair",
                affiliation="nobody",
                links=[Link("https://b.example/i.png", "image"), Link("https://b.example/j.png", "image")],
            ),
        ],
    )
    read, told = sessionize(event)
    ada, ben = read.people
    assert (ada.job_title, [link.href for link in ada.links]) == ("Example Org", ["https://a.example/"])
    assert (ben.job_title, [(link.href, link.rel) for link in ben.links]) == (
        "Chair",
        [("https://b.example/j.png", "me"), ("https://b.example/i.png", "image")],
    )
    assert ("changed-to-fit", ("people", 0, "affiliation")) in told
    assert ("value-withheld", ("people", 0, "extra", "x-other")) in told
    assert ("changed-to-fit", ("people", 1, "links", 1)) in told


def test_what_sessionize_cannot_say_of_sessions_is_fitted_and_told() -> None:
    start = EMPTY.clock.at("2024-07-09", "09:00")
    event = Event(
        id="e",
        title="E",
        timezone="UTC",
        rooms=[Room(id="hall", name="Hall")],
        tracks=[Track(id="ai", title="AI")],
        organizations=[Organization(id="un", name="Example Org")],
        people=[Person(id="a", name="A")],
        sessions=[
            Session(
                id="s",
                title="S",
                kind="talk",
                slot=Slot(start, rooms=("hall", "cellar")),
                tracks=("ai", "none"),
                participants=[Participant(agent="un"), Participant(agent="a")],
                languages=("en", "tlh"),
                url="ftp://a.example/",
                links=[
                    Link("mailto:a@b.example"),
                    Link("https://a.example/x", "x-own"),
                    Link("https://a.example/live", "stream"),
                    Link("https://a.example/slides", "slides", title="Mine"),
                ],
                recording=RecordingPolicy(links=[Link("https://a.example/video", "recording")]),
            )
        ],
    )
    read, told = sessionize(event)
    (session,) = read.sessions
    assert session.slot is not None
    assert session.slot.rooms == ("hall",)
    assert session.tracks == ("ai",)
    assert [item.agent for item in session.participants] == ["a"]
    assert session.url is None
    assert {link.href for link in session.links} == {
        "https://a.example/x",
        "https://a.example/live",
        "https://a.example/slides",
    }
    assert session.recording is not None
    assert [link.href for link in session.recording.links] == ["https://a.example/video"]
    paths = {
        path for code, path in told if code in ("changed-to-fit", "not-carried", "dangling-reference", "unsafe-link")
    }
    assert {
        ("sessions", 0, "slot", "rooms"),
        ("sessions", 0, "tracks"),
        ("sessions", 0, "participants", 0),
        ("sessions", 0, "url"),
        ("sessions", 0, "links", 0),
        ("sessions", 0, "links", 1),
        ("sessions", 0, "links", 3),
    } <= paths
    assert ("sessions", 0, "links", 2) not in paths


def test_a_recording_policy_that_says_nothing_is_told_where_it_is_left_out() -> None:
    event = attrs.evolve(EMPTY, sessions=[Session(id="s", title="S", recording=RecordingPolicy())])
    read, told = sessionize(event)
    assert read.sessions[0].recording is None
    assert ("changed-to-fit", ("sessions", 0, "recording")) in told


def test_data_of_sessionize_never_replaces_what_the_model_says() -> None:
    own = {"title": "Another", "id": 7, "hint": "kept"}
    event = attrs.evolve(
        EMPTY,
        people=[Person(id="a", name="A", extra={"x-sessionize": {"fullName": "Z"}})],
        sessions=[Session(id="s", title="S", extra={"x-sessionize": own})],
        extra={"x-sessionize": "text"},
    )
    read, told = sessionize(event)
    assert read == attrs.evolve(CODECS["sessionize"].fit(event).event, id="e")
    assert (read.people[0].name, read.sessions[0].title, read.sessions[0].id) == ("A", "S", "s")
    assert read.sessions[0].extra == {"x-sessionize": {"hint": "kept"}}
    paths = {path for code, path in told if code == "changed-to-fit"}
    assert paths == {
        ("people", 0, "extra", "x-sessionize", "fullName"),
        ("sessions", 0, "extra", "x-sessionize", "id"),
        ("sessions", 0, "extra", "x-sessionize", "title"),
        ("extra", "x-sessionize"),
    }


def test_the_first_stream_comes_before_the_other_links() -> None:
    links = [Link("https://a.example/", "related"), Link("https://a.example/", "stream")]
    event = attrs.evolve(EMPTY, sessions=[Session(id="s", title="S", links=links)])
    read, _ = sessionize(event)
    assert [link.rel for link in read.sessions[0].links] == ["stream", "related"]
    assert read.sessions == CODECS["sessionize"].fit(event).event.sessions


def test_breaks_in_several_rooms_are_one_in_sessionize() -> None:
    clock = WallClock("UTC")
    rooms = [{"id": "hall", "name": "Hall"}, {"id": "yard", "name": "Yard"}]
    breaks = [
        Session(
            id=room["id"],
            title="Lunch",
            kind="meal",
            slot=clock.slot("2026-05-04", "12:00", "13:00", rooms=(room["id"],)),
        )
        for room in rooms
    ]
    event = Event(id="e", title="E", timezone="UTC", rooms=[Room(**room) for room in rooms], sessions=breaks)
    fitted = CODECS["sessionize"].fit(event)
    assert [session.slot and len(session.slot.rooms) for session in fitted.event.sessions] == [2]
    assert any("is read as one" in item.message for item in fitted.report)
