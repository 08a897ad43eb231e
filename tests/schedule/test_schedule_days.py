"""The days of a schedule file: those it lists, and those that its head names. No date is invented."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from ospo_events.codecs import CODECS, Decoded
from ospo_events.model import Event
from tests.support.schedules import read

XML, JSON = CODECS["schedule-xml"], CODECS["schedule-json"]
DAY = '<day index="{}" date="2026-09-0{}"/>'


def decoded(head: str, days: str = "") -> Decoded:
    conference = f"<conference><title>T</title><time_zone_name>Europe/Berlin</time_zone_name>{head}</conference>"
    return XML.decode(f"<schedule><version>1</version>{conference}{days}</schedule>".encode())


def dates(event: Event) -> list[int]:
    assert all((day.date.year, day.date.month) == (2026, 9) for day in event.days)
    return [day.date.day for day in event.days]


HEAD = "<start>2026-09-0{}</start><end>2026-09-0{}</end>"


@pytest.mark.parametrize(
    ("head", "listed", "expected"),
    [
        (HEAD.format(4, 6) + "<days>3</days>", [], [4, 5, 6]),
        (HEAD.format(4, 6), [], [4, 5, 6]),
        ("<start>2026-09-04</start><days>2</days>", [], [4, 5]),
        ("<end>2026-09-04</end><days>2</days>", [], [3, 4]),
        ("<start>2026-09-04</start>", [], []),
        ("<days>3</days>", [], []),
        # frab writes the date on which the last day ends.
        (HEAD.format(4, 7) + "<days>3</days>", [], [4, 5, 6]),
        (HEAD.format(4, 7) + "<days>3</days>", [4, 5, 6], [4, 5, 6]),
        (HEAD.format(4, 6) + "<days>3</days>", [4], [4, 5, 6]),
        (HEAD.format(4, 6), [4], [4, 5, 6]),
        (HEAD.format(4, 6), [5], [4, 5, 6]),
        # Days that are not next to each other are what the file says.
        (HEAD.format(4, 6) + "<days>2</days>", [4, 6], [4, 6]),
        (HEAD.format(4, 6), [4, 6], [4, 6]),
        (HEAD.format(4, 6) + "<days>3</days>", [4, 6], [4, 5, 6]),
        ("<start>2026-09-04T09:00:00+02:00</start><end>2026-09-07T04:00:00+02:00</end>", [], [4, 5, 6]),
        ("<start>2026-09-04T00:00:00+02:00</start><end>2026-09-06T23:00:00+02:00</end>", [], [4, 5, 6]),
        (HEAD.format(6, 4), [], []),
        ("<start>1026-09-04</start><end>2026-09-04</end>", [4], [4]),
        ("<start>2026-09-04</start><days>900</days>", [4], [4]),
        ("<start>9999-12-31</start><days>9</days>", [4], [4]),
        ("<start>soon</start><end>later</end><days>-1</days>", [4], [4]),
    ],
)
def test_days_are_those_listed_and_those_of_the_head(head: str, listed: list[int], expected: list[int]) -> None:
    read = decoded(head, "".join(DAY.format(number, date) for number, date in enumerate(listed, 1)))
    assert dates(read.value()) == expected
    assert "head-contradicts-days" not in read.report.codes


def test_the_head_of_another_year_is_a_finding_and_the_days_are_taken() -> None:
    read = decoded("<start>2025-09-04</start><end>2025-09-06</end>", DAY.format(1, 4))
    assert dates(read.value()) == [4]
    (finding,) = [item for item in read.report if item.code == "head-contradicts-days"]
    assert finding.span is not None
    assert finding.span.line == 1


@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json", "schedule2"])
def test_empty_days_are_written_and_read(format: str) -> None:
    event = decoded(HEAD.format(4, 6)).value()
    encoded = CODECS[format].encode(event)
    assert b"2000-01-01" not in encoded.value()
    assert dates(CODECS[format].decode(encoded.value()).value()) == [4, 5, 6]


@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json", "schedule2"])
def test_an_event_without_any_date_has_no_day_and_none_is_invented(format: str) -> None:
    event = decoded("").value()
    encoded = CODECS[format].encode(event)
    assert [(item.code, item.severity.value) for item in encoded.report if item.code == "day-missing"] == [
        ("day-missing", "warning")
    ]
    assert b"2000" not in encoded.data
    assert CODECS[format].decode(encoded.value()).value().days == ()


def test_the_head_of_a_schedule_json() -> None:
    conference: dict[str, Any] = {
        "title": "T", "time_zone_name": "Europe/Berlin", "start": "2026-09-04", "end": "2026-09-06", "daysCount": 3,
        "days": [],
    }  # fmt: skip
    assert dates(JSON.decode(json.dumps({"schedule": {"conference": conference}}).encode()).value()) == [4, 5, 6]


@pytest.mark.parametrize(
    ("date", "start", "expected"),
    [
        ("2024-07-09", "00:30", "2024-07-10T00:30"),
        ("2024-07-09", "10:00", "2024-07-09T10:00"),
        ("2024-07-10", "00:30", "2024-07-10T00:30"),
        ("2024-07-09T00:00:00", "00:30", "2024-07-10T00:30"),
        ("2024-07-09T00:30:00+02:00", "00:30", "2024-07-09T00:30"),
    ],
)
def test_a_date_alone_is_that_of_its_day(date: str, start: str, expected: str) -> None:
    day = 'index="1" date="2024-07-09" start="2024-07-09T06:00:00+02:00" end="2024-07-10T06:00:00+02:00"'
    text = f"<title>T</title><date>{date}</date><start>{start}</start><duration>00:30</duration>"
    (session,) = read(text, day=day).value().sessions
    assert session.slot is not None
    assert session.slot.start.replace(tzinfo=None) == dt.datetime.fromisoformat(expected)
