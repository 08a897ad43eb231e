"""Calendars as programs of the world write them: right instants, nothing lost that could be kept, every repair told."""

from __future__ import annotations

import datetime as dt
import json

import icalendar
import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs._reading.timezones import WINDOWS, city_zones, named_offset, named_zone
from tests.support.calendars import FIRST, START, calendar, vevent

ics = CODECS["ics"]
jcal = CODECS["jcal"]


WEST_EUROPE = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
NINE_UTC = dt.datetime(2024, 7, 9, 9, tzinfo=dt.UTC)


def talk(*lines: str, before: str = "") -> bytes:
    head = (*START, "NAME:x", *before.splitlines())
    return calendar(*vevent("UID:1", *FIRST[1:], *lines), head=head)


def only(data: bytes) -> ics.Decoded:
    """Return what is read; what is written of it is read back as the same by us, and by icalendar at the same time."""
    decoded = ics.decode(data, source="x.ics")
    assert decoded.event is not None
    assert all(item.span is not None for item in decoded.report)
    written = ics.encode(decoded.event).value()
    assert ics.decode(written).value() == decoded.event
    (theirs,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert theirs["DTSTART"].dt.astimezone(dt.UTC) == decoded.event.sessions[0].slot.start.astimezone(dt.UTC)
    return decoded


@pytest.mark.parametrize(
    ("tzid", "zone", "hours"),
    [
        ("W. Europe Standard Time", "Europe/Berlin", 2),
        ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin", 2),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin", 2),
        ("/softwarestudio.org/Olson_20011030_5/America/Indiana/Knox", "America/Indiana/Knox", -5),
        ("US-Eastern", "US/Eastern", -4),
        ("America-New_York", "America/New_York", -4),
        ("GB", "Europe/London", 1),
        ("NZ", "Pacific/Auckland", 12),
        ("US/Pacific-New", "America/Los_Angeles", -7),
        ("UCT", "UTC", 0),
        ("GMT0", "UTC", 0),
        ("Etc/Greenwich", "UTC", 0),
        # Exchange numbers its copies.
        ("Central Standard Time 1", "America/Chicago", -5),
        ("Europe/Berlin-1", "Europe/Berlin", 2),
        ('"Eastern Standard Time"', "America/New_York", -4),
    ],
)
def test_zones_by_other_names(tzid: str, zone: str, hours: int) -> None:
    decoded = only(talk(f"DTSTART;TZID={tzid}:20240709T090000", f"DTEND;TZID={tzid}:20240709T100000"))
    assert decoded.event.timezone.key == zone
    assert decoded.event.sessions[0].slot.start == NINE_UTC - dt.timedelta(hours=hours)
    assert set(decoded.report.codes) == {"undeclared-zone", "zone-renamed"}


@pytest.mark.parametrize(
    ("tzid", "hours"),
    [
        ("UTC-4", -4),
        ("UTC+5.5", 5.5),
        ('"UTC+5:30"', 5.5),
        ("GMT+0200", 2),
        ("UTC+0", 0),
        ('"+02:00"', 2),
        ("-0500", -5),
        ('"utc+01:00"', 1),
        # What the zone database opens, and summer times.
        ("EST", -5),
        ("HST", -10),
        ("Etc/GMT+5", -5),
        ("Etc/GMT-14", 14),
        ("CEST", 2),
        ("PDT", -7),
        ("Dateline Standard Time", -12),
    ],
)
def test_offsets_for_zones_as_wordpress_writes_them(tzid: str, hours: float) -> None:
    decoded = only(talk(f"DTSTART;TZID={tzid}:20240709T090000", f"DTEND;TZID={tzid}:20240709T100000"))
    assert decoded.event.sessions[0].slot.start == NINE_UTC - dt.timedelta(hours=hours)
    assert set(decoded.report.codes) == {"undeclared-zone", "custom-zone", "missing-timezone"}


@pytest.mark.parametrize("tzid", ["UTC+15", "UTC+1.", "UTC+5.51", '"UTC+1:75"', "Eastern", "PST", "CST", "/no/where"])
def test_what_names_no_zone_is_an_error_and_no_guess(tzid: str) -> None:
    report = ics.decode(talk(f"DTSTART;TZID={tzid}:20240709T090000")).report
    assert "unknown-timezone" in report.codes
    assert not report.ok


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("(GMT+01.00) Sarajevo / Skopje / Warsaw / Zagreb", "Europe/Sarajevo"),
        ("(UTC-05:00) Eastern Time (US & Canada)", None),  # the rules are those of Europe
    ],
)
def test_zones_that_outlook_shows_are_those_of_a_city_that_fits_their_rules(name: str, zone: str | None) -> None:
    quoted = f'"{name}"'
    decoded = only(
        talk(
            f"DTSTART;TZID={quoted}:20240709T110000",
            f"DTEND;TZID={quoted}:20240709T120000",
            before=WEST_EUROPE.format(name=name),
        )
    )
    assert decoded.event.sessions[0].slot.start == NINE_UTC
    assert decoded.event.timezone.key == (zone or "UTC")
    assert set(decoded.report.codes) == ({"zone-renamed"} if zone else {"custom-zone", "missing-timezone"})


