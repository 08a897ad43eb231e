"""Broken and hostile calendars: located findings, bounded time and memory, never an exception."""

from __future__ import annotations

import datetime as dt
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.cli import main
from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar._content.unfolding import MAX_LINES, MAX_PROPERTY, Source
from ospo_events.codecs.calendar.doctor import check
from ospo_events.diagnostics import LIMIT
from ospo_events.model import Event, Link, Session, Slot
from ospo_events.model.time import instant
from tests.support.calendars import bare_item, calendar

ics = CODECS["ics"]
jcal = CODECS["jcal"]


HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nNAME:Test\r\n"


def read_item(*lines: str, head: str = HEAD, zone: str | None = None) -> ics.Decoded:
    data = calendar(*bare_item(*lines, uid="1"), head=head.splitlines())
    return ics.decode(data, source="test.ics", zone=zone)


def start(decoded) -> float:
    return instant(decoded.event.sessions[0].slot.start)


def utc(*parts: int) -> float:
    return dt.datetime(*parts, tzinfo=dt.UTC).timestamp()


HOSTILE = {
    "empty": b"",
    "blank": b"\r\n\r\n",
    "binary": bytes(range(256)) * 20,
    "only-begin": b"BEGIN:VCALENDAR",
    "unclosed": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART:20240101T000000Z\r\n",
    "stray-end": b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "deep": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 10_000,
    "long-fold": b"BEGIN:VCALENDAR\r\nDESCRIPTION:" + b"abc\r\n " * 40_000 + b"\r\nEND:VCALENDAR\r\n",
    "utf-16": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".encode("utf-16"),
    "latin-1": "BEGIN:VCALENDAR\r\nNAME:Caf\xe9\r\nEND:VCALENDAR\r\n".encode("latin-1"),
    "nul": b"BEGIN:VCALENDAR\r\nNAME:a\x00b\r\nEND:VCALENDAR\r\n",
    "no-calendar": b"<html></html>",
    "many-findings": b"BEGIN:VCALENDAR\r\n" + b"nonsense\r\n" * 20_000 + b"END:VCALENDAR\r\n",
    "quotes": b'BEGIN:VCALENDAR\r\nX;A="' + b'"' * 5000 + b":x\r\nEND:VCALENDAR\r\n",
    "commas": b"BEGIN:VCALENDAR\r\nCATEGORIES:" + b"\\,," * 50_000 + b"\r\nEND:VCALENDAR\r\n",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_give_located_findings_in_bounded_time(data: bytes) -> None:
    begin = time.process_time()
    decoded = ics.decode(data, source="evil.ics")
    report = check(data, source="evil.ics")
    assert time.process_time() - begin < 3
    assert all(item.span is not None for item in (*decoded.report, *report))
    assert len(decoded.report) <= LIMIT + 3


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty", "wrong-format"),
        ("unclosed", "unclosed-component"),
        ("stray-end", "stray-end"),
        ("deep", "too-deep"),
        ("latin-1", "not-utf-8"),
        ("nul", "control-character"),
        ("no-calendar", "wrong-format"),
        ("many-findings", "malformed-line"),
    ],
)
def test_hostile_files_are_named_for_what_they_are(name: str, code: str) -> None:
    assert code in ics.decode(HOSTILE[name]).report.codes


