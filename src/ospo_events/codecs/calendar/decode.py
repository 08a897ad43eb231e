"""Reads iCalendar (RFC 5545, RFC 7986) and jCal (RFC 7265), from our own writer and from everybody else."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Collection
from typing import Any, cast
from zoneinfo import ZoneInfo

from ...diagnostics import Findings, Path, Severity, SourceMap, Span
from ...model.event import Event
from .._codec import Decoded
from ._content.reader import UNREAD, read_content, values_of_content
from ._content.tree import MAX_DEPTH, TYPES, Component, JcalProperty, is_property
from ._mapping.read_calendar import Choices, call_off, read_calendar

__all__ = ["decode_ics", "decode_jcal"]

_TIMES = frozenset({"date", "date-time", "period"})
_NO_TEXTS = frozenset({"recur", "period", "boolean", "integer", "float"})
"""The types whose values are no JSON strings."""


def decode_ics(
    data: bytes,
    *,
    source: str = "<data>",
    zone: ZoneInfo | None = None,
    title: str | None = None,
    from_: dt.date | None = None,
    until: dt.date | None = None,
) -> Decoded:
    """Read an iCalendar file; never raises for anything that is in it.

    Args:
        data: the file.
        source: what to call it in findings.
        zone: the zone of the event; None: the one the calendar says.
        title: the title of the event; None: the one the calendar says.
        from_: the first day of series without an end; None: that of their start.
        until: the last day of series without an end; None: a year after the latest date in the file.
    """
    roots, findings = read_content(data, source)
    choices = Choices(zone=zone, title=title, since=from_, until=until)
    _report_template(data, findings)
    return _decoded(roots, findings, choices, source=source, data=data)


def _decoded(roots: list[Component], findings: Findings, choices: Choices, *, source: str, data: bytes) -> Decoded:
    """Return the event of the calendars in a file; several are read as one."""
    calendars = [root for root in roots if root.name == "vcalendar"]
    event: Event | None = None
    positions: list[int] = []
    if not calendars and not findings.has(*UNREAD):
        findings.add("wrong-format", "expected BEGIN:VCALENDAR, got a file without", severity=Severity.ERROR)
    elif calendars:
        whole = calendars[0]
        for calendar in calendars:
            call_off(calendar)
        if len(calendars) > 1:
            findings.add(
                "several-calendars",
                "expected one calendar, got several: they were read as one",
                position=calendars[1].position,
            )
            for more in calendars[1:]:
                whole.components += more.components
        _report_other_kinds(whole, findings)
        event, positions = read_calendar(whole, findings, choices)
    start = Span(source=source, line=1, column=1)
    report = findings.report().in_source(source)

    def find(wanted: Collection[Path]) -> dict[Path, Span]:
        spans: dict[Path, Span] = {(): start}
        for path in wanted:
            if len(path) == 2 and path[0] == "sessions" and isinstance(path[1], int) and path[1] < len(positions):
                spans[path] = findings.span(positions[path[1]]) or start
        return spans

    return Decoded(event=event, report=report, source_map=SourceMap(source, data, find))


_OTHERS = {"vtodo": "tasks (VTODO)", "vjournal": "journals (VJOURNAL)", "vfreebusy": "busy times (VFREEBUSY)"}


def _report_other_kinds(calendar: Component, findings: Findings) -> None:
    """Report a calendar that has nothing to show: only tasks and the like, or nothing at all."""
    names = {part.name for part in calendar.components}
    if "vevent" in names or calendar.first("x-ospo-event") is not None:
        return
    found = [what for name, what in _OTHERS.items() if name in names]
    got = f"{' and '.join(found)} only, which are kept and not shown" if found else "none: there is nothing to show"
    findings.add(
        "no-sessions",
        f"expected VEVENTs, got {got}",
        position=calendar.position,
        help="export the events of the calendar, not its tasks",
    )


_TEMPLATE = re.compile(rb"\{%-?\s*\w+.{0,200}?%\}|\{\{.{0,200}?\}\}", re.DOTALL)


def _report_template(data: bytes, findings: Findings) -> None:
    """Report a template, which a program is to turn into a calendar: it has front matter, or placeholders."""
    begins = data.lstrip(b"\xef\xbb\xbf\r\n ")[:4].rstrip() == b"---"
    match = _TEMPLATE.search(data, 0, 1_000_000) if _has_braces(data) else None
    if not begins and match is None:
        return
    got = "front matter" if match is None else repr(match[0][:40].decode("utf-8", "replace"))
    findings.add(
        "unrendered-template",
        f"expected a calendar, got a template of one with {got}: what is in it was read as it stands",
        position=0,
        help="read the file that the site generator (Jekyll, Hugo, Jinja) makes of it",
    )


def _has_braces(data: bytes) -> bool:
    """Return whether `{%` or `{{` stands in a file; one letter is found many times faster than two."""
    begin = -1
    for _ in range(len(data) // 64):  # where there are more of them, the plain way is the faster one
        begin = data.find(b"{", begin + 1)
        if begin < 0 or data[begin + 1 : begin + 2] in (b"{", b"%"):
            return begin >= 0
    return b"{%" in data or b"{{" in data


def decode_jcal(
    data: bytes,
    *,
    source: str = "<data>",
    zone: ZoneInfo | None = None,
    title: str | None = None,
    from_: dt.date | None = None,
    until: dt.date | None = None,
) -> Decoded:
    """Read jCal; never raises for anything that is in it. Arguments as for `decode_ics`."""
    line = 1

    def span(position: int) -> Span:
        return Span(source=source, line=max(position, 1), column=1)

    findings = Findings(locate=span)
    tree: Any = None
    try:
        tree = json.loads(data)
    except json.JSONDecodeError as error:
        findings.add(
            "not-json",
            f"expected JSON, got something else: {error.msg}",
            position=error.lineno,
            severity=Severity.ERROR,
        )
    except UnicodeDecodeError:
        findings.add("not-utf-8", "expected UTF-8, got other bytes", position=line, severity=Severity.ERROR)
    except (RecursionError, ValueError):
        findings.add(
            "too-deep",
            f"expected lists at most {MAX_DEPTH} deep, got deeper ones",
            position=line,
            severity=Severity.ERROR,
        )
    lines = _Lines(data)
    roots = [root for item in _calendars(tree) if (root := _component(item, findings, 0, lines)) is not None]
    choices = Choices(zone=zone, title=title, since=from_, until=until)
    return _decoded(roots, findings, choices, source=source, data=data)


class _Lines:
    """Finds the line of a UID: our own files have a component to a line, others are located as far as they do."""

    def __init__(self, data: bytes) -> None:
        self._lines = data.split(b"\n") if data.count(b"\n") < 200_000 else []
        self._next = 0

    def of(self, properties: list[Any]) -> int:
        uid = next((str(prop[3]) for prop in properties if prop[0] == "uid"), None)
        if uid is not None and len(self._lines) > 2:
            wanted = json.dumps(uid, ensure_ascii=False).encode("utf-8", "replace")
            for number in range(self._next, len(self._lines)):
                if wanted in self._lines[number]:
                    self._next = number
                    return number + 1
        return 1


def _calendars(tree: Any) -> list[Any]:
    if isinstance(tree, list) and tree and isinstance(tree[0], list):
        return cast("list[Any]", tree)
    return [tree]


def _component(item: Any, findings: Findings, depth: int, lines: _Lines) -> Component | None:
    parts: list[Any] = cast("list[Any]", item) if isinstance(item, list) else []
    good = len(parts) == 3 and isinstance(parts[0], str) and depth <= MAX_DEPTH
    if not good or not isinstance(parts[1], list) or not isinstance(parts[2], list):
        if item is not None:
            findings.add(
                "wrong-type", "expected a component [name, properties, components], got something else", position=1
            )
        return None
    properties: list[JcalProperty] = []
    for prop in cast("list[Any]", parts[1]):
        read = _property(prop)
        if read is None and (mended := _mended(prop)) is not None:
            read, what = mended
            findings.add("odd-time", what, position=1)
        if read is not None:
            properties.append(read)
        else:
            what = (
                f"expected a property [name, {{}}, type, value of that type], got {str(prop)[:60]!r}: it was left out"
            )
            is_time = str(prop)[2:].lower().startswith(("dtstart", "dtend", "duration"))
            code, severity = ("bad-time", Severity.ERROR) if is_time else ("invalid-value", Severity.WARNING)
            findings.add(code, what, position=1, severity=severity)
    name = str(parts[0]).lower()[:100]
    component = Component(name, lines.of(properties) if name == "vevent" else 1)
    component.properties = properties
    component.positions = [component.position] * len(properties)
    for inner in cast("list[Any]", parts[2]):
        part = _component(inner, findings, depth + 1, lines)
        if part is not None:
            component.components.append(part)
    return component


def _mended(value: Any) -> tuple[JcalProperty, str] | None:
    """Return a property whose times or rule are spelled as in iCalendar, with findings; None for any other.

    Programs that turn one into the other leave `20260810` and `FREQ=WEEKLY;COUNT=2` as they are.
    """
    parts: list[Any] = cast("list[Any]", value) if isinstance(value, list) else []
    kind = str(parts[2]).lower() if len(parts) > 3 else ""
    if kind not in ("date", "date-time", "recur") or not all(isinstance(item, str) for item in parts[3:]):
        return None
    text = ",".join(parts[3:])
    found = values_of_content(str(parts[0]).lower(), kind, text)
    if found is None:
        return None
    kind, values = found
    read = _property([parts[0], parts[1], kind, *values])
    wanted = "a rule as an object" if kind == "recur" else "times like 2024-07-09T09:30:00"
    what = f"{str(parts[0]).upper()[:40]}: expected {wanted} (RFC 7265 3.6), got {text[:60]!r}: it was understood"
    return None if read is None else (read, what)


def _property(value: Any) -> JcalProperty | None:
    """Return a property with its names in lower case, or None if it is invalid, or has an impossible type."""
    if not is_property(value):
        return None
    name, parameters, kind, *values = cast("JcalProperty", value)
    name, kind = str(name).lower(), str(kind).lower()
    declared = TYPES.get(name, kind)
    fits = kind in _TIMES if declared == "date-time" else kind == declared or not {kind, declared} & _NO_TEXTS
    return [name, parameters, kind, *values] if fits else None
