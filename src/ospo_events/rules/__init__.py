"""Rules: one question each, asked of every event."""

from ._context import Context
from ._registry import Documentation, Finding, Rule, RuleStatus, rule
from .settings import Settings

__all__ = ["Context", "Documentation", "Finding", "Rule", "RuleStatus", "Settings", "rule"]
