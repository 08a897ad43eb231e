"""What the page shows is in its address: Back, reload and a shared link bring it back; and the list it shows."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events.codecs.html.encode import encode
from ospo_events.model import Event, Person, Room, Session, Status, Track, WallClock
from tests.site.test_page_browser import axe

pytestmark = [pytest.mark.browser]
SHOWN = "[...document.querySelectorAll('article.s')].filter(e => e.checkVisibility()).map(e => e.id.slice(2))"
CHIPS = "[...document.querySelectorAll('#chips .chip')].map(e => e.textContent)"
COUNT = "document.querySelector('#count').textContent"


def written(event: Event, folder: Path) -> str:
    path = folder / f"{event.id}.html"
    path.write_bytes(encode(event).data)
    return path.as_uri()


@pytest.fixture
def url(programme: Event, tmp_path: Path) -> str:
    return written(programme, tmp_path)


def pick(tab: Any, field: str, value: str) -> None:
    tab.run(
        f"(e => {{ e.value = {json.dumps(value)}; e.dispatchEvent(new Event('input', {{bubbles: true}})); }})"
        f"(document.querySelector('#f-{field}'))"
    )


def until(tab: Any, expression: str, expected: object) -> None:
    end = time.monotonic() + 5
    while (found := tab.run(expression)) != expected and time.monotonic() < end:
        time.sleep(0.03)
    assert found == expected


def back(tab: Any) -> None:
    tab.run("history.back()")
    time.sleep(0.1)


def test_a_filter_holds_several_values_each_of_which_can_be_taken_away(browser: Any, url: str) -> None:
    with browser.page() as tab:
        tab.open(url)
        everything = tab.run(SHOWN)
        pick(tab, "track", "ai")
        pick(tab, "track", "cities")
        assert tab.run(COUNT) == "7 of 14 sessions"
        assert tab.run(CHIPS) == ["AI and Open Source", "Networked Cities"]
        assert tab.run("document.querySelector('#active').textContent") == "2"
        assert tab.run("location.hash") == "#track=ai,cities"
        pick(tab, "kind", "workshop")
        assert tab.run(COUNT) == "2 of 14 sessions"
        tab.run("document.querySelector('#chips button[aria-label=\"Remove: Networked Cities\"]').click()")
        assert tab.run(COUNT) == "0 of 14 sessions"
        tab.run("document.querySelector('.filters .clear').click()")
        assert tab.run(SHOWN) == everything
        assert tab.run("location.hash") == ""
        assert tab.complaints() == []


def test_reload_and_a_shared_link_show_the_same(browser: Any, url: str) -> None:
    hash = "#view=grid&track=ai,cities&kind=workshop&q=maps&tz=Asia/Tokyo"
    look = f"[location.hash, document.querySelector('#view-grid').checked, {COUNT}, {CHIPS}, document.querySelector('#f-text').value, document.querySelector('#zone-choice').value]"
    with browser.page() as tab:
        tab.open(url + hash)
        chips = ["AI and Open Source", "Networked Cities", "Workshop"]
        expected = [hash, True, "1 of 14 sessions", chips, "maps", "Asia/Tokyo"]
        assert tab.run(look) == expected
        tab.run("window.programme = null; location.reload()")
        until(tab, "Boolean(window.programme)", True)
        assert tab.run(look) == expected
        tab.open("about:blank")
        tab.open(f"{url}#track=gone&tz=Nowhere/Else&picks=nobody&to=nothing")
        assert tab.run(f"{SHOWN}.length") == 14, "what an old link asks for in vain hides nothing"
        assert tab.complaints() == []


def test_back_leads_to_what_was_shown_before(browser: Any, url: str) -> None:
    with browser.page(height=500) as tab:
        tab.open(url)
        tab.run("document.documentElement.style.scrollBehavior = 'auto'")
        pick(tab, "track", "ai")
        tab.run("document.querySelector('label[for=view-grid]').click()")
        tab.run("scrollTo(0, 333)")
        tab.run("document.querySelector('.ge[data-g=s-keynote] a').click()")
        until(tab, "location.hash", "#view=grid&track=ai&to=s-keynote")
        assert tab.run("document.querySelector('dialog').open") is True
        back(tab)
        until(tab, "location.hash", "#view=grid&track=ai")
        until(tab, "document.querySelector('dialog').open", False)
        assert tab.run("document.querySelector('#view-grid').checked") is True
        assert abs(tab.run("scrollY") - 333) < 3
        back(tab)
        until(tab, "location.hash", "#track=ai")
        assert tab.run("document.querySelector('#view-list').checked") is True
        back(tab)
        until(tab, "location.hash", "")
        assert tab.run(COUNT) == ""
        assert tab.complaints() == []


def test_a_shared_link_opens_a_session_over_the_grid(browser: Any, url: str) -> None:
    with browser.page() as tab:
        tab.open(url + "#view=grid&to=s-keynote")
        assert tab.run("document.querySelector('dialog h2').textContent") == "Engines for everybody: a start"
        if (code := axe()) is not None:
            tab.run(code + "; 1")
            assert tab.run("axe.run().then(r => r.violations.map(v => v.id))") == []
        tab.run("document.querySelector('dialog').click()")
        until(tab, "location.hash", "#view=grid")


def test_the_grid_is_as_high_as_time_is_long(browser: Any, tmp_path: Path) -> None:
    clock = WallClock("Europe/Brussels")
    spans = (("09:00", "09:30"), ("09:30", "11:30"), ("11:30", "12:30"))
    sessions = tuple(
        Session(id=f"s{number}", title=f"S{number}", slot=clock.slot("2026-06-10", start, end, rooms=("r",)))
        for number, (start, end) in enumerate(spans)
    )
    rooms = (Room(id="r", name="R"), Room(id="q", name="Q"))
    event = Event(id="time", title="Time", timezone="Europe/Brussels", rooms=rooms, sessions=sessions)
    heights = "[...document.querySelectorAll('tbody tr')].slice(0, 3).map(e => e.getBoundingClientRect().height)"
    with browser.page(width=390) as tab:
        tab.open(written(event, tmp_path) + "#view=grid")
        half, two, one = tab.run(heights)
        assert 3 < two / half < 4.5
        assert 1.7 < one / half < 2.3
        tab.run("programme.items[0].element.querySelector('.pick').click(); document.querySelector('#only').click()")
        assert tab.run(heights)[1] < half, "what is filtered away takes no room"


def test_a_room_of_which_a_filter_leaves_nothing_has_no_column(browser: Any, tmp_path: Path) -> None:
    clock = WallClock("Europe/Berlin")
    rooms = [Room(id=id, name=f"Room {id}") for id in ("a", "b", "c", "d")]
    rows = (
        ("talk1", "talk", "09:00", "10:00", ("a",)),
        ("talk2", "talk", "09:30", "11:00", ("a",)),
        ("panel", "panel", "09:00", "09:30", ("b",)),
        ("work", "workshop", "09:00", "11:00", ("d",)),
        ("both", "keynote", "11:00", "12:00", ("b", "c")),
        ("end", "closing", "12:00", "13:00", ("a", "b", "c", "d")),
    )
    sessions = [
        Session(id=id, title=id, kind=kind, slot=clock.slot("2026-03-01", start, end, rooms=list(places)))
        for id, kind, start, end, places in rows
    ]
    event = Event(id="e", title="E", timezone="Europe/Berlin", rooms=rooms, sessions=sessions)
    heads = (
        "[...document.querySelectorAll('thead th')].filter(e => e.checkVisibility()).map(e => e.textContent).slice(1)"
    )
    whole = "document.querySelector('table').tBodies[0].innerHTML"
    with browser.page() as tab:
        tab.open(written(event, tmp_path) + "#view=grid")
        before = tab.run(whole)
        assert tab.run(heads) == ["Room a", "Room b", "Room c", "Room d"]
        for kind, left, wide in (
            ("panel", ["Room b"], [1]),
            ("keynote", ["Room b", "Room c"], [2]),
            ("closing", ["Room a", "Room b", "Room c", "Room d"], [5]),
            ("talk", ["Room a"], [1, 1]),
            ("workshop", ["Room d"], [1]),
        ):
            tab.run("programme.clear()")
            pick(tab, "kind", kind)
            until(tab, heads, left)
            shown = "[...document.querySelectorAll('td')].filter(e => e.querySelector('.ge:not([hidden])')).map(e => e.colSpan)"
            assert tab.run(shown) == wide
        tab.run("dispatchEvent(new Event('beforeprint'))")
        tab.run("dispatchEvent(new Event('afterprint'))")
        tab.run("programme.clear()")
        until(tab, heads, ["Room a", "Room b", "Room c", "Room d"])
        assert tab.run(whole).replace(' colspan="1"', "").replace(' class=""', "") == before.replace(' class=""', "")
        # In the list a filter leaves the table alone, and the grid takes it up when it is shown.
        tab.run("document.querySelector('label[for=view-list]').click()")
        pick(tab, "kind", "panel")
        tab.run("document.querySelector('label[for=view-grid]').click()")
        until(tab, heads, ["Room b"])
        assert tab.complaints() == []


def test_nothing_found_is_said_and_can_be_undone(browser: Any, url: str) -> None:
    seen = "document.querySelector('#nothing').checkVisibility()"
    with browser.page(width=390) as tab:
        tab.open(url)
        assert tab.run(seen) is False
        tab.run("document.querySelector('#only').click()")
        assert tab.run(seen) is True, "no picks yet"
        assert tab.run("document.querySelector('#people').checkVisibility()") is False
        tab.run("document.querySelector('#nothing .clear').click()")
        assert (tab.run(seen), tab.run(f"{SHOWN}.length"), tab.run("location.hash")) == (False, 14, "")


def test_picks_are_shared_by_a_link(browser: Any, url: str) -> None:
    with browser.page() as tab:
        tab.open(url)
        assert tab.run("document.querySelector('#share').hidden") is True
        for id in ("keynote", "party"):
            tab.run(f"document.querySelector('#s-{id} > .pick').click()")
        link = tab.run("document.querySelector('#share').href")
    assert link == f"{url}#picks=keynote,party"
    with browser.page() as tab:  # somebody else, who has a pick already
        tab.open(url)
        tab.run("document.querySelector('#s-coffee > .pick').click()")
        tab.open("about:blank")
        tab.open(link)
        assert tab.run(COUNT) == "2 of 14 sessions"
        assert "shared 2 sessions" in tab.run("document.querySelector('.shared').textContent")
        assert tab.run("[...programme.picks]") == ["s-coffee"], "a link alone changes nothing"
        assert tab.run(CHIPS) == ["Shared picks"]
        tab.run("document.querySelector('.filters .clear').click()")
        assert (tab.run("document.querySelector('.shared').hidden"), tab.run("location.hash")) == (True, "")
        back(tab)
        until(tab, COUNT, "2 of 14 sessions")
        tab.run("document.querySelector('.shared button').click()")
        assert sorted(tab.run("[...programme.picks]")) == ["s-coffee", "s-keynote", "s-party"]
        assert tab.run("location.hash") == "#only=1"
        assert tab.run("document.querySelector('.shared').hidden") is True
        assert tab.complaints() == []


def test_without_storage_everything_works_for_the_visit(browser: Any, url: str) -> None:
    with browser.page(zone="Asia/Tokyo") as tab:
        tab.call(
            "Page.addScriptToEvaluateOnNewDocument",
            source="Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }})",
        )
        tab.open(url)
        tab.run("document.querySelector('#s-keynote > .pick').click()")
        tab.run("document.querySelector('.yours').click()")
        assert tab.run("document.querySelector('#s-keynote > .pick').getAttribute('aria-pressed')") == "true"
        assert tab.run("document.querySelector('#s-keynote > .w').textContent") == "22:30–23:00"
        assert tab.complaints() == []


def test_a_zone_once_chosen_is_remembered_and_offered_where_the_clock_differs(browser: Any, url: str) -> None:
    with browser.page(zone="America/Toronto") as tab:  # the same clock
        tab.open(url)
        assert tab.run("document.querySelector('.yours')") is None
    with browser.page(zone="Asia/Calcutta") as tab:
        tab.open(url)
        assert tab.run("document.querySelector('.yours').textContent") == "Show your time, Asia/Kolkata"
        tab.run("document.querySelector('.yours').click()")
        assert tab.run("location.hash") == "#tz=Asia/Calcutta"
        tab.open("about:blank")
        tab.open(url)
        assert tab.run("document.querySelector('#zone-name').textContent") == "Asia/Kolkata (UTC+5:30)"
        assert tab.run("document.querySelector('#s-keynote > .w').textContent") == "19:00–19:30"


def test_days_are_those_of_the_readers_clock_on_request(browser: Any, programme: Event, tmp_path: Path) -> None:
    days = "[...document.querySelectorAll('.day h2')].filter(e => e.checkVisibility()).map(e => e.firstChild.textContent.trim().replace(',', ''))"
    keynote = "document.querySelector('#s-keynote > .w').textContent"
    with browser.page(zone="Asia/Tokyo") as tab:
        tab.open(written(programme, tmp_path))
        of_the_event = tab.run(days)
        assert tab.run("document.querySelector('#by-clock').hidden") is True
        pick_zone = "(e => { e.value = 'Pacific/Apia'; e.dispatchEvent(new Event('change')); })"
        tab.run("document.querySelector('#zone-choice').dispatchEvent(new Event('focus'))")
        tab.run(f"{pick_zone}(document.querySelector('#zone-choice'))")
        assert tab.run(days) == of_the_event
        assert "(+1 day)" in tab.run(keynote)
        tab.run("document.querySelector('#by-clock').click()")
        assert tab.run("location.hash") == "#tz=Pacific/Apia&days=clock"
        assert "day" not in tab.run(keynote)
        local = [day for day in tab.run(days) if "202" in day]
        assert local == ["Wednesday 10 July 2024", "Thursday 11 July 2024"]
        order = tab.run("programme.items.filter(item => item.start !== null && !item.above).map(item => item.start)")
        assert order == sorted(order), "a heading stands above all sessions of its day"
        pick(tab, "text", "keynote")
        pick(tab, "text", "Engines for everybody")
        assert [day for day in tab.run(days) if "202" in day] == ["Wednesday 10 July 2024"]
        shared = tab.run("location.href")
        tab.open("about:blank")
        tab.open(shared)
        assert tab.run("document.querySelector('#by-clock').getAttribute('aria-pressed')") == "true"
        tab.run("document.querySelector('#by-clock').click()")
        pick(tab, "text", "")
        assert tab.run(days) == of_the_event
        assert tab.complaints() == []


def test_zones_have_the_names_of_today_and_their_offset(browser: Any, tmp_path: Path) -> None:
    kyiv = WallClock("Europe/Kyiv")
    event = Event(
        id="k",
        title="K",
        timezone="Europe/Kyiv",
        sessions=(Session(id="a", title="A", slot=kyiv.slot("2026-06-01", "09:00", "10:00")),),
    )
    with browser.page(zone="Europe/Kiev") as tab:
        tab.open(written(event, tmp_path))
        tab.run("document.querySelector('#zone-choice').dispatchEvent(new Event('focus'))")
        labels = tab.run("[...document.querySelector('#zone-choice').options].map(e => e.textContent)")
        assert labels[:2] == ["The event: Europe/Kyiv", "UTC"]
        assert "Asia/Kathmandu (UTC+5:45)" in labels
        assert not [label for label in labels if "Kiev" in label or "Calcutta" in label or "Katmandu" in label]
        assert tab.run("document.querySelector('.yours')") is None


def test_a_clock_that_is_set_back_by_half_an_hour_tells_which_time_is_meant(browser: Any, tmp_path: Path) -> None:
    clock = WallClock("America/New_York")
    sessions = tuple(
        Session(id=f"s{number}", title="T", slot=clock.slot("2026-04-04", start, end))
        for number, (start, end) in enumerate((("10:30", "10:50"), ("11:00", "11:20"), ("13:00", "14:00")))
    )
    event = Event(id="howe", title="H", timezone="America/New_York", sessions=sessions)
    with browser.page() as tab:
        tab.open(written(event, tmp_path) + "#tz=Australia/Lord_Howe")
        said = tab.run("[...document.querySelectorAll('.agenda .w')].map(e => e.textContent)")
    assert said == [
        "01:30 UTC+11 (+1 day)–01:50 UTC+11",
        "01:30 UTC+10:30 (+1 day)–01:50 UTC+10:30",
        "03:30 (+1 day)–04:30",
    ]


def searchable() -> Event:
    clock = WallClock("Europe/Madrid")
    people = (Person(id="g", name="Gabriel García Márquez"), Person(id="o", name="Sinéad O’Sullivan"))
    return Event(
        id="search",
        title="Search",
        timezone="Europe/Madrid",
        rooms=(Room(id="r", name="Salón"),),
        people=people,
        tracks=(Track(id="t", title="Identity"),),
        sessions=tuple(
            Session(
                id=id,
                title=title,
                abstract=abstract,
                participants=who,
                slot=clock.slot("2026-06-01", start, None, rooms=("r",)),
            )
            for id, title, abstract, who, start in (
                ("a", "Wallets", "All about identity, digital or not", ("g",), "09:00"),
                ("b", "Digital Identity for all", None, ("o",), "10:00"),
                ("c", "Lunch", None, (), "12:00"),
            )
        ),
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("marquez", ["a"]),
        ("MÁRQUEZ gabriel", ["a"]),
        ("identity digital", ["a", "b"]),
        ("o'sullivan", ["b"]),
        ("salon lunch", ["c"]),
        ("lunch wallets", []),
    ],
)
def test_words_are_found_in_any_order_and_without_accents(
    browser: Any, tmp_path: Path, words: str, found: list[str]
) -> None:
    with browser.page() as tab:
        tab.open(written(searchable(), tmp_path))
        pick(tab, "text", words)
        assert tab.run(SHOWN) == found


def test_a_search_offers_people_marks_words_and_leads_to_the_best(browser: Any, tmp_path: Path) -> None:
    with browser.page() as tab:
        tab.open(written(searchable(), tmp_path))
        tab.call("Input.dispatchKeyEvent", type="keyDown", key="/", code="Slash", text="/")
        assert tab.run("document.activeElement.id") == "f-text"
        pick(tab, "text", "identity digital")
        assert tab.run("[...CSS.highlights.get('found')].map(String)") == ["Identity", "Digital"]
        tab.run("document.querySelector('#controls').requestSubmit()")
        assert tab.run("location.hash") == "#q=identity%20digital&to=s-b", "a title counts more than an abstract"
        pick(tab, "text", "garcia")
        offers = "[...document.querySelectorAll('.offer')].map(e => e.textContent)"
        assert tab.run(offers) == ["Gabriel García Márquez"]
        tab.run("document.querySelector('.offer').click()")
        assert (tab.run("location.hash"), tab.run(SHOWN)) == ("#person=g", ["a"])
        assert tab.complaints() == []


def test_the_filters_close_where_somebody_turns_to_the_programme(browser: Any, url: str) -> None:
    is_open = "document.querySelector('.filters').open"
    with browser.page() as tab:
        tab.open(url)
        for leave in (
            "dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}))",
            "document.querySelector('#s-keynote a').focus()",
        ):
            tab.run("document.querySelector('.filters').open = true")
            tab.run(leave if leave.startswith("document") else f"document.querySelector('#f-kind').{leave}")
            assert tab.run(is_open) is False, leave


def test_a_list_walked_with_the_arrow_keys_chooses_one_value(browser: Any, url: str) -> None:
    with browser.page() as tab:
        tab.open(url)
        tab.run("document.querySelector('#f-track').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown'}))")
        pick(tab, "track", "ai")
        pick(tab, "track", "cities")
        assert tab.run(CHIPS) == ["Networked Cities"]


def crowded(count: int = 170) -> Event:
    clock = WallClock("Europe/Brussels")
    rooms = [Room(id=f"r{number}", name=f"Room {number}.14") for number in range(8)]
    people = [Person(id=f"p{number}", name=f"Speaker Number {number}", job_title="Director") for number in range(40)]
    sessions = [
        Session(
            id=f"s{number}",
            title=f"City number {number} shares its code",
            slot=clock.slot(
                f"2026-06-{10 + number // 64}",
                f"{9 + number // 8 % 8:02}:00",
                f"{9 + number // 8 % 8:02}:{30 + number % 8:02}",
                rooms=(f"r{number % 8}",),
            ),
            participants=(f"p{number % 40}", f"p{(number + 7) % 40}"),
            abstract="What it did, and why. " * 20,
            status=Status.CANCELLED if number % 50 == 49 else Status.CONFIRMED,
        )
        for number in range(count)
    ]
    return Event(id="crowd", title="Crowd", timezone="Europe/Brussels", rooms=rooms, people=people, sessions=sessions)


def test_a_phone_shows_many_sessions_and_the_bar_stays(browser: Any, tmp_path: Path) -> None:
    with browser.page(width=390, height=844) as tab:
        tab.open(written(crowded(), tmp_path) + "?at=2026-06-11T10:10Z")
        tab.run("document.querySelectorAll('article.s').forEach(e => { e.style.contentVisibility = 'visible'; })")
        heights = tab.run("[...document.querySelectorAll('article.s')].map(e => e.getBoundingClientRect().height)")
        assert sum(heights) / len(heights) <= 80
        tab.run("document.documentElement.style.scrollBehavior = 'auto'")
        tab.run("document.querySelector('.day:nth-of-type(2)').scrollIntoView()")
        until(tab, "document.querySelector('.bar [aria-current]').textContent", "Thu 11 Jun")
        bar = tab.run("document.querySelector('.bar').getBoundingClientRect().toJSON()")
        assert (bar["top"], bar["height"] < 90) == (0, True)
        tab.run("document.querySelector('#jump').click()")
        running = tab.run("[...document.querySelectorAll('.now')].map(e => e.getBoundingClientRect().top)")
        assert len(running) == 8
        assert bar["height"] <= running[0] < 300, "one comes to what is on, not to what comes after"


def test_what_begins_together_stands_together(tmp_path: Path, browser: Any) -> None:
    with browser.page(width=1280) as tab:
        tab.open(written(crowded(16), tmp_path))
        groups = tab.run(
            "[...document.querySelectorAll('.slot')].map(e => e.querySelectorAll(':scope > article').length)"
        )
        assert groups == [8, 8], "whatever their ends"
        columns = tab.run(
            "[...new Set([...document.querySelectorAll('.s > .r')].map(e => e.getBoundingClientRect().left))].length"
        )
        assert columns == 1


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2024-07-01T12:00Z", "The programme begins on Tuesday 9 July 2024 at 08:00"),
        ("2024-07-09T10:45-04:00", "Next at 11:00, in 15 min"),
        ("2024-08-01T12:00Z", "The programme is over"),
    ],
)
def test_before_during_and_after(browser: Any, programme: Event, tmp_path: Path, at: str, said: str) -> None:
    with browser.page() as tab:
        tab.open(written(programme, tmp_path) + f"?at={at}")
        assert tab.run("document.querySelector('.news').textContent") == said
        off = attrs.evolve(programme, status=Status.CANCELLED)
        tab.open(written(off, tmp_path) + f"?at={at}")
        assert tab.run("document.querySelector('.news').hidden") is True


def test_the_grid_of_a_large_site_is_filled_when_it_is_asked_for(browser: Any, tmp_path: Path) -> None:
    from ospo_events.site import Options, make_site, write_site

    event = crowded(201)
    write_site(make_site(event, Options(pages=True)).files, tmp_path / "out")
    cells = "[...document.querySelectorAll('.ge')].map(e => e.textContent)"
    with browser.page() as tab:
        url = (tmp_path / "out" / "index.html").as_uri()
        tab.open(url + "#tz=Asia/Tokyo")
        assert tab.run(cells) == []
        tab.run("document.querySelector('label[for=view-grid]').click()")
        until(tab, "document.querySelectorAll('.ge a').length", 201)
        filled = tab.run(cells)
        assert filled[0].startswith("City number 0 shares its code 16:00–16:30 ")
        assert filled[0].endswith("Speaker Number 0, Speaker Number 7"), "who speaks is in the cell"
        assert len(set(filled)) == 201
        tab.run("document.querySelector('.ge a').click()")
        until(tab, "location.hash", "#view=grid&tz=Asia/Tokyo&to=s-s0")
        assert "sessions/s0.html" in tab.run("document.querySelector('dialog p:last-child a').href")
        assert tab.run("programme.calendar([programme.items[0]])").count("Speaker Number 0\\, Speaker Number 7") == 1
        assert tab.complaints() == []
        asked = [request.removeprefix((tmp_path / "out").as_uri()).partition("?")[0] for request in tab.requests()]
        assert asked == ["/index.html", "/assets/page.css", "/assets/page.js", "/assets/grid.js"]
        browser.events.clear()
        tab.open("about:blank")
        tab.open(url + "#view=grid&q=number%207&to=s-s7")
        until(tab, "document.querySelectorAll('.ge a').length", 201)
        assert tab.run("document.querySelector('dialog[open] h2').textContent").startswith("City number 7 ")
        shown = set(tab.run("[...document.querySelectorAll('.ge:not([hidden])')].map(e => e.dataset.g)"))
        assert shown == set(tab.run("programme.items.filter(item => item.shown).map(item => item.element.id)"))
        assert 1 < len(shown) < 200
        browser.events.clear()
        tab.open((tmp_path / "out/sessions/s0.html").as_uri())
        assert tab.run("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
        assert tab.run("document.querySelectorAll('script:not([type])').length") == 0
        assert tab.complaints() == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_axe_finds_nothing_on_a_large_page_even_by_the_strictest_contrast(
    browser: Any, tmp_path: Path, width: int, dark: bool
) -> None:
    code = axe()
    if code is None:
        pytest.skip("needs axe-core: npm install --no-save axe-core, or AXE=/path/to/axe.min.js")
    with browser.page(width=width, dark=dark) as tab:
        tab.open(written(crowded(210), tmp_path) + "#q=city%201")
        tab.run(code + "; 1")
        rules = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice', 'cat.color'], rules: {'color-contrast-enhanced': {enabled: true}}}"
        for words in ("city 1", "", "nothing like it"):
            pick(tab, "text", words)
            assert (
                tab.run(f"axe.run(document, {rules}).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))") == []
            )
