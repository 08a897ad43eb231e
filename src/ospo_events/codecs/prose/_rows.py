"""Reads the agenda in a document: rows with a time, under days, with the lines below each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from ._clock import Times, has_time, read_times
from ._dates import DayHeading, day_heading, find_dates
from ._lines import Line
from ._words import column_named, role_in

__all__ = ["Agenda", "DayOfRows", "People", "Row", "read_rows"]


@attrs.define(eq=False)
class DayOfRows:
    """A day and the line that names it."""

    heading: DayHeading
    line: Line
    place: int
    """The index of the day in the document, from 0."""


@attrs.frozen(kw_only=True)
class People:
    """A line that names people."""

    role: str
    """Their role."""
    is_plural: bool
    """Whether the label is plural."""
    text: str
    """Their names, as they are written."""
    line: Line


@attrs.define(eq=False, kw_only=True)
class Row:
    """One row of an agenda."""

    line: Line
    """The line in which it begins."""
    times: Times | None
    """Its times; None: it is a part of the row above it."""
    day: DayOfRows | None
    title: str = ""
    title_line: Line
    """The line that contains the title."""
    room: tuple[str, Line] | None = None
    people: list[People] = attrs.field(factory=list[People])
    notes: list[Line] = attrs.field(factory=list[Line])
    """Lines of text below it."""
    facts: list[Line] = attrs.field(factory=list[Line])
    """Short lines below it, which contain its kind and its room."""
    parts: list[Row] = attrs.field(factory=list["Row"])


@attrs.define(eq=False)
class Agenda:
    """The rows of a document, and the lines before them."""

    head: list[Line]
    """The lines before the agenda."""
    days: list[DayOfRows]
    rows: list[Row]
    """The rows in the order of the document; each contains its parts."""


_AFTER_TIME = " \t:：|,.–—-·"
_LABEL = re.compile(r"([^\W\d][^:：\t.!?]{1,40}?)\s*[:：]\s*(.*)$")
_QUESTIONS = re.compile(r"(?:questions?|topics?|points?|objectives?|topic|includes?|following)\s*:?$", re.IGNORECASE)
_IN_PARALLEL = re.compile(r"\d+ in parallel:$")
_PLURAL = re.compile(r"(?:s|en|ы|и|ون|s\)|ts)$|by$|par$|por$|von$", re.IGNORECASE)


def read_rows(lines: Sequence[Line]) -> Agenda:
    """Return the agenda of a document; its head is everything before the first row, or the heading of its day."""
    reader = _Rows(lines)
    for line in lines:
        reader.take(line)
    return reader.finished()


class _Rows:
    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._agenda = Agenda([], [], [])
        self._day: DayOfRows | None = None
        self._row: Row | None = None
        self._columns: tuple[str | None, ...] = ()
        self._rooms: tuple[tuple[int, str, Line], ...] = ()
        self._wants_people: tuple[str, bool] | None = None
        self._title_column: int | None = None
        self._is_listing = False
        self._side_by_side: list[Row] = []
        self._items: tuple[Times, int] | None = None
        """The times of parallel list items, and the depth of the list; 0: there is none yet."""

    def finished(self) -> Agenda:
        agenda = self._agenda
        begin = min((row.line.place for row in agenda.rows), default=None)
        if begin is None:
            agenda.head = list(self._lines)
            return agenda
        above = [day for day in agenda.days if day.line.place < begin]
        # A date in the head is when the event is; the heading right above the first row is the day of that row.
        for day in above[:-1]:
            agenda.days.remove(day)
        for number, day in enumerate(agenda.days):
            day.place = number
        agenda.head = [line for line in self._lines if line.place < begin]
        return agenda

    def take(self, line: Line) -> None:
        """Take the next line."""
        if line.cells and self._header(line):
            return
        if self._columns and line.cells and self._table_row(line):
            return
        if line.cells and len([cell for cell in line.cells if cell]) == 1:
            text = next(cell for cell in line.cells if cell)
            line = attrs.evolve(line, text=text, cells=())
        if line.beside and self._parallel_rows(line):
            return
        if self._items is not None and line.depth and self._items[1] in (0, line.depth):
            times = self._items[0]
            self._add(line, times, line.text)
            self._items = (times, line.depth)
            return
        if self._row_with_time(line):
            return
        heading = day_heading(line.text) if self._row is None or not line.depth else None
        if heading is not None:
            self._begin_day(heading, line)
        elif self._row is not None:
            self._below(line, self._row)

    def _parallel_rows(self, line: Line) -> bool:
        """Take a line of parallel sessions, or a line below them; return whether it was one."""
        times = read_times(line.text)
        if times is not None:
            self._row_with_time(line)
            first = self._row
            others = [self._add(one, times, one.text) for one in line.beside if one is not None]
            self._side_by_side = [first, *others] if first is not None else []
            return True
        if len(self._side_by_side) != len(line.beside) + 1:
            return False
        for row, one in zip(self._side_by_side, (line, *line.beside), strict=True):
            if one is None or not one.text:
                continue
            times = read_times(one.text)
            if times is None:
                self._below(one, row)
            else:
                title = one.text[times.stop :].strip(_AFTER_TIME)
                row.parts.append(Row(line=one, times=times, day=row.day, title=title, title_line=one))
        return True

    def _begin_day(self, heading: DayHeading, line: Line) -> None:
        self._day = DayOfRows(heading, line, len(self._agenda.days))
        self._agenda.days.append(self._day)
        self._row = self._title_column = self._items = None

    # tables

    def _header(self, line: Line) -> bool:
        """Return whether a row is the header of a table, which defines its columns."""
        named = [column_named(cell) for cell in line.cells]
        known = {name for name in named if name is not None}
        if read_times(line.text) is not None or not known & {"time", "start"} or len(line.cells) < 2:
            return False
        if any(has_time(cell) for cell in line.cells):
            return False
        self._columns = tuple(named)
        self._rooms = ()
        if "title" not in known:
            places = [number for number, cell in enumerate(line.cells) if named[number] is None and cell]
            if len(places) == 1:
                self._columns = tuple("title" if number in places else name for number, name in enumerate(named))
            elif places:
                self._rooms = tuple((number, line.cells[number], line) for number in places)
            else:
                self._columns = ()
                return False
        return True

    def _table_row(self, line: Line) -> bool:
        """Take a row of a table with known columns; return whether it was one with a time."""
        values: dict[str, str] = {}
        for name, cell in zip(self._columns, line.cells, strict=False):
            if name is not None and cell:
                values.setdefault(name, cell)
        if "date" in values and (heading := day_heading(values["date"])) is not None:
            self._begin_day(heading, line)
        said = values.get("time") or values.get("start", "")
        if "time" not in values and said and values.get("end"):
            said = f"{said} - {values['end']}"
        times = read_times(said)
        if times is None or said[times.stop :].strip(_AFTER_TIME):
            return False
        held = [column for column in self._rooms if line.cells[column[0] : column[0] + 1] not in ((), ("",))]
        for number, room, header in held:
            self._add(line, times, line.cells[number]).room = (room, header)
        if self._rooms:
            return True
        row = self._add(line, times, values.get("title", ""))
        if "room" in values:
            row.room = (values["room"], line)
        if "people" in values:
            row.people.append(People(role="speaker", is_plural=True, text=values["people"], line=line))
        return True

    # lines

    def _row_with_time(self, line: Line) -> bool:
        text = line.text
        if text[:1].isdigit() and (dates := find_dates(text)) is not None and dates.begin == 0:
            return False
        times = read_times(text)
        if times is not None:
            title = text[times.stop :]
            if _IN_PARALLEL.match(title.strip()):
                self._items = (times, 0)
                return True
            gap = len(title) - len(title.lstrip(" "))
            wide = gap >= 2 or title[:1] == "\t"
            found = line.source.find(title.strip()) if wide and title.strip() else -1
            self._title_column = found if found >= 0 else None
            self._add(line, times, title.strip().lstrip(_AFTER_TIME).strip())
            return True
        if self._row is not None and line.place != self._row.line.place and line.indent > 3 and line.depth == 0:
            return False
        # A time may stand behind the title: `Lunch (12:30-13:30)`.
        match = re.search(r"[(\[|\t]\s*(?=\d)|[,:]\s+(?=\d)|\s[–—-]\s(?=\d)", text)
        if match is None or len(text) > 120 or find_dates(text) is not None:
            return False
        times = read_times(text, match.end())
        if times is None or times.end is None or text[times.stop :].strip(" )].|\t"):
            return False
        self._add(line, times, text[: match.start()].strip(_AFTER_TIME))
        return True

    def _add(self, line: Line, times: Times, title: str) -> Row:
        row = Row(line=line, times=times, day=self._day, title=title, title_line=line)
        above = self._row
        is_part = (
            above is not None
            and above.title
            and line.depth > above.line.depth
            and above.line.place != line.place
            and (above.line.depth > 0 or line.indent > above.line.indent)
            and _is_within(times, above.times)
        )
        if above is not None and is_part:
            above.parts.append(row)
        else:
            self._agenda.rows.append(row)
            self._row = row
        self._wants_people, self._is_listing, self._items = None, False, None
        return row

    def _below(self, line: Line, row: Row) -> None:
        """Take a line below a row as a part of that row."""
        target = row.parts[-1] if row.parts and line.depth == 0 and line.indent > row.parts[-1].line.indent else row
        text = line.text
        if not target.title and not target.people and line.level != 1:
            target.title, target.title_line = text, line
            return
        label = _LABEL.match(text)
        role = role_in(label[1]) if label else None
        if label is not None and role is not None:
            plural = _PLURAL.search(label[1]) is not None
            self._wants_people = (role, plural)
            if label[2]:
                target.people.append(People(role=role, is_plural=plural, text=label[2], line=line))
            return
        if line.level and line.level <= 2:
            self._row = None
            return
        if self._wants_people is not None and (line.depth or line.indent > 3) and len(text) < 120:
            role, _ = self._wants_people
            target.people.append(People(role=role, is_plural=False, text=text, line=line))
            return
        self._wants_people = None
        if self._continues_title(line, target):
            target.title = f"{target.title} {text}"
            return
        if line.depth and not self._is_listing and (line.depth > row.line.depth or row.line.depth == 0):
            row.parts.append(Row(line=line, times=None, day=row.day, title=text, title_line=line))
            return
        self._is_listing = self._is_listing or _QUESTIONS.search(text) is not None
        short = len(text) < 100 and not re.search(r"[.!?]\s*$", text) and not target.notes
        (target.facts if short else target.notes).append(line)

    def _continues_title(self, line: Line, row: Row) -> bool:
        """Return whether a line is the rest of a title that was too long for its column."""
        column = self._title_column
        is_next = line.place == row.title_line.place + 1 and not row.facts and not row.notes
        return is_next and column is not None and line.indent == column and line.depth == 0


def _is_within(inner: Times, outer: Times | None) -> bool:
    """Return whether some times may be those of a part."""
    if outer is None or outer.start is None or inner.start is None:
        return True
    if outer.end is None or outer.end_day or outer.end < outer.start:
        return inner.start >= outer.start
    return outer.start <= inner.start and (inner.end or inner.start) <= outer.end
