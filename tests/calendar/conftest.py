from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from ospo_events.model import Event, Link, Organization, Participant, Person, Room, Session, Slot, Track, Venue

NEW_YORK = ZoneInfo("America/New_York")


def at(hour: int, minute: int = 0, day: int = 9) -> dt.datetime:
    return dt.datetime(2024, 7, day, hour, minute, tzinfo=NEW_YORK)


@pytest.fixture
def small() -> Event:
    return Event(
        id="meet",
        title="A small meeting",
        timezone="America/New_York",
        updated=dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC),
        venues=(Venue(id="hq", name="Headquarters"),),
        rooms=(Room(id="a", name="Room A", venue="hq"), Room(id="b", name="Room; B, \\ north")),
        tracks=(Track(id="ai", title="AI", color="#ff0000"),),
        organizations=(Organization(id="org", name="Example Org"),),
        people=(
            Person(id="ada", name="Ada Example", affiliation="org", job_title="Director", email="canary@example.org"),
        ),
        sessions=(
            Session(
                id="talk",
                title="Opening",
                slot=Slot(at(9), at(10), rooms=("a",)),
                tracks=("ai",),
                participants=(Participant(agent="ada", role="moderator"),),
                abstract="Why we are here.\nAnd why not.",
                links=(Link("https://example.org/slides.pdf", "slides", title="The slides: final"),),
            ),
            Session(id="lunch", title="Lunch", kind="meal", slot=Slot(at(12), at(13))),
            Session(id="party", title="Party", kind="social", slot=Slot(at(17, 30), rooms=("b",))),
        ),
    )
