"""Elements of schedule.xml: rooms, people, titles, and the lines that findings point at."""

from __future__ import annotations

import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.schedule import _xml_reader
from ospo_events.model import Status
from tests.support.schedules import HEAD, read

XML = CODECS["schedule-xml"]


def test_a_room_outside_of_days_is_a_room() -> None:
    entry = "<event id='1'><title>T</title><date>2024-07-09T09:30:00+02:00</date><duration>01:00</duration></event>"
    decoded = XML.decode(f'<schedule>{HEAD.format("")}<room name="A">{entry}</room></schedule>'.encode())
    event = decoded.value()
    assert [room.name for room in event.rooms] == ["A"]
    assert event.sessions[0].slot is not None
    assert event.sessions[0].slot.rooms == (event.rooms[0].id,)


def test_empty_elements_and_people_say_nothing() -> None:
    decoded = read(
        "<title>T</title><date>2024-07-09T09:30:00+02:00</date><duration>01:00</duration><person/><person id='3'/><links count='0'/>"
        "<persons><person>Ann</person></persons><persons></persons><links>text</links><box><empty/></box>"
    )
    (session,) = decoded.value().sessions
    assert [person.name for person in decoded.value().people] == ["Ann"]
    assert session.extra["x-schedule"]["links/text()"] == ("text",)
    assert decoded.report.codes == ()


def test_a_title_that_is_only_the_word_cancelled_is_a_title() -> None:
    decoded = read("<title>Cancelled: </title><date>2024-07-09T09:30:00+02:00</date><duration>01:00</duration>")
    (session,) = decoded.value().sessions
    assert (session.title, session.status) == ("Cancelled:", Status.CONFIRMED)


def test_more_than_a_programme_needs_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xml_reader, "MAX_BYTES", 10)
    decoded = XML.decode(b"<schedule></schedule>")
    assert decoded.event is None
    assert decoded.report.codes == ("too-large",)


def test_findings_about_a_session_stand_where_its_field_does() -> None:
    decoded = read(
        "<date>2024-07-09T09:30:00+02:00</date>\n<duration>01:00</duration>\n<title>T</title>\n<room>A</room>\n<type>x</type>"
    )
    assert decoded.source_map is not None
    paths: dict[tuple[str | int, ...], int] = {
        ("sessions", 0): 3, ("sessions", 0, "slot", "start"): 3, ("sessions", 0, "slot", "end"): 5,
        ("sessions", 0, "slot", "rooms"): 7, ("sessions", 0, "title"): 6, ("sessions", 0, "kind"): 8,
    }  # fmt: skip
    spans = decoded.source_map.spans(list(paths))
    assert {path: span.line for path, span in spans.items()} == paths