def test_a_hundred_megabytes_of_one_property_are_refused_without_copies() -> None:
    data = b"BEGIN:VCALENDAR\r\nDESCRIPTION:" + b"a" * 30_000_000 + b"\r\nEND:VCALENDAR\r\n"
    tracemalloc.start()
    decoded = ics.decode(data.replace(b"\r\n", b"\n"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert decoded.event is None
    assert "property-too-long" in decoded.report.codes
    assert peak < 2.5 * len(data)


def vevent(*lines: str, uid: str = "1") -> str:
    head = ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20240101T000000Z", "SUMMARY:A", "DTSTART:20240709T090000Z")
    return "\r\n".join((*head, *lines, "END:VEVENT", ""))


def vtimezone(name: str, observances: int) -> str:
    rule = "DTSTART:16010101T000000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300"
    inner = f"BEGIN:STANDARD\r\n{rule}\r\nEND:STANDARD\r\n" * observances
    return f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{inner}END:VTIMEZONE\r\n"


def texts(text: str, count: int, between: str = "") -> str:
    return between.join([text] * count)


def many_zones(count: int) -> str:
    names = [f"(x) Berlin, {number}" for number in range(count)]
    return "".join(
        vtimezone(name, 1) + vevent(f'DTSTART;TZID="{name}":20240709T090000', uid=name.split()[-1]) for name in names
    )


COSTLY: dict[str, tuple[int, Callable[[int], str]]] = {
    "one-uid": (3_000, lambda n: vevent() * n),
    "quotes": (1_000_000, lambda n: vevent('X;A="' + '"' * n + ":x")),
    "lists-in-quotes": (500_000, lambda n: vevent('X;A="' + ',"' * n + ":x")),
    "exdates-of-another-zone": (
        100_000,
        lambda n: vevent(
            "RRULE:FREQ=DAILY;COUNT=1000", f"EXDATE;TZID=Europe/Berlin:{texts('20240709T110000', n, ',')}"
        ),
    ),
    "rdates-of-another-zone": (
        100_000,
        lambda n: vevent(f"RDATE;TZID=Europe/Berlin:{texts('20240709T110000', n, ',')}"),
    ),
    "exdates-by-day": (
        200_000,
        lambda n: vevent("RRULE:FREQ=DAILY;COUNT=1000", f"EXDATE;VALUE=DATE:{texts('20240101', n, ',')}"),
    ),
    "changes": (
        3_000,
        lambda n: vevent("RRULE:FREQ=DAILY;COUNT=1000") + vevent("RECURRENCE-ID:20251231T090000Z") * n,
    ),
    "zones": (5_000, many_zones),
    "observances": (
        20_000,
        lambda n: vtimezone("Here", n) + vevent().replace("DTSTART", "DTSTART;TZID=Here").replace("00Z", "00"),
    ),
    "quoted-printable": (300_000, lambda n: vevent("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:" + "=\r\n" * n)),
    "bare-commas": (500_000, lambda n: vevent("LOCATION:a, b", "CATEGORIES:" + ", " * n)),
    "entities": (200_000, lambda n: vevent("DESCRIPTION:" + "&amp\\;" * n)),
    "odd-times": (10_000, lambda n: "".join(vevent("DTEND:2024-07-09", uid=f"{number}") for number in range(n))),
}
# The eight that take longest; a tenth of each is read all the same.
LONG = {
    "observances", "zones", "odd-times", "exdates-of-another-zone", "rdates-of-another-zone", "exdates-by-day", "changes",
    "entities",
}  # fmt: skip


def cost(items: str) -> float:
    """Return the seconds that reading and checking take."""
    data = (HEAD + items + "END:VCALENDAR\r\n").encode()
    begin = time.process_time()
    assert ics.decode(data, zone="UTC").event is not None
    check(data)
    return time.process_time() - begin


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if name in LONG else []) for name in COSTLY]
)
def test_no_file_costs_more_than_its_size(name: str) -> None:
    """Each of these took minutes where something was looked for from the beginning every time."""
    count, make = COSTLY[name]
    assert cost(make(count)) < 30


@pytest.mark.parametrize("name", sorted(LONG))
def test_a_tenth_of_a_costly_file_costs_a_tenth(name: str) -> None:
    count, make = COSTLY[name]
    assert cost(make(count // 10)) < 3


def test_a_file_of_more_lines_than_a_programme_has_is_not_read() -> None:
    data = HEAD.encode() + b"\n" * MAX_LINES
    for report in (ics.decode(data, source="x.ics").report, check(data, source="x.ics")):
        assert report.codes == ("too-large",)
        assert not report.ok


def test_limits_count_the_lines_of_properties_and_not_their_folds() -> None:
    long = b"X-NOTE:" + b"a\n " * 1_500_000 + b"a\n"
    assert Source("x.ics", long * 2).too_many_lines() is None
    assert Source("x.ics", (b"SUMMARY:Ten years of open source offices\n") * (MAX_LINES + 1)).too_many_lines() is None
    assert Source("x.ics", b"A:b\n" * MAX_LINES).too_many_lines() == MAX_LINES + 1


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:X\r\n" * 10_000,
        vevent("DESCRIPTION:" + "x" * (MAX_PROPERTY + 1)),
        vevent("DURATION:P99999999999W"),
        vevent().replace("DTSTART", "DTSTART;TZID=../../etc/passwd").replace("00Z", "00"),
        "\n" * MAX_LINES,
    ],
    ids=["deep", "long", "duration", "path", "lines"],
)
def test_of_a_hostile_file_nothing_is_written(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "evil.ics").write_text(HEAD + text + "END:VCALENDAR\r\n", encoding="utf-8", newline="")
    assert main(["convert", str(tmp_path / "evil.ics"), str(tmp_path / "out.ics")]) == 1
    assert "evil.ics:" in "".join(capsys.readouterr())
    assert not (tmp_path / "out.ics").exists()


