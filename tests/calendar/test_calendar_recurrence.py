"""Recurring items are sessions, one for each time, as the people who published them meant it."""

from __future__ import annotations

import datetime as dt
import time
from itertools import chain, takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar._content.values import VALUE_READERS
from ospo_events.codecs.calendar._recurrence.expand import MAX_TIMES
from ospo_events.codecs.calendar._recurrence.rule import read_rule
from ospo_events.model import Event, Status
from ospo_events.model.identity import session_uid
from tests.support.calendars import START, calendar, starts, vevent
from tests.support.reading import event_of

ics = CODECS["ics"]


WEEKLY = [
    "UID:weekly@example.org",
    "DTSTAMP:20240601T120000Z",
    "SUMMARY:Community call",
    "DTSTART;TZID=Europe/Berlin:20241015T160000",
    "DTEND;TZID=Europe/Berlin:20241015T170000",
]


HEAD = (*START, "X-WR-CALNAME:Calls", "X-WR-TIMEZONE:Europe/Berlin")


def calls(*items: list[str]) -> bytes:
    return calendar(*chain.from_iterable(vevent(*item) for item in items), head=HEAD)


def read(*items: list[str]) -> Event:
    decoded = ics.decode(calls(*items))
    assert all(item.span is not None for item in decoded.report)
    return event_of(decoded)


def codes(*items: list[str]) -> dict[str, int]:
    return {item.code: item.span.line for item in ics.decode(calls(*items)).report}


def changed(when: str, *lines: str, **also: str) -> list[str]:
    head = ["UID:weekly@example.org", "DTSTAMP:20240601T120000Z", "SUMMARY:Another call"]
    return [*head, f"RECURRENCE-ID{also.get('parameters', ';TZID=Europe/Berlin')}:{when}", *lines]


