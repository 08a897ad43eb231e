"""The grid: a day as a table of rooms and times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ...model.session import Session
from ...model.status import Status
from ...model.time import instant
from ...views.english import where_line
from ...views.grid import Cell, Row, make_grid
from ...views.markup import text
from ...views.outline import Item, OutlineDay
from ._listing import Listing

__all__ = ["grid_table"]


def grid_table(listing: Listing, day: OutlineDay, name: str) -> Iterator[str]:
    """Yield a day of the outline as a table whose cells lead to the list, row by row.

    Args:
        listing: the list on the same page.
        day: the day.
        name: what to call it.
    """
    if not day.slots:
        return
    snippets, words = listing.snippets, listing.snippets.words
    grid = make_grid(listing.event, day)
    for item in grid.all_day:
        yield _entry(listing, item, day.date)
    if not grid.rows:
        return
    heads: list[str] = []
    for column in grid.columns:
        room = words("page.programme" if len(grid.columns) == 1 else "page.no-room")
        label = room if column.room is None else snippets.room(column.room)
        span = f' colspan="{column.lanes}"' if column.lanes > 1 else ""
        heads.append(f'<th scope="col"{span}>{label}</th>')
    yield (
        f'<div class="tw" role="region" aria-label="{words("page.times", day=name)}" tabindex="0">'
        f'<table><caption class="h">{words("page.grid", day=name)}</caption>'
        f'<thead><tr><th scope="col">{words("page.time")}</th>{"".join(heads)}</tr></thead><tbody>\n'
    )
    ends = [slot.end for item in day.items if (slot := item.session.slot) is not None and slot.end is not None]
    starts = [row.start for row in grid.rows[1:]]
    last = max(ends, key=instant, default=grid.rows[-1].start)
    for row, until in zip(grid.rows, [*starts, last], strict=True):
        yield _row(listing, day.date, row, until)
    yield "</tbody></table></div>"


_STEP, _LONGEST = 5, 120
"""Row heights are in steps of so many minutes, up to so many: `page.css` has a class for each."""


def _row(listing: Listing, day: dt.date, row: Row, until: dt.datetime) -> str:
    minutes = 0.0 if row.banner else (instant(until) - instant(row.start)) / 60
    steps = max(0, min(round(minutes / _STEP), _LONGEST // _STEP))
    look = ' class="bn"' if row.banner else f' class="t{steps}"'
    beside = "".join([_entry(listing, item, day) for item in row.beside])
    cells = "".join([_cell(listing, day, cell) for cell in row.cells])
    return f'<tr{look}><th scope="row">{listing.snippets.time(row.start, day)}{beside}</th>{cells}</tr>\n'


def _cell(listing: Listing, day: dt.date, cell: Cell) -> str:
    span = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if cell.columns > 1:
        span += f' colspan="{cell.columns}"'
    if cell.item is None:
        return f"<td{span}></td>"
    paint = listing.snippets.paint(cell.item.session.tracks)
    return f'<td{span} class="e{paint}">{_entry(listing, cell.item, day)}</td>'


def _entry(listing: Listing, item: Item, day: dt.date) -> str:
    entry = _one(listing, item.session, day)
    for part in item.parts:
        entry += _entry(listing, part, day).replace('class="ge', 'class="pt ge', 1)
    return entry


def _one(listing: Listing, session: Session, day: dt.date) -> str:
    snippets = listing.snippets
    slot = session.slot
    when = f" {snippets.when(session, day)}" if slot is not None else ""
    if session.participants:
        when += f" <small>{snippets.names(session.participants)}</small>"
    if slot is not None and slot.venue is not None and not slot.rooms:
        # No column of a room says where this is.
        when += f' <small class="r"><bdi>{text(where_line(listing.event, slot))}</bdi></small>'
    anchor = listing.anchor(session)
    look = "ge off" if session.status is Status.CANCELLED else "ge"
    if listing.has_empty_cells:
        return f'<div class="{look}" data-g="{anchor}"></div>'
    link = f'<a href="#{anchor}" dir="auto">{text(session.title)}</a>'
    return f'<div class="{look}" data-g="{anchor}">{snippets.mark(session)}{link}{when}</div>'
