"""Tables: facts about the formats, for the table of formats."""

from __future__ import annotations

import attrs

from .._codec import Codec
from .._options import Option

__all__ = ["CODECS", "CSV", "DATAPACKAGE", "SHEET", "SHEET_CSV", "XLSX"]

_BOM = Option(
    name="bom",
    kind="flag",
    default=False,
    help="begin each file with a byte order mark, so that Excel reads it as UTF-8",
)
_BASE = Option(
    name="base",
    kind="flag",
    default=True,
    help="keep the exported programme beside the tables, so that `import` knows what was changed in them",
)
_READER = "ospo_events.codecs.tables.decode:decode"
_ONE_LAW = "Every attribute has a column; an empty cell means the default."

CSV = Codec(
    name="csv",
    title="Tables as CSV files, in a folder or a ZIP archive",
    suffixes=(".csv.zip", ".zip"),
    media_types=("application/zip",),
    specification="https://www.rfc-editor.org/rfc/rfc4180",
    reader=_READER,
    writer="ospo_events.codecs.tables.encode:encode_csv",
    fitter="ospo_events.codecs.tables.fit:fit_csv",
    notes=(
        _ONE_LAW,
        "A text that a program might take for a formula gets an apostrophe, which reading removes.",
    ),
    encode_options=(_BOM, _BASE),
    reads_folders=True,
    writes_folders=True,
    folder_suffixes=(".csv", ".tsv", ".json"),
)
DATAPACKAGE = Codec(
    name="datapackage",
    title="Data Package (Frictionless), in a folder or a ZIP archive",
    suffixes=(".datapackage.zip",),
    media_types=("application/zip",),
    specification="https://datapackage.org/standard/data-package/",
    reader=_READER,
    writer="ospo_events.codecs.tables.encode:encode_datapackage",
    fitter="ospo_events.codecs.tables.fit:fit_datapackage",
    notes=(_ONE_LAW, "The tables of `csv`, with their schemas, primary keys and foreign keys."),
    encode_options=(_BASE,),
    reads_folders=True,
    writes_folders=True,
    folder_suffixes=(".csv", ".tsv", ".json"),
)
XLSX = Codec(
    name="xlsx",
    title="Workbook with a sheet for each table (.xlsx; .ods and .xls are read too)",
    suffixes=(".xlsx",),
    media_types=("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    specification="https://ecma-international.org/publications-and-standards/standards/ecma-376/",
    reader=_READER,
    writer="ospo_events.codecs.tables.encode:encode_xlsx",
    fitter="ospo_events.codecs.tables.fit:fit_xlsx",
    notes=(_ONE_LAW, "Needs the extra `xlsx`. Cells are text, never a formula."),
    encode_options=(_BASE,),
)
_IMPORT = (
    "One row for each session, without attributes that are of no use to people in a table.",
    "`ospo-events import` takes the changes that people made in it back into the programme.",
)
SHEET = Codec(
    name="sheet",
    title="One sheet of sessions for people (.xlsx)",
    suffixes=(".sheet.xlsx",),
    media_types=XLSX.media_types,
    specification=XLSX.specification,
    writer="ospo_events.codecs.tables.encode:encode_sheet",
    notes=(*_IMPORT, "Needs the extra `xlsx`. Lists to choose from, filters, a colour for each track, landscape."),
    chronological=True,
)
SHEET_CSV = Codec(
    name="sheet-csv",
    title="One sheet of sessions for people (CSV)",
    suffixes=(".sheet.csv",),
    media_types=("text/csv",),
    specification=CSV.specification,
    writer="ospo_events.codecs.tables.encode:encode_sheet_csv",
    notes=_IMPORT,
    encode_options=(attrs.evolve(_BOM, default=True),),
    chronological=True,
    own_lines=True,
)
CODECS = (CSV, DATAPACKAGE, XLSX, SHEET, SHEET_CSV)
