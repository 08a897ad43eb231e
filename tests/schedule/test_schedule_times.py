"""Dates, clocks, days and durations of schedule.xml: what each spelling means, and what is none."""

from __future__ import annotations

import datetime as dt

import pytest

from ospo_events import Decoded, InvalidOption
from ospo_events.codecs import CODECS
from ospo_events.codecs.schedule._dialects import clock_minutes
from tests.support.schedules import GUID, read


def start_of(decoded: Decoded) -> str | None:
    slot = decoded.value().sessions[0].slot
    return slot and slot.start.isoformat()


@pytest.mark.parametrize(
    ("entry", "start", "codes"),
    [
        ("<date>2024-07-09T00:00:00</date><start>09:30</start>", "2024-07-09T09:30:00+02:00", []),
        ("<date>2024-07-09T09:30:00+02:00</date><start>:</start>", "2024-07-09T09:30:00+02:00", []),
        ("<start>2024-07-09T09:30:00+02:00</start>", "2024-07-09T09:30:00+02:00", []),
        ("<start>13:30 pm</start>", None, ["bad-time", "missing-start"]),
    ],
)
def test_times_told_oddly(entry: str, start: str | None, codes: list[str]) -> None:
    decoded = read(f"<title>T</title><duration>01:00</duration>{entry}")
    assert start_of(decoded) == start
    assert list(decoded.report.codes) == codes


def test_a_clock_of_thirteen_pm_is_none() -> None:
    assert [clock_minutes(text) for text in ("12:15 am", "0:15 am", "13:00 pm", "12:00 pm")] == [15, None, None, 720]


def test_a_day_without_a_date_counts_from_the_first() -> None:
    entry = "<title>T</title><start>09:30</start><duration>01:00</duration>"
    decoded = read(entry, head="<start>2024-07-08</start>", day='index="1"')
    assert start_of(decoded) == "2024-07-08T09:30:00+02:00"
    undated = read(entry, day='index="1"')
    assert undated.value().sessions[0].slot is None
    assert set(undated.report.codes) == {"bad-time", "missing-start"}


DOCUMENT = """<schedule><conference><title>T</title>{head}</conference><day index="1" date="2024-07-09"><room name="A">
<event guid="{guid}" id="1">{entry}<title>One</title></event></room></day></schedule>"""


@pytest.mark.parametrize(
    ("head", "entry", "code"),
    [
        ("<time_zone_name>Nowhere</time_zone_name>", "<date>2024-07-09T09:00:00+02:00</date>", "unknown-timezone"),
        (
            "<time_zone_name>America/New_York</time_zone_name>",
            "<date>2024-07-09T09:00:00+02:00</date><start>09:00</start>",
            "zone-contradicted",
        ),
        ("<time_zone_name>UTC</time_zone_name>", "<start>nine</start>", "bad-time"),
        ("<time_zone_name>UTC</time_zone_name>", "<date>tomorrow</date><start>09:00</start>", "bad-time"),
        ("<time_zone_name>UTC</time_zone_name>", "<start>09:00</start><duration>long</duration>", "bad-time"),
        (
            "<time_zone_name>UTC</time_zone_name>",
            "<date>2024-07-09T09:00:00Z</date><duration>01:00</duration><end>2024-07-09T08:00:00Z</end>",
            "end-before-start",
        ),
        (
            "<time_zone_name>UTC</time_zone_name>",
            "<start>09:00</start><duration>01:00</duration><type>a</type><type>b</type>",
            "several-values",
        ),
    ],
)
def test_odd_values_are_told_with_their_line(head: str, entry: str, code: str) -> None:
    data = DOCUMENT.format(head=head, entry=entry, guid=GUID).encode()
    decoded = CODECS["schedule-xml"].decode(data)
    (finding,) = [item for item in decoded.report if item.code == code]
    assert finding.span is not None
    assert finding.span.line in (1, 2)
    assert decoded.event is not None
    assert [session.title for session in decoded.event.sessions] == ["One"]


def test_the_night_belongs_to_the_day_before() -> None:
    head = "<time_zone_name>UTC</time_zone_name>"
    data = DOCUMENT.format(head=head, entry="<start>01:00</start><duration>00:30</duration>", guid=GUID).encode()
    (session,) = CODECS["schedule-xml"].decode(data).value().sessions
    assert session.slot is not None
    assert session.slot.start == dt.datetime(2024, 7, 10, 1, tzinfo=dt.UTC)


def test_a_zone_asked_for_that_is_none_is_an_error() -> None:
    data = DOCUMENT.format(head="", entry="<start>01:00</start>", guid=GUID).encode()
    with pytest.raises(InvalidOption, match="expected an IANA time zone"):
        CODECS["schedule-xml"].decode(data, zone="Europe/Nowhere")
