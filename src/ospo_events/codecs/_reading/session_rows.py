"""Reads sessions from the rows of a table, by a map of its columns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Path, Severity, describe_value
from ...model import Participant, Slot, Status, instant
from ...model.vocabulary import kind_of
from .addresses import is_web_address
from .durations import duration_minutes
from .located import NOWHERE, PlaceReader, Where
from .programme import ProgrammeBuilder
from .records import Record
from .statuses import status_of
from .times import end_after, in_range, local_moment, make_slot
from .written_times import clock_of, date_in_words, split_time

__all__ = ["EXTRA", "SessionRows"]

EXTRA = "x-records"
"""The key of `extra` that holds the values of columns that the map does not name."""

_is_language = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*").fullmatch
_has_offset = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:?\d\d.*(?:Z|[+-]\d\d:?(?:\d\d)?)", re.IGNORECASE).fullmatch


class SessionRows:
    """Reads rows into the sessions of a programme.

    Args:
        programme: receives rooms, tracks, people and sessions.
        zone: the zone of the event.
        columns: attribute of the session -> column of the table.
        dates: what `4/9/2026` means, `dmy` or `mdy`; None: such dates are refused.
    """

    def __init__(
        self, programme: ProgrammeBuilder, zone: ZoneInfo, columns: Mapping[str, str], *, dates: str | None
    ) -> None:
        self._programme = programme
        self._findings = programme.findings
        self._zone = zone
        self._columns = columns
        self._dates = dates
        self._date: dt.date | None = None
        self._places = PlaceReader(programme.findings, programme, columns.get("room", "room"))

    def read(self, row: Record) -> None:
        """Read one row; a row without a title is left out and reported."""
        title = self._text(row, "title")
        if title is None:
            if row.values:
                self._add("missing-title", "expected a title, got none: the row is left out", row, "title")
            return
        rooms, where = self._places_of(row)
        slot = self._slot(row, rooms)
        if slot is not None and where.venue is not None and not slot.rooms:
            slot = attrs.evolve(slot, venue=where.venue)
        values: dict[str, Any] = {
            "slot": slot,
            "attendance_mode": where.mode,
            "links": where.links,
            "participants": tuple(self._participants(row)),
            "tracks": tuple(self._tracks(row)),
            "tags": tuple(self._list(row, "tags")),
        }
        for name in ("subtitle", "abstract", "description"):
            values[name] = self._text(row, name)
        if kind := self._text(row, "kind"):
            values["kind"] = kind_of(kind) or kind
        extra = {name: item for name, item in row.values.items() if name not in self._columns.values()}
        self._words(row, values, extra)
        id = self._text(row, "id")
        values["extra"] = {EXTRA: extra} if extra else {}
        if id is not None and self._programme.sessions.known(id) is not None:
            self._add(
                "duplicate-id", f"expected an id of its own, got {id[:60]!r} again: another one is used", row, "id"
            )
            id = None
        title = " ".join(title.split())
        self._programme.session(title, row.path, key=id, id=id, **values)

    def _words(self, row: Record, values: dict[str, Any], extra: dict[str, object]) -> None:
        """Read the status, the languages and the address; other words are preserved in `extra`."""
        status = self._text(row, "status")
        if status is not None:
            read_status = status_of(status)
            values["status"] = read_status or Status.CONFIRMED
            if read_status is None:
                extra[self._columns["status"]] = status
                message = f"expected a status, got {status[:40]!r}: kept in extra, and the session counts as confirmed"
                self._add("unknown-value", message, row, "status")
        languages = self._list(row, "language")
        values["languages"] = tuple(code for code in languages if _is_language(code))
        if len(values["languages"]) != len(languages):
            extra[self._columns["language"]] = row.values[self._columns["language"]]
        url = self._text(row, "url")
        if url is not None:
            values["url"] = url if is_web_address(url) else None
            if values["url"] is None:
                extra[self._columns["url"]] = url
                self._add("relative-link", "expected an address with its host; kept in extra only", row, "url")

    # Values

    def _add(self, code: str, message: str, row: Record, attribute: str, severity: Severity = Severity.WARNING) -> None:
        self._findings.add(code, message, self._place(row, attribute), severity=severity)

    def _place(self, row: Record, attribute: str) -> Path:
        return (*row.path, self._columns[attribute]) if attribute in self._columns else row.path

    def _text(self, row: Record, attribute: str) -> str | None:
        """Return a value as text."""
        value = row.values.get(self._columns.get(attribute, ""))
        if value is None:
            return None
        if isinstance(value, str):
            return value.strip() or None
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        self._add("wrong-type", f"expected text, got {describe_value(value)}", row, attribute)
        return None

    def _list(self, row: Record, attribute: str) -> list[str]:
        """Return the texts of a list, or of a text with `;`, line ends or, if there are none, commas between them."""
        value = row.values.get(self._columns.get(attribute, ""))
        if isinstance(value, list):
            return [text for item in cast("list[object]", value) if (text := _name_of(item))]
        text = self._text(row, attribute)
        if text is None:
            return []
        parts = re.split(r"[;\r\n]+", text)
        if len(parts) == 1 and "," in text:
            parts = text.split(",")
            message = f"the {attribute} are split at ','; write ';' between names if one contains a comma"
            self._findings.add(
                "list-at-commas", message, self._place(row, attribute), severity=Severity.INFO, repeated=True
            )
        return list(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def _participants(self, row: Record) -> list[Participant]:
        people = (self._programme.person(name, name, row.path) for name in self._list(row, "speakers"))
        return [Participant(agent=cast("Any", id)) for id in people if id is not None]

    # Times

    def _slot(self, row: Record, rooms: list[str]) -> Slot | None:
        first, date_text = self._text(row, "start") or "", self._text(row, "date") or ""
        last = self._text(row, "end") or ""
        start_date, start_clock, end_clock = split_time(first) if first else split_time(date_text)
        start = self._moment(row, "start" if first else "date", first, start_date or date_text, start_clock)
        if start is None:
            return None
        end: dt.datetime | None = None
        if last or end_clock:
            date, clock, _ = split_time(last) if last else ("", end_clock, "")
            end = self._moment(row, "end" if last else "start", last, date, clock, after=start)
            if end is None:
                return None  # without its end it would look like an open one
        elif (text := self._text(row, "duration")) is not None:
            minutes = duration_minutes(text)
            if minutes is None:
                self._add("bad-time", f"expected a duration such as '45', got {text[:40]!r}", row, "duration")
                return None
            end = end_after(start, minutes, self._zone)
        return make_slot(start, end, rooms, self._findings, row.path)

    def _tracks(self, row: Record) -> list[str]:
        tracks = (self._programme.track(name, row.path) for name in self._list(row, "track"))
        return [track for track in tracks if track is not None]

    def _places_of(self, row: Record) -> tuple[list[str], Where]:
        """Return the rooms of a row, and the meaning of room names that are not rooms: `Online`, `TBA`, a city."""
        rooms: list[str] = []
        elsewhere = NOWHERE
        # A column for locations in general may name a city; in a column for rooms, rooms may be named after cities.
        header = self._columns.get("room", "").casefold()
        may_be_city = any(word in header for word in ("location", "place", "venue", "ort", "lieu", "lugar", "where"))
        for name in self._list_of_rooms(row):
            where = self._places.named(name, self._place(row, "room"), may_be_city=may_be_city, in_venue=True)
            if where is not None:
                elsewhere = where
            room_ids = [self._programme.room(name, row.path)] if where is None else where.rooms
            rooms += [id for id in room_ids if id is not None]
        return rooms, elsewhere

    def _list_of_rooms(self, row: Record) -> list[str]:
        value = row.values.get(self._columns.get("room", ""))
        if isinstance(value, list):
            return self._list(row, "room")
        text = self._text(row, "room")
        return [part.strip() for part in re.split(r"[;\r\n]+", text or "") if part.strip()]

    def _moment(
        self, row: Record, attribute: str, text: str, date: str, clock: str, *, after: dt.datetime | None = None
    ) -> dt.datetime | None:
        """Return the moment for a date and a time of day; an end without a date is after its start."""
        path = self._place(row, attribute)
        if _has_offset(text):
            try:
                moment = dt.datetime.fromisoformat(text).astimezone(self._zone)
            except (ValueError, OverflowError):
                moment = None
            if moment is not None:
                return moment if in_range(moment.date(), self._findings, path) else None
        if not date and not clock:
            if text or (attribute == "date" and row.values.get(self._columns.get("date", "")) is not None):
                self._bad_time(text, row, attribute)
            return None
        time = clock_of(clock) if clock else None
        day = date_in_words(date, self._dates) if date else None if after is None else after.date()
        if time is None or day is None:
            self._bad_time(f"{date} {clock}".strip(), row, attribute)
            return None
        if not in_range(day, self._findings, path):
            return None
        moment = local_moment(dt.datetime.combine(day, time), self._zone, self._findings, path)
        if moment is not None and after is not None and not date and instant(moment) < instant(after):
            next_day = dt.datetime.combine(day + dt.timedelta(days=1), time)
            return local_moment(next_day, self._zone, self._findings, path)
        return moment

    def _bad_time(self, text: str, row: Record, attribute: str) -> None:
        help = "a date such as 4/9/2026 is read with dates=dmy or dates=mdy" if "/" in text or "-" in text else None
        self._findings.add(
            "bad-time",
            f"expected a date and a time such as '2026-09-04 10:00', got {text[:60]!r}: the row has no time",
            self._place(row, attribute),
            severity=Severity.ERROR,
            help=help,
        )


def _name_of(item: object) -> str | None:
    """Return the name of an item in a list of names: a text, or an object that has a name."""
    if isinstance(item, dict):
        members = cast("dict[str, object]", item)
        item = next((members[key] for key in ("name", "fullName", "full_name", "title") if key in members), None)
    return item.strip() or None if isinstance(item, str) else None
