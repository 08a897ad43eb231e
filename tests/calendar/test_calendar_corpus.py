"""Real calendars: what validation says of them is short, and their times are those that another program reads."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import icalendar
import pytest

from ospo_events.cli import main
from ospo_events.codecs import CODECS
from tests.support.corpus import real_files

pytestmark = pytest.mark.slow
CALENDARS = real_files("ics", ".ics")


@pytest.mark.parametrize("path", CALENDARS)
def test_validation_of_a_real_calendar_prints_a_screen_and_a_half(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["validate", "--no-config", str(path)])
    printed = capsys.readouterr()
    lines = (printed.out + printed.err).splitlines()
    assert 0 < len(lines) <= 60
    assert "room-double-booked" not in printed.out
    main(["validate", "--no-config", "--all", str(path)])
    assert len(capsys.readouterr().out.splitlines()) >= len(printed.out.splitlines()) - 1


@pytest.mark.parametrize("path", CALENDARS)
def test_the_times_of_a_real_calendar_are_those_that_the_oracle_reads(path: Path) -> None:
    recurring = pytest.importorskip("recurring_ical_events", reason="pip install recurring-ical-events")
    data = path.read_bytes()
    event = CODECS["ics"].decode(data).event
    assert event is not None
    # Without an end an item ends as it begins (RFC 5545 section 3.6.1).
    slots = [session.slot for session in event.sessions if session.slot is not None]
    ours = [tuple(time.astimezone(dt.UTC) for time in (slot.start, slot.end or slot.start)) for slot in slots]
    calendar = icalendar.Calendar.from_ical(data)
    for number, item in enumerate(calendar.walk("VEVENT")):
        if "RECURRENCE-ID" not in item and "RRULE" not in item:
            item["UID"] = str(number)  # real files give one UID to many items: the oracle reads one of them
    theirs: list[tuple[dt.datetime, ...]] = []
    for item in recurring.of(calendar).between(dt.date(2000, 1, 1), dt.date(2040, 1, 1)):
        times: list[dt.datetime] = []
        for value in (item["DTSTART"].dt, item["DTEND"].dt):
            moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
            times.append((moment if moment.tzinfo else moment.replace(tzinfo=event.timezone)).astimezone(dt.UTC))
        theirs.append(tuple(times))
    assert sorted(ours) == sorted(theirs)
