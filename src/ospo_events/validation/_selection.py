"""Which rules run, and the severity of their findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase

from ..diagnostics import Severity, Suggestions
from ..rules import Rule, RuleStatus

__all__ = ["matches", "selected", "severity_of", "unknown_patterns"]

ALWAYS = ("internal-rule-failure", "too-many-findings")
"""Rules that run whatever is selected: they report that something was not checked."""


def matches(rule: Rule, pattern: str) -> bool:
    """Return whether a code, a category or a glob over codes matches the rule; `all` matches every rule."""
    if pattern in ("all", rule.code, rule.category) or pattern in rule.replaces:
        return True
    return any(letter in pattern for letter in "*?[") and fnmatchcase(rule.code, pattern)


def selected(
    rules: Iterable[Rule], *, select: Iterable[str] = (), ignore: Iterable[str] = (), preview: bool = False
) -> list[Rule]:
    """Return the rules that run.

    Args:
        rules: all rules.
        select: codes, categories or globs; none: all.
        ignore: codes, categories or globs of rules that do not run. A rule that is selected by its code still runs
            if only its category or a glob is ignored.
        preview: whether experimental rules run without being selected by their code.
    """
    selecting, ignoring = list(select), list(ignore)
    chosen: list[Rule] = []
    for rule in rules:
        by_code = any(pattern == rule.code or pattern in rule.replaces for pattern in selecting)
        if selecting and not by_code and not any(matches(rule, pattern) for pattern in selecting):
            continue
        if any(pattern == rule.code or pattern in rule.replaces for pattern in ignoring):
            continue
        if not by_code and any(matches(rule, pattern) for pattern in ignoring):
            continue
        if rule.status is RuleStatus.DEPRECATED and not by_code:
            continue
        if rule.status is RuleStatus.PREVIEW and not (by_code or preview):
            continue
        chosen.append(rule)
    return chosen


def severity_of(rule: Rule, overrides: Mapping[str, Severity]) -> Severity | None:
    """Return the severity a team gave to a rule: by its code, else by the last matching pattern; None if none does."""
    if not overrides:
        return None
    if rule.code in overrides:
        return overrides[rule.code]
    severities = [severity for pattern, severity in overrides.items() if matches(rule, pattern)]
    return severities[-1] if severities else None


def unknown_patterns(
    patterns: Iterable[str], rules: Iterable[Rule], codes: Collection[str] = ()
) -> list[tuple[str, str | None]]:
    """Return the patterns that match no rule and are none of the codes, each with its most similar code."""
    every_rule = list(rules)
    words = sorted({rule.code for rule in every_rule} | {rule.category for rule in every_rule} | set(codes))
    near = Suggestions(words)
    return [
        (pattern, near.nearest(pattern))
        for pattern in patterns
        if pattern not in codes and not any(matches(rule, pattern) for rule in every_rule)
    ]
