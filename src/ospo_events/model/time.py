"""Time zones, instants and local times: the only module that computes local times.

Only IANA time zones are used, through `ZoneInfo`. A local time that a zone skips or repeats is never guessed. Compare
`instant(a) < instant(b)`, never two datetimes of one zone: in the repeated hour Python compares the local times and
gets the order wrong (PEP 495).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import MissingZoneData, OspoEventsError
from ._checks import describe

__all__ = [
    "DAY_CHANGE",
    "FIRST_YEAR",
    "LAST_YEAR",
    "AmbiguousTime",
    "EndBeforeStart",
    "NonexistentTime",
    "as_timezone",
    "check_aware",
    "date_of_time",
    "first_instant",
    "format_local",
    "instant",
    "is_ambiguous",
    "is_nonexistent",
    "keeps_offset",
    "programme_date",
    "read_clock",
    "read_moment",
]

DAY_CHANGE = dt.time(4)
"""When one programme day ends and the next begins: a party at 00:30 belongs to the evening before."""

FIRST_YEAR, LAST_YEAR = 1970, 2999
"""Before 1970 offsets may have seconds, which other formats cannot write; far years overflow in calculations."""

_ZONE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}")
_NOT_A_PLACE = re.compile(r"[A-Z]{1,4}(\d[A-Z]{0,4})?|(GMT|Etc/GMT)[+-]?\d*|Etc/(UCT|Greenwich|Universal|Zulu)")
_NOT_A_ZONE = ("localtime", "posixrules", "Factory", "posix/", "right/")
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d\d)(?::(\d\d)(?:[.,](\d{1,6}))?)?)?(?:\s?([ap])\.?m\.?)?", re.ASCII | re.IGNORECASE
)
_UTC_KEYS = ("UTC", "Etc/UTC")
_TWO = tuple(f"{number:02}" for number in range(60))


class NonexistentTime(OspoEventsError, ValueError):
    """A local time that the zone skips."""


class AmbiguousTime(OspoEventsError, ValueError):
    """A local time that the zone has twice."""


class EndBeforeStart(OspoEventsError, ValueError):
    """An interval of time that ends before it begins."""


def as_timezone(value: ZoneInfo | str) -> ZoneInfo:
    """Return the IANA time zone of a name.

    Raises:
        ValueError: the name is an offset, an abbreviation or not in the time zone database.
        MissingZoneData: this machine has no time zone database.
    """
    if isinstance(value, ZoneInfo):
        if not value.key:
            raise ValueError("expected a time zone with an IANA name, got one without")
        _check_name(value.key)
        return value
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"expected the name of an IANA time zone, got {describe(value)}")
    _check_name(value)
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        _check_zone_data()
        raise _no_zone(value) from None


@lru_cache(maxsize=256)
def _check_name(value: str) -> None:
    # The spelling is tested first, because ZoneInfo opens files by this name.
    is_name = len(value) <= 64 and _ZONE_NAME.fullmatch(value) is not None and not value.startswith(_NOT_A_ZONE)
    if is_name and value not in _UTC_KEYS and _NOT_A_PLACE.fullmatch(value):
        raise ValueError(
            f"expected an IANA time zone such as 'Europe/Berlin', got the offset or abbreviation {value!r}"
        )
    if not is_name:
        raise _no_zone(value)


def _check_zone_data() -> None:
    try:
        ZoneInfo("UTC")
    except (ZoneInfoNotFoundError, OSError):
        raise MissingZoneData(
            "this machine has no time zone data: install them with `pip install tzdata`, or the system's package tzdata"
        ) from None


def _no_zone(value: str) -> ValueError:
    return ValueError(f"expected an IANA time zone such as 'Europe/Berlin', got {value[:80]!r}")


def check_aware(owner: str, value: dt.datetime) -> None:
    """Raise unless `value` is a datetime in an IANA zone (a `ZoneInfo`)."""
    # One test that nearly all values pass; the messages for the others follow.
    if value.__class__ is dt.datetime and type(value.tzinfo) is ZoneInfo and FIRST_YEAR <= value.year <= LAST_YEAR:
        return
    if not isinstance(value, dt.datetime):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"expected a datetime as {owner}, got {value!r}")
    if type(value.tzinfo) is not ZoneInfo:
        raise ValueError(f"expected {owner} to be in an IANA time zone (zoneinfo.ZoneInfo), got {value.isoformat()!r}")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"expected {owner} to be in the years {FIRST_YEAR} to {LAST_YEAR}, got {value.isoformat()!r}")


def instant(moment: dt.datetime) -> float:
    """Return the seconds since 1970-01-01T00:00:00Z, to sort and compare by."""
    return moment.timestamp()


@lru_cache(maxsize=4096)
def keeps_offset(zone: dt.tzinfo | None, date: dt.date) -> bool:
    """Return whether no clock change of the zone affects this date, so that each local time exists exactly once."""
    midnight = dt.datetime.combine(date, dt.time(), tzinfo=zone)
    evening = dt.datetime.combine(date, dt.time.max, tzinfo=zone)
    return len({moment.replace(fold=fold).utcoffset() for moment in (midnight, evening) for fold in (0, 1)}) == 1


def is_ambiguous(moment: dt.datetime) -> bool:
    """Return whether the zone has this local time twice."""
    first, second = moment.replace(fold=0).utcoffset(), moment.replace(fold=1).utcoffset()
    return first != second and not is_nonexistent(moment)


def is_nonexistent(moment: dt.datetime) -> bool:
    """Return whether the zone skips this local time."""
    zone = moment.tzinfo
    wall = moment.replace(tzinfo=None, fold=0)
    return moment.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None, fold=0) != wall


def read_clock(value: dt.time | str) -> dt.time:
    """Return the time of day in a text: `9:00`, `09:30:15`, `9.30`, `9h30`, `9am`, `9:30 p.m.`.

    Raises:
        TypeError, ValueError: the text is not a time of day.
    """
    if isinstance(value, dt.time):
        if value.tzinfo is not None:
            raise ValueError(f"expected a time without a time zone: it is in the event's, got {str(value)!r}")
        return value
    if not isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise TypeError(f"expected a time such as 09:30, got {describe(value)}")
    match = _CLOCK.fullmatch(value.strip())
    if match is not None and (match[2] or match[5]):
        hour, half = int(match[1]), match[5]
        if half:
            hour = hour % 12 + 12 * (half in "pP") if 1 <= hour <= 12 else 24
        minute, second = int(match[2] or 0), int(match[3] or 0)
        if hour < 24 and minute < 60 and second < 60:
            return dt.time(hour, minute, second, int((match[4] or "0").ljust(6, "0")))
    raise ValueError(f"expected a time such as 09:30, got {describe(value)}")


def read_moment(text: str) -> dt.datetime:
    """Return the date and time in a text, with a time zone if it has an offset: ISO 8601, or `2024-07-09 9:30`.

    Raises:
        ValueError: the text is not a date and time.
    """
    try:
        if ":" in text:
            return dt.datetime.fromisoformat(text.strip())
    except ValueError:
        pass
    date, _, clock = text.strip().replace("T", " ", 1).partition(" ")
    try:
        return dt.datetime.combine(dt.date.fromisoformat(date), read_clock(clock))
    except ValueError:
        raise ValueError(f"expected a date and time such as 2024-07-09T10:00, got {describe(text)}") from None


def first_instant(date: dt.date, zone: ZoneInfo) -> dt.datetime:
    """Return the moment at which a date begins in a zone: midnight, or later if the zone skips midnight.

    Raises:
        NonexistentTime: the zone skips the whole date.
    """
    midnight = dt.datetime.combine(date, dt.time(), tzinfo=zone)
    if keeps_offset(zone, date) or not is_nonexistent(midnight):
        return midnight
    # The clocks jump somewhere between the two moments that the two offsets give for midnight (PEP 495); seconds are
    # exact enough.
    before, after = (round(instant(midnight.replace(fold=fold))) for fold in (1, 0))
    offset = dt.datetime.fromtimestamp(after, zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if dt.datetime.fromtimestamp(middle, zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    first = dt.datetime.fromtimestamp(after, zone)
    if first.date() != date:
        raise NonexistentTime(f"{date.isoformat()} does not exist in {zone.key}: the calendar skips it")
    return first


def format_local(moment: dt.datetime) -> str:
    """Return a local time in ISO 8601, with the offset only if the local time is ambiguous."""
    precision = "auto" if moment.second or moment.microsecond else "minutes"
    if keeps_offset(moment.tzinfo, moment.date()):
        if precision == "minutes":  # nearly all: a table takes a third of the time of isoformat
            month, day, hour, minute = moment.month, moment.day, moment.hour, moment.minute
            return f"{moment.year}-{_TWO[month]}-{_TWO[day]}T{_TWO[hour]}:{_TWO[minute]}"
        return moment.replace(tzinfo=None).isoformat("T", precision)
    if moment.replace(fold=0).utcoffset() == moment.replace(fold=1).utcoffset():
        return moment.replace(tzinfo=None).isoformat("T", precision)
    return moment.isoformat("T", precision)


def date_of_time(day: dt.date, time: dt.time, day_change: dt.time = DAY_CHANGE) -> dt.date:
    """Return the date of a time on a programme day: a time before the day change is on the next date."""
    return day + dt.timedelta(days=1) if time < day_change else day


def programme_date(moment: dt.datetime, day_change: dt.time = DAY_CHANGE) -> dt.date:
    """Return the programme day that `moment` belongs to; everything else uses this definition."""
    if moment.time() < day_change and moment.date() > dt.date.min:
        return moment.date() - dt.timedelta(days=1)
    return moment.date()
