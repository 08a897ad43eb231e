"""Pictures of a site: logo, header, portraits, sponsors; what runs something is refused; cards for those who share."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events.cli import main
from ospo_events.codecs.html._escape import contrast, readable_on
from ospo_events.codecs.html.encode import encode
from ospo_events.model import Event
from ospo_events.site import Options, make_site, write_site
from tests.site.test_build import links_to_nowhere
from tests.site.test_page_browser import axe

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#0a7"/></svg>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc000000301010018dd8db00000000049454e44ae426082"
)
ASSETS = {
    "logo.svg": SVG,
    "favicon.png": PNG,
    "header.png": PNG,
    "people/ada.png": PNG,
    "organizations/lab.svg": SVG,
    ".hidden": b"",
}
EVERYTHING = Options(pages=True, assets=ASSETS, base_url="https://site.example/2024/")


def svg(inside: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def left_out(event: Event, name: str, data: bytes) -> str:
    site = make_site(event, Options(assets={name: data}))
    found = [item for item in site.report if item.code == "asset-left-out"]
    assert bool(found) == (f"assets/{name}" not in site.files)
    return found[0].message if found else ""


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("logo.svg", SVG, ""),
        ("logo.svg", svg('<use href="#a"/><image href="data:image/png;base64,AA"/><style>a{fill:url(#b)}</style>'), ""),
        ("logo.svg", svg("<script>alert(1)</script>"), "got <script>"),
        ("logo.svg", svg("", 'onload="alert(1)"'), "got the attribute onload"),
        ("logo.svg", svg("<foreignObject/>"), "got <foreignObject>"),
        ("logo.svg", svg('<a href="javascript:alert(1)"/>'), "got href='javascript"),
        ("logo.svg", svg('<image href="https://evil.example/x.png"/>'), "got href='https"),
        ("logo.svg", svg("<style>@import 'https://evil.example'</style>"), "got a style that does"),
        ("logo.svg", svg('<rect fill="url(https://evil.example/#a)"/>'), "got fill='url"),
        ("logo.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG, "document type"),
        ("logo.svg", SVG.decode().encode("utf-16"), "another encoding"),
        ("logo.svg", b"<svg", "no XML"),
        ("logo.svg", b"<svg/>", "another XML document"),
        ("logo.png", SVG, "got something else"),
        ("logo.exe", b"MZ", "got 'exe'"),
        ("people/nobody.png", PNG, "people/ID"),
        ("index.html", b"<p>", "people/ID"),
        ("people/ada.jpg", b"\xff\xd8\xff\xe0", ""),
        ("people/ada.webp", b"RIFF\0\0\0\0WEBP", ""),
        ("people/ada.avif", b"\0\0\0\x20ftypavif", ""),
        ("people/ada.gif", b"GIF89a", ""),
        ("people/ada.jpeg", b"\xff\xd8\xff\xe0", ""),
        ("favicon.ico", b"\0\0\1\0", ""),
    ],
)
def test_what_is_no_picture_or_runs_something_is_left_out(programme: Event, name: str, data: bytes, why: str) -> None:
    message = left_out(programme, name, data)
    assert why in message
    assert bool(message) == bool(why)


def test_two_files_for_one_picture_are_told(programme: Event) -> None:
    site = make_site(programme, Options(assets={"logo.png": PNG, "logo.svg": SVG}))
    assert [item.message for item in site.report if item.code == "asset-left-out"] == [
        "'logo.svg': expected one picture of 'logo', got a second one; it is left out"
    ]


def test_pictures_stand_where_they_belong(programme: Event) -> None:
    site = make_site(programme, EVERYTHING)
    index, ada, people = (site.files[name].decode() for name in ("index.html", "people/ada.html", "people.html"))
    assert '<img class="banner" src="assets/header.png" alt="">' in index
    assert '<img class="logo" src="assets/logo.svg" alt="">' in index
    assert '<link rel="icon" href="assets/favicon.png">' in index
    assert '<img src="assets/organizations/lab.svg" alt="Laboratory" loading="lazy">' in index
    assert '<img class="face" src="../assets/people/ada.png" alt="" loading="lazy">' in ada
    assert '<img class="logo" src="../assets/logo.svg" alt="">' in ada
    assert '<span class="face" aria-hidden="true">BB</span>' in people, "who has no portrait has initials"
    assert "img-src 'self' data:" in index
    assert links_to_nowhere(site.files) == []
    assert "assets/logo.svg" in {entry["path"] for entry in json.loads(site.files["files.json"])["files"]}
    bare = make_site(programme, Options(pages=True)).files
    assert b"<img" not in bare["index.html"] + bare["people.html"]
    assert b'class="face"' not in bare["people.html"]
    assert b"img-src data:;" in bare["people.html"]
    assert b"img-src 'self' data:; manifest-src 'self';" in bare["index.html"], "the icon of the manifest"
    named = attrs.evolve(programme.participants[1], role_title="Gold")
    told = attrs.evolve(
        programme,
        participants=(named,),
        organizations=[attrs.evolve(item, url=None) for item in programme.organizations],
    )
    assert "<h2><bdi>Gold</bdi></h2>" in make_site(told, EVERYTHING).files["index.html"].decode()


def test_who_shows_a_link_learns_what_it_is_about(programme: Event) -> None:
    files = make_site(programme, EVERYTHING).files

    def told(path: str) -> dict[str, str]:
        return dict(re.findall(r'<meta (?:name|property)="([a-z_:]+)" content="([^"]*)"', files[path].decode()))

    index, keynote = told("index.html"), told("sessions/keynote.html")
    assert index["og:title"] == index["og:site_name"] == "Harbour Days 2024"
    assert index["og:image"] == keynote["og:image"] == "https://site.example/2024/assets/header.png"
    assert index["twitter:card"] == "summary_large_image"
    assert keynote["og:url"] == "https://site.example/2024/sessions/keynote.html"
    assert keynote["description"] == keynote["og:description"] == "What engines do. And for whom &amp; why &lt;not&gt;."
    assert (
        b'<link rel="canonical" href="https://site.example/2024/sessions/keynote.html">'
        in files["sessions/keynote.html"]
    )
    assert files["robots.txt"].decode() == "User-agent: *\nAllow: /\nSitemap: https://site.example/2024/sitemap.xml\n"
    alone = make_site(programme, Options(pages=True)).files
    assert "robots.txt" not in alone
    assert b'property="og:' not in alone["index.html"]


@pytest.mark.parametrize("paint", ["#ffdd00", "#0b57d0", "#ffffff", "#000000", "#7f7f7f", "#1f3a93", "#e4002b"])
def test_the_colour_of_the_event_is_readable_in_light_and_dark(programme: Event, paint: str) -> None:
    for background in ("#f5f7f9", "#ffffff", "#1e2226", "#15181b"):
        assert contrast(readable_on(paint, background), background) >= 7
    page = encode(attrs.evolve(programme, color=paint)).data.decode()
    assert f":root{{--brand:{paint}}}" in page
    assert f"--accent:{readable_on(paint, '#f5f7f9')}" in page
    assert f"--accent:{readable_on(paint, '#1e2226')}" in page


def test_the_command_takes_a_folder_of_pictures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
    folder, out = tmp_path / "brand", tmp_path / "out"
    folder.mkdir()
    (folder / "logo.svg").write_bytes(SVG)
    (folder / "header.svg").write_bytes(svg("<script/>"))
    words = ["build", str(example), "--out", str(out), "--assets", str(folder)]
    assert main(words) == 0
    assert (out / "assets" / "logo.svg").read_bytes() == SVG
    assert not (out / "assets" / "header.svg").exists()
    assert "asset-left-out" in capsys.readouterr().err
    assert main([*words[:-1], str(folder / "logo.svg")]) == 2


@pytest.mark.browser
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_pages_with_pictures_in_a_browser(
    browser: Any, programme: Event, tmp_path: Path, width: int, dark: bool
) -> None:
    branded = attrs.evolve(programme, color="#ffdd00")
    write_site(make_site(branded, EVERYTHING).files, tmp_path / "out")
    for name in ("index.html", "people.html", "people/ada.html"):
        with browser.page(width=width, dark=dark) as tab:
            tab.open((tmp_path / "out" / name).as_uri())
            tab.run(
                "Promise.all([...document.images].map(e => { e.loading = 'eager'; return e.decode(); })).then(() => 1)"
            )
            assert tab.run("[...document.images].filter(e => !e.naturalWidth).length") == 0
            assert tab.complaints() == []
            assert tab.run("document.documentElement.scrollWidth") <= width
            if (code := axe()) is not None:
                tab.run(code + "; 1")
                found = tab.run(
                    "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 200))]))"
                )
                assert found == [], name
