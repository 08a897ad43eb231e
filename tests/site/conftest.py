"""A programme with everything that a page has to show, and some hostile ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ospo_events import load
from ospo_events.model import (
    Acceptance,
    AttendanceMode,
    Day,
    Event,
    Geo,
    Link,
    Objective,
    Organization,
    Output,
    Participant,
    ParticipationMode,
    Person,
    PostalAddress,
    RecordingPolicy,
    RelatedEvent,
    Room,
    Series,
    Session,
    Status,
    Track,
    Venue,
    WallClock,
)
from tests.support.browser import Browser, chromium

ROOT = Path(__file__).parents[2]
DAY1, DAY2 = "2024-07-09", "2024-07-10"


def make_programme() -> Event:
    clock = WallClock("America/New_York")
    venue = Venue(
        id="quay",
        name="Harbour Hall",
        address=PostalAddress(
            street="1 Quay Street", locality="New York", region="NY", postal_code="10001", country="US"
        ),
        geo=Geo(latitude=40.7489, longitude=-73.968),
        description="By the river.",
        accessibility=("step-free", "lift"),
        url="https://venue.example/",
    )
    hall = Room(id="hall", name="Hall", venue=venue, capacity=400, accessibility=("hearing-loop",))
    blue = Room(id="blue", name="Blue Room", venue=venue, capacity=60, floor="2")
    green = Room(id="green", name="Green Room", venue=venue, stream=Link("https://live.example/green", "stream"))
    ai = Track(id="ai", title="AI and Open Source", color="#1f77b4", concepts=("http://metadata.un.org/sdg/9",))
    cities = Track(id="cities", title="Networked Cities", color="#ffdd00", description="Cities that share.")
    office = Organization(
        id="office", name="Office for Open Things", short_name="OOT", url="https://office.example/", country="CH"
    )
    lab = Organization(id="lab", name="Laboratory", parent=office, links=(Link("https://lab.example/l.png", "icon"),))
    ada = Person(
        id="ada",
        name="Ada Example",
        honorific="Dr.",
        job_title="Director",
        affiliation=office,
        bio="Builds engines.\n\nAnd bridges.",
        country="GB",
        url="https://ada.example/",
        links=(Link("https://social.example/@ada", "me"), Link("https://ada.example/a.jpg", "image")),
        pronouns="she/her",
    )
    bo = Person(id="bo", name="Bo Beispiel", affiliation=lab)
    noor = Person(id="noor", name="نور مثال")
    talk = Session(
        id="keynote",
        title="Engines for everybody",
        subtitle="a start",
        kind="keynote",
        slot=clock.slot(DAY1, "09:30", "10:00", rooms=(hall,)),
        parent="block-ai",
        tracks=(ai,),
        participants=(Participant(agent=ada, role="keynote"),),
        abstract="What engines do.\n\nAnd for whom & why <not>.",
        tags=("engines", "public good"),
        concepts=("http://metadata.un.org/sdg/4",),
        links=(Link("https://slides.example/1.pdf", "slides", title="Slides", media_type="application/pdf"),),
        recording=RecordingPolicy(
            opt_out=False, license="CC-BY-4.0", links=(Link("https://video.example/1#t=60", "recording"),)
        ),
    )
    return Event(
        id="harbour2024",
        title="Harbour Days 2024",
        timezone="America/New_York",
        theme="Open networks for everybody",
        kind="conference",
        edition="second",
        series=Series(id="harbour", title="Harbour Days", url="https://harbour.example/"),
        related=(RelatedEvent(title="Open Week", relation="part-of", url="https://week.example/"),),
        status=Status.TENTATIVE,
        version="0.4",
        updated=dt.datetime(2024, 6, 1, 12, 0, tzinfo=dt.UTC),
        description="Two days about open things.",
        objectives=(Objective(verb="Highlight", text="Highlight what works."),),
        outputs=(Output(title="Report"),),
        attendance_mode=AttendanceMode.MIXED,
        is_accessible_for_free=True,
        languages=("en",),
        accessibility="Everything is step-free.",
        license="CC-BY-4.0",
        url="https://harbour.example/2024/",
        links=(
            Link("https://harbour.example/2024/register", "registration"),
            Link("https://harbour.example/2024/pic.png", "image"),
            Link("https://harbour.example/coc", "code-of-conduct"),
        ),
        tags=("open source", "OSPO"),
        concepts=("http://metadata.un.org/sdg/17",),
        participants=(
            Participant(agent=office, role="organizer"),
            Participant(agent=lab, role="sponsor"),
        ),
        days=(Day(date=dt.date(2024, 7, 9), title="Day 1"), Day(date=dt.date(2024, 7, 10), title="Day 2")),
        venues=(venue,),
        rooms=(hall, blue, green),
        tracks=(ai, cities),
        people=(ada, bo, noor),
        organizations=(office, lab),
        sessions=(
            Session(
                id="registration",
                title="Registration & Welcome",
                kind="registration",
                slot=clock.slot(DAY1, "08:00", "09:30"),
            ),
            Session(
                id="block-ai",
                title="Thematic Track 1",
                kind="thematic-track",
                slot=clock.slot(DAY1, "09:30", "11:00", rooms=(hall,)),
                tracks=(ai,),
            ),
            talk,
            Session(
                id="panel",
                title="Panel: whose engine?",
                kind="panel",
                parent="block-ai",
                tracks=(ai,),
                participants=(
                    Participant(agent=bo, role="moderator", mode=ParticipationMode.ONLINE),
                    Participant(agent=ada, role="panelist"),
                    Participant(agent=noor, role="panelist", status=Status.TENTATIVE),
                ),
                languages=("fr",),
                interpretation=("en",),
            ),
            Session(id="coffee", title="Coffee Break", kind="break", slot=clock.slot(DAY1, "11:00", "11:30")),
            Session(
                id="devrooms",
                title="Devrooms",
                kind="devroom",
                slot=clock.slot(DAY1, "11:30", "13:00"),
                tracks=(cities,),
            ),
            Session(
                id="dev-blue",
                title="Maps together",
                kind="workshop",
                parent="devrooms",
                slot=clock.slot(DAY1, "11:30", "13:00", rooms=(blue,)),
                tracks=(cities,),
                participants=(Participant(agent=noor, role="facilitator"),),
                audience="Limited to makers of maps",
            ),
            Session(
                id="dev-green",
                title="Benches together",
                kind="workshop",
                parent="devrooms",
                slot=clock.slot(DAY1, "11:30", "12:30", rooms=(green,)),
                tracks=(cities,),
                status=Status.CANCELLED,
            ),
            Session(
                id="party",
                title="Party on the quay",
                kind="social",
                slot=clock.slot(DAY1, "00:30", "02:00", rooms=(hall,)),
            ),
            Session(id="free-1", title="Free time", kind="free-time", slot=clock.slot(DAY1, "17:30")),
            Session(
                id="closing",
                title="Closing",
                kind="closing",
                slot=clock.slot(DAY2, "16:00", "17:00", rooms=(hall, blue, green)),
                previous_start=clock.at(DAY2, "15:00"),
                sequence=1,
            ),
            Session(
                id="maps-again",
                title="Maps together, again",
                kind="workshop",
                repeat_of="dev-blue",
                slot=clock.slot(DAY2, "11:00", "12:00", rooms=(blue,)),
                accept=(Acceptance(rule="some-rule", reason="known"),),
            ),
            Session(id="free-2", title="Free time", kind="free-time", slot=clock.slot(DAY2, "17:30")),
            Session(id="later", title="A talk to be placed", tracks=("ai",)),
        ),
    )


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    program = chromium()
    if program is None:
        pytest.skip("needs chromium")
    running = Browser(program)
    try:
        yield running
    finally:
        running.close()


@pytest.fixture(scope="session")
def example() -> Event:
    """The worked example."""
    return load(ROOT / "examples" / "ospos2024.yaml")


@pytest.fixture(scope="session")
def programme() -> Event:
    """The synthetic programme of these tests."""
    return make_programme()
