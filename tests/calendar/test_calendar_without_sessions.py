"""A calendar has a component whatever the programme holds, and its UID outlives every title."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given

from ospo_events import Day, Event, Session, Track, Venue, WallClock, decode, encode
from ospo_events.codecs.calendar import check, make_calendar, make_feeds
from ospo_events.model import event_uid
from ospo_events.strategies import events

FIRST, LAST = dt.date(2026, 5, 4), dt.date(2026, 5, 6)
EMPTY = Event(id="e", title="E", timezone="Europe/Berlin", venues=(Venue(id="v", name="House"),))
DAYS = attrs.evolve(EMPTY, days=(Day(date=FIRST), Day(date=LAST)))
SLOT = WallClock("Europe/Berlin").slot("2026-05-05", "09:00", "10:00")


def components(data: bytes) -> list[str]:
    """Return the names of the components right inside of a VCALENDAR."""
    names: list[str] = []
    depth = 0
    for line in data.decode().splitlines():
        if line.startswith("BEGIN:"):
            names += [line[6:]] if depth == 1 else []
            depth += 1
        elif line.startswith("END:"):
            depth -= 1
    return names


@given(events())
def test_every_calendar_has_a_component(event: Event) -> None:
    bare = attrs.evolve(event, sessions=())
    for each in (event, bare, attrs.evolve(bare, days=(), milestones=(), timezone="UTC")):
        for times in ("local", "utc"):
            assert components(encode(each, "ics", times=times, cancelled="omit").data)
        assert all(components(feed.data) for feed in make_feeds(each))
    assert components(make_calendar(event, "None", []))


@pytest.mark.parametrize("format", ["ics", "jcal"])
@pytest.mark.parametrize("event", [EMPTY, DAYS, attrs.evolve(DAYS, timezone="UTC")])
def test_what_stands_for_the_event_is_no_session_to_our_reader(format: str, event: Event) -> None:
    read = decode(encode(event, format).data, format)
    assert read.event == event
    assert len(read.report) == 0


def test_the_days_of_the_event_are_one_item() -> None:
    data = encode(DAYS, "ics").data
    assert components(data) == ["VEVENT"]
    text = data.decode()
    assert "DTSTART;VALUE=DATE:20260504\r\nDTEND;VALUE=DATE:20260507\r\nSUMMARY:E\r\n" in text
    assert text.count(f"UID:{event_uid(DAYS)}") == 1, "the event's own, in its item"
    assert encode(DAYS, "ics", profile="rich").data.count(f"UID:{event_uid(DAYS)}".encode()) == 2
    assert "LOCATION:House\r\n" in text
    assert check(data).ok
    assert components(encode(attrs.evolve(DAYS, status="cancelled"), "ics", cancelled="omit").data) == ["VTIMEZONE"]
    assert b"SUMMARY:Cancelled: E" in encode(attrs.evolve(DAYS, status="cancelled"), "ics", cancelled="prefix").data


def test_once_a_session_has_a_time_the_days_are_left_to_it() -> None:
    event = attrs.evolve(DAYS, sessions=(Session(id="a", title="A", slot=SLOT),))
    assert components(encode(event, "ics").data) == ["VTIMEZONE", "VEVENT"]
    assert b"X-OSPO-DAYS" not in encode(event, "ics").data


def uid(data: bytes) -> str:
    """Return the UID of a calendar itself."""
    return next(line[4:] for line in data.decode().splitlines() if line.startswith("UID:"))


def test_the_uid_of_a_part_is_made_from_its_group_and_id() -> None:
    session = Session(id="a", title="A", slot=SLOT, tracks=("t",))
    event = Event(id="e", title="E", timezone="Europe/Berlin", tracks=(Track(id="t", title="T"),), sessions=(session,))
    renamed = attrs.evolve(
        event, tracks=(Track(id="t", title="Other"),), days=(Day(date=SLOT.start.date(), title="Day"),)
    )
    before, after = (
        {feed.path: uid(feed.data) for feed in make_feeds(each, profile="rich")} for each in (event, renamed)
    )
    assert before == after
    assert len(set(before.values())) == len(before), "and no two are the same"
    same_words = attrs.evolve(event, tracks=(Track(id="t", title="T"), Track(id="t2", title="T")))
    uids = [uid(feed.data) for feed in make_feeds(same_words, profile="rich")]
    assert len(set(uids)) == len(uids)


def test_the_uid_of_a_selection_is_made_from_the_ids_in_it() -> None:
    a, b = (Session(id=id, title=id, slot=SLOT) for id in "ab")
    event = Event(id="e", title="E", timezone="Europe/Berlin", sessions=(a, b))
    one, other = (encode(event, "ics", sessions=[id], profile="rich").data for id in "ab")
    assert uid(one) != uid(other)
    x, y = (uid(make_calendar(event, name, [a], profile="rich")) for name in "XY")
    assert x == y == uid(one)
    assert uid(make_calendar(event, "X", [a], key="session/a", profile="rich")) != uid(one)
    # Programs that look for the first UID of a file take a feed with one of its own for a single item.
    for data in (encode(event, "ics").data, encode(event, "jcal").data, make_calendar(event, "X", [a])):
        assert uid(one).encode() not in data
