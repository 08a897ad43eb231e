"""What an audience sees of an event, by the table of attributes and by what links and sessions say."""

from __future__ import annotations

import datetime as dt
import inspect
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given

import ospo_events.model as model
from ospo_events import (
    Audience,
    Event,
    Link,
    Organization,
    Participant,
    Person,
    Room,
    Session,
    Slot,
    Track,
    decode,
    loads,
)
from ospo_events.model import LEAST_AUDIENCE, Acceptance, RecordingPolicy, is_public_extra
from ospo_events.model.event import Output, Series
from ospo_events.strategies import events
from ospo_events.views import WithheldKind, for_audience, view_for
from ospo_events.views.selection import public
from ospo_events.views.unknown_data import joined, parted

ZONE = ZoneInfo("Europe/Berlin")
CLASSES = {item for _, item in inspect.getmembers(model, inspect.isclass) if attrs.has(item)} | {Output, Series}
HELD_BY_NO_EVENT = {model.WallClock, model.Agenda, model.AgendaDay, model.AgendaSlot, model.Gap}
HELD_BY_NO_EVENT |= {model.Kind, model.Role}


def test_the_table_names_every_attribute_of_every_class() -> None:
    held = CLASSES - HELD_BY_NO_EVENT
    attributes = {f"{owner.__name__}.{field.name}" for owner in held for field in attrs.fields(owner)}
    assert set(LEAST_AUDIENCE) == attributes
    assert {owner.__name__ for owner in held} >= {"Event", "Session", "Link", "Person", "Acceptance"}


def test_what_is_not_for_everybody_has_a_default_to_stand_in_its_place() -> None:
    for owner in CLASSES - HELD_BY_NO_EVENT - {Acceptance}:
        for field in attrs.fields(owner):
            if LEAST_AUDIENCE[f"{owner.__name__}.{field.name}"] is not Audience.PUBLIC:
                assert field.default is not attrs.NOTHING, (owner, field.name)


def at(hour: int) -> dt.datetime:
    return dt.datetime(2026, 5, 4, hour, tzinfo=ZONE)


def programme(**changes: Any) -> Event:
    values: dict[str, Any] = {
        "rooms": (Room(id="r", name="R", stream=Link("https://r.example/", "stream", audience="registered")),),
        "tracks": (Track(id="layoffs", title="Layoffs"), Track(id="open", title="Open")),
        "people": (
            Person(id="ada", name="Ada", email="ada@example.org"),
            Person(id="bob", name="Bob", affiliation="acme"),
            Person(id="eve", name="Eve"),
        ),
        "organizations": (Organization(id="acme", name="Acme"),),
        "sessions": (
            Session(id="keynote", title="Keynote", tracks=("open",), participants=("ada",), repeat_of="board"),
            Session(
                id="board", title="Layoffs, part 1", subtitle="Canary", abstract="Canary", privacy="private",
                slot=Slot(at(9), at(10), rooms=("r",)), tracks=("layoffs",), participants=("bob",), tags=("canary",),
                links=("https://canary.example/",), accept=(Acceptance(rule="x-y", reason="Canary"),), sequence=3,
            ),
            Session(id="part", title="Part", parent="board", participants=("ada",)),
            Session(id="plan", title="Plan", privacy="confidential", slot=Slot(at(9), at(10)), participants=("bob",)),
            Session(id="of-plan", title="Of the plan", parent="plan"),
            Session(id="timeless", title="Timeless", privacy="private"),
        ),
        **changes,
    }  # fmt: skip
    return Event(id="e", title="E", timezone=ZONE, **values)


def test_a_private_session_is_a_reserved_time_and_a_confidential_one_is_not_there() -> None:
    shown = public(programme())
    keynote, reserved, part, of_plan = shown.sessions
    assert reserved == Session(
        id=reserved.id, title="Reserved", kind="other", slot=Slot(at(9), at(10), rooms=("r",)), sequence=3
    )
    assert "board" not in reserved.id
    assert part.parent == reserved.id
    assert (keynote.repeat_of, of_plan.parent) == (None, None)
    assert [item.id for item in shown.people] == ["ada", "eve"]
    assert shown.organizations == ()
    assert [item.id for item in shown.tracks] == ["open"]
    assert public(shown) == shown
    assert public(programme()).sessions[1].id == reserved.id


def test_what_is_withheld_is_said_with_its_place_in_the_whole_event() -> None:
    event = programme()
    view = view_for(event, Audience.PUBLIC)
    assert [(item.kind, item.path) for item in view.withheld if item.kind is not WithheldKind.VALUE] == [
        (WithheldKind.RELATION, ("sessions", 0, "repeat_of")),
        (WithheldKind.RESERVED, ("sessions", 1)),
        (WithheldKind.SESSION, ("sessions", 3)),
        (WithheldKind.RELATION, ("sessions", 4, "parent")),
        (WithheldKind.SESSION, ("sessions", 5)),
        (WithheldKind.AGENT, ("people", 1)),
        (WithheldKind.AGENT, ("organizations", 0)),
        (WithheldKind.AGENT, ("tracks", 0)),
    ]
    values = [item for item in view.withheld if item.kind is WithheldKind.VALUE]
    assert [(item.path, item.least) for item in values] == [
        (("rooms", 0, "stream"), Audience.REGISTERED),
        (("people", 0, "email"), Audience.TEAM),
    ]
    assert view.path_before(("sessions", 3, "title")) == ("sessions", 4, "title")
    assert view.path_before(("people", 1, "links", 0)) == ("people", 2, "links", 0)
    registered = view_for(event, Audience.REGISTERED)
    assert registered.event.rooms == event.rooms
    assert len(registered.withheld) == len(view.withheld) - 1


