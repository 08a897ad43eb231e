"""What a site tells of its history: a page of what changed, a feed of it, and a mark at what was moved."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest

from ospo_events.model import Event, Status
from ospo_events.site import Options, Site, make_site, write_site
from ospo_events.views.history import GUARDS, Limits, Published, publish
from ospo_events.views.translations import Translation
from tests.site.test_page_browser import axe

JUNE = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
JULY = dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC)


def published(programme: Event, *, note: str | None = None) -> Published:
    """Return the programme after it was published, and changed, and published again."""
    first = publish(attrs.evolve(programme, language="en"), None, at=JUNE)
    keynote = first.event.index.sessions["keynote"]
    assert keynote.slot is not None
    assert keynote.slot.end is not None
    hour = dt.timedelta(hours=1)
    later = attrs.evolve(keynote.slot, start=keynote.slot.start + hour, end=keynote.slot.end + hour)
    changed = programme.with_session("keynote", slot=later).with_session("devrooms", status=Status.POSTPONED)
    changed = attrs.evolve(changed, language="en", version="2.0 <final>")
    gone = attrs.evolve(changed, sessions=tuple(one for one in changed.sessions if one.id != "party"))
    return publish(gone, first.history, at=JULY, note=note, limits=Limits(allowed=GUARDS))


def site_of(told: Published, options: Options = Options(pages=True)) -> Site:  # noqa: B008 # it is frozen
    return make_site(told.event, attrs.evolve(options, history=told.history, force=True))


def test_the_page_tells_what_was_published_when_and_leads_there(programme: Event) -> None:
    told = published(programme, note="The hall <was> wet.")
    files = site_of(told).files
    page = files["changes.html"].decode()
    assert page.index('id="revision-2"') < page.index('id="revision-1"')
    assert "Monday 1 July 2024, 08:00 · <bdi>version 2.0 &lt;final&gt;</bdi></h2>" in page, "by the clock of the event"
    assert "Moved: 1" in page
    assert "The hall &lt;was&gt; wet." in page
    assert 'href="sessions/keynote.html"' in page
    assert re.search(r"Engines for everybody</bdi></a>: Tuesday 9 July 2024, 10:\d\d–1\d:\d\d \(was 09:\d\d\)", page)
    assert "</a>: postponed</li>" in page
    assert '<a href="sessions/party.html"><bdi>Party on the quay</bdi></a>: cancelled</li>' in page
    assert 'href="changes.atom"' in page
    assert "Content-Security-Policy" in page
    assert '<a href="changes.html">What changed</a>' in files["index.html"].decode()


def test_what_is_not_in_the_pages_is_named_without_a_link(programme: Event) -> None:
    told = published(programme)
    part = attrs.evolve(told.event, sessions=tuple(one for one in told.event.sessions if one.id != "party"))
    page = make_site(part, Options(history=told.history, force=True)).files["changes.html"]
    assert b"<li><bdi>Party on the quay</bdi>: cancelled</li>" in page


def test_a_site_of_one_page_leads_to_the_session_in_it(programme: Event) -> None:
    files = site_of(published(programme), Options()).files
    assert b'href="index.html#s-keynote"' in files["changes.html"]
    assert b"<style>" in files["changes.html"]


def test_a_revision_that_told_the_public_nothing_is_left_out(programme: Event) -> None:
    first = publish(programme, None, at=JUNE)
    without = attrs.evolve(programme, sessions=tuple(one for one in programme.sessions if one.id != "party"))
    told = publish(without, first.history, at=JULY, limits=Limits(grace=dt.timedelta(days=90)))
    assert dict(told.revision.counts) == {"missing": 1}
    page = site_of(told).files["changes.html"]
    assert b"revision-1" in page
    assert b"revision-2" not in page
    noted = publish(without, first.history, at=JULY, note="Sorry.", limits=Limits(grace=dt.timedelta(days=90)))
    assert b'<p dir="auto">Sorry.</p>' in site_of(noted).files["changes.html"]


@pytest.mark.browser
def test_axe_finds_nothing_on_it(browser: Any, programme: Event, tmp_path: Path) -> None:
    write_site(site_of(published(programme)).files, tmp_path / "out")
    code = axe()
    for name in ("changes.html", "index.html"):
        for dark in (False, True):
            with browser.page(width=390, dark=dark) as tab:
                tab.open((tmp_path / "out" / name).as_uri())
                assert tab.complaints() == []
                assert tab.run("document.documentElement.scrollWidth") <= 390, name
                if code is not None:
                    tab.run(code + "; 1")
                    assert tab.run("axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))") == [], name


def test_the_feed_is_that_of_the_history(programme: Event) -> None:
    files = site_of(published(programme)).files
    feed = ET.fromstring(files["changes.atom"])
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2
    assert b'type="application/atom+xml"' in files["index.html"]


def test_without_a_history_nothing_is_said_of_changes(programme: Event) -> None:
    files = make_site(programme, Options(pages=True)).files
    assert not [path for path in files if path.startswith("changes")]
    assert b"changes.html" not in files["index.html"]


@pytest.mark.parametrize(("language", "said"), [("fr", "Horaire modifié"), ("ar", "تغيّر الموعد"), ("zh", "时间调整")])
def test_it_is_said_in_the_language_of_the_pages(programme: Event, language: str, said: str) -> None:
    told = published(programme)
    translation = Translation(language=language, of=programme.id)
    page = site_of(told, Options(translations=(translation,))).files[f"{language}/changes.html"].decode()
    assert said in page
    assert "Moved" not in page
    assert "was 0" not in page


def test_what_was_moved_has_a_mark_in_list_grid_and_page(programme: Event) -> None:
    files = site_of(published(programme)).files
    mark = '<span class="mv">Moved</span>'
    index = files["index.html"].decode()
    for title in ("Engines for everybody", "Closing"):
        assert len(re.findall(f"{mark} <a [^>]*>{title}</a>", index)) == 2, "in the list and in the grid"
    assert f"<p>{mark}</p>" in files["sessions/keynote.html"].decode()
    assert "Was to begin" in files["sessions/keynote.html"].decode()


def test_what_was_moved_back_has_none(programme: Event) -> None:
    keynote = programme.index.sessions["keynote"]
    assert keynote.slot is not None
    same = programme.with_session("keynote", previous_start=keynote.slot.start)
    page = make_site(same, Options(pages=True)).files["sessions/keynote.html"]
    assert b"Moved" not in page
    assert b"Was to begin" not in page
