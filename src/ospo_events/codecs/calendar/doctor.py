"""The calendar doctor: shows how calendar programs will interpret any .ics file, with line numbers.

What each client does was read in its source, its documentation, or tried; it changes with them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator

import attrs

from ...diagnostics import Diagnostic, Findings, Report, Severity, Span
from ...views.html_text import is_html
from .._reading.html_entities import first_entity
from .._reading.statuses import status_of, title_and_status
from .._reading.timezones import WINDOWS, named_zone
from ._content.reader import UNREAD, read_content
from ._content.tree import MAX_INTEGER, Component, JcalProperty
from ._content.unfolding import as_utf8
from ._zones.resolve import ZoneRules, read_zone_rules

__all__ = ["check"]

_MOST_ZONES = 50
"""How many zones are checked; real calendars have one or two."""


class _ZoneCheck:
    """The zones of one calendar; a defect of a zone is reported where the zone is first used.

    Args:
        calendar: the calendar.
        findings: takes everything wrong.
    """

    def __init__(self, calendar: Component, findings: Findings) -> None:
        self._findings = findings
        self._declared = {inner.text("tzid"): inner for inner in calendar.components if inner.name == "vtimezone"}
        self._zones: dict[str, tuple[dt.tzinfo | None, ZoneRules | None]] = {}
        self._told: set[str] = set()

    def look(self, prop: JcalProperty, position: int) -> None:
        """Check the zone of a DTSTART or a DTEND."""
        tzid = prop[1].get("tzid")
        if not isinstance(tzid, str) or tzid in self._told or (known := self._known(tzid, position)) is None:
            return
        if str(prop[3]).endswith("Z"):
            self._told.add(tzid)
            what = "expected TZID or Z, got both (RFC 5545 3.2.19): clients disagree on which holds"
            self._findings.add("zone-with-utc", what, position=position)
            return
        zone, rules = known
        if zone is not None and rules is not None and (wrong := _disagrees(prop, zone, rules)) is not None:
            self._told.add(tzid)
            what = f"the VTIMEZONE is {wrong} off {zone} here: Thunderbird follows the file, Google the name"
            self._findings.add("vtimezone-disagrees", what, position=position, severity=Severity.ERROR)

    def _known(self, tzid: str, position: int) -> tuple[dt.tzinfo | None, ZoneRules | None] | None:
        """Return the zone of a name and its declaration in the file; report defects of both at their first use."""
        if tzid in self._zones or len(self._zones) >= _MOST_ZONES:
            return self._zones.get(tzid)
        zone = named_zone(tzid)
        declared = self._declared.get(tzid)
        rules = None if declared is None else read_zone_rules(declared)
        self._zones[tzid] = zone, rules
        if declared is None:
            what = f"expected a VTIMEZONE for {tzid[:60]!r}, got none: Outlook refuses it or shifts the times,"
            what += " Thunderbird is wrong by hours"
            self._findings.add("undeclared-zone", what, position=position, severity=Severity.ERROR)
        elif rules is None:
            what = f"expected offsets and onsets for {tzid[:60]!r}, got none that can be read: times are off"
            self._findings.add("vtimezone-without-rules", what, position=declared.position)
        if zone is None or zone.key != tzid:
            what = "the Windows name" if tzid in WINDOWS else "the name"
            what = f"expected an IANA time zone, got {what} {tzid[:60]!r}: Giggity drops the item"
            self._findings.add("unknown-timezone", what, position=position)
        return self._zones[tzid]

    def moment(self, prop: JcalProperty) -> tuple[bool, dt.datetime] | None:
        """Return `(is_floating, datetime)`, None if unparsable. Compare only values with equal `is_floating`."""
        text, tzid = str(prop[3]), prop[1].get("tzid")
        try:
            wall = dt.datetime.fromisoformat(text.rstrip("Z")).replace(tzinfo=dt.UTC)
        except ValueError:
            return None
        if text.endswith("Z") or not isinstance(tzid, str):
            return not text.endswith("Z"), wall
        zone, rules = self._zones.get(tzid, (None, None))
        if not 1 < wall.year < 9999 or (zone is None and rules is None):
            return None
        bare = wall.replace(tzinfo=None)
        return False, bare.replace(tzinfo=zone) if zone is not None or rules is None else rules.utc(bare)


def _disagrees(prop: JcalProperty, zone: dt.tzinfo, rules: ZoneRules) -> str | None:
    """Return by how much a VTIMEZONE differs from the zone of its name at a time, or None if it does not."""
    try:
        wall = dt.datetime.fromisoformat(str(prop[3]))
    except ValueError:
        return None
    if not 1971 <= wall.year <= 2999:
        return None
    moments = {wall.replace(tzinfo=zone, fold=fold).timestamp() for fold in (0, 1)}
    there = rules.utc(wall).timestamp()
    if there in moments:
        return None
    return f"{abs(there - min(moments)) / 60:.0f} minutes"


def _times(vevent: Component, findings: Findings, zones: _ZoneCheck) -> None:
    """Check its times."""
    start = vevent.first("dtstart")
    if start is None:
        what = "expected DTSTART, got none: every client drops the item"
        findings.add("missing-start", what, position=vevent.position, severity=Severity.ERROR)
        return
    for name in ("dtstart", "dtend"):
        for prop, position in vevent.named(name):
            zones.look(prop, position)
    text, position = str(start[3]), vevent.position_of("dtstart")
    if len(text) == 10:
        findings.add(
            "no-time-of-day",
            "expected a time, got a whole day: Giggity cannot load the file, others pin it to the top",
            position=position,
        )
    elif not text.endswith("Z") and "tzid" not in start[1]:
        findings.add(
            "floating-time",
            "expected TZID or Z, got neither: it is at another moment for every viewer",
            position=position,
        )
    end = vevent.first("dtend")
    if end is not None:
        _end(start, end, vevent.position_of("dtend"), findings, zones)
    elif vevent.first("duration") is None and len(text) != 10:  # a day lasts a day (RFC 5545 section 3.6.1)
        what = "expected DTEND or DURATION, got neither: Giggity drops the item, khal invents an hour"
        findings.add("missing-end", what, position=vevent.position)
    if end is not None and (length := vevent.first("duration")) is not None:
        what = f"expected DTEND or DURATION (RFC 5545 3.6.1), got DURATION:{str(length[3])[:30]} too: clients differ"
        findings.add("several-values", what, position=vevent.position_of("duration"))
    for _, rule in vevent.named("rrule"):
        what = "a programme item with a recurrence rule: Giggity shows the first only"
        findings.add("recurring-item", what, position=rule, severity=Severity.INFO)


def _end(start: JcalProperty, end: JcalProperty, position: int, findings: Findings, zones: _ZoneCheck) -> None:
    """Check whether it ends after it starts, if the two can be compared."""
    begins, ends = zones.moment(start), zones.moment(end)
    if begins is None or ends is None or begins[0] != ends[0] or (len(str(start[3])) == 10) != (len(str(end[3])) == 10):
        return
    if ends[1] < begins[1]:
        what = "expected the end after the start, got it before: Google and Outlook refuse it"
        findings.add("end-before-start", what, position=position, severity=Severity.ERROR)
    elif ends[1] == begins[1]:
        what = "expected the end after the start, got the same: calcurse refuses it"
        findings.add("zero-length", what, position=position, severity=Severity.INFO)


def _texts(vevent: Component, findings: Findings, _: _ZoneCheck) -> None:
    """Check its texts."""
    if not (vevent.text("summary") or "").strip():
        what = "expected SUMMARY, got none: Giggity drops the item, others say 'no title'"
        findings.add("missing-title", what, position=vevent.position)
    if not (vevent.text("location") or "").strip():
        findings.add(
            "missing-location", "expected LOCATION, got none: Giggity drops the item", position=vevent.position
        )
    description = vevent.text("description") or ""
    if is_html(description):
        what = "expected plain text, got HTML: Apple, Thunderbird and Giggity show the tags"
        findings.add("markup-in-text", what, position=vevent.position_of("description"))
    else:
        _entities("description", description, vevent, findings)
    for name in ("summary", "location"):
        _entities(name, vevent.text(name) or "", vevent, findings)


def _entities(name: str, text: str, vevent: Component, findings: Findings) -> None:
    entity = first_entity(text)
    if entity is not None:
        what = f"expected {name.upper()} as plain text, got entities of HTML such as {entity}: they are shown as such"
        findings.add("markup-in-text", what, position=vevent.position_of(name))


def _rest(vevent: Component, findings: Findings, _: _ZoneCheck) -> None:
    """Check everything else."""
    if vevent.first("dtstamp") is None:
        what = "expected DTSTAMP, got none: strict readers, Outlook among them, refuse it"
        findings.add("missing-dtstamp", what, position=vevent.position)
    _status(vevent, findings)
    if (vevent.text("status") or "").strip().upper() == "CANCELLED":
        what = (
            "STATUS:CANCELLED: Google takes the item out, Apple and Thunderbird strike it through, Giggity ignores it"
        )
        findings.add("cancelled-item", what, position=vevent.position_of("status"), severity=Severity.INFO)
    for name in ("attendee", "organizer"):
        prop = vevent.first(name)
        if prop is not None:
            address = " and publishes an e-mail address" if str(prop[3]).lower().startswith("mailto:") else ""
            what = f"{name.upper()} may make a meeting of it in Outlook{address}"
            findings.add("sends-invitation", what, position=vevent.position_of(name), severity=Severity.INFO)
    for inner in vevent.components:
        if inner.name != "valarm":
            what = f"{inner.name.upper()[:40]} inside VEVENT: Giggity takes its UID and SUMMARY for the item's"
            findings.add("nested-component", what, position=inner.position)
            break


def _status(vevent: Component, findings: Findings) -> None:
    """Check whether clients know its status, and whether METHOD or its title say that it is cancelled."""
    text, position = (vevent.text("status") or "").strip(), vevent.position_of("status")
    if not text and vevent.first("status") is not None:
        what = "expected STATUS to be TENTATIVE, CONFIRMED or CANCELLED, got nothing: clients show it as on"
        findings.add("odd-status", what, position=position, severity=Severity.INFO)
    elif text and text.upper() not in ("TENTATIVE", "CONFIRMED", "CANCELLED"):
        code = "unknown-value" if status_of(text) is None else "odd-status"
        what = f"expected STATUS to be TENTATIVE, CONFIRMED or CANCELLED, got {text[:60]!r}: clients show it as on"
        findings.add(code, what, position=position)
    _, marked = title_and_status(vevent.text("summary") or "")
    if marked is not None and text.upper() != "CANCELLED":
        what = f"the title says that it is {marked.value}, STATUS does not: clients show it as on"
        findings.add("odd-status", what, position=vevent.position_of("summary"))
    sequence = vevent.first("sequence")
    if sequence is not None and not (isinstance(sequence[3], int) and 0 <= sequence[3] <= MAX_INTEGER):
        what = f"expected SEQUENCE from 0 to {MAX_INTEGER} (RFC 5545 3.3.8), got {str(sequence[3])[:30]}:"
        what += " clients that count in 32 bits refuse the item"
        findings.add("invalid-value", what, position=vevent.position_of("sequence"))
    for prop, position in vevent.named("method"):
        what = f"expected METHOD in the calendar (RFC 5545 3.7.2), got METHOD:{str(prop[3])[:20]} in an item"
        findings.add("misplaced-property", what, position=position)


_CHECKS: tuple[Callable[[Component, Findings, _ZoneCheck], None], ...] = (_times, _texts, _rest)
"""The checks for each VEVENT."""
_LIMIT = 5
"""How many findings of a code are listed one by one: a program makes the same mistake in every item."""
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
"""The codes of what our own reader accepts; their findings also say how other programs behave."""


def check(data: bytes, *, source: str = "<data>") -> Report:
    """Return the findings about a calendar file and their consequences; never raises because of its content.

    Args:
        data: the file.
        source: what to call it.
    """
    roots, findings = read_content(data, source, limit=_LIMIT)
    calendars = [root for root in roots if root.name == "vcalendar"]
    if not calendars and not findings.has(*UNREAD):
        what = "expected BEGIN:VCALENDAR, got a file without: nobody reads it"
        findings.add("wrong-format", what, severity=Severity.ERROR)
    for calendar in calendars[1:2]:
        what = "expected one calendar in a file, got several: most programs read the first only"
        findings.add("several-calendars", what, position=calendar.position)
    for calendar in calendars:
        _calendar(calendar, findings)
        _identity(calendar, findings)
        zones = _ZoneCheck(calendar, findings)
        for vevent in _vevents(calendar):
            for check_item in _CHECKS:
                check_item(vevent, findings, zones)
        findings.add("refresh-interval", _REFRESH, position=calendar.position, severity=Severity.INFO)
    start = Span(source=source, line=1, column=1)
    physical = Findings(locate=lambda line: Span(source=source, line=line, column=1), limit=1)
    if not findings.has("too-large"):
        _lines(as_utf8(data)[0], physical)
    found = [attrs.evolve(item, span=item.span or start) for item in findings.report() + physical.report()]
    return Report(tuple(map(_for_others, found))).sorted()


def _for_others(finding: Diagnostic) -> Diagnostic:
    """Return a finding of our own reader with the consequence for other programs."""
    if finding.code not in _READ_ALL_THE_SAME:
        return finding
    help = "other programs may refuse the file, drop the item or show it wrongly"
    return attrs.evolve(finding, help=help if finding.help is None else f"{finding.help}; {help}")


def _vevents(calendar: Component) -> Iterator[Component]:
    return (inner for inner in calendar.components if inner.name == "vevent")


def _lines(data: bytes, findings: Findings) -> None:
    """Check the physical lines: their ends, their length, their folds."""
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
    """Check the properties of the calendar itself."""
    for name in ("prodid", "version"):
        if calendar.first(name) is None:
            findings.add(
                "missing-" + name,
                f"expected {name.upper()}, got none: Outlook may refuse the file",
                position=calendar.position,
            )
    if (calendar.text("version") or "2.0").strip() != "2.0":
        what = f"expected VERSION:2.0, got {calendar.text('version')!s:.20}: Google and Apple refuse the file"
        findings.add("old-version", what, position=calendar.position_of("version"))
    title = calendar.text("x-wr-calname")
    if title is None:
        what = "only NAME" if calendar.first("name") is not None else "no name"
        findings.add(
            "missing-title",
            f"expected X-WR-CALNAME, got {what}: Google, Apple and Giggity show the address instead",
            position=calendar.position,
            severity=Severity.INFO,
        )
    elif first_entity(title) is not None:
        what = f"expected plain text, got entities of HTML in {title[:60]!r}: they are shown as they stand"
        findings.add("markup-in-text", what, position=calendar.position_of("x-wr-calname"))
    for prop, position in calendar.named("method"):
        if str(prop[3]).upper() != "PUBLISH":
            method = str(prop[3])[:20]
            what = f"METHOD:{method} makes an invitation of it: Outlook and Apple ask for an answer"
            if method.strip().upper() == "CANCEL":
                what = "METHOD:CANCEL calls its items off (RFC 5546 3.2.5): Outlook and Apple take them out"
            findings.add("message-method", what, position=position)
    if next(_vevents(calendar), None) is None:
        findings.add("no-sessions", "expected VEVENTs, got none: there is nothing to show", position=calendar.position)
    _stamps(calendar, findings)


def _stamps(calendar: Component, findings: Findings) -> None:
    """Check whether DTSTAMP is the time of the file rather than that of the last change of each item."""
    stamps = [str(prop[3]) for vevent in _vevents(calendar) for prop, _ in vevent.named("dtstamp")]
    if len(stamps) < 3 or len(set(stamps)) > 1 or stamps[0].startswith("1970-"):
        return
    if not any(part.first("last-modified") for part in (calendar, *_vevents(calendar))):
        findings.add(
            "unstable-dtstamp",
            "expected DTSTAMP to say when each item changed, got one moment for all: if it is the time of the export,"
            " every fetch makes every item look changed",
            position=calendar.position,
            severity=Severity.INFO,
        )


def _identity(calendar: Component, findings: Findings) -> None:
    """Check the UIDs: clients lose items without a UID, or with the UID of another item."""
    if calendar.first("uid") is not None and next(_vevents(calendar), None) is not None:
        what = "a UID of the calendar itself (RFC 7986 5.3): vdirsyncer 0.21 and other programs that look for the first"
        what += " UID of a file take the whole feed for one item"
        findings.add("calendar-uid", what, position=calendar.position_of("uid"), severity=Severity.INFO)
    counts: Counter[tuple[str, str]] = Counter()
    has_host = False
    for vevent in _vevents(calendar):
        uid = vevent.text("uid")
        if uid is None or not uid.strip():
            what = "expected a UID, got none: Giggity drops the item, others double it at every fetch"
            findings.add("missing-uid", what, position=vevent.position)
            continue
        position = vevent.position_of("uid")
        counts[uid, vevent.text("recurrence-id") or ""] += 1
        if counts[uid, vevent.text("recurrence-id") or ""] > 1:
            what = f"expected a UID of its own, got {uid[:60]!r} again: Google, Outlook and Apple keep only one of them"
            findings.add("duplicate-uid", what, position=position, severity=Severity.ERROR)
        if not has_host and _HOST.search(uid):
            has_host = True
            what = f"expected a UID without a host name (RFC 7986 5.3), got {uid[:60]!r}: it changes with the site"
            findings.add("uid-names-host", what, position=position, severity=Severity.INFO)
    lost = sum(counts.values()) - len(counts)
    if lost:
        what = f"of {sum(counts.values())} items only {len(counts)} have a UID of their own: {lost} will not be shown"
        findings.add("items-lost", what, position=calendar.position)
