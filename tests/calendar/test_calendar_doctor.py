"""The doctor: what it tells of a calendar, and where."""

from __future__ import annotations

import pytest

from ospo_events.codecs.calendar import doctor
from ospo_events.codecs.calendar.doctor import check
from tests.support.calendars import HEAD, TIMES, bare_item, calendar, item


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
    ("lines", "codes"),
    [
        (bare_item("DTSTART;TZID=Europe/Berlin:20240709T090000Z"), {"zone-with-utc", "missing-end"}),
        (bare_item("DTSTART;TZID=Europe/Berlin:20240709T090000"), {"undeclared-zone"}),
        ((*zone(), *bare_item("DTSTART;TZID=Here:20240709T090000")), {"unknown-timezone"}),
        (
            (
                "BEGIN:VTIMEZONE",
                "TZID:Europe/Berlin",
                "END:VTIMEZONE",
                *bare_item("DTSTART;TZID=Europe/Berlin:20240709T090000"),
            ),
            {"vtimezone-without-rules"},
        ),
        (
            tuple(
                line.replace("Here", "Europe/Berlin")
                for line in (*zone(*DAYLIGHT), *bare_item("DTSTART;TZID=Here:20240709T090000"))
            ),
            {"vtimezone-disagrees"},
        ),
        (bare_item("DTSTART:20240709T090000Z", "DTEND:20240709T090000Z"), {"zero-length"}),
        (bare_item("DTSTART:20240709T090000Z", "DTEND:20240709T080000Z"), {"end-before-start"}),
        (bare_item("DTSTART:20240709T090000Z", "RRULE:FREQ=DAILY"), {"recurring-item"}),
        (
            bare_item("DTSTART:20240709T090000Z", "STATUS:CANCELLED", "ATTENDEE:mailto:a@b.example"),
            {"cancelled-item", "sends-invitation"},
        ),
        (bare_item("DTSTART:20240709T090000Z", "BEGIN:VALARM", "END:VALARM"), {"missing-end"}),
        (bare_item("DTSTART:20240709T090000Z", "BEGIN:PARTICIPANT", "END:PARTICIPANT"), {"nested-component"}),
        (bare_item("DTSTART;VALUE=DATE:20240709"), {"no-time-of-day"}),
        (bare_item("DTSTART:20240709T090000"), {"floating-time"}),
        (("METHOD:REQUEST", *bare_item()), {"message-method", "missing-start", "missing-location"}),
        (
            ("BEGIN:VEVENT", "DESCRIPTION:<p>x</p>", "END:VEVENT"),
            {"missing-uid", "missing-dtstamp", "missing-title", "markup-in-text"},
        ),
        ((*bare_item("LOCATION:A"), *bare_item("LOCATION:B")), {"duplicate-uid", "items-lost"}),
    ],
)
def test_the_doctor_tells(lines: tuple[str, ...], codes: set[str]) -> None:
    report = doctor.check(calendar(*lines))
    assert codes <= set(report.codes)
    assert all(finding.span is not None for finding in report)
    healthy = doctor.check(calendar(*bare_item("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", "LOCATION:Hall")))
    assert set(healthy.codes) == {"refresh-interval"}


def test_the_doctor_looks_at_the_bytes() -> None:
    data = b"\xef\xbb\xbf" + calendar(*bare_item("X-A:" + "x" * 90, "X-B:" + "x" * 90)).replace(b"\r\n", b"\n")
    assert {"byte-order-mark", "bare-line-feed", "line-too-long"} <= set(doctor.check(data).codes)
    assert any(finding.message == "and 1 more of this kind, from here on" for finding in doctor.check(data))
    split = calendar("X-A:\u00e9".encode()[:-1].decode("latin-1"))
    assert "fold-splits-character" in doctor.check(split.replace("Ã".encode(), b"\xc3\r\n \xa9")).codes
    assert "wrong-format" in doctor.check(b"hello").codes
    assert "colon-in-parameter" in doctor.check(calendar('X-A;B="c:d":e')).codes


