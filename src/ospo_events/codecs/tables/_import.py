"""Reads a sheet from a file and merges it into the programme that it was made from."""

from __future__ import annotations

from collections.abc import Mapping

from ...diagnostics import Findings, Severity, SourceMap
from ...model import Event
from .._file_signatures import is_workbook
from .._reading.archive import is_archive
from .._reading.grid import Grid, read_delimited
from ._exported import EXPORTED, EXPORTED_TABLE, exported_event
from ._import_sheet import import_rows
from ._import_tables import as_exported, import_tables
from ._imported import Imported
from ._read_rows import table_named
from .decode import read_grids

__all__ = ["Imported", "import_sheet"]


def import_sheet(
    data: bytes | Mapping[str, bytes],
    event: Event,
    *,
    source: str = "<data>",
    base: Event | None = None,
    source_map: SourceMap | None = None,
    delete: bool = False,
    dates: str | None = None,
) -> Imported:
    """Return a programme with the changes that people made in a sheet since its export, and no others.

    A cell counts as changed where it says something else than when it was exported. Where the programme has changed
    there as well, and otherwise, that is a conflict: an error, and there is no event.

    Args:
        data: what was exported as `sheet`, `sheet-csv`, `xlsx`, `csv` or `datapackage`, as other programs saved it; the
            files of a folder by their names.
        event: the programme as it is now, whole.
        source: the name of the sheet, for the findings.
        base: the programme as it was exported; None: the sheet says that itself.
        source_map: finds the places of the programme in its file, for conflicts.
        delete: whether a session whose row was deleted is removed; otherwise it stays, and a finding says so.
        dates: what `4/9/2026` is, `dmy` or `mdy`; None: such dates are not read.

    Raises:
        MissingExtra: it is a workbook, and python-calamine is not installed.
    """
    findings = Findings()
    if isinstance(data, bytes) and not is_workbook(data) and not is_archive(data):
        grid = read_delimited(data, "Programme", source, findings)
        grids = None if grid is None else [grid]
    else:
        grids = read_grids(data, source, findings)
    if grids is None:
        return Imported(None, findings.report())
    if sum(table_named(grid.name) is not None for grid in grids) > 1:
        result = _import_tables(grids, event, base, source, source_map, delete=delete)
        return result._replace(report=(findings.report() + result.report).in_source(source))
    grids = [grid for grid in grids if grid.name.casefold() != EXPORTED_TABLE]
    result = import_rows(grids, event, base=base, source_map=source_map, delete=delete, dates=dates)
    return result._replace(report=(findings.report() + result.report).in_source(source))


def _import_tables(
    grids: list[Grid], event: Event, base: Event | None, source: str, source_map: SourceMap | None, *, delete: bool
) -> Imported:
    before = exported_event(grids) if base is None else as_exported(base, grids)
    if before is None:
        findings = Findings()
        findings.add(
            "no-base", f"expected {EXPORTED}, which says what was exported, got none", severity=Severity.ERROR,
            help="say which edition the tables were made of: --base HEAD:event.yaml",
        )  # fmt: skip
        return Imported(None, findings.report())
    return import_tables(grids, event, before, source=source, source_map=source_map, delete=delete)
