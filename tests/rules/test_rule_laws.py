"""Laws of all rules, on generated events."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events.codecs import codec_named
from ospo_events.diagnostics import Report
from ospo_events.model import Event
from ospo_events.rules.catalogue import rules
from ospo_events.rules.pages import complete
from ospo_events.strategies import events
from ospo_events.validation import validate

TOLD_BY_VALIDATION = {
    "internal-rule-failure",
    "too-many-findings",
    "outdated-baseline",
    "lost-in-format",
    "nonexistent-local-time",  # slots of generated events exist
}
SILENT: set[str] = set()
FIRED: set[str] = set()


def resolves(event: Event, path: tuple[str | int, ...]) -> bool:
    value: Any = event
    for part in path:
        value = value[part] if isinstance(part, int) or not hasattr(value, part) else getattr(value, part)
    return True


@given(events())
def test_rules_never_fail_point_at_something_and_say_the_same_twice(event: Event) -> None:
    report: Report = validate(event)
    assert "internal-rule-failure" not in report.codes
    for item in report:
        assert resolves(event, item.path), item
        assert all(resolves(event, other.path) for other in item.related), item
        assert item.message
        assert not item.message.endswith(".")
        if item.fix:
            assert rules()[item.code].fixable, item.code
    assert validate(event) == report
    FIRED.update(report.codes)
    SILENT.update(set(rules()) - set(report.codes))


BAD = {
    code: codec_named("yaml").decode(complete(item.documentation.bad).encode()).value()
    for code, item in rules().items()
    if item.documentation.bad
}
OLDER = {
    code: codec_named("yaml").decode(complete(item.documentation.older).encode()).value()
    for code, item in rules().items()
    if item.documentation.older
}


def planted(bad: Event, around: Event) -> Event:
    """Return the bad example with what has no time of a generated event around it."""
    changes: dict[str, Any] = {
        name: (*getattr(bad, name), *getattr(around, name))
        for name in ("venues", "rooms", "tracks", "people", "organizations")
    }
    loose = tuple(attrs.evolve(session, slot=None, previous_start=None) for session in around.sessions)
    return attrs.evolve(bad, sessions=(*bad.sessions, *loose), **changes)


@given(st.data())
@settings(max_examples=settings.default.max_examples // 4)  # every rule on each
def test_planted_defects_are_found_among_generated_things(data: st.DataObject) -> None:
    around = data.draw(events(max_sessions=3))
    for code, bad in BAD.items():
        report = validate(planted(bad, around), select=[code], older=OLDER.get(code))
        if code in report.codes:
            FIRED.add(code)


def test_every_rule_fired_at_least_once_and_was_silent_at_least_once() -> None:
    if not SILENT:
        pytest.skip("the laws above did not run")
    assert set(rules()) - FIRED <= TOLD_BY_VALIDATION
    assert set(rules()) == SILENT