@pytest.mark.parametrize(
    ("lines", "head", "code", "line"),
    [
        (item(*TIMES), ("BEGIN:VCALENDAR", "VERSION:1.0", *HEAD[2:]), "old-version", 2),
        (item(*TIMES), (*HEAD[:3], "X-WR-CALNAME:A &amp\\; B"), "markup-in-text", 4),
        (("END:VCALENDAR", *HEAD, *item(*TIMES)), HEAD, "several-calendars", 7),
        ((), HEAD, "no-sessions", 1),
        (item(*TIMES, "DESCRIPTION:a&nbsp\\;b"), HEAD, "markup-in-text", 13),
        (item("DTSTART;TZID=Europe/Berlin:20240709T110000", "DTEND:20240709T085900Z"), HEAD, "end-before-start", 12),
        (item("DTSTART:20240709T110000Z", "DTEND;TZID=Asia/Tokyo:20240709T195900"), HEAD, "end-before-start", 12),
        (item("DTSTART:20240709T090000", "DTEND:20240709T080000"), HEAD, "end-before-start", 12),
        (item("DTSTART;VALUE=DATE:20240709", "DTEND;VALUE=DATE:20240709"), HEAD, "zero-length", 12),
        (item("DTSTART:20240709T090000Z", "DTEND;TZID=Europe/Paris:20240709T120000"), HEAD, "undeclared-zone", 12),
        (item("DTSTART:2024-07-09T09:00Z", TIMES[1]), HEAD, "odd-time", 11),
    ],
)
def test_the_doctor_tells_where_it_is(lines: tuple[str, ...], head: tuple[str, ...], code: str, line: int) -> None:
    report = check(calendar(*lines, head=head), source="x.ics")
    assert (code, line) in [(finding.code, finding.span.line) for finding in report]


@pytest.mark.parametrize(
    "times",
    [
        ("DTSTART;TZID=Nowhere:20240709T090000", "DTEND;TZID=Nowhere:20240709T080000"),
        ("DTSTART:20240709T090000", "DTEND:20240709T080000Z"),
        ("DTSTART;VALUE=DATE:20240709", "DTEND:20240708T100000"),
        ("DTSTART;VALUE=TEXT:now", "DTEND:20240709T080000Z"),
        ("DTSTART;TZID=Europe/Berlin:00010101T000000", "DTEND;TZID=Europe/Berlin:00010101T000000"),
    ],
)
def test_the_doctor_compares_no_times_that_cannot_be_compared(times: tuple[str, str]) -> None:
    assert not {"end-before-start", "zero-length"} & set(check(calendar(*item(*times))).codes)


def test_the_doctor_knows_the_zones_of_the_file() -> None:
    zone = ("BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0500", "END:STANDARD")
    declared = ("BEGIN:VTIMEZONE", "TZID:Here", *zone, "END:VTIMEZONE")
    report = check(calendar(*declared, *item("DTSTART;TZID=Here:20240709T090000", "DTEND:20240709T135900Z")))
    assert "end-before-start" in report.codes
    assert "undeclared-zone" not in report.codes
    zoned = (*declared[:1], "TZID:Europe/Berlin", *declared[2:])
    far = item("DTSTART;TZID=Europe/Berlin:19600709T090000", "DTEND;TZID=Europe/Berlin:19600709T100000")
    assert "vtimezone-disagrees" not in check(calendar(*zoned, *far)).codes
    text = item("DTSTART;VALUE=TEXT;TZID=Europe/Berlin:now", "DTEND;TZID=Europe/Berlin:19600709T100000")
    assert "vtimezone-disagrees" not in check(calendar(*zoned, *text)).codes


def test_the_doctor_tells_a_kind_five_times_and_where_the_rest_begins() -> None:
    report = check(calendar(*(line for number in range(9) for line in item(TIMES[0], uid=f"{number}"))))
    found = [(finding.span.line, finding.message) for finding in report if finding.code == "missing-end"]
    assert len(found) == 6
    assert found[-1] == (6 + 5 * 7, "and 4 more of this kind, from here on")


def test_the_doctor_has_nothing_against_what_is_published() -> None:
    assert check(calendar(*item(*TIMES), head=(*HEAD, "METHOD:PUBLISH"))).codes == ("refresh-interval",)
