"""The corners of the calendar codec: files of ours that somebody changed, and what rarely stands in a file."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
import pytest
from hypothesis import given

from ospo_events import strategies
from ospo_events._frozenmap import thaw
from ospo_events.codecs.calendar import doctor, ics, jcal
from ospo_events.diagnostics import Diagnostic, Severity
from ospo_events.model import Event, Geo, PostalAddress, Privacy, Room, Series


def differing(data: bytes, **options: str) -> list[Diagnostic]:
    return [item for item in ics.decode(data, **options).report if item.code == "location-differs"]


def test_a_location_that_somebody_changed_is_told_where_it_stands(small: Event) -> None:
    data = ics.encode(small).value()
    changed = data.replace(b"LOCATION:Room A\\, Headquarters", b"LOCATION:The garden")
    assert changed != data
    decoded = ics.decode(changed, source="edited.ics")
    (finding,) = decoded.report
    assert (finding.code, finding.severity, finding.path) == ("location-differs", Severity.WARNING, ("sessions", 0))
    assert "'Room A, Headquarters'" in finding.message
    assert "'The garden'" in finding.message
    assert finding.span is not None
    assert changed.decode().split("\r\n")[finding.span.line - 1] == "LOCATION:The garden"
    # What our own data say is kept, and the finding says so.
    assert decoded.value() == ics.decode(data).value()


def test_a_location_that_somebody_took_out_is_told_at_the_item(small: Event) -> None:
    changed = ics.encode(small).value().replace(b"LOCATION:Room A\\, Headquarters\r\n", b"")
    (finding,) = differing(changed)
    assert finding.span is not None
    assert changed.decode().split("\r\n")[finding.span.line - 1] == "BEGIN:VEVENT"


def test_other_spaces_are_no_other_place(small: Event) -> None:
    changed = ics.encode(small).value().replace(b"LOCATION:Room A\\, Head", b"LOCATION: Room  A\\, Head")
    assert not differing(changed)


def test_the_room_of_a_part_is_its_parents(small: Event) -> None:
    talk, lunch, party = small.sessions
    event = attrs.evolve(small, sessions=(talk, attrs.evolve(lunch, parent="talk"), party))
    data = ics.encode(event).value()
    assert data.count(b"LOCATION:Room A\\, Headquarters") == 2
    assert not ics.decode(data).report
    # Alone in a file, nothing there says where its parent is.
    assert not differing(ics.encode(event, sessions=["lunch"]).value())
    start, end = (
        data.rsplit(b"LOCATION:Room A", 1) if data.index(b"SUMMARY:Lunch") > data.index(b"Opening") else (b"", b"")
    )
    (finding,) = differing(start + b"LOCATION:Room Z" + end)
    assert finding.path == ("sessions", 1)


def test_rooms_that_the_file_does_not_declare_are_not_compared(small: Event) -> None:
    lines = ics.encode(small).value().replace(b"\r\n ", b"").split(b"\r\n")
    without = b"\r\n".join(line for line in lines if not line.startswith(b"X-OSPO-ROOM"))
    assert not differing(without)


def test_a_title_given_by_the_reader_is_no_change_of_place(small: Event) -> None:
    homeless = attrs.evolve(small, venues=(), rooms=(), sessions=(attrs.evolve(small.sessions[1], id="only"),))
    data = ics.encode(homeless).value()
    assert b"LOCATION:A small meeting" in data
    assert not differing(data)
    assert not differing(data, title="Another title")


@pytest.mark.parametrize("name", ["Hall \x01 one", "\x01", "A\r\nB", "\x9f "])
def test_characters_that_do_not_travel_are_no_change_of_place(small: Event, name: str) -> None:
    talk = small.sessions[0]
    event = attrs.evolve(small, rooms=(Room(id="a", name=name, venue="hq"),), sessions=(talk,))
    assert not differing(ics.encode(event).value())


@given(strategies.events())
def test_what_we_wrote_ourselves_has_no_other_location(event: Event) -> None:
    assert not differing(ics.encode(event).value())
    assert "location-differs" not in jcal.decode(jcal.encode(event).value()).report.codes


def calendar(*lines: str, head: tuple[str, ...] = ("X-WR-CALNAME:A", "X-WR-TIMEZONE:UTC")) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *head, *lines, "END:VCALENDAR", "")).encode()


def item(*lines: str) -> tuple[str, ...]:
    return ("BEGIN:VEVENT", "UID:a", "DTSTAMP:20240101T000000Z", "SUMMARY:A", *lines, "END:VEVENT")


def kept(line: str) -> list[Any]:
    """Return how a property that has no place in the model is kept."""
    decoded = ics.decode(calendar(*item("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", line)))
    (session,) = decoded.value().sessions
    extra = thaw(session.extra)
    properties = extra["x-ical"]["properties"] if extra else []
    return [*properties, *decoded.report.codes]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("X-A;VALUE=DATE-TIME:20240709T093000", "2024-07-09T09:30:00"),
        ("X-A;VALUE=DATE-TIME:20240709T093000Z", "2024-07-09T09:30:00Z"),
        ("X-A;VALUE=DATE:20240709", "2024-07-09"),
        ("X-A;VALUE=TIME:093000Z", "09:30:00Z"),
        ("X-A;VALUE=UTC-OFFSET:-043000", "-04:30:00"),
        ("X-A;VALUE=INTEGER:-12", -12),
        ("X-A;VALUE=FLOAT:1.5", 1.5),
        ("X-A;VALUE=BOOLEAN:true", True),
        ("X-A;VALUE=DURATION:-pt15m", "-PT15M"),
        ("X-A;VALUE=PERIOD:20240709T093000Z/PT1H", ["2024-07-09T09:30:00Z", "PT1H"]),
        ("X-A;VALUE=PERIOD:20240709T093000Z/20240709T100000Z", ["2024-07-09T09:30:00Z", "2024-07-09T10:00:00Z"]),
        ("X-A;VALUE=RECUR:FREQ=YEARLY;UNTIL=20250101T000000Z", {"freq": "YEARLY", "until": "2025-01-01T00:00:00Z"}),
        ("X-A;VALUE=RECUR:FREQ=DAILY;COUNT=2;BYDAY=MO,TU", {"freq": "DAILY", "count": 2, "byday": ["MO", "TU"]}),
    ],
)
def test_values_of_every_type_are_kept(line: str, value: object) -> None:
    (found,) = kept(line)
    assert found[3] == value
    # Written and read again, they are the same.
    decoded = ics.decode(calendar(*item("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", line)))
    event = decoded.value()
    assert ics.decode(ics.encode(event).value()).value().sessions[0].extra == event.sessions[0].extra
    assert jcal.decode(jcal.encode(event).value()).value().sessions[0].extra == event.sessions[0].extra


@pytest.mark.parametrize(
    "line",
    [
        "X-A;VALUE=DATE-TIME:tomorrow",
        "X-A;VALUE=DATE:2024",
        "X-A;VALUE=TIME:noon",
        "X-A;VALUE=UTC-OFFSET:4",
        "X-A;VALUE=INTEGER:many",
        "X-A;VALUE=FLOAT:nan",
        "X-A;VALUE=DURATION:P",
        "X-A;VALUE=DURATION:P999999999W",
        "X-A;VALUE=PERIOD:20240709T093000Z",
        "X-A;VALUE=RECUR:YEARLY",
    ],
)
def test_values_that_are_none_of_their_type_are_told(line: str) -> None:
    assert kept(line) == ["bad-value"]


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
    ("observance", "hour"),
    [
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"), 13),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=SU;BYMONTHDAY=1,2,3,4,5,6,7"), 13),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTHDAY=2"), 13),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY"), 13),
        ((*DAYLIGHT, "RDATE:20240407T020000"), 13),
        # No daylight saving in 2024:
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;COUNT=3"), 14),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;UNTIL=20050101T000000Z"), 14),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=0SU"), 14),
        ((*DAYLIGHT, "RRULE:FREQ=MONTHLY;BYMONTH=4"), 14),
        ((*DAYLIGHT, "RRULE:FREQ=YEARLY;BYMONTH=14"), 14),
        ((DAYLIGHT[0], "TZOFFSETFROM:-9900", "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY"), 14),
        (("TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "RRULE:FREQ=YEARLY"), 14),
    ],
)
def test_zones_of_a_calendars_own_are_read_by_their_rules(observance: tuple[str, ...], hour: int) -> None:
    data = calendar(*zone(*observance), *item("DTSTART;TZID=Here:20240709T090000", "DURATION:PT1H"))
    (session,) = ics.decode(data).value().sessions
    assert session.slot is not None
    assert session.slot.start == dt.datetime(2024, 7, 9, hour, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "rule", [{"count": "x"}, {"count": [1]}, {"count": None}, {"until": "2024-01-01T00:00:00+02:00"}]
)
def test_odd_rules_in_jcal_do_not_stop_the_reading(rule: dict[str, Any]) -> None:
    changes: list[Any] = [
        ["dtstart", {}, "date-time", "2020-03-08T02:00:00"],
        ["tzoffsetfrom", {}, "utc-offset", "-05:00"],
        ["tzoffsetto", {}, "utc-offset", "-04:00"],
        ["rrule", {}, "recur", {"freq": "YEARLY", **rule}],
    ]
    parts: list[Any] = [
        ["vtimezone", [["tzid", {}, "text", "Here"]], [["daylight", changes, []]]],
        ["vevent", [["dtstart", {"tzid": "Here"}, "date-time", "2024-07-09T09:00:00"]], []],
    ]
    tree = ["vcalendar", [["x-wr-timezone", {}, "text", "UTC"]], parts]
    decoded = jcal.decode(json.dumps(tree).encode())
    assert "bad-time" not in decoded.report.codes
    (session,) = decoded.value().sessions
    assert session.slot is not None
    assert session.slot.start == dt.datetime(2024, 7, 9, 13, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (item("DTSTART;TZID=Europe/Berlin:20240709T090000Z"), {"zone-with-utc", "missing-end"}),
        (item("DTSTART;TZID=Europe/Berlin:20240709T090000"), {"undeclared-zone"}),
        ((*zone(), *item("DTSTART;TZID=Here:20240709T090000")), {"zone-not-iana"}),
        (
            (
                "BEGIN:VTIMEZONE",
                "TZID:Europe/Berlin",
                "END:VTIMEZONE",
                *item("DTSTART;TZID=Europe/Berlin:20240709T090000"),
            ),
            {"vtimezone-without-rules"},
        ),
        (
            tuple(
                line.replace("Here", "Europe/Berlin")
                for line in (*zone(*DAYLIGHT), *item("DTSTART;TZID=Here:20240709T090000"))
            ),
            {"vtimezone-disagrees"},
        ),
        (item("DTSTART:20240709T090000Z", "DTEND:20240709T090000Z"), {"zero-length"}),
        (item("DTSTART:20240709T090000Z", "DTEND:20240709T080000Z"), {"end-before-start"}),
        (item("DTSTART:20240709T090000Z", "RRULE:FREQ=DAILY"), {"recurrence"}),
        (
            item("DTSTART:20240709T090000Z", "STATUS:CANCELLED", "ATTENDEE:mailto:a@b.example"),
            {"cancelled", "invitation"},
        ),
        (item("DTSTART:20240709T090000Z", "BEGIN:VALARM", "END:VALARM"), {"missing-end"}),
        (item("DTSTART:20240709T090000Z", "BEGIN:PARTICIPANT", "END:PARTICIPANT"), {"nested-component"}),
        (item("DTSTART;VALUE=DATE:20240709"), {"all-day"}),
        (item("DTSTART:20240709T090000"), {"floating-time"}),
        (("METHOD:REQUEST", *item()), {"method", "missing-start", "missing-location"}),
        (
            ("BEGIN:VEVENT", "DESCRIPTION:<p>x</p>", "END:VEVENT"),
            {"missing-uid", "missing-dtstamp", "missing-summary", "html-in-description"},
        ),
        ((*item("LOCATION:A"), *item("LOCATION:B")), {"duplicate-uid", "items-lost"}),
    ],
)
def test_the_doctor_tells(lines: tuple[str, ...], codes: set[str]) -> None:
    report = doctor.check(calendar(*lines))
    assert codes <= set(report.codes)
    assert all(finding.span is not None for finding in report)
    healthy = doctor.check(calendar(*item("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", "LOCATION:Hall")))
    assert set(healthy.codes) == {"refresh"}


def test_the_doctor_looks_at_the_bytes() -> None:
    data = b"\xef\xbb\xbf" + calendar(*item("X-A:" + "x" * 90, "X-B:" + "x" * 90)).replace(b"\r\n", b"\n")
    assert {"byte-order-mark", "bare-line-feed", "line-too-long"} <= set(doctor.check(data).codes)
    assert any(finding.message == "and 1 more of this kind, from here on" for finding in doctor.check(data))
    split = calendar("X-A:\u00e9".encode()[:-1].decode("latin-1"))
    assert "fold-splits-character" in doctor.check(split.replace("Ã".encode(), b"\xc3\r\n \xa9")).codes
    assert "not-a-calendar" in doctor.check(b"hello").codes
    assert "colon-in-parameter" in doctor.check(calendar('X-A;B="c:d":e')).codes


def own(
    code: str, *lines: str, head: tuple[str, ...] = ('X-OSPO-EVENT:{"id":"e"}', "NAME:E", "X-WR-TIMEZONE:UTC")
) -> bytes:
    escaped = code.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    vevent = item(
        "DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", "LOCATION:E", f"X-OSPO-SESSION:{escaped}", *lines
    )
    return calendar(*vevent, head=head)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("[1", "JSON object with an id"),
        ('{"id":3}', "JSON object with an id"),
        ('{"id":"a","links":3}', "links: expected 3 LINK properties, got 0"),
        ('{"id":"a","links":true}', "links: expected a list"),
        ('{"id":"a","languages":[4]}', "languages: expected text"),
        ('{"id":"a","previous_start":"soon"}', "expected a time as previous_start, got 'soon'"),
        ('{"id":"a","people":[{"role":"chair"}]}', "people: "),
        ('{"id":"a","people":[7]}', "people: expected an object, got '7'"),
        ('{"id":"a","expected_attendance":true}', "expected_attendance: expected a whole number"),
    ],
)
def test_own_data_that_somebody_broke_is_told(code: str, told: str) -> None:
    decoded = ics.decode(own(code))
    findings = [finding for finding in decoded.report if finding.code == "bad-own-data"]
    assert any(told in finding.message for finding in findings)
    (session,) = decoded.value().sessions
    assert session.title == "A"


@pytest.mark.parametrize(
    "code", ['{"id":"a","abstract":2}', '{"id":"a","abstract":"x"}', '{"id":"a","description":99}']
)
def test_a_description_that_somebody_rewrote_is_kept_whole(code: str) -> None:
    (session,) = ics.decode(own(code, "DESCRIPTION:rewritten")).value().sessions
    assert (session.abstract, session.description) == (None, "rewritten")


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        (("X-OSPO-EVENT:[", "NAME:E", "X-WR-TIMEZONE:UTC"), {"bad-own-data"}),
        (('X-OSPO-EVENT:{"id":"e"}', "NAME:E", "X-WR-TIMEZONE:Nowhere"), {"unknown-zone", "zone-not-said"}),
        (("NAME:E", "X-WR-TIMEZONE:Nowhere"), {"unknown-zone", "zone-not-said"}),
        (("X-WR-TIMEZONE:UTC",), {"no-title"}),
        (("NAME:E", "X-WR-TIMEZONE:UTC", "METHOD:PUBLISH"), {"method-dropped"}),
        (("NAME:E", "X-WR-TIMEZONE:UTC", "SUMMARY:E"), {"misplaced-property"}),
        (
            ('X-OSPO-EVENT:{"id":"e","title":3}', "NAME:E", "X-WR-TIMEZONE:UTC", 'X-OSPO-ROOM:{"id":"a"}'),
            {"bad-own-data"},
        ),
        (("NAME:E", "X-WR-TIMEZONE:UTC", "X-OSPO-ROOM:{"), {"bad-own-data"}),
    ],
)
def test_what_is_wrong_with_the_head_of_a_calendar_is_told(head: tuple[str, ...], codes: set[str]) -> None:
    decoded = ics.decode(calendar(*item("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z"), head=head))
    assert set(decoded.report.codes) == codes
    assert all(finding.span is not None for finding in decoded.report)
    assert [session.title for session in decoded.value().sessions] == ["A"]


def test_an_id_that_is_none_is_mended() -> None:
    decoded = ics.decode(
        calendar(head=('X-OSPO-EVENT:{"id":"no id!"\\,"description":3}', "NAME:E", "DESCRIPTION:D")), zone="UTC"
    )
    assert decoded.event is not None
    assert (decoded.event.id, decoded.event.description) == ("no-id", "D")


def test_a_zone_asked_for_that_is_none_is_an_error() -> None:
    decoded = ics.decode(calendar(*item("DTSTART:20240709T090000Z")), zone="Europe/Nowhere")
    assert decoded.event is None
    assert [(finding.code, finding.severity) for finding in decoded.report] == [("unknown-zone", Severity.ERROR)]


def test_things_declared_twice_stay_two() -> None:
    room = 'X-OSPO-ROOM:{"id":"a"\\,"name":"%s"}'
    decoded = ics.decode(
        own('{"id":"a"}', head=('X-OSPO-EVENT:{"id":"e"}', "NAME:E", "X-WR-TIMEZONE:UTC", room % "A", room % "B"))
    )
    assert [(r.id, r.name) for r in decoded.value().rooms] == [("a", "A"), ("a", "B")]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (item("DTSTART:20240709T090000Z", "DTEND:20240709T080000Z"), "end-before-start"),
        (item("DTSTART;VALUE=DATE:20240709"), "all-day"),
        (item("DTSTART:99991231T235900Z", "DURATION:P9W"), "bad-time"),
        (item("DTSTART:20240709T090000Z", "DTSTART:20240710T090000Z"), "repeated-property"),
        (item("DTSTART:20240709T090000Z", "RELATED-TO:nobody"), "unknown-relation"),
        (("BEGIN:VEVENT", "DTSTART:20240709T090000Z", "END:VEVENT"), "missing-uid"),
        (("BEGIN:VEVENT", "UID:x", "DTSTART:20240709T090000Z", "END:VEVENT"), "missing-title"),
        (("END:VEVENT",), "stray-end"),
        (("BEGIN:VEVENT", "UID:x"), "unclosed-component"),
        (("X-A;B:c",), "malformed-parameter"),
        (
            tuple(f"BEGIN:X{number}" for number in range(40)) + tuple(f"END:X{39 - number}" for number in range(40)),
            "nested-too-deep",
        ),
    ],
)
def test_what_is_wrong_with_an_item_is_told_where_it_is(lines: tuple[str, ...], code: str) -> None:
    decoded = ics.decode(calendar(*lines))
    assert code in decoded.report.codes
    assert all(finding.span is not None for finding in decoded.report)
    assert decoded.event is not None


def test_an_all_day_item_runs_from_midnight_to_midnight() -> None:
    (session,) = ics.decode(calendar(*item("DTSTART;VALUE=DATE:20240709"))).value().sessions
    assert session.slot is not None
    assert session.slot.end is not None
    assert session.slot.end - session.slot.start == dt.timedelta(days=1)


def test_a_foreign_calendar_tells_links_classes_and_parents() -> None:
    links = (
        "ATTACH;FMTTYPE=application/pdf:https://a.example/x.pdf",
        "ATTACH:data:text/plain,x",
        "CONFERENCE;VALUE=URI;LABEL=Room:https://a.example/live",
        "IMAGE;VALUE=URI:https://a.example/i.png",
        "CLASS:PRIVATE",
        "CONCEPT:https://a.example/c",
        "RELATED-TO:b",
    )
    two = item("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z")
    parent = tuple("UID:b" if line == "UID:a" else line for line in two)
    child = item("DTSTART:20240709T090000Z", "DTEND:20240709T093000Z", *links)
    first, second = ics.decode(calendar(*parent, *child)).value().sessions
    assert second.parent == first.id == "b"
    assert [(link.rel, link.href, link.title) for link in second.links] == [
        ("enclosure", "https://a.example/x.pdf", None),
        ("stream", "https://a.example/live", "Room"),
        ("image", "https://a.example/i.png", None),
    ]
    assert second.links[0].media_type == "application/pdf"
    assert second.privacy is Privacy.PRIVATE
    assert second.concepts == ("https://a.example/c",)
    assert "data:text/plain" in str(second.extra)


def test_the_rich_profile_says_where_and_who(small: Event) -> None:
    hq = attrs.evolve(
        small.venues[0],
        geo=Geo(latitude=40.75, longitude=-73.97),
        address=PostalAddress(street="1 Example St", country="US"),
    )
    ada = attrs.evolve(small.people[0], url="https://ada.example/")
    rooms = (attrs.evolve(small.rooms[0], description="Upstairs"), *small.rooms[1:])
    event = attrs.evolve(small, venues=(hq,), rooms=rooms, people=(ada,), series=Series(id="meets", title="Meets"))
    data = ics.encode(event, profile="rich").value().replace(b"\r\n ", b"").decode()
    assert '\\"addressCountry\\":\\"US\\"' in data or '"addressCountry":"US"' in data.replace("\\,", ",")
    assert "https://ada.example/" in data
    assert "DESCRIPTION:Upstairs" in data
    assert "REFID:meets" in data
    assert data.count("GEO:40.75;-73.97") >= 2
    plain = ics.decode(ics.encode(event).value()).value()
    assert ics.decode(data.encode()).value() == plain
