"""Acceptances: by glob, unmatched, without a reason, of an unknown rule."""

from __future__ import annotations

import attrs

from ospo_events import Acceptance, Severity
from ospo_events.codecs import codec_named
from ospo_events.rules.pages import complete
from ospo_events.validation import validate
from tests.support.programmes import ATTIC


def decode(fragment):
    return codec_named("yaml").decode(complete(fragment).encode(), source="e.yaml")


def event_of(fragment):
    return decode(fragment).value()


def test_an_acceptance_may_be_a_glob():
    event = event_of(ATTIC)
    accept = Acceptance(rule="unused-*", reason="kept for the press")
    assert validate(attrs.evolve(event, accept=(accept,))).codes == ()
    one = attrs.evolve(accept, where=("attic",))
    assert validate(attrs.evolve(event, accept=(one,))).codes == ("unused-track",)
    nothing = attrs.evolve(accept, rule="unus?d-nothing*")
    assert "acceptance-of-unknown-rule" in validate(attrs.evolve(event, accept=(nothing,))).codes
    unmatched = attrs.evolve(accept, rule="room-*")
    assert "unmatched-acceptance" in validate(attrs.evolve(event, accept=(unmatched,))).codes


def test_a_glob_is_unmatched_only_where_all_its_rules_ran():
    event = attrs.evolve(event_of(""), accept=(Acceptance(rule="unused-*", reason="kept for the press"),))
    assert validate(event, select=["unused-room", "acceptances"]).codes == ()
    assert validate(event).codes == ("unmatched-acceptance",)


def test_without_a_reason_either_the_acceptance_or_the_finding_is_seen():
    event = attrs.evolve(event_of(ATTIC), accept=(Acceptance(rule="unused-room", reason=" "),))
    assert "acceptance-without-reason" in validate(event).codes
    assert "unused-room" not in validate(event).codes
    assert validate(event, select=["unused-room"]).codes == ("unused-room",)


def test_an_acceptance_of_an_unknown_rule_is_an_error():
    event = attrs.evolve(event_of(""), accept=(Acceptance(rule="unusd-room", reason="kept for the press"),))
    (item,) = validate(event)
    assert (item.code, item.severity) == ("acceptance-of-unknown-rule", Severity.ERROR)
    assert item.help == "did you mean 'unused-room'?"
