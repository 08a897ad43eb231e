"""What is rare in calendars and still means something: read as it is meant, or told with its line."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
import pytest

from ospo_events.codecs.calendar import ics, jcal
from ospo_events.codecs.calendar.doctor import check
from ospo_events.codecs.calendar.feeds import make_feeds
from ospo_events.codecs.calendar.recurrence_rule import read_rule
from ospo_events.codecs.calendar.source import MAX_PROPERTY
from ospo_events.codecs.calendar.text import is_clean_wide, plain_text
from ospo_events.diagnostics import Diagnostic, Report, Severity
from ospo_events.model import Event, Link, Person, Session, Slot, Status

HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "X-WR-CALNAME:x", "X-WR-TIMEZONE:UTC")
TIMES = ("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z")


def item(*lines: str, uid: str = "u") -> tuple[str, ...]:
    return (
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20240601T120000Z",
        "SUMMARY:A",
        "LOCATION:Hall",
        *lines,
        "END:VEVENT",
    )


def calendar(*lines: str, head: tuple[str, ...] = HEAD) -> bytes:
    return "\r\n".join((*head, *lines, "END:VCALENDAR", "")).encode()


def read(*lines: str, head: tuple[str, ...] = HEAD) -> tuple[ics.Decoded, dict[str, int]]:
    """Return what is read, and the line of the first finding of each code."""
    decoded = ics.decode(calendar(*lines, head=head), source="x.ics")
    found: dict[str, int] = {}
    for finding in decoded.report:
        found.setdefault(finding.code, finding.span.line)
    return decoded, found


def starts(decoded: ics.Decoded) -> list[str]:
    return [f"{s.slot.start:%m-%d %H:%M}" for s in decoded.event.sessions if s.slot is not None]


def test_a_line_outside_of_the_calendar_is_left_out() -> None:
    decoded = ics.decode(b"SUMMARY:before\r\n" + calendar(*item(*TIMES)))
    assert [(i.code, i.span.line) for i in decoded.report] == [("outside-calendar", 1)]
    assert len(decoded.value().sessions) == 1


def test_a_list_of_a_type_that_is_no_text_is_kept_whole() -> None:
    decoded, codes = read(*item(*TIMES, "RESOURCES;VALUE=UNKNOWN:a,b"))
    assert not codes
    assert b"\r\nRESOURCES:a,b\r\n" in ics.encode(decoded.value()).value()


def test_a_large_file_without_a_large_property_is_read() -> None:
    fold = "x" * 60 + "\r\n " + "y" * 60
    decoded, codes = read(*item(*TIMES, *[f"X-A:{fold}"] * (MAX_PROPERTY // 120)))
    assert not codes
    assert len(decoded.value().sessions) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("DTSTART;VALUE=TEXT", "now"), ("DTSTART;VALUE=TEXT;TZID=Europe/Berlin", "now")]
)
def test_a_start_of_another_type_is_no_time(name: str, value: str) -> None:
    decoded, codes = read(*item(f"{name}:{value}", "RRULE:FREQ=DAILY;COUNT=3"), head=HEAD[:4])
    assert [session.slot for session in decoded.event.sessions] == [None]
    assert "bad-time" in codes
    assert check(calendar(*item(f"{name}:{value}", TIMES[1]))).diagnostics


def test_a_stamp_of_another_type_says_nothing() -> None:
    decoded, _ = read(*item(*TIMES, "LAST-MODIFIED;VALUE=TEXT:lately"))
    assert decoded.value().sessions[0].updated is None


def test_items_that_recur_not_stand_beside_those_that_do() -> None:
    decoded, _ = read(*item(*TIMES, "RRULE:FREQ=DAILY;COUNT=2"), *item(*TIMES, uid="v"))
    assert [session.id for session in decoded.value().sessions] == ["u", "u-20240710", "v"]


def test_a_rule_and_changes_without_a_start_are_items_without_a_time() -> None:
    change = item(*TIMES, "RECURRENCE-ID:20240710T090000Z")
    decoded, codes = read(*item("RRULE:FREQ=DAILY"), *change)
    assert [(s.id, s.slot is None) for s in decoded.event.sessions] == [("u", True), ("u-20240710", False)]
    assert codes["missing-start"] == 6


@pytest.mark.parametrize(
    ("lines", "times", "code"),
    [
        (("RDATE;VALUE=TEXT:soon",), ["07-09 09:00"], "recurrence-refused"),
        (
            ("EXDATE;VALUE=TEXT:never", "RRULE:FREQ=DAILY;COUNT=2"),
            ["07-09 09:00", "07-10 09:00"],
            "recurrence-expanded",
        ),
        (("EXRULE:FREQ=DAILY", "RRULE:FREQ=DAILY;COUNT=2"), ["07-09 09:00", "07-10 09:00"], "recurrence-refused"),
        (("RRULE;VALUE=TEXT:daily",), ["07-09 09:00"], "recurrence-refused"),
        (("RRULE:FREQ=YEARLY;BYWEEKNO=20;WKST=SU",), ["07-09 09:00"], "recurrence-refused"),
        (("RRULE:FREQ=YEARLY;BYMONTH=13",), ["07-09 09:00"], "recurrence-refused"),
    ],
)
def test_what_is_no_rule_is_told(lines: tuple[str, ...], times: list[str], code: str) -> None:
    decoded, codes = read(*item(*TIMES, *lines))
    assert starts(decoded) == times
    assert code in codes


def test_a_period_gives_an_end_to_what_has_none() -> None:
    decoded, _ = read(*item(TIMES[0], "RDATE;VALUE=PERIOD:20240711T090000Z/PT2H"))
    assert [s.slot.duration for s in decoded.value().sessions] == [None, dt.timedelta(hours=2)]


def test_rules_end_with_the_calendar() -> None:
    rule = read_rule({"freq": "YEARLY", "bymonth": 7, "bymonthday": 9}, dt.datetime(9998, 7, 9, 9))
    assert [[moment.year for moment in batch] for batch in rule.periods(dt.date(9998, 7, 9), dt.date.max)] == [
        [9998],
        [9999],
    ]


def test_relations_that_are_no_parent_ride_along() -> None:
    decoded, codes = read(*item(*TIMES), *item(*TIMES, "RELATED-TO;RELTYPE=SIBLING:u", uid="v"))
    assert not codes
    assert b"\r\nRELATED-TO;RELTYPE=SIBLING:u\r\n" in ics.encode(decoded.value()).value()


def test_a_parent_is_found_wherever_it_stands() -> None:
    decoded, codes = read(*item(*TIMES, "RELATED-TO:v"), *item(*TIMES, uid="v"))
    assert not codes
    assert [session.parent for session in decoded.value().sessions] == ["v", None]


def test_items_in_one_track_share_it() -> None:
    decoded, _ = read(*item(*TIMES, "CATEGORIES:Law"), *item(*TIMES, "CATEGORIES:Law", uid="v"))
    assert [track.id for track in decoded.value().tracks] == ["law"]
    assert [session.tracks for session in decoded.value().sessions] == [("law",), ("law",)]


OWN = (*HEAD, 'X-OSPO-EVENT:{"id":"e"}')


def own(**data: Any) -> str:
    return "X-OSPO-SESSION:" + json.dumps(data).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def test_a_uid_that_our_own_session_has_leaves_the_other_its_id() -> None:
    decoded, codes = read(*item(*TIMES, own(id="talk")), *item(*TIMES), head=OWN)
    assert [session.id for session in decoded.value().sessions] == ["talk", "u"]
    assert codes["duplicate-uid"] == 17


def test_our_own_data_that_no_session_can_have_cost_the_session_and_are_told() -> None:
    decoded, codes = read(*item(*TIMES, own(id="talk", previous_start="1066-10-14T09:00:00+00:00")), head=OWN)
    assert not decoded.event.sessions
    assert codes["bad-session"] == 7


@pytest.mark.parametrize(
    "data",
    [
        {"people": {"ada": "speaker"}},
        {"people": [["ada", "speaker", "more"], 5]},
        {"previous_start": "before"},
        {"expected_attendance": "many"},
        {"recording": 5},
        {"links": [{"href": 5}]},
    ],
)
def test_our_own_data_that_somebody_spoilt_are_left_out(data: dict[str, Any]) -> None:
    decoded, _ = read(*item(*TIMES, own(id="talk", **data)), head=OWN)
    (session,) = decoded.event.sessions
    assert (session.id, session.participants, session.links, session.recording) == ("talk", (), (), None)


@pytest.mark.parametrize(
    "head",
    [
        'X-OSPO-EVENT:{"id":"e"\\,"expects":{"sessions":[1]}}',
        'X-OSPO-EVENT:{"id":"e"\\,"expects":{"sessions":{"talk":"x"}}}',
        'X-OSPO-VENUE:{"id":"v"\\,"name":"V"\\,"geo":["x"\\,true]}',
        'X-OSPO-VENUE:{"id":"v"\\,"name":"V"\\,"geo":{"latitude":"x"\\,"longitude":true}}',
    ],
)
def test_what_somebody_spoilt_of_the_event_is_told(head: str) -> None:
    decoded, codes = read(*item(*TIMES, own(id="talk")), head=(*HEAD, head))
    assert "bad-own-data" in codes
    assert len(decoded.event.sessions) == 1


def test_a_time_of_the_calendars_own_zone_at_the_end_of_all_times_is_told() -> None:
    zone = ("BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0500", "END:STANDARD")
    declared = ("BEGIN:VTIMEZONE", "TZID:Here", *zone, "END:VTIMEZONE")
    decoded, codes = read(*declared, *item("DTSTART;TZID=Here:99991231T235959"))
    assert decoded.event.sessions[0].slot is None
    assert codes["bad-time"] == 19
    ended = (*declared[:6], "RRULE:FREQ=YEARLY;UNTIL=19800101T000000Z", *declared[6:])
    assert starts(read(*ended, *item("DTSTART;TZID=Here:20240709T090000", "DURATION:PT1H"))[0]) == ["07-09 14:00"]
    fifth = (
        *declared[:3],
        "DTSTART:20000101T000000",
        *declared[4:6],
        "RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=5SA",
        *declared[6:],
    )
    assert starts(read(*fifth, *item("DTSTART;TZID=Here:20240709T090000", "DURATION:PT1H"))[0]) == ["07-09 14:00"]


def test_html_is_read_without_its_scripts() -> None:
    assert (
        plain_text("<p>One</p><script>alert(1)</script><style>p{}</style><ul><li>two</ul>three")
        == "One\n\n- two\nthree"
    )


@pytest.mark.parametrize("text", ["\ufdd0", "\ufffe", "\U0001ffff", "\x85"])
def test_characters_that_must_not_travel_are_seen_beyond_ascii(text: str) -> None:
    assert not is_clean_wide(f"a{text}b".encode())
    assert is_clean_wide("Größe \ufb01 😀".encode())


def test_several_calendars_in_one_jcal_are_read_as_one_and_nothing_is_nothing() -> None:
    times = [["dtstart", {}, "date-time", "2024-07-09T09:00:00Z"], ["dtend", {}, "date-time", "2024-07-09T10:00:00Z"]]
    one = ["vcalendar", [["name", {}, "text", "x"]], [["vevent", [["uid", {}, "text", "u"], *times], []], None]]
    two = ["vcalendar", [], [["vevent", [["uid", {}, "text", "v"], *times], []]]]
    decoded = jcal.decode(json.dumps([one, two], indent=1).encode(), zone="UTC")
    assert [session.id for session in decoded.value().sessions] == ["u", "v"]
    assert "several-calendars" in decoded.report.codes
    named = {item.span.line for item in decoded.report if item.code == "missing-title"}
    assert len(named) == 2  # each at the line of its UID
    escaped = json.dumps(two).replace('"v"', '"\\u0076"').replace("[[", "[\n[")
    assert jcal.decode(escaped.encode(), zone="UTC").value().sessions[0].id == "v"


@pytest.mark.parametrize(
    ("lines", "head", "code", "line"),
    [
        (item(*TIMES), ("BEGIN:VCALENDAR", "VERSION:1.0", *HEAD[2:]), "old-version", 2),
        (item(*TIMES), (*HEAD[:3], "X-WR-CALNAME:A &amp\\; B"), "html-entities", 4),
        (("END:VCALENDAR", *HEAD, *item(*TIMES)), HEAD, "several-calendars", 7),
        ((), HEAD, "empty-calendar", 1),
        (item(*TIMES, "DESCRIPTION:a&nbsp\\;b"), HEAD, "html-entities", 13),
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


def test_speakers_are_named_by_their_ids_alone() -> None:
    person = 'X-OSPO-PERSON:{"id":"ada"\\,"name":"Ada"}'
    talks = [
        item(*TIMES, own(id=f"t{number}", people=["ada", ["ada", "moderator"]]), uid=f"{number}") for number in (1, 2)
    ]
    decoded, _ = read(*talks[0], *talks[1], head=(*OWN, person))
    people = [[(one.agent, one.role) for one in session.participants] for session in decoded.value().sessions]
    assert people == [[("ada", "speaker"), ("ada", "moderator")]] * 2


def test_a_rule_that_begins_later_in_its_first_year_has_no_onset_before() -> None:
    begin = ("BEGIN:VTIMEZONE", "TZID:Here", "BEGIN:STANDARD", "DTSTART:20240601T000000")
    zone = (
        *begin,
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0600",
        "RRULE:FREQ=YEARLY;BYMONTH=2",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
    march = item("DTSTART;TZID=Here:20240301T090000", "DURATION:PT1H")
    assert starts(read(*zone, *march)[0]) == ["03-01 14:00"]


def test_a_time_of_no_meaning_does_not_stop_the_search_for_a_city() -> None:
    zone = ("BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "END:STANDARD")
    declared = ("BEGIN:VTIMEZONE", "TZID:(UTC+09:00) Osaka\\, Tokyo", *zone, "END:VTIMEZONE")
    start, tzid = "20240709T090000", 'TZID="(UTC+09:00) Osaka, Tokyo"'
    items = (*item(f"DTSTART;{tzid}:{start}"), *item(f"DTSTART;VALUE=TEXT;{tzid}:now", uid="v"))
    assert read(*declared, *items, head=HEAD[:4])[0].event.timezone.key == "Asia/Tokyo"


def test_what_is_too_deep_is_left_out_with_all_it_holds() -> None:
    decoded, codes = read(*["BEGIN:X"] * 20, "SUMMARY:deep", *["END:X"] * 20, *item(*TIMES))
    assert codes == {"nested-too-deep": 21}
    assert len(decoded.event.sessions) == 1


def test_the_doctor_has_nothing_against_what_is_published() -> None:
    assert check(calendar(*item(*TIMES), head=(*HEAD, "METHOD:PUBLISH"))).codes == ("refresh",)


def test_findings_of_sessions_are_located_at_their_items() -> None:
    decoded, _ = read(*item(*TIMES), *item(*TIMES, uid="v"))
    report = Report((Diagnostic(code="x-y", message="m", severity=Severity.INFO, path=("sessions", 1, "title")),))
    (finding,) = report.located(decoded.source_map)
    assert finding.span is not None
    assert finding.span.line == 14


@pytest.mark.parametrize(
    "held",
    [
        {"properties": [["begin", {}, "text", "VALARM"]]},
        {"properties": [["x-a", {"bad name": "x"}, "text", "y"]]},
        {"properties": [["x-a", {"a": {"b": 1}}, "text", "y"]]},
        {"properties": [["x-a", {}, "period", "2024"], ["x-b", {}, "recur", "daily"], ["x-c", {}, "boolean", 1]]},
        {"components": [["valarm", []]]},
        {"components": [["valarm", {}, []]]},
        {"components": [["bad name", [], []]]},
    ],
)
def test_what_rides_along_and_is_no_property_nor_component_is_not_written(held: dict[str, Any]) -> None:
    event = read(*item(*TIMES))[0].value()
    session = attrs.evolve(event.sessions[0], extra={"x-ical": held})
    assert ics.encode(attrs.evolve(event, sessions=(session,))).value() == ics.encode(event).value()


def test_parameters_that_ride_along_are_encoded_as_rfc_6868_has_it() -> None:
    line = 'X-A;B="a^\'b^\'^^c^n";C="d,e":f'
    decoded, _ = read(*item(*TIMES, line))
    written = ics.encode(decoded.value()).value().replace(b"\r\n ", b"")
    assert ics.decode(written).value() == decoded.value()
    assert b"X-A;B=a^'b^'^^c^n;C=\"d,e\":f" in written


def test_an_event_called_off_is_left_out_whole(small: Event) -> None:
    off = attrs.evolve(small, status=Status.CANCELLED)
    assert b"BEGIN:VEVENT" not in ics.encode(off, cancelled="omit").value()


def test_a_session_of_an_event_called_off_is_said_to_be_off_and_read_as_it_was(small: Event) -> None:
    off = attrs.evolve(small, status=Status.CANCELLED)
    data = ics.encode(off, cancelled="prefix").value()
    assert data.count(b"STATUS:CONFIRMED") == 3
    again = ics.decode(data).value()
    assert [(s.title, s.status) for s in again.sessions] == [(s.title, s.status) for s in off.sessions]


def test_fractions_of_a_second_are_cut_off_and_told(small: Event) -> None:
    slot = small.sessions[0].slot
    assert slot is not None
    event = small.with_session("talk", slot=attrs.evolve(slot, start=slot.start.replace(microsecond=5)))
    encoded = ics.encode(event)
    assert "time-rounded" in encoded.report.codes
    assert ics.decode(encoded.value()).value().sessions[0].slot.start == slot.start


def test_the_pictures_of_an_event_are_images(small: Event) -> None:
    links = (Link("https://example.org/i.png", "icon"), Link("https://example.org/p.png", "image"))
    event = attrs.evolve(small, links=links, description="", uid="an-id-of-old")
    data = ics.encode(event).value()
    assert b"\r\nIMAGE;DISPLAY=BADGE;VALUE=URI:https://example.org/i.png\r\n" in data
    again = ics.decode(data).value()
    assert (again.links, again.description, again.uid) == (links, "", "an-id-of-old")
    part = ics.decode(ics.encode(event, sessions=["talk"]).value()).value()
    assert (part.uid, len(part.sessions)) == ("an-id-of-old", 1)


def test_nobody_without_a_session_has_a_feed(small: Event) -> None:
    event = attrs.evolve(small, people=(*small.people, Person(id="bob", name="Bob")))
    assert [feed.subject for feed in make_feeds(event) if feed.group == "person"] == ["ada"]


def test_more_times_than_are_remembered_are_written_right(small: Event) -> None:
    begin = small.sessions[0].slot.start
    slots = [Slot(begin + dt.timedelta(minutes=number), None) for number in range(5002)]
    many = tuple(Session(id=f"s{number}", title="S", slot=slot) for number, slot in enumerate(slots))
    again = ics.decode(ics.encode(attrs.evolve(small, sessions=many)).value()).value()
    assert [session.slot for session in again.sessions] == slots