def test_each_time_is_a_session_at_the_same_wall_clock_over_the_change_of_clocks() -> None:
    event = read([*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=3"])
    assert starts(event) == ["10-15 16:00", "10-22 16:00", "10-29 16:00"]
    assert [s.slot.start.utcoffset() for s in event.sessions] == [dt.timedelta(hours=h) for h in (2, 2, 1)]
    assert [s.slot.duration for s in event.sessions] == [dt.timedelta(hours=1)] * 3
    assert [s.id for s in event.sessions] == ["weekly", "weekly-20241022", "weekly-20241029"]
    assert [s.repeat_of for s in event.sessions] == [None, "weekly", "weekly"]
    assert event.sessions[0].uid == "weekly@example.org"
    assert len({session_uid(event, s) for s in event.sessions}) == 3


def test_what_is_written_says_each_time_once_and_keeps_the_rule_as_text() -> None:
    event = read([*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20241022T160000"])
    data = ics.encode(event).value()
    assert data.count(b"BEGIN:VEVENT") == 2
    assert b"\r\nRRULE:" not in data[data.index(b"BEGIN:VEVENT") :]
    assert b"X-OSPO-RECURRENCE:RRULE:FREQ=WEEKLY\\;COUNT=3" in data
    assert ics.decode(data).event == event
    assert ics.encode(ics.decode(data).event).value() == data


@pytest.mark.parametrize("exdate", ["EXDATE;TZID=Europe/Berlin:20241022T160000", "EXDATE:20241022T140000Z"])
def test_what_exdate_takes_out_is_gone_in_whatever_zone_it_is_said(exdate: str) -> None:
    assert starts(read([*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=3", exdate])) == ["10-15 16:00", "10-29 16:00"]


def test_exdate_by_date_alone_takes_out_the_time_of_that_day() -> None:
    event = read([*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20241015"])
    assert starts(event) == ["10-22 16:00", "10-29 16:00"]
    assert [s.id for s in event.sessions] == ["weekly-20241022", "weekly-20241029"]
    assert [s.repeat_of for s in event.sessions] == [None, "weekly-20241022"]


def test_rdate_adds_times_and_a_period_its_own_length() -> None:
    event = read([*WEEKLY, "RDATE;TZID=Europe/Berlin:20241017T090000,20241018T090000"])
    assert starts(event) == ["10-15 16:00", "10-17 09:00", "10-18 09:00"]
    event = read([*WEEKLY, "RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20241017T090000/PT3H"])
    assert event.sessions[1].slot.duration == dt.timedelta(hours=3)


@pytest.mark.parametrize(
    ("rdate", "want"),
    [
        ("RDATE:20241017T070000Z", "10-17 09:00"),
        ("RDATE;TZID=America/New_York:20241017T090000", "10-17 15:00"),
        ("RDATE;TZID=America/New_York:20241028T090000", "10-28 14:00"),  # Europe has put its clocks back by then
        ("RDATE;TZID=UTC-5:20241017T090000", "10-17 16:00"),
        ("RDATE;VALUE=DATE:20241017", "10-17 16:00"),  # at the time of the item
    ],
)
def test_rdate_of_another_zone_is_a_session_at_that_instant(rdate: str, want: str) -> None:
    items = [*WEEKLY, rdate]
    assert starts(read(items)) == ["10-15 16:00", want]
    assert [s.slot.duration for s in read(items).sessions] == [dt.timedelta(hours=1)] * 2
    assert "recurrence-refused" not in codes(items)


def test_rdate_of_another_zone_is_known_to_what_takes_out_or_changes_it() -> None:
    gone = [*WEEKLY, "RDATE:20241017T070000Z", "EXDATE;TZID=Europe/Berlin:20241017T090000"]
    assert starts(read(gone)) == ["10-15 16:00"]
    moved = changed("20241017T090000", "DTSTART;TZID=Europe/Berlin:20241018T100000", "DURATION:PT30M")
    event = read([*WEEKLY, "RDATE:20241017T070000Z", "RDATE:20241017T070000Z"], moved)
    assert starts(event) == ["10-15 16:00", "10-18 10:00"]
    assert event.sessions[1].id == "weekly-20241017"


@pytest.mark.parametrize("tzid", ["Here", "Asia/Tokyo"])
def test_rdate_is_turned_to_whatever_clock_its_item_goes_by(tzid: str) -> None:
    zone = ["TZID:Here", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900"]
    item = [*WEEKLY[:3], f"DTSTART;TZID={tzid}:20241016T230000", "DURATION:PT1H", "RDATE:20241017T150000Z"]
    declared = "\r\n".join(["BEGIN:VTIMEZONE", *zone, "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT"])
    event = ics.decode(calls(item).replace(b"BEGIN:VEVENT", declared.encode())).value()
    assert starts(event) == ["10-16 16:00", "10-17 17:00"]
    assert event.sessions[1].id == "weekly-20241018"  # its date there


def test_a_period_of_another_zone_ends_by_that_zone() -> None:
    rdate = "RDATE;VALUE=PERIOD;TZID=America/New_York:20241017T090000/20241017T113000"
    event = read([*WEEKLY, rdate])
    assert event.sessions[1].slot.duration == dt.timedelta(hours=2, minutes=30)


def test_a_day_that_recurs_takes_the_day_of_rdate() -> None:
    event = read([*WEEKLY[:3], "DTSTART;VALUE=DATE:20241015", "RDATE:20241017T070000Z"])
    assert [f"{s.slot.start:%m-%d %H:%M}" for s in event.sessions] == ["10-15 00:00", "10-17 00:00"]


@pytest.mark.parametrize("rdate", ["RDATE:00010101T000000", "RDATE;TZID=Nowhere:99991231T235900Z"])
def test_rdate_that_no_calendar_holds_is_told(rdate: str) -> None:
    items = [*WEEKLY[:3], "DTSTART:20241015T160000Z", "DURATION:PT1H", rdate]
    assert [s.slot.start.year for s in read(items).sessions if s.slot is not None] == [2024]
    assert {"recurrence-refused", "bad-time"} & set(codes(items))


def test_more_times_by_rdate_than_are_read_are_told() -> None:
    days = (dt.datetime(2024, 10, 16, 9) + dt.timedelta(days=number) for number in range(MAX_TIMES + 5))
    items = [*WEEKLY, f"RDATE;TZID=Europe/Berlin:{','.join(f'{day:%Y%m%dT%H%M%S}' for day in days)}"]
    assert len(read(items).sessions) == MAX_TIMES
    assert codes(items)["recurrence-refused"] == 12


def test_a_moved_time_keeps_its_id_and_a_cancelled_one_is_cancelled() -> None:
    moved = changed("20241022T160000", "DTSTART;TZID=Europe/Berlin:20241023T100000", "DURATION:PT30M")
    off = changed("20241029T150000Z", *WEEKLY[3:], "STATUS:CANCELLED", parameters="")
    event = read(off, [*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=3"], moved)
    assert starts(event)[:2] == ["10-15 16:00", "10-23 10:00"]
    assert [s.id for s in event.sessions] == ["weekly", "weekly-20241022", "weekly-20241029"]
    assert [s.title for s in event.sessions] == ["Community call", "Another call", "Another call"]
    assert event.sessions[2].status is Status.CANCELLED


def test_this_and_future_changes_all_that_follow() -> None:
    parameters = ";RANGE=THISANDFUTURE;TZID=Europe/Berlin"
    since = changed("20241022T160000", "DTSTART;TZID=Europe/Berlin:20241022T180000", "DURATION:PT2H")
    since[3] = since[3].replace(";TZID=Europe/Berlin", parameters)
    event = read([*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=4"], since)
    assert starts(event) == ["10-15 16:00", "10-22 18:00", "10-29 18:00", "11-05 18:00"]


def test_a_change_of_a_time_that_is_not_there_is_told_and_read() -> None:
    strange = changed("20241111T160000", "DTSTART;TZID=Europe/Berlin:20241111T100000", "DURATION:PT30M")
    items = ([*WEEKLY, "RRULE:FREQ=WEEKLY;COUNT=2"], strange)
    assert len(read(*items).sessions) == 3
    assert codes(*items)["recurrence-id-unknown"] == 14


def test_changes_whose_item_is_in_another_file_are_told_apart() -> None:
    one = changed("20241022T160000", "DTSTART:20241022T160000Z", "DURATION:PT30M")
    two = changed("20241029T160000", "DTSTART:20241029T160000Z", "DURATION:PT30M")
    assert [s.id for s in read(one, two).sessions] == ["weekly-20241022", "weekly-20241029"]
    assert "duplicate-uid" not in codes(one, two)


def test_a_rule_without_an_end_goes_on_for_a_year_after_the_latest_date() -> None:
    item = [*WEEKLY, "RRULE:FREQ=MONTHLY;BYDAY=3TU"]
    assert len(read(item).sessions) == 13
    assert codes(item)["recurrence-cut"] == 12


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,1,2,3,4,5,6,7",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231T000000Z",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;UNTIL=99991231",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=YEARLY;BYEASTER=1",
        "FREQ=DAILY;UNTIL=tomorrow",
    ],
)
def test_bombs_and_nonsense_are_read_in_bounded_time_and_number(rule: str) -> None:
    items = [[*WEEKLY, f"RRULE:{rule}"] for _ in range(3)]
    began = time.process_time()
    decoded = ics.decode(calls(*items))
    assert time.process_time() - began < 10
    assert 3 <= len(decoded.event.sessions) <= 3 * MAX_TIMES
    assert ics.decode(ics.encode(decoded.event).value()).event == decoded.event


FREQUENCIES = {
    "DAILY": ["BYMONTH=3,10", "BYDAY=MO,FR", "BYMONTHDAY=1,-1,15"],
    "WEEKLY": ["BYDAY=TU,TH,SU", "WKST=SU;BYDAY=SU,WE", "BYMONTH=1,2"],
    "MONTHLY": ["BYDAY=3TU", "BYDAY=-1FR,1MO", "BYMONTHDAY=31", "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "BYMONTHDAY=-2"],
    "YEARLY": ["BYMONTH=5;BYDAY=-1MO", "BYYEARDAY=100,-1", "BYWEEKNO=20;BYDAY=MO", "BYDAY=-2SU,20MO", "BYMONTH=6"],
}


@given(
    st.sampled_from([(freq, part) for freq, parts in FREQUENCIES.items() for part in ["", *parts]]),
    st.integers(1, 4),
    st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2024, 12, 31)),
    st.sampled_from(["", ";BYHOUR=9,17", ";BYMINUTE=0,30"]),
)
def test_rules_give_the_very_times_of_dateutil(
    rule: tuple[str, str], interval: int, start: dt.datetime, hours: str
) -> None:
    freq, part = rule
    start = start.replace(microsecond=0)
    text = f"FREQ={freq};INTERVAL={interval}{';' if part else ''}{part}{hours}"
    last = dt.datetime(2032, 1, 1)
    found = chain.from_iterable(read_rule(VALUE_READERS["recur"](text), start).periods(start.date(), last.date()))
    ours = [moment for moment in found if start <= moment < last]
    assert ours == list(takewhile(lambda moment: moment < last, rrulestr(text, dtstart=start)))


def test_days_recur_as_days() -> None:
    event = read([*WEEKLY[:3], "DTSTART;VALUE=DATE:20241015", "RRULE:FREQ=YEARLY;UNTIL=20261015"])
    assert [f"{s.slot.start:%Y-%m-%d}" for s in event.sessions] == ["2024-10-15", "2025-10-15", "2026-10-15"]


def test_until_in_utc_includes_the_last_time() -> None:
    event = read([*WEEKLY, "RRULE:FREQ=WEEKLY;UNTIL=20241029T150000Z"])
    assert len(event.sessions) == 3
    assert len(read([*WEEKLY, "RRULE:FREQ=WEEKLY;UNTIL=20241029T145959Z"]).sessions) == 2
