"""Generated calendars of series: rules with EXDATE, RDATE and single times changed, in zones of all kinds."""

from __future__ import annotations

import datetime as dt
from random import Random
from zoneinfo import ZoneInfo

__all__ = ["generated_series"]

_ZONES = (
    *("Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu", "Africa/Cairo"),
    *("Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "UTC"),
    *("Europe/Dublin", "America/Santiago", "Antarctica/Troll", "Asia/Tehran"),
)
_RULES = (
    *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2"),
    *("FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=3TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=15"),
    *("FREQ=YEARLY", "FREQ=WEEKLY;BYDAY=TU,TH;WKST=SU", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
)


def generated_series(seed: int) -> bytes:
    """Return a calendar of one or two series."""
    random = Random(seed)
    series = [line for number in range(random.randint(1, 2)) for line in _series(random, f"series-{number}")]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//series//EN", "X-WR-CALNAME:Series"]
    # The oracle has series in UTC go by the clock of X-WR-TIMEZONE, which no specification says.
    in_utc = any(line.startswith("DTSTART:") for line in series)
    lines += ["X-WR-TIMEZONE:UTC" if in_utc else f"X-WR-TIMEZONE:{random.choice(_ZONES)}", *series]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _series(random: Random, uid: str) -> list[str]:
    key = random.choice(_ZONES)
    start = dt.datetime(
        2026, random.randint(1, 12), random.randint(1, 28), random.randint(4, 23), random.choice((0, 30))
    )
    is_day = random.random() < 0.2
    rule = random.choice(_RULES)
    # DTSTART is one of the times of its rule: what it is otherwise, specifications and programs leave open.
    if "BYDAY" in rule or "BYMONTHDAY" in rule:
        rule = rule.split(";BY")[0]
    length = dt.timedelta(days=random.randint(1, 3)) if is_day else dt.timedelta(minutes=random.choice((30, 60, 90)))
    lines = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z", f"SUMMARY:{uid}"]
    lines += [_time("DTSTART", start, key, is_day=is_day), _time("DTEND", start + length, key, is_day=is_day)]
    lines.append(f"RRULE:{rule};{_end(random, start, key, is_day=is_day)}")
    times = _times(rule, start)
    for _ in range(random.randint(0, 3)):
        lines.append(_exception(random, random.choice(times), key, is_day=is_day))
    for _ in range(random.randint(0, 2)):
        # The oracle loses one on the day of a time that is changed.
        added = start + dt.timedelta(days=random.randint(401, 490), hours=0 if is_day else random.randint(0, 3))
        lines.append(_time("RDATE", added, _other(random, key), is_day=is_day))
    lines.append("END:VEVENT")
    taken = {line.partition(":")[2] for line in lines if line.startswith("EXDATE")}
    if random.random() < 0.5 and not taken:
        lines += _override(random, uid, times[1], key, length, is_day=is_day)
    return lines


def _times(rule: str, start: dt.datetime) -> list[dt.datetime]:
    """Return the first times of a rule without BY parts; those of months and years on any day all of them have."""
    step = int(rule.partition("INTERVAL=")[2].partition(";")[0] or 1)
    if "DAILY" in rule or "WEEKLY" in rule:
        days = step * (7 if "WEEKLY" in rule else 1)
        return [start + dt.timedelta(days=days * number) for number in range(4)]
    if "MONTHLY" in rule:
        months = [(start.year * 12 + start.month - 1 + number) for number in range(4)]
        return [start.replace(year=month // 12, month=month % 12 + 1) for month in months]
    return [start.replace(year=start.year + number) for number in range(4)]


def _end(random: Random, start: dt.datetime, key: str, *, is_day: bool) -> str:
    if random.random() < 0.5:
        return f"COUNT={random.randint(4, 12)}"
    until = start + dt.timedelta(days=random.randint(60, 200))
    if is_day:
        return f"UNTIL={until:%Y%m%d}"
    moment = until.replace(tzinfo=ZoneInfo(key)).astimezone(dt.UTC)
    return f"UNTIL={moment:%Y%m%dT%H%M%SZ}"


def _exception(random: Random, wall: dt.datetime, key: str, *, is_day: bool) -> str:
    if is_day or random.random() < 0.5:
        return _time("EXDATE", wall, key, is_day=is_day)
    return _time("EXDATE", wall, _other(random, key), is_day=False, of=key)


def _other(random: Random, key: str) -> str:
    return random.choice((key, key, "UTC", random.choice(_ZONES)))


def _time(name: str, wall: dt.datetime, key: str, *, is_day: bool, of: str | None = None) -> str:
    """Return a property of a time; `of` is the zone whose clock it shows, where that is another."""
    if is_day:
        return f"{name};VALUE=DATE:{wall:%Y%m%d}"
    if of is not None:
        wall = wall.replace(tzinfo=ZoneInfo(of)).astimezone(ZoneInfo(key)).replace(tzinfo=None)
    return f"{name}:{wall:%Y%m%dT%H%M%SZ}" if key == "UTC" else f"{name};TZID={key}:{wall:%Y%m%dT%H%M%S}"


def _override(
    random: Random, uid: str, wall: dt.datetime, key: str, length: dt.timedelta, *, is_day: bool
) -> list[str]:
    moved = wall + dt.timedelta(days=random.randint(0, 1), hours=0 if is_day else random.randint(1, 5))
    there = key if is_day else _other(random, key)
    return [
        *("BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260102T000000Z", f"SUMMARY:{uid} moved", "SEQUENCE:1"),
        _time("RECURRENCE-ID", wall, there, is_day=is_day, of=None if is_day else key),
        _time("DTSTART", moved, key, is_day=is_day),
        _time("DTEND", moved + length, key, is_day=is_day),
        "END:VEVENT",
    ]
