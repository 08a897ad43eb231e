"""Pages as ticket shops, meeting sites, blogs and programme systems write them; every mend and every drop is said.

The pages are made up; what is odd about each is taken from what such systems publish.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from ospo_events.codecs._codec import Decoded
from ospo_events.codecs.jsonld._datetimes import read_datetime
from ospo_events.codecs.jsonld._lenient_json import repaired
from ospo_events.codecs.jsonld._nodes import text_without_html as plain
from ospo_events.codecs.jsonld.decode import decode
from ospo_events.diagnostics import Severity
from ospo_events.model import AttendanceMode, Event, Link, Organization, Status

CONTEXT = "https://schema.org"


def page(*scripts: str, head: str = "", body: str = "") -> bytes:
    tags = "\n".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return f"<!doctype html><html><head>{head}\n{tags}</head><body>{body}</body></html>".encode()


def told(*trees: Any) -> bytes:
    return page(*(json.dumps(tree) for tree in trees))


def read(data: bytes, **options: Any) -> tuple[Event, Decoded]:
    decoded = decode(data, source="page.html", **options)
    assert decoded.event is not None, decoded.report.codes
    return decoded.event, decoded


def codes(decoded: Decoded) -> list[str]:
    return [item.code for item in decoded.report]


# By kind of system


def test_a_ticket_shop() -> None:
    """A breadcrumb and an organization beside the event, several offers, an image object, an online event."""
    event, decoded = read(
        told(
            {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1}]},
            {
                "@context": CONTEXT,
                "@type": "BusinessEvent",
                "name": "Open Data Evening",
                "startDate": "2026-03-05T18:00:00+01:00",
                "endDate": "2026-03-05T20:00:00+01:00",
                "eventStatus": "https://schema.org/EventScheduled",
                "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
                "location": {"@type": "VirtualLocation", "url": "https://shop.example/e/1"},
                "organizer": {"@type": "Organization", "name": "Data Club", "url": "https://shop.example/o/7"},
                "offers": [
                    {"@type": "AggregateOffer", "lowPrice": "0", "url": "https://shop.example/e/1#tickets"},
                    {"@type": "Offer", "price": "5", "url": "https://shop.example/e/1#tickets"},
                ],
                "image": {"@type": "ImageObject", "url": "https://img.example/1.png?w=1&amp;h=2"},
            },
        ),
        zone="Europe/Berlin",
    )
    assert event.kind == "summit" or event.kind
    assert event.attendance_mode is AttendanceMode.ONLINE
    assert [(day.date, day.start, day.end) for day in event.days] == [(dt.date(2026, 3, 5), dt.time(18), dt.time(20))]
    assert [link.href for link in event.links if link.rel == "registration"] == ["https://shop.example/e/1#tickets"]
    assert Link("https://img.example/1.png?w=1&h=2", "image") in event.links
    assert Link("https://shop.example/e/1", "stream") in event.links
    assert event.organizations == (Organization(id="data-club", name="Data Club", url="https://shop.example/o/7"),)
    assert all(item.severity is Severity.INFO for item in decoded.report)


def test_a_meeting_site_with_a_graph_of_references() -> None:
    """Yoast and its kin: everything in one graph, image, place and organizer by reference."""
    graph = [
        {"@type": "WebPage", "@id": "https://a.example/m/", "url": "https://a.example/m/"},
        {
            "@type": ["Event", "SocialEvent"],
            "@id": "https://a.example/m/#meet",
            "name": "Meet &#8217;n&#8217; Greet &amp; more",
            "description": "&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second &amp;amp; last.&lt;/p&gt;",
            "startDate": "2026-06-01T19:00",
            "location": {"@id": "https://a.example/#place"},
            "organizer": [{"@id": "https://a.example/#org"}, "Second Club"],
            "image": {"@id": "https://a.example/m/#primaryimage"},
        },
        {"@type": "Place", "@id": "https://a.example/#place", "name": "The Pub", "address": "1 High Street, Oslo"},
        {"@type": "SportsClub", "@id": "https://a.example/#org", "name": "First Club"},
        {"@type": "ImageObject", "@id": "https://a.example/m/#primaryimage", "contentUrl": "https://a.example/i.png"},
    ]
    event, decoded = read(told({"@context": CONTEXT, "@graph": graph}), zone="Europe/Oslo")
    assert event.title == "Meet ’n’ Greet & more"
    assert event.description == "First.\n\nSecond & last."
    (pub,) = event.venues
    assert pub.address is not None
    assert (pub.name, pub.address.street, pub.address.locality) == ("The Pub", "1 High Street", "Oslo")
    assert [item.name for item in event.organizations] == ["First Club", "Second Club"]
    assert event.people == ()
    assert [link.href for link in event.links] == ["https://a.example/i.png"]
    assert codes(decoded).count("markup-in-text") == 2


def test_a_list_of_events_says_which_one_is_read() -> None:
    """A group's page: an ItemList of events of which one is read, and the others are named."""
    items = [
        {
            "@type": "ListItem",
            "position": n,
            "item": {"@type": "Event", "name": f"Meeting {n}", "startDate": "2026-01-02"},
        }
        for n in (1, 2, 3)
    ]
    event, decoded = read(told({"@context": CONTEXT, "@type": "ItemList", "itemListElement": items}))
    assert event.title == "Meeting 1"
    assert codes(decoded) == ["several-events", "several-events"]
    assert [item.path for item in decoded.report] == [("itemListElement", n, "item") for n in (1, 2)]


