"""The calendar doctor: what the clients of the field will make of any .ics file, with line numbers.

What each client does was read in its source, its documentation, or tried; it changes with them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator

import attrs

from ...diagnostics import Diagnostic, Report, Severity, Span
from .._zone_names import WINDOWS, named_zone
from .content_reader import read_content
from .properties import JcalProperty
from .source import Source, as_utf8
from .text import looks_like_html
from .tree import Component, Findings
from .zone_rules import read_zone_rules

__all__ = ["check"]

_REFRESH = (
    "how often a subscribed calendar is fetched is the client's choice: Google 12 to 24 hours, Outlook.com 3 to 24,"
    " Apple hourly unless set otherwise, Thunderbird 30 minutes, Proton 4 to 16 hours; nothing in the file changes it"
    " for Google"
)
_HOST = re.compile(r"@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
_COLON = re.compile(rb'^[A-Za-z-]+;[^:"]*"[^"]*:', re.MULTILINE)


def check(data: bytes, *, source: str = "<data>") -> Report:
    """Return what is wrong with a calendar file and what comes of it; never raises for anything that is in it.

    Args:
        data: the file.
        source: what to call it.
    """
    lines = Source(source, data)
    tell = Findings(lines.span, most=20)
    roots = read_content(lines, tell)
    found = [attrs.evolve(item, span=span) for item, span in _lines(as_utf8(data)[0], source)]
    calendars = [root for root in roots if root.name == "vcalendar"]
    if not calendars:
        tell(
            "not-a-calendar",
            None,
            "expected BEGIN:VCALENDAR, got a file without: nobody reads it",
            severity=Severity.ERROR,
        )
    for calendar in calendars:
        _calendar(calendar, tell)
        _identity(calendar, tell)
        _zones(calendar, tell)
        for vevent in _vevents(calendar):
            for look in _LOOKS:
                look(vevent, tell)
        tell("refresh", calendar.place, _REFRESH, severity=Severity.INFO)
    start = Span(source=source, line=1, column=1)
    found += [attrs.evolve(item, span=span or start) for item, span in tell.all()]
    return Report(tuple(found)).sorted()


def _vevents(calendar: Component) -> Iterator[Component]:
    return (inner for inner in calendar.components if inner.name == "vevent")


def _finding(code: str, message: str, source: str, line: int, *, column: int = 1) -> tuple[Diagnostic, Span]:
    return Diagnostic(code=code, message=message, severity=Severity.WARNING), Span(
        source=source, line=line, column=column
    )


def _lines(data: bytes, source: str) -> Iterator[tuple[Diagnostic, Span]]:
    """Look at the physical lines: their ends, their length, where they are folded."""
    if data.startswith(b"\xef\xbb\xbf"):
        yield _finding(
            "byte-order-mark", "expected no byte order mark, got one: some readers miss BEGIN:VCALENDAR", source, 1
        )
    if data.count(b"\n") > data.count(b"\r\n"):
        bare = re.search(rb"(?<!\r)\n", data)
        number = data.count(b"\n", 0, bare.start()) + 1 if bare is not None else 1
        yield _finding(
            "bare-line-feed",
            "expected lines to end in CRLF, got LF alone: strict readers refuse it",
            source,
            number,
        )
    counts: Counter[str] = Counter()
    for number, line in enumerate(data.split(b"\n"), 1):
        for code, message in _line(line):
            counts[code] += 1
            if counts[code] == 1:
                yield _finding(code, message, source, number)
    for code, count in counts.items():
        if count > 1:
            yield _finding(code, f"and {count - 1} more lines", source, 1)


def _line(line: bytes) -> Iterator[tuple[str, str]]:
    length = len(line.rstrip(b"\r"))
    if length > 75:
        yield "line-too-long", f"expected at most 75 octets (RFC 5545 3.1), got {length}"
    if len(line) > 1 and line[:1] in (b" ", b"\t") and 0x80 <= line[1] < 0xC0:
        yield (
            "fold-splits-character",
            "expected a fold between characters, got one inside of one: readers that decode first show rubbish",
        )
    if b'"' in line and _COLON.match(line):
        yield (
            "colon-in-parameter",
            "expected parameters without a colon, got one in quotes: Giggity cuts the line there",
        )


def _calendar(calendar: Component, tell: Findings) -> None:
    for name in ("prodid", "version"):
        if calendar.first(name) is None:
            tell("missing-" + name, calendar.place, f"expected {name.upper()}, got none: Outlook may refuse the file")
    if calendar.first("x-wr-calname") is None:
        what = "only NAME" if calendar.first("name") is not None else "no name"
        tell(
            "missing-name",
            calendar.place,
            f"expected X-WR-CALNAME, got {what}: Google, Apple and Giggity show the address instead",
            severity=Severity.INFO,
        )
    for prop, place in calendar.named("method"):
        if str(prop[3]).upper() not in ("PUBLISH",):
            tell(
                "method",
                place,
                f"METHOD:{str(prop[3])[:20]} makes an invitation of it: Outlook and Apple ask for an answer",
            )
    stamps = {str(prop[3]) for vevent in _vevents(calendar) for prop, _ in vevent.named("dtstamp")}
    number = sum(1 for _ in _vevents(calendar))
    modified = calendar.first("last-modified") is not None or any(
        vevent.first("last-modified") is not None for vevent in _vevents(calendar)
    )
    if number > 2 and len(stamps) == 1 and not modified and not next(iter(stamps)).startswith("1970-"):
        tell(
            "unstable-dtstamp",
            calendar.place,
            "expected DTSTAMP to say when each item changed, got one moment for all: if it is the time of the export,"
            " every fetch makes every item look changed",
            severity=Severity.INFO,
        )


def _identity(calendar: Component, tell: Findings) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    hosts = 0
    for vevent in _vevents(calendar):
        uid = vevent.text("uid")
        if uid is None or not uid.strip():
            tell(
                "missing-uid",
                vevent.place,
                "expected a UID, got none: Giggity drops the item, others double it at every fetch",
            )
            continue
        key = (uid, vevent.text("recurrence-id") or "")
        counts[key] += 1
        if counts[key] == 2:
            tell(
                "duplicate-uid",
                vevent.place,
                f"expected a UID of its own, got {uid[:60]!r} again: Google, Outlook and Apple keep only one of them",
                severity=Severity.ERROR,
            )
        if _HOST.search(uid):
            hosts += 1
            if hosts == 1:
                tell(
                    "host-in-uid",
                    vevent.place,
                    f"expected a UID without a host name (RFC 7986 5.3), got {uid[:60]!r}: it changes with the site",
                    severity=Severity.INFO,
                )
    repeated = sum(count - 1 for count in counts.values())
    if repeated:
        tell(
            "items-lost",
            calendar.place,
            f"of {sum(counts.values())} items {repeated} share a UID with another: they vanish",
        )


def _zones(calendar: Component, tell: Findings) -> None:
    declared = {inner.text("tzid"): inner for inner in calendar.components if inner.name == "vtimezone"}
    rules = {tzid: read_zone_rules(inner) for tzid, inner in declared.items()}
    told: set[str] = set()
    for vevent in _vevents(calendar):
        for prop, place in vevent.named("dtstart"):
            tzid = prop[1].get("tzid")
            if not isinstance(tzid, str) or tzid in told:
                continue
            if str(prop[3]).endswith("Z"):
                told.add(tzid)
                tell(
                    "zone-with-utc",
                    place,
                    "expected TZID or Z, got both (RFC 5545 3.2.19): clients disagree on which holds",
                )
                continue
            zone = named_zone(tzid)
            if tzid not in declared:
                told.add(tzid)
                tell(
                    "undeclared-zone",
                    place,
                    f"expected a VTIMEZONE for {tzid[:60]!r}, got none: Outlook refuses it or shifts the times,"
                    " Thunderbird is wrong by hours",
                    severity=Severity.ERROR,
                )
            elif rules[tzid] is None:
                told.add(tzid)
                tell(
                    "vtimezone-without-rules",
                    declared[tzid].place,
                    "expected offsets and onsets, got none that can be read",
                )
            elif zone is not None and (wrong := _disagrees(prop, zone, rules[tzid])) is not None:
                told.add(tzid)
                tell(
                    "vtimezone-disagrees",
                    place,
                    f"the VTIMEZONE is {wrong} off {zone.key} here: Thunderbird follows the file, Google the name",
                    severity=Severity.ERROR,
                )
            if zone is None or zone.key != tzid:
                told.add(tzid)
                what = "the Windows name" if tzid in WINDOWS else "the name"
                tell(
                    "zone-not-iana",
                    place,
                    f"expected an IANA time zone, got {what} {tzid[:60]!r}: Giggity drops the item",
                )


def _disagrees(prop: JcalProperty, zone: dt.tzinfo, rules: object) -> str | None:
    from .zone_rules import ZoneRules

    try:
        wall = dt.datetime.fromisoformat(str(prop[3]))
    except ValueError:
        return None
    if not isinstance(rules, ZoneRules) or not 1971 <= wall.year <= 2999:
        return None
    moments = {wall.replace(tzinfo=zone, fold=fold).timestamp() for fold in (0, 1)}
    there = rules.utc(wall).timestamp()
    if there in moments:
        return None
    return f"{abs(there - min(moments)) / 60:.0f} minutes"


def _times(vevent: Component, tell: Findings) -> None:
    start = vevent.first("dtstart")
    if start is None:
        tell(
            "missing-start",
            vevent.place,
            "expected DTSTART, got none: every client drops the item",
            severity=Severity.ERROR,
        )
        return
    text = str(start[3])
    if len(text) == 10:
        tell(
            "all-day",
            vevent.place,
            "expected a time, got a whole day: Giggity cannot load the file, others pin it to the top",
        )
    elif not text.endswith("Z") and "tzid" not in start[1]:
        tell("floating-time", vevent.place, "expected TZID or Z, got neither: it is at another moment for every viewer")
    end = vevent.first("dtend")
    if end is None and vevent.first("duration") is None:
        tell(
            "missing-end",
            vevent.place,
            "expected DTEND or DURATION, got neither: Giggity drops the item, khal invents an hour",
        )
    elif end is not None and len(str(end[3])) == len(text) and end[1].get("tzid") == start[1].get("tzid"):
        if str(end[3]) < text:
            tell(
                "end-before-start",
                vevent.place,
                "expected the end after the start, got it before: Google and Outlook refuse it",
                severity=Severity.ERROR,
            )
        elif str(end[3]) == text:
            tell(
                "zero-length",
                vevent.place,
                "expected the end after the start, got the same: calcurse refuses it",
                severity=Severity.INFO,
            )
    if vevent.first("rrule") is not None:
        tell(
            "recurrence",
            vevent.place,
            "a programme item with a recurrence rule: Giggity shows the first only",
            severity=Severity.INFO,
        )


def _texts(vevent: Component, tell: Findings) -> None:
    if not (vevent.text("summary") or "").strip():
        tell(
            "missing-summary", vevent.place, "expected SUMMARY, got none: Giggity drops the item, others say 'no title'"
        )
    if not (vevent.text("location") or "").strip():
        tell("missing-location", vevent.place, "expected LOCATION, got none: Giggity drops the item")
    if looks_like_html(vevent.text("description") or ""):
        tell(
            "html-in-description",
            vevent.place,
            "expected plain text, got HTML: Apple, Thunderbird and Giggity show the tags",
        )


def _rest(vevent: Component, tell: Findings) -> None:
    if vevent.first("dtstamp") is None:
        tell(
            "missing-dtstamp", vevent.place, "expected DTSTAMP, got none: strict readers, Outlook among them, refuse it"
        )
    if (vevent.text("status") or "").upper() == "CANCELLED":
        tell(
            "cancelled",
            vevent.place,
            "STATUS:CANCELLED: Google takes the item out, Apple and Thunderbird strike it through, Giggity ignores it",
            severity=Severity.INFO,
        )
    for name in ("attendee", "organizer"):
        for _, place in vevent.named(name):
            tell(
                "invitation",
                place,
                f"{name.upper()} publishes an e-mail address, and Outlook may treat it as a meeting",
                severity=Severity.INFO,
            )
            break
    for inner in vevent.components:
        if inner.name != "valarm":
            tell(
                "nested-component",
                inner.place,
                f"{inner.name.upper()[:40]} inside VEVENT: Giggity takes its UID and SUMMARY for the item's",
            )
            break


_LOOKS: tuple[Callable[[Component, Findings], None], ...] = (_times, _texts, _rest)
