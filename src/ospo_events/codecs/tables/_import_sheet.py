"""Imports an edited flat sheet: only the cells that people changed since the export reach the programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from ...diagnostics import Diagnostic, Findings, Path, Related, Report, Severity, SourceMap
from ...model import Audience, Event, Session, SessionId
from ...model.ids import is_id, slugify, unused_id
from ...views.audiences import for_audience
from .._reading.cell_values import text_of_cell
from .._reading.grid import Grid
from ._apply_cells import Changer
from ._imported import Imported
from ._names import BadCell
from ._sheet import SHEET, canonical, digest_in, digests_of, key_of, sheet_rows
from ._sheet_reader import Sheet, SheetRow, read_sheet

__all__ = ["import_rows"]

_TIMES = frozenset(("day", "start", "end"))


def import_rows(
    grids: Sequence[Grid],
    event: Event,
    *,
    base: Event | None = None,
    source_map: SourceMap | None = None,
    delete: bool = False,
    dates: str | None = None,
) -> Imported:
    """Return a programme with the changes that people made in its sheet.

    Args:
        grids: the sheets of the file.
        event: the programme as it is now, whole.
        base: the programme as it was exported; None: the sheet says that itself.
        source_map: finds the places of the programme in its file, for conflicts.
        delete: whether a session whose row was deleted is removed.
        dates: what `4/9/2026` is, `dmy` or `mdy`; None: such dates are not read.
    """
    findings = Findings()
    sheet = read_sheet(grids, findings)
    if sheet is None:
        return Imported(None, findings.report())
    if sheet.exported is None and base is None:
        findings.add(
            "no-base", "expected the column '#', which says what was exported, got none", (sheet.grid.address(0, 0),),
            severity=Severity.ERROR, help="say which edition the sheet was made of: --base HEAD:event.yaml",
        )  # fmt: skip
        return Imported(None, findings.report())
    merge = _Merge(sheet, event, base, source_map, dates)
    return merge.run(delete=delete)


class _Merge:
    """One merge of a sheet into a programme."""

    def __init__(
        self, sheet: Sheet, event: Event, base: Event | None, source_map: SourceMap | None, dates: str | None
    ) -> None:
        self._sheet = sheet
        self._event = event
        self._source_map = source_map
        self._changer = Changer(event, dates)
        self._found: list[Diagnostic] = []
        self._base: dict[str, str] | None = None
        if base is not None:
            shown = _as_exported(base, sheet, None)
            self._base = {session.id: digests_of(texts) for session, texts in sheet_rows(shown)}
        exported = sheet.exported.keys if sheet.exported is not None else frozenset[str]()
        self._keys = exported if self._base is None else frozenset(map(key_of, self._base))
        shown = _as_exported(event, sheet, self._keys)
        self._texts = {session.id: texts for session, texts in sheet_rows(shown)}
        self._sessions = {session.id: session for session in event.sessions}
        self._numbers = {session.id: number for number, session in enumerate(event.sessions)}
        self._new: list[Session] = []
        self._met: dict[str, SheetRow] = {}

    def run(self, *, delete: bool) -> Imported:
        """Process each row, then the missing rows."""
        for row in self._sheet.rows:
            self._take(row)
        gone = [
            id for id in self._texts
            if id in self._sessions and key_of(id) in self._keys and id not in self._met
        ]  # fmt: skip
        for id in gone:
            way = "it is removed" if delete else "it stays; --delete removes it"
            message = f"expected a row for {id!r}, got none: {way}"
            self._tell("row-deleted", message, None, "id", Severity.INFO if delete else Severity.WARNING)
        report = Report(tuple(self._found))
        if not report.ok:
            return Imported(None, report)
        before = self._event.sessions
        event = self._changer.event([*(self._sessions[session.id] for session in before), *self._new])
        for id in gone if delete else ():
            event = event.without_session(id)
        return Imported(event, report)

    def _take(self, row: SheetRow) -> None:
        id = row.id
        if not id:
            self._add(row, None)
        elif id in self._met:
            first = self._sheet.grid.address(self._met[id].number, self._sheet.columns["id"])
            self._tell("duplicate-id", f"expected one row for {id!r}, got another; the first is {first}", row, "id")
        else:
            self._met[id] = row
            if id in self._texts and id in self._sessions:
                self._change(row, self._sessions[SessionId(id)])
            elif id in self._texts:
                self._reserved(row)
            elif key_of(id) in self._keys:
                self._removed(row)
            elif not is_id(id) or id in self._sessions:
                message = f"expected the id of a session in the sheet, or a new one, got {id[:60]!r}"
                self._tell("invalid-id", message, row, "id")
            else:
                self._add(row, id)

    # Rows that were exported

    def _change(self, row: SheetRow, session: Session) -> None:
        """Make the changes in the row of a session."""
        ours = self._texts[session.id]
        base = row.digests if self._base is None else self._base.get(session.id, "")
        changed: set[str] = set()
        for column, theirs, digest in self._cells(row, base):
            if theirs == canonical(column, ours[column]) or _same(column, theirs, digest):
                continue
            if _same(column, canonical(column, ours[column]), digest) or self._says_so(session, row, column):
                changed.add(column)
            else:
                self._conflict(row, column, ours[column], session, known=bool(digest))
        if changed:
            self._apply(row, session, frozenset(changed), ours)

    def _cells(self, row: SheetRow, base: str) -> Iterator[tuple[str, str, str]]:
        """Yield each column of the sheet, the value of its cell, and the digest of the exported value."""
        for column in SHEET[1:]:
            if column in self._sheet.columns:
                yield column, canonical(column, row.cells.get(column, "")), digest_in(base, column)

    def _says_so(self, session: Session, row: SheetRow, column: str) -> bool:
        """Return whether the programme already has the value of a cell, in another notation."""
        try:
            return self._changer.changed(session, row.cells, frozenset((column,))) == session
        except BadCell:
            return False

    def _apply(self, row: SheetRow, session: Session, columns: frozenset[str], ours: Mapping[str, str]) -> None:
        # Of the times that nobody changed the programme may know better.
        cells = {**row.cells, **{name: ours[name] for name in _TIMES - columns}}
        try:
            self._sessions[session.id] = self._changer.changed(session, cells, columns)
        except BadCell:
            self._tell_each(row, session, columns, cells)

    def _tell_each(self, row: SheetRow, session: Session, columns: frozenset[str], cells: Mapping[str, object]) -> None:
        """Report every cell of a row that cannot be read."""
        groups = [frozenset((column,)) for column in sorted(columns - _TIMES)]
        for group in [*groups, columns & _TIMES] if columns & _TIMES else groups:
            try:
                self._changer.changed(session, cells, group)
            except BadCell as problem:
                self._tell(problem.code, str(problem), row, problem.column)

    def _conflict(self, row: SheetRow, column: str, ours: str, session: Session, *, known: bool) -> None:
        theirs = text_of_cell(row.cells.get(column, ""))
        path: Path = ("sessions", self._numbers[session.id], _ATTRIBUTES.get(column, column))
        spans = {} if self._source_map is None else self._source_map.spans([path])
        why = "both were changed since the export" if known else "nobody knows which is newer: the row has no digests"
        finding = self._finding(
            "import-conflict", f"the sheet says {theirs[:60]!r}, the programme {ours[:60]!r}: {why}", row, column
        )
        related = Related(message=f"the programme says {ours[:60]!r}", path=path, span=spans.get(path))
        help = "write the same in both, or the cell as the programme has it"
        self._found.append(attrs.evolve(finding, related=(related,), help=help))

    def _removed(self, row: SheetRow) -> None:
        """Report a session that is no longer in the programme; it matters only if somebody changed its row."""
        base = row.digests if self._base is None else self._base.get(row.id, "")
        if self._is_as(row, base):
            self._tell("session-gone", f"the programme has no session {row.id!r} any more", row, "id", Severity.INFO)
        else:
            message = f"the programme has no session {row.id!r} any more, and its row was changed"
            self._tell("import-conflict", message, row, "id")

    def _is_as(self, row: SheetRow, digests: str) -> bool:
        """Return whether the remaining cells of a row have their exported values."""
        return all(_same(column, theirs, digest) for column, theirs, digest in self._cells(row, digests))

    def _reserved(self, row: SheetRow) -> None:
        """Report a reserved time of a private session, if somebody changed its row."""
        if not self._is_as(row, digests_of(self._texts[SessionId(row.id)])):
            message = "a private session is shown as a reserved time, which cannot be changed, and its row was"
            self._tell("import-conflict", message, row, "id")

    # Rows that are new

    def _add(self, row: SheetRow, id: str | None) -> None:
        columns = frozenset(row.cells) - {"id"}
        title = canonical("title", row.cells.get("title", ""))
        taken = {*self._sessions, *(session.id for session in self._new)}
        new = Session(id=SessionId(id or unused_id(slugify(title), taken)), title=title or "?")
        try:
            made = self._changer.changed(new, row.cells, columns | {"title"})
        except BadCell:
            self._tell_each(row, new, columns | {"title"}, row.cells)
            return
        if id is None and self._is_there(made, row):
            return
        self._new.append(made)
        self._tell("row-new", f"a new session, {made.id!r}", row, "id", Severity.INFO)

    def _is_there(self, made: Session, row: SheetRow) -> bool:
        """Return whether an earlier import of the sheet made exactly this session."""
        for session in self._event.sessions:
            same = session.title == made.title and attrs.evolve(made, id=session.id) == session
            if same and key_of(session.id) not in self._keys and session.id not in self._met:
                self._met[session.id] = row
                return True
        return False

    # Findings

    def _tell(
        self, code: str, message: str, row: SheetRow | None, column: str, severity: Severity = Severity.ERROR
    ) -> None:
        self._found.append(attrs.evolve(self._finding(code, message, row, column), severity=severity))

    def _finding(self, code: str, message: str, row: SheetRow | None, column: str) -> Diagnostic:
        number = 0 if row is None else row.number
        place = (number, self._sheet.columns.get(column, 0))
        path = (self._sheet.grid.address(*place),) if row is not None else (self._sheet.grid.name,)
        return Diagnostic(code=code, message=message, path=path, span=self._sheet.grid.span(*place))


_ATTRIBUTES = {
    "day": "slot", "start": "slot", "end": "slot", "room": "slot", "track": "tracks", "people": "participants",
    "language": "languages",
}  # fmt: skip


def _same(column: str, text: str, digest: str) -> bool:
    """Return whether a cell has its exported value."""
    return bool(digest) and digest_in(digests_of({column: text}), column) == digest


def _as_exported(event: Event, sheet: Sheet, keys: frozenset[str] | None) -> Event:
    """Return the event as the audience of the sheet sees it: the audience for which it shows the sessions of the sheet.

    Args:
        event: the whole event.
        sheet: the sheet.
        keys: the sessions that were exported; None: those of its rows.
    """
    wanted = frozenset(key_of(row.id) for row in sheet.rows) if keys is None else keys
    views = [for_audience(event, audience) for audience in Audience]

    def known(view: Event) -> int:
        return len(wanted & {key_of(session.id) for session in view.sessions})

    return max(views, key=known)
