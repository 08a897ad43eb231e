"""What constructors refuse or make plain, class by class: ids, blank names, times without a zone, odd subclasses."""

from __future__ import annotations

import datetime as dt
import enum
from collections import OrderedDict
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from ospo_events._frozenmap import FrozenMap, freeze
from ospo_events.codecs import CODECS
from ospo_events.errors import InvalidOption
from ospo_events.model import (
    Day,
    Event,
    Milestone,
    Objective,
    Organization,
    Output,
    Person,
    Room,
    Series,
    Session,
    Slot,
    Track,
    Venue,
    time,
)
from ospo_events.model.session import check_moment
from ospo_events.model.time import MissingZoneData

UTC = ZoneInfo("UTC")
NINE = dt.datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.mark.parametrize("kind", [Venue, Room, Organization, Person])
def test_an_id_that_is_none_or_a_blank_name_is_refused(kind: Any) -> None:
    for values in ({"id": "a b", "name": "A"}, {"id": "a", "name": " "}):
        with pytest.raises(ValueError, match=r"expected|blank"):
            kind(**values)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Track(id="a b", title="A"),
        lambda: Track(id="a", title=" "),
        lambda: Series(id="a b", title="A"),
        lambda: Objective(verb=" ", text="x"),
        lambda: Objective(verb="x", text=" "),
        lambda: Output(title=" "),
        lambda: Milestone(kind=" ", date=dt.date(2026, 1, 1)),
        lambda: Milestone(kind="call-opens", title=" ", date=dt.date(2026, 1, 1)),
        lambda: Day(date=dt.date(2026, 5, 4), start=dt.time(9, tzinfo=UTC)),
        lambda: Event(
            id="e",
            title="E",
            timezone="UTC",
            sessions=[Session(id="a", title="A", slot=Slot(NINE, NINE.astimezone(ZoneInfo("Europe/Berlin"))))],
        ),
    ],
)
def test_it_is_refused(make: Any) -> None:
    with pytest.raises(ValueError, match=r"expected|blank"):
        make()


@pytest.mark.parametrize("moment", [NINE.replace(tzinfo=None), NINE.replace(year=1)])
def test_moments_have_a_zone_and_a_year_that_every_format_can_write(moment: dt.datetime) -> None:
    with pytest.raises(ValueError, match="expected the time"):
        check_moment("the time", moment)


class Word(str):
    """Text of a class of its own."""


class Number(enum.IntEnum):
    ONE = 1


def test_values_of_subclasses_become_plain() -> None:
    session = Session(id=Word("a"), title=Word("A"), tracks=(Word("t"),))
    assert {type(session.id), type(session.title), type(session.tracks[0])} == {str}
    extra = freeze(OrderedDict(a=Word("x"), b=Number.ONE, c=FrozenMap({"d": 1.5}), e=(True, None)))
    assert extra == {"a": "x", "b": 1, "c": {"d": 1.5}, "e": (True, None)}
    assert type(extra["a"]) is str
    assert type(extra["b"]) is int
    for value in (10**5000, float("nan"), {1: "x"}, object()):
        with pytest.raises((TypeError, ValueError)):
            freeze({"a": value})


def test_options_of_several_texts_take_nothing_else() -> None:
    event = Event(id="e", title="E", timezone="UTC")
    for wrong in ("a", 5, [1]):
        with pytest.raises(InvalidOption):
            CODECS["ics"].encode(event, sessions=wrong)
    for pairs in ([], {"a": 1}):
        with pytest.raises(InvalidOption):
            CODECS["records"].decode(b"a,b\n", zone="UTC", title="T", map=pairs)


def test_a_machine_without_zone_data_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(key: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(key)

    monkeypatch.setattr(time, "ZoneInfo", nothing)
    with pytest.raises(MissingZoneData):
        time._check_zone_data()
