"""Who has no mouse, little sight, other colours or another direction of writing; calendars that the page makes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events.codecs.html.encode import encode
from ospo_events.model import Event, Room, Session, Track, WallClock
from ospo_events.model.identity import session_uid
from ospo_events.views.english import is_right_to_left
from ospo_events.views.selection import select

pytestmark = [pytest.mark.browser]
LOOKS = {"desktop": (1280, 900), "phone": (390, 844)}


def written(event: Event, folder: Path) -> str:
    path = folder / f"{event.id}.html"
    path.write_bytes(encode(event).data)
    return path.as_uri()


def press(tab: Any, key: str, code: int) -> None:
    for kind in ("keyDown", "keyUp"):
        tab.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)


# The keyboard (WCAG 2.2, 2.1.1, 2.4.7, 2.4.11)

_FOCUSED = """(() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const drawn = e.type === 'radio' ? e.nextElementSibling : e, box = drawn.getBoundingClientRect();
  const x = Math.min(box.left + Math.min(box.width, innerWidth) / 2, innerWidth - 1);
  const at = [box.top + 3, box.bottom - 3].map(y => document.elementFromPoint(x, y));
  const style = getComputedStyle(drawn);
  return {
    what: e.outerHTML.slice(0, 90),
    seen: e.matches('.tw, main') || at.some(hit => hit && (drawn.contains(hit) || hit.contains(drawn))),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
})()"""


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("view", ["list", "grid"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Any, programme: Event, tmp_path: Path, look: str, view: str
) -> None:
    width, height = LOOKS[look]
    with browser.page(width=width, height=height) as tab:
        tab.open(written(programme, tmp_path))
        tab.run(
            f"document.documentElement.style.scrollBehavior = 'auto'; document.querySelector('#view-{view}').click()"
        )
        tab.run("document.activeElement.blur()")
        walked: list[dict[str, Any]] = []
        for _ in range(400):
            press(tab, "Tab", 9)
            focused = tab.run(_FOCUSED)
            if focused is None:
                break
            walked.append(focused)
        assert [item["what"] for item in walked if not item["seen"]] == []
        assert [item["what"] for item in walked if not item["ring"]] == []
        reachable = tab.run(
            "[...document.querySelectorAll('a[href], button, summary, select, input[type=search]')]"
            ".filter(e => e.checkVisibility() && !e.disabled).length"
        )
        assert len(walked) >= reachable > 30


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_to_be_pressed_is_large_enough(browser: Any, programme: Event, tmp_path: Path, look: str) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 CSS pixels, but for links within a line of text."""
    width, height = LOOKS[look]
    with browser.page(width=width, height=height) as tab:
        tab.open(written(programme, tmp_path))
        tab.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
        for view in ("list", "grid"):
            tab.run(f"document.querySelector('#view-{view}').click()")
            small = tab.run(
                "[...document.querySelectorAll('button, summary, select, input[type=search], .check, .views label,"
                " .bar nav a, article :is(h3, h4, h5, h6) a, .ge a, .links a')].filter(e => e.checkVisibility())"
                ".map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])"
                ".filter(([, box]) => box.height < 24 || box.width < 24).map(([html, box]) => html + ' ' + box.height)"
            )
            assert small == []


# Other colours, less motion


def emulate(tab: Any, name: str, value: str) -> None:
    tab.call("Emulation.setEmulatedMedia", features=[{"name": name, "value": value}])


def test_forced_colours_still_tell_the_chosen_view(browser: Any, programme: Event, tmp_path: Path) -> None:
    with browser.page() as tab:
        emulate(tab, "forced-colors", "active")
        tab.open(written(programme, tmp_path))
        looks = tab.run(
            "['list', 'grid'].map(v => getComputedStyle(document.querySelector(`[for=view-${v}]`)).backgroundColor)"
        )
        assert len(set(looks)) == 2


