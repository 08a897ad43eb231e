"""The files of a site, and the instants its page tells the browser."""

from __future__ import annotations

import datetime as dt

import attrs

from ospo_events.codecs import CODECS
from ospo_events.model import Event, Link, Room, Session, Slot, WallClock
from ospo_events.site import make_site


def test_a_site_has_every_file_that_others_read(programme: Event) -> None:
    files = make_site(programme).files
    for name, codec in (
        ("schedule.xml", "schedule-xml"),
        ("schedule.json", "schedule-json"),
        ("event.jsonld", "jsonld"),
    ):
        decoded = CODECS[codec].decode(files[name])
        assert decoded.value().title == programme.title


def test_instants_of_sessions_of_the_event_and_of_others() -> None:
    clock = WallClock("Europe/Berlin")
    open_end = Session(id="a", title="A", slot=clock.slot("2026-03-01", "10:00"))
    later = Session(id="b", title="B")
    event = Event(id="e", title="E", timezone="Europe/Berlin", sessions=(open_end, later))
    start = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC).timestamp()
    assert event.index.instants(open_end) == (start, float("inf"))
    assert event.index.instants(later) == (float("inf"), float("inf"))
    stranger = Session(id="c", title="C", slot=clock.slot("2026-03-01", "10:00", "11:00"))
    assert event.index.instants(stranger) == (start, start + 3600)


def test_a_page_of_many_sessions_and_rooms_says_so_to_its_style() -> None:
    rooms = [Room(id=f"r{number}", name=f"Room {number}") for number in range(6)]
    event = Event(id="e", title="E", timezone="UTC", rooms=rooms)
    sessions = [
        Session(id=f"s{n}", title=f"S {n}", slot=event.local("2024-07-09", "09:00", "10:00", rooms=[f"r{n % 6}"]))
        for n in range(201)
    ]
    page = CODECS["html"].encode(attrs.evolve(event, sessions=sessions)).data
    assert b'class="big wide"' in page
    assert b'class="big wide"' not in CODECS["html"].encode(attrs.evolve(event, sessions=sessions[:3])).data


def test_a_file_that_cannot_be_written_is_left_out_of_a_site() -> None:
    event = Event(id="e", title="E", timezone="UTC")
    years = Slot(dt.datetime(2024, 7, 9, tzinfo=event.timezone), dt.datetime(2026, 7, 9, tzinfo=event.timezone))
    files = make_site(attrs.evolve(event, sessions=[Session(id="s", title="S", slot=years)])).files
    assert "event.jsonld" in files
    assert "schedule.xml" not in files


def test_an_agenda_in_markdown_has_no_address_that_must_not_be_followed() -> None:
    links = [Link("javascript:alert(1)"), Link("https://a.example/slides", title="Slides")]
    event = Event(id="e", title="E", timezone="UTC")
    talk = Session(id="s", title="S", slot=event.local("2024-07-09", "09:00", "10:00"), links=links)
    text = CODECS["markdown"].encode(attrs.evolve(event, sessions=[talk]), abstracts=True).data
    assert b"javascript" not in text
    assert b"[Slides](<https://a.example/slides>)" in text
