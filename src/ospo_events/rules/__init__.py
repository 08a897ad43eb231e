"""Rules: checks of a whole event. Each rule asks one question and reports findings.

`rule` turns a function into a rule. The function takes a `Context` (the event and values derived from it) and yields
`Finding`s; its docstring is its documentation. `ospo_events.validation` runs the rules of the library. `vocabularies`
lists the known words for kinds, roles, links and statuses, and what each word does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._lazy import lazy_names
from ._context import Context
from ._registry import Documentation, Finding, Rule, RuleStatus, rule
from .settings import Settings

if TYPE_CHECKING:
    from .pages import rule_page
    from .words import Vocabulary, Word, vocabularies
else:
    __getattr__, __dir__ = lazy_names(
        __name__, {"pages": ("rule_page",), "words": ("Vocabulary", "Word", "vocabularies")}
    )

__all__ = [
    "Context",
    "Documentation",
    "Finding",
    "Rule",
    "RuleStatus",
    "Settings",
    "Vocabulary",
    "Word",
    "rule",
    "rule_page",
    "vocabularies",
]
