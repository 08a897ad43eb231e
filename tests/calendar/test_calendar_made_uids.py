"""UIDs that the id gives are not told from those that somebody wrote down."""

from __future__ import annotations

import attrs

from ospo_events import Event, Session, WallClock
from ospo_events.codecs import CODECS
from ospo_events.model import event_uid, session_uid

SLOT = WallClock("UTC").slot("2026-05-04", "09:00", "10:00", rooms=())


def test_a_uid_that_the_id_gives_is_left_out_and_told() -> None:
    event = Event(id="e", title="E", timezone="UTC", sessions=(Session(id="a", title="A", slot=SLOT),))
    session = attrs.evolve(event.sessions[0], uid=session_uid(event, event.sessions[0]))
    written = attrs.evolve(event, uid=event_uid(event), sessions=(session,))
    fitted = CODECS["ics"].fit(written)
    assert (fitted.event.uid, fitted.event.sessions[0].uid) == (None, None)
    assert {item.path for item in fitted.report if item.code == "not-carried"} == {("uid",), ("sessions", 0, "uid")}


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
    from ospo_events import Room

    event = Event(id="e", title="E", timezone="UTC", rooms=[Room(**room) for room in rooms], sessions=breaks)
    fitted = CODECS["sessionize"].fit(event)
    assert [session.slot and len(session.slot.rooms) for session in fitted.event.sessions] == [2]
    assert any("is read as one" in item.message for item in fitted.report)


def test_uids_that_differ_by_blanks_are_one_in_a_calendar() -> None:
    later = WallClock("UTC").slot("2026-05-04", "11:00", "12:00", rooms=())
    sessions = [Session(id="a", title="A", slot=SLOT, uid="x@y"), Session(id="b", title="B", slot=later, uid=" x@y ")]
    fitted = CODECS["ics"].fit(Event(id="e", title="E", timezone="UTC", sessions=sessions))
    assert len({session.id for session in fitted.event.sessions}) == 2
    assert "duplicate-uid" in fitted.report.codes


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
