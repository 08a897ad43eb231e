"""What is told when something is fitted to the schedule formats."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from ospo_events import iterencode
from ospo_events.codecs import CODECS
from ospo_events.errors import InvalidProgramme
from ospo_events.model import Day, Event, Link, Participant, Person, Room, Session, Slot, Status

FORMATS = ("schedule-xml", "schedule-json", "schedule2")


GUID = "11111111-1111-4111-8111-111111111111"


def programme(*sessions: Session, **more: Any) -> Event:
    return Event(id="e", title="E", timezone="Europe/Berlin", sessions=sessions, **more)


def at(hour: int, minute: int = 0, **more: Any) -> dt.datetime:
    return programme().clock.at("2024-07-09", f"{hour:02}:{minute:02}").replace(**more)


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_fitted_is_told_at_its_place(format: str) -> None:
    event = programme(
        Session(id="a", title="A", uid=GUID, slot=Slot(at(9, second=7), at(10), rooms=("cellar",))),
        Session(id="b", title="B", uid=GUID, slot=Slot(at(9), at(9))),
        Session(id="c", title="C", uid="not a guid", slot=Slot(at(9), at(9) + dt.timedelta(hours=30))),
        Session(id="d", title="D", slot=Slot(at(12), at(13)), participants=[Participant(agent="nobody")]),
        Session(id="f", title="F"),
    )
    encoded = CODECS[format].encode(event)
    told = {(item.code, item.path[:2]) for item in encoded.report}
    assert {
        ("dangling-reference", ("sessions", 0)),
        ("time-rounded", ("sessions", 0)),
        ("duplicate-uid", ("sessions", 1)),
        ("zero-length-opened", ("sessions", 1)),
        ("guid-replaced", ("sessions", 2)),
        ("session-split", ("sessions", 2)),
        ("dangling-reference", ("sessions", 3)),
        ("unscheduled-left-out", ("sessions", 4)),
    } <= told
    read = CODECS[format].decode(encoded.value()).value()
    assert {session.title for session in read.sessions} == {"A", "B", "C", "D"}
    long = next(session for session in read.sessions if session.title == "C")
    assert long.slot is not None
    assert long.slot.end is not None
    assert long.slot.end - long.slot.start == dt.timedelta(hours=30)


@pytest.mark.parametrize("format", FORMATS)
def test_a_session_of_months_is_an_error_and_nothing_is_written(format: str) -> None:
    event = programme(Session(id="a", title="A", slot=Slot(at(9), at(9) + dt.timedelta(days=3650))))
    encoded = CODECS[format].encode(event)
    assert encoded.data == b""
    assert [item.path for item in encoded.report if item.code == "session-too-long"] == [("sessions", 0, "slot")]


def test_the_streams_write_what_the_codec_writes_and_nothing_on_errors() -> None:
    good = programme(Session(id="a", title="A", slot=Slot(at(9), at(10))))
    bad = programme(Session(id="a", title="A", slot=Slot(at(9), at(9) + dt.timedelta(days=3650))))
    stream = iterencode(good, "schedule-xml")
    assert b"".join(stream) == CODECS["schedule-xml"].encode(good).data
    assert stream.report == CODECS["schedule-xml"].encode(good).report
    with pytest.raises(InvalidProgramme):
        iterencode(bad, "schedule-xml")


@pytest.mark.parametrize("format", ["schedule-json", "schedule2"])
def test_half_a_surrogate_pair_becomes_a_question_mark_and_is_told(format: str) -> None:
    encoded = CODECS[format].encode(programme(Session(id="a", title="A\ud800B", slot=Slot(at(9), at(10)))))
    assert "characters-removed" in encoded.report.codes
    assert b"A?B" in encoded.value()


def test_a_room_whose_name_xml_has_no_place_for_is_still_a_room_of_its_session() -> None:
    rooms = [Room(id="a", name="A"), Room(id="b", name="\x1b")]
    encoded = CODECS["schedule-xml"].encode(
        programme(Session(id="s", title="S", slot=Slot(at(9), at(10), rooms=("a", "b"))), rooms=rooms)
    )
    assert "characters-removed" in encoded.report.codes
    (session,) = CODECS["schedule-xml"].decode(encoded.value()).value().sessions
    assert session.slot is not None
    assert len(session.slot.rooms) == 2


def test_two_rooms_and_two_people_with_one_uid_get_their_own() -> None:
    rooms = [Room(id="a", name="A", uid=GUID), Room(id="b", name="B", uid=GUID), Room(id="a", name="A")]
    people = [Person(id="p", name="P; Q", uid=GUID), Person(id="r", name="R", uid=GUID)]
    slot = Slot(at(9), at(10), rooms=("a", "b"))
    both = [Participant(agent="p"), Participant(agent="r")]
    event = programme(Session(id="s", title="S", slot=slot, participants=both), rooms=rooms, people=people)
    encoded = CODECS["schedule-json"].encode(event)
    conference = json.loads(encoded.value())["schedule"]["conference"]
    guids = [room["guid"] for room in conference["rooms"]]
    assert len(guids) == len(set(guids)) >= 2
    assert any("';'" in item.message for item in encoded.report if item.code == "changed-to-fit")


def test_schedule2_tells_what_service_items_lose() -> None:
    event = programme(
        Session(
            id="a",
            title="Lunch",
            kind="meal",
            status=Status.TENTATIVE,
            slot=Slot(at(12), at(13)),
            description="Soup",
            links=[Link("no uri at all")],
        ),
        languages=["en"],
        links=[Link("https://logo.example/x.png", "icon")],
    )
    encoded = CODECS["schedule2"].encode(event)
    lost = {item.path for item in encoded.report if item.code == "not-carried"}
    assert {("sessions", 0, "kind"), ("sessions", 0, "description"), ("sessions", 0, "status")} <= lost


def test_what_is_several_is_read_back_in_the_plural() -> None:
    event = programme(
        Session(id="a", title="A", uid=GUID, slot=Slot(at(9), at(9, second=30))),
        days=[Day(date=dt.date(2024, 7, 9), title="First")],
    )
    said = [item.message for item in CODECS["schedule-xml"].encode(event).report if "read back as" in item.message]
    assert any(message.startswith("the days of this event are read back as ") for message in said), said
