"""Zones that a calendar declares itself, read by their rules."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from ospo_events.codecs import CODECS
from ospo_events.errors import InvalidOption
from tests.support.calendars import HEAD, bare_item, calendar, item, read, starts

ics = CODECS["ics"]
jcal = CODECS["jcal"]


def zone(*observance: str) -> tuple[str, ...]:
    return (
        "BEGIN:VTIMEZONE",
        "TZID:Here",
        "BEGIN:DAYLIGHT",
        *observance,
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20001029T020000",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "END:VTIMEZONE",
    )


DAYLIGHT = ("DTSTART:20000402T020000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400")


@pytest.mark.parametrize(
    ("observance", "hour"),
    [
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"), 13),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=SU;BYMONTHDAY=1,2,3,4,5,6,7"), 13),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTHDAY=2"), 13),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY"), 13),
        ((*DAYLIGHT, "RDATE:20240407T020000"), 13),
        # No daylight saving in 2024:
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;COUNT=3"), 14),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;UNTIL=20050101T000000Z"), 14),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=0SU"), 14),
        ((*DAYLIGHT, "RRULE:FREQ=MONTHLY;BYMONTH=4"), 14),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTH=14"), 14),
        ((DAYLIGHT[0], "TZOFFSETFROM:-9900", "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY"), 14),
        (("TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY"), 14),
    ],
)
def test_zones_of_a_calendars_own_are_read_by_their_rules(observance: tuple[str, ...], hour: int) -> None:
    data = calendar(*zone(*observance), *bare_item("DTSTART;TZID=Here:20240709T090000", "DURATION:PT1H"))
    (session,) = ics.decode(data).value().sessions
    assert session.slot is not None
    assert session.slot.start == dt.datetime(2024, 7, 9, hour, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "rule", [{"count": "x"}, {"count": [1]}, {"count": None}, {"until": "2024-01-01T00:00:00+02:00"}]
)
def test_odd_rules_in_jcal_do_not_stop_the_reading(rule: dict[str, Any]) -> None:
    changes: list[Any] = [
        ["dtstart", {}, "date-time", "2020-03-08T02:00:00"],
        ["tzoffsetfrom", {}, "utc-offset", "-05:00"],
        ["tzoffsetto", {}, "utc-offset", "-04:00"],
        ["rrule", {}, "recur", {"freq": "YEARLY", **rule}],
    ]
    parts: list[Any] = [
        ["vtimezone", [["tzid", {}, "text", "Here"]], [["daylight", changes, []]]],
        ["vevent", [["dtstart", {"tzid": "Here"}, "date-time", "2024-07-09T09:00:00"]], []],
    ]
    tree = ["vcalendar", [["x-wr-timezone", {}, "text", "UTC"]], parts]
    decoded = jcal.decode(json.dumps(tree).encode())
    assert "bad-time" not in decoded.report.codes
    (session,) = decoded.value().sessions
    assert session.slot is not None
    assert session.slot.start == dt.datetime(2024, 7, 9, 13, tzinfo=dt.UTC)


def test_a_zone_asked_for_that_is_none_is_an_error() -> None:
    with pytest.raises(InvalidOption, match="as the option 'zone'"):
        ics.decode(calendar(*bare_item("DTSTART:20240709T090000Z")), zone="Europe/Nowhere")


def test_a_time_of_the_calendars_own_zone_at_the_end_of_all_times_is_told() -> None:
    zone = ("BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0500", "END:STANDARD")
    declared = ("BEGIN:VTIMEZONE", "TZID:Here", *zone, "END:VTIMEZONE")
    decoded, codes = read(*declared, *item("DTSTART;TZID=Here:99991231T235959"))
    assert decoded.event.sessions[0].slot is None
    assert codes["bad-time"] == 19
    ended = (*declared[:6], "RRULE:FREQ=YEARLY;UNTIL=19800101T000000Z", *declared[6:])
    assert starts(read(*ended, *item("DTSTART;TZID=Here:20240709T090000", "DURATION:PT1H"))[0].event) == ["07-09 14:00"]
    fifth = (
        *declared[:3],
        "DTSTART:20000101T000000",
        *declared[4:6],
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=5SA",
        *declared[6:],
    )
    assert starts(read(*fifth, *item("DTSTART;TZID=Here:20240709T090000", "DURATION:PT1H"))[0].event) == ["07-09 14:00"]


def test_a_rule_that_begins_later_in_its_first_year_has_no_onset_before() -> None:
    begin = ("BEGIN:VTIMEZONE", "TZID:Here", "BEGIN:STANDARD", "DTSTART:20240601T000000")
    zone = (
        *begin,
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0600",
        "RRULE:FREQ=YEARLY;BYMONTH=2",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
    march = item("DTSTART;TZID=Here:20240301T090000", "DURATION:PT1H")
    assert starts(read(*zone, *march)[0].event) == ["03-01 14:00"]


def test_a_time_of_no_meaning_does_not_stop_the_search_for_a_city() -> None:
    zone = ("BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "END:STANDARD")
    declared = ("BEGIN:VTIMEZONE", "TZID:(UTC+09:00) Osaka\\, Tokyo", *zone, "END:VTIMEZONE")
    start, tzid = "20240709T090000", 'TZID="(UTC+09:00) Osaka, Tokyo"'
    items = (*item(f"DTSTART;{tzid}:{start}"), *item(f"DTSTART;VALUE=TEXT;{tzid}:now", uid="v"))
    assert read(*declared, *items, head=HEAD[:4])[0].event.timezone.key == "Asia/Tokyo"
