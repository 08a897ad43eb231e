"""The time zone of a JSON-LD document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from ...diagnostics import Severity
from ...model.time import as_timezone
from ._nodes import Document, Node

__all__ = ["zone_of"]

_OFFSET = re.compile(r"(Z|[+-]\d\d:?\d\d)$")
_NAMED = re.compile(r"\[([A-Za-z][A-Za-z0-9_+/-]*)\]$")


def zone_of(event: Node, children: Iterable[Node], document: Document) -> ZoneInfo:
    """Return the zone that a document names, in its schedule or after its times (RFC 9557); else UTC and a finding."""
    names = [
        (schedule, "scheduleTimezone", schedule.text("scheduleTimezone")) for schedule in event.nodes("eventSchedule")
    ]
    times = [
        (node, "startDate", text) for node in (event, *children) if isinstance(text := node.raw("startDate")[0], str)
    ]
    names += [(node, key, match[1]) for node, key, text in times if (match := _NAMED.search(text.strip()))]
    for node, key, name in names:
        if name is None:
            continue
        try:
            return as_timezone(name)
        except ValueError as problem:
            document.findings.add("unknown-timezone", str(problem), node.raw(key)[1], severity=Severity.ERROR)
    offsets = {_offset(text.strip()) for _, _, text in times if len(text.strip()) > 10}
    if offsets - {"+00:00"}:
        document.findings.add(
            "missing-timezone",
            f"expected an IANA time zone, got only {', '.join(sorted(offsets))}; "
            "times are read as the same moments in UTC",
            event.raw("startDate")[1],
            help="say which zone the event is in: zone='Europe/Berlin' or --zone",
        )
    return as_timezone("UTC")


def _offset(text: str) -> str:
    match = _OFFSET.search(text)
    if match is None:
        return "times without an offset"
    return "+00:00" if match[1] in ("Z", "+0000") else match[1]
