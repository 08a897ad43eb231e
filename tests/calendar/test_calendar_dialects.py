"""What other programs write: the right instants, every repair told with its line, and valid when written again."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar import doctor
from tests.support.calendars import FIRST, START, calendar, vevent

ics = CODECS["ics"]


def talk(*lines: str, head: tuple[str, ...] = ("X-WR-TIMEZONE:Europe/Berlin",), end: str = "\r\n") -> str:
    return calendar(*vevent(*FIRST, *lines), head=(*START, "X-WR-CALNAME:x", *head), end=end).decode()


def read(data: str | bytes, *codes: str) -> tuple[str, str | None]:
    """Return start and end in UTC of the one session, having checked what holds for every file."""
    data = data.encode() if isinstance(data, str) else data
    decoded = ics.decode(data)
    doctor.check(data)
    assert {item.code for item in decoded.report} == set(codes)
    assert all(item.span is not None for item in decoded.report)
    event = decoded.event
    assert event is not None
    written = ics.encode(event, audience="team").value()
    assert not ics.decode(written).report.diagnostics
    assert ics.decode(written).event == event
    assert len(list(icalendar.Calendar.from_ical(written).walk("VEVENT"))) == len(event.sessions) == 1
    slot = event.sessions[0].slot
    assert slot is not None
    start, end = (None if time is None else f"{time.astimezone(dt.UTC):%H:%M}" for time in (slot.start, slot.end))
    assert start is not None
    return start, end


@pytest.mark.parametrize(
    ("tzid", "start"),
    [
        ("W. Europe Standard Time", "07:00"),  # Outlook
        ('"(UTC+01:00) Amsterdam, Berlin"', "07:00"),  # Exchange
        ('"(UTC-05:00) Eastern Time (US & Canada)"', "13:00"),
        ("(GMT+01.00) Amsterdam / Berlin / Bern / Rome / Stockholm / Vienna", "07:00"),
        ("US-Eastern", "13:00"),  # Apple
        ("EST5EDT", "13:00"),
        ("CET", "07:00"),
        ("europe/berlin", "07:00"),
        ("/mozilla.org/20050126_1/Europe/Berlin", "07:00"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", "07:00"),  # Evolution
    ],
)
def test_the_zone_names_of_other_programs_are_read_without_a_declaration(tzid: str, start: str) -> None:
    lines = talk(f"DTSTART;TZID={tzid}:20240709T090000", "DURATION:PT1H", head=())
    assert read(lines, "undeclared-zone", "zone-renamed")[0] == start


def test_an_offset_for_a_zone_may_hold_a_colon_that_is_not_quoted() -> None:
    lines = talk("DTSTART;TZID=UTC+02:00:20240709T090000", "DURATION:PT1H")
    assert read(lines, "malformed-parameter", "undeclared-zone", "custom-zone") == ("07:00", "08:00")


TIMES = ("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z")


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (
            ["X-ALT-DESC;FMTTYPE=text/html:<html><body>x\\n</body></html>", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"],
            ["markup-in-text"],
        ),
        (['X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="1 St\\nCity: X";X-TITLE="A, B":geo:52.5,13.4'], []),
        (['ATTENDEE;CN="a, b":mailto:a@example.org', "ORGANIZER;CN=Doe, Jane:mailto:j@example.org"], []),
        (["LOCATION:", "DESCRIPTION:", "URL:", "CATEGORIES:", "CLASS:"], []),
        (["SEQUENCE:", "GEO:1,2"], ["invalid-value"]),
        (["X-FOO;X-BAR=http://x.y/z:val", "URL;VALUE=URI:https://example.org:8080/x"], []),
        (["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "DESCRIPTION:x", "END:VALARM"], []),
        (["", "", " ", "DESCRIPTION:C:\\\\New \\x \\"], []),
        (["LOCATION:Ro\0om"], ["control-character"]),
        (['LOCATION;LANGUAGE=de;ALTREP="http://x/y:1":Saal 1', "TRANSP:OPAQUE", "PRIORITY:5"], []),
    ],
)
def test_what_other_programs_add_is_read_and_written_validly(lines: list[str], codes: list[str]) -> None:
    assert read(talk(*TIMES, *lines), *codes) == ("09:00", "10:00")


@pytest.mark.parametrize(
    ("times", "end", "code"),
    [
        (["DTSTART:20240709T090000Z", "DTEND:20240709T080000Z"], None, "end-before-start"),
        (["DTSTART:20240709T090000Z", "DURATION:-PT1H"], None, "end-before-start"),
        (["DTSTART:20240709T090000Z ", "DTEND:20240709T100000Z\t"], "10:00", ""),
        (["dtstart:20240709t090000z", "dtend:20240709T100000Z"], "10:00", ""),
        (["DTSTART:2024-07-09T11:00:00+02:00", "DTEND:20240709T100000Z"], "10:00", "odd-time"),
        (["DTSTART:20240709T090000Z", "DTEND;VALUE=DATE:20240710"], "22:00", ""),
        (["DTSTART:20240709T090000Z", "DURATION:PT0H60M0S"], "10:00", ""),
    ],
)
def test_times_as_other_programs_write_them(times: list[str], end: str | None, code: str) -> None:
    assert read(talk(*times), *filter(None, [code])) == ("09:00", end)


def test_lines_ended_by_cr_alone_and_files_of_other_encodings() -> None:
    assert read(talk(*TIMES, end="\r")) == ("09:00", "10:00")
    assert read(b"\xef\xbb\xbf" + talk(*TIMES).encode()) == ("09:00", "10:00")
    assert read(talk(*TIMES).encode("utf-16"), "encoding-converted") == ("09:00", "10:00")
    assert read(talk(*TIMES, "LOCATION:Saal für alle").encode("latin-1"), "not-utf-8") == ("09:00", "10:00")


def test_other_components_ride_along() -> None:
    more = "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:x\r\nEND:VTODO\r\nBEGIN:VJOURNAL\r\nUID:j\r\nEND:VJOURNAL\r\n"
    data = talk(*TIMES).replace("END:VCALENDAR", more + "END:VCALENDAR")
    assert read(data) == ("09:00", "10:00")
    assert b"BEGIN:VTODO" in ics.encode(ics.decode(data.encode()).event).value()


def test_invitations_and_files_cut_off() -> None:
    assert read(talk(*TIMES, head=("METHOD:CANCEL", "X-WR-TIMEZONE:Europe/Berlin")), "message-method")[0] == "09:00"
    assert read(talk(*TIMES)[:-17], "unclosed-component") == ("09:00", "10:00")


@pytest.mark.parametrize(
    ("flag", "start", "end", "last"),
    [
        ("TRUE", "20260504T000000", "20260505T000000", 4),
        ("true", "20260504T000000", "20260506T000000", 5),
        ("FALSE", "20260504T000000", "20260505T000000", None),
        ("TRUE", "20260504T000000", "20260504T000000", None),
        ("TRUE", "20260504T090000", "20260505T000000", None),
        ("TRUE", "20260503T220000Z", "20260504T220000Z", None),
    ],
)
def test_what_outlook_says_is_for_all_day(flag: str, start: str, end: str, last: int | None) -> None:
    zone = "" if start.endswith("Z") else ";TZID=Europe/Berlin"
    lines = [f"DTSTART{zone}:{start}", f"DTEND{zone}:{end}", f"X-MICROSOFT-CDO-ALLDAYEVENT:{flag}"]
    decoded = ics.decode(calendar(*vevent("UID:u", "DTSTAMP:20240601T120000Z", "SUMMARY:A", *lines)))
    assert decoded.event is not None
    slot = decoded.event.sessions[0].slot
    assert slot is not None
    assert slot.all_day is (last is not None)
    assert ("odd-time" in decoded.report.codes) is slot.all_day
    if last is not None:
        assert slot.end is not None
        assert (slot.start.day, slot.end.day) == (4, last + 1)
        assert b"DTSTART;VALUE=DATE:20260504" in CODECS["ics"].encode(decoded.event).value()