def test_sessions_beside_the_event_that_name_it_as_their_whole() -> None:
    """A script for each talk, with superEvent by reference; the conference is told once."""
    whole = {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": "https://c.example/",
        "name": "Conf",
        "startDate": "2026-05-04",
    }
    talks = [
        {
            "@context": CONTEXT,
            "@type": "Event",
            "@id": f"https://c.example/t/{n}",
            "name": f"Talk {n}",
            "startDate": f"2026-05-04T1{n}:00:00+02:00",
            "duration": "PT30M",
            "location": "Room A",
            "performer": "Ada Example",
            "superEvent": {"@id": "https://c.example/"},
        }
        for n in (0, 1)
    ]
    event, decoded = read(told(talks[0], whole, talks[1]), zone="Europe/Berlin")
    assert event.title == "Conf"
    assert [session.title for session in event.sessions] == ["Talk 0", "Talk 1"]
    assert [person.name for person in event.people] == ["Ada Example"]
    assert [room.name for room in event.rooms] == ["Room A"]
    assert "several-events" not in codes(decoded)


def test_a_blog_plugin_with_loose_times_and_a_hybrid_place() -> None:
    event, decoded = read(
        told(
            {
                "@context": "http://schema.org",
                "@type": "http://schema.org/Event",
                "name": "Workshop",
                "startDate": "2026-4-7T9:30+2:00",
                "endDate": "2026-04-07 05:00 PM",
                "eventStatus": ["https://schema.org/EventRescheduled", "https://schema.org/EventMovedOnline"],
                "location": [
                    "https://live.example/room",
                    {"@type": "Place", "name": "Library", "geo": {"latitude": ""}},
                ],
                "performer": ["Ann", {"@type": "Person", "name": "Bob"}],
                "inLanguage": ["English", "de-AT"],
            }
        ),
        zone="Europe/Vienna",
    )
    assert [(day.start, day.end) for day in event.days] == [(dt.time(9, 30), dt.time(17))]
    assert event.status is Status.CONFIRMED
    assert Link("https://live.example/room", "stream") in event.links
    assert [venue.name for venue in event.venues] == ["Library"]
    assert [person.name for person in event.people] == ["Ann", "Bob"]
    assert event.languages == ("en", "de-AT")
    assert codes(decoded).count("odd-time") == 2


def test_what_is_off_counts_among_several_states() -> None:
    tree = {"@type": "Event", "name": "E", "startDate": "2026-01-02"}
    states = ["https://schema.org/EventRescheduled", "EventCancelled"]
    event, _ = read(told({**tree, "eventStatus": states}))
    assert event.status is Status.CANCELLED
    _, decoded = read(told({**tree, "eventStatus": ["EventScheduled", "Sold out"]}))
    assert codes(decoded) == ["unknown-value"]


