"""The agenda as a person reads it in a terminal.

Days and local times, with the time zone named; parallel sessions side by side if the width allows it, and parts below
their wholes. Control characters are escaped: a title cannot control the terminal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from ...diagnostics import Findings, printable
from ...model.event import Event
from ...model.session import Session, slot_days
from ...model.time import as_timezone
from ...views.english import clock, day_name, when, where_line, words_of
from ...views.readable import with_readable_texts
from .._codec import Encoded
from ._agenda import TextAgenda

__all__ = ["encode", "render", "render_now"]


def _shown(abstracts: bool) -> tuple[str, ...]:
    """Return what has long texts that are printed."""
    return ("accessibility", "sessions") if abstracts else ("accessibility",)


def encode(event: Event, *, width: int = 100, zone: ZoneInfo | str | None = None, abstracts: bool = False) -> Encoded:
    """Write the agenda as UTF-8 text; the options are those of `render`."""
    findings = Findings()
    with_readable_texts(event, findings, of=_shown(abstracts))
    return Encoded(data=render(event, width=width, zone=zone, abstracts=abstracts).encode(), report=findings.report())


def render(event: Event, *, width: int = 80, zone: ZoneInfo | str | None = None, abstracts: bool = False) -> str:
    """Return the agenda as lines of text.

    Args:
        event: the event; private parts are left out.
        width: the width of the terminal in columns; fewer than 40 count as 40.
        zone: the zone of the reader; None: that of the event. Days stay those of the event.
        abstracts: whether to print the abstract of each session; HTML and Markdown in it become plain text.

    Raises:
        ValueError: `zone` is not an IANA zone.
    """
    plain = with_readable_texts(event.index.resolved, of=_shown(abstracts))
    return TextAgenda(plain, width, None if zone is None else as_timezone(zone), abstracts).text()


def render_now(event: Event, at: dt.datetime) -> str:
    """Return the sessions that are on at a moment and those that begin next, one line each.

    Args:
        event: the event; private parts are left out.
        at: the moment, with a time zone, or in the event's local time.

    Raises:
        NonexistentTime, AmbiguousTime: the zone skips or repeats a naive `at`.
    """
    from ...views.relations import now  # noqa: PLC0415 # an agenda needs no relations

    moment, words = now(event, at), words_of(event)
    date = words("date.at", date=day_name(moment.at.date(), words), time=clock(moment.at))
    lines = [words("now.at", time=date, zone=event.timezone.key)]
    for heading, sessions in (("now.now", moment.running), ("now.next", moment.next)):
        label = words(heading) + words("mark.colon")
        lines.append(label.rstrip() if sessions else label + words("now.nothing"))
        for session in _in_order(sessions):
            slot = session.slot
            assert slot is not None, "a session in this list has a time"
            time = when(slot, slot_days(slot, event.day_change)[0], words=words)
            if slot.start.date() != moment.at.date() and not slot.all_day:
                time = f"{day_name(slot.start.date(), words)} {time}"
            rooms = where_line(event, slot)
            lines.append(f"  {time}  {printable(session.title)}" + (f" · {printable(rooms)}" if rooms else ""))
    return "\n".join(lines) + "\n"


def _in_order(sessions: Iterable[Session]) -> list[Session]:
    """Return sessions in the order in which they begin; a block before its parts that begin with it."""

    def place(session: Session) -> tuple[float, bool]:
        return session.slot.start.timestamp() if session.slot else 0.0, session.parent is not None

    return sorted(sessions, key=place)
