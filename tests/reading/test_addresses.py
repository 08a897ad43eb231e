"""Addresses of foreign documents: completed where the document says what they are relative to, else reported."""

from __future__ import annotations

import pytest

from ospo_events.codecs._reading.addresses import Addresses, with_ascii_host
from ospo_events.diagnostics import Findings

BASE = "https://demo.example/2026/"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("/media/a.pdf", "https://demo.example/media/a.pdf"),
        ("media/a.pdf", "https://demo.example/2026/media/a.pdf"),
        ("../a", "https://demo.example/a"),
        ("./talk/1/", "https://demo.example/2026/talk/1/"),
        ("?page=2", "https://demo.example/2026/?page=2"),
        ("/media/my slides.pdf", "https://demo.example/media/my%20slides.pdf"),
        ("slides.pdf", "https://demo.example/2026/slides.pdf"),
        ("README.md", "https://demo.example/2026/README.md"),
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
        ("www.demo.example/more", "https://www.demo.example/more"),
        ("github.com/someone", "https://github.com/someone"),
        ("bücher.example", "https://bücher.example"),
        ("demo.example:8080/x", "https://demo.example:8080/x"),
        ("mailto:ada@demo.example", "mailto:ada@demo.example"),
        ("HTTPS://a.example/x", "HTTPS://a.example/x"),
        ("TBA", None),
        ("Awesome Ada", None),
        ("ada@demo.example", None),
        ("#synapse:matrix.example", None),
        ("https://", None),
        ("/", None),
        ("", None),
    ],
)
def test_an_address_is_completed_and_a_word_is_none(text: str, address: str | None) -> None:
    assert Addresses(BASE, Findings()).absolute(text, (), only_addresses=False) == address


@pytest.mark.parametrize("base", [None, "demo", "/2026/", "https://", "mailto:a@b.example"])
def test_without_a_base_nothing_is_guessed_and_all_is_one_finding(base: str | None) -> None:
    findings = Findings()
    addresses = Addresses(base, findings)
    assert [addresses.absolute(text, ("p",)) for text in ("/a.pdf", "b/c", "talk", "")] == [None] * 4
    (finding,) = findings.report()
    assert (finding.code, finding.path) == ("relative-link", ("p",))
    assert "seen 4 times" in finding.message


def test_words_among_links_are_no_finding() -> None:
    findings = Findings()
    assert Addresses(None, findings).absolute("Jitsi TBA", (), only_addresses=False) is None
    assert not len(findings)


@pytest.mark.parametrize(
    ("address", "ascii_address"),
    [
        ("https://zügen.example/ä", "https://xn--zgen-0ra.example/ä"),
        ("https://ZÜGEN.example:81/", "https://xn--zgen-0ra.example:81/"),
        ("https://me@straße.example?q", "https://me@xn--strae-oqa.example?q"),
        ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://plain.example/", "https://plain.example/"),
        ("mailto:ü@ü.example", "mailto:ü@ü.example"),
    ],
)
def test_a_host_beyond_ascii_becomes_punycode(address: str, ascii_address: str) -> None:
    assert with_ascii_host(address) == ascii_address
