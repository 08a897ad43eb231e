"""A page for each programme day: light, without a script, and with the ways to the days beside it."""

from __future__ import annotations

import datetime as dt
import re

import attrs

from ospo_events.model import Day, Event
from ospo_events.site import Options, make_site

PAGES = Options(pages=True)


def test_each_day_has_a_page_with_what_is_on_that_day(programme: Event) -> None:
    files = make_site(programme, PAGES).files
    first, second = (files[f"days/2024-07-{day}.html"].decode() for day in ("09", "10"))
    assert "<h1><bdi>Tuesday 9 July 2024</bdi></h1>" in first
    assert "Engines for everybody" in first
    assert "Engines for everybody" not in second
    assert "Closing</a>" in second
    assert 'href="../calendar/days/2024-07-09.ics" download' in first
    assert "<script src" not in first
    index = files["index.html"].decode()
    assert '<h2 id="h-2024-07-09"><a href="days/2024-07-09.html">Tuesday 9 July 2024</a>' in index


def test_all_that_has_a_time_is_on_the_page_of_one_day(programme: Event) -> None:
    files = make_site(programme, PAGES).files
    ids = [
        id for path, data in files.items() if path.startswith("days/") for id in re.findall(rb' id="s-([^"]*)"', data)
    ]
    placed = [session.id for session in programme.index.resolved.sessions if session.slot is not None]
    assert sorted(id.decode() for id in ids) == sorted(placed)


def test_the_days_beside_are_a_click_away(programme: Event) -> None:
    days = [Day(date=dt.date(2024, 7, number)) for number in (9, 10, 11)]
    files = make_site(attrs.evolve(programme, days=days), PAGES).files
    beside = {
        day: re.findall(r'<a href="(2024-07-\d\d)\.html">', files[f"days/2024-07-{day}.html"].decode())
        for day in ("09", "10", "11")
    }
    assert beside == {"09": ["2024-07-10"], "10": ["2024-07-09", "2024-07-11"], "11": ["2024-07-10"]}
    assert b"Nothing is scheduled yet." in files["days/2024-07-11.html"]


def test_one_day_alone_has_no_way_to_others() -> None:
    event = Event(id="e", title="E", timezone="UTC", days=("2024-07-09",))
    page = make_site(event, PAGES).files["days/2024-07-09.html"]
    assert b'<nav class="off-paper"' not in page
    assert b"Nothing is scheduled yet." in page


def test_a_site_of_one_page_has_no_pages_of_days(programme: Event) -> None:
    files = make_site(programme).files
    assert not [path for path in files if path.startswith("days/")]
    assert b"days/" not in files["index.html"].replace(b"calendar/days/", b"")
