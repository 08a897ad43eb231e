"""The errors that prevent publication unless `--force` is given."""

from __future__ import annotations

from ..diagnostics import Report, Severity, SourceMap
from ..model import Event
from ..rules import Context
from ..rules.links import link_scheme
from ..rules.references import dangling_reference, duplicate_id, duplicate_uid, parent_cycle, repeat_cycle
from ..rules.settings import DEFAULTS
from ._run import Run

__all__ = ["PUBLICATION_CODES", "publication_problems"]

_RULES = {
    rule.code: rule
    for rule in (duplicate_id, duplicate_uid, dangling_reference, parent_cycle, repeat_cycle, link_scheme)
}

PUBLICATION_CODES = tuple(_RULES)
"""The codes of errors in identity, references and links. A programme published with one of them would lose an entry,
lead readers to a wrong one, or run code that somebody wrote into a link."""


def publication_problems(event: Event, *, source_map: SourceMap | None = None) -> Report:
    """Return the errors of `PUBLICATION_CODES` in an event, without those that the team accepted.

    Args:
        event: the event.
        source_map: locates the event in the source it was read from.
    """
    run = Run(Context(event, DEFAULTS, None), _RULES, _RULES, {})
    for rule in _RULES.values():
        run.ask(rule)
    report = Report(tuple(item for item in run.found if item.severity is Severity.ERROR))
    return report if source_map is None else report.located(source_map).sorted()
