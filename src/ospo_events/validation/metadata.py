"""Descriptions of the rules for SARIF."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics import Severity
from ..rules import Rule, rule_page

__all__ = ["sarif_rules"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_rules(rules: Mapping[str, Rule]) -> dict[str, dict[str, object]]:
    """Return the reportingDescriptor properties (SARIF 2.1.0, section 3.49) of every rule, by its code."""
    table: dict[str, dict[str, object]] = {}
    for code, rule in rules.items():
        documentation = rule.documentation
        sentence = " ".join(documentation.sentence.partition("\n\n")[0].split())
        why = " ".join(documentation.why.split())
        table[code] = {
            "name": "".join(word.capitalize() for word in code.split("-")),
            "shortDescription": {"text": sentence or code},
            "fullDescription": {"text": f"{sentence} {why}".strip() or code},
            "help": {"text": why or sentence or code, "markdown": rule_page(rule)},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"category": rule.category, "since": rule.since, "tags": [rule.category]},
        }
    return table
