"""Makes the page of a rule from its docstring: for `explain` and docs/rules."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..diagnostics import Severity
from ._registry import Rule, RuleStatus

__all__ = ["complete", "index_page", "rule_page"]

_BASE: Mapping[str, str] = {
    "format": "format: 1\n",
    "id": "id: example-2026\n",
    "title": "title: Example Conference 2026\n",
    "timezone": "timezone: Europe/Berlin\n",
    "participants": "participants:\n  - {agent: example-org, role: organizer}\n",
    "organizations": "organizations:\n  - {id: example-org, name: Example Foundation}\n",
}
_KEY = re.compile(r"^([A-Za-z_-]+):", re.MULTILINE)
_NEVER_ACCEPTED = ("acceptance-without-reason", "acceptance-of-unknown-rule", "unmatched-acceptance")


def complete(fragment: str) -> str:
    """Return the complete native YAML document for a fragment in a rule's docstring.

    The fragment is put into an event with an id, a title, a time zone and an organiser; its lists of organizations and
    participants are added to those of the event.
    """
    blocks = dict(_BASE)
    for key, text in _blocks(fragment):
        base = blocks.get(key, "")
        adds = "\n  - " in base and "\n" in text.strip()
        blocks[key] = base + text.split("\n", 1)[1] if adds else text
    return "".join(blocks.values())


def _blocks(fragment: str) -> list[tuple[str, str]]:
    starts = [(match.start(), match[1]) for match in _KEY.finditer(fragment)]
    ends = [*(start for start, _ in starts[1:]), len(fragment)][: len(starts)]
    return [(key, fragment[start:end].rstrip("\n") + "\n") for (start, key), end in zip(starts, ends, strict=True)]


def _facts(rule: Rule) -> str:
    facts = [
        f"severity **{rule.severity.value}**",
        f"category `{rule.category}`",
        f"since {rule.since}" if rule.since else "",
        "" if rule.status is RuleStatus.STABLE else f"**{rule.status.value}**",
        "some findings have a safe fix (`--fix`)" if rule.fixable else "",
        "replaces " + ", ".join(f"`{code}`" for code in rule.replaces) if rule.replaces else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _example(title: str, fragment: str) -> str:
    return f"## {title}\n\n```yaml\n{fragment}\n```\n\n" if fragment else ""


def _acceptance(rule: Rule) -> str:
    if rule.category == "engine" or rule.code in _NEVER_ACCEPTED:
        return "## Accepting it\n\nThis finding cannot be accepted in the file.\n"
    return (
        "## Accepting it\n\nWhere it is intended, say so in the file, at the event or the session, with the reason:\n\n"
        f'```yaml\naccept:\n  - {{rule: {rule.code}, where: [an-id], reason: "why it is intended"}}\n```\n'
    )


def _see(rule: Rule) -> str:
    if not rule.see:
        return ""
    lines: list[str] = []
    for item in rule.see:
        repository, _, number = item.partition("#")
        url = item if not number else f"https://github.com/{repository}/issues/{number}"
        lines.append(f"- [{item}]({url})\n")
    return "\n## Reports of it in the field\n\n" + "".join(lines)


def rule_page(rule: Rule) -> str:
    """Return the page of a rule in Markdown."""
    documentation = rule.documentation
    sentence, _, details = documentation.sentence.partition("\n\n")
    parts = [
        f"# {rule.code}\n\n{' '.join(sentence.split())}\n\n{_facts(rule)}\n\n",
        details + "\n\n" if details else "",
        f"## Why\n\n{documentation.why}\n\n" if documentation.why else "",
        _example("The older file", documentation.older),
        _example("Bad", documentation.bad),
        _example("Good", documentation.good),
        _acceptance(rule),
        _see(rule),
    ]
    return "".join(parts)


def index_page(rules: Mapping[str, Rule]) -> str:
    """Return the page that lists the rules, in Markdown."""
    order = {severity: number for number, severity in enumerate(Severity)}
    categories: dict[str, list[Rule]] = {}
    for rule in rules.values():
        categories.setdefault(rule.category, []).append(rule)
    lines = [
        "# Rules\n\n",
        (
            f"{len(rules)} rules. Each has a page: what it finds, why it matters, a bad and a good example (both are\n"
            "run as tests), and how to accept it. `ospo-events explain CODE` prints the same page.\n"
        ),
    ]
    for category in sorted(categories):
        lines.append(f"\n## {category}\n\n| rule | severity | fix | what it finds |\n| --- | --- | --- | --- |\n")
        for rule in sorted(categories[category], key=lambda item: (order[item.severity], item.code)):
            sentence = " ".join(rule.documentation.sentence.partition("\n\n")[0].split()).replace("|", "\\|")
            fix = "yes" if rule.fixable else ""
            lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.severity.value} | {fix} | {sentence} |\n")
    return "".join(lines)
