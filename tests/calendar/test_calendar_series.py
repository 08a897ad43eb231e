"""Series of other people's calendars: what EXDATE, RDATE and RECURRENCE-ID mean, revisions, bounds; beside an oracle."""

from __future__ import annotations

import datetime as dt
from typing import Any

import icalendar
import pytest

from ospo_events.codecs import CODECS
from ospo_events.errors import InvalidOption
from ospo_events.model import Event
from tests.support.calendars import START, calendar, vevent
from tests.support.series import generated_series

ics = CODECS["ics"]
BERLIN = (*START, "X-WR-CALNAME:x", "X-WR-TIMEZONE:Europe/Berlin")
FIRST = ("UID:u", "DTSTAMP:20260101T000000Z", "SUMMARY:Call")
NEW_YORK = (*FIRST, "DTSTART;TZID=America/New_York:20260602T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3")
DAYS = (*FIRST, "DTSTART;VALUE=DATE:20260623", "DTEND;VALUE=DATE:20260624", "RRULE:FREQ=WEEKLY;COUNT=3")
_QUIET = {"recurrence-expanded", "undeclared-zone", "other-zone", "no-time-of-day"}


def read(*items: tuple[str, ...], head: tuple[str, ...] = BERLIN, **options: Any) -> tuple[Event, dict[str, int]]:
    """Return what is read of items, and the line of the first finding of each code that says something."""
    lines = [line for lines in items for line in vevent(*lines)]
    decoded = ics.decode(calendar(*lines, head=head), **options)
    codes: dict[str, int] = {}
    for finding in decoded.report:
        assert finding.span is not None
        codes.setdefault(finding.code, finding.span.line)
    assert decoded.event is not None
    return decoded.event, {code: line for code, line in codes.items() if code not in _QUIET}


def starts(event: Event, form: str = "%m-%dT%H:%M") -> list[str]:
    return [format(session.slot.start, form) for session in event.sessions if session.slot is not None]


@pytest.mark.parametrize(
    ("line", "left", "codes"),
    [
        ("EXDATE:20260609T100000", ["06-02T16:00", "06-16T16:00"], {"floating-time": 13}),
        ("EXDATE;TZID=Europe/Berlin:20260609T160000", ["06-02T16:00", "06-16T16:00"], {}),
        ("EXDATE:20260609T140000Z", ["06-02T16:00", "06-16T16:00"], {}),
        ("EXDATE;TZIP=America/New_York:20260609T100000", ["06-02T16:00", "06-16T16:00"], {"malformed-parameter": 13}),
        ("EXDATE:20260609T160000", ["06-02T16:00", "06-09T16:00", "06-16T16:00"], None),
        ("RDATE:20260610T100000", ["06-02T16:00", "06-09T16:00", "06-10T16:00", "06-16T16:00"], {"floating-time": 13}),
        (
            "RDATE;VALUE=PERIOD:20260610T100000/20260610T113000",
            ["06-02T16:00", "06-09T16:00", "06-10T16:00", "06-16T16:00"],
            {"floating-time": 13},
        ),
    ],
)
def test_a_time_without_a_zone_is_in_that_of_dtstart(line: str, left: list[str], codes: dict[str, int] | None) -> None:
    event, found = read((*NEW_YORK, line))
    assert starts(event) == left
    assert found == codes if codes is not None else found["exdate-unknown"] == 13


def test_recurrence_id_and_until_without_a_zone_are_in_that_of_dtstart() -> None:
    moved = (*FIRST, "RECURRENCE-ID:20260609T100000", "DTSTART;TZID=America/New_York:20260609T120000", "DURATION:PT1H")
    assert starts(read(NEW_YORK, moved)[0]) == ["06-02T16:00", "06-09T18:00", "06-16T16:00"]
    until = (*NEW_YORK[:-1], "RRULE:FREQ=WEEKLY;UNTIL=20260609T100000")
    assert starts(read(until)[0]) == ["06-02T16:00", "06-09T16:00"]


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Europe/Berlin", "20260629T220000Z"),
        ("America/New_York", "20260630T040000Z"),
        ("Pacific/Auckland", "20260629T120000Z"),
        ("Pacific/Kiritimati", "20260629T100000Z"),
        ("America/New_York", "20260630T000000Z"),
        ("Europe/Berlin", "20260630T000000"),
        ("UTC", "20260629T220000Z"),
    ],
)
def test_midnight_in_utc_takes_out_a_day(zone: str, text: str) -> None:
    event, codes = read((*DAYS, f"EXDATE:{text}"), head=(*START, "X-WR-CALNAME:x", f"X-WR-TIMEZONE:{zone}"))
    assert starts(event, "%m-%d") == ["06-23", "07-07"]
    assert not codes
    event, _ = read((*DAYS[:-1], "RRULE:FREQ=WEEKLY;UNTIL=20260629T220000Z"))
    assert starts(event, "%m-%d") == ["06-23", "06-30"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("EXDATE;TZID=America/New_York:20260609T000000", "exdate-unknown"),
        ("EXDATE;VALUE=DATE:20260610", "exdate-unknown"),
        ("EXDATE;TZID=America/New_York:20270609T100000", "exdate-unknown"),
        ("EXDATE;VALUE=PERIOD:20260609T140000Z/PT1H", "recurrence-refused"),
        ("EXDATE:20260609T140000Z/PT1H", "invalid-value"),
        ("EXDATE:next week", "invalid-value"),
    ],
)
def test_an_exdate_that_hits_nothing_is_reported_with_its_line(line: str, code: str) -> None:
    event, codes = read((*NEW_YORK, line))
    assert len(event.sessions) == 3
    assert codes == {code: 13}


