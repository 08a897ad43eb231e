"""The page for a screen in a hall or beside a door: what is on, what comes next, and how long until then."""

from __future__ import annotations

import json
from typing import Any

from ..codecs.html import Page
from ..model.event import Event
from ..model.session import Session
from ..model.status import OFF
from ..model.time import instant
from ..views.credits import agent_name, in_billing_order
from ..views.english import day_name, words_of
from ..views.markup import text
from ..views.relations import end_of, happening, is_timed

__all__ = ["now_screen"]


def now_screen(page: Page) -> bytes:
    """Return the page for screens; it contains everything it needs and loads nothing from the network."""
    event, words = page.event, words_of(page.event)
    sessions = [
        _session(event, session) for session in happening(event) if is_timed(session) and not _is_off(event, session)
    ]
    data = {
        "id": event.id,
        "zone": event.timezone.key,
        "rooms": [[room.id, room.name] for room in event.index.rooms.values()],
        "sessions": sessions,
        "begins": day_name(event.agenda.days[0].date, words) if event.agenda.days else "",
        "words": words.group("screen"),
    }
    body = (
        '<p id="state" class="state" aria-live="polite"></p>\n<div id="rooms"></div>\n'
        '<p class="tools"><button type="button" id="pause" aria-pressed="false" hidden>'
        f"{words('screen.pause')}</button> "
        f'<a href="index.html">{words("screen.programme")}</a></p>\n'
    )
    body += page.qr_code()
    header = f'<h1><bdi>{text(event.title)}</bdi></h1><p id="clock" class="clock"></p>\n'
    return page.screen(words("screen.title"), header, body, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _is_off(event: Event, session: Session) -> bool:
    """Return whether the whole of a session does not take place."""
    seen: set[str] = set()
    while session.parent is not None and session.parent not in seen:
        seen.add(session.parent)
        above = event.index.sessions.get(session.parent)
        if above is None or above.status in OFF:
            return above is not None
        session = above
    return False


def _session(event: Event, session: Session) -> list[Any]:
    slot = session.slot
    assert slot is not None, "what happens has a time"
    names = [agent_name(event, one.agent, one) for one in in_billing_order(session.participants)]
    is_open = int(slot.end is None)
    return [
        round(instant(slot.start)),
        round(end_of(event, session)),
        is_open,
        list(slot.rooms),
        session.title,
        ", ".join(dict.fromkeys(names)),
    ]
