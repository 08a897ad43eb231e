"""The calendar doctor: what the clients of the field will make of any .ics file, with line numbers.

What each client does was read in its source, its documentation, or tried; it changes with them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import attrs

from ...diagnostics import Diagnostic, Findings, Report, Severity, Span
from .content_reader import UNREAD, read_content
from .doctor_items import LOOKS, ZoneLook
from .entities import first_entity
from .source import Source, as_utf8
from .tree import Component

__all__ = ["check"]

_LIMIT = 5
"""How many findings of a kind are told one by one: a generator makes the same mistake in every item."""
_REFRESH = (
    "how often a subscribed calendar is fetched is the client's choice: Google 12 to 24 hours, Outlook.com 3 to 24,"
    " Apple hourly unless set otherwise, Thunderbird 30 minutes, Proton 4 to 16 hours; nothing in the file changes it"
    " for Google"
)
_HOST = re.compile(r"@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
_COLON = re.compile(rb'^[A-Za-z-]+;[^:"]*"[^"]*:', re.MULTILINE)
_READ_ALL_THE_SAME = frozenset(
    {
        "encoding-converted",
        "malformed-parameter",
        "not-utf-8",
        "odd-time",
        "old-encoding",
        "unescaped-comma",
        "unfolded-line",
    }
)
"""What our own reader understands, told with what other programs make of it."""


def check(data: bytes, *, source: str = "<data>") -> Report:
    """Return what is wrong with a calendar file and what comes of it; never raises for anything that is in it.

    Args:
        data: the file.
        source: what to call it.
    """
    lines = Source(source, data)
    findings = Findings(locate=lines.span, limit=_LIMIT)
    roots = read_content(lines, findings)
    calendars = [root for root in roots if root.name == "vcalendar"]
    if not calendars and not findings.has(*UNREAD):
        what = "expected BEGIN:VCALENDAR, got a file without: nobody reads it"
        findings.add("wrong-format", what, severity=Severity.ERROR)
    for calendar in calendars[1:2]:
        what = "expected one calendar in a file, got several: most programs read the first only"
        findings.add("several-calendars", what, position=calendar.place)
    for calendar in calendars:
        _calendar(calendar, findings)
        _identity(calendar, findings)
        zones = ZoneLook(calendar, findings)
        for vevent in _vevents(calendar):
            for look in LOOKS:
                look(vevent, findings, zones)
        findings.add("refresh-interval", _REFRESH, position=calendar.place, severity=Severity.INFO)
    start = Span(source=source, line=1, column=1)
    physical = Findings(locate=lambda line: Span(source=source, line=line, column=1), limit=1)
    if not findings.has("too-large"):
        _lines(as_utf8(data)[0], physical)
    found = [attrs.evolve(item, span=item.span or start) for item in findings.report() + physical.report()]
    return Report(tuple(map(_for_others, found))).sorted()


def _for_others(finding: Diagnostic) -> Diagnostic:
    """Return a finding of our own reader with what it means for other programs."""
    if finding.code not in _READ_ALL_THE_SAME:
        return finding
    help = "other programs may refuse the file, drop the item or show it wrongly"
    return attrs.evolve(finding, help=help if finding.help is None else f"{finding.help}; {help}")


def _vevents(calendar: Component) -> Iterator[Component]:
    return (inner for inner in calendar.components if inner.name == "vevent")


def _lines(data: bytes, findings: Findings) -> None:
    """Look at the physical lines: their ends, their length, where they are folded."""
    if data.startswith(b"\xef\xbb\xbf"):
        findings.add(
            "byte-order-mark", "expected no byte order mark, got one: some readers miss BEGIN:VCALENDAR", position=1
        )
    if data.count(b"\n") > data.count(b"\r\n"):
        bare = re.search(rb"(?<!\r)\n", data)
        first = data.count(b"\n", 0, bare.start()) + 1 if bare is not None else 1
        findings.add(
            "bare-line-feed", "expected lines to end in CRLF, got LF alone: strict readers refuse it", position=first
        )
    for number, line in enumerate(data.split(b"\n"), 1):
        length = len(line.rstrip(b"\r"))
        if length > 75:
            what = f"expected at most 75 octets in a line (RFC 5545 3.1), got {length}: strict readers refuse it"
            findings.add("line-too-long", what, position=number)
        if len(line) > 1 and line[:1] in (b" ", b"\t") and 0x80 <= line[1] < 0xC0:
            what = "expected a fold between characters, got one inside of one: readers that decode first show rubbish"
            findings.add("fold-splits-character", what, position=number)
        if b'"' in line and _COLON.match(line):
            what = "expected parameters without a colon, got one in quotes: Giggity cuts the line there"
            findings.add("colon-in-parameter", what, position=number)


def _calendar(calendar: Component, findings: Findings) -> None:
    """Look at what the calendar says of itself."""
    for name in ("prodid", "version"):
        if calendar.first(name) is None:
            findings.add(
                "missing-" + name,
                f"expected {name.upper()}, got none: Outlook may refuse the file",
                position=calendar.place,
            )
    if (calendar.text("version") or "2.0").strip() != "2.0":
        what = f"expected VERSION:2.0, got {calendar.text('version')!s:.20}: Google and Apple refuse the file"
        findings.add("old-version", what, position=calendar.place_of("version"))
    title = calendar.text("x-wr-calname")
    if title is None:
        what = "only NAME" if calendar.first("name") is not None else "no name"
        findings.add(
            "missing-title",
            f"expected X-WR-CALNAME, got {what}: Google, Apple and Giggity show the address instead",
            position=calendar.place,
            severity=Severity.INFO,
        )
    elif first_entity(title) is not None:
        what = f"expected plain text, got entities of HTML in {title[:60]!r}: they are shown as they stand"
        findings.add("markup-in-text", what, position=calendar.place_of("x-wr-calname"))
    for prop, place in calendar.named("method"):
        if str(prop[3]).upper() != "PUBLISH":
            method = str(prop[3])[:20]
            what = f"METHOD:{method} makes an invitation of it: Outlook and Apple ask for an answer"
            findings.add("message-method", what, position=place)
    if next(_vevents(calendar), None) is None:
        findings.add("no-sessions", "expected VEVENTs, got none: there is nothing to show", position=calendar.place)
    _stamps(calendar, findings)


def _stamps(calendar: Component, findings: Findings) -> None:
    """Look whether DTSTAMP says when the file was made rather than when each item changed."""
    stamps = [str(prop[3]) for vevent in _vevents(calendar) for prop, _ in vevent.named("dtstamp")]
    if len(stamps) < 3 or len(set(stamps)) > 1 or stamps[0].startswith("1970-"):
        return
    if not any(part.first("last-modified") for part in (calendar, *_vevents(calendar))):
        findings.add(
            "unstable-dtstamp",
            "expected DTSTAMP to say when each item changed, got one moment for all: if it is the time of the export,"
            " every fetch makes every item look changed",
            position=calendar.place,
            severity=Severity.INFO,
        )


def _identity(calendar: Component, findings: Findings) -> None:
    """Look at the UIDs: what has none or another's is lost in clients."""
    counts: Counter[tuple[str, str]] = Counter()
    has_host = False
    for vevent in _vevents(calendar):
        uid = vevent.text("uid")
        if uid is None or not uid.strip():
            what = "expected a UID, got none: Giggity drops the item, others double it at every fetch"
            findings.add("missing-uid", what, position=vevent.place)
            continue
        place = vevent.place_of("uid")
        counts[uid, vevent.text("recurrence-id") or ""] += 1
        if counts[uid, vevent.text("recurrence-id") or ""] > 1:
            what = f"expected a UID of its own, got {uid[:60]!r} again: Google, Outlook and Apple keep only one of them"
            findings.add("duplicate-uid", what, position=place, severity=Severity.ERROR)
        if not has_host and _HOST.search(uid):
            has_host = True
            what = f"expected a UID without a host name (RFC 7986 5.3), got {uid[:60]!r}: it changes with the site"
            findings.add("uid-names-host", what, position=place, severity=Severity.INFO)
    lost = sum(counts.values()) - len(counts)
    if lost:
        what = f"of {sum(counts.values())} items only {len(counts)} have a UID of their own: {lost} will not be shown"
        findings.add("items-lost", what, position=calendar.place)
