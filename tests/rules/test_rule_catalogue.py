"""Tests of the rules as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ospo_events.codecs.codes import CODES
from ospo_events.diagnostics import Severity
from ospo_events.rules import Context, Rule, RuleStatus, rule
from ospo_events.rules._registry import read_documentation
from ospo_events.rules.catalogue import MODULES, rules
from ospo_events.rules.pages import index_page, rule_page

SNAPSHOT = Path(__file__).with_name("catalogue.json")
SHARED_WITH_READERS = {"control-character", "nonexistent-local-time"}  # the same defect, in an event made in Python


def catalogue() -> dict[str, dict[str, object]]:
    return {
        code: {
            "severity": item.severity.value,
            "category": item.category,
            "since": item.since,
            "status": item.status.value,
            "fixable": item.fixable,
            "replaces": list(item.replaces),
        }
        for code, item in sorted(rules().items())
    }


def test_the_catalogue_is_what_was_promised() -> None:
    """A code is never reused and never vanishes: change the snapshot on purpose, with a note in the changelog."""
    assert catalogue() == json.loads(SNAPSHOT.read_text("utf-8"))


def test_codes_are_not_those_of_the_readers() -> None:
    native = {code for code, entry in CODES.items() if "native" in entry.emitters}
    assert set(rules()) & native == SHARED_WITH_READERS


def test_no_code_replaces_one_that_is_still_there() -> None:
    assert not {code for item in rules().values() for code in item.replaces} & set(rules())


def test_modules_hold_rules_of_one_theme() -> None:
    for name in MODULES:
        module = __import__(f"ospo_events.rules.{name}", fromlist=["_"])
        number = sum(isinstance(value, Rule) for value in vars(module).values())
        assert 2 <= number <= 12, (name, number)


def test_fixable_rules_say_so_and_others_have_no_fix() -> None:
    source = {
        name: Path(__import__(f"ospo_events.rules.{name}", fromlist=["_"]).__file__).read_text("utf-8")
        for name in MODULES
    }
    fixing = sum(text.count("fixable=True") for text in source.values())
    assert fixing == sum(item.fixable for item in rules().values()) > 5


def test_pages_have_everything() -> None:
    for item in rules().values():
        text = rule_page(item)
        assert text.startswith(f"# {item.code}\n")
        assert "## Why" in text
        assert "## Accepting it" in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
    assert all(f"]({code}.md)" in index_page(rules()) for code in rules())


def test_the_decorator_refuses_codes_that_are_no_names() -> None:
    for code in ("E054", "room", "Room-Booked", "room_booked", ""):
        with pytest.raises(ValueError, match="kebab-case"):

            @rule(code, severity=Severity.ERROR)
            def check(context: Context):
                yield from ()


def test_a_rule_of_ones_own_is_callable_and_documented() -> None:
    @rule("odd-thing", severity=Severity.INFO, status=RuleStatus.PREVIEW, replaces=("old-thing",))
    def odd_thing(context: Context):
        """It is odd."""
        yield from ()

    assert odd_thing.documentation.sentence == "It is odd."
    text = rule_page(odd_thing)
    assert "**preview**" in text
    assert "replaces `old-thing`" in text
    assert read_documentation("").sentence == ""