def test_a_schedule_of_repetitions_is_said_to_be_left_out() -> None:
    weekly = {"@type": "Schedule", "repeatFrequency": "P1W", "startTime": "20:00", "scheduleTimezone": "Asia/Tokyo"}
    event, decoded = read(told({"@type": "Event", "name": "Run", "startDate": "2026-01-07", "eventSchedule": weekly}))
    assert event.timezone.key == "Asia/Tokyo"
    assert codes(decoded) == ["not-modelled"]


def test_the_zone_behind_a_time_is_read() -> None:
    event, decoded = read(told({"@type": "Event", "name": "E", "startDate": "2026-07-01T10:00:00+02:00[Europe/Paris]"}))
    assert event.timezone.key == "Europe/Paris"
    assert [(day.date, day.start) for day in event.days] == [(dt.date(2026, 7, 1), dt.time(10))]
    assert codes(decoded) == []


@pytest.mark.parametrize("location", [{"@type": "VirtualLocation"}, {"@type": "Place"}])
def test_a_place_that_says_nothing_is_said_to_be_left_out(location: dict[str, Any]) -> None:
    for tree in (
        {"@type": "Event", "name": "E", "location": location},
        {"@type": "Event", "name": "E", "subEvent": {"@type": "Event", "name": "S", "location": location}},
    ):
        event, decoded = read(told(tree))
        assert event.venues == event.rooms == ()
        assert "missing-key" in codes(decoded)


def test_sessions_in_a_ring_are_each_read_once() -> None:
    ring = [
        {"@type": "Event", "@id": "#a", "name": "A", "subEvent": {"@id": "#b"}},
        {"@type": "Event", "@id": "#b", "name": "B", "subEvent": [{"@id": "#a"}, {"@id": "#b"}]},
    ]
    event, decoded = read(told({"@context": CONTEXT, "@graph": ring}))
    assert len(event.sessions) <= 2
    assert "duplicate-id" in codes(decoded)


# Pages that tell it otherwise


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ('<div itemscope itemtype="http://schema.org/MusicEvent"><span itemprop="name">X</span></div>', "microdata"),
        ('<div vocab="https://schema.org/" typeof="Event"></div>', "RDFa"),
        ('<article class="h-event big"></article>', "microformats"),
        ("<p>Nothing at all</p>", None),
    ],
)
def test_a_page_without_json_ld_is_told_so_and_what_it_has_instead(body: str, way: str | None) -> None:
    decoded = decode(page(body=body))
    assert decoded.event is None
    (finding,) = decoded.report
    assert finding.code == "no-json-ld"
    assert (way is None) == ("which is not supported" not in finding.message)
    assert way is None or way in finding.message


# JSON as templates spoil it

EVENT = '{"@type": "Event", "name": "Ends, with // and <!-- and ,]", "startDate": "2026-01-02"}'


@pytest.mark.parametrize(
    ("script", "what"),
    [
        (f"<!-- {EVENT} -->", "comment marks"),
        (f"//<![CDATA[\n{EVENT}\n//]]>", "comment marks"),
        (f"/*<![CDATA[*/ {EVENT} /*]]>*/", "comment marks"),
        (EVENT.replace("}", ",\n}"), "a comma after"),
        (EVENT + ";", "comment marks"),
        (
            '{ // the event\n"@type": "Event", "name": "Ends, with // and <!-- and ,]", "startDate": "2026-01-02"}',
            "a comment",
        ),
    ],
)
def test_mistakes_of_templates_are_mended_and_named(script: str, what: str) -> None:
    event, decoded = read(page(script))
    assert event.title == "Ends, with // and <!-- and ,]"
    assert set(codes(decoded)) == {"json-repaired"}
    first = next(iter(decoded.report))
    assert what in first.message
    assert first.span is not None
    assert first.severity is Severity.WARNING


def test_escapes_that_json_does_not_have() -> None:
    event, decoded = read(
        page(r'{"@type": "Event", "name": "Don\'t \x26 \\\\ \"won\u0027t\"", "startDate": "2026-01-02"}')
    )
    assert event.title == "Don't & \\\\ \"won't\""
    assert codes(decoded) == ["json-repaired"]


