"""The programme as notebooks show a value: a compact list without style or script."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from .english import STATUS, day_name, event_dates, place_line, room_line, when, zone_line
from .markup import text
from .outline import Item, make_outline
from .selection import public

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = ["fragment"]


def fragment(event: Event) -> str:
    """Return the agenda as an HTML fragment: a table for each day."""
    event = public(event)
    facts = [fact for fact in (event_dates(event), place_line(event)) if fact]
    out = [f"<div><h3><bdi>{text(event.title)}</bdi></h3>"]
    out.append(f"<p>{text(' · '.join([*facts, f'all times in {zone_line(event)}']))}</p>")
    outline = make_outline(event)
    for day in outline.days:
        title = f" · {text(day.title)}" if day.title else ""
        out.append(f"<table><caption>{day_name(day.date)}{title}</caption><tbody>")
        for item in day.items:
            _rows(event, item, day.date, 0, out)
        out.append("</tbody></table>")
    if outline.unscheduled:
        out.append("<table><caption>Not scheduled yet</caption><tbody>")
        for item in outline.unscheduled:
            _rows(event, item, None, 0, out)
        out.append("</tbody></table>")
    return "".join([*out, "</div>"])


def _rows(event: Event, item: Item, day: dt.date | None, depth: int, out: list[str]) -> None:
    session = item.session
    time = text(when(session.slot, day)) if session.slot is not None and day is not None else ""
    mark = f"{STATUS[session.status]}: " if session.status in STATUS else ""
    rooms = text(room_line(event, session.slot.rooms)) if session.slot is not None else ""
    out.append(f"<tr><td>{time}</td><td>{'↳ ' * depth}{mark}<bdi>{text(session.title)}</bdi></td><td>{rooms}</td></tr>")
    for part in item.parts:
        _rows(event, part, day, depth + 1, out)
