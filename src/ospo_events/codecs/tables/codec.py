"""Tables: data for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import Option

__all__ = ["CODECS", "CSV", "DATAPACKAGE", "XLSX"]

_BOM = Option(
    name="bom",
    kind="flag",
    default=False,
    help="begin each file with a byte order mark, by which Excel knows that it is UTF-8",
)
_READER = "ospo_events.codecs.tables.decode:decode"
_ONE_LAW = "Every attribute has a column; an empty cell is what is at its default."

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
        "A text that a program might take for a formula has an apostrophe before it, which reading takes away again.",
    ),
    encode_options=(_BOM,),
    reads_folders=True,
    writes_folders=True,
    folder_suffixes=(".csv", ".tsv", "datapackage.json"),
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
    reads_folders=True,
    writes_folders=True,
    folder_suffixes=(".csv", ".tsv", "datapackage.json"),
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
    notes=(_ONE_LAW, "Needs the extra `xlsx`. Cells are text: none is ever a formula."),
)
CODECS = (CSV, DATAPACKAGE, XLSX)