def test_the_path_of_a_link_behind_one_that_is_withheld_is_found() -> None:
    links = [Link("https://a.example/", audience=audience) for audience in ("team", "public", "speakers", "public")]
    event = programme(sessions=(Session(id="a", title="A", recording=RecordingPolicy(links=links)),))
    view = view_for(event, Audience.PUBLIC)
    assert view.path_before(("sessions", 0, "recording", "links", 1)) == ("sessions", 0, "recording", "links", 3)
    recording = view.event.sessions[0].recording
    assert recording is not None
    assert len(recording.links) == 2


@given(events())
def test_each_audience_sees_what_the_one_before_sees(event: Event) -> None:
    assert for_audience(event, Audience.TEAM) is event
    counts: list[int] = []
    for audience in Audience:
        view = view_for(event, audience)
        assert for_audience(view.event, audience) == view.event
        assert (view.event == event) == (not view.withheld)
        counts.append(len(view.withheld))
        for larger in Audience:
            if larger >= audience:
                assert for_audience(for_audience(event, larger), audience) == view.event
        hrefs = {link.href for session in view.event.sessions for link in session.links if link.audience > audience}
        assert hrefs == set()
    assert counts == sorted(counts, reverse=True)
    assert public(event) == for_audience(event)


def test_an_event_that_is_for_everybody_is_returned_as_it_is() -> None:
    event = Event(
        id="e", title="E", timezone=ZONE, extra={"x-ical": {"properties": [["x-a", {}, "text", "b"]]}, "x-public-a": 1}
    )
    assert for_audience(event) is event


def test_unknown_data_are_for_the_team_unless_their_key_says_otherwise() -> None:
    event = Event(id="e", title="E", timezone=ZONE, extra={"x-note": 1, "x-public-note": 2, "x-publication": 3})
    assert public(event).extra == {"x-public-note": 2}
    assert is_public_extra("x-schedule")
    assert not is_public_extra("x-ical-team")


@pytest.mark.parametrize(
    ("given_data", "left"),
    [
        ([["attendee", {"cn": "A"}, "cal-address", "mailto:a@b.example"], ["x-a", {}, "text", "b"]], [["x-a", {}, "text", "b"]]),
        ({"components": [["valarm", [["contact", {}, "text", "Call us"]], []], ["vlocation", [], []]]}, {"components": [["vlocation", [], []]]}),
        ({"Email": "x", "e_mail": None, "phone": "+49 1", "name": "A"}, {"e_mail": None, "name": "A"}),
        ({"a": "tel:+49-1", "b": "hotel: yes", "c": "mail%40x.example", "d": "@ada@social.example"},
         {"b": "hotel: yes", "d": "@ada@social.example"}),
        ({"a": "write to x.y+z@sub.b.example!", "b": 1, "c": [1, None]}, {"b": 1, "c": [1, None]}),
        ({"@id": "https://a.example/@user", "@type": "Event"}, {"@id": "https://a.example/@user", "@type": "Event"}),
        ({"a@b.example": 1, "b": 2}, {"b": 2}),
    ],
)  # fmt: skip
def test_addresses_are_taken_out_of_unknown_data(given_data: Any, left: Any) -> None:
    event = Event(id="e", title="E", timezone=ZONE, extra={"x-ical": given_data})
    kept = Event(id="e", title="E", timezone=ZONE, extra={"x-ical": left})
    assert public(event).extra == kept.extra
    assert public(kept) is kept
    both = parted(event)
    assert public(both).extra == kept.extra
    assert (both.extra.keys() == {"x-ical", "x-ical-team"}) is (given_data != left)
    assert parted(both) == both
    assert parted(joined(both)) == both
    assert public(joined(both)).extra == kept.extra


def test_private_links_of_native_files_are_for_the_team() -> None:
    text = """
format: 1
id: e
title: E
timezone: UTC
links:
  - {href: "https://a.example/", private: true}
  - {href: "https://b.example/", private: false}
  - {href: "https://c.example/", audience: speakers}
"""
    event = loads(text, "yaml")
    assert [link.audience for link in event.links] == [Audience.TEAM, Audience.PUBLIC, Audience.SPEAKERS]


@pytest.mark.parametrize(
    ("link", "code", "where"),
    [
        ('{href: "https://a.example/", audience: friends}', "unknown-value", ("links", 0, "audience")),
        ('{href: "https://a.example/", private: perhaps}', "wrong-type", ("links", 0, "private")),
        (
            '{href: "https://a.example/", private: true, audience: public}',
            "contradictory-keys",
            ("links", 0, "private"),
        ),
    ],
)
def test_a_link_of_which_it_is_not_clear_whom_it_is_for_is_left_out(link: str, code: str, where: Any) -> None:
    decoded = decode(f"format: 1\nid: e\ntitle: E\ntimezone: UTC\nlinks: [{link}]\n".encode(), "yaml")
    assert [(item.code, item.path) for item in decoded.report] == [(code, where)]
    assert decoded.event is not None
    assert decoded.event.links == ()


def test_a_session_of_which_it_is_not_clear_who_may_see_it_is_left_out() -> None:
    text = "format: 1\nid: e\ntitle: E\ntimezone: UTC\nsessions: [{id: a, title: A, privacy: confidental}]\n"
    decoded = decode(text.encode(), "yaml")
    assert [(item.code, item.path) for item in decoded.report] == [("unknown-value", ("sessions", 0, "privacy"))]
    assert decoded.event is not None
    assert decoded.event.sessions == ()


def test_participants_are_shown_with_their_roles() -> None:
    session = Session(id="a", title="A", participants=(Participant(agent="ada", role="chair"),))
    assert public(programme(sessions=(session,))).sessions == (session,)