@pytest.mark.parametrize("name", ["Customized Time Zone", "tzone://Microsoft/Custom", "Our zone"])
def test_a_private_zone_is_the_iana_zone_of_its_rules(name: str) -> None:
    lines = [f'DTSTART;TZID="{name}":20240709T110000', f'DTEND;TZID="{name}":20240709T120000']
    decoded = only(talk(*lines, before=WEST_EUROPE.format(name=name)))
    assert decoded.event.timezone.key == "Europe/Berlin"
    assert decoded.event.sessions[0].slot.start == NINE_UTC
    (finding,) = decoded.report
    assert (finding.code, "Europe/Berlin" in finding.message) == ("custom-zone", True)
    assert finding.help is not None
    assert "--zone" in finding.help
    # A zone whose clocks do not change may be of anywhere.
    fixed = WEST_EUROPE.format(name=name).replace("TZOFFSETTO:+0200", "TZOFFSETTO:+0100").replace(
        "TZOFFSETFROM:+0200", "TZOFFSETFROM:+0100"
    )  # fmt: skip
    decoded = only(talk(*lines, before=fixed))
    assert decoded.event.timezone.key == "UTC"
    assert decoded.event.sessions[0].slot.start == NINE_UTC + dt.timedelta(hours=1)
    assert set(decoded.report.codes) == {"custom-zone", "missing-timezone"}


def test_a_feed_in_utc_alone_has_no_day_change_and_a_warning() -> None:
    decoded = only(talk("DTSTART:20261017T013000Z", "DTEND:20261017T021500Z"))
    (finding,) = decoded.report
    assert (finding.code, finding.severity.name) == ("missing-timezone", "WARNING")
    assert "--zone" in (finding.help or "")
    assert [str(day.date) for day in decoded.event.agenda.days] == ["2026-10-17"]
    # Where somebody says the zone, the night belongs to the evening before.
    shanghai = ics.decode(talk("DTSTART:20261016T183000Z", "DURATION:PT1H"), zone="Asia/Shanghai").value()
    assert [str(day.date) for day in shanghai.agenda.days] == ["2026-10-16"]


@pytest.mark.parametrize("value", ["xxxxxxxxxxxxxxxxxxx", "0001-01-01T00:00:00", "9999-12-31T23:59:59", 5, ["a"]])
def test_a_time_that_is_none_does_not_stop_the_search_for_a_city(value: object) -> None:
    rules = [["dtstart", {}, "date-time", "2000-01-01T00:00:00"]]
    rules += [[name, {}, "utc-offset", "+02:00"] for name in ("tzoffsetfrom", "tzoffsetto")]
    name = "(UTC+02:00) Amsterdam"
    zone = ["vtimezone", [["tzid", {}, "text", name]], [["standard", rules, []]]]
    times = [["dtstart", {"tzid": name}, "date-time", moment] for moment in ("2024-07-09T11:00:00", value)]
    items = [["vevent", [["uid", {}, "text", f"{number}"], time], []] for number, time in enumerate(times)]
    event = jcal.decode(json.dumps(["vcalendar", [["name", {}, "text", "x"]], [zone, *items]]).encode()).event
    assert event.timezone.key == "Europe/Amsterdam"
    assert event.sessions[0].slot.start == NINE_UTC


def test_every_windows_name_is_a_zone_or_an_offset() -> None:
    for name in WINDOWS:
        assert (named_zone(name) is None) != (named_offset(name) is None), name
    assert city_zones("(UTC-05:00) Eastern Time (US & Canada)") == (named_zone("America/New_York"),)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings_are_read_and_told(encoding: str) -> None:
    text = talk("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", "LOCATION:Café – Saal").decode()
    decoded = only(text.encode(encoding))
    assert [room.name for room in decoded.event.rooms] == ["Café – Saal"]
    told = {"utf-16": ["encoding-converted"], "cp1252": ["not-utf-8"], "utf-8-sig": []}[encoding]
    assert [code for code in decoded.report.codes if code != "missing-timezone"] == told


def test_a_stray_byte_among_utf_8_becomes_a_replacement_character() -> None:
    data = talk("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", "LOCATION:Café X")
    decoded = only(data.replace(b" X", b"\xff"))
    assert [room.name for room in decoded.event.rooms] == ["Café\ufffd"]
    assert "not-utf-8" in decoded.report.codes


def test_a_text_broken_without_a_fold_is_kept_whole() -> None:
    decoded = only(
        talk(
            "DTSTART:20240709T090000Z",
            "DTEND:20240709T100000Z",
            "DESCRIPTION:one\\, and",
            "two\\, without a fold",
            "three",
        )
    )
    assert decoded.event.sessions[0].description == "one, and\ntwo, without a fold\nthree"
    told = [item for item in decoded.report if item.code == "unfolded-line"]
    assert [item.span.line for item in told] == [12, 13]


def test_a_text_broken_a_hundred_thousand_times_is_put_together_once() -> None:
    """Each line joined to those before it at once would copy 25 GB."""
    lines = ["word"] * 100_000
    decoded = ics.decode(talk("DTSTART:20240709T090000Z", "DESCRIPTION:word", *lines))
    assert decoded.event.sessions[0].description == "\n".join(["word", *lines])


@pytest.mark.parametrize("lines", [("URL:https://example.org/", "broken"), ("BEGIN:VALARM", "END:VALARM", "broken")])
def test_a_line_that_follows_no_text_is_left_out_and_told(lines: tuple[str, ...]) -> None:
    report = only(talk("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", *lines)).report
    assert "malformed-line" in report.codes
