"""Turns changed cells of the flat sheet into changes of sessions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from ...model import Event, Room, RoomId, Session, Slot, Track, TrackId
from ...model.clock import end_date
from ...model.ids import slugify, unused_id
from ...model.session import whole_days
from ...model.time import date_of_time, read_moment
from ...model.vocabulary import kind_label, kind_of
from .._reading.cell_values import date_of_cell, text_of_cell, time_of_cell
from .._reading.statuses import status_of
from ._cells import unescaped
from ._names import BadCell, folded_name, named
from ._people import Newcomers, People
from ._sheet import ALL_DAY, ONWARDS, canonical

__all__ = ["Changer"]

_TIMES = ("day", "start", "end")
_OPEN = frozenset(
    (ONWARDS, "open", "open end", "offen", "ab", "", "à partir de", "en adelante", "далее", "فصاعدا", "起")
)
_ALL_DAY = frozenset(
    (ALL_DAY, "all-day", "ganztägig", "journée entière", "todo el día", "весь день", "طوال اليوم", "全天")
)
_is_language = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*").fullmatch


class Changer:
    """Makes changes of sessions from cells; new rooms, tracks and people are made once.

    Args:
        event: the event, whole.
        dates: what `4/9/2026` is, `dmy` or `mdy`; None: such dates are not read.
    """

    def __init__(self, event: Event, dates: str | None = None) -> None:
        self._event = event
        self._dates = dates
        self._newcomers = Newcomers(event)
        self._entry = People(event).entry
        self._rooms = _Names({room.id: room.name for room in event.rooms})
        self._tracks = _Names({track.id: track.title for track in event.tracks})
        self._readers: Mapping[str, Callable[[object, Session], dict[str, Any]]] = {
            "title": self._title,
            "abstract": self._abstract,
            "kind": self._kind,
            "status": self._status,
            "language": self._language,
            "track": self._track,
            "people": self._people,
        }
        self._kinds = {canonical("kind", kind_label(one.kind)): one.kind for one in event.sessions}

    def changed(self, session: Session, cells: Mapping[str, object], columns: frozenset[str]) -> Session:
        """Return a session with the values in some cells of its row.

        Args:
            session: the session.
            cells: the cells of the row, by column.
            columns: which of them to take.

        Raises:
            BadCell: one of them cannot be read.
        """
        changes: dict[str, Any] = {}
        for column in columns:
            if column in self._readers:
                changes |= self._readers[column](cells.get(column, ""), session)
        session = attrs.evolve(session, **changes)
        if columns & {*_TIMES, "room"}:
            slot = self._slot(session, cells) if columns & {*_TIMES} else session.slot
            if slot is not None and "room" in columns:
                slot = attrs.evolve(slot, rooms=self._in_rooms(cells.get("room", "")))
            session = attrs.evolve(session, slot=slot)
        return session

    def event(self, sessions: list[Session]) -> Event:
        """Return the event with other sessions, and with new rooms, tracks and people."""
        new = self._newcomers
        event = self._event
        return attrs.evolve(
            event,
            sessions=sessions,
            rooms=(*event.rooms, *(Room(id=RoomId(id), name=name) for id, name in self._rooms.new.items())),
            tracks=(*event.tracks, *(Track(id=TrackId(id), title=name) for id, name in self._tracks.new.items())),
            people=(*event.people, *new.people),
            organizations=(*event.organizations, *new.organizations),
        )

    # Cells

    def _title(self, cell: object, _: Session) -> dict[str, Any]:
        title = canonical("title", cell)
        if not title:
            raise BadCell("title", "missing-title", "expected a title, got none")
        return {"title": title}

    def _abstract(self, cell: object, _: Session) -> dict[str, Any]:
        return {"abstract": canonical("abstract", cell) or None}

    def _kind(self, cell: object, _: Session) -> dict[str, Any]:
        text = " ".join(_words(cell).split())
        return {"kind": self._kinds.get(canonical("kind", cell)) or kind_of(text) or text or "talk"}

    def _status(self, cell: object, _: Session) -> dict[str, Any]:
        text = _words(cell).strip()
        status = status_of(text or "confirmed")
        if status is None:
            message = f"expected tentative, confirmed, cancelled or postponed, got {text[:40]!r}"
            raise BadCell("status", "unknown-value", message)
        return {"status": status}

    def _language(self, cell: object, _: Session) -> dict[str, Any]:
        codes = _parts(cell)
        for code in codes:
            if not _is_language(code):
                message = f"expected a language such as 'en' or 'pt-BR', got {code[:40]!r}"
                raise BadCell("language", "bad-language-tag", message)
        return {"languages": tuple(codes)}

    def _track(self, cell: object, _: Session) -> dict[str, Any]:
        return {"tracks": tuple(map(TrackId, map(self._tracks.id_of, _parts(cell))))}

    def _people(self, cell: object, session: Session) -> dict[str, Any]:
        text = _words(cell)
        return {"participants": self._newcomers.participants(text, session.participants, self._entry)}

    def _in_rooms(self, cell: object) -> tuple[RoomId, ...]:
        return tuple(map(RoomId, map(self._rooms.id_of, _parts(cell))))

    # Times

    def _slot(self, session: Session, cells: Mapping[str, object]) -> Slot | None:
        day_cell, start_cell, end_cell = (cells.get(name, "") for name in _TIMES)
        rooms, venue = (session.slot.rooms, session.slot.venue) if session.slot is not None else ((), None)
        start, end = canonical("start", start_cell), canonical("end", end_cell)
        if not start and not end and not canonical("day", day_cell):
            return None
        day = self._day("day", day_cell)
        try:
            if start in _ALL_DAY:
                last = self._day("end", end_cell) if end else day
                return whole_days(day, last, self._event.timezone, rooms=rooms, venue=venue)
            begin = self._moment("start", start_cell, day)
            if end in _OPEN:
                return Slot(begin, rooms=rooms, venue=venue)
            until = self._moment("end", end_cell, day, after=begin)
            return Slot(begin, until, rooms=rooms, venue=venue)
        except BadCell:
            raise
        except ValueError as problem:
            column = "end" if end and end not in _OPEN else "start"
            raise BadCell(column, "bad-time", str(problem)) from problem

    def _day(self, column: str, cell: object) -> dt.date:
        day = date_of_cell(cell, self._dates)
        if day is None:
            text = text_of_cell(cell).strip()
            message = (
                f"expected a date such as '2026-09-04', got {text[:40]!r}" if text else "expected a date, got none"
            )
            raise BadCell(column, "bad-time", message)
        return day

    def _moment(self, column: str, cell: object, day: dt.date, after: dt.datetime | None = None) -> dt.datetime:
        """Return the moment of a time of day, or of a date with a time."""
        clock = self._event.clock
        text = text_of_cell(cell).strip()
        if isinstance(cell, dt.datetime) and cell.date() > dt.date(1900, 1, 1):
            return clock.resolve(cell)
        if re.match(r"\d{4}-", text):
            try:
                moment = read_moment(text.replace(" ", "T", 1))
            except ValueError as problem:
                raise BadCell(column, "bad-time", str(problem)) from problem
            return clock.resolve(moment) if moment.tzinfo is None else moment.astimezone(self._event.timezone)
        time = time_of_cell(cell)
        if time is None:
            message = f"expected a time such as '09:30', got {text[:40]!r}" if text else "expected a time, got none"
            raise BadCell(column, "bad-time", message)
        change = self._event.day_change
        if after is not None:
            return clock.resolve(dt.datetime.combine(end_date(after.date(), after.time(), time, change), time))
        return clock.resolve(dt.datetime.combine(date_of_time(day, time, change), time))


class _Names:
    """The names of rooms or tracks, and those that are new."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.new: dict[str, str] = {}
        self._ids = {folded_name(id): id for id in names} | {folded_name(name): id for id, name in named(names).items()}
        self._taken = set(names)

    def id_of(self, name: str) -> str:
        """Return the id for a name, a new one if nothing has the name."""
        key = folded_name(name)
        if key not in self._ids:
            self._ids[key] = id = unused_id(slugify(name), self._taken)
            self._taken.add(id)
            self.new[id] = name
        return self._ids[key]


def _words(cell: object) -> str:
    return unescaped(text_of_cell(cell))


def _parts(cell: object) -> list[str]:
    return list(dict.fromkeys(" ".join(part.split()) for part in re.split(r"[;\r\n]", _words(cell)) if part.strip()))
