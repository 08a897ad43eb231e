"""All-day slots: whole local dates, in the model and in native files."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import CODECS
from ospo_events.diagnostics import Severity
from ospo_events.model import Day, EndBeforeStart, Event, NonexistentTime, Session, Slot, WallClock
from ospo_events.model.session import slot_days
from ospo_events.model.time import first_instant
from ospo_events.strategies import zones
from ospo_events.views.english import when

BERLIN = ZoneInfo("Europe/Berlin")
DATES = st.dates(dt.date(1990, 1, 1), dt.date(2040, 12, 31))
HEAD = "format: 1\nid: e\ntitle: E\ntimezone: Europe/Berlin\ndays: ['2026-05-04', '2026-05-05']\nsessions:\n"


@given(date=DATES, zone=zones())
def test_a_date_begins_at_its_first_moment(date: dt.date, zone: ZoneInfo) -> None:
    try:
        first = first_instant(date, zone)
    except NonexistentTime:
        assert (zone.key, date) == ("Pacific/Apia", dt.date(2011, 12, 30))
        return
    assert first.date() == date
    before = dt.datetime.fromtimestamp(first.timestamp() - 1, zone)
    assert before.date() < date


@given(date=DATES, length=st.integers(0, 5), zone=zones(), change=st.times())
def test_an_all_day_slot_is_on_its_own_dates_whatever_the_day_change(
    date: dt.date, length: int, zone: ZoneInfo, change: dt.time
) -> None:
    skipped = dt.date(2011, 12, 30)
    last = date + dt.timedelta(days=length)
    if zone.key == "Pacific/Apia" and skipped in (date, last):
        return
    slot = WallClock(zone).all_day(date, last)
    assert slot_days(slot, change) == (date, last)
    assert Slot(slot.start, slot.end, all_day=True) == slot
    event = Event(
        id="e", title="E", timezone=zone, day_change=change, sessions=(Session(id="a", title="A", slot=slot),)
    )
    assert [day.date for day in event.agenda.days] == [date]
    for form in ("json", "yaml"):
        assert CODECS[form].decode(CODECS[form].encode(event).data).event == event
    assert CODECS["yaml"].decode(CODECS["yaml"].encode(event, shorthand=True).data).event == event


def test_a_zone_that_skips_midnight_is_no_error() -> None:
    zone = ZoneInfo("America/Sao_Paulo")
    slot = Slot(dt.datetime(2018, 11, 4, tzinfo=zone), all_day=True)
    assert slot.start == dt.datetime(2018, 11, 4, 1, tzinfo=zone)
    assert slot.end == dt.datetime(2018, 11, 5, tzinfo=zone)
    assert slot.duration == dt.timedelta(hours=23)


def test_a_date_before_one_that_a_zone_skips_ends_where_the_next_begins() -> None:
    slot = WallClock("Pacific/Apia").all_day("2011-12-29")
    assert slot.end is not None
    assert slot.end.date() == dt.date(2011, 12, 31)
    assert slot_days(slot) == (dt.date(2011, 12, 29), dt.date(2011, 12, 29))


def test_without_an_end_it_is_one_date() -> None:
    slot = Slot(dt.datetime(2026, 5, 4, tzinfo=BERLIN), all_day=True)
    assert slot == WallClock(BERLIN).all_day(Day(date=dt.date(2026, 5, 4)))


def test_times_and_a_turned_end_are_refused() -> None:
    monday = dt.datetime(2026, 5, 4, tzinfo=BERLIN)
    with pytest.raises(ValueError, match="the start of an all-day slot to be the first moment of a date"):
        Slot(monday.replace(hour=9), all_day=True)
    with pytest.raises(ValueError, match="the end of an all-day slot"):
        Slot(monday, monday.replace(hour=9), all_day=True)
    with pytest.raises(EndBeforeStart):
        Slot(monday, monday, all_day=True)
    with pytest.raises(EndBeforeStart):
        WallClock(BERLIN).all_day("2026-05-04", "2026-05-03")
    with pytest.raises(ValueError, match="expected a date such as"):
        WallClock(BERLIN).all_day("4 May")


def test_it_comes_first_in_its_day_and_fills_no_gap() -> None:
    clock = WallClock(BERLIN)
    tuesday = clock.all_day("2026-05-05")
    slots = {
        "a": clock.slot("2026-05-04", "09:00", "10:00"),
        "b": clock.slot("2026-05-04", "11:00", "12:00"),
        "fair": clock.all_day("2026-05-04", "2026-05-05"),
        "night": Slot(tuesday.start, tuesday.end),  # the same instants as all of Tuesday, and yet times
        "tour": tuesday,
    }
    sessions = tuple(Session(id=id, title=id, slot=slot) for id, slot in slots.items())
    event = Event(id="e", title="E", timezone=BERLIN, sessions=sessions)
    first, second = event.agenda.days
    assert [(slot.all_day, [item.id for item in slot.sessions]) for slot in first.slots] == [
        (True, ["fair"]),
        (False, ["a"]),
        (False, ["b"]),
        (False, ["night"]),
    ]
    assert len(first.gaps) == 2
    assert [item.id for item in second.sessions] == ["tour"]


@pytest.mark.parametrize(
    "more",
    [
        "sessions:\n- {id: a, title: A, day: '2026-05-04', time: all day}\n- {id: b, title: B}\n",
        "start: '2026-05-04'\n",
        "days: ['2026-05-04']\n",
        "milestones: [{kind: call-closes, date: '2026-03-01'}]\n",
    ],
)
def test_a_file_of_dates_without_a_zone_is_read_in_utc(more: str) -> None:
    decoded = CODECS["yaml"].decode(f"format: 1\nid: e\ntitle: E\n{more}".encode())
    (finding,) = decoded.report
    assert (finding.code, finding.severity) == ("missing-timezone", Severity.INFO)
    assert decoded.value().timezone.key == "UTC"


@pytest.mark.parametrize(
    "more",
    [
        "sessions:\n- {id: a, title: A, day: '2026-05-04', time: all day}\n- {id: b, title: B, start: 2026-05-04T09:00}\n",
        "days: [{date: '2026-05-04', start: '09:00'}]\n",
        "milestones: [{kind: call-closes, at: 2026-03-01T23:59}]\n",
        "",
    ],
)
def test_a_file_of_times_or_of_nothing_has_to_name_its_zone(more: str) -> None:
    decoded = CODECS["yaml"].decode(f"format: 1\nid: e\ntitle: E\n{more}".encode())
    assert [item.code for item in decoded.report.errors] == ["missing-key"]


def test_it_is_said_as_all_day() -> None:
    clock = WallClock(BERLIN)
    assert when(clock.all_day("2026-05-04"), dt.date(2026, 5, 4)) == "all day"
    assert when(clock.all_day("2026-05-04", "2026-05-06"), dt.date(2026, 5, 4)) == "all day, 4–6 May 2026"
    assert when(clock.all_day("2026-05-04"), dt.date(2026, 5, 4), ZoneInfo("Asia/Tokyo")) == "all day"


@pytest.mark.parametrize(
    ("written", "dates"),
    [
        ("day: '2026-05-04', time: all day", (4, 4)),
        ("day: 2, time: All-day", (5, 5)),
        ("day: 2026-05-04 to 2026-05-06, time: all day", (4, 6)),
        ("day: 1 to 2, time: all day", (4, 5)),
        ("day: 2026-05-04–2026-05-06, time: all day", (4, 6)),
        ("slot: {start: '2026-05-04', all_day: true}", (4, 4)),
        ("slot: {start: '2026-05-04', end: '2026-05-06', all_day: true}", (4, 5)),
    ],
)
def test_native_files_say_whole_days(written: str, dates: tuple[int, int]) -> None:
    decoded = CODECS["yaml"].decode(f"{HEAD}- {{id: a, title: A, {written}}}\n".encode())
    assert not decoded.report
    slot = decoded.value().sessions[0].slot
    assert slot is not None
    assert tuple(date.day for date in slot_days(slot)) == dates


@pytest.mark.parametrize(
    ("written", "code", "message"),
    [
        ("slot: {start: 2026-05-04T09:30, all_day: true}", "bad-time", "in an all-day slot"),
        ("slot: {start: '2026-05-04', end: 2026-05-05T10:00, all_day: true}", "bad-time", "in an all-day slot"),
        ("slot: {start: '2026-05-04', end: '2026-05-04', all_day: true}", "end-before-start", "which is not in it"),
        ("slot: {start: '2026-05-04'}", "bad-time", "expected a local time"),
        ("slot: {start: '2026-05-04', rums: [a], all_day: true}", "unknown-key", "rums"),
        ("day: 1, time: all day, end: '10:00'", "contradictory-keys", "'end'"),
        ("day: 2 to 1, time: all day", "end-before-start", "a last day"),
        ("day: 1 to 5, time: all day", "bad-time", "the number of a day"),
        ("time: all day", "missing-key", "'day'"),
        ("day: 1 to 2, time: '09:00'", "bad-time", "got the text '1 to 2'"),
    ],
)
def test_what_contradicts_whole_days_is_found_at_its_line(written: str, code: str, message: str) -> None:
    decoded = CODECS["yaml"].decode(f"{HEAD}- {{id: a, title: A, {written}}}\n".encode())
    (finding,) = decoded.report
    assert finding.code == code
    assert message in finding.message
    assert finding.span is not None
    assert finding.span.line == 7
    assert decoded.event is not None
    assert decoded.event.sessions[0].slot is None or code == "unknown-key"
