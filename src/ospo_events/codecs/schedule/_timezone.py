"""Decides the time zone of a file: requested, named in it, or inferred from its times; and whether UTC is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeGuard
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Findings, Path, Severity
from ...model.time import as_timezone
from .._reading.timezones import zones_meant
from ._dialects import effective_offset, zone_of_offsets
from ._raw_schedule import RawSchedule

__all__ = ["StatedTime", "ZoneDecision", "decide_zone", "is_utc"]

StatedTime: TypeAlias = "tuple[dt.datetime | dt.date | None, int | None]"
"""The moment an entry states, or its date alone; and the minutes of its `start` since midnight."""

_PLACE: Path = ("conference", "time_zone_name")


@attrs.frozen
class ZoneDecision:
    """The decision about the times of a file."""

    zone: ZoneInfo
    utc_is_local: bool = False
    """Whether times in UTC are local times that were marked wrongly."""
    turned: bool = False
    """Whether no time of the file is in the zone, so that each is converted to it."""


def decide_zone(
    raw: RawSchedule, found: Findings, said: Mapping[Path, StatedTime], *, wanted: ZoneInfo | None, believe_utc: bool
) -> ZoneDecision | None:
    """Return the zone: the requested one, the one in the file, or one that fits the offsets; None if there is none.

    Args:
        raw: what the file says.
        found: takes the findings.
        said: when its entries are.
        wanted: the zone asked for.
        believe_utc: whether times in UTC are meant, whatever speaks against it.
    """
    if wanted is not None:
        zones: tuple[ZoneInfo, ...] = (wanted,)
    else:
        zones = _named(raw.conference.get("time_zone_name", ""), found)
    zone = next((zone for zone in zones if _fits(zone, said)), None)
    if zone is not None:
        _tell_name(raw, found, zone, wanted)
        return ZoneDecision(zone)
    if zones and not believe_utc and (path := _first_fake(said)) is not None:
        _tell_name(raw, found, zones[0], wanted)
        found.add(
            "utc-mark-ignored",
            f"the dates say UTC in a file of {zones[0].key}, but their"
            " clocks are those of the starts: they are taken as local times",
            (*path, "date"),
            help="where they are in UTC all the same: --read-with times=utc",
        )
        return ZoneDecision(zones[0], utc_is_local=True)
    if wanted is not None:
        found.add("zone-contradicted", f"none of the times of the file is in {wanted.key!r}: they are turned into it")
        return ZoneDecision(zones[0], turned=True)
    return _told(raw, found, zones, said)


def _named(name: str, found: Findings) -> tuple[ZoneInfo, ...]:
    """Return the zones that a name in the file may mean; a finding if it means none."""
    if not name:
        return ()
    try:
        return (as_timezone(name),)
    except ValueError as error:
        zones = zones_meant(name)
        if not zones:
            found.add("unknown-timezone", str(error), _PLACE)
        return zones


def _tell_name(raw: RawSchedule, found: Findings, zone: ZoneInfo, wanted: ZoneInfo | None) -> None:
    """Report a name in the file that is not an IANA name, and how it is read."""
    name = raw.conference.get("time_zone_name", "")
    if wanted is None and name != zone.key:
        found.add("zone-renamed", f"expected an IANA time zone, got {name[:60]!r}: read as {zone.key}", _PLACE)


def _told(
    raw: RawSchedule, found: Findings, zones: tuple[ZoneInfo, ...], said: Mapping[Path, StatedTime]
) -> ZoneDecision | None:
    """Return the zone that fits the offsets, if the file names none."""
    offsets = {
        (int(moment.timestamp() // 3600), effective_offset(moment, minutes)) for _, moment, minutes in _aware(said)
    }
    told = zone_of_offsets(sorted(offsets))
    if told is None:
        if not zones:
            found.add(
                "missing-timezone",
                "expected the time zone of the event, got a file that does not say",
                severity=Severity.ERROR,
                help="say which: --zone Europe/Berlin, or zone='Europe/Berlin'",
            )
            return None
        _tell_name(raw, found, zones[0], None)
        return ZoneDecision(zones[0])
    if zones:
        name = raw.conference["time_zone_name"]
        found.add(
            "zone-contradicted",
            f"the file names {name[:60]!r}, but none of its times is in it: {told.key!r} has them all and is taken",
            _PLACE,
            help=f"say which: --zone {zones[0].key}, or --zone {told.key}",
        )
    else:
        # UTC is what a file may mean that says `Z`; any other zone is one of several that would fit.
        severity = Severity.INFO if told.key == "UTC" else Severity.WARNING
        found.add(
            "zone-from-offsets",
            f"the file names no time zone: {told.key!r} has the offsets of all its times and is taken",
            severity=severity,
            help=f"say which: --zone {told.key}, or zone={told.key!r}",
        )
    return ZoneDecision(told)


def _aware(said: Mapping[Path, StatedTime]) -> Iterator[tuple[Path, dt.datetime, int | None]]:
    """Yield the entries whose moment has an offset: their path, the moment, and the minutes of their start."""
    for path, (moment, minutes) in said.items():
        if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
            yield path, moment, minutes


def _fits(zone: ZoneInfo, said: Mapping[Path, StatedTime]) -> bool:
    """Return whether any time has the offset or local time of the zone; also if there are no times.

    Any, not all: one of two zones of a merged file, or a start somebody forgot to move, makes the name no less right.
    """
    none = True
    for _, moment, minutes in _aware(said):
        there = moment.astimezone(zone)
        if there.utcoffset() == moment.utcoffset() or minutes == there.hour * 60 + there.minute:
            return True
        none = False
    return none


def is_utc(moment: object) -> TypeGuard[dt.datetime]:
    """Return whether this is a date and time in UTC."""
    return isinstance(moment, dt.datetime) and moment.utcoffset() == dt.timedelta()


def _first_fake(said: Mapping[Path, StatedTime]) -> Path | None:
    """Return the first entry whose UTC offset contradicts its `<start>`; None unless all entries with a start do.

    The start, a local time, has the clock of the date then. DebConf 2017 in Montréal wrote
    `<date>2017-08-05T10:00:00+00:00</date><start>10:00</start>` for 10:00 there.
    """
    first: Path | None = None
    for path, moment, minutes in _aware(said):
        if minutes is not None:
            if not is_utc(moment) or minutes != moment.hour * 60 + moment.minute:
                return None
            first = first or path
    return first
