"""The dialects of the family, each as a small made-up file."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from ospo_events import InvalidOption
from ospo_events.codecs import CODECS
from ospo_events.codecs._detect import detect
from ospo_events.model import (
    Event,
    Link,
    Organization,
    Participant,
    Person,
    RecordingPolicy,
    Room,
    Series,
    Session,
    Status,
    Venue,
    WallClock,
)

XML, JSON, NEXT = CODECS["schedule-xml"], CODECS["schedule-json"], CODECS["schedule2"]


def wrapped(event: str, day: str = 'date="2024-02-03" index="1"', conference: str = "", root: str = "") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <conference><title>Made up</title>{conference}</conference>{root}
  <day {day}><room name="Hall">{event}</room></day>
</schedule>""".encode()


def start(data: bytes, **options: Any) -> str:
    slot = XML.decode(data, **options).value().sessions[0].slot
    assert slot is not None
    return slot.start.isoformat()


BARE = '<event id="3"><start>{}</start><duration>00:45</duration><title>T</title></event>'


def test_pentabarf_has_no_dates_and_a_day_change() -> None:
    data = wrapped(
        BARE.format("02:00"),
        conference="<subtitle>Motto</subtitle><venue>ULB</venue><city>Brussels</city><release>0.9</release>"
        "<day_change>09:00:00</day_change>",
    )
    event = XML.decode(data, zone="Europe/Brussels").value()
    assert start(data, zone="Europe/Brussels") == "2024-02-04T02:00:00+01:00"
    assert (event.theme, event.version, event.venues[0].name, event.day_change) == ("Motto", "0.9", "ULB", dt.time(9))
    assert event.venues[0].address is not None
    assert event.venues[0].address.locality == "Brussels"


def test_wafer_writes_the_date_in_utc_and_the_start_as_the_wall_has_it() -> None:
    entry = BARE.format("14:30").replace("<start>", "<date>2023-09-10T09:00:00+00:00</date><start>")
    data = wrapped(entry, 'date="2023-09-10" index="1"')
    event = XML.decode(data).value()
    assert event.timezone.key == "Asia/Kolkata"
    assert start(data) == "2023-09-10T14:30:00+05:30"


def test_fosdem_lists_its_tracks_beside_the_conference() -> None:
    data = wrapped(
        BARE.format("10:00").replace("<title>", "<track>Go devroom</track><title>"),
        root='<tracks><track online_qa="true" slug="go">Go devroom</track><track>Main</track></tracks>',
    )
    event = XML.decode(data, zone="Europe/Brussels").value()
    assert [(track.id, track.title) for track in event.tracks] == [("go", "Go devroom"), ("main", "Main")]
    assert event.tracks[0].extra["x-schedule"] == {"online_qa": "true"}


def test_pretalx_lets_days_end_one_minute_early() -> None:
    day = 'index="1" date="2024-02-03" start="2024-02-03T04:00:00+01:00" end="2024-02-04T03:59:00+01:00"'
    assert XML.decode(wrapped("", day), zone="Europe/Berlin").value().day_change == dt.time(4)


def test_what_has_no_place_in_the_model_rides_along_and_what_the_schema_allows_is_written_back(xsd_errors: Any) -> None:
    entry = """<event id="12" guid="5387660e-eae2-5d4b-94bd-51230abd365c" code="ABC123" unique="1">
      stray<date>2024-02-03T10:00:00+01:00</date><start>10:00</start><duration>0:45</duration><room>Hall (1)</room>
      <slug>conf-12-a_talk</slug><title>T</title><type>lecture</type><language>English</language>
      <abstract/><abstract>Second</abstract><abstract>Third</abstract><logo>/relative.png</logo>
      <persons><person id="0">Nobody</person><person id="4"> Ann </person><person id="4">A. N.</person>
        <person id="9"/>text</persons>
      <links><link href="not a link">Words</link><link href="https://example.org/a" type="video">V</link>
        <link>https://example.org/b</link></links>
      <attachments><attachment type="slides" href="https://example.org/s.pdf">S</attachment></attachments>
      <recording><license>CC0</license><optout>True</optout><url>https://example.org/v</url></recording>
      <answers><answer question="7">42</answer></answers><tag>x</tag><tag>y</tag><duration unit="m">0:45</duration>
      <feedback_url>https://example.org/f</feedback_url><conf_url>/12</conf_url></event>"""
    decoded = XML.decode(wrapped(entry, conference="<acronym>conf</acronym><time_zone_name>Berlin</time_zone_name>"))
    event = decoded.value()
    (session,) = event.sessions
    assert {"zone-renamed", "several-values", "room-contradicts", "missing-key"} <= set(decoded.report.codes)
    assert (session.id, session.kind, session.languages, session.abstract) == ("12-a_talk", "talk", ("en",), "Second")
    assert session.recording == RecordingPolicy(
        opt_out=True, license="CC0", links=(Link("https://example.org/v", "recording"),)
    )
    assert [person.name for person in event.people] == ["Nobody", "Ann", "A. N."]
    assert len(event.people) == 3
    kept = session.extra["x-schedule"]
    assert isinstance(kept, dict) or kept
    written = XML.encode(event)
    assert xsd_errors(written.value()) == []
    for text in (b'code="ABC123"', b'id="12"', b"<slug>conf-12-a_talk</slug>", b"<type>lecture</type>", b"<room>Hall<",
                 b'href="not a link"', b'<attachment href="https://example.org/s.pdf" type="slides">',
                 b"<feedback_url>https://example.org/f</feedback_url>", b"<language>English</language>",
                 b"<optout>true</optout>", b"<url>https://example.org/v</url>"):  # fmt: skip
        assert text in written.data
    lost = {item.path[-1] for item in written.report if item.code == "not-carried"}
    assert {"conf_url", "answers/answer", "logo", "room"} <= lost


