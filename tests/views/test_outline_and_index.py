"""Outlines and indices of odd programmes."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from ospo_events.model import (
    Room,
    Session,
)
from ospo_events.views import english
from ospo_events.views.outline import make_outline
from tests.support.programmes import BERLIN, at, event


def test_an_outline_has_every_session_once_rings_and_strangers_too() -> None:
    programme = event(
        Session(id="whole", title="Whole", slot=at(4, 9)),
        Session(id="part", title="Part", parent="whole", slot=at(4, 9)),
        Session(id="loose", title="Loose part", parent="whole"),
        Session(id="next-day", title="Next day", parent="whole", slot=at(5, 9)),
        Session(id="ring-a", title="A", parent="ring-b"),
        Session(id="ring-b", title="B", parent="ring-a"),
        Session(id="tail", title="Tail", parent="ring-a"),
        Session(id="own", title="Own", parent="own"),
        Session(id="orphan", title="Orphan", parent="nobody"),
        Session(id="plan", title="Plan"),
        Session(id="early", title="Early", parent="plan", slot=at(4, 8)),
    )
    outline = make_outline(programme)
    first, second = outline.days
    assert [item.session.id for item in first.items] == ["early", "whole"]
    assert [part.id for part in first.items[1].everything] == ["whole", "part", "loose"]
    assert [item.session.id for item in second.items] == ["next-day"]
    below = {item.session.id: [part.id for part in item.everything[1:]] for item in outline.unscheduled}
    assert below == {"ring-a": ["tail"], "ring-b": [], "own": [], "orphan": [], "plan": []}


def test_an_outline_of_a_very_long_line_is_cut_and_complete() -> None:
    line = [Session(id=f"s{n}", title=f"S {n}", parent=f"s{n - 1}" if n else None) for n in range(3000)]
    outline = make_outline(event(*line))
    found = [session.id for item in outline.unscheduled for session in item.everything]
    assert sorted(found) == sorted(session.id for session in line)
    assert len(outline.unscheduled) > 1


def test_a_day_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        event(Session(id="one", title="One", slot=at(4, 9))).agenda.day(dt.date(2026, 5, 9))


def test_dates_of_an_event_and_of_moments_in_the_night() -> None:
    assert english.event_dates(event()) is None
    assert english.event_dates(event(Session(id="one", title="One", slot=at(4, 9)))) == "4 May 2026"
    twice = dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert english.clock(twice) == "02:30 CEST"
    assert english.clock(twice.replace(fold=1)) == "02:30 CET"
    assert english.clock(dt.datetime(2026, 5, 5, 0, 50, 30, tzinfo=BERLIN), dt.date(2026, 5, 4)) == "00:50:30 (+1 day)"


def test_an_index_shows_whose_it_is() -> None:
    assert repr(event().index) == "<index of 'e'>"


def test_an_event_shows_itself_in_one_line() -> None:
    rooms = tuple(Room(id=f"r{number}", name="R") for number in range(2))
    one = attrs.evolve(event(Session(id="one", title="One")), title="A\nB", rooms=rooms)
    assert repr(one) == r"<Event id='e' title='A\nB' sessions=1 rooms=2 people=0>"
