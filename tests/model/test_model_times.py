"""Moments, zones and nights of the model."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import attrs
import pytest

from ospo_events.model import Event, Session, Slot
from ospo_events.model.clock import WallClock
from ospo_events.model.session import as_utc
from ospo_events.model.time import as_timezone

BERLIN = ZoneInfo("Europe/Berlin")


def test_moments_become_utc_and_naive_ones_are_left_for_the_check() -> None:
    naive = dt.datetime(2026, 5, 4, 9)
    assert as_utc(None) is None
    assert as_utc(naive) is naive
    moved = as_utc(naive.replace(tzinfo=BERLIN))
    assert moved is not None
    assert (moved.tzinfo, moved.hour) == (dt.UTC, 7)


def test_zones_have_names() -> None:
    with (
        pytest.raises(ValueError, match=r"expected a time zone with an IANA name"),
        open_zone_file() as file,
    ):
        as_timezone(ZoneInfo.from_file(file))


def open_zone_file():
    import io

    # The smallest zone file there is (RFC 8536, section 3): one type, no transitions.
    header = b"TZif\0" + bytes(15) + b"".join(n.to_bytes(4, "big") for n in (0, 0, 0, 0, 1, 4))
    return io.BytesIO(header + bytes(6) + b"UTC\0")


def test_times_before_the_change_of_day_are_in_the_night_after() -> None:
    clock = WallClock(BERLIN, dt.time(4))
    night = clock.slot("2026-05-04", "22:00", "01:30")
    assert night.end == dt.datetime(2026, 5, 5, 1, 30, tzinfo=BERLIN)
    assert clock.slot("2026-05-04", "00:30", "01:30").start == dt.datetime(2026, 5, 5, 0, 30, tzinfo=BERLIN)
    with pytest.raises(ValueError, match=r"expected an end after 22:00 or in the night up to 04:00, got 09:00"):
        clock.slot("2026-05-04", "22:00", "09:00")


def test_a_zone_that_is_equal_by_name_is_as_good() -> None:
    twin = ZoneInfo.no_cache("Europe/Berlin")
    slot = Slot(start=dt.datetime(2026, 5, 4, 9, tzinfo=twin))
    event = Event(id="e", title="E", timezone=BERLIN, sessions=(Session(id="one", title="One", slot=slot),))
    assert event.sessions[0].slot == slot
    with pytest.raises(ValueError, match=r"expected the times of session 'one' in the event's zone 'Europe/Paris'"):
        attrs.evolve(event, timezone=ZoneInfo("Europe/Paris"))


def test_a_subclass_of_datetime_is_a_datetime() -> None:
    class Moment(dt.datetime):
        pass

    slot = Slot(start=Moment(2026, 5, 4, 9, tzinfo=BERLIN))
    assert slot.start == dt.datetime(2026, 5, 4, 9, tzinfo=BERLIN)
