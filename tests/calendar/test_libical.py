"""libical reads what we write as we mean it: instants by our own VTIMEZONE, UIDs, titles; and finds no error."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given

from ospo_events import strategies
from ospo_events.codecs.calendar import ics
from ospo_events.codecs.calendar.options import ASSUMED
from ospo_events.codecs.calendar.text import clean_text
from ospo_events.model import Event, instant, session_uid

sys.path.insert(0, str(Path(__file__).parent))
import _libical  # pytest imports test files by path, without their folder

needs_libical = pytest.mark.skipif(_libical.library() is None, reason="libical 3 is not installed (Debian: libical3)")


@needs_libical
@given(strategies.events(controls=False))
@pytest.mark.parametrize("times", ["zone", "utc"])
def test_t03_every_start_and_end_is_the_same_instant_in_libical(times: str, event: Event) -> None:
    found = _libical.read(ics.encode(event, times=times).value())
    expected = []
    for session in event.sessions:
        if session.slot is not None:
            start = int(instant(session.slot.start))
            end = start + ASSUMED.seconds if session.slot.end is None else int(instant(session.slot.end))
            expected.append((session_uid(event, session), start, end))
    assert [(uid, start, end) for uid, _, start, end in found] == expected


@needs_libical
@given(strategies.events())
def test_titles_are_the_same_in_libical_whatever_is_in_them(event: Event) -> None:
    found = _libical.read(ics.encode(event).value())
    written = {uid: title for uid, title, _, _ in found}
    for session in event.sessions:
        if session.slot is not None and event.status.value == session.status.value == "confirmed":
            # libical takes the space around a value off.
            assert written[session_uid(event, session)].strip() == clean_text(session.title).strip()


@needs_libical
def test_libical_says_what_is_wrong() -> None:
    with pytest.raises(ValueError, match="without errors, got"):
        _libical.read(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2024xx\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    with pytest.raises(ValueError, match="cannot parse"):
        _libical.read(b"")