@given(st.binary(max_size=300), st.booleans())
def test_no_bytes_raise(data: bytes, framed: bool) -> None:
    if framed:
        data = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:" + data + b"\nEND:VEVENT\nEND:VCALENDAR\n"
    ics.decode(data)
    jcal.decode(data)
    check(data)


@given(
    st.sampled_from(
        ["DTSTART", "DTEND", "DURATION", "RRULE", "X-OSPO-SESSION", "X-OSPO-EVENT", "GEO", "RDATE", "SEQUENCE"]
    ),
    st.text(st.sampled_from('0123456789TZPDMHS{}[]":,;\\nabid-+'), max_size=40),
)
def test_no_value_raises(name: str, value: str) -> None:
    read_item(f"{name}:{value}")


def test_t07_a_duration_overflows_into_a_finding() -> None:
    decoded = read_item("DTSTART:20240709T090000Z", "DURATION:P999999999D")
    assert {"bad-time", "invalid-value"} & set(decoded.report.codes)
    assert not decoded.report.ok


@pytest.mark.parametrize("minutes", [0, 1, 59, 60, 61, 719, 1439, 1440, 1441, 4320])
def test_t07_durations_are_kept_to_the_minute(minutes: int) -> None:
    zone = ZoneInfo("Europe/Berlin")
    begin = dt.datetime(2024, 7, 9, 9, tzinfo=zone)
    end = begin + dt.timedelta(minutes=minutes)
    event = Event(id="e", title="E", timezone=zone, sessions=(Session(id="s", title="S", slot=Slot(begin, end)),))
    assert ics.decode(ics.encode(event).data).event == event
    decoded = read_item("DTSTART;TZID=Europe/Berlin:20240709T090000", f"DURATION:PT{minutes}M")
    assert decoded.event.sessions[0].slot.duration == dt.timedelta(minutes=minutes)


@pytest.mark.parametrize("tzid", ["../../etc/passwd", "Europe", "localtime", "A" * 5000, "PST"])
def test_t03_zones_that_are_none_are_errors_and_open_no_files(tzid: str) -> None:
    decoded = read_item(f'DTSTART;TZID="{tzid}":20240709T090000')
    assert "unknown-timezone" in decoded.report.codes or "missing-timezone" in decoded.report.codes
    assert not decoded.report.ok


@pytest.mark.parametrize(
    ("tzid", "want"),
    [
        ("Eastern Standard Time", utc(2024, 7, 9, 13)),
        ("America/New_York", utc(2024, 7, 9, 13)),
        ("/freeassociation.sourceforge.net/America/New_York", utc(2024, 7, 9, 13)),
    ],
)
def test_t03_windows_and_vendor_names_are_understood(tzid: str, want: float) -> None:
    decoded = read_item(f"DTSTART;TZID={tzid}:20240709T090000", "DTEND;TZID=x:20240709T100000")
    assert start(decoded) == want
    assert "undeclared-zone" in decoded.report.codes


CUSTOM = (
    "BEGIN:VTIMEZONE\r\nTZID:Conference Time\r\n"
    "BEGIN:STANDARD\r\nDTSTART:20001029T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:20000326T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize(
    ("wall", "want"), [("20240709T090000", utc(2024, 7, 9, 7)), ("20240109T090000", utc(2024, 1, 9, 8))]
)
def test_t08_a_zone_of_the_calendar_only_is_read_by_its_rules(wall: str, want: float) -> None:
    decoded = read_item(f"DTSTART;TZID=Conference Time:{wall}", "DURATION:PT1H", head=HEAD + CUSTOM)
    assert start(decoded) == want
    assert "custom-zone" in decoded.report.codes


def test_a_vtimezone_without_offsets_is_no_zone() -> None:
    head = HEAD + "BEGIN:VTIMEZONE\r\nTZID:Nowhere\r\nBEGIN:STANDARD\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    assert "unknown-timezone" in read_item("DTSTART;TZID=Nowhere:20240709T090000", head=head).report.codes


