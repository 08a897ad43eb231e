"""`ospo-events rules`: list the rules."""

from __future__ import annotations

import argparse
import json

from .._output import say, write_document

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("patterns", metavar="RULES", nargs="*", help="codes, categories or globs (default: all)")
    parser.add_argument("--plugins", action="store_true", help="also list the rules of installed packages")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to list them (default: text)")


def run(arguments: argparse.Namespace) -> int:
    """List the rules by category."""
    from ...validation import all_rules, check_patterns, matches  # noqa: PLC0415 # a command imports what it needs when it runs

    every_rule = all_rules(plugins=arguments.plugins).values()
    check_patterns(arguments.patterns, every_rule)
    selected_rules = [
        rule
        for rule in every_rule
        if not arguments.patterns or any(matches(rule, pattern) for pattern in arguments.patterns)
    ]
    if arguments.format == "json":
        rows = [
            {
                "code": rule.code,
                "severity": rule.severity.value,
                "category": rule.category,
                "since": rule.since,
                "status": rule.status.value,
                "fixable": rule.fixable,
                "sentence": " ".join(rule.documentation.sentence.partition("\n\n")[0].split()),
            }
            for rule in selected_rules
        ]
        write_document(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        return 0
    category = None
    for rule in sorted(selected_rules, key=lambda item: (item.category, item.code)):
        if rule.category != category:
            say(("" if category is None else "\n") + rule.category)
            category = rule.category
        sentence = " ".join(rule.documentation.sentence.partition("\n\n")[0].split())
        say(f"  {rule.code:<28} {rule.severity.value:<8} {sentence}")
    return 0
