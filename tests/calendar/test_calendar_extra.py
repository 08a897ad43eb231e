"""Properties and components that the model has no field for: kept in `extra`, and written again."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from ospo_events._frozenmap import thaw
from ospo_events.codecs import CODECS
from ospo_events.views.unknown_data import joined
from tests.support.calendars import TIMES, bare_item, calendar, item, read

ics = CODECS["ics"]
jcal = CODECS["jcal"]


def kept(line: str) -> list[Any]:
    """Return how a property that has no place in the model is kept."""
    decoded = ics.decode(calendar(*bare_item("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", line)))
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
    decoded = ics.decode(calendar(*bare_item("DTSTART:20240709T090000Z", "DTEND:20240709T100000Z", line)))
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
    assert kept(line) == ["invalid-value"]


def test_a_list_of_a_type_that_is_no_text_is_kept_whole() -> None:
    decoded, codes = read(*item(*TIMES, "RESOURCES;VALUE=UNKNOWN:a,b"))
    assert not codes
    assert b"\r\nRESOURCES:a,b\r\n" in ics.encode(decoded.value()).value()


def test_relations_that_are_no_parent_ride_along() -> None:
    decoded, codes = read(*item(*TIMES), *item(*TIMES, "RELATED-TO;RELTYPE=SIBLING:u", uid="v"))
    assert set(codes) == {"shared-place"}  # both are in one room
    assert b"\r\nRELATED-TO;RELTYPE=SIBLING:u\r\n" in ics.encode(decoded.value()).value()


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


ATTENDED = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//x//x//EN\r
BEGIN:VEVENT\r
UID:1@x.example\r
DTSTAMP:20260504T090000Z\r
DTSTART:20260504T090000Z\r
DTEND:20260504T100000Z\r
SUMMARY:Board\r
ORGANIZER;CN=Ada:mailto:CANARY-ada@x.example\r
ATTENDEE;CN=CANARY Bob;PARTSTAT=DECLINED:invalid:nomail\r
CONTACT:CANARY\\, +49 30 1234\r
X-MOOD:merry\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_who_is_asked_to_come_is_for_the_team_and_what_else_rides_along_is_public() -> None:
    ics = CODECS["ics"]
    event = ics.decode(ATTENDED).value()
    session = event.sessions[0]
    assert session.extra.keys() == {"x-ical", "x-ical-team"}
    assert [prop[0] for prop in session.extra["x-ical"]["properties"]] == ["x-mood"]
    assert [prop[0] for prop in session.extra["x-ical-team"]["properties"]] == ["organizer", "attendee", "contact"]
    for name in ("ics", "jcal"):
        codec = CODECS[name]
        assert b"CANARY" not in codec.encode(event).data
        assert b"erry" in codec.encode(event).data
        assert codec.decode(codec.encode(event, audience="team").data).event == event
    # An older native file has them in one place.
    older = event.with_session(session, extra={"x-ical": joined(event).sessions[0].extra["x-ical"]})
    assert b"CANARY" in CODECS["json"].encode(older).data
    for codec in CODECS.values():
        if codec.writes:
            assert b"CANARY" not in codec.encode(older, audience="public").data
