"""Validation: runs the rules over an event, and takes out what a team has configured, accepted or known before.

`validate` returns the findings of an event; `examine` also returns the findings that were accepted. A `Configuration`
holds the choices of a team. A `Baseline` holds the known findings of an old programme, so that only new ones are
reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._lazy import lazy_names
from ._run import Accepted, Outcome, all_rules, check_patterns, examine, rules_in, validate
from ._selection import matches, unknown_patterns
from .config import Configuration, find_configuration, read_configuration

if TYPE_CHECKING:
    from .baseline import Baseline, make_baseline, read_baseline, write_baseline
    from .fixing import Fixed, fix_text
    from .follow_ups import without_follow_ups
    from .metadata import sarif_rules
    from .publication import PUBLICATION_CODES, publication_problems
else:
    __getattr__, __dir__ = lazy_names(
        __name__,
        {
            "baseline": ("Baseline", "make_baseline", "read_baseline", "write_baseline"),
            "fixing": ("Fixed", "fix_text"),
            "follow_ups": ("without_follow_ups",),
            "metadata": ("sarif_rules",),
            "publication": ("PUBLICATION_CODES", "publication_problems"),
        },
    )

__all__ = [
    "PUBLICATION_CODES",
    "Accepted",
    "Baseline",
    "Configuration",
    "Fixed",
    "Outcome",
    "all_rules",
    "check_patterns",
    "examine",
    "find_configuration",
    "fix_text",
    "make_baseline",
    "matches",
    "publication_problems",
    "read_baseline",
    "read_configuration",
    "rules_in",
    "sarif_rules",
    "unknown_patterns",
    "validate",
    "without_follow_ups",
    "write_baseline",
]
