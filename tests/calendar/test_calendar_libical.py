"""Every time that we write is the same instant in libical, by the zones that the file itself declares."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import strategies
from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar._content.tree import clean_text
from ospo_events.codecs.calendar._mapping.write_session import ASSUMED
from ospo_events.model import Event, Session, Slot
from ospo_events.model.identity import session_uid
from ospo_events.model.time import instant
from ospo_events.views import for_audience
from tests.support.libical import items, library
from tests.support.scheduled import has_dates

ics = CODECS["ics"]


LIBRARY = library()
needs_libical = pytest.mark.skipif(LIBRARY is None, reason="libical 3 is not installed (apt-get install libical3)")
ZONES = [
    "America/New_York",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Cairo",
]


def expected(event: Event) -> dict[str, tuple[int, int]]:
    found = {}
    for session in event.index.resolved.sessions:
        if session.slot is not None:
            start, end = session.slot.start, session.slot.end
            if session.slot.all_day and end is not None:  # libical takes a date for midnight in UTC
                start, end = (dt.datetime.combine(moment.date(), dt.time(), dt.UTC) for moment in (start, end))
            last = int(instant(start)) + int(ASSUMED.total_seconds()) if end is None else int(instant(end))
            found[session_uid(event, session)] = (int(instant(start)), last)
    return found


@needs_libical
@given(strategies.events(controls=False), st.sampled_from(["local", "utc"]), st.sampled_from(["compat", "rich"]))
def test_every_start_and_end_is_the_same_instant_in_libical(event: Event, times: str, profile: str) -> None:
    found = items(LIBRARY, ics.encode(event, times=times, profile=profile).data)
    want = expected(for_audience(event).index.resolved)
    if not want:  # then the days of the event are the one item, where it has any
        assert len(found) == has_dates(event)
        return
    assert len(found) == len(want)
    assert sorted((item.start, item.end) for item in found) == sorted(want.values())


@needs_libical
@given(strategies.events())
def test_titles_are_the_same_in_libical_whatever_is_in_them(event: Event) -> None:
    event = for_audience(event)
    written = {item.uid: item.summary for item in items(LIBRARY, ics.encode(event).value())}
    for session in event.index.resolved.sessions:
        if session.slot is not None and event.status.value == session.status.value == "confirmed":
            # libical takes the space around a value off.
            assert written[session_uid(event, session)].strip() == clean_text(session.title).strip()


@needs_libical
@pytest.mark.parametrize("zone", ZONES)
def test_t03_vtimezone_is_right_all_the_year_in_libical(zone: str) -> None:
    begin = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    bare = Event(id="year", title="A year", timezone=zone)
    hours = [(begin + dt.timedelta(hours=7 * number)).astimezone(bare.timezone) for number in range(365 * 24 // 7)]
    sessions = [Session(id=f"s{number}", title="x", slot=Slot(start, start)) for number, start in enumerate(hours)]
    event = Event(id="year", title="A year", timezone=zone, sessions=tuple(sessions))
    found = {item.uid: (item.start, item.end) for item in items(LIBRARY, ics.encode(event).data)}
    assert found == expected(event)


@needs_libical
def test_the_reader_refuses_what_is_wrong(small: Event) -> None:
    with pytest.raises(ValueError, match="no calendar"):
        items(LIBRARY, b"BEGIN:VEVENT\r\nEND:VEVENT\r\n")
    data = ics.encode(small).data
    with pytest.raises(ValueError, match="errors"):
        items(LIBRARY, data.replace(b"DTSTART;", b"DTSTART;VALUE=NONSENSE;", 1))
    undeclared = data.replace(b"BEGIN:VTIMEZONE\r\nTZID:America/New_York", b"BEGIN:VTIMEZONE\r\nTZID:Else/Where")
    with pytest.raises(ValueError, match="does not declare"):
        items(LIBRARY, undeclared)
