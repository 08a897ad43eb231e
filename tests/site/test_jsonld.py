"""JSON-LD: what is written, the law of declared loss, and what others write."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
import pytest

from ospo_events._frozenmap import FrozenMap
from ospo_events.codecs import Decoded, codec_named
from ospo_events.codecs.jsonld.decode import decode
from ospo_events.codecs.jsonld.encode import encode, page_pieces
from ospo_events.codecs.jsonld.fit import fit
from ospo_events.codecs.loss import strip
from ospo_events.diagnostics import Severity
from ospo_events.model import (
    AttendanceMode,
    Event,
    Link,
    Organization,
    Participant,
    Person,
    RecordingPolicy,
    RelatedEvent,
    Room,
    Session,
    Slot,
    Status,
    WallClock,
)
from ospo_events.views.selection import public

LOST = codec_named("jsonld").cannot_carry


def told(event: Event, **options: Any) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(encode(event, **options).data)
    return tree


def session(tree: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in tree["subEvent"] if item["name"] == name)


def read(tree: Any, **options: Any) -> Decoded:
    return decode(json.dumps(tree).encode(), source="page.html", **options)


def test_the_law_of_declared_loss(programme: Event) -> None:
    decoded = decode(encode(programme).value())
    assert decoded.report.diagnostics == ()
    assert decoded.event == fit(programme).event
    assert fit(programme).report == encode(programme).report


def test_what_is_lost_is_said_and_nothing_else(programme: Event) -> None:
    report = encode(programme).report
    paths = {item.path for item in report}
    assert ("sessions", 11, "repeat_of") in paths
    assert ("sessions", 3, "participants", 0, "mode") in paths
    assert ("rooms", 1, "floor") in paths
    assert report.ok
    assert encode(decode(encode(programme).data).value()).report.diagnostics == ()


def test_an_event_with_every_session_as_sub_event(programme: Event) -> None:
    tree = told(programme)
    assert tree["@context"] == "https://schema.org"
    assert tree["@type"] == "BusinessEvent"
    assert [item["name"] for item in tree["subEvent"]] == [item.title for item in programme.sessions]
    assert len({item["@id"] for item in tree["subEvent"]}) == len(programme.sessions)
    assert tree["superEvent"][0] == {
        "@type": "EventSeries",
        "identifier": "harbour",
        "name": "Harbour Days",
        "url": "https://harbour.example/",
    }
    keynote = session(tree, "Engines for everybody")
    assert keynote["startDate"] == "2024-07-09T09:30:00-04:00"
    assert keynote["superEvent"]["@id"] == session(tree, "Thematic Track 1")["@id"]
    assert keynote["location"]["containedInPlace"]["@id"] == tree["location"][0]["@id"]
    assert keynote["performer"]["@type"] == "Role"
    assert keynote["performer"]["performer"]["affiliation"]["name"] == "Office for Open Things"
    assert keynote["recordedIn"]["license"] == "CC-BY-4.0"
    assert session(tree, "Benches together")["eventStatus"] == "https://schema.org/EventCancelled"
    assert session(tree, "Closing")["eventStatus"] == "https://schema.org/EventRescheduled"
    assert session(tree, "Closing")["previousStartDate"] == "2024-07-10T15:00:00-04:00"


def test_t12_open_ends_have_no_end_date(programme: Event) -> None:
    tree = told(programme)
    assert all("endDate" not in item for item in tree["subEvent"] if item["name"] == "Free time")
    assert tree["endDate"] == "2024-07-10", "the last day is known, the last minute is not"


def test_nothing_is_invented() -> None:
    bare = Event(
        id="bare", title="Bare", timezone="UTC", sessions=(Session(id="s", title="S"),), status=Status.TENTATIVE
    )
    tree = told(bare)
    assert set(tree) == {
        "@context",
        "@type",
        "@id",
        "identifier",
        "additionalType",
        "name",
        "eventSchedule",
        "subEvent",
    }
    assert set(tree["subEvent"][0]) == {"@type", "@id", "additionalType", "name", "eventStatus"}
    assert decode(encode(bare).data).event == bare


def test_t02_there_is_one_line_for_each_session(programme: Event) -> None:
    data = encode(programme).data
    moved = programme.with_session("coffee", title="Tea Break")
    before, after = data.split(b"\n"), encode(moved).data.split(b"\n")
    assert len([1 for a, b in zip(before, after, strict=True) if a != b]) == 1


def test_ids_begin_with_the_page_or_with_what_is_asked(programme: Event) -> None:
    assert told(programme)["@id"] == "https://harbour.example/2024/#event"
    assert told(programme, base_url="https://other.example/x#y")["@id"] == "https://other.example/x#event"
    assert told(programme, base_url="")["@id"] == "#event"
    assert decode(encode(programme, base_url="").data).event == fit(programme, base_url="").event


def test_what_is_changed_to_fit_is_said() -> None:
    people = (Person(id="a", name="A", affiliation="o", job_title="Boss"), Person(id="b", name="B"))
    event = Event(
        id="e",
        title="E",
        timezone="UTC",
        recording=RecordingPolicy(license="CC0-1.0"),
        related=(RelatedEvent(title="Before", relation="predecessor"), RelatedEvent(title="Week", relation="part-of")),
        people=people,
        organizations=(Organization(id="o", name="O"), Organization(id="p", name="P")),
        sessions=(
            Session(
                id="s",
                title="S",
                description="long",
                recording=RecordingPolicy(opt_out=True),
                participants=(
                    Participant(agent="a", credited_as="A", affiliation="o", job_title="Boss"),
                    Participant(agent="b", role="moderator", credited_as="Bee", affiliation="p", job_title="Guest"),
                    Participant(agent="a", role="panelist"),
                ),
            ),
            Session(id="t", title="T", abstract="short", description="long"),
        ),
    )
    encoded = encode(event)
    codes = sorted(encoded.report.codes)
    assert codes == sorted(
        ["not-carried"] * 7 + ["changed-to-fit", "changed-to-fit"],
    )
    assert decode(encoded.data).event == fit(event).event
    assert fit(event).report == encoded.report
    assert fit(event).event.sessions[0].participants == (
        Participant(agent="a"),
        Participant(agent="a", role="panelist"),
        Participant(agent="b", role="moderator", credited_as="Bee", affiliation="p", job_title="Guest"),
    )


def test_odd_but_sound_values_come_back() -> None:
    clock = WallClock("America/New_York")
    twice = clock.at("2024-11-02", "01:30", fold=1)
    event = Event(
        id="e",
        title="E </script><!-- \u2028",
        timezone="America/New_York",
        kind="my/kind",
        uid="e@elsewhere",
        links=(Link("https://live.example/", "stream", title="Live"), Link("x:y", "https://rel.example/r")),
        rooms=(Room(id="r", name="R", stream=Link("https://r.example/", title="R live"), uid="room-7"),),
        people=(Person(id="a", name="A", uid="a-7"),),
        participants=(Participant(agent="a", role="time keeper"),),
        sessions=(
            Session(
                id="s",
                title=" S ",
                kind="own kind",
                uid="s@elsewhere",
                slot=Slot(twice, None, rooms=("r",)),
                tags=("one, two",),
                languages=("fr", "en"),
                attendance_mode=AttendanceMode.ONLINE,
                links=(Link("https://live.example/s", "stream", title="Watch", media_type="text/html", language="fr"),),
                abstract="",
            ),
        ),
    )
    decoded = decode(encode(event).data)
    assert decoded.event is not None
    assert decoded.event.sessions == strip(event, LOST).sessions
    assert decoded.event == strip(event, LOST)
    assert decoded.event == fit(event).event
    assert decoded.report.diagnostics == ()
    assert decoded.event.sessions[0].slot is not None
    assert decoded.event.sessions[0].slot.start.fold == 1


FOREIGN = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "Page"},
        {
            "@type": ["BusinessEvent", "Event"],
            "@id": "https://fest.example/#main",
            "name": "Open Fest",
            "startDate": "2026-05-01T09:00:00+02:00",
            "endDate": "2026-05-02T18:00:00+02:00",
            "eventStatus": "EventScheduled",
            "eventAttendanceMode": "http://schema.org/OfflineEventAttendanceMode",
            "location": {
                "@type": "Place",
                "name": "Town Hall",
                "address": {"@type": "PostalAddress", "addressLocality": "Bergen", "addressCountry": {"name": "NO"}},
                "geo": {"latitude": "60.39", "longitude": "5.32"},
            },
            "organizer": {"@id": "#org"},
            "offers": {"@type": "Offer", "price": "0", "priceCurrency": "EUR", "url": "https://fest.example/buy"},
            "image": ["https://fest.example/i.png"],
            "doorTime": "08:30",
            "keywords": "open, source",
            "subEvent": [
                {
                    "@type": "EducationEvent",
                    "@id": "https://fest.example/talks/1",
                    "name": "Talk",
                    "startDate": "2026-05-01T10:00:00+0200",
                    "endDate": "2026-05-01T11:00:00+02:00",
                    "location": "Room 1",
                    "performer": [
                        {"@type": "Person", "name": "Ann", "email": "ann@canary.example", "worksFor": "Works"},
                        {"@type": "Role", "roleName": "Session chair", "performer": {"@type": "Person", "name": "Bob"}},
                    ],
                    "maximumAttendeeCapacity": 30,
                    "subEvent": {"@type": "Event", "name": "Demo", "startDate": "2026-05-01"},
                }
            ],
        },
        {"@id": "#org", "@type": "NGO", "name": "The Org", "url": "https://org.example/"},
    ],
}


def test_a_page_of_others() -> None:
    decoded = read(FOREIGN, zone="Europe/Oslo")
    event = decoded.event
    assert event is not None
    assert [item.code for item in decoded.report if item.severity is not Severity.INFO] == ["no-time-of-day"]
    assert event.timezone.key == "Europe/Oslo"
    assert event.venues[0].address is not None
    assert event.venues[0].address.country == "NO"
    assert event.venues[0].geo is not None
    assert [item.name for item in event.organizations] == ["The Org", "Works"]
    assert event.participants == (Participant(agent="the-org", role="organizer"),)
    assert event.tags == ("open", "source")
    assert [link.rel for link in event.links] == ["image", "registration"]
    assert event.extra["x-jsonld"] == FrozenMap(
        {
            "doorTime": "08:30",
            "offers": FrozenMap(
                {"@type": "Offer", "price": "0", "priceCurrency": "EUR", "url": "https://fest.example/buy"}
            ),
        }
    )
    talk, demo = event.sessions
    assert talk.slot is not None
    assert talk.slot.start == dt.datetime(2026, 5, 1, 10, tzinfo=event.timezone)
    assert talk.slot.rooms == ("room-1",)
    assert talk.uid == "https://fest.example/talks/1"
    assert [(one.agent, one.role) for one in talk.participants] == [("ann", "speaker"), ("bob", "chair")]
    assert event.people[0].affiliation == "works"
    assert demo.parent == talk.id
    assert demo.slot is not None
    assert demo.slot.all_day
    assert "canary" not in repr(attrs.astuple(event, recurse=False))
    again = decode(encode(event).value())
    assert again.event == fit(event).event
    assert again.event.extra == event.extra
    assert told(event)["doorTime"] == "08:30"


def test_a_zone_is_never_guessed() -> None:
    decoded = read(FOREIGN)
    assert "missing-timezone" in decoded.report.codes
    assert decoded.event is not None
    assert decoded.event.timezone.key == "UTC"
    slot = decoded.event.sessions[0].slot
    assert slot is not None
    assert slot.start.isoformat() == "2026-05-01T08:00:00+00:00", "the same moment"


def test_a_single_event_has_days_and_invents_no_session() -> None:
    tree = {
        "@context": "http://schema.org/",
        "@type": "MusicEvent",
        "name": "Concert",
        "startDate": "2026-05-01T19:00",
        "endDate": "2026-05-02T01:00",
        "performer": {"@type": "MusicGroup", "name": "The Band"},
        "location": {"@type": "VirtualLocation", "url": "https://live.example/"},
        "superEvent": {"@type": "Event", "name": "Week", "startDate": "2026-04-30"},
    }
    event = read(tree, zone="Europe/Oslo").value()
    assert event.sessions == ()
    assert [(day.date.day, day.start, day.end) for day in event.days] == [(1, dt.time(19), dt.time(1))]
    assert event.participants == (Participant(agent="the-band", role="performer"),)
    assert event.links == (Link("https://live.example/", "stream"),)
    assert event.related[0].start == dt.date(2026, 4, 30)


PAGE = """<!doctype html><html><head>
<script>var x = "<script>";</script>
<script type="application/ld+json">
{{"@type": "Event",
  "name": "In a page",
  "startDate": {start}}}