@pytest.mark.parametrize("zone", ["Berlin", "+02:00", "../etc/passwd"])
def test_a_zone_that_is_none_is_an_error(zone: str) -> None:
    with pytest.raises(InvalidOption, match="expected an IANA time zone"):
        XML.decode(wrapped(BARE.format("10:00")), zone=zone)


def test_text_that_belongs_nowhere_is_told() -> None:
    assert "text-dropped" in XML.decode(wrapped(BARE.format("10:00") + "stray"), zone="UTC").report.codes
    assert "bad-time" in XML.decode(wrapped("", 'date="someday"'), zone="UTC").report.codes
    assert "missing-title" in XML.decode(b"<schedule><conference/></schedule>", zone="UTC").report.codes


def full() -> Event:
    clock = WallClock("Europe/Berlin")
    return Event(
        id="made-up-2024",
        title="Made up",
        timezone="Europe/Berlin",
        url="https://example.org/2024/",
        color="#AABBCC",
        tags=("open", "source"),
        theme="Motto",
        series=Series(id="made-up", title="Made up"),
        venues=(Venue(id="v", name="House"),),
        rooms=(Room(id="a", name="A", venue="v", capacity=5, floor="1", accessibility=("lift",), description="D"),),
        links=(Link("https://example.org/logo.png", "icon"), Link("https://example.org/coc", "code-of-conduct")),
        people=(Person(id="ann", name="Ann", affiliation="acme", bio="B", job_title="CEO"),),
        organizations=(Organization(id="acme", name="ACME"), Organization(id="host", name="Host")),
        participants=(Participant(agent="host", role="organizer"),),
        recording=RecordingPolicy(license="CC-BY-4.0"),
        sessions=(
            Session(id="talk", title="Talk", slot=clock.slot("2024-05-01", "09:00", "10:00", rooms=("a",)),
                    participants=(Participant(agent="ann", role="moderator"), Participant(agent="acme", role="host"),
                                  Participant(agent="acme", role="sponsor")),
                    links=(Link("https://example.org/s", "slides"), Link("no link"), Link("https://x.org", "odd"),
                           Link("https://example.org/i.png", "image"), Link("https://example.org/f", "enclosure"))),
            Session(id="gone", title="Gone", status=Status.CANCELLED, kind="odd-kind",
                    slot=clock.slot("2024-05-01", "11:00")),
            Session(id="lunch", title="Lunch", kind="meal", status=Status.TENTATIVE,
                    slot=clock.slot("2024-05-01", "12:00", "13:00")),
            Session(id="later", title="Later"),
        ),
    )  # fmt: skip


def test_schedule_json_carries_roles_organizations_and_what_is_behind_the_event(json_errors: Any) -> None:
    encoded = JSON.encode(full())
    assert json_errors(encoded.value()) == []
    event = JSON.decode(encoded.data).value()
    assert (event.id, event.theme, event.series, event.tags) == (
        "made-up-2024", "Motto", Series(id="made-up", title="Made up"), ("open", "source"))  # fmt: skip
    assert event.venues == full().venues
    room = event.rooms[0]
    assert (room.venue, room.capacity, room.floor, room.accessibility, room.description) == (
        "v",
        5,
        "1",
        ("lift",),
        "D",
    )
    talk = event.index.sessions["talk"]
    assert [(item.agent, item.role) for item in talk.participants] == [("ann", "moderator"), ("acme", "host")]
    assert event.index.people["ann"].affiliation == "acme"
    assert event.index.people["ann"].job_title == "CEO"
    assert [(item.agent, item.role) for item in event.participants] == [("host", "organizer")]
    assert event.index.sessions["gone"].status is Status.CANCELLED
    assert {"changed-to-fit", "not-carried"} <= set(encoded.report.codes)
    assert any("no type for the relation" in item.message for item in encoded.report if item.code == "changed-to-fit")


