"""The agenda as Markdown, for a README, a pad or an issue.

The output is plain CommonMark: headings, lists, emphasis. Text of the programme is escaped: a title cannot become
markup.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ...diagnostics import Findings
from ...model.event import Event
from ...model.time import as_timezone
from ...views.readable import with_readable_texts
from .._codec import Encoded
from ._agenda import MarkdownAgenda, escaped

__all__ = ["encode", "escaped"]


def encode(event: Event, *, zone: ZoneInfo | str | None = None, abstracts: bool = False) -> Encoded:
    """Write the agenda as Markdown.

    Args:
        event: the event; private parts are left out.
        zone: the zone of the reader; None: that of the event. Days stay those of the event.
        abstracts: whether to write the abstract of each session; HTML and Markdown in it become plain text.

    Raises:
        ValueError: `zone` is not an IANA zone.
    """
    findings = Findings()
    plain = with_readable_texts(
        event.index.resolved, findings, of=("accessibility", *(("sessions",) if abstracts else ()))
    )
    agenda = MarkdownAgenda(plain, None if zone is None else as_timezone(zone), abstracts)
    return Encoded(data=agenda.text().encode("utf-8", "replace"), report=findings.report())
