"""A site in several languages: a folder for each, and on every page the way to the same page in the others."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events import Event, InvalidProgramme, Link, load
from ospo_events.cli import main
from ospo_events.codecs.translations import read_translation
from ospo_events.site import Options, Site, make_site
from ospo_events.views import TranslatedText, Translation

EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = load(EXAMPLES / "ospos2024.yaml")
TRANSLATIONS = {
    language: read_translation((EXAMPLES / f"ospos2024.{language}.yaml").read_bytes()).value()
    for language in ("fr", "ar")
}
PAGE = "sessions/reboot-the-earth.html"


@pytest.fixture(scope="module")
def site() -> Site:
    options = Options(
        pages=True,
        door_sheets=True,
        base_url="https://example.org/2024",
        translations=(TRANSLATIONS["fr"], TRANSLATIONS["ar"]),
    )
    return make_site(EXAMPLE, options)


def test_there_is_the_same_site_in_each_language(site: Site) -> None:
    roots = {path for path in site.files if not path.startswith(("fr/", "ar/"))}
    for language in ("fr", "ar"):
        inside = {path.removeprefix(f"{language}/") for path in site.files if path.startswith(f"{language}/")}
        assert inside == roots - {"files.json", "robots.txt", "sitemap.xml"}
    assert "Parcours thématique" in site.files["fr/agenda.txt"].decode()
    assert "Parcours thématique" not in site.files["agenda.txt"].decode()
    assert json.loads(site.files["ar/event.json"])["language"] == "ar"


def test_every_page_says_its_language_and_leads_to_the_others(site: Site) -> None:
    for folder, language in (("", "en"), ("fr/", "fr"), ("ar/", "ar")):
        page = site.files[f"{folder}{PAGE}"].decode()
        assert f'<html lang="{language}">' in page
        assert ('<body dir="rtl"' in page) is (language == "ar")
        links = dict(re.findall(r'<a lang="(\w+)" dir="\w+" hreflang="\w+" href="([^"]+)"', page))
        assert set(links) == {"en", "fr", "ar"} - {language}
        for other, href in links.items():
            there = (Path("/") / folder / PAGE).parent.joinpath(href)
            path = str(Path(re.sub(r"[^/]+/\.\./", "", str(there)))) if ".." in href else str(there)
            while ".." in path:
                path = re.sub(r"/[^/.]+/\.\.", "", path, count=1)
            assert path == f"/{'' if other == 'en' else f'{other}/'}{PAGE}"
        alternates = dict(re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', page))
        assert alternates == {
            "en": f"https://example.org/2024/{PAGE}",
            "fr": f"https://example.org/2024/fr/{PAGE}",
            "ar": f"https://example.org/2024/ar/{PAGE}",
        }
    assert 'hreflang="ar" href="https://example.org/2024/ar/"' in site.files["index.html"].decode()


def test_a_translation_says_on_its_pages_how_it_was_made(site: Site) -> None:
    note = "machine translation, not reviewed by a person"
    assert note in site.files["fr/index.html"].decode()
    assert note not in site.files["index.html"].decode()


def test_the_sitemap_and_the_list_of_files_name_all_languages(site: Site) -> None:
    sitemap = site.files["sitemap.xml"].decode()
    assert f"https://example.org/2024/fr/{PAGE}" in sitemap
    listed = {entry["path"] for entry in json.loads(site.files["files.json"])["files"]}
    assert listed == set(site.files) - {"files.json"}


def test_what_hangs_on_a_wall_has_no_links(site: Site) -> None:
    assert b"<nav" not in site.files["fr/doors.html"]


def test_a_site_in_one_language_is_as_before() -> None:
    files = make_site(EXAMPLE, Options(pages=True, base_url="https://example.org/2024")).files
    pages = [data for path, data in files.items() if path.endswith(".html")]
    assert not any(b'rel="alternate" hreflang' in page or b'class="languages' in page for page in pages)


def test_without_an_address_there_are_links_but_no_alternates() -> None:
    page = make_site(EXAMPLE, Options(translations=(TRANSLATIONS["fr"],))).files["index.html"].decode()
    assert 'href="fr/index.html"' in page
    assert 'rel="alternate" hreflang' not in page


def test_what_a_translation_does_not_show_is_in_the_report() -> None:
    text = {"sessions.gone.title": TranslatedText("x")}
    translation = Translation(language="fr", of=EXAMPLE.id, texts=text)
    unsafe = attrs.evolve(EXAMPLE, links=(Link("javascript:alert(1)"),))
    report = make_site(unsafe, Options(translations=(translation,), force=True)).report
    codes = [item.code for item in report]
    assert "unknown-translation" in codes
    assert "not-translated" in codes
    assert len({*report}) == len(codes)


def test_a_language_without_words_is_in_the_report() -> None:
    german = attrs.evolve(TRANSLATIONS["fr"], language="de")
    assert "no-words-in-language" in [item.code for item in make_site(EXAMPLE, Options(translations=(german,))).report]


@pytest.mark.parametrize(
    ("languages", "said"), [(("people",), "people"), (("fr", "FR"), "'FR' again"), (("en",), "'en' again")]
)
def test_languages_that_can_be_no_folders_are_refused(languages: tuple[str, ...], said: str) -> None:
    translations = tuple(attrs.evolve(TRANSLATIONS["fr"], language=language) for language in languages)
    with pytest.raises(ValueError, match=said):
        make_site(EXAMPLE, Options(translations=translations))


def test_a_translation_of_another_event_makes_no_site() -> None:
    with pytest.raises(InvalidProgramme):
        make_site(Event(id="other", title="O", timezone="UTC"), Options(translations=(TRANSLATIONS["fr"],), force=True))


def test_a_template_without_a_head_or_a_header_is_left_as_it_is() -> None:
    options = Options(translations=(TRANSLATIONS["fr"],), templates={"page.html": "<p>{{title}}</p>"})
    assert make_site(EXAMPLE, options).files["fr/index.html"] == b"<p>OSPO pour le bien commun 2024</p>"


def test_the_command_makes_the_languages_that_are_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "site"
    words = ["build", str(EXAMPLES / "ospos2024.yaml"), "--out", str(out)]
    assert main([*words, "--language", "fr", "--language", "zh"]) == 0
    assert (out / "fr" / "index.html").is_file()
    assert "中文" in (out / "index.html").read_text("utf-8")
    capsys.readouterr()
    assert main([*words, "--language", "de"]) == 2
    assert "ospos2024.de.yaml" in capsys.readouterr().err


def test_what_is_not_translated_says_that_it_is_in_another_language() -> None:
    event = EXAMPLE.with_session("reboot-the-earth", title="Reboot & Earth", abstract="One.\n\nTwo.")
    files = make_site(event, Options(pages=True, translations=(TRANSLATIONS["ar"],))).files
    page = files[f"ar/{PAGE}"].decode()
    assert '<bdi lang="en">Reboot &amp; Earth</bdi>' in page
    assert '<p dir="auto" lang="en">Two.</p>' in page
    assert '<bdi lang="en">' not in files["ar/sessions/devrooms.html"].decode()
    assert 'dir="auto" lang="en">Reboot &amp; Earth</a>' in files["ar/index.html"].decode()
    assert ' lang="en">Reboot' not in files["index.html"].decode()


@pytest.mark.browser
def test_the_way_to_another_language_keeps_the_place(browser: Any, site: Site, tmp_path: Path) -> None:
    for path, data in site.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    with browser.page() as tab:
        tab.open((tmp_path / "index.html").as_uri() + "#s-reboot-the-earth")
        assert tab.complaints() == []
        browser.events.clear()
        tab.run("document.querySelector('.languages a[lang=ar]').click()")
        tab.wait_for("Page.loadEventFired")
        assert tab.run("document.documentElement.lang + document.body.dir") == "arrtl"
        assert tab.run("location.href").endswith("/ar/index.html#s-reboot-the-earth")
        assert tab.complaints() == []


@pytest.mark.browser
def test_a_page_says_its_times_in_its_language_in_another_zone_too(browser: Any, site: Site, tmp_path: Path) -> None:
    shared = [f"{language}/assets/page.{kind}" for language in ("ar", "fr") for kind in ("css", "js")]
    for path in ("ar/index.html", "fr/index.html", *shared):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(site.files[path])
    for language, onwards in (("ar", "ابتداءً من 23:30"), ("fr", "à partir de 23:30")):
        with browser.page() as tab:
            tab.open((tmp_path / language / "index.html").as_uri() + "#tz=Europe/Paris")
            assert tab.run("document.querySelector('#s-day-1-social .w').textContent") == onwards
            assert tab.run("document.documentElement.lang") == language
            assert tab.complaints() == []
