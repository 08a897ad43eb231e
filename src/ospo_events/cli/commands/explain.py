"""`ospo-events explain`: explain a code: what it means, why it matters and how to correct it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ...diagnostics import suggest
from ...errors import OspoEventsError
from .._output import say

if TYPE_CHECKING:
    from ...codecs import Code

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("code", metavar="CODE", help="the code of a finding, such as `room-double-booked`")
    parser.add_argument("--plugins", action="store_true", help="also explain the rules of installed packages")


def _paragraphs(entry: Code) -> str:
    return f"Why: {entry.why}\n\nWhat to do: {entry.mend}\n\nReported by: {', '.join(entry.emitters)}."


def run(arguments: argparse.Namespace) -> int:
    """Print the page of a rule, or the entry of a code that readers and writers report."""
    from ...codecs import CODES  # noqa: PLC0415 # a command imports what it needs when it runs
    from ...rules import rule_page  # noqa: PLC0415 # a command imports what it needs when it runs
    from ...validation import all_rules  # noqa: PLC0415 # a command imports what it needs when it runs

    rules = all_rules(plugins=arguments.plugins)
    code: str = arguments.code
    rule = rules.get(code) or next((item for item in rules.values() if code in item.replaces), None)
    entry = CODES.get(code if rule is None else rule.code)
    if rule is not None:
        say(rule_page(rule), end="")
        if entry is not None:
            say(f"\n## When a file is read or written\n\n{_paragraphs(entry)}")
    elif entry is not None:
        say(f"# {code}\n\n{entry.meaning}\n\n{_paragraphs(entry)}")
    else:
        near = suggest(code, [*rules, *CODES])
        hint = f"; did you mean {near!r}?" if near else "; `ospo-events rules` lists the rules"
        raise OspoEventsError(f"unknown code {code!r}{hint}")
    return 0
