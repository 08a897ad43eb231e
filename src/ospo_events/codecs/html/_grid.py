"""The grid: a day as a table of rooms and times."""

from __future__ import annotations

import datetime as dt

from ...model.session import Session
from ...views.grid import Cell, Row, make_grid
from ...views.outline import Item, OutlineDay
from ...views.words import STATUS
from ._escape import text
from ._listing import Listing

__all__ = ["grid_table"]


def grid_table(listing: Listing, day: OutlineDay, name: str) -> str:
    """Return a day of the outline as a table whose cells lead to the list.

    Args:
        listing: the list on the same page.
        day: the day.
        name: what to call it.
    """
    if not day.slots:
        return ""
    pieces = listing.pieces
    grid = make_grid(listing.event, day)
    heads: list[str] = []
    for column in grid.columns:
        room = "Programme" if len(grid.columns) == 1 else "No room named"
        label = room if column.room is None else pieces.room(column.room)
        span = f' colspan="{column.lanes}"' if column.lanes > 1 else ""
        heads.append(f'<th scope="col"{span}>{label}</th>')
    opening = (
        f'<div class="tw" role="region" aria-label="{name}, rooms and times" tabindex="0">'
        f'<table><caption class="h">{name}: rooms across, times down</caption>'
        f'<thead><tr><th scope="col">Time</th>{"".join(heads)}</tr></thead><tbody>\n'
    )
    out = [opening]
    for row in grid.rows:
        _row(listing, day.date, row, out)
    out.append("</tbody></table></div>")
    return "".join(out)


def _row(listing: Listing, day: dt.date, row: Row, out: list[str]) -> None:
    look = ' class="bn"' if row.banner else ""
    out.append(f'<tr{look}><th scope="row">{listing.pieces.time(row.start, day)}')
    for item in row.beside:
        out.append(_entry(listing, item, day))
    out.append("</th>")
    for cell in row.cells:
        _cell(listing, day, cell, out)
    out.append("</tr>\n")


def _cell(listing: Listing, day: dt.date, cell: Cell, out: list[str]) -> None:
    span = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if cell.columns > 1:
        span += f' colspan="{cell.columns}"'
    if cell.item is None:
        out.append(f"<td{span}></td>")
        return
    colors = listing.pieces.colors
    color = next((f" tk {colors[track]}" for track in cell.item.session.tracks if track in colors), "")
    out.append(f'<td{span} class="e{color}">{_entry(listing, cell.item, day)}</td>')


def _entry(listing: Listing, item: Item, day: dt.date) -> str:
    entry = _one(listing, item.session, day)
    for part in item.parts:
        entry += _entry(listing, part, day).replace('class="ge"', 'class="ge pt"', 1)
    return entry


def _one(listing: Listing, session: Session, day: dt.date) -> str:
    mark = STATUS.get(session.status)
    said = f'<span class="st">{mark.capitalize()}</span> ' if mark else ""
    slot = session.slot
    when = f" <small>{listing.pieces.span(slot, day)}</small>" if slot is not None else ""
    anchor = listing.anchor(session)
    return (
        f'<div class="ge" data-g="{anchor}">{said}<a href="#{anchor}"><bdi>{text(session.title)}</bdi></a>{when}</div>'
    )
