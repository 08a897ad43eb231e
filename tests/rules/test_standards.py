"""Licences, languages and countries as their standards have them."""

from __future__ import annotations

import pytest

from ospo_events.rules._spdx import EXCEPTIONS, LICENCES
from ospo_events.rules._standards import COUNTRIES, language_problem, licence_problem


@pytest.mark.parametrize(
    "text",
    [
        *("MIT", "GPL-3.0", "GPL-2.0+", "Apache-2.0+", "LAL-1.3", "CC-BY-SA-2.0-UK", "MIT OR Apache-2.0"),
        *("(MIT AND BSD-3-Clause) OR LicenseRef-house", "GPL-2.0-only WITH Classpath-exception-2.0"),
        *("DocumentRef-x:LicenseRef-y", "https://example.org/terms", "http://example.org/terms"),
    ],
)
def test_licences_that_are_good(text: str) -> None:
    assert licence_problem(text) is None


def test_every_identifier_of_the_list_is_good_and_found_in_any_case() -> None:
    assert len(LICENCES) > 690
    for licence in LICENCES:
        assert licence_problem(licence) is None
        assert licence_problem(licence.swapcase()) == (
            f"{licence.swapcase()!r} is spelt {licence!r} on the SPDX licence list",
            licence,
        )
    assert not LICENCES & EXCEPTIONS


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
        ("CC BY-SA 3.0", "CC-BY-SA-3.0"),
        ("cc by", "CC-BY-4.0"),
        ("FAL-1.3", None),
        ("Creative Commons", None),
        ("MIT OR house", None),
        ("MITx+", None),
        ("LicenseRef-", None),
        ("Classpath-exception-2.0+", None),
        ("OR", None),
        ("Classpath-exception-2.0", None),
        ("()", None),
        ("", None),
    ],
)
def test_licences_that_are_not_good(text: str, meant: str | None) -> None:
    problem = licence_problem(text)
    assert problem is not None
    assert problem[1] == meant
    assert repr(text) in problem[0]


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant", "sh", "bh", "de-1996", "x-house", "gsw", "sl-rozaj"])
def test_languages_that_are_good(tag: str) -> None:
    assert language_problem(tag) is None


@pytest.mark.parametrize(
    ("tag", "meant"), [("German", "de"), ("pt_BR", "pt-BR"), ("e", None), ("qq", None), ("en-", None)]
)
def test_languages_that_are_not_good(tag: str, meant: str | None) -> None:
    problem = language_problem(tag)
    assert problem is not None
    assert problem[1] == meant


def test_countries_are_those_of_iso_3166_and_the_two_reserved_ones() -> None:
    assert len(COUNTRIES) == 249 + 2
    assert {"EU", "UN", "XX", "UK"} & COUNTRIES == {"EU", "UN"}
