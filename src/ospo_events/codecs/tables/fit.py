"""What reading the tables of an event gives: the event itself, but for what no cell can hold."""

from __future__ import annotations

import attrs

from ...diagnostics import Findings, Path, Severity
from ...model import Event, PostalAddress
from .._codec import Fitted
from ..native.decode import decode_json
from ..native.encode import encode_json
from ._rows import Rows, rows_of
from ._shape import TABLES
from ._workbook import LONGEST_CELL, MOST_ROWS

__all__ = ["fit_and_rows", "fit_csv", "fit_datapackage", "fit_xlsx"]

_NOT_IN_XML = ("\ufffe", "\uffff")
"""Characters that XML has no place for, and workbooks no way round it."""


def fit_csv(event: Event, *, bom: bool = False, base: bool = True) -> Fitted:
    """Return the event, and an error for each text that no file can hold; the options change neither."""
    return _fit(event, "csv")


def fit_datapackage(event: Event, *, base: bool = True) -> Fitted:
    """Return the event, and an error for each text that no file can hold; the option changes neither."""
    return _fit(event, "datapackage")


def _fit(event: Event, format: str) -> Fitted:
    findings = Findings()
    findings.include(encode_json(event).report)
    venues = list(event.venues)
    for number, venue in enumerate(venues):
        if venue.address == PostalAddress():
            message = f"{format} leaves out an address that says nothing"
            findings.add("changed-to-fit", message, ("venues", number, "address"), severity=Severity.INFO)
            venues[number] = attrs.evolve(venue, address=None)
    if len(findings):
        event = attrs.evolve(event, venues=venues)
    return Fitted(event=event, report=findings.report())


def fit_xlsx(event: Event, *, base: bool = True) -> Fitted:
    """Return the event without the two characters that no XML can hold, and an error for each cell that is too long.

    The option changes neither.
    """
    return fit_and_rows(event)[0]


def fit_and_rows(event: Event) -> tuple[Fitted, Rows]:
    """Return what `fit_xlsx` does, and the rows of what fits; none where nothing is written."""
    fitted = _fit(event, "xlsx")
    findings = Findings(fitted.report)
    if not fitted.report.ok:
        return fitted, {}
    event = _without(fitted.event, findings)
    rows = rows_of(event, formulas=False)
    for table in TABLES:
        if len(rows[table.name]) > MOST_ROWS:
            message = f"expected at most {MOST_ROWS} {table.name}, got {len(rows[table.name])}"
            findings.add("too-large", message, severity=Severity.ERROR, help="write csv instead")
        for number, row in enumerate(rows[table.name]):
            for place, cell in enumerate(row) if len("".join(row)) > LONGEST_CELL else ():
                if len(cell) > LONGEST_CELL:
                    path: Path = (table.name, number, table.columns[place].name)
                    message = f"expected at most {LONGEST_CELL} characters in a cell, got {len(cell)}"
                    findings.add("too-large", message, path, severity=Severity.ERROR, help="write csv instead")
    return Fitted(event=event, report=findings.report()), rows


def _without(event: Event, findings: Findings) -> Event:
    data = encode_json(event).data
    text = data.decode("utf-8")
    number = sum(map(text.count, _NOT_IN_XML))
    if not number:
        return event
    for character in _NOT_IN_XML:
        text = text.replace(character, "\ufffd")
    message = f"the characters U+FFFE and U+FFFF, {number} in all, are written as U+FFFD: no workbook holds them"
    findings.add("characters-removed", message, severity=Severity.INFO)
    return decode_json(text.encode("utf-8")).value()
