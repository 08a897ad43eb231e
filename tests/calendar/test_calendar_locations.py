"""LOCATION beside our own data: a place that somebody changed is told, another spelling of the same place is not."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

from ospo_events import strategies
from ospo_events.codecs import CODECS
from ospo_events.diagnostics import Diagnostic, Severity
from ospo_events.model import Event, Link, Room

ics = CODECS["ics"]
jcal = CODECS["jcal"]


def differing(data: bytes, **options: str) -> list[Diagnostic]:
    return [item for item in ics.decode(data, **options).report if item.code == "location-differs"]


def test_a_location_that_somebody_changed_is_told_where_it_stands(small: Event) -> None:
    data = ics.encode(small).value()
    changed = data.replace(b"LOCATION:Room A\\, Headquarters", b"LOCATION:The garden")
    assert changed != data
    decoded = ics.decode(changed, source="edited.ics")
    (finding,) = decoded.report
    assert (finding.code, finding.severity, finding.path) == ("location-differs", Severity.WARNING, ("sessions", 0))
    assert "'Room A, Headquarters'" in finding.message
    assert "'The garden'" in finding.message
    assert finding.span is not None
    assert changed.decode().split("\r\n")[finding.span.line - 1] == "LOCATION:The garden"
    # What our own data say is kept, and the finding says so.
    assert decoded.value() == ics.decode(data).value()


def test_a_location_that_somebody_took_out_is_told_at_the_item(small: Event) -> None:
    changed = ics.encode(small).value().replace(b"LOCATION:Room A\\, Headquarters\r\n", b"")
    (finding,) = differing(changed)
    assert finding.span is not None
    assert changed.decode().split("\r\n")[finding.span.line - 1] == "BEGIN:VEVENT"


def test_other_spaces_are_no_other_place(small: Event) -> None:
    changed = ics.encode(small).value().replace(b"LOCATION:Room A\\, Head", b"LOCATION: Room  A\\, Head")
    assert not differing(changed)


def test_the_room_of_a_part_is_its_parents(small: Event) -> None:
    talk, lunch, party = small.sessions
    event = attrs.evolve(small, sessions=(talk, attrs.evolve(lunch, parent="talk"), party))
    data = ics.encode(event).value()
    assert data.count(b"LOCATION:Room A\\, Headquarters") == 2
    assert not ics.decode(data).report
    # Alone in a file, nothing there says where its parent is.
    assert not differing(ics.encode(event, sessions=["lunch"]).value())
    start, end = (
        data.rsplit(b"LOCATION:Room A", 1) if data.index(b"SUMMARY:Lunch") > data.index(b"Opening") else (b"", b"")
    )
    (finding,) = differing(start + b"LOCATION:Room Z" + end)
    assert finding.path == ("sessions", 1)


def test_rooms_that_the_file_does_not_declare_are_not_compared(small: Event) -> None:
    lines = ics.encode(small).value().replace(b"\r\n ", b"").split(b"\r\n")
    without = b"\r\n".join(line for line in lines if not line.startswith(b"X-OSPO-ROOM"))
    assert not differing(without)


def test_no_place_is_invented(small: Event) -> None:
    homeless = attrs.evolve(small, venues=(), rooms=(), sessions=(attrs.evolve(small.sessions[1], id="only"),))
    data = ics.encode(homeless).value()
    assert b"LOCATION" not in data
    assert not differing(data)
    online = homeless.with_session("only", links=(Link("https://meet.example.org/x", "meeting"),))
    data = ics.encode(online).value().replace(b"\r\n ", b"")
    assert b"LOCATION:https://meet.example.org/x" in data
    assert b"CONFERENCE;FEATURE=AUDIO,VIDEO;VALUE=URI:https://meet.example.org/x" in data
    assert not differing(data)


@pytest.mark.parametrize("name", ["Hall \x01 one", "\x01", "A\r\nB", "\x9f "])
def test_characters_that_do_not_travel_are_no_change_of_place(small: Event, name: str) -> None:
    talk = small.sessions[0]
    event = attrs.evolve(small, rooms=(Room(id="a", name=name, venue="hq"),), sessions=(talk,))
    assert not differing(ics.encode(event).value())


@given(strategies.events())
def test_what_we_wrote_ourselves_has_no_other_location(event: Event) -> None:
    assert not differing(ics.encode(event).value())
    assert "location-differs" not in jcal.decode(jcal.encode(event).value()).report.codes


PLACES = (
    ("Great Hall, Main Street 1, 10115 Berlin", "Great Hall"),
    ("Great Hall", "Great Hall"),
    ("Hall", "Hall"),
)


def test_a_room_that_is_named_with_and_without_its_house_is_one() -> None:
    items = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:202605{number + 4:02}T090000Z\r\n"
        f"DTEND:202605{number + 4:02}T100000Z\r\nSUMMARY:Talk {number}\r\n"
        f"LOCATION:{place.replace(',', chr(92) + ',')}\r\nEND:VEVENT\r\n"
        for number, (place, _) in enumerate(PLACES)
    )
    data = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//x//EN\r\n{items}END:VCALENDAR\r\n".encode()
    event = CODECS["ics"].decode(data, zone="Europe/Berlin").value()
    for session, (_, room) in zip(event.sessions, PLACES, strict=True):
        assert session.slot is not None
        assert [event.index.rooms[id].name for id in session.slot.rooms] == [room]
