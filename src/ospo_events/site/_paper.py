"""What is printed and put up: the sheet for the door of each room, the nameplate of each person."""

from __future__ import annotations

import datetime as dt
from unicodedata import east_asian_width
from urllib.parse import quote

from ..codecs.html import Page, PageLinks, Snippets
from ..model.event import Event
from ..model.session import Session
from ..model.status import Status
from ..views.credits import agent_name, in_billing_order, organization_names
from ..views.english import day_name, status_word, words_of
from ..views.markup import attribute, text
from ..views.outline import PartOutlines
from ..views.selection import in_tracks_and_rooms

__all__ = ["door_sheets", "nameplates"]


def door_sheets(page: Page) -> bytes:
    """Return one sheet for each room and day, with what is on in it."""
    event, words = page.event, words_of(page.event)
    snippets = Snippets(event, PageLinks())
    outlines = PartOutlines(event)
    _, by_room = in_tracks_and_rooms(event)
    sheets: list[str] = []
    for room in event.index.rooms.values():
        for day in outlines.of(by_room.get(room.id, ())).days:
            sessions = [session for item in day.items for session in item.everything]
            rows = "".join(_row(snippets, session, day.date) for session in sessions)
            if rows:
                code = page.qr_code(_way_to(page, room.id))
                look = _look([room.name, event.title], [_said(event, session) for session in sessions], code)
                facts = words.sentence(day_name(day.date, words))
                if room.capacity is not None:
                    facts += f" · {words('page.seats', count=room.capacity)}"
                sheets.append(
                    f'<section class="sheet {look}">{code}<p><bdi>{text(event.title)}</bdi></p>'
                    f"<h2><bdi>{text(room.name)}</bdi></h2>"
                    f"<p>{facts}</p><table><tbody>{rows}</tbody></table></section>\n"
                )
    nothing = f"<p>{words('paper.no-doors')}{words('mark.stop')}</p>"
    return page.paper(words("paper.doors"), "".join(sheets) or nothing)


def _way_to(page: Page, room: str) -> str:
    """Return the path of the page of a room, or of the programme with nothing but that room."""
    return page.page_links.room(room) or f"#room={quote(room, safe='')}"


_SIZES = (100, 85, 72, 62, 52, 44, 37, 31)
"""How large the letters of a sheet may be, in percent; `paper.css` has a class for each."""
_PAPER = 225.0
"""How many millimetres of a sheet are filled: less than the shorter of A4 and Letter has, since lines are estimated."""


_CODE = 45
"""So many millimetres a QR code is high, with its address and the space below."""


def _look(head: list[str], rows: list[tuple[str, str]], code: str) -> str:
    """Return the classes of a sheet whose letters are the largest with which a day fits on it.

    Where they would be small, names stand behind the title and not below it.
    """

    def height(size: int, *, is_dense: bool) -> float:
        top = sum(20 * _lines(line, 20 * 100 // size) for line in head)
        lines = max(top, _CODE * 100 / size) if code else top
        for title, people in rows:
            if is_dense:
                lines += 2 + 8 * _lines(title + people, 38 * 100 // size)
            else:
                lines += 5 + 8 * _lines(title, 36 * 100 // size) + 6 * _lines(people, 52 * 100 // size)
        return lines * size / 100

    roomy = next((size for size in _SIZES[:4] if height(size, is_dense=False) <= _PAPER), None)
    if roomy is not None:
        return f"f{roomy}"
    return f"dense f{next((size for size in _SIZES if height(size, is_dense=True) <= _PAPER), _SIZES[-1])}"


def _lines(said: str, wide: int) -> int:
    """Return how many lines a text may take; letters of Chinese, Japanese and Korean are twice as wide."""
    return -(-sum(2 if east_asian_width(letter) in "WF" else 1 for letter in said) // wide)


def _names(event: Event, session: Session) -> list[str]:
    return [agent_name(event, one.agent, one) for one in in_billing_order(session.participants)]


def _said(event: Event, session: Session) -> tuple[str, str]:
    return session.title, ", ".join(_names(event, session))


def _row(snippets: Snippets, session: Session, day: dt.date) -> str:
    slot = session.slot
    if slot is None:
        return ""
    event = snippets.event
    words = snippets.words
    status = status_word(session.status, words)
    mark = f"{words.sentence(status)}{words('mark.colon')}" if status is not None else ""
    people = words.listed(f"<bdi>{text(name)}</bdi>" for name in _names(event, session))
    title = f"<bdi>{text(session.title)}</bdi>"
    if session.status is Status.CANCELLED:
        title = f"<s>{title}</s>"
    return (
        f'<tr><th scope="row">{snippets.span(slot, day)}</th><td>{mark}{title}'
        + (f"<small>{people}</small>" if people else "")
        + "</td></tr>"
    )


def nameplates(page: Page) -> bytes:
    """Return one nameplate for each person, to be folded: the name stands on both halves."""
    event, words = page.event, words_of(page.event)
    plates: list[str] = []
    for person in event.index.people.values():
        name = agent_name(event, person.id)
        under = organization_names(event, person.affiliations, short=False) or person.job_title
        half = f'<p class="name"><bdi>{text(name)}</bdi></p>' + (f"<p><bdi>{text(under)}</bdi></p>" if under else "")
        inside = f'<div aria-hidden="true">{half}</div><div>{half}</div>'
        plates.append(f'<section class="plate" aria-label="{attribute(name)}">{inside}</section>\n')
    nothing = f"<p>{words('paper.no-plates')}{words('mark.stop')}</p>"
    return page.paper(words("paper.plates"), "".join(plates) or nothing)
