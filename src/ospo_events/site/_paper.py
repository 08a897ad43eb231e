"""What is printed and put up: the sheet for the door of each room, the nameplate of each person."""

from __future__ import annotations

import datetime as dt

from ..codecs.html import Page, PageLinks, Snippets
from ..model.session import Session
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
            name = words.sentence(day_name(day.date, words))
            rows = "".join(_row(snippets, session, day.date) for session in sessions)
            if rows:
                sheets.append(
                    f'<section class="sheet"><p><bdi>{text(event.title)}</bdi></p><h2><bdi>{text(room.name)}</bdi></h2>'
                    f"<p>{name}</p><table><tbody>{rows}</tbody></table></section>\n"
                )
    nothing = f"<p>{words('paper.no-doors')}{words('mark.stop')}</p>"
    return page.paper(words("paper.doors"), "".join(sheets) or nothing)


def _row(snippets: Snippets, session: Session, day: dt.date) -> str:
    slot = session.slot
    if slot is None:
        return ""
    event = snippets.event
    words = words_of(event)
    status = status_word(session.status, words)
    mark = f"{words.sentence(status)}{words('mark.colon')}" if status is not None else ""
    names = [agent_name(event, one.agent, one) for one in in_billing_order(session.participants)]
    people = words.listed(f"<bdi>{text(name)}</bdi>" for name in names)
    return (
        f'<tr><th scope="row">{snippets.span(slot, day)}</th><td>{mark}<bdi>{text(session.title)}</bdi>'
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
