"""Validation: the one place that runs rules."""

from ._run import Accepted, Outcome, all_rules, check_patterns, examine, rules_in, validate
from ._selection import unknown_patterns
from .baseline import Baseline, make_baseline, read_baseline, write_baseline
from .config import Configuration, find_configuration, read_configuration

__all__ = [
    "Accepted",
    "Baseline",
    "Configuration",
    "Outcome",
    "all_rules",
    "check_patterns",
    "examine",
    "find_configuration",
    "make_baseline",
    "read_baseline",
    "read_configuration",
    "rules_in",
    "unknown_patterns",
    "validate",
    "write_baseline",
]
