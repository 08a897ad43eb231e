"""QR codes: on what is printed, on the screen of a hall, and of picks for another device."""

from __future__ import annotations

import hashlib
import json
import random
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events.cli import main
from ospo_events.errors import MissingExtra
from ospo_events.model import Event
from ospo_events.site import Options, make_site, write_site
from tests.support.hosting import hosted

segno = pytest.importorskip("segno", reason="needs the qr extra")
BASE = "https://example.org/2024/"
CODES = Options(pages=True, door_sheets=True, nameplates=True, qr_codes=True, base_url=BASE)


def leads_to(page: bytes) -> list[str]:
    """Return the addresses under the codes of a page, each of which is the code of its address."""
    figures = re.findall(
        r'<figure class="qr">(.*?)<figcaption dir="ltr">(.*?)</figcaption></figure>', page.decode(), re.DOTALL
    )
    for drawn, address in figures:
        code = segno.make_qr(address, error="m").svg_inline(svgclass=None, lineclass=None, omitsize=True)
        assert drawn == code.replace("<svg ", '<svg aria-hidden="true" ', 1)
    return [address for _, address in figures]


def test_what_is_printed_leads_to_the_pages(programme: Event) -> None:
    files = make_site(programme, CODES).files
    assert leads_to(files["index.html"]) == [BASE]
    assert leads_to(files["now.html"]) == [BASE]
    doors = leads_to(files["doors.html"])
    assert set(doors) == {
        f"{BASE}rooms/{room.id}.html" for room in programme.rooms if room.id in programme.index.by_room
    }
    assert all(address.removeprefix(BASE) in files for address in doors)


def test_without_pages_a_door_leads_to_the_programme_of_its_room(programme: Event) -> None:
    doors = leads_to(make_site(programme, attrs.evolve(CODES, pages=False)).files["doors.html"])
    assert f"{BASE}#room=hall" in doors


def test_without_an_address_there_is_no_code_and_the_report_says_so(programme: Event) -> None:
    site = make_site(programme, attrs.evolve(CODES, base_url=None))
    assert not [path for path, data in site.files.items() if b'class="qr"' in data]
    assert "no QR codes" in next(str(item) for item in site.report if item.code == "missing-base-url")


def test_none_is_there_that_nobody_asked_for(programme: Event) -> None:
    files = make_site(programme, attrs.evolve(CODES, qr_codes=False)).files
    assert not [path for path, data in files.items() if b'class="qr"' in data]


def test_without_the_extra_it_is_said_what_to_install(
    programme: Event, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "segno", None)
    with pytest.raises(MissingExtra, match="pip install 'ospo-events\\[qr\\]'"):
        make_site(programme, CODES)
    source = "examples/ospos2024.yaml"
    assert main(["build", source, "--out", str(tmp_path / "o"), "--qr-codes", "--base-url", BASE]) == 2
    assert "ospo-events[qr]" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_an_address_that_no_code_holds_is_printed_as_it_is(programme: Event) -> None:
    page = make_site(programme, attrs.evolve(CODES, base_url=f"https://example.org/{'x' * 2400}")).files["index.html"]
    assert b'<figure class="qr"><figcaption' in page


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Yield a folder and the address under which it is served."""
    folder = tmp_path_factory.mktemp("served")
    with hosted(folder) as host:
        yield folder, host.url


def modules(text: str) -> list[list[int]]:
    return [list(row) for row in segno.make_qr(text, error="m", mode="byte", boost_error=False).matrix]


def drawn_modules(path: str) -> list[list[int]]:
    places = [(int(y) - 4, int(x) - 4) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)]
    size = 1 + max(y for y, _ in places)
    return [[int((y, x) in places) for x in range(size)] for y in range(size)]


@pytest.fixture
def padded_by_the_standard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let segno write no byte of zeros where the text ends with a byte: ISO/IEC 18004, 7.4.10 asks for none."""

    def padding(buffer: Any, version: int, length: int) -> None:
        buffer.extend([0] * (-length % 8))

    monkeypatch.setattr("segno.encoder.write_padding_bits", padding)


@pytest.mark.browser
@pytest.mark.usefixtures("padded_by_the_standard")
def test_the_code_of_picks_leads_another_device_to_them(
    browser: Any, programme: Event, served: tuple[Path, str]
) -> None:
    folder, url = served
    write_site(make_site(programme, Options(pages=True)).files, folder)
    with browser.page(width=390) as tab:
        tab.open(url)
        assert tab.run("document.querySelector('#as-code').hidden") is True
        tab.run(
            "document.querySelector('#s-keynote .pick').click(); document.querySelector('#s-registration .pick').click()"
        )
        asked = [request for request in tab.requests() if "qr.js" in request]
        assert asked == [], "only who asks for a code fetches what draws it"
        drawn = "const wait = () => document.querySelector('dialog svg') ? done() : setTimeout(wait, 10); wait()"
        tab.run(f"document.querySelector('#as-code').click(); new Promise(done => {{ {drawn} }})")
        path = tab.run("document.querySelector('dialog svg path').getAttribute('d')")
        # What is drawn is the code of an address that names the picks.
        picks = ",".join(f"~{hashlib.sha1(name.encode()).hexdigest()[:6]}" for name in ("registration", "keynote"))
        text = f"{url}#picks={picks}"
        assert drawn_modules(path) == modules(text)
        assert tab.complaints() == []
    with browser.page() as tab:
        tab.open(text)
        assert set(tab.run("[...programme.chosen.picks]")) == {"s-keynote", "s-registration"}
        assert tab.run("document.querySelector('#s-closing').checkVisibility()") is False
        tab.open("about:blank")
        tab.open((folder / "index.html").as_uri())
        assert tab.run("document.querySelector('#as-code')") is None, "no other device reads the files of this one"


@pytest.mark.browser
@pytest.mark.usefixtures("padded_by_the_standard")
def test_codes_of_the_page_are_those_of_segno(browser: Any, programme: Event, served: tuple[Path, str]) -> None:
    folder, url = served
    write_site(make_site(programme, Options(pages=True)).files, folder)
    chance = random.Random(18004)
    letters = string.ascii_letters + string.digits + ":/#?=&,.-~%"
    # Every version, filled to the last byte, and lengths between.
    capacity = [segno.consts.SYMBOL_CAPACITY[version][segno.consts.ERROR_LEVEL_M] for version in range(1, 41)]
    lengths = [bits // 8 - (2 if version < 10 else 3) for version, bits in enumerate(capacity, 1)]
    texts = ["".join(chance.choices(letters, k=size)) for size in (*lengths, 1, *chance.sample(range(2, 600), 12))]
    with browser.page() as tab:
        tab.open(url)
        loaded = (
            "document.body.append(Object.assign(document.createElement('script'), {src: 'assets/qr.js', onload: done}))"
        )
        tab.run(f"new Promise(done => {{ {loaded} }}).then(() => 1)")
        for text in texts:
            assert tab.run(f"programme.qr({json.dumps(text)})") == modules(text), len(text)
        assert tab.run(f"programme.qr('x'.repeat({lengths[-1] + 1}))") is None, "no version holds this"
