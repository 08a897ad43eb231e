"""What the page of a site weighs: what a phone has to fetch, and how many elements a session is."""

from __future__ import annotations

import gzip
import re

import pytest

from ospo_events import load
from ospo_events.model import Event
from ospo_events.site import Options, make_site
from tests.support.corpus import CORPUS, needs_corpus


def elements_of_list(page: bytes) -> int:
    lists = re.findall('<div class="agenda">(.*?)<div class="grid">', page.decode(), re.DOTALL)
    return sum(len(re.findall("<[a-z]", one)) for one in lists)


@needs_corpus
@pytest.mark.parametrize(
    ("file", "sessions", "most"),
    [("schedule-xml/33c3.xml", 150, 24_000), ("schedule-xml/fosdem-2024.xml", 674, 60_000)],
)
def test_the_index_of_a_real_conference_is_light(file: str, sessions: int, most: int) -> None:
    event = load(CORPUS / file, zone="Europe/Berlin")
    files = make_site(event, Options(pages=True, force=True)).files
    page = files["index.html"]
    assert len(event.sessions) == sessions
    assert len(gzip.compress(page)) < most
    assert sum(len(gzip.compress(files[f"assets/{name}"])) for name in ("page.css", "page.js")) < 17_500, "fetched once"
    assert elements_of_list(page) / sessions + 1 <= 8, "the script adds one to each, to pick it"


@needs_corpus
def test_no_tag_of_an_abstract_is_shown_as_text() -> None:
    file = CORPUS / "schedule-xml/fosdem-2024.xml"
    tag = re.compile(rb"(?:&lt;|<)p(?:&gt;|>)")
    assert len(tag.findall(file.read_bytes())) > 600
    for name, data in make_site(load(file, zone="Europe/Brussels"), Options(pages=True, force=True)).files.items():
        if name.startswith("sessions/"):
            assert b"&lt;p&gt;" not in data, name


def test_details_are_on_the_pages_of_the_sessions_and_not_twice(programme: Event) -> None:
    site = make_site(programme, Options(pages=True)).files
    assert b"What engines do." not in site["index.html"]
    assert b"What engines do." in site["sessions/keynote.html"]
    assert b"Builds engines." not in site["index.html"]
    assert b'"subEvent"' not in site["index.html"]
    alone = make_site(programme).files["index.html"]
    assert b"What engines do." in alone
    assert b"Builds engines." in alone
    assert b'"subEvent"' in alone
