"""A site that a browser keeps: without network it is still there, and a new build replaces it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events.model import Event
from ospo_events.site import Options, make_site, write_site
from ospo_events.views.translations import Translation
from tests.support.browser import BrowserError
from tests.support.hosting import hosted

pytestmark = [pytest.mark.browser]
OFFLINE = Options(pages=True, offline=True)
KEPT = """(async () => {
  const names = await caches.keys();
  const all = await Promise.all(names.map(async name => (await (await caches.open(name)).keys()).map(one => one.url)));
  return [names, all.flat()];
})()"""


def put(event: Event, folder: Path, options: Options = OFFLINE) -> None:
    write_site(make_site(event, options).files, folder)


def until(tab: Any, expression: str, seconds: float = 15) -> None:
    """Wait until an expression is true, also over a page that is just being left."""
    end = time.monotonic() + seconds
    while not _is_true(tab, expression):
        assert time.monotonic() < end, expression
        time.sleep(0.05)


def _is_true(tab: Any, expression: str) -> bool:
    try:
        return bool(tab.run(expression))
    except BrowserError:
        return False


def until_kept(tab: Any) -> None:
    until(tab, "navigator.serviceWorker.ready.then(one => one.active.state === 'activated')")
    until(tab, "navigator.serviceWorker.controller !== null")


def heading(tab: Any) -> str:
    said: str = tab.run("document.querySelector('h1').textContent")
    return said


def test_without_network_the_site_is_still_there(browser: Any, programme: Event, tmp_path: Path) -> None:
    put(programme, tmp_path / "out")
    with hosted(tmp_path / "out") as host, browser.page() as tab:
        tab.open(host.url)
        until_kept(tab)
        assert tab.complaints() == []
        host.stop()
        for address, title in (
            ("", "Harbour Days 2024"),
            ("index.html?at=2024-07-09T10:00Z#view=grid", "Harbour Days 2024"),
            ("sessions/keynote.html", "Engines for everybody"),
            ("sessions/keynote", "Engines for everybody"),  # some hosts leave out the end
            ("people/ada.html", "Dr. Ada Example"),
            ("now.html", "Harbour Days 2024"),
        ):
            tab.open(host.url + address)
            assert heading(tab) == title, address
            assert tab.run("getComputedStyle(document.querySelector('h1')).fontSize !== '32px'"), "with its style"
        tab.open(host.url + "index.html#q=engines")
        assert tab.run("document.querySelectorAll('article.s:not([hidden])').length") < 10, "with its script"
        host.start()


def test_what_other_hosts_have_and_what_is_not_published_is_never_kept(
    browser: Any, programme: Event, tmp_path: Path
) -> None:
    put(programme, tmp_path / "out")
    with hosted(tmp_path / "out") as host, browser.page() as tab:
        tab.open(host.url)
        until_kept(tab)
        tab.run("Promise.allSettled(['event.json', 'files.json', 'nothing.html'].map(one => fetch(one)))")
        names, addresses = tab.run(KEPT)
        published = make_site(programme, OFFLINE).files
        paths = {address.removeprefix(host.url).partition("?")[0] for address in addresses}
        assert len(names) == 1
        assert all(address.startswith(host.url) for address in addresses)
        assert paths <= published.keys()
        assert {path for path in published if path.endswith(".html")} - paths == {"programme.fragment.html"}
        assert "event.json" not in paths


def test_a_new_build_comes_and_the_old_one_goes(browser: Any, programme: Event, tmp_path: Path) -> None:
    put(programme, tmp_path / "out")
    with hosted(tmp_path / "out") as host, browser.page() as tab:
        tab.open(host.url)
        until_kept(tab)
        before = tab.run(KEPT)[0]
        put(programme.with_session("keynote", title="Engines for all"), tmp_path / "out")
        host.asked.clear()
        tab.open(host.url)
        assert "Engines for everybody" in tab.run("document.body.textContent"), "from what is kept, at once"
        until(tab, "document.querySelector('.newer') !== null")
        assert tab.run("document.querySelector('.newer').textContent") == "The programme has changed. Show the new one"
        until(tab, "caches.keys().then(all => all.length === 1)")
        assert tab.run(KEPT)[0] != before
        assert "/people/bo.html" not in host.asked, "what is the same is not asked for again"
        tab.run("document.querySelector('.newer button').click()")
        until(tab, "document.body?.textContent.includes('Engines for all')")
        assert tab.run("document.querySelector('.newer')") is None
        host.stop()
        tab.open(host.url + "sessions/keynote.html")
        until(tab, "document.querySelector('h1')?.textContent === 'Engines for all'")  # the button may still be at work
        host.start()
        assert tab.complaints() == []


def test_a_build_without_it_takes_it_back(browser: Any, programme: Event, tmp_path: Path) -> None:
    put(programme, tmp_path / "out")
    with hosted(tmp_path / "out") as host, browser.page() as tab:
        tab.open(host.url)
        until_kept(tab)
        put(programme, tmp_path / "out", Options(pages=True))
        tab.open(host.url)
        until(tab, "caches.keys().then(all => all.length === 0)")
        tab.open(host.url)  # the old page, which was kept, may have asked for it once more
        until(tab, "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
        assert b"serviceWorker" not in (tmp_path / "out/assets/page.js").read_bytes()
        assert tab.run("caches.keys()") == []


def test_each_language_is_kept_by_itself(browser: Any, programme: Event, tmp_path: Path) -> None:
    event = attrs.evolve(programme, language="en")
    put(event, tmp_path / "out", attrs.evolve(OFFLINE, translations=(Translation(language="fr", of=event.id),)))
    with hosted(tmp_path / "out") as host, browser.page() as tab:
        for folder in ("", "fr/"):
            tab.open(f"{host.url}{folder}index.html")
            until_kept(tab)
        names, _ = tab.run(KEPT)
        assert sorted(name.rpartition(" ")[0] for name in names) == ["ospo-events /", "ospo-events /fr/"]
        host.stop()
        for address, language in (("sessions/keynote.html", "en"), ("fr/sessions/keynote.html", "fr")):
            tab.open(host.url + address)
            assert tab.run("document.documentElement.lang") == language
        host.start()


@pytest.mark.parametrize("pages", [True, False])
def test_from_a_disk_nothing_is_different(browser: Any, programme: Event, tmp_path: Path, pages: bool) -> None:
    put(programme, tmp_path / "out", attrs.evolve(OFFLINE, pages=pages))
    with browser.page(private=False) as tab:
        for path in ("index.html", "calendars.html"):
            tab.open((tmp_path / "out" / path).as_uri())
            assert heading(tab)
            tab.run("new Promise(done => setTimeout(done, 1500))")  # it looks for a manifest when it has nothing to do
            assert tab.complaints() == []


def test_a_browser_finds_the_manifest_by_itself(browser: Any, programme: Event, tmp_path: Path) -> None:
    """What the test above waits for: without it, it could not fail."""
    put(programme, tmp_path / "out", Options(pages=True))
    with hosted(tmp_path / "out") as host, browser.page(private=False) as tab:
        tab.open(host.url)
        end = time.monotonic() + 10
        while "/assets/icon.svg" not in host.asked and time.monotonic() < end:
            tab.run("new Promise(done => setTimeout(done, 100))")
        assert {"/manifest.webmanifest", "/assets/icon.svg"} <= set(host.asked)
        assert tab.complaints() == []


def test_without_script_nothing_is_different(browser: Any, programme: Event, tmp_path: Path) -> None:
    put(programme, tmp_path / "out")
    with hosted(tmp_path / "out") as host, browser.page(scripts=False) as tab:
        tab.open(host.url)
        assert tab.complaints() == []
        assert "/sw.js" not in host.asked


def test_a_site_of_one_page_is_kept_too(browser: Any, programme: Event, tmp_path: Path) -> None:
    put(programme, tmp_path / "out", Options(offline=True))
    with hosted(tmp_path / "out") as host, browser.page() as tab:
        tab.open(host.url)
        until_kept(tab)
        host.stop()
        tab.open(host.url)
        assert heading(tab) == "Harbour Days 2024"
        assert tab.complaints() == []
        host.start()


def test_the_manifest_is_one_that_browsers_take(browser: Any, programme: Event, tmp_path: Path) -> None:
    put(programme, tmp_path / "out")
    with hosted(tmp_path / "out") as host, browser.page() as tab:
        for address in ("", "sessions/keynote.html", "people.html"):
            tab.open(host.url + address)
            found = tab.call("Page.getAppManifest")
            assert found["url"] == f"{host.url}manifest.webmanifest"
            assert found["errors"] == []
            assert found["manifest"]["startUrl"] == host.url
            assert found["manifest"]["name"] == "Harbour Days 2024"
            assert tab.complaints() == []