</script></head></html>"""


def test_json_ld_in_a_page_with_the_place_of_every_problem() -> None:
    decoded = decode(PAGE.format(start='"tomorrow"').encode(), source="p.html")
    assert decoded.event is not None
    problem = decoded.report.errors[0]
    assert problem.code == "bad-time"
    assert problem.span is not None
    assert (problem.span.line, problem.span.column) == (6, 16)
    assert problem.path == ("startDate",)


def test_json_ld_escaped_as_html_is_read_with_a_warning() -> None:
    page = "<script type='application/ld+json'>{&quot;@type&quot;:&quot;Event&quot;,&quot;name&quot;:&quot;A &amp;amp; B&quot;}</script>"
    decoded = decode(page.encode())
    assert decoded.report.codes == ("html-escaped-json", "markup-in-text")
    assert decoded.value().title == "A & B"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-document"),
        (b"<html></html>", "no-json-ld"),
        (b"\xff\xfe{", "not-utf-8"),
        (b'{"@type": "Event", "name": }', "not-json"),
        (b'{"@type": "Event", "name": NaN}', "not-json"),
        (b'{"@type": "WebPage"}', "no-event"),
        (b"[1, 2]", "no-event"),
        (b'{"@type": "Event"}', "missing-title"),
        (b'{"@type": "Event", "name": 5, "startDate": {}}', "wrong-type"),
        (b"[" * 100_000, "too-deep"),
        (
            b'{"@type": "Event", "name": "x", "location": '
            + b'{"name":"a","containedInPlace":' * 300
            + b"1"
            + b"}" * 301,
            "",
        ),
        (b'{"@type": "Event", "name": "x", "subEvent": [{"@type": "Place", "name": "y"}, 7]}', "wrong-type"),
        (b'{"@type": "Event", "name": "x", "eventStatus": "Maybe", "eventAttendanceMode": "Both"}', "unknown-value"),
        (
            (
                b'{"@type": "Event", "name": "x", "subEvent": {"@type": "Event", "name": "y",'
                b' "startDate": "2026-01-01T10:00Z", "endDate": "2026-01-01T09:00Z"}}'
            ),
            "end-before-start",
        ),
        (b'{"@type": "Event", "name": "x", "startDate": "2026-02-01", "endDate": "2020-01-01"}', "end-before-start"),
        (
            b'{"@type": "Event", "name": "x", "location": {"name": "v", "geo": {"latitude": 1e999, "longitude": 1}}}',
            "invalid-value",
        ),
        (
            b'{"@type": "Event", "name": "x", "eventSchedule": {"scheduleTimezone": "../../etc/passwd"}}',
            "unknown-timezone",
        ),
        (b'[{"@type": "Event", "name": "x"}, {"@type": "Event", "name": "y"}]', "several-events"),
        (b'{"@type": "Event", "name": ["x", "y"]}', "several-values"),
        (b'{"@type": "Event", "name": "\\ud800", "isAccessibleForFree": "yes"}', "wrong-type"),
        (b'{"@type": "Event", "name": "x", "organizer": {"@type": "Person"}}', "missing-key"),
        (b'{"@type": "Event", "name": "x", "performer": {"@type": "Role"}}', "missing-key"),
        (b'{"@type": "Event", "name": "x", "y": 1e999}', "invalid-value"),
        (b'{"@type": "Event", "name": "x", "name": "y"}', "duplicate-key"),
        (b'{"@type": "Event", "name": "x\\ud800"}', "lone-surrogate"),
        (b'{"@type": "Event", "name": "x", "startDate": "0001-01-01T00:00:00+14:00"}', "bad-time"),
        (b'{"@type": "Event", "name": "x", "y": ' + b"9" * 5000 + b"}", "invalid-value"),
        (
            b'{"@id": "#event", "@type": "Event", "name": "x", "eventSchedule": {"startDate": "2026-01-01", "startTime": "noon"}}',
            "bad-time",
        ),
    ],
)
def test_broken_and_hostile_input_is_reported_and_never_raises(data: bytes, code: str) -> None:
    decoded = decode(data, source="d")
    if code:
        assert code in decoded.report.codes
        for item in decoded.report:
            assert item.span is not None or item.code in ("no-event",), item


def test_the_source_map_finds_sessions(programme: Event) -> None:
    data = encode(programme).data
    decoded = decode(data, source="e.jsonld")
    assert decoded.source_map is not None
    span = decoded.source_map.spans([("sessions", 2, "title")])["sessions", 2, "title"]
    assert span.text is not None
    assert "Engines for everybody" in span.text


def test_a_zone_that_is_no_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="IANA"):
        decode(b"{}", zone="EDT")


def test_what_search_engines_ask_of_an_event_is_there_where_it_is_known(programme: Event) -> None:
    """The properties that Google requires and recommends of an Event; of a bare event none is invented."""
    tree = told(programme)
    asked = {"name", "startDate", "location", "endDate", "description", "organizer", "image", "eventStatus"}
    known = {"image", "eventStatus"} if programme.status is Status.TENTATIVE else set[str]()
    assert asked - known <= set(tree)
    confirmed = told(
        attrs.evolve(programme, status=Status.CONFIRMED, links=(Link("https://a.example/i.png", "image"),))
    )
    assert {*asked, "eventAttendanceMode"} <= set(confirmed)
    assert confirmed["image"] == "https://a.example/i.png"
    assert confirmed["location"][0]["address"]["@type"] == "PostalAddress"
    for item in confirmed["subEvent"]:
        assert item["name"]
        assert "startDate" in item or item["name"] in ("Panel: whose engine?", "A talk to be placed")
    bare = told(Event(id="e", title="E", timezone="UTC"))
    assert set(bare) == {
        "@context",
        "@type",
        "@id",
        "name",
        "identifier",
        "additionalType",
        "eventSchedule",
        "eventStatus",
    }


def test_the_page_tells_search_engines_the_same_but_for_long_texts(programme: Event) -> None:
    whole, brief = told(programme), json.loads("".join(page_pieces(public(programme))))
    assert "@included" not in brief
    # Places are shorter there, and that a session is scheduled is what search engines take it for.
    long = {"description", "subjectOf", "location"}
    scheduled = "https://schema.org/EventScheduled"

    def shortened(item: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in item.items() if key not in long and value != scheduled}

    assert [shortened(item) for item in brief["subEvent"]] == [
        shortened(item) for item in whole["subEvent"] if {"startDate", "location"} <= item.keys()
    ]
    assert len(brief["subEvent"]) < len(whole["subEvent"])
    larger = ("subEvent", "@included", "superEvent")
    assert {key: value for key, value in brief.items() if key not in larger} == {
        key: value for key, value in whole.items() if key not in larger
    }
