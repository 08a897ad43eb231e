"""Lean calendars: the full ones without what no calendar program shows, to the byte, and told as lost."""

from __future__ import annotations

import datetime as dt
import re
from operator import attrgetter

import attrs
import pytest
from hypothesis import given

from ospo_events import strategies
from ospo_events.codecs import CODECS, codec_named
from ospo_events.codecs.calendar import make_feeds
from ospo_events.codecs.calendar._mapping.conventions import SHOWN_NOWHERE
from ospo_events.codecs.calendar.codec import NOT_IN_CALENDARS, NOT_IN_LEAN
from ospo_events.codecs.loss import strip
from ospo_events.model import Event, Link, Participant
from ospo_events.model.identity import session_uid
from ospo_events.views.selection import public

ics = CODECS["ics"]
OWN = ("x-ospo-event", "x-ospo-session", "x-ospo-venue", "x-ospo-room", "x-ospo-track", "x-ospo-person")
LEFT_OUT = {*OWN, "x-ospo-organization", *SHOWN_NOWHERE}


def lines(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def name(line: str) -> str:
    return re.split("[;:]", line, maxsplit=1)[0].lower()


@given(strategies.events(controls=False))
def test_a_lean_calendar_is_the_full_one_without_what_nobody_sees(event: Event) -> None:
    for options in ({}, {"times": "utc", "cancelled": "prefix", "open_end": "omit"}, {"cancelled": "omit"}):
        full = lines(ics.encode(event, **options).data)
        shown = [line.replace(";X-OSPO=TRUE", "", 1) for line in full if name(line) not in LEFT_OUT]
        assert lines(ics.encode(event, profile="lean", **options).data) == shown


@pytest.mark.parametrize("format", ["ics", "jcal"])
@given(event=strategies.events(controls=False))
def test_what_a_lean_calendar_gives_back_otherwise_is_told(format: str, event: Event) -> None:
    event = public(event)
    fitted = CODECS[format].fit(event, profile="lean")
    told = {finding.path[0] for finding in fitted.report if finding.path}
    for field in attrs.fields(Event):
        if getattr(fitted.event, field.name) != getattr(event, field.name):
            assert field.name in told, field.name


@given(strategies.events(controls=False))
def test_lean_and_full_entries_are_the_same_entries(event: Event) -> None:
    """Who changes from one to the other gets no entry twice."""
    event = public(event)
    uids = [line for line in lines(ics.encode(event, profile="lean").data) if name(line) == "uid"]
    assert uids == [line for line in lines(ics.encode(event).data) if name(line) == "uid"]


def test_what_lean_calendars_leave_out_is_named(small: Event) -> None:
    assert set(NOT_IN_CALENDARS) < set(NOT_IN_LEAN)
    assert strip(small, NOT_IN_LEAN) != strip(small, codec_named("ics").cannot_carry)
    session = next(item for item in small.sessions if item.slot is not None)
    links = (Link("https://x.example/slides", "slides"), Link("https://x.example/about", "about"))
    event = small.with_session(session.id, links=links, subtitle="More", participants=(Participant(credited_as="Ada"),))
    number = [item.id for item in event.sessions].index(session.id)
    lost = {item.path for item in ics.encode(event, profile="lean").report if item.code == "not-carried"}
    assert {("sessions", number, what) for what in ("subtitle", "participants")} <= lost
    assert ("sessions", number, "links", 1) in lost
    assert ("sessions", number, "links", 0) not in lost
    assert ("people",) in lost


def test_lean_calendars_are_read_as_those_of_others(small: Event) -> None:
    read = ics.decode(ics.encode(small, profile="lean").data).value()
    shown = [session for session in small.index.resolved.sessions if session.slot is not None]
    assert list(map(attrgetter("title"), read.sessions)) == list(map(attrgetter("title"), shown))
    assert [session.uid for session in read.sessions] == [session_uid(small, session) for session in shown]
    assert [session.slot.start for session in read.sessions] == [session.slot.start for session in shown]


@given(strategies.events())
def test_what_was_read_of_a_lean_calendar_repeats_no_line_when_it_is_written(event: Event) -> None:
    # "All times are in UTC." came once more with each round.
    data = ics.encode(event, profile="lean").data
    for _ in range(2):
        read = ics.decode(data).value()
        data = ics.encode(read, profile="lean").data
    texts = {session.uid: session.description for session in read.sessions}
    assert {session.uid: session.description for session in ics.decode(data).value().sessions} == texts


def test_lean_feeds_hold_no_data_of_our_own(small: Event) -> None:
    full, lean = make_feeds(small), make_feeds(small, profile="lean")
    assert [feed.path for feed in lean] == [feed.path for feed in full]
    assert all(b"X-OSPO" in feed.data for feed in full)
    assert not any(b"X-OSPO" in feed.data or b"\nLINK" in feed.data for feed in lean)


def test_a_lean_calendar_of_days_alone_says_that_they_are_no_session() -> None:
    event = Event(id="e", title="E", timezone="Europe/Oslo", start=dt.date(2024, 7, 9), end=dt.date(2024, 7, 10))
    data = ics.encode(event, profile="lean").data
    assert b"X-OSPO-DAYS:TRUE" in data
    assert ics.decode(data).value().sessions == ()


def test_a_contact_in_a_lean_calendar_has_no_mark_of_ours(small: Event) -> None:
    session = next(item for item in small.sessions if item.slot is not None)
    contact = Participant(credited_as="Ada", role="contact")
    event = small.with_session(session.id, participants=(contact,))
    assert b"CONTACT:Ada" in ics.encode(event, profile="lean").data
