"""What machines are told: search engines, those who show a link to a page, and browsers that install the site."""

from __future__ import annotations

import gzip
import json
import re
import xml.etree.ElementTree as ET
from typing import Any

import attrs
import pytest
from hypothesis import given

from ospo_events.model import Event
from ospo_events.site import Options, make_site
from ospo_events.strategies import events
from ospo_events.views.translations import Translation
from tests.site.test_pictures import PNG, SVG
from tests.support.jsonld import search_engine_errors

BASE = "https://site.example/2024/"
PAGES = Options(pages=True, base_url=BASE)
FOR_PAPER = ("now.html", "doors.html", "nameplates.html")


def pages(event: Event, options: Options = PAGES) -> dict[str, str]:
    """Return the pages of a site that somebody may be led to."""
    files = make_site(event, options).files
    return {
        path: data.decode()
        for path, data in files.items()
        if path.endswith(".html") and not path.endswith((".fragment.html", *FOR_PAPER))
    }


def meta(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([\w:-]+)" content="([^"]*)">', page.partition("</head>")[0]))


def told(page: str) -> list[Any]:
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    ]


def test_every_page_says_what_it_is_to_those_who_show_a_link(programme: Event) -> None:
    seen: set[str] = set()
    for path, page in pages(attrs.evolve(programme, color="#1f77b4")).items():
        facts = meta(page)
        address = BASE + ("" if path == "index.html" else path)
        assert facts["description"] == facts["og:description"] != "", path
        assert facts["og:url"] == address
        assert f'<link rel="canonical" href="{address}">' in page
        assert facts["og:site_name"] == "Harbour Days 2024"
        assert facts["og:type"] == "website"
        assert facts["twitter:card"] == "summary"
        assert facts["theme-color"] == "#1f77b4"
        assert facts["og:title"]
        seen.add(facts["description"])
    assert len(seen) > 20, "each says something of its own"


def test_each_language_names_the_others_and_one_for_all_else(programme: Event) -> None:
    event = attrs.evolve(programme, language="en")
    options = attrs.evolve(PAGES, translations=(Translation(language="fr", of=event.id),))
    for path, page in pages(event, options).items():
        links = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page))
        plain = path.removeprefix("fr/")
        shown = "" if plain == "index.html" else plain
        assert links == {"en": BASE + shown, "fr": f"{BASE}fr/{shown}", "x-default": BASE + shown}, path
        assert f'<link rel="canonical" href="{BASE}{"fr/" if path != plain else ""}{shown}">' in page


def test_the_sitemap_has_every_page_and_when_it_changed(programme: Event) -> None:
    files = make_site(programme, PAGES).files
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    entries = ET.fromstring(files["sitemap.xml"]).findall(f"{space}url")
    places = {entry.findtext(f"{space}loc") for entry in entries}
    assert places >= {BASE + ("" if path == "index.html" else path) for path in pages(programme)}
    assert not [place for place in places if place and place.endswith(".fragment.html")]
    assert {entry.findtext(f"{space}lastmod") for entry in entries} == {"2024-06-01"}
    assert files["robots.txt"].decode().splitlines() == ["User-agent: *", "Allow: /", f"Sitemap: {BASE}sitemap.xml"]


@pytest.mark.parametrize("options", [PAGES, Options(pages=True), Options(base_url=BASE)])
def test_search_engines_find_no_error_on_any_page(programme: Event, example: Event, options: Options) -> None:
    for event in (programme, example):
        found = pages(event, options)
        for path, page in found.items():
            assert search_engine_errors(told(page)) == [], path
        session = next((page for path, page in found.items() if path.startswith("sessions/")), None)
        if session is not None:
            (tree,) = told(session)
            assert {"name", "startDate", "location", "eventStatus", "superEvent"} <= tree.keys()
        if options.pages:
            (tree,) = told(found["index.html"])
            assert "subEvent" not in tree
            assert len(gzip.compress(json.dumps(tree).encode())) < 1_500, "small on the index"


# --- the manifest -----------------------------------------------------------------------------


def manifest(event: Event, **options: Any) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(
        make_site(event, Options(pages=True, force=True, **options)).files["manifest.webmanifest"]
    )
    return tree


def test_the_manifest_of_a_site(programme: Event) -> None:
    tree = manifest(attrs.evolve(programme, color="#1F77B4"))
    icon = {"src": "assets/icon.svg", "type": "image/svg+xml", "sizes": "any"}
    assert tree == {
        "name": "Harbour Days 2024",
        "short_name": "Harbour Days",
        "description": "Open networks for everybody",
        "lang": "en",
        "dir": "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": "#1f77b4",
        "background_color": "#ffffff",
        "icons": [icon],
    }


def test_own_pictures_are_the_icons(programme: Event) -> None:
    files = make_site(programme, Options(pages=True, assets={"logo.svg": SVG, "favicon.png": png(16)})).files
    icons = json.loads(files["manifest.webmanifest"])["icons"]
    assert [icon["src"] for icon in icons] == ["assets/favicon.png", "assets/logo.svg"]
    assert [icon["sizes"] for icon in icons] == ["16x16", "any"]
    assert "assets/icon.svg" not in files


@pytest.mark.parametrize(
    ("assets", "sizes"),
    [
        ({"favicon.png": 16}, ["16x16", "any"]),
        ({"favicon.png": 192}, ["192x192"]),
        ({"favicon.png": 16, "logo.png": 512}, ["16x16", "512x512"]),
        ({}, ["any"]),
    ],
)
def test_an_icon_is_made_where_none_is_large_enough(programme: Event, assets: dict[str, int], sizes: list[str]) -> None:
    pictures = {name: png(size) for name, size in assets.items()}
    assert [icon["sizes"] for icon in manifest(programme, assets=pictures)["icons"]] == sizes
    ico = make_site(programme, Options(pages=True, assets={"favicon.ico": b"\0\0\1\0"})).files
    assert json.loads(ico["manifest.webmanifest"])["icons"][0]["src"] == "assets/icon.svg"


def png(size: int) -> bytes:
    """Return the beginning of a square PNG."""
    return PNG[:8] + b"\0\0\0\rIHDR" + size.to_bytes(4, "big") * 2


def test_a_site_of_one_page_has_no_manifest(programme: Event) -> None:
    assert "manifest.webmanifest" not in make_site(programme).files


@pytest.mark.parametrize(
    ("title", "acronym", "short"),
    [
        ("OSPOs for Good 2024", None, "OSPOs"),
        ("A conference about everything", None, "A conference"),
        ("Verylongtitleinoneword", None, "Verylongtitl"),
        ("Open Source Days of the World", "OSDW", "OSDW"),
        ("مؤتمر", None, "مؤتمر"),
    ],
)
def test_what_is_written_below_the_icon(title: str, acronym: str | None, short: str) -> None:
    event = Event(id="e", title=title, timezone="UTC", acronym=acronym, language="ar" if title > "a" else None)
    tree = manifest(event)
    assert tree["short_name"] == short
    assert tree["dir"] == ("rtl" if event.language else "ltr")


@given(event=events(max_sessions=2))
def test_the_manifest_of_any_programme_is_one(event: Event) -> None:
    files = make_site(event, Options(pages=True, offline=True, force=True)).files
    tree = json.loads(files["manifest.webmanifest"])
    assert 0 < len(tree["short_name"]) <= 12
    ET.fromstring(files["assets/icon.svg"])
