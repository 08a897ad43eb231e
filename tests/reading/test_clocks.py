"""Times of day as people type them, and what is none."""

from __future__ import annotations

import datetime as dt

import pytest

from ospo_events.codecs._reading.written_times import clock_of


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9:30", dt.time(9, 30)),
        ("9.30", dt.time(9, 30)),
        ("9h30", dt.time(9, 30)),
        ("9:30 pm", dt.time(21, 30)),
        ("12 am", dt.time(0)),
        ("12 pm", dt.time(12)),
        ("13 pm", None),
        ("0 am", None),
        ("25:00", None),
        ("9:60", None),
        ("9", None),
        ("noon", None),
        ("", None),
    ],
)
def test_a_time_of_day(text: str, clock: dt.time | None) -> None:
    assert clock_of(text) == clock
