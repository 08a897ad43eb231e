"""Times of the day and durations as people type them, in Python and in YAML alike."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import CODECS
from ospo_events.model import Day, Event, WallClock
from ospo_events.model.time import read_clock, read_moment

HEAD = "format: 1\nid: e\ntitle: E\ntimezone: Europe/Berlin\ndays: ['2026-05-04']\nsessions:\n"
TYPED = [
    ("9:00", dt.time(9)),
    ("09:30", dt.time(9, 30)),
    ("9.30", dt.time(9, 30)),
    ("9h30", dt.time(9, 30)),
    ("9am", dt.time(9)),
    ("9 AM", dt.time(9)),
    ("9:30pm", dt.time(21, 30)),
    ("9.30 p.m.", dt.time(21, 30)),
    ("12am", dt.time(0)),
    ("12:05 pm", dt.time(12, 5)),
    ("23:59:59", dt.time(23, 59, 59)),
    ("09:30:15.5", dt.time(9, 30, 15, 500000)),
]
NO_TIMES = [
    "",
    "9",
    "24:00",
    "9:60",
    "13pm",
    "0am",
    "9:5",
    "nine",
    "9:00 9:00",
    "٩:٠٠",
    "9:00-10:00",
    "2026-05-04T09:00",
]


@pytest.mark.parametrize(("text", "time"), TYPED)
def test_a_time_is_read_alike_in_python_and_in_yaml(text: str, time: dt.time) -> None:
    assert read_clock(text) == time
    moment = WallClock("Europe/Berlin").at("2026-05-04", text)
    assert moment.time() == time
    for written in (f"time: {text}", f"time: '{text} onwards'", f"start: {text}"):
        decoded = CODECS["yaml"].decode(f"{HEAD}- {{id: a, title: A, day: 1, {written}}}\n".encode())
        slot = decoded.value().sessions[0].slot
        assert slot is not None
        assert (slot.start, slot.end) == (moment, None)


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_refused_in_the_words_of_the_house(text: str) -> None:
    clock = WallClock("Europe/Berlin")
    for refused in (lambda: clock.at("2026-05-04", text), lambda: clock.slot("2026-05-04", "09:00", text)):
        with pytest.raises(ValueError, match=r"^expected a time such as 09:30, got "):
            refused()
    decoded = CODECS["yaml"].decode(f"{HEAD}- {{id: a, title: A, day: 1, start: '{text}'}}\n".encode())
    (finding,) = decoded.report
    assert (finding.code, finding.message[:44]) == ("bad-time", "expected a time such as 09:30 beside 'day', ")


@given(st.text(max_size=12))
def test_no_text_leaks_a_message_of_the_standard_library(text: str) -> None:
    for read in (read_clock, read_moment):
        try:
            read(text)
        except ValueError as problem:
            assert str(problem).startswith("expected a ")  # noqa: PT017 # most texts are refused, some are not


@given(st.times())
def test_every_time_reads_as_itself(time: dt.time) -> None:
    assert read_clock(time.isoformat()) == time


def test_wrong_types_are_said() -> None:
    clock = WallClock("Europe/Berlin")
    with pytest.raises(TypeError, match="expected a time such as 09:30, got the number 9"):
        clock.at("2026-05-04", 9)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="without a time zone"):
        clock.at("2026-05-04", dt.time(9, tzinfo=dt.UTC))
    with pytest.raises(ValueError, match=r"expected a date such as 2026-05-04, got the text '01.01.2026'"):
        clock.at("01.01.2026", "9:00")


def test_frames_and_the_day_change_take_the_same() -> None:
    assert Day(date=dt.date(2026, 5, 4), start="9am", end="6.30pm") == Day(
        date=dt.date(2026, 5, 4), start=dt.time(9), end=dt.time(18, 30)
    )
    assert Event(id="e", title="E", timezone="UTC", day_change="5:00").day_change == dt.time(5)
    with pytest.raises(ValueError, match="expected a time such as 09:30"):
        Event(id="e", title="E", timezone="UTC", day_change="five")
    text = HEAD.replace("['2026-05-04']", "[{date: '2026-05-04', start: 9.30, end: 6pm}]").replace("sessions:\n", "")
    day = CODECS["yaml"].decode(text.encode()).value().days[0]
    assert (day.start, day.end) == (dt.time(9, 30), dt.time(18))


def test_a_moment_takes_a_blank_and_such_a_time() -> None:
    assert read_moment("2026-05-04 9:30") == dt.datetime(2026, 5, 4, 9, 30)
    assert read_moment("2026-05-04T09:30Z") == dt.datetime(2026, 5, 4, 9, 30, tzinfo=dt.UTC)
    with pytest.raises(ValueError, match=r"expected a date and time such as 2024-07-09T10:00, got the text '15:50'"):
        read_moment("15:50")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("time: 9:30-10:30", "09:30", "10:30"),
        ("time: 9.30 – 10.30", "09:30", "10:30"),
        ("time: 9am-10am", "09:00", "10:00"),
        ("time: 11:30am to 12:30pm", "11:30", "12:30"),
        ("time: 17:20, duration: 20m", "17:20", "17:40"),
        ("time: 17:20-17:40, duration: 20 min", "17:20", "17:40"),
        ("start: '17:20', duration: 1h30", "17:20", "18:50"),
        ("start: '17:20', duration: PT45M", "17:20", "18:05"),
        ("start: '17:20', duration: 90 min", "17:20", "18:50"),
        ("start: '17:20', duration: '1:30'", "17:20", "18:50"),
        ("start: '22:00', duration: 3h", "22:00", "01:00"),
        ("start: '17:20', end: 17.40, duration: 20m", "17:20", "17:40"),
    ],
)
def test_ranges_and_durations(written: str, start: str, end: str) -> None:
    decoded = CODECS["yaml"].decode(f"{HEAD}- {{id: a, title: A, day: 1, {written}}}\n".encode())
    slot = decoded.value().sessions[0].slot
    assert slot is not None
    assert slot.end is not None
    assert (f"{slot.start:%H:%M}", f"{slot.end:%H:%M}") == (start, end)


def test_a_duration_is_the_time_that_passes() -> None:
    # On 25 October 2026 the clocks go back at 03:00.
    written = "start: 2026-10-25T01:30, duration: 2h"
    decoded = CODECS["yaml"].decode(f"{HEAD}- {{id: a, title: A, {written}}}\n".encode())
    slot = decoded.value().sessions[0].slot
    assert slot is not None
    assert slot.duration == dt.timedelta(hours=2)
    assert slot.end is not None
    assert (slot.end.hour, slot.end.minute, slot.end.fold) == (2, 30, 1)


@pytest.mark.parametrize(
    ("written", "code", "message"),
    [
        ("time: 9:30-10:30pm", "bad-time", "expected a time such as"),
        ("time: 9:30-10:30, duration: 20m", "contradictory-keys", "the end 20 minutes after the start, at 09:50"),
        ("start: 9:30, end: 9:40, duration: 20m", "contradictory-keys", "the end 20 minutes after the start"),
        ("time: 9:30 onwards, duration: 20m", "contradictory-keys", "beside an open end"),
        ("time: all day, duration: 20m", "contradictory-keys", "in an item of whole days"),
        ("start: 9:30, duration: 90", "bad-time", "expected a duration such as 20m"),
        ("start: 9:30, duration: soon", "bad-time", "expected a duration such as 20m"),
        ("duration: 20m", "missing-key", "expected a 'time' or a 'start'"),
    ],
)
def test_a_duration_that_contradicts_is_found_at_its_line(written: str, code: str, message: str) -> None:
    decoded = CODECS["yaml"].decode(f"{HEAD}- {{id: a, title: A, day: 1, {written}}}\n".encode())
    (finding,) = decoded.report
    assert finding.code == code
    assert message in finding.message
    assert finding.span is not None
    assert finding.span.line == 7
    assert decoded.event is not None
    assert decoded.event.sessions[0].slot is None
