"""The programme to paste into a page of another site."""

from __future__ import annotations

import re
from collections import Counter

import attrs
import html5lib
from hypothesis import given

from ospo_events.codecs import CODECS
from ospo_events.model import Event
from ospo_events.site import Options, make_site
from ospo_events.strategies import events

FRAGMENT = CODECS["html-fragment"]
BASE = "https://site.example/2024/"


def fragment(event: Event, **options: str) -> str:
    return FRAGMENT.encode(event, **options).data.decode()


@given(event=events(max_sessions=5))
def test_every_session_stands_in_it_once(event: Event) -> None:
    page = fragment(event)
    assert page.count('<li class="ospo-session') == len(shown_to_all(event))
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(page)
    assert [child.tag for child in root] == ["div"], "one element, whatever the texts are"


def shown_to_all(event: Event) -> list[str]:
    """Return the ids of what the public sees."""
    from ospo_events.views import for_audience

    return [session.id for session in for_audience(event).sessions]


def test_nothing_of_it_touches_the_page_around(programme: Event) -> None:
    page = fragment(programme, base_url=BASE)
    assert {
        name for names in re.findall('class="([^"]*)"', page) for name in names.split() if not name.startswith("ospo-")
    } == set()
    assert not re.search(r"<(?:html|head|body|script|link|main|header|footer|h1|h2)\b| id=| on\w+=| style=", page)
    style = page.partition("<style>")[2].partition("</style>")[0]
    selectors = re.findall(r"^([^@{}\n]+)\{", style, re.M)
    assert len(selectors) > 10
    assert all(selector.strip().startswith(".ospo-") for line in selectors for selector in line.split(","))


def test_titles_lead_to_the_page_and_without_one_nowhere(programme: Event) -> None:
    assert f'<a class="ospo-link" href="{BASE}#s-keynote">' in fragment(programme, base_url=BASE)
    assert "<a " not in fragment(programme)
    for options, address in (
        (Options(pages=True, base_url=BASE), f"{BASE}sessions/keynote.html"),
        (Options(base_url=BASE), f"{BASE}index.html#s-keynote"),
        (Options(pages=True), "sessions/keynote.html"),
    ):
        assert f'href="{address}"' in make_site(programme, options).files["programme.fragment.html"].decode()


def test_language_and_direction_are_said(programme: Event) -> None:
    for language, direction in (("en", "ltr"), ("ar", "rtl"), ("fr", "ltr")):
        page = fragment(attrs.evolve(programme, language=language))
        assert page.startswith(f'<div class="ospo-programme" lang="{language}" dir="{direction}"')
    assert "mardi 9 juillet 2024" in page.lower()


def test_what_does_not_happen_says_so(programme: Event) -> None:
    assert '<strong class="ospo-status">Cancelled</strong> <s><bdi>Benches together</bdi></s>' in fragment(programme)


def test_hostile_text_stays_text(programme: Event) -> None:
    page = fragment(
        programme.with_session("keynote", title="</style><script>alert(1)</script>\"'<img src=x onerror=alert(1)>")
    )
    tags = Counter(re.findall("<([a-z0-9]+)", page))
    assert tags["script"] == tags["img"] == 0
    assert tags["style"] == 1


def test_a_part_has_the_track_and_the_room_of_its_whole(programme: Event) -> None:
    page = fragment(programme)
    assert re.search(
        r'<li class="ospo-session ospo-t0" data-track="ai" data-room="hall">[^\n]*Engines for everybody', page
    )
