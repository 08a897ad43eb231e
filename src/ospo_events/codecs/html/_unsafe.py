"""Prepares an event for a page: removes links such as `javascript:`, and makes texts readable."""

from __future__ import annotations

from ...diagnostics import Findings, Report
from ...model.event import Event
from ...views.readable import with_readable_texts
from ..publishable import without_unsafe_links

__all__ = ["for_pages"]


def for_pages(event: Event, *, markdown: bool) -> tuple[Event, Report, Report]:
    """Return the event as pages show it, with a finding for each removed link and each changed text.

    Args:
        event: the event, without anything private.
        markdown: whether the pages render Markdown; it becomes plain text otherwise.
    """
    safe, report = without_unsafe_links(event)
    findings = Findings()
    plain = with_readable_texts(safe, findings, markdown=not markdown)
    return plain, report, findings.report()
