"""Writes the flat sheet of sessions: a workbook that is pleasant to work with, or CSV."""

from __future__ import annotations

import io
from typing import Any

from ...diagnostics import Findings, Report, Severity
from ...model import Event, Status
from ...model.vocabulary import KNOWN_KINDS, kind_label
from ._cells import escaped
from ._names import named
from ._sheet import SHEET, digests_of, headers_of_digests, sheet_rows
from ._workbook import LONGEST_CELL, Workbook, Worksheet, new_workbook, write_table

__all__ = ["sheet_table", "sheet_workbook"]

_WIDTHS = {
    "id": 18, "day": 11, "start": 8, "end": 9, "room": 18, "title": 44, "kind": 16, "track": 20, "people": 36,
    "abstract": 60, "status": 11, "language": 10,
}  # fmt: skip
_PALETTE = ("#DDEBF7", "#E2EFDA", "#FFF2CC", "#FCE4D6", "#EADCF4", "#D9F2F0", "#F8D7E3", "#E7E6E6")
"""Light colours for the tracks, repeated in turn: black text is readable on all of them."""
_CHOICES = ("room", "kind", "track", "status")


def sheet_table(event: Event, *, formulas: bool) -> tuple[list[list[str]], Report]:
    """Return the rows of the sheet, its header first, and findings about texts that were cut.

    Args:
        event: the event.
        formulas: whether a program may take a text for a formula: in CSV.
    """
    findings = Findings()
    rows = sheet_rows(event)
    digests = headers_of_digests([session.id for session, _ in rows])
    table = [[*SHEET, *digests]]
    numbers = {id(session): number for number, session in enumerate(event.sessions)}
    for session, texts in rows:
        for name, text in texts.items():
            if len(text) >= LONGEST_CELL:
                path = ("sessions", numbers[id(session)], name)
                message = (
                    f"the cell is cut after {LONGEST_CELL - 2} characters: it holds no more; it is not to be edited"
                )
                findings.add("changed-to-fit", message, path, severity=Severity.WARNING)
                texts[name] = text[: LONGEST_CELL - 2] + "…"
        cells = [escaped(texts[name], formulas=formulas) if texts[name] else "" for name in SHEET]
        table.append([*cells, digests_of(texts), *[""] * (len(digests) - 1)])
    return table, findings.report()


def sheet_workbook(event: Event, table: list[list[str]]) -> bytes:
    """Return the sheet as a workbook: frozen header, filters, lists to choose from, a colour for each track."""
    target = io.BytesIO()
    workbook = new_workbook(target)
    sheet = workbook.add_worksheet("Programme")
    text = {"num_format": "@", "valign": "top", "text_wrap": True}
    plain = workbook.add_format(text)
    head = workbook.add_format({"bold": True, "num_format": "@", "bottom": 1, "bg_color": "#D9D9D9"})
    for place, name in enumerate(SHEET):
        sheet.set_column(place, place, _WIDTHS[name], plain)
    write_table(sheet, table, head, plain)
    # Of the digests only programs know what to make.
    sheet.set_column(len(SHEET), len(table[0]) - 1, 4, plain, {"hidden": True})
    sheet.autofilter(0, 0, len(table) - 1, len(SHEET) - 1)
    sheet.freeze_panes(1, 1)
    _add_choices(workbook, sheet, event, max(len(table) - 1, 1))
    _add_colours(workbook, sheet, event, table, text)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, len(table) - 1, len(SHEET) - 1)
    workbook.close()
    return target.getvalue()


def _add_choices(workbook: Workbook, sheet: Worksheet, event: Event, rows: int) -> None:
    """Give the cells of some columns a list of choices; other words may still be written."""
    kinds = dict.fromkeys([*(session.kind for session in event.sessions), *KNOWN_KINDS])
    choices = {
        "room": list(named({room.id: room.name for room in event.rooms}).values()),
        "kind": sorted({kind_label(kind) for kind in kinds}),
        "track": list(named({track.id: track.title for track in event.tracks}).values()),
        "status": [status.value for status in Status],
    }
    lists = workbook.add_worksheet("Lists")
    lists.hide()
    text = workbook.add_format({"num_format": "@"})
    for place, name in enumerate(_CHOICES):
        lists.write_string(0, place, name, text)
        for number, word in enumerate(choices[name], 1):
            lists.write_string(number, place, word.encode("utf-8", "replace").decode("utf-8"), text)
        if choices[name]:
            column = "ABCD"[place]
            source = f"=Lists!${column}$2:${column}${len(choices[name]) + 1}"
            at = SHEET.index(name)
            # People add rows: below the last one there is something to choose as well.
            options = {"validate": "list", "source": source, "error_type": "information"}
            sheet.data_validation(1, at, rows + 200, at, options)


def _add_colours(
    workbook: Workbook, sheet: Worksheet, event: Event, table: list[list[str]], text: dict[str, Any]
) -> None:
    """Give the track of each row its colour."""
    names = named({track.id: track.title for track in event.tracks})
    formats = {
        names[track.id]: workbook.add_format({**text, "bg_color": _PALETTE[number % len(_PALETTE)]})
        for number, track in enumerate(event.tracks)
    }
    at = SHEET.index("track")
    for number, row in enumerate(table[1:], 1):
        chosen = formats.get(row[at].partition("; ")[0])
        if chosen is not None:
            sheet.write_string(number, at, row[at], chosen)
