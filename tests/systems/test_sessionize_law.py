from __future__ import annotations

import json
from typing import Any

import attrs
from hypothesis import given

from ospo_events.codecs import CODECS
from ospo_events.codecs.loss import strip
from ospo_events.model import (
    Event,
    Link,
    Organization,
    Participant,
    Person,
    Room,
    Session,
    Slot,
    Status,
    Track,
    WallClock,
)
from ospo_events.strategies import events
from ospo_events.views.selection import public

CODEC = CODECS["sessionize"]


def back(event: Event, data: bytes) -> Any:
    return CODEC.decode(data, zone=event.timezone.key, title=event.title, id=event.id)


@given(events(max_sessions=5))
def test_what_is_read_back_and_reported_is_what_fit_says(event: Event) -> None:
    encoded, fitted = CODEC.encode(event), CODEC.fit(event)
    decoded = CODEC.decode(encoded.value(), zone=event.timezone.key, title=event.title)
    assert decoded.report.ok, decoded.report
    assert decoded.event == fitted.event
    assert encoded.report == fitted.report


@given(events(max_sessions=5))
def test_a_second_round_changes_nothing_and_loses_nothing_more(event: Event) -> None:
    first = CODEC.encode(event).value()
    read = back(event, first).value()
    again = CODEC.encode(read)
    assert again.data == first
    assert [item.path for item in again.report] == [("id",), ("title",), ("timezone",)]


@given(events(max_sessions=5))
def test_no_change_without_a_finding(event: Event) -> None:
    fit = CODEC.fit(event)
    fitted, reported = fit.event, {item.path[:1] for item in fit.report if item.path}
    for session in event.sessions:  # a venue without a room becomes a room, which is told of its session
        if session.slot is not None and session.slot.venue is not None and ("sessions",) in reported:
            reported.add(("rooms",))
    for name in ("id", "rooms", "tracks", "people", "sessions", "organizations", "extra"):
        if getattr(fitted, name) != getattr(strip(public(event), ()), name):
            assert (name,) in reported, name


def example() -> Event:
    clock = WallClock("America/New_York")
    return Event(
        id="cities",
        title="Cities",
        timezone="America/New_York",
        rooms=[Room(id="hall", name="Hall"), Room(id="annex", name="Annex")],
        tracks=[Track(id="ai", title="AI"), Track(id="42", title="Code")],
        organizations=[Organization(id="un", name="United Nations")],
        people=[
            Person(id="ada", name="Ada Example", job_title="Engineer", affiliation="un", email="CANARY@private.example")
        ],
        sessions=[
            Session(
                id="talk",
                title="A talk",
                kind="keynote",
                tracks=("ai", "42"),
                slot=clock.slot("2024-07-09", "09:00", "10:00", rooms=("hall", "annex")),
                participants=[Participant(agent="ada", role="chair"), Participant(agent="un", role="host")],
                languages=("en", "es-419"),
                links=(
                    Link("https://x.example/pad", "pad"),
                    Link("https://x.example/CANARY", "stream", audience="team"),
                ),
            ),
            Session(id="open", title="Drinks", kind="social", slot=clock.slot("2024-07-09", "18:00")),
            Session(id="off", title="Called off", status=Status.CANCELLED),
        ],
    )


def test_the_view_all_of_an_event() -> None:
    encoded = CODEC.encode(example())
    view = json.loads(encoded.value())
    talk, drinks = view["sessions"]
    assert (talk["startsAt"], talk["endsAt"], talk["isPlenumSession"]) == (
        "2024-07-09T09:00:00",
        "2024-07-09T10:00:00",
        True,
    )
    assert (drinks["endsAt"], drinks["isServiceSession"], drinks["roomId"]) == (None, True, None)
    assert all(isinstance(room["id"], int) and room["id"] > 0 for room in view["rooms"])
    assert [room.get("x-id") for room in view["rooms"]] == ["hall", "annex"]
    (track,) = [group for group in view["categories"] if group["title"] == "Track"]
    assert [item["id"] for item in track["items"]][1] == 42
    (ada,) = view["speakers"]
    assert (ada["firstName"], ada["lastName"], ada["tagLine"]) == ("Ada", "Example", "Engineer, United Nations")
    codes = set(encoded.report.codes)
    assert codes == {"not-carried", "changed-to-fit", "cancelled-left-out", "value-withheld"}
    assert any("only people are speakers" in item.message for item in encoded.report if item.code == "not-carried")


def test_the_numbers_of_a_room_stay_when_others_come_and_go() -> None:
    event = example()
    fewer = attrs.evolve(event, rooms=event.rooms[1:])
    numbers = [
        {room["x-id"]: room["id"] for room in json.loads(CODEC.encode(one).data)["rooms"]} for one in (event, fewer)
    ]
    assert numbers[0]["annex"] == numbers[1]["annex"]


def test_the_repeated_hour_survives() -> None:
    clock = WallClock("America/New_York")
    start = clock.at("2024-11-02", "01:30", fold=1)
    event = Event(
        id="e", title="E", timezone="America/New_York", sessions=[Session(id="s", title="S", slot=Slot(start))]
    )
    (one,) = back(event, CODEC.encode(event).data).value().sessions
    assert one.slot.start.timestamp() == start.timestamp()


def test_a_real_view_keeps_what_is_sessionizes_own(documents: dict[str, list[Any]]) -> None:
    data = json.dumps(documents["sessionize"][0]).encode()
    event = CODEC.decode(data, zone="UTC", title="T").value()
    written = CODEC.encode(event).value()
    assert CODEC.decode(written, zone="UTC", title="T").value() == event
    before, after = documents["sessionize"][0], json.loads(written)
    assert [group["id"] for group in after["categories"]] == [group["id"] for group in before["categories"]]
    assert sorted(after["sessions"][0]["categoryItems"]) == sorted(before["sessions"][0]["categoryItems"])
    assert after["sessions"][0]["roomId"] == before["sessions"][0]["roomId"]


def test_each_change_is_reported_at_its_own_place() -> None:
    event = Event(
        id="e",
        title="E",
        timezone="UTC",
        rooms=[Room(id="hall", name="Ha\x13ll")],
        sessions=[Session(id=f"s{number}", title=f"S\x91{number}") for number in range(1_100)],
    )
    report = CODEC.encode(event).report
    changed = [item.path for item in report if item.code == "characters-removed"]
    assert set(changed) == {("rooms", 0, "name"), *(("sessions", number, "title") for number in range(1_100))}
    assert len(changed) == 1_101
