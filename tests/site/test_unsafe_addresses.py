"""Addresses that must not be followed, on every thing that holds some."""

from __future__ import annotations

import attrs

from ospo_events.codecs import CODECS
from ospo_events.codecs.publishable import without_unsafe_links
from ospo_events.model import Event, Link, Person, RecordingPolicy, Room, Series, Session, Slot, Venue

BAD, GOOD = "javascript:alert(1)", "https://good.example/"


def event_with(href: str) -> Event:
    """Return an event that has this address wherever one can be."""
    event = Event(
        id="e",
        title="E",
        timezone="UTC",
        url=href,
        links=[Link(href), Link(GOOD)],
        recording=RecordingPolicy(links=[Link(href)]),
        series=Series(id="s", title="S", url=href, links=[Link(href)]),
        venues=[Venue(id="v", name="V", url=href)],
        rooms=[Room(id="r", name="R", stream=Link(href))],
        people=[Person(id="p", name="P", url=href, links=[Link(href)])],
    )
    slot = Slot(event.clock.at("2024-07-09", "09:00"), rooms=("r",))
    session = Session(id="a", title="A", slot=slot, url=href, recording=RecordingPolicy(links=[Link(href)]))
    return attrs.evolve(event, sessions=[session])


def test_addresses_that_must_not_be_followed_are_taken_out_wherever_they_are() -> None:
    safe, report = without_unsafe_links(event_with(BAD))
    assert "javascript" not in repr(attrs.astuple(safe, recurse=False))
    assert {item.path for item in report} == {
        ("url",),
        ("links", 0),
        ("recording", "links", 0),
        ("series", "url"),
        ("series", "links", 0),
        ("venues", 0, "url"),
        ("rooms", 0, "stream"),
        ("people", 0, "url"),
        ("people", 0, "links", 0),
        ("sessions", 0, "url"),
        ("sessions", 0, "recording", "links", 0),
    }
    assert set(report.codes) == {"unsafe-link"}
    assert safe.links == (Link(GOOD),)
    assert b"javascript:" not in CODECS["html"].encode(event_with(BAD)).value()


def test_addresses_that_may_be_followed_stay() -> None:
    event = event_with("https://other.example/")
    safe, report = without_unsafe_links(event)
    assert safe == event
    assert not report
