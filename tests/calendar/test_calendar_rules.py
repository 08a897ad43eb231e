"""Recurrence rules that are none, or have no start to count from."""

from __future__ import annotations

import datetime as dt

import pytest

from ospo_events.codecs.calendar._recurrence.rule import read_rule
from tests.support.calendars import TIMES, item, read, starts


def test_items_that_recur_not_stand_beside_those_that_do() -> None:
    decoded, _ = read(*item(*TIMES, "RRULE:FREQ=DAILY;COUNT=2"), *item(*TIMES, uid="v"))
    assert [session.id for session in decoded.value().sessions] == ["u", "u-20240710", "v"]


def test_a_rule_and_changes_without_a_start_are_items_without_a_time() -> None:
    change = item(*TIMES, "RECURRENCE-ID:20240710T090000Z")
    decoded, codes = read(*item("RRULE:FREQ=DAILY"), *change)
    assert [(s.id, s.slot is None) for s in decoded.event.sessions] == [("u", True), ("u-20240710", False)]
    assert codes["missing-start"] == 6


@pytest.mark.parametrize(
    ("lines", "times", "code"),
    [
        (("RDATE;VALUE=TEXT:soon",), ["07-09 09:00"], "recurrence-refused"),
        (
            ("EXDATE;VALUE=TEXT:never", "RRULE:FREQ=DAILY;COUNT=2"),
            ["07-09 09:00", "07-10 09:00"],
            "recurrence-expanded",
        ),
        (("EXRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;COUNT=2"), ["07-09 09:00", "07-10 09:00"], "recurrence-refused"),
        (("RRULE;VALUE=TEXT:daily",), ["07-09 09:00"], "recurrence-refused"),
        (("RRULE:FREQ=YEARLY;BYWEEKNO=20;WKST=SU",), ["07-09 09:00"], "recurrence-refused"),
        (("RRULE:FREQ=YEARLY;BYMONTH=13",), ["07-09 09:00"], "recurrence-refused"),
    ],
)
def test_what_is_no_rule_is_told(lines: tuple[str, ...], times: list[str], code: str) -> None:
    decoded, codes = read(*item(*TIMES, *lines))
    assert starts(decoded.event) == times
    assert code in codes


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;COUNT=3;BYDAY=TU, WE,TH ;WKST=MO", "FREQ=DAILY;BYDAY=TU,WE,TH,;UNTIL=2024-07-11T09:00:00Z"]
)
def test_spaces_and_empty_entries_in_the_lists_of_a_rule_are_understood(rule: str) -> None:
    # Exchange writes "BYDAY=MO, TU" (issue 165 of the icalendar package); only the start was read of it.
    decoded, codes = read(*item(*TIMES, f"RRULE:{rule}"))
    assert starts(decoded.event) == ["07-09 09:00", "07-10 09:00", "07-11 09:00"]
    assert "odd-time" in codes
    assert "recurrence-refused" not in codes


def test_a_period_gives_an_end_to_what_has_none() -> None:
    decoded, _ = read(*item(TIMES[0], "RDATE;VALUE=PERIOD:20240711T090000Z/PT2H"))
    assert [s.slot.duration for s in decoded.value().sessions] == [None, dt.timedelta(hours=2)]


def test_rules_end_with_the_calendar() -> None:
    rule = read_rule({"freq": "YEARLY", "bymonth": 7, "bymonthday": 9}, dt.datetime(9998, 7, 9, 9))
    assert [[moment.year for moment in batch] for batch in rule.periods(dt.date(9998, 7, 9), dt.date.max)] == [
        [9998],
        [9999],
    ]
