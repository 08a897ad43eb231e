"""Findings of validation itself: about rules, acceptances and baselines.

The checks of these rules find nothing: `ospo_events.validation` reports the findings. They are rules so that they have
a page, a severity and a place in the catalogue like all others.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics import Severity
from ._context import Context
from ._registry import Finding, rule


@rule("internal-rule-failure", severity=Severity.ERROR, category="engine", since="0.1")
def internal_rule_failure(_context: Context) -> Iterable[Finding]:
    """A rule failed, so its question was not answered.

    Why:
        The error is in the rule, not in the programme. All other rules ran.
    """
    return ()


@rule("too-many-findings", severity=Severity.INFO, category="engine", since="0.1")
def too_many_findings(_context: Context) -> Iterable[Finding]:
    """A rule was stopped because it had too many findings.

    Why:
        Ten thousand lines of the same finding help nobody, and a broken file must not fill the memory.
    """
    return ()


@rule("unmatched-acceptance", severity=Severity.WARNING, category="acceptances", since="0.1")
def unmatched_acceptance(_context: Context) -> Iterable[Finding]:
    """An acceptance no longer matches any finding.

    Why:
        Its problem was solved or moved; if the acceptance stays, it hides the next one.

    Bad:
        rooms: [{id: hall, name: Hall}]
        accept: [{rule: unused-room, where: [hall], reason: "kept free for the press"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}

    Good:
        rooms: [{id: hall, name: Hall}, {id: attic, name: Attic}]
        accept: [{rule: unused-room, where: [attic], reason: "kept free for the press"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
    """
    return ()


@rule("acceptance-of-unknown-rule", severity=Severity.ERROR, category="acceptances", since="0.1")
def acceptance_of_unknown_rule(_context: Context) -> Iterable[Finding]:
    """An acceptance names a rule that does not exist.

    Why:
        It accepts nothing, but its author thinks that it does.

    Bad:
        accept: [{rule: unusd-room, reason: "kept free for the press"}]

    Good:
        rooms: [{id: hall, name: Hall}, {id: attic, name: Attic}]
        accept: [{rule: unused-room, reason: "kept free for the press"}]
        sessions:
          - {id: one, title: Open models, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
    """
    return ()


@rule("outdated-baseline", severity=Severity.INFO, category="engine", since="0.1")
def outdated_baseline(_context: Context) -> Iterable[Finding]:
    """The baseline holds findings that are no longer found.

    Why:
        These problems are solved: write the baseline again, so that they are reported if they come back.
    """
    return ()


@rule("lost-in-format", severity=Severity.INFO, category="portability", since="0.1")
def lost_in_format(_context: Context) -> Iterable[Finding]:
    """A format that you asked about loses something of this event, or refuses the event.

    Only the formats of `--for FORMAT` are checked. The codec of the format is asked to write the event, and reports
    what it cannot write.

    Why:
        It is better to know before publication what an app will not show.
    """
    return ()
