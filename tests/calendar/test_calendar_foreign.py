"""What other people's calendars mean: places, people, texts, kinds; and that nothing is invented on the way out."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from ospo_events.codecs import CODECS, detect
from ospo_events.codecs.calendar import doctor
from ospo_events.errors import UnknownFormat
from ospo_events.model import Event, Geo, Participant
from ospo_events.model.status import AttendanceMode
from ospo_events.validation import validate
from tests.support.archives import opened
from tests.support.calendars import HEAD, START, TIMES, calendar, vevent

ics = CODECS["ics"]
jcal = CODECS["jcal"]


def item(*lines: str, uid: str = "u", title: str = "Talk") -> tuple[str, ...]:
    return vevent(f"UID:{uid}", "DTSTAMP:20240601T120000Z", f"SUMMARY:{title}", *TIMES, *lines)


def read(*lines: str) -> tuple[Event, list[str]]:
    """Return the event, and the codes of its findings."""
    decoded = ics.decode(calendar(*lines))
    assert decoded.event is not None
    return decoded.event, [finding.code for finding in decoded.report]


@pytest.mark.parametrize(
    "place", ["Berlin", "New York\\, NY", "Main Street 1\\, 10115 Berlin", "TBD", "Zoom", "Hybrid"]
)
def test_places_that_hold_several_sessions_do_not_clash(place: str) -> None:
    lines = [line for n in range(20) for line in item(f"LOCATION:{place}", uid=f"u{n}", title=f"Talk {n}")]
    event, codes = read(*lines)
    assert not event.rooms
    assert codes == ["odd-place"]
    assert not [finding for finding in validate(event) if finding.code == "room-double-booked"]


def test_a_place_is_a_room_in_a_venue_at_an_address() -> None:
    event, _ = read(*item("LOCATION:Great Hall\\nMain Street 1\\, 10115 Berlin", "GEO:52.52;13.4"))
    (room,), (venue,) = event.rooms, event.venues
    assert (room.name, room.venue) == ("Great Hall", venue.id)
    assert venue.address is not None
    assert (venue.address.street, venue.address.postal_code, venue.address.locality) == (
        "Main Street 1",
        "10115",
        "Berlin",
    )
    assert venue.geo == Geo(latitude=52.52, longitude=13.4)
    assert not event.sessions[0].extra, "GEO is the venue's"


def test_apples_location_goes_to_the_venue() -> None:
    apple = 'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Main Street 1\\n10115 Berlin";X-TITLE="Great Hall":geo:52.53,13.38'
    for lines in ((apple,), ("LOCATION:Great Hall", apple)):
        event, codes = read(*item(*lines))
        (room,), (venue,) = event.rooms, event.venues
        assert (room.name, room.venue, venue.geo) == ("Great Hall", venue.id, Geo(latitude=52.53, longitude=13.38))
        assert venue.address is not None
        assert venue.address.locality == "Berlin"
        assert set(codes) <= {"odd-place"}
    broken = (
        "LOCATION:Great Hall",
        "X-APPLE-STRUCTURED-LOCATION;X-TITLE=1 Long",
        "Smalltown 3103",
        "Australia:geo:-37.8,145.0",
    )
    event, codes = read(*item(*broken))
    assert {"malformed-line"} <= set(codes)
    assert b"AUSTRALIA" not in ics.encode(event).value().upper()


def test_the_position_of_several_rooms_rides_along() -> None:
    lines = [*item("LOCATION:A", "GEO:1;2", uid="a"), *item("LOCATION:B", "GEO:1;2", uid="b")]
    event, _ = read(*lines)
    assert [room.name for room in event.rooms] == ["A", "B"]
    assert not event.venues
    assert ics.encode(event).value().count(b"GEO:1;2") == 2


def test_an_address_of_mail_is_no_part_of_a_room() -> None:
    event, _ = read(*item('LOCATION:"Room 4" <room4@example.org>'))
    assert [room.name for room in event.rooms] == ["Room 4"]


def test_a_meeting_is_no_stream() -> None:
    event, codes = read(*item("LOCATION:https://zoom.example.org/j/123?pwd=abc"))
    (link,) = event.sessions[0].links
    assert (link.rel, link.href) == ("meeting", "https://zoom.example.org/j/123?pwd=abc")
    assert codes == ["location-is-link"]
    assert event.sessions[0].attendance_mode is AttendanceMode.ONLINE
    assert "public-meeting-link" in {finding.code for finding in validate(event)}
    text = ics.encode(event).value().replace(b"\r\n ", b"").decode()
    assert "FEATURE=FEED" not in text
    assert "Live stream" not in text
    assert "LOCATION:https://zoom.example.org/j/123?pwd=abc" in text
    (stream,) = read(*item("LOCATION:https://www.youtube.com/watch?v=1"))[0].sessions[0].links
    assert stream.rel == "stream"


def test_nothing_is_invented_on_the_way_out() -> None:
    titles = (
        "Registration",
        "Opening keynote",
        "Coffee break",
        "Panel: who pays?",
        "Lunch Break",
        "Gala dinner",
        "A talk",
    )
    event, codes = read(*(line for n, title in enumerate(titles) for line in item(uid=f"u{n}", title=title)))
    assert [session.kind for session in event.sessions] == [
        "registration", "keynote", "break", "panel", "meal", "meal", "talk",
    ]  # fmt: skip
    assert not codes
    assert "break-of-other-kind" not in {finding.code for finding in validate(event)}
    for name in ("ics", "jcal"):
        text = CODECS[name].encode(event).value().decode().lower()
        for word in ("location", "categories", "conference;"):
            assert word not in text, word
        assert CODECS[name].decode(CODECS[name].encode(event).value()).event == event
    # What the input had is written.
    event, _ = read(*item("CATEGORIES:Keynote,Policy,talk about it", title="On licences"))
    assert b"CATEGORIES:Policy,Keynote,talk about it" in ics.encode(event).value()


@pytest.mark.parametrize(
    "title", ["How to break things", "Third party", "Kubernetes networking", "Voter registration", "Data lunch"]
)
def test_a_title_that_leaves_doubt_says_no_kind(title: str) -> None:
    assert read(*item(title=title))[0].sessions[0].kind == "talk"


PEOPLE = (
    "ORGANIZER;CN=Example Foundation:mailto:events@example.org",
    "ATTENDEE;ROLE=CHAIR;CN=Ada Example:mailto:ada@example.org",
    "ATTENDEE;CN=CANARY Guest;PARTSTAT=DECLINED:mailto:guest@example.org",
    "ATTENDEE;CN=guest2@example.org:mailto:guest2@example.org",
)


def test_organizers_and_chairs_are_public_and_guests_are_not() -> None:
    event, _ = read(*item(*PEOPLE))
    assert event.participants == (Participant(agent="example-foundation", role="organizer"),)
    assert [organization.name for organization in event.organizations] == ["Example Foundation"]
    assert event.sessions[0].participants == (Participant(agent="ada-example", role="chair"),)
    assert [person.name for person in event.people] == ["Ada Example"]
    assert "CANARY" in str(event.sessions[0].extra["x-ical-team"])
    for codec in CODECS.values():
        if codec.writes and codec.publishes:
            data = codec.encode(event).data
            assert b"CANARY" not in data
            assert b"@example.org" not in data
            assert b"DECLINED" not in data


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ada Example", "person"),
        ("Example\\, Ada", "person"),
        ("Jean-Luc O'Neil", "person"),
        ("OSPO Network", "organization"),
        ("University of Example", "organization"),
        ("FOSDEM", "organization"),
        ("Example GmbH", "organization"),
        ("ada@example.org", None),
        ("", None),
    ],
)
def test_an_organizer_is_a_person_or_an_organization_by_the_name(name: str, kind: str | None) -> None:
    event, _ = read(*item(f"ORGANIZER;CN={name}:mailto:x@example.org"))
    assert bool(event.people) == (kind == "person")
    assert bool(event.organizations) == (kind == "organization")
    if name == "Example\\, Ada":
        assert event.people[0].name == "Ada Example"


def test_organizers_of_single_items_are_theirs() -> None:
    two = [
        *item("ORGANIZER;CN=Ada One:mailto:a@x.example", uid="a"),
        *item("ORGANIZER;CN=Bob Two:mailto:b@x.example", uid="b"),
    ]
    event, _ = read(*two)
    assert not event.participants
    assert [session.participants[0].agent for session in event.sessions] == ["ada-one", "bob-two"]


def test_two_people_of_one_name_are_two() -> None:
    chairs = [item(f"ATTENDEE;ROLE=CHAIR;CN=Ada Example:mailto:{n}@x.example", uid=str(n)) for n in range(2)]
    event, _ = read(*(line for lines in chairs for line in lines))
    assert [person.name for person in event.people] == ["Ada Example", "Ada Example"]
    assert len({session.participants[0].agent for session in event.sessions}) == 2


PARTICIPANT = (
    *("BEGIN:PARTICIPANT", "UID:p1", "PARTICIPANT-TYPE:SPEAKER", "SUMMARY:Ada Example", "DESCRIPTION:Policy lead"),
    *("CALENDAR-ADDRESS:mailto:ada@example.org", "URL:https://example.org/ada", "END:PARTICIPANT"),
    *("BEGIN:VLOCATION", "UID:l1", "NAME:Great Hall", "LOCATION-TYPE:hall", "GEO:52.5;13.4", "END:VLOCATION"),
)


def test_participants_and_locations_of_rfc_9073_are_people_and_rooms() -> None:
    event, codes = read(*item(*PARTICIPANT))
    (person,), (room,) = event.people, event.rooms
    assert (person.name, person.bio, person.url, person.email) == (
        "Ada Example", "Policy lead", "https://example.org/ada", "ada@example.org",
    )  # fmt: skip
    assert event.sessions[0].participants == (Participant(agent="ada-example"),)
    assert room.name == "Great Hall"
    assert event.sessions[0].slot is not None
    assert event.sessions[0].slot.rooms == (room.id,)
    assert event.venues[0].geo == Geo(latitude=52.5, longitude=13.4)
    assert not codes
    assert b"ada@example.org" not in ics.encode(event).value()


def test_our_rich_profile_without_our_own_data_is_read_as_that_of_others(small: Event) -> None:
    lines = ics.encode(small, profile="rich").value().replace(b"\r\n ", b"").split(b"\r\n")
    foreign = b"\r\n".join(line for line in lines if not line.startswith((b"X-OSPO", b"PRODID")))
    event = ics.decode(foreign).value()
    talk = next(session for session in event.sessions if session.title == "Opening")
    assert [(part.agent, part.role) for part in talk.participants] == [("ada-example", "moderator")]
    assert talk.slot is not None
    assert [room.name for room in event.rooms if room.id in talk.slot.rooms] == ["Room A"]
    assert [venue.name for venue in event.venues] == ["Headquarters"]


@pytest.mark.parametrize(
    ("line", "parameters"),
    [
        ("ORGANIZER;SENT-BY=mailto:b@x.example:mailto:a@x.example", {"sent-by": "mailto:b@x.example"}),
        ("ORGANIZER:CN=Ada:mailto:a@x.example", {"cn": "Ada"}),
        ("ORGANIZER:CN=Ada;mailto:a@x.example", {"cn": "Ada"}),
    ],
)
def test_addresses_behind_parameters_without_quotes_are_found(line: str, parameters: dict[str, str]) -> None:
    event, codes = read(*item(line))
    assert codes == ["malformed-parameter"]
    (prop,) = event.sessions[0].extra["x-ical-team"]["properties"]  # type: ignore[index,call-overload]
    assert (dict(prop[1]), prop[3]) == (parameters, "mailto:a@x.example")  # type: ignore[index,call-overload,arg-type]
    assert "malformed-parameter" in doctor.check(calendar(*item(line))).codes


WITHOUT = ("text", "markdown", "html-fragment", "sheet", "sheet-csv")
"""Formats without the long text of a session."""


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("DESCRIPTION:\\n", "X-ALT-DESC;FMTTYPE=text/html:<p>Bring a <b>laptop</b>.</p>"), "Bring a laptop."),
        (("X-ALT-DESC;FMTTYPE=text/html:<a href=\"https://x.example/a\">Sign up</a>",), "Sign up (https://x.example/a)"),
        (("DESCRIPTION:Sign up", "X-ALT-DESC:<a href=\"https://x.example/a\">Sign up</a>"), "Sign up (https://x.example/a)"),
        (("DESCRIPTION:Plain and long", "X-ALT-DESC:<p>Other</p>"), "Plain and long"),
        (("STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:<p>Styled</p>",), "Styled"),
        (('DESCRIPTION;ALTREP="data:text/html,%3Cp%3EIn%20full%3C%2Fp%3E":',), "In full"),
        (("DESCRIPTION:One", "DESCRIPTION:Two", "DESCRIPTION:One"), "One\n\nTwo"),
        (("DESCRIPTION:<p>Join &amp; <a href=\"https://x.example/?a=1&amp\\;b=2\">us</a></p>",), "Join & us (https://x.example/?a=1&b=2)"),
        (("DESCRIPTION:&lt\\;p&gt\\;Join us&lt\\;/p&gt\\;",), "Join us"),
    ],
)  # fmt: skip
def test_the_fullest_description_is_read(lines: tuple[str, ...], text: str) -> None:
    event, _ = read(*item(*lines))
    assert event.sessions[0].description == text
    for codec in CODECS.values():
        if codec.writes and "https://x.example/a" in text and codec.name not in ("now", "jcal", "ics"):
            assert b"x.example/a" in opened(codec.encode(event).data) or codec.name in WITHOUT, codec.name


@pytest.mark.parametrize(
    "before", ["<!--\r\n", "---\r\nlayout: null\r\n---\r\n", "{% comment %}\r\n", "\r\n\r\n", "# x\r\nid: y\r\n"]
)
def test_a_calendar_is_one_whatever_stands_before_it(before: str) -> None:
    data = before.encode() + calendar(*item())
    assert detect(data) == detect(data, "x.ics") == detect(data, "x.txt") == "ics"
    assert len(ics.decode(data).value().sessions) == 1
    assert ("unrendered-template" in ics.decode(data).report.codes) == before.startswith(("---", "{%"))
    assert detect(calendar(*item(), end="\r")) == "ics"


def test_placeholders_are_those_of_a_template() -> None:
    report = ics.decode(calendar(*item(title="{{ page.title }}"))).report
    assert "unrendered-template" in report.codes


@pytest.mark.parametrize(("name", "word"), [("VTODO", "tasks"), ("VJOURNAL", "journals"), ("VFREEBUSY", "busy times")])
def test_a_calendar_without_events_says_what_it_has(name: str, word: str) -> None:
    decoded = ics.decode(calendar(f"BEGIN:{name}", "UID:t", "SUMMARY:x", f"END:{name}"))
    (finding,) = decoded.report
    assert (finding.code, word in finding.message) == ("no-sessions", True)
    assert not ics.decode(calendar(*item())).report.codes
    assert not ics.decode(ics.encode(Event(id="e", title="E", timezone="UTC")).value()).report.diagnostics


@pytest.mark.parametrize(
    "value", [{"@type": "Event", "start": "2026-06-23T10:00:00"}, {"@type": "Group", "entries": []}]
)
def test_jscalendar_is_named(value: dict[str, Any]) -> None:
    for data in (value, [value]):
        with pytest.raises(UnknownFormat, match=r"it is JSCalendar \(RFC 8984\), which is not read; export"):
            detect(json.dumps(data).encode(), "x.json")


def test_jcal_of_several_calendars_and_of_ical4j() -> None:
    event = ["vevent", [["uid", {}, "text", "a"], ["summary", {}, "text", "A"], ["dtstart", {}, "date-time", "20260811T100000Z"],
        ["duration", {}, "duration", "PT1H"], ["rrule", {}, "recur", "FREQ=WEEKLY;COUNT=2"]], []]  # fmt: skip
    one = ["vcalendar", [["version", {}, "text", "2.0"], ["name", {}, "text", "x"]], [event]]
    data = json.dumps([one, one]).encode()
    assert detect(data) == detect(json.dumps(one).encode()) == "jcal"
    decoded = jcal.decode(json.dumps(one).encode())
    assert len(decoded.value().sessions) == 2
    assert "odd-time" in decoded.report.codes
    assert "several-calendars" in jcal.decode(data).report.codes


def test_check_ics_explains_a_uid_of_the_calendar() -> None:
    with_uid = calendar(*item(), head=(*START, "UID:calendar", "X-WR-CALNAME:x"))
    (finding,) = [finding for finding in doctor.check(with_uid) if finding.code == "calendar-uid"]
    assert "vdirsyncer" in finding.message
    assert "calendar-uid" not in doctor.check(calendar(*item(), head=HEAD)).codes


def placed(uid: str, start: str, end: str, *lines: str) -> tuple[str, ...]:
    times = (f"DTSTART;TZID=Europe/Berlin:20260623T{start}00", f"DTEND;TZID=Europe/Berlin:20260623T{end}00")
    head = ("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{uid}", "LOCATION:Room 5")
    return (*head, *times, *lines, "END:VEVENT")


@pytest.mark.parametrize(
    ("second", "is_shared"),
    [
        (placed("b", "1030", "1130"), True),
        (placed("b", "0900", "1001"), True),
        (placed("b", "1100", "1200"), False),
        (placed("b", "1000", "1100", "STATUS:CANCELLED"), False),
        (placed("b", "1000", "1030", "RELATED-TO:a"), False),
    ],
)
def test_a_room_that_holds_several_sessions_at_once_is_shared_which_is_told_once(
    second: tuple[str, ...], is_shared: bool
) -> None:
    more = placed("c", "1015", "1045") if is_shared else ()
    decoded = ics.decode(calendar(*placed("a", "1000", "1100"), *second, *more))
    event = decoded.value()
    assert [(room.name, room.shared) for room in event.rooms] == [("Room 5", is_shared)]
    told = [item for item in decoded.report if item.code == "shared-place"]
    assert [item.message.count("1 more such time") for item in told] == [1] * is_shared
    assert "room-double-booked" not in validate(event).codes
    assert ics.decode(ics.encode(event).value()).value().rooms == event.rooms


def test_rooms_of_our_own_calendars_are_shared_only_where_they_say_so() -> None:
    event = ics.decode(calendar(*placed("a", "1000", "1100"), *placed("b", "1030", "1130"))).value()
    event = attrs.evolve(event, rooms=tuple(attrs.evolve(room, shared=False) for room in event.rooms))
    again = ics.decode(ics.encode(event).value())
    assert not again.value().rooms[0].shared
    assert "shared-place" not in again.report.codes
    assert "room-double-booked" in validate(again.value()).codes


@pytest.mark.parametrize("end", ["20260625T000000", "20260625T000000Z"])
def test_the_end_of_whole_days_may_be_a_midnight(end: str) -> None:
    lines = ("BEGIN:VEVENT", "UID:a", "DTSTAMP:20260101T000000Z", "SUMMARY:a")
    decoded = ics.decode(calendar(*lines, "DTSTART;VALUE=DATE:20260623", f"DTEND:{end}", "END:VEVENT"))
    slot = decoded.value().sessions[0].slot
    assert slot is not None
    assert slot.all_day
    assert f"{slot.end:%d %H:%M}" == "25 00:00"
    assert [item.code for item in decoded.report] == ["odd-time"]