def test_the_exact_length_holds_where_the_zone_skips_the_start() -> None:
    times = ("DTSTART;TZID=Europe/Berlin:20260322T023000", "DTEND;TZID=Europe/Berlin:20260322T033000")
    event, _ = read((*FIRST, *times, "RRULE:FREQ=WEEKLY;COUNT=3"))
    slots = [session.slot for session in event.sessions]
    assert [f"{slot.start:%H:%M}-{slot.end:%H:%M}" for slot in slots if slot and slot.end] == [
        "02:30-03:30",
        "03:30-04:30",
        "02:30-03:30",
    ]


def revision(*lines: str, title: str, hour: int) -> tuple[str, ...]:
    times = (f"DTSTART;TZID=Europe/Berlin:20260624T{hour:02}0000", "DURATION:PT1H")
    stamp = () if any(line.startswith("DTSTAMP") for line in lines) else ("DTSTAMP:20260101T000000Z",)
    return ("UID:u", *stamp, f"SUMMARY:{title}", *times, *lines)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (["SEQUENCE:1"], ["SEQUENCE:4"]),
        ([], ["SEQUENCE:1"]),
        (["SEQUENCE:2", "DTSTAMP:20260401T000000Z"], ["SEQUENCE:3", "DTSTAMP:20260301T000000Z"]),
        (["DTSTAMP:20260301T000000Z"], ["DTSTAMP:20260301T000001Z"]),
    ],
)
def test_the_later_revision_counts(older: list[str], newer: list[str], *, swapped: bool) -> None:
    items = [revision(*older, title="old", hour=10), revision(*newer, title="new", hour=12)]
    event, codes = read(*(reversed(items) if swapped else items))
    assert [session.title for session in event.sessions] == ["new"]
    assert set(codes) == {"older-revision"}
    master = (*FIRST, "DTSTART;TZID=Europe/Berlin:20260623T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
    overrides = [(*item, "RECURRENCE-ID;TZID=Europe/Berlin:20260624T100000") for item in items]
    event, codes = read(master, *(reversed(overrides) if swapped else overrides))
    assert [session.title for session in event.sessions] == ["Call", "new", "Call"]
    assert set(codes) == {"older-revision"}


@pytest.mark.parametrize(
    ("sequence", "left"), [(2, ["06-09T16:00", "06-30T16:00"]), (0, ["06-09T16:00", "06-23T11:00", "06-30T16:00"])]
)
def test_a_changed_time_that_a_later_revision_takes_out_is_out(sequence: int, left: list[str]) -> None:
    # Issues 148 and 163 of recurring-ical-events: changed first (SEQUENCE 1), then taken out of the series.
    rule = ("RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE;TZID=America/New_York:20260616T100000,20260623T100000")
    series = (*FIRST, f"SEQUENCE:{sequence}", "DTSTART;TZID=America/New_York:20260609T100000", "DURATION:PT1H", *rule)
    moved = (*FIRST, "SEQUENCE:1", "RECURRENCE-ID;TZID=America/New_York:20260623T100000")
    event, codes = read(series, (*moved, "DTSTART:20260623T090000Z", "DURATION:PT1H"))
    assert starts(event) == left
    assert ("older-revision" in codes) == (sequence > 1)


def test_both_are_kept_where_nothing_says_which_is_newer() -> None:
    event, codes = read(revision(title="one", hour=10), revision(title="two", hour=12))
    assert {session.title for session in event.sessions} == {"one", "two"}
    assert set(codes) == {"duplicate-uid"}


def test_a_program_that_gives_all_items_one_uid_loses_none() -> None:
    items = [revision(f"DTSTAMP:20260301T00000{n}Z", title=f"talk {n}", hour=10 + n) for n in range(4)]
    event, codes = read(*items)
    assert len(event.sessions) == 4
    assert set(codes) == {"duplicate-uid"}


OPEN = (*FIRST, "DTSTART;TZID=Europe/Berlin:20120103T100000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=TU")


def test_until_and_from_bound_a_series_without_an_end() -> None:
    event, codes = read(OPEN, from_="2026-06-01", until="2026-06-16")
    assert starts(event, "%Y-%m-%d") == ["2026-06-02", "2026-06-09", "2026-06-16"]
    assert not codes
    assert [session.id for session in event.sessions] == ["u-20260602", "u-20260609", "u-20260616"]
    # The same ids, whatever part of the series is read.
    whole, _ = read(OPEN, until=dt.date(2026, 6, 16))
    assert [session.id for session in whole.sessions][-3:] == [session.id for session in event.sessions]
    assert starts(whole, "%Y-%m-%d")[0] == "2012-01-03"
    again = ics.decode(calendar(*vevent(*OPEN), head=BERLIN), **{"from": dt.date(2026, 6, 1), "until": "2026-06-16"})
    assert again.event == event


@pytest.mark.parametrize("rule", ["DAILY", "WEEKLY;INTERVAL=3", "MONTHLY", "MONTHLY;INTERVAL=5", "YEARLY;INTERVAL=2"])
def test_the_part_of_a_series_is_a_part_of_the_whole(rule: str) -> None:
    item = (*OPEN[:-1], f"RRULE:FREQ={rule}")
    part, _ = read(item, from_="2014-02-01", until="2014-09-01")
    whole, _ = read(item, until="2014-09-01")
    assert starts(part, "%F") == [start for start in starts(whole, "%F") if start >= "2014-02-01"]


def test_what_lies_outside_of_the_bounds_is_no_error() -> None:
    moved = (*FIRST, "RECURRENCE-ID;TZID=Europe/Berlin:20120110T100000", "DTSTART:20120111T100000Z", "DURATION:PT1H")
    event, codes = read(
        (*OPEN, "EXDATE;TZID=Europe/Berlin:20120117T100000"), moved, from_="2026-06-01", until="2026-06-08"
    )
    assert starts(event, "%F") == ["2026-06-02"]
    assert not codes


def test_series_with_an_end_are_not_bounded() -> None:
    assert len(read(NEW_YORK, from_="2027-01-01")[0].sessions) == 3
    with pytest.raises(InvalidOption, match="expected a date such as '2024-07-09' as the option 'until'"):
        ics.decode(b"", until="soon")


def test_an_end_before_the_start_is_reported() -> None:
    event, codes = read((*NEW_YORK[:-1], "RRULE:FREQ=WEEKLY;UNTIL=20260501T000000Z"))
    assert len(event.sessions) == 1
    assert codes == {"end-before-start": 12}


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("DTSTART;TZID=Europe/Berlin:20260328T120000", "P1D", "03-29 12:00"),
        ("DTSTART;TZID=Europe/Berlin:20260328T120000", "PT24H", "03-29 13:00"),
        ("DTSTART;TZID=Europe/Berlin:20261024T090000", "P1DT2H", "10-25 11:00"),
        ("DTSTART;TZID=Europe/Berlin:20261019T090000", "P1W", "10-26 09:00"),
        ("DTSTART;TZID=America/New_York:20260307T090000", "P1D", "03-08 14:00"),
        ("DTSTART:20260328T110000Z", "P1D", "03-29 13:00"),
        ("DTSTART;TZID=Europe/Berlin:20260328T230000", "PT6H", "03-29 06:00"),
    ],
)
def test_days_of_a_duration_are_days_on_the_clock(start: str, duration: str, end: str) -> None:
    (session,) = read((*FIRST, start, f"DURATION:{duration}"))[0].sessions
    assert session.slot is not None
    assert session.slot.end is not None
    assert f"{session.slot.end:%m-%d %H:%M}" == end


