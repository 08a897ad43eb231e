"""The page of calendars: every feed of a site, with the ways to subscribe that people know."""

from __future__ import annotations

import datetime as dt
import html
import re
from urllib.parse import parse_qs, urlsplit

import attrs
import pytest

from ospo_events.model import Event
from ospo_events.site import Options, make_site
from ospo_events.views.history import publish

BASE = "https://site.example/2024/"


def addresses(page: bytes, title: str) -> dict[str, str]:
    """Return where each link of the line of a calendar leads, by what it says."""
    line = re.search(f"<li><bdi>{re.escape(title)}</bdi>(.*?)</li>", page.decode())
    assert line is not None, title
    return {name: html.unescape(href) for href, name in re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', line[1])}


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Everything", "calendar/all.ics"),
        ("AI and Open Source", "calendar/tracks/ai.ics"),
        ("Hall", "calendar/rooms/hall.ics"),
        ("Dr. Ada Example", "calendar/people/ada.ics"),
    ],
)
def test_each_feed_can_be_subscribed_to_in_the_ways_people_know(programme: Event, title: str, path: str) -> None:
    files = make_site(programme, Options(pages=True, base_url=BASE)).files
    ways = addresses(files["calendars.html"], title)
    assert list(ways) == ["file", "subscribe (Apple)", "Google", "Outlook", "Microsoft 365"]
    assert ways["file"] == path
    assert path in files
    assert ways["subscribe (Apple)"] == f"webcal://site.example/2024/{path}"
    assert parse_qs(urlsplit(ways["Google"]).query) == {"cid": [ways["subscribe (Apple)"]]}
    for name, host in (("Outlook", "outlook.live.com"), ("Microsoft 365", "outlook.office.com")):
        assert urlsplit(ways[name]).hostname == host
        assert parse_qs(urlsplit(ways[name]).query) == {"url": [BASE + path], "name": [title]}


def test_without_an_address_of_the_site_there_are_files_alone(programme: Event) -> None:
    page = make_site(programme).files["calendars.html"]
    assert list(addresses(page, "Everything")) == ["file"]
    assert b"subscribed" not in page
    assert b"subscribed" in make_site(programme, Options(base_url=BASE)).files["calendars.html"]


def test_the_index_of_pages_leads_to_it_and_lists_the_days_alone(programme: Event) -> None:
    brief = make_site(programme, Options(pages=True)).files["index.html"]
    alone = make_site(programme).files["index.html"]
    for page in (brief, alone):
        assert b'<a href="calendars.html">Calendars</a>' in page
        assert b'href="calendar/all.ics"' in page
    assert b'href="calendar/tracks/ai.ics"' in alone
    assert b'href="calendar/tracks/ai.ics"' not in brief


def test_a_programme_without_a_calendar_has_no_page_of_them() -> None:
    files = make_site(Event(id="e", title="E", timezone="UTC")).files
    assert not [path for path in files if path.startswith("calendar")]
    assert b"calendars.html" not in files["index.html"]


def test_a_feed_that_holds_nothing_any_more_stays_and_is_not_offered(programme: Event) -> None:
    first = publish(programme, None, at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    known = attrs.evolve(
        first.history, later=lambda: attrs.evolve(first.history.told, feeds={"track/old": "Old track"})
    )
    files = make_site(first.event, Options(history=known, force=True)).files
    assert b"VCALENDAR" in files["calendar/tracks/old.ics"]
    assert b"Old track" not in files["calendars.html"]


def test_each_group_is_there_once(programme: Event) -> None:
    page = make_site(programme, Options(pages=True)).files["calendars.html"].decode()
    assert re.findall("<h2>(.*?)</h2>", page) == ["Tracks", "Rooms", "People"]


def test_odd_titles_are_said_to_the_letter(programme: Event) -> None:
    odd = programme.with_room("hall", name='A & B <"x">')
    page = make_site(odd, Options(base_url=BASE)).files["calendars.html"]
    ways = addresses(page, "A &amp; B &lt;&quot;x&quot;&gt;")
    assert parse_qs(urlsplit(ways["Outlook"]).query)["name"] == ['A & B <"x">']
