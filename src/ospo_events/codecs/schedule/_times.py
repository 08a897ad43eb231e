"""Finds the times of the entries in a file: its zone, its days and the start and end of each entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from ...diagnostics import Findings, Path, Severity
from ...model.clock import WallClock
from ...model.time import DAY_CHANGE, AmbiguousTime, NonexistentTime, programme_date
from .._reading.durations import MOST_MINUTES, duration_minutes
from ._dialects import (
    clock_minutes,
    date_of,
    day_dates,
    find_day_change,
    head_dates,
    moment_of,
    three_parts,
    without_utc,
)
from ._raw_schedule import RawDay, RawEvent, RawSchedule
from ._timezone import StatedTime, ZoneDecision, decide_zone, is_utc

__all__ = ["Times", "find_times"]

_Texts: TypeAlias = "tuple[str, str]"
"""The `date` and the `start` of an entry. Entries in other rooms at the same time share them."""

_Span: TypeAlias = "tuple[dt.datetime | None, dt.datetime | None]"
"""The beginning and end of an entry; None for a missing one."""

_Key = TypeVar("_Key")


def find_times(
    raw: RawSchedule, found: Findings, *, zone: ZoneInfo | None, duration: str | None, times: str | None
) -> Times | None:
    """Return the clock of a file; None, and an error, if its zone is unknown.

    Args:
        raw: what the file says.
        found: takes the findings.
        zone: the zone, where the file does not say.
        duration: what durations of three parts are.
        times: what the UTC of its dates is: `utc`, or `local`, a mark that means nothing; None: told from the file.
    """
    said, first = _all_said(raw, found)
    if times == "local":
        said = _as_local(raw, said)
    told = {first[texts]: item for texts, item in said.items()}
    settled = decide_zone(raw, found, told, wanted=zone, believe_utc=times is not None)
    if settled is None:
        return None
    if settled.utc_is_local:
        said = _as_local(raw, said)
    return Times(raw, found, said, settled, three_parts(raw, duration))


class _Understood(NamedTuple):
    """The meaning of the time texts of an entry."""

    said: StatedTime
    problems: tuple[tuple[str, str, str], ...] = ()
    """The code, the field and the message of what is wrong with them."""


def _all_said(raw: RawSchedule, found: Findings) -> tuple[dict[_Texts, StatedTime], dict[_Texts, Path]]:
    """Return the times that entries state, and for each notation the first entry that uses it."""
    understood: dict[_Texts, _Understood] = {}
    first: dict[_Texts, Path] = {}
    for event in raw.events:
        texts = _texts(event)
        if (known := understood.get(texts)) is None:
            known = understood[texts] = _understand(*texts)
            first[texts] = event.path
        for code, field, message in known.problems:
            found.add(code, message, (*event.path, field))
    return {texts: item.said for texts, item in understood.items()}, first


def _texts(event: RawEvent) -> _Texts:
    return event.fields.get("date", ""), event.fields.get("start", "")


def _understand(text: str, clock: str) -> _Understood:
    minutes = clock_minutes(clock)
    problems: list[tuple[str, str, str]] = []
    if clock and minutes is None:
        if not text and (moment := moment_of(clock)) is not None:
            return _Understood((moment, None))
        if clock != ":" or not text:
            problems.append(("bad-time", "start", f"expected a start like '09:30', got {clock[:60]!r}"))
    if not text:
        return _Understood((None, minutes), tuple(problems))
    stated = moment_of(text) or date_of(text)
    if isinstance(stated, dt.datetime) and stated.tzinfo is None and stated.time() == dt.time() and minutes:
        stated = stated.date()  # a date with the midnight that some software puts behind it
    if stated is None:
        expected = "expected a date and time like '2024-07-09T09:30:00-04:00'"
        problems.append(("bad-time", "date", f"{expected}, got {text[:60]!r}"))
    return _Understood((stated, minutes), tuple(problems))


def _as_local(raw: RawSchedule, said: Mapping[_Key, StatedTime]) -> dict[_Key, StatedTime]:
    """Return the stated times with those in UTC as times without an offset; ends and days too."""
    for event in raw.events:
        if end := event.fields.get("end"):
            event.fields["end"] = without_utc(end)
    for day in raw.days:
        day.start, day.end = without_utc(day.start), without_utc(day.end)
    return {
        key: (stated.replace(tzinfo=None) if is_utc(stated) else stated, minutes)
        for key, (stated, minutes) in said.items()
    }


class Times:
    """The clock of a file."""

    def __init__(
        self, raw: RawSchedule, found: Findings, said: dict[_Texts, StatedTime], settled: ZoneDecision, three: str
    ) -> None:
        self.zone = zone = settled.zone
        self._turned = settled.turned
        self.day_change = find_day_change(raw, zone) or DAY_CHANGE
        self._found = found
        self._said = said
        self._three = three
        self._clock = WallClock(zone, self.day_change)
        self._raw = raw
        self._dates = dict(zip((day.path for day in raw.days), day_dates(raw, zone), strict=True))
        self._known: dict[tuple[object, ...], _Span] = {}

    def date(self, day: RawDay) -> dt.date | None:
        """Return the date of a day of the file, in its zone."""
        return self._dates[day.path]

    def head_dates(self, listed: set[dt.date]) -> set[dt.date]:
        """Return the dates that the head of the file names beside the days it lists."""
        dates = head_dates(self._raw, self.zone, listed, self.day_change)
        if dates is None:
            self._found.add(
                "head-contradicts-days",
                "expected the days of the file between the start and the end of its head, got others: the days are"
                " taken",
                ("conference", "start"),
            )
        return dates or set()

    def programme_date(self, moment: dt.datetime) -> dt.date:
        """Return the date of the programme day that a moment belongs to."""
        return programme_date(moment, self.day_change)

    def of(self, event: RawEvent) -> _Span:
        """Return the beginning and end of an entry; None for a missing one."""
        get = event.fields.get
        told = (event.day, get("date"), get("start"), get("duration"), get("end"))
        if (known := self._known.get(told)) is not None:
            return known
        before = len(self._found)
        start = self._start(event)
        span = start, None if start is None else self._end(event, start)
        if len(self._found) == before:  # each entry has a finding of its own
            self._known[told] = span
        return span

    def _start(self, event: RawEvent) -> dt.datetime | None:
        stated, minutes = self._said[_texts(event)]
        if not isinstance(stated, dt.datetime):
            wall = self._wall(event, stated, minutes)
            if wall is None:
                self._found.add(
                    "missing-start",
                    "expected a date and a start, got none that can be read: the session is kept without a slot",
                    event.path,
                )
                return None
            start = self._resolve(event, wall)
        else:
            start = self._resolve(event, stated) if stated.tzinfo is None else stated.astimezone(self.zone)
            contradicted = start is not None and minutes not in (None, start.hour * 60 + start.minute)
            if contradicted and not self._turned:
                self._found.add(
                    "start-contradicts-date",
                    f"expected the start {start:%H:%M}"
                    f" that the date {stated.isoformat()} has in {self.zone.key}, got"
                    f" {event.fields['start'][:20]!r}: the date is taken",
                    (*event.path, "start"),
                )
        if start is not None and event.day is not None and not self._turned:
            self._check_day(event, event.day, start)
        return start

    def _wall(self, event: RawEvent, date: dt.date | None, minutes: int | None) -> dt.datetime | None:
        """Return the local time at the start of an entry without a full date."""
        if minutes is None:
            return None
        time = dt.time(minutes // 60, minutes % 60)
        day = None if event.day is None else self.date(event.day)
        if date is not None and date != day:
            return dt.datetime.combine(date, time)
        # A date alone that is the one of its day is the night of that day, as where there is none.
        date = day
        if date is None:
            return None
        return dt.datetime.combine(date + dt.timedelta(days=time < self.day_change), time)

    def _resolve(self, event: RawEvent, wall: dt.datetime) -> dt.datetime | None:
        try:
            return self._clock.resolve(wall)
        except NonexistentTime as error:
            self._found.add(
                "nonexistent-local-time",
                f"{error}: the session is kept without a slot",
                (*event.path, "start"),
                severity=Severity.ERROR,
            )
            return None
        except AmbiguousTime as error:
            self._found.add("ambiguous-local-time", f"{error}: the first is taken", (*event.path, "start"))
            return self._clock.resolve(wall, fold=0)

    def _local(self, event: RawEvent, end: dt.datetime) -> dt.datetime | None:
        """Return an end in the zone of the event; None if its clocks skip it, and the duration has to be used."""
        if end.tzinfo is not None:
            return end.astimezone(self.zone)
        try:
            return self._clock.resolve(end, fold=0)
        except NonexistentTime as error:
            self._found.add("nonexistent-local-time", f"{error}: the duration is taken", (*event.path, "end"))
            return None

    def _check_day(self, event: RawEvent, day: RawDay, start: dt.datetime) -> None:
        date = self.date(day)
        if date is not None and self.programme_date(start) != date:
            self._found.add(
                "outside-day",
                f"expected a time of the day {date.isoformat()} it"
                f" stands in, got {start.isoformat()}: the time is taken",
                (*event.path, "date"),
            )

    def _end(self, event: RawEvent, start: dt.datetime) -> dt.datetime | None:
        fields = event.fields
        text, stated = fields.get("duration", ""), fields.get("end", "")
        end = moment_of(stated) if stated else None
        local = None if end is None else self._local(event, end)
        if end is not None and local is not None:
            if 0 <= local.timestamp() - start.timestamp() <= MOST_MINUTES * 60:
                return local
            self._found.add(
                "end-before-start",
                f"expected an end soon after {start.isoformat()}, got {end.isoformat()}: the duration is taken",
                (*event.path, "end"),
            )
        minutes = duration_minutes(text, self._three)
        if minutes is None and not text and (clock := clock_minutes(stated)) is not None:
            minutes = (clock - start.hour * 60 - start.minute) % 1440
        if minutes is None:
            self._found.add(
                "bad-time" if text else "missing-end",
                f"expected a duration like '01:30', got {text[:60]!r}: the end is left open",
                (*event.path, "duration"),
            )
            return None
        if text.count(":") == 2:
            self._found.add(
                "duration-of-three-parts",
                f"{text!r} is read as {self._three}: {minutes} minutes",
                (*event.path, "duration"),
                help="say what it is: duration='d:hh:mm' or 'h:mm:ss'",
            )
        if not minutes:
            return None
        return (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(self.zone)
