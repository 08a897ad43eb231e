"""An event, an agenda or a session as an HTML fragment for notebooks, without style or script.

An event shows names. A session or an agenda alone does not contain the event, so it shows ids of rooms and people.
Notebooks are shared, so they show only what everybody may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.status import Privacy
from ..model.vocabulary import kind_label, role_label
from .audiences import reserved_session
from .credits import Credits, in_billing_order
from .english import STATUS, day_name, event_dates, place_line, when, where_line, zone_line
from .markup import text
from .outline import Item, make_outline
from .readable import readable
from .selection import public

if TYPE_CHECKING:
    from ..model.agenda import Agenda
    from ..model.event import Event
    from ..model.session import Session

__all__ = ["agenda_fragment", "fragment", "session_fragment"]


def fragment(event: Event) -> str:
    """Return the agenda as an HTML fragment: a table for each day, with times, titles, speakers and rooms."""
    event = public(event.index.resolved)
    facts = [fact for fact in (event_dates(event), place_line(event)) if fact]
    out = [f"<div><h3><bdi>{text(event.title)}</bdi></h3>"]
    out.append(f"<p>{text(' · '.join([*facts, f'all times in {zone_line(event)}']))}</p>")
    outline, credits = make_outline(event), Credits(event)

    def rows(items: Iterable[Item], day: dt.date | None, depth: int = 0) -> Iterable[str]:
        for item in items:
            session = item.session
            who = "; ".join(credits.lines(session.participants))
            rooms = where_line(event, session.slot) if session.slot is not None else ""
            yield _row(session, day, who, rooms, depth)
            yield from rows(item.parts, day, depth + 1)

    out += [_table(_day_caption(day.date, day.title), rows(day.items, day.date)) for day in outline.days]
    if outline.unscheduled:
        out.append(_table("Not scheduled yet", rows(outline.unscheduled, None)))
    return "".join([*out, "</div>"])


def agenda_fragment(agenda: Agenda) -> str:
    """Return an agenda as an HTML fragment: a table for each day."""

    def rows(sessions: Iterable[Session], day: dt.date | None) -> Iterable[str]:
        visible = filter(None, map(_shown, sessions))
        return (_row(session, day, _who(session), _where(session)) for session in visible)

    out = [_table(_day_caption(day.date, day.title), rows(day.sessions, day.date)) for day in agenda.days]
    if agenda.unscheduled:
        out.append(_table("Not scheduled yet", rows(agenda.unscheduled, None)))
    return "".join(["<div>", *out, "</div>"])


def session_fragment(session: Session) -> str:
    """Return a session as an HTML fragment: its title, a line of facts, the participants and the abstract."""
    visible = _shown(session)
    if visible is None:
        return "<div><h4>A session for the team</h4></div>"
    session = visible
    facts = [kind_label(session.kind)]
    if session.slot is not None:
        day = session.slot.start.date()
        facts += [day_name(day), when(session.slot, day), str(session.slot.start.tzinfo), _where(session)]
    else:
        facts.append("not scheduled yet")
    lines = [" · ".join(fact for fact in facts if fact), _who(session), readable(session.abstract or "")]
    paragraphs = "".join(f"<p><bdi>{text(line)}</bdi></p>" for line in lines if line)
    return f"<div><h4>{_title(session)}</h4>{paragraphs}</div>"


def _shown(session: Session) -> Session | None:
    """Return a session as everybody may see it, None if only the team may."""
    if session.privacy is Privacy.PUBLIC:
        return session
    is_reserved = session.privacy is Privacy.PRIVATE and session.slot is not None
    return reserved_session(session, session.id) if is_reserved else None


def _day_caption(date: dt.date, title: str | None) -> str:
    return day_name(date) + (f" · {text(title)}" if title else "")


def _table(caption: str, rows: Iterable[str]) -> str:
    return f"<table><caption>{caption}</caption><tbody>{''.join(rows)}</tbody></table>"


def _row(session: Session, day: dt.date | None, who: str, where: str, depth: int = 0) -> str:
    time = text(when(session.slot, day)) if session.slot is not None and day is not None else ""
    title = "↳ " * depth + _title(session)
    return f"<tr><td>{time}</td><td>{title}</td><td>{_words(who)}</td><td>{_words(where)}</td></tr>"


def _title(session: Session) -> str:
    mark = f"{STATUS[session.status]}: " if session.status in STATUS else ""
    return f"{mark}<bdi>{text(session.title)}</bdi>"


def _words(words: str) -> str:
    return f"<bdi>{text(words)}</bdi>" if words else ""


def _who(session: Session) -> str:
    return "; ".join(
        f"{one.role_title or role_label(one.role)}: {one.agent or one.credited_as}"
        for one in in_billing_order(session.participants)
    )


def _where(session: Session) -> str:
    return ", ".join(session.slot.rooms) or session.slot.venue or "" if session.slot is not None else ""