def test_floating_times_need_a_zone_from_somewhere() -> None:
    lost = read_item("DTSTART:20240709T090000", "DURATION:PT1H")
    assert lost.event.sessions[0].slot is None
    assert not lost.report.ok
    found = read_item("DTSTART:20240709T090000", "DURATION:PT1H", zone="Asia/Tokyo")
    assert start(found) == utc(2024, 7, 9, 0)
    assert "floating-time" in found.report.codes


def test_t08_skipped_and_repeated_times_are_read_as_the_specification_says_and_reported() -> None:
    skipped = read_item("DTSTART;TZID=America/New_York:20240310T023000", "DURATION:PT1H")
    assert start(skipped) == utc(2024, 3, 10, 7, 30)
    assert "nonexistent-local-time" in skipped.report.codes
    repeated = read_item("DTSTART;TZID=America/New_York:20241103T013000", "DURATION:PT1H")
    assert start(repeated) == utc(2024, 11, 3, 5, 30)
    assert "ambiguous-local-time" in repeated.report.codes


@pytest.mark.parametrize("fold", [0, 1])
def test_t08_both_readings_of_a_repeated_hour_are_written_apart(fold: int) -> None:
    zone = ZoneInfo("America/New_York")
    begin = dt.datetime(2024, 11, 3, 1, 30, tzinfo=zone, fold=fold)
    event = Event(id="e", title="E", timezone=zone, sessions=(Session(id="s", title="S", slot=Slot(begin)),))
    data = ics.encode(event).data
    assert b"DTSTART:20241103T0" + (b"6" if fold else b"5") + b"3000Z\r\n" in data
    again = ics.decode(data).event.sessions[0].slot.start
    assert (again, again.fold) == (begin, fold)


def test_t12_an_open_end_is_assumed_flagged_and_said(small: Event) -> None:
    data = ics.encode(small).data.replace(b"\r\n ", b"")
    party = data[data.index(b"SUMMARY:Party") - 200 :]
    assert b"DTEND;TZID=America/New_York:20240709T183000\r\nX-OPEN-END:TRUE" in party
    assert b"17:30 onwards\\; the end is not fixed." in party
    assert ics.decode(data).event.sessions[2].slot.end is None
    omitted = ics.encode(small, open_end="omit").data
    assert omitted.count(b"DTEND") == 2


def test_t12_an_end_before_the_start_is_an_error() -> None:
    decoded = read_item("DTSTART:20240709T090000Z", "DTEND:20240709T080000Z")
    assert "end-before-start" in decoded.report.codes
    assert not decoded.report.ok


def test_t05_a_session_past_midnight_keeps_its_length() -> None:
    decoded = read_item("DTSTART;TZID=Europe/Berlin:20240709T233000", "DTEND;TZID=Europe/Berlin:20240710T003000")
    assert decoded.event.sessions[0].slot.duration == dt.timedelta(hours=1)


def test_t01_items_that_share_a_uid_are_kept_apart() -> None:
    item = "BEGIN:VEVENT\r\nUID:same\r\nDTSTAMP:20240101T000000Z\r\nSUMMARY:K\r\nDTSTART:2024070{}T200000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\n"
    text = HEAD + "".join(item.format(day) for day in (1, 2, 3)) + "END:VCALENDAR\r\n"
    decoded = ics.decode(text.encode())
    assert decoded.report.codes.count("duplicate-uid") == 2
    assert len({session.id for session in decoded.event.sessions}) == 3
    assert ics.encode(decoded.event).data.count(b"\r\nUID:same") == 1


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["DTSTART;VALUE=DATE:20240709", "DURATION:PT1H"], "bad-time"),
        (["DTSTART:20240709T090000Z"], "missing-end"),
        (["DTEND:20240709T090000Z"], "missing-start"),
        (["DTSTART:20240709T090000Z", "DTSTART:20240709T100000Z"], "several-values"),
        (["DTSTART:20240709T090000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"], "recurrence-refused"),
        (["DTSTART:20240709T090000Z", "DESCRIPTION:<p>Hello</p>"], "markup-in-text"),
        (["DTSTART:yesterday"], "bad-time"),
        (["DTSTART:20240709T090000Z", "no colon here"], "malformed-line"),
        (["DTSTART:20240709T090000Z", "X-OSPO-SESSION:{}"], "bad-own-data"),
        (['X-OSPO-SESSION:{"id":"a"\\,"links":3}', "DTSTART:20240709T090000Z"], "bad-own-data"),
        (["DTSTART:20240709T090000Z", "RELATED-TO:nobody"], "dangling-reference"),
        (["DTSTART:00010101T000000Z"], "bad-time"),
    ],
)
def test_repairs_and_drops_are_told_with_their_line(lines: list[str], code: str) -> None:
    decoded = read_item(*lines, zone="UTC")
    finding = next(item for item in decoded.report if item.code == code)
    assert finding.span.source == "test.ics"
    assert finding.span.line >= 5


