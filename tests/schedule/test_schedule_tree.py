"""The tree, its identifiers, and the skeleton that every consumer accepts."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import Counter
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import iterencode
from ospo_events.codecs import CODECS
from ospo_events.codecs._reading.durations import duration_minutes
from ospo_events.codecs.schedule._dialects import clock_minutes
from ospo_events.codecs.schedule._identifiers import acronym_for, as_uri, derived_guid, fits_acronym, slug_for
from ospo_events.codecs.schedule._layout import ScheduleLayout, make_tree
from ospo_events.errors import InvalidProgramme
from ospo_events.model import Event, Link, Participant, Person, Room, Session, Slot, Status, Track, WallClock
from ospo_events.model.identity import NAMESPACE, uuid5

XML = CODECS["schedule-xml"]
CLOCK = WallClock("America/New_York")
DAY = "2024-07-09"


def one(*sessions: Session, **more: Any) -> Event:
    return Event(id="ospos-for-good-2024", title="T", timezone="America/New_York", sessions=sessions, **more)


def session(id: str, start: str = "09:00", end: str | None = "10:00", title: str = "", **more: Any) -> Session:
    return Session(id=id, title=title or id, slot=CLOCK.slot(DAY, start, end), **more)


def test_t01_two_runs_of_one_talk_are_two_entries(xsd_errors: Any) -> None:
    event = one(session("karaoke"), session("karaoke-2", "20:00", "22:00", title="karaoke", repeat_of="karaoke"))
    entries = list(make_tree(ScheduleLayout(event)).entries())
    for values in ([e.guid for e in entries], [e.id for e in entries], [e.slug for e in entries]):
        assert len(set(values)) == 2
    assert xsd_errors(XML.encode(event).value()) == []


def test_t04_what_starts_at_half_past_three_belongs_to_the_night_before() -> None:
    event = one(session("party", "23:00", "03:30"), session("late", "03:30", "04:30"))
    (day,) = make_tree(ScheduleLayout(event)).days
    assert day.date == dt.date(2024, 7, 9)
    assert [entry.session.id for _, entries in day.rooms for entry in entries] == ["party", "late"]


def test_t04_every_part_of_a_session_over_the_day_change_is_in_its_own_day() -> None:
    event = one(Session(id="ctf", title="CTF", slot=Slot(CLOCK.at(DAY, "17:00"), CLOCK.at("2024-07-11", "08:00"))))
    entries = list(make_tree(ScheduleLayout(event)).entries())
    assert sum(entry.minutes for entry in entries) == 39 * 60
    assert all(entry.minutes <= 1439 for entry in entries)
    for day in make_tree(ScheduleLayout(event)).days:
        for _, inside in day.rooms:
            assert all(day.start.timestamp() <= entry.start.timestamp() < day.end.timestamp() for entry in inside)


@pytest.mark.parametrize("minutes", [0, 1, 59, 60, 61, 719, 1439, 1440, 1441, 4320])
@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json", "schedule2"])
def test_t07_every_duration_comes_back(minutes: int, format: str) -> None:
    start = CLOCK.at(DAY, "09:00")
    end = (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(CLOCK.timezone)
    read = CODECS[format].decode(CODECS[format].encode(one(Session(id="long", title="T", slot=Slot(start, end)))).data)
    (back,) = read.value().sessions
    assert back.slot is not None
    assert back.slot.start == start
    assert back.slot.end == (end if minutes else None)


@pytest.mark.parametrize("format", ["schedule-xml", "schedule-json"])
def test_t13_what_has_one_name_stays_apart(format: str) -> None:
    rooms = (Room(id="a", name="Hall"), Room(id="b", name="Hall"))
    people = (Person(id="ann", name="Ann"), Person(id="ann-2", name="Ann"))
    event = one(
        Session(id="c1", title="Coffee", slot=CLOCK.slot(DAY, "09:00", "10:00", rooms=("a",)),
                participants=(Participant(agent="ann"),)),
        Session(id="c2", title="Coffee", slot=CLOCK.slot(DAY, "09:00", "10:00", rooms=("b",)),
                participants=(Participant(agent="ann-2"),)),
        rooms=rooms, people=people,
    )  # fmt: skip
    read = CODECS[format].decode(CODECS[format].encode(event).data).value()
    assert (len(read.sessions), len(read.rooms), len(read.people)) == (2, 2, 2)
    assert len({item.slot.rooms for item in read.sessions if item.slot}) == 2


def full_event() -> Event:
    return one(
        Session(id="Big.Talk", title="A & B <C>", subtitle='"s"', slot=CLOCK.slot(DAY, "09:00", "10:30", rooms=("a",)),
                tracks=("12-main",), participants=(Participant(agent="p", role="chair"),), abstract="x\r\ny\x0b",
                links=(Link("https://example.org/ä b", "slides"), Link("https://example.org/p.png", "image"))),
        session("open", "17:30", None, status=Status.CANCELLED),
        rooms=(Room(id="a", name="A"), Room(id="empty", name="Empty")),
        tracks=(Track(id="12-main", title="Main", color="#3AA57C"),),
        people=(Person(id="p", name="Ann; Bob"),),
    )  # fmt: skip


def test_the_skeleton_that_giggity_eventfahrplan_fosdem_and_engelsystem_ask_for(xsd_errors: Any) -> None:
    encoded = XML.encode(full_event())
    data = encoded.value()
    assert xsd_errors(data) == []
    assert b"<conference" in data[:1024]
    assert b"<!DOCTYPE" not in data
    root = ElementTree.fromstring(data)
    conference = root.find("conference")
    assert conference is not None
    for tag in ("acronym", "title", "start", "end", "days", "timeslot_duration", "base_url", "time_zone_name"):
        assert conference.findtext(tag)
    assert [day.get("index") for day in root.iter("day")] == ["1"]
    for event in root.iter("event"):
        date, start = event.findtext("date", ""), event.findtext("start", "")
        assert date[11:16] == start
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", date)
        assert re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", event.findtext("duration", ""))
        assert event.findtext("recording/optout") in ("true", "false")
        assert int(event.get("id", "")) > 0
        assert uuid.UUID(event.get("guid"))
        for tag in ("room", "title", "subtitle", "type", "abstract", "description", "language", "track", "persons"):
            assert event.find(tag) is not None
        for person in event.iter("person"):
            assert int(person.get("id", "")) > 0
            assert ";" not in (person.text or "")
        assert not any(item.tag.endswith(("url", "logo")) and not (item.text or "").strip() for item in event.iter())
    assert {"characters-removed", "changed-to-fit"} <= set(encoded.report.codes)
    assert b"Cancelled: open" in data


def test_writing_to_a_stream_writes_the_same_bytes() -> None:
    event = full_event()
    stream = iterencode(event, "schedule-xml")
    assert b"".join(stream) == XML.encode(event).data
    assert stream.report == XML.encode(event).report


def test_a_session_of_centuries_is_refused_and_nothing_is_written() -> None:
    event = one(Session(id="age", title="Age", slot=Slot(CLOCK.at(DAY, "09:00"), CLOCK.at("2034-07-09", "09:00"))))
    assert XML.encode(event).report.errors[0].path == ("sessions", 0, "slot")
    for format in ("schedule-xml", "schedule-json", "schedule2"):
        assert CODECS[format].encode(event).data == b""
    with pytest.raises(InvalidProgramme):
        iterencode(event, "schedule-xml")


def test_references_that_lead_nowhere_are_told_and_named_so(xsd_errors: Any) -> None:
    lost = Session(id="lost", title="L", slot=CLOCK.slot(DAY, "09:00", rooms=("nowhere",)),
                   participants=(Participant(agent="nobody"),), tracks=("none",))  # fmt: skip
    encoded = XML.encode(one(lost))
    assert {"dangling-reference"} <= set(encoded.report.codes)
    assert xsd_errors(encoded.value()) == []


def test_equal_uids_and_foreign_ids_are_made_different() -> None:
    same = "13f65e09-37ea-5475-b396-f09e52baf295"
    extra = {"x-schedule": {"id": 5, "slug": "same-slug-one", "code": "ABC123"}}
    event = one(session("a", uid=same, extra=extra), session("b", uid=same, extra=extra))
    first, second = make_tree(ScheduleLayout(event)).entries()
    assert (first.guid, first.id, first.slug) == (same, 5, "same-slug-one")
    assert not {second.guid, second.id, second.slug} & {same, 5, "same-slug-one"}
    layout = ScheduleLayout(event)
    make_tree(layout)
    assert Counter(layout.findings.report().codes) == {"duplicate-uid": 1, "id-replaced": 1}
    assert XML.encode(event).data.count(b'code="ABC123"') == 1


@pytest.mark.parametrize(
    ("id", "acronym"),
    [("ospos-for-good-2024", "ospos2024"), ("ptt", "ptt_event"), ("open-source-summit", "open_source_summit"),
     ("1", "1_event"), ("X.Y", "x_y_event"), ("2024", "2024"), ("a" * 100, "a" * 40)],
)  # fmt: skip
def test_acronyms_pass_both_schemas(id: str, acronym: str) -> None:
    assert acronym_for(id) == acronym
    assert fits_acronym(acronym)


@given(st.text(max_size=30))
def test_made_uuids_are_those_of_the_standard_library(name: str) -> None:
    if not any("\ud800" <= character <= "\udfff" for character in name):
        assert uuid5(name) == str(uuid.uuid5(NAMESPACE, name))
    guid = uuid5(name)
    other = derived_guid(guid, name)
    assert uuid.UUID(other).version == 5
    assert uuid.UUID(other).variant == uuid.RFC_4122
    assert derived_guid(other, name) == guid != other


@given(st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", fullmatch=True))
def test_slugs_pass_both_schemas(id: str) -> None:
    slug = slug_for("ospos2024", id)
    assert re.fullmatch(r"[a-z0-9_]{4,}-[a-z0-9\-_]{4,}", slug)
    assert re.fullmatch("[a-z0-9_-]+[a-z0-9]", slug)


@pytest.mark.parametrize(
    ("href", "uri"),
    [("https://a.b/ä b", "https://a.b/%C3%A4%20b"), ("https://a.b/#x#y", "https://a.b/#x%23y"), ("nowhere", None),
     ("https://", None), ("mailto:a@b.example", "mailto:a@b.example"), ("https://a.b/%zz", "https://a.b/%25zz"),
     ("https://a.b:8080/?q=[1]", "https://a.b:8080/?q=%5B1%5D"), ("", None)],
)  # fmt: skip
def test_addresses_are_escaped_as_rfc_3986_asks(href: str, uri: str | None) -> None:
    assert as_uri(href) == uri


@pytest.mark.parametrize(
    ("text", "three", "minutes"),
    [("1:30", "h:mm:ss", 90), ("01:30", "h:mm:ss", 90), ("90", "h:mm:ss", 90), ("2:06:00", "h:mm:ss", 126),
     ("2:06:00", "d:hh:mm", 3240), ("2:24:00", "d:hh:mm", None), (":", "h:mm:ss", None), ("", "h:mm:ss", None),
     ("135.0:00", "h:mm:ss", None), ("6944:11:40", "h:mm:ss", None), ("99999:59", "h:mm:ss", None)],
)  # fmt: skip
def test_durations_as_text(text: str, three: str, minutes: int | None) -> None:
    assert duration_minutes(text, three) == minutes


def test_clock_times_as_text() -> None:
    assert [clock_minutes(text) for text in ("9:05", "09:05:00", "24:00", "9", "")] == [545, 545, None, None, None]
