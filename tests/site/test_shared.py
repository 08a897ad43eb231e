"""The style and the script that the pages of a site share: files, named by what is in them, and allowed by the policy."""

from __future__ import annotations

import hashlib
import json
import re

import attrs

from ospo_events.codecs.html import TEMPLATES
from ospo_events.model import Event
from ospo_events.site import Options, make_site
from ospo_events.views.translations import Translation

PAGES = Options(pages=True)


def policy(page: bytes) -> str:
    match = re.search(r'Content-Security-Policy" content="([^"]*)"', page.decode())
    assert match is not None
    return match[1]


def test_pages_share_their_style_and_script(programme: Event) -> None:
    files = make_site(programme, PAGES).files
    style, code = files["assets/page.css"], files["assets/page.js"]
    assert b".t" in style
    assert b"use strict" in code
    digest = hashlib.sha256(style).hexdigest()[:8]
    for path, up in (
        ("index.html", ""),
        ("people.html", ""),
        ("sessions/keynote.html", "../"),
        ("rooms/hall.html", "../"),
    ):
        page = files[path]
        assert f'<link rel="stylesheet" href="{up}assets/page.css?{digest}">'.encode() in page, path
        assert b"<style" not in page, path
        assert policy(page).startswith("default-src 'none'; style-src 'self'; "), path
        assert (b"<script src=" in page) == (path == "index.html")
        assert ("script-src 'self'; " in policy(page)) == (path == "index.html")
    index = json.loads(files["files.json"])
    media = {entry["path"]: entry["media_type"] for entry in index["files"]}
    assert media["assets/page.css"] == "text/css"
    assert media["assets/page.js"] == "text/javascript"


def test_a_page_without_a_script_has_no_element_for_one_and_allows_none(programme: Event) -> None:
    files = make_site(programme, attrs.evolve(PAGES, door_sheets=True, nameplates=True)).files
    for path in ("sessions/keynote.html", "people.html", "doors.html", "nameplates.html"):
        assert b"<script>" not in files[path], path
        assert "script-src" not in policy(files[path]), path


def test_a_site_of_one_page_is_one_file(programme: Event) -> None:
    files = make_site(programme).files
    assert not [path for path in files if path.startswith("assets/")]
    assert b"<style>" in files["index.html"]
    assert b'rel="stylesheet"' not in files["index.html"]
    assert "self" not in policy(files["index.html"])


def test_the_screen_and_the_paper_stay_files_that_need_no_other(programme: Event) -> None:
    files = make_site(programme, attrs.evolve(PAGES, door_sheets=True)).files
    for path in ("now.html", "doors.html"):
        assert b"assets/" not in files[path], path
        assert b"<style>" in files[path], path


def test_a_template_that_writes_its_elements_in_another_way_has_both_inside(programme: Event) -> None:
    assert "page.html" in TEMPLATES
    own = '<meta http-equiv="Content-Security-Policy" content="{{csp}}"><style lang>{{style}}</style>{{main}}<script a>{{script}}'
    page = make_site(programme, attrs.evolve(PAGES, templates={"page.html": own})).files["index.html"]
    assert b"use strict" in page
    assert "style-src 'self'" not in policy(page)
    assert "script-src 'self'" not in policy(page)
    assert policy(page).count("sha256-") == 2


def test_own_style_and_theme_are_in_the_file(programme: Event) -> None:
    own = attrs.evolve(PAGES, theme="h1{color:red}", templates={"page.css": "h2{color:blue}", "page.js": "let mine"})
    files = make_site(programme, own).files
    assert files["assets/page.css"].startswith(b"h2{color:blue}")
    assert files["assets/page.css"].endswith(b"h1{color:red}")
    assert files["assets/page.js"] == b"let mine"


def test_each_language_has_its_own(programme: Event) -> None:
    event = attrs.evolve(programme, language="en")
    files = make_site(event, attrs.evolve(PAGES, translations=(Translation(language="fr", of=event.id),))).files
    assert b'href="assets/page.css?' in files["fr/index.html"]
    assert files["fr/assets/page.js"] == files["assets/page.js"]
    assert b".languages" in files["fr/assets/page.css"]
