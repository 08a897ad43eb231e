"""Shorthand for the time and place of a session: `day`, `time`, `start`, `end`, `duration`, `room`, and back.

A start before the day change belongs to the night that follows the day; so does an end that precedes its start.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from ..._patterns import late_pattern
from ...diagnostics import Path
from ...model import WallClock
from ...model.clock import end_date
from ...model.time import (
    DAY_CHANGE,
    EndBeforeStart,
    as_timezone,
    date_of_time,
    format_local,
    instant,
    programme_date,
    read_clock,
)
from .._reading.durations import duration_minutes
from ._values import Number, describe

__all__ = ["DAYS_PATTERN", "SLOT_SHORTHAND", "SlotShorthand", "short_slot"]

Tree = dict[str, Any]

SLOT_SHORTHAND = ("day", "time", "start", "end", "duration", "room", "rooms", "venue")
"""The keys of a session that together express its slot."""
DAYS_PATTERN = r"^\S+(\s+(to|-|–|—)\s+|–|—)\S+$"
"""Matches several days: `2024-07-09 to 2024-07-11`, `1 to 3`."""

_DAYS = late_pattern(r"(?P<first>[^\s–—]+)(?:\s+(?:to|-|–|—)\s+|–|—)(?P<last>[^\s–—]+)")
_ALL_DAY = late_pattern(r"all[ -]?day", re.IGNORECASE)
_RANGE = late_pattern(r"(?P<start>[^-–—]*?)\s*(?:(?:-|–|—|\bto\b)\s*(?P<end>[^-–—]+?)|(?P<open>-|–|—|onwards))?\s*")
_HALF = late_pattern(r"m\.?\s*$", re.IGNORECASE)
_minutes = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d").fullmatch
_A_DAY = dt.timedelta(days=1)


class SlotShorthand:
    """Turns the shorthand of one document's sessions into slots in canonical form.

    Turns the shorthand of one document's sessions into slots in canonical form.
    """

    def __init__(
        self, problem: Callable[[str, str, Path, str | None], None], moved: Callable[[Path, Path], None]
    ) -> None:
        self._problem = problem
        self._moved = moved
        self.day_change = DAY_CHANGE
        """The day change of the event."""
        self.days: list[str] = []
        """The dates of the event's days, for their numbers."""
        self.zone: str | None = None
        """The time zone of the event, if it is known."""

    def expand(self, tree: Tree, path: Path) -> None:
        """Put the slot of a session that is written in shorthand into its tree."""
        given = [key for key in SLOT_SHORTHAND if key in tree]
        if not given:
            return
        values = {key: tree.pop(key) for key in given}
        if "slot" in tree:
            self._say("contradictory-keys", f"expected either 'slot' or {given[0]!r}, got both", (*path, given[0]))
            return
        slot: Tree = {}
        first = next((key for key in ("time", "start", "day") if key in values), given[0])
        self._moved((*path, "slot"), (*path, first))
        if self._times(values, slot, path) and self._duration(values, slot, path):
            self._rooms(values, slot, path)
            tree["slot"] = slot

    def _say(self, code: str, message: str, path: Path, help: str | None = None) -> None:
        self._problem(code, message, path, help)

    def _rooms(self, values: Tree, slot: Tree, path: Path) -> None:
        if "room" in values and "rooms" in values:
            self._say("contradictory-keys", "expected one of 'room' and 'rooms', got both", (*path, "room"))
        for key in ("rooms", "room"):
            if key in values:
                value = values[key]
                many = isinstance(value, list)
                slot["rooms"] = value if many else [value]
                self._moved((*path, "slot", "rooms"), (*path, key))
                if not many:
                    self._moved((*path, "slot", "rooms", 0), (*path, key))
        if "venue" in values:
            slot["venue"] = values["venue"]
            self._moved((*path, "slot", "venue"), (*path, "venue"))

    def _times(self, values: Tree, slot: Tree, path: Path) -> bool:
        """Put start and end into the slot; False if they cannot be determined."""
        key = next((key for key in ("time", "start") if key in values), None)
        if key is None:
            asked = next(iter(values))
            self._say(
                "missing-key",
                f"expected a 'time' or a 'start' with {asked!r}, got none",
                (*path, asked),
                "a session without a time is one that is not scheduled yet: leave its day and room out",
            )
            return False
        if key == "time":
            return self._range(values, slot, path)
        start, end = values["start"], values.get("end")
        for name, value in (("start", start), ("end", end)):
            if value is not None:
                slot[name] = value
                self._moved((*path, "slot", name), (*path, name))
        if "day" in values:
            return self._on_day(values["day"], slot, path, {"start": "start", "end": "end"})
        return True

    def _range(self, values: Tree, slot: Tree, path: Path) -> bool:
        text = values["time"]
        if isinstance(text, str) and _ALL_DAY.fullmatch(text.strip()):
            return self._whole_days(values, slot, path)
        match = _RANGE.fullmatch(text.strip()) if isinstance(text, str) and len(text) < 60 else None
        if match is None or not match["start"] or (match["end"] and _half(match["start"]) != _half(match["end"])):
            message = f"expected a time such as 09:30-11:00, 17:30 onwards or all day, got {describe(text)}"
            halves = match is not None and match["start"] and match["end"]
            help = "write am or pm behind both times, or times of 24 hours" if halves else None
            self._say("bad-time", message, (*path, "time"), help)
            return False
        for name in ("start", "end"):
            if name in values:
                self._say("contradictory-keys", f"expected one of 'time' and {name!r}, got both", (*path, name))
            if match[name]:
                slot[name] = match[name]
                self._moved((*path, "slot", name), (*path, "time"))
        if match["open"] and "duration" in values:
            message = f"expected no 'duration' beside an open end, got {describe(values['duration'])}"
            self._say("contradictory-keys", message, (*path, "duration"))
            return False
        if "day" not in values:
            self._say("missing-key", "expected a 'day' with 'time', got none", (*path, "time"))
            return False
        return self._on_day(values["day"], slot, path, {"start": "time", "end": "time"})

    def _whole_days(self, values: Tree, slot: Tree, path: Path) -> bool:
        """Set the dates of an all-day slot. The end of a slot is exclusive, the last day in shorthand is inclusive."""
        for name in ("start", "end", "duration"):
            if name in values:
                message = f"expected no {name!r} in an item of whole days, got {describe(values[name])}"
                self._say("contradictory-keys", message, (*path, name), "leave it out, or write its times")
                return False
        day = values.get("day")
        if day is None:
            self._say("missing-key", "expected a 'day' with 'time', got none", (*path, "time"))
            return False
        span = _DAYS.fullmatch(day.strip()) if isinstance(day, str) else None
        first = self._date(day if span is None else _number(span["first"]), path)
        last = first if span is None or first is None else self._date(_number(span["last"]), path)
        if first is None or last is None:
            return False
        if last < first:
            message = f"expected a last day not before {first.isoformat()}, got {last.isoformat()!r}"
            self._say("end-before-start", message, (*path, "day"))
            return False
        slot |= {"start": first.isoformat(), "end": (last + _A_DAY).isoformat(), "all_day": True}
        for name, written in (("start", "day"), ("end", "day"), ("all_day", "time")):
            self._moved((*path, "slot", name), (*path, written))
        return True

    def _on_day(self, day: Any, slot: Tree, path: Path, written: dict[str, str]) -> bool:
        date = self._date(day, path)
        if date is None:
            return False
        begin: dt.datetime | None = None
        for name in ("start", "end"):
            clock = slot.get(name)
            if clock is None:
                continue
            try:
                time = read_clock(clock)
            except (TypeError, ValueError):
                message = f"expected a time such as 09:30 beside 'day', got {describe(clock)}"
                self._say("bad-time", message, (*path, written[name]))
                return False
            if begin is None:
                begin = dt.datetime.combine(date_of_time(date, time, self.day_change), time)
                slot[name] = _local(begin)
                continue
            try:
                until = end_date(begin.date(), begin.time(), time, self.day_change)
            except EndBeforeStart as problem:
                help = "for an end on a later day write 'start' and 'end' with their dates"
                self._say("end-before-start", str(problem), (*path, written[name]), help)
                return False
            slot[name] = _local(dt.datetime.combine(until, time))
        return True

    def _duration(self, values: Tree, slot: Tree, path: Path) -> bool:
        """Put the end that a duration gives into the slot; False if it contradicts another end, or is invalid."""
        if "duration" not in values:
            return True
        there, value = (*path, "duration"), values["duration"]
        minutes = None if not isinstance(value, str) or value.isdigit() else duration_minutes(value.strip())
        if minutes is None:
            help = f"write {value}m for minutes" if isinstance(value, (int, Number)) else None
            message = f"expected a duration such as 20m, 1h30 or PT45M, got {describe(value)}"
            self._say("bad-time", message, there, help)
            return False
        moment = self._moment(slot.get("start"))
        if moment is None:
            return True  # what is wrong with the start is found where it is read
        end = self._later(moment, minutes)
        given = slot.get("end")
        if given is None:
            slot["end"] = _local(end) if end.tzinfo is None else format_local(end)
            self._moved((*path, "slot", "end"), there)
        elif (other := self._moment(given)) is not None and not _same(other, end):
            message = f"expected the end {minutes} minutes after the start, at {end:%H:%M}, got {describe(given)}"
            self._say("contradictory-keys", message, there, "leave out the end or the duration")
            return False
        return True

    def _moment(self, text: Any) -> dt.datetime | None:
        """Return the moment of a local time in canonical form, in the zone of the event if that is known."""
        try:
            moment = dt.datetime.fromisoformat(text) if isinstance(text, str) and "T" in text else None
            zone = None if self.zone is None else as_timezone(self.zone)
            if moment is None or zone is None:
                return moment
            return WallClock(zone).resolve(moment) if moment.tzinfo is None else moment.astimezone(zone)
        except (ValueError, OverflowError):
            return None

    def _later(self, moment: dt.datetime, minutes: int) -> dt.datetime:
        """Return the moment a number of minutes later: minutes that really pass, across clock changes too."""
        length = dt.timedelta(minutes=minutes)
        if moment.tzinfo is None:
            return moment + length
        return (moment.astimezone(dt.UTC) + length).astimezone(moment.tzinfo)

    def _date(self, day: Any, path: Path) -> dt.date | None:
        text = day
        if isinstance(day, (int, Number)) and not isinstance(day, bool):
            number = int(day) if str(day).isdigit() and len(str(day)) < 4 else 0
            text = self.days[number - 1] if 1 <= number <= len(self.days) else day
        if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            try:
                date = dt.date.fromisoformat(text)
                return date if date.year < 9999 else None
            except ValueError:
                pass
        self._say(
            "bad-time",
            f"expected a date such as 2024-07-09 or the number of a day of the event, got {describe(day)}",
            (*path, "day"),
        )
        return None


