"""The event that reading its own tables gives: the same event, except for texts that no cell can hold."""

from __future__ import annotations

import attrs

from ...diagnostics import Findings, Path, Severity
from ...model import Event, PostalAddress
from .._codec import Fitted
from ..native.decode import decode_json
from ..native.encode import encode_json
from ._rows import Rows, rows_of
from ._shape import COLLECTIONS, EVENT, TABLES
from ._workbook import LONGEST_CELL, MOST_ROWS

__all__ = ["fit_and_rows", "fit_csv", "fit_datapackage", "fit_xlsx"]

_NOT_IN_XML = ("\ufffe", "\uffff")
"""Characters that XML does not allow, and that workbooks cannot escape."""


def fit_csv(event: Event, *, bom: bool = False, base: bool = True) -> Fitted:
    """Return the event, and an error for each text that cannot be written to a file. The options make no difference."""
    return fit_and_rows(event, "csv")[0]


def fit_datapackage(event: Event, *, base: bool = True) -> Fitted:
    """Return the event, and an error for each text that cannot be written to a file. The option makes no difference."""
    return fit_and_rows(event, "datapackage")[0]


def fit_xlsx(event: Event, *, base: bool = True) -> Fitted:
    """Return the event without the two characters that XML cannot hold, and an error for each cell that is too long.

    The option changes neither.
    """
    return fit_and_rows(event, "xlsx")[0]


def fit_and_rows(event: Event, format: str) -> tuple[Fitted, Rows]:
    """Return the event as it comes back from its own tables, and the rows of these tables.

    Args:
        event: the event.
        format: `csv`, `datapackage` or `xlsx`.
    """
    findings = Findings()
    event = _without_empty_addresses(event, format, findings)
    rows = rows_of(event, formulas=format != "xlsx")
    text = "".join(cell for table in rows.values() for row in table for cell in row)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        findings.include(encode_json(event).report)
        return Fitted(event=event, report=findings.report()), {}
    if format == "xlsx":
        if number := sum(map(text.count, _NOT_IN_XML)):
            event = _without(event, number, findings)
            rows = rows_of(event, formulas=False)
        _tell_of_size(rows, findings)
    return Fitted(event=event, report=findings.report()), rows


def _without_empty_addresses(event: Event, format: str, findings: Findings) -> Event:
    venues = list(event.venues)
    for number, venue in enumerate(venues):
        if venue.address == PostalAddress():
            message = f"{format} leaves out an address that says nothing"
            findings.add("changed-to-fit", message, ("venues", number, "address"), severity=Severity.INFO)
            venues[number] = attrs.evolve(venue, address=None)
    return attrs.evolve(event, venues=venues) if len(findings) else event


def _without(event: Event, number: int, findings: Findings) -> Event:
    """Return the event without the characters that workbooks cannot hold."""
    text = encode_json(event).value().decode("utf-8")
    for character in _NOT_IN_XML:
        text = text.replace(character, "\ufffd")
    message = f"the characters U+FFFE and U+FFFF, {number} in all, are written as U+FFFD: no workbook holds them"
    findings.add("characters-removed", message, severity=Severity.INFO)
    return decode_json(text.encode("utf-8")).value()


def _tell_of_size(rows: Rows, findings: Findings) -> None:
    """Report each cell that is too long for a workbook, and each table with too many rows."""
    for table in TABLES:
        if len(rows[table.name]) > MOST_ROWS:
            message = f"expected at most {MOST_ROWS} {table.name}, got {len(rows[table.name])}"
            findings.add("too-large", message, severity=Severity.ERROR, help="write csv instead")
        for number, row in enumerate(rows[table.name]):
            if len("".join(row)) <= LONGEST_CELL:  # as most
                continue
            for place, cell in enumerate(row):
                if len(cell) > LONGEST_CELL:
                    path: Path = (table.name, number, table.columns[place].name)
                    message = f"expected at most {LONGEST_CELL} characters in a cell, got {len(cell)} in {table.name}"
                    findings.add(
                        "too-large",
                        message,
                        (row[0],) if table is EVENT else path if table in COLLECTIONS else (),
                        severity=Severity.ERROR,
                        help="write csv instead",
                    )
