"""The screen in a hall and beside a door: what is on, what comes next, and nothing that does not happen."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events.model import Event, Status
from ospo_events.site import Options, make_site, write_site

TEXT = "[...document.querySelectorAll('.card')].map(e => [...e.children].map(c => c.textContent))"


def embedded(event: Event) -> dict[str, Any]:
    page = make_site(event, Options(force=True)).files["now.html"].decode()
    match = re.search(r'id="programme-data">(.*?)</script>', page, re.DOTALL)
    assert match is not None
    data: dict[str, Any] = json.loads(match[1])
    return data


def test_what_does_not_happen_is_not_in_the_page(programme: Event) -> None:
    titles = [session[4] for session in embedded(programme)["sessions"]]
    assert "Benches together" not in titles, "cancelled"
    assert "Maps together" in titles
    off = programme.with_session("devrooms", status=Status.POSTPONED)
    assert "Maps together" not in [session[4] for session in embedded(off)["sessions"]]
    assert embedded(attrs.evolve(programme, status=Status.CANCELLED))["sessions"] == []
    lost = programme.with_session("keynote", parent="gone")
    assert "Engines for everybody" in [session[4] for session in embedded(lost)["sessions"]]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "state", "cards"),
    [
        ("at=2024-07-01T12:00Z", "The programme begins on Tuesday 9 July 2024 at 08:00", []),
        ("at=2024-07-09T07:30-04:00", "The programme begins at 08:00, in 30 min", []),
        ("at=2024-08-01T12:00Z", "The programme is over", []),
        (
            "at=2024-07-09T09:45-04:00",
            "",
            [
                [
                    "Hall",
                    "Engines for everybody",
                    "Dr. Ada Example",
                    "until 10:00, 15 min left",
                    "Next at 00:30: Party on the quay",
                ],
                ["Blue Room", "Nothing is on", "Next at 11:30: Maps together"],
            ],
        ),
        (
            "at=2024-07-09T12:00-04:00&room=blue",
            "",
            [
                ["Devrooms", "until 13:00, 1 h 0 min left", "Next at 17:30: Free time"],
                ["Blue Room", "Maps together", "نور مثال", "until 13:00, 1 h 0 min left"],
            ],
        ),
        ("at=2024-07-09T09:45-04:00&room=gone", "The programme has no room gone", []),
    ],
)
def test_the_screen(
    browser: Any, programme: Event, tmp_path: Path, query: str, state: str, cards: list[list[str]]
) -> None:
    write_site(make_site(programme).files, tmp_path / "out")
    with browser.page(width=1920, height=1080, zone="Asia/Tokyo") as tab:
        url = (tmp_path / "out" / "now.html").as_uri() + "?" + query
        tab.open(url)
        assert tab.run("document.querySelector('#state').textContent") == state
        assert tab.run(TEXT) == cards
        assert tab.complaints() == []
        assert tab.requests() == [url]


@pytest.mark.browser
def test_many_rooms_take_turns_and_can_be_stopped(browser: Any, tmp_path: Path) -> None:
    from tests.site.test_state_browser import crowded

    write_site(make_site(crowded(16)).files, tmp_path / "out")
    rooms = "[...document.querySelectorAll('.card h2')].map(e => e.textContent)"
    with browser.page(width=1920, height=1080) as tab:
        tab.open((tmp_path / "out" / "now.html").as_uri() + "?at=2026-06-10T07:10Z")
        assert tab.run(rooms) == [f"Room {number}.14" for number in range(6)]
        assert tab.run("document.querySelector('#pause').hidden") is False
        tab.run("screenOf.turn()")
        assert tab.run(rooms) == ["Room 6.14", "Room 7.14"]
        assert tab.run("document.documentElement.scrollHeight") <= 1080