def _half(text: str) -> bool:
    return _HALF.search(text) is not None


def _local(moment: dt.datetime) -> str:
    return moment.isoformat("T", "auto" if moment.second or moment.microsecond else "minutes")


def _same(one: dt.datetime, other: dt.datetime) -> bool:
    # Two aware moments of one zone compare by their wall clocks, which the repeated hour has twice.
    return one == other if one.tzinfo is None else instant(one) == instant(other)


def _number(text: str) -> Any:
    return Number(text) if text.isdigit() else text


def short_slot(slot: Tree, day_change: dt.time) -> Tree:
    """Return a canonical slot in shorthand; expanding it gives the same slot."""
    short: Tree = {}
    rooms = slot.get("rooms", [])
    if slot.get("all_day"):
        first, last = slot["start"], (dt.date.fromisoformat(slot["end"]) - _A_DAY).isoformat()
        short = {"day": first if first == last else f"{first} to {last}", "time": "all day"}
    elif _minutes(slot["start"]) and ("end" not in slot or _minutes(slot["end"])):
        start = dt.datetime.fromisoformat(slot["start"])
        day = programme_date(start, day_change)
        end = slot["end"][11:] if "end" in slot else " onwards"
        short = {"day": day.isoformat(), "time": f"{slot['start'][11:]}{'-' if 'end' in slot else ''}{end}"}
        if not _says(short, slot, day_change):
            short = {}
    if not short:
        short = {name: slot[name] for name in ("start", "end") if name in slot}
    if rooms:
        short.update({"room": rooms[0]} if len(rooms) == 1 else {"rooms": rooms})
    if "venue" in slot:
        short["venue"] = slot["venue"]
    return short


def _not_told(*_: object) -> None:
    """Accept a finding or a path and ignore it."""


def _says(short: Tree, slot: Tree, day_change: dt.time) -> bool:
    """Return whether a day and a time express the start and the end of a slot."""
    again: Tree = dict(short)
    reader = SlotShorthand(_not_told, _not_told)
    reader.day_change = day_change
    reader.expand(again, ())
    read: Tree = again.get("slot", {})
    return all(read.get(name) == slot.get(name) for name in ("start", "end"))
