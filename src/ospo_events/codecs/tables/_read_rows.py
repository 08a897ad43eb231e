"""Tables read: the rows of every table as one document in native form, with the cell of each value."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple, cast

import attrs

from ...diagnostics import Findings, Path, Severity, Span, suggest
from .._reading.cell_values import text_of_cell
from .._reading.grid import Grid
from ..native.fragment import FORMAT
from ._cells import unescaped, value_of_cell
from ._header import Header, read_header
from ._shape import COLLECTIONS, EVENT, LINKS, PARTICIPANTS, TABLES, Column, Table

__all__ = ["Document", "Row", "read_document", "rows_in", "table_named"]

UNKNOWN = "x-table"
"""The key of `extra` that holds what stands in columns that nobody knows."""


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


_BY_NAME = {_folded(table.name): table for table in TABLES} | {_folded(table.title): table for table in COLLECTIONS}


def table_named(name: str) -> Table | None:
    """Return the table that a file or a sheet is by its name."""
    return _BY_NAME.get(_folded(name))


_NONE: Mapping[str, object] = MappingProxyType({})


class Row(NamedTuple):
    """One row: the cells that hold something, by the name of the column."""

    cells: Mapping[str, object]
    unknown: Mapping[str, object]
    """The cells of columns that nobody knows, by the header of the column."""
    header: Header
    number: int
    """Which row of the grid it is, from 0."""


_new_row = cast(
    "Callable[[tuple[Mapping[str, object], Mapping[str, object], Header, int]], Row]",
    partial(cast("Any", tuple).__new__, Row),
)
"""Makes one of a tuple, without the call of a function in Python that `Row()` is."""


def rows_in(header: Header) -> Iterator[Row]:
    """Yield the rows below a header, without the blank ones."""
    width = 1 + max((*header.columns.values(), *header.unknown.values()))
    names: list[str] = [""] * width
    for name, place in header.columns.items():
        names[place] = name
    unknown = tuple(header.unknown.items())
    all_known = all(names)
    rows = header.grid.rows
    for number in range(header.row + 1, len(rows)):
        row = rows[number]
        cells = {name: cell for name, cell in zip(names, row, strict=False) if cell != ""}
        more = _NONE
        if not all_known:
            cells.pop("", None)
            size = len(row)
            more = {name: row[place] for name, place in unknown if place < size and row[place] != ""}
        if not _is_blank(cells) or not _is_blank(more):
            yield _new_row((cells, more, header, number))


def _is_blank(cells: Mapping[str, object]) -> bool:
    """Return whether no cell holds more than blanks; the first one nearly always does."""
    return all(isinstance(cell, str) and cell.isspace() for cell in cells.values())


@attrs.define(eq=False)
class Document:
    """The document that the rows make."""

    tree: dict[str, Any]
    findings: Findings
    rows: dict[Path, tuple[Header, list[int]]] = attrs.field(factory=dict[Path, tuple[Header, list[int]]])
    """The table of each list in the tree, and the rows of its things: their numbers alone, for the rows are many."""
    told: dict[Path, tuple[Header, int]] = attrs.field(factory=dict[Path, tuple[Header, int]])
    """The row of a cell that something is said about, by the address of the cell."""
    cells: dict[Path, tuple[Row, str]] = attrs.field(factory=dict[Path, tuple["Row", str]])
    """The single cell of an attribute of the event."""
    has_escapes: bool = False
    """Whether JSON in a cell may hold half of a surrogate pair."""

    def row(self, path: Path) -> tuple[Header, int] | None:
        """Return the table and the row that a thing in the tree, or a cell with a finding, is in."""
        if isinstance(path[-1], int) and path[:-1] in self.rows:
            header, numbers = self.rows[path[:-1]]
            return (header, numbers[path[-1]]) if path[-1] < len(numbers) else None
        return self.told.get(path)

    def place(self, path: Path) -> tuple[Grid, int, int] | None:
        """Return the cell that a path of the tree, or the nearest above it, comes from."""
        if path and str(path[0]).startswith("x-"):
            path = ("extra", *path)
        for length in range(len(path), 0, -1):
            head, rest = path[:length], path[length:]
            if head in self.cells:
                row, name = self.cells[head]
                return row.header.grid, row.number, row.header.columns[name]
            placed = self.row(head)
            if placed is not None:
                header, number = placed
                return header.grid, number, header.columns.get(_column_at(head, rest), 0)
        return None

    def span(self, path: Path) -> Span | None:
        """Return the place of a path in the files."""
        place = self.place(path)
        return None if place is None else place[0].span(*place[1:])

    def spans(self, wanted: Collection[Path]) -> dict[Path, Span]:
        """Return the places of paths, of those that have one."""
        return {path: span for path in wanted if (span := self.span(path)) is not None}


_AGENT = "agent"


def _column_at(owner: Path, rest: Path) -> str:
    """Return the name of the column of a path below that of its row."""
    names = tuple(part for part in rest if isinstance(part, str))
    table = {"links": LINKS, "participants": PARTICIPANTS}.get(str(owner[-2])) or _COLLECTION[str(owner[-2])]
    if names[:1] == (_AGENT,):
        return "person"
    return next((column.name for column in table.columns if column.path and column.path == names[: len(column.path)]),
                "extra" if names and names[0].startswith("x-") else "")  # fmt: skip


_COLLECTION = {table.name: table for table in COLLECTIONS}


def read_document(grids: Iterable[Grid], findings: Findings) -> Document | None:
    """Return what tables say; None, and an error, where none of them is ours.

    Args:
        grids: the tables.
        findings: takes what is wrong with them.
    """
    headers: dict[str, Header] = {}
    for grid in grids:
        table = table_named(grid.name)
        if table is None:
            near = suggest(grid.name, [one.name for one in TABLES])
            hint = f"; did you mean {near!r}?" if near else ""
            message = f"expected one of {', '.join(one.name for one in TABLES)}, got {grid.name[:60]!r}: left out{hint}"
            findings.add("unknown-table", message, (grid.name[:60],))
            continue
        if table.name in headers:
            findings.add("table-twice", f"expected one table {table.name!r}, got another: it is left out", (grid.name,))
            continue
        header = read_header(grid, table, findings)
        if header is not None:
            headers[table.name] = header
    if not headers:
        if not findings.has("no-header", "header-twice"):
            message = "expected tables such as event, sessions, rooms and people, got none of them"
            help = "`ospo-events import` takes a sheet of sessions back into its programme; `--from records` reads any"
            findings.add("wrong-format", message, severity=Severity.ERROR, help=help)
        return None
    document = Document({"format": FORMAT}, findings)
    _Reader(document, headers).read()
    return document


class _Reader:
    def __init__(self, document: Document, headers: Mapping[str, Header]) -> None:
        self._document = document
        self._tree = document.tree
        self._findings = document.findings
        self._headers = headers
        self._owners: dict[tuple[str, str], tuple[dict[str, Any], Path]] = {("event", ""): (document.tree, ())}

    def read(self) -> None:
        if EVENT.name in self._headers:
            self._read_event(self._headers[EVENT.name])
        for table in COLLECTIONS:
            if table.name in self._headers:
                self._read_collection(table, self._headers[table.name])
        if PARTICIPANTS.name in self._headers:
            self._read_children(PARTICIPANTS, "participants")
        if LINKS.name in self._headers:
            self._read_children(LINKS, "links")

    def _read_event(self, header: Header) -> None:
        for row in rows_in(header):
            name = text_of_cell(row.cells.get("name", "")).strip()
            column = EVENT.by_name.get(name.casefold().replace(" ", "_"))
            if column is None:
                near = suggest(name, EVENT.by_name)
                hint = f"; did you mean {near!r}?" if near else ""
                message = f"expected an attribute of the event, got {name[:60]!r}: it is left out{hint}"
                self._findings.add(
                    "unknown-column", message, (header.grid.address(row.number, header.columns["name"]),)
                )
            elif "value" in row.cells:
                self._put(self._tree, column, row.cells["value"], row, "value")
                self._document.cells[column.path] = (row, "value")

    def _read_collection(self, table: Table, header: Header) -> None:
        plain = _plain_texts(table)
        items: list[dict[str, Any]] = []
        numbers: list[int] = []
        for row in rows_in(header):
            item = self._item(table, row, plain)
            id = item.get("id")
            if isinstance(id, str):
                self._owners.setdefault((table.name, id), (item, (table.name, len(items))))
            items.append(item)
            numbers.append(row.number)
        self._document.rows[(table.name,)] = (header, numbers)
        self._tree[table.name] = items

    def _item(self, table: Table, row: Row, plain: Mapping[str, tuple[str, bool]]) -> dict[str, Any]:
        """Return the native tree (nested plain values) of a row.

        Args:
            table: its table.
            row: the row.
            plain: the columns whose texts are values, see `_plain_texts`.
        """
        item: dict[str, Any] = {}
        for name, cell in row.cells.items():
            if name in plain and isinstance(cell, str) and cell[0] != "'":
                key, is_word = plain[name]
                if value := cell.strip() if is_word else cell:
                    item[key] = value
                continue
            column = table.by_name[name]
            if column.path:
                self._put(item, column, cell, row, name)
        slot = item.get("slot")
        if slot is not None and slot.get("all_day") is True:
            for name in ("start", "end"):
                if isinstance(moment := slot.get(name), str):
                    slot[name] = re.sub(r"[T ]00:00(:00)?\Z", "", moment)
        if row.unknown and "extra" in table.by_name:
            item[UNKNOWN] = {name: text_of_cell(cell) for name, cell in row.unknown.items()}
        return item

    def _put(self, tree: dict[str, Any], column: Column, cell: object, row: Row, name: str) -> None:
        """Put the value of a cell into its place."""
        value = value_of_cell(cell, column.kind)
        if column.kind in ("json", "list") and isinstance(cell, str) and "\\u" in cell:
            self._document.has_escapes = True
        if isinstance(value, str) and column.kind != "text" and not value.strip():
            return
        if column.name == "extra":
            unknown = cast("dict[str, Any]", value) if isinstance(value, dict) else {"": value}
            if not all(key.startswith("x-") for key in unknown):
                message = "expected unknown data as a JSON object whose keys begin with 'x-', got something else"
                self._add("wrong-type", message, row, name)
                return
            tree.update(unknown)
            return
        if column.kind == "text" and _is_word(column):
            value = value.strip()
            if not value:  # of blanks that are no blank to the reader of cells, such as a zero-width space
                return
        path = column.path
        for part in path[:-1]:
            tree = tree.setdefault(part, {})
        tree[path[-1]] = value

    def _read_children(self, table: Table, name: str) -> None:
        """Read participants or links: each goes to its owner, in the order of the positions."""
        found: dict[tuple[str, str], list[tuple[int, Row]]] = {}
        plain = _plain_texts(table)
        header = self._headers[table.name]
        for row in rows_in(header):
            of = (_id(row, "of"), _id(row, "id")) if table is LINKS else ("sessions", _id(row, "session"))
            owner = ("event", "") if of in (("sessions", ""), ("event", "")) else of
            if owner not in self._owners:
                column = "id" if table is LINKS else "session"
                message = f"expected the id of something in the tables, got {' '.join(owner)[:80]!r}"
                self._add("dangling-reference", message, row, column)
                continue
            cell = row.cells.get("position", "")
            position = value_of_cell(cell, "integer")
            if not isinstance(position, int):
                if position:
                    message = f"expected the position as a whole number, got {position[:40]!r}"
                    self._add("wrong-type", message, row, "position")
                position = 10**15
            found.setdefault(owner, []).append((position, row))
        for owner, rows in found.items():
            tree, path = self._owners[owner]
            if len(rows) > 1:
                rows.sort(key=_position)
            items: list[dict[str, Any]] = []
            numbers: list[int] = []
            for _, row in rows:
                item = self._item(table, row, plain)
                if table is PARTICIPANTS:
                    self._add_agent(item, row)
                items.append(item)
                numbers.append(row.number)
            tree[name] = items
            self._document.rows[(*path, name)] = (header, numbers)

    def _add_agent(self, item: dict[str, Any], row: Row) -> None:
        agents = [_id(row, key) for key in ("person", "organization") if key in row.cells]
        if len(agents) > 1:
            self._add("contradictory-keys", "expected a person or an organization, got both", row, "organization")
        if agents:
            item["agent"] = agents[0]

    def _add(self, code: str, message: str, row: Row, column: str) -> None:
        grid = row.header.grid
        place = (row.number, row.header.columns.get(column, 0))
        path = (grid.address(*place),)
        self._document.told[path] = (row.header, row.number)
        self._findings.add(code, message, path, severity=Severity.ERROR)


def _plain_texts(table: Table) -> Mapping[str, tuple[str, bool]]:
    """Return the columns of a table whose cells, where they are texts, are values.

    Each with its key in the tree, and whether it holds a word rather than a text: blanks around it are none of it.
    """
    return {
        column.name: (column.path[0], _is_word(column))
        for column in table.columns
        if column.kind == "text" and len(column.path) == 1
    }


def _is_word(column: Column) -> bool:
    return column.to is not None or bool(column.values) or column.name == "id"


def _id(row: Row, column: str) -> str:
    cell = row.cells.get(column, "")
    text = (cell if isinstance(cell, str) else text_of_cell(cell)).strip()
    return unescaped(text) if text[:1] == "'" else text


def _position(item: tuple[int, Row]) -> int:
    return item[0]
