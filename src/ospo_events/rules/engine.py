"""What validation itself has to say: about rules, acceptances and baselines.

Their checks find nothing: `ospo_events.validation` tells these. They are rules so that they have a page, a severity
and a place in the catalogue like all others.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics import Severity
from ._context import Context
from ._registry import Finding, rule


@rule("internal-rule-failure", severity=Severity.ERROR, category="engine", since="0.1")
def internal_rule_failure(_context: Context) -> Iterable[Finding]:
    """A rule failed, so that what it looks for was not looked for.

    Why:
        It is a mistake in the rule, not in the programme. All other rules ran.
    """
    return ()


@rule("too-many-findings", severity=Severity.INFO, category="engine", since="0.1")
def too_many_findings(_context: Context) -> Iterable[Finding]:
    """A rule found so much that it was stopped.

    Why:
        Ten thousand lines of the same help nobody, and a broken file must not fill the memory.
    """
    return ()


@rule("unmatched-acceptance", severity=Severity.WARNING, category="acceptances", since="0.1")
def unmatched_acceptance(_context: Context) -> Iterable[Finding]:
    """An acceptance no longer matches any finding.

    Why:
        What it was for has been mended, or has moved; left there it hides the next one.

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
    """An acceptance names a rule that there is none of.

    Why:
        It accepts nothing, and whoever wrote it thinks it does.

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
        They are mended: write the baseline anew, so that they cannot come back unseen.
    """
    return ()


@rule("lost-in-format", severity=Severity.INFO, category="portability", since="0.1")
def lost_in_format(_context: Context) -> Iterable[Finding]:
    """A format that was asked about cannot carry something this event has, or refuses it.

    Told for the formats of `--for FORMAT` only. What is said comes from the codec of the format itself, which is asked
    to write the event.

    Why:
        Better to know before the file is published what the app will not show.
    """
    return ()