def test_control_characters_and_what_cannot_be_mended() -> None:
    event, _ = read(page('{"@type": "Event", "name": "A\tB", "description": "one\ntwo", "startDate": "2026-01-02"}'))
    assert event.description == "one\ntwo"
    decoded = decode(page('{"@type": "Event" "name": "A"}', '{"@type": "Event", "name": "Second"}'))
    assert codes(decoded) == ["not-json"]
    assert decoded.event is not None
    assert decoded.event.title == "Second"


def test_a_finding_in_mended_json_stands_where_the_page_has_it() -> None:
    script = '\n<!--\n{"@type": "Event", "name": "E",\n "startDate": "soon",\n}\n-->\n'
    _, decoded = read(page(script))
    finding = next(item for item in decoded.report if item.code == "bad-time")
    assert finding.span is not None
    assert finding.span.text is not None
    assert finding.span.text[finding.span.column - 1 :].startswith('"soon"')


# Spellings


@pytest.mark.parametrize(
    ("text", "expected", "regular"),
    [
        ("2026-07-09", dt.date(2026, 7, 9), True),
        ("20260709", dt.date(2026, 7, 9), True),
        ("2026-W28-4", dt.date(2026, 7, 9), True),
        ("2026-07-09T10:00", dt.datetime(2026, 7, 9, 10), True),
        ("2026-07-09 10:00:00", dt.datetime(2026, 7, 9, 10), True),
        ("20260709T100000Z", dt.datetime(2026, 7, 9, 10, tzinfo=dt.UTC), True),
        ("2026-07-09T10:00:00+0100", dt.datetime(2026, 7, 9, 10, tzinfo=dt.timezone(dt.timedelta(hours=1))), True),
        ("2026-07-09T10:00:00.000Z", dt.datetime(2026, 7, 9, 10, tzinfo=dt.UTC), True),
        ("2026-07-09 10:00:00 UTC+2", dt.datetime(2026, 7, 9, 10, tzinfo=dt.timezone(dt.timedelta(hours=2))), False),
        ("2026/7/9", dt.date(2026, 7, 9), False),
        ("2026-7-9T9:05", dt.datetime(2026, 7, 9, 9, 5), False),
        ("2026-07-09 12:30 am UTC", dt.datetime(2026, 7, 9, 0, 30, tzinfo=dt.UTC), False),
        ("2026-07-09 12:30 p.m.", dt.datetime(2026, 7, 9, 12, 30), False),
        (
            "2026-07-09T10:00-3:30",
            dt.datetime(2026, 7, 9, 10, tzinfo=dt.timezone(-dt.timedelta(hours=3, minutes=30))),
            False,
        ),
        ("2026-07-09 13:30 pm", None, False),
        ("2026-13-09", None, False),
        ("09.07.2026", None, False),
        ("9 July 2026", None, False),
        ("2026-07-09T10:00+99:00", None, False),
        ("", None, False),
    ],
)
def test_how_dates_are_spelled(text: str, expected: dt.date | None, regular: bool) -> None:
    found, is_regular = read_datetime(text)
    assert found == expected
    assert type(found) is type(expected)
    if expected is not None:
        assert is_regular is regular


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R&D and Q&A", "R&D and Q&A"),
        ("AT&amp;T &lt;3 a &copy b", "AT&T <3 a &copy b"),
        ("https://a.example/?x=1&copy=2&amp;y=3", "https://a.example/?x=1&copy=2&y=3"),
        ("<p>One<br>two</p><ul><li>three</li></ul>", "One\ntwo\n\n- three"),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_html_in_texts(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_sound_json_is_left_alone() -> None:
    text = json.dumps({"a": ["// no, ]", "<!-- no -->", 'x\\"\u00e9', "]]>"]}, indent=1)
    assert repaired(text) == (text, [])


@pytest.mark.parametrize("kind", ["EventSeries", "Event"])
def test_a_whole_without_a_readable_name_is_left_out(kind: str) -> None:
    tree = {"@type": "Event", "@id": "#event", "name": "E", "superEvent": {"@type": kind, "name": " "}}
    event, decoded = read(told(tree))
    assert event.series is None
    assert event.related == ()
    assert "invalid-value" in codes(decoded)
