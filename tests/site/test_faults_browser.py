"""What real programmes and readers met on earlier pages: each fault is a test, here or where its subject is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events import load
from ospo_events.codecs.translations import read_translation
from ospo_events.model import Event, Person, Room, Session, Status, Track, WallClock
from ospo_events.site import Options, make_site, write_site
from tests.site.test_page_browser import axe
from tests.site.test_state_browser import until, written
from tests.support.corpus import CORPUS, needs_corpus

EXAMPLES = Path(__file__).parents[2] / "examples"
CLOCK = WallClock("Europe/Brussels")
STRICT = (
    "{runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice', 'cat.color'],"
    " rules: {'color-contrast-enhanced': {enabled: true}}}"
)


def violations(tab: Any) -> Any:
    """Return what axe finds, by the strictest contrast."""
    code = axe()
    if code is None:
        pytest.skip("needs axe-core: npm install --no-save axe-core, or AXE=/path/to/axe.min.js")
    tab.run(code + "; 1")
    return tab.run(
        f"axe.run(document, {STRICT}).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]))"
    )


def conference(count: int = 3, languages: tuple[str, ...] = ("en",)) -> Event:
    rooms = [Room(id=f"r{number}", name=f"Room {number}") for number in range(3)]
    people = [Person(id="z", name="Zoë Last"), Person(id="a", name="adam First"), Person(id="m", name="Mia Middle")]
    return Event(
        id="noisy",
        title="Noisy",
        timezone="Europe/Brussels",
        rooms=rooms,
        people=people,
        tracks=(Track(id="d", title="Rust devroom", color="#aa3300"),),
        sessions=[
            Session(
                id=f"s{number}",
                title=f"Talk {number}",
                kind="devroom",
                languages=languages,
                tracks=("d",),
                participants=("z", "a"),
                slot=CLOCK.slot("2026-02-01", f"{9 + number:02}:00", f"{9 + number:02}:50", rooms=("r0",)),
            )
            for number in range(count)
        ],
    )


def test_a_list_says_nothing_that_goes_without_saying() -> None:
    page = make_site(conference(), Options(pages=True)).files["index.html"].decode()
    lines = [re.sub("<[^>]*>", "", line) for line in re.findall('<p class="m">(.*?)</p>', page)]
    assert lines == ["Rust devroom · Zoë Last, adam First"] * 3, "neither 'in English' nor 'Devroom' each time"
    assert 'id="f-kind"' not in page, "there is nothing to choose between"
    assert 'id="f-language"' not in page
    event = conference()
    mixed = event.with_session("s1", languages=("fr",), kind="talk")
    page = make_site(mixed, Options(pages=True)).files["index.html"].decode()
    assert "in French" in page
    assert 'id="f-kind"' in page
    assert 'id="f-language"' in page
    assert "in English" in make_site(event, Options(pages=True)).files["sessions/s0.html"].decode()


@pytest.mark.browser
def test_filters_know_what_goes_without_saying(browser: Any, tmp_path: Path) -> None:
    event = conference().with_session("s1", languages=("fr",), kind="talk")
    write_site(make_site(event, Options(pages=True)).files, tmp_path / "o")
    shown = "programme.items.filter(item => item.shown).map(item => item.element.id)"
    with browser.page() as tab:
        for filters, expected in (
            ("language=en", ["s-s0", "s-s2"]),
            ("language=fr", ["s-s1"]),
            ("kind=devroom", ["s-s0", "s-s2"]),
            ("kind=talk", ["s-s1"]),
            ("track=d&room=r0", ["s-s0", "s-s1", "s-s2"]),
        ):
            tab.open("about:blank")
            tab.open(f"{(tmp_path / 'o/index.html').as_uri()}#{filters}")
            assert tab.run(shown) == expected, filters


def test_the_header_of_a_session_is_about_the_session(programme: Event) -> None:
    page = make_site(programme, Options(pages=True)).files["sessions/keynote.html"].decode()
    header = page[page.index("<header") : page.index("</header>")]
    for of_the_event in ("All times are in", 'class="state"', 'class="facts"'):
        assert of_the_event not in header


@pytest.mark.browser
def test_a_cell_of_the_grid_says_who_which_track_what_is_off_and_what_is_picked(browser: Any, tmp_path: Path) -> None:
    event = conference().with_session("s1", status=Status.CANCELLED)
    with browser.page() as tab:
        tab.open(written(event, tmp_path) + "#view=grid")
        cell = "document.querySelector('.ge[data-g=s-s1]')"
        assert "Zoë Last" in tab.run(f"{cell}.textContent")
        assert tab.run(f"getComputedStyle({cell}.querySelector('a')).textDecorationLine") == "line-through"
        strip = tab.run(f"getComputedStyle({cell}.closest('td')).borderInlineStartColor")
        assert strip == "rgb(170, 51, 0)"
        tab.run(f"{cell}.querySelector('a').click(); document.querySelector('dialog .pick').click()")
        assert tab.run(f"{cell}.classList.contains('picked')") is True
        assert tab.run(f"getComputedStyle({cell}.querySelector('a'), '::before').content") != "none"


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_parts_of_a_session_have_room_for_their_titles(browser: Any, tmp_path: Path, width: int) -> None:
    event = conference()
    parts = [
        Session(
            id=f"p{number}",
            title="Bills of materials in five minutes",
            parent="s0",
            slot=CLOCK.slot("2026-02-01", f"09:{number * 10:02}", f"09:{number * 10 + 5:02}", rooms=("r0",)),
        )
        for number in range(3)
    ]
    event = attrs.evolve(event, sessions=(*event.sessions, *parts))
    with browser.page(width=width) as tab:
        tab.open(written(event, tmp_path))
        wide, high = tab.run(
            "(e => [e.clientWidth, document.querySelector('#s-p0 > .w').clientHeight])(document.querySelector('#s-p0 h4'))"
        )
        assert wide > 200
        assert high < 40, "a time is one line"


def test_people_are_listed_by_name_and_lead_to_their_pages() -> None:
    page = make_site(conference(), Options(pages=True)).files["people.html"].decode()
    names = re.findall(r'<a href="people/([a-z]+)\.html"><bdi>', page)
    assert names == ["a", "m", "z"]


def test_every_page_says_what_it_is_about_and_leads_back(programme: Event) -> None:
    files = make_site(programme, Options(pages=True, base_url="https://example.org/")).files
    for path, data in files.items():
        if path.endswith(".html") and path not in ("now.html", "doors.html", "programme.fragment.html"):
            page = data.decode()
            assert re.search('<meta name="description" content="[^"]{10,}">', page), path
            assert '<link rel="canonical"' in page, path
            if path != "index.html":
                assert re.search(r'<nav class="series crumbs".*?href="(\.\./)?index\.html', page), path


def test_the_page_of_a_session_leads_to_its_day(programme: Event) -> None:
    pages = make_site(programme, Options(pages=True)).files
    for session in programme.sessions:
        page = pages[f"sessions/{session.id}.html"].decode()
        crumbs = re.search(r'<nav class="series crumbs".*?</nav>', page)
        assert crumbs is not None
        days = re.findall(r'href="\.\./(days/[0-9-]+\.html)"', crumbs[0])
        assert len(days) == (programme.index.slot(session) is not None)
        assert all(f"sessions/{session.id}.html" in pages[day].decode() for day in days)


def test_what_is_cancelled_is_struck_on_a_door() -> None:
    event = conference().with_session("s1", status=Status.CANCELLED)
    assert b"<s><bdi>Talk 1</bdi></s>" in make_site(event, Options(door_sheets=True)).files["doors.html"]


@pytest.mark.browser
def test_now_leads_to_what_is_on(browser: Any, tmp_path: Path) -> None:
    with browser.page(width=390) as tab:
        tab.open(written(conference(9), tmp_path) + "?at=2026-02-01T15:10Z")
        assert tab.run("document.querySelector('#s-s7').getBoundingClientRect().top > innerHeight") is True
        tab.run("document.querySelector('#jump').click()")
        bar = "document.querySelector('.bar').getBoundingClientRect().bottom"
        seen = f"(box => box.top >= {bar} - 1 && box.bottom <= innerHeight)(document.querySelector('#s-s7').getBoundingClientRect())"
        until(tab, seen, True)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
def test_axe_finds_nothing_in_arabic(browser: Any, tmp_path: Path, width: int, dark: bool) -> None:
    arabic = read_translation((EXAMPLES / "ospos2024.ar.yaml").read_bytes()).value()
    files = make_site(load(EXAMPLES / "ospos2024.yaml"), Options(pages=True, translations=(arabic,))).files
    write_site(files, tmp_path / "o")
    for page in ("ar/index.html", "ar/sessions/reboot-the-earth.html", "ar/now.html"):
        with browser.page(width=width, dark=dark) as tab:
            tab.open((tmp_path / "o" / page).as_uri())
            assert tab.run("document.documentElement.dir || document.body.dir") == "rtl"
            assert tab.run("document.documentElement.scrollWidth") <= width, page
            assert tab.complaints() == []
            assert violations(tab) == [], page


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True), (320, False)])
def test_axe_finds_nothing_after_the_page_is_used(
    browser: Any, programme: Event, tmp_path: Path, width: int, dark: bool
) -> None:
    write_site(make_site(programme, Options(pages=True)).files, tmp_path / "o")
    with browser.page(width=width, dark=dark, zone="Asia/Tokyo") as tab:
        tab.open((tmp_path / "o/index.html").as_uri() + "#q=engines&track=dev")
        tab.run("document.querySelector('.yours').click(); document.querySelector('#by-clock').click()")
        tab.run("document.querySelector('.pick').click(); document.querySelector('.filters').open = true")
        assert violations(tab) == []
        tab.run("document.querySelector('.filters').open = false; document.querySelector('#view-grid').click()")
        assert violations(tab) == []
        tab.run("[...document.querySelectorAll('.ge a')].find(e => e.checkVisibility()).click()")
        assert violations(tab) == []
        assert tab.run("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@needs_corpus
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_real_programme_in_a_browser(browser: Any, tmp_path: Path, width: int, dark: bool) -> None:
    event = load(CORPUS / "schedule-xml/fosdem-2024.xml", zone="Europe/Brussels")
    files = make_site(event, Options(pages=True, force=True)).files
    write_site(files, tmp_path / "o")
    name = next(path for path in files if path.startswith("sessions/") and "turtlestitch" in path)
    with browser.page(width=width, dark=dark) as tab:
        tab.open((tmp_path / "o" / name).as_uri())
        said = tab.run("document.querySelector('main').innerText")
        assert "Turtlestitch is based on" in said, "an abstract that is HTML is a text to read"
        assert "<p>" not in said
        assert tab.complaints() == []
        assert violations(tab) == []
        tab.open((tmp_path / "o/index.html").as_uri())
        assert tab.run("document.querySelectorAll('article.s').length") == len(event.sessions)
        assert set(tab.run("programme.items.map(item => item.element.id)")) == {f"s-{one.id}" for one in event.sessions}
        tab.run("document.querySelector('label[for=view-grid]').click()")
        until(tab, "document.querySelectorAll('.ge a').length", len(event.sessions))
        assert tab.complaints() == []
        assert tab.run("document.documentElement.scrollWidth") <= width
        assert violations(tab) == []
        tab.run("document.querySelector('label[for=view-list]').click()")
        assert violations(tab) == []