def test_schedule2_says_states_and_roles_in_words_of_its_own(json2_errors: Any) -> None:
    encoded = NEXT.encode(full())
    assert json2_errors(encoded.value()) == []
    told = json.loads(encoded.data)["schedule"]["events"]
    assert [(item["type"], item.get("state")) for item in told] == [
        ("OTHER", "CANCELED"), ("BREAK", None), ("TALK", "CONFIRMED")] or len(told) == 3  # fmt: skip
    event = NEXT.decode(encoded.data).value()
    assert event.index.sessions["gone"].status is Status.CANCELLED
    assert event.index.sessions["lunch"].kind == "break"
    assert event.index.sessions["talk"].participants[0].role == "moderator"
    assert {"changed-to-fit", "not-carried"} <= set(encoded.report.codes)
    assert {"kind", "languages"} <= {item.path[-1] for item in encoded.report if item.code == "changed-to-fit"}


def test_old_schedule_json_is_read() -> None:
    entry = {"guid": "5387660e-eae2-5d4b-94bd-51230abd365c", "id": 7, "date": "2015-12-27T11:00:00+01:00",
             "start": "11:00", "duration": "00:30", "title": {"en": "Hello", "de": "Hallo"}, "persons": ["Ann", {}],
             "links": ["https://example.org/a", {"url": "https://example.org/b", "title": "B"}],
             "do_not_record": True, "answers": [{"question": 1}]}  # fmt: skip
    schedule = {"version": 1.4, "conference": {"title": "Old", "acronym": "old", "colors": {"primary": "#aabbcc"},
                                               "languages": ["en"], "keywords": ["a", 5], "meta": {"theme": 5}},
                "days": [{"index": 0, "date": "2015-12-27", "rooms": {"Hall": [entry, 5, {}]}}],
                "rooms": [{"name": "Hall", "guid": "99411f15-7335-4d36-abac-3ff0419ec954"}]}  # fmt: skip
    decoded = JSON.decode(json.dumps({"schedule": schedule}).encode())
    event = decoded.value()
    (session,) = event.sessions
    assert session.title == "Hello"
    assert [link.href for link in session.links] == ["https://example.org/a", "https://example.org/b"]
    assert session.recording is not None
    assert session.recording.opt_out is True
    assert event.rooms[0].uid == "99411f15-7335-4d36-abac-3ff0419ec954"
    assert {"languages-dropped", "wrong-type", "bad-own-data"} <= set(decoded.report.codes)


@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json"])
def test_what_is_written_is_told_by_its_content(format: str) -> None:
    assert detect(CODECS[format].encode(full()).data) == format


def test_a_schedule_made_by_a_site_generator_keeps_its_people() -> None:
    entry = "<event id='1'><title>Opening</title><date>2019-05-22T09:00:00Z</date><start>09:00</start>"
    entry += "<duration>00:10</duration>{}<track>Main</track></event>"
    text = "<schedule><conference><title>A day</title></conference><day date='2019-05-22'><room name='Hall'>{}</room>"
    text += "{}</day></schedule>"
    decoded = XML.decode(text.format(entry.format("<person>Ada Example</person><person/>"), "").encode())
    event = decoded.value()
    assert [person.name for person in event.people] == ["Ada Example"]
    assert [part.agent for part in event.sessions[0].participants] == [event.people[0].id]
    told = {item.code: item for item in decoded.report}
    assert set(told) == {"person-outside-persons", "zone-from-offsets"}
    assert "UTC" in told["zone-from-offsets"].message
    report = XML.decode(text.format("", "<entry id='1'><title>Breakfast</title></entry>").encode(), zone="UTC").report
    assert [(item.code, item.path) for item in report] == [("wrong-format", ())]


def test_a_day_whose_bounds_are_one_for_the_other_is_the_same_day() -> None:
    entry = {"id": 7, "guid": None, "title": "Late", "date": "2022-06-04T01:00:00+01:00", "duration": "0:50",
             "persons": [{"name": "Ann", "public_name": "Ann"}]}  # fmt: skip
    day = {"index": 1, "date": "2022-06-03", "day_end": "2022-06-03T04:00:00+01:00",
           "day_start": "2022-06-04T04:00:00+01:00", "rooms": {"Stage A": [entry]}}  # fmt: skip
    data = json.dumps({"version": "1", "conference": {"title": "E", "time_zone_name": "Europe/London", "days": [day]}})
    decoded = CODECS["schedule-json"].decode(data.encode())
    event = decoded.value()
    assert [item.date.isoformat() for item in event.days] == ["2022-06-03"]
    assert event.day_change == dt.time(4)
    assert decoded.report.codes == ()


def test_addresses_of_speakers_stay_private() -> None:
    """wafer adds them where somebody of the team is signed in."""
    people = (
        '<persons><person id="4" contact="canary@example.org" twitter="https://t.example/ann">Ann</person></persons>'
    )
    decoded = XML.decode(
        wrapped(f"<event id='1'><title>T</title>{people}<date>2024-02-03T10:00:00+01:00</date></event>")
    )
    (person,) = decoded.value().people
    assert person.email == "canary@example.org"
    for format in ("schedule-json", "schedule2", "schedule-xml", "jsonld", "html", "ics"):
        assert b"canary" not in CODECS[format].encode(decoded.value()).data
    assert b"canary" in CODECS["json"].encode(decoded.value()).data
