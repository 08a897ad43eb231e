"""Which zone a schedule is in and what its times mean: every combination of date, start, zone named and zone asked for.

The table of docs/how-to/feed-giggity-eventfahrplan-and-video-tools.md, row by row.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from ospo_events import Decoded, Severity
from ospo_events.codecs import CODECS
from ospo_events.errors import InvalidOption
from tests.support.corpus import real_file

xml, schedule_json, schedule2 = CODECS["schedule-xml"], CODECS["schedule-json"], CODECS["schedule2"]
NAMED = "<time_zone_name>{}</time_zone_name>"


def document(date: str, start: str, named: str = "", *, end: str = "") -> bytes:
    date, start = (f"<{tag}>{text}</{tag}>" if text else "" for tag, text in (("date", date), ("start", start)))
    end = f"<end>{end}</end>" if end else "<duration>01:00</duration>"
    return (
        f"<schedule><conference><title>T</title>{NAMED.format(named) if named else ''}</conference>\n"
        f'<day index="1" date="2024-07-09"><room name="A">\n<event id="1"><title>One</title>\n{date}{start}{end}\n'
        "</event></room></day></schedule>"
    ).encode()


def document_of_one() -> bytes:
    return document(LOCAL, "09:00", ZONE)


def start_of(decoded: Decoded) -> tuple[str | None, str]:
    event = decoded.value()
    slot = event.sessions[0].slot
    return slot and slot.start.isoformat(), event.timezone.key


ZONE, BERLIN, TOKYO = "America/New_York", "2024-07-09T09:00:00+02:00", "2024-07-09T09:00:00+09:00"
UTC, LOCAL = "2024-07-09T09:00:00Z", "2024-07-09T09:00:00-04:00"


@pytest.mark.parametrize(
    ("date", "start", "named", "asked", "read", "codes"),
    [
        # The date says an offset.
        (LOCAL, "09:00", ZONE, None, (LOCAL, ZONE), []),
        (LOCAL, "", ZONE, None, (LOCAL, ZONE), []),
        (LOCAL, "09:00", "", ZONE, (LOCAL, ZONE), []),
        (BERLIN, "09:00", "", None, (BERLIN, "Europe/Berlin"), ["zone-from-offsets"]),
        (UTC, "09:00", "", None, ("2024-07-09T09:00:00+00:00", "UTC"), ["zone-from-offsets"]),
        (LOCAL, "10:00", ZONE, None, (LOCAL, ZONE), ["start-contradicts-date"]),
        (LOCAL, "10:00", "", ZONE, (LOCAL, ZONE), ["start-contradicts-date"]),
        # The date is in UTC, the start is local: wafer.
        ("2024-07-09T13:00:00+00:00", "09:00", ZONE, None, (LOCAL, ZONE), []),
        ("2024-07-09T13:00:00Z", "09:00", "", ZONE, (LOCAL, ZONE), []),
        ("2024-07-09T13:00:00Z", "09:00", "", None, (LOCAL, ZONE), ["zone-from-offsets"]),
        # The date is local and says UTC.
        (UTC, "09:00", ZONE, None, (LOCAL, ZONE), ["utc-mark-ignored"]),
        (UTC, "09:00", "", ZONE, (LOCAL, ZONE), ["utc-mark-ignored"]),
        ("2024-07-09 09:00:00 UTC", "09:00", "", ZONE, (LOCAL, ZONE), ["utc-mark-ignored"]),
        # Nothing but the date says UTC or not: it is believed.
        (UTC, "", "", ZONE, ("2024-07-09T05:00:00-04:00", ZONE), ["zone-contradicted"]),
        # Another offset than the zone has.
        (BERLIN, "09:00", ZONE, None, (BERLIN, "Europe/Berlin"), ["zone-contradicted"]),
        (BERLIN, "09:00", "", ZONE, ("2024-07-09T03:00:00-04:00", ZONE), ["zone-contradicted"]),
        (BERLIN, "09:00", ZONE, "Asia/Tokyo", ("2024-07-09T16:00:00+09:00", "Asia/Tokyo"), ["zone-contradicted"]),
        # No offset.
        ("2024-07-09T09:00:00", "09:00", ZONE, None, (LOCAL, ZONE), []),
        ("2024-07-09", "09:00", ZONE, None, (LOCAL, ZONE), []),
        ("", "09:00", ZONE, None, (LOCAL, ZONE), []),
        ("", "03:00", ZONE, None, ("2024-07-10T03:00:00-04:00", ZONE), []),
        ("2024-07-09T09:00:00", "09:00", ZONE, "Asia/Tokyo", (TOKYO, "Asia/Tokyo"), []),
        # Nothing at all.
        ("", "", ZONE, None, (None, ZONE), ["missing-start"]),
        # Names of Windows and of Rails.
        (LOCAL, "09:00", "Eastern Standard Time", None, (LOCAL, ZONE), ["zone-renamed"]),
        (LOCAL, "09:00", "Eastern Time (US &amp; Canada)", None, (LOCAL, ZONE), ["zone-renamed"]),
        ("", "09:00", "(UTC+01:00) Amsterdam, Berlin", None, ("2024-07-09T09:00:00+02:00", "Europe/Amsterdam"),
         ["zone-renamed"]),
        ("", "09:00", "Berlin", None, (BERLIN, "Europe/Berlin"), ["zone-renamed"]),
        ("", "09:00", "Osaka", None, (TOKYO, "Asia/Tokyo"), ["zone-renamed"]),
        (UTC, "09:00", "Eastern Standard Time", None, (LOCAL, ZONE), ["zone-renamed", "utc-mark-ignored"]),
        (BERLIN, "09:00", "Eastern Standard Time", None, (BERLIN, "Europe/Berlin"), ["zone-contradicted"]),
        ("2024-07-09T09:00:00+12:34", "09:00", "Osaka", None, ("2024-07-09T05:26:00+09:00", "Asia/Tokyo"),
         ["zone-renamed", "start-contradicts-date"]),
        (BERLIN, "09:00", "Somewhere", None, (BERLIN, "Europe/Berlin"), ["unknown-timezone", "zone-from-offsets"]),
    ],
)  # fmt: skip
def test_every_combination(
    date: str, start: str, named: str, asked: str | None, read: tuple[str | None, str], codes: list[str]
) -> None:
    decoded = xml.decode(document(date, start, named), zone=asked)
    assert start_of(decoded) == read
    assert list(decoded.report.codes) == codes
    assert all(item.span is not None for item in decoded.report if item.path)


def two(first: str, second: str) -> bytes:
    entries = "".join(f'<event id="{n}"><title>T</title>{text}</event>' for n, text in ((1, first), (2, second)))
    return (
        f"<schedule><conference><title>T</title></conference><day index='1' date='2024-07-09'><room name='A'>{entries}"
        "</room></day></schedule>"
    ).encode()


def test_one_time_in_the_zone_is_enough_to_believe_all_dates() -> None:
    data = two(f"<date>{LOCAL}</date><start>09:00</start>", f"<date>{UTC}</date><start>09:00</start>")
    decoded = xml.decode(data, zone=ZONE)
    assert [session.slot and session.slot.start.hour for session in decoded.value().sessions] == [9, 5]
    assert "start-contradicts-date" in decoded.report.codes


def test_a_start_that_differs_from_its_utc_says_that_utc_is_meant() -> None:
    data = two(f"<date>{UTC}</date><start>09:00</start>", "<date>2024-07-09T11:00:00Z</date><start>06:00</start>")
    decoded = xml.decode(data, zone=ZONE)
    assert decoded.report.codes[0] == "zone-contradicted"
    assert [session.slot and session.slot.start.hour for session in decoded.value().sessions] == [5, 7]


def test_what_utc_means_can_be_said() -> None:
    marked = document(UTC, "09:00", ZONE)
    assert start_of(xml.decode(marked, times="local")) == (LOCAL, ZONE)
    assert xml.decode(marked, times="local").report.codes == ()
    assert start_of(xml.decode(marked, times="utc")) == ("2024-07-09T09:00:00+00:00", "UTC")
    asked = xml.decode(marked, zone=ZONE, times="utc")
    assert start_of(asked) == ("2024-07-09T05:00:00-04:00", ZONE)
    assert asked.report.codes == ("zone-contradicted",)
    nowhere = xml.decode(document(UTC, "09:00"), times="local")
    assert [(item.code, item.severity) for item in nowhere.report] == [("missing-timezone", Severity.ERROR)]


def test_options_that_mean_nothing_are_errors() -> None:
    with pytest.raises(InvalidOption, match="times"):
        xml.decode(document(LOCAL, "09:00", ZONE), times="gmt")
    with pytest.raises(InvalidOption, match="duration"):
        xml.decode(document(LOCAL, "09:00", ZONE), duration="minutes")


def told(entry: dict[str, Any], **schedule: Any) -> bytes:
    day = {"index": 1, "date": "2024-07-09", "day_start": "2024-07-09T06:00:00Z", "day_end": "2024-07-10T06:00:00Z"}
    conference = {"title": "T", "time_zone_name": ZONE, "days": [{**day, "rooms": {"A": [entry]}}]}
    return json.dumps({"schedule": {"conference": conference, **schedule}}).encode()


def test_ends_and_days_are_as_local_as_the_dates() -> None:
    entry = {"id": 1, "title": "One", "date": UTC, "start": "09:00", "end": "2024-07-09T10:30:00Z"}
    event = schedule_json.decode(told(entry)).value()
    slot = event.sessions[0].slot
    assert slot is not None
    assert slot.end is not None
    assert (slot.end.isoformat(), event.day_change.hour) == ("2024-07-09T10:30:00-04:00", 6)


def test_an_end_without_an_offset_is_local() -> None:
    entry = {"id": 1, "title": "One", "date": LOCAL, "start": "09:00", "end": "2024-07-09T10:30:00"}
    slot = schedule_json.decode(told(entry)).value().sessions[0].slot
    assert slot is not None
    assert slot.end is not None
    assert slot.end.isoformat() == "2024-07-09T10:30:00-04:00"


def test_an_end_of_another_year_is_a_slip() -> None:
    entry = {"id": 1, "title": "One", "date": LOCAL, "duration": "00:30", "end": "2042-07-09T10:30:00-04:00"}
    decoded = schedule_json.decode(told(entry))
    slot = decoded.value().sessions[0].slot
    assert slot is not None
    assert slot.end is not None
    assert slot.end.isoformat() == "2024-07-09T09:30:00-04:00"
    assert "end-before-start" in decoded.report.codes


def test_an_end_the_clocks_skip_leaves_the_duration() -> None:
    entry = {"id": 1, "title": "One", "date": "2024-03-10T01:00:00-05:00", "duration": "00:30"}
    decoded = schedule_json.decode(told({**entry, "end": "2024-03-10T02:30:00"}))
    slot = decoded.value().sessions[0].slot
    assert slot is not None
    assert slot.end is not None
    assert slot.end.isoformat() == "2024-03-10T01:30:00-05:00"
    assert "nonexistent-local-time" in decoded.report.codes


def test_schedule2_has_no_starts_to_compare_and_is_believed() -> None:
    entry = {"title": "One", "start": UTC, "end": "2024-07-09T10:00:00Z"}
    data = json.dumps({"schedule": {"conference": {"title": "T", "time_zone_name": ZONE}, "events": [entry]}}).encode()
    assert schedule2.decode(data).report.codes == ("zone-contradicted",)
    event = schedule2.decode(data, times="local").value()
    slot = event.sessions[0].slot
    assert slot is not None
    assert slot.end is not None
    assert (slot.start.isoformat(), slot.end.isoformat()) == (LOCAL, "2024-07-09T10:00:00-04:00")


def test_what_is_said_of_the_conference_is_shown_where_it_stands_in_every_envelope() -> None:
    data = told({"id": 1, "title": "One", "date": LOCAL}).replace(ZONE.encode(), b"Somewhere")
    outer = json.dumps(json.loads(data)["schedule"]).encode()
    for document in (data, outer, xml.encode(xml.decode(document_of_one()).value()).value()):
        codec = xml if document.startswith(b"<") else schedule_json
        elsewhere = document.replace(b"America/New_York", b"Somewhere")
        (found,) = [item for item in codec.decode(elsewhere).report if item.code == "unknown-timezone"]
        assert found.span is not None
        line = elsewhere.decode().splitlines()[found.span.line - 1]
        assert line[found.span.column - 1 :].startswith(('"Somewhere"', "<time_zone_name>Somewhere"))


def test_a_loss_of_the_whole_event_is_shown_in_the_conference() -> None:
    data = document_of_one().replace(b"<title>T</title>", b"<title>T</title>\n<subtitle>S</subtitle>\n<venue>V</venue>")
    decoded = xml.decode(data)
    assert decoded.source_map is not None
    lost = xml.encode(decoded.value()).report.located(decoded.source_map)
    lines = {item.path[0]: item.span and item.span.line for item in lost if item.code == "not-carried"}
    assert lines == {"theme": 2, "venues": 3}


def test_debconf_in_montreal_wrote_local_times_as_utc() -> None:
    decoded = xml.decode(real_file("schedule-xml", "debconf-penta.xml").read_bytes(), zone="America/Montreal")
    starts = {session.title[:12]: session.slot.start for session in decoded.value().sessions if session.slot}
    assert starts["Business ERP"].isoformat() == "2017-08-05T10:00:00-04:00"
    assert decoded.report.codes.count("utc-mark-ignored") == 1
    assert "start-contradicts-date" not in decoded.report.codes
