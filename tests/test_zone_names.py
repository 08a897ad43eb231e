"""Zone names of other programs: what Rails writes. Windows' and calendars' are in tests/calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from ospo_events.codecs._reading.timezones import named_offset, zones_meant


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("(GMT+01:00) Berlin", "Europe/Berlin"),
        ("Bern", "Europe/Zurich"),
        ("Central European Time", "Europe/Brussels"),
        ("Mitteleuropäische Zeit", "Europe/Berlin"),
        ("Europe_Berlin", "Europe/Berlin"),
        ("America_New_York", "America/New_York"),
        ("(UTC) Coordinated Universal Time", "UTC"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("Atlantic Time (Canada)", "America/Halifax"),
        ("Indiana (East)", "America/Indianapolis"),
        ("Cape Verde Is.", "Atlantic/Cape_Verde"),
        ("Mid-Atlantic", "Atlantic/South_Georgia"),
        ("Nuku'alofa", "Pacific/Tongatapu"),
        ("St. Petersburg", "Europe/Moscow"),
        ("New Delhi", "Asia/Kolkata"),
        ("Samoa", "Pacific/Apia"),
        ("UTC", "UTC"),
        ("Eastern Standard Time", "America/New_York"),
    ],
)
def test_names_of_rails_and_windows(name: str, zone: str) -> None:
    assert zones_meant(name)[0].key == zone


def test_every_city_of_a_name_may_be_meant() -> None:
    assert [zone.key for zone in zones_meant("(UTC+09:00) Osaka, Sapporo, Seoul")] == ["Asia/Tokyo"] * 2 + [
        "Asia/Seoul"
    ]


@pytest.mark.parametrize("name", ["", "Nowhere", "UTC+2", "../etc/passwd", "x" * 100_000])
def test_what_means_no_zone(name: str) -> None:
    assert zones_meant(name) == ()


@pytest.mark.parametrize("name", ["UTC+123", "UTC+15", "UTC+5:75", "UTC+5.3333", "Berlin"])
def test_what_is_no_offset(name: str) -> None:
    assert named_offset(name) is None


@pytest.mark.parametrize(
    ("name", "hours"),
    [("UTC +1", 1), ("GMT -5", -5), ("Central European Summer Time", 2), ("Pacific Daylight Time", -7)],
)
def test_offsets_in_words(name: str, hours: int) -> None:
    assert named_offset(name) == dt.timedelta(hours=hours)
