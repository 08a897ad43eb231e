"""The programme in a page of another site: the element, the fragment, and what stands there without script."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ospo_events.codecs.html.encode import encode_fragment
from ospo_events.model import Event
from ospo_events.site import Options, make_site, write_site
from tests.site.test_page_browser import axe
from tests.support.hosting import hosted

pytestmark = [pytest.mark.browser]
INSIDE = "document.querySelector('ospo-programme').shadowRoot"
TITLES = f"[...{INSIDE}.querySelectorAll('.ospo-session')].map(e => e.querySelector('bdi').textContent)"
DAYS = f"[...{INSIDE}.querySelectorAll('.ospo-day')].map(e => e.dataset.day || '')"


@pytest.fixture
def site(programme: Event, tmp_path: Path) -> Iterator[str]:
    """The address of the site, whose host lets others read it."""
    write_site(make_site(programme, Options(pages=True)).files, tmp_path / "out")
    with hosted(tmp_path / "out", shared=True) as host:
        yield host.url


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Any]:
    """Makes a page of another site, and returns its address."""
    folder = tmp_path / "other"
    folder.mkdir()
    with hosted(folder) as host:

        def made(body: str, head: str = "") -> str:
            page = f'<!doctype html><html lang="en"><title>Other</title><link rel="icon" href="data:,">{head}<body><main><h1>Other</h1>{body}</main>'
            (folder / "page.html").write_text(page, "utf-8")
            return f"{host.url}page.html"

        yield made


def element(site: str, attributes: str = "") -> str:
    inside = f'<a href="{site}">The programme</a>'
    return f'<script src="{site}embed.js" async></script><ospo-programme {attributes}>{inside}</ospo-programme>'


def until_shown(tab: Any) -> None:
    end = time.monotonic() + 10
    while not tab.run(f"!!{INSIDE}?.querySelector('.ospo-programme')"):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_element_shows_the_programme_of_another_origin(browser: Any, site: str, other: Any) -> None:
    with browser.page() as tab:
        tab.open(other(element(site)))
        until_shown(tab)
        assert tab.run(DAYS) == ["2024-07-09", "2024-07-10", ""]
        assert len(tab.run(TITLES)) == 14
        assert (
            tab.run(f"{INSIDE}.querySelector('a.ospo-link[href$=\"keynote.html\"]').href")
            == f"{site}sessions/keynote.html"
        )
        assert tab.run(f"[{INSIDE}.firstChild.lang, {INSIDE}.firstChild.dir]") == ["en", "ltr"]
        assert tab.run("document.querySelector('ospo-programme > a').checkVisibility()") is False
        assert tab.complaints() == []
        assert {address.partition(site)[2] for address in tab.requests() if address.startswith(site)} == {
            "embed.js",
            "programme.fragment.html",
        }


@pytest.mark.parametrize(
    ("attributes", "days", "titles"),
    [
        ('day="2024-07-10"', ["2024-07-10"], None),
        ('track="ai"', ["2024-07-09"], ["Thematic Track 1", "Engines for everybody", "Panel: whose engine?"]),
        ('track="ai,cities" room="blue"', ["2024-07-09"], ["Devrooms", "Maps together"]),
        ('room="nowhere"', [], []),
    ],
)
def test_attributes_choose_what_is_shown(
    browser: Any, site: str, other: Any, attributes: str, days: list[str], titles: list[str] | None
) -> None:
    with browser.page() as tab:
        tab.open(other(element(site, f'src="{site}" {attributes}')))
        until_shown(tab)
        assert [day for day in tab.run(DAYS) if day] == days
        if titles is not None:
            assert tab.run(TITLES)[: len(titles)] == titles
        if not days:
            assert tab.run(f"{INSIDE}.querySelector('.ospo-none').textContent") == "No session matches."
        assert tab.complaints() == []


def test_an_attribute_that_changes_is_seen(browser: Any, site: str, other: Any) -> None:
    with browser.page() as tab:
        tab.open(other(element(site, 'track="ai"')))
        until_shown(tab)
        few = len(tab.run(TITLES))
        tab.run("document.querySelector('ospo-programme').removeAttribute('track')")
        assert len(tab.run(TITLES)) == 14 > few


def test_the_keyboard_reaches_days_and_sessions(browser: Any, site: str, other: Any) -> None:
    focused = f"{INSIDE}.activeElement?.textContent"
    with browser.page() as tab:
        tab.open(other(element(site)))
        until_shown(tab)
        seen: list[str] = []
        for _ in range(30):
            for kind in ("keyDown", "keyUp"):
                tab.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
            seen.append(tab.run(focused))
        assert seen[:3] == ["Tue 9 Jul", "Wed 10 Jul", "Not scheduled yet"]
        assert "Engines for everybody" in seen
        tab.run(f"{INSIDE}.querySelectorAll('.ospo-tabs button')[1].click()")
        assert tab.run(focused).startswith("Wednesday 10 July 2024")


@pytest.mark.parametrize("why", ["no script", "not shared", "not there", "something else"])
def test_what_stands_in_the_element_is_shown_otherwise(
    browser: Any, programme: Event, site: str, other: Any, tmp_path: Path, why: str
) -> None:
    source = {"not there": f"{site}gone/", "something else": f"{site}index.html"}.get(why, site)
    with hosted(tmp_path / "out") as closed, browser.page(scripts=why != "no script") as tab:
        tab.open(other(element(site, f'src="{closed.url if why == "not shared" else source}"')))
        if why != "no script":
            tab.run("new Promise(done => setTimeout(done, 500))")
            assert tab.run("document.querySelector('ospo-programme > a').checkVisibility()") is True
        assert "The programme" in tab.call("Accessibility.getFullAXTree").__str__()


def test_the_variables_of_the_page_around_are_the_theme(browser: Any, site: str, other: Any) -> None:
    with browser.page() as tab:
        tab.open(other(element(site), "<style>ospo-programme { --ospo-accent: rgb(1, 2, 3) } a { color: red }</style>"))
        until_shown(tab)
        assert tab.run(f"getComputedStyle({INSIDE}.querySelector('.ospo-link')).color") == "rgb(1, 2, 3)"


def test_nothing_of_a_strange_source_runs(browser: Any, other: Any, site: str, tmp_path: Path) -> None:
    (tmp_path / "out" / "evil.html").write_text(
        '<div class="ospo-programme"><style>p{color:green}</style><script>window.ran = 1</script>'
        '<img src=x onerror="window.ran = 2"><p onclick="ran = 3" style="color:red" id="x">Text<iframe src="/"></iframe></p>'
        '<a class="ospo-link" href="javascript:ran = 4">link</a><svg onload="ran = 5"></svg></div>',
        "utf-8",
    )
    with browser.page() as tab:
        tab.open(other(element(site, f'src="{site}evil.html"')))
        until_shown(tab)
        inside = tab.run(f"{INSIDE}.innerHTML")
        assert inside == '<div class="ospo-programme"><p>Text</p><a class="ospo-link">link</a></div>'
        assert tab.run("window.ran === undefined")


def test_a_strict_policy_of_the_page_around_is_enough(browser: Any, site: str, other: Any) -> None:
    policy = f"default-src 'none'; script-src {site}embed.js; connect-src {site}; img-src data:"
    with browser.page() as tab:
        tab.open(other(element(site), f'<meta http-equiv="Content-Security-Policy" content="{policy}">'))
        until_shown(tab)
        assert tab.run(f"getComputedStyle({INSIDE}.querySelector('.ospo-session')).display") == "grid"
        assert tab.complaints() == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_axe_finds_nothing_in_the_element_and_the_fragment(
    browser: Any, programme: Event, site: str, other: Any, width: int, dark: bool
) -> None:
    code = axe()
    if code is None:
        pytest.skip("needs axe-core: npm install --no-save axe-core, or AXE=/path/to/axe.min.js")
    pasted = encode_fragment(programme, base_url=site).data.decode()
    head = '<meta name="viewport" content="width=device-width"><style>:root { color-scheme: light dark }</style>'
    with browser.page(width=width, dark=dark) as tab:
        # A heading of the second level stands above a list of days, whoever writes the page.
        tab.open(other(f"<h2>A</h2>{element(site)}<h2>B</h2>{pasted}", head))
        until_shown(tab)
        tab.run(code + "; 1")
        rules = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice'], rules: {region: {enabled: false}}}"
        found = tab.run(f"axe.run(document, {rules}).then(r => r.violations.map(v => [v.id, v.nodes[0].html]))")
        assert found == [], json.dumps(found)
        assert tab.run("document.documentElement.scrollWidth <= innerWidth")
        assert tab.complaints() == []