def test_line_ends_folds_and_byte_order_marks_of_all_sorts_read_the_same() -> None:
    text = (
        HEAD
        + "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240101T000000Z\r\nSUMMARY:Caf\xe9 \U0001f600 x\r\nDTSTART:20240709T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    data = text.encode()
    want = ics.decode(data).event
    cut = data.index("\U0001f600".encode()) + 2
    variants = [
        data.replace(b"\r\n", b"\n"),
        data.replace(b"\r\n", b"\r\r\n"),
        data[:cut] + b"\r\n " + data[cut:],
        data[:cut] + b"\n\t" + data[cut:],
        b"\xef\xbb\xbf" + data,
        data.replace(b"BEGIN:VEVENT", b"begin:vevent").replace(b"SUMMARY", b"Summary"),
    ]
    for variant in variants:
        assert ics.decode(variant).event == want


def test_findings_name_the_physical_line_behind_folds() -> None:
    text = HEAD + "DESCRIPTION:a\r\n b\r\n c\r\nnonsense\r\nEND:VCALENDAR\r\n"
    finding = next(item for item in ics.decode(text.encode()).report if item.code == "unfolded-line")
    assert finding.span.line == 8
    assert finding.span.text == "nonsense"


def test_what_is_not_modelled_rides_along_and_is_written_back() -> None:
    decoded = read_item(
        "DTSTART:20240709T090000Z",
        "DURATION:PT1H",
        'X-FOO;A="b:c,d":C:\\New\\, x',
        "PRIORITY:5",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT15M",
        "DESCRIPTION:soon",
        "END:VALARM",
    )
    data = ics.encode(decoded.event).data
    assert b'X-FOO;A="b:c,d":C:\\New\\, x\r\n' in data
    assert b"PRIORITY:5\r\n" in data
    assert b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\n" in data
    assert ics.decode(data).event.sessions[0].extra == decoded.event.sessions[0].extra


EVIL = "x\r\nATTENDEE:mailto:evil@example.org\nBEGIN:VALARM\x00\x1b[2J\u2028\ufffe"


def test_t11_no_text_of_the_model_becomes_a_line_of_its_own(small: Event) -> None:
    session = attrs.evolve(
        small.sessions[0],
        title=EVIL,
        subtitle=EVIL,
        kind=EVIL,
        abstract=EVIL,
        description=EVIL,
        tags=(EVIL,),
        concepts=(EVIL,),
        url=EVIL,
        links=(Link(EVIL, EVIL, title=EVIL, media_type=EVIL), Link(EVIL, "stream", title=EVIL)),
        uid=EVIL,
        extra={"x-ical": {"properties": [["x-foo", {"a": EVIL}, "unknown", EVIL], ["bad\r\nname", {}, "text", "x"]]}},
    )
    event = attrs.evolve(small, title=EVIL, description=EVIL, url=EVIL, tags=(EVIL,), sessions=(session,))
    for profile in ("compat", "rich"):
        encoded = ics.encode(event, profile=profile)
        lines = encoded.data.replace(b"\r\n ", b"").split(b"\r\n")
        assert not [line for line in lines if line.startswith((b"ATTENDEE", b"BEGIN:VALARM", b"NAME\r"))]
        assert b"\x00" not in encoded.data
        assert b"\x1b" not in encoded.data
        assert "characters-removed" in encoded.report.codes


def test_lone_surrogates_are_taken_out_and_reported(small: Event) -> None:
    event = small.with_session("talk", title="a\ud800b")
    encoded = ics.encode(event)
    assert b"SUMMARY:ab\r\n" in encoded.data
    assert encoded.report.codes.count("characters-removed") == 1
    assert jcal.encode(event).data.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b"3",
        b"[" * 100_000,
        b'["vcalendar",[["name",{},"text",1]],[["vevent",[["dtstart",{},"date-time",5]],[]]]]',
        b"\xff",
    ],
)
def test_broken_jcal_is_told_and_never_raises(data: bytes) -> None:
    decoded = jcal.decode(data, source="x.jcal")
    assert decoded.report.diagnostics
    assert all(item.span is not None for item in decoded.report)