@pytest.mark.parametrize(("motion", "scrolling"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_who_wants_less_motion_gets_less(
    browser: Any, programme: Event, tmp_path: Path, motion: str, scrolling: str
) -> None:
    with browser.page() as tab:
        emulate(tab, "prefers-reduced-motion", motion)
        tab.open(written(programme, tmp_path))
        assert tab.run("getComputedStyle(document.documentElement).scrollBehavior") == scrolling


# From right to left


def arabic() -> Event:
    clock = WallClock("Africa/Cairo")
    return Event(
        id="rtl",
        title="مؤتمر البرمجيات الحرة 2026",
        timezone="Africa/Cairo",
        languages=("ar",),
        rooms=(Room(id="a", name="القاعة الكبرى"), Room(id="b", name="قاعة ٢")),
        tracks=(Track(id="t", title="السياسات", color="#0a7d4b"),),
        sessions=(
            Session(id="one", title="كلمة الافتتاح", slot=clock.slot("2026-05-02", "09:00", "10:00", rooms=("a",))),
            Session(
                id="two",
                title="ورشة: Git",
                tracks=("t",),
                slot=clock.slot("2026-05-02", "09:00", "11:00", rooms=("b",)),
            ),
        ),
    )


@pytest.mark.parametrize("look", LOOKS)
def test_a_programme_in_arabic_runs_from_right_to_left(browser: Any, tmp_path: Path, look: str) -> None:
    width, height = LOOKS[look]
    with browser.page(width=width, height=height) as tab:
        tab.open(written(arabic(), tmp_path))
        assert tab.run("getComputedStyle(document.querySelector('main')).direction") == "rtl"
        assert tab.run("document.documentElement.scrollWidth") <= width
        left, right = tab.run(
            "(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('h1 bdi'));"
            " const box = range.getBoundingClientRect(); return [box.left, innerWidth - box.right]; })()"
        )
        assert right < 150
        assert right <= left
        tab.run("document.querySelector('#view-grid').click()")
        rooms = tab.run("[...document.querySelectorAll('thead th')].map(e => e.getBoundingClientRect().left)")
        assert rooms == sorted(rooms, reverse=True)
        assert tab.run("document.documentElement.scrollWidth") <= width
        assert tab.complaints() == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ar", True),
        ("fa-IR", True),
        ("he", True),
        ("en", False),
        ("pa-Arab-PK", True),
        ("az-Latn", False),
        ("ku", False),
    ],
)
def test_which_languages_run_from_right_to_left(code: str, expected: bool) -> None:
    assert is_right_to_left(code) is expected


# Calendars that the page makes without any server


@pytest.mark.parametrize(
    ("asked", "name"),
    [("", "harbour2024"), ("track ai", "harbour2024-ai"), ("day 2024-07-10", "harbour2024-2024-07-10")],
)
def test_a_track_and_a_day_are_saved_as_calendars(
    browser: Any, programme: Event, tmp_path: Path, asked: str, name: str
) -> None:
    icalendar = pytest.importorskip("icalendar")
    with browser.page() as tab:
        tab.download_into(tmp_path)
        tab.open(written(programme, tmp_path))
        tab.run(f"document.querySelector(\"[data-save='{asked}']\").click()")
        file = tmp_path / f"{name}.ics"
        until = time.monotonic() + 10
        while not file.exists() and time.monotonic() < until:
            time.sleep(0.05)
        assert tab.complaints() == []
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    what, _, id = asked.partition(" ")
    wanted = programme
    if what == "track":
        wanted = select(programme, tracks=(id,))
    elif what == "day":
        date = next(day.date for day in programme.agenda.days if str(day.date) == id)
        wanted = select(programme, days=(date,))
    timed = {item.id for item in programme.sessions if item.slot is not None}
    expected = {
        session_uid(programme, item) for item in wanted.sessions if item.slot is not None or item.parent in timed
    }
    assert {str(item["UID"]) for item in calendar.walk("VEVENT")} == expected
    assert expected
    for item in calendar.walk("VEVENT"):
        assert item["DTSTART"].dt.tzinfo is not None


def test_a_track_without_sessions_has_no_calendar(programme: Event) -> None:
    empty = attrs.evolve(programme, tracks=(*programme.tracks, Track(id="empty", title="Empty")))
    page = encode(empty).data
    assert b'data-save="track ai"' in page
    assert b'data-save="track empty"' not in page
