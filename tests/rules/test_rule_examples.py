"""The examples on the rule pages are run: bad triggers exactly its own code, good nothing."""

from __future__ import annotations

import re

import pytest

from ospo_events.model import Event
from ospo_events.rules import Rule
from ospo_events.rules.catalogue import rules
from ospo_events.validation import validate
from tests.support.reading import read_fragment

RULES = list(rules().values())
# The reader refuses this one; the rule finds it in events made in Python (tested in test_time_rules.py).
# What validation itself tells has no example that is a file alone (tested in tests/validation).
WITHOUT_BAD = {
    "nonexistent-local-time",
    "internal-rule-failure",
    "too-many-findings",
    "outdated-baseline",
    "lost-in-format",
}


def older(rule: Rule) -> Event | None:
    return read_fragment(rule.documentation.older) if rule.documentation.older else None


def test_the_base_of_the_examples_has_no_findings() -> None:
    assert validate(read_fragment("")).codes == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_bad_triggers_exactly_its_own_code(rule: Rule) -> None:
    bad = rule.documentation.bad
    if rule.code in WITHOUT_BAD:
        assert not bad
        return
    assert set(validate(read_fragment(bad), older=older(rule)).codes) == {rule.code}


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.documentation.good], ids=lambda rule: rule.code)
def test_good_triggers_nothing(rule: Rule) -> None:
    assert validate(read_fragment(rule.documentation.good), older=older(rule)).codes == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_documented(rule: Rule) -> None:
    documentation = rule.documentation
    sentence = documentation.sentence.split("\n\n")[0]
    assert re.fullmatch(r"[A-Z][^\n]*(\n[^\n]+)*\.", sentence), sentence
    assert documentation.why
    assert documentation.why.endswith((".", "?", "!"))
    assert rule.since == "0.1"
    if rule.code not in WITHOUT_BAD:
        assert documentation.bad
        assert documentation.good
