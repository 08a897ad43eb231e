"""What the calendar doctor looks at in each item: its times and zones, its texts, what else is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ...diagnostics import Findings, Severity
from .._reading.timezones import WINDOWS, named_zone
from .entities import first_entity
from .properties import JcalProperty
from .text import looks_like_html
from .tree import Component
from .zone_rules import ZoneRules, read_zone_rules

__all__ = ["LOOKS", "ZoneLook"]

_MOST_ZONES = 50
"""How many zones are looked at; calendars of the world have one or two."""


class ZoneLook:
    """The zones of one calendar; what is wrong with one is told where it is first used.

    Args:
        calendar: the calendar.
        tell: told of everything wrong.
    """

    def __init__(self, calendar: Component, findings: Findings) -> None:
        self._findings = findings
        self._declared = {inner.text("tzid"): inner for inner in calendar.components if inner.name == "vtimezone"}
        self._zones: dict[str, tuple[dt.tzinfo | None, ZoneRules | None]] = {}
        self._told: set[str] = set()

    def look(self, prop: JcalProperty, place: int) -> None:
        """Look at the zone of a DTSTART or a DTEND."""
        tzid = prop[1].get("tzid")
        if not isinstance(tzid, str) or tzid in self._told or (known := self._known(tzid, place)) is None:
            return
        if str(prop[3]).endswith("Z"):
            self._told.add(tzid)
            what = "expected TZID or Z, got both (RFC 5545 3.2.19): clients disagree on which holds"
            self._findings.add("zone-with-utc", what, position=place)
            return
        zone, rules = known
        if zone is not None and rules is not None and (wrong := _disagrees(prop, zone, rules)) is not None:
            self._told.add(tzid)
            what = f"the VTIMEZONE is {wrong} off {zone} here: Thunderbird follows the file, Google the name"
            self._findings.add("vtimezone-disagrees", what, position=place, severity=Severity.ERROR)

    def _known(self, tzid: str, place: int) -> tuple[dt.tzinfo | None, ZoneRules | None] | None:
        """Return the zone of a name and what the file declares of it; tell what is wrong with both at the first use."""
        if tzid in self._zones or len(self._zones) >= _MOST_ZONES:
            return self._zones.get(tzid)
        zone = named_zone(tzid)
        declared = self._declared.get(tzid)
        rules = None if declared is None else read_zone_rules(declared)
        self._zones[tzid] = zone, rules
        if declared is None:
            what = f"expected a VTIMEZONE for {tzid[:60]!r}, got none: Outlook refuses it or shifts the times,"
            what += " Thunderbird is wrong by hours"
            self._findings.add("undeclared-zone", what, position=place, severity=Severity.ERROR)
        elif rules is None:
            what = f"expected offsets and onsets for {tzid[:60]!r}, got none that can be read: times are off"
            self._findings.add("vtimezone-without-rules", what, position=declared.place)
        if zone is None or zone.key != tzid:
            what = "the Windows name" if tzid in WINDOWS else "the name"
            what = f"expected an IANA time zone, got {what} {tzid[:60]!r}: Giggity drops the item"
            self._findings.add("unknown-timezone", what, position=place)
        return self._zones[tzid]

    def moment(self, prop: JcalProperty) -> tuple[bool, dt.datetime] | None:
        """Return a time, and whether it floats: two that do not can be compared, and two that do; None for none."""
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
    """Return how far a VTIMEZONE is off the zone of its name at a time, or None where it is not."""
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


def _times(vevent: Component, findings: Findings, zones: ZoneLook) -> None:
    """Look at when it is."""
    start = vevent.first("dtstart")
    if start is None:
        what = "expected DTSTART, got none: every client drops the item"
        findings.add("missing-start", what, position=vevent.place, severity=Severity.ERROR)
        return
    for name in ("dtstart", "dtend"):
        for prop, place in vevent.named(name):
            zones.look(prop, place)
    text, place = str(start[3]), vevent.place_of("dtstart")
    if len(text) == 10:
        findings.add(
            "no-time-of-day",
            "expected a time, got a whole day: Giggity cannot load the file, others pin it to the top",
            position=place,
        )
    elif not text.endswith("Z") and "tzid" not in start[1]:
        findings.add(
            "floating-time", "expected TZID or Z, got neither: it is at another moment for every viewer", position=place
        )
    end = vevent.first("dtend")
    if end is not None:
        _end(start, end, vevent.place_of("dtend"), findings, zones)
    elif vevent.first("duration") is None and len(text) != 10:  # a day lasts a day (RFC 5545 section 3.6.1)
        what = "expected DTEND or DURATION, got neither: Giggity drops the item, khal invents an hour"
        findings.add("missing-end", what, position=vevent.place)
    for _, rule in vevent.named("rrule"):
        what = "a programme item with a recurrence rule: Giggity shows the first only"
        findings.add("recurring-item", what, position=rule, severity=Severity.INFO)


def _end(start: JcalProperty, end: JcalProperty, place: int, findings: Findings, zones: ZoneLook) -> None:
    """Look whether it ends after it starts, as far as both can be compared."""
    begins, ends = zones.moment(start), zones.moment(end)
    if begins is None or ends is None or begins[0] != ends[0] or (len(str(start[3])) == 10) != (len(str(end[3])) == 10):
        return
    if ends[1] < begins[1]:
        what = "expected the end after the start, got it before: Google and Outlook refuse it"
        findings.add("end-before-start", what, position=place, severity=Severity.ERROR)
    elif ends[1] == begins[1]:
        what = "expected the end after the start, got the same: calcurse refuses it"
        findings.add("zero-length", what, position=place, severity=Severity.INFO)


def _texts(vevent: Component, findings: Findings, _: ZoneLook) -> None:
    """Look at what it says."""
    if not (vevent.text("summary") or "").strip():
        what = "expected SUMMARY, got none: Giggity drops the item, others say 'no title'"
        findings.add("missing-title", what, position=vevent.place)
    if not (vevent.text("location") or "").strip():
        findings.add("missing-location", "expected LOCATION, got none: Giggity drops the item", position=vevent.place)
    description = vevent.text("description") or ""
    if looks_like_html(description):
        what = "expected plain text, got HTML: Apple, Thunderbird and Giggity show the tags"
        findings.add("markup-in-text", what, position=vevent.place_of("description"))
    else:
        _entities("description", description, vevent, findings)
    for name in ("summary", "location"):
        _entities(name, vevent.text(name) or "", vevent, findings)


def _entities(name: str, text: str, vevent: Component, findings: Findings) -> None:
    entity = first_entity(text)
    if entity is not None:
        what = f"expected {name.upper()} as plain text, got entities of HTML such as {entity}: they are shown as such"
        findings.add("markup-in-text", what, position=vevent.place_of(name))


def _rest(vevent: Component, findings: Findings, _: ZoneLook) -> None:
    """Look at everything else."""
    if vevent.first("dtstamp") is None:
        what = "expected DTSTAMP, got none: strict readers, Outlook among them, refuse it"
        findings.add("missing-dtstamp", what, position=vevent.place)
    if (vevent.text("status") or "").upper() == "CANCELLED":
        what = (
            "STATUS:CANCELLED: Google takes the item out, Apple and Thunderbird strike it through, Giggity ignores it"
        )
        findings.add("cancelled-item", what, position=vevent.place_of("status"), severity=Severity.INFO)
    for name in ("attendee", "organizer"):
        prop = vevent.first(name)
        if prop is not None:
            address = " and publishes an e-mail address" if str(prop[3]).lower().startswith("mailto:") else ""
            what = f"{name.upper()} may make a meeting of it in Outlook{address}"
            findings.add("sends-invitation", what, position=vevent.place_of(name), severity=Severity.INFO)
    for inner in vevent.components:
        if inner.name != "valarm":
            what = f"{inner.name.upper()[:40]} inside VEVENT: Giggity takes its UID and SUMMARY for the item's"
            findings.add("nested-component", what, position=inner.place)
            break


LOOKS: tuple[Callable[[Component, Findings, ZoneLook], None], ...] = (_times, _texts, _rest)
"""What is done with each VEVENT."""
