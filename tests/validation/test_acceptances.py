"""Acceptances: by glob, unmatched, without a reason, of an unknown rule."""

from __future__ import annotations

import attrs

from ospo_events import Acceptance, Severity
from ospo_events.validation import validate
from tests.support.programmes import ATTIC
from tests.support.reading import read_fragment


def test_an_acceptance_may_be_a_glob():
    event = read_fragment(ATTIC)
    accept = Acceptance(rule="unused-*", reason="kept for the press")
    assert validate(attrs.evolve(event, accept=(accept,))).codes == ()
    one = attrs.evolve(accept, where=("attic",))
    assert validate(attrs.evolve(event, accept=(one,))).codes == ("unused-track",)
    nothing = attrs.evolve(accept, rule="unus?d-nothing*")
    assert "acceptance-of-unknown-rule" in validate(attrs.evolve(event, accept=(nothing,))).codes
    unmatched = attrs.evolve(accept, rule="room-*")
    assert "unmatched-acceptance" in validate(attrs.evolve(event, accept=(unmatched,))).codes


def test_a_glob_is_unmatched_only_where_all_its_rules_ran():
    event = attrs.evolve(read_fragment(""), accept=(Acceptance(rule="unused-*", reason="kept for the press"),))
    assert validate(event, select=["unused-room", "acceptances"]).codes == ()
    assert validate(event).codes == ("unmatched-acceptance",)


def test_without_a_reason_either_the_acceptance_or_the_finding_is_seen():
    event = attrs.evolve(read_fragment(ATTIC), accept=(Acceptance(rule="unused-room", reason=" "),))
    assert "acceptance-without-reason" in validate(event).codes
    assert "unused-room" not in validate(event).codes
    assert validate(event, select=["unused-room"]).codes == ("unused-room",)


def test_an_acceptance_of_an_unknown_rule_is_an_error():
    event = attrs.evolve(read_fragment(""), accept=(Acceptance(rule="unusd-room", reason="kept for the press"),))
    (item,) = validate(event)
    assert (item.code, item.severity) == ("acceptance-of-unknown-rule", Severity.ERROR)
    assert item.help == "did you mean 'unused-room'?"