def _of_oracle(data: bytes, event: Event) -> list[tuple[str, str, str]]:
    recurring = pytest.importorskip("recurring_ical_events", reason="pip install recurring-ical-events")
    found: list[tuple[str, str, str]] = []
    for item in recurring.of(icalendar.Calendar.from_ical(data)).between(dt.date(2020, 1, 1), dt.date(2060, 1, 1)):
        times: list[str] = []
        for value in (item["DTSTART"].dt, item["DTEND"].dt):
            moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
            times.append(
                (moment if moment.tzinfo else moment.replace(tzinfo=event.timezone)).astimezone(dt.UTC).isoformat()
            )
        found.append((str(item["SUMMARY"]), times[0], times[1]))
    return sorted(found)


def _check_with_oracle(seed: int) -> None:
    data = generated_series(seed)
    event = ics.decode(data).event
    assert event is not None
    ours = [
        (
            session.title,
            *(time.astimezone(dt.UTC).isoformat() for time in (session.slot.start, session.slot.end) if time),
        )
        for session in event.sessions
        if session.slot is not None
    ]
    assert sorted(ours) == _of_oracle(data, event), data.decode()


@pytest.mark.parametrize("seed", range(12))
def test_generated_series_are_read_as_the_oracle_reads_them(seed: int) -> None:
    _check_with_oracle(seed)


@pytest.mark.slow
def test_a_thousand_generated_series_are_read_as_the_oracle_reads_them() -> None:
    for seed in range(1000):
        _check_with_oracle(seed)
