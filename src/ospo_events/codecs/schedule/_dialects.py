"""The dialects of generators: times with dates or without, in UTC or local, in two parts or three."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from ...model.time import FIRST_YEAR, as_timezone, programme_date, read_clock
from ._raw_schedule import RawDay, RawSchedule

__all__ = [
    "clock_minutes",
    "date_of",
    "day_dates",
    "effective_offset",
    "find_day_change",
    "head_dates",
    "moment_of",
    "three_parts",
    "without_utc",
    "zone_of_offsets",
]

_loose_offset = re.compile(r" (?:UTC$|(?=[+-]\d\d))").sub
_utc_mark = re.compile(r" ?(?:Z|UTC|[+-]00:?00)$", re.ASCII | re.IGNORECASE).sub
_LAST = 2997
_NOON = dt.time(12)
_A_DAY = dt.timedelta(days=1)
_LONGEST = 367
"""One more than the largest number of days of an event."""
_NEARLY_A_DAY = dt.timedelta(hours=23, minutes=58)

_CANDIDATES = (
    *("UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles"),
    *("America/Chicago", "America/Denver", "Europe/Helsinki", "Europe/Istanbul", "Europe/Moscow"),
    *("Asia/Kolkata", "Asia/Tokyo", "Asia/Shanghai", "Asia/Singapore", "Australia/Sydney"),
    *("Australia/Brisbane", "Australia/Adelaide", "Pacific/Auckland", "America/Sao_Paulo"),
    *("America/Argentina/Buenos_Aires", "America/Santiago", "America/Bogota", "America/Mexico_City"),
    *("America/Halifax", "America/St_Johns", "America/Phoenix", "America/Anchorage", "Pacific/Honolulu"),
    *("Africa/Lagos", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Jerusalem", "Asia/Dubai"),
    *("Asia/Tehran", "Asia/Karachi", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok"),
    *("Asia/Seoul", "Australia/Perth", "Australia/Darwin", "Atlantic/Azores", "Atlantic/Cape_Verde"),
    "Pacific/Apia",
)
"""One zone for each rule of clock changes, zones with many conferences first."""


def moment_of(text: str) -> dt.datetime | None:
    """Return the date and time in an ISO 8601 text, with a zone or naive; None if there is none in a usable year."""
    if len(text) < 14 or len(text) > 40:
        return None
    try:
        # Ruby writes `2024-07-09 09:00:00 +0200`, and UTC by name.
        moment = dt.datetime.fromisoformat(
            _loose_offset(lambda match: "Z" if match[0] == " UTC" else "", text) if text.count(" ") > 1 else text
        )
        # A day's room for the offset: the model has no times before 1970.
        if not FIRST_YEAR <= moment.year <= _LAST or moment.date() == dt.date(FIRST_YEAR, 1, 1):
            return None
        moment.utcoffset()
    except (ValueError, OverflowError):
        return None
    return moment


def without_utc(text: str) -> str:
    """Return a date and time without the `Z`, `UTC` or `+00:00` after it."""
    return _utc_mark("", text)


def date_of(text: str) -> dt.date | None:
    """Return the date at the beginning of an ISO 8601 text; None if there is none in a usable year."""
    try:
        date = dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
    return date if FIRST_YEAR <= date.year <= _LAST else None


def clock_minutes(text: str) -> int | None:
    """Return `H:MM`, `HH:MM:SS` or `9:30 pm` as minutes since midnight."""
    try:
        time = read_clock(text)
    except ValueError:
        return None
    return time.hour * 60 + time.minute


def three_parts(raw: RawSchedule, wanted: str | None) -> str:
    """Return the meaning of durations with three parts in this file: `d:hh:mm` or `h:mm:ss`.

    pretalx and the exporter of Electromagnetic Field write days; pentabarf, frab and c3voc's tools write seconds.
    """
    if wanted is not None:
        return wanted
    writes_days = raw.generator.lower() == "pretalx" or raw.conference.get("acronym", "").lower().startswith("emf")
    return "d:hh:mm" if writes_days else "h:mm:ss"


def effective_offset(moment: dt.datetime, start: int | None) -> int:
    """Return the offset from UTC, in minutes, of the place where the local time of a moment is `start`.

    wafer writes the date in UTC and the start as the clock on the wall has it: their difference is the offset.
    """
    offset = moment.utcoffset()
    assert offset is not None, "an aware moment has an offset"
    minutes = int(offset.total_seconds() // 60)
    if start is None:
        return minutes
    apart = (start - moment.hour * 60 - moment.minute) % 1440
    return minutes + (apart if apart <= 840 else apart - 1440)


def zone_of_offsets(observed: Iterable[tuple[int, int]]) -> ZoneInfo | None:
    """Return a zone that has every one of the observed offsets: `(hours since 1970, offset in minutes)`."""
    seen = [(dt.datetime.fromtimestamp(hour * 3600, dt.UTC), dt.timedelta(minutes=offset)) for hour, offset in observed]
    for name in _CANDIDATES:
        zone = as_timezone(name)
        if seen and all(moment.astimezone(zone).utcoffset() == offset for moment, offset in seen):
            return zone
    return None


def find_day_change(raw: RawSchedule, zone: ZoneInfo) -> dt.time | None:
    """Return the day change: as stated, or from days that end on the following date."""
    if (minutes := clock_minutes(raw.conference.get("day_change", ""))) is not None:
        return dt.time(minutes // 60, minutes % 60)
    for day in raw.days:
        start, end = _bounds(day, zone)
        date = start.date() if start else date_of(day.date)
        if date is None or end is None:
            continue
        length = end - start if start is not None else dt.timedelta()
        # Days of whole 24 hours say it at any hour; one of less may as well be a long evening.
        if start is not None and (length == _A_DAY or (start.time() <= _NOON and _NEARLY_A_DAY <= length < _A_DAY)):
            return start.time()
        if end.date() > date and end.time() < _NOON:
            # pretalx lets days end at 03:59 and begin at 04:00.
            end += dt.timedelta(minutes=1) if end.minute == 59 else dt.timedelta()
            return end.time().replace(second=0, microsecond=0)
    return None


def day_dates(raw: RawSchedule, zone: ZoneInfo) -> Iterator[dt.date | None]:
    """Yield the date of each day: as stated, or that of its start, or counted from that of the conference.

    wafer states the dates of days in UTC: where their starts are of another date in the zone, that one is meant.
    """
    first = date_of(raw.conference.get("start", ""))
    lowest = min((int(day.index) for day in raw.days if _is_index(day.index)), default=1)
    for day in raw.days:
        date, (start, _) = date_of(day.date), _bounds(day, zone)
        if start is not None and (date is None or (abs((start.date() - date).days) == 1 and start.time() <= _NOON)):
            date = start.date()
        if date is None and first is not None and _is_index(day.index):
            date = first + dt.timedelta(days=int(day.index) - lowest)
        yield date


def head_dates(raw: RawSchedule, zone: ZoneInfo, listed: set[dt.date], day_change: dt.time) -> set[dt.date] | None:
    """Return the dates that the head of a file states besides the days it lists; None if the two contradict each other.

    frab writes as the end of the conference the date on which its last day ends: the number of days decides.

    Args:
        raw: the file.
        zone: its zone.
        listed: the dates of the days it lists.
        day_change: when a day gives way to the next.
    """
    conference = raw.conference
    count = _count(conference.get("days") or conference.get("daysCount") or "")
    first = _head_date(conference.get("start", ""), zone, day_change, is_end=False)
    last = _head_date(conference.get("end", ""), zone, day_change, is_end=True)
    dates = _range(first, last, count, is_whole=not listed)
    if not dates or not listed:
        return dates
    if listed.isdisjoint(dates):
        return None
    if count == len(listed):
        return set()
    if count == len(dates):
        return dates - listed
    outside = {date for date in dates if not min(listed) <= date <= max(listed)}
    end = moment_of(raw.days[-1].end) if raw.days else None
    return set() if end is not None and outside == {end.date()} else outside


def _range(first: dt.date | None, last: dt.date | None, count: int | None, *, is_whole: bool) -> set[dt.date]:
    """Return the dates from the first to the last, one of which may be known only by their number."""
    if count is not None and (first is None or last is None):
        try:
            first, last = (
                first or (last - (count - 1) * _A_DAY if last else None),
                last or (first + (count - 1) * _A_DAY if first else None),
            )
        except OverflowError:
            return set()
    if first is None or last is None or not 0 <= (last - first).days < _LONGEST:
        return set()
    number = (last - first).days + 1
    number -= is_whole and count == number - 1
    return {first + days * _A_DAY for days in range(number)}


def _count(text: str) -> int | None:
    return int(text) if _is_index(text) and 0 < int(text) < _LONGEST else None


def _head_date(text: str, zone: ZoneInfo, day_change: dt.time, *, is_end: bool) -> dt.date | None:
    """Return the programme day of a date, or of a date and time, in the head of a file."""
    wall = _wall(text, zone)
    if wall is None or wall.time() == dt.time():
        return date_of(text)
    # An end at the day change is that of the day before.
    return programme_date(wall - dt.timedelta(minutes=1) if is_end else wall, day_change)


def _bounds(day: RawDay, zone: ZoneInfo) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return the local times at the start and the end of a day, which EMF's JSON of 2022 has swapped."""
    start, end = _wall(day.start, zone), _wall(day.end, zone)
    return (end, start) if start is not None and end is not None and end < start else (start, end)


def _is_index(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4


def _wall(text: str, zone: ZoneInfo) -> dt.datetime | None:
    """Return the local time in the zone at a moment; a moment without an offset is a local time already."""
    moment = moment_of(text)
    return moment if moment is None or moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)
